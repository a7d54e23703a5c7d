"""Rules for dates that name their day, month, season, year, decade or century."""

from __future__ import annotations

import re

from purport.read.parse import Word
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
    SEASON,
    YEAR,
    S,
    month_number,
)
from purport.read.times.lexicon import DECADES, FEASTS, ORDINALS, SEASONS
from purport.read.times.moments import Moment, interval, moment

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_NO_SUCH_DAY = "no such day in the calendar"


def _group(hit: re.Match[str], name: str) -> str | None:
    return hit.groupdict().get(name)


def _number(hit: re.Match[str], name: str) -> int | None:
    found = _group(hit, name)
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
    month, day = month_number(hit["month"]), _number(hit, "day")
    year = _number(hit, "year")
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
    lead = bool(_group(hit, "edge")) or bool(
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
    month, year = month_number(hit["month"]), _number(hit, "year")
    start, end = int(hit["from"]), int(hit["day"])
    if year is None:
        year = year_of(month, end, ref, ref.tense(hit.start("month")))
    if year is None:
        return unresolved("DATE", "the year is not written, and the day of publication is not known")
    low, high = moment(year, month, start), moment(year, month, end)
    if low is None or high is None or start >= end:
        return None
    return Value("DATE", interval(low, high), interval(low, high), "first and last day are written out", high)


def _year_range(hit: re.Match[str], ref: Reference) -> Value | None:
    low = int(hit["from"])
    high = int(hit["to"]) if len(hit["to"]) == 4 else low - low % 100 + int(hit["to"])
    if high <= low:
        return None
    both = interval(Moment(low), Moment(high))
    return Value("DATE", both, both, "first and last year are written out", Moment(high))


_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|by|during|of|from|until|till|late|early|mid|around|about|circa|before|after|between|year|and|to|through|for)|[(])\s?$",
    re.I,
)
_COUNTED = re.compile(
    r"\s(?:\w+\s)?(?:people|men|women|troops|fighters|percent|per cent|metres|meters|miles|kilomet|dollars|tons|tonnes)|\s?%"
)


_NUMBERED = re.compile(
    r"\b(?:no\.|number|resolution|flight|highway|route|page|room|article|section|model|unit|brigade|model|version|decree|law)\s$",
    re.I,
)


def _year(hit: re.Match[str], ref: Reference) -> Value | None:
    """Four figures that stand for a year, not for a number or a count of people or things."""
    word, text = ref.parse.word_at(hit.start("year")), hit.string
    lead = bool(_YEAR_LEAD.search(text[max(0, hit.start() - 10) : hit.start()])) or bool(_group(hit, "edge"))
    if _COUNTED.match(text, hit.end()) or _NUMBERED.search(text[max(0, hit.start() - 16) : hit.start()]):
        return None
    if word and not (lead and int(hit["year"]) >= 1900) and _counts(ref, word):
        return None
    return dated(moment(int(hit["year"])), "the year is written out") if word or lead else None


def _counts(ref: Reference, word: Word) -> bool:
    """Whether the parse takes a numeral for a count or a sum."""
    if word.ent in ("MONEY", "QUANTITY", "PERCENT", "CARDINAL", "PRODUCT"):
        return True
    return word.dep == "nummod" and ref.parse.head_of(word).tag == "NNS" and not _definite(ref, word.i)


def _definite(ref: Reference, i: int) -> bool:
    return i > 0 and ref.parse.words[i - 1].lower in ("the", "its", "their", "his", "her", "our", "'s", "’s")


def _short_year(hit: re.Match[str], ref: Reference) -> Value | None:
    return dated(
        moment(1900 + int(hit["year"])) if int(hit["year"]) > 40 else moment(2000 + int(hit["year"])),
        "a year in two figures",
    )


def _season(hit: re.Match[str], ref: Reference) -> Value | None:
    code, edtf = SEASONS[hit["season"].lower()]
    year = _number(hit, "year")
    reason = "season and year are written out"
    if year is None:
        if ref.published is None:
            return unresolved()
        year = _season_year(hit, ref, _SEASON_MONTHS[code])
        reason = "the year from the day of publication"
    return Value("DATE", f"{year:04d}-{code}", f"{year:04d}-{edtf}", reason, moment(year))


def _season_year(hit: re.Match[str], ref: Reference, first_month: int) -> int:
    now = ref.published
    assert now is not None
    word = (_group(hit, "ref") or "").lower()
    month = now.month or 12
    if word == "last":
        return now.year - (month <= first_month + 2)
    if word == "next":
        return now.year + (month >= first_month)
    if word == "this":
        return now.year
    tense = ref.tense(hit.start("season"))
    return (
        now.year - (tense is Tense.PAST and month < first_month) + (tense is Tense.FUTURE and month > first_month + 2)
    )


def _decade(hit: re.Match[str], ref: Reference) -> Value | None:
    word = hit["word"]
    digits = _group(hit, "decade")
    century = int(hit["century"]) if hit["century"] else 20 if (digits or "5") in "012" and not word else 19
    tens = str(DECADES[word.lower()]) if word else digits
    return Value("DATE", f"{century}{tens}", f"{century}{tens}X", "a decade", moment(int(f"{century}{tens}0")))


def _century(hit: re.Match[str], ref: Reference) -> Value | None:
    n = int(hit["figure"]) if hit["figure"] else ORDINALS[hit["word"].lower()]
    if not 1 <= n <= 30:
        return None
    return Value("DATE", f"{n - 1:02d}", f"{n - 1:02d}XX", "a century")


def _quarter(hit: re.Match[str], ref: Reference) -> Value | None:
    """A quarter or half of a year: TIMEX3 2009-Q1, as EDTF the interval of its months."""
    part = int(hit["figure"]) if hit["figure"] else ORDINALS[hit["word"].lower()]
    months = 6 if (hit["piece"] or "").lower() == "half" else 3
    part = 12 // months if part == -1 else part
    if not 1 <= part <= 12 // months:
        return None
    year = _number(hit, "year") or (_stepped_year(hit, ref))
    if year is None:
        return unresolved()
    low, high = Moment(year, (part - 1) * months + 1), Moment(year, part * months)
    return Value("DATE", f"{year:04d}-{'H' if months == 6 else 'Q'}{part}", interval(low, high), "part of a year")


def _stepped_year(hit: re.Match[str], ref: Reference) -> int | None:
    if ref.published is None:
        return None
    return ref.published.year + {"last": -1, "next": 1}.get((hit["ref"] or "").lower(), 0)


def _feast(hit: re.Match[str], ref: Reference) -> Value | None:
    month, day = FEASTS[hit["feast"].replace("’", "'")]
    year = _number(hit, "year") or year_of(month, day, ref, ref.tense(hit.start()))
    return dated(moment(year, month, day) if year else None, "a feast with a fixed day")


_ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_REF = rf"(?:(?P<ref>(?i:last|next|this|past|coming)){S})"
_FEAST = "|".join(name.replace("'", APOSTROPHE) for name in sorted(FEASTS, key=len, reverse=True))


def _rule(name: str, needs: str, pattern: str, resolve: object, score: float = 0.95) -> Rule:
    assert callable(resolve)
    return Rule(name, frozenset(needs.split()), re.compile(LEFT + pattern + RIGHT), resolve, score)


RULES = (
    _rule(
        "iso date",
        "digit",
        r"(?P<year>\d{4})(?P<dash>[-/])(?P<month>0[1-9]|1[0-2])(?P=dash)(?P<day>\d\d)"
        r"(?:[T ](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
        _iso,
        0.99,
    ),
    _rule(
        "date in figures",
        "digit",
        r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)",
        _slashed,
        0.8,
    ),
    _rule(
        "days of a month",
        "month",
        rf"(?P<from>\d{{1,2}})(?:{DASH}|{S}to{S}){DAY}(?:{S}of)?{S}{MONTH}(?:,?{S}{YEAR})?",
        _day_range,
    ),
    _rule(
        "between days",
        "month",
        rf"(?:(?<=between )|(?<=Between ))(?P<from>\d{{1,2}}){S}and{S}{DAY}(?:{S}of)?{S}{MONTH}(?:,?{S}{YEAR})?",
        _day_range,
    ),
    _rule("month and days", "month", rf"{MONTH}{S}(?P<from>\d{{1,2}})(?:{DASH}){DAY}(?:,?{S}{YEAR})?", _day_range),
    _rule(
        "day and month",
        "month",
        rf"(?:{ANY_WEEKDAY},?{S})?(?:the{S})?{DAY}(?:{S}of)?(?:{S}|-){MONTH}(?:(?:,?{S}|-){YEAR})?",
        _full,
    ),
    _rule("month and day", "month", rf"(?:{ANY_WEEKDAY},?{S})?{MONTH}{S}(?:the{S})?{DAY}(?:,?{S}{YEAR})?", _full),
    _rule("month and year", "month", rf"{EDGE}{MONTH}(?:,?{S}(?:of{S})?|-){YEAR}", _full),
    _rule("month by reference", "month", rf"{_REF}{LONG_MONTH}", _month_by_reference),
    _rule("month", "month", rf"{EDGE}{LONG_MONTH}", _month_alone, 0.85),
    _rule("years from to", "digit", rf"(?P<from>1\d{{3}}|20\d\d){DASH}(?P<to>(?:1\d|20)\d\d|\d\d)", _year_range, 0.85),
    _rule("year", "digit", rf"{EDGE}{YEAR}(?!{DASH}(?i:year|day|hour|strong|seat|foot|mile|km))", _year, 0.9),
    Rule(
        "year in two figures",
        frozenset(["digit"]),
        re.compile(r"(?<=\s)['’](?P<year>\d\d)(?![\w'’])"),
        _short_year,
        0.5,
    ),
    _rule("season and year", "season", rf"{EDGE}(?:the{S})?{SEASON}(?:{S}of)?,?{S}{YEAR}", _season),
    _rule("season by reference", "season", rf"{EDGE}(?P<ref>(?i:last|next|this)){S}{SEASON}", _season),
    Rule(
        "season",
        frozenset(["season"]),
        re.compile(
            r"(?:(?<=in )|(?<=since )|(?<=during )|(?<=by )|(?<=until )|(?<=of )|(?<=over ))"
            rf"(?:the{S})?(?P<season>summer|autumn|winter|spring|Autumn|Winter|Summer)\b"
        ),
        _season,
        0.7,
    ),
    _rule(
        "decade",
        "digit decade",
        rf"(?:(?i:the){S})?{EDGE}(?:(?P<century>1\d|20)|{APOSTROPHE})?(?:(?P<decade>\d)0{APOSTROPHE}?s|(?P<word>(?i:{'|'.join(DECADES)})))",
        _decade,
        0.9,
    ),
    _rule(
        "century",
        "century",
        rf"(?:(?i:the){S})?{EDGE}(?:(?P<figure>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>(?i:{_ORDINAL_WORDS})))(?:{S}|-)(?i:century)",
        _century,
    ),
    _rule(
        "part of a year",
        "unit",
        rf"(?i:(?:the{S})?)(?:(?P<word>(?i:{_ORDINAL_WORDS}))(?:{S}|-)(?P<piece>(?i:quarter|half))|Q(?P<figure>[1-4]))"
        rf"(?:,?{S}(?:of{S})?{YEAR}|{S}(?:of{S})?(?P<ref>(?i:last|this|next)){S}(?i:year)|(?={S}(?:of|profit|loss|sales|result|earnings)))?",
        _quarter,
        0.85,
    ),
    _rule("feast", "feast", rf"(?P<feast>{_FEAST})(?:,?{S}{YEAR})?", _feast, 0.8),
)
