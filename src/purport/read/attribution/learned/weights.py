"""The trained weights: where they lie, what belongs to them, and whether they are the ones expected.

A folder of weights holds ``manifest.json``, the tagger as ``tagger.onnx`` and its ``tokenizer.json``; the manifest gives the
SHA-256 of each file, which is checked before anything is loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from purport.errors import ModelError
from purport.read.attribution.learned.joining import Linker

FOLDER = Path(__file__).parent / "weights"
"""The weights that come with purport."""
NEEDED = ("onnxruntime", "tokenizers")
ADVICE = "pip install 'purport[learned]', or set read.reader = \"rules\" in the config"


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
    manifest = _manifest(folder / "manifest.json")
    for name, digest in manifest.files.items():
        if (found := _digest(folder / name)) != digest:
            raise ModelError(
                f"its SHA-256 is {found}, the manifest says {digest}",
                code="model-altered",
                subject=str(folder / name),
                advice='install purport again, or set read.reader = "rules" in the config',
            )
    said = manifest.linker
    linker = Linker(
        gap=np.array(said.gap, np.float32),
        between=np.array(said.between, np.float32),
        none=np.array(said.none, np.float32),
        none_bias=said.none_bias,
    )
    return Weights(manifest, linker, folder / "tagger.onnx", folder / "tokenizer.json")


def _missing(path: Path, fault: str) -> ModelError:
    return ModelError(fault, code="model-missing", subject=str(path), advice=ADVICE)


def _manifest(path: Path) -> Manifest:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as fault:
        raise _missing(path, f"the weights cannot be read: {fault.strerror}") from fault
    except msgspec.DecodeError as fault:
        raise _missing(path, f"the manifest of the weights cannot be read: {fault}") from fault


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise _missing(path, f"the weights cannot be read: {fault.strerror}") from fault
