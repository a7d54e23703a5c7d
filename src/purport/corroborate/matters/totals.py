"""Where a number of people in English text is that of more than one event ("300 people have been killed since 2020")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from purport.corroborate.matters.numerals import Number
from purport.corroborate.matters.tolls import ANY
from purport.records.spans import Span

_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TOLLS = re.compile(rf"\b{ANY}\b", re.IGNORECASE)
_STOP = re.compile(r"[.;!?\n]")
_PERIOD = re.compile(
    r"\bsince\s+(?:the\s+(?:start|beginning|outbreak|war|conflict|uprising|invasion|insurgency)\b|(?:last\s+)?(?:year|month)\b"
    rf"|(?:last\s+)?(?:(?:early|late|mid)[ -])?(?:{_MONTHS}|(?:19|20)\d\d)\b)"
    r"|\b(?:so far this (?:year|month|week)|(?<!earlier )(?<!later )this year)\b(?!['’])"
    r"|\b(?:each|every|per|a) (?:year|month|week|day)\b(?!['’]|\s+(?:ago|later|earlier|before|after|when))"
    r"|\b(?:in|over|during|within|for)\s+(?:the\s+)?(?:past|last|previous|recent)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:weeks?|months?|years?|decades?)\b|\bover\s+the\s+(?:years|decades)\b",
    re.IGNORECASE,
)
"""A time in which more than one event was."""
_RANKED = re.compile(
    r"\b(?:deadliest|bloodiest|biggest|largest|worst|gravest|heaviest|fiercest|highest|latest|most|first|second|third|fourth|fifth"
    r"|\w+th)\b[^.,;]{0,50}$",
    re.IGNORECASE,
)
"""What stands before a time where one event is told of by its rank in it ("the worst attack this year")."""
_ASIDE = re.compile(
    rf",(?!\d)|\b(?:who|whom|whose|which|that|where|when|while|as|but|under|today|yesterday|{_DAYS})\b|\b(?:held|\w{{2,}}ed)\s+(?:by\b|$)"
    r"|\b(?:an?|the)\s+(?:\w+\s+)?(?:attack|blast|bombing|explosion|raid|strike|shooting|fire|crash)\b",
    re.IGNORECASE,
)
"""What stands between a number and a time that is not that of the number."""
_ANEW = re.compile(r"\band\b.*\b(?:have|has|had)\b", re.IGNORECASE)
_TOGETHER = re.compile(rf"(?:\s+\w+){{0,5}}?,?\s+and\s+(?:{ANY}\s+)?$", re.IGNORECASE)
_OPENS = re.compile(
    r"^\W*(?:(?:and|but|in all|overall|altogether),?\s+)?$|\b(?:has|have|had|toll|dead|deaths|killed)\s+$",
    re.IGNORECASE,
)


def periods(words: str) -> list[Span]:
    """The times in a text in which more than one event was ("since 2020", "this year")."""
    return [Span(*hit.span()) for hit in _PERIOD.finditer(words)]


def over_time(words: str, n: Number, found: Sequence[Number], times: Sequence[Span]) -> bool:
    """Whether a number counts those of more than one event, in one of some times; `found`: the numbers of the text."""
    if not times:
        return False
    start = max((hit.end() for hit in _STOP.finditer(words, 0, n.start)), default=0)
    stop = _STOP.search(words, n.end)
    end = stop.start() if stop else len(words)
    near = [
        one for one in times if start <= one.start and one.end <= end and not _RANKED.search(words, start, one.start)
    ]
    return any(
        _of_time(words, n, one.start, found) if one.start >= n.end else _opens(words, start, one, n) for one in near
    )


def _opens(words: str, start: int, time: Span, n: Number) -> bool:
    """Whether a time that is told before a number is that of the number; `start`: of the sentence."""
    aside = _ASIDE.search(words[time.end : n.start].lstrip(", "))
    return aside is None and _OPENS.search(words[start : time.start]) is not None


def _of_time(words: str, n: Number, time: int, found: Sequence[Number]) -> bool:
    """Whether a time that is told after a number is that of the number."""
    others = [one for one in found if n.end <= one.start < time]
    between, until = words[n.end : time], words[n.end : others[0].start] if others else ""
    if _ANEW.search(between) or (until and (_ASIDE.search(_TOLLS.sub("", until)) or not _TOGETHER.match(until))):
        return False
    said = max((hit.end() for hit in _TOLLS.finditer(between)), default=0)
    return not _ASIDE.search(between[said:].rstrip())
