"""What speaks for and against two tellings being of one event or release: each feature with what it adds and its reason.

The method is that of record linkage (Fellegi and Sunter, *A Theory for Record Linkage*, 1969): each agreement or disagreement adds
a weight. Words, names, places and quotations are weighed by how rare they are (Sparck Jones 1972). Weights are set by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from purport.corroborate.matters.mentions import TALK
from purport.corroborate.matters.naming import Match, Naming
from purport.corroborate.matters.nearness import WIDE, apart, days_between, distance_km, together
from purport.fold import stem
from purport.records.days import Days, days
from purport.records.matters import Count, Region, Sort, Telling, Toll
from purport.records.stories import Link, Tie

SLACK = 1
"""Days that two days told for one event may lie apart: clocks, and "overnight"."""
SPREAD = 3
"""Days over which the press tells of one thing as new."""
_FEW = 1.5
"""Weight that every set of words is taken to hold beside its own, so that two words in common of three say little."""
_CARRYING = frozenset({Tie.COPY, Tie.REWRITE, Tie.VERSION})
_SIZABLE = 8
"""From this number on it says something that two stories count as many: smaller ones meet by chance."""

Rarity = Callable[[str], float]
"""How much a word tells, 0 (everywhere) to 1 (nowhere else)."""


class Feature(NamedTuple):
    """What one comparison adds (log odds) and why; an empty reason is not told."""

    weight: float
    reason: str


_NOTHING = Feature(0.0, "")


def features(
    first: Telling, second: Telling, rarity: Rarity, naming: Naming, tie: Link | None = None
) -> Iterator[Feature]:
    """What speaks for and against two tellings being of one thing; symmetric but for the words of the reasons."""
    if first.sort is not second.sort:
        yield Feature(-8.0, "one is a release, the other an event")
    yield _day(first, second)
    yield _words(first, second, rarity)
    yield _names(first, second, rarity)
    yield _quotes(first, second, rarity)
    if tie is not None and tie.tie in _CARRYING:
        yield Feature(3.5 * tie.score, f"one is a {tie.tie} the other: {tie.reason}")
    if first.sort is Sort.RELEASE:
        yield _speaker(first, second, naming)
        return
    if bool(first.aftermath) is not bool(second.aftermath):
        yield Feature(-0.8, "")
    yield _place(first, second, rarity)
    yield _act(first, second)
    yield _together(first, second)
    yield _actor(first, second, naming)
    yield from _numbers(first, second)


class Dated(Protocol):
    """What has days of its own, and came out."""

    @property
    def days(self) -> str | None:
        """EDTF, when it was, by its own words."""

    @property
    def published(self) -> str | None:
        """EDTF, when it came out."""


def bounds(one: Dated) -> tuple[Days | None, bool]:
    """The days on which it may have been, and whether its own words say so; else it was in the days before it came out."""
    return _bounds(one.days, one.published)


@lru_cache(8192)
def _bounds(told: str | None, published: str | None) -> tuple[Days | None, bool]:
    own = days(told)
    if own is not None and own.first is not None and own.last is not None:
        return own, True
    return days(published), False


def _day(first: Telling, second: Telling) -> Feature:
    (one, told), (other, also) = bounds(first), bounds(second)
    if one is None or other is None:
        return _NOTHING
    gap = days_between(one, other)
    if told and also:
        return _told_days(one, other, gap)
    late = max(0, gap - SPREAD)
    return Feature(
        max(-6.0, -0.8 * late) if late else 0.3, f"published {gap} days apart" if late else "published in the same days"
    )


def _told_days(one: Days, other: Days, gap: int) -> Feature:
    if gap == 0:
        exact = one.exact and other.exact
        return Feature(1.2 if exact else 0.6, f"same day: {one.first}" if exact else "their days overlap")
    if gap <= SLACK:
        return Feature(-1.0, f"days next to each other: {one.last} and {other.first}")
    return Feature(-4.0 - 0.6 * min(gap, 10), f"{gap} days apart")


def _place(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    if not first.places and not second.places:
        return _NOTHING
    same = [(_name_rarity(a, rarity), told) for a in first.places for b in second.places if (told := together(a, b))]
    if same:
        rare, reason = max(same)
        return Feature(0.5 + 0.8 * rare, reason)
    far = bool(first.places and second.places) and all(apart(a, b) for a in first.places for b in second.places)
    if any(not _stems(place.name).isdisjoint(other) for place, other in _sides(first, second)):
        return Feature(-0.5, "") if far else _named_place(first, second, rarity)
    if far:
        return Feature(-1.2, f"other places: {first.places[0].name} and {second.places[0].name}")
    if first.places and second.places and not any(_meet(a, b) for a in first.places for b in second.places):
        return Feature(-0.6, f"places with other names: {first.places[0].name} and {second.places[0].name}")
    return _NOTHING


def _named_place(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    """A place of the one that the other names, without saying that it was there."""
    found = [
        place for place, other in _sides(first, second) if place.precision not in WIDE and _stems(place.name) <= other
    ]
    if not found:
        return _NOTHING
    best = max(found, key=lambda place: (_name_rarity(place, rarity), place.name))
    return Feature(0.3 + 0.6 * _name_rarity(best, rarity), f"both name {best.name}")


def _meet(one: Region, other: Region) -> bool:
    """Whether two regions may be one, or one lie in the other."""
    return (
        one.precision in WIDE
        or other.precision in WIDE
        or (not apart(one, other) and distance_km(one, other) is not None)
    )


@lru_cache(8192)
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in name.split())


def _name_rarity(place: Region, rarity: Rarity) -> float:
    """How rare the rarest word of a place's name is."""
    return max((rarity(word) for word in _stems(place.name)), default=0.0)


def _sides(first: Telling, second: Telling) -> Iterator[tuple[Region, frozenset[str]]]:
    """Each place of the one with the names of the other."""
    yield from ((place, second.names) for place in first.places)
    yield from ((place, first.names) for place in second.places)


def shared(one: Collection[str], other: Collection[str], rarity: Rarity) -> float:
    """The cosine of two sets of words, each weighed by the square of its rarity, less where there are few; 0 where one has none."""
    return _cosine(one, other, frozenset(one) & frozenset(other), rarity)


def _cosine(one: Collection[str], other: Collection[str], both: Collection[str], rarity: Rarity) -> float:
    squares = [sum([rare * rare for rare in map(rarity, words)]) for words in (both, one, other)]
    return squares[0] / math.sqrt((_FEW + squares[1]) * (_FEW + squares[2]))


def _rarest(both: Collection[str], rarity: Rarity) -> list[str]:
    return sorted(sorted(both), key=rarity, reverse=True)[:5]


@lru_cache(16_384)  # a telling is compared with many
def _beside(words: frozenset[str], names: frozenset[str]) -> frozenset[str]:
    return words - names


def _words(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    mine, theirs = _beside(first.words, first.names), _beside(second.words, second.names)
    both = mine & theirs
    found = _cosine(mine, theirs, both, rarity)
    told = ", ".join(_rarest(both, rarity))
    return Feature(min(3.5, 8.0 * (found - 0.15)), f"words in both: {told}" if told else "no telling word in both")


def _names(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    if not first.names or not second.names:
        return _NOTHING
    both = first.names & second.names
    if not both:
        return Feature(-2.5 if min(len(first.names), len(second.names)) > 1 else -1.0, "no name in both")
    share = _cosine(first.names, second.names, both, rarity)
    rare = sum(rarity(name) ** 2 for name in both)
    return Feature(min(2.5, 4.0 * (share - 0.2) + 0.4 * rare), f"both name {', '.join(_rarest(both, rarity))}")


def _quotes(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    """The same words quoted: both stories heard or read one speech, as copies do and independent reports."""
    both = first.quotes & second.quotes
    if not both:
        return _NOTHING
    found = sorted(both, key=lambda quote: (-rarity(quote), quote))
    return Feature(min(3.5, 2.2 * sum(rarity(quote) for quote in found)), f"both quote “{found[0]}”")


def _speaker(first: Telling, second: Telling, naming: Naming) -> Feature:
    if not first.speaker or not second.speaker:
        return Feature(-0.5, "one names no speaker")
    match = naming(first.speaker, second.speaker)
    if match is not None and match.sure:
        return Feature(2.2, f"same speaker: {_both(second.speaker, match)}")
    if match is not None:
        return Feature(0.3, f"perhaps the same speaker: {match.reason}")
    mentioned = set(first.speaker.split()) <= second.names or set(second.speaker.split()) <= first.names
    return Feature(-2.0 if mentioned else -6.0, f"other speakers: {first.speaker} and {second.speaker}")


def _both(name: str, match: Match) -> str:
    return name if match.reason == name else f"{name} ({match.reason})"


def _act(first: Telling, second: Telling) -> Feature:
    if first.action is None or second.action is None:
        return _NOTHING
    if first.action is not second.action:
        talk = first.action in TALK or second.action in TALK
        return Feature(-0.1 if talk else -0.5, f"other acts: {first.action} and {second.action}")
    if first.mode and first.mode == second.mode:
        return Feature(0.7, f"same act: {first.action} ({first.mode})")
    return Feature(0.3, f"same act: {first.action}")


def _together(first: Telling, second: Telling) -> Feature:
    """Day and place together say more than each alone, and more still with the act."""
    (one, told), (other, also) = bounds(first), bounds(second)
    same_day = told and also and one == other and one is not None and one.exact
    if not same_day or not any(together(a, b) for a in first.places for b in second.places):
        return _NOTHING
    return Feature(0.9 if first.action is not None and first.action is second.action else 0.5, "")


def named(one: Telling) -> frozenset[str]:
    """The keys of actors who are somebody in particular."""
    return frozenset([stance.actor for stance in one.stances if stance.actor])


def _actor(first: Telling, second: Telling, naming: Naming) -> Feature:
    if not first.stances or not second.stances:
        return _NOTHING
    one, other = sorted(named(first)), sorted(named(second))
    if not one or not other:
        return _NOTHING
    matches = [(match, b) for a in one for b in other if (match := naming(a, b))]
    sure = next(((match, name) for match, name in matches if match.sure), None)
    if sure is not None:
        return Feature(0.6, f"same actor: {_both(sure[1], sure[0])}")
    if matches:
        return Feature(0.2, f"perhaps the same actor: {matches[0][0].reason}")
    return Feature(-0.2, f"other actors: {one[0]} and {other[0]}")


def _numbers(first: Telling, second: Telling) -> Iterator[Feature]:
    if not first.counts or not second.counts:
        return
    for toll in dict.fromkeys(count.toll for count in first.counts):
        mine = [count for count in first.counts if count.toll is toll]
        theirs = [count for count in second.counts if count.toll is toll]
        if theirs:
            yield _number(toll, mine, theirs)


def _number(toll: Toll, mine: Collection[Count], theirs: Collection[Count]) -> Feature:
    """The dead are counted alike sooner than the wounded, whom every hospital counts for itself."""
    pairs = [(a, b) for a in mine for b in theirs]
    a, b = next(((a, b) for a, b in pairs if a.agrees(b)), pairs[0])
    told = f"{a.words.lower()} and {b.words.lower()} {toll}"
    exact = [a.least for a, b in pairs if (a.least, a.most) == (b.least, b.most)]
    if exact:
        return Feature(1.2 if max(exact) >= _SIZABLE else 0.8, told)
    if a.agrees(b):
        return Feature(0.3, told)
    near = any(_near(a.least, b.least) for a, b in pairs)
    if toll is not Toll.DEAD:
        return Feature(-0.1 if near else -0.4, told)
    return Feature(-0.2 if near else -0.9, told)


def _near(one: int, other: int) -> bool:
    """Whether two numbers may be the counts of one growing toll: at most half as many again, or three more."""
    low, high = sorted((one, other))
    return high <= max(1.6 * low, low + 3)
