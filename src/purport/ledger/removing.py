"""Removal: every copy of an exhibit's text leaves the database, and a tombstone stays in the custody log.

The statements, events, readings and decisions of its documents go, the documents keep their ids, addresses and the digests of
their texts.
The full-text tables are made anew from what is left, since their entries cannot be taken out one by one without the words
that they were made of, and since entries that no row answers to may hold the words too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, delete, select, update

from purport.errors import InstructionError
from purport.ledger import mattertables as tables
from purport.ledger import placing, schedule, schema, voices
from purport.ledger.codec import moment, unpacked, without_text
from purport.ledger.drawers import DRAWERS
from purport.ledger.indexing import indexed_anew
from purport.ledger.keeping import log
from purport.ledger.siting import lifted, swept
from purport.ledger.standing import chunks
from purport.records import Document, SourceMap
from purport.records.removals import REMOVED, Removal

VOICES = ("voice_reference", "voice_comparison")
NAMES = ("documents", "statements", "events", "readings", "decisions")


def removals(connection: Connection, exhibit: str | None = None) -> list[Removal]:
    """As `Ledger.removals`."""
    table = schema.custody
    chosen = select(table).where(table.c.deed == REMOVED).order_by(table.c.seq)
    if exhibit is not None:
        chosen = chosen.where(table.c.exhibit == exhibit)
    return [_removal(dict(row)) for row in connection.execute(chosen).mappings()]


def _removal(row: dict[str, Any]) -> Removal:
    try:
        told = json.loads(row["detail"])
        lists = {name: tuple(map(str, told.get(name, ()))) for name in NAMES}
        reason, by = str(told.get("reason")), str(told.get("by"))
    except (ValueError, AttributeError, TypeError):  # an edited entry; verify tells of it
        lists, reason, by = {}, "not readable", "not readable"
    return Removal(row["exhibit"], reason, by, moment(row["at"]), **lists)


def remove(connection: Connection, removal: Removal) -> Removal:
    """As `Ledger.remove`, but for what the file still holds between its rows (:func:`scrub`)."""
    held = removals(connection, removal.exhibit)
    if held:
        return held[0]
    table = schema.exhibit
    if connection.scalar(select(table.c.sha256).where(table.c.sha256 == removal.exhibit)) is None:
        raise InstructionError("no exhibit has this digest", code="unknown-id", subject=removal.exhibit)
    document = schema.document
    names = _column(connection, document.c.id, document.c.exhibit, [removal.exhibit])
    statements = _column(connection, schema.statement.c.id, schema.statement.c.document, names)
    happened = _column(connection, schema.event.c.id, schema.event.c.document, names)
    done = replace(
        removal,
        documents=tuple(names),
        statements=tuple(statements),
        events=tuple(happened),
        readings=tuple(_column(connection, schema.reading.c.id, schema.reading.c.document, names)),
        decisions=(
            *_column(connection, schema.decision.c.digest, schema.decision.c.about, [*statements, *happened]),
            *_drop_corroboration(connection, names),
        ),
    )
    _clear(connection, schema.decision, schema.decision.c.about, [*statements, *happened])
    _clear(connection, schema.assessment, schema.assessment.c.about, [*names, *statements, *happened])
    for drawer in DRAWERS:
        for chunk in chunks(names):
            lifted(connection, drawer, drawer.table.c.document.in_(chunk))
    swept(connection)
    for one in (schema.statement, schema.event, schema.reading):
        _clear(connection, one, one.c.document, names)
    for name in names:
        _bury(connection, name, done)
    schedule.drop(connection, removal.exhibit)
    for about in (schema.imprint, schema.transcript):
        _clear(connection, about, about.c.exhibit, [removal.exhibit])
    _clear(connection, schema.translation, schema.translation.c.document, names)
    indexed_anew(connection)
    voices.drop(connection, removal.exhibit, done.at)
    detail: dict[str, object] = {"reason": done.reason, "by": done.by}
    detail |= {name: list(getattr(done, name)) for name in NAMES if getattr(done, name)}
    log(connection, done.at, [(REMOVED, done.exhibit, detail)])
    return done


def _drop_corroboration(connection: Connection, names: Sequence[str]) -> list[str]:
    """Take documents out of corroboration; the digests of what people decided on their tellings.

    Stories that leant on them are placed anew.
    """
    tellings = _column(connection, tables.telling.c.id, tables.telling.c.document, names)
    leant = [one for name in names for one in placing.unplace(connection, name)]
    placing.queue(connection, [one for one in leant if one not in names])
    _clear(connection, tables.unplaced, tables.unplaced.c.document, names)
    decided: list[str] = []
    for table in (tables.pair_decision, tables.tie):
        for side in (table.c.first, table.c.second):
            if table is tables.pair_decision:
                decided += _column(connection, table.c.digest, side, tellings)
            _clear(connection, table, side, [*names, *tellings])
    return decided


def _column(connection: Connection, column: Column[Any], by: Column[Any], values: Sequence[str]) -> list[str]:
    """A column of the rows that have one of the values."""
    found: list[str] = []
    for chunk in chunks(values):
        found.extend(connection.scalars(select(column).where(by.in_(chunk)).order_by(column)))
    return found


def _clear(connection: Connection, table: Table, by: Column[Any], values: Sequence[str]) -> None:
    for chunk in chunks(values):
        connection.execute(delete(table).where(by.in_(chunk)))


def tombstone(document: Document, told: str) -> Document:
    """What is left of a document: name, exhibit, part and address."""
    return Document(
        name=document.name,
        exhibit=document.exhibit,
        part=document.part,
        text="",
        taken_by=document.taken_by,
        origin=document.origin,
        source_map=SourceMap(document.source_map.unit),
        notes=(told,),
    )


def _bury(connection: Connection, name: str, removal: Removal) -> None:
    table = schema.document
    record = connection.scalar(select(table.c.record).where(table.c.id == name))
    assert record is not None
    left = tombstone(unpacked(record, Document, name), removal.told)
    gone = {column: None for column in ("title", "outlet", "agency", "published", "reading")}
    row = {"text": "", "language": left.language, "record": without_text(left), **gone}
    connection.execute(update(table).where(table.c.id == name).values(**row))


def scrub(engine: Engine) -> None:
    """Writes the database's files anew, so that nothing of a deleted row is left between the rows or in the write-ahead log."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            for line in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(line)
        finally:
            raw.close()
        return
    kept = ("place", "document", "reading", "statement", "event", "decision", "assessment", "imprint")
    derived = ("telling", "telling_word", "word_count", "likeness", "lent", "matter", "tie", "pair_decision", "placed")
    every = (*kept, *derived, "transcript", "translation", *VOICES)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM (FULL) {', '.join((*every, *schema.FULL_TEXT))}")
