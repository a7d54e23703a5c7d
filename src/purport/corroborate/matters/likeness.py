"""How alike two tellings are: one feature after another, each with what it adds and its reason, and what they come to.

The method is that of record linkage (Fellegi and Sunter, *A Theory for Record Linkage*, 1969): each agreement or disagreement adds
a weight, and two thresholds leave an unsure middle. Words and names are weighed by how rare they are (Sparck Jones 1972). Weights
are set by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from purport.corroborate.matters.nearness import apart, days_between, together
from purport.corroborate.matters.releases import TAPES
from purport.corroborate.matters.words import same_name
from purport.records.days import Days, days
from purport.records.matters import Alike, Likeness, Region, Sort, Telling
from purport.records.names import Action

SAME = 0.6
"""From this score on two tellings are of one event or release."""
APART = 0.35
"""Below it they are not; between the two is unsure."""
RELATED = 0.5
"""How much a follow-up and what it follows must have to do with each other."""
RARE = 0.45
"""How rare a word or name must be to count for that."""
SLACK = 1
"""Days that two days told for one event may lie apart: clocks, and "overnight"."""
SPREAD = 3
"""Days over which the press tells of one thing as new."""
_BASE = -0.6
_FEW = 1.5
"""Weight that every set of words is taken to hold beside its own, so that two words in common of three say little."""

Rarity = Callable[[str], float]
"""How much a word tells, 0 (everywhere) to 1 (nowhere else)."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What one comparison adds (log odds) and why; an empty reason is not told."""

    weight: float
    reason: str


def likeness(one: Telling, other: Telling, rarity: Rarity) -> Likeness:
    """How alike two tellings of different stories are.

    Of the two that whose story came out first stands first; of a follow-up that which it follows.
    """
    first, second = sorted((one, other), key=lambda t: (t.published or "9999", t.id))
    features = list(_features(first, second, rarity))
    score = round(1 / (1 + math.exp(-(_BASE + sum(f.weight for f in features)))), 3)
    reasons = tuple(f.reason for f in features if f.reason)
    verdict = _verdict(first, second, score, reasons, rarity)
    if verdict[0] is Alike.FOLLOW_UP and first.aftermath:
        first, second = second, first
    return Likeness(first.id, second.id, *verdict)


def _verdict(
    first: Telling, second: Telling, score: float, reasons: tuple[str, ...], rarity: Rarity
) -> tuple[Alike, float, tuple[str, ...]]:
    follows = _follows(first, second) if not _same_act_and_day(first, second) else None
    if follows is not None:
        near = related(first, second, rarity) if _ahead(first, second) else 0.0
        return (Alike.FOLLOW_UP if near >= RELATED else Alike.DIFFERENT), round(near * APART, 3), (*reasons, follows)
    if score >= SAME:
        return (Alike.SAME_EVENT if first.sort is Sort.EVENT else Alike.SAME_RELEASE), score, reasons
    return (Alike.UNSURE if score >= APART else Alike.DIFFERENT), score, reasons


def related(first: Telling, second: Telling, rarity: Rarity) -> float:
    """How much two tellings that are not of one event have to do with each other, 0 to 1: by the rarity of what they share.

    Days and acts do not count, since a funeral is another act of another day. Without a name or place in common it is 0.
    """
    names = {name for name in first.names & second.names if rarity(name) >= RARE}
    if not names and not any(together(a, b) for a in first.places for b in second.places):
        return 0.0
    words = {word for word in first.words & second.words if rarity(word) >= RARE}
    return 1 - math.exp(-sum(rarity(word) ** 2 for word in names | words))


def _same_act_and_day(first: Telling, second: Telling) -> bool:
    """Whether both tell of one act and one day: two stories of the arrest are no follow-ups of each other.

    A story of the funeral names no act of its own but the attack.
    """
    if first.action is Action.ASSAULT:
        return False
    (one, told), (other, also) = bounds(first), bounds(second)
    if not (told and also) or one is None or other is None:
        return False
    return first.action is second.action and first.mode == second.mode and days_between(one, other) == 0


def _follows(first: Telling, second: Telling) -> str | None:
    """Why one is not of the event of the other but comes after it, in words; None if nothing says so."""
    if first.sort is not second.sort or first.sort is Sort.RELEASE or bool(first.aftermath) is bool(second.aftermath):
        return None
    return f"follow-up: “{first.aftermath or second.aftermath}”"


def _ahead(first: Telling, second: Telling) -> bool:
    """Whether what comes after lies indeed not before."""
    later, earlier = (first, second) if first.aftermath else (second, first)
    (one, _), (other, _) = bounds(earlier), bounds(later)
    return one is None or other is None or one.first is None or other.last is None or one.first <= other.last


def _features(first: Telling, second: Telling, rarity: Rarity) -> Iterator[Feature]:
    if first.sort is not second.sort:
        yield Feature(-8.0, "one is a release, the other an event")
    yield _day(first, second)
    yield _words(first, second, rarity)
    yield _names(first, second, rarity)
    if first.sort is Sort.RELEASE:
        yield _speaker(first, second)
        return
    yield _place(first, second)
    yield _act(first, second)
    yield _all_three(first, second)
    yield _actor(first, second)
    yield from _numbers(first, second)


class Dated(Protocol):
    """What has days of its own, and came out."""

    @property
    def days(self) -> str | None:
        """EDTF, when it was, by its own words."""

    @property
    def published(self) -> str | None:
        """EDTF, when it came out."""


def bounds(one: Dated) -> tuple[Days | None, bool]:
    """The days on which it may have been, and whether its own words say so; else it was in the days before it came out."""
    own = days(one.days)
    if own is not None and own.first is not None and own.last is not None:
        return own, True
    return days(one.published), False


def _day(first: Telling, second: Telling) -> Feature:
    (one, told), (other, also) = bounds(first), bounds(second)
    if one is None or other is None:
        return Feature(0.0, "")
    gap = days_between(one, other)
    if told and also:
        return _told_days(one, other, gap)
    late = max(0, gap - SPREAD)
    return Feature(
        max(-6.0, -0.5 * late) if late else 0.3, f"published {gap} days apart" if late else "published in the same days"
    )


def _told_days(one: Days, other: Days, gap: int) -> Feature:
    if gap == 0:
        exact = one.exact and other.exact
        return Feature(1.2 if exact else 0.6, f"same day: {one.first}" if exact else "their days overlap")
    if gap <= SLACK:
        return Feature(-1.0, f"days next to each other: {one.last} and {other.first}")
    return Feature(-3.5 - 0.5 * min(gap, 10), f"{gap} days apart")


def _place(first: Telling, second: Telling) -> Feature:
    if not first.places or not second.places:
        return Feature(0.0, "")
    reasons = (told for a in first.places for b in second.places if (told := together(a, b)))
    if reason := next(reasons, None):
        return Feature(0.8, reason)
    named = any(set(place.name.split()) & other for place, other in _sides(first, second))
    if not named and all(apart(a, b) for a in first.places for b in second.places):
        return Feature(-1.2, f"other places: {first.places[0].name} and {second.places[0].name}")
    return Feature(0.0, "")


def _sides(first: Telling, second: Telling) -> Iterator[tuple[Region, frozenset[str]]]:
    """Each place of the one with the names of the other."""
    yield from ((place, second.names) for place in first.places)
    yield from ((place, first.names) for place in second.places)


def shared(one: Collection[str], other: Collection[str], rarity: Rarity) -> float:
    """The cosine of two sets of words, each weighed by the square of its rarity, less where there are few; 0 where one has none."""
    both = sum(rarity(word) ** 2 for word in set(one) & set(other))
    norm = (_FEW + sum(rarity(word) ** 2 for word in one)) * (_FEW + sum(rarity(word) ** 2 for word in other))
    return both / math.sqrt(norm)


def _rarest(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> list[str]:
    return sorted(one & other, key=lambda word: (-rarity(word), word))[:5]


def _words(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    found = shared(first.words - first.names, second.words - second.names, rarity)
    told = ", ".join(_rarest(first.words - first.names, second.words - second.names, rarity))
    return Feature(min(3.5, 8.0 * (found - 0.15)), f"words in both: {told}" if told else "no telling word in both")


def _names(first: Telling, second: Telling, rarity: Rarity) -> Feature:
    if not first.names or not second.names:
        return Feature(0.0, "")
    found = _rarest(first.names, second.names, rarity)
    if not found:
        return Feature(-2.5 if min(len(first.names), len(second.names)) > 1 else -1.0, "no name in both")
    share = shared(first.names, second.names, rarity)
    return Feature(min(2.5, 4.0 * (share - 0.2)), f"both name {', '.join(found)}")


def _speaker(first: Telling, second: Telling) -> Feature:
    if not first.speaker or not second.speaker:
        return Feature(-0.5, "one names no speaker")
    if same_name(first.speaker, second.speaker):
        return Feature(2.2, f"same speaker: {second.speaker}")
    mentioned = set(first.speaker.split()) <= second.names or set(second.speaker.split()) <= first.names
    return Feature(-2.0 if mentioned else -6.0, f"other speakers: {first.speaker} and {second.speaker}")


def _act(first: Telling, second: Telling) -> Feature:
    if first.action is None or second.action is None:
        return Feature(0.0, "")
    if first.action is not second.action:
        return Feature(-0.5, f"other acts: {first.action} and {second.action}")
    if first.mode and first.mode == second.mode:
        return Feature(0.7, f"same act: {first.action} ({first.mode})")
    return Feature(0.3, f"same act: {first.action}")


def _all_three(first: Telling, second: Telling) -> Feature:
    """Act, place and day together say more than each alone."""
    (one, told), (other, also) = bounds(first), bounds(second)
    same_day = told and also and one == other and one is not None and one.exact
    same_act = first.action is not None and first.action is second.action
    same_place = any(together(a, b) for a in first.places for b in second.places)
    return Feature(0.8 if same_day and same_act and same_place else 0.0, "")


def named(one: Telling) -> frozenset[str]:
    """The keys of actors who are somebody in particular."""
    return frozenset(stance.actor for stance in one.stances if stance.actor)


def _actor(first: Telling, second: Telling) -> Feature:
    one, other = named(first), named(second)
    if not one or not other:
        return Feature(0.0, "")
    both = sorted(a for a in one if any(same_name(a, b) for b in other))
    if both:
        return Feature(0.6, f"same actor: {both[0]}")
    return Feature(-0.2, f"other actors: {min(one)} and {min(other)}")


def _numbers(first: Telling, second: Telling) -> Iterator[Feature]:
    for toll in dict.fromkeys(count.toll for count in first.counts):
        mine = [count for count in first.counts if count.toll is toll]
        theirs = [count for count in second.counts if count.toll is toll]
        if not theirs:
            continue
        told = f"{mine[0].words.lower()} and {theirs[0].words.lower()} {toll}"
        if any(a.agrees(b) for a in mine for b in theirs):
            exact = any((a.least, a.most) == (b.least, b.most) for a in mine for b in theirs)
            yield Feature(0.8 if exact else 0.3, told)
        else:
            near = any(_near(a.least, b.least) for a in mine for b in theirs)
            yield Feature(-0.2 if near else -0.9, told)


def _near(one: int, other: int) -> bool:
    """Whether two numbers may be the counts of one growing toll: at most half as many again, or three more."""
    low, high = sorted((one, other))
    return high <= max(1.6 * low, low + 3)


def is_tape(one: Telling) -> bool:
    """Whether it is the telling of a recording."""
    return one.sort is Sort.RELEASE and any(carrier in TAPES for carrier in one.carriers)
