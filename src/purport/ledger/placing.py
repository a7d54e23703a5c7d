"""Which statements and events lie at which places, and how many: kept in step with their rows, in the same transaction.

Everything here follows from the readings, so it can be made anew at any time; `verify` compares the two. Every change of what is
current goes through :func:`turned`, so that the tallies that a map of the whole ledger shows are always those of its rows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, text, update

from purport.ledger import schema
from purport.ledger.codec import unpacked
from purport.ledger.drawers import DRAWERS, Drawer, Mark
from purport.records import Fault, PlaceMark, Reading
from purport.records.identity import canonical, digest
from purport.records.places import marks_of

PLACE, PLACED, TALLY = schema.place, schema.placed, schema.place_tally
UNITS = 1000
"""Grid units of one degree."""
CHUNK = 500
_ADD = text(
    "INSERT INTO place_tally (place, drawer, certainty, number) VALUES (:place, :drawer, :certainty, :number)"
    " ON CONFLICT (place, drawer, certainty) DO UPDATE SET number = place_tally.number + excluded.number"
)
_KNOW = text(
    "INSERT INTO place (id, name, geonameid, lat, lon, precision, radius_km, y, x)"
    " VALUES (:id, :name, :geonameid, :lat, :lon, :precision, :radius_km, :y, :x) ON CONFLICT (id) DO NOTHING"
)
Step = tuple[int, str, str]
"""A place, the name of a drawer's table, a certainty."""


def place_id(mark: PlaceMark) -> int:
    """A hash of all that is known of the place that a mark names, below 2**52 so that it is exact in any JSON reader."""
    told = [mark.name, mark.geonameid, mark.lat, mark.lon, mark.precision, mark.radius_km]
    return int(digest(canonical(told).encode("utf-8", "surrogatepass"))[7:20], 16)


def grid(lat: float, lon: float) -> tuple[int, int]:
    """The cell of a point, counted from the south pole and the 180th meridian.

    >>> grid(-90.0, -180.0), grid(0.0005, 180.0)
    ((0, 0), (90000, 360000))
    """
    return math.floor((lat + 90) * UNITS), math.floor((lon + 180) * UNITS)


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
        connection.execute(insert(PLACED), rows)
        _add(connection, counted)


def _row(identity: int, told: PlaceMark) -> dict[str, object]:
    assert told.lat is not None and told.lon is not None
    y, x = grid(told.lat, told.lon)
    return {
        "id": identity,
        "name": _held(told.name),
        "geonameid": told.geonameid,
        "lat": told.lat,
        "lon": told.lon,
        "precision": None if told.precision is None else str(told.precision),
        "radius_km": told.radius_km,
        "y": y,
        "x": x,
    }


def _held(name: str) -> str:
    """The name as the column's type would write it, which plain SQL passes by."""
    return schema.Text().process_bind_param(name, None) or ""  # type: ignore[arg-type]


def _add(connection: Connection, counted: Counter[Step], sign: int = 1) -> None:
    rows = [
        {"place": place, "drawer": drawer, "certainty": certainty, "number": sign * number}
        for (place, drawer, certainty), number in sorted(counted.items())
    ]
    if rows:
        connection.execute(_ADD, rows)


def _counted(connection: Connection, drawer: Drawer, condition: ColumnElement[bool]) -> Counter[Step]:
    """How many of the rows that meet a condition lie at each place, by certainty."""
    table = drawer.table
    joined = table.join(PLACED, and_(PLACED.c.key == table.c.key, PLACED.c.drawer == table.name))
    chosen = select(PLACED.c.place, table.c.certainty, func.count()).select_from(joined).where(condition)
    grouped = connection.execute(chosen.group_by(PLACED.c.place, table.c.certainty))
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
        connection.execute(delete(PLACED).where(PLACED.c.drawer == table.name, PLACED.c.key.in_(chunk)))


def swept(connection: Connection) -> None:
    """Take out the places at which nothing lies any more, and their tallies."""
    lies = select(PLACED.c.place)
    connection.execute(delete(TALLY).where(TALLY.c.place.notin_(lies)))
    connection.execute(delete(PLACE).where(PLACE.c.id.notin_(lies)))


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
    joined = table.outerjoin(PLACED, and_(PLACED.c.key == table.c.key, PLACED.c.drawer == table.name))
    chosen = select(table.c.id, table.c.key, PLACED.c.place).select_from(joined).where(condition)
    out: dict[str, tuple[int, set[int]]] = {}
    for identity, key, where in connection.execute(chosen):
        out.setdefault(identity, (key, set()))[1].update(() if where is None else (where,))
    return out


def _places(mark: Mark, reading: Reading) -> set[int]:
    return {place_id(one) for one in marks_of(mark, reading)}


def made_anew(connection: Connection) -> None:
    """Make all of it out of the current readings."""
    for table in (PLACED, TALLY, PLACE):
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
    held = {(row.place, row.drawer, row.certainty): row.number for row in connection.execute(select(TALLY))}
    for step in sorted(told.keys() | held.keys()):
        if told[step] != held.get(step, 0):
            message = f"the map counts {held.get(step, 0)} of {step[1]}, {step[2]}; there are {told[step]}"
            yield Fault("changed-tally", f"place {step[0]}", message)
    known = set(connection.scalars(select(PLACE.c.id)))
    for identity in sorted(set(connection.scalars(select(PLACED.c.place).distinct())) - known):
        yield Fault("orphan", f"place {identity}", "statements or events lie there, but its row is gone")
