"""What a ledger tells of places; the rules of :mod:`purport.ledger.port` hold here too."""

from __future__ import annotations

from typing import Protocol

from purport.records import EventFilter, EventRow, Filter, StatementRow
from purport.records.places import WORLD, Box, Place, Spread


class PlaceBook(Protocol):
    """Where current statements and events lie. Only places whose coordinates are known are places here.

    `level`: places in one square of the grid that halves the 360 degrees of a parallel so many times are one heap; None: each place
    is a heap for itself. A level that is finer than those that are tallied is None; where the box holds too many squares, a coarser
    level is taken.
    """

    def all(self, box: Box = WORLD, level: int | None = None) -> Spread:
        """All that lies in a part of the world, out of tallies: with a level as fast whatever the number of statements."""

    def spread(
        self, question: Filter | None, events: EventFilter | None, box: Box = WORLD, level: int | None = None
    ) -> Spread:
        """The same of the newest statements and events that meet conditions; None for none of them.

        `limit` of each question is how many are looked at, whether they lie anywhere or not: that bounds what it costs.
        """

    def place(self, identity: int) -> Place:
        """One place.

        Raises:
            InstructionError: ``unknown-id`` if nothing lies there.
        """

    def rows(self, place: int, question: Filter) -> list[StatementRow]:
        """The statements at a place that meet conditions, newest first."""

    def events(self, place: int, question: EventFilter) -> list[EventRow]:
        """The events at a place that meet conditions, newest first."""
