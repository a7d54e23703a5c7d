"""EDTF dates as words."""

from __future__ import annotations

from calendar import month_name

from purport.records.days import DATE, SEASONS, Days, days

__all__ = ["Days", "days", "words"]


def words(edtf: str | None) -> str:
    """A date as a newsroom writes it; what is not understood stays as it is, and ``""`` for None.

    >>> words("2026-02-28/2026-03-04")
    '28 February to 4 March 2026'
    >>> words("2026-03?")
    'March 2026, uncertain'
    """
    if not edtf:
        return ""
    head, slash, tail = edtf.partition("/")
    if not slash:
        return _words(head)
    if head in ("", ".."):
        return f"until {_words(tail)}"
    if tail in ("", ".."):
        return f"from {_words(head)}"
    low, high = _words(head), _words(tail)
    year = f" {head[:4]}"
    return f"{low.removesuffix(year) if tail.startswith(head[:4]) else low} to {high}"


def _words(text: str) -> str:
    found = DATE.fullmatch(text.strip())
    if not found or days(text) is None:
        return text
    year, month, day = found.groups()
    named = month and (SEASONS.get(int(month)) or month_name[int(month)])
    told = " ".join(part for part in (day and str(int(day)), named, year) if part)
    mark = {"?": ", uncertain", "~": ", approximate", "%": ", uncertain and approximate"}.get(text.strip()[-1], "")
    return told + mark
