"""Matters out of likenesses: which tellings are of one event or release.

Average-linkage agglomeration (Sokal and Michener 1958) over the likenesses that are known, the strongest first: two groups
become one if the mean between their tellings says that they are the same; tellings that were never compared pull it down.
What people decided comes first and always wins: tellings that belong together are joined before anything else, and no two groups
with a pair to be kept apart become one.
The outcome depends on the likenesses alone, not on the order in which tellings came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from purport.records.identity import canonical, digest
from purport.records.matters import Alike, Likeness, Matter, Pairing, Telling

MEAN = 0.45
"""What the mean likeness between two groups must come to; the strongest between them is at least that of one event."""
UNKNOWN = 0.2
"""What two tellings that were never compared are taken to be alike: they shared too little to be worth it."""
_COMPARED = 60
"""Comparisons of a telling, at most: that others were not made says nothing."""


@dataclass(slots=True)
class _Groups:
    """Who stands with whom, with the sum and number of the known likenesses between two groups."""

    of: dict[str, str]
    held: dict[str, set[str]]
    links: dict[str, dict[str, tuple[float, int]]] = field(default_factory=dict)
    barred: dict[str, set[str]] = field(default_factory=dict)

    def join(self, one: str, other: str) -> None:
        """Makes two groups one, under the name of the first."""
        for member in self.held[other]:
            self.of[member] = one
        self.held[one] |= self.held.pop(other)
        for third, (total, number) in self.links.pop(other, {}).items():
            del self.links[third][other]
            if third != one:
                before = self.links[one].get(third, (0.0, 0))
                self.links[one][third] = self.links[third][one] = (before[0] + total, before[1] + number)
        for third in self.barred.pop(other, set()):
            self.barred[third].discard(other)
            self.bar(one, third)

    def bar(self, one: str, other: str) -> None:
        """Keeps two groups apart."""
        self.barred.setdefault(one, set()).add(other)
        self.barred.setdefault(other, set()).add(one)

    def mean(self, one: str, other: str) -> float:
        """The mean between two groups, of what is known and what might have been."""
        total, number = self.links[one].get(other, (0.0, 0))
        sizes = sorted((len(self.held[one]), len(self.held[other])))
        whole = max(number, sizes[0] * min(sizes[1], _COMPARED))
        return (total + UNKNOWN * (whole - number)) / whole


def matters(
    tellings: Mapping[str, Telling], likenesses: Iterable[Likeness], pairings: Sequence[Pairing] = ()
) -> tuple[Matter, ...]:
    """Every telling in exactly one matter, oldest matter first.

    Of pairings on one pair the last counts. Where joins and splits cannot all hold, the splits do.
    """
    known = sorted(likenesses, key=lambda x: (-x.score, x.first, x.second))
    decided = {frozenset((p.first, p.second)): p for p in pairings}
    groups = _decided(tellings, decided.values())
    _linked(groups, known, decided)
    _agglomerated(groups, known)
    within = _within(groups, known)
    ruled = _ruled(groups, decided.values())
    found = [
        _matter(tellings, members, within.get(name, ()), ruled.get(name, ())) for name, members in groups.held.items()
    ]
    return tuple(sorted(found, key=lambda m: (_age(tellings[m.members[0]]), m.id)))


def _within(groups: _Groups, known: Iterable[Likeness]) -> dict[str, list[Likeness]]:
    """The likenesses inside each group."""
    found: dict[str, list[Likeness]] = {}
    for x in known:
        name = groups.of.get(x.first)
        if name is not None and name == groups.of.get(x.second):
            found.setdefault(name, []).append(x)
    return found


def _ruled(groups: _Groups, pairings: Iterable[Pairing]) -> dict[str, list[Pairing]]:
    """What people decided about members of each group."""
    found: dict[str, list[Pairing]] = {}
    for p in pairings:
        for name in {groups.of.get(p.first), groups.of.get(p.second)} - {None}:
            assert name is not None
            found.setdefault(name, []).append(p)
    return found


def _age(one: Telling) -> tuple[str, str]:
    return one.published or "9999", one.id


def _decided(tellings: Mapping[str, Telling], pairings: Iterable[Pairing]) -> _Groups:
    groups = _Groups({one: one for one in tellings}, {one: {one} for one in tellings}, {one: {} for one in tellings})
    held = [p for p in pairings if p.first in tellings and p.second in tellings and p.first != p.second]
    for p in held:
        if not p.together:
            groups.bar(groups.of[p.first], groups.of[p.second])
    for p in held:
        one, other = groups.of[p.first], groups.of[p.second]
        if p.together and one != other and other not in groups.barred.get(one, ()):
            groups.join(one, other)
    return groups


def _linked(groups: _Groups, known: Iterable[Likeness], decided: Mapping[frozenset[str], Pairing]) -> None:
    """Sums up the likenesses between groups; those of pairs that people decided on say nothing more."""
    for x in known:
        if frozenset((x.first, x.second)) in decided or x.first not in groups.of or x.second not in groups.of:
            continue
        one, other = groups.of[x.first], groups.of[x.second]
        if one != other:
            total, number = groups.links[one].get(other, (0.0, 0))
            groups.links[one][other] = groups.links[other][one] = (total + x.score, number + 1)


def _agglomerated(groups: _Groups, known: Iterable[Likeness]) -> None:
    """Joins groups while the mean between them allows, until nothing changes."""
    same = [x for x in known if x.alike in (Alike.SAME_EVENT, Alike.SAME_RELEASE)]
    moved = True
    while moved:
        moved = False
        for x in same:
            one, other = groups.of.get(x.first), groups.of.get(x.second)
            if one is None or other is None or one == other or other in groups.barred.get(one, ()):
                continue
            if groups.mean(one, other) >= MEAN:
                groups.join(one, other)
                moved = True


def _matter(
    tellings: Mapping[str, Telling], members: set[str], held: Sequence[Likeness], ruled: Sequence[Pairing]
) -> Matter:
    ordered = sorted((tellings[one] for one in members), key=_age)
    first = ordered[0]
    return Matter(matter_id(first), first.sort, tuple(one.id for one in ordered), tuple(held), tuple(ruled))


def matter_id(first: Telling) -> str:
    """``mt-`` and 16 digits: a hash of the oldest telling's id."""
    return "mt-" + digest(canonical(["matter", first.id]).encode()).removeprefix("sha256:")[:16]
