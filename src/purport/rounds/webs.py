"""What tellings are to each other, at hand: which are of one matter is told in memory, and only what is near is asked for.

What two tellings were found to be when the later came does not change; what was placed meanwhile is taken in as it is placed. Where
somebody else has placed or taken out a story, all is forgotten, and asked of the ledger anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
    """Matters (ids of their tellings) that may be others than before, and those of the tellings that were asked for; and the
    decisions that count on one of their tellings, oldest first.
    """

    groups: list[frozenset[str]]
    decisions: list[PairDecision]


@dataclass
class Web:
    """The comparisons of a ledger's tellings, as :class:`~purport.corroborate.matters.growing.Known`; those that were met are at
    hand. Not for several threads at once.

    Attributes:
        near: how alike two are, as :data:`~purport.corroborate.matters.clusters.Near`; whole for pairs of which both are held.
    """

    book: CorroborationBook
    near: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    same: dict[str, dict[str, tuple[float, str, str]]] = field(default_factory=dict)
    chiefs: set[str] = field(default_factory=set)
    joined: dict[str, dict[str, int]] = field(default_factory=dict)
    parted: dict[str, set[str]] = field(default_factory=dict)
    _held: set[str] = field(default_factory=set)
    _decisions: list[PairDecision] = field(default_factory=list)
    _last: int = 0

    @cached_property
    def _growing(self) -> Growing:
        from purport.corroborate.matters.growing import Growing

        return Growing(self)

    def round(self, tellings: Collection[str]) -> Reached:
        """The matters of some tellings, and all that those make another; as if all there are were grouped anew."""
        anew = self._ruled(tellings)
        other, before = self._growing.groups(tellings, anew)
        groups = [*other, *before]
        members = {one for group in groups for one in group} if self._decisions else set[str]()
        return Reached(groups, [one for one in self._decisions if one.first in members or one.second in members])

    def _ruled(self, tellings: Collection[str]) -> set[str]:
        """Takes in what people decided meanwhile; those of some tellings on which they ever did."""
        last = self.book.last_ruled()
        if last != self._last:
            self._decisions, self._last = self.book.rulings(), last
            self.joined.clear()
            self.parted.clear()
            self._growing.forget_all()
            for place, one in enumerate(self._decisions):
                for mine, theirs in ((one.first, one.second), (one.second, one.first)):
                    if one.pair is Pair.TOGETHER:
                        self.joined.setdefault(mine, {})[theirs] = place
                    else:
                        self.parted.setdefault(mine, set()).add(theirs)
        return self.book.decided(tellings) if last else set()

    def add(self, found: Iterable[Compare], tellings: Collection[Telling]) -> None:
        """Takes in tellings that were placed just now, with all that they were compared with."""
        self._held.update(one.id for one in tellings)
        self.chiefs.update(one.id for one in tellings if one.lead)
        self._take(found)

    def take_out(self, tellings: Collection[str]) -> None:
        """Tellings are no longer placed: what they were found to be to others is forgotten, and how their groups came about."""
        self._growing.forget(tellings)
        for one in tellings:
            for known in (self.near, self.same):
                for other in known.pop(one, {}):
                    known[other].pop(one, None)
        self.chiefs.difference_update(tellings)
        self._held.difference_update(tellings)

    def trim(self) -> None:
        """Forgets all where that is more than is to be kept at hand."""
        if len(self._held) > HELD:
            self.forget()

    def regroup(self) -> None:
        """Which matters tellings are in is asked of the ledger anew."""
        self._growing.forget_all()

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        for held in (self.near, self.same, self.chiefs, self.joined, self.parted, self._held, self._decisions):
            held.clear()
        self._last = 0
        self._growing.forget_all()

    def hold(self, tellings: Collection[str]) -> None:
        """Has at hand all that is known of some tellings."""
        missing = [one for one in tellings if one not in self._held]
        if missing:
            self._held.update(missing)
            self.chiefs.update(self.book.chiefs(missing))
            self._take(self.book.compares(missing))

    def homes(self, tellings: Collection[str]) -> Mapping[str, frozenset[str]]:
        """The matters that tellings are in, as they were derived last."""
        return self.book.homes(tellings)

    def _take(self, found: Iterable[Compare]) -> None:
        """Each comparison to both sides: the ledger has some of them only beside the telling that came later."""
        from purport.corroborate.matters.clusters import link_of

        near = self.near
        for one, other, score, same in found:
            link, first, second = link_of(score), intern(one), intern(other)
            near.setdefault(first, {})[second] = link
            near.setdefault(second, {})[first] = link
            if same:
                pair = (-score, first, second)
                self.same.setdefault(first, {})[second] = pair
                self.same.setdefault(second, {})[first] = pair
