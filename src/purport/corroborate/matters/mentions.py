"""The events of a story, one mention each with its sentence, days and places, and which mentions tell of one thing.

A blast with its dead and wounded is several mentions. They are put together when they stand in one sentence, or when they agree in
act and share words, and neither day nor place speaks against it; what has a day of its own that lies elsewhere ("a ferry was bombed
in 2019") is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from purport.corroborate.citing import shaped
from purport.corroborate.matters.nearness import apart, days_between
from purport.corroborate.matters.quotations import quotations
from purport.corroborate.matters.words import key, names, paragraphs, telling
from purport.records import Certainty, Document, Event, PlaceMark, Reading, Role, TimeMark
from purport.records.days import Days, days
from purport.records.identity import document_id
from purport.records.matters import Region
from purport.records.names import Action, Precision
from purport.records.spans import Span

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
TALK = frozenset({Action.REQUEST, Action.ACCUSE, Action.REJECT, Action.SUPPORT, Action.THREATEN})
"""Acts of speech: they say something about an event and are one only where a story leads with them."""
HEAD = 3
"""Paragraphs at the head of a story that say what it is about."""
_SAID = re.compile(
    r"\b(?:said|says|told|tells|announced|denied|reported|warned|accused|added|confirmed|claimed|gave|retracted|stated|declared)\b[^,;]*$",
    re.IGNORECASE,
)
"""What stands before the day of saying rather than of what is told."""
_MOVED = re.compile(
    r"\b(?:alarmed|appalled|dismayed|heard|horrified|learned|learnt|outraged|saddened|shaken|shocked|stunned)\s+(?:(?:late|early)\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
"""What stands before the day on which somebody heard of it, or was shocked by it."""
_SAYS = re.compile(
    r"\s+(?:(?:said|says|told|tells|denied|denies|announced|warned|stated|declared|retracted)\b(?!\s+by\b)"
    r"|(?:claimed|claims|confirmed|confirms|added|reported)\s+(?:that|responsibility|to)\b)",
    re.IGNORECASE,
)
"""What stands behind the day of saying: "on Saturday denied that it had"."""
_DEICTIC = re.compile(
    r"tonight|today|yesterday|tomorrow|now|overnight|last night|this (?:very )?(?:night|morning|evening|afternoon|day)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|(?:town|village|city|port|harbour|pass|market|district|hills|mill|quarry) of)\s+(?:the\s+)?"
    r"([A-Z][\w’-]+(?: [A-Z][\w’-]+)?)"
)
_WAY = re.compile(r"\b(?:Street|Road|Lane|Avenue|Row|Square|Bridge|Gate|Station)$")
_SENTENCE = re.compile(r"[.!?؟…][”\"’')»]*\s*(?:$|\n|\s[^\W\d_])")
"""A sentence ends in it."""
_WEEK = 7
_LONGEST = 1_000
"""Characters of a sentence on either side of a mark in it."""
_ENDS = re.compile(r"[.!?][”\"’')]*\s+(?=[A-Z“\"])|\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """One event of the reading with its sentence, its own days (EDTF, None if nothing says when), places and words."""

    event: Event
    sentence: Span
    days: str | None
    places: tuple[Region, ...]
    words: frozenset[str]


@dataclass(frozen=True, eq=False)
class Scene:
    """A story with its reading, and the paragraphs of its head; `published` is EDTF, None where it is not known, and
    `captured` the day of its capture then.

    `above` are headlines and lines of credit that stand in the text above the first sentence.
    """

    id: str
    document: Document
    reading: Reading
    head: tuple[Span, ...]
    published: str | None
    above: tuple[Span, ...] = ()
    captured: str | None = None

    @property
    def text(self) -> str:
        """The working text."""
        return self.document.text

    @property
    def out(self) -> str | None:
        """EDTF, when it came out; of a story without a date, that it was not after its capture."""
        return f"../{self.captured}" if self.captured else self.published

    @cached_property
    def houses(self) -> tuple[str, ...]:
        """The house of the story, and those that it cites, the longest names first."""
        cited = {name for one in self.reading.statements for name in one.names if shaped(name)}
        own = (self.document.agency, self.document.outlet)
        return (*filter(None, own), *sorted(cited, key=lambda x: (-len(x), x)))

    @cached_property
    def known(self) -> frozenset[str]:
        """What the story has with a capital within a sentence, but for names of houses."""
        return names(self.without_houses(self.text[self.document.body : self.document.end]))

    def without_houses(self, text: str) -> str:
        """A text of the story without the names of its houses."""
        for house in self.houses:
            text = text.replace(house, "")
        return text


def scene(document: Document, reading: Reading, captured: date | None = None) -> Scene:
    """A story, ready to be looked through; its head is empty where it has no words. `captured`: when it was kept."""
    whole = tuple(paragraphs(document.text, document.body, document.end))
    start = _opening(document.text, whole[:HEAD])
    published = reading.published or document.published
    kept = captured.isoformat() if captured is not None and days(published) is None else None
    return Scene(document_id(document), document, reading, whole[start : start + HEAD], published, whole[:start], kept)


def _opening(text: str, first: Sequence[Span]) -> int:
    """Which paragraph is the first with a sentence: headlines and lines of credit that stand above it are none."""
    return next((n for n, part in enumerate(first) if _SENTENCE.search(part.of(text))), 0)


def mentions(seen: Scene) -> list[Mention]:
    """The mentions of events that are told as having been or not having been, in text order."""
    return [
        _mention(seen, event)
        for event in sorted(seen.reading.events, key=lambda one: one.anchor)
        if event.certainty in TOLD and event.anchor.start >= seen.document.body
    ]


def _mention(seen: Scene, event: Event) -> Mention:
    text = seen.text
    sentence = event.sentence or next((p for p in paragraphs(text) if p.overlaps(event.anchor)), event.anchor)
    told = telling(sentence.of(text))
    return Mention(event, sentence, _own_days(seen, event, sentence), places(seen, sentence), told)


def _own_days(seen: Scene, event: Event, sentence: Span) -> str | None:
    """The event's own days; else those of its sentence, all of them together where there are several."""
    if event.date is not None and _been(seen, event.date) and not _speakers(seen, event.date, sentence):
        return event.date
    return days_in(seen, sentence)


def days_in(seen: Scene, stretch: Span) -> str | None:
    """The days in a stretch that may be those of what it tells of, all of them together; None for none."""
    return _together([m.edtf for m in marks(seen, stretch) if m.edtf])


def marks(seen: Scene, stretch: Span) -> list[TimeMark]:
    """The dates in a stretch that may be the days of what it tells of.

    Not those of saying, nor those of a speaker's own moment; none open, none after publication.
    """
    text = seen.text
    held = (
        m
        for m in seen.reading.times
        if m.edtf and stretch.holds(m.span) and _been(seen, m.edtf) and not _of_speaking(seen, m)
    )
    return [
        m
        for m in held
        if not _SAID.search(text[max(stretch.start, m.span.start - 40) : m.span.start])
        and not _MOVED.search(text[max(stretch.start, m.span.start - 40) : m.span.start])
        and not _SAYS.match(text, m.span.end, stretch.end)
    ]


def _of_speaking(seen: Scene, mark: TimeMark) -> bool:
    """Whether a day is told from a speaker's moment: the "tonight" that is quoted is the night in which it was said."""
    return _DEICTIC.fullmatch(mark.span.of(seen.text)) is not None and any(
        one.holds(mark.span) for one in quotations(seen.text)
    )


def _speakers(seen: Scene, edtf: str, sentence: Span) -> bool:
    """Whether nothing but a speaker's own moment puts a day into a sentence."""
    found = [_of_speaking(seen, m) for m in seen.reading.times if m.edtf == edtf and sentence.holds(m.span)]
    return bool(found) and all(found)


def wide(edtf: str) -> bool:
    """Whether dates are more than a week long."""
    told = days(edtf)
    return told is None or told.first is None or told.last is None or (told.last - told.first).days > _WEEK


def _together(found: Sequence[str]) -> str | None:
    """The interval that some dates span; None for none."""
    spans = [one for one in map(days, found) if one is not None and one.first is not None and one.last is not None]
    if len(set(found)) < 2:
        return found[0] if found else None
    first, last = min(one.first for one in spans if one.first), max(one.last for one in spans if one.last)
    return f"{first}/{last}"


def _been(seen: Scene, edtf: str) -> bool:
    """Whether a date is closed and lies not after the day of publication: what is told has been."""
    told, published = days(edtf), days(seen.out)
    if told is None or told.first is None or told.last is None:
        return False
    return published is None or published.last is None or told.first <= published.last


def places(seen: Scene, stretch: Span) -> tuple[Region, ...]:
    """The places in a stretch, the narrowest first; people and governments called by a place's name are none."""
    held = [
        m
        for m in seen.reading.places
        if stretch.holds(m.span) and m.role is Role.LITERAL and not (m.precision is None and _WAY.search(m.name))
    ]
    return tuple(dict.fromkeys(_region(m) for m in sorted(held, key=_width)))


def unmarked(seen: Scene, stretch: Span) -> tuple[Region, ...]:
    """Places that the gazetteer does not know and only a preposition gives away ("in Harlen"), by name alone."""
    known = {key(m.name) for m in seen.reading.places if m.precision is not None}
    times = [m.span for m in seen.reading.times]
    found = [
        key(hit[1])
        for hit in _PLACE.finditer(stretch.of(seen.text))
        if not _WAY.search(hit[1])
        and not any(Span(stretch.start + hit.start(1), stretch.start + hit.end(1)).overlaps(span) for span in times)
    ]
    return tuple(Region(name) for name in dict.fromkeys(found) if name and name not in known)


def headed(seen: Scene) -> tuple[Region, ...]:
    """Places that only a preposition in the headline of the page gives away, by name alone."""
    found = (key(hit[1]) for hit in _PLACE.finditer(seen.document.title or "") if not _WAY.search(hit[1]))
    return tuple(Region(name) for name in dict.fromkeys(found) if name)


def filed(seen: Scene) -> tuple[Region, ...]:
    """Where the story was filed: as the reader knows that place, else by name alone; () where the dateline names none."""
    name = key(seen.document.dateline_place or "")
    known = (_region(m) for m in seen.reading.places if key(m.name) == name and m.precision is not None)
    return (next(known, Region(name)),) if name else ()


def _width(mark: PlaceMark) -> int:
    order = (Precision.SETTLEMENT, Precision.DISTRICT, None, Precision.REGION, Precision.COUNTRY)
    return order.index(mark.precision)


def _region(mark: PlaceMark) -> Region:
    return Region(key(mark.name), mark.geonameid, mark.lat, mark.lon, mark.radius_km, mark.precision)


def sentence_round(text: str, span: Span) -> Span:
    """The sentence round a stretch, told by its marks alone."""
    before = max(0, span.start - _LONGEST)
    behind = _ENDS.finditer(text, before, span.end + 1)  # an end shows by what follows it
    start = max((hit.end() for hit in behind if hit.end() <= span.start), default=before)
    last = min(len(text), span.end + _LONGEST)
    end = next((hit.start() + 1 for hit in _ENDS.finditer(text, span.end, last)), last)
    return Span(start, max(end, span.end))


def grouped(seen: Scene, found: Sequence[Mention], leads: bool) -> list[list[Mention]]:
    """The mentions, those of one thing together; with `leads` the first group is the chief matter, and may be empty."""
    groups: list[list[Mention]] = [[]] if leads else []
    for mention in found:
        home = next((group for n, group in enumerate(groups) if _belongs(seen, mention, group, leads and n == 0)), None)
        if home is not None:
            home.append(mention)
        elif mention.event.action not in TALK:
            groups.append([mention])
    return groups


def _belongs(seen: Scene, one: Mention, group: Sequence[Mention], leads: bool) -> bool:
    """Whether a mention tells of what the others tell of."""
    if leads and one.sentence.start < seen.head[0].end:
        return True
    if not group:
        return leads and any(part.holds(one.sentence) for part in seen.head)
    if _elsewhen(one, group):
        return False
    if any(other.sentence == one.sentence for other in group):
        return True
    if _elsewhere(one, group):
        return False
    talk, ahead = one.event.action in TALK, leads and any(part.holds(one.sentence) for part in seen.head)
    least = (0 if talk else 1) if ahead else 2
    return any(
        (talk or other.event.action is one.event.action) and len(one.words & other.words) >= least for other in group
    )


def _elsewhen(one: Mention, group: Sequence[Mention]) -> bool:
    own = days(one.event.date)
    return own is not None and all_far(own, [found for other in group if (found := days(other.days)) is not None])


def all_far(own: Days, others: Sequence[Days]) -> bool:
    """Whether there are others and all lie more than a day away."""
    return bool(others) and all(days_between(own, other) > 1 for other in others)


def _elsewhere(one: Mention, group: Sequence[Mention]) -> bool:
    others = [place for other in group for place in other.places]
    return bool(one.places and others) and all(apart(a, b) for a in one.places for b in others)
