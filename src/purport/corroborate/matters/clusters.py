"""Matters out of likenesses: which tellings are of one event or release.

Average-linkage agglomeration (Sokal and Michener 1958) over the likenesses that are known, the strongest first: two groups
become one if the mean between their tellings says that they are the same; tellings that were never compared pull it down.
What people decided comes first and always wins: tellings that belong together are joined before anything else, and no two groups
with a pair to be kept apart become one.
What stories are chiefly about makes the matters: chief tellings are joined first, and whether two groups that have some are one is
for these to say. What a story tells aside joins a matter, and holds no two together.
The outcome depends on the likenesses alone, not on the order in which tellings came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from purport.records.identity import canonical, digest
from purport.records.matters import Alike, Likeness, Matter, Pairing, Telling

MEAN = 0.45
"""What the mean likeness between two groups must come to; the strongest between them is at least that of one event."""
UNKNOWN = 0.2
"""What two tellings that were never compared are taken to be alike: they shared too little to be worth it."""
_COMPARED = 60
"""Comparisons of a telling, at most: that others were not made says nothing."""
_FINE = 1_000_000
"""Likenesses are summed as whole millionths: a sum must not hang on the order in which it is made."""
_MEAN, _UNKNOWN = round(MEAN * _FINE), round(UNKNOWN * _FINE)
Link = tuple[int, int]
"""How alike two groups are in all, in millionths, and how many pairs between them were compared."""
Near = Mapping[str, Mapping[str, Link]]
"""The tellings that were compared, by both ids in either order."""
Pair = tuple[float, str, str]
"""Two tellings that are one by their likeness: minus the score, and both ids."""
Rank = tuple[bool, float, str, str]
"""A pair as it is looked at, in this order: whether one of them is no chief telling, then as in `Pair`."""


@lru_cache(2048)  # scores have three digits: one tuple for all that are equal
def link_of(score: float) -> Link:
    """How alike two tellings are (0 to 1), as a link."""
    return round(score * _FINE), 1


def near_enough(total: int, number: int, one: int, other: int) -> bool:
    """Whether the mean between two groups of `one` and `other` tellings is enough to join them.

    `total`: how alike the `number` pairs between them that were compared are, in millionths; others might have been compared.
    """
    whole = max(number, one * min(other, _COMPARED) if one < other else other * min(one, _COMPARED))
    return total + _UNKNOWN * (whole - number) >= _MEAN * whole


@dataclass(slots=True)
class _Groups:
    """Who stands with whom, with the sum (in millionths) and number of the known likenesses between two groups."""

    of: dict[str, str]
    held: dict[str, set[str]]
    links: dict[str, dict[str, Link]]
    chief: dict[str, dict[str, Link]]
    """As `links`, between chief tellings alone; of each group that has any."""
    chiefs: dict[str, int]
    """How many chief tellings each group has that has any."""
    barred: dict[str, set[str]] = field(default_factory=dict)

    def join(self, one: str, other: str) -> None:
        """Makes two groups one, under the name of the first."""
        for member in self.held[other]:
            self.of[member] = one
        self.held[one] |= self.held.pop(other)
        _as_one(self.links, one, other)
        if other in self.chiefs:
            self.chiefs[one] = self.chiefs.get(one, 0) + self.chiefs.pop(other)
            self.chief.setdefault(one, {})
            _as_one(self.chief, one, other)
        for third in self.barred.pop(other, set()):
            self.barred[third].discard(other)
            self.bar(one, third)

    def bar(self, one: str, other: str) -> None:
        """Keeps two groups apart."""
        self.barred.setdefault(one, set()).add(other)
        self.barred.setdefault(other, set()).add(one)

    def near(self, one: str, other: str) -> bool:
        """Whether the mean between two groups, of what is known and what might have been, is enough."""
        few, many = self.chiefs.get(one), self.chiefs.get(other)
        if few and many:
            return near_enough(*self.chief[one].get(other, (0, 0)), few, many)
        return near_enough(*self.links[one].get(other, (0, 0)), len(self.held[one]), len(self.held[other]))


def _as_one(links: dict[str, dict[str, Link]], one: str, other: str) -> None:
    """The links of the second group are those of the first from now on."""
    mine = links[one]
    for third, link in links.pop(other).items():
        theirs = links.get(third)
        if theirs is None:
            continue  # of no account here
        del theirs[other]
        if third != one:
            before = mine.get(third)
            both = link if before is None else (before[0] + link[0], before[1] + link[1])
            mine[third] = theirs[one] = both


def matters(
    tellings: Mapping[str, Telling], likenesses: Iterable[Likeness], pairings: Sequence[Pairing] = ()
) -> tuple[Matter, ...]:
    """Every telling in exactly one matter, oldest matter first.

    Of pairings on one pair the last counts. Where joins and splits cannot all hold, the splits do.
    """
    known = sorted(likenesses, key=lambda x: (-x.score, x.first, x.second))
    near: dict[str, dict[str, Link]] = {}
    for x in known:
        near.setdefault(x.first, {})[x.second] = near.setdefault(x.second, {})[x.first] = link_of(x.score)
    same = [(-x.score, x.first, x.second) for x in known if x.alike in (Alike.SAME_EVENT, Alike.SAME_RELEASE)]
    chiefs = {name for name, one in tellings.items() if one.lead}
    return made(tellings, grouped(tellings, near, same, chiefs, pairings), known, pairings)


def ranked(pair: Pair, chiefs: Collection[str]) -> Rank:
    """When a pair is looked at: those of chief tellings come first, the most alike of each kind before the others."""
    return not (pair[1] in chiefs and pair[2] in chiefs), *pair


def grouped(
    tellings: Collection[str],
    near: Near,
    same: Iterable[Pair],
    chiefs: Collection[str],
    pairings: Sequence[Pairing] = (),
) -> list[set[str]]:
    """Which tellings (ids) are of one matter, each in exactly one group.

    `same`: the pairs that are one by their likeness. `chiefs`: the tellings that stories are chiefly about. Whoever is not among
    `tellings` is passed over.
    """
    decided = {frozenset((p.first, p.second)): p for p in pairings}
    links = {one: dict(near.get(one, {})) for one in tellings}
    for pair in decided:  # what people decided on says nothing more
        for one in pair:
            for other in pair - {one}:
                links.get(one, {}).pop(other, None)
    groups = _decided(links, chiefs, decided.values())
    held = sorted(ranked(pair, chiefs) for pair in same if pair[1] in groups.of and pair[2] in groups.of)
    _agglomerated(groups, [(one, other) for _, _, one, other in held])
    return list(groups.held.values())


def made(
    tellings: Mapping[str, Telling],
    groups: Iterable[Set[str]],
    likenesses: Sequence[Likeness],
    pairings: Sequence[Pairing] = (),
) -> tuple[Matter, ...]:
    """Matters of groups of tellings, the oldest first, each with the likenesses within it and the decisions on its members."""
    held = list(groups)
    of = {member: n for n, members in enumerate(held) for member in members}
    within = _within(of, likenesses)
    ruled = _ruled(of, {frozenset((p.first, p.second)): p for p in pairings}.values())
    found = [_matter(tellings, members, within.get(n, ()), ruled.get(n, ())) for n, members in enumerate(held)]
    return tuple(sorted(found, key=lambda m: (_age(tellings[m.members[0]]), m.id)))


def _within(of: Mapping[str, int], known: Iterable[Likeness]) -> dict[int, list[Likeness]]:
    """The likenesses inside each group."""
    found: dict[int, list[Likeness]] = {}
    for x in known:
        name = of.get(x.first)
        if name is not None and name == of.get(x.second):
            found.setdefault(name, []).append(x)
    return found


def _ruled(of: Mapping[str, int], pairings: Iterable[Pairing]) -> dict[int, list[Pairing]]:
    """What people decided about members of each group."""
    found: dict[int, list[Pairing]] = {}
    for p in pairings:
        for name in {of.get(p.first), of.get(p.second)} - {None}:
            assert name is not None
            found.setdefault(name, []).append(p)
    return found


def _age(one: Telling) -> tuple[str, str]:
    return one.published or "9999", one.id


def _decided(links: dict[str, dict[str, Link]], chiefs: Collection[str], pairings: Iterable[Pairing]) -> _Groups:
    """Each telling a group of its own, but for what people decided."""
    leading = {one: 1 for one in links if one in chiefs}
    between = {one: {other: link for other, link in links[one].items() if other in leading} for one in leading}
    groups = _Groups({one: one for one in links}, {one: {one} for one in links}, links, between, leading)
    held = [p for p in pairings if p.first in links and p.second in links and p.first != p.second]
    for p in held:
        if not p.together:
            groups.bar(groups.of[p.first], groups.of[p.second])
    for p in held:
        one, other = groups.of[p.first], groups.of[p.second]
        if p.together and one != other and other not in groups.barred.get(one, ()):
            groups.join(one, other)
    return groups


def _agglomerated(groups: _Groups, same: Sequence[tuple[str, str]]) -> None:
    """Joins groups while the mean between them allows, until nothing changes."""
    of, moved, left = groups.of, True, same
    while moved:
        moved, still = False, []
        for pair in left:
            one, other = of[pair[0]], of[pair[1]]
            if one == other:
                continue  # for good
            if other not in groups.barred.get(one, ()) and groups.near(one, other):
                groups.join(one, other)
                moved = True
            else:
                still.append(pair)
        left = still


def _matter(
    tellings: Mapping[str, Telling], members: Set[str], held: Sequence[Likeness], ruled: Sequence[Pairing]
) -> Matter:
    ordered = sorted((tellings[one] for one in members), key=_age)
    first = ordered[0]
    return Matter(matter_id(first), first.sort, tuple(one.id for one in ordered), tuple(held), tuple(ruled))


def matter_id(first: Telling) -> str:
    """``mt-`` and 16 digits: a hash of the oldest telling's id."""
    return "mt-" + digest(canonical(["matter", first.id]).encode()).removeprefix("sha256:")[:16]
