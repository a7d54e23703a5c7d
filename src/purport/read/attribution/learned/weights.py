"""The trained weights: where they lie, what belongs to them, and whether they are the ones expected.

A folder of weights holds ``manifest.json``, the tagger as ``tagger.onnx`` and its ``tokenizer.json``; the manifest gives the
SHA-256 of each file, which is checked before anything is loaded.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from purport.read.attribution.learned.joining import Linker
from purport.read.weights import check_files, manifest_of

FOLDER = Path(__file__).parent / "weights"
"""The weights that come with purport."""
NEEDED = ("onnxruntime", "tokenizers")
INSTEAD = 'set read.reader = "rules" in the config'
ADVICE = f"pip install 'purport[learned]', or {INSTEAD}"


class _Linker(msgspec.Struct, frozen=True):
    gap: list[list[float]]
    between: list[list[float]]
    none: list[float]
    none_bias: float


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``manifest.json`` says.

    Attributes:
        name, version: of the weights. files: SHA-256 by file name, in hexadecimal.
        bias: taken off the log-odds of "outside" for source, cue and content.
        linker: the linker's own numbers.
        scores: per kind of candidate the weights of its calibrated score, the constant first.
        threshold: the score from which a candidate is kept unless the config says otherwise.
    """

    name: str
    version: str
    files: dict[str, str]
    bias: tuple[float, float, float]
    linker: _Linker
    scores: dict[str, list[float]]
    threshold: float


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Checked weights: the manifest, the linker and the two files."""

    manifest: Manifest
    linker: Linker
    tagger: Path
    tokenizer: Path


def missing(folder: Path = FOLDER) -> str | None:
    """What keeps the learned reader from being used, in words; None if nothing does. Loads nothing."""
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if absent:
        return f"not installed: {', '.join(absent)}"
    if not (folder / "manifest.json").is_file():
        return f"no weights in {folder}"
    return None


def loaded(folder: Path = FOLDER) -> Weights:
    """The weights in a folder, each file's digest checked.

    Raises:
        ModelError: if a file is missing, is not the one the manifest names, or the manifest cannot be read.
    """
    manifest = manifest_of(folder, Manifest, ADVICE)
    check_files(folder, manifest.files, ADVICE, INSTEAD)
    said = manifest.linker
    linker = Linker(
        gap=np.array(said.gap, np.float32),
        between=np.array(said.between, np.float32),
        none=np.array(said.none, np.float32),
        none_bias=said.none_bias,
    )
    return Weights(manifest, linker, folder / "tagger.onnx", folder / "tokenizer.json")
