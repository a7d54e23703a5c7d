"""Reckonings for dates that name their day or month."""

from __future__ import annotations

import calendar as months
import datetime as dt
import re

from purport.read.times.context import Reckoning, Reference, Tense, Value, dated, unresolved
from purport.read.times.moments import Moment, interval, moment, of_date
from purport.read.times.rulebook import Hit

NO_SUCH_DAY = "no such day in the calendar"
NO_YEAR = "the year is not written, and the day of publication is not known"
_NAMES = ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART")


def month_of(hit: Hit) -> int:
    """1 to 12, of the month named."""
    return hit.number("month") or hit.number("abbreviation") or 1


def month_at(hit: Hit) -> int:
    """Where the month's name begins."""
    return hit.at("month") if hit["month"] else hit.at("abbreviation")


def year_of(month: int, day: int | None, ref: Reference, tense: Tense) -> int | None:
    """The year of a month (or a day) named without one: before publication for a past verb, after it for a future
    one, else whichever is nearer; None if the day of publication is not known.
    """
    now = ref.published
    if now is None or now.month is None:
        return now.year if now else None
    here = (now.month, (now.day or 1) if day else 0)
    there = (month, day or 0)
    if tense is Tense.FUTURE:
        return now.year + (there < here)
    if tense is Tense.PAST:
        return now.year - (there > here)
    away = (there[0] - here[0]) + (there[1] - here[1]) / 31
    return now.year + (away < -6) - (away > 6)


def _day_or_month(hit: Hit, ref: Reference) -> Value | None:
    """A day or month with its year, or with the year that the clause points to."""
    month, day = month_of(hit), hit.figure("day") or hit.number("ordinal")
    year = hit.figure("year") or hit.figure("ahead")
    if year is None:
        return _without_year(hit, ref, month, day)
    reason = "the date is written out" if hit["year"] else "the year from the end of the stretch"
    return dated(moment(year, month, day), reason, NO_SUCH_DAY)


def _weekday_and_day(hit: Hit, ref: Reference) -> Value | None:
    """Such as "Tuesday the 18th": in the month nearest to publication in which the two go together."""
    now, day = ref.published, int(hit["day"])
    if now is None or now.month is None:
        return unresolved()
    whole = now.year * 12 + now.month - 1
    order = sorted(range(-6, 7), key=lambda step: (abs(step), step))
    tried = (moment((whole + step) // 12, (whole + step) % 12 + 1, day) for step in order)
    fit = (at for at in tried if at and at.date and at.date.weekday() == hit.number("weekday"))
    return dated(next(fit, None), "the nearest month in which day and weekday go together", NO_SUCH_DAY)


def _without_year(hit: Hit, ref: Reference, month: int, day: int | None) -> Value:
    if beside := ref.year_beside(hit.start):
        return dated(moment(beside, month, day), "the year named beside it", NO_SUCH_DAY)
    tense = ref.tense(month_at(hit))
    year = year_of(month, day, ref, tense)
    if year is None:
        value = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        return Value("DATE", value, None, NO_YEAR)
    reason = f"the year from the day of publication; the clause is {tense.value}"
    return dated(moment(year, month, day), reason, NO_SUCH_DAY)


_MONTH_PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|by|from|of|to|and|through|between|during|before|after|late|early|for|on|last|next|this)\s$",
    re.I,
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Theresa|Brian)\.?\s$")
_NAME_GOES_ON = re.compile(r"\s[A-Z][a-z]+\b(?<!Day)")


def _month_alone(hit: Hit, ref: Reference) -> Value | None:
    """A month by itself; "May", "March" and "August" only after a preposition, names of people never."""
    if ref.kind(month_at(hit)) in _NAMES or _TITLE.search(hit.before(10)):
        return None
    lead = bool(hit["edge"]) or bool(_MONTH_PREPOSITION.search(hit.before(12)))
    if not lead and (_unlikely(hit, ref) or _NAME_GOES_ON.match(hit.match.string, hit.end)):
        return None
    return _without_year(hit, ref, month_of(hit), None)


def _unlikely(hit: Hit, ref: Reference) -> bool:
    """Whether the word is as well another word of English, and nothing speaks for the month."""
    if hit.low("month") not in hit.book.lists["also_words"]:
        return False
    return hit.before(4).lower() == "the " or ref.kind(month_at(hit)) != "DATE"


def _month_by_reference(hit: Hit, ref: Reference) -> Value | None:
    """Such as "last September", "next March", "this June"."""
    month, now = month_of(hit), ref.published
    if now is None or now.month is None:
        return unresolved()
    step = hit.number("step") or 0
    years = -(month >= now.month) if step < 0 else int(month <= now.month) if step > 0 else 0
    return dated(
        moment(now.year + years, month), f"{hit.low('step')} {hit['month']}, counted from the day of publication"
    )


def _month_of_a_year(hit: Hit, ref: Reference) -> Value | None:
    """Such as "June last year", "14 May last year"."""
    if ref.published is None:
        return unresolved()
    year = ref.published.year + (hit.number("step") or 0)
    return dated(
        moment(year, month_of(hit), hit.figure("day")), "the year counted from the day of publication", NO_SUCH_DAY
    )


def _day_by_reference(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the 20th of this month"."""
    now = ref.published
    if now is None or now.month is None:
        return unresolved()
    whole = now.year * 12 + now.month - 1 + (hit.number("step") or 0)
    at = moment(whole // 12, whole % 12 + 1, hit.figure("day")) if whole >= 12 else None
    return dated(at, "the month counted from the day of publication", NO_SUCH_DAY)


def _iso(hit: Hit, ref: Reference) -> Value | None:
    at = moment(int(hit["year"]), int(hit["mm"]), int(hit["dd"]))
    if at is None:
        return None
    if not hit["clock"]:
        return dated(at, "an ISO 8601 date")
    return Value("TIME", f"{at}T{hit['clock'][:5]}{'Z' if hit['utc'] == 'Z' else ''}", str(at), "an ISO 8601 time", at)


def _figures(hit: Hit, ref: Reference) -> Value | None:
    """Figures alone: day first or month first, whichever the calendar allows; both, then the one just before publication."""
    first, second, year = int(hit["a"]), int(hit["b"]), int(hit["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    readings = {moment(year, second, first), moment(year, first, second)} - {None}
    if hit["sep"] in ".-":
        readings = {moment(year, second, first)} - {None}
    if not readings:
        return None
    near = [
        at
        for at in readings
        if at and ref.published and ref.published.date and 0 <= (ref.published.date - at.first).days <= 31
    ]
    chosen = readings if len(readings) == 1 else set(near)
    if len(chosen) != 1:
        return unresolved("DATE", "day and month cannot be told apart")
    return dated(chosen.pop(), "a date in figures")


def _days_of_a_month(hit: Hit, ref: Reference) -> Value | None:
    month, year = month_of(hit), hit.figure("year")
    start, end = int(hit["from"]), int(hit["day"])
    if year is None:
        year = year_of(month, end, ref, ref.tense(month_at(hit)))
    if year is None:
        return unresolved("DATE", NO_YEAR)
    low, high = moment(year, month, start), moment(year, month, end)
    if low is None or high is None or start >= end:
        return None
    return Value("DATE", interval(low, high), interval(low, high), "first and last day are written out", high)


def _nth(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the last day of May", "the first week of 2015", "the second month of this year"."""
    n = hit.figure("nth") or hit.number("ordinal") or 0
    whole = _whole(hit, ref)
    if whole is None:
        return unresolved()
    piece = hit.low("piece")
    if piece == "month":
        return None if whole.month or not -1 <= n <= 12 else dated(moment(whole.year, n if n > 0 else 12), "counted")
    if piece == "day":
        at = _nth_day(whole, n)
        return dated(at, "counted within the month or year", NO_SUCH_DAY)
    first = _nth_day(whole, n * 7 - 6 if n > 0 else -7)
    last = _nth_day(whole, n * 7) if n > 0 else _nth_day(whole, -1)
    if first is None or last is None or piece in ("weekend", "weekday"):
        return Value("DATE", str(whole), str(whole), "in this month or year", whole)
    return Value("DATE", str(whole), interval(first, last), "seven days of the month or year", whole)


def _whole(hit: Hit, ref: Reference) -> Moment | None:
    """The month or year in which something is counted."""
    if hit["year_two"]:
        return moment(int(hit["year_two"]))
    if hit["month"] or hit["abbreviation"]:
        month = month_of(hit)
        year = hit.figure("year") or year_of(month, None, ref, ref.tense(month_at(hit)))
        return moment(year, month) if year else None
    now, step = ref.published, hit.number("step") or 0
    if now is None or (hit.low("unit") == "month" and now.month is None):
        return None
    if hit.low("unit") == "year":
        return moment(now.year + step)
    whole = now.year * 12 + (now.month or 1) - 1 + step
    return moment(whole // 12, whole % 12 + 1)


def _nth_day(whole: Moment, n: int) -> Moment | None:
    """The nth day of a month or year; from its end if `n` is below zero."""
    if n == 0:
        return None
    try:
        day = whole.first + dt.timedelta(days=n - 1) if n > 0 else whole.last + dt.timedelta(days=n + 1)
    except OverflowError:
        return None
    return of_date(day) if whole.first <= day <= whole.last else None


def _nth_weekday(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the first Sunday of June 2015"."""
    whole = _whole(hit, ref)
    if whole is None:
        return unresolved()
    n = hit.figure("nth") or hit.number("ordinal") or 0
    at = weekday_in(whole.year, whole.month or 1, n, hit.number("weekday") or 0)
    return dated(at, "the weekday counted within the month", NO_SUCH_DAY)


def weekday_in(year: int, month: int, n: int, weekday: int) -> Moment | None:
    """The nth such weekday (Monday 0) of a month, the last one for -1; None if it has none.

    >>> str(weekday_in(2016, 11, 4, 3)), weekday_in(2016, 11, 5, 3)
    ('2016-11-24', None)
    """
    length = months.monthrange(year, month)[1]
    days = [day for day in range(1, length + 1) if dt.date(year, month, day).weekday() == weekday]
    place = n - 1 if n > 0 else n
    return Moment(year, month, days[place]) if n and -len(days) <= place < len(days) else None


RECKONINGS: dict[str, Reckoning] = {
    "iso": _iso,
    "figures": _figures,
    "days of a month": _days_of_a_month,
    "day or month": _day_or_month,
    "month alone": _month_alone,
    "month by reference": _month_by_reference,
    "month of a year": _month_of_a_year,
    "day of a month by reference": _day_by_reference,
    "weekday and day": _weekday_and_day,
    "nth": _nth,
    "nth weekday": _nth_weekday,
}
