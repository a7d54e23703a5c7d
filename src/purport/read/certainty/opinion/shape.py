"""A passage as the opinion reads it: what the tagger's lower layers make of its pieces, what each stands in, where the events are.

Four marks go in beside: whether a piece belongs to an event's anchor, and whether to a content, cue or source that the reader
found. So the opinion starts from what is known of who speaks.
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
    from purport.read.states import States

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


@dataclass(frozen=True, slots=True)
class Marked:
    """Contents, cues and sources of the statements found in a text, as character spans."""

    contents: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()
    sources: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One passage for the opinion: states [T, 384], marks [T, 4], and for each anchor its share of every piece, pool [N, T]."""

    states: Floats
    marks: Ints
    pool: Floats


def shape(states: States, window: Span, anchors: Sequence[Span], marked: Marked) -> Shape:
    """The stretch `window` of a text as the opinion reads it, with `anchors` inside it (characters of the text).

    An anchor without a piece of its own has a share of all; a stretch without pieces is one piece of zeros.
    """
    cut = states.within(window)
    places = [Span(int(a), int(max(b, a + 1))) for a, b in zip(states.start[cut], states.end[cut], strict=True)]
    low, high = _kept(places, anchors)
    places = places[low:high]
    values = states.values[cut][low:high].astype(np.float32)
    if not places:
        places, values = [Span(window.start, window.start + 1)], np.zeros((1, states.values.shape[1]), np.float32)
    spans = (anchors, marked.contents, marked.cues, marked.sources)
    marks = np.stack([_within(places, each) for each in spans], axis=1)
    pool = np.stack([_within(places, (anchor,)) for anchor in anchors]).astype(np.float32)
    pool[pool.sum(1) == 0] = 1
    return Shape(values, marks, pool / pool.sum(1, keepdims=True))


def _kept(places: Sequence[Span], anchors: Sequence[Span]) -> tuple[int, int]:
    """Which pieces are read where there are too many: those round the middle of the anchors."""
    if len(places) <= LONGEST:
        return 0, len(places)
    held = np.flatnonzero(_within(places, anchors))
    middle = (int(held[0]) + int(held[-1])) // 2 if len(held) else 0
    low = max(0, min(middle - LONGEST // 2, len(places) - LONGEST))
    return low, low + LONGEST


def _within(places: Sequence[Span], spans: Iterable[Span]) -> Ints:
    """1 for every place, of a row in order, that one of the spans touches."""
    out = np.zeros(len(places), np.int64)
    starts, ends = [place.start for place in places], [place.end for place in places]
    for span in spans:
        if span.start < ends[-1] and span.end > starts[0]:
            out[bisect_right(ends, span.start) : bisect_left(starts, span.end)] = 1
    return out
