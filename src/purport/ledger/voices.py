"""Voices in the book; see :mod:`purport.ledger.voiceport`.

The custody log keeps the digest of every state of a reference and of every comparison, so that `verify` can tell a changed one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from purport.errors import InstructionError, LedgerError
from purport.ledger import schema
from purport.ledger.codec import packed, stamp, unpacked
from purport.ledger.keeping import log
from purport.records import Fault
from purport.records.identity import digest
from purport.records.removals import REMOVED
from purport.records.voices import Calibration, Comparison, Reference

Open = Callable[[], AbstractContextManager[Connection]]
ENROLLED, FORGOTTEN, COMPARED = "voice enrolled", "voice forgotten", "voice compared"
"""The deeds in the custody log."""
REFERENCE, CALIBRATION, COMPARISON = schema.voice_reference, schema.voice_calibration, schema.voice_comparison


class Voices:
    """A :class:`~purport.ledger.voiceport.VoiceBook`, over the transactions of a book."""

    def __init__(self, asking: Open, writing: Open, scrub: Callable[[], None]) -> None:
        self._asking = asking
        self._writing = writing
        self._scrub = scrub

    def enrol(self, reference: Reference, at: datetime) -> bool:
        """Keep a reference."""
        with self._writing() as connection:
            held = _held(connection, reference.name)
            if held == reference:
                return False
            exhibits = _exhibits(reference)
            for exhibit in exhibits:
                _known(connection, exhibit)
            record = _write(connection, reference)
            new = [name for name in exhibits if held is None or name not in _exhibits(held)] or exhibits
            log(
                connection,
                at,
                [(ENROLLED, name, {"reference": reference.name, "voice": digest(record)}) for name in new],
            )
            return True

    def references(self) -> list[Reference]:
        """All references."""
        with self._asking() as connection:
            rows = connection.execute(select(REFERENCE.c.name, REFERENCE.c.record).order_by(REFERENCE.c.name))
            return [unpacked(record, Reference, name) for name, record in rows]

    def forget(self, name: str, at: datetime) -> Reference:
        """Take a reference out of the ledger."""
        with self._writing() as connection:
            held = _held(connection, name)
            if held is None:
                known = ", ".join(connection.scalars(select(REFERENCE.c.name).order_by(REFERENCE.c.name)))
                advice = f"there are: {known}" if known else "none is enrolled"
                raise InstructionError(
                    "no reference has this name", code="unknown-reference", subject=name, advice=advice
                )
            connection.execute(delete(REFERENCE).where(REFERENCE.c.name == name))
            log(connection, at, [(FORGOTTEN, one, {"reference": name, "voice": None}) for one in _exhibits(held)])
        self._scrub()
        return held

    def calibrate(self, calibration: Calibration) -> str:
        """Keep a calibration set."""
        record = packed(calibration)
        row = {"name": calibration.name, "digest": digest(record), "record": record}
        with self._writing() as connection:
            connection.execute(delete(CALIBRATION).where(CALIBRATION.c.name == calibration.name))
            connection.execute(insert(CALIBRATION), [row])
        return digest(record)

    def calibrations(self) -> list[tuple[str, Calibration]]:
        """All calibration sets."""
        with self._asking() as connection:
            found = []
            for row in connection.execute(select(CALIBRATION).order_by(CALIBRATION.c.name)):
                if digest(row.record) != row.digest:
                    raise LedgerError(
                        "the calibration set is not what its digest says", code="damaged-row", subject=row.name
                    )
                found.append((row.digest, unpacked(row.record, Calibration, row.name)))
            return found

    def compared(self, comparison: Comparison) -> str:
        """Append a comparison."""
        exhibit = comparison.recording.exhibit
        record = packed(replace(comparison, recording=replace(comparison.recording, vector=())))
        name = digest(record)
        with self._writing() as connection:
            _known(connection, exhibit)
            if connection.scalar(select(COMPARISON.c.digest).where(COMPARISON.c.digest == name)) is None:
                row = {"digest": name, "exhibit": exhibit, "at": stamp(comparison.made_at), "record": record}
                connection.execute(insert(COMPARISON), [row])
                log(connection, comparison.made_at, [(COMPARED, exhibit, {"comparison": name})])
        return name

    def comparisons(self, exhibit: str | None = None) -> list[Comparison]:
        """All comparisons."""
        c = COMPARISON.c
        chosen = select(c.digest, c.record).order_by(c.at, c.digest)
        if exhibit is not None:
            chosen = chosen.where(c.exhibit == exhibit)
        with self._asking() as connection:
            return [unpacked(record, Comparison, name) for name, record in connection.execute(chosen)]


def _held(connection: Connection, name: str) -> Reference | None:
    record = connection.scalar(select(REFERENCE.c.record).where(REFERENCE.c.name == name))
    return None if record is None else unpacked(record, Reference, name)


def _write(connection: Connection, reference: Reference) -> bytes:
    record = packed(reference)
    connection.execute(delete(REFERENCE).where(REFERENCE.c.name == reference.name))
    connection.execute(insert(REFERENCE), [{"name": reference.name, "record": record}])
    return record


def _exhibits(reference: Reference) -> list[str]:
    return list(dict.fromkeys(one.exhibit for one in reference.prints))


def _known(connection: Connection, exhibit: str) -> None:
    if connection.scalar(select(schema.exhibit.c.sha256).where(schema.exhibit.c.sha256 == exhibit)) is None:
        raise LedgerError("the exhibit was never kept", code="unknown-exhibit", subject=exhibit)


def drop(connection: Connection, exhibit: str, at: datetime) -> None:
    """Take the prints of a removed exhibit out of every reference, and the comparisons that it was part of."""
    for name, record in list(connection.execute(select(REFERENCE.c.name, REFERENCE.c.record))):
        held = unpacked(record, Reference, name)
        if exhibit in _exhibits(held):
            left = tuple(one for one in held.prints if one.exhibit != exhibit)
            told = None
            if left:
                told = digest(_write(connection, replace(held, prints=left)))
            else:
                connection.execute(delete(REFERENCE).where(REFERENCE.c.name == name))
            log(connection, at, [(FORGOTTEN, exhibit, {"reference": name, "voice": told})])
    c = COMPARISON.c
    connection.execute(delete(COMPARISON).where(c.exhibit == exhibit))
    for name, record in list(connection.execute(select(c.digest, c.record).order_by(c.digest))):
        made = unpacked(record, Comparison, name)
        if exhibit in made.reference_exhibits:
            connection.execute(delete(COMPARISON).where(c.digest == name))
            log(connection, at, [(FORGOTTEN, made.recording.exhibit, {"comparison": name})])


def faults(connection: Connection) -> Iterator[Fault]:
    """References and comparisons must be those that the custody log told of last, calibration sets those of their digests."""
    yield from _of_references(connection)
    yield from _of_comparisons(connection)
    for row in connection.execute(select(CALIBRATION).order_by(CALIBRATION.c.name)):
        if digest(row.record) != row.digest:
            yield Fault("changed-calibration", row.name, "the calibration set is not what its digest says")


def _of_references(connection: Connection) -> Iterator[Fault]:
    c = schema.custody.c
    told: dict[str, str | None] = {}
    for detail in connection.scalars(select(c.detail).where(c.deed.in_((ENROLLED, FORGOTTEN))).order_by(c.seq)):
        found = _told(detail)
        if "reference" in found:
            told[str(found.get("reference"))] = found.get("voice")
    for row in connection.execute(select(REFERENCE).order_by(REFERENCE.c.name)):
        if told.pop(row.name, None) != digest(row.record):
            yield Fault("changed-voice", row.name, "the reference is not the one that the custody log tells of")
    for name in sorted(name for name, voice in told.items() if voice is not None):
        yield Fault("missing-row", name, "the custody log tells of this reference, but its row is gone")


def _of_comparisons(connection: Connection) -> Iterator[Fault]:
    c = schema.custody.c
    removed = set(connection.scalars(select(c.exhibit).where(c.deed == REMOVED)))
    logged = {
        str(_told(detail).get("comparison")): exhibit
        for exhibit, detail in connection.execute(select(c.exhibit, c.detail).where(c.deed == COMPARED))
    }
    forgotten = {
        _told(detail).get("comparison") for detail in connection.scalars(select(c.detail).where(c.deed == FORGOTTEN))
    }
    for row in connection.execute(select(COMPARISON).order_by(COMPARISON.c.digest)):
        if row.exhibit in removed:
            yield Fault(
                "not-removed", row.exhibit, "it was removed, but a comparison of it is in the ledger", row.exhibit
            )
        elif digest(row.record) != row.digest or logged.get(row.digest) != row.exhibit:
            yield Fault("changed-comparison", row.digest, "it is not one that the custody log tells of", row.exhibit)
        logged.pop(row.digest, None)
    for name, exhibit in sorted(logged.items()):
        if exhibit not in removed and name not in forgotten:
            yield Fault("missing-row", name, "the custody log tells of this comparison, but its row is gone", exhibit)


def _told(detail: str) -> dict[str, str | None]:
    try:
        found = json.loads(detail)
    except ValueError:
        return {}  # an edited entry; its digest tells
    return found if isinstance(found, dict) else {}
