"""Files, folders and standard input as captures. Files are read, never written or locked."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from mimetypes import MimeTypes
from pathlib import Path
from typing import BinaryIO

from purport import sniff
from purport.collect.plan import USER_AGENT
from purport.errors import Refused, SourceError, Unreachable
from purport.records import Capture

Clock = Callable[[], datetime]
FETCHED_BY = f"{USER_AGENT} file"

_TYPES = MimeTypes(filenames=())
_DOCUMENT_NAMES = frozenset(
    {".txt", ".text", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".xml", ".rss", ".atom", ".rdf", ".json", ".md"}
)
_RECORDINGS = ("audio/", "video/")
_NOT_HEARD = ("image/", "font/")
_PLAINLY_OTHER = (*_NOT_HEARD, *_RECORDINGS)
_OTHER_TYPES = frozenset(
    {
        "application/gzip",
        "application/zip",
        "application/x-bzip2",
        "application/x-xz",
        "application/x-7z-compressed",
        "application/vnd.rar",
        "application/zstd",
        "application/x-elf",
        "application/x-msdownload",
        "application/vnd.sqlite3",
        "application/vnd.oasis.opendocument",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        sniff.OLE,
        sniff.BINARY,
    }
)
_CODE_NAMES = frozenset({".py", ".js", ".css", ".csv", ".tsv", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".sh", ".log"})


def declared_type(name: str) -> str | None:
    """The media type that a file's name promises, lower case; None if it promises nothing."""
    return _TYPES.guess_type(name, strict=False)[0]


def shown(path: Path | str) -> str:
    """A path as text that any file or database takes: bytes of a name that are no UTF-8 become U+FFFD."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _fault_of(path: Path, fault: OSError | ValueError) -> SourceError:
    reasons: dict[type[Exception], tuple[str, str, str]] = {
        FileNotFoundError: ("there is no such file or folder", "not-found", "check the path"),
        PermissionError: ("it may not be read", "no-permission", "check its permissions"),
        IsADirectoryError: ("it is a folder", "not-a-file", ""),
    }
    message, code, advice = reasons.get(
        type(fault), (getattr(fault, "strerror", None) or str(fault), "cannot-be-read", "")
    )
    return Unreachable(message, code=code, subject=shown(path), advice=advice)


def too_large(subject: str, limit: int) -> Refused:
    """The refusal of something over the plan's `max_bytes`."""
    return Refused(
        f"it is larger than {limit:,} bytes",
        code="too-large",
        subject=subject,
        advice="raise collect.max_bytes in the config",
    )


def _bytes_of(path: Path, limit: int) -> bytes:
    """All bytes of a regular file.

    Raises:
        SourceError: if it is too large, or no regular file (a pipe would never end).
        OSError: as the system reports it.
    """
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise Refused("it is not a regular file", code="not-a-file", subject=shown(path))
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(shown(path), limit)
    return data


def file_capture(path: Path, limit: int, clock: Clock) -> Capture | SourceError:
    """The bytes of one file, or why there are none."""
    try:
        data = _bytes_of(path, limit)
    except SourceError as refusal:
        return refusal
    except (OSError, ValueError) as fault:
        return _fault_of(path, fault)
    return Capture(
        origin=shown(path.absolute()),
        data=data,
        captured_at=clock(),
        fetched_by=FETCHED_BY,
        media_type=declared_type(path.name),
    )


def stream_capture(stream: BinaryIO, limit: int, clock: Clock) -> Capture | SourceError:
    """All bytes of standard input (or what stands for it), or why there are none."""
    try:
        data = stream.read(limit + 1)
    except OSError as fault:
        return Unreachable(fault.strerror or str(fault), code="cannot-be-read", subject="-")
    if len(data) > limit:
        return too_large("-", limit)
    return Capture(origin="-", data=data, captured_at=clock(), fetched_by=f"{USER_AGENT} stdin")


def paths(folder: Path, faults: list[SourceError]) -> Iterator[Path]:
    """Every file under a folder in the order of their paths; hidden names left out; each real folder entered once."""
    seen: set[tuple[int, int]] = set()
    for root, folders, names in os.walk(
        folder, followlinks=True, onerror=lambda f: faults.append(_fault_of(Path(f.filename), f))
    ):
        try:
            here = os.stat(root)
        except OSError as fault:
            faults.append(_fault_of(Path(root), fault))
            continue
        if (here.st_dev, here.st_ino) in seen:
            folders.clear()
            continue
        seen.add((here.st_dev, here.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root) / name for name in sorted(names) if not name.startswith("."))


def is_document(path: Path, recordings: bool = False) -> bool:
    """Whether a file in a folder may be one of ours: by its name, else by its first bytes. Unreadable ones count as ours.

    `recordings`: whether sound and film are.
    """
    other = _NOT_HEARD if recordings else _PLAINLY_OTHER
    suffix = path.suffix.lower()
    if suffix in _DOCUMENT_NAMES:
        return True
    declared = declared_type(path.name) or ""
    if recordings and declared.startswith(_RECORDINGS):
        return True
    if suffix in _CODE_NAMES or declared.startswith(other):
        return False
    try:
        kind = sniff.media_type(_first(path), declared or None)
    except OSError:
        return True
    return not kind.startswith(other) and kind not in _OTHER_TYPES


def _first(path: Path) -> bytes:
    """The first bytes of a regular file; none of anything else (a pipe would make us wait)."""
    if not path.is_file():
        return b""
    with path.open("rb") as stream:
        return stream.read(65536)


def folder_captures(
    folder: Path, limit: int, clock: Clock, pass_over: Callable[[Path], None], recordings: bool = False
) -> Iterator[Capture | SourceError]:
    """Captures of every document under a folder, hidden files left out.

    A file that is plainly no document (picture, sound, archive, program, table, code) is told to `pass_over` and nothing more
    comes of it; sound and film are documents with `recordings`. A folder without any document gives an error of code
    ``no-documents``.
    """
    faults: list[SourceError] = []
    found = False
    for path in paths(folder, faults):
        if is_document(path, recordings):
            found = True
            yield file_capture(path, limit, clock)
        else:
            pass_over(path)
    yield from faults
    if not found and not faults:
        yield Unreachable("the folder holds no document", code="no-documents", subject=shown(folder))
