"""The tagger as a torch module: a small BERT encoder with features added at its input, a tag head and a linker.

The last part of a training may run with rounding to 8 bits played through (weights by column, 7 bits; activations by tensor),
so that the weights learn to live with the rounding of the exported file (Jacob et al., CVPR 2018).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from purport.read.attribution.learned.linking import BETWEEN, CUE, GAPS, Span3, pairs
from purport.read.attribution.learned.pieces import ROLES, SIZES

LINK = 128
"""Size of the linker's vectors."""
TAGS = 5
NEW = ("feature", "tags", "q.", "k.", "gap", "between", "none")
"""Beginnings of the names of parameters that no pre-training knows."""


class RoundedLinear(nn.Linear):
    """A linear layer that can play through the rounding of a dynamically quantised one; gradients pass straight through."""

    rounded = False

    def forward(self, x: Tensor) -> Tensor:
        """[..., in] to [..., out]."""
        if not self.rounded:
            return super().forward(x)
        with torch.no_grad():
            step = self.weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 63
            weight_shift = (self.weight / step).round() * step - self.weight
            low, high = x.min().clamp_max(0), x.max().clamp_min(0)
            scale = (high - low).clamp_min(1e-8) / 255
            x_shift = (x / scale).round() * scale - x
        return F.linear(x + x_shift, self.weight + weight_shift, self.bias)


class Layer(nn.Module):
    """One encoder layer, as BERT has it."""

    def __init__(self, dim: int, inner: int, heads: int, eps: float, drop: float) -> None:
        super().__init__()
        self.heads, self.drop = heads, nn.Dropout(drop)
        self.qkv, self.out = RoundedLinear(dim, 3 * dim), RoundedLinear(dim, dim)
        self.up, self.down = RoundedLinear(dim, inner), RoundedLinear(inner, dim)
        self.ln1, self.ln2 = nn.LayerNorm(dim, eps=eps), nn.LayerNorm(dim, eps=eps)

    def forward(self, x: Tensor, keep: Tensor) -> Tensor:
        """[B, T, dim] to the same; `keep` [B, 1, 1, T] is true where a piece stands."""
        b, t, dim = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=keep)
        x = self.ln1(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, t, dim))))
        return self.ln2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Word pieces and features to tag logits [B, T, 15] and linker vectors q, k [B, T, 128]."""

    def __init__(self, config: dict[str, object], drop: float = 0.1) -> None:
        super().__init__()
        size = {key: int(str(config[key])) for key in ("hidden_size", "intermediate_size", "num_attention_heads")}
        dim, eps = size["hidden_size"], float(str(config["layer_norm_eps"]))
        self.word = nn.Embedding(int(str(config["vocab_size"])), dim)
        self.pos = nn.Embedding(int(str(config["max_position_embeddings"])), dim)
        self.feature = nn.Embedding(sum(SIZES), dim)
        nn.init.zeros_(self.feature.weight)
        self.register_buffer("shift", torch.tensor([sum(SIZES[:n]) for n in range(len(SIZES))]), persistent=False)
        self.ln = nn.LayerNorm(dim, eps=eps)
        self.layers = nn.ModuleList(
            Layer(dim, size["intermediate_size"], size["num_attention_heads"], eps, drop)
            for _ in range(int(str(config["num_hidden_layers"])))
        )
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(dim, TAGS * len(ROLES))
        self.q, self.k = nn.Linear(dim, LINK), nn.Linear(dim, LINK)
        self.gap, self.between = nn.Parameter(torch.zeros(2, GAPS)), nn.Parameter(torch.zeros(2, BETWEEN))
        self.none, self.none_bias = nn.Parameter(torch.zeros(LINK)), nn.Parameter(torch.zeros(1))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Ids [B, T], features [B, T, 8], mask [B, T] (1 where a piece stands)."""
        place = self.pos(torch.arange(ids.shape[1], device=ids.device))
        x = self.ln(self.word(ids) + place + self.feature(features + self.shift).sum(2))
        keep = (mask > 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, keep)
        x = self.drop(x)
        return self.tags(x), self.q(x), self.k(x)

    def play_rounding(self, on: bool = True) -> None:
        """Whether the encoder's linear layers round as the exported file does."""
        for module in self.modules():
            if isinstance(module, RoundedLinear):
                module.rounded = on


def build(encoder: Path, weights: bool = True, drop: float = 0.1) -> Tagger:
    """The tagger on the encoder in a folder (``config.json``, ``model.safetensors``).

    Raises:
        ValueError: if the encoder's weights do not fit.
    """
    config = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    model = Tagger(config, drop)
    if weights:
        missing, odd = model.load_state_dict(renamed(encoder, len(model.layers)), strict=False)
        left = [name for name in missing if not name.startswith(NEW)]
        if odd or left:
            raise ValueError(f"the encoder's weights do not fit: {left} {odd}")
    return model


def renamed(encoder: Path, layers: int) -> dict[str, Tensor]:
    """The encoder's weights under the names of :class:`Tagger`, as many layers as wanted."""
    old = {k.removeprefix("bert."): v for k, v in load_file(str(encoder / "model.safetensors")).items()}
    first = old["embeddings.token_type_embeddings.weight"][0]
    new = {
        "word.weight": old["embeddings.word_embeddings.weight"],
        "pos.weight": old["embeddings.position_embeddings.weight"] + first,
        "ln.weight": old["embeddings.LayerNorm.weight"],
        "ln.bias": old["embeddings.LayerNorm.bias"],
    }
    theirs = {
        "out": "attention.output.dense",
        "ln1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "ln2": "output.LayerNorm",
    }
    for n in range(layers):
        at = f"encoder.layer.{n}."
        for kind in ("weight", "bias"):
            qkv = [old[f"{at}attention.self.{w}.{kind}"] for w in ("query", "key", "value")]
            new[f"layers.{n}.qkv.{kind}"] = torch.cat(qkv)
            for mine, name in theirs.items():
                new[f"layers.{n}.{mine}.{kind}"] = old[f"{at}{name}.{kind}"]
    return new


Links = tuple[Sequence[Span3], Sequence[int]]
"""Spans of one paragraph in pieces of its row, and per span the index of the one it should choose (-1 none, -2 not trained)."""


def link_loss(model: Tagger, q: Tensor, k: Tensor, links: Sequence[tuple[int, Links]]) -> Tensor:
    """Cross-entropy of each content's cue and each cue's source (or none) among the gold spans of its paragraph.

    `links` pairs the number of a row of q and k [B, T, 128] with a paragraph's spans.
    """
    links = [(row, (spans, want)) for row, (spans, want) in links if any(w > -2 for w in want)]
    if not links:
        return q.sum() * 0
    most = max(len(spans) for _, (spans, _) in links)
    pool = torch.zeros(len(links), most, q.shape[1])
    want = torch.full((len(links), most), -100)
    is_cue = torch.zeros(len(links), most, dtype=torch.bool)
    found: list[tuple[int, ...]] = []
    for n, (_, (spans, chosen)) in enumerate(links):
        for i, (role, start, end) in enumerate(spans):
            pool[n, i, start:end] = 1 / (end - start)
            want[n, i] = {-2: -100, -1: most}.get(chosen[i], chosen[i])
            is_cue[n, i] = role == CUE
        found += [(n, *pair) for pair in pairs(spans)]
    rows = torch.tensor([row for row, _ in links])
    qs, ks = pool @ q[rows], pool @ k[rows]
    none = (qs @ model.none) / math.sqrt(LINK) + model.none_bias
    score = torch.full((len(links), most, most), -1e4)
    if found:
        f = torch.tensor(found).T
        near = (qs @ ks.transpose(1, 2)) / math.sqrt(LINK)
        values = near[f[0], f[1], f[2]] + model.gap[f[3], f[4]] + model.between[f[3], f[5]]
        score = score.index_put((f[0], f[1], f[2]), values)
    score = torch.cat([score, torch.where(is_cue, none, torch.full_like(none, -1e4))[..., None]], -1)
    return F.cross_entropy(score.flatten(0, 1), want.flatten(), ignore_index=-100)
