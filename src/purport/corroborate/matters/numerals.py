"""Numbers in English text, in digits and in words, as ranges.

"At least 12" is open above, "12 to 15" closed, "dozens" from 24 on; "about 20" is taken a tenth lower and higher. An ordinal, a
year, and a number that is part of a word are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: n for n, word in enumerate(_ONES.split())} | {
    word: 10 * (n + 2) for n, word in enumerate(_TENS.split())
}
_GREAT = {"hundred": 100, "thousand": 1000}
_CROWDS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 3}
_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_TWO = rf"(?:{_WORD})(?:[ -](?:{_WORD}))?"
_DOZEN = rf"(?:(?:half a|a half|half|a|{_TWO})[ -])?dozen"
_SPELT = rf"(?:(?:{_WORD}|a)[ -](?:hundred|thousand)(?:[ -](?:and[ -])?{_TWO})?|{_DOZEN}|{_TWO})"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\w)|\d{1,6}(?:[ -]dozen\b|(?![\w/]|,\d{3}))"
_ONE = rf"(?:(?<![\w.,/$€£#-])(?:{_DIGITS})|\b{_SPELT}\b)"
_OTHER = rf"(?:(?<![\w.,/$€£#])(?:{_DIGITS})|\b{_SPELT}\b)"
"""The second number of a range, before which a hyphen may stand."""
_LEAST = (
    r"at least|no fewer than|not fewer than|no less than|not less than|a minimum of|in excess of|not more than|a maximum of"
    r"|more than|over|upwards of|as many as|up to|at most|fewer than|less than|no more than"
)
_LOOSE = r"about|around|some|nearly|almost|roughly|approximately|an estimated|close to|just under"
_UNITS = (
    r"years?|hours?|minutes?|seconds?|days|day(?!\s+(?:labou?rers|workers)\b)|nights|weeks?|months?|decades?|centur(?:y|ies)|times|thirds?|quarters?|fifths?"
    r"|kilomet\w+|km|met(?:re|er)s?|miles?|acres?|tons?|tonnes?|kilos?|kg|dollars|euros|per\s?cent|percent|[ap]\.?m\b"
    r"|million|billion|o'clock|january|february|march|april|may|june|july|august|september|october|november|december"
)
_UP = r",?\s(?:(?:and|or)\s)?(?:maybe|perhaps|possibly|if not|as many as|up to)"
NUMERAL = re.compile(
    rf"(?=\d|\b[a-z])(?:\b(?P<bound>{_LEAST}|{_LOOSE}|(?P<between>between))\s+)?"
    rf"(?:(?P<crowd>\b(?:(?:several|a few)\s+(?P<group>dozen|hundred|thousand)|dozens|scores|hundreds|thousands|several)\b)"
    rf"|(?P<low>{_ONE})(?:\s?(?P<to>(?(between)(?:and|to|-|–)|(?:to|-|–|or|{_UP})))\s?(?P<high>{_OTHER}))?)"
    rf"(?P<about>\s+or\s+so\b)?(?P<plus>\+|-plus\b|\s+or\s+more\b)?(?P<unit>[\s-]+(?:{_UNITS})\b|\s?%|\.\d|:\d)?",
    re.IGNORECASE,
)
"""A number with what bounds it, and with the unit that it counts."""
_COUNTING = frozenset({*_SMALL, *_GREAT, *_CROWDS, "dozen"})
"""A number without digits has one of these."""
_SCALE = re.compile(r"\b(?:dozen|hundred|thousand)\b", re.IGNORECASE)
_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a range, and where it stands.

    `loose`: whether the text says that it is about so many; `more`: whether they come to others ("two more"); `part`: whether it is
    only a part of those who are counted.
    """

    start: int
    end: int
    least: int
    most: int | None
    loose: bool
    more: bool = False
    part: bool = False


def value(word: str) -> int | None:
    """The whole number that digits or English words give; None if they give none.

    >>> value("1,200"), value("twenty-three"), value("two hundred and five"), value("a dozen"), value("many")
    (1200, 23, 205, 12, None)
    >>> value("half a dozen"), value("two dozen")
    (6, 24)
    """
    bare = word.lower().replace(",", "")
    if bare.isdigit():
        return int(bare)
    if bare.endswith("dozen"):
        return _dozens(bare.removesuffix("dozen").strip(" -"))
    total, here, seen = 0, 0, False
    for part in re.split(r"[ -]+", bare):
        if part in _GREAT:
            total, here = total + max(1, here) * _GREAT[part], 0
        elif part in _SMALL:
            here += _SMALL[part]
        elif part not in ("and", "a"):
            return None
        seen = seen or part in _SMALL or part in _GREAT
    return total + here if seen else None


def _dozens(of: str) -> int | None:
    """So many dozen: "two", "half a", or nothing for one."""
    if "half" in of:
        return 6
    many = 1 if of in ("", "a") else value(of)
    return None if many is None else 12 * many


def numerals(words: str) -> Iterator[re.Match[str]]:
    """The numbers in a text, whatever they count."""
    if not _DIGIT.search(words) and _COUNTING.isdisjoint(_LETTERS.findall(words.casefold())):
        return  # as in most sentences
    yield from NUMERAL.finditer(words)


def ranged(hit: re.Match[str]) -> Number | None:
    """The range of a number with what bounds it; None where it is none (a year, say)."""
    start, end = hit.span()
    bound = (hit["bound"] or "").lower()
    if hit["crowd"]:
        crowd = f"{hit['group']}s" if hit["group"] else hit["crowd"]
        return Number(start, end, _CROWDS[crowd.casefold()], None, True)
    low, high = _scaled(hit), value(hit["high"] or "")
    if low is None or (1900 <= low <= 2100 and not bound and "," not in hit["low"]):
        return None
    if high is not None and high > low:
        return Number(start, end, low, None if hit["plus"] else high, False)
    return Number(start, end, *_bounded(low, "at least" if hit["plus"] else "about" if hit["about"] else bound))


def _scaled(hit: re.Match[str]) -> int | None:
    """The first number of a range, also where the second says of how many for both ("two or three dozen")."""
    low, scale = value(hit["low"]), _SCALE.search(hit["high"] or "")
    if low is None or scale is None or low >= 20 or _SCALE.search(hit["low"]):
        return low
    return low * (12 if scale[0].casefold() == "dozen" else _GREAT[scale[0].casefold()])


def reached(hit: re.Match[str]) -> Number | None:
    """The second of two numbers, where a toll came from the first "to" it; None where there is no second."""
    high = value(hit["high"] or "")
    if high is None or (hit["to"] or "").lower() != "to":
        return None
    return Number(hit.start("high"), hit.end(), high, None if hit["plus"] else high, False)


def _bounded(n: int, bound: str) -> tuple[int, int | None, bool]:
    """A number with what stands before it, as least, most, and whether it is about so many."""
    if bound in ("fewer than", "less than"):
        return 0, max(0, n - 1), False
    if bound in ("up to", "as many as", "at most", "no more than", "not more than", "a maximum of"):
        return 0, n, False
    if re.fullmatch(_LOOSE, bound):
        return round(n * 0.9), round(n * 1.1), True
    return (n, None, False) if bound and bound != "between" else (n, n, False)
