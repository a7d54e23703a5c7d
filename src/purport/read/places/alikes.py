"""Small places of the very spelling, and larger ones whose name only sounds like it.

"Arbin" is a hamlet in France, and one of the ways to write Irbin in Syria. In a text on Syria the town is meant; in one that speaks
of neither country nobody can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.gazetteer import Gazetteer, How, Kind, Sense
from purport.read.parse import Parse
from purport.read.places.candidates import Mention
from purport.read.places.ranking import Evidence

SMALL = 5_000
"""People below which a place of the very spelling is small enough to be an accident."""
LARGER = 10
"""How many times more people a place that only sounds like it must have to stand beside it."""
SPOKEN_OF = 0.5
"""How much the other names of a text speak for a country of which it speaks."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A mention with what it may mean, and the larger places that only sound like it and lie elsewhere."""

    mention: Mention
    others: tuple[Sense, ...] = ()


def heard(parse: Parse, mention: Mention, seen: Evidence, places: Gazetteer) -> Alike:
    """The mention as a text of these countries means it.

    Places that only sound like it stay if the text speaks of their country. Where all places of the very spelling are small, the
    larger ones that sound like it are asked too.
    """
    exact = tuple(sense for sense in mention.senses if sense.how is not How.SOUND)
    alike = mention.senses if not exact else _larger(parse, mention, exact, places)
    near = tuple(sense for sense in alike if seen.of(sense.site.country) > SPOKEN_OF)
    told = any(seen.of(sense.site.country) > SPOKEN_OF for sense in exact)
    doubted = exact and not near and not told
    return Alike(replace(mention, senses=(*exact, *near)), alike if doubted else ())


def _larger(parse: Parse, mention: Mention, exact: Sequence[Sense], places: Gazetteer) -> tuple[Sense, ...]:
    most = max(sense.site.people for sense in exact)
    towns = all(sense.site.kind in (Kind.TOWN, Kind.SPOT) for sense in exact)
    if mention.people is not None or not towns or most >= SMALL:
        return ()
    held = {sense.site.number for sense in exact}
    least = max(most * LARGER, SMALL)
    return tuple(
        sense
        for sense in places.sounding(mention.span.of(parse.text))
        if sense.site.people >= least and sense.site.number not in held
    )
