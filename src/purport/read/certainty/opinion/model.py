"""The opinion at work: a passage with its events in, for each event how likely each of the eleven values is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from purport.read.attribution.learned.tagger import session
from purport.read.attribution.learned.weights import FOLDER as TAGGER
from purport.read.certainty.opinion.shape import Floats, Marked, shape
from purport.read.certainty.opinion.weights import ADVICE, ENCODER, FILE, FOLDER, OTHERWISE, Limits, loaded
from purport.read.states import States
from purport.read.weights import check_files
from purport.records.spans import Span


class Opinion:
    """Loaded weights. One passage at a time: the same passage always gives the same numbers."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        """Loads and checks the weights.

        Raises:
            ModelError: if libraries or weights are missing or altered.
        """
        self.manifest = loaded(folder)
        check_files(TAGGER, {ENCODER: self.manifest.encoder}, ADVICE, OTHERWISE)
        self._session = session(folder / FILE, threads)

    @property
    def limits(self) -> Limits:
        """How sure it must be to be heard."""
        return self.manifest.limits

    @property
    def version(self) -> str:
        """Name and version of the weights: part of the reader's fingerprint."""
        return f"{self.manifest.name}-{self.manifest.version}"

    def chances(
        self, states: States, window: Span, anchors: Sequence[Span], marked: Marked, ruled: Sequence[int]
    ) -> Floats:
        """How likely each value is for each anchor: [N, 11], rows sum to 1, in the order of ``shape.VALUES``.

        `window` is the stretch that is read; `ruled` holds for each anchor the index of the rules' value, ``shape.UNTOLD`` where
        there is none.
        """
        one = shape(states, window, anchors, marked)
        told = {"states": one.states[None], "marks": one.marks[None], "pool": one.pool}
        (logits,) = self._session.run(None, {**told, "ruled": np.array(ruled, np.int64)})
        grown = np.exp(logits - logits.max(1, keepdims=True))
        return np.asarray(grown / grown.sum(1, keepdims=True), np.float32)


@lru_cache(maxsize=2)
def opinion(folder: Path = FOLDER) -> Opinion:
    """The opinion, loaded once per process.

    Raises:
        ModelError: if libraries or weights are missing or altered.
    """
    return Opinion(folder)


__all__ = ["Opinion", "opinion"]
