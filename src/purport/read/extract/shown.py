"""What a page shows round its heading: the day of publication, the day of an update, a credited source; and its lines.

A date counts only on a short line near the heading (three lines before to a dozen after, not beyond the second paragraph of prose).
Numbers alone (``04/03/2025``) count only where the order of day and month is plain: from a number above twelve, from dots, or from
another date of the page. A Hijri date beside is passed over; one alone is not converted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from purport.read.extract.agencies import known_agency
from purport.read.extract.published import UNKNOWN, Kind, Published
from purport.read.extract.writtendates import WRITTEN, date_of_match

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_LINES = 20_000
_BEFORE, _AFTER, _LONGEST, _PROSE = 3, 12, 160, 120
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split()  # noqa: E501, SIM905
)
_UNREAD = frozenset("script style noscript template title textarea select option button svg iframe".split())  # noqa: SIM905
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_HIJRI = re.compile(
    r"\d{1,2}\s+(?:محرم|المحرم|صفر|ربيع\s+(?:الأول|الآخر|الثاني)|جماد[ىي]\s+(?:الأولى|الآخرة|الأول|الثانية|الآخر)|رجب|شعبان|رمضان|شوال|ذو\s+القعدة|ذي\s+القعدة|ذو\s+الحجة|ذي\s+الحجة)"
    r"\s*،?\s*1[34]\d\d\s*(?:هـ|ه\b)?"
)
_WRITTEN = re.compile(WRITTEN)
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d./-])")
_YEAR_FIRST = re.compile(r"(?<![\d./-])((?:19|20)\d\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d./-])")
_UPDATE = re.compile(r"(?i)(?:updated?|modified|edited|revised|amended)\b|تحديث|تعديل")
_ORIGINAL = re.compile(r"(?i)\b(?:original(?:ly)?|first)\s+(?:published|posted|publication)\b")
_PUBLICATION = re.compile(
    r"(?i)\b(?:published|posted|publication|issued|released|submitted|created|date|dated)\b|نشر|التاريخ|تاريخ|كتب"
)
_SOURCE = re.compile(r"(?i)(?:source|credit|via|المصدر|نقلا\s+عن)\s*:\s*(?P<name>[^:\n]{2,60})")
_SOURCE_LABEL = re.compile(r"(?i)(?:source|المصدر)\s*:?")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: when it was published, the day of an update (EDTF), who is credited as the source; None if
    nothing does.
    """

    published: Published = UNKNOWN
    updated: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class _Dated:
    day: str
    label: str
    behind: bool


def lines_of(tree: HtmlElement) -> list[str]:
    """The lines of a page as a reader sees them, words of neighbouring elements kept apart; without recursion."""
    from lxml import etree

    body = next(tree.iter("body"), tree)
    out: list[str] = []
    now: list[str] = []
    unread = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if tag not in _INLINE and now:
            out.append(" ".join(" ".join(now).split()))
            now = []
            if len(out) >= MOST_LINES:
                break
        unread += (tag in _UNREAD) * (1 if event == "start" else -1)
        words = element.text if event == "start" else (element.tail if element is not body else None)
        if words and not unread:
            now.append(words)
    out.append(" ".join(" ".join(now).split()))
    return [line for line in out if line]


def key_of(words: str) -> str:
    """Letters and digits of some words, case folded, by which lines are compared."""
    return "".join(c for c in words.casefold() if c.isalnum())


def _plain(line: str) -> str:
    """A line with Western digits, without vowel marks and Hijri dates, and with spaces round the name of a month."""
    bare = "".join(c for c in unicodedata.normalize("NFC", line.translate(_DIGITS)) if not unicodedata.combining(c))
    return re.sub(r"(?<=\d)[/-](?=[A-Za-z])|(?<=[A-Za-z])[/-](?=\d)", " ", _HIJRI.sub(" ", bare))


def _orders(lines: Sequence[str]) -> str:
    """``dm`` or ``md`` where all plain numeric dates of a page agree, else nothing."""
    found = set()
    for line in lines:
        for a, sign, b, _ in _NUMBERS.findall(line.translate(_DIGITS)) if len(line) <= _LONGEST else ():
            if sign != "." and int(a) > 12 >= int(b):
                found.add("dm")
            elif sign != "." and int(b) > 12 >= int(a):
                found.add("md")
    return found.pop() if len(found) == 1 else ""


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= 1990 else None
    except ValueError:
        return None


def _of_numbers(a: int, sign: str, b: int, year: int, order: str) -> str | None:
    if sign == "." or a > 12 or a == b:
        return _calendar(year, b, a)
    if b > 12:
        return _calendar(year, a, b)
    return {"dm": _calendar(year, b, a), "md": _calendar(year, a, b)}.get(order)


def _days(line: str, order: str) -> Iterator[tuple[int, int, str]]:
    """Where each full date of a plain line begins and ends, and its day."""
    for match in _WRITTEN.finditer(line):
        written = date_of_match(match)
        if written is not None and written.edtf is not None:
            yield match.start(), match.end(), written.edtf
    for match in _NUMBERS.finditer(line):
        day = _of_numbers(int(match[1]), match[2], int(match[3]), int(match[4]), order)
        if day:
            yield match.start(), match.end(), day
    for match in _YEAR_FIRST.finditer(line):
        day = _calendar(int(match[1]), int(match[3]), int(match[4]))
        if day:
            yield match.start(), match.end(), day


def _label(words: str) -> str:
    """What the words before a date say of it; the last label counts."""
    marks = [
        (m.end(), rank, name)
        for rank, (name, pattern) in enumerate((("update", _UPDATE), ("published", _PUBLICATION), ("first", _ORIGINAL)))
        for m in pattern.finditer(words)
    ]
    return max(marks, default=(0, 0, ""))[2]


def _near(lines: Sequence[str], heading: int) -> Iterator[tuple[int, str]]:
    prose = 0
    for n in range(max(0, heading - _BEFORE), min(len(lines), heading + _AFTER + 1)):
        if n > heading and len(lines[n]) > _PROSE:
            prose += 1
            if prose == 2:
                return
        if n != heading:
            yield n, lines[n]


def _dated(lines: Sequence[str], heading: int) -> Iterator[_Dated]:
    order = _orders(lines)
    for n, line in _near(lines, heading):
        if len(line) > _LONGEST:
            continue
        plain = _plain(line)
        label, last = _label(lines[n - 1]) if n and n - 1 != heading and len(lines[n - 1]) < 30 else "", 0
        for start, end, day in sorted(_days(plain, order)):
            label = _label(plain[last:start]) or label
            yield _Dated(day, label, n > heading)
            last = end


def _published(found: Sequence[_Dated]) -> Published:
    for wanted in ("first", "published"):
        labelled = next((one for one in found if one.label == wanted), None)
        if labelled:
            return Published(labelled.day, "said to be the day of publication beside the page's heading", Kind.TEXT)
    bare = next((one for one in sorted(found, key=lambda one: not one.behind) if not one.label), None)
    if bare is None:
        updated = next((one for one in found if one.behind), None)
        return Published(updated.day, "the day of an update shown at the heading", Kind.HINT) if updated else UNKNOWN
    return Published(bare.day, "shown beside the page's heading", Kind.TEXT if bare.behind else Kind.SHOWN)


def _credited(lines: Sequence[str], heading: int | None) -> str | None:
    for line in lines:
        named = _SOURCE.fullmatch(line) if len(line) < 80 else None
        if named and known_agency(named["name"]):
            return known_agency(named["name"])
    if heading is None:
        return None
    for n, line in _near(lines, heading):
        named = _SOURCE.fullmatch(line) if len(line) < 80 else None
        if named:
            return named["name"].strip(" .")
        if n and _SOURCE_LABEL.fullmatch(lines[n - 1]) and len(line) < 60:
            return known_agency(line) or line
    return None


def shown(lines: Sequence[str], title: str | None) -> Shown:
    """What the lines of a page say round the line that is its title (or that its title ends or begins with)."""
    wanted = key_of(title or "")
    heading = next((n for n, line in enumerate(lines) if len(line) < 400 and wanted and key_of(line) == wanted), None)
    if heading is None:
        return Shown(agency=_credited(lines, None))
    found = list(_dated(lines, heading))
    updated = next((one.day for one in found if one.label == "update"), None)
    return Shown(_published(found), updated, _credited(lines, heading))
