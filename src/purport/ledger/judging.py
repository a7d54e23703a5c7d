"""What people settled: their last views that something told was so, or was not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, or_, select

from purport.ledger import mattertables as tables
from purport.ledger import schema
from purport.ledger.codec import decoded
from purport.ledger.standing import chunks
from purport.records import Assessment
from purport.records.weighing import SETTLING

TELLING = tables.telling


def settled(connection: Connection, house: str, before: datetime | None, limit: int) -> list[Assessment]:
    """As `CorroborationBook.settled`."""
    table, last = schema.assessment, dict[str, Assessment]()
    for record in connection.scalars(select(table.c.record).order_by(table.c.id)):
        view = decoded(record, Assessment)
        if before is None or view.at < before:
            last.pop(view.about, None)  # the newest view stands last
            last[view.about] = view
    views = [view for view in reversed(last.values()) if view.credibility in SETTLING]
    theirs = _of(connection, house, [view.about for view in views])
    return [view for view in views if view.about in theirs][:limit]


def _of(connection: Connection, house: str, abouts: Iterable[str]) -> set[str]:
    """Those of statements, events, documents, tellings and matters of which a story of this outlet or agency tells."""
    ids, found = list(abouts), set[str]()
    c = schema.document.c
    own = or_(c.outlet == house, c.agency == house)
    sides: tuple[tuple[Table, Column[Any], Column[Any]], ...] = (
        (schema.statement, schema.statement.c.id, schema.statement.c.document),
        (schema.event, schema.event.c.id, schema.event.c.document),
        (TELLING, TELLING.c.id, TELLING.c.document),
        (TELLING, TELLING.c.matter, TELLING.c.document),
    )
    for chunk in chunks(ids):
        found.update(connection.scalars(select(c.id).where(c.id.in_(chunk), own)))
        for table, key, document in sides:
            joined = table.join(schema.document, c.id == document)
            found.update(connection.scalars(select(key).select_from(joined).where(key.in_(chunk), own).distinct()))
        found.update(_by_former_ids(connection, chunk, own))
    return found


def _by_former_ids(connection: Connection, chunk: Iterable[str], own: Any) -> Iterable[str]:
    """Of ids that matters had before older stories joined them."""
    heads = {
        str(row.heads): row.matter
        for row in connection.execute(select(TELLING.c.heads, TELLING.c.matter).where(TELLING.c.heads.in_(chunk)))
    }
    joined = TELLING.join(schema.document, schema.document.c.id == TELLING.c.document)
    chosen = select(TELLING.c.matter).select_from(joined).where(TELLING.c.matter.in_(set(heads.values())), own)
    theirs = set(connection.scalars(chosen))
    return [head for head, matter in heads.items() if matter in theirs]
