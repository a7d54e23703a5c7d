"""Calendar days, months and years as one small record, and the arithmetic on them. Proleptic Gregorian calendar."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month of it, or a day of that; ``None`` for what is not known. Prints as ISO 8601 and EDTF.

    >>> str(Moment(2014, 6))
    '2014-06'
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def date(self) -> dt.date | None:
        """The day as a date; None for a month or a year."""
        return dt.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first(self) -> dt.date:
        """The first day of the day, month or year."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day of the day, month or year."""
        if self.month is None:
            return dt.date(self.year, 12, 31)
        return self.first if self.day else _month_end(self.year, self.month)


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, 12, 31) if month == 12 else dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def of_date(day: dt.date) -> Moment:
    """A date as a moment."""
    return Moment(day.year, day.month, day.day)


def moment(year: int, month: int | None = None, day: int | None = None) -> Moment | None:
    """The moment, or None if there is no such day, month or year.

    >>> moment(2015, 2, 29) is None
    True
    """
    try:
        dt.date(year, month or 1, day or 1)
    except (ValueError, OverflowError):
        return None
    return Moment(year, month, day)


_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\dX])")


def _simple(edtf: str) -> Moment | None:
    found = _DATE.match(edtf)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    return moment(year, month, day)


def moment_of(edtf: str | None) -> Moment | None:
    """What relative expressions can be counted from, given an EDTF date: of an interval, what both its ends share.

    >>> str(moment_of("2016-10-17/2016-11-02"))
    '2016'
    >>> moment_of("../2016") is None
    True
    """
    if not edtf:
        return None
    ends = [_simple(part) for part in edtf.split("/")]
    low, high = ends[0], ends[-1]
    if low is None or high is None:
        return None
    return low if low == high else _shared(low, high)


def _shared(low: Moment, high: Moment) -> Moment | None:
    if low.year != high.year:
        return None
    return Moment(low.year, low.month if low.month == high.month else None)


def shifted(start: Moment, steps: int, unit: str) -> Moment | None:
    """`start` moved by whole units (``D``, ``W``, ``M``, ``Q``, ``Y``, ``DE``, ``CE``),
    in the unit's own grain for months and above.

    None if `start` is vaguer than the unit or the answer lies outside the years 1 to 9999.

    >>> str(shifted(Moment(2016, 11, 4), -2, "M"))
    '2016-09'
    """
    if unit in ("D", "W", "2W"):
        return _days_on(start, steps * {"D": 1, "W": 7, "2W": 14}[unit])
    if unit in ("M", "Q"):
        return _months_on(start, steps * (3 if unit == "Q" else 1))
    return moment(start.year + steps * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 1))


def _days_on(start: Moment, days: int) -> Moment | None:
    if start.date is None:
        return None
    try:
        return of_date(start.date + dt.timedelta(days=days))
    except OverflowError:
        return None


def _months_on(start: Moment, months: int) -> Moment | None:
    if start.month is None:
        return None
    whole = start.year * 12 + start.month - 1 + months
    return moment(whole // 12, whole % 12 + 1)


def week(day: dt.date) -> str:
    """The ISO 8601 week of a day.

    >>> week(dt.date(2016, 11, 4))
    '2016-W44'
    """
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def week_days(day: dt.date) -> tuple[Moment, Moment]:
    """Monday and Sunday of a day's ISO week; cut at the calendar's ends."""
    low = max(day.toordinal() - day.weekday(), 1)
    high = min(day.toordinal() - day.weekday() + 6, dt.date.max.toordinal())
    return of_date(dt.date.fromordinal(low)), of_date(dt.date.fromordinal(high))


def nearest_weekday(day: dt.date, weekday: int, ahead: bool, strict: bool = False) -> Moment | None:
    """The last such weekday on or before `day` (or the next on or after it, if `ahead`); `strict` leaves `day` itself out."""
    back = (day.weekday() - weekday) % 7
    steps = (-back) % 7 if ahead else -back
    if strict and steps == 0:
        steps = 7 if ahead else -7
    return _days_on(of_date(day), steps)


def interval(low: Moment | dt.date, high: Moment | dt.date) -> str:
    """An EDTF interval; one date if both ends are the same."""
    return str(low) if str(low) == str(high) else f"{low}/{high}"
