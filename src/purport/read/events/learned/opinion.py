"""What the learned part thinks of one event: a probability for every root, and the words that speak for the likeliest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from purport.read.events.learned.weights import Floats, Weights

SHOWN = 3
"""So many words are named as reasons."""
_WORDS = frozenset({"pred", "path", "arg", "predarg", "gov", "inner", "between", "word", "pair", "step", "tlemma"})
"""Groups of features whose values are words of the text."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The likeliest root.

    Attributes:
        root: its name in PLV (``YIELD`` stands for RETREAT and CONCEDE). sure: 0..1.
        words: lemmas that speak most for it, the strongest first.
    """

    root: str
    sure: float
    words: tuple[str, ...]


def probabilities(sums: Floats, sharpness: float) -> Floats:
    """Sums [..., roots] as probabilities."""
    scaled = np.exp((sums - sums.max(-1, keepdims=True)) * sharpness)
    out: Floats = scaled / scaled.sum(-1, keepdims=True)
    return out


def opinion(weights: Weights, features: Iterable[str]) -> Opinion | None:
    """What the weights say of an event's features; None if they know none of them.

    The sum of the known features' rows, divided by the root of their number, is the score of each root.
    """
    known = sorted(name for name in features if name in weights.rows)
    if not known:
        return None
    rows = weights.table[[weights.rows[name] for name in known]]
    shares = probabilities(rows.sum(0) / np.sqrt(len(known), dtype=np.float32), weights.manifest.sharpness)
    best = int(shares.argmax())
    return Opinion(weights.roots[best], float(shares[best]), _words(known, rows[:, best]))


def _words(names: list[str], support: Floats) -> tuple[str, ...]:
    """The words of the features that speak most for a root; a word counts with all its features."""
    total: dict[str, float] = {}
    for name, value in zip(names, support, strict=True):
        group, _, text = name.partition(":")
        for word in text.split("|") if group in _WORDS else ():
            total[word] = total.get(word, 0.0) + float(value)
    ranked = sorted((-value, word) for word, value in total.items() if value > 0 and word.isalpha())
    return tuple(word for _, word in ranked[:SHOWN])
