"""The house's history of its own checks: one JSON line for each ``purport verify``, so that a fault has a "since"."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from purport.records import Fault
from purport.records.custody import stamp

MOST = 10_000
"""Subjects that one line names at most."""


@dataclass(frozen=True, slots=True)
class Check:
    """An earlier check: when (aware, UTC), and the subjects in which it found a fault."""

    at: datetime
    broken: frozenset[str]


class History:
    """The lines of ``verified.jsonl`` in the house's folder: ``{"at", "entries", "root", "broken"}``."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "verified.jsonl"

    def checks(self) -> list[Check]:
        """The earlier checks, oldest first; what cannot be read is passed over, since a check must never fail for it."""
        try:
            lines = self.file.read_bytes().splitlines()
        except OSError:
            return []
        found = []
        for line in lines:
            with suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                at = datetime.strptime(told["at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
                found.append(Check(at, frozenset(map(str, told["broken"]))))
        return found

    def add(self, at: datetime, entries: int, root: bytes, faults: Sequence[Fault]) -> None:
        """Note a check; a house on a read-only disk goes without."""
        broken = sorted({fault.subject for fault in faults})[:MOST]
        line = json.dumps({"at": stamp(at), "entries": entries, "root": root.hex(), "broken": broken})
        with suppress(OSError), self.file.open("ab+") as file:
            file.write((line if file.tell() == 0 else f"\n{line}").encode())
