"""The walk through a text that fills the roster, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from purport.read.cast import guises, tables
from purport.read.cast.kinds import CastKind
from purport.read.cast.links import partners
from purport.read.cast.members import Guise, Member
from purport.read.cast.phrases import Form, Mention, mentions_of
from purport.read.cast.pronouns import meant_by
from purport.read.cast.roster import Roster
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.records.names import Carrier
from purport.records.spans import Span

_REACH = 40
_VOICES = frozenset(
    ["voice", "man", "woman", "caller", "person", "someone", "speaker", "somebody", "figure", "user", "account"]
)


@dataclass(slots=True, eq=False)
class Casting:
    """A filled roster with the mentions it was filled from.

    Attributes:
        roster: who is meant by each mention. mentions: by the index of the head word. cover: per word index inside a base
        phrase, the index of its head. guises: every guise found, with the member whose name is borne.
    """

    roster: Roster
    mentions: dict[int, Mention]
    cover: dict[int, int]
    guises: list[tuple[Guise, Member]]


def casting_of(parse: Parse, body: int, attributions: Sequence[Attribution]) -> Casting:
    """The cast of one text; mentions before character `body` (datelines, credits) take no part."""
    listed = [m for m in mentions_of(parse) if m.head.start >= body]
    mentions = {m.head.i: m for m in listed}
    sources, contents = _sources(parse, attributions)
    roster = Roster(parse, sources, contents)
    casting = Casting(roster, mentions, _cover(listed), [])
    beside = partners(parse, mentions)
    heads = [m.head.sent for m in listed]
    for sentence in range(len(parse.sentences)):
        here = listed[bisect_left(heads, sentence) : bisect_left(heads, sentence + 1)]
        _walk(casting, here, beside)
        if here:
            _guises(casting, sentence, here)
            _delayed_names(casting, sentence, here)
    _speakers(casting, attributions)
    return casting


def _cover(mentions: Sequence[Mention]) -> dict[int, int]:
    cover: dict[int, int] = {}
    for mention in mentions:
        for i in range(mention.first, mention.head.i + 1):
            cover.setdefault(i, mention.head.i)
    return cover


def head_of_spans(parse: Parse, spans: Sequence[Span]) -> Word | None:
    """The word that heads what the spans mark: the first noun, name or pronoun whose governor lies outside."""
    words = [w for span in spans for w in parse.between(span.start, span.end)]
    inside = {w.i for w in words}
    tops = [w for w in words if w.head not in inside or w.head == w.i]
    for word in tops:
        if word.pos in ("NOUN", "PROPN", "PRON", "NUM") or word.tag == "PRP$":
            return word
    nouns = [w for w in words if w.pos in ("NOUN", "PROPN", "PRON")]
    return nouns[0] if nouns else (tops[0] if tops else None)


def _sources(parse: Parse, attributions: Sequence[Attribution]) -> tuple[frozenset[int], dict[int, Span]]:
    contents: dict[int, Span] = {}
    for attribution in attributions:
        head = head_of_spans(parse, attribution.source) if attribution.source else None
        if head is not None:
            contents.setdefault(head.i, Span(attribution.content[0].start, attribution.content[-1].end))
    return frozenset(contents), contents


def _walk(casting: Casting, here: Sequence[Mention], beside: dict[int, int]) -> None:
    roster = casting.roster
    for mention in here:
        if mention.head.i in roster.of:
            continue
        partner = beside.get(mention.head.i)
        if partner is not None:
            _named_description(casting, mention, casting.mentions[partner])
        elif mention.form is Form.NAME:
            roster.by_name(mention)
        elif mention.form is Form.COMMON:
            speaker = _voice_of_recording(casting, mention)
            if speaker is not None:
                roster.place(mention, speaker)
            else:
                roster.by_description(mention)
        else:
            _pronoun(roster, mention)


def _pronoun(roster: Roster, mention: Mention) -> None:
    member = meant_by(roster, mention)
    if member is not None:
        member = member.root()
        roles = mention.roles
        roster.place(mention, member)
        member.roles |= roles


def _named_description(casting: Casting, mention: Mention, name: Mention) -> None:
    """A description beside a name: both mean one member, which takes the description's role and kind."""
    roster = casting.roster
    known = roster.member(name.head.i)
    member = known if known is not None else roster.by_name(name)
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
        not mention.definite
        or mention.plural
        or mention.head.lemma not in ("speaker", "voice")
        or mention.owner is not None
    ):
        return None
    for member in casting.roster.latest():
        if member.kind is CastKind.CARRIER and member.origin is not None:
            return member.origin.root()
    return None


def _guises(casting: Casting, sentence: int, here: Sequence[Mention]) -> None:
    """Finds whose words the sentence's recordings, documents and voices bring."""
    parse = casting.roster.parse
    span = parse.sentence_span(sentence)
    for rule, hedge in guises.found(parse.text, span.start, span.end):
        _guise(casting, here, rule, (hedge, hedge.end))
    for hedge, start in guises.sham(parse.text, span.start, span.end):
        _guise(casting, here, "purported", (hedge, start))
    for mention in here:
        if mention.kind is CastKind.CARRIER:
            _plain_origin(casting, mention, here)


def _guise(casting: Casting, here: Sequence[Mention], rule: str, place: tuple[Span, int]) -> None:
    hedge, start = place
    borne = _borne(here, start)
    bearer = _bearer(here, hedge)
    if borne is None or borne is bearer:
        return
    roster = casting.roster
    origin = roster.member(borne.head.i)
    if origin is None or origin.kind in (CastKind.CARRIER, CastKind.THING, CastKind.PLACE):
        return
    carrier = _carrier_near(roster, here, bearer, hedge)
    words, sort = carrier_words(roster.parse, carrier) if carrier is not None else (None, None)
    guise = Guise(hedge, rule, sort, words, hedge_sentence(borne))
    casting.guises.append((guise, origin))
    for mention in (bearer, carrier):
        member = roster.member(mention.head.i) if mention is not None else None
        if member is not None and member is not origin and not member.named:
            member.origin, member.guise = origin, guise


def hedge_sentence(mention: Mention) -> int:
    """The sentence of a mention."""
    return mention.head.sent


def _borne(here: Sequence[Mention], start: int) -> Mention | None:
    """The first phrase that begins close after a hedge."""
    for mention in here:
        if mention.head.start >= start and mention.head.start <= start + _REACH * 3:
            close = mention.head.start - start <= _REACH
            return mention if close and mention.form is not Form.PRONOUN else None
    return None


def _bearer(here: Sequence[Mention], hedge: Span) -> Mention | None:
    """The last carrier, voice or person before the hedge, or the phrase that the hedge stands in."""
    before = [m for m in here if m.head.start < hedge.start]
    for mention in reversed(before):
        if mention.kind is CastKind.CARRIER or mention.head.lemma in _VOICES or mention.head.lower == "it":
            return mention
    for mention in here:
        if mention.head.start >= hedge.end and mention.kind is CastKind.CARRIER:
            return mention
    return before[-1] if before else None


def _carrier_near(roster: Roster, here: Sequence[Mention], bearer: Mention | None, hedge: Span) -> Mention | None:
    """The recording or document meant; a recording named beside a speech decides (``released in an audio recording``)."""
    own = bearer if bearer is not None and bearer.kind is CastKind.CARRIER else None
    if own is None and bearer is not None and bearer.head.lower == "it":
        member = roster.member(bearer.head.i)
        return bearer if member is not None and member.kind is CastKind.CARRIER else None
    if own is not None and own.head.lemma not in tables.SPOKEN_CARRIERS:
        return own
    medium = [m for m in here if m.kind is CastKind.CARRIER and carrier_sort(roster.parse, m) is not Carrier.DOCUMENT]
    return medium[0] if medium else own


def carrier_sort(parse: Parse, mention: Mention) -> Carrier | None:
    """What kind of carrier a phrase names; its modifiers decide over its noun."""
    for word in parse.words[mention.first : mention.head.i]:
        if word.lower in tables.CARRIER_MODIFIERS:
            return tables.CARRIER_MODIFIERS[word.lower]
    return tables.CARRIERS.get(mention.head.lemma) or tables.CARRIERS.get(mention.head.lower)


def carrier_words(parse: Parse, mention: Mention) -> tuple[str, Carrier | None]:
    """A carrier as the text has it, without article, and its kind."""
    words = [w for w in parse.words[mention.first : mention.head.i + 1] if w.lower not in tables.DETERMINERS]
    text = parse.text[words[0].start : mention.head.end] if words else mention.head.text
    return " ".join(text.split()), carrier_sort(parse, mention)


def _plain_origin(casting: Casting, mention: Mention, here: Sequence[Mention]) -> None:
    """``a signed message from X``, ``X's message``, ``a police statement``: whose words it brings, nothing left open."""
    roster = casting.roster
    member = roster.member(mention.head.i)
    if member is None or member.origin is not None or member.named:
        return
    origin = _origin_mention(casting, mention, here)
    found = roster.member(origin.head.i) if origin is not None else None
    if found is not None and found is not member and found.kind in _SPEAKING:
        member.origin = found


_SPEAKING = (CastKind.PERSON, CastKind.BODY, CastKind.GOVERNMENT, CastKind.PEOPLE, CastKind.UNKNOWN)
_OF = frozenset({"from", "by", "of"})
_MADE = frozenset(
    [
        "sign",
        "issue",
        "release",
        "post",
        "publish",
        "record",
        "send",
        "write",
        "make",
        "produce",
        "distribute",
        "circulate",
    ]
)


def _origin_mention(casting: Casting, mention: Mention, here: Sequence[Mention]) -> Mention | None:
    if mention.owner is not None:
        return casting.mentions.get(mention.owner)
    words = casting.roster.parse.words
    for child in mention.head.children:
        word = words[child]
        if word.dep == "prep" and word.lower in _OF:
            return _object(casting, word)
        if word.dep == "acl" and word.lemma in _MADE:
            agents = [words[c] for c in word.children if words[c].lower in ("by", "from")]
            return _object(casting, agents[0]) if agents else None
    return None


def _object(casting: Casting, preposition: Word) -> Mention | None:
    for child in preposition.children:
        if child in casting.mentions:
            return casting.mentions[child]
    return None


def _delayed_names(casting: Casting, sentence: int, here: Sequence[Mention]) -> None:
    """The lead's nameless speaker gets the name that the next sentences introduce in the same part."""
    if sentence == 0 or sentence > 3:
        return
    for mention in here:
        if mention.form is not Form.NAME or not _takes_part(casting, mention):
            continue
        member = casting.roster.member(mention.head.i)
        if member is None or member.first != mention.head.sent or len(member.marks) != 1:
            continue
        nameless = _nameless(casting, member, mention)
        if nameless is not None:
            casting.roster.merge(member, nameless)


def _takes_part(casting: Casting, mention: Mention) -> bool:
    """Whether a name is a statement's source, or the one whose recording it is."""
    if mention.head.i in casting.roster.sources:
        return True
    member = casting.roster.member(mention.head.i)
    return any(origin.root() is member for _, origin in casting.guises)


def _nameless(casting: Casting, member: Member, mention: Mention) -> Member | None:
    """The one nameless member of the same kind that spoke or acted in the first sentences."""
    able = []
    for other in casting.roster.latest():
        if (
            other.named
            or other.first > 1
            or other.kind is not member.kind
            or other.plural
            or other.first >= mention.head.sent
        ):
            continue
        if _led(casting, other) and (not mention.roles or mention.roles & other.roles):
            able.append(other)
    return able[0] if len(able) == 1 else None


def _led(casting: Casting, member: Member) -> bool:
    """Whether a member was subject or source at its first mention."""
    return any(sent == member.first and weight >= 80 for sent, _, weight in member.marks)


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
