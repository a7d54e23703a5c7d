"""What machines made of documents; each function is part of one transaction that its caller holds.

One row per document and language, replaced when another model makes something else; the custody log keeps the digest of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, and_, delete, insert, select, update

from purport.errors import InstructionError, LedgerError
from purport.ledger import schema
from purport.ledger.codec import packed, stamp, unpacked
from purport.ledger.keeping import log
from purport.records import Document, Fault
from purport.records.identity import digest
from purport.records.removals import REMOVED
from purport.records.translation import Translation

MADE = "translated"
"""The deed in the custody log."""
TABLE = schema.translation


def translate(connection: Connection, made: Translation, at: datetime) -> bool:
    """As `Ledger.translate`."""
    name = made.document
    exhibit = connection.scalar(select(schema.document.c.exhibit).where(schema.document.c.id == name))
    if exhibit is None:
        raise InstructionError("no document has this id", code="unknown-id", subject=name)
    if made in translations(connection, name) or _removed(connection, exhibit):
        return False
    record, here = packed(made), and_(TABLE.c.document == name, TABLE.c.target == made.target)
    rendering = connection.scalar(select(TABLE.c.rendering).where(here))
    connection.execute(delete(TABLE).where(here))
    row = {"document": name, "target": made.target, "at": stamp(at), "rendering": rendering, "record": record}
    connection.execute(insert(TABLE), [row])
    told = {"of": name, "into": made.target, "translation": digest(record), "by": [list(step) for step in made.steps]}
    log(connection, at, [(MADE, exhibit, told)])
    return True


def translations(connection: Connection, document: str) -> list[Translation]:
    """As `Ledger.translations`."""
    chosen = select(TABLE.c.record).where(TABLE.c.document == document).order_by(TABLE.c.target)
    return [unpacked(record, Translation, document) for record in connection.scalars(chosen)]


def rendered(connection: Connection, filed: Iterable[tuple[str, Document]]) -> None:
    """Note in which documents translations are read: ids, and what was filed under them."""
    for identity, document in filed:
        if document.translated is not None:
            here = and_(TABLE.c.document == document.translated.document, TABLE.c.target == document.language)
            connection.execute(update(TABLE).where(here).values(rendering=identity))


def _removed(connection: Connection, exhibit: str) -> bool:
    c = schema.custody.c
    return connection.scalar(select(c.seq).where(c.deed == REMOVED, c.exhibit == exhibit).limit(1)) is not None


def faults(connection: Connection) -> Iterator[Fault]:
    """Each row must be the one that the custody log told of last; none may be gone, or left of what was removed."""
    told = _told(connection)
    removed = set(connection.scalars(select(schema.custody.c.exhibit).where(schema.custody.c.deed == REMOVED)))
    exhibits = {
        row.id: row.exhibit for row in connection.execute(select(schema.document.c.id, schema.document.c.exhibit))
    }
    held = set()
    for row in connection.execute(select(TABLE).order_by(TABLE.c.document, TABLE.c.target)):
        about = (row.document, row.target)
        held.add(about)
        yield from _of_row(about, row.record, told.get(about), exhibits.get(row.document), removed)
    for name, target in sorted(told.keys() - held):
        if exhibits.get(name) not in removed:
            message = f"the custody log tells of a translation into {target}, but the row is gone"
            yield Fault("missing-row", name, message, exhibits.get(name))


def _of_row(
    about: tuple[str, str], record: bytes, told: str | None, exhibit: str | None, removed: set[str]
) -> Iterator[Fault]:
    name, target = about
    if exhibit is None:
        yield Fault("orphan", name, f"a translation into {target} names this document, but there is none")
        return
    if exhibit in removed:
        yield Fault("not-removed", name, "it was removed, but its translation is in the ledger", exhibit)
        return
    if told != digest(record):
        message = f"its translation into {target} is not the one that the custody log tells of"
        yield Fault("changed-translation", name, message, exhibit)
    try:
        found = unpacked(record, Translation, name)
    except LedgerError as fault:
        yield Fault(fault.code, name, fault.message, exhibit)
        return
    outside = [one for one in found.pairs if one.translation is not None and one.translation.end > len(found.text)]
    if (found.document, found.target) != about or outside:
        yield Fault("changed-translation", name, "the translation in its row does not fit it", exhibit)


def _told(connection: Connection) -> dict[tuple[str, str], str]:
    """Per document and language the digest of the translation that the custody log tells of last."""
    c = schema.custody.c
    out: dict[tuple[str, str], str] = {}
    for detail in connection.scalars(select(c.detail).where(c.deed == MADE).order_by(c.seq)):
        try:
            told = json.loads(detail)
            out[str(told["of"]), str(told["into"])] = str(told["translation"])
        except (ValueError, TypeError, KeyError):
            continue  # an edited entry; its digest tells
    return out
