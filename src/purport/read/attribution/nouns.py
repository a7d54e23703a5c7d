"""Nouns as cues: ``his claim that ...``, ``reports of ...``, ``rumours have spread about ...``."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.lexicon import Lexicon, lexicon
from purport.read.attribution.page import Find, Page, stretches
from purport.read.attribution.phrases import (
    below,
    child,
    content_of,
    cue_of,
    infinitive,
    preposition_of,
    source_of,
    speaker,
    speaks,
)
from purport.read.parse import Parse, Word
from purport.records.spans import Span, Spans

STIRRING = frozenset({"raise", "renew", "spread", "fuel", "stoke", "draw"})
FEELINGS = frozenset({"fear", "hope", "concern", "doubt", "suspicion", "speculation", "expectation"})
PAPERS = frozenset({"press", "media", "newspaper", "paper", "daily", "weekly", "magazine"})
PASSING = frozenset({"dismiss", "deny", "reject", "dispute", "confirm", "question", "refute", "rebut"})
"""Light verbs by which somebody speaks of what others have said."""
SIDES = frozenset({
    "rebel", "army", "police", "government", "opposition", "militia", "ministry", "union", "militant", "guerrilla", "church",
    "hospital", "witness", "defence", "prosecution", "navy", "junta", "regime", "company", "palace",
})  # fmt: skip
"""Whose words a noun of saying brings when it stands right before it: ``a rebel claim that``."""
SPEAKS = ("by", "from", "of")


def _content(page: Page, noun: Word, words: Lexicon) -> tuple[str, list[Word], list[Word]] | None:
    """What a noun of saying says: the shape's name, the words, and words that belong to the cue."""
    parse = page.parse
    for clause in _clauses(parse, noun):
        if infinitive(parse, clause):
            if noun.lemma in words.nouns["to"]:
                return "noun-infinitive", below(parse, clause), []
        elif noun.lemma in words.nouns["that"] and _that(page, noun, clause, words):
            return "noun-that", below(parse, clause), []
    for name in ("of", "for", "about", "against"):
        link = preposition_of(parse, noun, (name,)) if noun.lemma in words.nouns.get(name, ()) else None
        if link is not None:
            return f"noun-{name}", [w for w in below(parse, link) if w.i != link.i], [link]
    return None


def _clauses(parse: Parse, noun: Word) -> Iterator[Word]:
    """The clauses that may tell what a noun says: its own, then what the parse has hung on the speaker after it
    (``a claim by the owners that ...``) or on the verb before it (``confirmed the account that ...``).
    """
    yield from (w for w in parse.children_of(noun) if w.dep in ("acl", "ccomp", "relcl") and w.i > noun.i)
    by = _by(parse, noun)
    teller = None if by is None else child(parse, by, "pobj")
    if teller is not None:
        yield from (w for w in parse.children_of(teller) if w.dep in ("acl", "relcl") and _own_that(parse, w, teller))
    if noun.dep == "dobj":
        over = parse.children_of(parse.head_of(noun))
        yield from (w for w in over if w.dep == "ccomp" and w.i > noun.i and _own_that(parse, w, teller or noun))
        yield from (w for w in over if w.dep in ("xcomp", "advcl") and _follows(parse, w, noun))


def _follows(parse: Parse, clause: Word, noun: Word) -> bool:
    """Whether an infinitive stands right after a noun that takes one (``breaking his vow not to run again``)."""
    takes = noun.lemma in lexicon().nouns["to"] and infinitive(parse, clause)
    return takes and below(parse, clause)[0].i == noun.i + 1


def _own_that(parse: Parse, clause: Word, before: Word) -> bool:
    """Whether a clause begins with *that* right after a word, and *that* is not its subject."""
    first = below(parse, clause)[0]
    kids = parse.children_of(clause)
    return (
        first.lower == "that"
        and first.i == before.i + 1
        and any(w.dep in ("nsubj", "nsubjpass") and w.i != first.i for w in kids)
    )


def _by(parse: Parse, noun: Word) -> Word | None:
    """The preposition that leads to whose words they are: after the noun, also where it hangs on a verb."""
    own = preposition_of(parse, noun, ("by", "from", "among")) or _printed_in(parse, noun)
    if own is not None or noun.dep not in ("dobj", "pobj", "attr"):
        return own
    after = parse.words[noun.i + 1 : noun.i + 2]
    return next((w for w in after if w.lower in ("by", "from") and w.dep in ("prep", "agent")), None)


def _printed_in(parse: Parse, noun: Word) -> Word | None:
    """The preposition that leads to a paper: ``a report in the Evening Courier that``, ``suggestions in the press that``."""
    link = preposition_of(parse, noun, ("in",))
    paper = None if link is None else child(parse, link, "pobj")
    if paper is None or paper.ent in ("GPE", "LOC", "DATE", "TIME"):
        return None
    return link if paper.lemma in PAPERS or (noun.lemma == "report" and paper.pos == "PROPN") else None


def _that(page: Page, noun: Word, clause: Word, words: Lexicon) -> bool:
    """Whether a clause after a noun of saying is what is said (``the warning that the dam would burst``) and no description
    of the noun (``the warning that he issued``).
    """
    kids = page.parse.children_of(clause)
    if any(w.dep == "mark" for w in kids):
        return True
    if clause.head != noun.i:
        return True
    subject = any(w.dep in ("nsubj", "nsubjpass") and w.tag != "WDT" for w in kids)
    relative = any(w.lower == "that" and w.dep == "dobj" for w in kids)
    return clause.dep == "relcl" and subject and relative and clause.lemma not in words.light


def _speaker(page: Page, noun: Word, words: Lexicon) -> tuple[Word | None, list[Word]]:
    """Whose the words are: the possessor, the one after ``by`` or ``from``, or who makes or issues them; with the verb."""
    parse = page.parse
    owner = child(parse, noun, "poss")
    if owner is not None:
        return owner, []
    by = _by(parse, noun)
    if by is not None:
        return child(parse, by, "pobj"), []
    body = child(parse, noun, "compound")
    if body is not None and body.i == noun.i - 1 and body.pos == "NOUN" and body.lemma in SIDES:
        return body, []
    verb = parse.head_of(noun)
    if noun.dep == "dobj" and verb.lemma in words.light:
        return speaker(page, verb), [verb]
    return None, []


def _stirred(page: Page, noun: Word, source: Word | None) -> bool:
    """``The speech has raised fears of a feud``: a thing that stirs a feeling, no speaker."""
    verb = page.parse.head_of(noun)
    stirs = noun.dep == "dobj" and verb.lemma in STIRRING and noun.lemma in FEELINGS
    return stirs and source is not None and not speaks(source) and source.pos == "NOUN"


def _for_fear(page: Page, noun: Word) -> bool:
    """``for fear of reprisals``: why somebody does something, nobody's words."""
    before = page.parse.words[max(0, noun.i - 1)]
    return noun.lower == "fear" and before.lower in ("for", "of")


def noun_finds(page: Page, taken: set[int]) -> Iterator[Find]:
    """A noun of saying with what it says."""
    words = lexicon()
    for noun in page.parse.words:
        if noun.pos != "NOUN" or noun.lemma not in words.speaking or noun.i in taken or _for_fear(page, noun):
            continue
        found = _content(page, noun, words)
        if found is None:
            continue
        shape, said, more = found
        source, verb = _speaker(page, noun, words)
        content = () if _stirred(page, noun, source) else content_of(page, said, noun)
        if content and (source is not None or noun.lemma in words.nobody):
            yield Find(
                rule=shape + ("" if source is not None else "-nobody"),
                content=content,
                reason=f'the noun "{noun.lemma}" with what it says',
                cue_word=noun,
                cue=stretches(sorted({*verb, noun, *more}, key=lambda w: w.i)),
                source_word=source,
                source=() if source is None else _before(page, source_of(page, source, noun), content[0].start),
            )


def _before(page: Page, source: Spans, content: int) -> Spans:
    """A source without the content that the parse has hung on it."""
    out = [s for s in source if s.start < content or s.end <= content]
    if not out or not any(s.start < content < s.end for s in out):
        return source
    ends = [w.end for w in page.words(out[-1].start, content)]
    return (*out[:-1], Span(out[-1].start, ends[-1])) if ends else source


def _there_is(page: Page, noun: Word, verb: Word) -> bool:
    """``There was talk in the market of``: and only of talk that is told as such."""
    return (
        noun.dep == "attr"
        and noun.lemma in ("talk", "rumour", "rumor", "gossip")
        and bool(child(page.parse, verb, "expl"))
    )


def _about(page: Page, noun: Word, verb: Word, tells: bool) -> Word | None:
    """The preposition that leads to what is rumoured; not one of a day. Only where it `tells`, one that hangs on the noun."""
    places = [w for w in page.parse.children_of(noun) if w.dep == "prep"]
    objects = [child(page.parse, w, "pobj") for w in places]
    for top in (noun, verb, *(w for w in objects if w is not None)) if tells else (verb,):
        for link in page.parse.children_of(top):
            thing = child(page.parse, link, "pobj", "pcomp")
            about = link.dep == "prep" and link.lower in ("about", "of", "on", "over") and link.i > noun.i
            if about and thing is not None and thing.ent not in ("DATE", "TIME"):
                return link
    return None


def rumours(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``Rumours have spread about the harvest``: talk that nobody is named for."""
    words = lexicon()
    parse = page.parse
    for noun in parse.words:
        if noun.lemma not in words.rumours or noun.dep not in ("nsubj", "nsubjpass", "attr") or noun.i in taken:
            continue
        verb = parse.head_of(noun)
        if not (_there_is(page, noun, verb) or (noun.dep != "attr" and verb.lemma in words.spreading)):
            continue
        tells = verb.lemma != "be" or noun.dep == "attr"
        own = child(parse, noun, "acl", "ccomp") if tells else None
        link = None if own is not None else _about(page, noun, verb, tells)
        top = own or link or child(parse, verb, "ccomp")
        if top is None:
            continue
        content = content_of(page, [w for w in below(parse, top) if link is None or w.i != link.i], verb)
        if content:
            cue = stretches(
                below(parse, noun, without=(top.i, *(w.i for w in parse.children_of(noun) if w.dep == "prep")))
            )
            yield Find("rumour", content, f'"{noun.text}" that nobody is named for', noun, (*cue, *cue_of(page, verb)))
