"""The table that lives on the terminal while a watch runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from purport.config import Source
from purport.desk.sources import Health, health_table
from purport.desk.terminal import Words
from purport.records import Standing

if TYPE_CHECKING:
    from rich.console import Console, Group

LINES = 8
"""Last happenings that are shown under the table."""
NARROW = 3
"""Lines that a source takes at most where the table does not fit."""
FEW = 20
"""Sources of which the first are measured for whether the table fits."""
REFRESH = 0.25
"""Seconds between two pictures, at least."""


class LiveTable:
    """The sources that something happened to last, the counts, and the last happenings; as many lines as the terminal has."""

    def __init__(self, console: Console, sources: Sequence[Source]) -> None:
        from rich.live import Live

        self._console = console
        self._sources = sources
        self._lines: deque[str] = deque(maxlen=LINES)
        self._drawn = 0.0
        self._live = Live(console=console, auto_refresh=False, transient=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.refresh()
        self._live.stop()

    def show(
        self,
        standings: Mapping[str, Standing],
        counts: Mapping[str, int],
        under_way: tuple[int, int],
        now: datetime,
        line: str,
    ) -> None:
        """Something happened; drawn at most every quarter of a second."""
        self._lines.append(line)
        drawn = monotonic()
        if drawn - self._drawn >= REFRESH:
            self._drawn = drawn
            self._live.update(self.picture(standings, counts, under_way, now), refresh=True)

    def above(self, text: str, turned: bool) -> None:
        """Print lines above the table, which stays whole: they go through its own console."""
        for line in text.rstrip().split("\n"):
            self._console.print(Words(line, turned))
        self._console.print()

    def picture(
        self, standings: Mapping[str, Standing], counts: Mapping[str, int], under_way: tuple[int, int], now: datetime
    ) -> Group:
        """What is drawn: table, counts, last happenings."""
        from rich.console import Group
        from rich.text import Text

        rows = [Health(one, standings.get(one.name)) for one in self._sources]
        rows.sort(key=_last_tried, reverse=True)
        wide = health_table(rows[:FEW], now).table(self._console.width) is not None
        lines = max(3, self._console.height - LINES - 4)
        room = lines if wide else max(1, lines // NARROW)
        shown = health_table(rows[:room], now)
        flying, unread = under_way
        counted = (("looked", "looks"), ("fetched", "pages"), ("read", "read"), ("statements", "statements"))
        told = ", ".join(f"{counts[key]:,} {word}" for key, word in counted)
        waiting = f"{flying} under way, {unread:,} to read"
        more = [f"and {len(rows) - room:,} more sources"] if len(rows) > room else []
        under = [*more, f"{told}; {waiting}", *self._lines]
        return Group(shown, *(Text(one, no_wrap=True, overflow="ellipsis") for one in under))


def _last_tried(row: Health) -> str:
    tried = row.standing.tried if row.standing is not None else None
    return tried.isoformat() if tried is not None else ""
