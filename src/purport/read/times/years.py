"""Reckonings for years, and for what is counted in them: seasons, quarters, decades, centuries, fiscal years."""

from __future__ import annotations

import re

from purport.read.parse import Word
from purport.read.times.context import Reckoning, Reference, Tense, Value, dated, unresolved
from purport.read.times.moments import Moment, interval, moment
from purport.read.times.rulebook import Hit

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_FISCAL = "a fiscal year, whose months are not told here"


def _years(hit: Hit, ref: Reference) -> Value | None:
    low = int(hit["from"])
    high = int(hit["to"]) if len(hit["to"]) == 4 else low - low % 100 + int(hit["to"])
    if high <= low:
        return None
    both = interval(Moment(low), Moment(high))
    return Value("DATE", both, both, "first and last year are written out", Moment(high))


_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|by|during|of|from|until|till|late|early|mid|before|after|between|year|through)|[(])\s?$", re.I
)
_COUNTED = re.compile(
    r"\s(?:\w+\s)?(?:people|men|women|troops|fighters|percent|per cent|metres|meters|miles|kilomet|dollars|tons|tonnes)|\s?%"
)
_NUMBERED = re.compile(
    r"\b(?:no\.|number|resolution|flight|highway|route|page|room|article|section|model|unit|brigade|version|decree|law)\s$",
    re.I,
)


def _year(hit: Hit, ref: Reference) -> Value | None:
    """Four figures that stand for a year, not for a number or a count of people or things."""
    word = ref.parse.word_at(hit.at("year"))
    lead = bool(_YEAR_LEAD.search(hit.before(10))) or bool(hit["edge"])
    if _COUNTED.match(hit.match.string, hit.end) or _NUMBERED.search(hit.before(16)):
        return None
    if word and not (lead and int(hit["year"]) >= 1900) and _counts(ref, word):
        return None
    return dated(moment(int(hit["year"])), "the year is written out") if word or lead else None


def _counts(ref: Reference, word: Word) -> bool:
    """Whether the parse takes a numeral for a count or a sum; one thing is not counted in thousands ("a 2014 study")."""
    if word.dep == "nummod" and ref.parse.head_of(word).tag in ("NN", "NNP") and word.ent not in ("MONEY", "QUANTITY"):
        return False
    if word.ent in ("MONEY", "QUANTITY", "PERCENT", "CARDINAL", "PRODUCT"):
        return True
    return word.dep == "nummod" and ref.parse.head_of(word).tag == "NNS" and not _definite(ref, word.i)


def _definite(ref: Reference, i: int) -> bool:
    return i > 0 and ref.parse.words[i - 1].lower in ("the", "its", "their", "his", "her", "our", "'s", "’s")


def _era(hit: Hit, ref: Reference) -> Value | None:
    """A year of the common era, or before it (EDTF counts a year 0)."""
    if hit["figure"]:
        year = int(hit["figure"])
        return Value(
            "DATE", f"BC{year:04d}", f"-{year - 1:04d}" if year > 1 else "0000", "a year before the common era"
        )
    return dated(moment(int(hit["ad"])), "a year of the common era", "there is no such year")


def _short_year(hit: Hit, ref: Reference) -> Value | None:
    year = int(hit["short"])
    return dated(moment(year + (1900 if year > 40 else 2000)), "a year in two figures")


def _fiscal_value(year: int, part: str = "") -> Value:
    return Value("DATE", f"FY{year:04d}{part}", None, _FISCAL)


def _fiscal_year(hit: Hit, ref: Reference) -> Value | None:
    year = int(hit["year"])
    return _fiscal_value(year if year > 99 else 2000 + year if year < 70 else 1900 + year)


def _fiscal_by_reference(hit: Hit, ref: Reference) -> Value | None:
    if ref.published is None:
        return unresolved()
    return _fiscal_value(ref.published.year + (hit.number("step") or 0))


def _fiscal_quarter(hit: Hit, ref: Reference) -> Value | None:
    return _fiscal_value(int(hit["year"]), f"-Q{hit.number('ordinal')}")


def _season(hit: Hit, ref: Reference) -> Value | None:
    code = hit.code("season")
    year = hit.figure("year")
    reason = "season and year are written out"
    if year is None:
        if ref.published is None:
            return unresolved()
        year = _season_year(hit, ref, _SEASON_MONTHS[code])
        reason = "the year from the day of publication"
    if moment(year) is None:
        return unresolved("DATE", "outside the calendar")
    return Value("DATE", f"{year:04d}-{code}", f"{year:04d}-{_SEASON_EDTF[code]}", reason, moment(year))


def _season_year(hit: Hit, ref: Reference, first_month: int) -> int:
    """The year in which the season meant begins."""
    now = ref.published
    assert now is not None
    if hit["season_two"]:
        return now.year + (hit.number("step") or 0)
    month, step = now.month or 12, hit.number("step")
    if step is None:
        tense = ref.tense(hit.at("season"))
        past, ahead = tense is Tense.PAST and month < first_month, tense is Tense.FUTURE and month > first_month + 2
        return now.year - past + ahead
    if step < 0:
        return now.year - (month <= first_month + 2)
    return now.year + (month >= first_month if step else 0)


_AGE = re.compile(r"\b(?:my|his|her|their|your|our)\s$", re.I)


def _decade(hit: Hit, ref: Reference) -> Value | None:
    if not hit["hundred"] and _AGE.search(hit.before(8)):
        return None
    named = hit.number("decade")
    digit = named if named is not None else int(hit["ten"])
    hundred = hit.figure("hundred") or (20 if digit < 3 and named is None else 19)
    return Value("DATE", f"{hundred}{digit}", f"{hundred}{digit}X", "a decade", moment(hundred * 100 + digit * 10))


def _hundred(hit: Hit, ref: Reference) -> Value | None:
    return Value("DATE", hit["hundred"], f"{hit['hundred']}XX", "a hundred years")


def _century(hit: Hit, ref: Reference) -> Value | None:
    n = hit.figure("nth") or hit.number("ordinal") or 0
    if not 1 <= n <= 30:
        return None
    if hit["era"]:
        return Value("DATE", f"BC{n - 1:02d}", None, "a century before the common era")
    return Value("DATE", f"{n - 1:02d}", f"{n - 1:02d}XX", "a century")


def _part_of_a_year(hit: Hit, ref: Reference) -> Value | None:
    """A quarter or half of a year: TIMEX3 2009-Q1, as EDTF the interval of its months."""
    part = hit.figure("q") or hit.figure("nth") or hit.number("ordinal") or 0
    months = 6 if hit.low("piece") == "half" else 3
    part = 12 // months if part == -1 else part
    if not 1 <= part <= 12 // months:
        return None
    year = hit.figure("year") or _year_of_part(hit, ref, (part - 1) * months + 1)
    if year is None or moment(year) is None:
        return unresolved()
    low, high = Moment(year, (part - 1) * months + 1), Moment(year, part * months)
    value = f"{year:04d}-{'H' if months == 6 else 'Q'}{part}"
    return Value("DATE", value, interval(low, high), "part of a year", Moment(year))


def _year_of_part(hit: Hit, ref: Reference, first_month: int) -> int | None:
    """The year of a quarter or half: as said, else that of the last one over by publication (for a past verb), of the last one
    begun, or of the next one not over (for a future verb).
    """
    now = ref.published
    if now is None:
        return None
    if hit["step"] or hit["own"]:
        return now.year + (hit.number("step") or 0)
    if now.month is None:
        return None
    tense, last_month = ref.tense(hit.start), first_month + 2
    if tense is Tense.FUTURE:
        return now.year + (now.month > last_month)
    return now.year - (now.month <= (last_month if tense is Tense.PAST else first_month - 1))


RECKONINGS: dict[str, Reckoning] = {
    "years": _years,
    "year": _year,
    "era": _era,
    "short year": _short_year,
    "fiscal year": _fiscal_year,
    "fiscal year by reference": _fiscal_by_reference,
    "fiscal quarter": _fiscal_quarter,
    "season": _season,
    "decade": _decade,
    "hundred": _hundred,
    "century": _century,
    "part of a year": _part_of_a_year,
}
