"""Fits the opinion on certainty: ``python -m train.certainty --encoder DIR --out DIR``; ``--folds 5`` measures it instead
(``--parts 1``: on the first fold alone).

The passages are the project's own, invented: ``train/certainty/passages`` and the seen half of ``bench/data/hard``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from bench.common import ROOT
from bench.hard import FOLDER
from purport.read.certainty.opinion.shape import UNTOLD, VALUES
from purport.read.reader import LearnedReader
from train.certainty.fitting import chances, fitted
from train.certainty.passages import Passage, read

PASSAGES = ROOT / "train" / "certainty" / "passages"
SURE = VALUES.index("asserted")


def figures(passages: Sequence[Passage], said: Sequence[np.ndarray]) -> dict[str, float]:
    """Shares in per cent: of all events right, of those found by the rules, false assertions and over-hedging."""
    gold = np.array([g for p in passages for g in p.gold])
    ruled = np.array([r for p in passages for r in p.ruled])
    made = np.concatenate([s.argmax(1) for s in said])
    found = ruled != UNTOLD
    out: dict[str, float] = {}
    for name, answer in (("rules", ruled), ("opinion", made)):
        out[f"{name}_right"] = float((answer == gold)[found].mean())
        out[f"{name}_false"] = float((answer == SURE)[found & (gold != SURE)].mean())
        out[f"{name}_hedged"] = float((answer != SURE)[found & (gold == SURE)].mean())
    out["opinion_right_of_all"] = float((made == gold).mean())
    return {name: round(100 * value, 1) for name, value in out.items()}


def folded(passages: Sequence[Passage], o: argparse.Namespace) -> None:
    """Measures by cross-validation, by passage; prints figures on the passages that the rules were not written with."""
    held: list[Passage] = []
    asked: list[np.ndarray] = []
    alone: list[np.ndarray] = []
    for fold in range(o.parts or o.folds):
        test = [p for i, p in enumerate(passages) if i % o.folds == fold and not p.shown]
        rest = [p for i, p in enumerate(passages) if i % o.folds != fold]
        model = fitted(rest, o.encoder, o.layers, o.seed, o.rounds, o.rate)
        held += test
        asked += [chances(model, p) for p in test]
        alone += [chances(model, p, asked=False) for p in test]
        print(fold, figures(held, asked), flush=True)
    print("told what the rules say", figures(held, asked))
    print("by itself", figures(held, alone))
    np.savez(
        o.out / f"folds-{o.layers}-{o.seed}.npz",
        asked=np.concatenate(asked),
        alone=np.concatenate(alone),
        gold=np.array([g for p in held for g in p.gold]),
        ruled=np.array([r for p in held for r in p.ruled]),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits and writes ``opinion.pt``, or measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    for name, kind, default in (
        ("layers", int, 2),
        ("seed", int, 1),
        ("rounds", int, 6),
        ("rate", float, 1e-4),
        ("folds", int, 0),
        ("parts", int, 0),
    ):
        parser.add_argument(f"--{name}", type=kind, default=default)
    o = parser.parse_args(arguments)
    o.out.mkdir(parents=True, exist_ok=True)
    shown = [FOLDER / "seen.txt"]
    passages = read(LearnedReader(sure=None), [*sorted(PASSAGES.glob("*.txt")), *shown], shown)
    began = time.monotonic()
    if o.folds:
        folded(passages, o)
    else:
        model = fitted(passages, o.encoder, o.layers, o.seed, o.rounds, o.rate)
        torch.save(model.state_dict(), o.out / "opinion.pt")
        told = {"passages": len(passages), "layers": o.layers, "seed": o.seed, "rounds": o.rounds, "rate": o.rate}
        (o.out / "settings.json").write_text(json.dumps(told), encoding="utf-8")
    print(f"{len(passages)} passages, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
