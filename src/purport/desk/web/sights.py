"""What maps, timelines and the pages of speakers, matters and recordings ask of the house; the rules of
:mod:`purport.desk.web.port` hold here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from purport.records import EventRow, Filter, StatementRow
from purport.records.places import Box, Place, Spread
from purport.records.speakers import Speaker


class Sights(Protocol):
    """What is asked of the ledger to be seen at once; nothing here writes."""

    def spread(self, asked: Filter, box: Box, level: int | None) -> Spread:
        """Where statements and events lie: all of them for an empty question, else of the newest that meet it."""

    def features(self, asked: Filter, box: Box, level: int | None) -> dict[str, Any]:
        """The same as GeoJSON (RFC 7946)."""

    def place(self, identity: int) -> Place:
        """One place; ``unknown-id`` if nothing lies there."""

    def at_place(self, identity: int, asked: Filter) -> tuple[Sequence[StatementRow], Sequence[EventRow]]:
        """The newest statements and events at a place that meet a question, at most its limit of each."""

    def rows(self, asked: Filter) -> Sequence[StatementRow]:
        """The newest statements that meet a question."""

    def speaker(self, name: str, asked: Filter) -> Speaker:
        """What a speaker said; ``unknown-speaker`` if nobody of this name speaks in the ledger or is on a list."""
