"""Trains the attribution tagger: ``python -m train.attribution --data DIR --encoder DIR --out DIR``.

The same command goes on where a stopped run was. The learning rate follows the clock (``--minutes`` of training on two cores),
so a run on a busy machine ends with a decayed rate too. Each round writes a line of ``log.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from bench.attribution import scorer
from purport.read.attribution.learned.decoding import TAGS
from purport.read.attribution.learned.pieces import ROLES
from purport.read.attribution.learned.tagger import tokenizer_at
from train.attribution.batches import MASK, Window, batch_of, round_of
from train.attribution.checking import figures, read
from train.attribution.network import NEW, Tagger, build, link_loss
from train.attribution.stories import Story, stories, unmarked
from train.attribution.teaching import taught, weighted

SAVE_EVERY = 100


@dataclass(slots=True)
class Progress:
    """Where a run is: seconds of training so far, round, next batch of the round, steps, best figure on dev."""

    seconds: float = 0.0
    round: int = 0
    batch: int = 0
    steps: int = 0
    best: float = -1.0
    losses: list[float] = field(default_factory=list)


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/ of PolNeAR")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the pre-trained encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--stories", type=Path, help="folder for the prepared stories (default: --out)")
    parser.add_argument("--minutes", type=float, default=90, help="length of the schedule")
    parser.add_argument("--rounds", type=float, default=8, help="end after so many rounds at the latest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--rate", type=float, default=2e-4, help="highest learning rate of the encoder; new parts: five times"
    )
    parser.add_argument("--warmup", type=float, default=0.06)
    parser.add_argument("--drop", type=float, default=0.05, help="dropout in the encoder")
    parser.add_argument("--hidden", type=float, default=0.04, help="share of word pieces hidden")
    parser.add_argument("--link-weight", type=float, default=0.3)
    parser.add_argument("--room", type=int, default=2048, help="word pieces in a batch")
    parser.add_argument(
        "--rounding", type=float, default=0.8, help="from this part of the schedule rounding is played through"
    )
    parser.add_argument("--start", type=Path, help="weights to start from instead of the encoder's")
    parser.add_argument(
        "--teachers", type=Path, nargs="+", default=[], help="weights whose mean opinion is learned too"
    )
    parser.add_argument("--taught", type=float, default=0.5, help="the teachers' share where there is gold")
    parser.add_argument("--unmarked", type=Path, help="folder of plain texts to learn from the teachers alone")
    parser.add_argument("--share", type=float, default=0.5, help="part of the plain texts read in each round")
    parser.add_argument("--limit", type=int, help="learn from so many stories only")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args(arguments)


def optimiser(model: Tagger, rate: float) -> torch.optim.Optimizer:
    """AdamW; what no pre-training knows learns five times as fast."""
    new = [p for name, p in model.named_parameters() if name.startswith(NEW)]
    old = [p for name, p in model.named_parameters() if not name.startswith(NEW)]
    groups = [{"params": old, "top": rate}, {"params": new, "top": 5 * rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def loss_of(model: Tagger, rows: Sequence[Window], o: argparse.Namespace, noise: torch.Generator) -> Tensor:
    """The loss of one batch: tags, and links between gold spans."""
    batch = batch_of(rows)
    hidden = (torch.rand(batch.ids.shape, generator=noise) < o.hidden) & (batch.ids > MASK)
    logits, q, k = model(batch.ids.masked_fill(hidden, MASK), batch.features, batch.mask)
    said = F.log_softmax(logits.view(*logits.shape[:2], len(ROLES), TAGS), -1)
    tags = -(batch.want * said).sum() / batch.want.sum().clamp_min(1)
    return 3 * tags + o.link_weight * link_loss(model, q, k, batch.links)


class Run:
    """One training, from wherever it stopped."""

    def __init__(self, o: argparse.Namespace) -> None:
        self.o, self.at = o, Progress()
        o.out.mkdir(parents=True, exist_ok=True)
        kept = o.stories or o.out
        tokenizer = tokenizer_at(o.encoder / "tokenizer.json")
        self.score: Any = scorer(o.data.parent.parent)
        self.learn = stories(self.score, o.data / "train", tokenizer, kept / "train.stories")[: o.limit]
        self.dev = stories(self.score, o.data / "dev", tokenizer, kept / "dev.stories")
        if o.unmarked:
            self.learn += unmarked(o.unmarked, tokenizer, kept / "unmarked.stories")
        if o.teachers:
            self.learn = taught(self.learn, [weighted(o.encoder, path) for path in o.teachers], kept / "soft.npz")
        self.model = build(o.encoder, drop=o.drop) if o.start is None else weighted(o.encoder, o.start, o.drop)
        self.optimiser = optimiser(self.model, o.rate)
        self.noise = torch.Generator().manual_seed(o.seed)
        if self.last.exists():
            self._resume()

    @property
    def last(self) -> Path:
        """The newest checkpoint."""
        return Path(self.o.out / "last.pt")

    def _resume(self) -> None:
        kept = torch.load(self.last, weights_only=True)
        self.model.load_state_dict(kept["model"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.at = Progress(**kept["at"])
        self.noise.manual_seed(self.o.seed + self.at.steps)
        print(f"goes on at round {self.at.round}, step {self.at.steps}", flush=True)

    def save(self) -> None:
        """Writes the checkpoint whole or not at all."""
        at = {name: getattr(self.at, name) for name in Progress.__slots__}  # type: ignore[attr-defined]
        fresh = self.last.with_suffix(".new")
        torch.save({"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "at": at}, fresh)
        os.replace(fresh, self.last)

    def spent(self, batches: int) -> float:
        """How much of the schedule is over, 0 to 1: by the clock or by rounds, whichever is further."""
        clock = self.at.seconds / 60 / self.o.minutes
        return min(1.0, max(clock, (self.at.round + self.at.batch / batches) / self.o.rounds))

    def step(self, rows: Sequence[Window], spent: float) -> None:
        """One batch learned."""
        o = self.o
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * max(1e-3, min(spent / o.warmup, (1 - spent) / (1 - o.warmup)))
        self.model.train()
        self.model.play_rounding(spent >= o.rounding)
        loss = loss_of(self.model, rows, o, self.noise)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.at.losses.append(loss.item())
        self.at.steps += 1

    def go(self) -> None:
        """Trains to the end of the schedule."""
        spent = 0.0
        while spent < 1:
            batches = self._batches()
            while self.at.batch < len(batches) and (spent := self.spent(len(batches))) < 1:
                began = time.perf_counter()
                self.step(batches[self.at.batch], spent)
                self.at.batch += 1
                self.at.seconds += time.perf_counter() - began
                self._report(len(batches))
            if spent < 1:
                self.check(f"round {self.at.round + 1}")
                self.at.round, self.at.batch = self.at.round + 1, 0
        self.check("end")
        self.save()

    def _batches(self) -> list[list[Window]]:
        """The batches of this round: all stories with gold, and some of those without."""
        chance = random.Random(self.o.seed * 1000 + self.at.round)
        gold = [s for s in self.learn if s.paragraphs and s.paragraphs[0].tags is not None]
        plain = [s for s in self.learn if s.paragraphs and s.paragraphs[0].tags is None]
        plain = chance.sample(plain, round(self.o.share * len(plain)))
        return round_of([*gold, *plain], chance, self.o.room, self.o.taught)

    def _report(self, batches: int) -> None:
        if self.at.steps % 20 == 0:
            mean, self.at.losses = sum(self.at.losses) / len(self.at.losses), []
            at = f"round {self.at.round + self.at.batch / batches:.2f} step {self.at.steps}"
            print(f"{at} {self.at.seconds / 60:.1f} min loss {mean:.4f}", flush=True)
        if self.at.steps % SAVE_EVERY == 0:
            self.save()

    def check(self, name: str) -> None:
        """Scores dev, keeps the best weights, writes the log."""
        gold = self._gold()
        self.model.play_rounding(self.at.seconds / 60 >= self.o.rounding * self.o.minutes)
        found = {ident: read(self.model, [p.paragraph for p in story.paragraphs]) for ident, story in gold.items()}
        made = figures(self.score, self._scored(gold), found)
        line = {"at": name, "steps": self.at.steps, "minutes": round(self.at.seconds / 60, 1), "dev": made}
        with (self.o.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(json.dumps(line), flush=True)
        if made["relation"] > self.at.best:
            self.at.best = made["relation"]
            torch.save(self.model.state_dict(), self.o.out / "best.pt")

    def _gold(self) -> dict[str, Story]:
        first: dict[str, Story] = {}
        for story in self.dev:
            first.setdefault(story.name.split("/")[0], story)
        return first

    def _scored(self, chosen: dict[str, Story]) -> list[Any]:
        data = self.o.data / "dev"
        docs = self.score.read_gold(data / "attributions", data / "text")
        return [(ident, docs[ident][0], docs[ident][1][min(docs[ident][1])]) for ident in chosen]


def main() -> int:
    """Trains; the settings are kept beside the log."""
    o = options()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    run = Run(o)
    settings = {name: str(value) for name, value in vars(o).items()}
    (o.out / "settings.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    run.go()
    return 0


if __name__ == "__main__":
    sys.exit(main())
