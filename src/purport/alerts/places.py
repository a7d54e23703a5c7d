"""Places that a rule names, and whether a place of a text lies in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from purport.alerts.phrases import Folded, Phrase, phrase
from purport.gazetteer.sites import Kind, Site
from purport.records import PlaceMark

_FIRST = {Kind.COUNTRY: 0, Kind.AREA: 1}


class Known(Protocol):
    """The part of a gazetteer that is used."""

    def named(self, name: str) -> tuple[Site, ...]:
        """The places of this name, the most people first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place that a rule names: `told` as the rule has it; `site` what it is taken for, None where the gazetteer does not know it
    and its name alone counts; `names` what else it may be called.
    """

    told: str
    site: Site | None
    names: tuple[Phrase, ...]

    @property
    def meaning(self) -> str:
        """What it is taken for, in words."""
        site = self.site
        if site is None:
            return "not in the gazetteer: only its name counts"
        what = {Kind.COUNTRY: "the country", Kind.AREA: "a region without borders of its own: only its name counts"}
        kind = what.get(site.kind, f"{site.precision} in {site.country}")
        return f"{site.name}, {kind}"


class Atlas:
    """Resolves the places of rules and of texts with one gazetteer."""

    def __init__(self, known: Known | None) -> None:
        self._known = known
        self._site = lru_cache(20_000)(self._found)

    def wanted(self, told: str) -> Wanted:
        """The place that a rule names: a country first, then a region, then the one with the most people.

        ``Tripoli, Lebanon`` is the Tripoli that lies in Lebanon.
        """
        name, _, within = told.partition(",")
        found = self._named(name.strip())
        if within.strip():
            holders = self._named(within.strip())
            found = [one for one in found if any(holder.holds(one) for holder in holders)]
        site = min(found, key=lambda one: _FIRST.get(one.kind, 2), default=None)
        called = dict.fromkeys((name.strip(), *([site.name] if site else [])))
        return Wanted(told, site, tuple(phrase(one) for one in called))

    def _named(self, name: str) -> list[Site]:
        return [] if self._known is None else list(self._known.named(name))

    def _found(self, name: str, geonameid: int) -> Site | None:
        return next((site for site in self._named(name) if site.geonameid == geonameid), None)

    def site_of(self, mark: PlaceMark) -> Site | None:
        """The place of the gazetteer that a mark means."""
        return None if mark.geonameid is None else self._site(mark.name, mark.geonameid)


def lies_in(mark: PlaceMark, wanted: Wanted, atlas: Atlas) -> str | None:
    """Why a place of a text is, or lies in, the place that a rule names; None if it does not."""
    site = wanted.site
    if site is not None and mark.geonameid is not None:
        if mark.geonameid == site.geonameid:
            return f"place: {mark.text}" if mark.text == wanted.told else f"place: {mark.text} is {wanted.told}"
        other = atlas.site_of(mark)
        if other is not None:
            return f"place: {mark.text} lies in {wanted.told}" if site.holds(other) else None
        if site.geonameid is not None:
            return None
    return named_as((Folded(mark.text), Folded(mark.name)), wanted)


def named_as(names: tuple[Folded, ...], wanted: Wanted) -> str | None:
    """The reason where one of the names is the wanted place's."""
    hit = any(one.is_all_of(name) for name in names for one in wanted.names)
    return f"place: {wanted.told}, by its name" if hit else None
