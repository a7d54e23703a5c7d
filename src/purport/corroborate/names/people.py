"""Whether two names of people are one name: parts are laid beside each other, then a few rules are asked, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from purport.corroborate.names.costs import shipped
from purport.corroborate.names.judgement import Judgement
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
    if shipped().of(one.sounds[0].rstrip("."), other.sounds[0].rstrip(".")) > 0.1:
        return 0.0
    return 1.0 if one.initial and other.initial else _INITIAL


def laid(one: Person, other: Person) -> Laid:
    """Two names beside each other, in the order that fits best: as written, or one of them read family name first."""
    best = _in_order(one.parts, other.parts, 0)
    if best.raw >= SAME or not one.parts or not other.parts:
        return best
    for parts, others, turned in _turned(one.parts, other.parts):
        found = _in_order(parts, others, turned)
        if found.raw > best.raw + 0.05:
            best = found
    return best


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


def judged(found: Laid, one: Person, other: Person) -> tuple[Judgement, tuple[str, ...]]:
    """What the laid out names come to, with the reasons."""
    for rule in _RULES:
        if verdict := rule(found, one, other):
            return verdict
    return Judgement.POSITIVE, (_told(found),)


Verdict = tuple[Judgement, tuple[str, ...]]


def _nothing(found: Laid, one: Person, other: Person) -> Verdict | None:
    if not one.parts or not other.parts:
        return Judgement.NONE, ("one of them has no letters that can be compared",)
    return None


def _ranks(found: Laid, one: Person, other: Person) -> Verdict | None:
    if one.numbers != other.numbers:
        return Judgement.NEGATIVE, (f"numbers differ: {_list(one.numbers)} and {_list(other.numbers)}",)
    ranks = {one.generation, other.generation}
    if len(ranks) == 2:
        return Judgement.UNSURE if "" in ranks else Judgement.NEGATIVE, (
            f"generations differ: {one.generation or 'none'} and {other.generation or 'none'}",
        )
    return None


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words) or "none"


def _kunya_alone(found: Laid, one: Person, other: Person) -> Verdict | None:
    alone = [name for name in (one, other) if len(name.firm) == 1 and name.firm[0].kunya]
    if not alone:
        return None
    if len(alone) == 1 or not found.pairs:
        return (Judgement.UNSURE if found.pairs else Judgement.NEGATIVE), (_KUNYA,)
    return Judgement.UNSURE, (_KUNYA,)


def one_kunya(one: Person, other: Person) -> bool:
    """Whether both are a kunya alone, and spellings of one."""
    first, second = one.firm, other.firm
    return len(first) == len(second) == 1 and first[0].kunya and alike(first[0], second[0]) >= SAME


_KUNYA = "a kunya alone (father or mother of) is borne by many: only a list can say whose it is"


def _of_kind(parts: tuple[Part, ...]) -> list[int]:
    return [place for place, part in enumerate(parts) if not part.soft] or list(range(len(parts)))


def _given(found: Laid, one: Person, other: Person) -> Verdict | None:
    """The first names must stand beside each other."""
    first, second = _of_kind(found.one)[0], _of_kind(found.other)[0]
    pair = next((p for p in found.pairs if first in p.one or second in p.other), None)
    told = f"{found.one[first].shown} and {found.other[second].shown}"
    if pair is None or not (first in pair.one and second in pair.other):
        if 1 in (len(one.firm), len(other.firm)) and found.pairs:
            return Judgement.UNSURE, ("one part of a name only",)
        return Judgement.NEGATIVE, (f"first names differ: {told}",)
    if found.one[first].initial != found.other[second].initial:
        return Judgement.UNSURE, (f"an initial for a first name: {told}",)
    if pair.alike < NEAR:
        return Judgement.NEGATIVE, (f"first names differ: {told}",)
    if pair.alike < SAME:
        return Judgement.UNSURE, (f"first names are near, not the same: {told}",)
    return None


def _clash(found: Laid, one: Person, other: Person) -> Verdict | None:
    """Parts that face each other and have no counterpart."""
    for left, right, last in _gaps(found):
        if left and right:
            told = f"{_shown(found.one, left)} and {_shown(found.other, right)}"
            if last:
                return (Judgement.NEGATIVE if len(found.pairs) < 2 else Judgement.UNSURE), (
                    f"family names differ: {told}",
                )
            return Judgement.UNSURE, (f"names in the middle differ: {told}",)
    return None


def _shown(parts: tuple[Part, ...], places: list[int]) -> str:
    return " ".join(parts[place].shown for place in places)


def _gaps(found: Laid) -> Iterator[tuple[list[int], list[int], bool]]:
    """Between two pairs, and behind the last: the places without counterpart, soft ones left out."""
    i = j = 0
    ends = [
        *((p.one[0], p.other[0], p.one[-1] + 1, p.other[-1] + 1) for p in found.pairs),
        (len(found.one), len(found.other), 0, 0),
    ]
    for number, (left, right, after, beyond) in enumerate(ends):
        yield (
            [place for place in range(i, left) if not found.one[place].soft],
            [place for place in range(j, right) if not found.other[place].soft],
            number == len(ends) - 1,
        )
        i, j = after, beyond


def _near(found: Laid, one: Person, other: Person) -> Verdict | None:
    for pair in found.pairs:
        soft = all(found.one[place].soft for place in pair.one) or all(found.other[place].soft for place in pair.other)
        if pair.alike < SAME and not soft:
            told = f"{_shown(found.one, [*pair.one])} and {_shown(found.other, [*pair.other])}"
            initial = found.one[pair.one[0]].initial or found.other[pair.other[0]].initial
            return Judgement.UNSURE, (f"{'an initial' if initial else 'near, not the same'}: {told}",)
    return None


def _short(found: Laid, one: Person, other: Person) -> Verdict | None:
    """A name with fewer parts must share first and last with the longer one, or three parts with it."""
    if (len(one.firm) == 1) != (len(other.firm) == 1) and not _whole(found):
        return Judgement.UNSURE, ("one part of a name only",)
    *_, (left, right, _last) = _gaps(found)
    if (left or right) and len(found.pairs) < 3:
        where = _shown(found.one, left) or _shown(found.other, right)
        return Judgement.UNSURE, (f"only one of them goes on: {where}",)
    return None


def _whole(found: Laid) -> bool:
    return not any(left or right for left, right, _ in _gaps(found))


def _order(found: Laid, one: Person, other: Person) -> Verdict | None:
    """Read family name first, every part must have its counterpart, and it must be plain which is the first name."""
    if not found.turned:
        return None
    if not _whole(found):
        return Judgement.UNSURE, ("some of the same names, in another order",)
    turned = found.one if found.turned == 1 else found.other
    if turned[0].given and turned[-1].given:
        return Judgement.UNSURE, ("the same names in another order, perhaps father and son",)
    return None


_RULES = (_nothing, _ranks, _kunya_alone, _given, _clash, _near, _short, _order)


def _told(found: Laid) -> str:
    pairs = (f"{_shown(found.one, [*p.one])} = {_shown(found.other, [*p.other])}" for p in found.pairs)
    return ("read family name first: " if found.turned else "") + "; ".join(pairs)
