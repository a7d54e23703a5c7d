"""What was heard in recordings; each function is part of one transaction that its caller holds.

One row per exhibit and way of hearing it (:func:`~purport.records.identity.transcript_id`): a recording is not heard twice in the
same way, and what another model heard stays beside it. The custody log keeps the digest of each, of its JSON.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from purport.errors import LedgerError
from purport.ledger import schema
from purport.ledger.codec import encoded, packed, stamp, unpacked
from purport.ledger.keeping import log
from purport.records import Fault
from purport.records.identity import digest, transcript_id
from purport.records.removals import REMOVED
from purport.records.speech import Transcript

HEARD = "transcribed"
"""The deed in the custody log."""
TABLE = schema.transcript


def transcribe(connection: Connection, told: Transcript, at: datetime) -> bool:
    """As `Ledger.transcribe`."""
    exhibit = schema.exhibit.c.sha256
    if connection.scalar(select(exhibit).where(exhibit == told.exhibit)) is None:
        raise LedgerError("the exhibit was never kept", code="unknown-exhibit", subject=told.exhibit)
    name, record = transcript_id(told), packed(told)
    if transcript(connection, name) == told or _removed(connection, told.exhibit):
        return False
    connection.execute(delete(TABLE).where(TABLE.c.id == name))
    connection.execute(insert(TABLE), [{"id": name, "exhibit": told.exhibit, "at": stamp(at), "record": record}])
    detail = {"transcript": name, "heard": digest(encoded(told)), "by": [list(step) for step in told.steps]}
    log(connection, at, [(HEARD, told.exhibit, detail)])
    return True


def transcripts(connection: Connection, exhibit: str) -> list[Transcript]:
    """As `Ledger.transcripts`."""
    chosen = select(TABLE.c.id, TABLE.c.record).where(TABLE.c.exhibit == exhibit).order_by(TABLE.c.at, TABLE.c.id)
    return [unpacked(record, Transcript, name) for name, record in connection.execute(chosen)]


def filed(connection: Connection, exhibit: str) -> list[tuple[str, bytes]]:
    """As `Ledger.filed_transcripts`."""
    chosen = select(TABLE.c.id, TABLE.c.record).where(TABLE.c.exhibit == exhibit).order_by(TABLE.c.id)
    return [(name, _json(record)) for name, record in connection.execute(chosen)]


def _json(record: bytes) -> bytes:
    """The JSON that a row holds; nothing where it holds none."""
    try:
        return zlib.decompress(record)
    except zlib.error:
        return b""


def transcript(connection: Connection, name: str) -> Transcript | None:
    """As `Ledger.transcript`."""
    record = connection.scalar(select(TABLE.c.record).where(TABLE.c.id == name))
    return None if record is None else unpacked(record, Transcript, name)


def _removed(connection: Connection, exhibit: str) -> bool:
    c = schema.custody.c
    return connection.scalar(select(c.seq).where(c.deed == REMOVED, c.exhibit == exhibit).limit(1)) is not None


def faults(connection: Connection) -> Iterator[Fault]:
    """Each row must be the one that the custody log told of last; none may be gone, or left of what was removed."""
    c = schema.custody.c
    told: dict[str, tuple[str, str]] = {}
    removed = set(connection.scalars(select(c.exhibit).where(c.deed == REMOVED)))
    for exhibit, detail in connection.execute(select(c.exhibit, c.detail).where(c.deed == HEARD).order_by(c.seq)):
        name, heard = _named(detail)
        told[name] = (exhibit, heard)
    held = set()
    for name, exhibit, record in connection.execute(
        select(TABLE.c.id, TABLE.c.exhibit, TABLE.c.record).order_by(TABLE.c.id)
    ):
        held.add(name)
        if exhibit in removed:
            yield Fault("not-removed", name, "its recording was removed, but what was heard is in the ledger", exhibit)
            continue
        yield from _of_row(name, exhibit, record, told)
    for name in sorted(told.keys() - held):
        exhibit = told[name][0]
        if exhibit not in removed:
            yield Fault("missing-row", name, "the custody log tells of this transcript, but its row is gone", exhibit)


def _of_row(name: str, exhibit: str, record: bytes, told: dict[str, tuple[str, str]]) -> Iterator[Fault]:
    if told.get(name) != (exhibit, digest(_json(record))):
        yield Fault("changed-transcript", name, "it is not the transcript that the custody log tells of", exhibit)
    try:
        found = unpacked(record, Transcript, name)
    except LedgerError as fault:
        yield Fault(fault.code, name, fault.message, exhibit)
        return
    if transcript_id(found) != name or found.exhibit != exhibit:
        yield Fault("orphan", name, "the transcript in its row is another one", exhibit)


def _named(detail: str) -> tuple[str, str]:
    try:
        found = json.loads(detail)
        return str(found.get("transcript")), str(found.get("heard"))
    except (ValueError, AttributeError):
        return "", ""  # an edited entry; its digest tells
