"""What days an EDTF date may mean."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.+Z-]*)?[?~%]?")

APPROXIMATE = re.compile(r"[~?%](?=/|\Z)")
"""How EDTF marks a date, or either end of an interval, as approximate or uncertain."""
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
"""EDTF level 1 writes a season in the place of the month."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day that a date may mean, both inclusive; None on one side: open or unknown there."""

    first: date | None
    last: date | None

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first is not None and self.first == self.last


def in_latin_digits(text: str) -> str:
    """The same with the digits of any script as 0 to 9.

    >>> in_latin_digits("٢٠٢٥-٠٢-٠٧")
    '2025-02-07'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


@lru_cache(maxsize=65_536)
def days(edtf: str | None) -> Days | None:
    """The days an EDTF level 0 or 1 date may mean; None where it is missing or written some other way.

    >>> days("2026-02")
    Days(first=datetime.date(2026, 2, 1), last=datetime.date(2026, 2, 28))
    >>> days("../2026-03-04")
    Days(first=None, last=datetime.date(2026, 3, 4))
    """
    if not edtf:
        return None
    head, slash, tail = edtf.partition("/")
    first, last = _one(head), _one(tail if slash else head)
    if first is None and last is None:
        return None
    return Days(first.first if first else None, last.last if last else None)


def _one(text: str) -> Days | None:
    found = DATE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month in SEASONS and day is None:
            return _season(year, month)
        if month is None:
            return Days(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Days(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def _season(year: int, code: int) -> Days:
    """The days of a season as the northern hemisphere counts it; a winter begins in December of its year."""
    begins = 3 * (code - 20)
    ends = (year + 1, 2) if begins == 12 else (year, begins + 2)
    return Days(date(year, begins, 1), date(*ends, monthrange(*ends)[1]))
