"""Who decides: the name that stands with what a person decided."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any

import click

by_option: Callable[[Any], Any] = click.option(
    "--by", metavar="NAME", help="Who decides. Default: the user's name on this machine."
)


def _told(_: click.Context, __: click.Parameter, reason: str) -> str:
    if not reason.strip():
        raise click.BadParameter("say in a few words why")
    return reason


def reason_option(text: str) -> Callable[[Any], Any]:
    """The option that says why, which must be words."""
    return click.option("--reason", required=True, metavar="WORDS", callback=_told, help=text)


def who(by: str | None) -> str:
    """The name given, else the user's.

    Raises:
        click.UsageError: if there is none.
    """
    name = " ".join((by or _user()).split())
    if not name:
        raise click.UsageError("nobody is named who decides: give --by NAME")
    return name


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
