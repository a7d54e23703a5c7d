"""A fitted opinion as the files that purport ships: ONNX with 8-bit weights, and the manifest with its digests.

``python -m train.certainty.export --encoder DIR --run DIR --out DIR --version 1``. Rounding is the tagger's, by column;
the marks and the head stay in full precision.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from purport.read.attribution.learned.weights import FOLDER as TAGGER
from purport.read.certainty.opinion.shape import MARKS
from purport.read.certainty.opinion.weights import ENCODER, FILE
from purport.read.states import WIDTH
from train.certainty.network import Opinion, build

SPARED = ("mark", "told", "head", "out")


def exported(model: Opinion, path: Path) -> None:
    """Writes the opinion in full precision."""
    model.eval()
    example = (
        torch.ones(1, 9, WIDTH),
        torch.zeros(1, 9, MARKS, dtype=torch.long),
        torch.full((2, 9), 1 / 9),
        torch.zeros(2, dtype=torch.long),
    )
    names = ["states", "marks", "pool", "ruled", "logits"]
    axes = {"states": {1: "t"}, "marks": {1: "t"}, "pool": {0: "n", 1: "t"}, "ruled": {0: "n"}, "logits": {0: "n"}}
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=names[:4],
        output_names=names[4:],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def rounded(full: Path, small: Path) -> None:
    """Writes the 8-bit file from the one in full precision."""
    graph = onnx.load(str(full)).graph
    spared = [
        node.name
        for node in graph.node
        if node.op_type in ("MatMul", "Gemm", "Gather") and set(node.name.split("/")) & set(SPARED)
    ]
    loose = [n.name for n in graph.node if n.op_type == "MatMul" and not n.name.startswith("/layers")]
    quantize_dynamic(
        full,
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=[*spared, *loose],
        op_types_to_quantize=["MatMul"],
    )
    model = onnx.load(str(small))
    onnx.checker.check_model(model)
    onnx.save(model, str(small))


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes ``opinion.onnx`` and ``manifest.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "run", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--version", default="2")
    for name, limit in (("doubt", 0.7), ("change", 0.8), ("assertion", 0.8)):
        parser.add_argument(f"--{name}", type=float, default=limit)
    o = parser.parse_args(arguments)
    o.out.mkdir(parents=True, exist_ok=True)
    settings = json.loads((o.run / "settings.json").read_text(encoding="utf-8"))
    model = build(o.encoder, settings["layers"], weights=False)
    model.load_state_dict(torch.load(o.run / "opinion.pt", weights_only=True))
    full = o.run / "full.onnx"
    exported(model, full)
    rounded(full, o.out / FILE)
    manifest = {
        "name": "opinion",
        "version": o.version,
        "files": {FILE: hashlib.sha256((o.out / FILE).read_bytes()).hexdigest()},
        "encoder": hashlib.sha256((TAGGER / ENCODER).read_bytes()).hexdigest(),
        "limits": {"doubt": o.doubt, "change": o.change, "assertion": o.assertion},
    }
    (o.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
