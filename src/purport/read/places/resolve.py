"""Which place each name means: by a linear model over :mod:`.ranking`, counted twice, or none where no place is likely enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from purport.gazetteer import Gazetteer, How, Kind, Site, distance
from purport.read.parse import Parse
from purport.read.places.alikes import Alike, heard
from purport.read.places.candidates import Mention
from purport.read.places.ranking import NAMES, Floats, Setting, evidence, prior, shares_of, table
from purport.read.places.weights import Weights

BY_NAME = "place known by name only"
NEAR_KM = 25.0
"""Places so near each other count as one when it is asked whether any is likely enough: a town and the district round it."""
HEAD = 150
"""Characters at the start of a text in which a first name may be the dateline."""
_WORDS = {
    "people": "the one with most people",
    "largest": "the one with most people",
    "share of people": "the one with most people",
    "order": "the one with most people",
    "country": "the country of that name",
    "capital": "the seat of government of that name",
    "main name": "that is its own name",
    "country named": "in a country that the text names",
    "country share": "in a country that the text names",
    "country most": "in the country that the text names most",
    "town of the country": "in a country that the text names",
    "second of the country": "in a country that the text names",
    "division named": "in a province or state that the text names",
    "division share": "in a province or state that the text names",
    "district share": "in a district that the text names",
    "held by the next": "in the place named directly behind it",
    "held by the one before": "in the place named directly before it",
    "holds the one before": "the place named before lies in it",
    "near 25": "near other places that the text names",
    "near 100": "near other places that the text names",
    "near 400": "near other places that the text names",
    "in the dateline's country": "in the country of the dateline",
    "in the dateline's division": "in the province or state of the dateline",
    "second with its word": "the text calls it a county or district",
    "first with its word": "the text calls it a province or state",
    "town with a word for it": "the text speaks of a town",
    "code": "an abbreviation of it",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A place with how sure it is (0 to 1) and why; None with the reason if there is none that is likely enough."""

    site: Site | None
    score: float
    reason: str


def choices(parse: Parse, mentions: Sequence[Mention], weights: Weights, places: Gazetteer) -> list[Choice]:
    """What each of the names of a text means, all seen together."""
    seen = evidence(mentions, [prior(one) for one in mentions])
    alikes = [heard(parse, one, about, places) for one, about in zip(mentions, seen, strict=True)]
    mentions = [one.mention for one in alikes]
    shares: Sequence[Floats] = [prior(one) for one in mentions]
    tables: list[Floats] = []
    for count in (weights.first, weights.second):
        made: dict[tuple[str, ...], Floats] = {}
        tables = []
        for one, place in zip(mentions, settings(parse, mentions, shares), strict=True):
            same = _likes(parse, one, place)
            if same not in made:
                made[same] = table(parse, one, place)
            tables.append(made[same])
        shares = [shares_of(rows @ count) for rows in tables]
    return [
        _in_doubt(one) if one.others else _choice(one.mention, rows, share, weights)
        for one, rows, share in zip(alikes, tables, shares, strict=True)
    ]


def _likes(parse: Parse, mention: Mention, place: Setting) -> tuple[str, ...]:
    """What two mentions of a text must share to have the same features: a name that stands there a thousand times is
    weighed once.
    """
    first, last = mention.words[0].i, mention.words[-1].i
    beside = (parse.words[i].lower if 0 <= i < len(parse.words) else "" for i in (first - 1, last + 1))
    names = (one.span.of(parse.text) if one is not None else "" for one in (place.before, mention, place.nxt))
    return (*names, *beside)


def settings(parse: Parse, mentions: Sequence[Mention], shares: Sequence[Floats]) -> list[Setting]:
    """What stands round each mention."""
    home = None
    if mentions and mentions[0].senses and mentions[0].span.start < HEAD:
        home = mentions[0].senses[int(np.argmax(shares[0]))].site
    beside = [_beside(parse, a, b) for a, b in pairwise(mentions)]
    out = []
    for n, seen in enumerate(evidence(mentions, shares)):
        nxt = mentions[n + 1] if n < len(beside) and beside[n] else None
        before = mentions[n - 1] if n and beside[n - 1] else None
        out.append(Setting(seen, nxt, before, home, seen.most()))
    return out


def _beside(parse: Parse, one: Mention, other: Mention) -> bool:
    """Whether two names are parted by a comma or a bracket alone."""
    gap = parse.text[one.span.end : other.span.start]
    return len(gap) < 4 and gap.strip() in (",", "(")


def _choice(mention: Mention, rows: Floats, shares: Floats, weights: Weights) -> Choice:
    if mention.people is not None:
        return Choice(mention.people, 0.97, f"what belongs to {mention.people.name} is called so")
    if not mention.senses:
        return Choice(None, 0.0, BY_NAME)
    order = np.argsort(-shares, kind="stable")
    best = mention.senses[order[0]].site
    near = sum(float(shares[n]) for n in order if _one_place(best, mention.senses[n].site))
    if near < weights.manifest.least_share:
        other = mention.senses[order[1]].site if len(order) > 1 else best
        return Choice(
            None, float(shares[order[0]]), f"{BY_NAME}: {_told(best)} or {_told(other)}, neither likely enough"
        )
    rival = rows[order[1]] if len(order) > 1 else np.zeros(rows.shape[1])
    sense = mention.senses[order[0]]
    why = "sounds like it, " if sense.how is How.SOUND else ""
    score = float(shares[order[0]]) * (sense.likeness if sense.how is How.SOUND else 1.0)
    return Choice(best, score, why + _why(weights.second * (rows[order[0]] - rival), rows[order[0]]))


def _in_doubt(alike: Alike) -> Choice:
    """No place: a small one has the very spelling, a large one sounds like it, and the text speaks of neither country."""
    exact, other = _told(alike.mention.senses[0].site), _told(alike.others[0].site)
    return Choice(None, 0.5, f"{BY_NAME}: {exact}, or {other} that sounds like it; the text speaks of neither country")


def _one_place(best: Site, other: Site) -> bool:
    away = distance(best, other)
    return best.number == other.number or (away is not None and away <= NEAR_KM)


def _told(site: Site) -> str:
    return f"{site.name} in {site.country}" if site.country and site.kind is not Kind.COUNTRY else site.name


def _why(worth: Floats, best: Floats) -> str:
    """The two strongest reasons that the model had, in words; the name behind the comma before all others."""
    strongest = [NAMES[n] for n in np.argsort(-worth, kind="stable") if worth[n] > 0.05]
    if best[NAMES.index("held by the next")]:
        strongest.insert(0, "held by the next")
    told = dict.fromkeys(_WORDS[name] for name in strongest if name in _WORDS)
    return ", ".join(list(told)[:2]) or "the only place of that name"
