"""``python -m train.voices --weights campplus_cn_en_common.pt --out FOLDER``: the ONNX file and its manifest.

With ``--original`` it also compares what the file gives with what the original network gives, for noise of several lengths.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import runpy
from pathlib import Path
from typing import Any

import numpy as np

from train.voices.graph import EMBEDDING, FEATURES, Array, Weights, model_of

NAME, VERSION = "campplus-zh-en-common", "1"
LENGTHS = (150, 298, 600, 1234)


def main() -> None:
    """Parse, convert, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the checkpoint, a state dict")
    parser.add_argument("--original", type=Path, help="a Python file with the class CAMPPlus, to compare with")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    data = model_of(weights_of(asked.weights)).SerializeToString(deterministic=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "campplus.onnx").write_bytes(data)
    files = {"campplus.onnx": hashlib.sha256(data).hexdigest()}
    (asked.out / "manifest.json").write_text(json.dumps({"name": NAME, "version": VERSION, "files": files}, indent=1))
    print(f"{len(data):,} bytes, sha256 {files['campplus.onnx']}")
    if asked.original:
        compare(data, asked.original, asked.weights)


def weights_of(path: Path) -> Weights:
    """The arrays of a checkpoint, by name."""
    import torch

    return {name: one.numpy() for name, one in torch.load(path, map_location="cpu", weights_only=True).items()}


def compare(data: bytes, original: Path, weights: Path) -> None:
    """Print the cosine between both models' embeddings, and the largest difference of a number."""
    import onnxruntime
    import torch

    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    network = runpy.run_path(str(original))["CAMPPlus"](feat_dim=FEATURES, embedding_size=EMBEDDING).eval()
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    rng = np.random.default_rng(1)
    for frames in LENGTHS:
        given = rng.normal(size=(1, frames, FEATURES)).astype(np.float32).cumsum(1) / 3
        given -= given.mean(1, keepdims=True)
        ours = session.run(None, {"features": given})[0][0]
        with torch.inference_mode():
            theirs = _before_last(network, torch.from_numpy(given))
        cosine = float(ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs))
        print(f"{frames} frames: cosine {cosine:.7f}, largest difference {np.abs(ours - theirs).max():.4f}")


def _before_last(network: Any, given: Any) -> Array:
    """What the network's last normalisation gives; the class rectifies it again, which the published network does not."""
    told: list[Array] = []
    last = network.xvector.dense.nonlinear.batchnorm
    hook = last.register_forward_hook(lambda _module, _given, result: told.append(result.numpy().copy().ravel()))
    network(given)
    hook.remove()
    return told[0]


if __name__ == "__main__":
    main()
