"""How near two words of names are in sound: a weighted edit distance over sounds, 1 for the same, 0 where much of it is not.

The distance is that of Levenshtein (1966) with a cost for each pair of sounds, and two sounds for one ("s h" for "sh").
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from math import inf

from purport.corroborate.names.costs import CONSONANT_GAP, shipped
from purport.corroborate.names.keys import classes
from purport.corroborate.names.sounds import Sounds, is_arabic

_FARTHEST = 0.42
"""Where the costs come to more of the weight, nothing is alike."""
_STRANGE = 3
_LIGHTER = 0.5
"""A word that weighs less than this beside the other is not looked at: it cannot be alike."""
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


class _Row(dict[str, float]):
    """What each sound costs for one sound, kept as it is asked for."""

    def __init__(self, sound: str) -> None:
        super().__init__()
        self._sound = sound

    def __missing__(self, other: str) -> float:
        self[other] = cost = shipped().of(self._sound, other)
        return cost


_row_of = lru_cache(maxsize=None)(_Row)


@lru_cache(maxsize=100_000)
def _rows(sounds: Sounds) -> tuple[tuple[_Row, dict[str, float]], ...]:
    """For each sound its costs, and those of the sound before and itself taken as one."""
    joined = shipped().joined
    befores = ("", *sounds)
    return tuple((_row_of(sound), joined.get((befores[i], sound), _NONE)) for i, sound in enumerate(sounds))


@lru_cache(maxsize=100_000)
def _columns(sounds: Sounds, across: bool) -> tuple[tuple[str, float, dict[str, float]], ...]:
    """For each sound: itself, what leaving it out costs, and what it costs with the one before it to be one sound."""
    return tuple(zip(sounds, _gaps(sounds, across), (pair for _, pair in _rows(sounds)), strict=True))


def distance(one: Sounds, other: Sounds, limit: float = inf) -> float:
    """The least cost of turning one row of sounds into the other; infinite if it is more than `limit`."""
    across = _arabic(one) != _arabic(other)
    columns = _columns(other, across)
    row = [0.0, *accumulate(_gaps(other, across))]
    before = row
    for x, drop, (costs, joined) in zip(one, _gaps(one, across), _rows(one), strict=True):
        now = _next_row((before, row), columns, (x, drop, costs, joined))
        before, row = row, now
        if min(row) > limit and min(before) > limit:
            return inf
    return row[-1] if row[-1] <= limit else inf


def _next_row(
    above: tuple[list[float], list[float]],
    columns: tuple[tuple[str, float, dict[str, float]], ...],
    sound: tuple[str, float, _Row, dict[str, float]],
) -> list[float]:
    """One row of the table: what all beginnings of the other word cost for one word up to this sound.

    Written without ``min``, whose calls would be half of the time.
    """
    (before, row), (x, drop, costs, joined) = above, sound
    left = row[0] + drop
    now = [left]
    corner = row[0]
    for j, (y, gap, two) in enumerate(columns):
        up = row[j + 1]
        best, dropped, added = corner + costs[y], up + drop, left + gap
        best = dropped if dropped < best else best
        best = added if added < best else best
        if joined and y in joined and before[j] + joined[y] < best:
            best = before[j] + joined[y]
        if two and x in two and row[j - 1] + two[x] < best:
            best = row[j - 1] + two[x]
        now.append(best)
        left, corner = best, up
    return now


def _arabic(sounds: Sounds) -> bool:
    return bool(sounds) and is_arabic(sounds[-1])


@lru_cache(maxsize=200_000)
def likeness(one: Sounds, other: Sounds) -> float:
    """From 0 to 1; the same both ways."""
    if one == other:
        return 1.0
    heavy, light = weight(one), weight(other)
    mean = (heavy + light) / 2
    if not mean or min(heavy, light) < _LIGHTER * max(heavy, light) or _strangers(one, other):
        return 0.0
    return max(0.0, 1.0 - distance(one, other, _FARTHEST * mean) / mean)


def prepare(sounds: Sounds) -> None:
    """Reckons ahead what comparing needs of one word alone, for words that many will be compared with."""
    weight(sounds)
    classes(sounds)
    for across in (False, True):
        _columns(sounds, across)


def _strangers(one: Sounds, other: Sounds) -> bool:
    """Whether three kinds of consonants, counted over both, are in one word alone: then nothing need be reckoned."""
    (sure, may), (others, others_may) = classes(one), classes(other)
    return (sure & ~others_may).bit_count() + (others & ~may).bit_count() >= _STRANGE
