"""Where two texts run alike: the same words in the same order, through misread letters, house style and small edits.

Seed and extend (Altschul and others, "Basic local alignment search tool", 1990): runs of `SEED` equal words are seeds, grown both
ways word by word; neighbouring runs in the same order become one stretch when what lies between is short or is mostly the
same words misread, found by the alignment of Needleman and Wunsch (1970) within the gap only, so the cost stays linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from purport.corroborate.copies.words import FIGURES, Words

SEED = 4  # words
GAP = 14  # words; a longer insertion or cut parts two stretches
BRIDGED = 3  # words; a shorter gap belongs to the stretch whatever stands in it
_PLACES = 6  # of one seed in the other text
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


def _grown(a: Words, b: Words, i: int, j: int) -> int:
    """How many words from `i` and `j` on are equal."""
    one, other = a.words, b.words
    n, most = 0, min(len(one) - i, len(other) - j)
    while n < most and one[i + n] == other[j + n]:
        n += 1
    return n


def _runs(a: Words, b: Words, size: int) -> list[Stretch]:
    """Runs of equal words, in the order of `a`, none over another there; of several places the one that goes on from before."""
    found: list[Stretch] = []
    done = follow = 0
    mine, known = a.places(size), b.places(size)
    seeds = mine.keys() & known.keys()
    runs = a.runs(size)
    for i in sorted([i for seed in seeds for i in mine[seed]]):
        if i < done:
            continue
        places = known[runs[i]]
        best = places[0]
        if len(places) > 1:
            best = max((min(_grown(a, b, i, j), 40), -abs(j - follow), j) for j in places[:_PLACES])[2]
        long = _grown(a, b, i, best)
        if long >= size:
            found.append(Stretch(i, i + long, best, best + long, long))
            done, follow = i + long, best + long
    return found


def alike_in_order(one: Sequence[str], other: Sequence[str]) -> int:
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


def _joined(a: Words, b: Words, one: Stretch, other: Stretch) -> Stretch | None:
    """The two stretches as one, if they follow each other in both texts and what lies between allows it."""
    here, there = other.start - one.end, other.there - one.there_end
    if not (0 <= here <= GAP and -2 <= there <= GAP):
        return None
    if here > BRIDGED and 2 * there < here:
        return None  # however much of it is alike
    alike = alike_in_order(a.words[one.end : other.start], b.words[one.there_end : other.there]) if there > 0 else 0
    if here > BRIDGED and 2 * alike < here:
        return None
    return Stretch(one.start, other.end, one.there, other.there_end, one.alike + alike + other.alike)


def _stepped(a: Sequence[str], b: Sequence[str]) -> tuple[int, int, int]:
    """How far two rows of words go on alike from their beginnings: words of each, and how many are the same."""
    i = j = same = 0
    end = (0, 0, 0)
    here, there = len(a), len(b)
    while i < here and j < there:
        if a[i] == b[j] or alike(a[i], b[j]):
            i, j, same = i + 1, j + 1, same + 1
            end = (i, j, same)
            continue
        step = _step(a, b, i, j)
        if step is None:
            break
        i, j = step
    return end


_STEPS = ((1, 1), (1, 0), (0, 1), (2, 2), (1, 2), (2, 1), (2, 0), (0, 2))


def _step(a: Sequence[str], b: Sequence[str], i: int, j: int) -> tuple[int, int] | None:
    """Where two words in a row are the same again, after the shortest step over a difference at `i` and `j`."""
    here, there = len(a) - 1, len(b) - 1
    for on, over in _STEPS:
        n, m = i + on, j + over
        if n < here and m < there:
            x, y = a[n], b[m]
            if x == y or alike(x, y):
                x, y = a[n + 1], b[m + 1]
                if x == y or alike(x, y):
                    return n, m
    return None


def _extended(a: Words, b: Words, one: Stretch, left: int, right: int) -> Stretch:
    """The stretch grown at both ends over misread words, within words ``left:right`` of `a`."""
    back = _stepped(_before(a, max(left, one.start - _REACH), one.start), _before(b, one.there - _REACH, one.there))
    on = _stepped(a.words[one.end : min(right, one.end + _REACH)], b.words[one.there_end : one.there_end + _REACH])
    if not back[2] and not on[2]:
        return one
    alike = one.alike + back[2] + on[2]
    return Stretch(one.start - back[0], one.end + on[0], one.there - back[1], one.there_end + on[1], alike)


def _before(words: Words, start: int, end: int) -> tuple[str, ...]:
    """Words ``start:end``, the last first."""
    return words.words[max(0, start) : end][::-1]


def _chained(a: Words, b: Words, runs: Sequence[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
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
    grown: list[Stretch] = []
    for n, one in enumerate(chained):
        left = grown[-1].end if grown else 0
        right = chained[n + 1].start if n + 1 < len(chained) else len(a)
        grown.append(_extended(a, b, one, left, right))
    return tuple(_chained(a, b, grown))
