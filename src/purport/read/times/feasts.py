"""Feasts, and dates of the Hijri calendar.

Hijri dates are converted by the Umm al-Qura calendar (package `hijridate`, 1343 to 1500 AH, 1924 to 2077). Where the month begins
with the sighting of the moon, a day may lie one off: their EDTF is approximate (``~``). Easter is that of the Gregorian calendar
(Meeus, Astronomical Algorithms, 1991, chapter 8).
"""

from __future__ import annotations

import datetime as dt
import re

from purport.read.times.calendar import NO_YEAR, weekday_in, year_of
from purport.read.times.context import Reckoning, Reference, Tense, Value, unresolved
from purport.read.times.moments import Moment, moment, of_date
from purport.read.times.rulebook import Hit

_NOT_RECKONED = "a feast of a calendar that is not reckoned here"
_HIJRI_YEARS = range(1343, 1501)
_BEYOND = "outside the years 1343 to 1500 AH that the conversion knows"
_BY_MOON = "by the Umm al-Qura calendar; a day more or less where the moon is sighted"
_NAME_GOES_ON = re.compile(r"[^\S\n](?!(?:Mass|Day|Eve|Sunday|Monday|Friday|Saturday|Thursday)\b)[A-Z][a-z]+\b")
_HIJRI_EPOCH, _HIJRI_RATE = 621.57, 1.0307


def easter(year: int) -> dt.date:
    """Easter Sunday of a Gregorian year.

    >>> easter(2016).isoformat(), easter(2000).isoformat()
    ('2016-03-27', '2000-04-23')
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return dt.date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """A Hijri day in the Gregorian calendar; None if there is no such day, or the year is outside 1343 to 1500.

    >>> str(hijri_day(1438, 1, 10))
    '2016-10-11'
    """
    from hijridate import Hijri

    try:
        return Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None


def hijri_month(year: int, month: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of a Hijri month; None as for :func:`hijri_day`."""
    first = hijri_day(year, month, 1)
    last = max((day for n in (28, 29, 30) if (day := hijri_day(year, month, n))), default=None)
    return (first, last) if first and last else None


def _by_moon(low: dt.date, high: dt.date, reason: str) -> Value:
    """Days that may lie one off."""
    if low == high:
        at = of_date(low)
        return Value("DATE", str(at), f"{at}~", f"{reason}; {_BY_MOON}", at)
    return Value("DATE", f"{low}/{high}", f"{low}~/{high}~", f"{reason}; {_BY_MOON}")


def hijri_year_near(day: dt.date) -> int:
    """The Hijri year that a day lies in, or a year more or less."""
    return int((day.year + day.timetuple().tm_yday / 366 - _HIJRI_EPOCH) * _HIJRI_RATE)


def _hijri_spans(month: int, day: int | None, near: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The times that a Hijri day or month comes round about `near`."""
    found = []
    for year in range(hijri_year_near(near) - 2, hijri_year_near(near) + 3):
        one = hijri_day(year, month, day) if day else None
        span = (one, one) if one else None if day else hijri_month(year, month)
        if span:
            found.append(span)
    return found


def _chosen(spans: list[tuple[dt.date, dt.date]], now: dt.date, tense: Tense) -> tuple[dt.date, dt.date] | None:
    """The last that had begun by `now` for a past verb, the next that had not ended for a future one, else the nearest."""
    if tense is Tense.PAST:
        return max((span for span in spans if span[0] <= now), default=None)
    if tense is Tense.FUTURE:
        return min((span for span in spans if span[1] >= now), default=None)
    return min(spans, key=lambda span: max((span[0] - now).days, (now - span[1]).days, 0), default=None)


def hijri_without_year(month: int, day: int | None, ref: Reference, tense: Tense, reason: str) -> Value:
    """A Hijri day or month named without its year, by the day of publication and the tense of the clause."""
    now = ref.published
    if now is None or now.month is None:
        return unresolved("DATE", NO_YEAR)
    found = _chosen(_hijri_spans(month, day, now.last), now.last, tense)
    return _by_moon(*found, reason) if found else unresolved("DATE", _BEYOND)


def hijri_value(year: int, month: int | None, day: int | None) -> Value:
    """A Hijri day, month or year that is written out."""
    if day and month:
        one = hijri_day(year, month, day)
        return _by_moon(one, one, "a Hijri date") if one else unresolved("DATE", _BEYOND)
    first, last = hijri_month(year, month or 1), hijri_month(year, month or 12)
    return _by_moon(first[0], last[1], "of the Hijri calendar") if first and last else unresolved("DATE", _BEYOND)


def _hijri_day(hit: Hit, ref: Reference) -> Value | None:
    month, day, year = hit.number("hijri") or 1, hit.figure("day"), hit.figure("year")
    if year:
        return hijri_value(year, month, day)
    if hit.low("hijri") in hit.book.lists["also_words"]:
        return None
    return hijri_without_year(month, day, ref, ref.tense(hit.at("hijri")), "a Hijri date, its year by the publication")


def _hijri_month(hit: Hit, ref: Reference) -> Value | None:
    return hijri_value(int(hit["year"]), hit.number("hijri") or 1, None)


def _hijri_year(hit: Hit, ref: Reference) -> Value | None:
    return hijri_value(int(hit["year"]), None, None)


def _feast(hit: Hit, ref: Reference) -> Value | None:
    if ref.part_of_name(hit.at("feast"), hit.end) or _NAME_GOES_ON.match(hit.match.string, hit.end):
        return None
    kind, *parts = hit.code("feast").split() or [""]
    tense = {-1: Tense.PAST, 1: Tense.FUTURE}.get(hit.number("step") or 0) or ref.clause_tense(hit.at("feast"))
    if not kind:
        return unresolved("DATE", _NOT_RECKONED)
    year = hit.figure("year")
    if kind == "hijri":
        return _hijri_feast([int(part) for part in parts], year, tense, ref)
    at = _in_year(kind, parts, year) if year else _nearest(kind, parts, ref, tense)
    return Value("DATE", str(at), str(at), "a feast with its day", at) if at else unresolved("DATE", NO_YEAR)


def _hijri_feast(parts: list[int], year: int | None, tense: Tense, ref: Reference) -> Value:
    month, day = parts[0], parts[1] if len(parts) > 1 else None
    if year is None:
        return hijri_without_year(month, day, ref, tense, "a feast of the Hijri calendar")
    if year in _HIJRI_YEARS:
        return hijri_value(year, month, day)
    spans = [span for span in _hijri_spans(month, day, dt.date(year, 7, 1)) if span[0].year == year]
    return _by_moon(*spans[0], "a feast of the Hijri calendar") if spans else unresolved("DATE", _BEYOND)


def _in_year(kind: str, parts: list[str], year: int) -> Moment | None:
    if kind == "easter":
        return of_date(easter(year) + dt.timedelta(days=int(parts[0])))
    if kind == "nth":
        month, n, weekday = map(int, parts)
        return weekday_in(year, month, n, weekday)
    month, day = map(int, kind.split("-"))
    return moment(year, month, day)


def _nearest(kind: str, parts: list[str], ref: Reference, tense: Tense) -> Moment | None:
    """The feast before publication for a past verb, after it for a future one, else whichever is nearer."""
    now = ref.published
    if now is None:
        return None
    here = _in_year(kind, parts, now.year)
    if here is None or here.month is None:
        return here
    year = year_of(here.month, here.day, ref, tense)
    return _in_year(kind, parts, year) if year and 1 <= year <= 9999 else None


RECKONINGS: dict[str, Reckoning] = {
    "feast": _feast,
    "Hijri day": _hijri_day,
    "Hijri month": _hijri_month,
    "Hijri year": _hijri_year,
}
