"""What was filed for the first time, in order: numbered without gaps and in the order of commit, whatever the number of writers.

Writers take turns (:mod:`purport.ledger.locks`), so whoever has seen a number has seen all before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from purport.ledger import schema
from purport.ledger.codec import stamp
from purport.ledger.keeping import turn


def note_first(connection: Connection, first: Sequence[tuple[str, str]], at: datetime) -> None:
    """Note ids with their documents, filed now and never before."""
    begins = turn(connection, "filed", len(first))
    rows = [
        {"seq": begins + n, "subject": subject, "document": document, "at": stamp(at)}
        for n, (subject, document) in enumerate(first)
    ]
    if rows:
        connection.execute(insert(schema.filed), rows)


def newest(connection: Connection) -> int:
    """The last number; 0 where nothing was filed."""
    return int(connection.scalar(select(func.max(schema.filed.c.seq))) or 0)


def last_before(connection: Connection, at: datetime) -> int:
    """The last number that was filed before a moment; 0 if there is none."""
    c = schema.filed.c
    return int(connection.scalar(select(func.max(c.seq)).where(c.at < stamp(at))) or 0)
