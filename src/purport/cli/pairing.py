"""``purport together`` and ``purport apart``: people decide what is told of together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from purport.cli.people import by_option, reason_option, who
from purport.cli.session import Session, pass_session
from purport.records.folds import Pair


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option("--undo", is_flag=True, help="Take back what was decided on the two; rules decide again.")(
        command
    )
    command = by_option(command)
    command = reason_option("Why, in your words.")(command)
    command = click.argument("second", metavar="ID")(command)
    return click.argument("first", metavar="ID")(command)


@click.command(short_help="Decide that two stories tell of one event or release.")
@_options
@pass_session
def together(session: Session, /, first: str, second: str, **given: Any) -> None:
    """Decide that two statements, events or documents of different stories are of one event or release.

    It goes before what rules say, and is appended with name, time and reason; a later decision on the same two goes before it. No
    story is changed. `purport weigh` counts them together from then on.
    """
    _decide(session, (first, second), Pair.TOGETHER, **given)


@click.command(short_help="Decide that two stories tell of two things.")
@_options
@pass_session
def apart(session: Session, /, first: str, second: str, **given: Any) -> None:
    """Decide that two statements, events or documents of different stories are not of one event or release.

    It goes before what rules say, and before what joins the two by way of others; it is appended with name, time and reason, and
    a later decision on the same two goes before it.
    """
    _decide(session, (first, second), Pair.APART, **given)


def _decide(session: Session, names: tuple[str, str], pair: Pair, *, reason: str, by: str | None, undo: bool) -> None:
    wanted = Pair.OPEN if undo else pair
    with session.house() as house:
        desk = house.corroboration
        done = desk.pair(names, wanted, who(by), reason)
        first, second = (desk.matter(name).line.fold for name in names)
    if not done:
        click.echo(
            "nothing changed: that was decided already" if not undo else "nothing was decided on these two", err=True
        )
    elif first.matter == second.matter:
        click.echo(f"one matter, {first.matter}: {first.stories} stories, {first.origins} origins", err=True)
    else:
        click.echo(f"two matters, {first.matter} and {second.matter}", err=True)
