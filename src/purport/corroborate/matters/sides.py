"""A telling as it is compared: what comparisons ask of it again and again, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from purport.corroborate.matters.nearness import bounds
from purport.records.days import Days
from purport.records.matters import Telling

_KEPT = 16_384


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tellings of a comparison.

    Attributes:
        days: on which it may have been; `told`: whether its own words say so. exact: the day, if they name one.
        words: without those that stand in names. actors: keys of those who are somebody in particular, in order.
    """

    telling: Telling
    days: Days | None
    told: bool
    exact: date | None
    words: frozenset[str]
    actors: tuple[str, ...]


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
    return Side(one, days, told, exact, one.words - one.names, tuple(sorted(actors)))
