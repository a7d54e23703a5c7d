"""What tellings are to each other, at hand: which hang together is told in memory, however often one more comes.

What two tellings were found to be when the later came does not change; what was placed meanwhile is taken in as it is placed. Where
somebody else has placed or taken out a story, all is forgotten, and asked of the ledger anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from purport.ledger.corroborationport import CorroborationBook
from purport.records.folds import Compare, Pair, PairDecision

HELD = 20_000
"""Tellings that are kept at hand after a question."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Tellings (ids) that hang together, and the decisions that count on them, oldest first.

    `same`: the pairs that are one by their likeness, the most alike first.
    """

    tellings: set[str]
    same: list[tuple[str, str]]
    decisions: list[PairDecision]


@dataclass(slots=True)
class Web:
    """The comparisons of a ledger's tellings; those that were met are at hand. Not for several threads at once.

    Attributes:
        near: how alike two are, as :data:`~purport.corroborate.matters.clusters.Near`; whole for pairs of which both are held.
    """

    book: CorroborationBook
    near: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)
    _same: dict[str, dict[str, tuple[float, str, str]]] = field(default_factory=dict)

    def round(self, tellings: Collection[str]) -> Reached:
        """All that hangs together with some tellings by being the same, or by what people joined."""
        reached, edge = set(tellings), set(tellings)
        while edge:
            self._hold(edge)
            beside = {other for one in edge for other in self._same.get(one, ())}
            ruled = self.book.ruled(edge)
            beside.update(name for one in ruled if one.pair is Pair.TOGETHER for name in (one.first, one.second))
            edge = beside - reached
            reached |= edge
        pairs = sorted({pair for one in reached for pair in self._same.get(one, {}).values()})
        return Reached(reached, [(first, second) for _, first, second in pairs], self.book.ruled(reached))

    def add(self, found: Iterable[Compare], tellings: Collection[str]) -> None:
        """Takes in tellings that were placed just now, with all that they were compared with."""
        self._held.update(tellings)
        self._take(found)

    def trim(self) -> None:
        """Forgets all where that is more than is to be kept at hand."""
        if len(self._held) > HELD:
            self.forget()

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        self.near.clear()
        self._held.clear()
        self._same.clear()

    def _hold(self, tellings: Collection[str]) -> None:
        missing = [one for one in tellings if one not in self._held]
        if missing:
            self._held.update(missing)
            self._take(self.book.compares(missing))

    def _take(self, found: Iterable[Compare]) -> None:
        """Each comparison to both sides: the ledger has some of them only beside the telling that came later."""
        from purport.corroborate.matters.clusters import link_of

        for x in found:
            link = link_of(x.score)
            self.near.setdefault(x.first, {})[x.second] = link
            self.near.setdefault(x.second, {})[x.first] = link
            if x.same:
                pair = (-x.score, x.first, x.second)
                self._same.setdefault(x.first, {})[x.second] = pair
                self._same.setdefault(x.second, {})[x.first] = pair
