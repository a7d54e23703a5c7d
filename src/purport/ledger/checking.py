"""What the database alone can tell to be wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, Table, select

from purport.errors import LedgerError
from purport.ledger import schema
from purport.ledger.codec import moment, observed, reading_id, unpacked
from purport.records import CustodyEntry, Document, Fault, Reading, Spans
from purport.records.custody import broken_links
from purport.records.identity import digest


def custody(connection: Connection) -> Iterator[CustodyEntry]:
    """The custody log in order."""
    for row in connection.execute(select(schema.custody).order_by(schema.custody.c.seq)).mappings():
        yield CustodyEntry(**{**row, "at": moment(row["at"])})


def faults(connection: Connection) -> Iterator[Fault]:
    """Every fault; a sound ledger gives none."""
    yield from _file(connection)
    yield from broken_links(custody(connection))
    logged = _logged(connection)
    yield from _exhibits(connection, set(logged))
    yield from _documents(connection, {k for details in logged.values() for k in details})
    yield from _statements(connection)


def _file(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Fault("damaged-ledger", "ledger", str(line))


def _logged(connection: Connection) -> dict[str, set[tuple[str, str]]]:
    """Per exhibit what the custody log says was taken from it: (document, digest of the text), (reading, digest of the record)."""
    out: dict[str, set[tuple[str, str]]] = {}
    for row in custody(connection):
        found = out.setdefault(row.exhibit, set())
        try:
            detail = json.loads(row.detail)
        except ValueError:
            continue
        if "document" in detail:
            found.add((detail["document"], detail["text"]))
        if "reading" in detail:
            found.add((detail["reading"], detail["record"]))
    return out


def _names(connection: Connection, table: Table, column: str) -> set[str]:
    return set(connection.scalars(select(table.c[column])))


def _exhibits(connection: Connection, said: set[str]) -> Iterator[Fault]:
    known = _names(connection, schema.exhibit, "sha256")
    for name in sorted(known - said):
        yield Fault("unlogged-exhibit", name, "the custody log does not say that it was kept")
    for name in sorted(said - known):
        yield Fault("missing-row", name, "the custody log names this exhibit, but its row is gone")
    for table, column in ((schema.capture, "exhibit"), (schema.document, "exhibit")):
        for name in sorted(_names(connection, table, column) - known):
            yield Fault("orphan", name, f"a row of {table.name} names this exhibit, but there is none")


def _documents(connection: Connection, logged: set[tuple[str, str]]) -> Iterator[Fault]:
    c = schema.document.c
    seen_ids, readings = set(), _names(connection, schema.reading, "id")
    for key in list(connection.scalars(select(c.key).order_by(c.key))):
        row = connection.execute(select(c.id, c.text, c.text_digest, c.record, c.reading).where(c.key == key)).one()
        seen_ids.add(row.id)
        yield from _document(row.id, (row.text, row.text_digest, row.record), logged)
        if row.reading is not None and row.reading not in readings:
            yield Fault("orphan", row.id, "its current reading is gone")
        yield from _readings(connection, row.id, row.text, logged)
    for name in sorted({name for name, _ in logged if name.startswith("doc-")} - seen_ids):
        yield Fault("missing-row", name, "the custody log names this document, but its row is gone")
    for name in sorted({name for name, _ in logged if name.startswith("rd-")} - readings):
        yield Fault("missing-row", name, "the custody log names this reading, but its row is gone")


def _document(identity: str, row: tuple[str, str, bytes], logged: set[tuple[str, str]]) -> Iterator[Fault]:
    text, text_digest, record = row
    actual = digest(text.encode("utf-8", "surrogatepass"))
    if actual != text_digest:
        yield Fault("changed-text", identity, "the text is not the one that was filed: its digest does not match")
    elif (identity, actual) not in logged:
        yield Fault("unlogged-text", identity, "the custody log does not say that this text was taken")
    try:
        document = unpacked(record, Document, identity)
    except LedgerError as fault:
        yield Fault(fault.code, identity, fault.message)
        return
    for segment in document.source_map.segments:
        if not 0 <= segment.start <= segment.end <= len(text):
            yield Fault(
                "offset", identity, f"a segment of its source map lies outside the text: {segment.start}:{segment.end}"
            )


def _readings(connection: Connection, identity: str, text: str, logged: set[tuple[str, str]]) -> Iterator[Fault]:
    table = schema.reading
    for row in connection.execute(select(table.c.id, table.c.record).where(table.c.document == identity)).all():
        if (row.id, digest(row.record)) not in logged:
            yield Fault("changed-reading", row.id, "the reading is not the one that the custody log tells of")
        try:
            reading = unpacked(row.record, Reading, row.id)
        except LedgerError as fault:
            yield Fault(fault.code, row.id, fault.message)
            continue
        if reading_id(identity, reading) != row.id:
            yield Fault("changed-reading", row.id, "its id does not match its document, steps and date")
        for where, spans in _marks(reading):
            for span in spans:
                if span.end > len(text):
                    yield Fault(
                        "offset", row.id, f"{where} lies outside the text: {span.start}:{span.end} of {len(text)}"
                    )


def _marks(reading: Reading) -> Iterator[tuple[str, Spans]]:
    for statement in reading.statements:
        for hop in statement.chain:
            yield f"a hop of {statement.id}", (*hop.source, *hop.cue, *hop.hedge)
        yield f"a mark of {statement.id}", (*statement.source, *statement.cue, *statement.content)
    for event in reading.events:
        yield f"the anchor of {event.id}", (event.anchor,)
    for note in reading.verification:
        yield "a verification note", note.span
    for clash in reading.inconsistencies:
        yield "an inconsistency", (clash.first, clash.second)
    yield "a place", tuple(mark.span for mark in reading.places)
    yield "a time", tuple(mark.span for mark in reading.times)


def _statements(connection: Connection) -> Iterator[Fault]:
    """Each statement's row must say what its reading says."""
    c, document, reading = schema.statement.c, schema.document.c, schema.reading.c
    for name in sorted(_names(connection, schema.statement, "document") - _names(connection, schema.document, "id")):
        yield Fault("orphan", name, "statements name this document, but there is none")
    for name in list(connection.scalars(select(c.reading).distinct().order_by(c.reading))):
        found = connection.execute(
            select(reading.record, document.text)
            .join(schema.document, document.id == reading.document)
            .where(reading.id == name)
        ).first()
        if found is None:
            yield Fault("orphan", name, "statements name this reading, but there is none")
            continue
        yield from _rows_of(connection, name, found.record, found.text)


def _rows_of(connection: Connection, name: str, record: bytes, text: str) -> Iterator[Fault]:
    c = schema.statement.c
    try:
        told = {s.id: s for s in unpacked(record, Reading, name).statements}
    except LedgerError:
        return  # said already
    columns = (c.id, c.record, c.act, c.certainty, c.violent)
    for row in connection.execute(select(*columns).where(c.reading == name)):
        statement = told.get(row.id)
        if statement is None or row.record != observed(statement, text):
            yield Fault("changed-statement", row.id, "the row does not say what its reading says")
        elif (row.act, row.certainty, bool(row.violent)) != (statement.act, statement.certainty, statement.violent):
            yield Fault("changed-statement", row.id, "the columns to filter by do not say what its reading says")


__all__ = ["custody", "faults"]
