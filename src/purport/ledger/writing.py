"""Filing documents and readings; each function is part of one transaction that its caller holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from purport.errors import LedgerError
from purport.ledger import schema, siting
from purport.ledger.codec import PASSAGE_BITS, key_of, packed, reading_id, stamp, unpacked, without_text
from purport.ledger.drawers import DRAWERS, EVENTS, STATEMENTS, Drawer, Mark, Words
from purport.ledger.firsts import note_first
from purport.ledger.fulltext import KIND, passages, tsvector
from purport.ledger.keeping import log, turn
from purport.ledger.placing import queue
from purport.ledger.port import Filed, Filing
from purport.ledger.standing import chunks, latest_stand, now_read, stand
from purport.ledger.translations import rendered
from purport.records import Document, Reading
from purport.records.identity import digest, document_id
from purport.records.spoken import Spoken


@dataclass(slots=True)
class Pile:
    """What is to be written into one drawer: rows, full-text rows by key, ids whose old rows go, ids never seen with
    their documents, marks with their keys, marks whose rows stay as they are; `next`: the next free number.
    """

    next: int
    rows: list[dict[str, object]] = field(default_factory=list)
    words: list[tuple[int, Words]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    first: list[tuple[str, str]] = field(default_factory=list)
    placed: list[tuple[int, Mark, Reading]] = field(default_factory=list)
    same: list[tuple[Mark, Reading]] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """Rows gathered for one transaction, written table by table. `documents_from`: the next free number; `piles`: by drawer."""

    at: datetime
    documents_from: int
    piles: dict[str, Pile]
    documents: dict[str, dict[str, object]] = field(default_factory=dict)
    document_words: list[tuple[int, str]] = field(default_factory=list)
    readings: list[dict[str, object]] = field(default_factory=list)
    deeds: list[tuple[str, str, object]] = field(default_factory=list)
    now_read: dict[str, str] = field(default_factory=dict)
    redated: list[dict[str, object]] = field(default_factory=list)


Observed = tuple[Spoken | None, str | None]
"""What is known of the recording, and the moment of publication."""
Rows = dict[str, tuple[str, str | None, bool]]
"""Rows of one drawer by the mark's id: record, date, and whether current."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the book holds already of a batch.

    `documents`: id to current reading; `published`: id to date; `observed`: id to what may be told anew of it, where what
    is filed has any; `marks`: rows by drawer.
    """

    documents: dict[str, str | None]
    published: dict[str, str | None]
    observed: dict[str, Observed]
    readings: set[str]
    marks: dict[str, Rows]
    first_seen: dict[str, str]


def file_many(connection: Connection, filings: Sequence[Filing], at: datetime) -> tuple[Filed, ...]:
    """As `Ledger.file_many`."""
    ids = [document_id(filing.document) for filing in filings]
    _check(connection, filings, ids)
    held = _held(connection, filings, ids)
    documents = turn(connection, "documents", len(ids))
    read = [filing.reading for filing in filings if filing.reading]
    batch = Batch(at, documents, {drawer.counter: _pile(connection, drawer, read) for drawer in DRAWERS})
    filed = [_gathered(batch, held, identity, filing) for identity, filing in zip(ids, filings, strict=True)]
    _write(connection, batch)
    rendered(connection, [(name, f.document) for name, f in zip(ids, filings, strict=True)])
    stand(connection, {(f.document.origin, f.document.part): name for name, f in zip(ids, filings, strict=True)})
    return tuple(filed)


def _pile(connection: Connection, drawer: Drawer, readings: Sequence[Reading]) -> Pile:
    return Pile(turn(connection, drawer.counter, sum(len(drawer.marks(reading)) for reading in readings)))


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
    read = [filing.reading for filing in filings if filing.reading]
    document, reading = schema.document, schema.reading
    documents: dict[str, str | None] = {}
    published: dict[str, str | None] = {}
    readings: set[str] = set()
    for chunk in chunks(ids):
        chosen = select(document.c.id, document.c.reading, document.c.published).where(document.c.id.in_(chunk))
        for row in connection.execute(chosen):
            documents[row.id], published[row.id] = row.reading, row.published
        readings.update(connection.scalars(select(reading.c.id).where(reading.c.document.in_(chunk))))
    marks = {drawer.counter: _rows(connection, drawer, read) for drawer in DRAWERS}
    return Held(
        documents, published, _observed(connection, filings, ids), readings, marks, _first_seen(connection, filings)
    )


def _observed(connection: Connection, filings: Sequence[Filing], ids: Sequence[str]) -> dict[str, Observed]:
    """What rows say of their recordings and of the hour of publication, where it may be told anew."""
    telling = (_observed_in(filing.document) != (None, None) for filing in filings)
    wanted = [name for name, tells in zip(ids, telling, strict=True) if tells]
    c = schema.document.c
    found: dict[str, Observed] = {}
    for chunk in chunks(wanted):
        for row in connection.execute(select(c.id, c.record).where(c.id.in_(chunk))):
            found[row.id] = _observed_in(unpacked(row.record, Document, row.id))
    return found


def _observed_in(document: Document) -> Observed:
    return document.spoken, document.published_at


def _rows(connection: Connection, drawer: Drawer, readings: Sequence[Reading]) -> Rows:
    """The rows that a drawer holds of the marks of these readings."""
    c, found = drawer.table.c, {}
    for chunk in chunks([mark.id for reading in readings for mark in drawer.marks(reading)]):
        chosen = select(c.id, c.record, c.date, c.current).where(c.id.in_(chunk))
        found.update({row.id: (row.record, row.date, bool(row.current)) for row in connection.execute(chosen)})
    return found


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
    elif reading is not None and _told_anew(held, identity, document):
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
        new = 0
        for drawer in DRAWERS:
            added = _gather_marks(
                drawer, batch.piles[drawer.counter], held.marks[drawer.counter], (identity, name), filing
            )
            new += 0 if drawer is EVENTS else added
        known = len(reading.statements) - new
        if held.documents[identity] != name:
            _gather_reading(batch, held, identity, name)
    if new_document or new_reading:
        batch.deeds.append(("read" if reading else "text taken", document.exhibit, detail))
    return Filed(identity, new, known, new_document, new_reading)


def _told_anew(held: Held, identity: str, document: Document) -> bool:
    """Whether another date or hour, or other names for the speakers of a recording, are given for a text that is held."""
    if held.published[identity] != document.published:
        return True
    return held.observed.get(identity, (None, None)) != _observed_in(document)


def _gather_reading(batch: Batch, held: Held, identity: str, name: str) -> None:
    """Make a reading its document's current one."""
    if identity in batch.documents and held.documents[identity] is None:
        batch.documents[identity]["reading"] = name
    else:
        batch.now_read[identity] = name
    held.documents[identity] = name


def _gather_new_date(batch: Batch, identity: str, document: Document) -> None:
    """A document read again with another date, or names of speakers: these are observations, so the row takes the new ones."""
    key = _document_key(batch, document)
    told = {name: getattr(document, name) for name in ("published", "title", "agency", "outlet")}
    batch.redated.append({"d": identity, "key": key, "record": without_text(document), **told})


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


def _gather_marks(drawer: Drawer, pile: Pile, held: Rows, names: tuple[str, str], filing: Filing) -> int:
    """Gather the rows of one drawer that are new or changed; how many the book had never seen."""
    assert filing.reading is not None
    new = 0
    for mark in drawer.marks(filing.reading):
        slip = drawer.slip(mark, filing.document)
        before = held.get(slip.id)
        if before is None:
            new += 1
            pile.first.append((slip.id, names[0]))
        now = (slip.record, slip.date, True)
        if before == now:
            pile.same.append((mark, filing.reading))
            continue
        if before is not None:
            pile.gone.append(slip.id)
        held[slip.id] = now
        row = slip.row(*names, pile.next)
        pile.next += 1
        pile.rows.append(row)
        key = row["key"]
        assert isinstance(key, int)
        pile.words.append((key, slip.words()))
        pile.placed.append((key, mark, filing.reading))
    return new


def _write(connection: Connection, batch: Batch) -> None:
    if batch.documents:
        connection.execute(insert(schema.document), list(batch.documents.values()))
    if batch.redated:
        table = schema.document
        changed = update(table).where(table.c.id == bindparam("d"))
        connection.execute(changed, batch.redated)
    if batch.readings:
        connection.execute(insert(schema.reading), batch.readings)
    for drawer in DRAWERS:
        _write_pile(connection, drawer, batch.piles[drawer.counter])
    write_document_words(connection, batch.document_words)
    for identity, name in batch.now_read.items():
        now_read(connection, identity, name)
    queue(connection, [name for name, row in batch.documents.items() if row["reading"]] + list(batch.now_read))
    first = [(name, name) for name in batch.documents] + batch.piles[STATEMENTS.counter].first
    note_first(connection, first, batch.at)
    log(connection, batch.at, batch.deeds)


def _write_pile(connection: Connection, drawer: Drawer, pile: Pile) -> None:
    for chunk in chunks(pile.gone):
        old = drawer.table.c.id.in_(chunk)
        siting.lifted(connection, drawer, old)
        connection.execute(delete(drawer.table).where(old))
    siting.replaced(connection, drawer, pile.same)
    if not pile.rows:
        return
    connection.execute(insert(drawer.table), pile.rows)
    write_words(connection, drawer, pile.words)
    siting.place(connection, drawer, pile.placed)


def write_words(connection: Connection, drawer: Drawer, words_by_key: Sequence[tuple[int, Words]]) -> None:
    """Index words under the keys of their rows."""
    found = sorted(words_by_key)  # FTS5 flushes its buffer whenever a row id falls
    if not found:
        return
    if connection.dialect.name == "sqlite":
        columns = schema.FULL_TEXT[drawer.full_text]
        marks = ", ".join("?" * (len(columns) + 1))
        sql = f"INSERT INTO {drawer.full_text} (rowid, {', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of ours
        connection.exec_driver_sql(sql, [(key, *(told for _, told in words)) for key, words in found])
        return
    sql = f"INSERT INTO {drawer.full_text} (key, terms) VALUES (:k, CAST(:t AS tsvector))"  # noqa: S608 - a name of ours
    connection.execute(text(sql), [{"k": key, "t": _vector(words)} for key, words in found])


def _vector(words: Words) -> str:
    """All but speakers, which stand among the sources, with positions; the names by column besides."""
    names = [(column, told) for column, told in words[1:] if column != KIND]
    return tsvector(" ".join(told for column, told in (words[0], *names) if column != "speaker"), names)


def write_document_words(connection: Connection, words_by_key: Sequence[tuple[int, str]]) -> None:
    """Index the passages of documents under their keys."""
    documents = sorted(words_by_key)
    if documents and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO document_words (rowid, words) VALUES (?, ?)", documents)
    elif documents:
        lines = [{"k": k, "t": tsvector(w)} for k, w in documents]
        connection.execute(text("INSERT INTO document_words (key, terms) VALUES (:k, CAST(:t AS tsvector))"), lines)


def fill(connection: Connection, drawer: Drawer) -> None:
    """Make the rows of a drawer that is newer than the ledger, out of the current readings.

    A row is current where the document's statements are, or, where it has none, where it stands at its address.
    """
    document, reading = schema.document, schema.reading
    chosen = select(
        document.c.id, document.c.text, document.c.record, document.c.reading, reading.c.record.label("told")
    )
    joined = document.join(reading, reading.c.id == document.c.reading)
    standing: dict[tuple[str, str], str] = {}
    for key in list(connection.scalars(select(document.c.key).order_by(document.c.key))):
        row = connection.execute(chosen.select_from(joined).where(document.c.key == key)).first()
        if row is None:
            continue
        told = unpacked(row.told, Reading, row.id)
        source = replace(unpacked(row.record, Document, row.id), text=row.text)
        pile = _pile(connection, drawer, [told])
        _gather_marks(drawer, pile, {}, (row.id, row.reading), Filing(source, told))
        _write_pile(connection, drawer, pile)
        standing[source.origin, source.part] = row.id
    latest_stand(connection, list(standing))
