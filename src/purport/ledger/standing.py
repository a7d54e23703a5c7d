"""What is current: the statements of each document's current reading, and of what stands at each address now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select, update

from purport.ledger import schema
from purport.ledger.codec import unpacked
from purport.records import Reading

STDIN = "-"
"""Standard input is no address: nothing stands there."""
CHUNK = 500
T = TypeVar("T")


def chunks(names: Sequence[T]) -> Iterable[Sequence[T]]:
    """The names in pieces that fit into one question."""
    return (names[at : at + CHUNK] for at in range(0, len(names), CHUNK))


def now_read(connection: Connection, identity: str, name: str) -> None:
    """Make a reading its document's current one: statements that only an earlier one held are current no longer."""
    document, statement = schema.document, schema.statement
    before = connection.scalar(select(document.c.reading).where(document.c.id == identity))
    connection.execute(update(document).where(document.c.id == identity).values(reading=name))
    if before is None:
        return
    found = connection.scalar(select(schema.reading.c.record).where(schema.reading.c.id == name))
    keep_ids = {s.id for s in _reading(found).statements} if found is not None else set()
    held = connection.scalars(select(statement.c.id).where(statement.c.document == identity, statement.c.current))
    for chunk in chunks([row for row in held if row not in keep_ids]):
        connection.execute(update(statement).where(statement.c.id.in_(chunk)).values(current=False))


def _reading(record: bytes) -> Reading:
    return unpacked(record, Reading, "reading")


def stand(connection: Connection, standing: dict[tuple[str, str], str]) -> None:
    """What stands at an address now is current; what stood there before is current no longer."""
    table, statement = schema.document, schema.statement
    others: list[str] = []
    for chunk in chunks(sorted(standing)):
        origins, parts = {origin for origin, _ in chunk if origin != STDIN}, {part for _, part in chunk}
        here = select(table.c.id, table.c.origin, table.c.part).where(
            table.c.origin.in_(origins), table.c.part.in_(parts)
        )
        found = connection.execute(here)
        others.extend(row.id for row in found if standing.get((row.origin, row.part), row.id) != row.id)
    for names in chunks(others):
        old = statement.c.document.in_(names), statement.c.current
        connection.execute(update(statement).where(*old).values(current=False))


def come_back(connection: Connection, origin: str, exhibit: str) -> None:
    """An address gives bytes again that it gave before: what was read in them stands there once more."""
    table, reading, statement = schema.document, schema.reading, schema.statement
    joined = table.outerjoin(reading, reading.c.id == table.c.reading)
    chosen = select(table.c.id, table.c.part, reading.c.record).select_from(joined)
    for row in connection.execute(chosen.where(table.c.origin == origin, table.c.exhibit == exhibit)).all():
        told = [] if row.record is None else [s.id for s in _reading(row.record).statements]
        for names in chunks(told):
            connection.execute(update(statement).where(statement.c.id.in_(names)).values(current=True))
        stand(connection, {(origin, row.part): row.id})
