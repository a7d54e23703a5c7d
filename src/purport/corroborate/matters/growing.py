"""Groups of tellings, kept up as tellings come: what `clusters.grouped` says of all of them at once, for the cost of what is near.

Whether two groups are joined depends on those two alone, and on what people decided on their members. So a group that nothing
new is like came to be as it did before, whatever came elsewhere, and need not be looked at. Looked at are the tellings that come.
A group that one of them is like is taken in as it was at the moment (pass and pair) at which the two are looked at; where it is
joined, or would have been joined with another and is not, it is another group from that moment on, and all that it is like is
looked at anew. The outcome is exactly that of beginning anew with all there is.

How a group came to be is worked out from its members alone, for nothing else was joined with them before they were one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Protocol

from purport.corroborate.matters.clusters import Near, Pair, Rank, near_enough, ranked

Join = tuple[int, Rank]
"""That two groups were joined: in which pass over all pairs, and for which pair. What people joined comes before, in pass 0."""


class Known(Protocol):
    """What is known of tellings (ids); more is taken in when it is asked for."""

    @property
    def near(self) -> Near:
        """How alike any two are that were compared."""

    @property
    def same(self) -> Mapping[str, Mapping[str, Pair]]:
        """Of each telling the pairs that are one by likeness, by the other."""

    @property
    def chiefs(self) -> Set[str]:
        """The tellings that stories are chiefly about."""

    @property
    def joined(self) -> Mapping[str, Mapping[str, int]]:
        """Of each telling those that people joined it with, by the other, each with its place among all decisions."""

    @property
    def parted(self) -> Mapping[str, Set[str]]:
        """Of each telling those that people keep it apart from."""

    def hold(self, tellings: Collection[str]) -> None:
        """Takes in all that is known of some tellings."""

    def homes(self, tellings: Collection[str]) -> Mapping[str, frozenset[str]]:
        """The groups that tellings were in when they were last kept, by telling; those that never were in one are left out."""


class _Ungrouped(Exception):
    """Tellings that a run met and that are in no group yet, or in one that cannot be as it is kept: they belong to what is new."""

    def __init__(self, tellings: Iterable[str]) -> None:
        self.tellings = frozenset(tellings)


@dataclass(frozen=True, slots=True)
class _Home:
    """A group with how it came to be, in order."""

    members: frozenset[str]
    joins: tuple[Join, ...]


@dataclass(slots=True)
class Growing:
    """The groups of tellings that were met, with how they came to be."""

    known: Known
    _homes: dict[str, _Home] = field(default_factory=dict)
    _loose: set[str] = field(default_factory=set)  # known to be in no group

    def groups(
        self, tellings: Collection[str], anew: Collection[str] = ()
    ) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
        """Which tellings (ids) are of one matter: the groups of some tellings, and of all that those make another.

        `anew`: tellings on which people decided otherwise than before. Told are the groups that may be others than the last time,
        and those of the tellings that were asked for that are not.
        """
        self._learn({*tellings, *anew})
        fresh = {one for one in (*tellings, *anew) if one not in self._homes}
        fresh.update(member for one in anew if one in self._homes for member in self._homes[one].members)
        while True:
            try:
                run = _Run(self.known, self.home, fresh)
                run.whole()
                break
            except _Ungrouped as more:
                fresh |= more.tellings
        other = self._noted(run)
        now = set(other)
        return other, list({members for one in tellings if (members := self._homes[one].members) not in now})

    def forget(self, tellings: Collection[str]) -> None:
        """How the groups came to be that some tellings are in is worked out anew the next time."""
        for home in {id(home): home for one in tellings if (home := self._homes.get(one)) is not None}.values():
            for member in home.members:
                del self._homes[member]
        self._loose.difference_update(tellings)

    def forget_all(self) -> None:
        """How groups came to be is worked out anew the next time."""
        self._homes.clear()
        self._loose.clear()

    def home(self, tellings: Collection[str]) -> list[_Home]:
        """The groups of some tellings, each once.

        Raises:
            _Ungrouped: if some are in none.
        """
        self._learn(tellings)
        if missing := [one for one in tellings if one not in self._homes]:
            raise _Ungrouped(missing)
        return list({id(home): home for home in (self._homes[one] for one in tellings)}.values())

    def _learn(self, tellings: Collection[str]) -> None:
        """How the groups came to be that these are in as they were last kept."""
        unknown = [one for one in tellings if one not in self._homes and one not in self._loose]
        if not unknown:
            return
        kept = set(self.known.homes(unknown).values())
        self.known.hold({*unknown, *(member for members in kept for member in members)})
        for members in kept:
            run = _Run(self.known, self.home, members, within=members)
            run.whole()
            if len(run.held) == 1:  # else it was made by other rules, or of other likenesses
                home = _Home(members, tuple(sorted(run.joins)))
                self._homes.update(dict.fromkeys(members, home))
        self._loose.update(one for one in unknown if one not in self._homes)

    def _noted(self, run: _Run) -> list[frozenset[str]]:
        """The groups that may be others than before, noted with how they came to be."""
        of = {member: name for name in run.other for member in run.held[name]}
        joins: dict[str, list[Join]] = {name: [] for name in run.other}
        for join in run.joins:
            if (name := of.get(join[1][2])) is not None:
                joins[name].append(join)
        found = []
        for name in run.other:
            home = _Home(frozenset(run.held[name]), tuple(sorted(joins[name])))
            self._homes.update(dict.fromkeys(home.members, home))
            self._loose -= home.members
            found.append(home.members)
        return found


class _Run:
    """One grouping: groups by the name of one member, and those of them that are other than they were at this moment before.

    `fresh`: tellings that are grouped from nothing. `home` gives the groups of others. `within`: nothing else is looked at.

    Attributes:
        held: the groups. joins: how they came to be. other: the names of those that are not as they were before.
    """

    def __init__(
        self,
        known: Known,
        home: Callable[[Collection[str]], list[_Home]],
        fresh: Collection[str],
        within: Set[str] | None = None,
    ) -> None:
        self.held = {one: {one} for one in fresh}
        self.joins: list[Join] = []
        self.other = set(fresh)
        self._known = known
        self._home = home
        self._within = within
        self._of = {one: one for one in fresh}
        self._apart: set[tuple[str, str]] = set()
        self._before: dict[int, list[Rank]] = {}
        self._waiting: list[Rank] = []
        self._asked: set[Rank] = set()

    def whole(self) -> None:
        """All passes: first over what people joined, then over the pairs that are one by likeness, until nothing is joined."""
        if self._known.joined:
            self._passed(0)
        turn = 1
        while self._passed(turn):
            turn += 1

    def _passed(self, turn: int) -> bool:
        """One pass over all pairs, in order; whether two groups were joined in it."""
        self._asked = {rank for name in self.other for rank in self._ranks(name, turn)}
        self._waiting = list(self._asked)
        heapify(self._waiting)
        before = self._before.setdefault(turn, [])
        while self._waiting or before:
            old = bool(before) and (not self._waiting or before[0] <= self._waiting[0])
            rank = before[0] if old else self._waiting[0]
            if self._waiting and self._waiting[0] == rank:
                heappop(self._waiting)
            if old:
                heappop(before)
            self._look(turn, rank, old)
        return any(join[0] == turn for join in self.joins)

    def _look(self, turn: int, rank: Rank, old: bool) -> None:
        for telling in rank[2:]:
            if telling not in self._of:
                self._take_in(telling, (turn, rank))
        one, other = self._of[rank[2]], self._of[rank[3]]
        if one == other:
            return
        if one not in self.other and other not in self.other:
            if old:
                self._join(one, other)
                self.joins.append((turn, rank))
        elif not self._parted(one, other) and (turn == 0 or self._near(one, other)):
            self._differ(one, (turn, rank))
            self._differ(other, (turn, rank))
            self._join(one, other)
            self.joins.append((turn, rank))
        elif old:
            self._differ(one, (turn, rank))
            self._differ(other, (turn, rank))

    def _take_in(self, telling: str, now: Join) -> None:
        """The group of a telling as it was at this moment: nothing that is new was joined with it before."""
        for home in self._home([telling]):
            if not home.members.isdisjoint(self._of):
                raise _Ungrouped(home.members)  # what is known of the groups does not go together
            self.held.update({one: {one} for one in home.members})
            self._of.update({one: one for one in home.members})
            for join in home.joins:
                if join < now:
                    self._join(self._of[join[1][2]], self._of[join[1][3]])
                    self.joins.append(join)
                else:
                    heappush(self._before.setdefault(join[0], []), join[1])

    def _differ(self, name: str, now: Join) -> None:
        """From here on a group is another than before: what comes later in this pass is to be looked at anew."""
        if name in self.other:
            return
        self.other.add(name)
        for later in self._ranks(name, now[0]):
            if later > now[1] and later not in self._asked:
                self._asked.add(later)
                heappush(self._waiting, later)

    def _ranks(self, name: str, turn: int) -> list[Rank]:
        """The pairs of a group's members with others that are looked at in a pass."""
        known, members = self._known, self.held[name]
        if turn == 0:
            return [rank for one in members for rank in self._decided(one, members)]
        same, chiefs, within = known.same, known.chiefs, self._within
        pairs = [
            pair
            for one in members
            for other, pair in same.get(one, {}).items()
            if other not in members and (within is None or other in within)
        ]
        if known.joined or known.parted:  # what people decided on says nothing more
            pairs = [pair for pair in pairs if not self._ruled(pair[1], pair[2])]
        if within is None:
            self._home([one for pair in pairs for one in pair[1:] if one not in self._of])
        return [ranked(pair, chiefs) for pair in pairs]

    def _decided(self, one: str, members: Set[str]) -> Iterator[Rank]:
        """What people joined a telling with, in the order in which they did."""
        for other, place in self._known.joined.get(one, {}).items():
            if other not in members and (self._within is None or other in self._within):
                yield False, float(place), min(one, other), max(one, other)

    def _ruled(self, one: str, other: str) -> bool:
        return other in self._known.joined.get(one, {}) or other in self._known.parted.get(one, ())

    def _parted(self, one: str, other: str) -> bool:
        """Whether people keep apart a member of the one and a member of the other."""
        parted, theirs = self._known.parted, self.held[other]
        return bool(parted) and any(
            not parted[member].isdisjoint(theirs) for member in self.held[one] if member in parted
        )

    def _join(self, one: str, other: str) -> None:
        """Makes two groups one, under the name of the larger, which is another if either was."""
        if len(self.held[one]) < len(self.held[other]):
            one, other = other, one
        gone = self.held.pop(other)
        self._of.update(dict.fromkeys(gone, one))
        self.held[one] |= gone
        if other in self.other:
            self.other.remove(other)
            self.other.add(one)
        self._apart = {pair for pair in self._apart if one not in pair and other not in pair} if self._apart else set()

    def _near(self, one: str, other: str) -> bool:
        """Whether the mean between two groups is enough; that it is not is told once, while both are what they are."""
        pair = (one, other) if one < other else (other, one)
        if pair in self._apart:
            return False
        held, chiefs = [self.held[one], self.held[other]], self._known.chiefs
        leading = [members & chiefs for members in held]
        few, many = sorted(leading if all(leading) else held, key=len)
        ruled = bool(self._known.joined or self._known.parted)
        total = number = 0
        for member in few:
            links = self._known.near.get(member, {})
            for third in links.keys() & many:
                if not ruled or not self._ruled(member, third):
                    total += links[third][0]
                    number += 1
        if near_enough(total, number, len(few), len(many)):
            return True
        self._apart.add(pair)
        return False
