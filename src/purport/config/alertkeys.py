"""What the keys of the rules of alerts take: for each kind of value what it is called, and how it is taken or refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, time, tzinfo
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from purport.config.options import Kind, choice
from purport.config.sources import KINDS, seconds
from purport.records.alerts import ORDER, or_better
from purport.records.names import Act, Certainty

OR_BETTER = " or better"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9])"
T = TypeVar("T")


def _line(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 1000 or _CONTROL.search(value):
        raise ValueError
    return value.strip()


def _several(one: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """A list of values, or one value that stands for a list of one."""

    def taken(value: Any) -> tuple[T, ...]:
        values = value if isinstance(value, list) else [value]
        if not values:
            raise ValueError
        return tuple(dict.fromkeys(one(each) for each in values))

    return taken


def _matching(pattern: str) -> Callable[[Any], str]:
    def taken(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value.strip()):
            raise ValueError
        return value.strip()

    return taken


def _with_letters(value: Any) -> str:
    text = _line(value)
    if not any(letter.isalnum() for letter in text):
        raise ValueError
    return text


def _certainty(value: Any) -> frozenset[Certainty]:
    text = _line(value).lower().replace(" for", "_for") if isinstance(value, str) else _line(value)
    if text.endswith(OR_BETTER):
        return or_better(Certainty(text.removesuffix(OR_BETTER).strip()))
    return frozenset({Certainty(text)})


def _certainties(value: Any) -> frozenset[Certainty]:
    return frozenset().union(*_several(_certainty)(value))


def _quiet(value: Any) -> tuple[time, time]:
    found = re.fullmatch(rf"{_TIME}\s*-\s*{_TIME}", _line(value))
    if not found:
        raise ValueError
    begins, ends = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if begins == ends:
        raise ValueError
    return begins, ends


def _digest(value: Any) -> str | time:
    text = _line(value)
    if text in ("at once", "hourly"):
        return text
    found = re.fullmatch(rf"daily {_TIME}", text)
    if not found:
        raise ValueError
    return time(int(found[1]), int(found[2]))


def zone_of(name: str) -> tzinfo:
    """The zone of this name in the IANA database.

    Raises:
        ValueError: if this machine knows none.
    """
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as fault:
        raise ValueError(f"no zone {name!r}") from fault


def _zone(value: Any) -> str:
    zone_of(name := _line(value))
    return name


def _address(value: Any) -> str:
    text = _matching(r"(?i)https?://[^\s\x00-\x1f\x7f]{1,4000}")(value)
    parts = urlsplit(text)
    if not parts.hostname or parts.port == 0:
        raise ValueError
    return text


NAME = Kind("one line of text in quotes", _with_letters)
LINE = Kind("one line of text in quotes", _line)
NAMES = Kind(
    'a text or a list of texts, such as ["Turkey", "Ankara"], each with a letter in it', _several(_with_letters)
)
ACTS = Kind("one or several of " + ", ".join(f'"{one}"' for one in Act), _several(Act))
_ORDERED = ", ".join(f'"{one}{OR_BETTER}"' for one in ORDER)
_OTHER = ", ".join(f'"{one}"' for one in Certainty)
CERTAINTY = Kind(f"one or several of {_ORDERED}, {_OTHER}", _certainties)
SOURCE_KINDS = Kind("one or several of " + ", ".join(f'"{one}"' for one in KINDS), _several(choice(*KINDS).taken))
COUNTRIES = Kind('two capital letters (ISO 3166-1), such as "LB", or a list of them', _several(_matching("[A-Z]{2}")))
_TAG = _matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LANGUAGES = Kind('a language tag (BCP 47), such as "ar", or a list of them', _several(_TAG))
QUIET = Kind('two different times, such as "22:00-07:00"', _quiet)
DIGEST = Kind('"at once", "hourly" or "daily 08:00"', _digest)
ZONE = Kind('a time zone that this machine knows, such as "Europe/Berlin"', _zone)
ADDRESSES = Kind(
    'an e-mail address or a list of them, such as "desk@example.org"', _several(_matching(r"[^\s@<>,;]+@[^\s@<>,;]+"))
)
ADDRESS = Kind('an e-mail address, such as "purport@example.org"', _matching(r"[^\s@<>,;]+@[^\s@<>,;]+"))
URL = Kind("an http or https address in quotes", _address)
VARIABLE = Kind("the name of an environment variable", _matching(r"[A-Za-z_][A-Za-z0-9_]*"))
FILE = Kind("a path in quotes", lambda value: Path(_line(value)))
LENGTH = Kind('a length of time in quotes, such as "14d"', seconds)
PORT = Kind("a port from 1 to 65535", lambda value: _ranged(value, 1, 65535))


def _ranged(value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError
    return value
