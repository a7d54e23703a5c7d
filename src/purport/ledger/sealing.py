"""Checkpoints of the custody log; each function is part of one transaction that its caller holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Connection, insert, select

from purport.errors import LedgerError
from purport.ledger import schema
from purport.ledger.codec import moment
from purport.ledger.port import Sign
from purport.ledger.standing import chunks
from purport.records import CustodyEntry
from purport.records.checkpoints import Checkpoint, checkpoint_of, log_name, unsigned
from purport.records.custody import ORIGIN, expected_digest, leaf
from purport.records.merkle import Frontier, leaf_hash

COMING = ("kept", "seen at", "replaced by")
"""The deeds that tell how bytes came to stand at an address."""


def entries(connection: Connection, after: int = 0) -> Iterator[CustodyEntry]:
    """The custody log in order, from the entry behind number `after`."""
    table = schema.custody
    chosen = select(table).where(table.c.seq > after).order_by(table.c.seq)
    for row in connection.execute(chosen).mappings():
        yield CustodyEntry(**{**row, "at": moment(row["at"], f"custody entry {row['seq']}")})


def custody_of(connection: Connection, exhibit: str) -> list[CustodyEntry]:
    """The entries about one exhibit, in order."""
    table = schema.custody
    chosen = select(table).where(table.c.exhibit == exhibit).order_by(table.c.seq)
    return [
        CustodyEntry(**{**row, "at": moment(row["at"], f"custody entry {row['seq']}")})
        for row in connection.execute(chosen).mappings()
    ]


def comings(connection: Connection, exhibits: Collection[str]) -> list[CustodyEntry]:
    """The entries that say how exhibits came and were replaced, in order."""
    c, found = schema.custody.c, list[CustodyEntry]()
    for chunk in chunks(sorted(exhibits)):
        chosen = select(schema.custody).where(c.deed.in_(COMING), c.exhibit.in_(chunk))
        for row in connection.execute(chosen).mappings():
            found.append(CustodyEntry(**{**row, "at": moment(row["at"], f"custody entry {row['seq']}")}))
    return sorted(found, key=lambda one: one.seq)


def checkpoints(connection: Connection) -> list[Checkpoint]:
    """Every checkpoint that can be understood, oldest first."""
    found = []
    for note in connection.scalars(select(schema.checkpoint.c.note).order_by(schema.checkpoint.c.id)):
        try:
            found.append(checkpoint_of(note))
        except ValueError:
            continue
    return found


def checkpoint(connection: Connection, sign: Sign, at: datetime) -> Checkpoint | None:
    """As `Ledger.checkpoint`. Hashes only the entries since the last one."""
    first = next(entries(connection), None)
    if first is None:
        return None
    table = schema.checkpoint
    last = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).mappings().first()
    held = None if last is None else _readable(last["note"])
    tree = _frontier(None if last is None else dict(last))
    before, after = tree.size, tree.size
    previous = _digest_of(connection, before)
    for row in entries(connection, before):
        after += 1
        if row.seq != after or row.previous != previous or row.digest != expected_digest(row):
            raise _broken(row.seq)
        tree.push(leaf_hash(leaf(row)))
        previous = row.digest
    if held is not None and held.size == after:
        return held
    made = sign(unsigned(log_name(first), after, tree.root(), at))
    peaks = json.dumps([peak.hex() for peak in tree.peaks])
    kept = {"size": made.size, "root": made.root.hex(), "peaks": peaks, "note": made.note}
    connection.execute(insert(table), [kept])
    return made


def _readable(note: str) -> Checkpoint | None:
    try:
        return checkpoint_of(note)
    except ValueError:
        return None


def _frontier(last: dict[str, object] | None) -> Frontier:
    """Where the last checkpoint left the tree; from the beginning where its row does not hold together."""
    if last is None:
        return Frontier()
    try:
        tree = Frontier(int(str(last["size"])), [bytes.fromhex(peak) for peak in json.loads(str(last["peaks"]))])
        told = checkpoint_of(str(last["note"]))
    except (ValueError, TypeError):
        return Frontier()
    return tree if (told.size, told.root) == (tree.size, tree.root()) else Frontier()


def _digest_of(connection: Connection, seq: int) -> str:
    """The digest of an entry that must be there and hold."""
    if seq == 0:
        return ORIGIN
    found = next(entries(connection, seq - 1), None)
    if found is None or found.seq != seq or found.digest != expected_digest(found):
        raise _broken(seq)
    return found.digest


def _broken(seq: int) -> LedgerError:
    return LedgerError(
        "the custody log does not hold together, so it is not signed",
        code="custody-broken",
        subject=f"custody entry {seq}",
        advice="run purport verify; what was filed is safe",
    )
