"""Who decides: the name that stands with what a person decided."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any

import click

by_option: Callable[[Any], Any] = click.option(
    "--by", metavar="NAME", help="Who decides. Default: the user's name on this machine."
)


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
