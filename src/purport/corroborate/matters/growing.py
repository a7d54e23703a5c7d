"""Groups of tellings, kept up as tellings come: what `clusters.grouped` says of all of them at once, for less.

Whether two groups are joined depends on those two alone. So what was joined without the tellings that came since is joined again,
in the same order, as long as neither group is another than it was at that moment; looked at anew are only the pairs of groups of
which one is. The outcome is exactly that of beginning anew; the cost is that of the groups that changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from purport.corroborate.matters.clusters import Near, Pair, Rank, near_enough, ranked

Join = tuple[int, Rank]
"""That two groups were joined: in which pass over all pairs, and for which pair."""


@dataclass(slots=True)
class Growing:
    """The groups of tellings that were grouped before, with how they came to be.

    Attributes:
        near: how alike any two are that were compared. same: of each telling the pairs that are one by likeness, by the other.
        chiefs: the tellings that stories are chiefly about.
            All are added to as tellings come; what was said of two does not change.
    """

    near: Near
    same: Mapping[str, Mapping[str, Pair]]
    chiefs: Set[str]
    _grouped: set[str] = field(default_factory=set)
    _joins: dict[str, list[Join]] = field(default_factory=dict)

    def groups(self, tellings: Collection[str]) -> tuple[list[set[str]], list[set[str]]]:
        """Which tellings (ids) are of one matter, each in exactly one group; of what hangs together all is to be given.

        The groups that may be others than the last time, and those that were groups then.
        """
        before: dict[int, list[Rank]] = {}
        for turn, rank in (join for one in tellings for join in self._joins.pop(one, ())):
            before.setdefault(turn, []).append(rank)
        run = _Run(self, tellings, {one for one in tellings if one not in self._grouped})
        turn = 1
        while run.passed(turn, sorted(before.get(turn, ()))):
            turn += 1
        for join in run.joins:
            self._joins.setdefault(join[1][2], []).append(join)
        self._grouped.update(tellings)
        return run.parted()

    def forget(self, tellings: Iterable[str]) -> None:
        """These, all that hang together, are grouped anew the next time: what was decided on some of them is not in `same`."""
        for one in tellings:
            self._joins.pop(one, None)
            self._grouped.discard(one)

    def forget_all(self) -> None:
        """All are grouped anew the next time."""
        self._joins.clear()
        self._grouped.clear()


class _Run:
    """One grouping: groups by the name of one member, and those of them that are other than they were at this moment before."""

    def __init__(self, known: Growing, tellings: Collection[str], fresh: set[str]) -> None:
        self.held = {one: {one} for one in tellings}
        self.joins: list[Join] = []
        self._known = known
        self._of = {one: one for one in tellings}
        self._other = fresh
        self._apart: set[tuple[str, str]] = set()
        self._waiting: list[Rank] = []
        self._asked: set[Rank] = set()

    def passed(self, turn: int, before: list[Rank]) -> bool:
        """One pass over all pairs, in order; `before`: those for which two groups were joined in it the last time.

        Whether two groups were joined.
        """
        self._asked = {rank for name in self._other for rank in self._ranks(name)}
        self._waiting = list(self._asked)
        heapify(self._waiting)
        joined, at = len(self.joins), 0
        while self._waiting or at < len(before):
            old = at < len(before) and (not self._waiting or before[at] <= self._waiting[0])
            rank = before[at] if old else self._waiting[0]
            at += old
            if self._waiting and self._waiting[0] == rank:
                heappop(self._waiting)
            self._look(turn, rank, old)
        return len(self.joins) > joined

    def parted(self) -> tuple[list[set[str]], list[set[str]]]:
        """The groups that are other than before, and those that are not."""
        other = [members for name, members in self.held.items() if name in self._other]
        return other, [members for name, members in self.held.items() if name not in self._other]

    def _look(self, turn: int, rank: Rank, old: bool) -> None:
        one, other = self._of[rank[2]], self._of[rank[3]]
        if one == other:
            return
        as_before = one not in self._other and other not in self._other
        if as_before:
            if old:
                self._join(one, other)
                self.joins.append((turn, rank))
        elif self._near(one, other):
            self._differ(one, rank)
            self._differ(other, rank)
            self._join(one, other)
            self.joins.append((turn, rank))
        elif old:
            self._differ(one, rank)
            self._differ(other, rank)

    def _differ(self, name: str, rank: Rank) -> None:
        """From here on a group is another than before: what comes later in this pass is to be looked at anew."""
        if name in self._other:
            return
        self._other.add(name)
        for later in self._ranks(name):
            if later > rank and later not in self._asked:
                self._asked.add(later)
                heappush(self._waiting, later)

    def _ranks(self, name: str) -> Iterable[Rank]:
        """The pairs of a group's members with others."""
        members, same, chiefs = self.held[name], self._known.same, self._known.chiefs
        pairs = (pair for one in members for other, pair in same.get(one, {}).items() if other not in members)
        return [ranked(pair, chiefs) for pair in pairs]

    def _join(self, one: str, other: str) -> None:
        """Makes two groups one, under the name of the larger, which is another from now on."""
        if len(self.held[one]) < len(self.held[other]):
            one, other = other, one
        gone = self.held.pop(other)
        self._of.update(dict.fromkeys(gone, one))
        self.held[one] |= gone
        if other in self._other:
            self._other.remove(other)
            self._other.add(one)
        self._apart = {pair for pair in self._apart if one not in pair and other not in pair} if self._apart else set()

    def _near(self, one: str, other: str) -> bool:
        """Whether the mean between two groups is enough; that it is not is told once, while both are what they are."""
        pair = (one, other) if one < other else (other, one)
        if pair in self._apart:
            return False
        held, chiefs = [self.held[one], self.held[other]], self._known.chiefs
        leading = [members & chiefs for members in held]
        few, many = sorted(leading if all(leading) else held, key=len)
        total = number = 0
        for member in few:
            links = self._known.near.get(member, {})
            for third in links.keys() & many:
                total += links[third][0]
                number += 1
        if near_enough(total, number, len(few), len(many)):
            return True
        self._apart.add(pair)
        return False
