"""A user's own places, from a CSV file: villages, camps and crossings that GeoNames does not know, or knows under other names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from purport.errors import InstructionError
from purport.gazetteer.sites import Kind

COLUMNS = ("name", "lat", "lon", "country", "admin", "type", "alternate_names", "geonameid")
"""``name``, ``lat`` and ``lon`` must be there; the others may be missing or empty; others are passed over."""
TYPES = {
    "": Kind.SPOT,
    "settlement": Kind.SPOT,
    "town": Kind.TOWN,
    "district": Kind.SECOND,
    "region": Kind.FIRST,
    "area": Kind.AREA,
}
RADII = {Kind.SPOT: 2.0, Kind.TOWN: 3.0, Kind.SECOND: 25.0, Kind.FIRST: 80.0, Kind.AREA: 100.0}
"""Kilometres within which a place of the supplement is taken to lie, by kind."""
LARGEST = 2_000_000
"""Rows beyond which a file is refused."""


@dataclass(frozen=True, slots=True)
class Own:
    """One row: `admin` is the name of the division it lies in, empty if not told; `names` the alternate names."""

    name: str
    lat: float
    lon: float
    country: str
    admin: str
    kind: Kind
    names: tuple[str, ...]
    geonameid: int | None


def own_places(path: Path) -> list[Own]:
    """The places of a CSV file in UTF-8, with a line of column names; alternate names are parted by ``;`` or ``|``.

    Raises:
        InstructionError: if the file cannot be read, lacks a column, or has a wrong value; it names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        told = str(fault.strerror).lower() if isinstance(fault, OSError) else "it is not UTF-8"
        raise _wrong(path, f"the supplement cannot be read: {told}") from fault
    return list(_rows(path, text))


def _rows(path: Path, text: str) -> Iterator[Own]:
    table = csv.DictReader(io.StringIO(text, newline=""))
    named = [str(name).strip().lower().replace(" ", "_") for name in table.fieldnames or ()]
    missing = [name for name in COLUMNS[:3] if name not in named]
    if missing:
        raise _wrong(path, f"the supplement has no column {', '.join(missing)}")
    table.fieldnames = named
    try:
        for row in table:
            if table.line_num > LARGEST:
                raise _wrong(path, f"more than {LARGEST:,} lines")
            yield _own(path, table.line_num, {k: (v or "").strip() for k, v in row.items() if isinstance(v, str)})
    except csv.Error as fault:
        raise _wrong(path, f"line {table.line_num}: {fault}") from fault


def _own(path: Path, line: int, row: dict[str, str]) -> Own:
    name, country, kind = row.get("name", ""), row.get("country", "").upper(), row.get("type", "").lower()
    if not name:
        raise _wrong(path, f"line {line}: no name")
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise _wrong(path, f"line {line}: country must be a code of two letters (ISO 3166-1), not {country!r}")
    if kind not in TYPES:
        raise _wrong(path, f"line {line}: type must be one of {', '.join(t for t in TYPES if t)}, not {kind!r}")
    lat, lon = _degrees(path, line, row, "lat", 90), _degrees(path, line, row, "lon", 180)
    number = row.get("geonameid", "")
    if number and not (number.isascii() and number.isdigit()):
        raise _wrong(path, f"line {line}: geonameid must be a number, not {number!r}")
    names = tuple(n.strip() for n in row.get("alternate_names", "").replace("|", ";").split(";") if n.strip())
    return Own(name, lat, lon, country, row.get("admin", ""), TYPES[kind], names, int(number) if number else None)


def _degrees(path: Path, line: int, row: dict[str, str], column: str, most: int) -> float:
    text = row.get(column, "")
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise _wrong(path, f"line {line}: {column} must be degrees from -{most} to {most}, not {text!r}")
    return value


def _wrong(path: Path, message: str) -> InstructionError:
    return InstructionError(
        message,
        code="supplement",
        subject=str(path),
        advice=f"a CSV file in UTF-8 with the columns {', '.join(COLUMNS)}; the first three must be filled",
    )
