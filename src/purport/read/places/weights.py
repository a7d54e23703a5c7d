"""The trained weights of places: where they lie, what belongs to them, and whether they are the ones expected.

A folder holds ``manifest.json`` and ``places.msgpack``, a MessagePack map: ``features`` and ``weights`` say which
stretches are names of
places (names, and little-endian 16-bit floats), ``bias`` belongs to them; ``senses`` names what is looked at in the places
that a name can
mean, ``first`` and ``second`` are their weights in the two counts (lists of numbers, in the order of the names).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from purport.read.places.ranking import NAMES
from purport.read.weights import check_files, manifest_of, missing_weights

FOLDER = Path(__file__).parent / "weights"
"""The weights that come with purport."""
FILE = "places.msgpack"
ADVICE = "install purport again"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``manifest.json`` says.

    Attributes:
        name, version: of the weights. files: SHA-256 by file name, in hexadecimal.
        least: probability from which a stretch is taken for a name of a place.
        least_share: probability below which no place is chosen for a name.
    """

    name: str
    version: str
    files: dict[str, str]
    least: float
    least_share: float


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``places.msgpack`` holds; see the module."""

    features: tuple[str, ...]
    weights: bytes
    bias: float
    senses: tuple[str, ...]
    first: tuple[float, ...]
    second: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Checked weights: of each feature of a stretch, and of the senses in the first and second count."""

    manifest: Manifest
    features: dict[str, float]
    bias: float
    first: npt.NDArray[np.float64]
    second: npt.NDArray[np.float64]


@lru_cache(maxsize=2)
def loaded(folder: Path = FOLDER) -> Weights:
    """The weights in a folder, each file's digest checked; read once per process.

    Raises:
        ModelError: if a file is missing, is not the one the manifest names, or cannot be read.
    """
    manifest = manifest_of(folder, Manifest, ADVICE)
    if FILE not in manifest.files:
        raise missing_weights(folder / FILE, "the manifest does not name it", ADVICE)
    check_files(folder, manifest.files, ADVICE, ADVICE)
    try:
        return weights_of(manifest, msgspec.msgpack.decode((folder / FILE).read_bytes(), type=Table))
    except (msgspec.DecodeError, ValueError) as fault:
        raise missing_weights(folder / FILE, f"it cannot be read: {fault}", ADVICE) from fault


def weights_of(manifest: Manifest, table: Table) -> Weights:
    """A table with its manifest, ready for use.

    Raises:
        ValueError: if the table has not as many weights as features, or was made for other senses.
    """
    numbers = np.frombuffer(table.weights, "<f2").astype(np.float64).tolist()
    if table.senses != NAMES or not len(table.first) == len(table.second) == len(NAMES):
        raise ValueError("the weights are for other features")
    features = dict(zip(table.features, numbers, strict=True))
    return Weights(manifest, features, table.bias, np.array(table.first), np.array(table.second))
