"""What goes into the book: each function is part of one transaction that its caller holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select, text, update

from purport.errors import LedgerError
from purport.ledger import schema
from purport.ledger.codec import (
    PASSAGE_BITS,
    Observed,
    encoded,
    key_of,
    moment,
    observation,
    packed,
    reading_id,
    stamp,
    without_text,
)
from purport.ledger.fulltext import passages, terms, tsvector
from purport.ledger.port import Filed, Filing
from purport.records import Capture, Custodied, CustodyEntry, Document, Exhibit, Reading, Statement
from purport.records.custody import entry
from purport.records.identity import digest, document_id

STDIN = "-"
CHUNK = 500
T = TypeVar("T")


def turn(connection: Connection, name: str, count: int = 1) -> int:
    """The first of `count` numbers that nobody had before."""
    if count == 0:
        return 0
    table = schema.counter
    value = connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
    if value is None:
        connection.execute(insert(table).values(name=name, value=count))
        return 1
    connection.execute(update(table).where(table.c.name == name).values(value=value + count))
    return int(value) + 1


# Custody


def last_entry(connection: Connection) -> CustodyEntry | None:
    """The newest entry of the custody log."""
    row = connection.execute(select(schema.custody).order_by(schema.custody.c.seq.desc()).limit(1)).mappings().first()
    return None if row is None else CustodyEntry(**{**row, "at": moment(row["at"])})


def log(connection: Connection, at: datetime, deeds: Iterable[tuple[str, str, object]]) -> None:
    """Append deeds (deed, exhibit, detail) to the custody log."""
    last, rows = last_entry(connection), []
    for deed, exhibit, detail in deeds:
        last = entry(last, at, deed, exhibit, detail)
        rows.append({name: getattr(last, name) for name in CustodyEntry.__slots__} | {"at": stamp(last.at)})
    if rows:
        connection.execute(insert(schema.custody), rows)


# Evidence


def keep(connection: Connection, exhibit: Exhibit, capture: Capture, at: datetime) -> Custodied:
    """As `Ledger.keep`."""
    name, origin = exhibit.sha256, capture.origin
    deeds: list[tuple[str, str, object]] = []
    table = schema.exhibit
    if connection.execute(select(table.c.sha256).where(table.c.sha256 == name)).first() is None:
        row = {
            "sha256": name,
            "size": exhibit.size,
            "media_type": exhibit.media_type,
            "kept_at": stamp(exhibit.kept_at),
        }
        connection.execute(insert(table), [row])
        deeds.append(("kept", name, {"origin": origin, "size": exhibit.size, "fetched_by": capture.fetched_by}))
    seen = _seen(connection, origin)
    here = seen.get(name)
    standing = max(seen, key=lambda other: seen[other]) if seen else None
    previous = standing if standing not in (None, name) and origin != STDIN else None
    if here is None and not deeds:
        deeds.append(("seen at", name, {"origin": origin, "fetched_by": capture.fetched_by}))
    if previous is not None:
        deeds.append(("replaced by", previous, {"origin": origin, "by": name}))
        reason = f"the bytes at {origin} changed"
        bond(connection, ("replaces", name, previous), {"reason": reason, "score": 1.0, "at": stamp(at)})
    _see(connection, exhibit, capture, here is None)
    if previous is not None and here is not None:
        _come_back(connection, origin, name)
    log(connection, at, deeds)
    return Custodied(name, new=here is None, previous=previous)


def _come_back(connection: Connection, origin: str, exhibit: str) -> None:
    """An address gives bytes again that it gave before: what was read in them stands there once more."""
    table, reading, statement = schema.document, schema.reading, schema.statement
    joined = table.outerjoin(reading, reading.c.id == table.c.reading)
    chosen = select(table.c.id, table.c.part, reading.c.record).select_from(joined)
    for row in connection.execute(chosen.where(table.c.origin == origin, table.c.exhibit == exhibit)).all():
        told = [] if row.record is None else [s.id for s in _reading(row.record).statements]
        for names in _chunks(told):
            connection.execute(update(statement).where(statement.c.id.in_(names)).values(current=True))
        _stand(connection, {(origin, row.part): row.id})


def _seen(connection: Connection, origin: str) -> dict[str, int]:
    table = schema.capture
    found = connection.execute(select(table.c.exhibit, table.c.turn).where(table.c.origin == origin))
    return {str(exhibit): int(number) for exhibit, number in found}


def _see(connection: Connection, exhibit: Exhibit, capture: Capture, new: bool) -> None:
    table, number, when = schema.capture, turn(connection, "seen"), stamp(capture.captured_at)
    if not new:
        connection.execute(
            update(table)
            .where(table.c.origin == capture.origin, table.c.exhibit == exhibit.sha256)
            .values(last_seen=when, turn=number)
        )
        return
    row = {
        "origin": capture.origin,
        "exhibit": exhibit.sha256,
        "first_seen": when,
        "last_seen": when,
        "turn": number,
        "fetched_by": capture.fetched_by,
        "media_type": capture.media_type,
        "charset": capture.charset,
        "asked": capture.asked,
        "headers": json.dumps(capture.headers, ensure_ascii=False),
    }
    connection.execute(insert(table), [row])


def bond(connection: Connection, between: tuple[str, str, str], record: object) -> None:
    """Append a bond (kind, first, second) unless it stands already."""
    table, (kind, first, second) = schema.bond, between
    same = (table.c.kind == kind, table.c.first == first, table.c.second == second)
    if connection.execute(select(table.c.id).where(*same)).first() is None:
        row = {"kind": kind, "first": first, "second": second, "record": json.dumps(record, ensure_ascii=False)}
        connection.execute(insert(table), [row])


# Filing


@dataclass(slots=True)
class Batch:
    """Rows gathered for one transaction, written table by table. `documents_from`, `statements_from`: the next free numbers."""

    at: datetime
    documents_from: int
    statements_from: int
    documents: dict[str, dict[str, object]] = field(default_factory=dict)
    document_words: list[tuple[int, str]] = field(default_factory=list)
    readings: list[dict[str, object]] = field(default_factory=list)
    statements: list[dict[str, object]] = field(default_factory=list)
    statement_words: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    deeds: list[tuple[str, str, object]] = field(default_factory=list)
    now_read: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """What the book holds already of a batch: documents (id to current reading), readings, statements (id to row)."""

    documents: dict[str, str | None]
    readings: set[str]
    statements: dict[str, tuple[str, bool]]
    first_seen: dict[str, str]


def file_many(connection: Connection, filings: Sequence[Filing], at: datetime) -> tuple[Filed, ...]:
    """As `Ledger.file_many`."""
    ids = [document_id(filing.document) for filing in filings]
    _check(connection, filings, ids)
    held = _held(connection, filings, ids)
    documents = turn(connection, "documents", sum(name not in held.documents for name in ids))
    statements = turn(connection, "statements", sum(len(f.reading.statements) for f in filings if f.reading))
    batch = Batch(at, documents, statements)
    filed = [_gathered(batch, held, identity, filing) for identity, filing in zip(ids, filings, strict=True)]
    _write(connection, batch)
    _stand(connection, {(f.document.origin, f.document.part): name for name, f in zip(ids, filings, strict=True)})
    return tuple(filed)


def _check(connection: Connection, filings: Sequence[Filing], ids: Sequence[str]) -> None:
    for identity, filing in zip(ids, filings, strict=True):
        if filing.reading is not None and filing.reading.document != identity:
            raise LedgerError("the reading is of another document", code="misfiled-reading", subject=identity)
    table, named = schema.exhibit, {filing.document.exhibit for filing in filings}
    known = {
        row
        for chunk in _chunks(sorted(named))
        for row in connection.scalars(select(table.c.sha256).where(table.c.sha256.in_(chunk)))
    }
    for missing in sorted(named - known):
        raise LedgerError("the exhibit was never kept", code="unknown-exhibit", subject=missing)


def _chunks(names: Sequence[T]) -> Iterable[Sequence[T]]:
    return (names[at : at + CHUNK] for at in range(0, len(names), CHUNK))


def _held(connection: Connection, filings: Sequence[Filing], ids: Sequence[str]) -> Held:
    wanted = [s.id for filing in filings if filing.reading for s in filing.reading.statements]
    document, reading, statement = schema.document, schema.reading, schema.statement
    documents: dict[str, str | None] = {}
    readings: set[str] = set()
    statements: dict[str, tuple[str, bool]] = {}
    for chunk in _chunks(ids):
        found = connection.execute(select(document.c.id, document.c.reading).where(document.c.id.in_(chunk)))
        documents.update((row.id, row.reading) for row in found)
        readings.update(connection.scalars(select(reading.c.id).where(reading.c.document.in_(chunk))))
    for chunk in _chunks(wanted):
        columns = select(statement.c.id, statement.c.record, statement.c.current)
        statements.update(
            (row.id, (row.record, row.current)) for row in connection.execute(columns.where(statement.c.id.in_(chunk)))
        )
    return Held(documents, readings, statements, _first_seen(connection, filings))


def _first_seen(connection: Connection, filings: Sequence[Filing]) -> dict[str, str]:
    """When each exhibit was first seen at the address where it was seen last."""
    at = schema.capture
    found: dict[str, str] = {}
    for chunk in _chunks(sorted({filing.document.exhibit for filing in filings})):
        chosen = select(at.c.exhibit, at.c.first_seen).where(at.c.exhibit.in_(chunk)).order_by(at.c.turn)
        found.update((row.exhibit, row.first_seen) for row in connection.execute(chosen))
    return found


def _gathered(batch: Batch, held: Held, identity: str, filing: Filing) -> Filed:
    document, reading = filing.document, filing.reading
    new_document = identity not in held.documents
    if new_document:
        _gather_document(batch, held, identity, document)
        held.documents[identity] = None
    name = None if reading is None else reading_id(identity, reading)
    new_reading = name is not None and name not in held.readings
    new, known = 0, 0
    detail: dict[str, object] = {"document": identity, "text": digest(document.text.encode("utf-8", "surrogatepass"))}
    if reading is not None and name is not None:
        if new_reading:
            record = packed(reading)
            held.readings.add(name)
            batch.readings.append({"id": name, "document": identity, "at": stamp(batch.at), "record": record})
            detail |= {"reading": name, "record": digest(record)}
        new, known = _gather_statements(batch, held, (identity, name), filing)
        if held.documents[identity] != name:
            _gather_reading(batch, held, identity, name)
    if new_document or new_reading:
        batch.deeds.append(("read" if reading else "text taken", document.exhibit, detail))
    return Filed(identity, new, known, new_document, new_reading)


def _gather_reading(batch: Batch, held: Held, identity: str, name: str) -> None:
    """Make a reading its document's current one."""
    if identity in batch.documents and held.documents[identity] is None:
        batch.documents[identity]["reading"] = name
    else:
        batch.now_read[identity] = name
    held.documents[identity] = name


def _gather_document(batch: Batch, held: Held, identity: str, document: Document) -> None:
    key = key_of(document.published, batch.documents_from << PASSAGE_BITS)
    batch.documents_from += 1
    batch.documents[identity] = {
        "key": key,
        "id": identity,
        "name": document.name,
        "origin": document.origin,
        "exhibit": document.exhibit,
        "part": document.part,
        "captured_at": held.first_seen.get(document.exhibit) or stamp(batch.at),
        "language": document.language,
        "title": document.title,
        "outlet": document.outlet,
        "agency": document.agency,
        "published": document.published,
        "text": document.text,
        "text_digest": digest(document.text.encode("utf-8", "surrogatepass")),
        "record": without_text(document),
        "reading": None,
    }
    for at_passage, words in enumerate(passages(document.text)[: 1 << PASSAGE_BITS]):
        batch.document_words.append((key + at_passage, words))


def _gather_statements(batch: Batch, held: Held, names: tuple[str, str], filing: Filing) -> tuple[int, int]:
    assert filing.reading is not None
    document, statements = filing.document, filing.reading.statements
    new = 0
    for statement in statements:
        marked = observation(statement, document.text)
        record = encoded(marked).decode()
        before = held.statements.get(statement.id)
        new += before is None
        if before is not None and before == (record, True):
            continue
        if before is not None:
            batch.gone.append(statement.id)
        held.statements[statement.id] = (record, True)
        row = _statement_row(statement, names, record, document, batch.statements_from)
        batch.statements_from += 1
        batch.statements.append(row)
        batch.statement_words.append(_statement_words(row["key"], marked, document))  # type: ignore[arg-type]
    return new, len(statements) - new


def _statement_row(
    statement: Statement, names: tuple[str, str], record: str, document: Document, number: int
) -> dict[str, object]:
    date = statement.spoken or document.published
    return {
        "key": key_of(date, number),
        "id": statement.id,
        "document": names[0],
        "reading": names[1],
        "current": True,
        "act": str(statement.act),
        "certainty": str(statement.certainty),
        "violent": statement.violent,
        "date": date,
        "record": record,
    }


def _statement_words(key: int, marked: Observed, document: Document) -> tuple[int, str, str, str, str]:
    statement = marked.statement
    source = " ".join(dict.fromkeys((marked.source_words, statement.source_name or "", *statement.names)))
    target = " ".join(statement.targets)
    place = " ".join((*statement.places, document.dateline_place or ""))
    return key, terms(marked.content_words), terms(source), terms(target), terms(place)


def _write(connection: Connection, batch: Batch) -> None:
    if batch.documents:
        connection.execute(insert(schema.document), list(batch.documents.values()))
    if batch.readings:
        connection.execute(insert(schema.reading), batch.readings)
    for chunk in _chunks(batch.gone):
        connection.execute(delete(schema.statement).where(schema.statement.c.id.in_(chunk)))
    if batch.statements:
        connection.execute(insert(schema.statement), batch.statements)
    _write_words(connection, batch)
    for identity, name in batch.now_read.items():
        _now_read(connection, identity, name)
    log(connection, batch.at, batch.deeds)


def _write_words(connection: Connection, batch: Batch) -> None:
    """Full-text rows in the order of their keys: FTS5 flushes its buffer whenever a row id falls."""
    statements, documents = sorted(batch.statement_words), sorted(batch.document_words)
    if connection.dialect.name == "sqlite":
        if statements:
            sql = "INSERT INTO statement_words (rowid, words, source, target, place) VALUES (?, ?, ?, ?, ?)"
            connection.exec_driver_sql(sql, statements)
        if documents:
            connection.exec_driver_sql("INSERT INTO document_words (rowid, words) VALUES (?, ?)", documents)
        return
    if statements:
        rows = [
            {"k": k, "t": tsvector(f"{w} {s} {t}", (("source", s), ("target", t), ("place", p)))}
            for k, w, s, t, p in statements
        ]
        connection.execute(text("INSERT INTO statement_words (key, terms) VALUES (:k, CAST(:t AS tsvector))"), rows)
    if documents:
        lines = [{"k": k, "t": tsvector(w)} for k, w in documents]
        connection.execute(text("INSERT INTO document_words (key, terms) VALUES (:k, CAST(:t AS tsvector))"), lines)


def _now_read(connection: Connection, identity: str, name: str) -> None:
    """Make a reading its document's current one: statements that only an earlier one held are current no longer."""
    document, statement = schema.document, schema.statement
    before = connection.scalar(select(document.c.reading).where(document.c.id == identity))
    connection.execute(update(document).where(document.c.id == identity).values(reading=name))
    if before is None:
        return
    found = connection.scalar(select(schema.reading.c.record).where(schema.reading.c.id == name))
    keep_ids = {s.id for s in _reading(found).statements} if found is not None else set()
    held = connection.scalars(select(statement.c.id).where(statement.c.document == identity, statement.c.current))
    for chunk in _chunks([row for row in held if row not in keep_ids]):
        connection.execute(update(statement).where(statement.c.id.in_(chunk)).values(current=False))


def _reading(record: bytes) -> Reading:
    from purport.ledger.codec import unpacked

    return unpacked(record, Reading, "reading")


def _stand(connection: Connection, standing: dict[tuple[str, str], str]) -> None:
    """What stands at an address now is current; what stood there before is current no longer."""
    table, statement = schema.document, schema.statement
    others: list[str] = []
    for chunk in _chunks(sorted(standing)):
        origins, parts = {origin for origin, _ in chunk if origin != STDIN}, {part for _, part in chunk}
        here = select(table.c.id, table.c.origin, table.c.part).where(
            table.c.origin.in_(origins), table.c.part.in_(parts)
        )
        found = connection.execute(here)
        others.extend(row.id for row in found if standing.get((row.origin, row.part), row.id) != row.id)
    for names in _chunks(others):
        old = statement.c.document.in_(names), statement.c.current
        connection.execute(update(statement).where(*old).values(current=False))
