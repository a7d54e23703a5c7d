"""Time expressions of a text, found by pattern and worked out from left to right.

Types and values follow TIMEX3 (ISO 24617-1), as the TempEval-3 corpora use it; calendar dates are given in EDTF
(ISO 8601-2) as well. Where two rules meet, the longer expression wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from purport.read.parse import Parse
from purport.read.times import arabic, calendar, relative, stretches, years
from purport.read.times.context import Reference, Rule, Value
from purport.read.times.grammar import RIGHT, S
from purport.read.times.lexicon import (
    DECADES,
    MONTHS,
    PARTS,
    REFERENCES,
    SEASONS,
    SETS,
    SHORT_MONTHS,
    UNITS,
    WEEKDAYS,
)
from purport.read.times.moments import moment_of
from purport.records import Span, TimeMark

RULES: tuple[Rule, ...] = (*calendar.RULES, *years.RULES, *relative.RULES, *stretches.RULES)
_ADVERBS = frozenset(word.split()[-1] for word in REFERENCES)


def _classes() -> dict[str, str]:
    """Word to the class of rules that it wakes."""
    out = {word.lower(): "month" for word in (*MONTHS, *SHORT_MONTHS)}
    out |= {word.lower(): "weekday" for word in WEEKDAYS} | {word.lower() + "s": "weekdays" for word in WEEKDAYS}
    out |= dict.fromkeys(SEASONS, "season") | dict.fromkeys(PARTS, "part") | {"overnight": "part"}
    out |= dict.fromkeys(DECADES, "decade") | dict.fromkeys(SETS, "often") | dict.fromkeys(_ADVERBS, "vague")
    out |= {"christmas": "feast", "boxing": "feast", "year": "feast"}
    out |= dict.fromkeys(("yesterday", "today", "tomorrow", "tonight"), "deictic")
    out |= {unit + s: "unit" for unit in UNITS for s in ("", "s")} | {"centuries": "unit", "century": "century"}
    return out | dict.fromkeys(("q1", "q2", "q3", "q4"), "unit")


_CLASSES = _classes()
_ALSO: dict[str, tuple[str, ...]] = {
    "year": ("unit", "feast"),
    "years": ("unit", "feast"),
    "night": ("unit", "part"),
    "century": ("unit", "century"),
    "half": ("unit",),
    "second": ("unit",),
    "days": ("unit", "vague"),
}
_PARAGRAPH = re.compile(r"(?<=[.!?”\"’)\]:])[^\S\n]*\n|\n\s*\n")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    order: int
    rule: Rule
    match: re.Match[str]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _wakes(piece: str) -> set[str]:
    """The classes of rules that a paragraph's words wake."""
    awake: set[str] = set()
    for word in set(re.findall(r"[a-z]+[1-4]?", piece.lower())):
        if word in _ALSO:
            awake.update(_ALSO[word])
        elif word in _CLASSES:
            awake.add(_CLASSES[word])
    if any(c.isdigit() for c in piece):
        awake.add("digit")
    return awake


def _hits(text: str) -> Iterator[_Hit]:
    """Every match of every rule that can match."""
    for start, end in _paragraphs(text):
        awake = _wakes(text[start:end])
        for order, rule in enumerate(RULES):
            if rule.needs & awake:
                for match in rule.pattern.finditer(text, start, end):
                    yield _Hit(match.start(), match.end(), order, rule, match)


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """Hits that do not overlap, longer ones first, in text order."""
    taken: list[_Hit] = []
    covered: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.order, h.start)):
        if hit.start in covered or hit.end - 1 in covered:
            continue
        covered.update(range(hit.start, hit.end))
        taken.append(hit)
    return sorted(taken, key=lambda h: h.start)


def times(parse: Parse, published: str | None) -> tuple[TimeMark, ...]:
    """The time expressions of a text, in order, none overlapping another.

    `published` is EDTF: what relative expressions count from. Without it they stay, with no value and a reason that says so.
    """
    ref = Reference(parse, moment_of(published))
    marks = [_clothed(mark, parse.text) for mark in _marks(parse, ref)]
    found = _apart(marks, parse.text)
    return tuple(_open_ended(mark, parse.text) for mark in found)


def _marks(parse: Parse, ref: Reference) -> Iterator[TimeMark]:
    found = [(Span(h.start, h.end), h.rule.name, h) for h in _longest(list(_hits(parse.text)))]
    for span, name, hit in found:
        value = hit.rule.resolve(hit.match, ref)
        if value is not None:
            ref.last = value.at or ref.last
            yield _mark(parse.text, span, name, value, hit.rule.score)
    for span, name, value in arabic.marks(parse.text, ref):
        yield _mark(parse.text, span, name, value, 0.85)


def _mark(text: str, span: Span, name: str, value: Value, score: float) -> TimeMark:
    known = score if value.value is not None else score / 2
    return TimeMark(
        span, span.of(text), value.type, value.value, value.edtf, round(known, 2), f"{name}: {value.reason}"
    )


_PARTS = "|".join(sorted(PARTS, key=len, reverse=True))
_BEFORE = re.compile(
    rf"(?:(?P<clock>{stretches.CLOCK})(?:,|{S}on|{S})?{S}?(?:(?<=\s)|(?<=,))"
    rf"|(?P<edge>(?i:late|early))(?:{S}on)?{S}"
    rf"|(?:(?i:the){S})?(?:(?i:early|late|small){S}(?:hours{S}of{S}(?:the{S})?)?)?(?:(?P<part>(?i:{_PARTS}))|(?P<hours>(?i:early|small){S}hours)){S}(?i:of|on){S})$"
)
_AFTER = re.compile(
    rf"(?:{S}(?:(?i:late|early){S})?(?P<part>(?i:{_PARTS})){RIGHT}|(?:{S}|,{S})(?:at|around|about){S}(?P<clock>{stretches.CLOCK}){RIGHT})"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_REACH = 44


def _clothed(mark: TimeMark, text: str) -> TimeMark:
    """A day with the part of day or clock time beside it, as one TIME ("late on Wednesday", "3 p.m. on Friday")."""
    if mark.type != "DATE" or (mark.value is not None and not _DAY.fullmatch(mark.value)) or not _is_day(mark):
        return mark
    after = _AFTER.match(text, mark.span.end, min(len(text), mark.span.end + _REACH))
    if after and (suffix := _suffix(after)):
        return _widened(mark, text, Span(mark.span.start, after.end()), suffix)
    low = max(0, mark.span.start - _REACH)
    window = text[low : mark.span.start]
    before = _BEFORE.search(window) if window[-1:].isspace() or window[-1:] == "," else None
    if before and (suffix := _suffix(before)) and not window[: before.start()][-1:].isalnum():
        return _widened(mark, text, Span(low + before.start(), mark.span.end), suffix)
    return mark


_DAY_RULES = ("weekday", "day named from today", "day and month", "month and day", "iso date", "date in figures")


def _is_day(mark: TimeMark) -> bool:
    return mark.reason.split(":")[0] in _DAY_RULES


def _suffix(hit: re.Match[str]) -> str | None:
    groups = hit.groupdict()
    if groups.get("clock"):
        plain = groups["half"] or groups["zone"] or ":" in groups["clock"]
        return stretches.clock_value(hit) if plain else None
    if groups.get("edge"):
        return "TNI" if groups["edge"].lower() == "late" else "TMO"
    return "T" + PARTS[groups["part"].lower()] if groups.get("part") else "TMO" if groups.get("hours") else None


def _widened(mark: TimeMark, text: str, span: Span, suffix: str) -> TimeMark:
    value = None if mark.value is None else mark.value + suffix
    return replace(
        mark, span=span, text=span.of(text), type="TIME", value=value, reason=mark.reason + ", with the time of day"
    )


_NEIGHBOURS = 6  # marks before and after a bare clock time among which its day is sought


def _apart(marks: list[TimeMark], text: str) -> list[TimeMark]:
    """Marks in order without those that a wider one now covers; bare clock times get the day named last before them."""
    out: list[TimeMark] = []
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        if out and mark.span.start < out[-1].span.end:
            if mark.span.end - mark.span.start <= out[-1].span.end - out[-1].span.start:
                continue
            out.pop()
        out.append(mark)
    return [_on_its_day(mark, out[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS]) for i, mark in enumerate(out)]


def _on_its_day(mark: TimeMark, near: list[TimeMark]) -> TimeMark:
    if mark.value is None or not mark.value.startswith("XXXX-XX-XXT") or mark.type != "TIME":
        return mark
    days = [m for m in near if m.edtf and _DAY.fullmatch(m.edtf) and abs(m.span.start - mark.span.start) < 200]
    if not days:
        return mark
    day = min(days, key=lambda m: abs(m.span.start - mark.span.start)).edtf
    assert day is not None
    return replace(
        mark, value=day + mark.value[10:], edtf=day, score=0.6, reason=mark.reason + ", on the day named nearest to it"
    )


_SINCE = re.compile(rf"\b(?P<since>(?i:since))(?:{S}(?i:at least|about|around|the))?{S}$")
_UNTIL = re.compile(rf"\b(?i:until|till)(?:{S}(?i:at least|the))?{S}$")
_ROUND = re.compile(rf"\b(?i:around|about|circa|approximately|c\.){S}$")


def _open_ended(mark: TimeMark, text: str) -> TimeMark:
    """The same with an EDTF that says so after "since" (open end), "until" (open start) and "around" (approximate)."""
    if mark.type not in ("DATE", "TIME") or mark.edtf is None or "/" in mark.edtf:
        return mark
    lead = text[max(0, mark.span.start - 24) : mark.span.start]
    if _SINCE.search(lead):
        return replace(mark, edtf=f"{mark.edtf}/..")
    if _UNTIL.search(lead):
        return replace(mark, edtf=f"../{mark.edtf}")
    about = mark.type == "DATE" and "X" not in mark.edtf and _ROUND.search(lead)
    return replace(mark, edtf=f"{mark.edtf}~") if about else mark
