"""Questions on the book: a filter becomes one statement of SQL that stops after the rows it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    column,
    false,
    func,
    or_,
    select,
    table,
    text,
)

from purport.errors import InstructionError
from purport.ledger import schema
from purport.ledger.codec import PASSAGE_BITS, day_key, first_day, last_day, moment, stamp, unpacked
from purport.ledger.deciding import last_record, ruled, undecided, unknown
from purport.ledger.fulltext import KIND, Clause, clauses, fts5, named, snippet, tsquery, valued
from purport.ledger.port import DocumentLine
from purport.ledger.prepared import Prepared
from purport.ledger.rows import row_of
from purport.ledger.standing import last_seen
from purport.records import Document, DocumentRow, EventFilter, Filter, Reading, StatementRow
from purport.records.days import in_latin_digits
from purport.records.removals import REMOVED
from purport.records.translation import PART

DOCUMENT, READING, STATEMENT = schema.document, schema.reading, schema.statement
ROW = (
    STATEMENT.c.id,
    STATEMENT.c.document,
    STATEMENT.c.date,
    STATEMENT.c.record,
    DOCUMENT.c.name,
    DOCUMENT.c.title,
    DOCUMENT.c.outlet,
    DOCUMENT.c.agency,
    DOCUMENT.c.published,
    DOCUMENT.c.exhibit,
    last_record(STATEMENT),
)
LINE = tuple(
    DOCUMENT.c[name]
    for name in (
        "key",
        "id",
        "name",
        "title",
        "outlet",
        "agency",
        "published",
        "language",
        "exhibit",
        "part",
        "origin",
        "captured_at",
    )
)
NAMED_FEW = 5
WHOLE_ID = re.compile(r"doc-[0-9a-f]{16}")
AT_A_TIME = 200
"""Rows that are fetched at once where all are walked through."""
MOST_KEYS = 30_000
"""Documents that one search can page through: databases take only so many parameters."""


CLOSED = ("act", "certainty", "violent")
"""The columns of a statement that hold one of few values."""


def looked_for(connection: Connection, question: Filter) -> list[Clause]:
    """Everything that the full-text index has to answer."""
    found = clauses(question.words) if question.words is not None else []
    for name in ("source", "speaker", "target", "place"):
        value = getattr(question, name)
        if value is not None:
            found.extend(named(name, value))
    return with_closed(connection, found, closed(question, CLOSED))


def closed(question: Filter | EventFilter, names: Iterable[str]) -> dict[str, object]:
    """The conditions on closed columns, by name."""
    told = {name: getattr(question, name) for name in names}
    return {name: value for name, value in told.items() if value is not None}


def with_closed(connection: Connection, found: list[Clause], conditions: Mapping[str, object]) -> list[Clause]:
    """What the full-text index has to answer, with the conditions on closed columns where it holds these.

    One such condition alone is left to the index of its column, whose rows are in order.
    """
    if connection.dialect.name == "sqlite" and (found or len(conditions) > 1):
        return [*found, *valued(conditions)]
    return found


def not_looked_for(
    query: Sequence[Clause], columns: Any, conditions: Mapping[str, object]
) -> Iterator[ColumnElement[bool]]:
    """The conditions on closed columns that the full-text index does not answer."""
    if not any(clause.column == KIND for clause in query):
        yield from (columns[name] == (one if isinstance(one, bool) else str(one)) for name, one in conditions.items())


def match(
    connection: Connection, name: str, query: Sequence[Clause]
) -> tuple[Any, ColumnElement[Any], ColumnElement[bool]]:
    """The full-text table, its key, and the condition that a query matches."""
    if connection.dialect.name == "sqlite":
        words = table(name, column("rowid"))
        return words, words.c.rowid, text(f"{name} MATCH :{name}").bindparams(**{name: fts5(query)})  # type: ignore[return-value]
    words = table(name, column("key"), column("terms"))
    return words, words.c.key, text(f"{name}.terms @@ CAST(:{name} AS tsquery)").bindparams(**{name: tsquery(query)})  # type: ignore[return-value]


CALENDAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
"""A year, a month or a day: what a question may be bounded by."""


_ID = re.compile(r"(?:doc|st|ev|tl|mt)-[0-9a-f]+$")
"""What looks like an id is no file's name that is worth looking through all captures for."""


def _day(value: str, option: str) -> date:
    """The first day of ``--since``, the last of ``--until``: both are inclusive. Digits may be of any script."""
    told = in_latin_digits(value)
    day = first_day(told) if option == "since" else last_day(told)
    if day is None or not CALENDAR.fullmatch(told):
        raise InstructionError(
            "is not a date",
            code="bad-date",
            subject=f"--{option} {value}",
            advice="write 2026-03-01, 2026-03 or 2026",
        )
    return day


def within(
    question: Filter | EventFilter, key: ColumnElement[Any], document: ColumnElement[Any]
) -> Iterator[ColumnElement[bool]]:
    """The conditions that two dates put on a row: on its key, or, where it has no date, on the estimate of its document."""
    dated = list(span(question, key))
    if dated and question.undated:
        undated = and_(key < day_key(date.min), document.in_(question.undated[:MOST_KEYS]))
        yield or_(and_(*dated), undated)
    else:
        yield from dated


def span(question: Filter | EventFilter, key: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """The conditions that two dates put on a key."""
    if question.since is not None:
        yield key >= day_key(_day(question.since, "since"))
    if question.until is not None:
        yield and_(key < day_key(_day(question.until, "until") + timedelta(days=1)), key >= day_key(date.min))


def came(question: Filter) -> Iterator[ColumnElement[bool]]:
    """The conditions on when a document's bytes were first captured."""
    if question.came_since is not None:
        yield DOCUMENT.c.captured_at >= stamp(question.came_since)
    if question.came_before is not None:
        yield DOCUMENT.c.captured_at < stamp(question.came_before)


def statements(connection: Connection, question: Filter, columns: Sequence[Any]) -> Select[Any]:
    """The select for the current statements that meet the conditions, newest first."""
    query = looked_for(connection, question)
    key: ColumnElement[Any] = STATEMENT.c.key
    source: Any = STATEMENT
    conditions: list[ColumnElement[bool]] = [STATEMENT.c.current]
    conditions.extend(not_looked_for(query, STATEMENT.c, closed(question, CLOSED)))
    if question.rulings:
        conditions.extend(ruled(STATEMENT.c.id, question.rulings))
    if question.undecided:
        conditions.append(undecided(STATEMENT.c.id))
    if query:
        words, key, hit = match(connection, "statement_words", query)
        source = words.join(STATEMENT, STATEMENT.c.key == key)
        conditions.append(hit)
    captured = list(came(question))
    if captured or any(column.table is DOCUMENT for column in columns):
        source = source.join(DOCUMENT, DOCUMENT.c.id == STATEMENT.c.document)
    conditions.extend(within(question, key, STATEMENT.c.document))
    conditions.extend(captured)
    if question.document is not None:
        conditions.append(STATEMENT.c.document == lookup(connection, question.document))
    if question.documents:
        conditions.append(STATEMENT.c.document.in_(question.documents))
    chosen = select(*columns).select_from(source).where(*conditions).order_by(key.desc())
    return window(chosen, question)


def window(chosen: Select[Any], question: Filter | EventFilter) -> Select[Any]:
    """The rows that were asked for, out of all that meet the conditions."""
    if question.limit is not None:
        chosen = chosen.limit(question.limit)
    return chosen.offset(question.offset) if question.offset else chosen


def rows(connection: Connection, question: Filter) -> list[StatementRow]:
    """As `Ledger.rows`."""
    return list(shown(connection.execute(statements(connection, question, ROW)).mappings(), question.words))


def each(connection: Connection, question: Filter) -> Iterator[StatementRow]:
    """As `Ledger.each`."""
    chosen = statements(connection, question, ROW).execution_options(yield_per=AT_A_TIME)
    with connection.execute(chosen) as found:  # closed too where somebody has seen enough
        yield from shown(found.mappings(), question.words)


def shown(found: Iterable[RowMapping], words: str | None) -> Iterator[StatementRow]:
    """Rows of the columns `ROW` as statements; with the snippet where words were looked for."""
    query = None if words is None else clauses(words)
    for one in found:
        row = row_of(dict(one))
        yield row if query is None else replace(row, snippet=snippet(row.content_words, query))


def placed(connection: Connection, question: Filter, before: int | None) -> list[tuple[int, StatementRow]]:
    """As `Ledger.placed`."""
    chosen = statements(connection, question, (STATEMENT.c.key.label("place"), *ROW))
    if before is not None:
        chosen = chosen.where(STATEMENT.c.key < before)
    query = clauses(question.words) if question.words is not None else None
    out = []
    for found in connection.execute(chosen).mappings():
        columns = dict(found)
        place = int(columns.pop("place"))
        one = row_of(columns)
        out.append((place, one if query is None else replace(one, snippet=snippet(one.content_words, query))))
    return out


def tally(connection: Connection, question: Filter, filed: int | None) -> int:
    """As `Ledger.tally`."""
    chosen = statements(connection, question, [STATEMENT.c.key])
    query = looked_for(connection, question)
    if filed is None:
        return number(connection, chosen, by_words=bool(query))
    fresh = schema.filed.c
    if not query:  # from what was filed to the statements: it stops at the limit
        came_since = chosen.join(schema.filed, fresh.subject == STATEMENT.c.id).where(fresh.seq > filed)
        return number(connection, came_since, by_words=False)
    subjects = select(fresh.subject).where(fresh.seq > filed)
    return number(connection, chosen.where(STATEMENT.c.id.in_(subjects)), by_words=True)


def count(connection: Connection, question: Filter) -> int:
    """As `Ledger.count`."""
    chosen = statements(connection, replace(question, limit=None, offset=0), [STATEMENT.c.key])
    return number(connection, chosen, by_words=bool(looked_for(connection, question)))


def number(connection: Connection, chosen: Select[Any], *, by_words: bool) -> int:
    """How many rows a select gives.

    Where the full-text index is asked, the order of its keys stays: without it SQLite may go through all rows of a column's
    condition and ask the index about each.
    """
    bare = chosen if by_words else chosen.order_by(None)
    return int(connection.scalar(select(func.count()).select_from(bare.subquery())) or 0)


def row(connection: Connection, name: str) -> StatementRow:
    """As `Ledger.row`."""
    full = name if name.startswith("st-") else f"st-{name}"
    chosen = select(*ROW).select_from(STATEMENT.join(DOCUMENT, DOCUMENT.c.id == STATEMENT.c.document))
    found = connection.execute(chosen.where(begins(connection, STATEMENT.c.id, full)).limit(NAMED_FEW)).mappings().all()
    if len(found) > 1 and all(r["id"] != full for r in found):
        raise ambiguous("statements", name, [str(r["id"]) for r in found])
    for one in found:
        if len(found) == 1 or one["id"] == full:
            return row_of(dict(one))
    raise unknown("statement", name, "list")


def begins(connection: Connection, name: ColumnElement[Any], start: str) -> ColumnElement[bool]:
    """An id that begins so; on SQLite by the index (ids are lower-case ASCII, compared byte by byte)."""
    if not start.isascii() or "\x00" in start:
        return false()
    if connection.dialect.name == "sqlite":
        return and_(name >= start, name < start + "~")
    return name.startswith(start, autoescape=True)


def ambiguous(what: str, name: str, found: Sequence[str]) -> InstructionError:
    """The error for an id that begins several."""
    return InstructionError(
        f"several {what} answer to this: {', '.join(sorted(found))}",
        code="ambiguous-id",
        subject=name,
        advice="give more of the id",
    )


def lookup(connection: Connection, name: str) -> str:
    """The id of the one document meant: id, beginning of an id, name or address.

    Raises:
        InstructionError: ``unknown-id`` or ``ambiguous-id``.
    """
    full = name if name.startswith("doc-") else f"doc-{name}"
    c = DOCUMENT.c
    by_id = list(connection.scalars(select(c.id).where(begins(connection, c.id, full)).limit(NAMED_FEW)))
    if full in by_id:
        return full
    if WHOLE_ID.fullmatch(name):
        raise _unknown(name)
    seen = schema.capture
    elsewhere = select(seen.c.exhibit).where(seen.c.origin == name)
    original = c.part.not_like(f"{PART}%")  # a translation answers to its own name alone
    called = select(c.id, c.origin, c.part, c.key).where(
        or_(c.name == name, and_(original, or_(c.origin == name, c.exhibit.in_(elsewhere))))
    )
    latest = {}
    for found in connection.execute(called.order_by(c.key)).all():
        latest[found.origin, found.part] = found
    ids = _standing(connection, list(latest)) or [found.id for found in latest.values()]
    ids = ids or by_id or ([] if _ID.match(name) else _seen_as(connection, name))
    if not ids:
        raise _unknown(name)
    if len(ids) > 1:
        raise ambiguous("documents", name, ids)
    return str(ids[0])


def _seen_as(connection: Connection, name: str) -> list[str]:
    """The documents whose bytes were seen in a file of this name as well, kept under the name in which they were seen first."""
    c, seen = DOCUMENT.c, schema.capture.c
    held = connection.execute(select(seen.origin, seen.exhibit).where(seen.origin.contains(name, autoescape=True)))
    exhibits = {exhibit for origin, exhibit in held if "://" not in origin and PurePath(origin).stem == name}
    if not exhibits:
        return []
    found = connection.execute(select(c.origin, c.part).where(c.exhibit.in_(exhibits), c.part == "").distinct())
    return _standing(connection, [(origin, part) for origin, part in found])


def _unknown(name: str) -> InstructionError:
    advice = "give its id, its file's stem, or its address"
    return InstructionError("no document answers to this", code="unknown-id", subject=name, advice=advice)


def _standing(connection: Connection, places: Sequence[tuple[str, str]]) -> list[str]:
    """Per address and part, the document whose exhibit was seen there last."""
    found = (last_seen(connection, origin, part) for origin, part in places)
    return [name for name in found if name is not None]


def document(connection: Connection, name: str) -> DocumentRow:
    """As `Ledger.document`."""
    found = _document(connection, name) if WHOLE_ID.fullmatch(name) else None
    return _found(connection, lookup(connection, name)) if found is None else found


def _whole_document() -> Select[Any]:
    c = DOCUMENT.c
    joined = DOCUMENT.outerjoin(READING, READING.c.id == c.reading)
    columns = (c.id, c.text, c.record, c.captured_at, READING.c.record.label("reading"))
    return select(*columns).select_from(joined).where(c.id == bindparam("asked"))


_WHOLE_DOCUMENT = Prepared(_whole_document())


def _document(connection: Connection, identity: str) -> DocumentRow | None:
    rows = _WHOLE_DOCUMENT.all(connection, asked=identity)
    if not rows:
        return None
    name, text, record, at, read = rows[0]
    reading = None if read is None else unpacked(read, Reading, name)
    return DocumentRow(name, replace(unpacked(record, Document, name), text=text), reading, moment(at))


def _found(connection: Connection, identity: str) -> DocumentRow:
    found = _document(connection, identity)
    if found is None:
        raise _unknown(identity)
    return found


def _one_or_few(question: Filter) -> bool:
    return question.document is not None or bool(question.documents)


def _is_about_statements(question: Filter) -> bool:
    bare = replace(question, limit=None, offset=0, words=None, document=None, documents=(), since=None, until=None)
    return replace(bare, estimated=False, undated=(), came_since=None, came_before=None) != Filter(limit=None)


def lines(connection: Connection, question: Filter) -> list[DocumentLine]:
    """The documents that meet the conditions, without their texts; a snippet each where there are words to look for."""
    keys = None if question.words is None else _keys(connection, question)
    found = connection.execute(_line_select(connection, question, keys)).mappings().all()
    wanted = clauses(question.words) if question.words is not None else []
    return [_line(dict(one), wanted) for one in found]


def _line_select(connection: Connection, question: Filter, keys: Sequence[int] | Select[Any] | None) -> Select[Any]:
    c = DOCUMENT.c
    number = (
        select(func.count())
        .where(STATEMENT.c.document == c.id, STATEMENT.c.current)
        .correlate(DOCUMENT)
        .scalar_subquery()
    )
    removed = select(schema.custody.c.exhibit).where(schema.custody.c.deed == REMOVED)
    chosen = select(*LINE, number.label("statements")).where(c.exhibit.notin_(removed), *came(question))
    if keys is not None:
        chosen = chosen.add_columns(c.text).where(c.key.in_(keys))
    if _is_about_statements(question):
        bare = replace(question, words=None, limit=None, offset=0)
        inner = statements(connection, bare, [STATEMENT.c.document]).order_by(None)
        chosen = chosen.where(c.id.in_(inner))
    elif question.since is not None or question.until is not None:
        chosen = chosen.where(*within(question, c.key, c.id))
    if question.document is not None:
        chosen = chosen.where(c.id == lookup(connection, question.document))
    if question.documents:
        chosen = chosen.where(c.id.in_(question.documents))
    return window(chosen.order_by(c.key.desc()), question)


def _keys(connection: Connection, question: Filter) -> Sequence[int] | Select[Any]:
    """The keys of documents with a passage that matches: newest first, as many as the question can show, or all as a select."""
    words, key, hit = match(connection, "document_words", clauses(question.words or ""))
    mask = ~((1 << PASSAGE_BITS) - 1)
    chosen = select(key).select_from(words).where(hit, *span(question, key))
    if question.limit is None or _is_about_statements(question) or _one_or_few(question) or [*came(question)]:
        return chosen.with_only_columns(key.op("&")(mask))
    found: dict[int, None] = {}
    for passage in connection.scalars(chosen.order_by(key.desc())):
        found[int(passage) & mask] = None
        if len(found) >= min(question.limit + question.offset, MOST_KEYS):
            break
    return list(found)


def _line(columns: dict[str, Any], wanted: Sequence[Clause]) -> DocumentLine:
    text = columns.pop("text", None)
    del columns["key"]
    found = None if text is None else snippet(str(text), wanted)
    return DocumentLine(**{**columns, "captured_at": moment(columns["captured_at"])}, snippet=found)


def documents(connection: Connection, question: Filter) -> list[DocumentRow]:
    """As `Ledger.documents`."""
    plain = lines(connection, replace(question, words=None)) if question.words is None else lines(connection, question)
    return [_found(connection, line.id) for line in plain]


__all__ = ["count", "document", "documents", "each", "lines", "lookup", "row", "rows", "statements"]
