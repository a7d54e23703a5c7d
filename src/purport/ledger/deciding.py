"""What people decided about events and statements: appended, and the last decision on a record counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Table, exists, func, insert, not_, select

from purport.errors import InstructionError
from purport.ledger import schema
from purport.ledger.codec import decoded, encoded
from purport.ledger.keeping import log, not_overtaken
from purport.ledger.standing import chunks
from purport.records import Decision, Ruling, StatementDecision
from purport.records.identity import digest

DECISION, DOCUMENT = schema.decision, schema.document
Made = TypeVar("Made", Decision, StatementDecision)


def last_of(records: Table) -> Any:
    """The number of the last decision on a row of a table of records; NULL where there is none."""
    earlier = DECISION.alias()
    return select(func.max(earlier.c.id)).where(earlier.c.about == records.c.id).correlate(records).scalar_subquery()


def last_record(records: Table) -> ColumnElement[Any]:
    """The last decision itself, as a column beside those of the table."""
    chosen = select(DECISION.c.record).where(DECISION.c.id == last_of(records))
    return chosen.correlate(records).scalar_subquery().label("decision")


def ruled(identity: Column[Any], rulings: Iterable[Ruling]) -> list[ColumnElement[bool]]:
    """The conditions that one of these rulings is the last one on a record."""
    wanted = [str(one) for one in rulings]
    about = select(DECISION.c.about).where(DECISION.c.ruling.in_(wanted))  # found by few rows where few were decided
    return [identity.in_(about), _last_is(identity, DECISION.c.ruling.in_(wanted))]


def undecided(identity: Column[Any]) -> ColumnElement[bool]:
    """The condition that nothing was decided on a record, or that it was taken back."""
    return not_(_last_is(identity, DECISION.c.ruling != str(Ruling.WITHDRAWN)))


def _last_is(identity: Column[Any], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    own = last_of(identity.table)
    return exists(select(DECISION.c.id).where(DECISION.c.id == own, condition).correlate(identity.table))


def decisions(connection: Connection, about: str, kind: type[Made]) -> list[Made]:
    """As `Ledger.decisions` and `Ledger.statement_decisions`."""
    asked = select(DECISION.c.record).where(DECISION.c.about == about).order_by(DECISION.c.id)
    return [decoded(record, kind) for record in connection.scalars(asked)]


def decided(
    connection: Connection, ids: Collection[str], before: datetime | None = None
) -> dict[str, Decision | StatementDecision]:
    """As `Ledger.decided`."""
    found: dict[str, Decision | StatementDecision] = {}
    for chunk in chunks(sorted(set(ids))):
        asked = select(DECISION.c.about, DECISION.c.record).where(DECISION.c.about.in_(chunk)).order_by(DECISION.c.id)
        one: Decision | StatementDecision
        for about, record in connection.execute(asked):
            of_event = about.startswith("ev-")
            one = decoded(record, Decision) if of_event else decoded(record, StatementDecision)
            if before is None or one.at < before:
                found[about] = one
    return {about: one for about, one in found.items() if one.ruling is not Ruling.WITHDRAWN}


def decide(connection: Connection, made: Decision | StatementDecision, seen: str | None = None) -> bool:
    """As `Ledger.decide`."""
    what, table, command = _of(made)
    named_in = select(DOCUMENT.c.exhibit).join(table, table.c.document == DOCUMENT.c.id)
    exhibit = connection.scalar(named_in.where(table.c.id == made.about))
    if exhibit is None:
        raise unknown(what, made.about, command)
    last = select(DECISION.c.digest).where(DECISION.c.about == made.about).order_by(DECISION.c.id.desc()).limit(1)
    not_overtaken(made.about, connection.scalar(last), seen)
    record = encoded(made)
    name = digest(record)
    if connection.scalar(select(DECISION.c.id).where(DECISION.c.digest == name)) is not None:
        return False
    kept = {
        "about": made.about,
        "ruling": str(made.ruling),
        "digest": name,
        "record": record.decode(),
    }
    connection.execute(insert(DECISION), [kept])
    detail = {what: made.about, "ruling": str(made.ruling), "decision": name}
    log(connection, made.at, [("decided", exhibit, detail)])
    return True


def _of(made: Decision | StatementDecision) -> tuple[str, Table, str]:
    """What a decision is about, in which table that stands, and which command lists the ids."""
    if isinstance(made, Decision):
        return "event", schema.event, "events"
    return "statement", schema.statement, "list"


def unknown(what: str, name: str, command: str) -> InstructionError:
    """The error for an id that no record has."""
    advice = f"purport {command} shows the ids"
    return InstructionError(f"no {what} has this id", code="unknown-id", subject=name, advice=advice)
