"""What speaks for each place that a name can mean: numbers by feature, for a linear model (see :mod:`.weights`).

The evidence is that of the literature on toponym resolution: containment and co-mention (Leidner 2007), population, the
name behind the
comma, and places near those of the other names (Lieberman and Samet 2012). It is counted twice: first with what each name
most likely
means by itself, then with what the first count made of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from purport.gazetteer import How, Kind, Sense, Site
from purport.read.parse import Parse, Word
from purport.read.places.candidates import Mention

Floats = npt.NDArray[np.float64]

NAMES = (
    "people",
    "no people",
    "country",
    "first",
    "second",
    "town",
    "area",
    "spot",
    "capital",
    "capital alone",
    "main name",
    "other name",
    "stripped name",
    "code",
    "sound",
    "likeness",
    "largest",
    "largest of kind",
    "share of people",
    "order",
    "country named",
    "country share",
    "country most",
    "division named",
    "division share",
    "district share",
    "held by the next",
    "not held by the next",
    "held by the one before",
    "holds the one before",
    "near 25",
    "near 100",
    "near 400",
    "in the dateline's country",
    "in the dateline's division",
    "second with its word",
    "second without its word",
    "first with its word",
    "town with a word for it",
    "namesake inside",
    "inside a namesake",
    "division called like its town",
    "capitals",
    "only one",
    "own place",
    "town of the country",
    "second of the country",
)
_COLUMN = {name: n for n, name in enumerate(NAMES)}
_SECOND_WORDS = frozenset(("county", "parish", "district", "raion", "borough", "counties"))
_FIRST_WORDS = frozenset(("province", "governorate", "state", "oblast", "region", "prefecture"))
_TOWN_WORDS = frozenset(("city", "town", "village", "mayor", "police", "airport", "downtown", "residents", "area"))


MOST_POINTS = 60
"""Places that nearness is measured to, the likeliest first: enough for any story, and a list of a thousand towns stays quick."""

Codes = tuple[str, ...]
"""A country, with the codes of the divisions of first and second order where there are any."""


@dataclass(slots=True)
class Tally:
    """How much speaks for countries and divisions."""

    codes: dict[Codes, float] = field(default_factory=dict)
    total: float = 0.0

    def add(self, site: Site, share: float) -> None:
        """Counts a place that is meant with a probability of `share`, and all that it lies in."""
        self.total += share
        for codes in _within(site):
            self.codes[codes] = self.codes.get(codes, 0.0) + share


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the other names of a text speak for: what all speak for, less what the name itself does (`own`).

    `points` are places with how likely each is meant, and by which name.
    """

    name: str
    all: Tally
    own: Tally
    points: tuple[tuple[float, Site, str], ...]

    @property
    def total(self) -> float:
        """How much the other names speak for anything."""
        return max(0.0, self.all.total - self.own.total)

    def of(self, *codes: str) -> float:
        """How much the other names speak for a country, or a division by its codes."""
        return max(0.0, self.all.codes.get(codes, 0.0) - self.own.codes.get(codes, 0.0))

    def most(self) -> float:
        """How much they speak for the country that they speak for most."""
        return max((self.of(*codes) for codes in self.all.codes if len(codes) == 1), default=0.0)


def _within(site: Site) -> Iterator[Codes]:
    if site.country:
        yield (site.country,)
        if site.first:
            yield site.country, site.first
            if site.second:
                yield site.country, site.first, site.second


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all senses of a mention.

    Attributes:
        evidence: of the other names. nxt, before: the mentions that stand directly behind and before it, parted by a comma
        or bracket.
        home: what the dateline most likely means; None without one. most: how much speaks for the country that most speaks for.
    """

    evidence: Evidence
    nxt: Mention | None
    before: Mention | None
    home: Site | None
    most: float = 0.0


def prior(mention: Mention) -> Floats:
    """How likely each sense is by itself, 0 to 1: by its people and kind."""
    return shares_of(np.array([_alone(sense) for sense in mention.senses]))


def _alone(sense: Sense) -> float:
    site = sense.site
    weight = 1.2 * math.log10(site.people + 10)
    weight += {Kind.COUNTRY: 6.0, Kind.FIRST: 1.0, Kind.AREA: 4.0, Kind.SECOND: -1.5}.get(site.kind, 0.0)
    weight += 2.0 * site.capital - {How.MAIN: 0.0, How.OTHER: 1.0}.get(sense.how, 1.5)
    return weight if sense.how is not How.SOUND else weight - 8 * (1 - sense.likeness)


def shares_of(scores: Floats) -> Floats:
    """Scores as probabilities (softmax)."""
    if not scores.size:
        return scores
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def evidence(mentions: Sequence[Mention], shares: Sequence[Floats]) -> list[Evidence]:
    """For each mention what the others speak for, namesakes left out; each name counts once however often it stands there."""
    tallies: dict[str, Tally] = {}
    whole = Tally()
    points: list[tuple[float, Site, str]] = []
    for mention, chances in zip(mentions, shares, strict=True):
        if mention.name in tallies:
            continue
        tally = tallies[mention.name] = Tally()
        for share, site in _speaks_for(mention, chances):
            tally.add(site, share)
            whole.add(site, share)
            if share > 0.2 and site.lat is not None and site.kind in (Kind.TOWN, Kind.SPOT, Kind.SECOND):
                points.append((share, site, mention.name))
    kept = tuple(sorted(points, key=lambda point: -point[0])[:MOST_POINTS])
    return [Evidence(mention.name, whole, tallies[mention.name], kept) for mention in mentions]


def _speaks_for(mention: Mention, shares: Floats) -> Iterator[tuple[float, Site]]:
    if mention.people is not None:
        yield 1.0, mention.people
        return
    for share, sense in zip(shares.tolist(), mention.senses, strict=True):
        if share > 0.05:
            yield share, sense.site


def table(parse: Parse, mention: Mention, setting: Setting) -> Floats:
    """The features of every sense of a mention [senses, features]."""
    senses = mention.senses
    out = np.zeros((len(senses), len(NAMES)))
    after = _word(parse, mention.words[-1].i + 1)
    ahead = _word(parse, mention.words[0].i - 1)
    largest = max((sense.site.people for sense in senses), default=0) or 1
    total = sum(sense.site.people for sense in senses) or 1
    namesakes = Namesakes.of(senses)
    kinds: set[Kind] = set()
    for n, sense in enumerate(senses):
        row = out[n]
        _of_itself(row, sense, n, largest, total)
        if sense.site.kind not in kinds:
            row[_COLUMN["largest of kind"]] = 1
            kinds.add(sense.site.kind)
        _of_text(row, sense.site, setting)
        _of_words(row, sense, mention, after, ahead)
        namesakes.tell(row, sense.site)
        row[_COLUMN["only one"]] = len(senses) == 1
    return out


def _word(parse: Parse, i: int) -> Word | None:
    return parse.words[i] if 0 <= i < len(parse.words) else None


_KINDS = {
    Kind.COUNTRY: "country",
    Kind.FIRST: "first",
    Kind.SECOND: "second",
    Kind.TOWN: "town",
    Kind.AREA: "area",
    Kind.SPOT: "spot",
}
_HOWS = {
    How.MAIN: "main name",
    How.OTHER: "other name",
    How.STRIPPED: "stripped name",
    How.CODE: "code",
    How.SOUND: "sound",
}


def _of_itself(row: Floats, sense: Sense, order: int, largest: int, total: int) -> None:
    site = sense.site
    row[_COLUMN["people"]] = math.log10(site.people + 1) / 3
    row[_COLUMN["no people"]] = site.people == 0
    row[_COLUMN[_KINDS[site.kind]]] = 1
    row[_COLUMN["capital"]] = site.capital
    row[_COLUMN[_HOWS[sense.how]]] = 1
    row[_COLUMN["likeness"]] = sense.likeness if sense.how is How.SOUND else 1.0
    row[_COLUMN["largest"]] = site.people == largest
    row[_COLUMN["share of people"]] = site.people / total
    row[_COLUMN["order"]] = 1 / (1 + order)
    row[_COLUMN["own place"]] = site.geonameid is None


def _of_text(row: Floats, site: Site, setting: Setting) -> None:
    seen = setting.evidence
    country = seen.of(site.country)
    row[_COLUMN["country named"]] = min(1.0, country)
    row[_COLUMN["country share"]] = country / seen.total if seen.total else 0
    row[_COLUMN["country most"]] = country > 0.5 and country >= setting.most
    if site.kind is not Kind.COUNTRY and country > 0.5:
        row[_COLUMN["town of the country" if site.kind in (Kind.TOWN, Kind.SPOT) else "second of the country"]] = 1
    if site.first:
        division = seen.of(site.country, site.first)
        row[_COLUMN["division named"]] = min(1.0, division)
        row[_COLUMN["division share"]] = division / seen.total if seen.total else 0
    if site.second:
        row[_COLUMN["district share"]] = min(1.0, seen.of(site.country, site.first, site.second))
    _of_neighbours(row, site, setting)


def _of_neighbours(row: Floats, site: Site, setting: Setting) -> None:
    held = _held(site, setting.nxt)
    row[_COLUMN["held by the next"]] = held
    row[_COLUMN["not held by the next"]] = setting.nxt is not None and not held
    row[_COLUMN["held by the one before"]] = _held(site, setting.before)
    row[_COLUMN["holds the one before"]] = setting.before is not None and any(
        site.holds(sense.site) for sense in setting.before.senses
    )
    if site.lat is not None and site.lon is not None:
        for share, point, name in setting.evidence.points:
            if name != setting.evidence.name:
                _of_point(row, site, share, point)
    home = setting.home
    if home is not None and home.number != site.number:
        row[_COLUMN["in the dateline's country"]] = home.country == site.country
        row[_COLUMN["in the dateline's division"]] = bool(site.first) and (home.country, home.first) == (
            site.country,
            site.first,
        )


def _of_point(row: Floats, site: Site, share: float, point: Site) -> None:
    """Nearness by a flat map, good enough for a few hundred kilometres."""
    if site.lat is None or site.lon is None or point.lat is None or point.lon is None:
        return
    north = (site.lat - point.lat) * 111.2
    if abs(north) > 1200 or point.number == site.number:
        return
    east = (site.lon - point.lon) * 111.2 * math.cos(math.radians(site.lat))
    away = math.hypot(north, east)
    for name, reach in (("near 25", 25), ("near 100", 100), ("near 400", 400)):
        column = _COLUMN[name]
        row[column] = max(row[column], share * math.exp(-away / reach))


def _held(site: Site, by: Mention | None) -> bool:
    if by is None:
        return False
    return any(sense.site.holds(site) for sense in by.senses) or (by.people is not None and by.people.holds(site))


def _of_words(row: Floats, sense: Sense, mention: Mention, after: Word | None, ahead: Word | None) -> None:
    site = sense.site
    inner = {word.lower for word in mention.words}
    near = {word.lower for word in (after, ahead) if word is not None}
    of = {"of"} & near
    second, first = _SECOND_WORDS & (inner | near), _FIRST_WORDS & (inner | near)
    if site.kind is Kind.SECOND:
        row[_COLUMN["second with its word" if second else "second without its word"]] = 1
    elif site.kind is Kind.FIRST:
        row[_COLUMN["first with its word"]] = bool(first)
    elif site.kind in (Kind.TOWN, Kind.SPOT):
        row[_COLUMN["town with a word for it"]] = bool(_TOWN_WORDS & (near | inner)) and not of
    row[_COLUMN["capital alone"]] = site.capital and len(mention.senses) > 1
    row[_COLUMN["capitals"]] = len(mention.words) == 1 and mention.words[0].text.isupper() and sense.how is How.CODE


def _own(site: Site) -> Codes:
    """The codes that a country or division is known by; nothing for other places."""
    depth = {Kind.COUNTRY: 1, Kind.FIRST: 2, Kind.SECOND: 3}.get(site.kind, 0)
    return (site.country, site.first, site.second)[:depth]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Of the places that one name can mean: the codes of the countries and divisions among them, and of those that any lies in."""

    holders: frozenset[Codes]
    held: frozenset[Codes]

    @classmethod
    def of(cls, senses: Sequence[Sense]) -> Namesakes:
        """Those of some senses, abbreviations and sounds left out."""
        sites = [sense.site for sense in senses if sense.how in (How.MAIN, How.OTHER, How.STRIPPED)]
        holders = frozenset(_own(site) for site in sites if _own(site))
        return cls(holders, frozenset(codes for site in sites for codes in _within(site) if codes != _own(site)))

    def tell(self, row: Floats, site: Site) -> None:
        """Notes whether a namesake lies in the place, or the place in a namesake."""
        row[_COLUMN["namesake inside"]] = _own(site) in self.held
        worded = row[_COLUMN["second with its word"]] or row[_COLUMN["first with its word"]]
        if site.kind in (Kind.FIRST, Kind.SECOND) and _own(site) in self.held and not worded:
            row[_COLUMN["division called like its town"]] = 1
        row[_COLUMN["inside a namesake"]] = any(codes in self.holders for codes in _within(site) if codes != _own(site))
