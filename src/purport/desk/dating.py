"""An estimated date on a terminal: the interval, what is likelier, and why. Always called an estimate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from purport.desk.dates import words
from purport.desk.tables import Fitted, facts, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records import Clue, Dating, EventList

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

UNKNOWN = "nothing bounds it"
REASONS = 12
"""Reasons that are shown of one estimate; the rest are counted."""


def in_short(found: Dating) -> str:
    """The estimate in a few words, plainly one: for lists and heads.

    >>> in_short(Dating("doc-1", "tape", None, "2016-10-17/2016-11-02", None, None, ()))
    'estimated 2016-10-17/2016-11-02'
    >>> in_short(Dating("doc-1", "tape", None, None, None, None, ()))
    'not known, and nothing to estimate it by'
    """
    if found.interval is None:
        return "not known, and nothing to estimate it by"
    inner = f", probably {found.likely}" if found.likely else ""
    return f"estimated {found.interval}{inner}"


def full(out: Console, found: Dating, turned: bool = False) -> None:
    """Print one estimate with its reasons, and those of the recordings inside it."""
    _one(out, found, turned)
    for part in found.parts:
        _one(out, part, turned)


def _one(out: Console, found: Dating, turned: bool) -> None:
    out.print(Words(f"{found.name}: {in_short(found)}", turned, "bold"))
    out.print(facts(_facts(found), turned))
    shown = found.clues[:REASONS]
    if shown:
        out.print(clues_table(shown, turned))
    if len(found.clues) > len(shown):
        out.print(f"and {len(found.clues) - len(shown):,} more; --json has them all", style="bright_black")
    out.print()


def _facts(found: Dating) -> Iterator[tuple[str, str]]:
    yield "estimate", words(found.interval) or UNKNOWN
    if found.likely:
        yield "probably", f"{words(found.likely)} (about {found.probability or 0:.0%} of such estimates hold the date)"
    if found.stated:
        verdict = {
            True: "the estimate, made without it, agrees",
            False: "the estimate, made without it, DOES NOT AGREE",
        }
        yield "stated", f"{words(found.stated)}; {verdict.get(found.fits, 'there is nothing to compare it with')}"  # type: ignore[arg-type]
    for told in found.conflicts:
        yield "conflict", told
    yield ("statements", ", ".join(found.statements)) if found.statements else ("document", found.about)


def clues_table(clues: Sequence[Clue], turned: bool) -> Fitted:
    """Reasons, one a row: what they bound, what they are, the words, why."""
    made = plain_table("bound", "kind", "words", "why")
    made.columns[0].min_width = made.columns[1].min_width = 12
    made.columns[2].ratio, made.columns[3].ratio = 4, 6
    made.expand = True
    return fitted(made, (_cells(one, turned) for one in clues))


def _cells(one: Clue, turned: bool) -> tuple[RenderableType, ...]:
    from rich.text import Text

    style = "" if one.hard and one.used else "bright_black"
    return (
        Text(bound(one), style=style),
        Text(str(one.kind) if one.used else f"{one.kind}\nset aside", style=style),
        Words(one_line(one.words, 160), turned),
        Words(one_line(one.reason, 400), turned, style),
    )


def bound(one: Clue) -> str:
    r"""What a clue says, in days.

    >>> from purport.records import ClueKind
    >>> bound(Clue(ClueKind.EVENT, "2016-10-17", None, True, 1.0, None, "", ""))
    'not before\n2016-10-17'
    """
    if not one.hard:
        return f"weak:\n{one.first or '..'} to\n{one.last or '..'}"
    if one.first and one.last:
        return f"{one.first} to\n{one.last}"
    return f"not before\n{one.first}" if one.first else f"not after\n{one.last}"


def lists_table(found: Sequence[EventList], turned: bool) -> Fitted:
    """The lists that are loaded, one a row."""
    made = plain_table("list", "form", "entries", "days", "loaded from")
    made.columns[2].justify = "right"
    made.columns[4].ratio = 1
    made.expand = True
    rows = (
        (
            Words(one_line(one.name), turned),
            Words(str(one.kind), False),
            Words(f"{one.rows:,}", False),
            Words(f"{one.first} to {one.last}" if one.first else "none", False),
            Words(f"{one_line(one.file)} ({one.sha256[:19]}), {one.at[:16].replace('T', ' ')} UTC", turned),
        )
        for one in found
    )
    return fitted(made, rows)
