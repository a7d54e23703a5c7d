"""A speaker for people: who it is by the lists, what was said and whom it was aimed at, over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.desk.dates import words
from purport.desk.names import SAID
from purport.desk.tables import facts, plain_table, statements
from purport.desk.terminal import Words, one_line
from purport.records.listed import Quality
from purport.records.speakers import Form, Silence, Speaker

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 20


def speaker(out: Console, found: Speaker, turned: bool) -> None:
    """All of it: the facts, targets, newest statements."""
    out.print(Words(one_line(found.name, 200), turned))
    out.print(facts(list(_facts(found)), turned))
    if found.figures.targets:
        table = plain_table("target", "statements", "of violence")
        for one in found.figures.targets:
            table.add_row(Words(one_line(one.name, 100), turned), str(one.number), str(one.violent))
        out.print()
        out.print(table)
    if found.rows:
        out.print()
        out.print(statements(found.rows[:SHOWN], turned))


def _facts(found: Speaker) -> Iterator[tuple[str, str]]:
    told = found.figures
    for one in found.known:
        yield "on a list", f"{one_line(one.primary)} ({one_line(one.list_name)}: {one_line(one.id)})"
    if not found.known:
        yield from (("lists", f"as a {one.kind} it {SAID[one.judgement]}") for one in found.lookups)
    for alias, name in found.aliases:
        weak = ", a weak name" if alias.quality is Quality.LOW else ""
        yield "alias", f"{one_line(alias.name)} ({one_line(name)}{weak})"
    newest = "the newest " if found.older else ""
    yield "statements", f"{newest}{found.looked:,}{', older ones not looked at' if found.older else ''}"
    yield from (("counted", form_words(one)) for one in found.counted)
    yield from (("not counted", form_words(one)) for one in found.beside)
    if found.passed_on:
        yield "passed on", f"{found.passed_on:,} statements of others came through"
    if told.first is not None:
        yield "first, last", f"{words(told.first)}; {words(told.last)}"
    if told.quiet is not None:
        yield "last before", quiet_words(told.quiet)
    yield from (("silence", silence_words(one)) for one in told.silences)
    for label, numbers in (("acts", told.acts), ("certainty", told.certainties), ("through", told.through)):
        if numbers:
            yield label, ", ".join(f"{one_line(str(one)).replace('_', ' ')} {number:,}" for one, number in numbers)


def form_words(one: Form) -> str:
    """A name with how often it stands in the ledger and why it counts.

    >>> form_words(Form("Osric Vane", 3, "the name asked for"))
    'Osric Vane: 3 (the name asked for)'
    """
    return f"{one_line(one.name)}: {one.number:,} ({one_line(one.reason)})"


def quiet_words(one: Silence) -> str:
    """The silence before the last statement, of the ledger and not of the speaker.

    >>> quiet_words(Silence("2026-03-01", "2026-03-09", 8))
    'nothing in this ledger for 8 days before the last, since 1 March 2026'
    """
    return f"nothing in this ledger for {one.days:,} days before the last, since {words(one.since)}"


def silence_words(one: Silence) -> str:
    """A silence in words."""
    return f"{one.days:,} days, {words(one.since)} to {words(one.until)}"
