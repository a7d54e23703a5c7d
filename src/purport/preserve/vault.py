"""The vault: bytes under the name of their own digest, written once, never changed."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from purport.errors import VaultError
from purport.records import Fault
from purport.records.identity import digest

_PREFIX = "sha256:"
_HEX = frozenset("0123456789abcdef")
_STRAY = ".keeping-"
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Vault:
    """Content-addressed evidence in one folder: ``<two digits>/<sixty-two digits>``, each file read-only (0444).

    Any number of processes and threads may keep into one vault at once: a file appears under its name whole or not at all
    (temporary file in the same folder, fsync, rename, fsync of the folder). What a killed process left behind begins
    with ``.keeping-``, is never given out, and is removed by :meth:`swept`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep the bytes; their digest as ``sha256:<hex>``. Nothing is written if they are held already.

        Raises:
            VaultError: ``vault-full``, ``vault-read-only``, ``vault-forbidden``, ``vault-unusable``; or ``digest-mismatch`` if
                the file of that name holds other bytes.
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
            VaultError: ``not-in-vault``, ``digest-mismatch``, or as for :meth:`keep`.
        """
        path = self.path(name)
        try:
            with _named_errors(self.folder):
                data = path.read_bytes()
        except FileNotFoundError:
            raise VaultError(
                "is not in the vault",
                code="not-in-vault",
                subject=name,
                advice="restore the file from a copy of the vault",
            ) from None
        if digest(data) != name:
            raise _mismatch(name)
        return data

    def digests(self) -> Iterator[str]:
        """Every digest in the vault, in order; files with other names are passed over."""
        with _named_errors(self.folder):
            shards = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
            for shard in shards:
                if len(shard.name) == 2 and shard.is_dir():
                    yield from (name for file in sorted(shard.iterdir()) if (name := _name_of(file)))

    def check(self, name: str) -> Fault | None:
        """What is wrong with the bytes of this digest; None if they are there and match."""
        try:
            self.fetch(name)
        except VaultError as error:
            return Fault(error.code, name, error.message)
        return None

    def swept(self) -> tuple[Path, ...]:
        """Remove what killed processes left behind; the files removed. Call it while no other process keeps into this vault."""
        with _named_errors(self.folder):
            strays = tuple(sorted(self.folder.glob(f"??/{_STRAY}*")))
            for stray in strays:
                stray.unlink(missing_ok=True)
        return strays

    def path(self, name: str) -> Path:
        """Where the bytes of this digest lie, or would.

        Raises:
            VaultError: ``not-a-digest``.
        """
        digits = name.removeprefix(_PREFIX)
        if not name.startswith(_PREFIX) or len(digits) != 64 or not _HEX.issuperset(digits):
            raise VaultError(
                "is not a SHA-256 digest", code="not-a-digest", subject=name, advice="write it sha256:<64 digits>"
            )
        return self.folder / digits[:2] / digits[2:]


def _name_of(file: Path) -> str | None:
    digits = file.parent.name + file.name
    return _PREFIX + digits if len(digits) == 64 and _HEX.issuperset(digits) else None


def _same(path: Path, name: str, data: bytes) -> None:
    """Checks what is held already: its size, then its bytes against those in hand."""
    if path.stat().st_size != len(data) or path.read_bytes() != data:
        raise _mismatch(name)


def _mismatch(name: str) -> VaultError:
    return VaultError(
        "the vault's bytes do not match their digest: they were changed or damaged",
        code="digest-mismatch",
        subject=name,
        advice="restore the file from a copy of the vault; keep the damaged one as evidence",
    )


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
    subject = str(error.filename or folder)
    if error.errno in _FULL:
        return VaultError(
            "no room left for the vault", code="vault-full", subject=subject, advice="free some disk space, run again"
        )
    if error.errno == errno.EROFS:
        advice = "choose a house on a disk that can be written"
        return VaultError("the vault's disk is read-only", code="vault-read-only", subject=subject, advice=advice)
    if isinstance(error, PermissionError):
        advice = "give this user the right to write there, or choose another house"
        return VaultError("not allowed to use the vault", code="vault-forbidden", subject=subject, advice=advice)
    return VaultError(
        f"the vault cannot be used: {error.strerror or error}",
        code="vault-unusable",
        subject=subject,
        advice="see that the vault's folder is a folder on a sound disk",
    )
