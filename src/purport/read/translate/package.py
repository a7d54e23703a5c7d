"""Packages of Argos Translate (``.argosmodel``, a zip): unpacked into a cache, checked, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path, PurePosixPath

from purport.errors import ModelError
from purport.read.translate.folder import unusable

MOST_BYTES = 4_000_000_000
MOST_FILES = 500
MOST_RATIO = 200
"""How many times larger a file of the package may be than it is packed; weights do not shrink much, only a bomb does."""
RATIO_FROM = 10_000_000
"""Smaller files may shrink as they like, in bytes."""
CHUNK = 1 << 20
PASSED_OVER = ("stanza/",)
"""A tokenizer that needs torch; purport finds sentences by itself."""


def unpacked(package: Path, cache: Path) -> Path:
    """The folder that a package was unpacked into, under its digest in `cache`; unpacked now where it was not before.

    Two processes that unpack at once do not meet: each has a folder of its own, and one of them is put in its place whole.

    Raises:
        ModelError: ``model-missing`` if there is no such file; ``model-broken`` if it is no zip, holds names that lead out of its
            folder, links or more than it may, or cannot be written to the cache.
    """
    name = _digest(package)
    place = cache / name[:32]
    found = _inner(place)
    if found is not None:
        return found
    try:
        cache.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="unpacking-", dir=cache))
    except OSError as fault:
        raise unusable(package, f"cannot be unpacked to {cache}: {fault.strerror}", "model-broken", "") from fault
    try:
        _unpack(package, draft)
        _put(draft, place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    found = _inner(place)
    if found is None:
        raise unusable(package, "there is no metadata.json in it: it is no package of Argos Translate")
    return found


def _digest(package: Path) -> str:
    try:
        with package.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as fault:
        raise unusable(package, f"cannot be read: {fault.strerror}") from fault


def _inner(place: Path) -> Path | None:
    """The folder with ``metadata.json``: the place itself, or the one folder in it."""
    inside: list[Path] = sorted(place.iterdir()) if place.is_dir() else []
    for one in (place, *inside):
        if (one / "metadata.json").is_file():
            return one
    return None


def _put(draft: Path, place: Path) -> None:
    with suppress(OSError):  # another process was faster, and its folder is the same
        os.rename(draft, place)
    if not place.is_dir():
        raise unusable(place, "cannot be written", "model-broken", "")


def _unpack(package: Path, draft: Path) -> None:
    try:
        with zipfile.ZipFile(package) as opened:
            told = [one for one in opened.infolist() if not one.is_dir()]
            _allowed(package, told)
            left = MOST_BYTES
            for one in told:
                if not any(part in f"/{one.filename}" for part in (f"/{name}" for name in PASSED_OVER)):
                    left -= _copied(opened, one, draft / one.filename, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise unusable(package, f"is no zip that can be unpacked: {fault}", "model-broken", "get it again") from fault
    except OSError as fault:
        raise unusable(package, f"cannot be unpacked: {fault.strerror}", "model-broken", "") from fault


def _allowed(package: Path, told: list[zipfile.ZipInfo]) -> None:
    """Nothing, where the names, kinds and sizes that the zip tells of are those of a package."""
    if len(told) > MOST_FILES or sum(one.file_size for one in told) > MOST_BYTES:
        raise _bad(package, f"it holds more than {MOST_FILES} files or {MOST_BYTES:,} bytes")
    for one in told:
        path = PurePosixPath(one.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in one.filename or ":" in one.filename:
            raise _bad(package, f"a file in it leads out of its folder: {one.filename!r}")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise _bad(package, f"a file in it is a link: {one.filename!r}")
        if one.file_size > RATIO_FROM and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise _bad(package, f"a file in it is {one.file_size // max(one.compress_size, 1):,} times smaller packed")


def _bad(package: Path, told: str) -> ModelError:
    return unusable(package, told, "model-broken", "it is not unpacked; get the package from its project again")


def _copied(opened: zipfile.ZipFile, one: zipfile.ZipInfo, place: Path, left: int) -> int:
    """Writes one file; how many bytes it had, whatever the zip told of them."""
    place.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with opened.open(one) as source, place.open("wb") as out:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > min(left, one.file_size):
                raise ValueError("a file in it is longer than it says")
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return written
