"""Statements as they stand: as people decided on them, else as they were read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from purport.records import DocumentRow, Ruling, StatementRow

if TYPE_CHECKING:
    from purport.ledger.port import Ledger


def standing(ledger: Ledger, row: DocumentRow) -> tuple[DocumentRow, dict[str, StatementRow]]:
    """A document whose reading has its statements as they stand, rejected ones among them; and their rows by id.

    So what marks a text by its reading says the same as the list beside it. A statement whose row is gone, which ``purport verify``
    tells of, is left out.
    """
    reading = row.reading
    if reading is None:
        return row, {}
    held = ledger.statements_named([one.id for one in reading.statements])
    now = tuple(held[one.id].statement for one in reading.statements if one.id in held)
    return replace(row, reading=replace(reading, statements=now)), held


def as_of(ledger: Ledger, rows: Iterable[StatementRow], at: datetime | None) -> list[StatementRow]:
    """Rows as they stood before a moment (None: now): decisions that came later are not known."""
    return [row if at is None or not _since(row, at) else _before(ledger, row, at) for row in rows]


def _since(row: StatementRow, at: datetime) -> bool:
    """Whether what stands may be another thing than what stood before a moment."""
    return bool(row.mark) and (row.decision is None or row.decision.at >= at)


def _before(ledger: Ledger, row: StatementRow, at: datetime) -> StatementRow:
    made = [one for one in ledger.statement_decisions(row.statement.id) if one.at < at]
    last = made[-1] if made and made[-1].ruling is not Ruling.WITHDRAWN else None
    now = row.read if last is None else last.statement
    date = now.spoken or row.published
    return replace(row, statement=now, date=date, decision=last, original=None if last is None else row.read)
