"""How sure a candidate is: a logistic score over what tagger, linker and rules say of it (Platt, 1999).

The weights of the score are fitted on PolNeAR's development stories (``train/attribution/calibrate.py``), so that of the
candidates scored about 0.8 about 80 % are right; ``bench.attribution`` prints the reliability table.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from purport.read.attribution.learned.decoding import OUT, TAGS, Floats, log_softmax
from purport.read.attribution.learned.joining import Joined
from purport.read.attribution.learned.pieces import ROLES, Paragraph
from purport.read.attribution.learned.tagger import Numbers
from purport.records.names import Kind
from purport.records.spans import Span

Features = tuple[float, ...]


def logit(p: float) -> float:
    """Log-odds, within -5 and 5."""
    return max(-5.0, min(5.0, math.log(max(p, 1e-9) / max(1 - p, 1e-9))))


def score(weights: Sequence[float], features: Features) -> float:
    """0 to 1; the constant is the first weight."""
    total = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _log(p: float) -> float:
    return max(-6.0, math.log(max(p, 1e-9)))


def learned_features(made: Joined, kind: Kind, agreed: float | None) -> Features:
    """Of what the tagger found; `agreed` is the precision of the rule that found the same, None if none did."""
    contents = [f for _, f in (*made.contents, *made.continued)]
    source = made.source
    return (
        made.cue.sure,
        max(-6.0, made.cue.edge),
        min(f.sure for f in contents),
        max(-6.0, min(f.edge for f in contents)),
        0.0 if source is None else max(-6.0, source.edge),
        float(source is None),
        _log(made.linked),
        _log(made.sourced),
        float(agreed is not None),
        0.0 if agreed is None else logit(agreed),
        float(kind is Kind.DIRECT),
        float(kind is Kind.MIXED),
        float(len(contents) > 1),
    )


class Chances:
    """Per character range how likely the tagger holds it for a source, a cue or a content."""

    def __init__(self, shape: Sequence[Paragraph], numbers: Sequence[Numbers]) -> None:
        self._starts = np.concatenate([p.start for p in shape]) if shape else np.zeros(0, np.int64)
        rows = [1 - np.exp(log_softmax(n.logits.reshape(-1, len(ROLES), TAGS))[..., OUT]) for n in numbers]
        self._chance: Floats = np.concatenate(rows) if rows else np.zeros((0, len(ROLES)), np.float32)

    def mean(self, spans: Iterable[Span], role: int) -> float:
        """Mean over the pieces that start in the spans; 0 if there are none."""
        cuts = [np.searchsorted(self._starts, (s.start, s.end)) for s in spans]
        values = [self._chance[low:high, role] for low, high in cuts if high > low]
        return float(np.concatenate(values).mean()) if values else 0.0


def ruled_features(means: Sequence[float], precision: float, sourceless: bool, kind: Kind, near: float) -> Features:
    """Of what the rules alone found.

    `means` are the chances of its source, cue and content, `near` the share of its content that a learned candidate holds.
    """
    logits = [logit(m) for m in means]
    return (
        logit(precision),
        *logits,
        float(sourceless),
        float(kind is Kind.DIRECT),
        float(kind is Kind.MIXED),
        near,
    )
