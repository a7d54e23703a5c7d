"""Rows of the ledger as records: a statement or an event with what is needed of its document, and what was decided on it."""

from __future__ import annotations

import msgspec

from purport.ledger.codec import ObservedEvent, damaged, decoded, seen
from purport.records import Decision, EventRow, Ruling, StatementDecision, StatementRow
from purport.records.identity import digest


def row_of(columns: dict[str, object]) -> StatementRow:
    """A statement row from the columns of `asking.ROW`.

    Raises:
        LedgerError: ``damaged-row``.
    """
    subject, ruled = str(columns["id"]), _text(columns["decision"])
    found = seen(str(columns["record"]), subject)
    try:
        decision = None if ruled is None else decoded(ruled, StatementDecision)
    except msgspec.MsgspecError as fault:
        raise damaged(subject, fault) from fault
    if decision is not None and decision.ruling is Ruling.WITHDRAWN:
        decision = None
    read = found.statement
    now = read if decision is None else decision.statement
    published = _text(columns["published"])
    return StatementRow(
        statement=now,
        document=str(columns["document"]),
        name=str(columns["name"]),
        title=_text(columns["title"]),
        outlet=_text(columns["outlet"]),
        agency=_text(columns["agency"]),
        published=published,
        date=_text(columns["date"]) if now.spoken == read.spoken else now.spoken or published,
        exhibit=str(columns["exhibit"]),
        source_words=found.source_words,
        cue_words=found.cue_words,
        content_words=found.content_words,
        heard=found.heard,
        decision=decision,
        original=None if decision is None else read,
        mark="" if ruled is None else digest(ruled.encode()),
    )


def event_row_of(columns: dict[str, object]) -> EventRow:
    """An event row from the columns of `events.ROW`.

    Raises:
        LedgerError: ``damaged-row``.
    """
    subject, ruled = str(columns["id"]), _text(columns["decision"])
    try:
        found = decoded(str(columns["record"]), ObservedEvent)
        decision = None if ruled is None else decoded(ruled, Decision)
    except msgspec.MsgspecError as fault:
        raise damaged(subject, fault) from fault
    return EventRow(
        event=found.event,
        document=str(columns["document"]),
        name=str(columns["name"]),
        title=_text(columns["title"]),
        outlet=_text(columns["outlet"]),
        agency=_text(columns["agency"]),
        published=_text(columns["published"]),
        date=_text(columns["date"]),
        exhibit=str(columns["exhibit"]),
        sentence_words=found.sentence_words,
        anchor_words=found.anchor_words,
        current=bool(columns["current"]),
        decision=None if decision is None or decision.ruling is Ruling.WITHDRAWN else decision,
        heard=found.heard,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
