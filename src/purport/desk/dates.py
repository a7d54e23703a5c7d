"""EDTF dates as words."""

from __future__ import annotations

from calendar import month_name

from purport.records.days import DATE, SEASONS, Days, days

__all__ = ["Days", "days", "when", "words"]


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


def when(edtf: str | None, at: str | None) -> str:
    """A date in words, with the hour and its zone where a moment of that day is known (`at`, ISO 8601).

    >>> when("2026-03-04", "2026-03-04T09:05:00Z"), when("2026-03-04", "2026-03-04T23:30:10-05:00"), when("2026-03-04", None)
    ('4 March 2026, 09:05 UTC', '4 March 2026, 23:30 UTC-05:00', '4 March 2026')
    """
    if at is None:
        return words(edtf)
    return f"{words(edtf)}, {at[11:16]} UTC{at[19:].removesuffix('Z')}"


def _words(text: str) -> str:
    found = DATE.fullmatch(text.strip())
    if not found or days(text) is None:
        return text
    year, month, day = found.groups()
    named = month and (SEASONS.get(int(month)) or month_name[int(month)])
    told = " ".join(part for part in (day and str(int(day)), named, year) if part)
    mark = {"?": ", uncertain", "~": ", approximate", "%": ", uncertain and approximate"}.get(text.strip()[-1], "")
    return told + mark
