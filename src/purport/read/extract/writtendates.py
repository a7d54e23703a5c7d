"""Dates as headlines, datelines and metadata write them, to EDTF. A date without a year stays without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_ENGLISH = "january february march april may june july august september october november december".split()  # noqa: SIM905
_ARABIC = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "ابريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "حزيران", "جوان"),
    ("يوليو", "تموز", "جويلية", "يوليوز"),
    ("أغسطس", "اغسطس", "آب", "أوت", "غشت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "اكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
)
_MONTHS: dict[str, int] = {
    **{name: n for n, name in enumerate(_ENGLISH, 1)},
    **{name[:3]: n for n, name in enumerate(_ENGLISH, 1)},
    "sept": 9,
    **{name: n for n, names in enumerate(_ARABIC, 1) for name in names},
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"

WRITTEN = (
    rf"(?i:{_WEEKDAY}(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?:[T ]\d{{2}}:\d{{2}}[\d:.]*(?:Z|[+-]\d{{2}}:?\d{{2}})?)?"
    rf"|(?P<m1>{_MONTH})\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s*(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})(?:\s*[,/]?\s*(?P<y2>\d{{4}}|\d\d(?![\d:])))?)(?!\d))"
)
"""A regular expression for one written date, in any case; for use inside others at most once (its groups are named)."""

_PARTS = ("iso", "m1", "d1", "y1", "d2", "m2", "y2")
_WRITTEN = re.compile(WRITTEN)
_ISO_HEAD = re.compile(r"\s*(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?=$|[T\s])")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A calendar date; `year` is None where none is written."""

    year: int | None
    month: int
    day: int

    @property
    def edtf(self) -> str | None:
        """``2016-11-04``; None without a year."""
        return None if self.year is None else f"{self.year:04}-{self.month:02}-{self.day:02}"

    def beside(self, edtf: str) -> str | None:
        """With the year that brings it nearest to a full date (``2016-11-05``); None if that is not a full
        date, or over 60 days off.

        >>> WrittenDate(None, 12, 30).beside("2017-01-02")
        '2016-12-30'
        """
        try:
            near = date.fromisoformat(edtf[:10])
        except ValueError:
            return None
        candidates = [
            d for year in (near.year - 1, near.year, near.year + 1) if (d := _calendar(year, self.month, self.day))
        ]
        best = min(candidates, key=lambda d: abs((d - near).days), default=None)
        return best.isoformat() if best and abs((best - near).days) <= 60 else None


def _whole_year(written: str) -> int:
    """A year of two digits is of 1950 to 2049."""
    year = int(written)
    return year if len(written) > 2 else year + (1900 if year >= 50 else 2000)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


LATER = WRITTEN.replace("?P<", "?P<later_")
""":data:`WRITTEN` again under other group names, for patterns with two places for a date."""


def date_of_match(match: re.Match[str]) -> WrittenDate | None:
    """The date that a match of :data:`WRITTEN` (or :data:`LATER`) holds; None if there is no such day."""
    named = match.groupdict()
    groups = {name: named.get(name) or named.get(f"later_{name}") for name in _PARTS}
    if iso := groups["iso"]:
        year, month, day = (int(part) for part in iso.split("-"))
    else:
        name = groups.get("m1") or groups.get("m2")
        number = groups.get("d1") or groups.get("d2")
        if not name or not number:
            return None
        written = groups.get("y1") or groups.get("y2")
        year = _whole_year(written) if written else 0
        month, day = _MONTHS[name.lower().rstrip(".")], int(number)
    if _calendar(year or 2000, month, day) is None:
        return None
    return WrittenDate(year or None, month, day)


def written_date(words: str) -> WrittenDate | None:
    """The one date that some words are, wholly; None if they are anything else.

    >>> written_date("Nov. 4, 2016").edtf
    '2016-11-04'
    """
    match = _WRITTEN.fullmatch(words.translate(_DIGITS).strip(" .,"))
    return date_of_match(match) if match else None


def first_date(words: str) -> WrittenDate | None:
    """The first date written among some words; None if there is none."""
    match = _WRITTEN.search(words.translate(_DIGITS))
    return date_of_match(match) if match else None


def edtf_of_stamp(stamp: str | None) -> str | None:
    """The day (or month, or year) of a machine-written time stamp (ISO 8601, RFC 5322) or a written date, as EDTF; the day is the
    one in the stamp's own zone, which is the day the publisher printed. None if it cannot be understood.

    >>> edtf_of_stamp("Fri, 04 Nov 2016 23:30:00 -0500"), edtf_of_stamp("2016-11")
    ('2016-11-04', '2016-11')
    """
    if not stamp:
        return None
    iso = _ISO_HEAD.match(stamp)
    if iso is None:
        found = first_date(stamp)
        return found.edtf if found else None
    year, month, day = (int(part) if part else None for part in iso.groups())
    if year is None or year < 1000 or _calendar(year, month or 1, day or 1) is None:
        return None
    return "-".join(part for part in (f"{year:04}", f"{month:02}" if month else "", f"{day:02}" if day else "") if part)
