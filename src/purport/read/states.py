"""What the tagger's lower layers make of a text's word pieces, kept for other learned parts: so the text is encoded once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from purport.records.spans import Span

Ints = npt.NDArray[np.int64]
Halves = npt.NDArray[np.float16]

WIDTH = 384
"""Numbers per word piece."""


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """The word pieces of a text in order, each with its state after the tagger's second layer.

    Attributes:
        start, end: [n] characters of the text. values: [n, 384], half precision.
    """

    start: Ints
    end: Ints
    values: Halves

    def within(self, span: Span) -> slice:
        """The pieces that lie in a stretch of the text."""
        low = int(np.searchsorted(self.start, span.start, "left"))
        return slice(low, max(low, int(np.searchsorted(self.end, span.end, "right"))))
