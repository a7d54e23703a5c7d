"""Passages with marked time expressions, what a TIMEX3 value and an EDTF date may look like, and how finds are scored.

::

    == truce 2016-11-04
    He said [yesterday|DATE|2016-11-03] that the truce had held.

A passage begins with ``==``, its name and its day of publication. Scored as in TempEval-3 (UzZaman et al., SemEval 2013): strict
is the same extent, relaxed one character in common, the value F1 counts a relaxed pair whose value is the same string.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(r"\[([^\[\]|]+)\|(DATE|TIME|DURATION|SET)\|([^\[\]|]+)\]")
_YEAR = r"(?:\d{4}|XXXX|FY\d{4}|BC\d{4})"
_IN_YEAR = r"-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-(?:[1-7]|WE))?|-(?:SP|SU|FA|WI|Q[1-4X]|H[12X])"
_DATE = rf"(?:\d{{1,3}}|BC\d\d|{_YEAR}(?:{_IN_YEAR})?)"
_CLOCK = r"T(?:MO|MI|AF|EV|NI|DT|(?:[01]\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?)?Z?)"
_N = r"(?:\d+(?:\.\d+)?|X)"
_LENGTH = rf"P(?=[\dXT])(?:{_N}(?:DE|CE|Y|Q|M|WE|W|D))*(?:T(?:{_N}[HMS])+)?"
_VALUE = re.compile(rf"(?:{_DATE}(?:{_CLOCK})?|{_DATE}/{_DATE}|{_LENGTH}|P(?:X(?:DE|CE))|(?:PRESENT|PAST|FUTURE)_REF)")
_EDTF_DAY = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?")
_EDTF_VAGUE = re.compile(r"(?:\d{3}X|\d{2}XX)")
_SEASONS = (21, 22, 23, 24)


def well_formed(value: str) -> bool:
    """Whether a TIMEX3 value is one (TimeML annotation guidelines 1.2.1; intervals of two dates as well).

    >>> [well_formed(v) for v in ("2016-W44-WE", "XXXX-WXX-5", "PT2H10M", "P3X", "2016-13")]
    [True, True, True, False, False]
    """
    return bool(_VALUE.fullmatch(value)) and all(_calendar(part) for part in value.split("/"))


def _calendar(value: str) -> bool:
    """Whether the days that a value writes out are in the calendar."""
    parts = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)", value)
    return parts is None or _day(int(parts[1]), int(parts[2]), int(parts[3] or 1))


def _day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def valid_edtf(edtf: str) -> bool:
    """Whether a string is an EDTF date, season, decade, century or interval (ISO 8601-2, levels 0 and 1 as purport uses them).

    >>> [valid_edtf(e) for e in ("2016-11~", "../2016", "199X", "2016-24", "2016-02-30", "2016/2015")]
    [True, True, True, True, False, False]
    """
    ends = edtf.split("/")
    if len(ends) > 2 or ends == [".."] or all(end == ".." for end in ends):
        return False
    if not all(end == ".." or _edtf_date(end) for end in ends):
        return False
    plain = [end.rstrip("~")[:10] for end in ends if end != ".."]
    return len(plain) < 2 or plain[0][: len(plain[1])] <= plain[1][: len(plain[0])]


def _edtf_date(edtf: str) -> bool:
    found = _EDTF_DAY.fullmatch(edtf)
    if found is None:
        return bool(_EDTF_VAGUE.fullmatch(edtf))
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if year < 1:
        return found[2] is None
    return (month in _SEASONS and found[3] is None) or _day(year, month, day)


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: where it stands, its type and value (None where a reader gives none)."""

    start: int
    end: int
    type: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A passage without its marks, its day of publication, and its expressions in text order."""

    name: str
    published: str
    text: str
    gold: list[Timex]


def passages(path: Path) -> list[Dated]:
    """The passages of a file.

    Raises:
        ValueError: a passage has no day, a value is no TIMEX3 value, or a bracket is left over.
    """
    out = []
    for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, body = block.partition("\n")
        name, _, published = head.partition(" ")
        out.append(_passage(name, published.strip(), body.strip()))
    return out


def _passage(name: str, published: str, body: str) -> Dated:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", published):
        raise ValueError(f"{name}: no day of publication")
    text, gold, last = "", [], 0
    for mark in MARK.finditer(body):
        text += body[last : mark.start()]
        if not well_formed(mark[3]):
            raise ValueError(f"{name}: {mark[3]} is no TIMEX3 value")
        gold.append(Timex(len(text), len(text) + len(mark[1]), mark[2], mark[3]))
        text, last = text + mark[1], mark.end()
    text += body[last:]
    if "|" in text or "[" in text:
        raise ValueError(f"{name}: a bracket is left over")
    return Dated(name, published, text, gold)


def pairs(found: Sequence[Timex], gold: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Finds with the gold they meet, one to one: the same extents first, then whatever shares most characters."""
    out: list[tuple[Timex, Timex]] = []
    left, wanted = list(found), list(gold)
    shared = [(_shared(f, g), f, g) for f in found for g in gold if _shared(f, g) > 0]
    exact = [(f, g) for _, f, g in shared if (f.start, f.end) == (g.start, g.end)]
    rest = [(f, g) for _, f, g in sorted(shared, key=lambda row: -row[0])]
    for one, other in (*exact, *rest):
        if one in left and other in wanted:
            left.remove(one)
            wanted.remove(other)
            out.append((one, other))
    return out


def _shared(one: Timex, other: Timex) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def figures(made: Sequence[tuple[Sequence[Timex], Sequence[Timex]]]) -> dict[str, float]:
    """Strict, relaxed and value F1, and how many of the matched have the right type, in per cent, over texts of (found, gold)."""
    count: Counter[str] = Counter()
    for found, gold in made:
        met = pairs(found, gold)
        count["found"] += len(found)
        count["gold"] += len(gold)
        count["relaxed"] += len(met)
        count["strict"] += sum((f.start, f.end) == (g.start, g.end) for f, g in met)
        count["value"] += sum(f.value == g.value for f, g in met)
        count["type"] += sum(f.type == g.type for f, g in met)
    both = max(1, count["found"] + count["gold"])
    f1 = {f"{name}_f1": 200 * count[name] / both for name in ("strict", "relaxed", "value")}
    return f1 | {"type_accuracy": 100 * count["type"] / max(1, count["relaxed"])}
