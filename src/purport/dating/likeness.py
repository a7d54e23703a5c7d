"""When texts with the same rare words were written: weak evidence for when this one was.

The days of dated occurrences that share rare words with a text are added up, each weighed by how rare the shared words are and
spread over the days round it. A nearest-neighbour form of temporal language models (de Jong, Rode and Hiemstra, *Temporal
Language Models for the Disclosure of Historical Text*, 2005; Kumar, Lease and Baldridge, *Supervised Language Modeling for
Temporal Resolution of Texts*, CIKM 2011).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from purport.dating.matching import Shelf, story
from purport.records import Clue, ClueKind

WORDS = 30
"""The rarest words of a text that are looked for."""
LEAST = 50
"""Stories that must be known before likeness says anything."""
NEIGHBOURS = 300
"""The most alike that count."""
SHARPNESS = 0.6
"""How much more a neighbour counts for each unit of rarity that it shares."""
SPREAD = ((2.0, 0.3), (16.0, 0.3), (80.0, 0.25), (300.0, 0.15))
"""Over how many mean gaps between dated texts, on either side, a neighbour's weight is spread, and the share of each: where few
texts are known, the nearest says less of the day.
"""
CAP = 9.0
"""Likeness beyond which a neighbour counts no more: one alone must not decide."""
LONGEST = 20_000.0
"""Days that any weight is spread at most."""
FLOOR = 0.03
"""The part of the whole that every day has alike."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A dated occurrence that is like the text: its days, how much it shares, and which words; `gap`: days between known texts."""

    first: date
    last: date
    likeness: float
    words: tuple[str, ...]
    gap: float


def neighbours(stems: Iterable[str], shelf: Shelf, besides: frozenset[str] = frozenset()) -> list[Neighbour]:
    """The occurrences that share the text's rarest words, most alike first, one for each story; none where too few stories are
    known for their likeness to say anything.
    """
    if shelf.stories < LEAST:
        return []
    most = max(LEAST, len(shelf) // 20)
    known = sorted(((shelf.rarity(word), word) for word in stems if len(shelf.holding(word)) <= most), reverse=True)
    rare = [(weight, word) for weight, word in known if weight > 0][:WORDS]
    found: dict[int, list[tuple[float, str]]] = {}
    for weight, word in rare:
        for i in shelf.holding(word):
            found.setdefault(i, []).append((weight, word))
    near: dict[str, Neighbour] = {}
    for i, shared in found.items():
        one = shelf.entry(i)
        if one.occurrence.origin in besides:
            continue
        likeness, words = sum(weight for weight, _ in shared), tuple(word for _, word in shared)
        whole = Neighbour(one.first, one.last, likeness, words, shelf.gap)
        held = near.get(story(one.occurrence))
        if held is None or (whole.likeness, held.first) > (held.likeness, whole.first):
            near[story(one.occurrence)] = whole
    return sorted(near.values(), key=lambda n: (-n.likeness, n.first))[:NEIGHBOURS]


def profile(near: Sequence[Neighbour], low: date, high: date) -> list[float]:
    """How likely each day from `low` to `high` is by the neighbours, adding up to 1; all alike where there are none."""
    days = (high - low).days + 1
    steps = [0.0] * (days + 1)
    total = 0.0
    for one in near:
        weight = math.expm1(SHARPNESS * min(one.likeness, CAP))
        total += weight
        for gaps, share in SPREAD:
            width = round(min(max(gaps * one.gap, 3.0), LONGEST))
            _box(steps, ((one.first - low).days - width, (one.last - low).days + width), weight * share)
    if not total:
        return [1 / days] * days
    made = list(accumulate(steps[:-1]))
    whole = sum(made)
    level = FLOOR / days
    return [(1 - FLOOR) * day / whole + level for day in made] if whole else [1 / days] * days


def _box(steps: list[float], span: tuple[int, int], weight: float) -> None:
    """Spread a weight evenly over days, as a difference to be added up; what falls outside is lost."""
    low, high = span
    each = weight / (high - low + 1)
    if high < 0 or low >= len(steps) - 1:
        return
    steps[max(0, low)] += each
    steps[min(high + 1, len(steps) - 1)] -= each


def likeness_clue(near: Sequence[Neighbour]) -> Clue | None:
    """What to show of the neighbours: the days of the five most alike, and the words they share. None if there are none."""
    best = near[:5]
    if not best:
        return None
    words = list(dict.fromkeys(word for one in best for word in one.words))[:6]
    first, last = min(one.first for one in best), max(one.last for one in best)
    reason = f"{len(near)} dated entries share rare words ({', '.join(words)}); the most alike lie here"
    return Clue(ClueKind.LIKENESS, str(first), str(last), False, 1.0, None, "", reason)
