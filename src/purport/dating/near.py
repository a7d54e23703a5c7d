"""Mentions of dated occurrences as clues: not before the event, and near it where a word of time stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from purport.dating.lags import LAGS
from purport.dating.matching import Match, Shelf, meant
from purport.dating.mentions import Mention
from purport.dating.written import counted_from, counting
from purport.records import Clue, ClueKind, Span
from purport.records.days import Days

_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NEAR = (
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|hours? (?:ago|after|later))\b", re.I), 0, 1),
    (re.compile(r"\b(?:yesterday|last night|overnight)\b", re.I), 1, 2),
    (re.compile(rf"\b(?:on|late|early|late on|early on)? ?(?:{_WEEKDAYS})\b", re.I), 0, 7),
    (re.compile(r"\b(?:earlier )?this week\b", re.I), 0, 7),
    (re.compile(r"\b(?:days (?:ago|earlier|after)|in recent days)\b", re.I), 1, 14),
    (re.compile(r"\blast week\b", re.I), 1, 14),
    (re.compile(r"\b(?:weeks (?:ago|earlier|after)|in recent weeks|this month)\b", re.I), 0, 60),
    (re.compile(r"\blast month\b", re.I), 1, 62),
    (re.compile(r"\b(?:earlier )?this year\b", re.I), 0, 366),
    (re.compile(r"\blast year\b", re.I), 1, 731),
)
"""Words of time, and how many days before the writing they put what they stand beside, at least and at most."""


def event_clues(found: Sequence[Mention], shelf: Shelf, besides: frozenset[str], lead: str = "") -> Iterator[Clue]:
    """A clue for each mention that matches something dated specifically enough. `lead` stands before every reason."""
    for mention in found:
        matched = meant(shelf.matches(mention, besides))
        if matched:
            yield from _of_matches(mention, matched, lead)


def _of_matches(mention: Mention, matched: Sequence[Match], lead: str) -> Iterator[Clue]:
    best, first = matched[0], min(matched, key=lambda one: one.entry.first)
    days = Days(first.entry.first, max(one.entry.last for one in matched))
    if (hit := counting(mention.words)) is not None:
        at = mention.span.start + hit.start()
        span = Span(at, max(at + 1, mention.span.end))
        yield counted_from(hit, days, span, mention.words[hit.start() :], _basis(best))
        return
    reason = f"{lead}refers to {_told(first)} ({_days(first)}): {'; '.join(first.shared)}; {first.score:.2f} specific"
    if len(matched) > 1:
        reason += f"; the earliest of {len(matched)} that may be meant"
    exact = all(one.entry.occurrence.exact for one in matched)
    if exact:
        yield Clue(
            ClueKind.EVENT,
            str(first.entry.first),
            None,
            True,
            LAGS["event"],
            mention.span,
            mention.words,
            reason,
            _basis(first),
        )
    if near := _window(mention.words, days):
        yield Clue(
            ClueKind.NEAR,
            str(near[0]),
            str(near[1]),
            False,
            8.0,
            mention.span,
            near[2],
            f"{lead}“{near[2]}” beside {_told(best)} ({_days(best)})",
            _basis(best),
        )


def _window(words: str, found: Days) -> tuple[date, date, str] | None:
    """The days on which the text would put it so: by the narrowest word of time; None for none."""
    assert found.first is not None and found.last is not None
    for pattern, least, most in _NEAR:
        if hit := pattern.search(words):
            return found.first + timedelta(days=least), found.last + timedelta(days=most), hit[0].strip()
    return None


def _told(one: Match) -> str:
    told = one.entry.occurrence
    return (
        told.title
        or " ".join(part for part in (told.actor, told.action, told.target, told.place and f"in {told.place}") if part)
        or told.id
    )


def _days(one: Match) -> str:
    told = one.entry.occurrence
    return told.start if told.start == told.end else f"{told.start} to {told.end}"


def _basis(one: Match) -> str:
    told = one.entry.occurrence
    return f"{told.origin}: {told.id}"
