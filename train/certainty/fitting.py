"""Fitting the opinion to passages, and what it then says of others."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from purport.read.certainty.opinion.shape import MARKS, UNTOLD, Floats, Shape
from train.certainty.network import Opinion, build
from train.certainty.passages import Passage

BATCH = 16
SMOOTH = 0.05
UNRULED, UNRULED_SHOWN = 0.4, 0.8
"""How often the rules' values are withheld; more often where the rules were written with the passage in view."""
BARE = 0.25
"""How often what the reader found is withheld."""


def fitted(passages: Sequence[Passage], encoder: Path, layers: int, seed: int, rounds: int, rate: float) -> Opinion:
    """An opinion fitted to passages: AdamW, linear warm-up and decay, label smoothing; the last third plays rounding through."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = build(encoder, layers)
    fresh = [p for n, p in model.named_parameters() if n.startswith(("mark", "told", "head", "out"))]
    old = [p for n, p in model.named_parameters() if not n.startswith(("mark", "told", "head", "out"))]
    optimiser = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": fresh, "lr": 5 * rate}], weight_decay=0.01)
    steps = rounds * -(-len(passages) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.1 * steps), (steps - n) / (0.9 * steps))
    )
    step = 0
    model.train()
    for _ in range(rounds):
        for batch in _batches(passages, chance):
            play_rounding(model, step > 2 * steps // 3)
            loss = _loss(model, batch, chance)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
    play_rounding(model, False)
    return model.eval()


def play_rounding(model: Opinion, on: bool) -> None:
    """Whether the encoder's linear layers round as the exported file does."""
    for layer in model.layers:
        for part in layer.modules():
            if hasattr(part, "rounded"):
                part.rounded = on


def _batches(passages: Sequence[Passage], chance: random.Random) -> Iterator[list[Passage]]:
    """All passages once, those of like length together."""
    order = sorted(passages, key=lambda p: len(p.shape.states) + chance.random() * 12)
    cuts = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    chance.shuffle(cuts)
    yield from cuts


def _loss(model: Opinion, batch: Sequence[Passage], chance: random.Random) -> Tensor:
    shapes = [p.bare if chance.random() < BARE else p.shape for p in batch]
    rows = encoded(model, shapes)
    said = []
    for x, one, passage in zip(rows, shapes, batch, strict=True):
        withheld = chance.random() < (UNRULED_SHOWN if passage.shown else UNRULED)
        ruled = [UNTOLD] * len(passage.ruled) if withheld else list(passage.ruled)
        said.append(model.judge(x, torch.from_numpy(one.pool), torch.tensor(ruled)))
    gold = torch.tensor([value for passage in batch for value in passage.gold])
    return F.cross_entropy(torch.cat(said), gold, label_smoothing=SMOOTH)


def encoded(model: Opinion, shapes: Sequence[Shape]) -> list[Tensor]:
    """The pieces of several passages after the encoder, each [T, dim] without padding."""
    longest, width = max(len(one.states) for one in shapes), shapes[0].states.shape[1]
    states = torch.zeros(len(shapes), longest, width)
    marks = torch.zeros(len(shapes), longest, MARKS, dtype=torch.long)
    keep = torch.zeros(len(shapes), longest, dtype=torch.bool)
    for row, one in enumerate(shapes):
        here = len(one.states)
        states[row, :here] = torch.from_numpy(one.states)
        marks[row, :here] = torch.from_numpy(one.marks)
        keep[row, :here] = True
    x = model.layered(states, marks, keep[:, None, None, :])
    return [x[row, : len(one.states)] for row, one in enumerate(shapes)]


@torch.no_grad()
def chances(model: Opinion, passage: Passage, asked: bool = True) -> Floats:
    """What the opinion says of a passage's events: [N, 11], rows sum to 1; `asked` is whether it is told what the rules say."""
    one = passage.shape
    ruled = list(passage.ruled) if asked else [UNTOLD] * len(passage.ruled)
    logits = model(
        torch.from_numpy(one.states)[None],
        torch.from_numpy(one.marks)[None],
        torch.from_numpy(one.pool),
        torch.tensor(ruled),
    )
    return np.asarray(logits.softmax(1).numpy(), np.float32)
