"""Logistic regression over sparse yes-or-no features, by Adam on the whole data: the same data give the same weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Examples as lists of feature numbers laid end to end; example `i` has those whose `owner` is `i`."""

    features: Ints
    owner: Ints
    count: int


def vocabulary(examples: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    """The features that at least so many examples have, numbered by name."""
    seen = Counter(name for names in examples for name in set(names))
    return {name: n for n, name in enumerate(sorted(name for name, count in seen.items() if count >= least))}


def rows_of(examples: Sequence[Sequence[str]], known: dict[str, int]) -> Rows:
    """Examples with the features that are known."""
    found = [sorted({known[name] for name in names if name in known}) for names in examples]
    owner = np.repeat(np.arange(len(found)), [len(row) for row in found])
    return Rows(np.array([n for row in found for n in row], np.int64), owner, len(found))


def sums(rows: Rows, weights: Floats, bias: float) -> Floats:
    """The weighted sum of each example."""
    return np.bincount(rows.owner, weights[rows.features], rows.count) + bias


def sigmoid(values: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    return np.where(values >= 0, 1 / (1 + np.exp(-np.abs(values))), 1 - 1 / (1 + np.exp(-np.abs(values))))


def fitted(
    rows: Rows, wanted: Floats, worth: Floats, size: int, ridge: float, rounds: int = 300
) -> tuple[Floats, float]:
    """Weights and bias with the least weighted log loss plus `ridge` times the squared weights. `worth` weighs the examples."""
    theta, first, second = (np.zeros(size + 1) for _ in range(3))
    total = worth.sum()
    for step in range(1, rounds + 1):
        off = (sigmoid(sums(rows, theta[:-1], theta[-1])) - wanted) * worth
        slope = np.empty(size + 1)
        slope[:-1] = np.bincount(rows.features, off[rows.owner], size) / total + ridge * theta[:-1]
        slope[-1] = off.sum() / total
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.1 * (1 - step / (rounds + 1))
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9)
    return theta[:-1], float(theta[-1])
