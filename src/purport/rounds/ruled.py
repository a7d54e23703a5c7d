"""What people decided on the marks that a matter was made of: on events, and on the statements in which they are told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from purport.records import Decision, Ruling, StatementDecision
from purport.records.matters import Telling

if TYPE_CHECKING:
    from purport.ledger.port import Ledger


def decided_in(
    ledger: Ledger, tellings: Iterable[Telling], before: datetime | None = None, also: Iterable[str] = ()
) -> tuple[dict[str, Decision | StatementDecision], dict[str, str]]:
    """The decisions that count on what was read of some tellings, by id; and the statement of each event that has one (ids).

    `before`: only decisions made before that moment (aware). `also`: further ids to look for.
    """
    marks = {mark for one in tellings for mark in (*one.events, *one.statements)} | set(also)
    events = ledger.events_named([one for one in marks if one.startswith("ev-")])
    told_in = {name: row.event.statement for name, row in events.items() if row.event.statement is not None}
    return ledger.decided(marks | set(told_in.values()), before), told_in


def rulings_in(ledger: Ledger, tellings: Iterable[Telling], before: datetime | None = None) -> dict[str, Ruling]:
    """What was decided on each mark (id); on an event that nobody decided on, what was decided on its statement."""
    found, told_in = decided_in(ledger, tellings, before)
    of_statements = {event: found[one].ruling for event, one in told_in.items() if one in found}
    return of_statements | {name: one.ruling for name, one in found.items()}
