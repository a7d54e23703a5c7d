"""What the database alone can tell to be wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, select

from purport.errors import LedgerError
from purport.ledger import access, imprints, lists, pairings, schema, siting, transcripts, translations, voices
from purport.ledger.codec import decoded, encoded, reading_id, unpacked
from purport.ledger.drawers import DRAWERS, Drawer, Slip
from purport.ledger.keeping import capture_digest
from purport.ledger.removing import removals, tombstone
from purport.ledger.sealing import entries
from purport.records import CustodyEntry, Document, Fault, Reading, Spans
from purport.records.custody import broken_links
from purport.records.identity import digest
from purport.records.removals import Removal

_OF_EXHIBIT = ("size", "media_type", "kept_at")


def faults(connection: Connection) -> Iterator[Fault]:
    """Every fault; a sound ledger gives none."""
    yield from _file(connection)
    yield from broken_links(entries(connection))
    logged = _logged(connection)
    gone = {name: removal for removal in removals(connection) for name in removal.documents}
    yield from _exhibits(connection, set(logged))
    yield from _captures(connection)
    yield from _documents(connection, {k for details in logged.values() for k in details}, gone)
    for drawer in DRAWERS:
        yield from _marks_rows(connection, drawer)
    yield from _gone(connection)
    yield from _decisions(connection, {name for removal in gone.values() for name in removal.decisions})
    yield from lists.faults(connection)
    yield from imprints.faults(connection)
    yield from transcripts.faults(connection)
    yield from voices.faults(connection)
    yield from translations.faults(connection)
    yield from siting.faults(connection)
    yield from access.faults(connection)
    yield from pairings.faults(connection, {name for removal in gone.values() for name in removal.decisions})


def _file(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Fault("damaged-ledger", "ledger", str(line))


def _logged(connection: Connection) -> dict[str, set[tuple[str, str]]]:
    """Per exhibit what the custody log says was taken from it: (document, digest of the text), (reading, digest of the record)."""
    out: dict[str, set[tuple[str, str]]] = {}
    for row in entries(connection):
        found = out.setdefault(row.exhibit, set())
        detail = _detail(row)
        if "document" in detail:
            found.add((detail["document"], detail["text"]))
        if "reading" in detail:
            found.add((detail["reading"], detail["record"]))
    return out


def _detail(row: CustodyEntry) -> dict[str, str]:
    try:
        found = json.loads(row.detail)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _details(connection: Connection) -> Iterator[dict[str, str]]:
    return (_detail(row) for row in entries(connection))


def _names(connection: Connection, table: Table, column: str) -> set[str]:
    return set(connection.scalars(select(table.c[column])))


def _exhibits(connection: Connection, said: set[str]) -> Iterator[Fault]:
    known = _names(connection, schema.exhibit, "sha256")
    for name in sorted(known - said):
        yield Fault("unlogged-exhibit", name, "the custody log does not say that it was kept")
    for name in sorted(said - known):
        yield Fault("missing-row", name, "the custody log names this exhibit, but its row is gone")
    for name in sorted(known - _names(connection, schema.capture, "exhibit")):
        yield Fault("missing-row", name, "the rows that tell where this exhibit came from are gone")
    for table, column in ((schema.capture, "exhibit"), (schema.document, "exhibit")):
        for name in sorted(_names(connection, table, column) - known):
            yield Fault("orphan", name, f"a row of {table.name} names this exhibit, but there is none")


def _captures(connection: Connection) -> Iterator[Fault]:
    """Each capture must be the one that the custody log tells of; what the log tells of it grew with its format."""
    said = {
        (row.exhibit, str(detail["origin"])): detail
        for row in entries(connection)
        if row.deed in ("kept", "seen at") and "origin" in (detail := _detail(row))
    }
    held = set()
    sizes = {row.sha256: row for row in connection.execute(select(schema.exhibit))}
    for row in connection.execute(select(schema.capture).order_by(schema.capture.c.id)).mappings():
        about = (row["exhibit"], row["origin"])
        held.add(about)
        told, kept = said.get(about), sizes.get(row["exhibit"])
        if told is None:
            yield Fault(
                "unlogged-capture", row["exhibit"], f"the custody log does not say that it was seen at {about[1]}"
            )
            continue
        if "capture" in told and told["capture"] != capture_digest(dict(row)):
            message = f"when or how it was captured at {about[1]} is not what the custody log tells"
            yield Fault("changed-capture", row["exhibit"], message)
        if kept is not None and any(name in told and told[name] != getattr(kept, name) for name in _OF_EXHIBIT):
            yield Fault("changed-exhibit-row", row["exhibit"], "size, type or time are not what the custody log tells")
    for exhibit, origin in sorted(said.keys() - held):
        yield Fault("missing-row", exhibit, f"the custody log tells of a capture at {origin}, but its row is gone")


def _documents(connection: Connection, logged: set[tuple[str, str]], gone: dict[str, Removal]) -> Iterator[Fault]:
    c = schema.document.c
    seen_ids, readings = set(), _names(connection, schema.reading, "id")
    times: dict[str, set[str]] = {}
    for exhibit, first in connection.execute(select(schema.capture.c.exhibit, schema.capture.c.first_seen)):
        times.setdefault(exhibit, set()).add(first)
    for key in list(connection.scalars(select(c.key).order_by(c.key))):
        row = connection.execute(select(schema.document).where(c.key == key)).one()
        seen_ids.add(row.id)
        if row.id in gone:
            yield from _tombstone(row, gone[row.id], logged)
            continue
        yield from _document(row.id, (row.text, row.text_digest, row.record), logged)
        yield from _columns(row)
        if row.exhibit in times and row.captured_at not in times[row.exhibit]:
            yield Fault("changed-document", row.id, "its time of capture is that of no capture", row.exhibit)
        if row.reading is not None and row.reading not in readings:
            yield Fault("orphan", row.id, "its current reading is gone")
        yield from _readings(connection, row.id, row.text, logged)
    for name in sorted({name for name, _ in logged if name.startswith("doc-")} - seen_ids):
        yield Fault("missing-row", name, "the custody log names this document, but its row is gone")
    removed = {name for removal in gone.values() for name in removal.readings}
    for name in sorted({name for name, _ in logged if name.startswith("rd-")} - readings - removed):
        yield Fault("missing-row", name, "the custody log names this reading, but its row is gone")


def _tombstone(row: Row[Any], removal: Removal, logged: set[tuple[str, str]]) -> Iterator[Fault]:
    """A removed document holds nothing but what identifies it."""
    try:
        document = unpacked(row.record, Document, row.id)
    except LedgerError as fault:
        yield Fault(fault.code, row.id, fault.message, row.exhibit)
        return
    bare = tombstone(document, removal.told)
    columns = (row.text, row.title, row.outlet, row.agency, row.published, row.reading)
    if document != bare or any(columns) or row.exhibit != removal.exhibit:
        yield Fault("not-removed", row.id, "it was removed, but its row holds more than a tombstone", row.exhibit)
    if (row.id, row.text_digest) not in logged:
        yield Fault("changed-text", row.id, "the digest of its text is not the one that was filed", row.exhibit)


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


def _columns(row: Row[Any]) -> Iterator[Fault]:
    """What a document's row is found and dated by must be what its record says."""
    try:
        document = unpacked(row.record, Document, row.id)
    except LedgerError:
        return  # said already
    for name in ("exhibit", "part", "published", "title", "agency", "outlet"):
        if getattr(row, name) != getattr(document, name):
            yield Fault("changed-document", row.id, f"its {name} is not what was filed")


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
        yield f"a mark of {event.id}", (event.anchor, *([event.sentence] if event.sentence else []))
    for note in reading.verification:
        yield "a verification note", note.span
    for clash in reading.inconsistencies:
        yield "an inconsistency", (clash.first, clash.second)
    yield "a place", tuple(mark.span for mark in reading.places)
    yield "a time", tuple(mark.span for mark in reading.times)


def _marks_rows(connection: Connection, drawer: Drawer) -> Iterator[Fault]:
    """Each row of a drawer must say what its reading says."""
    c, document, reading = drawer.table.c, schema.document.c, schema.reading.c
    known = _names(connection, schema.document, "id")
    for name in sorted(_names(connection, drawer.table, "document") - known):
        yield Fault("orphan", name, f"{drawer.counter} name this document, but there is none")
    for name in list(connection.scalars(select(c.reading).distinct().order_by(c.reading))):
        found = connection.execute(
            select(reading.record, document.text, document.record.label("document"))
            .join(schema.document, document.id == reading.document)
            .where(reading.id == name)
        ).first()
        if found is None:
            yield Fault("orphan", name, f"{drawer.counter} name this reading, but there is none")
            continue
        try:
            told = unpacked(found.record, Reading, name)
            source = replace(unpacked(found.document, Document, name), text=found.text)
        except LedgerError:
            continue  # said already
        yield from _rows_of(connection, drawer, name, {m.id: drawer.slip(m, source) for m in drawer.marks(told)})


def _gone(connection: Connection) -> Iterator[Fault]:
    """Every mark of a current reading must have its row, and the rows of one document are current all or none."""
    document, reading = schema.document.c, schema.reading
    current = select(document.id, reading.c.record).join(reading, reading.c.id == document.reading)
    for identity, record in connection.execute(current.order_by(document.id)).all():
        try:
            told = unpacked(record, Reading, identity)
        except LedgerError:
            continue  # said already
        for drawer in DRAWERS:
            c = drawer.table.c
            found = connection.execute(select(c.id, c.current).where(c.document == identity))
            held = {row.id: bool(row.current) for row in found}
            names = [mark.id for mark in drawer.marks(told)]
            for name in names:
                if name not in held:
                    yield Fault("missing-row", name, "the current reading tells of it, but its row is gone")
            if len({held[name] for name in names if name in held}) > 1:
                yield Fault("hidden-row", identity, f"some of its {drawer.counter} are marked as current, some are not")
            yield from siting.misplaced(connection, drawer, identity, told)


def _rows_of(connection: Connection, drawer: Drawer, name: str, told: dict[str, Slip]) -> Iterator[Fault]:
    table, code = drawer.table, f"changed-{drawer.table.name}"
    for row in connection.execute(select(table).where(table.c.reading == name)).mappings():
        slip = told.get(row["id"])
        if slip is None or not _says(drawer, row["record"], slip.record):
            yield Fault(code, row["id"], "the row does not say what its reading says")
        elif any(row[column] != value for column, value in slip.columns.items()):
            yield Fault(code, row["id"], "the columns to filter by do not say what its reading says")


def _says(drawer: Drawer, record: str, told: str) -> bool:
    """Whether a row says what a reading tells; a row of an older purport says nothing of fields that came later."""
    if record == told:
        return True
    try:
        return encoded(decoded(record, drawer.kind)).decode() == told
    except msgspec.MsgspecError:
        return False


def _decisions(connection: Connection, removed: set[str]) -> Iterator[Fault]:
    """Each decision must be the one that the custody log tells of, in its order, and none may be gone."""
    table, last = schema.decision, dict[str, int]()
    said = {detail["decision"]: n for n, detail in enumerate(_details(connection)) if "decision" in detail}
    held = set()
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        name, about = digest(row["record"].encode()), row["about"]
        held.add(name)
        if name not in said:
            yield Fault("changed-decision", about, "the decision is not one that the custody log tells of")
        elif row["digest"] != name or any(json.loads(row["record"])[one] != row[one] for one in ("about", "ruling")):
            yield Fault("changed-decision", about, "the columns to filter by do not say what the decision says")
        elif said[name] < last.get(about, 0):
            yield Fault("changed-decision", about, "decisions do not stand in the order in which they were made")
        last[about] = max(said.get(name, 0), last.get(about, 0))
    for name in sorted(said.keys() - held - removed):
        yield Fault("missing-row", name, "the custody log names this decision, but its row is gone")


__all__ = ["faults"]
