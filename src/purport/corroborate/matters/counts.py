"""How many dead, wounded or arrested a stretch of English text tells of, as ranges.

"At least 12" is open above, "12 to 15" closed, "dozens" from 24 on; "about 20" is taken a tenth lower and higher. Bodies that were
found are the least number of dead, and "nobody was killed" tells of none. A number of years, hours, kilometres or the like counts
no people, and neither does a part of a sum that is not told ("a couple and their three children").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from purport.corroborate.matters.nobody import nobody
from purport.records.matters import Count, Toll
from purport.records.spans import Span

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
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,6}(?:[ -]dozen\b)?"
_ONE = rf"(?:(?<![\d.,/$€£#-])(?:{_DIGITS})|\b{_SPELT}\b)"
_OTHER = rf"(?:(?<![\d.,/$€£#])(?:{_DIGITS})|\b{_SPELT}\b)"
"""The second number of a range, before which a hyphen may stand."""
_LEAST = (
    r"at least|no fewer than|not fewer than|more than|over|upwards of|as many as|up to|"
    r"at most|fewer than|less than|no more than"
)
_LOOSE = r"about|around|some|nearly|almost|roughly|approximately|an estimated"
_NUMBER = re.compile(
    rf"(?=\d|\b[a-z])(?:\b(?P<bound>{_LEAST}|{_LOOSE}|between)\s+)?"
    rf"(?:(?P<crowd>\b(?:(?:several|a few)\s+(?P<group>dozen|hundred|thousand)|dozens|scores|hundreds|thousands|several)\b)"
    rf"|(?P<low>{_ONE})(?:\s?(?:to|and|-|–|or)\s?(?P<high>{_OTHER}))?)"
    r"(?P<unit>[\s-]+(?:years?|hours?|minutes?|days?|weeks?|months?|kilomet\w+|km|met(?:re|er)s?|miles?|per\s?cent|percent|[ap]\.?m\b"
    r"|million|billion|o'clock|january|february|march|april|may|june|july|august|september|october|november|december)\b|\s?%|\.\d|:\d)?",
    re.IGNORECASE,
)
_TRIGGERS = {
    Toll.DEAD: r"kill(?:s|ed|ing)?|dead|die[ds]?|dying|death toll|deaths?|slain|massacred|executed|lives|fatalities|toll"
    r"|death count|body count|perish(?:es|ed)?|lifeless|to death|murder(?:s|ed|ing)?|slaughter(?:s|ed|ing)?|gunned down|succumbed"
    r"|fatally (?:wounded|injured|hurt|shot|stabbed)|fatally (?:wounding|injuring)",
    Toll.WOUNDED: r"wound(?:s|ed|ing)|injur(?:ed|es|ing)|hurt|injuries",
    Toll.ARRESTED: r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|in custody",
}
_TRIGGER = re.compile(
    rf"\b(?=[a-z])(?:{'|'.join(rf'(?P<{toll.name}>(?:{words}))' for toll, words in _TRIGGERS.items())})\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|are|is|be|left|got)\s+(?:\w+ly\s+|also\s+|confirmed\s+)?$", re.IGNORECASE
)
_STOP = re.compile(r"[.;!?\n]")
_ROSE = re.compile(
    r"\b(?:rose|risen|rises|climbed|increased|grew|reached|stood|stands|raised)\b(?: further)?(?: to| at)?\s+$",
    re.IGNORECASE,
)
"""What stands before a number that a toll came to."""
_TOLD = (
    (
        re.compile(
            r"\b(?:death toll|toll|(?:number|count|tally) of (?:the )?(?:dead|deaths|fatalities|people killed|(?:those|people"
            r"|persons|victims) who (?:(?:have|had|were|have been|had been) )?(?:died|perished|killed|lost their lives)))\b"
            r"[^.;!?\n]{0,80}?(?:\b(?:at|to|as|now|is|was|reached)|:)\s+$"
            r"|\bput(?:s|ting)?\s+(?:the\s+)?(?:dead|deaths|killed|fatalities)(?:\s+(?:of|in|from|by|on|after)\b[^.;!?\n]{0,60}?)?\s+at\s+$"
            r"|\bdeaths? of\s+$|\bthe dead (?:at|number(?:s|ed)?|now number)\s+$|\bdead:\s+$"
            r"|\bmourn(?:s|ed|ing)?\s+(?:for\s+)?(?:(?:its|their|the)\s+)?$",
            re.IGNORECASE,
        ),
        re.compile(""),
    ),
    (
        re.compile(""),
        re.compile(
            r"(?:\s+(?:of\s+(?:the|its|their|those)\s+)?(?:\w+\s+)?(?:people|persons|\w*men|women|children|patients|passengers|others"
            r"|victims|villagers|workers|miners|soldiers|fighters|civilians|residents|sailors|officers))?"
            r"\s+(?:did not|didn['’]t|have not|had not|has not)\s+survived?\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(?:lost|loses?|losing)\s+$", re.IGNORECASE),
        re.compile(
            r"\s+(?:of\s+(?:its|their|our|his|her)\b|people\b|soldiers\b|fighters\b|civilians\b|officers\b|residents\b)"
        ),
    ),
    (re.compile(r"\bclaim(?:s|ed|ing)\s+$", re.IGNORECASE), re.compile(r"\s+victims\b")),
)
"""What stands before and after a number of dead, where no word of death beside it says so."""
_BODIES = (
    re.compile(r"\b(?:bodies|corpses|coffins|remains) of\s+(?:the\s+)?$", re.IGNORECASE),
    re.compile(r"\s+(?:\w+\s+)?(?:bodies|corpses|coffins)\b", re.IGNORECASE),
)
"""What stands before or after a number of bodies."""
_COUNTING = frozenset({*_SMALL, *_GREAT, *_CROWDS, "dozen"})
"""A number without digits has one of these."""
_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[a-z]+")
_REACH = 7
_NOT_PEOPLE = re.compile(
    r"\s+(?:(?!after|in|by|from|at|near|as|when)\w+\s+)?(?:storage|houses?|homes?|vehicles?|trucks?|tanks?|rockets?|shells?|bombs?|missiles?|drones?|buildings?|villages?|blasts?)\b|\s+of\s+(?:them|those|the\s+(?:\w+\s+)?(?:dead|killed|wounded|injured|hurt|victims|casualties|bodies|arrested|detained))\b|\s+(?:\w+\s+)?among\s+(?:the|them|those)\b",
    re.IGNORECASE,
)
_SOMEBODY = (
    "man|woman|couple|boy|girl|child|baby|mother|father|family|teacher|priest|driver|guard|soldier|policeman|officer"
)
_PART = re.compile(
    r"\b(?:including|among them|no)\s+(?:\w+\s+)?$|\b(?:and|with)\s+(?:their|his|her)\s+$"
    rf"|\ban?\s+(?:\w+\s+){{0,2}}(?:{_SOMEBODY})\s+and\s+$",
    re.IGNORECASE,
)
"""What stands before a part of a number that was told or is not told ("a woman and two children"), or before nobody ("no one")."""


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    least: int
    most: int | None
    loose: bool


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


@lru_cache(256)  # the head of a story is asked for with each of its events
def counts(text: str, within: Span) -> tuple[Count, ...]:
    """The numbers of people in a stretch, in text order, each number for one toll; spans are those of the whole text."""
    words = within.of(text)
    none = list(nobody(words))
    out = [_none(toll, Span(within.start + span.start, within.start + span.end), text) for toll, span in none]
    numbers = list(_numbers(words))
    if numbers:
        out += [*_risen(words, within, text, numbers), *_stated(words, within, text, numbers)]
        numbers = [n for n in numbers if all(within.start + n.start != count.span.start for count in out)]
        out += _beside(words, within, text, numbers, [span for _, span in none])
    return tuple(sorted(out, key=lambda one: (one.span, one.toll)))


def _none(toll: Toll, span: Span, text: str) -> Count:
    return Count(toll, 0, 0, span, span.of(text))


def _beside(
    words: str, within: Span, text: str, numbers: Sequence[_Number], without: Sequence[Span]
) -> Iterator[Count]:
    """The numbers that words of death, injury or arrest count, each once; `without`: where such words count nobody."""
    used: set[int] = set()
    for hit in _TRIGGER.finditer(words):
        counted = any(span.overlaps(Span(*hit.span())) for span in without)
        best = None if counted else _nearest(words, hit, [n for n in numbers if n.start not in used])
        if best is None:
            continue
        used.add(best.start)
        span = Span(within.start + best.start, within.start + best.end)
        assert hit.lastgroup is not None
        yield Count(Toll[hit.lastgroup], best.least, best.most, span, span.of(text), best.loose)


def _risen(words: str, within: Span, text: str, numbers: list[_Number]) -> Iterator[Count]:
    """What a toll rose to, by the last word of death, injury or arrest before it in its sentence."""
    for n in numbers:
        rose = _ROSE.search(words[: n.start])
        start = max((hit.end() for hit in _STOP.finditer(words, 0, n.start)), default=0)
        told = list(_TRIGGER.finditer(words, start, n.start))
        if rose and told and told[-1].lastgroup:
            span = Span(within.start + n.start, within.start + n.end)
            yield Count(Toll[told[-1].lastgroup], n.least, n.most, span, span.of(text), n.loose)


def _stated(words: str, within: Span, text: str, numbers: list[_Number]) -> Iterator[Count]:
    """Numbers of dead that no word of death beside them counts, and numbers of bodies, which there are at least."""
    for n in numbers:
        before, span = words[: n.start], Span(within.start + n.start, within.start + n.end)
        if any(ahead.search(before) and behind.match(words, n.end) for ahead, behind in _TOLD) and not _ROSE.search(
            before
        ):
            yield Count(Toll.DEAD, n.least, n.most, span, span.of(text), n.loose)
        elif _BODIES[0].search(before) or _BODIES[1].match(words, n.end):
            yield Count(Toll.DEAD, n.least, None, span, span.of(text), n.loose)


def _numbers(words: str) -> Iterator[_Number]:
    if not _DIGIT.search(words) and _COUNTING.isdisjoint(_LETTERS.findall(words.casefold())):
        return  # as in most sentences
    for hit in _NUMBER.finditer(words):
        if hit["unit"] or _NOT_PEOPLE.match(words, hit.end()) or _PART.search(words[: hit.start()]):
            continue
        found = _range(hit)
        if found is not None:
            yield _Number(hit.start(), hit.end(), *found)


def _range(hit: re.Match[str]) -> tuple[int, int | None, bool] | None:
    """The range of a number with what bounds it; None where it is none (a year, say)."""
    bound = (hit["bound"] or "").lower()
    if hit["crowd"]:
        return _CROWDS[f"{hit['group']}s".casefold() if hit["group"] else hit["crowd"].casefold()], None, True
    low, high = value(hit["low"]), value(hit["high"] or "")
    if low is None or (1900 <= low <= 2100 and not bound and "," not in hit["low"]):
        return None
    if high is not None and high > low:
        return low, high, False
    return _bounded(low, bound)


def _bounded(n: int, bound: str) -> tuple[int, int | None, bool]:
    """A number with what stands before it, as least, most, and whether it is about so many."""
    if bound in ("fewer than", "less than"):
        return 0, max(0, n - 1), False
    if bound in ("up to", "as many as", "at most", "no more than"):
        return 0, n, False
    if bound in ("about", "around", "some", "roughly", "approximately", "an estimated", "nearly", "almost"):
        return round(n * 0.9), round(n * 1.1), True
    return (n, None, False) if bound and bound != "between" else (n, n, False)


def _nearest(words: str, hit: re.Match[str], numbers: list[_Number]) -> _Number | None:
    """The number that a word of death, injury or arrest counts."""
    before = [(_gap(words, n.end, hit.start()), 1, n) for n in numbers if n.end <= hit.start()]
    after = [(_gap(words, hit.end(), n.start), 0, n) for n in numbers if n.start >= hit.end()]
    looks = _looks(words, hit)
    near = [one for one in (*(before if "b" in looks else ()), *(after if "a" in looks else ())) if one[0] is not None]
    ranked = sorted((gap, side, n.start, n) for gap, side, n in near if gap is not None)
    return ranked[0][3] if ranked else None


def _looks(words: str, hit: re.Match[str]) -> str:
    """Whether the number is looked for before the word, after it, or both."""
    word = hit[0].lower()
    if word in (
        "dead",
        "died",
        "die",
        "dies",
        "in custody",
        "deaths",
        "injuries",
        "fatalities",
        "to death",
        "succumbed",
    ):
        return "b"
    if word.endswith("ing") or word in ("toll", "death toll", "death count", "body count"):
        return "a"
    if word == "lives":
        return "ba"
    return "b" if _PASSIVE.search(words[: hit.start()]) else "ba"


def _gap(words: str, start: int, end: int) -> int | None:
    """How many words lie between; None if too many, or if the sentence or another such word does."""
    between = words[start:end]
    if _STOP.search(between) or _TRIGGER.search(between):
        return None
    gap = len(re.findall(r"\w+", between))
    return gap if gap <= _REACH else None
