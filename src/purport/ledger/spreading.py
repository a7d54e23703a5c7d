"""Questions about places: what lies where, of everything or of the newest that meet conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, union_all

from purport.errors import InstructionError
from purport.ledger import asking, events, schema
from purport.ledger.codec import event_row_of, row_of
from purport.ledger.placing import UNITS, grid
from purport.records import Certainty, EventFilter, EventRow, Filter, Precision, StatementRow
from purport.records.places import WORLD, Box, Counts, Heap, Place, Spread

Open = Callable[[], AbstractContextManager[Connection]]
PLACE, PLACED, TALLY = schema.place, schema.placed, schema.place_tally
MOST = 1_000
"""Heaps that one answer holds, those with most on them."""
_ORDER = {str(one): number for number, one in enumerate(Certainty)}


class Places:
    """A :class:`~purport.ledger.placeport.PlaceBook`, over the questions of a book."""

    def __init__(self, asking: Open) -> None:
        self._asking = asking

    def all(self, box: Box = WORLD, cell: float = 0.0) -> Spread:
        """All that lies in a part of the world."""
        with self._asking() as connection:
            counted = select(TALLY.c.place, TALLY.c.drawer, TALLY.c.certainty, TALLY.c.number).where(TALLY.c.number > 0)
            heaps, more = _heaps(connection, counted, box, cell)
            return Spread(heaps, more)

    def spread(
        self, question: Filter | None, events: EventFilter | None, box: Box = WORLD, cell: float = 0.0
    ) -> Spread:
        """What lies there of the newest that meet conditions."""
        with self._asking() as connection:
            return _spread(connection, question, events, (box, cell))

    def place(self, identity: int) -> Place:
        """One place."""
        with self._asking() as connection:
            row = connection.execute(select(PLACE).where(PLACE.c.id == identity)).mappings().first()
        if row is None:
            raise InstructionError("no place has this id", code="unknown-id", subject=f"place {identity}")
        return _place(dict(row))

    def rows(self, place: int, question: Filter) -> list[StatementRow]:
        """Statements at a place."""
        with self._asking() as connection:
            chosen = asking.statements(connection, question, asking.ROW).where(_at(place, schema.statement))
            return [row_of(dict(row)) for row in connection.execute(chosen).mappings()]

    def events(self, place: int, question: EventFilter) -> list[EventRow]:
        """Events at a place."""
        with self._asking() as connection:
            chosen = events.chosen(connection, question, events.ROW).where(_at(place, schema.event))
            return [event_row_of(dict(row)) for row in connection.execute(chosen).mappings()]


def _at(place: int, table: Any) -> ColumnElement[bool]:
    return exists(select(1).where(PLACED.c.place == place, PLACED.c.drawer == table.name, PLACED.c.key == table.c.key))


def _spread(
    connection: Connection, question: Filter | None, wanted: EventFilter | None, view: tuple[Box, float]
) -> Spread:
    parts: list[Select[Any]] = []
    looked: list[tuple[int, bool, int]] = []
    if question is not None:
        c = schema.statement.c
        newest = asking.statements(connection, question, [c.key, c.certainty])
        looked.append(_looked(connection, newest, schema.statement, question.limit))
        parts.append(_counts(newest, schema.statement))
    if wanted is not None:
        c = schema.event.c
        newest = events.chosen(connection, wanted, [c.key, c.certainty])
        looked.append(_looked(connection, newest, schema.event, wanted.limit))
        parts.append(_counts(newest, schema.event))
    heaps, more = _heaps(connection, union_all(*parts), *view) if parts else ((), 0)
    numbers = [number for number, _, _ in looked]
    return Spread(
        heaps,
        more,
        numbers[0] if question is not None else 0,
        numbers[-1] if wanted is not None else 0,
        any(full for _, full, _ in looked),
        sum(bare for _, _, bare in looked),
    )


def _looked(connection: Connection, newest: Select[Any], table: Any, limit: int | None) -> tuple[int, bool, int]:
    """How many were looked at, whether there may be more, and how many of them lie nowhere."""
    found = newest.subquery()
    lies = exists(select(1).where(PLACED.c.drawer == table.name, PLACED.c.key == found.c.key))
    numbers = connection.execute(select(func.count(), func.count().filter(~lies)).select_from(found)).one()
    return int(numbers[0]), limit is not None and numbers[0] >= limit, int(numbers[1])


def _counts(newest: Select[Any], table: Any) -> Select[Any]:
    """How many of these rows lie at each place, by certainty."""
    found = newest.subquery()
    joined = found.join(PLACED, and_(PLACED.c.key == found.c.key, PLACED.c.drawer == table.name))
    columns = (PLACED.c.place, PLACED.c.drawer, found.c.certainty)
    return select(*columns, func.count().label("number")).select_from(joined).group_by(*columns)


def _heaps(connection: Connection, counted: Any, box: Box, cell: float) -> tuple[tuple[Heap, ...], int]:
    """Heaps of what was counted (place, drawer, certainty, number) within a box, those with most on them first."""
    size = max(1, round(cell * UNITS))
    told = counted.subquery()
    y, x = (PLACE.c.y // size, PLACE.c.x // size) if cell > 0 else (PLACE.c.id, PLACE.c.id)
    inside = told.join(PLACE, PLACE.c.id == told.c.place)
    where = _within(box)
    total = func.sum(told.c.number)
    shape = (
        func.count(PLACE.c.id.distinct()),
        func.min(PLACE.c.id),
        *(bound(column) for column in (PLACE.c.lon, PLACE.c.lat) for bound in (func.min, func.max)),
        total,
    )
    asked = select(y, x, *shape).select_from(inside).where(*where).group_by(y, x)
    rows = connection.execute(asked.order_by(total.desc(), y, x).limit(MOST + 1)).all()
    kept = {(row[0], row[1]): row for row in rows[:MOST]}
    numbers = select(y, x, told.c.drawer, told.c.certainty, total).select_from(inside).where(*where)
    grouped: dict[tuple[int, int], list[tuple[str, str, int]]] = {}
    for one in connection.execute(numbers.group_by(y, x, told.c.drawer, told.c.certainty)):
        grouped.setdefault((one[0], one[1]), []).append((one[2], one[3], int(one[4])))
    places = _places(connection, [row[3] for row in kept.values() if row[2] == 1])
    heaps = tuple(_heap(row, places.get(row[3]), grouped.get(key, [])) for key, row in kept.items())
    return heaps, max(0, len(grouped) - len(heaps))


def _within(box: Box) -> list[ColumnElement[bool]]:
    """The conditions that a place lies in a box; none for the world."""
    if box == WORLD:
        return []
    south, west = grid(box.south, box.west)
    north, east = grid(box.north, box.east)
    across = and_ if box.west <= box.east else or_
    return [PLACE.c.y.between(south, north), across(PLACE.c.x >= west, PLACE.c.x <= east)]


def _places(connection: Connection, ids: Sequence[int]) -> dict[int, Place]:
    out: dict[int, Place] = {}
    for at in range(0, len(ids), 500):
        chosen = select(PLACE).where(PLACE.c.id.in_(ids[at : at + 500]))
        out.update((row["id"], _place(dict(row))) for row in connection.execute(chosen).mappings())
    return out


def _place(row: dict[str, Any]) -> Place:
    precision = None if row["precision"] is None else Precision(row["precision"])
    return Place(row["id"], row["name"], row["geonameid"], row["lat"], row["lon"], precision, row["radius_km"])


def _heap(row: Any, place: Place | None, numbers: Sequence[tuple[str, str, int]]) -> Heap:
    _, _, places, _, west, east, south, north, _ = row
    lat, lon = ((south + north) / 2, (west + east) / 2) if place is None else (place.lat, place.lon)
    return Heap(
        lat,
        lon,
        place,
        int(places),
        Box(west, south, east, north),
        _told(numbers, schema.statement.name),
        _told(numbers, schema.event.name),
    )


def _told(numbers: Iterable[tuple[str, str, int]], drawer: str) -> Counts:
    found = [(certainty, number) for name, certainty, number in numbers if name == drawer]
    return tuple((Certainty(one), number) for one, number in sorted(found, key=lambda pair: _ORDER[pair[0]]))
