"""Events on a terminal: as a table, and one at a time for review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from purport.desk.dates import words
from purport.desk.tables import ID, LONGEST, RULINGS, STYLES, Fitted, at_time, decided, facts, fitted, plain_table
from purport.desk.terminal import Words, composed, harmless, one_line, right_to_left
from purport.records import Certainty, Event, EventRow, Responsibility, Stage
from purport.records.speech import clock_span

if TYPE_CHECKING:
    from rich.console import Console, Group, RenderableType
    from rich.text import Text

NOBODY, NOTHING = "nobody named", "nothing named"


def table(rows: Sequence[EventRow], turned: bool) -> Fitted:
    """Events, one a row: id, date, who did what to whom and how far it got, how sure of it and of the actor, the sentence."""
    made = plain_table("id", "date", "event", "certainty", "words")
    for column, width in zip(made.columns, (ID, 10, 20, 12, 24), strict=True):
        column.min_width = width
    made.columns[0].no_wrap = True
    made.columns[2].ratio, made.columns[4].ratio = 4, 6
    made.expand = True
    return fitted(made, (_cells(row, turned) for row in rows))


def _cells(row: EventRow, turned: bool) -> tuple[RenderableType, ...]:
    from rich.text import Text

    one = row.decided
    return (
        Text(row.event.id[:ID], style="bright_black"),
        Text((one.date or row.date or "not known").replace("/", "/\n")),
        _told(row, turned),
        _certain(row, turned),
        at_time(_sentence(row, turned), row.heard),
    )


def _told(row: EventRow, turned: bool) -> Group:
    from rich.console import Group
    from rich.text import Text

    one = row.decided
    place = [composed(["in", one.place], turned)] if one.place else []
    ruling = row.decision.ruling if row.decision else None
    decided = [Text(f"{ruling} by {one_line(row.decision.by, 40)}", RULINGS[ruling])] if row.decision and ruling else []
    names = composed([one.actor or NOBODY, "->", one.target or NOTHING], turned)
    head = Text(str(one.action), style="bold")
    if one.stage not in (None, Stage.UNKNOWN):
        head.append(f" {one.stage}", style="bright_black")
    return Group(head, names, *place, *decided)


def _certain(row: EventRow, turned: bool) -> Text:
    from rich.text import Text

    one = row.decided
    out = Text(plain(one.certainty), style=STYLES.get(one.certainty, ""))
    if one.chain:
        out.append("\n").append_text(composed([" <- ".join(one.chain)], turned))
    if one.responsibility not in (None, Responsibility.NONE):
        out.append(f"\nactor {one.responsibility}", style="bright_black")
    return out


def _sentence(row: EventRow, turned: bool, longest: int | None = LONGEST) -> RenderableType:
    """The sentence with its anchor set off; right-to-left text stays plain."""
    from rich.text import Text

    sentence = one_line(row.sentence_words, longest)
    anchor = " ".join(row.anchor_words.split())
    if right_to_left(sentence) or harmless(row.sentence_words) != row.sentence_words:
        return Words(sentence, turned)
    out = Text(sentence)
    at = sentence.find(anchor)
    if at >= 0:
        out.stylize("bold underline", at, at + len(anchor))
    return out


def plain(certainty: Certainty) -> str:
    """The word as people read it.

    >>> plain(Certainty.CALLED_FOR)
    'called for'
    """
    return str(certainty).replace("_", " ")


def card(out: Console, row: EventRow, place: tuple[int, int], turned: bool) -> None:
    """Print one event for a person to decide on: its sentence, what was read in it, and why. `place`: number, of how many."""
    out.rule(f"{place[0]} of {place[1]}  {row.event.id}", style="bright_black")
    out.print(_sentence(row, turned, None))
    out.print()
    out.print(facts(_facts(row.decided, row), turned))


def full(out: Console, row: EventRow, turned: bool) -> None:
    """Print one event in full."""
    out.print(composed([str(row.decided.action), plain(row.decided.certainty)], turned, between=": "), style="bold")
    out.print(_sentence(row, turned, None))
    out.print()
    out.print(facts(_facts(row.decided, row), turned))


def _beside(first: str, *more: str | None) -> str:
    """Words joined by commas, unknown ones left out."""
    return ", ".join([first, *(word for word in more if word)])


def _because(word: str, reason: str) -> str:
    """A word with its reason."""
    return f"{word}: {reason}" if reason else str(word)


def _facts(one: Event, row: EventRow) -> Iterator[tuple[str, str]]:
    yield "actor", _beside(one.actor or NOBODY, one.actor_group, one.actor_country)
    yield "action", _beside(f"{one.action} (“{row.anchor_words}”)", one.mode)
    yield "target", _beside(one.target or NOTHING, one.target_country)
    yield "place", one.place or "not stated"
    yield "date", f"{words(one.date)} ({one.date})" if one.date else "not stated"
    if row.heard:
        yield "in the recording", clock_span(row.heard)
    yield "certainty", plain(one.certainty)
    if one.chain:
        yield "said by", " <- ".join(one.chain)
    if one.stage is not None:
        yield "stage", _because(one.stage, one.stage_reason)
    if one.responsibility is not None:
        yield "who did it", _because(one.responsibility, one.responsibility_reason)
    yield "why", f"{one.reason} (score {one.score:.2f})"
    if one.statement:
        yield "statement", one.statement
    yield "story", ", ".join(part for part in (row.title or row.name, row.agency, row.published) if part)
    yield "evidence", f"{row.document}, characters {one.anchor.start}-{one.anchor.end}, {row.exhibit[:23]}"
    yield from decided(row)
