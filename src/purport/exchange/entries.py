"""What an export is made of: a statement with what is needed of its document, and how it is to be written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from purport.records import Assessment, EventRow, PlaceMark, Role, Ruling, StatementRow, Status
from purport.records.listed import NameKind

URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f\x7f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    """What a text says was or was not checked: about what, by whom (None: not said), in its own words."""

    about: str
    status: Status
    by: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What exports need of a document, without its text.

    Attributes:
        id, name, title, author, agency, outlet, published, language, exhibit, taken_by: as in ``Document``; `updated` and
            `published_at` too.
        origin: path or address. part: which part of the exhibit.
        first_seen, last_seen, captures: when its exhibit was captured (aware, UTC), and at how many addresses.
        media_type: of the exhibit, None if not known. recording: ``audio`` or ``video`` for a transcript of one.
        translated: whether it is a machine translation.
        source: name of the watched source. grade: the present assessment of that source, None if there is none.
        checks, places, events: what was read in it; events as decided, rejected ones among them.
        steps: the reader's steps with their versions.
    """

    id: str
    name: str
    exhibit: str
    origin: str
    first_seen: datetime
    last_seen: datetime
    part: str = ""
    title: str | None = None
    author: str | None = None
    agency: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_at: str | None = None
    updated: str | None = None
    language: str = "und"
    taken_by: str = ""
    captures: int = 1
    media_type: str | None = None
    recording: str | None = None
    translated: bool = False
    source: str | None = None
    grade: Assessment | None = None
    checks: tuple[Check, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    events: tuple[EventRow, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str | None:
        """Its address, where it is one on the web; None for files and standard input, whose paths are nobody else's business."""
        return self.origin if URL.fullmatch(self.origin) else None

    @property
    def heading(self) -> str:
        """Its title, else its name."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as exports have it: its row, its document, and what was assessed of it, oldest first."""

    row: StatementRow
    paper: Paper
    assessments: tuple[Assessment, ...] = ()

    @property
    def places(self) -> tuple[PlaceMark, ...]:
        """The places that its content names as places; not those that stand for a government, a people or a body.

        Where a person corrected the places, those that are left of them.
        """
        content, now = self.row.statement.content, self.row.statement.places
        found = (one for one in self.paper.places if one.role is Role.LITERAL)
        named = (one for one in found if any(span.holds(one.span) for span in content))
        if now == self.row.read.places:
            return tuple(named)
        return tuple(one for one in named if one.name in now or one.text in now)

    @property
    def events(self) -> tuple[EventRow, ...]:
        """The events that it tells of, as decided; none that a person rejected."""
        own = self.row.statement.id
        kept = (one for one in self.paper.events if one.event.statement == own)
        return tuple(one for one in kept if one.decision is None or one.decision.ruling is not Ruling.REJECTED)

    def place_of(self, event: EventRow) -> PlaceMark | None:
        """Where one of its events is said to happen, where that place is known: the mark nearest to the event's word."""
        wanted, anchor = event.decided.place, event.event.anchor
        named = [one for one in self.paper.places if one.lat is not None and wanted in (one.name, one.text)]
        return min(named, key=lambda one: abs(one.span.start - anchor.start), default=None)


def kind_unknown(name: str) -> NameKind | None:
    """Says of no name whether it is a person's or a body's."""
    return None


def grade_unknown(name: str) -> Assessment | None:
    """Knows no assessment of any source."""
    return None


@dataclass(frozen=True, slots=True)
class How:
    """How an export is written.

    Attributes:
        title: of a feed, map or bundle. link: its own address (a feed's ``self``); None if it has none.
        updated: what a feed without entries says of its age; aware, UTC; None for the beginning of 1970.
        bom: whether CSV begins with a byte order mark.
        tlp: ``clear``, ``green``, ``amber``, ``amber+strict``, ``red``; None: unmarked.
        kind_of: whether a name is a person's or a body's, as far as a list or the text tells; None where nothing does.
        grade_of: the present assessment of a source by its name; None where there is none.
    """

    title: str = "purport"
    link: str | None = None
    updated: datetime | None = None
    bom: bool = False
    tlp: str | None = None
    kind_of: Callable[[str], NameKind | None] = kind_unknown
    grade_of: Callable[[str], Assessment | None] = grade_unknown


@dataclass(slots=True)
class Tally:
    """What came of an export.

    Attributes:
        statements: how many it holds. parts: how many of what else, by name. left_out: what it had no place for, reason and number.
        removed: digests of exhibits that would have gone in and were removed.
    """

    statements: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    removed: list[str] = field(default_factory=list)
