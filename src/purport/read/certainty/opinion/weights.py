"""The opinion's trained weights, their digests checked: ``manifest.json`` and ``opinion.onnx``; what is below is the tagger's."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import msgspec

from purport.read.weights import check_files, manifest_of

FOLDER = Path(__file__).parent / "weights"
"""The weights that come with purport."""
FILE = "opinion.onnx"
ENCODER = "tagger.onnx"
"""The tagger's file: its lower layers are the opinion's too."""
NEEDED = ("onnxruntime", "tokenizers")
OTHERWISE = 'set read.certainty = "rules" in the config'
ADVICE = f"pip install 'purport[learned]', or {OTHERWISE}"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sure the opinion must be, 0..1.

    Attributes:
        doubt: that an event is not asserted, to take back an assertion of the rules.
        change: of another value, to put it in the place of the rules' one.
        assertion: that an event is asserted, where the rules doubted it without a word that governs it.
    """

    doubt: float
    change: float
    assertion: float


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``manifest.json`` says.

    Attributes:
        name, version: of the weights. files: SHA-256 by file name, in hexadecimal.
        encoder: SHA-256 of the tagger that the states must come from.
        limits: how sure the opinion must be to be heard.
    """

    name: str
    version: str
    files: dict[str, str]
    encoder: str
    limits: Limits


def missing(folder: Path = FOLDER) -> str | None:
    """What keeps the opinion from being asked, in words; None if nothing does. Loads nothing."""
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if absent:
        return f"not installed: {', '.join(absent)}"
    return None if (folder / "manifest.json").is_file() else f"no weights in {folder}"


def loaded(folder: Path = FOLDER) -> Manifest:
    """The manifest of the weights in a folder, each file's digest checked.

    Raises:
        ModelError: if a file is missing, is not the one the manifest names, or the manifest cannot be read.
    """
    manifest = manifest_of(folder, Manifest, ADVICE)
    check_files(folder, manifest.files, ADVICE, OTHERWISE)
    return manifest
