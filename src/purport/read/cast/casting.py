"""The walk through a text that fills the roster, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from purport.read.cast import tables
from purport.read.cast.delayed import find_delayed_names
from purport.read.cast.kinds import CastKind
from purport.read.cast.links import partners
from purport.read.cast.members import Member, key_of
from purport.read.cast.origins import find_media, find_origins
from purport.read.cast.phrases import Form, Mention, mentions_of
from purport.read.cast.pronouns import meant_by
from purport.read.cast.roster import Roster
from purport.read.cast.stage import Casting, head_of_spans, stands_for_a_noun
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.read.quotations import quotations
from purport.records.spans import Span

_OF_SEVERAL = tables.words_of("one another")
_WHOLE = tables.words_of("all both")
_SOMEBODY = (CastKind.PERSON, CastKind.UNKNOWN)


def casting_of(parse: Parse, body: int, attributions: Sequence[Attribution]) -> Casting:
    """The cast of one text; mentions before character `body` (datelines, credits) take no part."""
    listed = [m for m in mentions_of(parse) if m.head.start >= body]
    mentions = {m.head.i: m for m in listed}
    sources, contents = _sources(parse, attributions)
    _speakers_are_somebody(listed, sources)
    inner = _inner(parse, sources, attributions)
    roster = Roster(parse, sources, inner, contents, names={m.head.i: m.name for m in listed if m.form is Form.NAME})
    casting = Casting(roster, mentions, _cover(listed), lead=listed[0].head.sent if listed else 0)
    roster.telling, roster.quoting = _tellers(parse, mentions, attributions)
    roster.reporting = _reporters(parse, mentions, attributions)
    beside = partners(parse, mentions)
    late = _late_speakers(parse, attributions)
    spoken = _spoken(parse, attributions)
    heads = [m.head.sent for m in listed]
    for sentence in range(len(parse.sentences)):
        here = listed[bisect_left(heads, sentence) : bisect_left(heads, sentence + 1)]
        for head in late.get(sentence, ()):
            _speaker_first(roster, mentions.get(head))
        _walk(casting, here, beside)
        if here:
            find_origins(casting, sentence, here)
            find_media(casting, spoken.get(sentence, ()))
            find_delayed_names(casting, sentence, here)
    _speakers(casting, attributions)
    roster.rename()
    return casting


def _speakers_are_somebody(listed: Sequence[Mention], sources: frozenset[int]) -> None:
    """A name that speaks is no title and no date, whatever the label guessed: of two or three words it is a person's."""
    for mention in listed:
        thing = mention.form is Form.NAME and mention.kind is CastKind.THING and not mention.sharp
        if thing and mention.head.i in sources:
            mention.kind = CastKind.PERSON if 2 <= len(mention.name.split()) <= 3 else CastKind.UNKNOWN


def _cover(mentions: Sequence[Mention]) -> dict[int, int]:
    cover: dict[int, int] = {}
    for mention in mentions:
        for i in range(mention.first, mention.head.i + 1):
            cover.setdefault(i, mention.head.i)
    return cover


def _sources(parse: Parse, attributions: Sequence[Attribution]) -> tuple[frozenset[int], dict[int, Span]]:
    heads: set[int] = set()
    contents: dict[int, Span] = {}
    for attribution in attributions:
        head = head_of_spans(parse, attribution.source) if attribution.source else None
        if head is not None:
            heads.add(head.i)
            content = Span(attribution.content[0].start, attribution.content[-1].end)
            for span in attribution.source:
                for word in parse.between(span.start, span.end):
                    contents.setdefault(word.i, content)
    return frozenset(heads), contents


def _inner(parse: Parse, sources: frozenset[int], attributions: Sequence[Attribution]) -> frozenset[int]:
    """Those heads of sources that stand in somebody's content."""
    told = [span for attribution in attributions for span in attribution.content]
    return frozenset(i for i in sources if any(s.start <= parse.words[i].start < s.end for s in told))


def _tellers(
    parse: Parse, mentions: dict[int, Mention], attributions: Sequence[Attribution]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The head words of the sources in whose contents mentions stand: per common noun, and per pronoun inside quotation marks."""
    marks = quotations(parse.text)
    telling: dict[int, list[int]] = {}
    quoting: dict[int, list[int]] = {}
    for attribution in attributions:
        head = head_of_spans(parse, attribution.source) if attribution.source else None
        if head is None:
            continue
        for span in attribution.content:
            quoted = [q for q in marks if q.start < span.end and span.start < q.end]
            for word in parse.between(span.start, span.end):
                mention = mentions.get(word.i)
                if mention is None or word.i == head.i:
                    continue
                if mention.form is Form.COMMON:
                    telling.setdefault(word.i, []).append(head.i)
                elif mention.form is Form.PRONOUN and any(q.start <= word.start < q.end for q in quoted):
                    quoting.setdefault(word.i, []).append(head.i)
    return telling, quoting


def _reporters(
    parse: Parse, mentions: dict[int, Mention], attributions: Sequence[Attribution]
) -> dict[int, tuple[int, int]]:
    """Per pronoun inside a content, the head word of the innermost source and the character where its content begins."""
    out: dict[int, tuple[int, int]] = {}
    for attribution in sorted(attributions, key=lambda a: a.content[-1].end - a.content[0].start):
        head = head_of_spans(parse, attribution.source) if attribution.source else None
        for word in [] if head is None else parse.between(attribution.content[0].start, attribution.content[-1].end):
            mention = mentions.get(word.i)
            if mention is not None and mention.form is Form.PRONOUN and head is not None and word.i > head.i:
                out.setdefault(word.i, (head.i, attribution.content[0].start))
    return out


def _late_speakers(parse: Parse, attributions: Sequence[Attribution]) -> dict[int, list[int]]:
    """Per sentence, the head words of sources whose content begins there and who are named after it."""
    out: dict[int, list[int]] = {}
    for attribution in attributions:
        head = head_of_spans(parse, attribution.source) if attribution.source else None
        words = parse.between(attribution.content[0].start, attribution.content[0].end)
        if head is not None and words and words[0].start < head.start:
            out.setdefault(words[0].sent, []).append(head.i)
    return out


def _spoken(parse: Parse, attributions: Sequence[Attribution]) -> dict[int, list[tuple[Word, Word]]]:
    """Per sentence, the cues with the head words of their sources."""
    out: dict[int, list[tuple[Word, Word]]] = {}
    for attribution in attributions:
        head = head_of_spans(parse, attribution.source) if attribution.source else None
        if head is not None and attribution.cue_word is not None:
            cue = parse.words[attribution.cue_word]
            out.setdefault(cue.sent, []).append((cue, head))
    return out


def _speaker_first(roster: Roster, mention: Mention | None) -> None:
    """Finds whom a speaker's mention means before the words of that speaker are read: a pronoun, or a name known already; of a
    description (``the engineer``) whom it will mean.
    """
    if mention is None or mention.head.i in roster.of:
        return
    if mention.form is Form.PRONOUN:
        _pronoun(roster, mention)
    elif mention.form is Form.NAME and roster.knows(mention):
        roster.by_name(mention)
    elif mention.form is Form.COMMON and mention.definite:
        known = roster.known_as(mention)
        if known is not None:
            roster.foreseen[mention.head.i] = known


def _walk(casting: Casting, here: Sequence[Mention], beside: dict[int, int]) -> None:
    for mention in here:
        if mention.head.i not in casting.roster.of:
            _place(casting, mention, beside)
    for mention in here:
        if mention.kind is CastKind.PERSON and mention.form is Form.COMMON:
            casting.roster.belong(mention.head.i)


def _place(casting: Casting, mention: Mention, beside: dict[int, int]) -> None:
    """Finds whom a mention means."""
    partner = beside.get(mention.head.i)
    if partner is not None:
        _named_description(casting, mention, casting.mentions[partner])
    elif mention.form is Form.NAME:
        casting.roster.by_name(mention)
    elif mention.form is Form.COMMON:
        _described(casting, mention, beside)
    else:
        _pronoun(casting.roster, mention)


def _described(casting: Casting, mention: Mention, beside: dict[int, int]) -> None:
    """A common noun phrase without a name beside it."""
    told = _told_by(casting, mention)
    speaker = _voice_of_recording(casting, mention)
    if told is not None:
        _as_told(casting, mention, told, beside)
    elif speaker is not None:
        casting.roster.place(mention, speaker)
    else:
        casting.roster.by_description(mention)


def _told_by(casting: Casting, mention: Mention) -> Mention | None:
    """What tells who is meant where there is no noun: the engineer in ``the third, a Dutch engineer``, them in ``all of them``."""
    parse, head = casting.roster.parse, mention.head
    if stands_for_a_noun(head) or head.lower in _OF_SEVERAL:
        beside = (casting.mentions.get(w.i) for w in parse.children_of(head) if w.dep == "appos")
        return next((m for m in beside if m is not None and m.form is not Form.PRONOUN), None)
    if head.lower not in _WHOLE:
        return None
    links = (w for w in parse.children_of(head) if w.dep == "prep" and w.lower == "of")
    whole = (casting.mentions.get(c) for link in links for c in link.children)
    return next((m for m in whole if m is not None and m.form is Form.PRONOUN and m.plural), None)


def _as_told(casting: Casting, mention: Mention, told: Mention, beside: dict[int, int]) -> None:
    """Both mentions mean the same member."""
    if told.head.i not in casting.roster.of:
        _place(casting, told, beside)
    member = casting.roster.member(told.head.i)
    if member is not None:
        casting.roster.place(mention, member)
    else:
        casting.roster.by_description(mention)


def _pronoun(roster: Roster, mention: Mention) -> None:
    member = meant_by(roster, mention)
    if member is not None:
        roster.place(mention, member.root())


def _named_description(casting: Casting, mention: Mention, name: Mention) -> None:
    """A description beside a name: both mean one member, which takes the description's role and kind."""
    roster = casting.roster
    known = roster.member(name.head.i)
    before = roster.taken_up(mention) if known is None and key_of(name.name) not in roster.keyed else None
    member = known if known is not None else roster.by_name(name)
    if before is not None and before.kind in _SOMEBODY and not member.plural:
        member = roster.merge(member, before)
    if mention.sharp and not (member.sharp and name.sharp):
        member.kind, member.sharp = mention.kind, True
    if member.male is None:
        member.male = mention.male
    if mention.owner is not None:
        member.owner = member.owner or roster.member(mention.owner)
    member.words |= {w.lower for w in roster.parse.words[mention.first : mention.head.i + 1]}
    roster.place(mention, member)


def _voice_of_recording(casting: Casting, mention: Mention) -> Member | None:
    """``the speaker``, ``the voice``: whoever the latest recording is said to bring."""
    if (
        not (mention.definite or _on_recording(casting, mention))
        or mention.plural
        or mention.head.lemma not in ("speaker", "voice")
        or mention.owner is not None
    ):
        return None
    for member in casting.roster.latest():
        if member.kind is CastKind.CARRIER and member.origin is not None:
            return member.origin.root()
    return None


def _on_recording(casting: Casting, mention: Mention) -> bool:
    """``a voice on the tape``, ``a speaker in the video``."""
    words = casting.roster.parse.words
    links = [words[c] for c in mention.head.children if words[c].lower in ("on", "in")]
    things = [casting.mentions.get(c) for link in links for c in link.children]
    return any(thing is not None and thing.definite and thing.kind is CastKind.CARRIER for thing in things)


def _speakers(casting: Casting, attributions: Sequence[Attribution]) -> None:
    """First-person pronouns mean the source of the innermost statement that holds them."""
    ordered = sorted(attributions, key=lambda a: a.content[0].start - a.content[-1].end)
    for attribution in ordered:
        head = head_of_spans(casting.roster.parse, attribution.source) if attribution.source else None
        member = casting.roster.member(head.i) if head is not None else None
        if member is None:
            continue
        for span in attribution.content:
            for word in casting.roster.parse.between(span.start, span.end):
                if word.lower in tables.SPEAKER_PRONOUNS and word.i in casting.mentions:
                    casting.roster.of[word.i] = member
