"""The tagger at work: a text's paragraphs in, numbers for every word piece out. The one place that knows onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from purport.errors import ModelError
from purport.read.attribution.learned.decoding import Floats
from purport.read.attribution.learned.pieces import Paragraph
from purport.read.attribution.learned.weights import ADVICE, Weights
from purport.read.attribution.learned.windows import WINDOW, pack, row_of
from purport.read.states import WIDTH, Halves, States

if TYPE_CHECKING:
    from tokenizers import Tokenizer


OUTPUTS = ("logits", "q", "k", "states")
"""Of the file, in the order of :class:`Numbers`."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """What the tagger says of one paragraph: tag logits [n, 15], linker vectors q and k [n, 128], states [n, 384]."""

    logits: Floats
    q: Floats
    k: Floats
    states: Halves


class Tagger:
    """A loaded tagger. One window at a time: the same window always gives the same numbers, whatever else is read."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        """Loads the two files.

        Raises:
            ModelError: if the libraries are not installed or a file cannot be loaded.
        """
        self.tokenizer = tokenizer_at(weights.tokenizer)
        self._session = session(weights.tagger, threads)

    def numbers(self, shape: Sequence[Paragraph]) -> list[Numbers]:
        """What the tagger says of each paragraph, in order."""
        rows: list[list[Numbers]] = [[] for _ in shape]
        for window in pack([len(p.ids) for p in shape], WINDOW):
            ids, features = row_of(shape, window)
            logits, q, k, states = self._session.run(OUTPUTS, {"ids": ids[None], "features": features[None]})
            for part in window:
                cut = slice(part.at, part.at + part.high - part.low)
                half = states[0, cut].astype(np.float16)
                rows[part.paragraph].append(Numbers(logits[0, cut], q[0, cut], k[0, cut], half))
        return [_whole(row) for row in rows]


def _whole(row: list[Numbers]) -> Numbers:
    if len(row) == 1:
        return row[0]
    return Numbers(*(np.concatenate([getattr(part, name) for part in row]) for name in OUTPUTS))


def session(path: Path, threads: int) -> Any:
    """An onnxruntime session on a file.

    Raises:
        ModelError: if the library is not installed or the file cannot be loaded.
    """
    try:
        import onnxruntime as ort
        from onnxruntime.capi import onnxruntime_pybind11_state as faults
    except ImportError as fault:
        raise ModelError(
            f"not installed: {fault.name}", code="model-missing", subject=str(path), advice=ADVICE
        ) from fault
    how = ort.SessionOptions()
    how.intra_op_num_threads, how.inter_op_num_threads = threads, 1
    how.log_severity_level = 3
    try:
        return ort.InferenceSession(str(path), how, providers=["CPUExecutionProvider"])
    except (
        faults.Fail,
        faults.InvalidGraph,
        faults.InvalidProtobuf,
        faults.NotImplemented,
        RuntimeError,
        ValueError,
    ) as fault:
        raise ModelError(
            f"cannot be loaded: {fault}", code="model-missing", subject=str(path), advice=ADVICE
        ) from fault


def tokenizer_at(path: Path) -> Tokenizer:
    """The tokenizer in a file, without padding or cutting.

    Raises:
        ModelError: if the library is not installed.
    """
    try:
        from tokenizers import Tokenizer
    except ImportError as fault:
        raise ModelError(
            f"not installed: {fault.name}", code="model-missing", subject=str(path), advice=ADVICE
        ) from fault
    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.no_truncation()
    return made


def states_of(shape: Sequence[Paragraph], numbers: Sequence[Numbers]) -> States:
    """The states of a text's paragraphs as one."""
    if not shape:
        return States(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, WIDTH), np.float16))
    starts, ends = (np.concatenate([getattr(p, name) for p in shape]) for name in ("start", "end"))
    return States(starts, ends, np.concatenate([n.states for n in numbers]))
