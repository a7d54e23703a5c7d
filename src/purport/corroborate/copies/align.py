"""Where two texts run alike: the same words in the same order, through misread letters, house style and small edits.

Seed and extend (Altschul and others, "Basic local alignment search tool", 1990): runs of `SEED` equal words are seeds, grown both
ways word by word; neighbouring runs in the same order become one stretch when what lies between is short or is mostly the
same words misread, found by the alignment of Needleman and Wunsch (1970) within the gap only, so the cost stays linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count

from rapidfuzz.distance import Levenshtein

from purport.corroborate.copies.words import FIGURES, Words

SEED = 4  # words
GAP = 14  # words; a longer insertion or cut parts two stretches
BRIDGED = 3  # words; a shorter gap belongs to the stretch whatever stands in it
_PLACES = 6  # of one seed in the other text
_AT_ONCE = 16  # words that are held against each other at once where two texts run alike
_REACH = 60  # words that a stretch is grown by at either end

_distance = Levenshtein.distance
_SHAPES = str.maketrans("e0l1uh58", "coiinbsb")  # letters and digits that scanners take for each other


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``start:end`` of one text answer words ``there:there_end`` of the other; `alike` of the first are the same."""

    start: int
    end: int
    there: int
    there_end: int
    alike: int

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def score(self) -> float:
        """Share of the words that are the same, 0 to 1."""
        return self.alike / len(self)


def letters_apart(one: str, other: str) -> int:
    """The least number of letters to put in, take out or change (Levenshtein, 1966).

    >>> letters_apart("reached", "rcachcd")
    2
    """
    return Levenshtein.distance(one, other)


@lru_cache(1 << 14)
def _shape(word: str) -> str:
    """A word as a bad scan shows it: letters that look alike are one."""
    return word.replace("rn", "m").replace("cl", "d").translate(_SHAPES)


def same_word(one: str, other: str) -> bool:
    """Whether two words are the same: a third of the letters misread at most, or one number in letters and in figures.

    >>> same_word("colonel", "co1onel"), same_word("the", "tbe"), same_word("north", "south")
    (True, True, False)
    """
    return one == other or alike(one, other)


@lru_cache(1 << 16)
def alike(one: str, other: str) -> bool:
    """Whether two words that are not equal are the same, as `same_word` says."""
    if (one in FIGURES or other in FIGURES) and (FIGURES.get(one) == other or FIGURES.get(other) == one):
        return True
    length, least = len(one), len(other)
    if length < least:
        length, least = least, length
    if length - least > 2 or one.isdecimal() or other.isdecimal():
        return False
    most = length // 3
    near = length >= 4 and _distance(one, other, score_cutoff=most) <= most
    return near or _shape(one) == _shape(other)


_Row = tuple[int, int, int, int, int]
"""A stretch in the making: its words there and here, and how many are the same, in the order of :class:`Stretch`."""


def _grown(one: Sequence[str], other: Sequence[str], i: int, j: int, n: int) -> int:
    """How many words from `i` and `j` on are equal, of which the first `n` are known to be."""
    most = min(len(one) - i, len(other) - j)
    while n + _AT_ONCE < most and one[i + n : i + n + _AT_ONCE] == other[j + n : j + n + _AT_ONCE]:
        n += _AT_ONCE
    while n < most and one[i + n] == other[j + n]:
        n += 1
    return n


def _runs(a: Words, b: Words, size: int) -> list[_Row]:
    """Runs of equal words, in the order of `a`, none over another there; of several places the one that goes on from before."""
    found: list[_Row] = []
    at = done = follow = 0
    (known, several), runs = b.places(size), a.runs(size)
    one, other = a.words, b.words
    seeds = list(compress(count(), map(known.__contains__, runs)))
    while (at := bisect_left(seeds, done, at)) < len(seeds):
        i = seeds[at]
        best = known[runs[i]]
        if runs[i] in several:
            some = several[runs[i]][:_PLACES]
            best = max((min(_grown(one, other, i, j, size), 40), -abs(j - follow), j) for j in some)[2]
        long = _grown(one, other, i, best, size)
        done, follow = i + long, best + long
        found.append((i, done, best, follow, long))
    return found


@lru_cache(1 << 14)  # copies were changed in the same places
def alike_in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many words of two rows are the same in the same order (Needleman and Wunsch, gaps free)."""
    if not one or not other:
        return 0
    row = [0] * (len(other) + 1)
    for a in one:
        corner = 0
        left = 0
        for m, b in enumerate(other, 1):
            above = row[m]
            left = max(above, left)
            if corner == left and (a == b or alike(a, b)):  # else it is no more than what is there
                left += 1
            corner, row[m] = above, left
    return row[-1]


def within(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether all words of one row are the same as words of the other, in the same order.

    Each is laid to the first that is left and the same: what could be laid to it later can be laid to it now.
    """
    at, end = 0, len(other)
    for word in one:
        while at < end and other[at] != word and not alike(word, other[at]):
            at += 1
        if at == end:
            return False
        at += 1
    return True


def _joined(a: Words, b: Words, one: _Row, other: _Row) -> _Row | None:
    """The two stretches as one, if they follow each other in both texts and what lies between allows it."""
    start, end, first, last, alike = one
    on, stop, off, over, more = other
    here, there = on - end, off - last
    if not (0 <= here <= GAP and -2 <= there <= GAP):
        return None
    if here > BRIDGED and 2 * there < here:
        return None  # however much of it is alike
    between = alike_in_order(a.words[end:on], b.words[last:off]) if there > 0 and here else 0
    if here > BRIDGED and 2 * between < here:
        return None
    return start, stop, first, over, alike + between + more


def _stepped(a: tuple[str, ...], b: tuple[str, ...], i: int, j: int, reach: int) -> tuple[int, int, int]:
    """How far two rows of words go on alike from `i` and `j`: to where in each, and how many are the same.

    At most `reach` words of the one and :data:`_REACH` of the other are looked at.
    """
    here, there, same = min(len(a), i + reach), min(len(b), j + _REACH), 0
    end = (i, j, 0)
    while i < here and j < there:
        x, y = a[i], b[j]
        if x == y or alike(x, y):
            i, j, same = i + 1, j + 1, same + 1
            end = (i, j, same)
            continue
        step = _step(a[i : min(here, i + _STEPPED)], b[j : min(there, j + _STEPPED)])
        if step is None:
            break
        i, j = i + step[0], j + step[1]
    return end


_STEPS = ((1, 1), (1, 0), (0, 1), (2, 2), (1, 2), (2, 1), (2, 0), (0, 2))
_STEPPED = 4  # words that a step looks at


@lru_cache(1 << 14)  # copies end in the same places
def _step(a: Sequence[str], b: Sequence[str]) -> tuple[int, int] | None:
    """The shortest step over a difference between two first words after which two words in a row are the same again."""
    here, there = len(a) - 1, len(b) - 1
    for on, over in _STEPS:
        if on < here and over < there:
            x, y = a[on], b[over]
            if x == y or alike(x, y):
                x, y = a[on + 1], b[over + 1]
                if x == y or alike(x, y):
                    return on, over
    return None


def _extended(a: Words, b: Words, one: _Row, left: int, right: int) -> _Row:
    """The stretch grown at both ends over misread words, within words ``left:right`` of `a`."""
    start, end, first, last, alike = one
    whole, other = len(a.words), len(b.words)
    back, off, same = _stepped(a.backwards, b.backwards, whole - start, other - first, min(_REACH, start - left))
    on, over, more = _stepped(a.words, b.words, end, last, min(_REACH, right - end))
    return whole - back, on, other - off, over, alike + same + more


def _chained(a: Words, b: Words, runs: Sequence[_Row]) -> list[_Row]:
    out: list[_Row] = []
    for run in runs:
        whole = _joined(a, b, out[-1], run) if out else None
        if whole is None:
            out.append(run)
        else:
            out[-1] = whole
    return out


def stretches(a: Words, b: Words, seed: int = SEED) -> tuple[Stretch, ...]:
    """Where `a` runs like `b`, in the order of `a`, none over another in `a`. Passages may stand in another order in `b`.

    Every stretch holds at least `seed` equal words in a row.
    """
    chained = _chained(a, b, _runs(a, b, seed))
    grown: list[_Row] = []
    for n, one in enumerate(chained):
        left = grown[-1][1] if grown else 0
        right = chained[n + 1][0] if n + 1 < len(chained) else len(a)
        grown.append(_extended(a, b, one, left, right))
    return tuple([Stretch(*row) for row in _chained(a, b, grown)])
