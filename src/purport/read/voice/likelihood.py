"""From scores to likelihood ratios: calibration, how good it is, how far it may be trusted, and how it is said in words.

All ratios are log10. `same` and `different` are scores (or log10 ratios) of pairs known to be of one speaker and of two.

- Calibration by logistic regression, classes weighted alike: Brümmer and du Preez, Computer Speech and Language 20 (2006);
  Morrison, Australian Journal of Forensic Sciences 45 (2013). Its targets are smoothed, as Platt (1999) does, by half a pair of
  either kind on the wrong side (Krichevsky and Trofimov, 1981), so that scores that do not overlap give no infinite ratio.
- Cllr, and Cllr_min by pool adjacent violators: the same paper of 2006.
- Bounds: empirical lower and upper bound, Vergeer, van Es, de Jongh, Alberink and Stoel, Science and Justice 56 (2016) 482-491.
- Words: ENFSI, Guideline for Evaluative Reporting in Forensic Science (2015).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

STEP = 0.01
"""Of log10, in which bounds are looked for."""
EXTREME = 9.0
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A calibration: log10 likelihood ratio = `slope` x score + `offset`."""

    slope: float
    offset: float

    def llr(self, score: float) -> float:
        """The log10 likelihood ratio of a score."""
        return self.slope * score + self.offset

    def llrs(self, scores: Array) -> Array:
        """As `llr`, of many."""
        return self.slope * scores + self.offset


def fitted(same: Array, different: Array, smoothing: float = 0.5) -> Line:
    """The calibration of these scores, by Newton's method; flat (0) where they do not tell one speaker from two.

    `smoothing`: how many pairs on the wrong side are thought of beside those of each kind; 0 for plain maximum likelihood, which
    has no answer for scores that do not overlap. A line that falls is never given: more alike cannot mean less likely.

    Raises:
        ValueError: if there is none of one kind.
    """
    import numpy as np

    scores, targets, weights = _stacked(same, different, smoothing)
    middle, scale = float(scores.mean()), float(scores.std()) or 1.0
    x = (scores - middle) / scale
    slope = offset = 0.0
    loss = _loss(x, targets, weights, slope, offset)
    for _ in range(_ROUNDS):
        p = _logistic(slope * x + offset)
        residual, bend = weights * (p - targets), weights * p * (1 - p)
        gradient = np.array([(residual * x).sum(), residual.sum()])
        mixed = float((bend * x).sum())
        curve = np.array([[(bend * x * x).sum() + 1e-12, mixed], [mixed, bend.sum() + 1e-12]])
        step = np.linalg.solve(curve, gradient)
        size = 1.0
        while size > 1e-6 and _loss(x, targets, weights, slope - size * step[0], offset - size * step[1]) > loss:
            size /= 2
        slope, offset = slope - size * float(step[0]), offset - size * float(step[1])
        before, loss = loss, _loss(x, targets, weights, slope, offset)
        if before - loss < 1e-14 and float(np.abs(size * step).max()) < 1e-9:
            break
    if slope <= 0:
        return Line(0.0, 0.0)
    return Line(slope / scale / math.log(10), (offset - slope * middle / scale) / math.log(10))


def _stacked(same: Array, different: Array, smoothing: float) -> tuple[Array, Array, Array]:
    """Scores, targets between 0 and 1, and weights by which both kinds count alike."""
    import numpy as np

    if not len(same) or not len(different):
        raise ValueError("scores of one speaker and of two are needed")
    scores = np.concatenate([same, different]).astype(np.float64)
    wrong = [smoothing / (len(kind) + 2 * smoothing) for kind in (same, different)]
    targets = np.concatenate([np.full(len(same), 1 - wrong[0]), np.full(len(different), wrong[1])])
    weights = np.concatenate([np.full(len(kind), 0.5 / len(kind)) for kind in (same, different)])
    return scores, targets, weights


def _logistic(z: Array) -> Array:
    import numpy as np

    return np.asarray(0.5 * (1 + np.tanh(z / 2)))


def _loss(x: Array, targets: Array, weights: Array, slope: float, offset: float) -> float:
    import numpy as np

    z = slope * x + offset
    return float((weights * (np.logaddexp(0, z) - targets * z)).sum())


def cllr(same: Array, different: Array) -> float:
    """The cost of log10 likelihood ratios, in bits: 0 for perfect ones, 1 for saying nothing, more for misleading."""
    import numpy as np

    ln10 = math.log(10)
    missed = np.logaddexp(0, -ln10 * np.asarray(same)).mean()
    alarmed = np.logaddexp(0, ln10 * np.asarray(different)).mean()
    return float((missed + alarmed) / 2 / math.log(2))


def cllr_min(same: Array, different: Array) -> float:
    """The least Cllr that any calibration of these scores can have that keeps their order: how well they tell one from two."""
    return cllr(*pooled(same, different))


def pooled(same: Array, different: Array) -> tuple[Array, Array]:
    """The best log10 ratios that keep the scores' order (pool adjacent violators), at even prior odds; infinite ones among them."""
    import numpy as np

    scores = np.concatenate([same, different])
    truth = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    values, place = np.unique(scores, return_inverse=True)
    ones = np.bincount(place, truth, len(values))
    blocks: list[list[float]] = []  # number of pairs, of one speaker, of values
    for count, hits in zip(np.bincount(place, minlength=len(values)), ones, strict=True):
        blocks.append([float(count), float(hits), 1])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][0] >= blocks[-1][1] * blocks[-2][0]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    with np.errstate(divide="ignore"):
        odds = [np.log10(hits) - np.log10(count - hits) for count, hits, _ in blocks]
    prior = math.log10(len(same) / len(different))
    llrs = np.repeat(odds, [int(block[2]) for block in blocks])[place] - prior
    return llrs[: len(same)], llrs[len(same) :]


def eer(same: Array, different: Array) -> float:
    """The equal error rate, 0 to 1: where as many pairs of one speaker are missed as pairs of two are taken for one.

    Between the steps of the two rates, on the convex hull of the errors.
    """
    import numpy as np

    best_same, best_different = pooled(same, different)
    cuts = np.unique(np.concatenate([best_same, best_different]))
    missed = np.array([0.0, *((best_same <= cut).mean() for cut in cuts)])
    alarmed = np.array([1.0, *((best_different > cut).mean() for cut in cuts)])
    gap = missed - alarmed
    after = int(np.argmax(gap >= 0))
    if after == 0:
        return float(missed[0])
    share = -gap[after - 1] / (gap[after] - gap[after - 1])
    return float(missed[after - 1] + share * (missed[after] - missed[after - 1]))


def bounds(same: Array, different: Array, speakers: int | None = None) -> tuple[float, float]:
    """The lowest and the highest log10 ratio that these ratios support: beyond them, the ratios would do worse than none.

    One misleading ratio of either kind is added to those that were seen. `speakers`: with it, no bound is wider than that many
    independent speakers allow (log10 of their number and one below; of the number of their pairs and one above): several recordings
    of one speaker are not as many speakers.
    """
    import numpy as np

    same, different = (np.clip(kind, -EXTREME, EXTREME) for kind in (same, different))
    lowest = max(float(min(same.min(), different.min())), -math.log10(len(same) + 1))
    highest = min(float(max(same.max(), different.max())), math.log10(len(different) + 1))
    steps = np.arange(min(0, math.floor(lowest / STEP)), max(0, math.floor(highest / STEP) + 1) + 1)
    odds: Array = np.asarray(10.0 ** (steps * STEP), np.float64)
    none = _utility(np.zeros(len(same)), np.zeros(len(different)), odds, 0)
    gain = none / _utility(same, different, odds, 1)
    left, right = steps[(steps <= 0) & (gain < 1)], steps[(steps >= 0) & (gain < 1)]
    low = min(0.0, STEP * float(left.max() + 1 if len(left) else steps[0]))
    high = max(0.0, STEP * float(right.min() - 1 if len(right) else steps[-1]))
    if speakers is not None:
        low = max(low, -math.log10(speakers + 1))
        high = min(high, math.log10(speakers * (speakers - 1) / 2 + 1))
    return low, high


def _utility(same: Array, different: Array, odds: Array, misleading: int) -> Array:
    """The expected cost of deciding at each of these odds."""
    import numpy as np

    def above(llrs: Array) -> Array:
        ordered = np.sort(10.0**llrs)
        return np.asarray(len(llrs) - np.searchsorted(ordered, odds, side="right"), np.float64)

    hits = above(same) / (len(same) + misleading)
    alarms = (above(different) + misleading) / (len(different) + misleading)
    return np.asarray(1 - hits + odds * alarms)


STEPS = (
    (math.log10(2), "no support for either"),
    (1.0, "weak support"),
    (2.0, "moderate support"),
    (3.0, "moderately strong support"),
    (4.0, "strong support"),
    (6.0, "very strong support"),
    (math.inf, "extremely strong support"),
)
"""The verbal scale: log10 of the ratio under which the words hold, either way."""


def verbal(llr: float) -> str:
    """The step of the verbal scale, and for which of the two propositions.

    >>> verbal(1.3), verbal(-0.5), verbal(0.1)
    ('moderate support for one speaker', 'weak support for two speakers', 'no support for either')
    """
    words = next(words for limit, words in STEPS if abs(llr) < limit or limit == math.inf)
    if words == STEPS[0][1]:
        return words
    return f"{words} for {'one speaker' if llr > 0 else 'two speakers'}"
