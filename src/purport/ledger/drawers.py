"""The marks of a reading that have rows of their own: statements and events, filed and found in the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Table

from purport.ledger import schema
from purport.ledger.codec import Observed, ObservedEvent, decoded, encoded, key_of, observation, observed_event
from purport.ledger.fulltext import KIND, kinds, terms
from purport.records import Document, Event, Reading, Statement
from purport.records.chains import speaker_name

Mark = Statement | Event
Words = tuple[tuple[str, str], ...]
"""Terms to index by column of the full-text table, ``words`` first."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One mark, ready to be filed.

    Attributes:
        id: the mark's. record: the JSON of its row. date: EDTF, what the row sorts by. columns: the columns to filter by.
        words: makes what the full-text index holds of it, when it is wanted.
    """

    id: str
    record: str
    date: str | None
    columns: dict[str, object]
    words: Callable[[], Words]

    def row(self, document: str, reading: str, number: int) -> dict[str, object]:
        """The row, with `number` as its place in the order of filing."""
        return {
            "key": key_of(self.date, number),
            "id": self.id,
            "document": document,
            "reading": reading,
            "current": True,
            "date": self.date,
            "record": self.record,
            **self.columns,
        }


@dataclass(frozen=True, slots=True)
class Drawer:
    """One kind of mark: its table, what its rows hold, its full-text table, the name of its counter, the marks of a reading, the
    slip of a mark, and the mark that a row's record tells of.
    """

    table: Table
    kind: type[Observed] | type[ObservedEvent]
    full_text: str
    counter: str
    marks: Callable[[Reading], Sequence[Mark]]
    slip: Callable[[Mark, Document], Slip]
    told: Callable[[str], Mark]


def _statement(mark: Mark, document: Document) -> Slip:
    assert isinstance(mark, Statement)
    seen = observation(mark, document)
    columns: dict[str, object] = {
        "act": str(mark.act),
        "certainty": str(mark.certainty),
        "violent": mark.violent,
    }
    speaker = " ".join(dict.fromkeys((seen.source_words, speaker_name(mark) or "")))
    source = " ".join(dict.fromkeys((seen.source_words, mark.source_name or "", *mark.names)))

    def words() -> Words:
        return (
            ("words", terms(seen.content_words)),
            ("source", terms(source)),
            ("speaker", terms(speaker)),
            ("target", terms(" ".join(mark.targets))),
            ("place", terms(" ".join((*mark.places, document.dateline_place or "")))),
            (KIND, kinds(columns)),
        )

    return Slip(mark.id, encoded(seen).decode(), mark.spoken or document.published, columns, words)


def _event(mark: Mark, document: Document) -> Slip:
    assert isinstance(mark, Event)
    seen = observed_event(mark, document)
    columns: dict[str, object] = {
        "action": str(mark.action),
        "certainty": str(mark.certainty),
        "stage": None if mark.stage is None else str(mark.stage),
        "responsibility": None if mark.responsibility is None else str(mark.responsibility),
    }

    def words() -> Words:
        return (
            ("words", terms(seen.sentence_words)),
            ("source", terms(" ".join(mark.chain))),
            ("actor", terms(mark.actor or "")),
            ("target", terms(mark.target or "")),
            ("place", terms(mark.place or "")),
            (KIND, kinds(columns)),
        )

    return Slip(mark.id, encoded(seen).decode(), mark.date or document.published, columns, words)


STATEMENTS = Drawer(
    schema.statement,
    Observed,
    "statement_words",
    "statements",
    lambda reading: reading.statements,
    _statement,
    lambda record: decoded(record, Observed).statement,
)
EVENTS = Drawer(
    schema.event,
    ObservedEvent,
    "event_words",
    "events",
    lambda reading: reading.events,
    _event,
    lambda record: decoded(record, ObservedEvent).event,
)
DRAWERS = (STATEMENTS, EVENTS)
