"""Where statements and events lie, drawn together for a map: places, what is told of each, and heaps of several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from purport.records.names import Certainty, Precision, Role
from purport.records.reading import Event, PlaceMark, Reading, Statement
from purport.records.spans import inside

Counts = tuple[tuple[Certainty, int], ...]
"""How many there are of each certainty, in the order of certainties; those that there are none of are left out."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the world in WGS84 degrees, edges included; `west` beyond `east` where it spans the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


WORLD = Box(-180.0, -90.0, 180.0, 90.0)
DEEPEST = 20
"""How often the grid halves the 360 degrees of a parallel for the side of its smallest square: 38 m at the equator."""


def square(lat: float, lon: float, level: int = DEEPEST) -> int:
    """The square of a grid that holds a point: the 360 degrees of a parallel halved `level` times for its side.

    Squares are numbered in Morton's order (1966), so that all within a wider square are neighbours: the wider one's number is
    that of the narrower without its last two bits a level.

    >>> square(0.0, 0.0, 2), square(10.0, 20.0) >> 2 * (DEEPEST - 5) == square(10.0, 20.0, 5)
    (6, True)
    """
    y, x = row_and_column(lat, lon, level)
    return sum(((y >> bit & 1) << 1 | (x >> bit & 1)) << 2 * bit for bit in range(level))


def row_and_column(lat: float, lon: float, level: int) -> tuple[int, int]:
    """The row of a square, counted from the south pole, and its column, counted from the 180th meridian eastwards."""
    most = (1 << level) - 1
    y, x = ((degrees / 360) * (1 << level) for degrees in (lat + 90, lon + 180))
    return min(most, max(0, math.floor(y))), min(most, max(0, math.floor(x)))


def box_of(cell: int, level: int) -> Box:
    """The edges of a square.

    >>> box_of(6, 2)
    Box(west=0.0, south=0.0, east=90.0, north=90.0)
    """
    y = sum((cell >> 2 * bit + 1 & 1) << bit for bit in range(level))
    x = sum((cell >> 2 * bit & 1) << bit for bit in range(level))
    side = 360 / (1 << level)
    return Box(x * side - 180, y * side - 90, (x + 1) * side - 180, (y + 1) * side - 90)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that marks of readings name.

    `id` is a hash of all that is known of it, below 2**52. `name`, `geonameid`, `lat`, `lon`, `precision` and `radius_km` as in
    :class:`~purport.records.reading.PlaceMark`; coordinates are always known.
    """

    id: int
    name: str
    geonameid: int | None
    lat: float
    lon: float
    precision: Precision | None
    radius_km: float | None


@dataclass(frozen=True, slots=True)
class Heap:
    """What lies at one place, or at several too near to each other to be drawn apart.

    Attributes:
        lat, lon: where to draw it: the place, or the middle of the places.
        place: the one place; None for several. places: how many. box: in which they are; for one place its point.
        statements, events: how many of each certainty. A statement about two places of a heap counts twice.
    """

    lat: float
    lon: float
    place: Place | None
    places: int
    box: Box
    statements: Counts
    events: Counts

    @property
    def weight(self) -> int:
        """How many statements and events there are."""
        return sum(count for _, count in (*self.statements, *self.events))


@dataclass(frozen=True, slots=True)
class Spread:
    """What a map shows.

    Attributes:
        heaps: those with most on them first. more: how many heaps were left out.
        statements, events: how many of the newest that meet the conditions were looked at; None where all were counted.
        older: whether there are older ones that were not looked at.
        unplaced: of those looked at, how many name no place whose coordinates are known; None where all were counted.
    """

    heaps: tuple[Heap, ...]
    more: int = 0
    statements: int | None = None
    events: int | None = None
    older: bool = False
    unplaced: int | None = None


def of_statement(statement: Statement, places: Sequence[PlaceMark]) -> list[PlaceMark]:
    """The marks of the places that a statement's content names; a name that stands for a government or people is no place."""
    return [mark for mark in places if mark.role is Role.LITERAL and inside((mark.span,), statement.content)]


def of_event(event: Event, places: Sequence[PlaceMark]) -> list[PlaceMark]:
    """The mark of an event's place: of those with its name the nearest to the event's word; none if there is none."""
    named = [mark for mark in places if mark.role is Role.LITERAL and mark.name == event.place]
    return sorted(named, key=lambda mark: abs(mark.span.start - event.anchor.start))[:1]


def marks_of(mark: Statement | Event, reading: Reading) -> list[PlaceMark]:
    """The places of a statement or event of a reading, each once, those without coordinates left out."""
    found = of_statement(mark, reading.places) if isinstance(mark, Statement) else of_event(mark, reading.places)
    known = {(one.name, one.lat, one.lon): one for one in found if one.lat is not None and one.lon is not None}
    return list(known.values())
