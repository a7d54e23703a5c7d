"""What briefs were handed over: a line of JSON each in the house, appended and never changed.

It tells what "since the last brief" means, and which digests were made. Whoever keeps a wider log of what leaves the house may read
it from here, or take the place of :class:`Notebook`: it is used by :class:`purport.rounds.briefing.Briefing` alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from purport.errors import HouseError
from purport.records.briefs import Form, Handed, Label
from purport.records.custody import stamp

NAME = "briefs.jsonl"


class Notebook:
    """The notes on briefs in one house (its folder)."""

    def __init__(self, house: Path) -> None:
        self.file = house / NAME

    def note(self, handed: Handed) -> None:
        """Append one; it is on disk when this returns.

        Raises:
            HouseError: ``notes-unwritable``.
        """
        line = json.dumps(_record(handed), ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogateescape")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("ab") as out:
                out.write(line + b"\n")
                out.flush()
                os.fsync(out.fileno())
        except OSError as fault:
            message = f"the note on a brief cannot be written: {(fault.strerror or str(fault)).lower()}"
            raise HouseError(message, code="notes-unwritable", subject=str(self.file)) from fault

    def all(self) -> Iterator[Handed]:
        """Every note, oldest first; a line that is none (half written, or of a later version) is passed over."""
        try:
            lines = self.file.read_bytes().splitlines()
        except OSError:
            return
        for line in lines:
            try:
                yield _handed(json.loads(line))
            except (ValueError, KeyError, TypeError):
                continue

    def last(self) -> Handed | None:
        """The note of the brief that was handed over last; None if none was."""
        return max(self.all(), key=lambda one: one.at, default=None)

    def periods(self) -> set[tuple[str, Form]]:
        """The digests that were made, by the key of their period and their form."""
        return {(one.period, one.form) for one in self.all() if one.period is not None}


def _record(handed: Handed) -> dict[str, object]:
    return {
        "at": stamp(handed.at),
        "until": stamp(handed.until),
        "title": handed.title,
        "label": str(handed.label),
        "form": str(handed.form),
        "file": handed.file,
        "sha256": handed.sha256,
        "statements": handed.statements,
        "period": handed.period,
    }


def _handed(told: dict[str, object]) -> Handed:
    at, until = (datetime.fromisoformat(str(told[name])) for name in ("at", "until"))
    if at.tzinfo is None or until.tzinfo is None:
        raise ValueError("a moment without a zone")
    period = told.get("period")
    return Handed(
        at=at,
        until=until,
        title=str(told["title"]),
        label=Label(str(told["label"])),
        form=Form(str(told["form"])),
        file=str(told["file"]),
        sha256=str(told["sha256"]),
        statements=int(str(told["statements"])),
        period=None if period is None else str(period),
    )
