"""A file that appears whole or not at all, also where the process is killed or the disk is full."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from purport.errors import InstructionError

_NAMELESS = getattr(os, "O_TMPFILE", None)
_NO_NAMELESS = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT, errno.ENOTSUP})
READABLE = 0o666
"""What the user's mask leaves of it."""


@contextmanager
def new_file(file: Path, *, replace: bool = False) -> Iterator[IO[bytes]]:
    """A file that must not be there yet, unless it is to be replaced.

    Until it is whole it has no name (``O_TMPFILE``), so that a killed process leaves nothing. Where the file system knows no such
    files it is ``.NAME.PID.part`` and locked; what a killed process left of those is taken away when this is called again.

    Raises:
        InstructionError: ``file-exists``, ``not-writable``.
    """
    try:
        _swept(file)
        if not replace and os.path.lexists(file):
            raise _exists(file)
        with _nameless(file) as out:
            if out is not None:
                yield out
                _kept(out, file, replace)
                return
        with _named(file) as (out, temporary):
            yield out
            _flushed(out)
            _renamed(temporary, file, replace)
    except FileExistsError as fault:
        raise _exists(file) from fault
    except OSError as fault:
        message = f"cannot be written: {(fault.strerror or str(fault)).lower()}"
        raise InstructionError(message, code="not-writable", subject=str(file)) from fault


def _exists(file: Path) -> InstructionError:
    advice = "choose another name, or move it away"
    return InstructionError("is there already", code="file-exists", subject=str(file), advice=advice)


@contextmanager
def _nameless(file: Path) -> Iterator[IO[bytes] | None]:
    """An open file without a name in the folder where it will lie; None where the file system has none such."""
    if _NAMELESS is None:
        yield None
        return
    try:
        number = os.open(file.parent, _NAMELESS | os.O_RDWR, READABLE)
    except OSError as fault:
        if fault.errno not in _NO_NAMELESS or not file.parent.is_dir():
            raise
        yield None
        return
    with os.fdopen(number, "w+b") as out:
        yield out


def _kept(out: IO[bytes], file: Path, replace: bool) -> None:
    _flushed(out)
    own = Path(f"/proc/self/fd/{out.fileno()}")
    if not replace:
        _linked(own, file)
        return
    temporary = _part(file)
    _linked(own, temporary)
    _renamed(temporary, file, replace)


def _linked(own: Path, file: Path) -> None:
    """Give a nameless file its name; the folder's number is only there to have the link followed (linkat)."""
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.link(own, file, src_dir_fd=folder, follow_symlinks=True)
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _named(file: Path) -> Iterator[tuple[IO[bytes], Path]]:
    temporary = _part(file)
    try:
        with temporary.open("xb") as out:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield out, temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _renamed(temporary: Path, file: Path, replace: bool) -> None:
    if replace:
        temporary.replace(file)
    else:
        os.link(temporary, file)  # fails where it has come into being meanwhile; renaming would write over it
        temporary.unlink()


def _flushed(out: IO[bytes]) -> None:
    out.flush()
    os.fsync(out.fileno())


def _part(file: Path) -> Path:
    return file.with_name(f".{file.name}.{os.getpid()}.part")


def _swept(file: Path) -> None:
    """Take away what killed processes left of this file: parts that nobody holds a lock on."""
    for left in file.parent.glob(f".{_literally(file.name)}.*.part"):
        with suppress(OSError), left.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _literally(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
