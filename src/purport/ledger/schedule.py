"""Sources and leads: the crash-safe schedule. Each function is part of one transaction that its caller holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from purport.ledger import schema
from purport.ledger.codec import damaged, decoded, encoded, moment, stamp
from purport.records import Lead, Standing, Step

AT_ONCE = 500
"""Keys that one question to the database names at most."""
PUT_OFF = timedelta(days=8)
"""Longer than anything is put off for: what is due still later was noted by a clock that has been put back since."""
LAST = datetime.max.replace(tzinfo=UTC) - PUT_OFF


def standings(connection: Connection) -> dict[str, Standing]:
    """The standing of every source that was ever looked at, by name."""
    out = {}
    for row in connection.execute(select(schema.source)):
        try:
            out[row.name] = decoded(row.record, Standing)
        except msgspec.MsgspecError as fault:
            raise damaged(f"source {row.name}", fault) from fault
    return out


def stand(connection: Connection, standing: Standing) -> None:
    """Write how a source is doing."""
    table, record = schema.source, encoded(standing).decode()
    known = connection.execute(select(table.c.name).where(table.c.name == standing.source)).first()
    if known is None:
        connection.execute(insert(table).values(name=standing.source, record=record))
    else:
        connection.execute(update(table).where(table.c.name == standing.source).values(record=record))


def versions(connection: Connection, source: str, keys: Iterable[str] | None = None) -> dict[str, str]:
    """Of these keys of a source (None: of all), those that are known, with their versions."""
    table, out = schema.lead, dict[str, str]()
    if keys is None:
        every = select(table.c.key, table.c.version).where(table.c.source == source)
        return {row.key: row.version for row in connection.execute(every)}
    wanted = list(keys)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found = select(table.c.key, table.c.version).where(table.c.source == source, table.c.key.in_(some))
        out.update((row.key, row.version) for row in connection.execute(found))
    return out


def note(connection: Connection, leads: Sequence[Lead]) -> tuple[int, int]:
    """Write leads down: how many were unknown, and how many known ones say something else now. Known versions are left alone."""
    new = changed = 0
    fresh = {(lead.source, lead.key): lead for lead in leads}
    for source in {lead.source for lead in leads}:
        mine = [lead for lead in fresh.values() if lead.source == source]
        known = versions(connection, source, (lead.key for lead in mine))
        rows = [{**_row(lead), "source": source, "key": lead.key} for lead in mine if lead.key not in known]
        if rows:
            connection.execute(insert(schema.lead), rows)
        new += len(rows)
        for lead in mine:
            if known.get(lead.key, lead.version) != lead.version:
                settle(connection, lead)
                changed += 1
    return new, changed


def settle(connection: Connection, lead: Lead) -> None:
    """Write what has become of a lead."""
    table = schema.lead
    where = (table.c.source == lead.source, table.c.key == lead.key)
    connection.execute(update(table).where(*where).values(**_row(lead)))


def drop(connection: Connection, exhibit: str) -> None:
    """Have done with the leads that wait for an exhibit that is removed; what the feed said of them goes too."""
    table = schema.lead
    for row in connection.execute(select(table.c.key, table.c.record).where(table.c.record.contains(exhibit))).all():
        lead = _lead(row.key, row.record)
        if lead.exhibit == exhibit and (lead.item is not None or lead.step is Step.READ):
            settle(connection, replace(lead, step=Step.DONE, item=None, outcome="the exhibit was removed"))


def _lead(key: str, record: str) -> Lead:
    try:
        return decoded(record, Lead)
    except msgspec.MsgspecError as fault:
        raise damaged(f"lead {key}", fault) from fault


def _row(lead: Lead) -> dict[str, str]:
    return {
        "version": lead.version,
        "step": str(lead.step),
        "host": lead.host,
        "due": stamp(lead.due),
        "record": encoded(lead).decode(),
    }


def is_due(column: ColumnElement[str], until: datetime) -> ColumnElement[bool]:
    """Whether what stands in a column of moments is due; also what was put off for longer than anything is."""
    return or_(column <= stamp(until), column > stamp(min(until, LAST) + PUT_OFF))


def waiting(
    connection: Connection, step: Step, until: datetime, limit: int, besides: Collection[str] = ()
) -> list[Lead]:
    """Leads at a step that are due, the longest due first; none of the hosts in `besides`."""
    table = schema.lead
    due = select(table.c.key, table.c.record).where(table.c.step == str(step), is_due(table.c.due, until))
    if besides:
        due = due.where(table.c.host.not_in(sorted(besides)))
    found = connection.execute(due.order_by(table.c.due, table.c.id).limit(limit))
    return [_lead(row.key, row.record) for row in found]


def next_due(connection: Connection, step: Step) -> datetime | None:
    """When the first lead at a step is due; None if there is none."""
    table = schema.lead
    first = connection.scalar(select(func.min(table.c.due)).where(table.c.step == str(step)))
    return None if first is None else moment(first)


def tally(connection: Connection) -> dict[tuple[str, Step], int]:
    """How many leads each source has at each step."""
    table = schema.lead
    found = select(table.c.source, table.c.step, func.count()).group_by(table.c.source, table.c.step)
    return {(name, Step(step)): int(count) for name, step, count in connection.execute(found)}
