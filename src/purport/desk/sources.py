"""How sources are doing, as a table: what `purport sources list` prints and `purport watch` shows while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from purport.config import Source
from purport.desk.tables import plain_table
from purport.desk.terminal import one_line
from purport.records import Standing

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Health:
    """A source with how it is doing; `standing` is None if it was never looked at; `waiting` things are yet to be read."""

    source: Source
    standing: Standing | None
    waiting: int = 0

    @property
    def state(self) -> str:
        """``never looked at``, ``ok``, or what the last look failed with."""
        if self.standing is None or self.standing.tried is None:
            return "never looked at"
        return self.standing.code or "ok"


def span(seconds: float) -> str:
    """A length of time in its two largest units.

    >>> span(59), span(7_260), span(200_000)
    ('59 s', '2 h 1 min', '2 d 7 h')
    """
    left, parts = int(max(seconds, 0)), []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if left >= size:
            parts.append(f"{left // size} {unit}")
            left %= size
    return " ".join(parts[:2]) or "0 s"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long something is past; a dash for never."""
    return "-" if moment is None else f"{span((now - moment).total_seconds())} ago"


def health_table(rows: Sequence[Health], now: datetime) -> Table:
    """One line a source: what it is, how it is doing, what it brought, when it is looked at again."""
    table = plain_table("source", "kind", "state", "last success", "failed", "items", "waiting", "lag", "next")
    for row in rows:
        standing = row.standing
        if standing is None:
            cells = ["-", "", "", "", "", "now"]
        else:
            cells = [
                ago(standing.succeeded, now),
                f"{standing.failures} in a row" if standing.failures else "",
                f"{standing.items:,}",
                f"{row.waiting:,}" if row.waiting else "",
                "" if standing.lag is None else span(standing.lag),
                _next(standing.due, now),
            ]
        style = "red" if standing is not None and standing.failures else ""
        table.add_row(one_line(row.source.name, 40), row.source.kind, row.state, *cells, style=style)
    return table


def _next(due: datetime | None, now: datetime) -> str:
    return "now" if due is None or due <= now else f"in {span((due - now).total_seconds())}"
