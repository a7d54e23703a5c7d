"""What tellings are to each other, at hand: which hang together is told in memory, however often one more comes.

What tellings were compared with does not change: only those that were placed since are asked of the ledger. Where a telling is
gone, all is forgotten and asked anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from purport.ledger.corroborationport import CorroborationBook
from purport.records.folds import Pair, PairDecision, Place

REACH = 1_000
"""Tellings that hang together and are derived as one; what lies farther away stays as it was until something near it comes."""
_FRESH = 2_000
_HELD = 50_000


@dataclass(frozen=True, slots=True)
class Reached:
    """Tellings (ids) that hang together, where each stands, and the decisions that count on them.

    `same`: the pairs that are one by their likeness, the most alike first; one of each pair at least is among them.
    """

    places: dict[str, Place]
    same: list[tuple[str, str]]
    decisions: list[PairDecision]


@dataclass(slots=True)
class Web:
    """The comparisons of a ledger's tellings; those that were met are at hand. Not for several threads at once.

    Attributes:
        near: how alike two are, as :data:`~purport.corroborate.matters.clusters.Near`.
    """

    book: CorroborationBook
    near: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    _same: dict[str, dict[str, tuple[float, str, str]]] = field(default_factory=dict)
    _upto: int = -1

    def round(self, tellings: Collection[str], reach: int = REACH) -> Reached:
        """What hangs together with some tellings by being the same, or by what people joined.

        Beyond `reach` of them it is the nearest, and every matter with one of these is whole.
        """
        self._abreast()
        places, decisions, gone = self._reached(tellings, reach)
        if gone:  # taken out since
            self._forget()
            places, decisions, _ = self._reached(tellings, reach)
        ranked = sorted({pair for one in places for pair in self._same[one].values()})
        return Reached(places, [(one, other) for _, one, other in ranked], decisions)

    def _reached(self, tellings: Collection[str], reach: int) -> tuple[dict[str, Place], list[PairDecision], bool]:
        """Where each of them stands, the decisions, and whether some that were at hand are gone."""
        reached, edge = dict.fromkeys(tellings), list(tellings)
        decisions: dict[frozenset[str], PairDecision] = {}
        while edge:
            self._hold(edge)
            ruled = self.book.ruled(edge)
            decisions.update((frozenset((one.first, one.second)), one) for one in ruled)
            beside = {other for one in edge for other in self._same[one]}
            beside.update(name for one in ruled if one.pair is Pair.TOGETHER for name in (one.first, one.second))
            edge = sorted(beside - reached.keys())
            if len(reached) >= reach:
                break
            reached.update(dict.fromkeys(edge))
        places = self.book.places(reached)
        gone = len(places) < len(reached)
        if edge:  # whatever matter was reached is reached whole
            places.update(self.book.places_in({place.matter for place in places.values() if place.matter}))
            ruled = self.book.ruled(places)
            decisions.update((frozenset((one.first, one.second)), one) for one in ruled)
        self._hold(places)
        return places, list(decisions.values()), gone

    def _abreast(self) -> None:
        """Takes in what was placed since."""
        fresh = self.book.since(self._upto, _FRESH if self.near else 1)
        if len(fresh) >= _FRESH or len(self.near) > _HELD:
            self._forget()
        if fresh:
            self._upto = fresh[0][0]
            if self.near:
                self._drop(name for _, name in fresh)
                self._hold([name for _, name in fresh])

    def _drop(self, tellings: Iterable[str]) -> None:
        """A telling that was placed anew has its id still."""
        for one in tellings:
            for other in self.near.pop(one, ()):
                self.near.get(other, {}).pop(one, None)
            for other in self._same.pop(one, ()):
                self._same.get(other, {}).pop(one, None)

    def _hold(self, tellings: Collection[str]) -> None:
        missing = [one for one in tellings if one not in self.near]
        if not missing:
            return
        from purport.corroborate.matters.clusters import link_of

        for one in missing:
            self.near[one], self._same[one] = {}, {}
        for x in self.book.compares(missing):
            link = link_of(x.score)
            for one, other in ((x.first, x.second), (x.second, x.first)):
                if one in self.near:
                    self.near[one][other] = link
                    if x.same:
                        self._same[one][other] = (-x.score, x.first, x.second)

    def _forget(self) -> None:
        self.near.clear()
        self._same.clear()
