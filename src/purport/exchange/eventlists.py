"""Lists of events and of people as CSV: UCDP GED, ACLED, and purport's own columns, told apart by the header.

UCDP GED: the Georeferenced Event Dataset of the Uppsala Conflict Data Program (Sundberg and Melander, *Introducing the UCDP
Georeferenced Event Dataset*, Journal of Peace Research 2013). ACLED: the Armed Conflict Location and Event Data export
(Raleigh and others, same journal, 2010). Rows of HXL tags (``#date+start``) are passed over.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from purport.errors import InstructionError
from purport.records import ListKind, Occurrence, Tenure
from purport.records.days import Days, days
from purport.records.identity import listed_id

Row = Mapping[str, str]
LONGEST = 1_000
"""Characters of a title or note that are kept."""
_CELL = 10_000_000
OWN = "date (or start, end), precision, actor, target, action, place, in, lat, lon, geonameid, source, title, deaths, great"
PEOPLE = "person, office, from, until, born"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be taken in: its number, from 1, and why."""

    line: int
    why: str


class _Unfit(ValueError):
    """A value that does not fit its column."""


def read_list(lines: Iterable[str], name: str) -> tuple[ListKind, Iterator[Occurrence | Tenure | BadLine]]:
    """What kind of list it is, and its entries one by one, each bad line in its place. `name`: what the list will be called.

    Lines may end in any way; columns are parted by commas, semicolons or tabs, whichever the header has most of.

    Raises:
        InstructionError: ``bad-list`` if there is no header, or one of no form that purport knows.
    """
    held = iter(lines)
    head = next(held, "").lstrip("\ufeff")
    parted = max(",;\t", key=head.count)
    try:
        header = [cell.strip().lower() for cell in next(csv.reader([head], delimiter=parted), [])]
    except csv.Error as fault:
        raise _unknown(name, str(fault)) from fault
    kind = _kind_of(set(header))
    if kind is None:
        raise _unknown(name, f"columns {', '.join(header[:8])}" if any(header) else "no header")
    return kind, _entries(held, (header, parted), name, _MAKERS[kind])


def _unknown(name: str, told: str) -> InstructionError:
    return InstructionError(
        f"the header is of no form that is known ({told[:200]})",
        code="bad-list",
        subject=name,
        advice=f"UCDP GED, ACLED, own events ({OWN}) or people ({PEOPLE})",
    )


def _kind_of(header: set[str]) -> ListKind | None:
    if {"date_start", "date_end", "side_a"} <= header:
        return ListKind.UCDP
    if {"event_date", "event_type", "actor1"} <= header:
        return ListKind.ACLED
    if "person" in header and header & {"office", "born"}:
        return ListKind.PEOPLE
    if header & {"date", "start"} and header & {"title", "words", "action", "type", "place", "actor"}:
        return ListKind.EVENTS
    return None


def _entries(
    lines: Iterator[str], form: tuple[list[str], str], name: str, make: Callable[[Row, str], Occurrence | Tenure]
) -> Iterator[Occurrence | Tenure | BadLine]:
    header, parted = form
    csv.field_size_limit(_CELL)
    reader = csv.reader(lines, delimiter=parted)
    while True:
        at = reader.line_num + 2
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            yield BadLine(at, str(fault))
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells) or _tags(cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            yield BadLine(at, f"{len(cells)} cells under {len(header)} columns")
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        try:
            yield make(row, name)
        except _Unfit as fault:
            yield BadLine(at, str(fault))


def _tags(cells: list[str]) -> bool:
    """Whether this is a row of HXL tags."""
    told = [cell for cell in cells if cell.strip()]
    return bool(told) and all(cell.startswith("#") for cell in told)


def _ucdp(row: Row, name: str) -> Occurrence:
    start, end = _day(row, "date_start"), _day(row, "date_end", "date_start")
    title = row.get("source_headline") or row.get("source_article")
    return _occurrence(
        name,
        (start, end),
        actor=row.get("side_a"),
        target=row.get("side_b"),
        action={"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}.get(
            row.get("type_of_violence", "").removesuffix(".0")
        ),
        place=row.get("where_coordinates"),
        others=tuple(row[column] for column in ("adm_2", "adm_1", "country") if row.get(column)),
        lat=_number(row, "latitude", 90),
        lon=_number(row, "longitude", 180),
        title=title,
        source=row.get("source_office"),
        deaths=_count(row, "best"),
    )


_SLACK = {"1": 0, "2": 3}


def _acled(row: Row, name: str) -> Occurrence:
    day = _day(row, "event_date")
    precision = row.get("time_precision", "1").removesuffix(".0") or "1"
    if precision == "3":
        start, end = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    else:
        slack = timedelta(days=_SLACK.get(precision, 0))
        start, end = day - slack, day + slack
    action = [row[column] for column in ("event_type", "sub_event_type") if row.get(column)]
    return _occurrence(
        name,
        (start, end),
        actor=row.get("actor1"),
        target=row.get("actor2"),
        action=": ".join(action),
        place=row.get("location"),
        others=tuple(row[column] for column in ("admin3", "admin2", "admin1", "country") if row.get(column)),
        lat=_number(row, "latitude", 90),
        lon=_number(row, "longitude", 180),
        title=row.get("notes"),
        source=row.get("source"),
        deaths=_count(row, "fatalities"),
    )


def _own(row: Row, name: str) -> Occurrence:
    if row.get("date"):
        start, end = _widened(_days(row, "date"), row.get("precision", ""))
    else:
        start, end = _day(row, "start"), _day(row, "end", "start")
    title = row.get("title") or row.get("words")
    if not (title or row.get("place") or row.get("actor")):
        raise _Unfit("no title, place or actor: nothing that a text could refer to")
    number = _count(row, "geonameid")
    return _occurrence(
        name,
        (start, end),
        actor=row.get("actor"),
        target=row.get("target"),
        action=row.get("action") or row.get("type"),
        place=row.get("place"),
        others=tuple(part.strip() for part in row.get("in", "").split(";") if part.strip()),
        lat=_number(row, "lat", 90),
        lon=_number(row, "lon", 180),
        geonameid=number,
        title=title,
        source=row.get("source"),
        deaths=_count(row, "deaths"),
        great=row.get("great", "").lower() in ("yes", "true", "1", "x"),
    )


def _person(row: Row, name: str) -> Tenure:
    if not row.get("person"):
        raise _Unfit("no person")
    told = {column: row.get(column) or None for column in ("office", "from", "until", "born")}
    for column in ("from", "until", "born"):
        if told[column]:
            _days(row, column)
    if not (told["office"] and told["from"]) and not told["born"]:
        raise _Unfit("neither office and from, nor born")
    if (
        told["until"]
        and told["from"]
        and (_days(row, "until").last or date.max) < (_days(row, "from").first or date.min)
    ):
        raise _Unfit(f"until {told['until']} is before from {told['from']}")
    return Tenure(row["person"], told["office"], told["from"], told["until"], told["born"], name)


_MAKERS: dict[ListKind, Callable[[Row, str], Occurrence | Tenure]] = {
    ListKind.UCDP: _ucdp,
    ListKind.ACLED: _acled,
    ListKind.EVENTS: _own,
    ListKind.PEOPLE: _person,
}


def _occurrence(name: str, between: tuple[date, date], **told: object) -> Occurrence:
    """The entry, its id made of all it says; empty cells are None."""
    start, end = between
    if end < start:
        raise _Unfit(f"the end {end} is before the start {start}")
    kept = {
        key: value[:LONGEST] if isinstance(value, str) else value
        for key, value in told.items()
        if value not in ("", None)
    }
    bare = Occurrence(id="", start=str(start), end=str(end), origin=name, **kept)  # type: ignore[arg-type]
    told_by = tuple(getattr(bare, field.name) for field in fields(bare) if field.name not in ("id", "origin"))
    return Occurrence(id=listed_id(name, told_by), start=str(start), end=str(end), origin=name, **kept)  # type: ignore[arg-type]


_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads better so


def _day(row: Row, column: str, otherwise: str | None = None) -> date:
    """One day: ISO, with a time behind it or not, or as ``02 November 2016``."""
    told = row.get(column) or (row.get(otherwise) if otherwise else None) or ""
    if hit := _WORDS.fullmatch(told):
        month = _MONTHS.index(hit[2][:3].lower()) + 1 if hit[2][:3].lower() in _MONTHS else 0
        told = f"{hit[3]}-{month:02d}-{int(hit[1]):02d}"
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        raise _Unfit(f"{column} {told!r} is no date (write 2016-11-02)" if told else f"no {column}") from None


def _days(row: Row, column: str) -> Days:
    """The days of an EDTF date, known on both sides."""
    told = row.get(column, "")
    found = days(told)
    if found is None or found.first is None or found.last is None or found.last < found.first:
        raise _Unfit(f"{column} {told!r} is no date (write 2016-11-02, 2016-11, 2016 or first/last)")
    return found


def _widened(found: Days, precision: str) -> tuple[date, date]:
    """The days that a date may mean at the precision given in a column of its own."""
    assert found.first is not None and found.last is not None
    first, last = found.first, found.last
    word = precision.strip().lower()
    if word in ("", "day", "1"):
        return first, last
    if word in ("week", "2"):
        return first - timedelta(days=3), last + timedelta(days=3)
    if word in ("month", "3"):
        return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    if word in ("year", "4"):
        return date(first.year, 1, 1), date(last.year, 12, 31)
    raise _Unfit(f"precision {precision!r} is none of day, week, month, year")


def _number(row: Row, column: str, most: float) -> float | None:
    told = row.get(column, "")
    try:
        value = float(told) if told else None
    except ValueError:
        value = None if not told else most + 1
    if value is not None and not abs(value) <= most:
        raise _Unfit(f"{column} {told!r} is not between {-most:.0f} and {most:.0f}")
    return value


def _count(row: Row, column: str) -> int | None:
    told = row.get(column, "").replace(",", "").removesuffix(".0")
    if told and not re.fullmatch(r"\d{1,12}", told, re.ASCII):
        raise _Unfit(f"{column} {told!r} is no whole number")
    return int(told) if told else None
