"""Rules for years, and for what is counted in them: seasons, quarters, decades, centuries."""

from __future__ import annotations

import re

from purport.read.parse import Word
from purport.read.times.calendar import calendar_rule, figure, group
from purport.read.times.context import Reference, Rule, Tense, Value, dated, unresolved
from purport.read.times.grammar import (
    APOSTROPHE,
    DASH,
    EDGE,
    SEASON,
    YEAR,
    S,
)
from purport.read.times.lexicon import DECADES, ORDINALS, SEASONS
from purport.read.times.moments import Moment, interval, moment

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


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
    lead = bool(_YEAR_LEAD.search(text[max(0, hit.start() - 10) : hit.start()])) or bool(group(hit, "edge"))
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
    year = figure(hit, "year")
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
    word = (group(hit, "ref") or "").lower()
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
    digits = group(hit, "decade")
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
    year = figure(hit, "year") or (_stepped_year(hit, ref))
    if year is None:
        return unresolved()
    low, high = Moment(year, (part - 1) * months + 1), Moment(year, part * months)
    return Value("DATE", f"{year:04d}-{'H' if months == 6 else 'Q'}{part}", interval(low, high), "part of a year")


def _stepped_year(hit: re.Match[str], ref: Reference) -> int | None:
    if ref.published is None:
        return None
    return ref.published.year + {"last": -1, "next": 1}.get((hit["ref"] or "").lower(), 0)


_ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))


RULES = (
    calendar_rule(
        "years from to", "digit", rf"(?P<from>1\d{{3}}|20\d\d){DASH}(?P<to>(?:1\d|20)\d\d|\d\d)", _year_range, 0.85
    ),
    calendar_rule("year", "digit", rf"{EDGE}{YEAR}(?!{DASH}(?i:year|day|hour|strong|seat|foot|mile|km))", _year, 0.9),
    Rule(
        "year in two figures",
        frozenset(["digit"]),
        re.compile(r"(?<=\s)['’](?P<year>\d\d)(?![\w'’])"),
        _short_year,
        0.5,
    ),
    calendar_rule("season and year", "season", rf"{EDGE}(?:the{S})?{SEASON}(?:{S}of)?,?{S}{YEAR}", _season),
    calendar_rule("season by reference", "season", rf"{EDGE}(?P<ref>(?i:last|next|this)){S}{SEASON}", _season),
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
    calendar_rule(
        "decade",
        "digit decade",
        rf"(?:(?i:the){S})?{EDGE}(?:(?P<century>1\d|20)|{APOSTROPHE})?(?:(?P<decade>\d)0{APOSTROPHE}?s|(?P<word>(?i:{'|'.join(DECADES)})))",
        _decade,
        0.9,
    ),
    calendar_rule(
        "century",
        "century",
        rf"(?:(?i:the){S})?{EDGE}(?:(?P<figure>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>(?i:{_ORDINAL_WORDS})))(?:{S}|-)(?i:century)",
        _century,
    ),
    calendar_rule(
        "part of a year",
        "unit",
        rf"(?i:(?:the{S})?)(?:(?P<word>(?i:{_ORDINAL_WORDS}))(?:{S}|-)(?P<piece>(?i:quarter|half))|Q(?P<figure>[1-4]))"
        rf"(?:,?{S}(?:of{S})?{YEAR}|{S}(?:of{S})?(?P<ref>(?i:last|this|next)){S}(?i:year)|(?={S}(?:of|profit|loss|sales|result|earnings)))?",
        _quarter,
        0.85,
    ),
)
