"""What speaks for and against two tellings being of one event or release: each feature with what it adds and its reason.

The method is that of record linkage (Fellegi and Sunter, *A Theory for Record Linkage*, 1969): each agreement or disagreement adds
a weight. Words, names, places and quotations are weighed by how rare they are (Sparck Jones 1972). Weights are set by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from purport.corroborate.matters.naming import Match, Naming
from purport.corroborate.matters.nearness import WIDE, apart, bounds_of, days_between, distance_km, together
from purport.corroborate.matters.sides import Side, Where, name_stems
from purport.records.days import Days
from purport.records.matters import Count, Region, Sort, Telling, Toll
from purport.records.stories import Link, Tie

SLACK = 1
"""Days that two days told for one event may lie apart: clocks, and "overnight"."""
SPREAD = 3
"""Days over which the press tells of one thing as new."""
FEW = 1.5
"""Weight that every set of words is taken to hold beside its own, so that two words in common of three say little."""
_CARRYING = frozenset({Tie.COPY, Tie.REWRITE, Tie.VERSION})
_SIZABLE = 8
"""From this number on it says something that two stories count as many: smaller ones meet by chance."""

Rarity = Callable[[str], float]
"""How much a word tells, 0 (everywhere) to 1 (nowhere else)."""


Shared = tuple[int, float, float]
"""What two tellings have in common of one kind of words: their number, the squares of their rarities, summed, and the cosine of
the two sets of words, each word weighed by the square of its rarity, less where there are few.
"""


def cosine(both: float, one: float, other: float) -> float:
    """The cosine of two sets of words that weigh so much, of which those in both weigh `both`."""
    return both / math.sqrt((FEW + one) * (FEW + other))


def shared(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> Shared:
    """What two sets of words have in common."""
    both = one & other
    weight, *masses = (sum(rarity(word) ** 2 for word in words) for words in (both, one, other))
    return len(both), weight, cosine(weight, *masses)


class Weighing:
    """How much words tell, by their `rarity`, and what two tellings have in common.

    `kin`: the stories (ids) whose words the story of the one says again, or that say its words again.
    """

    def __init__(self, rarity: Rarity, kin: Collection[str] = ()) -> None:
        self.rarity = rarity
        self._kin = kin

    def again(self, one: Telling, other: Telling) -> bool:
        """Whether the story of one says the words of the other's again, in all that they tell."""
        return one.document in self._kin or other.document in self._kin

    def words(self, first: Side, second: Side) -> Shared:
        """Of words that stand in no name."""
        return shared(first.words, second.words, self.rarity)

    def names(self, first: Side, second: Side) -> Shared:
        """Of names."""
        return shared(first.telling.names, second.telling.names, self.rarity)


Feature = tuple[float, Callable[[], str] | None]
"""What one comparison adds (log odds) and why, as what makes the words of it: most comparisons are never told of."""
_NOTHING: Feature = (0.0, None)
_ONE_DAY_AND_PLACE: Feature = (0.5, None)
"""They say more together than each alone,"""
_TOGETHER: Feature = (0.9, None)
"""and more still with the act."""
_BLASTS = ("aerial", "explosives", "heavy-weapons", "suicide-attack")
"""Modes that one blast may be told as."""
_MEANS = {
    **{frozenset((blast, "firearms")): -2.0 for blast in _BLASTS},
    **{frozenset((blast, "abduct")): -3.0 for blast in _BLASTS},
    frozenset(("firearms", "abduct")): -2.0,
    frozenset(("firearms", "primitive")): -1.0,
    frozenset(("abduct", "primitive")): -2.0,
}
"""Modes of which one act has seldom both. Arson is told of many a shelling."""
_OTHER_SITE: float = -3.5
"""Stories of one event that name a site as what was hit nearly always name a common one; a town has several."""
_OTHER_VICTIM: float = -8.0


def features(first: Side, second: Side, weighing: Weighing, naming: Naming, tie: Link | None = None) -> list[Feature]:
    """What speaks for and against two tellings being of one thing; symmetric but for the words of the reasons."""
    one, other = first.telling, second.telling
    found = [_day(one.days, one.out, other.days, other.out), _words(first, second, weighing)]
    if one.sort is not other.sort:
        found.insert(0, (-8.0, lambda: "one is a release, the other an event"))
    if one.names and other.names:
        found.append(_names(first, second, weighing))
    if one.quotes and other.quotes:
        found.append(_quotes(one, other, weighing.rarity))
    if tie is not None and tie.tie in _CARRYING:
        found.append((3.5 * tie.score, lambda: f"one is a {tie.tie} the other: {tie.reason}"))
    if one.sort is Sort.RELEASE:
        found.append(_speaker(one, other, naming))
    else:
        _add_of_event(found, first, second, weighing.rarity, naming)
    return found


def _add_of_event(found: list[Feature], first: Side, second: Side, rarity: Rarity, naming: Naming) -> None:
    """Adds what speaks for and against two tellings being of one event, beside words and days."""
    one, other = first.telling, second.telling
    if bool(one.aftermath) is not bool(other.aftermath):
        found.append((-0.8, None))
    if one.places or other.places:
        found.append(_place(first, second, rarity))
    if one.action is not None and other.action is not None:
        found.append(_act(first, second))
    elsewhere = bool(first.sites and second.sites) and first.sites.isdisjoint(second.sites)
    if first.exact and first.exact == second.exact and _lying(first.where, second.where).same:
        alike = one.action is not None and one.action is other.action and not elsewhere
        found.append(_TOGETHER if alike else _ONE_DAY_AND_PLACE)
    if first.actors and second.actors:
        found.append(_actor(first.actors, second.actors, naming))
    if elsewhere:
        found.append((_OTHER_SITE, lambda: f"other sites: {min(first.sites)} and {min(second.sites)}"))
    if first.victims and second.victims and (told := _victims(first.victims, second.victims, naming)):
        found.append(told)
    if one.counts and other.counts:
        found += _numbers(first, second)


@lru_cache(1 << 16)  # the days of one pair are those of many
def _day(told: str | None, out: str | None, also_told: str | None, also_out: str | None) -> Feature:
    (one, own), (other, also) = bounds_of(told, out), bounds_of(also_told, also_out)
    if one is None or other is None:
        return _NOTHING
    gap = days_between(one, other)
    if own and also:
        return _told_days(one, other, gap)
    told_first, out_last = (one.first, other.last) if own else (other.first, one.last)
    if own is not also and told_first and out_last and (early := (told_first - out_last).days) > SLACK:
        return (_far(early), lambda: f"one came out {early} days before the day that the other tells of")
    late = max(0, gap - SPREAD)
    if one.first is None or other.first is None:
        # one has no date: it says something only that it was kept before the other came out
        return (max(-6.0, -0.8 * late), lambda: f"kept {gap} days before the other came out") if late else _NOTHING
    if not late:
        return (0.3, lambda: "published in the same days")
    return (max(-6.0, -0.8 * late), lambda: f"published {gap} days apart")


def _told_days(one: Days, other: Days, gap: int) -> Feature:
    if gap == 0:
        if one.exact and other.exact:
            return (1.2, lambda: f"same day: {one.first}")
        return (0.6, lambda: "their days overlap")
    if gap <= SLACK:
        return (-1.0, lambda: f"days next to each other: {one.last} and {other.first}")
    return (_far(gap), lambda: f"{gap} days apart")


def _far(gap: int) -> float:
    """What it adds that days which cannot both be right lie so far apart."""
    return -4.0 - 0.6 * min(gap, 10)


class _Places(NamedTuple):
    """How the places of two tellings lie: those of the first that are places of the second, with the reason; whether all are `far`
    from each other, and whether any may be one, or one lie in the other (`met`).
    """

    same: tuple[tuple[Region, str], ...]
    far: bool
    met: bool


@lru_cache(1 << 15)  # stories of one event name the same places
def _lying(one: Where, other: Where) -> _Places:
    pairs = [(a, b) for a in one.regions for b in other.regions]
    same = tuple([(a, told) for a, b in pairs if (told := together(a, b))])
    return _Places(same, bool(pairs) and all(apart(a, b) for a, b in pairs), any(_meet(a, b) for a, b in pairs))


def _place(first: Side, second: Side, rarity: Rarity) -> Feature:
    lying = _lying(first.where, second.where)
    if lying.same:
        rare, reason = max((_name_rarity(place, rarity), told) for place, told in lying.same)
        return (0.5 + 0.8 * rare, lambda: reason)
    if first.where.named_in(second.telling.names) or second.where.named_in(first.telling.names):
        return (-0.5, None) if lying.far else _named_place(first, second, rarity)
    if lying.met or not first.where.regions or not second.where.regions:
        return _NOTHING
    mine, theirs = first.where.regions[0].name, second.where.regions[0].name
    if lying.far:
        return (-6.0, lambda: f"other places: {mine} and {theirs}")
    return (-2.0, lambda: f"places with other names: {mine} and {theirs}")


def _named_place(first: Side, second: Side, rarity: Rarity) -> Feature:
    """A place of the one that the other names, without saying that it was there."""
    sides = ((first.where, second.telling.names), (second.where, first.telling.names))
    found = [
        place
        for where, names in sides
        for place, stems in zip(where.regions, where.stems, strict=True)
        if place.precision not in WIDE and stems <= names
    ]
    if not found:
        return _NOTHING
    best = max(found, key=lambda place: (_name_rarity(place, rarity), place.name))
    return (0.3 + 0.6 * _name_rarity(best, rarity), lambda: f"both name {best.name}")


def _meet(one: Region, other: Region) -> bool:
    """Whether two regions may be one, or one lie in the other."""
    return (
        one.precision in WIDE
        or other.precision in WIDE
        or (not apart(one, other) and distance_km(one, other) is not None)
    )


def _name_rarity(place: Region, rarity: Rarity) -> float:
    """How rare the rarest word of a place's name is."""
    return max(map(rarity, name_stems(place.name)), default=0.0)


def _rarest(both: Collection[str], rarity: Rarity) -> list[str]:
    return sorted(sorted(both), key=rarity, reverse=True)[:5]


def _words(first: Side, second: Side, weighing: Weighing) -> Feature:
    number, _, share = weighing.words(first, second)
    if not number:
        return (_of_words(0.0), lambda: "no telling word in both")
    return (
        _of_words(share),
        lambda: f"words in both: {', '.join(_rarest(first.words & second.words, weighing.rarity))}",
    )


def _of_words(cosine: float) -> float:
    return min(3.5, 8.0 * (cosine - 0.15))


def _names(first: Side, second: Side, weighing: Weighing) -> Feature:
    (number, weight, share), one, other = weighing.names(first, second), first.telling.names, second.telling.names
    if not number:
        return (-1.0 if min(len(one), len(other)) <= 1 else -2.5, lambda: "no name in both")
    return (
        min(2.5, 4.0 * (share - 0.2) + 0.4 * weight),
        lambda: f"both name {', '.join(_rarest(one & other, weighing.rarity))}",
    )


def _quotes(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    """The same words quoted: both stories heard or read one speech, as copies do and independent reports."""
    both = first.quotes & second.quotes
    if not both:
        return _NOTHING
    found = sorted(both, key=lambda quote: (-rarity(quote), quote))
    return (min(3.5, 2.2 * sum(rarity(quote) for quote in found)), lambda: f"both quote “{found[0]}”")


def _speaker(first: Telling, second: Telling, naming: Naming) -> Feature:
    if not first.speaker or not second.speaker:
        return (-0.5, lambda: "one names no speaker")
    told, match = second.speaker, naming(first.speaker, second.speaker)
    if match is not None and match.sure:
        return (2.2, lambda: f"same speaker: {_both(told, match)}")
    if match is not None:
        return (0.3, lambda: f"perhaps the same speaker: {match.reason}")
    mentioned = set(first.speaker.split()) <= second.names or set(second.speaker.split()) <= first.names
    return (-2.0 if mentioned else -6.0, lambda: f"other speakers: {first.speaker} and {told}")


def _both(name: str, match: Match) -> str:
    return name if match.reason == name else f"{name} ({match.reason})"


def _act(first: Side, second: Side) -> Feature:
    one, other = first.telling, second.telling
    if one.action is not other.action:
        return (
            -0.1 if first.talk or second.talk else -0.5,
            lambda: f"other acts: {one.action} and {other.action}",
        )
    if one.mode and one.mode == other.mode:
        return (0.7, lambda: f"same act: {one.action} ({one.mode})")
    if one.mode and other.mode and (unlike := _MEANS.get(frozenset((one.mode, other.mode)))) is not None:
        return (unlike, lambda: f"other means: {one.mode} and {other.mode}")
    return (0.3, lambda: f"same act: {one.action}")


def _actor(one: Sequence[str], other: Sequence[str], naming: Naming) -> Feature:
    matches = [(match, b) for a in one for b in other if (match := naming(a, b))]
    sure = next(((match, name) for match, name in matches if match.sure), None)
    if sure is not None:
        return (0.6, lambda: f"same actor: {_both(sure[1], sure[0])}")
    if matches:
        return (0.2, lambda: f"perhaps the same actor: {matches[0][0].reason}")
    return (-0.2, lambda: f"other actors: {one[0]} and {other[0]}")


def _victims(one: Sequence[str], other: Sequence[str], naming: Naming) -> Feature | None:
    """That one person was harmed here and another there, each by name and alone."""
    if any(naming(a, b) for a in one for b in other):
        return None
    return (_OTHER_VICTIM, lambda: f"other victims: {one[0]} and {other[0]}")


def _numbers(first: Side, second: Side) -> Iterator[Feature]:
    for toll, mine in first.tolls:
        for also, theirs in second.tolls:
            if toll is also:
                yield _number(toll, mine, theirs)


def _number(toll: Toll, mine: Collection[Count], theirs: Collection[Count]) -> Feature:
    """The dead are counted alike sooner than the wounded, whom every hospital counts for itself."""
    pairs = [(a, b) for a in mine for b in theirs]
    a, b = pairs[0]
    if len(pairs) > 1:
        a, b = next(((a, b) for a, b in pairs if a.agrees(b)), pairs[0])

    def told() -> str:
        return f"{a.words.lower()} and {b.words.lower()} {toll}"

    exact = [a.least for a, b in pairs if (a.least, a.most) == (b.least, b.most)]
    if exact:
        return (1.2 if max(exact) >= _SIZABLE else 0.8, told)
    if a.agrees(b):
        return (0.3, told)
    near = any([_near(a.least, b.least) for a, b in pairs])
    if toll is not Toll.DEAD:
        return (-0.1 if near else -0.4, told)
    return (-0.2 if near else -0.9, told)


def _near(one: int, other: int) -> bool:
    """Whether two numbers may be the counts of one growing toll: at most half as many again, or three more."""
    low, high = sorted((one, other))
    return high <= max(1.6 * low, low + 3)
