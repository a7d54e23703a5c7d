"""What a story tells of: its releases and its events, one telling each, the chief one first.

A story's events are marked once per mention, and a blast with its dead and wounded is several mentions. Mentions are put together
when they stand in one sentence, or when they agree in act and share a word or a name, and neither day nor place speaks against it;
what has a day of its own that lies elsewhere ("a ferry was bombed in 2019") is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from purport.corroborate.matters.counts import counts
from purport.corroborate.matters.nearness import apart, days_between
from purport.corroborate.matters.releases import Tape, tapes
from purport.corroborate.matters.words import key, names, paragraphs, telling, vague
from purport.records import Certainty, Document, Event, PlaceMark, Reading, Role
from purport.records.days import days
from purport.records.identity import canonical, digest, document_id
from purport.records.matters import Region, Sort, Stance, Telling
from purport.records.names import Action, Precision
from purport.records.spans import Span, merged

TOLD = frozenset(
    {
        Certainty.ASSERTED,
        Certainty.ATTRIBUTED,
        Certainty.PURPORTED,
        Certainty.RUMOURED,
        Certainty.DENIED,
        Certainty.NEGATED,
        Certainty.RETRACTED,
    }
)
"""What is told as having been or not having been; what lies ahead is told of no event."""
_TALK = frozenset({Action.REQUEST, Action.ACCUSE, Action.REJECT, Action.SUPPORT, Action.THREATEN})
_LEAD = 3
"""Paragraphs at the head of a story that say what it is about."""
_AFTERMATH = re.compile(
    r"\b(?:funerals?|buried|burial|mourn\w*|memorial|anniversary|vigil|condol\w+|commemorat\w+|trial|sentenced"
    r"|charged with|in connection with"
    r"|investigators?|inquiry|reopened|rebuilt|reconstruction|(?:one|two|three|four|five|\w+) (?:days|weeks|months|years) after)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|tells|announced|denied|reported|warned|accused|added|confirmed|claimed|gave|retracted|stated|declared)\b[^,;]*$",
    re.IGNORECASE,
)
"""What stands before the day of saying rather than of what is told."""
_CORRECTION = re.compile(
    r"\b(?:correction|corrects|corrected|withdraws? its report|earlier version|retracted)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """One event of the reading with its sentence, its own days (EDTF) and places."""

    event: Event
    sentence: Span
    days: str | None
    places: tuple[Region, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Scene:
    id: str
    document: Document
    reading: Reading
    head: tuple[Span, ...]


def tellings(document: Document, reading: Reading) -> tuple[Telling, ...]:
    """What a story tells of; exactly one of them leads. A text without words gives none."""
    end = document.end if document.end is not None else len(document.text)
    head = tuple(paragraphs(document.text, document.body, end))[:_LEAD]
    if not head:
        return ()
    scene = _Scene(document_id(document), document, reading, head)
    released = [_release(scene, tape) for tape in tapes(document, reading)]
    chief = next((one for one in released if _leads(scene, one)), None)
    happened = _events(scene, chief is None, released)
    found = [*([replace(chief, lead=True)] if chief else []), *happened, *(one for one in released if one is not chief)]
    return tuple(found)


def _leads(scene: _Scene, one: Telling) -> bool:
    """Whether a story is chiefly about a release: its first paragraph tells of it."""
    return any(scene.head[0].overlaps(span) for span in one.spans)


def _events(scene: _Scene, leads: bool, released: Sequence[Telling]) -> list[Telling]:
    inside = {one for telling in released for one in telling.statements}
    found = [one for one in _mentions(scene) if one.event.statement not in inside]
    groups: list[list[_Mention]] = [[]] if leads else []
    for mention in found:
        home = next((group for group in groups if _belongs(scene, mention, group, group is groups[0] and leads)), None)
        if home is not None:
            home.append(mention)
        elif mention.event.action not in _TALK:
            groups.append([mention])
    return [_event(scene, group, leads and n == 0) for n, group in enumerate(groups)]


def _mentions(scene: _Scene) -> list[_Mention]:
    return [
        _mention(scene, event)
        for event in sorted(scene.reading.events, key=lambda one: one.anchor)
        if event.certainty in TOLD and event.anchor.start >= scene.document.body
    ]


def _mention(scene: _Scene, event: Event) -> _Mention:
    text = scene.document.text
    sentence = event.sentence or next((p for p in paragraphs(text) if p.overlaps(event.anchor)), event.anchor)
    return _Mention(
        event, sentence, _own_days(scene, event, sentence), _places(scene, sentence), telling(sentence.of(text))
    )


def _own_days(scene: _Scene, event: Event, sentence: Span) -> str | None:
    """The event's own day; else the nearest date in its sentence that is not open. What is told has been: no later day counts."""
    if event.date is not None and _been(scene, event.date):
        return event.date
    near = [m for m in scene.reading.times if m.edtf and sentence.holds(m.span) and _been(scene, m.edtf)]
    near = [
        m for m in near if not _SAID.search(scene.document.text[max(sentence.start, m.span.start - 40) : m.span.start])
    ]
    return min(near, key=lambda m: abs(m.span.start - event.anchor.start)).edtf if near else None


def _been(scene: _Scene, edtf: str) -> bool:
    """Whether a date is closed and lies not after the day of publication."""
    told, published = days(edtf), days(scene.reading.published or scene.document.published)
    if told is None or told.first is None or told.last is None:
        return False
    return published is None or published.last is None or told.first <= published.last


def _places(scene: _Scene, span: Span) -> tuple[Region, ...]:
    """The places in a stretch, the narrowest first; people and governments called by a place's name are none."""
    marks = [m for m in scene.reading.places if span.holds(m.span) and m.role is Role.LITERAL]
    return tuple(dict.fromkeys(_region(m) for m in sorted(marks, key=_width)))


def _width(mark: PlaceMark) -> int:
    order = (Precision.SETTLEMENT, Precision.DISTRICT, None, Precision.REGION, Precision.COUNTRY)
    return order.index(mark.precision)


def _region(mark: PlaceMark) -> Region:
    return Region(key(mark.name), mark.geonameid, mark.lat, mark.lon, mark.radius_km, mark.precision)


def _belongs(scene: _Scene, one: _Mention, group: Sequence[_Mention], leads: bool) -> bool:
    """Whether a mention tells of what the others tell of."""
    if leads and one.sentence.start < scene.head[0].end:
        return True
    if not group:
        return leads and any(part.holds(one.sentence) for part in scene.head)
    if any(other.sentence == one.sentence for other in group) and not _elsewhen(one, group):
        return True
    if _elsewhen(one, group) or _elsewhere(one, group):
        return False
    talk = one.event.action in _TALK
    return any(
        (talk or other.event.action is one.event.action) and len(one.words & other.words) >= 2 for other in group
    )


def _elsewhen(one: _Mention, group: Sequence[_Mention]) -> bool:
    own = days(one.event.date)
    others = [found for other in group if (found := days(other.days)) is not None]
    return own is not None and bool(others) and all(days_between(own, other) > 1 for other in others)


def _elsewhere(one: _Mention, group: Sequence[_Mention]) -> bool:
    others = [place for other in group for place in other.places]
    return bool(one.places and others) and all(apart(a, b) for a in one.places for b in others)


def _event(scene: _Scene, group: Sequence[_Mention], leads: bool) -> Telling:
    document, text = scene.document, scene.document.text
    own = merged(tuple(m.sentence for m in group))
    spans = merged((*own, *scene.head[:1])) if leads else own
    words = " ".join(span.of(text) for span in spans)
    around = " ".join((document.title or "", words, *(part.of(text) for part in scene.head))) if leads else words
    first = next((m.event for m in group if m.event.action not in _TALK), group[0].event if group else None)
    stances = tuple(_stance(m.event) for m in group if first is not None and m.event.action is first.action)
    told = [m.days for m in group if m.days]
    return Telling(
        id=_identity(scene.id, Sort.EVENT, spans[0]),
        document=scene.id,
        sort=Sort.EVENT,
        lead=leads,
        spans=spans,
        events=tuple(m.event.id for m in group),
        statements=(),
        actors=_named(m.event.actor for m in group),
        targets=_named(m.event.target for m in group),
        speaker=None,
        country=next((m.event.actor_country for m in group if m.event.actor_country), None),
        group=next((m.event.actor_group for m in group if m.event.actor_group), None),
        action=first.action if first else None,
        mode=next((m.event.mode for m in group if m.event.mode), None),
        places=tuple(dict.fromkeys(place for span in spans for place in _places(scene, span))),
        days=told[0] if told else None,
        published=scene.reading.published or document.published,
        counts=tuple(count for span in spans for count in counts(text, span)),
        carriers=(),
        certainty=surest(stances),
        chain=max((m.event.chain for m in group), key=len, default=()),
        stances=stances,
        names=names(around),
        words=telling(around),
        aftermath=_word(_AFTERMATH, scene.head[0].of(text) if leads else words),
        correction=leads and _corrects(document, words),
    )


def _corrects(document: Document, words: str) -> bool:
    return document.correction is not None or _CORRECTION.search(words) is not None


def _word(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[0].lower() if found else None


def _named(found: Iterable[str | None]) -> frozenset[str]:
    keys = (key(name) for name in found if name)
    return frozenset(one for one in keys if one)


def _stance(event: Event) -> Stance:
    by = event.chain[-1] if event.chain else None
    actor = key(event.actor) if event.actor else None
    return Stance(event.id, by, event.certainty, event.anchor, None if actor is None or vague(actor) else actor)


def surest(stances: Sequence[Stance]) -> Certainty:
    """The surest of some stances; attributed where there are none."""
    return min((one.certainty for one in stances), key=_rank, default=Certainty.ATTRIBUTED)


def _rank(certainty: Certainty) -> int:
    return list(Certainty).index(certainty)


def _identity(document: str, sort: Sort, span: Span) -> str:
    return "tl-" + digest(canonical([document, sort.value, span.start, span.end]).encode()).removeprefix("sha256:")[:16]


def _release(scene: _Scene, tape: Tape) -> Telling:
    document, text = scene.document, scene.document.text
    words = " ".join(span.of(text) for span in tape.spans)
    stances = tuple(
        Stance(one.id, one.source_name, one.certainty, (one.cue or one.content or one.source)[0])
        for one in tape.statements
    )
    chains = sorted((one.names for one in tape.statements), key=len, reverse=True)
    return Telling(
        id=_identity(scene.id, Sort.RELEASE, tape.spans[0]),
        document=scene.id,
        sort=Sort.RELEASE,
        lead=False,
        spans=tape.spans,
        events=(),
        statements=tuple(one.id for one in tape.statements),
        actors=_named((tape.speaker,)),
        targets=_named(target for one in tape.statements for target in one.targets),
        speaker=key(tape.speaker) if tape.speaker else None,
        country=None,
        group=None,
        action=None,
        mode=None,
        places=tuple(dict.fromkeys(place for span in tape.spans for place in _places(scene, span))),
        days=tape.released,
        published=scene.reading.published or document.published,
        counts=(),
        carriers=tape.carriers,
        certainty=Certainty.PURPORTED if tape.unread else surest(stances),
        chain=chains[0] if chains else (),
        stances=stances,
        names=names(words),
        words=telling(words),
        correction=_corrects(document, words),
        odd=tuple(one for one in scene.reading.inconsistencies if one.about == "the recording"),
    )
