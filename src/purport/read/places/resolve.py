"""Which place a name means: the country of that name, else the seat of government, else the place in a country that the text
names as well, else the one with most people. Where two come close, none is chosen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from purport.read.places.gazetteer import Gazetteer, Site
from purport.read.places.mentions import Mention
from purport.records import Precision

_COUNTRY, _CAPITAL, _NAMED_COUNTRY, _NAMED_STATE, _NEXT_TO, _OWN_NAME, _REGION = 4.0, 1.5, 2.0, 1.5, 5.0, 0.7, 1.0
MARGIN = 0.25


@dataclass(frozen=True, slots=True)
class Choice:
    """A place with how sure it is (0 to 1) and why; None with the reason if there is none or two come too close."""

    site: Site | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else the text names: country codes, and states as (country, region)."""

    countries: frozenset[str]
    regions: frozenset[tuple[str, str]]


def surroundings(found: list[Mention]) -> Surroundings:
    """Countries and states that the mentions name beyond doubt."""
    countries, regions = set(), set()
    for mention in found:
        if mention.people:
            countries.add(mention.people.country)
        for site in mention.sites:
            if site.precision is Precision.COUNTRY or (site.capital and site.people > 200_000):
                countries.add(site.country)
            if site.precision is Precision.REGION and site.region:
                regions.add((site.country, site.region))
    return Surroundings(frozenset(countries), frozenset(regions))


def choice(mention: Mention, around: Surroundings, holder: Mention | None, places: Gazetteer) -> Choice:
    """The place meant. `holder` is the name that stands directly behind ("Paris, Texas"), None if there is none."""
    if mention.people:
        return Choice(mention.people, 0.9, f"what belongs to {mention.people.name} is called so")
    if not mention.sites:
        return Choice(None, 0.5, "place known by name only")
    ranked = sorted(
        ((_weight(site, mention, around, holder), site.geonameid, site) for site in mention.sites), reverse=True
    )
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    gap = best[0] - second[0] if second else 3.0
    if gap < MARGIN:
        return Choice(
            None,
            0.4,
            f"place known by name only: {best[2].name} could be in {best[2].country} or {ranked[1][2].country}",
        )
    return Choice(best[2], round(1 / (1 + math.exp(-gap)), 2), _why(best[2], around, holder))


def _weight(site: Site, mention: Mention, around: Surroundings, holder: Mention | None) -> float:
    weight = math.log10(site.people + 1)
    weight += _COUNTRY * (site.precision is Precision.COUNTRY) + _REGION * (site.precision is Precision.REGION)
    weight += _CAPITAL * site.capital + _NAMED_COUNTRY * (site.country in around.countries)
    weight += _NAMED_STATE * ((site.country, site.region) in around.regions and site.precision is Precision.SETTLEMENT)
    weight += _OWN_NAME * (site.name.lower() == " ".join(word.lower for word in mention.words))
    return weight + _NEXT_TO * (holder is not None and any(_holds(big, site) for big in holder.sites))


def _holds(big: Site, site: Site) -> bool:
    if big.geonameid == site.geonameid or site.precision is Precision.COUNTRY:
        return False
    if big.precision is Precision.COUNTRY:
        return big.country == site.country
    return big.precision is Precision.REGION and (big.country, big.region) == (site.country, site.region)


def _why(site: Site, around: Surroundings, holder: Mention | None) -> str:
    if site.precision is Precision.COUNTRY:
        return "the country of that name"
    if holder is not None and any(_holds(big, site) for big in holder.sites):
        return "the place in the one named directly behind it"
    if site.capital:
        return "the seat of government of that name"
    return "in a country that the text names" if site.country in around.countries else "the largest place of that name"
