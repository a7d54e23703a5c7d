"""Keeping: exhibits, captures, bonds and the custody log; each function is part of one transaction that its caller holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from purport.errors import InstructionError
from purport.ledger import schema
from purport.ledger.codec import moment, stamp
from purport.ledger.prepared import Prepared
from purport.ledger.standing import STDIN, come_back
from purport.records import Capture, Custodied, CustodyEntry, Exhibit
from purport.records.custody import FORMAT, entry
from purport.records.identity import canonical, digest
from purport.records.way import written

LASTING = ("origin", "exhibit", "first_seen", "fetched_by", "media_type", "charset", "asked", "headers")
"""The columns of a capture that never change, in the order in which they are hashed; `way` follows where there is one."""
COUNTED = Prepared(select(schema.counter.c.value).where(schema.counter.c.name == bindparam("counter")))
"""The last number that was given of a `counter`."""
_COUNTED_ON = Prepared(
    update(schema.counter)
    .where(schema.counter.c.name == bindparam("counter"))
    .values(value=schema.counter.c.value + bindparam("more"))
    .returning(schema.counter.c.value)
)


def turn(connection: Connection, name: str, count: int = 1) -> int:
    """The first of `count` numbers that nobody had before."""
    if count == 0:
        return 0
    value = _COUNTED_ON.scalar(connection, counter=name, more=count)
    if value is None:
        connection.execute(insert(schema.counter).values(name=name, value=count))
        return 1
    return int(value) - count + 1


def last_entry(connection: Connection) -> CustodyEntry | None:
    """The newest entry of the custody log."""
    row = connection.execute(select(schema.custody).order_by(schema.custody.c.seq.desc()).limit(1)).mappings().first()
    return None if row is None else CustodyEntry(**{**row, "at": moment(row["at"])})


def log(connection: Connection, at: datetime, deeds: Iterable[tuple[str, str, object]]) -> None:
    """Append deeds (deed, exhibit, detail) to the custody log."""
    last, rows = last_entry(connection), []
    for deed, exhibit, detail in deeds:
        last = entry(last, at, deed, exhibit, detail)
        rows.append({name: getattr(last, name) for name in CustodyEntry.__slots__} | {"at": stamp(last.at)})
    if rows:
        connection.execute(insert(schema.custody), rows)


def keep(connection: Connection, exhibit: Exhibit, capture: Capture, at: datetime) -> Custodied:
    """As `Ledger.keep`."""
    name, origin = exhibit.sha256, capture.origin
    deeds: list[tuple[str, str, object]] = []
    table = schema.exhibit
    if connection.execute(select(table.c.sha256).where(table.c.sha256 == name)).first() is None:
        row = {
            "sha256": name,
            "size": exhibit.size,
            "media_type": exhibit.media_type,
            "kept_at": stamp(exhibit.kept_at),
        }
        connection.execute(insert(table), [row])
        told = {"size": exhibit.size, "media_type": exhibit.media_type, "kept_at": row["kept_at"]}
        deeds.append(("kept", name, told | _told(name, capture)))
    seen = _seen(connection, origin)
    here = seen.get(name)
    standing = max(seen, key=lambda other: seen[other]) if seen else None
    previous = standing if standing not in (None, name) and origin != STDIN else None
    if here is None and not deeds:
        deeds.append(("seen at", name, _told(name, capture)))
    if previous is not None:
        deeds.append(("replaced by", previous, {"origin": origin, "by": name}))
        reason = f"the bytes at {origin} changed"
        bond(connection, ("replaces", name, previous), {"reason": reason, "score": 1.0, "at": stamp(at)})
    _see(connection, exhibit, capture, here is None)
    if previous is not None and here is not None:
        come_back(connection, origin, name)
    log(connection, at, deeds)
    return Custodied(name, new=here is None, previous=previous)


def _told(name: str, capture: Capture) -> dict[str, object]:
    """What the custody log says of a capture: where and when, by what, and the digest of all that its row says for ever."""
    row = _row(name, capture)
    return {
        "format": FORMAT,
        "origin": capture.origin,
        "captured_at": row["first_seen"],
        "fetched_by": capture.fetched_by,
        "capture": capture_digest(row),
    }


def capture_digest(row: Mapping[str, object]) -> str:
    """The digest of what a capture's row says for ever (its last time moves): the canonical JSON of :data:`LASTING`, in order.

    The way to it is hashed where there is one, so that captures of before it was kept have the digest that they always had.
    """
    way = [] if row["way"] is None else [row["way"]]
    return digest(canonical([*(row[name] for name in LASTING), *way]).encode("utf-8", "surrogatepass"))


def _seen(connection: Connection, origin: str) -> dict[str, int]:
    table = schema.capture
    found = connection.execute(select(table.c.exhibit, table.c.turn).where(table.c.origin == origin))
    return {str(exhibit): int(number) for exhibit, number in found}


def _see(connection: Connection, exhibit: Exhibit, capture: Capture, new: bool) -> None:
    table, number, when = schema.capture, turn(connection, "seen"), stamp(capture.captured_at)
    if not new:
        connection.execute(
            update(table)
            .where(table.c.origin == capture.origin, table.c.exhibit == exhibit.sha256)
            .values(last_seen=when, turn=number)
        )
        return
    row = {**_row(exhibit.sha256, capture), "last_seen": when, "turn": number}
    connection.execute(insert(table), [row])


def _row(exhibit: str, capture: Capture) -> dict[str, object]:
    return {
        "origin": capture.origin,
        "exhibit": exhibit,
        "first_seen": stamp(capture.captured_at),
        "fetched_by": capture.fetched_by,
        "media_type": capture.media_type,
        "charset": capture.charset,
        "asked": capture.asked,
        "headers": json.dumps(capture.headers, ensure_ascii=False),
        "way": written(capture.way),
    }


def bond(connection: Connection, between: tuple[str, str, str], record: object) -> None:
    """Append a bond (kind, first, second) unless it stands already."""
    table, (kind, first, second) = schema.bond, between
    same = (table.c.kind == kind, table.c.first == first, table.c.second == second)
    if connection.execute(select(table.c.id).where(*same)).first() is None:
        row = {"kind": kind, "first": first, "second": second, "record": json.dumps(record, ensure_ascii=False)}
        connection.execute(insert(table), [row])


def not_overtaken(about: str, last: str | None, seen: str | None) -> None:
    """Refuses what a person decided on a record without having seen what was decided on it last.

    `last`: the digest of that; None for none. `seen`: the digest of what the person saw, ``""`` for none; None: it does not matter.

    Raises:
        InstructionError: ``overtaken``.
    """
    if seen is not None and seen != (last or ""):
        raise InstructionError(
            "somebody else decided on it meanwhile",
            code="overtaken",
            subject=about,
            advice="look at what was decided, and decide again",
        )
