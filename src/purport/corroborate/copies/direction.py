"""Which of two stories that share text leans on the other: evidence weighed, each piece with its reason.

Weights are natural logarithms of odds, added as if the pieces were independent (naive Bayes); the score is the probability that
follows. Under `SURE` the direction is a guess and says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from purport.corroborate.copies.credits import credited, headed, names, owes, sent_by
from purport.corroborate.copies.overlap import Overlap
from purport.corroborate.copies.words import Words
from purport.records.stories import UNSURE, Story

SURE = 0.7
_SOON = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Telling:
    """A story with its words."""

    story: Story
    words: Words


@dataclass(frozen=True, slots=True)
class Leaning:
    """Whether the first of two stories leans on the second (`leans`), how sure (0.5 to 1), and why in words."""

    leans: bool
    score: float
    reason: str


Evidence = tuple[float, str]
"""For the first leaning on the second if above zero, against if below; and the reason in words."""


@lru_cache(4096)  # a story is held against many
def moment(edtf: str | None) -> tuple[datetime, bool] | None:
    """The beginning of an EDTF date in UTC and whether it has a time of day; None if it is not stated or not to the day."""
    text = (edtf or "").partition("/")[0].rstrip("?~%")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)), "T" in text


def _by_credit(one: Telling, other: Telling, _: Overlap) -> Evidence:
    there, back = owes(one.story, other.story), owes(other.story, one.story)
    if there == back:
        return _by_any_credit(one, other)
    leaning, source = (one, other) if there else (other, one)
    return (4.0 if there else -4.0), f"{_name(leaning)} credits {source.story.outlet}"


def _by_any_credit(one: Telling, other: Telling) -> Evidence:
    mine, theirs = (() if sent_by(told.story) else credited(told.story) for told in (one, other))
    if bool(mine) == bool(theirs):
        return 0.0, ""
    leaning, named = (one, mine) if mine else (other, theirs)
    return (1.0 if mine else -1.0), f"{_name(leaning)} credits {', '.join(named)}"


def _by_agency(one: Telling, other: Telling, _: Overlap) -> Evidence:
    """An agency's own story leans on no other, least of all on one that names the agency."""
    mine, theirs = sent_by(one.story), sent_by(other.story)
    if bool(mine) == bool(theirs):
        return _by_header(one, other) if mine else (0.0, "")
    source, agency, leaning = (one, mine, other) if mine else (other, theirs, one)
    named = agency is not None and names(leaning.story, agency)
    weight = 3.0 if named else 1.5
    told = f"{_name(leaning)} names {agency}, and" if named else ""
    return (-weight if mine else weight), f"{told} {_name(source)} is {agency}'s own".strip()


def _by_header(one: Telling, other: Telling) -> Evidence:
    mine, theirs = headed(one.story), headed(other.story)
    if mine == theirs:
        return 0.0, ""
    return (
        -1.0 if mine else 1.0
    ), f"{_name(one if mine else other)} has the header of the agency's service, the other has none"


def _by_canonical(one: Telling, other: Telling, _: Overlap) -> Evidence:
    there = one.story.canonical is not None and one.story.canonical in (other.story.origin,)
    back = other.story.canonical is not None and other.story.canonical in (one.story.origin,)
    if there == back:
        return 0.0, ""
    return (5.0 if there else -5.0), f"{_name(one if there else other)} points to the other's address as canonical"


def _by_time(one: Telling, other: Telling, _: Overlap) -> Evidence:
    """By publication where both state it, to the hour or by days; else by when each is known to have been there."""
    mine, theirs = moment(one.story.published), moment(other.story.published)
    if mine and theirs:
        days = (mine[0].date() - theirs[0].date()).days
        apart = (mine[0] - theirs[0]).total_seconds() if mine[1] and theirs[1] else days * 86400.0
        if abs(apart) >= 1:
            weight = 2.5 if abs(apart) > _SOON else 1.0
            return math.copysign(weight, apart), f"{_name(other if apart > 0 else one)} was published earlier"
    apart = (_there(one.story) - _there(other.story)).total_seconds()
    if not apart:
        return 0.0, ""
    first = other if apart > 0 else one
    how = (
        "was published before the other was seen" if _there(first.story) < first.story.first_seen else "was seen first"
    )
    return math.copysign(1.2 if abs(apart) > _SOON else 0.6, apart), f"{_name(first)} {how}"


def _there(story: Story) -> datetime:
    """The earliest moment at which a story is known to have been there: its publication, or when it was first seen.

    Of a day without an hour nothing is known until the day is over.
    """
    told = moment(story.published)
    if told is None:
        return story.first_seen
    return min(story.first_seen, told[0] if told[1] else told[0] + timedelta(days=1))


def _by_misreading(one: Telling, other: Telling, _: Overlap) -> Evidence:
    apart = one.words.misread - other.words.misread
    if abs(apart) < 3:
        return 0.0, ""
    return math.copysign(1.5, apart), f"{_name(one if apart > 0 else other)} has misread letters"


def _by_cut(one: Telling, other: Telling, overlap: Overlap) -> Evidence:
    """A story whose last words go on in the other was trimmed from it."""
    if not overlap.carried:
        return 0.0, ""
    last = max(overlap.carried, key=lambda s: s.end)
    mine, theirs = len(one.words) - last.end, len(other.words) - last.there_end
    if overlap.share > 0.9 and mine < 8 < theirs // 3:
        return 0.5, f"{_name(one)} ends where the other goes on"
    if overlap.held > 0.9 and theirs < 8 < mine // 3:
        return -0.5, f"{_name(other)} ends where the other goes on"
    return 0.0, ""


EVIDENCE: tuple[Callable[[Telling, Telling, Overlap], Evidence], ...] = (
    _by_canonical,
    _by_credit,
    _by_agency,
    _by_time,
    _by_misreading,
    _by_cut,
)


def _name(told: Telling) -> str:
    return f"{told.story.outlet or 'a story'} ({told.story.id})"


def leaning(one: Telling, other: Telling, overlap: Overlap) -> Leaning:
    """Whether `one` leans on `other`, weighing all that is known of both.

    With nothing known the order of the ids decides, at a score of 0.5, so that the answer for (a, b) is that for (b, a).
    """
    found = [e for e in (weigh(one, other, overlap) for weigh in EVIDENCE) if e[0]]
    total = sum(weight for weight, _ in found)
    leans = total > 0 or (total == 0 and one.story.id > other.story.id)
    for_it = sorted((e for e in found if (e[0] > 0) == leans), key=lambda e: -abs(e[0]))
    against = [why for weight, why in found if (weight > 0) != leans]
    reason = "; ".join(why for _, why in for_it) or "nothing tells which was first"
    score = 1 / (1 + math.exp(-abs(total)))
    doubt = f"; {UNSURE}" if score < SURE else ""
    return Leaning(leans, score, reason + (f"; yet {'; '.join(against)}" if against else "") + doubt)
