"""What a ledger already holds, as dated occurrences: its events with dates, and its dated documents by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from purport.dating.mentions import HAPPENED
from purport.records import EventRow, Occurrence, Ruling, StatementRow
from purport.records.days import days


def of_events(rows: Iterable[EventRow]) -> Iterator[Occurrence]:
    """The events told as having happened: on their own date where they have one (as decided by a person, if one was), else only by
    the day on which they were reported. None that a person rejected.
    """
    for row in rows:
        if row.decision is not None and row.decision.ruling is Ruling.REJECTED:
            continue
        event = row.decided
        found = days(event.date or row.published)
        if event.certainty not in HAPPENED or found is None or found.first is None or found.last is None:
            continue
        yield Occurrence(
            id=row.event.id,
            start=str(found.first),
            end=str(found.last),
            actor=event.actor,
            target=event.target,
            action=str(event.action).lower(),
            place=event.place,
            title=row.sentence_words,
            source=row.name,
            origin=row.document,
            exact=event.date is not None,
        )


def of_statements(rows: Iterable[StatementRow]) -> Iterator[Occurrence]:
    """Dated statements by their words: no events, only what was said on a day. None that a person rejected."""
    for row in rows:
        found = days(row.date)
        if (
            not row.rejected
            and found is not None
            and found.first is not None
            and found.last is not None
            and row.content_words
        ):
            first, last = str(found.first), str(found.last)
            words = row.content_words
            yield Occurrence(
                row.statement.id, first, last, title=words, source=row.name, origin=row.document, exact=False
            )


def of_title(document: str, name: str, title: str | None, published: str | None) -> Occurrence | None:
    """A dated document by its title: no event, only words that were written on a day. None where either is missing."""
    found = days(published)
    if not title or found is None or found.first is None or found.last is None:
        return None
    return Occurrence(
        document, str(found.first), str(found.last), title=title, source=name, origin=document, exact=False
    )
