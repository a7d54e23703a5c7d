"""Whose words recordings, documents and voices bring, and what leaves that open."""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.cast import guises, tables
from purport.read.cast.kinds import CastKind
from purport.read.cast.members import Guise, Member
from purport.read.cast.phrases import Form, Mention
from purport.read.cast.roster import Roster
from purport.read.cast.seats import is_country
from purport.read.cast.stage import Casting
from purport.read.parse import Parse, Word
from purport.records.names import Carrier
from purport.records.spans import Span

_REACH = 40
_VOICES = tables.words_of("voice man woman caller person someone speaker somebody figure user account")
_CHANNELS = tables.words_of("channel account website feed page mouthpiece outlet site")
_SPEAKING = (CastKind.PERSON, CastKind.BODY, CastKind.GOVERNMENT, CastKind.PEOPLE, CastKind.UNKNOWN)
_HIM = frozenset({"him", "her", "them"})
_OF = frozenset({"from", "by", "of"})
_MADE = tables.words_of("sign issue release post publish record send write make produce distribute circulate")
_TALK_ONLY = tables.words_of("statement report declaration bulletin address speech")
"""Carriers of which "verified" may mean what they say; the others are themselves in question."""


def find_origins(casting: Casting, sentence: int, here: Sequence[Mention]) -> None:
    """Notes for one sentence whose words its recordings, documents and voices bring, with every guise."""
    parse = casting.roster.parse
    span = parse.sentence_span(sentence)
    for rule, hedge, start in guises.found(parse.text, span.start, span.end):
        _guise(casting, here, rule, (hedge, start))
    for start in guises.known(parse.text, span.start, span.end):
        _known(casting, here, start)
    for mention in here:
        if mention.kind is CastKind.CARRIER or mention.head.lemma in _CHANNELS:
            _plain_origin(casting, mention)
    hit = guises.NOT_AUTHENTICATED.search(parse.text, span.start, span.end)
    if hit is not None:
        _unauthenticated(casting, here, Span(hit.start(), hit.end()))


def _guise(casting: Casting, here: Sequence[Mention], rule: str, place: tuple[Span, int]) -> None:
    hedge, start = place
    roster = casting.roster
    borne, bearer = _borne(roster.parse, here, start), _bearer(here, hedge)
    origin = roster.member(borne.head.i) if borne is not None and borne is not bearer else None
    if origin is None or borne is None or not _is_identity(borne, bearer, origin):
        return
    _can_speak(origin)
    carrier = _carrier_near(roster, here, bearer)
    words, sort = carrier_words(roster.parse, carrier) if carrier is not None else (None, None)
    guise = Guise(hedge, rule, sort, words, here[0].head.sent)
    casting.guises.append((guise, origin))
    for mention in (bearer, carrier):
        member = roster.member(mention.head.i) if mention is not None else None
        if member is not None and member is not origin and not member.named:
            member.origin, member.guise = origin, guise


def _is_identity(borne: Mention, bearer: Mention | None, origin: Member) -> bool:
    """``claiming to be the commander`` gives an identity; ``he claims to be a Democrat`` does not.

    A name is believed over the named-entity label: what a message purports to be from can send messages.
    """
    if origin.kind is CastKind.CARRIER:
        return False
    if origin.kind in (CastKind.THING, CastKind.PLACE) and (origin.sharp or not origin.named):
        return False
    if bearer is None or bearer.kind is CastKind.CARRIER or bearer.head.lower == "it":
        return True
    return bearer.form is Form.COMMON and (borne.form is Form.NAME or borne.definite)


def _can_speak(origin: Member) -> None:
    """Who is said to speak is no place and no thing, whatever the named-entity label guessed: two names together are a person's."""
    if origin.kind in (CastKind.THING, CastKind.PLACE) and not is_country(origin.name):
        origin.kind = CastKind.PERSON if len(origin.name.split()) > 1 else CastKind.UNKNOWN


def _known(casting: Casting, here: Sequence[Mention], start: int) -> None:
    """``a woman known to be the treasurer``: the words are the commander's, and nothing is left open."""
    borne = _borne(casting.roster.parse, here, start)
    before = [m for m in here if m.head.start < start and m.form is Form.COMMON]
    origin = casting.roster.member(borne.head.i) if borne is not None else None
    bearer = casting.roster.member(before[-1].head.i) if before else None
    if origin is not None and bearer is not None and bearer is not origin and not bearer.named:
        bearer.origin = origin


def _borne(parse: Parse, here: Sequence[Mention], start: int) -> Mention | None:
    """The phrase that begins first, close after a hedge; of an owner and the owned, the whole."""
    after = [m for m in here if start <= parse.words[m.first].start <= start + _REACH]
    if not after:
        return None
    first = min(m.first for m in after)
    whole = max((m for m in after if m.first == first), key=lambda m: m.head.i)
    return whole if whole.form is not Form.PRONOUN or whole.head.lower in _HIM else None


def _bearer(here: Sequence[Mention], hedge: Span) -> Mention | None:
    """The last carrier or voice before the hedge, the phrase that the hedge stands in, or what was named last."""
    before = [m for m in here if m.head.start < hedge.start]
    for mention in reversed(before):
        if mention.kind is CastKind.CARRIER or mention.head.lemma in _VOICES or mention.head.lower == "it":
            return mention
    for mention in here:
        if mention.head.start >= hedge.end and mention.kind is CastKind.CARRIER:
            return mention
    return before[-1] if before else None


def _carrier_near(roster: Roster, here: Sequence[Mention], bearer: Mention | None) -> Mention | None:
    """The recording or document meant; a recording named beside a speech decides (``released in an audio recording``)."""
    if bearer is not None and bearer.head.lower == "it":
        member = roster.member(bearer.head.i)
        return bearer if member is not None and member.kind is CastKind.CARRIER else None
    own = bearer if bearer is not None and bearer.kind is CastKind.CARRIER else None
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


def _plain_origin(casting: Casting, mention: Mention) -> None:
    """``a signed message from X``, ``X's message``, ``a police statement``: whose words it brings, nothing left open."""
    roster = casting.roster
    member = roster.member(mention.head.i)
    if member is None or member.origin is not None or member.named:
        return
    origin = _origin_mention(casting, mention)
    found = roster.member(origin.head.i) if origin is not None else _compound_origin(roster.parse, mention)
    if found is not None and found is not member and found.kind in _SPEAKING:
        member.origin = found


def _origin_mention(casting: Casting, mention: Mention) -> Mention | None:
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
    return _releaser(casting, mention)


def find_media(casting: Casting, spoken: Sequence[tuple[Word, Word]]) -> None:
    """For a sentence's pairs of cue and source: a statement or recording in which somebody speaks brings his words
    (``said in a statement`` ... ``The statement said``).
    """
    roster = casting.roster
    for cue, source in spoken:
        speaker = roster.member(source.i)
        if speaker is None or speaker.kind not in _SPEAKING:
            continue
        for link in roster.parse.children_of(cue):
            if link.dep != "prep" or link.lower not in ("in", "on", "via", "through"):
                continue
            for child in link.children:
                member = roster.member(child)
                if member is not None and _is_new_carrier(member, cue):
                    member.origin = speaker


def _is_new_carrier(member: Member, cue: Word) -> bool:
    """Whether a recording or document is first spoken of in a cue's sentence, and nothing tells yet whose words it brings."""
    return member.kind is CastKind.CARRIER and member.origin is None and not member.named and member.first == cue.sent


def _releaser(casting: Casting, mention: Mention) -> Mention | None:
    """The subject of ``released a new message``."""
    verb = casting.roster.parse.head_of(mention.head)
    if mention.head.dep != "dobj" or verb.lemma not in _MADE:
        return None
    subjects = [c for c in verb.children if casting.roster.parse.words[c].dep == "nsubj"]
    return casting.mentions.get(subjects[0]) if subjects else None


def _object(casting: Casting, preposition: Word) -> Mention | None:
    for child in preposition.children:
        if child in casting.mentions:
            return casting.mentions[child]
    return None


def _compound_origin(parse: Parse, mention: Mention) -> Member | None:
    """``police`` of ``a police statement``, ``foreign ministry`` of ``a foreign ministry statement``."""
    words = parse.words[mention.first : mention.head.i]
    bodies = [w for w in words if w.lower in tables.BODY_NOUNS | tables.PEOPLE_NOUNS and w.pos in ("NOUN", "PROPN")]
    if mention.kind is not CastKind.CARRIER or not bodies:
        return None
    kept = [w for w in words if w.lower not in tables.DETERMINERS and w.i <= bodies[-1].i]
    name = parse.text[kept[0].start : kept[-1].end]
    return Member(name, CastKind.BODY, roles={bodies[-1].lemma}, words=set(name.lower().split()))


def _unauthenticated(casting: Casting, here: Sequence[Mention], hedge: Span) -> None:
    """A recording or document whose authenticity the sentence leaves open: its words are only purported."""
    authentic = "authentic" in hedge.of(casting.roster.parse.text).lower()
    for mention in here:
        member = casting.roster.member(mention.head.i)
        if member is None or member.kind is not CastKind.CARRIER or member.origin is None or member.guise is not None:
            continue
        if mention.head.start > hedge.end or (mention.head.lemma in _TALK_ONLY and not authentic):
            continue
        words, sort = carrier_words(casting.roster.parse, mention)
        member.guise = Guise(hedge, "not-authenticated", sort, words, mention.head.sent)
        casting.guises.append((member.guise, member.origin))
