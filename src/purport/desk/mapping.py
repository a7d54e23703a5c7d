"""What lies where, in words and as a table: the same that a map shows, for those who do not see one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.desk.tables import Fitted, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records.places import Counts, Heap, Spread

if TYPE_CHECKING:
    from rich.console import RenderableType


def position(lat: float, lon: float, radius_km: float | None = None) -> str:
    """Coordinates in degrees with the hemisphere, and how exactly they are known.

    >>> position(-1.5, 36.25, 3.0)
    '1.50° S, 36.25° E, ± 3 km'
    """
    told = f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"
    return told if radius_km is None else f"{told}, ± {radius_km:,.0f} km"


def counted(counts: Counts) -> str:
    """How many of each certainty; ``"-"`` for none.

    >>> from purport.records import Certainty
    >>> counted(((Certainty.CALLED_FOR, 2), (Certainty.DENIED, 1)))
    '2 called for, 1 denied'
    """
    return ", ".join(f"{number:,} {str(one).replace('_', ' ')}" for one, number in counts) or "-"


def left_out(found: Spread) -> Iterator[str]:
    """What a map does not show, in words."""
    if found.more:
        yield f"{_many(found.more, 'more place')} left out"
    if found.statements is not None:
        newest = "the newest " if found.older else ""
        yield f"{newest}{_many(found.statements, 'statement')} and {_many(found.events or 0, 'event')} looked at"
    if found.unplaced:
        yield f"{found.unplaced:,} of them at no known place"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def table(found: Spread, turned: bool) -> Fitted:
    """The places, one a row."""
    made = plain_table("place", "where", "statements", "events")
    for column, ratio in zip(made.columns, (3, 3, 4, 4), strict=True):
        column.ratio = ratio
    made.expand = True
    return fitted(made, (tuple(_cells(heap, turned)) for heap in found.heaps))


def _cells(heap: Heap, turned: bool) -> Iterator[RenderableType]:
    place = heap.place
    precision = f" ({place.precision})" if place and place.precision else ""
    yield Words(one_line((place.name if place else f"{heap.places:,} places") + precision), turned)
    yield Words(position(heap.lat, heap.lon, None if place is None else place.radius_km), False)
    yield Words(counted(heap.statements), False)
    yield Words(counted(heap.events), False)
