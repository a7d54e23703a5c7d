"""Sentences of two texts laid side by side: kept as they were, told in other words, or one formula about other names.

An editor cuts, moves and keeps whole sentences, and a copy agrees with its source in nearly every name. Who tells a story again
changes words in most sentences and leaves the names. What a reporter writes of many events has other names in the same places.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from purport.corroborate.copies.align import Stretch, alike, within
from purport.corroborate.copies.words import FIGURES, Sentence, Words

_TOUCHED = 0.35  # of the words of a sentence, or `_LONG` of them: enough to lay it beside another
_LONG = 7  # words
_LONGER = 2  # letters; words that differ by more are not one misread
_LEAST = 5  # words outside quotation marks; a shorter sentence does not tell whether it was reworded


class Laid(NamedTuple):
    """Words ``start:end`` of one text, a sentence, beside the sentence ``there:there_end`` of the other that it runs most like.

    `renamed`: each has names or numbers that the other lacks. `recounted`: numbers only. `reworded`: neither, but other words in
    place of words, outside quotations.
    """

    start: int
    end: int
    there: int
    there_end: int
    renamed: bool = False
    recounted: bool = False
    reworded: bool = False

    @property
    def kept(self) -> bool:
        """Whether the sentence is the other's, whole or cut."""
        return not (self.renamed or self.recounted or self.reworded)


Sides = tuple[tuple[int, int], tuple[int, int]]
"""A sentence of the one text and one of the other, as rows of words."""


def laid(one: Words, other: Words, rows: Iterable[Sides]) -> tuple[Laid, ...]:
    """The sentences of `one` that run like `other`, in order, of those that :func:`facing` found.

    A sentence of `other` that was kept as it is answers no second one.
    """
    found = [_laid(one, other, row) for row in rows]
    kept = {row.there for row in found if row.kept}
    return tuple(row for row in found if row.kept or row.there not in kept)


def formula(one: Words, other: Words, rows: Sequence[Sides], most: float) -> bool:
    """Whether it is plain, without looking at all of them, that neither text has the lead of the other as it is and more than
    `most` of the sentences that :func:`laid` gives are changed.
    """
    lead, its_lead = one.lead[0], other.lead[0]
    if any(not _laid(one, other, row).renamed for row in rows if row[0][0] == lead or row[1][0] == its_lead):
        return False
    answers, changed = Counter(there for _, there in rows), 0
    for row in rows:
        if answers[row[1]] == 1 and not _laid(one, other, row).kept:
            changed += 1
            if changed > most * len(rows):
                return True
    return False


def facing(one: Words, other: Words, found: Sequence[Stretch]) -> Iterator[Sides]:
    """Sentences of `one` that run like `other` in the stretches `found`, each with the one of `other` that most of it stands in."""
    sentences, starts = one.sentences, one.starts
    n = at = 0
    while n < len(found) and at < len(sentences):
        stretch = found[n]
        at = max(at, bisect_right(starts, stretch.start) - 1)  # nothing runs alike in those before
        start, end = row = sentences[at]
        at += 1
        if stretch.start <= start and end <= stretch.end:  # nothing else is in it
            yield row, _answer(other, stretch, start, end)
        else:
            parts = [(max(s.start, start), min(s.end, end), s) for s in found[n : n + 8] if s.start < end]
            covered = sum([last - first for first, last, _ in parts])
            if covered >= _TOUCHED * (end - start) or covered >= _LONG:
                first, last, stretch = max(parts, key=lambda part: part[1] - part[0])
                yield row, _answer(other, stretch, first, last)
        while n < len(found) and found[n].end <= end:
            n += 1


def _answer(other: Words, stretch: Stretch, first: int, last: int) -> tuple[int, int]:
    """The sentence of the other text that has most of the words that answer ``first:last``, as far as a stretch tells where they
    are: in proportion.
    """
    reach, size = stretch.there_end - stretch.there, len(stretch)
    start = stretch.there + (first - stretch.start) * reach / size
    end = stretch.there + (last - stretch.start) * reach / size
    rows, starts = other.sentences, other.starts
    n = max(0, bisect_right(starts, start) - 1)
    best = rows[n]
    if end <= best[1]:
        return best
    most = best[1] - start
    for row in rows[n + 1 : bisect_left(starts, end)]:
        if (shared := min(row[1], end) - row[0]) > most:
            best, most = row, shared
    return best


def _laid(one: Words, other: Words, row: Sides) -> Laid:
    here, there = row
    return Laid(*here, *there, *_unlike(one.sentence(here), other.sentence(there)))


_KEPT = (False, False, False)


@lru_cache(1 << 15)  # copies have the same sentences
def _unlike(one: Sentence, other: Sentence) -> tuple[bool, bool, bool]:
    """Whether of two sentences one is renamed, recounted, reworded."""
    if one.words == other.words:
        return _KEPT
    mine, theirs = _lacking(one, other), _lacking(other, one)
    if mine and theirs:
        names = any(not (word.isdecimal() or word in FIGURES) for word in (*mine, *theirs))
        return names, not names, False
    return False, False, _reworded(one.plain, other.plain)


def _lacking(one: Sentence, other: Sentence) -> list[str]:
    """The names and numbers of a sentence that the other lacks."""
    theirs = other.inside
    return [word for word in one.named if word not in theirs and not _among(word, other)]


@lru_cache(1 << 16)  # and the same words in others
def _among(word: str, sentence: Sentence) -> bool:
    """Whether a word that is not in a sentence is there in other letters."""
    if FIGURES.get(word) in sentence.inside:
        return True
    if word.isdecimal():
        return any(FIGURES.get(other) == word for other in sentence.inside)
    size, by_length = len(word), sentence.by_length
    return any(
        alike(word, other)
        for near in range(size - _LONGER, size + _LONGER + 1)
        if near in by_length
        for other in by_length[near]
    )


def _reworded(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether each of two sentences has words in place of words of the other, and is not only longer or cut."""
    if min(len(mine), len(theirs)) < _LEAST:
        return False
    short, long = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    return not within(short, long)
