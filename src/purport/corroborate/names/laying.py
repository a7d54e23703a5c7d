"""Two names of people laid beside each other, part by part: in the order that fits best, two words for one where that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from purport.corroborate.names.costs import shipped
from purport.corroborate.names.likeness import likeness, weight
from purport.corroborate.names.parts import Part, Person, joined

SAME = 0.86
"""From here two words are spellings of one word."""
NEAR = 0.72
"""From here they may be."""
_LEAST = 0.6
_SOFT = 0.15
_INITIAL = 0.75
_AS_LONG = 0.7
_OTHER_NAME = 0.6
_SPELLINGS = 0.97


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts of two names that stand beside each other: places in each (one or two), and how alike they are."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    alike: float


@dataclass(frozen=True, slots=True)
class Laid:
    """Two names laid beside each other. `turned`: 1 or 2 if that one was read family name first, else 0."""

    one: tuple[Part, ...]
    other: tuple[Part, ...]
    pairs: tuple[Pair, ...]
    turned: int = 0

    @property
    def raw(self) -> float:
        """From 0 to 1: how alike what stands beside each other is, less for parts that have no counterpart."""
        matched = sum(
            pair.alike * (_weights(self.one, pair.one) + _weights(self.other, pair.other)) for pair in self.pairs
        )
        whole = _weights(self.one, range(len(self.one))) + _weights(self.other, range(len(self.other)))
        return matched / whole if whole else 0.0


def _weights(parts: tuple[Part, ...], places: tuple[int, ...] | range) -> float:
    return sum(_SOFT if parts[place].soft else 1.0 for place in places)


@lru_cache(maxsize=200_000)
def alike(one: Part, other: Part) -> float:
    """How alike two parts are, 0 to 1; the same both ways."""
    if one.initial or other.initial:
        return _initials(one, other)
    if one.kunya != other.kunya:
        return 0.0
    if one.given & other.given and one.servant == other.servant:
        return 1.0 if one.sounds == other.sounds else _SPELLINGS
    found = likeness(one.sounds, other.sounds)
    return min(found, _OTHER_NAME) if _two_names(one, other) else found


def _two_names(one: Part, other: Part) -> bool:
    """Whether two parts are two names, however near in sound."""
    return one.servant != other.servant or bool(one.given and other.given and not one.given & other.given)


def perhaps(one: Part, other: Part) -> float:
    """As :func:`alike`, but 0 at once for what are two names: for sifting many."""
    return 0.0 if _two_names(one, other) else alike(one, other)


def _initials(one: Part, other: Part) -> float:
    """An initial stands for any name that begins so."""
    if one.kunya or other.kunya or not one.sounds or not other.sounds:
        return 0.0
    if one.servant or other.servant:
        return _INITIAL if "a" in (one.word, other.word) else 0.0
    begins = one.word[0] == other.word[0]
    if not begins and shipped().of(one.sounds[0].rstrip("."), other.sounds[0].rstrip(".")) > 0.1:
        return 0.0
    return 1.0 if one.initial and other.initial else _INITIAL


def laid(one: Person, other: Person) -> Laid:
    """Two names beside each other, in the order that fits best: as written, or one of them read family name first.

    Of ways that fit as well the same is taken whichever name comes first.
    """
    if _rank(other) < _rank(one):
        return _mirrored(laid(other, one))
    best = _in_order(one.parts, other.parts, 0)
    if best.raw >= SAME or not one.parts or not other.parts:
        return best
    for parts, others, turned in _turned(one.parts, other.parts):
        found = _in_order(parts, others, turned)
        if found.raw > best.raw + 0.05:
            best = found
    return best


def _rank(name: Person) -> list[tuple[str, bool, bool, bool, bool]]:
    return [(part.word, part.kunya, part.servant, part.patronym, part.article) for part in name.parts]


def _mirrored(found: Laid) -> Laid:
    pairs = tuple(Pair(pair.other, pair.one, pair.alike) for pair in found.pairs)
    return Laid(found.other, found.one, pairs, (0, 2, 1)[found.turned])


def _turned(one: tuple[Part, ...], other: tuple[Part, ...]) -> Iterator[tuple[tuple[Part, ...], tuple[Part, ...], int]]:
    """Each name with its first part put last, where that part is like the other name's last."""
    if len(one) >= 2 and not one[1].patronym and alike(one[0], other[-1]) >= NEAR:
        yield (*one[1:], one[0]), other, 1
    if len(other) >= 2 and not other[1].patronym and alike(other[0], one[-1]) >= NEAR:
        yield one, (*other[1:], other[0]), 2


def _in_order(one: tuple[Part, ...], other: tuple[Part, ...], turned: int) -> Laid:
    """The best way to lay parts beside each other without crossing, after Needleman and Wunsch (1970)."""
    if straight := _straight(one, other, turned):
        return straight
    gains = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    steps: dict[tuple[int, int], Pair] = {}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            gains[i][j] = max(gains[i - 1][j], gains[i][j - 1])
            for pair in _ending_at(one, other, i, j):
                gain = gains[pair.one[0]][pair.other[0]] + pair.alike * (
                    _weights(one, pair.one) + _weights(other, pair.other)
                )
                if gain > gains[i][j]:
                    gains[i][j] = gain
                    steps[i, j] = pair
    return Laid(one, other, tuple(reversed([*_back(gains, steps)])), turned)


def _straight(one: tuple[Part, ...], other: tuple[Part, ...], turned: int) -> Laid | None:
    """The plain case: as many parts, each a spelling of the one beside it."""
    if len(one) != len(other):
        return None
    pairs = []
    for place, (a, b) in enumerate(zip(one, other, strict=True)):
        if (found := alike(a, b)) < SAME:
            return None
        pairs.append(Pair((place,), (place,), found))
    return Laid(one, other, tuple(pairs), turned)


def _back(gains: list[list[float]], steps: dict[tuple[int, int], Pair]) -> Iterator[Pair]:
    i, j = len(gains) - 1, len(gains[0]) - 1
    while i and j:
        pair = steps.get((i, j))
        if pair:
            yield pair
            i, j = pair.one[0], pair.other[0]
        elif gains[i][j] == gains[i - 1][j]:
            i -= 1
        else:
            j -= 1


def _ending_at(one: tuple[Part, ...], other: tuple[Part, ...], i: int, j: int) -> Iterator[Pair]:
    a, b = one[i - 1], other[j - 1]
    plain = alike(a, b)
    if plain >= _LEAST:
        yield Pair((i - 1,), (j - 1,), plain)
    if plain >= SAME:
        return
    if i >= 2 and (found := _together(one[i - 2], a, b)) >= SAME:
        yield Pair((i - 2, i - 1), (j - 1,), found)
    if j >= 2 and (found := _together(other[j - 2], b, a)) >= SAME:
        yield Pair((i - 1,), (j - 2, j - 1), found)


@lru_cache(maxsize=200_000)
def _together(first: Part, second: Part, whole: Part) -> float:
    """How alike two parts, written as one word, are to one part."""
    if whole.initial or first.initial or second.initial or first.kunya != whole.kunya or second.kunya:
        return 0.0
    if first.servant and whole.servant:
        return 0.0
    sounds = joined(first, second)
    heavy, light = weight(sounds), weight(whole.sounds)
    return likeness(sounds, whole.sounds) if min(heavy, light) > _AS_LONG * max(heavy, light) else 0.0
