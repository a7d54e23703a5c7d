"""How near two words of names are in sound: a weighted edit distance over sounds, 1 for the same and 0 for nothing alike.

The distance is that of Levenshtein (1966) with a cost for each pair of sounds, and two sounds for one ("s h" for "sh").
"""

from __future__ import annotations

from functools import lru_cache

from purport.corroborate.names.costs import CONSONANT_GAP, shipped
from purport.corroborate.names.sounds import Sounds, is_arabic

_NONE: dict[str, float] = {}


@lru_cache(maxsize=50_000)
def weight(sounds: Sounds) -> float:
    """What a row of sounds counts together."""
    table = shipped().weight
    return sum(table.get(sound, 1.0) for sound in sounds)


@lru_cache(maxsize=100_000)
def _gaps(sounds: Sounds, across: bool) -> tuple[float, ...]:
    table = shipped().across if across else shipped().gap
    return tuple(table.get(sound, CONSONANT_GAP) for sound in sounds)


class _Taken(dict[tuple[str, str], float]):
    """Costs of pairs of sounds, kept as they are asked for."""

    def __missing__(self, pair: tuple[str, str]) -> float:
        self[pair] = cost = shipped().of(*pair)
        return cost


_TAKEN = _Taken()


def distance(one: Sounds, other: Sounds) -> float:
    """The least cost of turning one row of sounds into the other."""
    across = _arabic(one) != _arabic(other)
    gaps, down = _gaps(other, across), _gaps(one, across)
    joined, taken = shipped().joined, _TAKEN
    before: list[float] = []
    row = [0.0]
    for gap in gaps:
        row.append(row[-1] + gap)
    last = ""
    for i, x in enumerate(one):
        pair = joined.get((last, x), _NONE)
        now = [row[0] + down[i]]
        for j, y in enumerate(other):
            best = min(row[j] + taken[x, y], row[j + 1] + down[i], now[j] + gaps[j])
            if pair and y in pair:
                best = min(best, before[j] + pair[y])
            if j and (two := joined.get((other[j - 1], y))) and x in two:
                best = min(best, row[j - 1] + two[x])
            now.append(best)
        before, row, last = row, now, x
    return row[-1]


def _arabic(sounds: Sounds) -> bool:
    return bool(sounds) and is_arabic(sounds[-1])


@lru_cache(maxsize=200_000)
def likeness(one: Sounds, other: Sounds) -> float:
    """From 0 to 1; the same both ways."""
    if one == other:
        return 1.0
    mean = (weight(one) + weight(other)) / 2
    return max(0.0, 1.0 - distance(one, other) / mean) if mean else 0.0
