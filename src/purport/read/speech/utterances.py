"""From a stretch's words to utterances: about a sentence or a breath each; pure."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from purport.records.speech import HeardWord

PAUSE_MS = 1_000
"""A pause between words that parts two utterances."""
LONGEST_MS = 20_000
"""An utterance that is longer is parted at its longest pause."""
LONG_MS = 1_500
"""A word that is longer is taken for one that was stretched..."""
_BREATH_MS, _LETTER_MS = 300, 80
"""...and gets so much, and so much a letter."""
_ENDS = tuple(".!?…。！？؟۔")
_CLOSERS = "\"'”’»)]"
_SHORT = frozenset(
    {"mr.", "mrs.", "ms.", "dr.", "st.", "gen.", "col.", "lt.", "sgt.", "gov.", "sen.", "rep.", "no.", "vs."}
)
"""Abbreviations that end no sentence."""


def trimmed(words: Sequence[HeardWord], activity: Callable[[int, int], float]) -> list[HeardWord]:
    """The words, none longer than it can be said: alignment stretches a word over noise or silence that it stands beside.

    `activity` gives the voice activity between two times in ms. Of a long word the end is kept, unless the start has more.
    """
    return [_trimmed(one, activity) if one.end - one.start > LONG_MS else one for one in words]


def _trimmed(word: HeardWord, activity: Callable[[int, int], float]) -> HeardWord:
    length = min(LONG_MS, _BREATH_MS + _LETTER_MS * len(word.text))
    if activity(word.end - length, word.end) >= activity(word.start, word.start + length):
        return replace(word, start=word.end - length)
    return replace(word, end=word.start + length)


def parted(words: Sequence[HeardWord]) -> list[tuple[HeardWord, ...]]:
    """The words in utterances: parted after the end of a sentence and at pauses over a second, none much over 20 s."""
    out: list[list[HeardWord]] = []
    for word in words:
        if not out or word.start - out[-1][-1].end >= PAUSE_MS or _ends(out[-1]):
            out.append([])
        out[-1].append(word)
    return [part for one in out for part in _short(tuple(one))]


def _ends(words: Sequence[HeardWord]) -> bool:
    last = words[-1].text.rstrip(_CLOSERS)
    return last.endswith(_ENDS) and last.casefold() not in _SHORT and not (len(last) == 2 and last[0].isupper())


def _short(words: tuple[HeardWord, ...]) -> list[tuple[HeardWord, ...]]:
    """An utterance cut at its longest pauses until none is over 20 s."""
    todo, out = [words], []
    while todo:
        one = todo.pop()
        if one[-1].end - one[0].start <= LONGEST_MS or len(one) < 2:
            out.append(one)
            continue
        gaps = [after.start - before.end for before, after in pairwise(one)]
        middle = len(one) / 2
        cut = max(range(len(gaps)), key=lambda at: (gaps[at], -abs(at + 1 - middle))) + 1
        todo += [one[cut:], one[:cut]]
    return out


def written(words: Sequence[HeardWord], spaced: Sequence[bool]) -> str:
    """The words as text; `spaced` tells which had a space before them (Chinese has none).

    >>> written([HeardWord("We", 0, 1, 1), HeardWord("hold.", 1, 2, 1)], [True, True])
    'We hold.'
    """
    return "".join(" " * apart + word.text for word, apart in zip(words, spaced, strict=True)).strip()


def compression(text: str) -> float:
    """How far zlib shortens a text: 1 for what it cannot, high for one phrase again and again (Whisper's own measure)."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def log_probability(words: Sequence[HeardWord]) -> float:
    """The mean log-probability of the words, 0 at best."""
    if not words:
        return 0.0
    return sum(math.log(max(one.probability, 1e-6)) for one in words) / len(words)
