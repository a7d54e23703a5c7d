"""A passage as the opinion reads it: word pieces of three sentences, what each stands in, and where the events are.

Beside the word pieces four marks go in: whether a piece belongs to an event's anchor, and whether to a content, cue or source that
the reader found. So the opinion starts from what is known of who speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from purport.records.names import Certainty
from purport.records.spans import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

VALUES = tuple(Certainty)
"""The eleven values in the order of the opinion's numbers."""
UNTOLD = len(VALUES)
"""Stands where the rules' value goes when the rules were not asked."""
MARKS = 4
"""Anchor, content, cue, source: each 0 or 1."""
LONGEST = 192
"""Word pieces read at most; of a longer passage those round the anchors."""
FIRST, LAST = 101, 102
"""The word pieces ``[CLS]`` and ``[SEP]``."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Contents, cues and sources of the statements found in a text, as character spans."""

    contents: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()
    sources: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One passage for the opinion: ids [T], marks [T, 4], and for each anchor its share of every piece, pool [N, T]."""

    ids: Ints
    marks: Ints
    pool: Floats


def shape(tokenizer: Tokenizer, text: str, window: Span, anchors: Sequence[Span], marked: Marked) -> Shape:
    """The stretch `window` of a text as the opinion reads it, with `anchors` inside it (characters of the text)."""
    coded = tokenizer.encode(text[window.start : window.end], add_special_tokens=False)
    places = [Span(window.start + a, window.start + max(b, a + 1)) for a, b in coded.offsets]
    low, high = _kept(places, anchors)
    places = places[low:high]
    ids = np.array([FIRST, *coded.ids[low:high], LAST], np.int64)
    marks = np.zeros((len(ids), MARKS), np.int64)
    for column, spans in enumerate((anchors, marked.contents, marked.cues, marked.sources)):
        marks[1:-1, column] = _within(places, spans)
    pool = np.zeros((len(anchors), len(ids)), np.float32)
    for row, anchor in enumerate(anchors):
        pool[row, 1:-1] = _within(places, (anchor,))
        if not pool[row].any():
            pool[row, 0] = 1
    return Shape(ids, marks, pool / pool.sum(1, keepdims=True))


def _kept(places: Sequence[Span], anchors: Sequence[Span]) -> tuple[int, int]:
    """Which pieces are read where there are too many: those round the middle of the anchors."""
    room = LONGEST - 2
    if len(places) <= room:
        return 0, len(places)
    held = np.flatnonzero(_within(places, anchors))
    middle = (int(held[0]) + int(held[-1])) // 2 if len(held) else 0
    low = max(0, min(middle - room // 2, len(places) - room))
    return low, low + room


def _within(places: Sequence[Span], spans: Iterable[Span]) -> Ints:
    """1 for every place, of a row in order, that one of the spans touches."""
    out = np.zeros(len(places), np.int64)
    if not places:
        return out
    starts, ends = [place.start for place in places], [place.end for place in places]
    for span in spans:
        if span.start < ends[-1] and span.end > starts[0]:
            out[bisect_right(ends, span.start) : bisect_left(starts, span.end)] = 1
    return out
