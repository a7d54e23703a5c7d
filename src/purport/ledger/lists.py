"""Lists of dated events, of people in office, and of names: loaded whole, replaced whole, forgotten whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, delete, insert, select

from purport.errors import InstructionError
from purport.ledger import schema
from purport.ledger.codec import damaged, decoded, decoder_of, encoded
from purport.ledger.port import Shelved
from purport.ledger.standing import chunks
from purport.records import EventList, Fault, Occurrence, Tenure
from purport.records.identity import known_id, listed_id
from purport.records.listed import Known

LIST, ENTRY = schema.event_list, schema.listed
BATCH = 2_000
"""Entries written at a time."""
Listed = Occurrence | Tenure | Known
Kind = TypeVar("Kind", Occurrence, Tenure, Known)
KINDS: dict[str, type[Listed]] = {"occurrence": Occurrence, "tenure": Tenure, "known": Known}


def shelve(connection: Connection, told: EventList, entries: Iterable[Listed]) -> Shelved:
    """As `Ledger.shelve`."""
    gone = set(connection.scalars(select(ENTRY.c.id).where(ENTRY.c.list == told.name)))
    same = new = 0
    seen: set[str] = set()
    days: list[str] = []
    for batch in _batches(entries):
        rows = []
        for one in batch:
            record = encoded(one).decode()
            name = _id(told.name, one, record)
            if name in seen:
                continue
            seen.add(name)
            days += _days(one)
            if name in gone:
                gone.discard(name)
                same += 1
            else:
                rows.append({"id": name, "list": told.name, "kind": _kind(one), "record": record})
        new += len(rows)
        if rows:
            connection.execute(insert(ENTRY), rows)
        days = [min(days), max(days)] if days else []
    for chunk in chunks(sorted(gone)):
        connection.execute(delete(ENTRY).where(ENTRY.c.id.in_(chunk)))
    first, last = (days[0], days[-1]) if days else (None, None)
    kept = replace(told, rows=same + new, first=first, last=last)
    _note(connection, kept, changed=bool(new or gone))
    return Shelved(kept, new, same, len(gone))


def _batches(entries: Iterable[Listed]) -> Iterator[Sequence[Listed]]:
    held = iter(entries)
    while batch := tuple(islice(held, BATCH)):
        yield batch


def _id(name: str, one: Listed, record: str) -> str:
    match one:
        case Occurrence():
            return one.id
        case Tenure():
            return listed_id(name, (one.person, one.office, one.since, one.until, one.born))
        case Known():
            return known_id(name, record)


def _kind(one: Listed) -> str:
    return next(word for word, kind in KINDS.items() if isinstance(one, kind))


def _days(one: Listed) -> list[str]:
    """The days that an entry spans; those of names are no days of events."""
    match one:
        case Occurrence():
            return [one.start, one.end]
        case Tenure():
            return [day for day in (one.since, one.until) if day]
        case Known():
            return []


def _note(connection: Connection, told: EventList, changed: bool) -> None:
    """The row of the list; loaded again without a change, it stays as it is."""
    held = connection.scalar(select(LIST.c.record).where(LIST.c.name == told.name))
    if held is not None and not changed and decoded(held, EventList).sha256 == told.sha256:
        return
    connection.execute(delete(LIST).where(LIST.c.name == told.name))
    connection.execute(insert(LIST), [{"name": told.name, "record": encoded(told).decode()}])


def lists(connection: Connection) -> list[EventList]:
    """As `Ledger.lists`."""
    return [decoded(record, EventList) for record in connection.scalars(select(LIST.c.record).order_by(LIST.c.name))]


def forget(connection: Connection, name: str) -> EventList:
    """As `Ledger.forget`."""
    held = connection.scalar(select(LIST.c.record).where(LIST.c.name == name))
    if held is None:
        known = ", ".join(one.name for one in lists(connection)) or "none is loaded"
        raise InstructionError("no list has this name", code="unknown-list", subject=name, advice=f"there are: {known}")
    connection.execute(delete(ENTRY).where(ENTRY.c.list == name))
    connection.execute(delete(LIST).where(LIST.c.name == name))
    return decoded(held, EventList)


def entries(connection: Connection, kind: type[Kind]) -> list[Kind]:
    """All entries of all lists of one kind, in the order of their ids.

    Raises:
        LedgerError: ``damaged-row``.
    """
    wanted = next(word for word, one in KINDS.items() if one is kind)
    decoder = decoder_of(kind)
    found = []
    for name, record in connection.execute(
        select(ENTRY.c.id, ENTRY.c.record).where(ENTRY.c.kind == wanted).order_by(ENTRY.c.id)
    ):
        try:
            found.append(decoder.decode(record))
        except msgspec.MsgspecError:
            found.append(_undamaged(name, record, kind))
    return found


def _undamaged(name: str, record: str, kind: type[Kind]) -> Kind:
    """The entry, read the slow way that knows half surrogate pairs."""
    try:
        return decoded(record, kind)
    except msgspec.MsgspecError as fault:
        raise damaged(name, fault) from fault


def faults(connection: Connection) -> Iterator[Fault]:
    """What is wrong with the lists: entries of no list, entries that were changed, lists that lack some."""
    counted: dict[str, int] = {}
    for name, of, kind, record in connection.execute(select(ENTRY.c.id, ENTRY.c.list, ENTRY.c.kind, ENTRY.c.record)):
        counted[of] = counted.get(of, 0) + 1
        try:
            one: Listed = decoded(record, KINDS[kind])
        except (KeyError, msgspec.MsgspecError):
            yield Fault("damaged-row", name, "the entry of a list cannot be understood")
            continue
        if name != (listed_id(of, _told(one)) if isinstance(one, Occurrence) else _id(of, one, record)):
            yield Fault("changed-entry", name, f"the entry is not the one that was loaded with the list {of}")
    for one_list in lists(connection):
        found = counted.pop(one_list.name, 0)
        if found != one_list.rows:
            yield Fault("missing-row", one_list.name, f"the list has {found} entries, and {one_list.rows} were loaded")
    for of in sorted(counted):
        yield Fault("orphan", of, "there are entries of this list, but there is no such list")


def _told(one: Occurrence) -> tuple[object, ...]:
    """What identifies an occurrence of a list: all its fields but the id and the list."""
    return tuple(getattr(one, name) for name in Occurrence.__slots__ if name not in ("id", "origin"))
