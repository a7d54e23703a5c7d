"""Captures as web archives that other tools read: WARC 1.1 (ISO 28500) and WACZ 1.1.1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from purport.records import Exhibit, Leg
from purport.records.evidence import Headers
from purport.records.removals import Removal

Open = Callable[[str], IO[bytes]]
"""Opens an exhibit's bytes, given its digest."""


@dataclass(frozen=True, slots=True)
class Item:
    """One capture of an exhibit.

    Attributes:
        exhibit: what was captured.
        origin: address or absolute path; ``-`` for standard input.
        captured_at, last_seen: first and last time of these bytes there; aware, UTC.
        fetched_by, media_type, charset, headers, way: as in :class:`~purport.records.Capture`.
        documents: ids of what was read in it.
        title: of its document; None if it has none, or several documents.
    """

    exhibit: Exhibit
    origin: str
    captured_at: datetime
    last_seen: datetime
    fetched_by: str
    media_type: str | None
    charset: str | None
    headers: Headers
    way: tuple[Leg, ...]
    documents: tuple[str, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """What goes into an archive: captures in order, removals that it leaves out, and the operator (None: not configured)."""

    items: Sequence[Item]
    removed: Sequence[Removal]
    operator: str | None = None

    @property
    def at(self) -> datetime:
        """The last moment that any of its captures tells of: the archive's own date, so that the same is always the same."""
        return max(one.last_seen for one in self.items)
