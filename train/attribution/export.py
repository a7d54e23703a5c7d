"""A trained tagger as the file that purport ships: ONNX, 8-bit weights by column, words by row, the small parts in full precision.

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
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from purport.read.states import WIDTH
from train.attribution.network import Tagger
from train.attribution.teaching import weighted

SPARED = ("tags", "q", "k", "pos", "feature")
"""Parts that stay in full precision: they are small, and errors of theirs go straight into every answer."""
STATES = 2
"""Layers below the states that the file gives out."""


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
    """Writes the 8-bit file from the one in full precision.

    Raises:
        ValueError: if a head or a small embedding is not where it is expected, so that it would be rounded too.
    """
    model = onnx.load(str(full))
    spared = [
        n.name for n in model.graph.node if n.op_type in ("MatMul", "Gather") and set(n.name.split("/")) & set(SPARED)
    ]
    if len(spared) != len(SPARED):
        raise ValueError(f"{full}: spared from rounding {spared}, wanted {SPARED}")
    quantize_dynamic(
        full,
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=[*spared, "/word/Gather"],
        op_types_to_quantize=["MatMul"],
    )
    model = onnx.load(str(small))
    round_words(model.graph)
    give_states(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(small))


def round_words(graph: onnx.GraphProto) -> None:
    """Word embeddings in 8 bits, each word with a scale of its own: one scale for all loses the small ones."""
    (gather,) = (n for n in graph.node if n.name == "/word/Gather")
    (table,) = (i for i in graph.initializer if i.name == gather.input[0])
    values = numpy_helper.to_array(table)
    scale = np.abs(values).max(1, keepdims=True).clip(1e-8) / 127
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(np.round(values / scale).astype(np.int8), "word.rounded"))
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), "word.scale"))
    ids, out = gather.input[1], gather.output[0]
    made = [
        helper.make_node("Gather", ["word.rounded", ids], ["word.row"], "/word/Row"),
        helper.make_node("Cast", ["word.row"], ["word.full"], "/word/Cast", to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", ["word.scale", ids], ["word.by"], "/word/Scale"),
        helper.make_node("Mul", ["word.full", "word.by"], [out], "/word/Mul"),
    ]
    at = list(graph.node).index(gather)
    graph.node.remove(gather)
    for n, node in enumerate(made):
        graph.node.insert(at + n, node)


def give_states(graph: onnx.GraphProto) -> None:
    """The output of the second layer as an output of the file: other learned parts start from it."""
    (node,) = (n for n in graph.node if n.name == f"/layers.{STATES - 1}/ln2/LayerNormalization")
    graph.node.append(helper.make_node("Identity", [node.output[0]], ["states"], "/states"))
    graph.output.append(helper.make_tensor_value_info("states", onnx.TensorProto.FLOAT, [1, "t", WIDTH]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes ``full.onnx``, ``tagger.onnx``, ``linker.npz`` and ``tokenizer.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "weights", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    o = parser.parse_args(arguments)
    o.out.mkdir(parents=True, exist_ok=True)
    model = weighted(o.encoder, o.weights)
    exported(model, o.out / "full.onnx")
    rounded(o.out / "full.onnx", o.out / "tagger.onnx")
    linker = {name: getattr(model, name).detach().numpy() for name in ("gap", "between", "none", "none_bias")}
    np.savez(o.out / "linker.npz", **linker)
    shutil.copy(o.encoder / "tokenizer.json", o.out / "tokenizer.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
