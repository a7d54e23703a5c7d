"""The vault: bytes under the name of their own digest, written once, never changed.

Layout: ``<folder>/ab/<64 hexadecimal digits>``, `ab` the first two of them, so ``sha256sum`` alone can check a copy of the vault.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from purport.errors import VaultError
from purport.records import Fault
from purport.records.identity import digest

_DIGITS = re.compile(r"[0-9a-f]{64}")
_SHARD = "[0-9a-f][0-9a-f]"
_STRAY = ".keeping-"
_BLOCK = 1 << 20
_FULL = "free some space and run again: what was kept is safe"
_ELSEWHERE = "choose a folder you may write to with --home"
_KNOWN = {
    errno.ENOSPC: ("disk-full", "no room is left for the vault", _FULL),
    errno.EDQUOT: ("disk-full", "the disk quota is used up", _FULL),
    errno.EFBIG: (
        "disk-full",
        "a limit on the size of files was reached",
        "raise the limit and run again: what was kept is safe",
    ),
    errno.EROFS: ("read-only", "the vault's disk is read-only", _ELSEWHERE),
    errno.EACCES: ("no-permission", "not allowed to use the vault", _ELSEWHERE),
    errno.EPERM: ("no-permission", "not allowed to use the vault", _ELSEWHERE),
}


class Vault:
    """Content-addressed evidence in one folder; each file is read-only (0444). The folder is made when it is first needed.

    Any number of processes and threads may keep into one vault at once: a file appears under its name whole or not at all
    (temporary file in the same folder, fsync, rename, fsync of the folder). What a killed process left behind begins
    with ``.keeping-``, is never given out, and is removed by :meth:`swept`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep the bytes; their digest as ``sha256:<hex>``. Nothing is written if they are held already.

        Raises:
            VaultError: ``disk-full``, ``read-only``, ``no-permission`` or ``vault-broken``; or ``changed-exhibit`` if the file of
                that name holds other bytes. Then nothing was changed.
        """
        name = digest(data)
        path = self.path(name)
        with _named_errors(self.folder):
            if path.exists():
                _same(path, name, data)
            else:
                _write(path, data)
        return name

    def fetch(self, name: str) -> bytes:
        """The bytes of this digest, checked.

        Raises:
            VaultError: ``missing-exhibit``, ``changed-exhibit``, or as for :meth:`keep`.
        """
        try:
            with _named_errors(self.folder):
                data = self.path(name).read_bytes()
        except FileNotFoundError:
            raise _missing(name) from None
        if digest(data) != name:
            raise _changed(name)
        return data

    def digests(self) -> Iterator[str]:
        """Every digest in the vault, in order; files with other names are passed over."""
        with _named_errors(self.folder):
            for file in sorted(self.folder.glob(f"{_SHARD}/*")):
                if _DIGITS.fullmatch(file.name):
                    yield f"sha256:{file.name}"

    def check(self, name: str) -> Fault | None:
        """What is wrong with the bytes of this digest; None if they are there and match. Reads in blocks."""
        try:
            with _named_errors(self.folder):
                matches = _digits_of(self.path(name)) == name.removeprefix("sha256:")
        except FileNotFoundError:
            return _fault(_missing(name), name)
        except VaultError as error:
            return _fault(error, name)
        return None if matches else _fault(_changed(name), name)

    def discard(self, name: str) -> bool:
        """Delete the bytes of this digest for good; whether they were there. Only for a removal that is in the custody log already.

        Raises:
            VaultError: as for :meth:`keep`.
        """
        path = self.path(name)
        with _named_errors(self.folder):
            try:
                path.unlink()
            except FileNotFoundError:
                return False
            _settle(path.parent)
        return True

    def size(self, name: str) -> int | None:
        """How many bytes of this digest there are; None if there are none."""
        try:
            return self.path(name).stat().st_size
        except FileNotFoundError:
            return None

    def holds(self, name: str) -> bool:
        """Whether there are bytes of this digest, whatever they are."""
        return self.path(name).exists()

    def swept(self) -> tuple[Path, ...]:
        """Remove what killed processes left behind; the files removed. Call it while no other process keeps into this vault."""
        with _named_errors(self.folder):
            strays = tuple(sorted(self.folder.glob(f"{_SHARD}/{_STRAY}*")))
            for stray in strays:
                stray.unlink(missing_ok=True)
        return strays

    def path(self, name: str) -> Path:
        """Where the bytes of this digest lie, or would.

        Raises:
            VaultError: ``bad-digest``.
        """
        digits = name.removeprefix("sha256:")
        if not name.startswith("sha256:") or not _DIGITS.fullmatch(digits):
            raise VaultError(
                "is not a SHA-256 digest", code="bad-digest", subject=name, advice="write it sha256:<64 digits>"
            )
        return self.folder / digits[:2] / digits


def _digits_of(path: Path) -> str:
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            seen.update(block)
    return seen.hexdigest()


def _fault(error: VaultError, name: str) -> Fault:
    return Fault(error.code, name, error.message)


def _same(path: Path, name: str, data: bytes) -> None:
    """Checks what is held already: its size, then its bytes against those in hand."""
    if path.stat().st_size != len(data) or path.read_bytes() != data:
        raise _changed(name)


def _missing(name: str) -> VaultError:
    advice = "restore the file from a copy of the vault"
    return VaultError("the exhibit is not in the vault", code="missing-exhibit", subject=name, advice=advice)


def _changed(name: str) -> VaultError:
    advice = "restore the file from a copy of the vault; keep the changed one as evidence"
    return VaultError("the bytes are not those that were kept", code="changed-exhibit", subject=name, advice=advice)


def _write(path: Path, data: bytes) -> None:
    fresh = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=_STRAY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o444)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _settle(path.parent)
    if fresh:
        _settle(path.parent.parent)


def _settle(folder: Path) -> None:
    """Makes the folder's own entries last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _named_errors(folder: Path) -> Iterator[None]:
    """Turns what the file system says into a VaultError; a missing file is left to the caller."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _named(error, folder) from error


def _named(error: OSError, folder: Path) -> VaultError:
    code, message, advice = _KNOWN.get(
        error.errno or 0, ("vault-broken", f"the vault failed: {error.strerror or error}", "")
    )
    return VaultError(message, code=code, subject=str(error.filename or folder), advice=advice)
