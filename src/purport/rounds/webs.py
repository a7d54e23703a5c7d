"""What tellings are to each other, at hand: which hang together is told in memory, however often one more comes.

What two tellings were found to be when the later came does not change; what was placed meanwhile is taken in as it is placed. Where
somebody else has placed or taken out a story, all is forgotten, and asked of the ledger anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING

from purport.ledger.corroborationport import CorroborationBook
from purport.records.folds import Compare, Pair, PairDecision
from purport.records.matters import Telling

if TYPE_CHECKING:
    from purport.corroborate.matters.growing import Growing

HELD = 20_000
"""Tellings that are kept at hand after a question: some hundred megabytes at most."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Tellings (ids) that hang together, as matters, and the decisions that count on them, oldest first.

    Matters are left out that are as they were found the last time, and of whose tellings none was asked for.
    """

    groups: list[set[str]]
    decisions: list[PairDecision]


@dataclass
class Web:
    """The comparisons of a ledger's tellings; those that were met are at hand. Not for several threads at once.

    Attributes:
        near: how alike two are, as :data:`~purport.corroborate.matters.clusters.Near`; whole for pairs of which both are held.
        same: of each telling the pairs that are one by their likeness, as
            :class:`~purport.corroborate.matters.growing.Growing` takes them.
        chiefs: the tellings that are held and that stories are chiefly about.
    """

    book: CorroborationBook
    near: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    same: dict[str, dict[str, tuple[float, str, str]]] = field(default_factory=dict)
    chiefs: set[str] = field(default_factory=set)
    _held: set[str] = field(default_factory=set)

    @cached_property
    def _growing(self) -> Growing:
        from purport.corroborate.matters.growing import Growing

        return Growing(self.near, self.same, self.chiefs)

    def round(self, tellings: Collection[str]) -> Reached:
        """All that hangs together with some tellings by being the same or by what people joined, grouped."""
        anything = self.book.any_ruled()
        reached, edge = set(tellings), set(tellings)
        while edge:
            self._hold(edge)
            beside = {other for one in edge for other in self.same.get(one, ())}
            ruled = self.book.ruled(edge) if anything else ()
            beside.update(name for one in ruled if one.pair is Pair.TOGETHER for name in (one.first, one.second))
            edge = beside - reached
            reached |= edge
        if anything and (decisions := self.book.ruled(reached)):
            return Reached(self._ruled(reached, decisions), decisions)
        other, before = self._growing.groups(reached)
        return Reached([*other, *(one for one in before if not one.isdisjoint(tellings))], [])

    def _ruled(self, reached: set[str], decisions: Sequence[PairDecision]) -> list[set[str]]:
        """The groups where people decided on some: all of them looked at."""
        from purport.corroborate.matters.clusters import grouped

        self._growing.forget(reached)
        pairs = {pair for one in reached for pair in self.same.get(one, {}).values()}
        pairings = [pairing for one in decisions if (pairing := one.pairing) is not None]
        return grouped(reached, self.near, pairs, self.chiefs, pairings)

    def add(self, found: Iterable[Compare], tellings: Collection[Telling]) -> None:
        """Takes in tellings that were placed just now, with all that they were compared with."""
        self._held.update(one.id for one in tellings)
        self.chiefs.update(one.id for one in tellings if one.lead)
        self._take(found)

    def trim(self) -> None:
        """Forgets all where that is more than is to be kept at hand."""
        if len(self._held) > HELD:
            self.forget()

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        self.near.clear()
        self.same.clear()
        self.chiefs.clear()
        self._held.clear()
        self._growing.forget_all()

    def _hold(self, tellings: Collection[str]) -> None:
        missing = [one for one in tellings if one not in self._held]
        if missing:
            self._held.update(missing)
            self.chiefs.update(self.book.chiefs(missing))
            self._take(self.book.compares(missing))

    def _take(self, found: Iterable[Compare]) -> None:
        """Each comparison to both sides: the ledger has some of them only beside the telling that came later."""
        from purport.corroborate.matters.clusters import link_of

        for x in found:
            link, first, second = link_of(x.score), intern(x.first), intern(x.second)
            self.near.setdefault(first, {})[second] = link
            self.near.setdefault(second, {})[first] = link
            if x.same:
                pair = (-x.score, first, second)
                self.same.setdefault(first, {})[second] = pair
                self.same.setdefault(second, {})[first] = pair
