"""What sources on this machine's disk share: where they lie, what is known of them, and how they fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from purport.collect.files import Clock, shown
from purport.collect.looking import Sighting, short
from purport.config import Source
from purport.errors import SourceError, Unreachable

Known = Callable[[str], str | None]
"""Given a key, the version of it that is known; None if it is not."""

Seen = Sighting | SourceError


@dataclass(frozen=True, slots=True)
class Store:
    """What is looked into: the source, the limit of one thing in bytes, the time, what is known, and whether recordings are
    taken in from folders.
    """

    source: Source
    limit: int
    clock: Clock
    known: Known
    recordings: bool = False

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.source.url)


def version_of(path: Path) -> str:
    """Changes when a file does: its size and the time it was written.

    Raises:
        SourceError: ``not-found`` and the like.
    """
    try:
        told = path.stat()
    except OSError as fault:
        raise cannot(path, fault) from fault
    return short(told.st_size, told.st_mtime_ns)


def cannot(path: Path, fault: OSError) -> SourceError:
    """The error for a file that cannot be read."""
    codes: dict[type[OSError], str] = {FileNotFoundError: "not-found", PermissionError: "no-permission"}
    code = codes.get(type(fault), "cannot-be-read")
    return Unreachable((fault.strerror or str(fault)).lower(), code=code, subject=shown(path))
