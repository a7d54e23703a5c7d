"""Questions about places: what lies where, of everything or of the newest that meet conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, and_, exists, func, or_, select

from purport.errors import InstructionError
from purport.ledger import asking, events, schema
from purport.ledger.rows import event_row_of, row_of
from purport.ledger.siting import LEAF, LEVELS, MICRO
from purport.records import Certainty, EventFilter, EventRow, Filter, Precision, StatementRow
from purport.records.places import DEEPEST, WORLD, Box, Counts, Heap, Place, Spread, box_of, row_and_column, square

Open = Callable[[], AbstractContextManager[Connection]]
CELL, PLACE, SITED, TALLY = schema.place_cell, schema.place, schema.sited, schema.place_tally
MOST = 1_000
"""Heaps that one answer holds, those with most on them."""
MOST_SQUARES = 1_024
"""Squares that one question may ask of; a coarser grid is taken where there are more."""
CHUNK = 400
_ORDER = {str(one): number for number, one in enumerate(Certainty)}
Numbers = Counter[tuple[str, str]]
"""How many there are, by the name of a table and certainty."""


class Places:
    """A :class:`~purport.ledger.placeport.PlaceBook`, over the questions of a book."""

    def __init__(self, asking: Open) -> None:
        self._asking = asking

    def all(self, box: Box = WORLD, level: int | None = None) -> Spread:
        """All that lies in a part of the world."""
        with self._asking() as connection:
            fine = level is None or level not in LEVELS
            return _spread(_each(connection, box) if fine else _squares(connection, *squares(box, level or 0)))

    def spread(
        self, question: Filter | None, events: EventFilter | None, box: Box = WORLD, level: int | None = None
    ) -> Spread:
        """What lies there of the newest that meet conditions."""
        with self._asking() as connection:
            found = _Newest(connection)
            if question is not None:
                found.look_at_statements(question)
            if events is not None:
                found.look_at_events(events)
            return found.spread(box, level)

    def place(self, identity: int) -> Place:
        """One place."""
        with self._asking() as connection:
            row = connection.execute(select(PLACE).where(PLACE.c.id == identity)).mappings().first()
        if row is None:
            raise InstructionError("no place has this id", code="unknown-id", subject=f"place {identity}")
        return _place(row)

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


def _at(place: int, table: Table) -> ColumnElement[bool]:
    here = SITED.c.place == place, SITED.c.drawer == table.name, SITED.c.key == table.c.key
    return exists(select(1).where(*here))


def squares(box: Box, level: int) -> tuple[int, list[int]]:
    """The squares of a grid that a box touches, and the level: that asked for, or the finest with few enough of them."""
    while True:
        south, west = row_and_column(box.south, box.west, level)
        north, east = row_and_column(box.north, box.east, level)
        size = 1 << level
        across = east - west + 1 if box.west <= box.east else size - west + east + 1
        if level == LEVELS.start or across * (north - south + 1) <= MOST_SQUARES:
            break
        level -= 1
    side = 360 / size
    columns = [(west + step) % size for step in range(across)]
    middles = [(y * side - 90 + side / 2, x * side - 180 + side / 2) for y in range(south, north + 1) for x in columns]
    return level, [square(lat, lon, level) for lat, lon in middles]


def _chunks(names: Sequence[int]) -> Iterator[Sequence[int]]:
    return (names[at : at + CHUNK] for at in range(0, len(names), CHUNK))


def _squares(connection: Connection, level: int, cells: Sequence[int]) -> list[Heap]:
    """A heap per square in which something lies."""
    found: dict[int, Any] = {}
    numbers: dict[int, Numbers] = {}
    for chunk in _chunks(cells):
        here = CELL.c.level == level, CELL.c.cell.in_(chunk), CELL.c.places > 0
        found.update((row.cell, row) for row in connection.execute(select(CELL).where(*here)))
        tallied = select(TALLY).where(TALLY.c.level == level, TALLY.c.cell.in_(chunk), TALLY.c.number > 0)
        for row in connection.execute(tallied):
            numbers.setdefault(row.cell, Counter())[row.drawer, row.certainty] += row.number
    alone = _alone(connection, level, [cell for cell, row in found.items() if row.places == 1])
    return [_heap(row, alone.get(cell), numbers.get(cell, Counter())) for cell, row in found.items()]


def _alone(connection: Connection, level: int, cells: Sequence[int]) -> dict[int, Place]:
    """Of squares in which something lies at one place only, that place."""
    shift = 2 * (DEEPEST - level)
    lies = exists(select(1).where(TALLY.c.level == LEAF, TALLY.c.cell == PLACE.c.id, TALLY.c.number > 0))
    out: dict[int, Place] = {}
    for chunk in _chunks(cells):
        ranges = (PLACE.c.square.between(cell << shift, (cell + 1 << shift) - 1) for cell in chunk)
        chosen = select(PLACE).where(or_(*ranges), lies)
        out.update((row["square"] >> shift, _place(row)) for row in connection.execute(chosen).mappings())
    return out


def _heap(row: Any, place: Place | None, numbers: Numbers) -> Heap:
    lat, lon = row.lat / row.places / MICRO, row.lon / row.places / MICRO
    if place is not None:
        return _single(place, numbers)
    return Heap(lat, lon, None, row.places, box_of(row.cell, row.level), *_counts(numbers))


def _single(place: Place, numbers: Numbers) -> Heap:
    lat, lon = place.lat, place.lon
    return Heap(lat, lon, place, 1, Box(lon, lat, lon, lat), *_counts(numbers))


def _counts(numbers: Numbers) -> tuple[Counts, Counts]:
    statements, happened = (
        tuple(
            (Certainty(one), number)
            for (name, one), number in sorted(numbers.items(), key=lambda pair: _ORDER[pair[0][1]])
            if name == table.name
        )
        for table in (schema.statement, schema.event)
    )
    return statements, happened


def _each(connection: Connection, box: Box) -> list[Heap]:
    """A heap per place in a box at which something lies."""
    rows = [row for part in _parts(box) for row in connection.execute(part).mappings()]
    places = {row["id"]: _place(row) for row in rows if holds(box, row["lat"], row["lon"])}
    found: dict[int, Numbers] = {}
    for chunk in _chunks(list(places)):
        tallied = select(TALLY).where(TALLY.c.level == LEAF, TALLY.c.cell.in_(chunk), TALLY.c.number > 0)
        for row in connection.execute(tallied):
            found.setdefault(row.cell, Counter())[row.drawer, row.certainty] += row.number
    return [_single(places[identity], numbers) for identity, numbers in found.items()]


def _parts(box: Box) -> Iterator[Select[Any]]:
    """Questions for the places in the squares that a box touches: neighbours in the order of squares are one stretch."""
    if box == WORLD:
        yield select(PLACE)
        return
    level, cells = squares(box, LEVELS.stop - 1)
    shift = 2 * (DEEPEST - level)
    stretches: list[list[int]] = []
    for cell in sorted(cells):
        if stretches and stretches[-1][1] == cell - 1:
            stretches[-1][1] = cell
        else:
            stretches.append([cell, cell])
    for at in range(0, len(stretches), CHUNK):
        ranges = (
            PLACE.c.square.between(first << shift, (last + 1 << shift) - 1)
            for first, last in stretches[at : at + CHUNK]
        )
        yield select(PLACE).where(or_(*ranges))


def holds(box: Box, lat: float, lon: float) -> bool:
    """Whether a point lies in a box."""
    if not box.south <= lat <= box.north:
        return False
    return box.west <= lon <= box.east if box.west <= box.east else lon >= box.west or lon <= box.east


def _place(row: RowMapping) -> Place:
    precision = None if row["precision"] is None else Precision(row["precision"])
    return Place(row["id"], row["name"], row["geonameid"], row["lat"], row["lon"], precision, row["radius_km"])


def _spread(heaps: Iterable[Heap]) -> Spread:
    ordered = sorted(heaps, key=lambda heap: (-heap.weight, heap.place.name if heap.place else "", heap.lat, heap.lon))
    return Spread(tuple(ordered[:MOST]), max(0, len(ordered) - MOST))


class _Newest:
    """The newest statements and events that meet conditions, and where they lie."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lies: dict[int, Numbers] = {}
        self._looked = {schema.statement.name: 0, schema.event.name: 0}
        self._older = False
        self._unplaced = 0

    def look_at_statements(self, question: Filter) -> None:
        """Look at the newest statements."""
        c = schema.statement.c
        self._look(
            schema.statement, asking.statements(self._connection, question, [c.key, c.certainty]), question.limit
        )

    def look_at_events(self, question: EventFilter) -> None:
        """Look at the newest events."""
        c = schema.event.c
        self._look(schema.event, events.chosen(self._connection, question, [c.key, c.certainty]), question.limit)

    def _look(self, table: Table, newest: Select[Any], limit: int | None) -> None:
        found = newest.cte("found")
        joined = found.outerjoin(SITED, and_(SITED.c.key == found.c.key, SITED.c.drawer == table.name))
        looked = select(func.count()).select_from(found).scalar_subquery()
        counted = select(SITED.c.place, found.c.certainty, func.count(), looked).select_from(joined)
        rows = self._connection.execute(counted.group_by(SITED.c.place, found.c.certainty)).all()
        for place, certainty, here, _ in rows:
            if place is None:
                self._unplaced += here
            else:
                self._lies.setdefault(place, Counter())[table.name, certainty] += here
        number = rows[0][3] if rows else 0
        self._looked[table.name] = number
        self._older = self._older or (limit is not None and number >= limit)

    def spread(self, box: Box, level: int | None) -> Spread:
        """What was looked at, in heaps."""
        places: list[Place] = []
        for chunk in _chunks(list(self._lies)):
            chosen = select(PLACE).where(PLACE.c.id.in_(chunk))
            places += [_place(row) for row in self._connection.execute(chosen).mappings()]
        inside = [one for one in places if holds(box, one.lat, one.lon)]
        fine = level is None or level not in LEVELS
        level = LEAF if fine or level is None else squares(box, level)[0]
        together: dict[int, list[Place]] = {}
        for one in inside:
            together.setdefault(one.id if fine else square(one.lat, one.lon, level), []).append(one)
        drawn = _spread(self._together(cell, level, some) for cell, some in together.items())
        looked = self._looked
        return Spread(
            drawn.heaps,
            drawn.more,
            looked[schema.statement.name],
            looked[schema.event.name],
            self._older,
            self._unplaced,
        )

    def _together(self, cell: int, level: int, places: Sequence[Place]) -> Heap:
        numbers = sum((self._lies[one.id] for one in places), Counter[tuple[str, str]]())
        if len(places) == 1:
            return _single(places[0], numbers)
        lat, lon = (sum(values) / len(places) for values in ([one.lat for one in places], [one.lon for one in places]))
        return Heap(lat, lon, None, len(places), box_of(cell, level), *_counts(numbers))
