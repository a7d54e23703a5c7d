"""The conditions that every question takes, as options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from purport.records import Act, Certainty, Filter

Command = TypeVar("Command", bound=Callable[..., Any])

LIMIT = 100


def _certainty(_ctx: click.Context, _option: click.Parameter, value: str | None) -> Certainty | None:
    return None if value is None else Certainty(value.replace(" ", "_"))


def _act(_ctx: click.Context, _option: click.Parameter, value: str | None) -> Act | None:
    return None if value is None else Act(value.replace("_", " "))


_OPTIONS = (
    click.option("--source", metavar="WORDS", help="Said by, or passed on by: words of a name in the chain."),
    click.option("--place", metavar="WORDS", help="Words of a place in the statement or the dateline."),
    click.option(
        "--act",
        type=click.Choice([act.value for act in Act], case_sensitive=False),
        metavar="ACT",
        callback=_act,
        help=f"What the speaker does: {', '.join(act.value for act in Act)}.",
    ),
    click.option(
        "--certainty",
        type=click.Choice([c.value for c in Certainty if c is not Certainty.ASSERTED], case_sensitive=False),
        metavar="WORD",
        callback=_certainty,
        help=f"How sure: {', '.join(c.value for c in Certainty if c is not Certainty.ASSERTED)}.",
    ),
    click.option("--since", metavar="DATE", help="Said, else published, on this day or later (2026-03-01)."),
    click.option("--until", metavar="DATE", help="Said, else published, on this day or before."),
    click.option("--target", metavar="WORDS", help="Words of a target of a call, threat, claim or accusation."),
    click.option(
        "--violent/--not-violent", default=None, help="Only calls for, threats or claims of violence, or none."
    ),
    click.option("--document", metavar="ID", help="Only this document: id or name."),
)


def filtered(command: Command) -> Command:
    """Gives a command the options of a filter; :func:`question` puts them together."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def question(given: dict[str, Any], words: str | None = None, limit: int | None = None, offset: int = 0) -> Filter:
    """The filter that the options describe; `limit` 0 and None mean all."""
    return Filter(**given, words=words, limit=limit or None, offset=offset)
