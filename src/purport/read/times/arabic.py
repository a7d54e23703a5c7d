"""Dates in Arabic text: months by any of their names, weekdays, years, yesterday. Matched on folded letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from purport.fold import folded_with_map
from purport.read.times.context import Reference, Value, dated, unresolved
from purport.read.times.lexicon import ARABIC_DAYS, ARABIC_MONTHS, ARABIC_WEEKDAYS
from purport.read.times.moments import moment, nearest_weekday, shifted
from purport.records.spans import Span

_ARABIC = re.compile(r"[\u0620-\u064a]")


def _names(table: dict[str, int]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in sorted(table, key=len, reverse=True))


_NAME = rf"(?:{_names(ARABIC_MONTHS)})"
_MONTH = rf"(?P<month>{_NAME})(?:\s?[/(-]\s?{_NAME}\s?\)?)?"
_YEAR = r"(?:\s?(?:من|,)?\s?(?:(?:عام|سنه)\s)?(?P<year>1\d{3}|20\d\d))"
_WEEKDAY = rf"(?:يوم\s|مساء\s|صباح\s|فجر\s|ليله\s)?(?P<weekday>{_names(ARABIC_WEEKDAYS)})"
_PATTERN = re.compile(
    rf"(?<!\w)(?:[وبل])?(?:"
    rf"(?P<full>(?:{_WEEKDAY},?\s?\(?)?(?P<day>3[01]|[12]\d|0?[1-9])\s(?:من\s)?(?:شهر\s)?{_MONTH}{_YEAR}?)"
    rf"|(?P<of_year>(?:شهر\s)?{_MONTH.replace('<month>', '<month2>')}{_YEAR.replace('<year>', '<year2>')})"
    rf"|(?P<one_year>(?:عام|العام|سنه)\s(?P<year3>1\d{{3}}|20\d\d))"
    rf"|(?P<iso>(?P<y>\d{{4}})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?))"
    rf"|(?P<only>{_WEEKDAY.replace('<weekday>', '<weekday2>')})(?:\s(?:الماضي|الجاري|الفايت))?"
    rf"|(?P<near>{_names(ARABIC_DAYS)})"
    rf")(?!\w)"
)
_SOON_BACK = 10.5  # months: a day named without a year lies at most a month and a half ahead
_NEXT = re.compile(r"\s(?:المقبل|القادم|المقبله|القادمه)")


def marks(text: str, ref: Reference) -> Iterator[tuple[Span, str, Value]]:
    """Spans in `text` with the rule's name and the value, for every date expression in Arabic words."""
    if not _ARABIC.search(text):
        return
    plain, origin = folded_with_map(text)
    for hit in _PATTERN.finditer(plain):
        value = _value(hit, plain, ref)
        first = hit.start() + (hit[0][0] in "وبل" and _prefixed(hit))
        if value is not None:
            yield Span(origin[first], _end(text, origin[hit.end() - 1] + 1)), "arabic date", value


def _prefixed(hit: re.Match[str]) -> bool:
    """Whether the first letter is a prefix and no part of the expression."""
    groups = ("full", "of_year", "one_year", "iso", "only", "near")
    return all(hit.start(name) != hit.start() for name in groups)


def _end(text: str, end: int) -> int:
    """The end with the marks that belong to the last letter."""
    while end < len(text) and "\u064b" <= text[end] <= "\u065f":
        end += 1
    return end


def _value(hit: re.Match[str], plain: str, ref: Reference) -> Value | None:
    if hit["full"]:
        return _day(hit, ref)
    if hit["of_year"]:
        return dated(
            moment(int(hit["year2"]), ARABIC_MONTHS[_one_space(hit["month2"])]), "month and year are written out"
        )
    if hit["one_year"]:
        return dated(moment(int(hit["year3"])), "the year is written out")
    if hit["iso"]:
        at = moment(int(hit["y"]), int(hit["m"]), int(hit["d"]))
        return dated(at, "the date is written out") if at else None
    return _relative(hit, plain, ref)


def _one_space(name: str) -> str:
    return " ".join(name.split())


def _day(hit: re.Match[str], ref: Reference) -> Value | None:
    month, day = ARABIC_MONTHS[_one_space(hit["month"])], int(hit["day"])
    if hit["year"]:
        return dated(moment(int(hit["year"]), month, day), "the date is written out", "no such day in the calendar")
    now = ref.published
    if now is None or now.month is None:
        return Value(
            "DATE",
            f"XXXX-{month:02d}-{day:02d}",
            None,
            "the year is not written, and the day of publication is not known",
        )
    away = (month - now.month) + (day - (now.day or 15)) / 31
    year = now.year + (away < -_SOON_BACK) - (away > 12 - _SOON_BACK)
    return dated(moment(year, month, day), "the year by the day of publication: past, unless it lies close ahead")


def _relative(hit: re.Match[str], plain: str, ref: Reference) -> Value | None:
    now = ref.published
    if now is None or now.date is None:
        return unresolved()
    if hit["near"]:
        return dated(shifted(now, ARABIC_DAYS[hit["near"]], "D"), "counted from the day of publication")
    ahead = bool(_NEXT.match(plain, hit.end()))
    return dated(
        nearest_weekday(now.date, ARABIC_WEEKDAYS[hit["weekday2"]], ahead), "the weekday nearest to publication"
    )
