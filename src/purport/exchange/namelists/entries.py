"""What every reader of name lists shares: limits, names cleaned, an entry that cannot be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from purport.errors import InstructionError
from purport.records.days import days, in_latin_digits
from purport.records.listed import Alias, Quality

_SPACE = re.compile(r"\s+")
_STEERING = ("Cc", "Cf", "Co", "Cs", "Cn")
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a list is taken: bytes, entries, aliases of one entry, characters of a name. More is refused or left out."""

    size: int = 200_000_000
    entries: int = 500_000
    aliases: int = 500
    letters: int = 300


@dataclass(frozen=True, slots=True)
class BadEntry:
    """An entry that cannot be taken in: its place on the list (line, or number of entry, from 1), and why."""

    place: int
    why: str


class Unfit(ValueError):
    """A value that an entry cannot have."""


def unreadable(name: str, told: str, advice: str) -> InstructionError:
    """The error for a list that cannot be read at all."""
    return InstructionError(f"the list cannot be read: {told[:200]}", code="bad-list", subject=name, advice=advice)


def checked_size(data: bytes, name: str, limits: Limits) -> bytes:
    """The bytes, if they are not too many.

    Raises:
        InstructionError: ``bad-list``.
    """
    if len(data) > limits.size:
        raise unreadable(name, f"{len(data)} bytes, and {limits.size} are read at most", "leave out what is not needed")
    return data


def clean(text: str | None, limits: Limits) -> str:
    """A name with its white space as single spaces and without characters that steer a terminal; "" if nothing is left.

    Raises:
        Unfit: longer than `limits.letters`.
    """
    kept = "".join(c if c in _JOINERS or unicodedata.category(c) not in _STEERING else " " for c in text or "")
    found = _SPACE.sub(" ", kept).strip(" ;,")
    if len(found) > limits.letters:
        raise Unfit(f"a name of {len(found)} characters")
    return found if any(c.isalnum() for c in found) else ""


def day(text: str | None) -> str | None:
    """An EDTF date; None for an empty cell.

    Raises:
        Unfit: it is none.
    """
    told = in_latin_digits((text or "").strip())
    if not told:
        return None
    if days(told) is None:
        raise Unfit(f"no date: {told[:40]!r}")
    return told


def span(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """From when until when, as :func:`day` gives each.

    Raises:
        Unfit: one is no date, or the end lies before the beginning.
    """
    first, last = day(since), day(until)
    begins, ends = days(first), days(last)
    if begins and ends and begins.first and ends.last and ends.last < begins.first:
        raise Unfit(f"from {first} is after until {last}")
    return first, last


def without_twins(aliases: Iterable[Alias], primary: str, limits: Limits) -> tuple[Alias, ...]:
    """Aliases, each name once, the primary one left out; a good one stands before a low one of the same name."""
    kept: dict[str, Alias] = {}
    for alias in aliases:
        if alias.name == primary or not alias.name:
            continue
        before = kept.get(alias.name)
        if before is None or (before.quality is Quality.LOW and alias.quality is Quality.GOOD):
            kept[alias.name] = alias
    return tuple(kept.values())[: limits.aliases]
