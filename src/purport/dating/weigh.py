"""From clues to an interval: the hard ones bound it, the weak ones say where in it the date is likelier.

Bounds combine as in Allen's interval algebra (*Maintaining Knowledge about Temporal Intervals*, CACM 1983): not before the latest
lower bound, not after the earliest upper one. Where they contradict each other the interval is widened until it holds every
day that any of the conflicting clues would allow, and the conflict is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from purport.dating.lags import density
from purport.dating.likeness import Neighbour, profile
from purport.records import Clue, ClueKind

PROBABILITY = 0.95
"""What the likelier interval is made to hold."""
MASS = 0.97
"""How much of the reckoned likelihood it must hold for that, found on the tuning half of the bench."""
LONGEST = 365 * 70
"""Days that are weighed at most; before them nothing is reckoned likely."""
TOP = (ClueKind.CAPTURE, ClueKind.PUBLISHED)
"""Bounds that nothing in a text can move."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day, None where nothing bounds; the clues with those set aside marked; conflicts in words."""

    first: date | None
    last: date | None
    clues: tuple[Clue, ...]
    conflicts: tuple[str, ...]


def bounds(clues: Sequence[Clue]) -> Bounds:
    """What the hard clues leave.

    >>> from purport.records import Clue, ClueKind
    >>> early = Clue(ClueKind.EVENT, "2020-01-01", None, True, 1.0, None, "", "refers to it")
    >>> late = Clue(ClueKind.CAPTURE, None, "2021-01-01", True, 1.0, None, "", "was held then")
    >>> found = bounds([early, late])
    >>> str(found.first), str(found.last), found.conflicts
    ('2020-01-01', '2021-01-01', ())
    """
    top = min((_day(one.last) for one in clues if one.kind in TOP and one.last), default=None)
    kept, conflicts = _under(clues, top)
    lows = sorted({_day(one.first) for one in kept if one.used and one.hard and one.first})
    highs = sorted({_day(one.last) for one in kept if one.used and one.hard and one.last})
    if not lows or not highs or lows[-1] <= highs[0]:
        return Bounds(lows[-1] if lows else None, highs[0] if highs else None, tuple(kept), tuple(conflicts))
    first = max((low for low in lows if low <= highs[0]), default=None)
    last = min((high for high in highs if high >= lows[-1]), default=None)
    conflicts.append(_told(kept, lows[-1], highs[0]))
    return Bounds(first, last, tuple(kept), tuple(conflicts))


def _under(clues: Sequence[Clue], top: date | None) -> tuple[list[Clue], list[str]]:
    """Clues that would put the text after it was held are set aside: what they rest on cannot be so."""
    kept, conflicts = [], []
    for one in clues:
        late = top is not None and one.hard and one.first is not None and _day(one.first) > top
        kept.append(replace(one, used=False) if late else one)
        if late:
            conflicts.append(
                f"“{_short(one.words)}” speaks of {one.first}, after the text was held or published ({top}): set aside"
            )
    return kept, conflicts


def _told(clues: Sequence[Clue], low: date, high: date) -> str:
    early = next(one for one in clues if one.used and one.hard and one.first == str(low))
    late = next(one for one in clues if one.used and one.hard and one.last == str(high))
    return (
        f"not before {low} ({early.kind}: “{_short(early.words)}”) and not after {high} ({late.kind}: “{_short(late.words)}”) "
        "cannot both be: the interval is widened to hold both"
    )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _day(iso: str | None) -> date:
    assert iso is not None
    return date.fromisoformat(iso)


def likely(found: Bounds, near: Sequence[Neighbour], mass: float = MASS) -> tuple[date, date] | None:
    """The shortest run of days in the bounds that holds `mass` of the likelihood; None where nothing says more than the bounds."""
    low, high = _frame(found, near)
    if low is None or high is None or high <= low:
        return None
    weights = profile(near, low, high)
    bounding = [
        one for one in found.clues if one.used and one.hard and one.first == str(found.first) and one.kind not in TOP
    ]
    if bounding:
        scale = min(one.weight for one in bounding)
        weights = [weight * density(lag, scale) for lag, weight in enumerate(weights)]
    for one in found.clues:
        if one.used and not one.hard and one.kind is not ClueKind.LIKENESS:
            _tilt(weights, one, low)
    if not bounding and not near and not any(one.used and not one.hard for one in found.clues):
        return None
    first, last = shortest(weights, mass)
    return low + timedelta(days=first), low + timedelta(days=last)


def _frame(found: Bounds, near: Sequence[Neighbour]) -> tuple[date | None, date | None]:
    """The days that are weighed: between the bounds; without a lower one from some time before anything that speaks for a day."""
    high = found.last
    if high is None:
        return None, None
    days = [one.first for one in near] + [
        _day(one.first) for one in found.clues if one.used and not one.hard and one.first
    ]
    low = found.first
    if low is None and days:
        low = max(date.min, min(days) - timedelta(days=400)) if min(days) > date(2, 3, 1) else date.min
    if low is None:
        return None, None
    return max(low, high - timedelta(days=min(LONGEST, (high - date.min).days))), high


def _tilt(weights: list[float], one: Clue, low: date) -> None:
    first = 0 if one.first is None else (_day(one.first) - low).days
    last = len(weights) - 1 if one.last is None else (_day(one.last) - low).days
    for i in range(max(0, first), min(len(weights) - 1, last) + 1):
        weights[i] *= one.weight


def shortest(weights: Sequence[float], mass: float) -> tuple[int, int]:
    """First and last index of the shortest run that holds `mass` of the sum; the earliest of several. Time: linear.

    >>> shortest([0.0, 1.0, 6.0, 2.0, 1.0], 0.8)
    (2, 3)
    """
    sums = [0.0, *accumulate(weights)]
    wanted = mass * sums[-1] * (1 - 1e-12)
    if wanted <= 0:
        return 0, len(weights) - 1
    best, end = (0, len(weights) - 1), 0
    for start in range(len(weights)):
        while end < len(weights) and sums[end] - sums[start] < wanted:
            end += 1
        if sums[end] - sums[start] < wanted:
            break
        if end - 1 - start < best[1] - best[0]:
            best = (start, end - 1)
    return best
