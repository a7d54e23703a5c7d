"""The trained weights of the roots: where they lie, what belongs to them, and whether they are the ones expected.

A folder holds ``manifest.json`` and ``roots.msgpack``, a MessagePack map: ``roots`` (names, in the order of the columns),
``features`` (names, in the order of the rows), and ``weights`` (bytes: little-endian 16-bit floats, row after row).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from purport.read.weights import check_files, manifest_of, missing_weights

Floats = npt.NDArray[np.float32]

FOLDER = Path(__file__).parent / "weights"
"""The weights that come with purport."""
FILE = "roots.msgpack"
INSTEAD = 'set read.roots = "rules" in the config'
ADVICE = f"install purport again, or {INSTEAD}"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``manifest.json`` says.

    Attributes:
        name, version: of the weights. files: SHA-256 by file name, in hexadecimal.
        sharpness: what the sums are multiplied by before they are turned into probabilities.
    """

    name: str
    version: str
    files: dict[str, str]
    sharpness: float


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``roots.msgpack`` holds; see the module."""

    roots: tuple[str, ...]
    features: tuple[str, ...]
    weights: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Checked weights: roots, the row of each feature, and the table [features, roots]."""

    manifest: Manifest
    roots: tuple[str, ...]
    rows: dict[str, int]
    table: Floats


def missing(folder: Path = FOLDER) -> str | None:
    """What keeps the learned roots from being used, in words; None if nothing does. Loads nothing."""
    return None if (folder / "manifest.json").is_file() else f"no weights in {folder}"


def loaded(folder: Path = FOLDER) -> Weights:
    """The weights in a folder, each file's digest checked.

    Raises:
        ModelError: if a file is missing, is not the one the manifest names, or cannot be read.
    """
    manifest = manifest_of(folder, Manifest, ADVICE)
    if FILE not in manifest.files:
        raise missing_weights(folder / FILE, "the manifest does not name it", ADVICE)
    check_files(folder, manifest.files, ADVICE, INSTEAD)
    try:
        table = msgspec.msgpack.decode((folder / FILE).read_bytes(), type=Table)
        return weights_of(manifest, table)
    except (msgspec.DecodeError, ValueError) as fault:
        raise missing_weights(folder / FILE, f"it cannot be read: {fault}", ADVICE) from fault


def weights_of(manifest: Manifest, table: Table) -> Weights:
    """A table with its manifest, ready for use.

    Raises:
        ValueError: if the table has not as many weights as features and roots.
    """
    numbers = np.frombuffer(table.weights, "<f2").astype(np.float32).reshape(len(table.features), len(table.roots))
    rows = {name: row for row, name in enumerate(table.features)}
    return Weights(manifest, table.roots, rows, numbers)
