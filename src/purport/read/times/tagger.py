"""Time expressions of a text, found by the rules of the data files and worked out from left to right.

Types and values follow TIMEX3 (ISO 24617-1, TimeML annotation guidelines 1.2.1); calendar dates are given in EDTF (ISO 8601-2) as
well. Where two rules meet, the longer expression wins, then the rule that stands first in its file.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import replace

from purport.fold import folded_with_map
from purport.read.parse import Parse
from purport.read.times.context import Reference
from purport.read.times.moments import moment_of
from purport.read.times.reckonings import RECKONINGS
from purport.read.times.rulebook import GAP, Hit, Rulebook, rulebook
from purport.read.times.stretches import clock_value
from purport.records import Span, TimeMark

_END = re.compile(r"(?<=[.!?”\"’)\]:])[^\S\n]*\n|\n\s*\n|(?<=[a-z]{5}[.!?])[\"”’)]{0,2}\s")
"""Where an expression surely ends: a paragraph, and a sentence whose last word is no abbreviation."""
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_ARABIC = re.compile(r"[\u0620-\u064a]")


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _hits(text: str, book: Rulebook) -> Iterator[Hit]:
    """Every match of every rule that can match."""
    small = text.translate(_SMALL)
    for start, end in _pieces(text):
        for rule in book.tried(small[start:end]):
            searched = text if rule.cased else small
            for match in rule.pattern.finditer(searched, start, end):
                yield Hit(match, rule, book)


def _longest(hits: list[Hit]) -> list[Hit]:
    """Hits that do not overlap, longer ones first, in text order."""
    taken: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.rule.order, h.start)):
        if hit.start == hit.end or hit.start in covered or hit.end - 1 in covered:
            continue
        covered.update(range(hit.start, hit.end))
        taken.append(hit)
    return sorted(taken, key=lambda h: h.start)


def times(parse: Parse, published: str | None) -> tuple[TimeMark, ...]:
    """The time expressions of a text, in order, none overlapping another.

    `published` is EDTF: what relative expressions count from. Without it they stay, with no value and a reason that says so.
    """
    ref = Reference(parse, moment_of(published))
    book = rulebook("english")
    marks = [_clothed(mark, parse.text, book) for mark in _english(parse.text, book, ref)]
    if _ARABIC.search(parse.text):
        marks += _arabic(parse.text, ref)
    found = _apart(marks, parse.text)
    return tuple(_open_ended(mark, parse.text) for mark in found)


def _english(text: str, book: Rulebook, ref: Reference) -> Iterator[TimeMark]:
    for hit in _longest(list(_hits(text, book))):
        mark = _mark(hit, Span(hit.start, hit.end), text, ref)
        if mark is not None:
            yield mark


def _arabic(text: str, ref: Reference) -> Iterator[TimeMark]:
    plain, origin = folded_with_map(text)
    for hit in _longest(list(_hits(plain, rulebook("arabic")))):
        span = Span(origin[hit.start], _with_marks(text, origin[hit.end - 1] + 1))
        mark = _mark(hit, span, text, ref)
        if mark is not None:
            yield mark


def _with_marks(text: str, end: int) -> int:
    """The end with the harakat and the tatweel that belong to the last letter."""
    while end < len(text) and ("\u064b" <= text[end] <= "\u065f" or text[end] == "\u0640"):
        end += 1
    return end


def _mark(hit: Hit, span: Span, text: str, ref: Reference) -> TimeMark | None:
    value = RECKONINGS[hit.rule.means](hit, ref)
    if value is None:
        return None
    if not _SINCE.search(text, max(0, span.start - _LEAD), span.start):
        ref.move_to(value, span.start)
    known = hit.rule.score if value.value is not None else hit.rule.score / 2
    reason = f"{hit.rule.name}: {value.reason}"
    return TimeMark(span, span.of(text), value.type, value.value, value.edtf, round(known, 2), reason)


_LEAD = 24  # characters before an expression in which "since", "until" or "around" may stand
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_REACH = 44
_DAY_RULES = frozenset(
    (
        "weekday",
        "weekday with a dot",
        "weekday beside the date named last",
        "weekday and day",
        "day in words and month",
        "day named from today",
        "day and month",
        "month and day",
        "iso date",
        "date in figures",
    )
)


def _clothed(mark: TimeMark, text: str, book: Rulebook) -> TimeMark:
    """A day with the part of day or clock time beside it, as one TIME ("late on Wednesday", "3 p.m. on Friday")."""
    if mark.type != "DATE" or (mark.value is not None and not _DAY.fullmatch(mark.value)) or not _is_day(mark):
        return mark
    assert book.after is not None and book.before is not None
    after = book.after.match(text, mark.span.end, min(len(text), mark.span.end + _REACH))
    if after and (suffix := _suffix(after, book)):
        return _widened(mark, text, Span(mark.span.start, after.end()), suffix)
    low = max(0, mark.span.start - _REACH)
    window = text[low : mark.span.start]
    before = book.before.search(window) if window[-1:].isspace() or window[-1:] == "," else None
    if before and (suffix := _suffix(before, book)) and not window[: before.start()][-1:].isalnum():
        return _widened(mark, text, Span(low + before.start(), mark.span.end), suffix)
    return mark


def _is_day(mark: TimeMark) -> bool:
    return mark.reason.partition(":")[0] in _DAY_RULES


def _suffix(hit: re.Match[str], book: Rulebook) -> str | None:
    groups = hit.groupdict()
    if clock := groups.get("clock"):
        suffixed = {name.partition("_")[0]: value for name, value in groups.items() if value}
        plain = suffixed.get("half") or suffixed.get("zone") or ":" in clock
        return clock_value(suffixed) if plain else None
    if lateness := groups.get("lateness"):
        return "TNI" if lateness.lower() == "late" else "TMO"
    part = next((value for name, value in groups.items() if value and name.startswith("part")), None)
    if part:
        return f"T{book.words['part'][' '.join(part.lower().split())]}"
    return "TMO" if groups.get("hours") else None


def _widened(mark: TimeMark, text: str, span: Span, suffix: str) -> TimeMark:
    value = None if mark.value is None else mark.value + suffix
    return replace(
        mark, span=span, text=span.of(text), type="TIME", value=value, reason=mark.reason + ", with the time of day"
    )


_NEIGHBOURS = 6  # marks before and after a bare clock time among which its day is sought
_NEAR = 200  # characters


def _apart(marks: list[TimeMark], text: str) -> list[TimeMark]:
    """Marks in order without those that a wider one now covers; bare clock times get the day named nearest to them."""
    out: list[TimeMark] = []
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        if out and mark.span.start < out[-1].span.end:
            if mark.span.end - mark.span.start <= out[-1].span.end - out[-1].span.start:
                continue
            out.pop()
        out.append(mark)
    return [_on_its_day(mark, out[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS], text) for i, mark in enumerate(out)]


_STOP = re.compile(r"[.!?؟][\"”’)]?\s|\n\s*\n")


def _farness(mark: TimeMark, other: TimeMark, text: str) -> tuple[int, int]:
    """How far a day is from a time of day: one of its sentence is nearest, then one before it."""
    before = other.span.start < mark.span.start
    low, high = (other.span.end, mark.span.start) if before else (mark.span.end, other.span.start)
    apart = _STOP.search(text, low, high) is not None
    return (0 if not apart else 1 if before else 2), high - low


def _on_its_day(mark: TimeMark, near: list[TimeMark], text: str) -> TimeMark:
    if mark.value is None or not mark.value.startswith("XXXX-XX-XXT") or mark.type != "TIME":
        return mark
    days = [m for m in near if m.edtf and _DAY.fullmatch(m.edtf) and abs(m.span.start - mark.span.start) < _NEAR]
    if not days:
        return mark
    day = min(days, key=lambda m: _farness(mark, m, text)).edtf
    assert day is not None
    return replace(
        mark, value=day + mark.value[10:], edtf=day, score=0.6, reason=mark.reason + ", on the day named nearest to it"
    )


_SINCE = re.compile(rf"\b(?P<since>(?i:since))(?:{GAP}(?i:at least|about|around|the))?{GAP}$")
_UNTIL = re.compile(rf"\b(?i:until|till)(?:{GAP}(?i:at least|the))?{GAP}$")
_ROUND = re.compile(rf"\b(?i:around|about|circa|approximately|c\.){GAP}$")


def _open_ended(mark: TimeMark, text: str) -> TimeMark:
    """The same with an EDTF that says so after "since" (open end), "until" (open start) and "around" (approximate)."""
    if mark.type not in ("DATE", "TIME") or mark.edtf is None or "/" in mark.edtf:
        return mark
    lead = text[max(0, mark.span.start - _LEAD) : mark.span.start]
    if _SINCE.search(lead):
        return replace(mark, edtf=f"{mark.edtf}/..")
    if _UNTIL.search(lead):
        return replace(mark, edtf=f"../{mark.edtf}")
    about = mark.type == "DATE" and not re.search(r"[X~]|-2\d$", mark.edtf) and _ROUND.search(lead)
    return replace(mark, edtf=f"{mark.edtf}~") if about else mark
