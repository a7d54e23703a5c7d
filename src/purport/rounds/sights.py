"""What the desk in the browser shows at once (:mod:`purport.desk.web.sights`), answered over the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from purport.records import EventRow, Filter, StatementRow
from purport.records.places import Box, Place, Spread
from purport.records.speakers import Speaker
from purport.rounds.mapping import at_place, spread
from purport.rounds.speaking import speaker

if TYPE_CHECKING:
    from purport.ledger.port import Ledger

LOOKED_AT = 2_000
"""Statements, and as many events, that a map with conditions looks at."""
AT_ONE = 30
"""Statements, and as many events, that are shown of one place."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The :class:`purport.desk.web.sights.Sights` of a house; `estimates` gives a question the undated documents that it means."""

    ledger: Ledger
    estimates: Callable[[Filter], Filter]

    def spread(self, asked: Filter, box: Box, level: int | None) -> Spread:
        """Where statements and events lie."""
        return spread(self.ledger, self.estimates(asked), (box, level), LOOKED_AT)

    def features(self, asked: Filter, box: Box, level: int | None) -> dict[str, Any]:
        """The same as GeoJSON."""
        from purport.exchange.spread import features

        return features(self.spread(asked, box, level))

    def place(self, identity: int) -> Place:
        """One place."""
        return self.ledger.places.place(identity)

    def at_place(self, identity: int, asked: Filter) -> tuple[Sequence[StatementRow], Sequence[EventRow]]:
        """What lies at a place."""
        return at_place(self.ledger, identity, self.estimates(asked), AT_ONE)

    def rows(self, asked: Filter) -> Sequence[StatementRow]:
        """The newest statements."""
        return self.ledger.rows(self.estimates(asked))

    def speaker(self, name: str, asked: Filter) -> Speaker:
        """What a speaker said."""
        return speaker(self.ledger, name, self.estimates(asked))
