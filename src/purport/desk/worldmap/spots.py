"""What lies where in a brief: its statements and events by the places that their words name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from purport.records import Certainty, DocumentRow, PlaceMark, Precision, Reading, StatementRow
from purport.records.places import of_event, of_statement


@dataclass(frozen=True, slots=True)
class Item:
    """A statement or event at a place. `href` leads to it in the page, None where it has no place of its own there."""

    kind: str
    certainty: Certainty
    told: str
    href: str | None


@dataclass(slots=True)
class Spot:
    """A place with what lies there. `radius_km`: the place lies within so much of the coordinates; None in older readings."""

    name: str
    lat: float
    lon: float
    precision: Precision | None
    radius_km: float | None
    items: list[Item] = field(default_factory=list)

    def count(self, kind: str) -> Counter[Certainty]:
        """How many statements or events there are of each certainty."""
        return Counter(item.certainty for item in self.items if item.kind == kind)


@dataclass(frozen=True, slots=True)
class Atlas:
    """All places of a brief, those with most on them first.

    `unplaced`: statements and events whose words name no place that is known; `by_name`: names of places that are known by
    name only.
    """

    spots: tuple[Spot, ...]
    unplaced: int
    by_name: int


STATEMENT, EVENT = "statement", "event"


def spots(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> Atlas:
    """The places of a brief: for each statement those that its content names, for each event the one where it is said to happen.

    A name that stands for a government or a people, or is part of another name, is no place where anything lies.
    """
    wanted = {row.statement.id: row for row in rows}
    found: dict[tuple[str, float, float], Spot] = {}
    unplaced = by_name = 0
    for story in stories:
        reading = story.reading
        if reading is None:
            continue
        by_name += sum(1 for mark in reading.places if mark.lat is None)
        for item, marks in _items(story, reading, wanted):
            placed = {_key(mark): mark for mark in marks if mark.lat is not None and mark.lon is not None}
            unplaced += not placed
            for key, mark in placed.items():
                found.setdefault(key, _spot(mark)).items.append(item)
    ordered = sorted(found.values(), key=lambda spot: (-len(spot.items), spot.name, spot.lat, spot.lon))
    return Atlas(tuple(ordered), unplaced, by_name)


def _key(mark: PlaceMark) -> tuple[str, float, float]:
    return mark.name, mark.lat or 0.0, mark.lon or 0.0


def _spot(mark: PlaceMark) -> Spot:
    return Spot(mark.name, mark.lat or 0.0, mark.lon or 0.0, mark.precision, mark.radius_km)


def _items(
    story: DocumentRow, reading: Reading, wanted: dict[str, StatementRow]
) -> Iterator[tuple[Item, list[PlaceMark]]]:
    for one in reading.statements:
        row = wanted.get(one.id)
        if row is not None:
            now = row.statement
            who = now.source_name or "nobody named"
            item = Item(STATEMENT, now.certainty, f"{who} {now.act}: {row.content_words[:120]}", f"#{one.id}")
            yield item, of_statement(one, reading.places)
    for event in reading.events:
        told = " ".join(part for part in (event.actor, event.action.lower(), event.target) if part)
        yield Item(EVENT, event.certainty, told, f"#{story.id}"), of_event(event, reading.places)
