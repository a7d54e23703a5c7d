"""A telling as it is compared: what comparisons ask of it again and again, worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from purport.corroborate.matters.mentions import TALK
from purport.corroborate.matters.nearness import bounds
from purport.fold import stem
from purport.records.matters import Count, Region, Telling, Toll

_KEPT = 16_384
_SITE_WORDS = """airport bakery bank bar barracks bazaar bridge bus cafe camp chapel checkpoint church cinema clinic convoy court
courthouse dam depot dock embassy factory farm ferry garage garrison harbour headquarters home hospital hostel hotel house
kindergarten laboratory library market mill mine ministry monastery mosque museum office orchard palace parliament pharmacy pier
pipeline plant port prison pump quarry refinery restaurant school seminary shop shrine silo square stadium station substation
supermarket synagogue temple theatre train tunnel university warehouse waterworks"""
_SITES = frozenset(stem(word) for word in _SITE_WORDS.split())
"""Kinds of place, of which a town has several."""
_BODIES_WORDS = """army battalion brigade council cell command committee company corps faction force forces front government group
guard guards league legion militia ministry movement navy party police state troops union"""
_BODIES = frozenset(_BODIES_WORDS.split())
"""Words in names that are of no person."""


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
        sites: kinds of place (stems) among its targets: "the vegetable market". victims: keys of persons (names of two words and
            more) who are targets, where nobody else is counted.
    """

    telling: Telling
    exact: date | None
    where: Where
    words: frozenset[str]
    actors: tuple[str, ...]
    talk: bool
    tolls: tuple[tuple[Toll, Sequence[Count]], ...]
    sites: frozenset[str] = frozenset()
    victims: tuple[str, ...] = ()


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
    return Side(
        telling=one,
        exact=exact,
        where=_where(one.places),
        words=words,
        actors=tuple(sorted(actors)),
        talk=talk,
        tolls=tuple(tolls.items()),
        sites=frozenset(stem(word) for target in one.targets for word in target.split()) & _SITES,
        victims=() if any(count.most is None or count.most > 1 for count in one.counts) else tuple(_persons(one)),
    )


def _persons(one: Telling) -> Iterator[str]:
    """Names among the targets that may be a person's: two words and more, all of them written as names."""
    for target in sorted(one.targets):
        words = target.split()
        if len(words) > 1 and all(stem(word) in one.names for word in words) and not _BODIES.intersection(words):
            yield target
