"""Questions on events, with what people decided about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from purport.ledger import schema
from purport.ledger.asking import (
    NAMED_FEW,
    ambiguous,
    begins,
    closed,
    lookup,
    match,
    not_looked_for,
    number,
    window,
    with_closed,
    within,
)
from purport.ledger.deciding import last_of, unknown
from purport.ledger.fulltext import Clause, clauses, named
from purport.ledger.rows import event_row_of
from purport.ledger.standing import chunks
from purport.records import EventFilter, EventRow, Ruling

DECISION, DOCUMENT, EVENT = schema.decision, schema.document, schema.event
ROW = (
    EVENT.c.id,
    EVENT.c.document,
    EVENT.c.date,
    EVENT.c.record,
    EVENT.c.current,
    DOCUMENT.c.name,
    DOCUMENT.c.title,
    DOCUMENT.c.outlet,
    DOCUMENT.c.agency,
    DOCUMENT.c.published,
    DOCUMENT.c.exhibit,
    DECISION.c.record.label("decision"),
)


CLOSED = ("action", "certainty", "stage", "responsibility")
"""The columns of an event that hold one of few values."""


def _looked_for(connection: Connection, question: EventFilter) -> list[Clause]:
    found = clauses(question.words) if question.words is not None else []
    for name in ("source", "actor", "target", "place"):
        value = getattr(question, name)
        if value is not None:
            found.extend(named(name, value))
    return with_closed(connection, found, closed(question, CLOSED))


def _joined(events: Any = EVENT) -> Any:
    """Events (their table, or a join that holds it) with their documents and the decision that counts, the last one."""
    held = events.join(DOCUMENT, DOCUMENT.c.id == EVENT.c.document)
    return held.outerjoin(DECISION, DECISION.c.id == last_of(EVENT))


def chosen(connection: Connection, question: EventFilter, columns: Sequence[Any]) -> Select[Any]:
    """The select for the events that meet the conditions, newest first."""
    c = EVENT.c
    key: ColumnElement[Any] = c.key
    source: Any = EVENT
    conditions = _ruled(question)
    if query := _looked_for(connection, question):
        words, key, hit = match(connection, "event_words", query)
        source = words.join(EVENT, c.key == key)
        conditions.append(hit)
    conditions.extend(within(question, key, c.document))
    conditions.extend(not_looked_for(query, c, closed(question, CLOSED)))
    if question.document is not None:
        conditions.append(c.document == lookup(connection, question.document))
    plain = not (question.rulings or question.undecided) and all(column.table is EVENT for column in columns)
    held = source if plain else _joined(source)
    found = select(*columns).select_from(held).where(*conditions).order_by(key.desc())
    return window(found, question)


def _ruled(question: EventFilter) -> list[ColumnElement[bool]]:
    """The conditions on decisions; without any, an event must be current."""
    if question.rulings:
        wanted = [str(one) for one in question.rulings]
        about = select(DECISION.c.about).where(DECISION.c.ruling.in_(wanted))
        return [EVENT.c.id.in_(about), DECISION.c.ruling.in_(wanted)]
    if question.undecided:
        return [EVENT.c.current, or_(DECISION.c.id.is_(None), DECISION.c.ruling == str(Ruling.WITHDRAWN))]
    return [EVENT.c.current]


def rows(connection: Connection, question: EventFilter) -> list[EventRow]:
    """As `Ledger.events`."""
    return [event_row_of(dict(row)) for row in connection.execute(chosen(connection, question, ROW)).mappings()]


def count(connection: Connection, question: EventFilter) -> int:
    """As `Ledger.count_events`."""
    bare = replace(question, limit=None, offset=0)
    return number(connection, chosen(connection, bare, [EVENT.c.key]), by_words=bool(_looked_for(connection, bare)))


def by_id(connection: Connection, ids: Collection[str]) -> dict[str, EventRow]:
    """As `Ledger.events_named`."""
    out: dict[str, EventRow] = {}
    for chunk in chunks(sorted(ids)):
        found = connection.execute(select(*ROW).select_from(_joined()).where(EVENT.c.id.in_(chunk))).mappings()
        out.update((str(one["id"]), event_row_of(dict(one))) for one in found)
    return out


def row(connection: Connection, name: str) -> EventRow:
    """As `Ledger.event`."""
    full = name if name.startswith("ev-") else f"ev-{name}"
    meant = select(*ROW).select_from(_joined()).where(begins(connection, EVENT.c.id, full)).limit(NAMED_FEW)
    found = [event_row_of(dict(one)) for one in connection.execute(meant).mappings()]
    exact = [one for one in found if one.event.id == full]
    if len(found) > 1 and not exact:
        raise ambiguous("events", name, [one.event.id for one in found])
    for one in exact or found:
        return one
    raise unknown("event", name, "events")
