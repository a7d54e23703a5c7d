"""A tagger in training, scored on stories that it does not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from purport.read.attribution.learned.decoding import Floats, spans_of
from purport.read.attribution.learned.joining import Joined, Linker, joined
from purport.read.attribution.learned.pieces import Paragraph
from purport.read.attribution.learned.windows import WINDOW, pack, row_of
from train.attribution.network import Tagger

NO_BIAS = (0.0, 0.0, 0.0)
Numbers = tuple[Floats, Floats, Floats]
"""Logits [n, 15] and linker vectors q, k [n, 128] of one paragraph."""


def linker_of(model: Tagger) -> Linker:
    """The linker's own parameters."""
    gap, between, none = (p.detach().numpy().copy() for p in (model.gap, model.between, model.none))
    return Linker(gap, between, none, float(model.none_bias.item()))


def numbers(model: Tagger, shape: Sequence[Paragraph]) -> list[Numbers]:
    """What the tagger says of each paragraph of a story, window by window."""
    model.eval()
    rows: list[list[Numbers]] = [[] for _ in shape]
    for window in pack([len(p.ids) for p in shape], WINDOW):
        ids, features = (torch.from_numpy(x)[None] for x in row_of(shape, window))
        with torch.inference_mode():
            logits, q, k = (x[0].numpy() for x in model(ids, features, torch.ones_like(ids)))
        for part in window:
            cut = slice(part.at, part.at + part.high - part.low)
            rows[part.paragraph].append((logits[cut], q[cut], k[cut]))
    return [tuple(np.concatenate([r[n] for r in row]) for n in range(3)) for row in rows]  # type: ignore[misc]


def as_scored(shape: Sequence[Paragraph], made: Joined) -> dict[str, list[list[int]]]:
    """An attribution as the scorer reads it."""

    def chars(number: int, key: tuple[int, int, int]) -> list[int]:
        return [int(shape[number].start[key[1]]), int(shape[number].end[key[2] - 1])]

    contents = [chars(n, f.key) for n, f in (*made.contents, *made.continued)]
    source = [] if made.source is None else [chars(made.paragraph, made.source.key)]
    return {"source": source, "cue": [chars(made.paragraph, made.cue.key)], "content": contents}


def read(
    model: Tagger, shape: Sequence[Paragraph], bias: tuple[float, float, float] = NO_BIAS
) -> list[dict[str, list[list[int]]]]:
    """The attributions of one story as the scorer reads them."""
    said = numbers(model, shape)
    spans = spans_of([n[0] for n in said], bias)
    made = joined(shape, spans, [(n[1], n[2]) for n in said], linker_of(model))
    return [as_scored(shape, j) for j in made]


def figures(score: Any, gold: Sequence[Any], found: dict[str, Any]) -> dict[str, float]:
    """The figures that a training is judged by, per cent."""
    result = score.score(list(gold), found, outermost=True)
    f1 = ("relation", "relation_strict", "content_exact", "source_span", "cue_span", "content_span")
    out = {name: round(100 * result[name]["f1"], 1) for name in f1}
    out |= {"precision": round(100 * result["relation"]["p"], 1), "recall": round(100 * result["relation"]["r"], 1)}
    out["accuracy"] = round(100 * result["attribution_accuracy"], 1)
    return out | {kind: round(100 * r["relation_recall"], 1) for kind, r in result["by_kind"].items()}
