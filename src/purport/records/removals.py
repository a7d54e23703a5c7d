"""Removals: what was taken out for a legal reason or for somebody's safety, and what stays in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

REMOVED = "removed"
"""The deed in the custody log."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A tombstone. The exhibit's digest, its size, where and when it was captured, and the digests of texts and readings stay.

    Attributes:
        exhibit: the digest of the exhibit whose bytes were removed.
        reason: in the words of who removed it. by: who. at: when, aware, UTC.
        documents, statements, events: ids of what was read in it. readings, decisions: what else was removed with it.
    """

    exhibit: str
    reason: str
    by: str
    at: datetime
    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """In one line.

        >>> Removal("sha256:0", "court order", "Ada Roe", datetime(2026, 3, 1, 9, tzinfo=UTC)).told
        'removed on 2026-03-01 09:00 UTC by Ada Roe: court order'
        """
        return f"removed on {self.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC by {self.by}: {self.reason}"
