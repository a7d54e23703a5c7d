"""How sources are doing, as a table: what `purport sources list` prints and `purport watch` shows while it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from purport.config import Source
from purport.desk.tables import plain_table
from purport.desk.terminal import one_line
from purport.records import Standing

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.table import Table
    from rich.text import Text


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


HEADINGS = ("source", "kind", "state", "last success", "failed", "items", "waiting", "lag", "next")
INDENT = "  "
GAP = 2
"""Columns between two columns of the table."""


@dataclass(frozen=True, slots=True)
class HealthTable:
    """One line a source where that fits; on a narrower terminal two or three, so that no word is broken.

    Attributes:
        rows: a cell per heading each, empty for what there is nothing to say of.
        failing: whether each is to be shown as failing.
    """

    rows: tuple[tuple[str, ...], ...]
    failing: tuple[bool, ...]

    def table(self, width: int) -> Table | None:
        """As a table of at most so many columns with every word whole; None if that is too few."""
        widths = self._widths(width)
        if widths is None:
            return None
        table = plain_table(*HEADINGS)
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        for cells, bad in zip(self.rows, self.failing, strict=True):
            table.add_row(*cells, style="red" if bad else "")
        return table

    def _widths(self, width: int) -> list[int] | None:
        """The widths of the columns: as wide as wanted, then the widest narrowed word by word until all fit."""
        columns = list(zip(HEADINGS, *self.rows, strict=True))
        wanted = [max(map(_width, cells)) for cells in columns]
        least = [max(_width(word) for cell in cells for word in cell.split() or [""]) for cells in columns]
        while sum(wanted) + GAP * (len(wanted) - 1) > width:
            spare = [(wide - low, wide, n) for n, (wide, low) in enumerate(zip(wanted, least, strict=True))]
            most = max((one for one in spare if one[0] > 0), key=lambda one: one[1:], default=None)
            if most is None:
                return None
            wanted[most[2]] -= 1
        return wanted

    def lines(self) -> Iterator[Text]:
        """The same as lines: name and state, then the rest under it."""
        from rich.text import Text

        for cells, bad in zip(self.rows, self.failing, strict=True):
            name, kind, state, *rest = cells
            style = "red" if bad else ""
            yield Text.assemble((name, "bold"), f" ({kind}): {state}", style=style)
            labelled = zip(HEADINGS[3:], rest, strict=True)
            yield Text(
                INDENT + ", ".join(f"{label} {told}" for label, told in labelled if told.strip("-")), style=style
            )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """What rich draws."""
        table = self.table(options.max_width)
        if table is None:
            yield from self.lines()
        else:
            yield table


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def health_table(rows: Sequence[Health], now: datetime) -> HealthTable:
    """What each source is, how it is doing, what it brought, when it is looked at again."""
    failing = tuple(row.standing is not None and bool(row.standing.failures) for row in rows)
    return HealthTable(tuple(_cells(row, now) for row in rows), failing)


def _cells(row: Health, now: datetime) -> tuple[str, ...]:
    standing = row.standing
    if standing is None:
        rest: tuple[str, ...] = ("-", "", "", "", "", "now")
    else:
        rest = (
            ago(standing.succeeded, now),
            f"{standing.failures} in a row" if standing.failures else "",
            f"{standing.items:,}",
            f"{row.waiting:,}" if row.waiting else "",
            "" if standing.lag is None else span(standing.lag),
            _next(standing.due, now),
        )
    return (one_line(row.source.name, 40), row.source.kind, row.state, *rest)


def _next(due: datetime | None, now: datetime) -> str:
    return "now" if due is None or due <= now else f"in {span((due - now).total_seconds())}"
