"""A model's folder: what lies in it, between which languages it translates, and whether it is whole; nothing is loaded here.

Two kinds are known: a package of Argos Translate (``metadata.json``, ``model/``, ``sentencepiece.model``), and a plain CTranslate2
folder with the SentencePiece models of OPUS-MT (``source.spm``, ``target.spm``) or one for both languages.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from purport.errors import ModelError
from purport.read.translate.signs import Signs, signs
from purport.records.identity import canonical, digest

GET_ONE = (
    "purport downloads none: take a package of the Argos Translate project (its .argosmodel file), or a model of the OPUS-MT or "
    "NLLB project converted with CTranslate2's ct2-transformers-converter, and name it in translate.models"
)
SUMS = "SHA256SUMS"
"""Where this file lies in the folder (lines as sha256sum writes them), the files are held to it."""
_PAIR = re.compile(r"(?:^|[-_.])([a-z]{2,3})[-_]([a-z]{2,3})(?:$|[-_.]\d.*$)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SPM = ("source.spm", "target.spm")
_SHARED_SPM = ("sentencepiece.model", "sentencepiece.bpe.model", "spiece.model", "bpe.model")
_VOCABULARIES = re.compile(r"(source|target|shared)_vocabulary(_\d+)?\.(json|txt)")
_MOST_TEXT = 64_000_000
_WALKED_FROM = 4


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder that holds a model, looked over.

    Attributes:
        path: the folder, or the package that it was unpacked from: what errors name.
        name: of the model, as it is printed.
        model: the folder with ``model.bin``.
        source_pieces, target_pieces: the SentencePiece models.
        sources, targets: languages that it translates between; both empty for a model of many languages, which has signs for them.
        prefix: sign that the translation begins with, as the package has it; empty for none.
        ends: whether the end of a sentence must be put into its pieces, since the model does not by itself.
        files: all that counts, relative to the folder, in order.
    """

    path: Path
    name: str
    model: Path
    source_pieces: Path
    target_pieces: Path
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    prefix: str
    ends: bool
    files: tuple[Path, ...]


def unusable(path: Path, message: str, code: str = "model-missing", advice: str = GET_ONE) -> ModelError:
    """The error for a folder that cannot be used."""
    return ModelError(message, code=code, subject=str(path), advice=advice)


def folder_of(path: Path, named: Path | None = None) -> ModelFolder:
    """What lies in a folder; `named` is what errors call it (the package that it was unpacked from).

    Raises:
        ModelError: ``model-missing`` if something is not there; ``model-broken`` if ``model.bin`` is not whole or a file cannot be
            read; ``model-digest`` if one is not what ``SHA256SUMS`` says; ``model-unknown`` if it is of a kind that is not known.
    """
    shown = named or path
    if not path.is_dir():
        raise unusable(shown, "there is no such folder with a model")
    model = path / "model" if (path / "model" / "model.bin").is_file() else path
    if not (model / "model.bin").is_file():
        raise unusable(shown, "there is no model.bin in it")
    told = _json(path / "metadata.json", shown)
    source, target = _pieces(path, model, shown)
    vocabularies = sorted(one for one in model.iterdir() if _VOCABULARIES.fullmatch(one.name))
    if not vocabularies:
        raise unusable(shown, "there is no vocabulary beside its model.bin")
    config = [one for one in (model / "config.json", path / "metadata.json") if one.is_file()]
    files = tuple(dict.fromkeys((model / "model.bin", *vocabularies, *config, source, target)))
    _held_to_sums(path, files, shown)
    _whole(model / "model.bin", shown)
    sources, targets = _languages(path, told, shown)
    ours = _json(model / "config.json", shown)
    return ModelFolder(
        path=shown,
        name=_name(shown, told, sources, targets),
        model=model,
        source_pieces=source,
        target_pieces=target,
        sources=sources,
        targets=targets,
        prefix=str(told.get("target_prefix") or ""),
        ends=not ours.get("add_source_eos") and source.name != "sentencepiece.model",
        files=files,
    )


def signs_of(folder: ModelFolder, source: str, target: str) -> Signs | None:
    """The signs by which the model is told its languages; None if it has none for one of them.

    Raises:
        ModelError: ``model-broken`` if its vocabulary cannot be read.
    """
    try:
        return signs([file for file in folder.files if _VOCABULARIES.fullmatch(file.name)], source, target)
    except (OSError, ValueError) as fault:
        raise unusable(folder.path, f"its vocabulary cannot be read: {fault}", "model-broken") from fault


def fingerprint(folder: ModelFolder) -> str:
    """``sha256:...`` over the names and digests of the files that count.

    Raises:
        ModelError: ``model-broken`` if one cannot be read.
    """
    base = folder.model.parent if folder.model.name == "model" else folder.model
    told = [[str(file.relative_to(base)), _digest(file, folder.path)] for file in folder.files]
    return digest(canonical(told).encode())


def _digest(file: Path, shown: Path) -> str:
    try:
        found = file.stat()
        return _digest_of(file, found.st_size, found.st_mtime_ns)
    except OSError as fault:
        raise unusable(shown, f"{file.name} cannot be read: {fault.strerror}", "model-broken") from fault


@lru_cache(64)
def _digest_of(file: Path, size: int, changed: int) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _json(file: Path, shown: Path) -> dict[str, object]:
    """What a JSON file says; nothing where there is none."""
    if not file.is_file():
        return {}
    try:
        if file.stat().st_size > _MOST_TEXT:
            raise ValueError("too large")
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as fault:
        raise unusable(shown, f"{file.name} cannot be understood: {fault}", "model-broken") from fault
    if not isinstance(told, dict):
        raise unusable(shown, f"{file.name} holds no JSON object", "model-broken")
    return told


def _pieces(path: Path, model: Path, shown: Path) -> tuple[Path, Path]:
    """The SentencePiece models of both languages."""
    for place in (path, model):
        if all((place / name).is_file() for name in _SPM):
            return place / _SPM[0], place / _SPM[1]
        for name in _SHARED_SPM:
            if (place / name).is_file():
                _not_moses(place / name, shown)
                return place / name, place / name
    raise unusable(shown, f"there is no SentencePiece model in it ({', '.join((*_SPM, *_SHARED_SPM))})")


def _not_moses(file: Path, shown: Path) -> None:
    with file.open("rb") as opened:
        head = opened.read(32)
    if head.startswith(b"#version"):
        raise unusable(
            shown,
            f"its {file.name} is a list of merges for Moses tokens, which purport cannot apply",
            "model-unknown",
            "take a package with a sentencepiece.model",
        )


def _languages(path: Path, told: dict[str, object], shown: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages that a model translates from and to; empty ones where it has signs for many."""
    tokenizer = _json(path / "tokenizer_config.json", shown)
    stated = (
        (told.get("from_code"), told.get("to_code")),
        (tokenizer.get("source_lang"), tokenizer.get("target_lang")),
        _PAIR.search(path.name if shown == path else shown.stem),
    )
    for one in stated:
        pair = one.groups() if isinstance(one, re.Match) else one
        if pair and all(isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in pair):
            return (str(pair[0]),), (str(pair[1]),)
    return (), ()


def _name(shown: Path, told: dict[str, object], sources: tuple[str, ...], targets: tuple[str, ...]) -> str:
    version = told.get("package_version")
    if told.get("from_code") and isinstance(version, str | int | float):
        return f"argos {sources[0]}-{targets[0]} {version}" if sources else shown.stem
    return shown.name.removesuffix(".argosmodel")


def _held_to_sums(path: Path, files: tuple[Path, ...], shown: Path) -> None:
    sums = path / SUMS
    if not sums.is_file():
        return
    try:
        lines = [line.split(maxsplit=1) for line in sums.read_text("utf-8").splitlines() if line.strip()]
        told = {name.lstrip("*").removeprefix("./").strip(): value.lower() for value, name in lines}
    except (OSError, ValueError) as fault:
        raise unusable(shown, f"{SUMS} cannot be understood: {fault}", "model-broken") from fault
    for file in files:
        name = file.relative_to(path).as_posix() if file.is_relative_to(path) else file.name
        expected = told.get(name)
        if expected is not None and expected != _digest(file, shown):
            raise unusable(shown, f"{name} is not the file that its {SUMS} tells of", "model-digest", "get it again")


def _whole(file: Path, shown: Path) -> None:
    """Nothing, where every array that ``model.bin`` tells of is there in full.

    CTranslate2's format: a version, the name and revision of the architecture, then each array with name, shape, type, size, bytes.
    """
    try:
        with file.open("rb") as opened:
            _walk(opened, file.stat().st_size)
    except (OSError, ValueError) as fault:
        raise unusable(shown, f"model.bin is broken or cut off: {fault}", "model-broken", "get it again") from fault


def _walk(opened: BinaryIO, size: int) -> None:
    version = _number(opened, "I")
    if not 0 < version < 100:
        raise ValueError("it is no model of CTranslate2")
    if version < _WALKED_FROM:
        return  # of another layout; loading will tell
    _skip_text(opened)
    _number(opened, "I")
    for _ in range(_number(opened, "I")):
        _skip_text(opened)
        opened.seek(4 * _number(opened, "B"), 1)
        _number(opened, "B")
        opened.seek(_number(opened, "I"), 1)
        if opened.tell() > size:
            raise ValueError(f"it ends after {size:,} bytes, in the middle of an array")
    for _ in range(2 * _number(opened, "I")):
        _skip_text(opened)
    if opened.tell() > size:
        raise ValueError(f"it ends after {size:,} bytes, too early")


def _number(opened: BinaryIO, form: str) -> int:
    size = struct.calcsize(form)
    data = opened.read(size)
    if len(data) < size:
        raise ValueError(f"it ends after {opened.tell():,} bytes, too early")
    return int(struct.unpack(f"<{form}", data)[0])


def _skip_text(opened: BinaryIO) -> None:
    opened.seek(_number(opened, "H"), 1)
