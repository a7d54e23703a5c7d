"""A trained tagger as the file that purport ships: ONNX, 8-bit weights by column, heads in full precision.

``python -m train.attribution.export --encoder DIR --weights best.pt --out DIR``. One scale for a whole matrix would break the
tags; 7 of the 8 bits are used, since processors without VNNI overflow otherwise.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from train.attribution.network import Tagger, build

HEADS = ("tags", "q", "k")


class Single(nn.Module):
    """The tagger for one window: no padding, so no mask."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Ids [1, T], features [1, T, 8] to tag logits, q and k."""
        m = self.model
        place = m.pos(torch.arange(ids.shape[1], device=ids.device))
        x = m.ln(m.word(ids) + place + m.feature(features + m.shift).sum(2))
        for layer in m.layers:
            x = layer(x, None)
        return m.tags(x), m.q(x), m.k(x)


def exported(model: Tagger, path: Path) -> None:
    """Writes the tagger in full precision."""
    model.eval()
    model.play_rounding(False)
    example = (torch.ones(1, 9, dtype=torch.long), torch.zeros(1, 9, 8, dtype=torch.long))
    names = ["ids", "features", "logits", "q", "k"]
    torch.onnx.export(
        Single(model),
        example,
        str(path),
        input_names=names[:2],
        output_names=names[2:],
        dynamic_axes={name: {1: "t"} for name in names},
        opset_version=17,
        dynamo=False,
    )


def rounded(full: Path, small: Path) -> None:
    """Writes the 8-bit file from the one in full precision."""
    graph = onnx.load(str(full)).graph
    heads = [n.name for n in graph.node if n.op_type == "MatMul" and n.name.split("/")[2] in HEADS]
    quantize_dynamic(
        full,
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=heads,
        op_types_to_quantize=["MatMul", "Gather"],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes ``full.onnx``, ``tagger.onnx``, ``linker.npz`` and ``tokenizer.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "weights", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    o = parser.parse_args(arguments)
    o.out.mkdir(parents=True, exist_ok=True)
    model = build(o.encoder, weights=False)
    model.load_state_dict(torch.load(o.weights, weights_only=True))
    exported(model, o.out / "full.onnx")
    rounded(o.out / "full.onnx", o.out / "tagger.onnx")
    linker = {name: getattr(model, name).detach().numpy() for name in ("gap", "between", "none", "none_bias")}
    np.savez(o.out / "linker.npz", **linker)
    shutil.copy(o.encoder / "tokenizer.json", o.out / "tokenizer.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
