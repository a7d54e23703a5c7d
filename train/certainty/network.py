"""The opinion as a torch module: layers of a small BERT encoder on top of the tagger's lower ones, and a head for each event."""

from __future__ import annotations

import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from purport.read.certainty.opinion.shape import MARKS, UNTOLD, VALUES
from train.attribution.network import Layer, renamed

BELOW = 2
"""Layers that are the tagger's: the opinion's begin with the encoder's next one."""
TOLD = 32
"""Size of the vector for what the rules say."""
INNER = 256


class Opinion(nn.Module):
    """States, marks and the rules' values to logits over the eleven values, for each event of one passage."""

    def __init__(self, config: dict[str, object], layers: int, drop: float = 0.1) -> None:
        super().__init__()
        size = {key: int(str(config[key])) for key in ("hidden_size", "intermediate_size", "num_attention_heads")}
        dim, eps = size["hidden_size"], float(str(config["layer_norm_eps"]))
        self.mark = nn.Embedding(2 * MARKS, dim)
        nn.init.normal_(self.mark.weight, std=0.02)
        self.register_buffer("shift", torch.arange(MARKS) * 2, persistent=False)
        inner, heads = size["intermediate_size"], size["num_attention_heads"]
        self.layers = nn.ModuleList(Layer(dim, inner, heads, eps, drop) for _ in range(layers))
        self.told = nn.Embedding(UNTOLD + 1, TOLD)
        self.drop = nn.Dropout(0.2)
        self.head, self.out = nn.Linear(2 * dim + TOLD, INNER), nn.Linear(INNER, len(VALUES))

    def forward(self, states: Tensor, marks: Tensor, pool: Tensor, ruled: Tensor) -> Tensor:
        """States [1, T, dim], marks [1, T, 4], pool [N, T], ruled [N] to logits [N, 11]."""
        return self.judge(self.layered(states, marks, None)[0], pool, ruled)

    def layered(self, states: Tensor, marks: Tensor, keep: Tensor | None) -> Tensor:
        """States [B, T, dim], marks [B, T, 4] to the last layer's output [B, T, dim]; `keep` is true where a piece stands."""
        x = states + self.mark(marks + self.shift).sum(2)
        for layer in self.layers:
            x = layer(x, keep)
        return x

    def judge(self, x: Tensor, pool: Tensor, ruled: Tensor) -> Tensor:
        """Pieces [T, dim], pool [N, T], ruled [N] to logits [N, 11]."""
        whole = x.mean(0, keepdim=True).expand(pool.shape[0], -1)
        seen = self.drop(torch.cat([pool @ x, whole, self.told(ruled)], 1))
        return self.out(self.drop(F.gelu(self.head(seen))))


def build(encoder: Path, layers: int, weights: bool = True) -> Opinion:
    """The opinion, its layers as the encoder in a folder has them (``config.json``, ``model.safetensors``).

    Raises:
        ValueError: if the encoder's weights do not fit.
    """
    model = Opinion(json.loads((encoder / "config.json").read_text(encoding="utf-8")), layers)
    if weights:
        missing, odd = model.load_state_dict(_next(renamed(encoder, BELOW + layers)), strict=False)
        left = [n for n in missing if not n.startswith(("mark", "told", "head", "out"))]
        if odd or left:
            raise ValueError(f"the encoder's weights do not fit: {left} {odd}")
    return model


def _next(old: dict[str, Tensor]) -> dict[str, Tensor]:
    """The layers above the tagger's, counted from 0."""
    new = {}
    for name, value in old.items():
        kind, _, rest = name.partition(".")
        number, _, part = rest.partition(".")
        if kind == "layers" and int(number) >= BELOW:
            new[f"layers.{int(number) - BELOW}.{part}"] = value
    return new
