"""``purport events`` and ``purport review``: for those who code events."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from purport.cli.asking import bom_option, csv_option, form_of, json_option, limit_option, offset_option
from purport.cli.eventlists import forget, lists, load
from purport.cli.filters import STANDINGS, event_question, events_filtered
from purport.cli.people import by_option, who
from purport.cli.session import Session, complain, count_of, machine_output, pass_session, print_json
from purport.errors import InstructionError
from purport.records import EventRow, Ruling
from purport.records.question import Decided

if TYPE_CHECKING:
    from purport.rounds.reviewing import Review

NONE = "-"
"""Typed for a field that is to be empty."""
REST = "."
"""Typed where this field and all that follow are to stay as they are."""
KEYS = "a accept  e edit  r reject  s skip  u undo  q quit"


@click.group(invoke_without_command=True, short_help="List events, newest first; load lists of events.")
@events_filtered
@click.option(
    "--decision", "standing", type=STANDINGS, metavar="WORD", help=f"What a person decided: {STANDINGS.told}."
)
@limit_option
@offset_option
@json_option
@csv_option
@bom_option
@click.pass_context
def events(ctx: click.Context, /, standing: Decided | None, limit: int, offset: int, **given: Any) -> None:
    """List events, newest first: who is said to have done what to whom, how sure the text is, and who says so.

    All conditions given must hold. Where a person decided, the row shows what was decided; rejected events are shown too, unless
    --decision says otherwise. `--decision decided --limit 0 --csv` exports what was accepted or edited.

    The commands below load lists of dated events, by which `purport date` dates what has no date.
    """
    if ctx.invoked_subcommand is not None:
        if any(ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE for name in ctx.params):
            raise click.UsageError(f"conditions on events do not go with `{ctx.invoked_subcommand}`")
        return
    session = ctx.ensure_object(Session)
    form = form_of(given)
    asked = event_question(given, standing, limit, offset)
    with session.house() as house:
        rows = house.events(asked)
        total = house.count_events(asked) if form == "table" else len(rows)
    _print(session, rows, form, total)


for command in (load, lists, forget):
    events.add_command(command)


def _print(session: Session, rows: Sequence[EventRow], form: str, total: int) -> None:
    if form == "json":
        from purport.exchange.contract import event

        for row in rows:
            print_json(event(row))
    elif form.startswith("csv"):
        from purport.exchange.csv import event_lines

        machine_output().writelines(event_lines(rows, bom=form == "csv-bom"))
    else:
        from purport.desk.events import table

        if rows:
            session.out.print(table(rows, session.turned))
        more = f" of {total:,}; --limit 0 shows all" if total > len(rows) else ""
        click.echo(f"{count_of(len(rows), 'event')}{more}", err=True)


@click.command(short_help="Accept, edit or reject events, one by one.")
@events_filtered
@click.option(
    "--decision",
    "standing",
    type=STANDINGS,
    default=Decided.UNDECIDED.value,
    show_default=True,
    metavar="WORD",
    help=f"Which events: {STANDINGS.told}.",
)
@by_option
@pass_session
def review(session: Session, /, standing: Decided | None, by: str | None, **given: Any) -> None:
    """Decide on events one by one: each is shown with its sentence, and one key decides.

    \b
    a  accept it as it was read
    e  edit it: one field after the other, Enter keeps what stands there, - empties it, . keeps all the rest
    r  reject it
    s  skip it     u  take the last decision back     q  quit

    Each decision is written at once and none is overwritten: `u` adds a withdrawal. Keys may also come from a file or pipe, one
    line each.
    """  # noqa: D301 - click wants the character
    name = who(by)
    with session.house() as house:
        sitting = house.review(event_question(given, standing), name)
        if not len(sitting):
            click.echo("0 events to decide on", err=True)
            return
        _sit(session, sitting)
    click.echo(f"{count_of(sitting.decided, 'decision')} by {name}", err=True)


def _sit(session: Session, sitting: Review) -> None:
    """Until all events are passed, or the person quits."""
    from purport.desk.events import card

    shown = -1
    while not sitting.done:
        if shown != sitting.number:
            card(session.out, sitting.row(), (sitting.number, len(sitting)), session.turned)
            shown = sitting.number
        key = _key()
        if key in ("q", None):
            return
        try:
            if not _obeyed(sitting, key):
                click.echo(KEYS, err=True)
            elif key == "u":
                shown = -1
        except InstructionError as error:
            complain(error)


def _key() -> str | None:
    """The next key, lower case; None at the end of a file."""
    if sys.stdin.isatty():
        click.echo(f"{KEYS} > ", nl=False, err=True)
        key = click.getchar()
        click.echo(key if key.isprintable() else "", err=True)
        return {"\x03": None, "\x04": None, "\x1a": None}.get(key, key.lower()[:1])
    line = sys.stdin.readline()
    return line.strip().lower()[:1] if line else None


def _obeyed(sitting: Review, key: str | None) -> bool:
    """Do what a key says; False if it says nothing."""
    if key == "a":
        sitting.decide(Ruling.ACCEPTED)
    elif key == "r":
        sitting.decide(Ruling.REJECTED, reason=_asked("why (Enter: no reason)", ""))
    elif key == "e":
        _edit(sitting)
    elif key == "s":
        sitting.skip()
    elif key == "u":
        if not sitting.undo():
            click.echo("nothing to take back", err=True)
    else:
        return False
    return True


def _edit(sitting: Review) -> None:
    from purport.rounds.reviewing import FIELDS

    read = sitting.row().decided
    given: dict[str, str] = {}
    for name in FIELDS:
        now = str(getattr(read, name) or "")
        if name == "mode" and given["action"].upper() != str(read.action):
            now = ""
        typed = _asked(f"{name.replace('_', ' ')} [{now or 'none'}]", now)
        if typed == REST:
            break
        given[name] = "" if typed == NONE else typed
    sitting.decide(Ruling.EDITED, given, _asked("why (Enter: no reason)", ""))


def _asked(prompt: str, default: str) -> str:
    """What was typed; `default` for an empty line or at the end of a file."""
    if sys.stdin.isatty():
        typed = click.prompt(prompt, default=default, show_default=False, err=True)
        return str(typed).strip()
    return sys.stdin.readline().strip() or default
