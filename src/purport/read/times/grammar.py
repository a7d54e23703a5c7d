"""Pieces that the patterns are put together from, and the numbers that the matched words stand for."""

from __future__ import annotations

import re

from purport.read.times.lexicon import (
    MONTH_NUMBER,
    MONTHS,
    NUMBERS,
    PARTS,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    SMALL,
    TENS,
    UNITS,
    VAGUE_COUNTS,
    WEEKDAY_NUMBER,
    WEEKDAYS,
)


def either(words: object) -> str:
    """An alternation, longest word first, spaces as any short gap."""
    assert isinstance(words, (tuple, list, dict, frozenset, set))
    return "|".join(re.escape(w).replace(r"\ ", S) for w in sorted(words, key=lambda w: (-len(w), w)))


S = r"(?:[^\S\n]{1,3}|[^\S\n]?\n)"
LEFT = r"(?<![\w$€£#@])(?<!\d[.,:/–-])"
RIGHT = r"(?![\w])(?![/:]\d)"
APOSTROPHE = "['’]"
DASH = r"[^\S\n]?[-–—][^\S\n]?"


def _cased(names: tuple[str, ...]) -> str:
    return either([*names, *(name.upper() for name in names)])


MONTH = rf"(?P<month>(?:{_cased(MONTHS)})|(?:{_cased(SHORT_MONTHS)})\b\.?)"
LONG_MONTH = rf"(?P<month>{_cased(MONTHS)}|(?:{either(SHORT_MONTHS)})\.)"
WEEKDAY = rf"(?P<weekday>{_cased(WEEKDAYS)})"
ANY_WEEKDAY = rf"(?P<weekday>(?:{_cased(WEEKDAYS)})|(?:{_cased(SHORT_WEEKDAYS)})\b\.?)"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1\d{3}|20\d\d)"
EDGE = (
    rf"(?:(?P<edge>(?i:very{S})?(?i:early|late|mid)(?:{S}(?i:in|on))?|(?i:the{S})?(?i:very{S})?"
    rf"(?i:beginning|start|end|middle|close|turn|rest){S}of|(?i:earlier|later)(?:{S}(?i:in|on))?)(?:{S}|-))?"
)
PART = rf"(?P<part>(?i:{either(PARTS)}))"
SEASON = rf"(?P<season>(?i:{either(SEASONS)}))"
UNIT = rf"(?P<unit>(?i:{either(UNITS)}))"
UNITS_ = rf"(?P<unit>(?i:{either([*UNITS, 'centurie'])}))s?"
_TWO_WORDS = (
    rf"(?:{either(TENS)})(?:-|{S})(?:{either(tuple(SMALL)[1:10])})|(?:a|{either(SMALL)}){S}(?:hundred|thousand|dozen)"
)
_WORD_NUMBER = rf"(?:{_TWO_WORDS}|{either(NUMBERS)})"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?i:{_WORD_NUMBER}))"
COUNT = rf"(?P<count>{NUMBER}|(?i:{either(VAGUE_COUNTS)})|(?i:an?|one|half{S}an?))"
ABOUT = (
    r"(?:(?P<about>(?i:more than|less than|fewer than|at least|at most|as many as|no more than|just over|just under|well over"
    r"|over|under|about|around|nearly|almost|roughly|approximately|up to|only|some|just))"
    rf"{S})?"
).replace(" ", S)
KINDS = rf"(?:(?i:consecutive|straight|full|whole|more|additional|further|successive|working|business|school|trading|long){S})?"


def number(words: str) -> float | None:
    """What a numeral or number word stands for; None for a vague one ("several").

    >>> number("twenty-one"), number("1,200"), number("a few"), number("two dozen")
    (21.0, 1200.0, None, 24.0)
    """
    plain = " ".join(words.lower().replace(",", "").replace("-", " ").split())
    if plain in VAGUE_COUNTS:
        return None
    if plain.startswith("half"):
        return 0.5
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain) if len(plain) < 12 else None
    return _spelt(plain.split())


def _spelt(parts: list[str]) -> float | None:
    total = 0.0
    for part in parts:
        value = 1 if part in ("a", "an") else NUMBERS.get(part)
        if value is None:
            return None
        total = max(total, 1) * value if value in (12, 100, 1000) and total else total + value
    return total


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation."""
    return MONTH_NUMBER[name[:3].lower()]


def weekday_number(name: str) -> int:
    """0 to 6, Monday first."""
    return WEEKDAY_NUMBER[name[:3].lower()]


def letter(unit: str) -> str:
    """The unit's letter in a TIMEX3 duration (see ``lexicon.UNITS``); "centurie" is what is left of its plural."""
    return UNITS["century" if unit.lower().startswith("centur") else unit.lower()]


def written(count: float | None) -> str:
    """A count as TIMEX3 writes it: no needless decimals, X for a vague one."""
    return "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))


def amount(count: float | None, unit: str) -> str:
    """A TIMEX3 duration.

    >>> amount(0.5, "TH"), amount(3, "D"), amount(None, "W"), amount(2, "DE"), amount(2, "2W")
    ('PT30M', 'P3D', 'PXW', 'P20Y', 'P4W')
    """
    if unit in ("DE", "CE"):
        return f"PX{unit}" if count is None else f"P{written(count * (10 if unit == 'DE' else 100))}Y"
    if unit == "2W":
        return amount(None if count is None else count * 2, "W")
    if count is not None and count % 1 and unit in ("TH", "TM"):
        return f"PT{written(count * 60)}{'M' if unit == 'TH' else 'S'}"
    if count == 0.5 and unit in ("Y", "D"):
        return "P6M" if unit == "Y" else "PT12H"
    return f"P{unit[0]}{written(count)}{unit[1]}" if unit.startswith("T") else f"P{written(count)}{unit}"
