"""Rules for dates that name their day or month."""

from __future__ import annotations

import re

from purport.read.times.context import Reference, Rule, Tense, Value, dated, unresolved
from purport.read.times.grammar import (
    ANY_WEEKDAY,
    APOSTROPHE,
    DASH,
    DAY,
    EDGE,
    LEFT,
    LONG_MONTH,
    MONTH,
    RIGHT,
    YEAR,
    S,
    month_number,
)
from purport.read.times.lexicon import FEASTS
from purport.read.times.moments import interval, moment

_NO_SUCH_DAY = "no such day in the calendar"


def group(hit: re.Match[str], name: str) -> str | None:
    """A named group; None if the pattern has none of that name, or it did not match."""
    return hit.groupdict().get(name)


def figure(hit: re.Match[str], name: str) -> int | None:
    """A named group as a number; None likewise."""
    found = group(hit, name)
    return int(found) if found else None


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


def _full(hit: re.Match[str], ref: Reference) -> Value | None:
    """A day or month with its year, or with the year that the clause points to."""
    month, day = month_number(hit["month"]), figure(hit, "day")
    year = figure(hit, "year")
    if year is None:
        return _without_year(hit, ref, month, day)
    at = moment(year, month, day)
    return dated(at, "the date is written out", _NO_SUCH_DAY)


def _without_year(hit: re.Match[str], ref: Reference, month: int, day: int | None) -> Value:
    tense = ref.tense(hit.start("month"))
    year = year_of(month, day, ref, tense)
    if year is None:
        value = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        return Value("DATE", value, None, "the year is not written, and the day of publication is not known")
    return dated(
        moment(year, month, day), f"the year from the day of publication; the clause is {tense.value}", _NO_SUCH_DAY
    )


_MONTH_PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|by|from|of|to|and|through|between|during|before|after|late|early|for|on|last|next|this)\s$",
    re.I,
)


def _month_alone(hit: re.Match[str], ref: Reference) -> Value | None:
    """A month by itself; "May", "March" and "August" only after a preposition, names of people never."""
    if ref.kind(hit.start("month")) in ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART"):
        return None
    lead = bool(group(hit, "edge")) or bool(
        _MONTH_PREPOSITION.search(hit.string[max(0, hit.start() - 12) : hit.start()])
    )
    if not lead and (_unlikely(hit, ref) or _NAME_GOES_ON.match(hit.string, hit.end())):
        return None
    return _without_year(hit, ref, month_number(hit["month"]), None)


_NAME_GOES_ON = re.compile(r"\s[A-Z][a-z]+\b(?<!Day)")


def _unlikely(hit: re.Match[str], ref: Reference) -> bool:
    """Whether the word is as well another word of English, and nothing speaks for the month."""
    if hit["month"].lower() not in ("may", "march", "august"):
        return False
    after_article = hit.string[max(0, hit.start() - 4) : hit.start()].lower() == "the "
    return after_article or ref.kind(hit.start("month")) != "DATE"


def _month_by_reference(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "last September", "next March", "this June"."""
    month, now = month_number(hit["month"]), ref.published
    if now is None or now.month is None:
        return unresolved()
    word = hit["ref"].lower()
    step = {"last": -(month >= now.month), "past": -(month >= now.month), "next": int(month <= now.month)}.get(word, 0)
    return dated(moment(now.year + step, month), f"{word} {hit['month']}, counted from the day of publication")


def _iso(hit: re.Match[str], ref: Reference) -> Value | None:
    at = moment(int(hit["year"]), int(hit["month"]), int(hit["day"]))
    if at is None:
        return None
    if not hit["clock"]:
        return dated(at, "an ISO 8601 date")
    return Value("TIME", f"{at}T{hit['clock'][:5]}{'Z' if hit['zone'] == 'Z' else ''}", str(at), "an ISO 8601 time", at)


def _slashed(hit: re.Match[str], ref: Reference) -> Value | None:
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


def _day_range(hit: re.Match[str], ref: Reference) -> Value | None:
    month, year = month_number(hit["month"]), figure(hit, "year")
    start, end = int(hit["from"]), int(hit["day"])
    if year is None:
        year = year_of(month, end, ref, ref.tense(hit.start("month")))
    if year is None:
        return unresolved("DATE", "the year is not written, and the day of publication is not known")
    low, high = moment(year, month, start), moment(year, month, end)
    if low is None or high is None or start >= end:
        return None
    return Value("DATE", interval(low, high), interval(low, high), "first and last day are written out", high)


def _feast(hit: re.Match[str], ref: Reference) -> Value | None:
    month, day = FEASTS[hit["feast"].replace("’", "'")]
    year = figure(hit, "year") or year_of(month, day, ref, ref.tense(hit.start()))
    return dated(moment(year, month, day) if year else None, "a feast with a fixed day")


_REF = rf"(?:(?P<ref>(?i:last|next|this|past|coming)){S})"
_FEAST = "|".join(name.replace("'", APOSTROPHE) for name in sorted(FEASTS, key=len, reverse=True))


def calendar_rule(name: str, needs: str, pattern: str, resolve: object, score: float = 0.95) -> Rule:
    """A rule whose pattern stands between word boundaries; `needs` holds word classes with spaces between."""
    assert callable(resolve)
    return Rule(name, frozenset(needs.split()), re.compile(LEFT + pattern + RIGHT), resolve, score)


RULES = (
    calendar_rule(
        "iso date",
        "digit",
        r"(?P<year>\d{4})(?P<dash>[-/])(?P<month>0[1-9]|1[0-2])(?P=dash)(?P<day>\d\d)"
        r"(?:[T ](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
        _iso,
        0.99,
    ),
    calendar_rule(
        "date in figures",
        "digit",
        r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)",
        _slashed,
        0.8,
    ),
    calendar_rule(
        "days of a month",
        "month",
        rf"(?P<from>\d{{1,2}})(?:{DASH}|{S}to{S}){DAY}(?:{S}of)?{S}{MONTH}(?:,?{S}{YEAR})?",
        _day_range,
    ),
    calendar_rule(
        "between days",
        "month",
        rf"(?:(?<=between )|(?<=Between ))(?P<from>\d{{1,2}}){S}and{S}{DAY}(?:{S}of)?{S}{MONTH}(?:,?{S}{YEAR})?",
        _day_range,
    ),
    calendar_rule(
        "month and days", "month", rf"{MONTH}{S}(?P<from>\d{{1,2}})(?:{DASH}){DAY}(?:,?{S}{YEAR})?", _day_range
    ),
    calendar_rule(
        "day and month",
        "month",
        rf"(?:{ANY_WEEKDAY},?{S})?(?:the{S})?{DAY}(?:{S}of)?(?:{S}|-){MONTH}(?:(?:,?{S}|-){YEAR})?",
        _full,
    ),
    calendar_rule(
        "month and day", "month", rf"(?:{ANY_WEEKDAY},?{S})?{MONTH}{S}(?:the{S})?{DAY}(?:,?{S}{YEAR})?", _full
    ),
    calendar_rule("month and year", "month", rf"{EDGE}{MONTH}(?:,?{S}(?:of{S})?|-){YEAR}", _full),
    calendar_rule("month by reference", "month", rf"{_REF}{LONG_MONTH}", _month_by_reference),
    calendar_rule("month", "month", rf"{EDGE}{LONG_MONTH}", _month_alone, 0.85),
    calendar_rule("feast", "feast", rf"(?P<feast>{_FEAST})(?:,?{S}{YEAR})?", _feast, 0.8),
)
