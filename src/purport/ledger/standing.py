"""What is current: the statements and events of each document's current reading, and of what stands at each address now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, and_, select, update

from purport.ledger import schema
from purport.ledger.codec import unpacked
from purport.ledger.drawers import DRAWERS
from purport.ledger.siting import turned
from purport.records import Reading

STDIN = "-"
"""Standard input is no address: nothing stands there."""
CHUNK = 500
T = TypeVar("T")


def chunks(names: Sequence[T]) -> Iterable[Sequence[T]]:
    """The names in pieces that fit into one question."""
    return (names[at : at + CHUNK] for at in range(0, len(names), CHUNK))


def now_read(connection: Connection, identity: str, name: str) -> None:
    """Make a reading its document's current one: marks that only an earlier one held are current no longer."""
    document = schema.document
    before = connection.scalar(select(document.c.reading).where(document.c.id == identity))
    connection.execute(update(document).where(document.c.id == identity).values(reading=name))
    if before is None:
        return
    found = connection.scalar(select(schema.reading.c.record).where(schema.reading.c.id == name))
    told = None if found is None else _reading(found)
    for drawer in DRAWERS:
        c = drawer.table.c
        keep_ids = set() if told is None else {mark.id for mark in drawer.marks(told)}
        held = list(connection.scalars(select(c.id).where(c.document == identity, c.current)))
        for chunk in chunks([row for row in held if row not in keep_ids]):
            turned(connection, drawer, c.id.in_(chunk), current=False)


def _reading(record: bytes) -> Reading:
    return unpacked(record, Reading, "reading")


def stand(connection: Connection, standing: dict[tuple[str, str], str]) -> None:
    """What stands at an address now is current; what stood there before is current no longer."""
    table = schema.document
    others: list[str] = []
    for chunk in chunks(sorted(standing)):
        origins, parts = {origin for origin, _ in chunk if origin != STDIN}, {part for _, part in chunk}
        here = select(table.c.id, table.c.origin, table.c.part).where(
            table.c.origin.in_(origins), table.c.part.in_(parts)
        )
        found = connection.execute(here)
        others.extend(row.id for row in found if standing.get((row.origin, row.part), row.id) != row.id)
    others.extend(name for name in _renderings(connection, others) if name not in standing.values())
    for drawer in DRAWERS:
        for names in chunks(others):
            turned(connection, drawer, drawer.table.c.document.in_(names), current=False)


def _renderings(connection: Connection, names: Sequence[str]) -> list[str]:
    """The documents in which translations of documents were read."""
    c = schema.translation.c
    found: list[str] = []
    for chunk in chunks(names):
        chosen = select(c.rendering).where(c.document.in_(chunk), c.rendering.is_not(None))
        found.extend(str(name) for name in connection.scalars(chosen))
    return found


def come_back(connection: Connection, origin: str, exhibit: str) -> None:
    """An address gives bytes again that it gave before: what was read in them stands there once more."""
    table, reading = schema.document, schema.reading
    joined = table.outerjoin(reading, reading.c.id == table.c.reading)
    chosen = select(table.c.id, table.c.part, reading.c.record).select_from(joined)
    for row in connection.execute(chosen.where(table.c.origin == origin, table.c.exhibit == exhibit)).all():
        if row.record is not None:
            _current(connection, _reading(row.record))
        stand(connection, {(origin, row.part): row.id})


def _current(connection: Connection, told: Reading) -> None:
    for drawer in DRAWERS:
        for names in chunks([mark.id for mark in drawer.marks(told)]):
            turned(connection, drawer, drawer.table.c.id.in_(names), current=True)


def latest_stand(connection: Connection, places: Sequence[tuple[str, str]]) -> None:
    """Per address and part, what was seen there last is current and everything else is not."""
    latest = {place: name for place in places if (name := last_seen(connection, *place)) is not None}
    stand(connection, latest)


def last_seen(connection: Connection, origin: str, part: str) -> str | None:
    """The document of an address and part whose exhibit was seen there last; None if there is none."""
    at, table = schema.capture, schema.document
    joined = table.join(at, and_(at.c.exhibit == table.c.exhibit, at.c.origin == table.c.origin))
    chosen = select(table.c.id).select_from(joined).where(table.c.origin == origin, table.c.part == part)
    found = connection.scalar(chosen.order_by(at.c.turn.desc(), table.c.key.desc()).limit(1))
    return None if found is None else str(found)
