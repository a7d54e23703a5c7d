"""Placing all stories anew: which were placed since that began, and what is left to do of it.

One number says it (`RENEWAL`). While stories are placed it is that of the first telling that is placed anew: nothing older counts
in the index. Then it is `COMPARING` until all bonds are compared, and 0 when nothing is left.
"""

from __future__ import annotations

from sqlalchemy import Connection, ScalarSelect, delete, func, insert, select, update

from purport.ledger import mattertables as tables
from purport.ledger import schema
from purport.ledger.keeping import COUNTED, turn

COMPARING = -1
RENEWAL, STORIES = "anew", "anew placed"
_COUNTER = schema.counter


def _number(name: str) -> ScalarSelect[int]:
    return select(func.coalesce(func.max(_COUNTER.c.value), 0)).where(_COUNTER.c.name == name).scalar_subquery()


SINCE = _number(RENEWAL)
"""The number of the first telling that counts."""
STORIES_SINCE = _number(STORIES)
"""The number of the first placed story that counts."""


def renewal(connection: Connection) -> int:
    """As `CorroborationBook.renewal`."""
    return int(COUNTED.scalar(connection, counter=RENEWAL) or 0)


def begin(connection: Connection) -> int:
    """As `CorroborationBook.await_all`: the oldest stories come first, whatever was read first."""
    names = _in_order(connection)
    connection.execute(delete(tables.unplaced))
    connection.execute(delete(tables.word_count))
    begins = turn(connection, "unplaced", len(names))
    rows = [{"document": name, "seq": begins + n} for n, name in enumerate(names)]
    if rows:
        connection.execute(insert(tables.unplaced), rows)
    for name, given in ((RENEWAL, "tellings"), (STORIES, "placed")):
        put(connection, name, turn(connection, given))
    return len(names)


def end(connection: Connection) -> None:
    """As `CorroborationBook.renewed`."""
    if renewal(connection) == COMPARING:
        put(connection, RENEWAL, 0)


def put(connection: Connection, name: str, value: int) -> None:
    """Set a counter."""
    if not connection.execute(update(_COUNTER).where(_COUNTER.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(_COUNTER).values(name=name, value=value))


def _in_order(connection: Connection) -> list[str]:
    """The stories that are placed or wait, by when they came out, else were first seen."""
    c = schema.document.c
    every = select(tables.placed.c.document).union(select(tables.unplaced.c.document))
    out = func.coalesce(func.nullif(c.published, ""), c.captured_at)
    return list(connection.scalars(select(c.id).where(c.id.in_(every)).order_by(out, c.id)))
