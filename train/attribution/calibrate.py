"""Scores for the candidates of a trained tagger, and the manifest of its weights.

``python -m train.attribution.calibrate --data DIR --folder DIR``: reads the development stories with the exported tagger, fits
the logistic score of each kind of candidate, finds the threshold of the best relation F1, writes ``manifest.json``, and prints
how well the scores hold on stories that they were not fitted on (five folds over documents).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.attribution import as_scored, parsed_all, scorer
from purport.read.attribution import attributions
from purport.read.attribution.learned.candidates import Candidate, Finder
from purport.read.attribution.learned.pieces import outermost
from purport.read.attribution.learned.scoring import score
from purport.read.attribution.learned.weights import loaded

FOLDS = 5
KINDS = ("tagger", "rules")
RIDGE = 1.0
"""Strength of the pull of the score's weights towards zero, the features scaled."""

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A candidate, its story, and whether it is in the gold."""

    story: str
    candidate: Candidate
    right: bool


def fitted(features: Rows, right: Rows) -> list[float]:
    """Logistic regression with a ridge, by Newton's method; the constant first."""
    mean, spread = features.mean(0), features.std(0) + 1e-6
    x = np.hstack([np.ones((len(features), 1)), (features - mean) / spread])
    w, pull = np.zeros(x.shape[1]), np.full(x.shape[1], RIDGE)
    pull[0] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (p - right) + pull * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull + 1e-9)
        w -= np.linalg.solve(curve, slope)
    plain = w[1:] / spread
    return [float(w[0] - plain @ mean), *(float(v) for v in plain)]


def judged(grader: Any, story: tuple[str, str, Any], candidates: Sequence[Candidate]) -> list[Judgement]:
    """Which candidates are right: the tagger's first, then the rules' outermost with what gold is left."""
    ident, text, items = story
    page = grader.Page(text)
    left = [a for a in (grader.Att(page, item) for item in items) if a.content]
    out: list[Judgement] = []
    for kind in KINDS:
        own = [c for c in candidates if c.by == kind]
        if kind == "rules":
            top = {id(a) for a in outermost([c.found for c in candidates])}
            own = [c for c in own if id(c.found) in top]
        made = [grader.Att(page, as_scored(c.found)) for c in own]
        pairs = grader.pairs(made, left, lambda p, g: grader.content_match(p, g) and grader.source_right(p, g))
        hits, taken = {i for i, _ in pairs}, {j for _, j in pairs}
        out += [Judgement(ident, c, i in hits) for i, c in enumerate(own)]
        left = [g for j, g in enumerate(left) if j not in taken]
    return out


def weights_of(judgements: Sequence[Judgement]) -> dict[str, list[float]]:
    """The score of each kind of candidate."""
    out: dict[str, list[float]] = {}
    for kind in KINDS:
        own = [j for j in judgements if j.candidate.by == kind]
        rows = np.array([j.candidate.features for j in own], np.float64)
        out[kind] = fitted(rows, np.array([j.right for j in own], np.float64))
    return out


def cross_scored(judgements: Sequence[Judgement]) -> list[tuple[float, bool]]:
    """Each candidate's score from weights fitted on other stories."""
    names = sorted({j.story for j in judgements})
    random.Random(1).shuffle(names)
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    out: list[tuple[float, bool]] = []
    for number in range(FOLDS):
        made = weights_of([j for j in judgements if fold[j.story] != number])
        own = [j for j in judgements if fold[j.story] == number]
        out += [(score(made[j.candidate.by], j.candidate.features), j.right) for j in own]
    return out


def calibration_error(scored: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: mean gap of score and share right, over equal bins (Guo et al., ICML 2017)."""
    total = 0.0
    for n in range(bins):
        own = [(s, r) for s, r in scored if n / bins <= s < (n + 1) / bins or (n == bins - 1 and s == 1)]
        if own:
            total += abs(sum(s for s, _ in own) - sum(r for _, r in own))
    return total / max(1, len(scored))


def best_threshold(scored: Sequence[tuple[float, bool]], gold: int) -> tuple[float, float]:
    """The threshold of the best F1, and that F1."""
    options = [n / 100 for n in range(10, 81)]

    def f1(least: float) -> float:
        kept = [right for s, right in scored if s >= least]
        return 2 * sum(kept) / max(1, len(kept) + gold)

    best = max(options, key=f1)
    return best, f1(best)


def write(folder: Path, version: str, bias: Sequence[float], scores: dict[str, list[float]], threshold: float) -> None:
    """Writes the manifest beside the files it names."""
    link = np.load(folder / "linker.npz")
    files = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in ("tagger.onnx", "tokenizer.json")}
    said = {
        "name": "purport-attribution",
        "version": version,
        "files": files,
        "bias": list(bias),
        "linker": {
            "gap": _rounded(link["gap"]),
            "between": _rounded(link["between"]),
            "none": _rounded(link["none"]),
            "none_bias": round(float(link["none_bias"][0]), 6),
        },
        "scores": {kind: [round(w, 5) for w in made] for kind, made in scores.items()},
        "threshold": threshold,
    }
    (folder / "manifest.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _rounded(x: Rows) -> Any:
    return [[round(v, 6) for v in row] for row in x.tolist()] if x.ndim == 2 else [round(v, 6) for v in x.tolist()]


def main() -> int:
    """Fits, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with dev/ of PolNeAR")
    parser.add_argument("--folder", type=Path, required=True, help="folder of the exported tagger")
    parser.add_argument("--version", default="1")
    parser.add_argument("--bias", type=float, nargs=3, default=(0.5, 1.5, 0.5))
    o = parser.parse_args()
    grader = scorer(o.data.parent.parent)
    docs = grader.read_gold(o.data / "dev" / "attributions", o.data / "dev" / "text")
    gold = [(ident, text, by[min(by)]) for ident, (text, by) in docs.items()]
    parses, _ = parsed_all({ident: text for ident, text, _ in gold})
    write(o.folder, o.version, o.bias, {"tagger": [0.0], "rules": [0.0]}, 0.5)
    finder = Finder(loaded(o.folder))
    judgements: list[Judgement] = []
    for story in gold:
        parse = parses[story[0]]
        judgements += judged(grader, story, finder.candidates(finder.sheet(parse, attributions(parse))))
    number = sum(len(items) for _, _, items in gold)
    scored = cross_scored(judgements)
    threshold, f1 = best_threshold(scored, number)
    for kind in KINDS:
        own = [j.right for j in judgements if j.candidate.by == kind]
        print(f"{kind}: {len(own)} candidates, {sum(own)} right")
    print(f"{number} in gold; threshold {threshold:.2f} gives F1 {100 * f1:.1f} over folds")
    print(f"calibration error over folds: {calibration_error(scored):.4f}")
    write(o.folder, o.version, o.bias, weights_of(judgements), threshold)
    return 0


if __name__ == "__main__":
    sys.exit(main())
