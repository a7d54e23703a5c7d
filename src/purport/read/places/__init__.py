"""Place names of a text: the place each means, how exactly it is known, and whether it stands for a government or a people."""

from __future__ import annotations

from purport.read.parse import Parse
from purport.read.places.arabic import arabic_places
from purport.read.places.gazetteer import Site, loaded
from purport.read.places.mentions import Mention, mentions
from purport.read.places.resolve import Choice, choice, surroundings
from purport.records import PlaceMark, Precision, Role, Span

_DEEDS = (
    "say tell announce warn accuse deny reject agree sign insist vow threaten urge call demand claim condemn "
    "criticise criticize blame welcome want believe consider impose lift support back oppose recognise recognize "
    "recall expel negotiate promise pledge send deploy seek ask offer refuse decide plan hope fear suspect express "
    "protest invite retaliate respond"
)
_VERBS = frozenset(_DEEDS.split())


def places(parse: Parse) -> tuple[PlaceMark, ...]:
    """The places and peoples that a text names, in order, none overlapping another.

    A name that could mean several places of like weight, or that the gazetteer does not know, is marked without id, position
    and precision.
    """
    known = loaded()
    if not parse.words:
        return tuple(_plain_mark(parse, span, site) for span, site in arabic_places(parse.text, known))
    found = mentions(parse, known)
    around = surroundings(found)
    return tuple(_mark(parse, one, choice(one, around, _holder(parse, found, i), known)) for i, one in enumerate(found))


def _holder(parse: Parse, found: list[Mention], i: int) -> Mention | None:
    """The name directly behind, after a comma or in brackets."""
    if i + 1 >= len(found):
        return None
    gap = parse.text[found[i].span.end : found[i + 1].span.start]
    return found[i + 1] if gap.strip() in (",", "(", "in") and len(gap) < 5 else None


def _mark(parse: Parse, mention: Mention, chosen: Choice) -> PlaceMark:
    site, text = chosen.site, mention.span.of(parse.text)
    role = Role.DEMONYM if mention.people else Role.METONYM if _speaks(parse, mention, chosen) else Role.LITERAL
    return PlaceMark(
        span=mention.span,
        text=text,
        name=site.name if site else text,
        geonameid=site.geonameid if site else None,
        lat=site.lat if site else None,
        lon=site.lon if site else None,
        precision=site.precision if site else None,
        role=role,
        score=chosen.score,
        reason=chosen.reason,
    )


def _plain_mark(parse: Parse, span: Span, site: Site) -> PlaceMark:
    """A mark of a name found without a parse: whether a government is meant cannot be told, so it is taken for the place."""
    reason = "an Arabic name of the gazetteer"
    where = (site.geonameid, site.lat, site.lon, site.precision)
    return PlaceMark(span, span.of(parse.text), site.name, *where, Role.LITERAL, 0.7, reason)


def _speaks(parse: Parse, mention: Mention, chosen: Choice) -> bool:
    """Whether a country or its seat acts like a government: as subject of a verb of speech or politics."""
    site = chosen.site
    if site is None or not (site.precision is Precision.COUNTRY or site.capital):
        return False
    head = next((w for w in mention.words if parse.head_of(w) not in mention.words), mention.words[-1])
    if head.dep == "conj" and parse.head_of(head).dep == "nsubj":
        head = parse.head_of(head)
    verb = parse.head_of(head)
    return head.dep == "nsubj" and verb.pos == "VERB" and verb.lemma in _VERBS
