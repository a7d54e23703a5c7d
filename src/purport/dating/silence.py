"""What a text does not speak of: a great event in a place that it names. Weak: shown, weighed little, never a bound."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from purport.dating.matching import Entry, Shelf
from purport.dating.mentions import Mention
from purport.records import Clue, ClueKind

GREAT = 100
"""Deaths from which an event is great, where its list does not say."""
LASTS = timedelta(days=60)
"""For so long everybody speaks of it."""
WEIGHT = 0.7
"""How much less likely those days are for a text that does not."""
SHOWN = 3


def silence_clues(stems: frozenset[str], found: Sequence[Mention], shelf: Shelf, besides: frozenset[str]) -> list[Clue]:
    """A weak clue for each of the greatest events in a place that the text names and of which it says nothing, at most three."""
    places = frozenset(name for mention in found for name in mention.places)
    silent = [
        one
        for one in shelf.great(GREAT)
        if one.occurrence.origin not in besides
        and one.places & places
        and not (one.title - {word for name in one.places for word in name.split()}) & stems
    ]
    return [_clue(one) for one in sorted(silent, key=lambda one: (-(one.occurrence.deaths or 0), one.first))[:SHOWN]]


def _clue(one: Entry) -> Clue:
    told = one.occurrence.title or f"{one.occurrence.action or 'event'} in {one.occurrence.place}"
    reason = f"names {one.occurrence.place} and says nothing of {told} ({one.first}), of which everybody spoke"
    return Clue(
        ClueKind.SILENCE,
        str(one.first),
        str(one.first + LASTS),
        False,
        WEIGHT,
        None,
        "",
        reason,
        f"{one.occurrence.origin}: {one.occurrence.id}",
    )
