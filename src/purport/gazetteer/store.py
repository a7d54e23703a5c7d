"""A gazetteer that is only read: a SQLite file that was built (see :mod:`purport.gazetteer.build`), or the small one that
comes along.

A file is read where it lies, mapped into memory, so opening costs next to nothing and only the pages that are asked for are held.
"""

from __future__ import annotations

import gzip
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from purport.errors import InstructionError
from purport.gazetteer.draft import How
from purport.gazetteer.keys import bare, is_arabic, key, likeness, skeleton, sound, untyped, without_vowels
from purport.gazetteer.sites import Kind, Site

LAYOUT = 1
"""Of the tables; a file of another layout must be built anew."""
SMALL = "small.sqlite.gz"
MOST = 80
"""Namesakes that are looked at, those with the most people first."""
ALIKE = 0.7
"""Least likeness of two sounds at which one may be meant by the other."""
_COLUMNS = "number, geonameid, name, lat, lon, country, first, second, people, kind, radius_km, capital"
_MAPPED = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sense:
    """A place that a name can mean, and how the name belongs to it. `likeness`: of the sounds, 1 where the name is the place's."""

    site: Site
    how: How
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class About:
    """What a gazetteer says of itself: `scope` is ``small`` or ``full``; `own` counts the places of supplements."""

    scope: str
    digest: str
    sources: str
    licences: str
    supplements: str
    own: int
    places: int


class Gazetteer:
    """Places by name, countries by code, peoples by demonym. Safe to share between threads: nothing is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._file = connection
        self._meta = dict(connection.execute("SELECT name, value FROM meta"))
        if self._meta.get("layout") != str(LAYOUT):
            raise ValueError(f"layout {self._meta.get('layout')}, wanted {LAYOUT}")
        self._places = lru_cache(20_000)(self._place)
        self._found = lru_cache(50_000)(self._rows)
        self._heard = lru_cache(5_000)(self._sounds)
        self._countries: dict[str, int] = dict(connection.execute("SELECT country, number FROM place WHERE kind = 1"))
        self._peoples: dict[str, int] = dict(connection.execute("SELECT key, place FROM people"))

    @property
    def fingerprint(self) -> str:
        """Scope and the head of the digest of all it holds: ``full-0123456789ab``."""
        return f"{self._meta['scope']}-{self._meta['digest'][:12]}"

    def about(self) -> About:
        """What it says of itself."""
        meta = self._meta
        own, places = int(meta["own"]), len(self)
        return About(meta["scope"], meta["digest"], meta["sources"], meta["licences"], meta["supplements"], own, places)

    def __len__(self) -> int:
        return int(self._file.execute("SELECT count(*) FROM place").fetchone()[0])

    def _place(self, number: int) -> Site:
        query = f"SELECT {_COLUMNS} FROM place WHERE number = ?"  # noqa: S608 - no outside text
        row = self._file.execute(query, (number,)).fetchone()
        number, ident, name, lat, lon, country, first, second, people, kind, radius, capital = row
        return Site(number, ident, name, lat, lon, country, first, second, people, Kind(kind), radius, bool(capital))

    def _rows(self, name: str) -> tuple[tuple[int, int], ...]:
        query = "SELECT place, how FROM name WHERE key = ? ORDER BY place LIMIT ?"
        return tuple(self._file.execute(query, (name, MOST)))

    def _sounds(self, bones: str) -> tuple[tuple[int, str], ...]:
        query = "SELECT place, sound FROM sound WHERE bones = ? ORDER BY place LIMIT 500"
        return tuple(self._file.execute(query, (bones,)))

    def has(self, folded: str) -> bool:
        """Whether a key (``keys.key``) is the name of a place, in any way but by sound."""
        return bool(self._found(folded))

    def senses(self, name: str) -> tuple[Sense, ...]:
        """Every place with this name, the most people first; with the name less its article or type where there is none."""
        folded = key(name)
        for form in dict.fromkeys((folded, bare(folded), bare(untyped(folded)))):
            found = self._found(form) if len(form) > 1 else ()
            if found:
                return tuple(Sense(self._places(number), How(how)) for number, how in found)
        return ()

    def sounding(self, name: str) -> tuple[Sense, ...]:
        """Places whose names sound like this one, the likest first; those in countries with a script of their own."""
        bones = skeleton(name)
        if len(bones) < 2 or len(name) < 4:
            return ()
        heard, best = sound(name), dict[int, float]()
        spelt = without_vowels if is_arabic(name) else str
        for number, other in self._heard(bones):
            best[number] = max(best.get(number, 0.0), likeness(heard, spelt(other)))
        ranked = sorted((-alike, number) for number, alike in best.items() if alike >= ALIKE)
        return tuple(Sense(self._places(number), How.SOUND, round(-alike, 2)) for alike, number in ranked[:MOST])

    def named(self, name: str) -> tuple[Site, ...]:
        """The places of :meth:`senses`, without abbreviations."""
        return tuple(sense.site for sense in self.senses(name) if sense.how is not How.CODE)

    def country(self, code: str) -> Site | None:
        """The country with this ISO code."""
        number = self._countries.get(code)
        return None if number is None else self._places(number)

    def people(self, name: str) -> Site | None:
        """The place whose people or things are called so; None if it is no demonym known."""
        number = self._peoples.get(key(name))
        return None if number is None else self._places(number)


def opened(path: Path) -> Gazetteer:
    """The gazetteer in a file.

    Raises:
        InstructionError: ``gazetteer`` if it is missing, no gazetteer, or of another layout.
    """
    if not path.is_file():
        raise _refused(path, "there is no gazetteer")
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
        return Gazetteer(connection)
    except (sqlite3.Error, KeyError, ValueError) as fault:
        raise _refused(path, f"this is no gazetteer that this version can read ({fault})") from fault


def _refused(path: Path, message: str) -> InstructionError:
    return InstructionError(message, code="gazetteer", subject=str(path), advice="`purport gazetteer build` makes one")


@lru_cache(maxsize=4)
def loaded(path: Path | None = None) -> Gazetteer:
    """The gazetteer in a file, opened once per process; None for the small one that comes with purport.

    Raises:
        InstructionError: as :func:`opened`.
    """
    if path is not None:
        return opened(path)
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(gzip.decompress(resources.files("purport.gazetteer").joinpath(SMALL).read_bytes()))
    return Gazetteer(connection)
