"""Which statements and events lie at which places, and how many: kept in step with their rows, in the same transaction.

Everything here follows from the readings, so it can be made anew at any time; `verify` compares the two. Every change of what is
current goes through :func:`turned`, so that the tallies that a map of the whole ledger shows are always those of its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, text, update

from purport.ledger import schema
from purport.ledger.codec import unpacked
from purport.ledger.drawers import DRAWERS, Drawer, Mark
from purport.records import Fault, PlaceMark, Reading
from purport.records.identity import canonical, digest
from purport.records.places import DEEPEST, marks_of, square

PLACE, SITED, TALLY = schema.place, schema.sited, schema.place_tally
CELL = schema.place_cell
LEVELS = range(3, 13)
"""The grids that are tallied: squares of 45 degrees to squares of 5 minutes."""
LEAF = DEEPEST + 1
"""The level at which each place is tallied for itself."""
MICRO = 1_000_000
CHUNK = 500
_ADD = text(
    "INSERT INTO place_tally (level, cell, drawer, certainty, number) VALUES (:level, :cell, :drawer, :certainty, :number)"
    " ON CONFLICT (level, cell, drawer, certainty) DO UPDATE SET number = place_tally.number + excluded.number"
)
_JOIN = text(
    "INSERT INTO place_cell (level, cell, places, lat, lon) VALUES (:level, :cell, :places, :lat, :lon)"
    " ON CONFLICT (level, cell) DO UPDATE SET places = place_cell.places + excluded.places,"
    " lat = place_cell.lat + excluded.lat, lon = place_cell.lon + excluded.lon"
)
_KNOW = text(
    "INSERT INTO place (id, name, geonameid, lat, lon, precision, radius_km, square)"
    " VALUES (:id, :name, :geonameid, :lat, :lon, :precision, :radius_km, :square) ON CONFLICT (id) DO NOTHING"
)
Step = tuple[int, str, str]
"""A place, the name of a drawer's table, a certainty."""


def place_id(mark: PlaceMark) -> int:
    """A hash of all that is known of the place that a mark names, below 2**52 so that it is exact in any JSON reader."""
    told = [mark.name, mark.geonameid, mark.lat, mark.lon, mark.precision, mark.radius_km]
    return int(digest(canonical(told).encode("utf-8", "surrogatepass"))[7:20], 16)


def place(connection: Connection, drawer: Drawer, found: Iterable[tuple[int, Mark, Reading]]) -> None:
    """Note where marks lie whose rows were just written as current: each with its key and its reading."""
    places: dict[int, dict[str, object]] = {}
    rows: list[dict[str, object]] = []
    counted: Counter[Step] = Counter()
    name = drawer.table.name
    for key, mark, reading in found:
        for told in marks_of(mark, reading):
            identity = place_id(told)
            places[identity] = _row(identity, told)
            rows.append({"drawer": name, "key": key, "place": identity})
            counted[identity, name, str(mark.certainty)] += 1
    if rows:
        connection.execute(_KNOW, list(places.values()))
        connection.execute(insert(SITED), rows)
        _add(connection, counted)


def _row(identity: int, told: PlaceMark) -> dict[str, object]:
    assert told.lat is not None and told.lon is not None
    return {
        "id": identity,
        "name": _held(told.name),
        "geonameid": told.geonameid,
        "lat": told.lat,
        "lon": told.lon,
        "precision": None if told.precision is None else str(told.precision),
        "radius_km": told.radius_km,
        "square": square(told.lat, told.lon),
    }


def _held(name: str) -> str:
    """The name as the column's type would write it, which plain SQL passes by."""
    return schema.Text().process_bind_param(name, None) or ""  # type: ignore[arg-type]


def _add(connection: Connection, counted: Counter[Step], sign: int = 1) -> None:
    """Add to the tallies of places, and of the squares in which they lie, what was counted, or take it away."""
    change: Counter[int] = Counter()
    for (where, _, _), number in counted.items():
        change[where] += sign * number
    known = _known(connection, sorted(change))
    tallied: Counter[tuple[int, int, str, str]] = Counter()
    for (where, drawer, certainty), number in counted.items():
        for level, cell in _cells(where, known[where].square):
            tallied[level, cell, drawer, certainty] += sign * number
    names = ("level", "cell", "drawer", "certainty", "number")
    if rows := [dict(zip(names, (*step, number), strict=True)) for step, number in sorted(tallied.items()) if number]:
        connection.execute(_ADD, rows)
    joined: dict[tuple[int, int], list[int]] = {}
    for where, number in change.items():
        row = known[where]
        turn = (row.total + number > 0) - (row.total > 0)
        for level, cell in _cells(where, row.square) if turn else ():
            sums = joined.setdefault((level, cell), [0, 0, 0])
            for at, value in enumerate((1, round(row.lat * MICRO), round(row.lon * MICRO))):
                sums[at] += turn * value
    names = ("level", "cell", "places", "lat", "lon")
    if rows := [dict(zip(names, (*step, *sums), strict=True)) for step, sums in sorted(joined.items())]:
        connection.execute(_JOIN, rows)


def _known(connection: Connection, places: Sequence[int]) -> dict[int, Any]:
    """Of places their point, their square, and how much lies there."""
    total = func.coalesce(func.sum(TALLY.c.number), 0).label("total")
    joined = PLACE.outerjoin(TALLY, and_(TALLY.c.level == LEAF, TALLY.c.cell == PLACE.c.id))
    out: dict[int, Any] = {}
    for at in range(0, len(places), CHUNK):
        chosen = select(PLACE.c.id, PLACE.c.lat, PLACE.c.lon, PLACE.c.square, total).select_from(joined)
        rows = connection.execute(chosen.where(PLACE.c.id.in_(places[at : at + CHUNK])).group_by(PLACE.c.id))
        out.update((row.id, row) for row in rows)
    return out


def _cells(place: int, square: int) -> Iterator[tuple[int, int]]:
    """The squares that a place is tallied in, and itself."""
    yield LEAF, place
    for level in LEVELS:
        yield level, square >> 2 * (DEEPEST - level)


def _counted(connection: Connection, drawer: Drawer, condition: ColumnElement[bool]) -> Counter[Step]:
    """How many of the rows that meet a condition lie at each place, by certainty."""
    table = drawer.table
    joined = table.join(SITED, and_(SITED.c.key == table.c.key, SITED.c.drawer == table.name))
    chosen = select(SITED.c.place, table.c.certainty, func.count()).select_from(joined).where(condition)
    grouped = connection.execute(chosen.group_by(SITED.c.place, table.c.certainty))
    return Counter({(place, table.name, certainty): number for place, certainty, number in grouped})


def turned(connection: Connection, drawer: Drawer, condition: ColumnElement[bool], current: bool) -> None:
    """Make the rows that meet a condition current, or current no longer; the tallies of their places follow."""
    c = drawer.table.c
    changing = and_(condition, ~c.current if current else c.current)
    _add(connection, _counted(connection, drawer, changing), 1 if current else -1)
    connection.execute(update(drawer.table).where(changing).values(current=current))


def lifted(connection: Connection, drawer: Drawer, condition: ColumnElement[bool]) -> None:
    """Forget where the rows lie that meet a condition, before they are deleted."""
    table = drawer.table
    _add(connection, _counted(connection, drawer, and_(condition, table.c.current)), -1)
    keys = list(connection.scalars(select(table.c.key).where(condition)))
    for at in range(0, len(keys), CHUNK):
        chunk = keys[at : at + CHUNK]
        connection.execute(delete(SITED).where(SITED.c.drawer == table.name, SITED.c.key.in_(chunk)))


def swept(connection: Connection) -> None:
    """Take out the places at which nothing lies any more, and their tallies."""
    connection.execute(delete(TALLY).where(TALLY.c.number == 0))
    connection.execute(delete(CELL).where(CELL.c.places == 0))
    connection.execute(delete(PLACE).where(PLACE.c.id.notin_(select(SITED.c.place))))


def replaced(connection: Connection, drawer: Drawer, found: Sequence[tuple[Mark, Reading]]) -> None:
    """Note anew where marks lie whose rows stay as they are, where a later reading places them elsewhere."""
    c = drawer.table.c
    for at in range(0, len(found), CHUNK):
        told = {mark.id: (mark, reading) for mark, reading in found[at : at + CHUNK]}
        held = _held_places(connection, drawer, c.id.in_(list(told)))
        moved = [one for one, (_, where) in held.items() if where != _places(*told[one])]
        if moved:
            lifted(connection, drawer, c.id.in_(moved))
            place(connection, drawer, [(held[one][0], *told[one]) for one in moved])


def _held_places(
    connection: Connection, drawer: Drawer, condition: ColumnElement[bool]
) -> dict[str, tuple[int, set[int]]]:
    """Ids of the rows that meet a condition: the key of each, and where it lies."""
    table = drawer.table
    joined = table.outerjoin(SITED, and_(SITED.c.key == table.c.key, SITED.c.drawer == table.name))
    chosen = select(table.c.id, table.c.key, SITED.c.place).select_from(joined).where(condition)
    out: dict[str, tuple[int, set[int]]] = {}
    for identity, key, where in connection.execute(chosen):
        out.setdefault(identity, (key, set()))[1].update(() if where is None else (where,))
    return out


def _places(mark: Mark, reading: Reading) -> set[int]:
    return {place_id(one) for one in marks_of(mark, reading)}


def made_anew(connection: Connection) -> None:
    """Make all of it out of the current readings."""
    for table in (SITED, TALLY, CELL, PLACE):
        connection.execute(delete(table))
    document, reading = schema.document.c, schema.reading.c
    current = select(document.id, document.reading).where(document.reading.is_not(None)).order_by(document.key)
    for identity, name in connection.execute(current).all():
        record = connection.scalar(select(reading.record).where(reading.id == name))
        if record is None:
            continue
        told = unpacked(record, Reading, name)
        for drawer in DRAWERS:
            _made(connection, drawer, identity, told)


def _made(connection: Connection, drawer: Drawer, document: str, reading: Reading) -> None:
    c = drawer.table.c
    marks = {mark.id: mark for mark in drawer.marks(reading)}
    rows = connection.execute(select(c.id, c.key, c.current).where(c.document == document)).all()
    place(connection, drawer, [(row.key, marks[row.id], reading) for row in rows if row.id in marks])
    past = [marks[row.id] for row in rows if row.id in marks and not row.current]
    steps = ((where, drawer.table.name, str(one.certainty)) for one in past for where in _places(one, reading))
    _add(connection, Counter(steps), -1)


def misplaced(connection: Connection, drawer: Drawer, document: str, reading: Reading) -> Iterator[Fault]:
    """The rows of a document (its id) that do not lie where its current reading says."""
    marks = {mark.id: mark for mark in drawer.marks(reading)}
    held = _held_places(connection, drawer, drawer.table.c.document == document)
    for identity, (_, where) in held.items():
        if identity in marks and where != _places(marks[identity], reading):
            yield Fault("changed-place", identity, "the map does not put it where its reading says")


def faults(connection: Connection) -> Iterator[Fault]:
    """Tallies that are not those of the rows, and marks at places that are gone."""
    told: Counter[Step] = Counter()
    for drawer in DRAWERS:
        told += _counted(connection, drawer, drawer.table.c.current)
    rows = {row.id: row for row in connection.execute(select(PLACE))}
    held = set(connection.scalars(select(SITED.c.place).distinct()))
    for identity in sorted(held - rows.keys()):
        yield Fault("orphan", f"place {identity}", "statements or events lie there, but its row is gone")
    tallied: Counter[tuple[int, int, str, str]] = Counter()
    joined: Counter[tuple[int, int]] = Counter()
    for (where, name, certainty), number in told.items():
        for level, cell in _cells(where, rows[where].square) if where in rows else ():
            tallied[level, cell, name, certainty] += number
    for where in {where for where, _, _ in told} & rows.keys():
        joined.update(_cells(where, rows[where].square))
    yield from _differences(
        {(r.level, r.cell, r.drawer, r.certainty): r.number for r in connection.execute(select(TALLY))}, tallied
    )
    yield from _differences({(r.level, r.cell): r.places for r in connection.execute(select(CELL))}, joined)


def _differences(held: Mapping[tuple[Any, ...], int], told: Mapping[tuple[Any, ...], int]) -> Iterator[Fault]:
    """Where what the tables count is not what there is."""
    for step in sorted(held.keys() | told.keys()):
        if held.get(step, 0) != told.get(step, 0):
            of = " ".join(map(str, step[2:])) or "places"
            message = f"the map counts {held.get(step, 0)} {of} at level {step[0]}; there are {told.get(step, 0)}"
            yield Fault("changed-tally", f"square {step[1]}", message)
