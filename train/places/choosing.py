"""The choice among the places that a name can mean, as a conditional logit: a softmax over the senses, by Adam on the
whole data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from train.places.logistic import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A name with the features of its senses, the row of the right one, and how much it counts."""

    senses: Floats
    right: int
    worth: float


def fitted(asked: Sequence[Question], ridge: float, rounds: int = 400) -> Floats:
    """The weights with the least weighted log loss plus `ridge` times half the squared weights."""
    rows = np.concatenate([one.senses for one in asked])
    sizes = [len(one.senses) for one in asked]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(asked)), sizes)
    right = starts + np.array([one.right for one in asked])
    worth = np.array([one.worth for one in asked])
    theta, first, second = (np.zeros(rows.shape[1]) for _ in range(3))
    for step in range(1, rounds + 1):
        off = softmax(rows @ theta, starts, owner) * worth[owner]
        off[right] -= worth
        slope = rows.T @ off / worth.sum() + ridge * theta
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.1 * (1 - step / (rounds + 1))
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9)
    return theta


def softmax(scores: Floats, starts: np.typing.NDArray[np.int64], owner: np.typing.NDArray[np.int64]) -> Floats:
    """Scores as probabilities within each question."""
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    return np.asarray(powers / np.add.reduceat(powers, starts)[owner])
