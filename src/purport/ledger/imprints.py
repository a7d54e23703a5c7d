"""What exhibits say of themselves; each function is part of one transaction that its caller holds.

One row per exhibit, replaced when a later version of the reader finds something else; the custody log keeps the digest of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from purport.errors import LedgerError
from purport.ledger import schema
from purport.ledger.codec import moment, packed, stamp, unpacked
from purport.ledger.keeping import log
from purport.records import Fault
from purport.records.identity import digest
from purport.records.media import Imprint
from purport.records.removals import REMOVED

READ = "metadata read"
"""The deed in the custody log."""
TABLE = schema.imprint


def impress(connection: Connection, told: Imprint, at: datetime) -> bool:
    """As `Ledger.impress`."""
    name = told.exhibit
    exhibit = schema.exhibit.c.sha256
    if connection.scalar(select(exhibit).where(exhibit == name)) is None:
        raise LedgerError("the exhibit was never kept", code="unknown-exhibit", subject=name)
    if imprint(connection, name) == told or _removed(connection, name):
        return False
    record = packed(told)
    connection.execute(delete(TABLE).where(TABLE.c.exhibit == name))
    connection.execute(insert(TABLE), [{"exhibit": name, "at": stamp(at), "record": record}])
    log(connection, at, [(READ, name, {"imprint": digest(record), "by": [list(step) for step in told.steps]})])
    return True


def imprint(connection: Connection, exhibit: str) -> Imprint | None:
    """As `Ledger.imprint`."""
    record = connection.scalar(select(TABLE.c.record).where(TABLE.c.exhibit == exhibit))
    return None if record is None else unpacked(record, Imprint, exhibit)


def newest(connection: Connection, most: int) -> list[tuple[datetime, Imprint]]:
    """As `Ledger.imprints`."""
    order = (TABLE.c.at.desc(), TABLE.c.exhibit)
    rows = connection.execute(select(TABLE.c.exhibit, TABLE.c.at, TABLE.c.record).order_by(*order).limit(most))
    return [(moment(at, exhibit), unpacked(record, Imprint, exhibit)) for exhibit, at, record in rows]


def _removed(connection: Connection, exhibit: str) -> bool:
    c = schema.custody.c
    return connection.scalar(select(c.seq).where(c.deed == REMOVED, c.exhibit == exhibit).limit(1)) is not None


def faults(connection: Connection) -> Iterator[Fault]:
    """Each row must be the one that the custody log told of last; none may be gone, or left of what was removed."""
    c = schema.custody.c
    told: dict[str, str] = {}
    removed = set(connection.scalars(select(c.exhibit).where(c.deed == REMOVED)))
    for exhibit, detail in connection.execute(select(c.exhibit, c.detail).where(c.deed == READ).order_by(c.seq)):
        told[exhibit] = _digest_in(detail)
    held = set()
    for exhibit, record in connection.execute(select(TABLE.c.exhibit, TABLE.c.record).order_by(TABLE.c.exhibit)):
        held.add(exhibit)
        yield from _of_row(exhibit, record, told, exhibit in removed)
    for exhibit in sorted(told.keys() - held - removed):
        yield Fault("missing-row", exhibit, "the custody log tells of its metadata, but the row is gone", exhibit)


def _of_row(exhibit: str, record: bytes, told: dict[str, str], removed: bool) -> Iterator[Fault]:
    if removed:
        yield Fault("not-removed", exhibit, "it was removed, but its metadata are in the ledger", exhibit)
        return
    if told.get(exhibit) != digest(record):
        yield Fault("changed-metadata", exhibit, "its metadata are not those that the custody log tells of", exhibit)
    try:
        found = unpacked(record, Imprint, exhibit)
    except LedgerError as fault:
        yield Fault(fault.code, exhibit, fault.message, exhibit)
        return
    if found.exhibit != exhibit:
        yield Fault("orphan", exhibit, "the metadata in its row are of another exhibit", exhibit)


def _digest_in(detail: str) -> str:
    try:
        return str(json.loads(detail).get("imprint"))
    except (ValueError, AttributeError):
        return ""  # an edited entry; its digest tells
