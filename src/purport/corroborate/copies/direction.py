"""Which of two stories that share text leans on the other: evidence weighed, each piece with its reason.

Weights are natural logarithms of odds, added as if the pieces were independent (naive Bayes); the score is the probability that
follows. Under `SURE` the direction is a guess and says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache

from purport.corroborate.copies.credits import credited, headed, names, same_house, sent_by
from purport.corroborate.copies.overlap import Overlap
from purport.corroborate.copies.words import Words
from purport.records.stories import UNSURE, Story

SURE = 0.7
_SOON = 120.0  # seconds
_ZONES = timedelta(hours=14)
"""By how much a day may begin before it does in UTC."""


@dataclass(frozen=True, eq=False)
class Telling:
    """A story with its words, and what it says of itself: it is held against many."""

    story: Story
    words: Words

    @cached_property
    def named(self) -> str:
        """How reasons call it."""
        return f"{self.story.outlet or 'a story'} ({self.story.id})"

    @cached_property
    def credits(self) -> tuple[str, ...]:
        """The agencies to which it owes its words."""
        return credited(self.story)

    @cached_property
    def agency(self) -> str | None:
        """The agency whose own story it is."""
        return sent_by(self.story)

    @cached_property
    def published(self) -> Out | None:
        """When it was published."""
        return moment(self.story.published)

    @cached_property
    def there(self) -> datetime:
        """The earliest moment at which it is known to have been there: its publication, or when it was first seen.

        Of a day without an hour nothing is known until the day is over.
        """
        if self.published is None:
            return self.story.first_seen
        at = self.published.at if self.published.hour else self.published.at + timedelta(days=1)
        return min(self.story.first_seen, at)

    @cached_property
    def headed(self) -> bool:
        """Whether it has the header of an agency's own service."""
        return headed(self.story)

    @cached_property
    def _named(self) -> dict[str, bool]:
        return {}

    def names(self, agency: str) -> bool:
        """Whether it credits an agency, or names it anywhere."""
        found = self._named.get(agency)
        if found is None:
            found = self._named[agency] = names(self.story, agency)
        return found

    def owes(self, other: Telling) -> bool:
        """Whether it names the outlet of the other as the agency its words are from."""
        outlet = other.story.outlet
        return outlet is not None and any([same_house(name, outlet) for name in self.credits])


@dataclass(frozen=True, slots=True)
class Leaning:
    """Whether the first of two stories leans on the second (`leans`), how sure (0.5 to 1), and why in words."""

    leans: bool
    score: float
    reason: str


Evidence = tuple[float, str]
"""For the first leaning on the second if above zero, against if below; and the reason in words."""
_SILENT: Evidence = (0.0, "")


@dataclass(frozen=True, slots=True)
class Out:
    """When something came out: on a `day`, where it came out; `at` in UTC, of which only the day is known if it has no `hour`."""

    at: datetime
    hour: bool
    day: date


@lru_cache(4096)  # a story is held against many
def moment(edtf: str | None) -> Out | None:
    """An EDTF date as a moment; None if it is not stated or not to the day."""
    text = (edtf or "").partition("/")[0].rstrip("?~%")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    at = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return Out(at, "T" in text, found.date())


def _by_credit(one: Telling, other: Telling, _: Overlap) -> Evidence:
    there, back = one.owes(other), other.owes(one)
    if there == back:
        return _by_any_credit(one, other)
    leaning, source = (one, other) if there else (other, one)
    return (4.0 if there else -4.0), f"{leaning.named} credits {source.story.outlet}"


def _by_any_credit(one: Telling, other: Telling) -> Evidence:
    mine, theirs = (() if told.agency else told.credits for told in (one, other))
    if bool(mine) == bool(theirs):
        return _SILENT
    leaning, named = (one, mine) if mine else (other, theirs)
    return (1.0 if mine else -1.0), f"{leaning.named} credits {', '.join(named)}"


def _by_agency(one: Telling, other: Telling, _: Overlap) -> Evidence:
    """An agency's own story leans on no other, least of all on one that names the agency."""
    mine, theirs = one.agency, other.agency
    if bool(mine) == bool(theirs):
        return _by_header(one, other) if mine else _SILENT
    source, agency, leaning = (one, mine, other) if mine else (other, theirs, one)
    named = agency is not None and leaning.names(agency)
    weight = 3.0 if named else 1.5
    told = f"{leaning.named} names {agency}, and" if named else ""
    return (-weight if mine else weight), f"{told} {source.named} is {agency}'s own".strip()


def _by_header(one: Telling, other: Telling) -> Evidence:
    mine, theirs = one.headed, other.headed
    if mine == theirs:
        return _SILENT
    told = f"{(one if mine else other).named} has the header of the agency's service, the other has none"
    return (-1.0 if mine else 1.0), told


def _by_canonical(one: Telling, other: Telling, _: Overlap) -> Evidence:
    there = one.story.canonical is not None and one.story.canonical == other.story.origin
    back = other.story.canonical is not None and other.story.canonical == one.story.origin
    if there == back:
        return _SILENT
    return (5.0 if there else -5.0), f"{(one if there else other).named} points to the other's address as canonical"


def _by_time(one: Telling, other: Telling, _: Overlap) -> Evidence:
    """By publication where both state it, to the hour or by days; else by when each is known to have been there."""
    mine, theirs = one.published, other.published
    if mine and theirs:
        apart = _between(mine, theirs)
        if abs(apart) >= 1:
            weight = 2.5 if abs(apart) > _SOON else 1.0
            return math.copysign(weight, apart), f"{(other if apart > 0 else one).named} was published earlier"
    if one.there == other.there:
        return _SILENT
    weight, why = _by_presence(*((one, other) if one.there < other.there else (other, one)))
    return (weight if other.there < one.there else -weight), why


def _between(one: Out, other: Out) -> float:
    """Seconds by which one came out after the other; 0 where that cannot be told: a day without an hour is a day of any zone."""
    if one.hour and other.hour:
        return (one.at - other.at).total_seconds()
    if one.hour is other.hour:
        return (one.day - other.day).days * 86400.0
    if other.hour:
        return -_between(other, one)
    began, over = other.at - _ZONES, other.at + timedelta(days=1) + _ZONES
    return 0.0 if began <= one.at < over else (one.at - other.at).total_seconds()


def _by_presence(first: Telling, second: Telling) -> Evidence:
    """How much it says that the first is known to have been there before the second is: little if nobody watched for them."""
    out = second.published
    if out is not None and first.there < (out.at if out.hour else out.at - _ZONES):
        return 2.5, f"{first.named} was there before the other was published"
    how = "was published before the other was seen" if first.there < first.story.first_seen else "was seen first"
    watched = first.story.watched and second.story.watched
    new = (second.there - first.story.first_seen).total_seconds() > _SOON
    return 1.2 if watched and new else 0.6, f"{first.named} {how}"


def _by_misreading(one: Telling, other: Telling, _: Overlap) -> Evidence:
    apart = one.words.misread - other.words.misread
    if abs(apart) < 3:
        return _SILENT
    return math.copysign(1.5, apart), f"{(one if apart > 0 else other).named} has misread letters"


def _by_cut(one: Telling, other: Telling, overlap: Overlap) -> Evidence:
    """A story whose last words go on in the other was trimmed from it."""
    if not overlap.carried:
        return _SILENT
    last = max(overlap.carried, key=lambda s: s.end)
    mine, theirs = len(one.words) - last.end, len(other.words) - last.there_end
    if overlap.share > 0.9 and mine < 8 < theirs // 3:
        return 0.5, f"{one.named} ends where the other goes on"
    if overlap.held > 0.9 and theirs < 8 < mine // 3:
        return -0.5, f"{other.named} ends where the other goes on"
    return _SILENT


EVIDENCE: tuple[Callable[[Telling, Telling, Overlap], Evidence], ...] = (
    _by_canonical,
    _by_credit,
    _by_agency,
    _by_time,
    _by_misreading,
    _by_cut,
)


def leaning(one: Telling, other: Telling, overlap: Overlap) -> Leaning:
    """Whether `one` leans on `other`, weighing all that is known of both.

    With nothing known the order of the ids decides, at a score of 0.5, so that the answer for (a, b) is that for (b, a).
    """
    found = [e for weigh in EVIDENCE if (e := weigh(one, other, overlap))[0]]
    total = sum([weight for weight, _ in found])
    leans = total > 0 or (total == 0 and one.story.id > other.story.id)
    for_it = sorted((e for e in found if (e[0] > 0) == leans), key=lambda e: -abs(e[0]))
    against = [why for weight, why in found if (weight > 0) != leans]
    reason = "; ".join(why for _, why in for_it) or "nothing tells which was first"
    score = 1 / (1 + math.exp(-abs(total)))
    doubt = f"; {UNSURE}" if score < SURE else ""
    return Leaning(leans, score, reason + (f"; yet {'; '.join(against)}" if against else "") + doubt)
