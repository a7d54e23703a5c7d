"""Who decides: the name that stands with what a person decided."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any
from unicodedata import category

import click

LONGEST = 2_000
"""Characters of a reason, as in the desk."""

by_option: Callable[[Any], Any] = click.option(
    "--by", metavar="NAME", help="Who decides. Default: the user's name on this machine."
)


def _told(_: click.Context, option: click.Parameter, reason: str) -> str:
    words = " ".join(reason.split())
    if not words and option.required:
        raise click.BadParameter("say in a few words why")
    return _plain(words)


def _plain(words: str) -> str:
    """The same; control characters, which a terminal or a page would follow, and endless words are refused as the desk does."""
    if len(words) > LONGEST:
        raise click.UsageError(f"names and reasons have at most {LONGEST:,} characters")
    if any(category(one) == "Cc" for one in words):
        raise click.UsageError("names and reasons are words, without control characters")
    return words


def reason_option(text: str, *, required: bool = True) -> Callable[[Any], Any]:
    """The option that says why, which must be words where it is required; else ``""`` where it is not given."""
    if required:
        return click.option("--reason", required=True, metavar="WORDS", callback=_told, help=text)
    return click.option("--reason", default="", metavar="WORDS", callback=_told, help=text)


def who(by: str | None) -> str:
    """The name given, else the user's; an empty name is none.

    Raises:
        click.UsageError: if there is none.
    """
    name = " ".join((_user() if by is None else by).split())
    if not name:
        raise click.UsageError("nobody is named who decides: give --by NAME")
    return _plain(name)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
