"""A telling as it is compared: what comparisons ask of it again and again, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from purport.corroborate.matters.mentions import TALK
from purport.corroborate.matters.nearness import bounds
from purport.fold import stem
from purport.records.matters import Count, Region, Telling, Toll

_KEPT = 16_384


@lru_cache(8192)
def name_stems(name: str) -> frozenset[str]:
    """The stems of the words of a place's name."""
    return frozenset(stem(word) for word in name.split())


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """The places of a telling, with the stems of the names of each, and of all; the same places are one object."""

    regions: tuple[Region, ...]
    stems: tuple[frozenset[str], ...]
    every: frozenset[str]

    def named_in(self, names: frozenset[str]) -> bool:
        """Whether a word of one of their names is among these."""
        return not self.every.isdisjoint(names)


@lru_cache(1 << 14)
def _where(regions: tuple[Region, ...]) -> Where:
    stems = tuple(name_stems(one.name) for one in regions)
    return Where(regions, stems, frozenset[str]().union(*stems))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tellings of a comparison.

    Attributes:
        exact: the day on which it was, if its own words name one. where: its places.
        words: without those that stand in names. actors: keys of those who are somebody in particular, in order.
        talk: whether its act is one of speech. tolls: the numbers of each toll that is counted, in their order.
    """

    telling: Telling
    exact: date | None
    where: Where
    words: frozenset[str]
    actors: tuple[str, ...]
    talk: bool
    tolls: tuple[tuple[Toll, Sequence[Count]], ...]


_SIDES: dict[int, Side] = {}
"""By the identity of the telling, which stays its own while it is held here."""


def side_of(one: Telling) -> Side:
    """A telling as it is compared; kept while it is among the last that were."""
    found = _SIDES.get(id(one))
    if found is None:
        if len(_SIDES) >= _KEPT:
            _SIDES.clear()
        found = _SIDES[id(one)] = _worked_out(one)
    return found


def _worked_out(one: Telling) -> Side:
    days, told = bounds(one)
    exact = days.first if told and days is not None and days.exact else None
    actors = {stance.actor for stance in one.stances if stance.actor}
    tolls: dict[Toll, list[Count]] = {}
    for count in one.counts:
        tolls.setdefault(count.toll, []).append(count)
    words, talk = one.words - one.names, one.action in TALK
    return Side(one, exact, _where(one.places), words, tuple(sorted(actors)), talk, tuple(tolls.items()))
