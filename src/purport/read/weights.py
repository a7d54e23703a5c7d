"""Folders of trained weights: a ``manifest.json`` that names each file with its SHA-256, checked before anything is loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from purport.errors import ModelError

M = TypeVar("M")


def manifest_of(folder: Path, kind: type[M], advice: str) -> M:
    """What the folder's ``manifest.json`` says, as a `kind`.

    Raises:
        ModelError: if it is not there or says something else than a `kind` does; `advice` says what to do.
    """
    path = folder / "manifest.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as fault:
        raise missing_weights(path, f"the weights cannot be read: {fault.strerror}", advice) from fault
    except msgspec.DecodeError as fault:
        raise missing_weights(path, f"the manifest of the weights cannot be read: {fault}", advice) from fault


def check_files(folder: Path, files: Mapping[str, str], advice: str, otherwise: str) -> None:
    """Holds every file of a folder to its digest (SHA-256, hexadecimal, by file name).

    Raises:
        ModelError: if one is missing (`advice` says what to do) or another one than expected (`otherwise` says what else to do).
    """
    for name, digest in files.items():
        if (found := _digest(folder / name, advice)) != digest:
            raise ModelError(
                f"its SHA-256 is {found}, the manifest says {digest}",
                code="model-altered",
                subject=str(folder / name),
                advice=f"install purport again, or {otherwise}",
            )


def missing_weights(path: Path, fault: str, advice: str) -> ModelError:
    """The error for weights that cannot be used."""
    return ModelError(fault, code="model-missing", subject=str(path), advice=advice)


def _digest(path: Path, advice: str) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise missing_weights(path, f"the weights cannot be read: {fault.strerror}", advice) from fault
