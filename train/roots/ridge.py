"""Ridge regression on one column a root (a regularised least-squares classifier, Rifkin et al. 2003), in closed form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from purport.read.events.learned.opinion import probabilities

Floats = npt.NDArray[np.float32]
Sheet = frozenset[str]
"""The features of one sentence."""

RIDGE = 0.2
BALANCE = 0.5
LEAST = 4
"""A feature that fewer views of sentences have is left out; a sentence has three at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights [features, roots] with the names of both."""

    roots: tuple[str, ...]
    features: tuple[str, ...]
    table: Floats


def rows(sheets: Sequence[Sheet], names: Sequence[str]) -> Floats:
    """One row a sentence, one column a name: 1 over the root of the number of known features, 0 where it has it not."""
    at = {name: column for column, name in enumerate(names)}
    out = np.zeros((len(sheets), len(names)), np.float32)
    for row, sheet in enumerate(sheets):
        out[row, [at[name] for name in sheet if name in at]] = 1
    out /= np.sqrt(np.maximum(out.sum(1, keepdims=True), 1))
    return out


def fitted(sheets: Sequence[Sheet], wanted: Sequence[str], ridge: float = RIDGE, balance: float = BALANCE) -> Fit:
    """The table that tells the wanted roots by their features.

    A sentence of a root with few sentences weighs more: by (mean number / number) to the power of `balance`.
    """
    counted = Counter(name for sheet in sheets for name in sheet)
    names = tuple(sorted(name for name, count in counted.items() if count >= LEAST))
    roots = tuple(sorted(set(wanted)))
    gold = np.array([[root == one for one in roots] for root in wanted], np.float32)
    x = rows(sheets, names)
    size = gold.sum(0)
    weight = ((size.mean() / size) ** balance)[gold.argmax(1)]
    mix = np.linalg.solve(x @ x.T + np.diag(ridge / weight), gold)
    return Fit(roots, names, (x.T @ mix).astype(np.float32))


def sums(fit: Fit, sheets: Sequence[Sheet]) -> Floats:
    """The score of each root for each sentence [n, roots]."""
    out: Floats = rows(sheets, fit.features) @ fit.table
    return out


def sharpness(held_out: Floats, gold: npt.NDArray[np.intp]) -> float:
    """What scores of held-out sentences must be multiplied by so that their probabilities fit best (Guo et al., ICML 2017)."""
    steps = np.arange(1.0, 40.0, 0.25)
    chosen = np.arange(len(gold))
    loss = [-np.log(probabilities(held_out, float(step))[chosen, gold]).mean() for step in steps]
    return float(steps[int(np.argmin(loss))])
