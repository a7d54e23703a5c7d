"""Speakers who are known from somebody's words alone: ``The ministry reports that a man was held. He confessed to ...``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from purport.read.attribution.carriers import CARRYING
from purport.read.attribution.lexicon import lexicon
from purport.read.cast import Cast
from purport.read.cast.stage import head_of_spans
from purport.read.found import Attribution
from purport.read.parse import Parse, Word

RELATIVES = frozenset({"who", "which", "that"})
TELLING = frozenset({
    "tell", "inform", "assure", "warn", "promise", "order", "advise", "instruct", "urge", "beg", "say", "confide", "admit",
    "explain", "write", "whisper", "confess", "swear", "shout",
})  # fmt: skip
PRESIDING = frozenset({
    "judge", "justice", "magistrate", "prosecutor", "counsel", "barrister", "lawyer", "court", "tribunal", "jury", "moderator",
    "presenter", "interviewer", "chairman", "chairwoman",
})  # fmt: skip
"""Those who speak to a witness or guest before everybody."""
MEDIA = frozenset({
    "agency", "broadcaster", "bulletin", "channel", "daily", "gazette", "journal", "magazine", "newspaper", "outlet", "paper",
    "radio", "station", "television", "tv", "website", "weekly",
})  # fmt: skip
"""What quotes people."""
FARTHEST = 2
"""Sentences from where such a speaker is brought in to where he speaks, at most."""


def known_through(
    parse: Parse, cast: Cast, attributions: Sequence[Attribution], parents: Sequence[int | None]
) -> dict[int, int]:
    """For statements at the top whose source is a pronoun for somebody without a name, who was brought in inside another
    statement's content a sentence or two before: the innermost statement that brought him in.
    """
    out: dict[int, int] = {}
    for i, attribution in enumerate(attributions):
        head = head_of_spans(parse, attribution.source) if attribution.source and parse.words else None
        if parents[i] is not None or head is None or head.pos != "PRON":
            continue
        first = cast.first_told_of(head)
        if first is None or not 0 < head.sent - first.sent <= FARTHEST:
            continue
        holder = _holder(attributions, first)
        if holder is not None and holder != i:
            out[i] = holder
    return out


def told_to(
    parse: Parse, cast: Cast, attributions: Sequence[Attribution], parents: Sequence[int | None]
) -> dict[int, int]:
    """For statements at the top that were made to somebody who spoke just before: his statement (``The widow said she waited. An
    officer told her that he was dead``). What was told to her is known from her.
    """
    out: dict[int, int] = {}
    before: dict[str, int] = {}
    order = sorted(range(len(attributions)), key=lambda i: attributions[i].cue[0].start if attributions[i].cue else -1)
    for i in order:
        one = attributions[i]
        cue = None if one.cue_word is None or not parse.words else parse.words[one.cue_word]
        name = cast.name_of(one.source) if one.source else None
        if cue is None or parents[i] is not None or name is None:
            continue
        source = head_of_spans(parse, one.source)
        if source is not None and source.lemma in PRESIDING:
            continue
        heard = [
            other for told in _addressed(parse, cue) if (other := cast.name_at(told)) is not None and other != name
        ]
        holder = next((before[other] for other in heard if other in before), None)
        if holder is not None and 0 < cue.sent - _sentence(parse, attributions[holder]) <= FARTHEST:
            out[i] = holder
        else:
            before[name] = i
    return out


def _addressed(parse: Parse, cue: Word) -> list[Word]:
    """The pronouns to whom a verb says something: ``told her``, ``said to him``."""
    if cue.lemma not in TELLING:
        return []
    own = [w for w in parse.children_of(cue) if w.i > cue.i]
    to = [c for w in own if w.dep in ("prep", "dative") and w.lower == "to" for c in parse.children_of(w)]
    return [w for w in (*own, *to) if w.tag == "PRP" and w.lower != "it" and w.dep in ("dobj", "dative", "pobj")]


def _sentence(parse: Parse, attribution: Attribution) -> int:
    return -1 if attribution.cue_word is None else parse.words[attribution.cue_word].sent


def quoted_by(
    parse: Parse, cast: Cast, attributions: Sequence[Attribution], parents: Sequence[int | None]
) -> dict[int, int]:
    """For statements at the top of one who is quoted, the text not saying by whom (``The warden is quoted as saying``): the
    nearest statement of a medium at the top, a sentence or two before.
    """
    media: list[tuple[int, int]] = []
    quoted: list[tuple[int, int]] = []
    for i, one in enumerate(attributions):
        sentence = _sentence(parse, one) if parse.words else -1
        if parents[i] is not None or sentence < 0 or not one.source:
            continue
        if _quoted_as(parse, one):
            quoted.append((sentence, i))
        elif _is_medium(parse, cast, one):
            media.append((sentence, i))
    return {i: near[1] for at, i in quoted if (near := _last_before(sorted(media), at)) is not None}


def _quoted_as(parse: Parse, one: Attribution) -> bool:
    """Whether the cue says that the source is quoted as saying something; ``was quoted`` alone is the cue of who quotes."""
    words = [word for span in one.cue for word in span.of(parse.text).lower().split()]
    return "quoted" in words and words[-1].endswith("ing")


def _last_before(media: Sequence[tuple[int, int]], sentence: int) -> tuple[int, int] | None:
    """The last of some statements with their sentences, that is at most `FARTHEST` sentences before one."""
    at = bisect_left(media, (sentence, -1)) - 1
    return media[at] if at >= 0 and sentence - media[at][0] <= FARTHEST else None


def _is_medium(parse: Parse, cast: Cast, one: Attribution) -> bool:
    """Whether the source of a statement is a newspaper, a station, an agency; by its word or by the name it resolves to."""
    head = head_of_spans(parse, one.source)
    name = (cast.name_of(one.source) or "").lower().split()
    return (head is not None and head.lower in MEDIA) or not MEDIA.isdisjoint((*name[:1], *name[-1:]))


def heard_through(
    parse: Parse, cast: Cast, attributions: Sequence[Attribution], parents: Sequence[int | None]
) -> dict[int, int]:
    """For statements at the top that a relative clause tells (``who said that ...``): the innermost statement that speaks of
    the one who says so, if it passes on what he says (``The station showed a pilot, who said``) and the clause is not the
    story's own (``She met the envoy, who denies it``). What was told to the outer speaker himself is known from him (``The
    cook said he had seen the envoy, who assured him that``).
    """
    out: dict[int, int] = {}
    for i, attribution in enumerate(attributions):
        head = head_of_spans(parse, attribution.source) if attribution.source and parse.words else None
        if parents[i] is not None or head is None or head.lower not in RELATIVES:
            continue
        clause = next((above for above in parse.ancestors(head) if above.dep == "relcl"), None)
        for spoken_of in (*(() if clause is None else (parse.head_of(clause),)), *_just_before(parse, head)):
            holder = _speaks_of(attributions, spoken_of)
            if holder is None and _of_words(parse, spoken_of):
                holder = _speaks_of(attributions, parse.words[max(0, parse.head_of(spoken_of).i - 1)])
            if holder is not None and holder != i:
                outer = attributions[holder]
                if _passed_on(parse, outer, attribution, spoken_of) or _to_speaker(parse, cast, outer, attribution):
                    out[i] = holder
                break
    return out


def _just_before(parse: Parse, head: Word) -> list[Word]:
    """The word before a relative pronoun, a comma skipped."""
    at = head.i - 1
    while at >= 0 and parse.words[at].text == ",":
        at -= 1
    return parse.words[max(0, at) : at + 1]


def _speaks_of(attributions: Sequence[Attribution], word: Word) -> int | None:
    """The statement with the shortest content that holds a word, or in which somebody is cited by it."""
    cited = (j for j, a in enumerate(attributions) if a.rule == "citing" and a.source_word == word.i)
    found = _holder(attributions, word)
    return found if found is not None else next(cited, None)


def _passed_on(parse: Parse, outer: Attribution, inner: Attribution, word: Word) -> bool:
    """Whether a relative clause on a word in the outer content is a part of what is said there: no comma parts it off, the outer
    cue shows or carries somebody, the word is whose remarks they are, or its past perfect goes with a past tense of saying.
    """
    if outer.rule == "citing":
        return True
    cue = None if outer.cue_word is None else parse.words[outer.cue_word]
    relative = inner.source[0].start
    if cue is None or not any(w.text == "," for w in parse.between(word.end, relative)):
        return cue is not None
    return cue.lemma in CARRYING or _of_words(parse, word) or _shifted(parse, cue, inner)


def _to_speaker(parse: Parse, cast: Cast, outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner statement was made to the outer speaker, by a pronoun for him."""
    name = cast.name_of(outer.source) if outer.source else None
    cue = None if inner.cue_word is None else parse.words[inner.cue_word]
    return name is not None and cue is not None and any(cast.name_at(w) == name for w in _addressed(parse, cue))


def _of_words(parse: Parse, word: Word) -> bool:
    """Whether somebody is spoken of as the one whose words they are: ``the remarks of the deputy``."""
    link = parse.head_of(word)
    nouns = lexicon().messages | lexicon().speaking
    before = parse.words[max(0, link.i - 1)]
    return (
        word.dep == "pobj"
        and link.lower in ("of", "by", "from")
        and (before.lemma in nouns or parse.head_of(link).lemma in nouns)
    )


def _shifted(parse: Parse, cue: Word, inner: Attribution) -> bool:
    """Whether the inner verb is in the past perfect after a verb of saying in the past that has a clause."""
    verb = None if inner.cue_word is None else parse.words[inner.cue_word]
    if verb is None or verb.tag != "VBN" or cue.tag != "VBD":
        return False
    had = any(w.lower == "had" and w.dep == "aux" for w in parse.children_of(verb))
    return had and any(w.dep == "ccomp" for w in parse.children_of(cue))


def _holder(attributions: Sequence[Attribution], word: Word) -> int | None:
    """The statement with the shortest content that holds a word; None if the word is its own source."""
    holders = [j for j, a in enumerate(attributions) if a.cue and any(s.start <= word.start < s.end for s in a.content)]
    return min(holders, key=lambda j: sum(s.end - s.start for s in attributions[j].content), default=None)
