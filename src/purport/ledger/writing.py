"""Filing documents and readings; each function is part of one transaction that its caller holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from purport.errors import LedgerError
from purport.ledger import schema
from purport.ledger.codec import (
    PASSAGE_BITS,
    Observed,
    encoded,
    key_of,
    observation,
    packed,
    reading_id,
    stamp,
    without_text,
)
from purport.ledger.fulltext import passages, terms, tsvector
from purport.ledger.keeping import log, turn
from purport.ledger.port import Filed, Filing
from purport.ledger.standing import chunks, now_read, stand
from purport.records import Document, Statement
from purport.records.identity import digest, document_id


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
    redated: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """What the book holds already of a batch.

    `documents`: id to current reading; `published`: id to date; `statements`: id to record, date, and whether current.
    """

    documents: dict[str, str | None]
    published: dict[str, str | None]
    readings: set[str]
    statements: dict[str, tuple[str, str | None, bool]]
    first_seen: dict[str, str]


def file_many(connection: Connection, filings: Sequence[Filing], at: datetime) -> tuple[Filed, ...]:
    """As `Ledger.file_many`."""
    ids = [document_id(filing.document) for filing in filings]
    _check(connection, filings, ids)
    held = _held(connection, filings, ids)
    documents = turn(connection, "documents", len(ids))
    statements = turn(connection, "statements", sum(len(f.reading.statements) for f in filings if f.reading))
    batch = Batch(at, documents, statements)
    filed = [_gathered(batch, held, identity, filing) for identity, filing in zip(ids, filings, strict=True)]
    _write(connection, batch)
    stand(connection, {(f.document.origin, f.document.part): name for name, f in zip(ids, filings, strict=True)})
    return tuple(filed)


def _check(connection: Connection, filings: Sequence[Filing], ids: Sequence[str]) -> None:
    for identity, filing in zip(ids, filings, strict=True):
        if filing.reading is not None and filing.reading.document != identity:
            raise LedgerError("the reading is of another document", code="misfiled-reading", subject=identity)
    table, named = schema.exhibit, {filing.document.exhibit for filing in filings}
    known = {
        row
        for chunk in chunks(sorted(named))
        for row in connection.scalars(select(table.c.sha256).where(table.c.sha256.in_(chunk)))
    }
    for missing in sorted(named - known):
        raise LedgerError("the exhibit was never kept", code="unknown-exhibit", subject=missing)


def _held(connection: Connection, filings: Sequence[Filing], ids: Sequence[str]) -> Held:
    wanted = [s.id for filing in filings if filing.reading for s in filing.reading.statements]
    document, reading, statement = schema.document, schema.reading, schema.statement
    documents: dict[str, str | None] = {}
    published: dict[str, str | None] = {}
    readings: set[str] = set()
    statements: dict[str, tuple[str, str | None, bool]] = {}
    for chunk in chunks(ids):
        chosen = select(document.c.id, document.c.reading, document.c.published).where(document.c.id.in_(chunk))
        for row in connection.execute(chosen):
            documents[row.id], published[row.id] = row.reading, row.published
        readings.update(connection.scalars(select(reading.c.id).where(reading.c.document.in_(chunk))))
    for chunk in chunks(wanted):
        columns = select(statement.c.id, statement.c.record, statement.c.date, statement.c.current)
        found = connection.execute(columns.where(statement.c.id.in_(chunk)))
        statements.update((row.id, (row.record, row.date, row.current)) for row in found)
    return Held(documents, published, readings, statements, _first_seen(connection, filings))


def _first_seen(connection: Connection, filings: Sequence[Filing]) -> dict[str, str]:
    """When each exhibit was first seen at the address where it was seen last."""
    at = schema.capture
    found: dict[str, str] = {}
    for chunk in chunks(sorted({filing.document.exhibit for filing in filings})):
        chosen = select(at.c.exhibit, at.c.first_seen).where(at.c.exhibit.in_(chunk)).order_by(at.c.turn)
        found.update((row.exhibit, row.first_seen) for row in connection.execute(chosen))
    return found


def _gathered(batch: Batch, held: Held, identity: str, filing: Filing) -> Filed:
    document, reading = filing.document, filing.reading
    new_document = identity not in held.documents
    if new_document:
        _gather_document(batch, held, identity, document)
        held.documents[identity] = None
    elif reading is not None and held.published[identity] != document.published:
        _gather_new_date(batch, identity, document)
    held.published[identity] = document.published
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


def _gather_new_date(batch: Batch, identity: str, document: Document) -> None:
    """A document read again with another date of publication: its date is an observation, so the row takes the new one."""
    key = _document_key(batch, document)
    batch.redated.append({"d": identity, "key": key, "published": document.published, "record": without_text(document)})


def _document_key(batch: Batch, document: Document) -> int:
    """The next key for a document; its passages are indexed under it."""
    key = key_of(document.published, batch.documents_from << PASSAGE_BITS)
    batch.documents_from += 1
    for at_passage, words in enumerate(passages(document.text)[: 1 << PASSAGE_BITS]):
        batch.document_words.append((key + at_passage, words))
    return key


def _gather_document(batch: Batch, held: Held, identity: str, document: Document) -> None:
    key = _document_key(batch, document)
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


def _gather_statements(batch: Batch, held: Held, names: tuple[str, str], filing: Filing) -> tuple[int, int]:
    assert filing.reading is not None
    document, statements = filing.document, filing.reading.statements
    new = 0
    for statement in statements:
        marked = observation(statement, document.text)
        record = encoded(marked).decode()
        before = held.statements.get(statement.id)
        new += before is None
        now = (record, statement.spoken or document.published, True)
        if before == now:
            continue
        if before is not None:
            batch.gone.append(statement.id)
        held.statements[statement.id] = now
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
    if batch.redated:
        table = schema.document
        changed = update(table).where(table.c.id == bindparam("d"))
        connection.execute(changed, batch.redated)
    if batch.readings:
        connection.execute(insert(schema.reading), batch.readings)
    for chunk in chunks(batch.gone):
        connection.execute(delete(schema.statement).where(schema.statement.c.id.in_(chunk)))
    if batch.statements:
        connection.execute(insert(schema.statement), batch.statements)
    _write_words(connection, batch)
    for identity, name in batch.now_read.items():
        now_read(connection, identity, name)
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
