"""What a map shows of the ledger: everything out of tallies, or the newest statements and events that meet conditions."""

from __future__ import annotations

from dataclasses import replace

from purport.ledger.port import Ledger
from purport.records import EventFilter, EventRow, Filter, StatementRow
from purport.records.places import WORLD, Box, Spread

View = tuple[Box | None, int | None]


def spread(ledger: Ledger, question: Filter, view: View, most: int) -> Spread:
    """Where statements and events lie that meet a question of statements.

    An empty question is answered out of tallies; of any other the newest `most` statements and as many events are looked at.
    """
    box, level = view[0] or WORLD, view[1]
    if is_empty(question):
        return ledger.places.all(box, level)
    asked = replace(question, limit=most, offset=0)
    return ledger.places.spread(asked, events_like(asked), box, level)


def at_place(ledger: Ledger, place: int, question: Filter, most: int) -> tuple[list[StatementRow], list[EventRow]]:
    """The newest statements and events at a place that meet a question of statements, at most so many of each."""
    asked = replace(question, limit=most, offset=0)
    events = events_like(asked)
    return ledger.places.rows(place, asked), [] if events is None else ledger.places.events(place, events)


def is_empty(question: Filter) -> bool:
    """Whether any statement meets it."""
    bare = replace(question, limit=None, offset=0, estimated=False, undated=())
    return bare == Filter(limit=None)


def events_like(question: Filter) -> EventFilter | None:
    """The question of events that goes with one of statements; None where events cannot meet it (an act, calls for violence,
    a speaker).

    `source`, `place`, `target`, `certainty`, days, document, words and what a person decided mean the same of both.
    """
    if question.act is not None or question.violent is not None or question.speaker is not None:
        return None
    return EventFilter(
        target=question.target,
        place=question.place,
        source=question.source,
        certainty=question.certainty,
        since=question.since,
        until=question.until,
        document=question.document,
        words=question.words,
        rulings=question.rulings,
        undecided=question.undecided,
        estimated=question.estimated,
        undated=question.undated,
        limit=question.limit,
        offset=question.offset,
    )
