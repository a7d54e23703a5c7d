"""Place names of a text: the place each means, how exactly it is known, and whether it stands for a government or a people."""

from __future__ import annotations

from purport.gazetteer import Gazetteer, Site, loaded
from purport.read.parse import Parse
from purport.read.places import weights as trained
from purport.read.places.arabic import arabic_places
from purport.read.places.candidates import Mention, candidates
from purport.read.places.judging import chosen, judged
from purport.read.places.resolve import Choice, choices
from purport.read.places.roles import role_of
from purport.records import PlaceMark, Role, Span


def places(parse: Parse, known: Gazetteer | None = None) -> tuple[PlaceMark, ...]:
    """The places and peoples that a text names, in order, none overlapping another; by the gazetteer `known`, else the small one.

    A name that could mean several places of like weight, or that the gazetteer does not know, is marked without id, position
    and precision.

    Raises:
        ModelError: if the weights are missing or altered.
    """
    known = known or loaded()
    if not parse.words:
        return tuple(_plain_mark(parse, span, site) for span, site in arabic_places(parse.text, known))
    weights = trained.loaded()
    found = chosen(judged(parse, candidates(parse, known), weights), weights.manifest.least)
    meant = choices(parse, [one for _, one in found], weights, known)
    return tuple(_mark(parse, one, likely, choice) for (likely, one), choice in zip(found, meant, strict=True))


def _mark(parse: Parse, mention: Mention, likely: float, chosen: Choice) -> PlaceMark:
    site, text = chosen.site, mention.span.of(parse.text)
    return PlaceMark(
        span=mention.span,
        text=text,
        name=site.name if site else text,
        geonameid=site.geonameid if site else None,
        lat=site.lat if site else None,
        lon=site.lon if site else None,
        precision=site.precision if site else None,
        role=role_of(parse, mention, site),
        score=round(likely * chosen.score if site else likely, 2),
        reason=chosen.reason,
        radius_km=site.radius_km if site else None,
    )


def _plain_mark(parse: Parse, span: Span, site: Site) -> PlaceMark:
    """A mark of a name found without a parse: whether a government is meant cannot be told, so it is taken for the place."""
    reason = "an Arabic name of the gazetteer"
    where = (site.geonameid, site.lat, site.lon, site.precision)
    return PlaceMark(span, span.of(parse.text), site.name, *where, Role.LITERAL, 0.7, reason, site.radius_km)
