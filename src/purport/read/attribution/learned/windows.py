"""Windows: whole paragraphs packed into rows of word pieces that the tagger reads at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from purport.read.attribution.learned.pieces import FEATURES, Ints, Paragraph

CLS, SEP = 101, 102
WINDOW = 256
"""Word pieces in a window, the marks at its start and after each paragraph included."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces ``low:high`` of a paragraph; `at` is where they begin in the window's row."""

    paragraph: int
    low: int
    high: int
    at: int = 0


def pack(lengths: Sequence[int], size: int = WINDOW, first: int | None = None) -> list[list[Part]]:
    """Parts of paragraphs that fit windows of `size` pieces; the first window may be shorter (training cuts anew each time).

    >>> [[(p.paragraph, p.low, p.high, p.at) for p in window] for window in pack([3, 4, 9], 8)]
    [[(0, 0, 3, 1)], [(1, 0, 4, 1)], [(2, 0, 6, 1)], [(2, 6, 9, 1)]]
    """
    out: list[list[Part]] = []
    current: list[Part] = []
    room = (first or size) - 1

    def close() -> None:
        nonlocal current, room
        if current:
            out.append(current)
        current, room = [], size - 1

    for number, length in enumerate(lengths):
        low = 0
        if current and length + 1 > room:
            close()
        while length - low + 1 > room:
            if room > 1:
                current.append(Part(number, low, low + room - 1))
                low += room - 1
            close()
        current.append(Part(number, low, length))
        room -= length - low + 1
    close()
    return [_placed(window) for window in out]


def _placed(window: list[Part]) -> list[Part]:
    out, at = [], 1
    for part in window:
        out.append(Part(part.paragraph, part.low, part.high, at))
        at += part.high - part.low + 1
    return out


def row_of(shape: Sequence[Paragraph], window: Sequence[Part]) -> tuple[Ints, Ints]:
    """The row of one window: ids [T] and features [T, 8]; ``[CLS]`` first, ``[SEP]`` after each paragraph."""
    length = window[-1].at + window[-1].high - window[-1].low + 1
    ids, features = np.full(length, SEP, np.int64), np.zeros((length, FEATURES), np.int64)
    ids[0] = CLS
    for part in window:
        to = part.at + part.high - part.low
        ids[part.at : to] = shape[part.paragraph].ids[part.low : part.high]
        features[part.at : to] = shape[part.paragraph].features[part.low : part.high]
    return ids, features
