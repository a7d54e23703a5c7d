"""What an estimate of a date is made of: what happened when, who was who when, and the reasons for an interval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from purport.records.days import days
from purport.records.spans import Span


class ListKind(StrEnum):
    """The forms of a list, told by its header or first bytes."""

    UCDP = "UCDP GED"
    ACLED = "ACLED"
    EVENTS = "events"  # purport's own columns
    PEOPLE = "people"  # births and terms of office
    UN = "UN list"  # names: the consolidated list of the Security Council
    FOLLOWTHEMONEY = "FollowTheMoney"  # names: entities as OpenSanctions publishes them
    NAMES = "names"  # names: purport's own columns, or a query at Wikidata


NAME_LISTS = frozenset({ListKind.UN, ListKind.FOLLOWTHEMONEY, ListKind.NAMES})
"""The forms that hold names; the others date texts."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happened on known days, from a list or from another document; all but the days may be unknown.

    Attributes:
        id: ``oc-`` and 16 hexadecimal digits in a list, the event's id in the ledger.
        start, end: first and last day on which it may have begun; ISO, inclusive. Of an event that lasts, `end` is its last day.
        actor, target, place: names as the list has them. action: what kind of thing, in the list's words.
        others: other names of the place, and of what holds it (district, province, country).
        lat, lon: WGS84 degrees. geonameid: of the place.
        title: what the list or text says of it in words.
        source: where the list has it from. origin: the list's name, or the document's.
        deaths: how many died, as far as known. great: whether everybody spoke of it (a silence about it says something).
        exact: False where the days are only those of a report (nothing can be dated *after* it by them).
    """

    id: str
    start: str
    end: str
    actor: str | None = None
    target: str | None = None
    action: str | None = None
    place: str | None = None
    others: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    title: str | None = None
    source: str | None = None
    origin: str = ""
    deaths: int | None = None
    exact: bool = True
    great: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person of public life: a term of office, a birth, or both. Days are EDTF; None where not known or not ended.

    Attributes:
        person, office: names. since: first day in office; until: last day, None while it lasts. born: day or year of birth.
        origin: the list's name.
    """

    person: str
    office: str | None = None
    since: str | None = None
    until: str | None = None
    born: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class EventList:
    """A list that was loaded: its name, form, where it came from, and how much is in it.

    Attributes:
        sha256: of the file's bytes. rows: entries held. first, last: ISO days that its entries span; None for none.
        at: when it was loaded, ISO 8601, UTC.
    """

    name: str
    kind: ListKind
    sha256: str
    file: str
    rows: int
    first: str | None
    last: str | None
    at: str


class ClueKind(StrEnum):
    """What speaks for a date."""

    CAPTURE = "capture"  # it was held on that day
    PUBLISHED = "publication"  # the story that tells of it was out
    RELEASED = "release"  # the text says when it came out
    EVENT = "event"  # it refers to something dated
    DATE = "date in the text"
    TODAY = "today's date in the text"
    NEAR = "time word"  # "yesterday", "last week" beside something dated
    AGE = "age"
    ANNIVERSARY = "anniversary"
    OFFICE = "office"
    TOLD = "told by the story"  # "events that are at most a few weeks old"
    SILENCE = "silence"  # a great event is not mentioned
    CLAIMED = "claimed by the file"  # its metadata, which anybody can write
    LIKENESS = "likeness"  # dated texts with the same rare words


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason for an estimate.

    Attributes:
        first: not before this day; last: not after this day; ISO, None for no bound on that side.
        hard: whether it bounds the interval; a weak clue only makes some days likelier than others.
        weight: of a weak clue: how many times likelier a day inside is than a day outside (below 1: less likely). Of a hard lower
            bound: days after it within which about half of such texts were written.
        span: where in the text; None for what stands outside it. words: those words.
        reason: why, in words a person can check. basis: what it rests on outside the text (list and entry, document).
        used: False where it was set aside because others speak against it.
    """

    kind: ClueKind
    first: str | None
    last: str | None
    hard: bool
    weight: float
    span: Span | None
    words: str
    reason: str
    basis: str | None = None
    used: bool = True


@dataclass(frozen=True, slots=True)
class Dating:
    """An estimate of when a text, or a recording that a text tells of, came to be. Never a stated date.

    Attributes:
        about: the document's id, or that of the recording's first statement.
        name: what people call it.
        stated: the date that the text states, EDTF; None if it states none (the estimate is made without it).
        interval: EDTF; nothing hard speaks against the days in it; open (``..``) on a side without a bound; None without any.
        likely: EDTF interval inside it that holds the date with `probability`; None where nothing says more.
        clues: all reasons, the deciding ones first. conflicts: in words, where reasons spoke against each other.
        statements: ids of the statements that this date is of; empty for the whole document.
        parts: recordings and documents inside the story that the story does not date.
    """

    about: str
    name: str
    stated: str | None
    interval: str | None
    likely: str | None
    probability: float | None
    clues: tuple[Clue, ...]
    conflicts: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    parts: tuple[Dating, ...] = ()

    @property
    def fits(self) -> bool | None:
        """Whether the stated date lies in the interval; None if one of them is missing."""
        stated, interval = days(self.stated), days(self.interval)
        if stated is None or interval is None:
            return None
        early = interval.first is not None and stated.last is not None and stated.last < interval.first
        late = interval.last is not None and stated.first is not None and stated.first > interval.last
        return not early and not late


def written(first: date | None, last: date | None) -> str | None:
    """Two days as an EDTF interval; one day as itself; None for none.

    >>> written(date(2026, 3, 1), None), written(date(2026, 3, 1), date(2026, 3, 1)), written(None, None)
    ('2026-03-01/..', '2026-03-01', None)
    """
    if first is None and last is None:
        return None
    if first == last:
        return str(first)
    return f"{first or '..'}/{last or '..'}"
