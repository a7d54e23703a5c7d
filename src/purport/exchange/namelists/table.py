"""Names as CSV, the way a query at Wikidata or a spreadsheet gives them: one row for each name, rows of one id make one entry.

Columns, of which id and name must be there: ``id, name, alias, lang, type, quality, from, until, after, how, day``. `type` is
person or organisation; `quality` good or low; `from` and `until` the time of the row's alias, or of the name if it has none;
`after` the id of a body that this one came out of, `how` one of "was called", "split from", "merged from", "succeeds", `day` when.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from purport.exchange.namelists.entries import (
    BadEntry,
    Limits,
    Unfit,
    checked_size,
    clean,
    day,
    span,
    unreadable,
    without_twins,
)
from purport.records.listed import Alias, Descent, Forebear, Known, NameKind, Quality

Row = Mapping[str, str]
COLUMNS = ("id", "name", "alias", "lang", "type", "quality", "from", "until", "after", "how", "day")
_PERSONS = frozenset(("person", "human", "people", "q5"))
_BODIES = frozenset(("", "organisation", "organization", "group", "body", "party", "company"))


@dataclass(slots=True)
class _Draft:
    """One entry while its rows come in."""

    kind: NameKind
    primary: str
    place: int
    since: str | None = None
    until: str | None = None
    aliases: list[Alias] = field(default_factory=list)
    forebears: list[Forebear] = field(default_factory=list)


def read_table(data: bytes, name: str, limits: Limits | None = None) -> tuple[Known | BadEntry, ...]:
    """Entries in the order in which their ids first stand, then the rows that cannot be used.

    Raises:
        InstructionError: ``bad-list``: not UTF-8, or without the columns id and name.
    """
    limits = limits or Limits()
    header, rows = _rows(checked_size(data, name, limits), name)
    drafts: dict[str, _Draft] = {}
    bad: list[BadEntry] = []
    for place, cells in rows:
        if isinstance(cells, str):
            bad.append(BadEntry(place, cells))
            continue
        try:
            _take(dict(zip(header, (c.strip() for c in cells), strict=False)), place, drafts, limits)
        except Unfit as fault:
            bad.append(BadEntry(place, str(fault)))
    return (*(_known(told, draft, name, limits) for told, draft in drafts.items()), *bad)


def _rows(data: bytes, name: str) -> tuple[list[str], Iterator[tuple[int, list[str] | str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise unreadable(name, str(fault), "save it as UTF-8") from fault
    head = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    lines = _lines(reader)
    _, first = next(lines, (1, []))
    header = [_plain(cell) for cell in first] if isinstance(first, list) else []
    if not {"id", "name"} <= set(header):
        raise unreadable(name, f"columns {', '.join(header[:8]) or 'none'}", f"columns: {', '.join(COLUMNS)}")
    return header, lines


def _plain(cell: str) -> str:
    """A column's name; Wikidata's own names for the two that must be there."""
    told = cell.strip().lower()
    return {"item": "id", "itemlabel": "name", "itemaltlabel": "alias"}.get(told, told)


def _lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | str]]:
    place = 0
    while True:
        place += 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            yield place, str(fault)
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield place, cells


def _take(row: Row, place: int, drafts: dict[str, _Draft], limits: Limits) -> None:
    told = row["id"]
    if not 0 < len(told) <= 200:
        raise Unfit("no id")
    since, until = span(row.get("from"), row.get("until"))
    alias = _alias(row, limits)
    forebear = _forebear(row)
    draft = drafts.get(told) or _begun(row, place, limits)
    if told not in drafts:
        if len(drafts) >= limits.entries:
            raise Unfit(f"more than {limits.entries} entries: the rest is left out")
        drafts[told] = draft
    if alias:
        draft.aliases.append(alias)
    else:
        draft.since, draft.until = span(since or draft.since, until or draft.until)
    if forebear and forebear not in draft.forebears:
        draft.forebears.append(forebear)


def _begun(row: Row, place: int, limits: Limits) -> _Draft:
    primary = clean(row.get("name"), limits)
    if not primary:
        raise Unfit(f"{row['id'][:40]} has no name")
    return _Draft(_kind(row.get("type", "")), primary, place)


def _kind(told: str) -> NameKind:
    word = told.strip().lower().rpartition("/")[2]
    if word in _PERSONS:
        return NameKind.PERSON
    if word in _BODIES:
        return NameKind.ORGANISATION
    raise Unfit(f"type {told[:40]!r} is neither person nor organisation")


def _alias(row: Row, limits: Limits) -> Alias | None:
    name = clean(row.get("alias"), limits)
    if not name:
        return None
    quality = row.get("quality", "").lower() or "good"
    if quality not in ("good", "low"):
        raise Unfit(f"quality {quality[:40]!r} is neither good nor low")
    return Alias(name, Quality(quality), row.get("lang") or None, *span(row.get("from"), row.get("until")))


def _forebear(row: Row) -> Forebear | None:
    if not row.get("after"):
        return None
    how = row.get("how", "").lower()
    if how not in {*Descent}:
        raise Unfit(f"how {how[:40]!r} is none of {', '.join(Descent)}")
    return Forebear(row["after"], Descent(how), day(row.get("day")))


def _known(told: str, draft: _Draft, name: str, limits: Limits) -> Known:
    aliases = without_twins(draft.aliases, draft.primary, limits)
    return Known(told, draft.kind, draft.primary, name, aliases, None, draft.since, draft.until, tuple(draft.forebears))
