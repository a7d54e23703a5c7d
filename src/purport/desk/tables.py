"""Tables that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from purport.desk.terminal import Words, composed, one_line
from purport.records import Certainty, EventRow, Hop, Ruling, StatementRow
from purport.records.chains import carrier_words, hop_name, hop_told, source_words
from purport.records.speech import clock_span
from purport.records.spoken import Stretches

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, Group, RenderableType
    from rich.table import Table
    from rich.text import Text

STYLES = {
    Certainty.ATTRIBUTED: "blue",
    Certainty.PURPORTED: "yellow",
    Certainty.RUMOURED: "magenta",
    Certainty.DENIED: "red",
    Certainty.NEGATED: "red",
    Certainty.RETRACTED: "bright_black",
}
RULINGS = {Ruling.ACCEPTED: "green", Ruling.EDITED: "cyan", Ruling.REJECTED: "red"}
LONGEST = 240
"""Characters of a statement that a list shows."""
ID = 11
"""Characters of an id that a list shows: enough to name a statement among millions."""


def plain_table(*headings: str) -> Table:
    """An empty table in the house's style."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


NARROWEST = 72
"""Columns of a terminal on which a table of five columns is still drawn."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table where it fits; on a narrower terminal each row's cells below one another, so that none is left out."""

    table: Table
    rows: tuple[tuple[RenderableType, ...], ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """What rich draws."""
        if options.max_width >= NARROWEST:
            yield self.table
            return
        for cells in self.rows:
            yield from cells
            yield ""


def fitted(table: Table, rows: Iterable[tuple[RenderableType, ...]]) -> Fitted:
    """The table with these rows, for terminals of any width."""
    held = tuple(rows)
    for cells in held:
        table.add_row(*cells)
    return Fitted(table, held)


def facts(rows: Iterable[tuple[str, str]], turned: bool = False) -> Table:
    """Two columns: what, and what is said of it."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bright_black", no_wrap=True)
    table.add_column(overflow="fold")
    for label, told in rows:
        table.add_row(label, Words(told, turned))
    return table


def decided(row: StatementRow | EventRow) -> Iterator[tuple[str, str]]:
    """What a person decided and changed, as facts."""
    if row.decision is None:
        return
    reason = f": {row.decision.reason}" if row.decision.reason else ""
    yield "decided", f"{row.decision.ruling} by {row.decision.by}, {row.decision.at:%Y-%m-%d %H:%M} UTC{reason}"
    for name, before, after in row.changes:
        yield "changed", f"{name}: {before or 'none'} -> {after or 'none'}"


def statements(rows: Sequence[StatementRow], turned: bool) -> Fitted:
    """Statements, one a row: id, date, who through whom, what kind and how sure, the words."""
    table = plain_table("id", "date", "who", "act", "words")
    for column, width in zip(table.columns, (ID, 10, None, None, None), strict=True):
        column.no_wrap = width is not None
        column.min_width = width
    table.columns[1].no_wrap = False
    table.columns[2].ratio, table.columns[2].min_width = 4, 16
    table.columns[3].min_width = 11
    table.columns[4].ratio, table.columns[4].min_width = 6, 24
    table.expand = True
    return fitted(table, (_cells(row, turned) for row in rows))


def _cells(row: StatementRow, turned: bool) -> tuple[RenderableType, ...]:
    from rich.text import Text

    one = row.statement
    act = Text(str(one.act))
    if one.violent:
        act.append("\nviolence", style="bold red")
    act.append(f"\n{str(one.certainty).replace('_', ' ')}", style=STYLES.get(one.certainty, ""))
    if row.decision is not None:
        act.append(f"\n{row.decision.ruling} by {one_line(row.decision.by, 40)}", style=RULINGS[row.decision.ruling])
    return (
        Text(one.id[:ID], style="bright_black"),
        Text((row.date or "not known").replace("/", "/\n")),
        _who(row, turned),
        act,
        _said(row, turned),
    )


def _said(row: StatementRow, turned: bool) -> RenderableType:
    """The words, and where they stand in a recording."""
    words = Words(one_line(row.snippet or row.content_words, LONGEST), turned)
    return at_time(words, row.heard)


def at_time(words: RenderableType, heard: Stretches) -> RenderableType:
    """Words with when they are said in a recording above them; as they are for a text."""
    if not heard:
        return words
    from rich.console import Group
    from rich.text import Text

    return Group(Text(clock_span(heard), style="bright_black"), words)


def _who(row: StatementRow, turned: bool) -> Group:
    from rich.console import Group
    from rich.text import Text

    chain = row.statement.chain
    name = source_words(row.statement)
    carried = carrier_words(chain[-1]) if chain else ""
    parts = [composed([name, f"({carried})"] if carried else [name], turned)]
    parts[0].stylize("bold")
    if len(chain) > 1:
        parts.append(Text("via ", style="bright_black").append_text(chain_line(chain[:-1], turned)))
    return Group(*parts)


def chain_line(hops: Sequence[Hop], turned: bool) -> Text:
    """The chain in one line, outermost first, whatever way its names are written."""
    from rich.text import Text

    pieces = [composed((part for part in (hop_name(hop), hop_told(hop)) if part), turned) for hop in hops]
    return Text(" <- ").join(pieces)
