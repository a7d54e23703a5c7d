"""What one option may hold: the kinds of value, and the words in which a wrong one is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: `expected` names it in an error, `taken` gives the typed value or raises ``ValueError``."""

    expected: str
    taken: Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _line(value: Any) -> str:
    """Text that may stand in a request header: one line, no control characters, ASCII."""
    text = _text(value)
    if not (text.isascii() and text.isprintable()):
        raise ValueError
    return text


def _addresses(value: Any) -> tuple[str, ...]:
    """Addresses of the web, each once."""
    taken = tuple(dict.fromkeys(_line(one) for one in value)) if isinstance(value, list) else ("",)
    if not all(one.startswith(("https://", "http://")) for one in taken):
        raise ValueError
    return taken


def _switch(value: Any) -> bool:
    if value is True or value is False:
        return value
    raise ValueError


def _at_least(value: Any, least: float, whole: bool) -> int | float:
    kinds = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not math.isfinite(value) or value < least:
        raise ValueError
    return value if whole else float(value)


def _share(value: Any) -> float:
    share = float(_at_least(value, 0.0, whole=False))
    if share > 1:
        raise ValueError
    return share


def _paths(value: Any) -> tuple[Path, ...]:
    """Files and folders, each once."""
    if not isinstance(value, list):
        raise ValueError  # noqa: TRY004 - what every kind raises
    return tuple(dict.fromkeys(Path(_text(one)) for one in value))


def _language(value: Any) -> str:
    """A code of a language, in lower case."""
    text = _text(value).lower()
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise ValueError
    return text


TEXT = Kind("text in quotes", _text)
PATHS = Kind("a list of files and folders in quotes", _paths)
LANGUAGE = Kind('the code of a language in quotes, as "en"', _language)
SHARE = Kind("a number from 0 to 1", _share)
LINE = Kind("one line of plain ASCII text in quotes", _line)
ADDRESSES = Kind("a list of addresses in quotes", _addresses)
SWITCH = Kind("true or false", _switch)
FOLDER = Kind("a folder in quotes", lambda value: Path(_text(value)))
FILE = Kind("a file in quotes", lambda value: Path(_text(value)))


def whole(least: int) -> Kind:
    """Whole numbers from `least` up."""
    return Kind(f"a whole number, {least} or more", lambda value: _at_least(value, least, whole=True))


def number(least: float) -> Kind:
    """Numbers from `least` up."""
    return Kind(f"a number, {least:g} or more", lambda value: _at_least(value, least, whole=False))


def choice(*words: str) -> Kind:
    """One of a few words."""

    def taken(value: Any) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return Kind("one of " + ", ".join(f'"{word}"' for word in words), taken)


def choices(*words: str) -> Kind:
    """A list of one or several of a few words, each once."""

    def taken(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not value or any(one not in words for one in value):
            raise ValueError
        return tuple(dict.fromkeys(map(str, value)))

    return Kind("a list of " + ", ".join(f'"{word}"' for word in words), taken)


def _clock(value: Any) -> str:
    """A time of day, 00:00 to 23:59."""
    text = _text(value)
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError
    return text


CLOCK = Kind('a time of day in quotes, as "06:00"', _clock)


def option(default: Any, kind: Kind, says: str, example: str | None = None) -> Any:
    """A field of a section of the plan.

    `says` explains it in the template; `example` is the TOML value shown there where the default cannot be written (unset, or
    worked out at run time).
    """
    return field(default=default, metadata={"kind": kind, "says": says, "example": example})


def options(section: type) -> Iterator[Field[Any]]:
    """The options of a section, in order."""
    return (one for one in fields(section) if "kind" in one.metadata)
