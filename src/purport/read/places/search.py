"""A place by its name alone, as an event list or a form has it: "Tall Afar town", in a country and perhaps a province."""

from __future__ import annotations

import re
from collections.abc import Iterator

from purport.gazetteer import Gazetteer, How, Kind, Sense, Site, distance, key
from purport.gazetteer.keys import untyped

_ASIDE = re.compile(r"\s*[(\[].*?[)\]]\s*|\s+(?:and|&)\s+.*$|/.*$")
_FACILITY = re.compile(
    r"\b(?:international|military|air|army|refugee|gas|oil|power|main|central|border|air ?base|airport|airfield|base|camp|dam|"
    r"field|suburbs?|outskirts|bridge|crossing|junction|checkpoint|hospital|prison|university|road|highway|complex|station|"
    r"plant|refinery|countryside|mountains?|valley|quarter|street|market)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|outside|around|north|south|east|west|northeast|northwest|southeast|southwest|of|the)\b", re.IGNORECASE
)


def found_by_name(places: Gazetteer, name: str, country: str, province: str = "") -> Site | None:
    """The place of that name in a country (ISO 3166-1 alpha-2), in the province if one is told; else the province; else None.

    Names are tried as they are, without the word for their kind, then by their sound.
    """
    held = _province(places, country, province) if province else None
    for form in forms(name):
        senses = [sense for sense in places.senses(form) if sense.site.country == country and sense.how is not How.CODE]
        found = _best(senses, held) or _best([s for s in places.sounding(form) if s.site.country == country], held)
        if found is not None:
            return found
    return held


def forms(name: str) -> Iterator[str]:
    """The name, and what is left of it without asides, directions and the word for its kind.

    >>> list(forms("Tall Afar town (west of Mosul)"))
    ['Tall Afar town (west of Mosul)', 'Tall Afar town', 'tall afar']
    """
    whole = " ".join(name.split())
    plain = _ASIDE.sub("", whole).strip() or whole
    bare = untyped(key(_NEAR.sub(" ", plain)))
    town = untyped(key(_FACILITY.sub(" ", bare)))
    yield from dict.fromkeys(form for form in (whole, plain, bare, town) if form)


def _province(places: Gazetteer, country: str, province: str) -> Site | None:
    """The division of that name, by letters or sound."""
    for form in forms(province):
        senses = (*places.senses(form), *places.sounding(form))
        found = [s for s in senses if s.site.country == country and s.site.kind is Kind.FIRST]
        if found:
            return max(found, key=lambda sense: sense.likeness).site
    return None


def _best(senses: list[Sense], held: Site | None) -> Site | None:
    """The likest one in the province, settlements before what lies round them, then the most people."""
    near = [sense for sense in senses if held is None or _within(sense.site, held)]
    return min(near, key=_rank).site if near else None


def _within(site: Site, held: Site) -> bool:
    """Whether a place lies in a province by its code, or by its distance where the codes differ."""
    if held.number == site.number or held.holds(site):
        return True
    away = distance(held, site)
    return away is not None and held.radius_km is not None and away <= held.radius_km


def _rank(sense: Sense) -> tuple[float, bool, int]:
    return -sense.likeness, sense.site.kind not in (Kind.TOWN, Kind.SPOT), sense.site.number
