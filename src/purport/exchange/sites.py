"""What lies where: the places of statements, and of the events that they tell of, for maps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from purport.exchange.entries import Entry, Tally
from purport.exchange.wording import MEANING, calm, certainty_words, event_headline, headline, told
from purport.records import Certainty, EventRow, PlaceMark
from purport.records.chains import chain_words, source_words
from purport.records.rulings import ruling_words

Value = str | float | int | bool | None
UNPLACED = "statements that name no place with known coordinates"


@dataclass(frozen=True, slots=True)
class Site:
    """A place that a statement names (`event` is None), or where an event that it tells of is said to have been or to be.

    `lat`, `lon`: WGS84 degrees. The place lies within `mark.radius_km` of them.
    """

    entry: Entry
    mark: PlaceMark
    lat: float
    lon: float
    event: EventRow | None = None
    number: int = 0

    @property
    def id(self) -> str:
        """Unique in an export, and the same in the next one."""
        what = self.event.event.id if self.event is not None else f"{self.number}"
        return f"{self.entry.row.statement.id}/{what}"

    @property
    def certainty(self) -> Certainty:
        """Of the event, else of the statement."""
        return self.entry.row.statement.certainty if self.event is None else self.event.decided.certainty

    @property
    def name(self) -> str:
        """One line that begins with how sure it is."""
        if self.event is None:
            return headline(self.entry.row)
        return event_headline(self.event.decided, self.event.anchor_words)

    @property
    def description(self) -> str:
        """What is told of it, in lines."""
        if self.event is None:
            return told(self.entry.row)
        sure = f"Certainty of the event: {certainty_words(self.certainty)} ({MEANING[self.certainty]})."
        return f"{self.name}\n{sure}\nIt is told in this statement:\n{told(self.entry.row)}"

    def properties(self) -> dict[str, Value]:
        """The same as fields; every value is text, a number or a truth value, so that map programs make columns of them."""
        row, one, paper, event = self.entry.row, self.entry.row.statement, self.entry.paper, self.event
        return {
            "what": "statement" if event is None else "event",
            "certainty": certainty_words(self.certainty),
            "certainty_meaning": MEANING[self.certainty],
            "asserted": False,
            "source": source_words(one),
            "chain": calm(chain_words(one.chain)),
            "act": str(one.act),
            "content": row.content_words,
            "statement_certainty": certainty_words(one.certainty),
            "targets": "; ".join(one.targets),
            "violent": one.violent,
            "decision": calm(ruling_words(row)) or None,
            "event_action": None if event is None else str(event.decided.action),
            "event_stage": None if event is None else str(event.decided.stage or ""),
            "event_actor": None if event is None else event.decided.actor,
            "event_target": None if event is None else event.decided.target,
            "date": (row.date if event is None else event.decided.date) or None,
            "published": row.published,
            "place": self.mark.name,
            "place_words": self.mark.text,
            "geonameid": self.mark.geonameid,
            "precision": None if self.mark.precision is None else str(self.mark.precision),
            "radius_km": self.mark.radius_km,
            "place_score": self.mark.score,
            "statement": one.id,
            "event": None if event is None else event.event.id,
            "document": row.document,
            "title": paper.heading,
            "url": paper.url,
            "exhibit": row.exhibit,
        }


def sites(entry: Entry, tally: Tally) -> Iterator[Site]:
    """The places of a statement and of its events, as far as coordinates are known; a statement without any is counted."""
    tally.statements += 1
    found = [*_named(entry), *_happened(entry)]
    if not found:
        tally.left_out[UNPLACED] += 1
    tally.parts["places"] += len(found)
    yield from found


def _named(entry: Entry) -> Iterator[Site]:
    for number, mark in enumerate(entry.places):
        if mark.lat is not None and mark.lon is not None:
            yield Site(entry, mark, mark.lat, mark.lon, number=number)


def _happened(entry: Entry) -> Iterator[Site]:
    for event in entry.events:
        mark = entry.place_of(event)
        if mark is not None and mark.lat is not None and mark.lon is not None:
            yield Site(entry, mark, mark.lat, mark.lon, event)
