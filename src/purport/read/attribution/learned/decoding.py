"""From the tagger's numbers to spans: the best legal row of tags, and how sure each span is.

Tags are BIOES (outside, begins, inside, ends, single), one row for each role. Legal rows only (Viterbi, 1967); the tagger learns
no transitions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from purport.read.attribution.learned.linking import Span3
from purport.read.attribution.learned.pieces import ROLES, Ints

Floats = npt.NDArray[np.float32]

OUT, BEGIN, MID, END, ONLY = range(5)
TAGS = 5
NEVER = np.float32(-1e9)


def _transitions() -> Floats:
    free, bound = (OUT, BEGIN, ONLY), (MID, END)
    out = np.full((TAGS, TAGS), NEVER, np.float32)
    for before, after in ((OUT, free), (END, free), (ONLY, free), (BEGIN, bound), (MID, bound)):
        out[before, list(after)] = 0
    return out


NEXT = _transitions()
"""``NEXT[a, b]`` is 0 where tag b may follow tag a."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one role in pieces of a paragraph; `sure` is the mean log-probability of its tags, `edge` the lowest one."""

    key: Span3
    sure: float
    edge: float


def log_softmax(x: Floats) -> Floats:
    """Over the last axis."""
    x = x - x.max(-1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(-1, keepdims=True)), np.float32)


def best_tags(logp: Floats) -> npt.NDArray[np.int8]:
    """[N, T, 5] log-probabilities to the best legal tags [N, T]."""
    n, length, _ = logp.shape
    score = logp[:, 0] + NEXT[OUT]
    back = np.zeros((n, length, TAGS), np.int8)
    for k in range(1, length):
        step = score[:, :, None] + NEXT
        back[:, k] = step.argmax(1)
        score = step.max(1) + logp[:, k]
    out = np.zeros((n, length), np.int8)
    out[:, -1] = (score + NEXT[:, OUT]).argmax(1)
    rows = np.arange(n)
    for k in range(length - 1, 0, -1):
        out[:, k - 1] = back[rows, k, out[:, k]]
    return out


def runs(tags: npt.NDArray[np.int8] | Ints) -> list[tuple[int, int]]:
    """Spans of a legal row of tags.

    >>> runs(np.array([1, 2, 3, 0, 4]))
    [(0, 3), (4, 5)]
    """
    begins = np.nonzero((tags == BEGIN) | (tags == ONLY))[0]
    ends = np.nonzero((tags == END) | (tags == ONLY))[0]
    return [(int(a), int(b) + 1) for a, b in zip(begins, ends, strict=True)]


def spans_of(logits: list[Floats], bias: tuple[float, float, float]) -> list[list[Found]]:
    """Per paragraph its spans; `logits` holds [n, 15] for each. `bias` is taken off the log-odds of "outside", by role."""
    if not logits:
        return []
    longest = max(len(x) for x in logits)
    logp = np.full((len(logits), longest, len(ROLES), TAGS), -1e4, np.float32)
    logp[..., OUT] = 0
    for row, x in enumerate(logits):
        logp[row, : len(x)] = log_softmax(x.reshape(-1, len(ROLES), TAGS))
    tilted = logp.copy()
    tilted[..., OUT] -= np.array(bias, np.float32)
    flat = tilted.transpose(0, 2, 1, 3).reshape(-1, longest, TAGS)
    tags = best_tags(flat).reshape(len(logits), len(ROLES), longest)
    out: list[list[Found]] = []
    for row, x in enumerate(logits):
        found: list[Found] = []
        for role in range(len(ROLES)):
            line = tags[row, role, : len(x)]
            for start, end in runs(line):
                picked = logp[row, np.arange(start, end), role, line[start:end]]
                found.append(Found((role, start, end), float(picked.mean()), float(picked.min())))
        out.append(found)
    return out
