"""The full-text tables made anew out of what the rows say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, select, text

from purport.ledger import schema
from purport.ledger.codec import unpacked
from purport.ledger.drawers import DRAWERS, Drawer
from purport.ledger.fulltext import passages
from purport.ledger.standing import chunks
from purport.ledger.writing import write_document_words, write_words
from purport.records import Document

AT_A_TIME = 500
"""Rows that are indexed at once."""


def indexed_anew(connection: Connection) -> None:
    """Empty the full-text tables, and fill them with what the rows say now."""
    lite = connection.dialect.name == "sqlite"
    for name, columns in schema.FULL_TEXT.items():
        if lite:
            connection.execute(text(f"DROP TABLE {name}"))
            sql = f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(columns)}, content='', tokenize='ascii')"
            connection.execute(text(sql))
        else:
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - a name of ours
    c = schema.document.c
    for rows in _in_order(connection, schema.document, (c.key, c.text)):
        some = [(row.key + at, words) for row in rows if row.text for at, words in enumerate(passages(row.text))]
        write_document_words(connection, some)
    for drawer in DRAWERS:
        fill(connection, drawer)


def fill(connection: Connection, drawer: Drawer) -> None:
    """Index all rows of a drawer, whose full-text table is empty; in the order of their keys, which FTS5 writes fastest.

    PostgreSQL is told at once how often each lexeme stands there: with the counts of before it would choose worse ways.
    """
    c = drawer.table.c
    for rows in _in_order(connection, drawer.table, (c.key, c.document, c.record)):
        known = _documents(connection, {row.document for row in rows})
        slips = [(row.key, drawer.slip(drawer.told(row.record), known[row.document]).words()) for row in rows]
        write_words(connection, drawer, slips)
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ANALYZE {drawer.full_text}"))


def _in_order(connection: Connection, table: Table, columns: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """All rows of a table, some at a time, by key."""
    key = table.c.key
    chosen = select(*columns).order_by(key).limit(AT_A_TIME)
    rows = connection.execute(chosen).all()
    while rows:
        yield rows
        rows = connection.execute(chosen.where(key > rows[-1].key)).all()


def _documents(connection: Connection, names: set[str]) -> dict[str, Document]:
    """Documents by id."""
    c, found = schema.document.c, dict[str, Document]()
    for chunk in chunks(sorted(names)):
        for row in connection.execute(select(c.id, c.text, c.record).where(c.id.in_(chunk))):
            found[row.id] = replace(unpacked(row.record, Document, row.id), text=row.text)
    return found
