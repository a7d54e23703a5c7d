"""The bonds of corroboration: a history that is only appended to; of the records of one bond the last one counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select, union_all

from purport.ledger import mattertables as tables
from purport.ledger.codec import moment, stamp, written
from purport.ledger.prepared import Prepared, among
from purport.records import Bond
from purport.records.folds import BondKind

TIE = tables.tie
WITHDRAWN = "does not hold any longer"
ALIKE = frozenset({BondKind.SAME_EVENT, BondKind.SAME_RELEASE, BondKind.FOLLOW_UP})
MOVED = 0.05
"""From this change of its score on, a bond of likeness is written again."""
_ROW = (TIE.c.id, TIE.c.kind, TIE.c.first, TIE.c.second, TIE.c.stands, TIE.c.record)
_TIES = Prepared(select(*_ROW).where(among(TIE.c.first), among(TIE.c.kind, "kinds")).order_by(TIE.c.id))
_TO = Prepared(select(*_ROW).where(among(TIE.c.second), among(TIE.c.kind, "kinds")).order_by(TIE.c.id))
_ON_EITHER_SIDE = Prepared(
    union_all(*(select(*_ROW).where(among(one), among(TIE.c.kind, "kinds")) for one in (TIE.c.first, TIE.c.second)))
)
_FRESH = Prepared(insert(TIE), ["kind", "first", "second", "stands", "record"])
Row = tuple[int, str, str, str, int, str]
Key = tuple[str, str, str]
Why = Callable[[str, str], str | None]
"""Why a bond of two records does not hold any longer, where that is known."""


def key(one: Bond) -> Key:
    """What makes it the same bond: its kind and its two records."""
    return one.kind, one.first, one.second


def history(connection: Connection, about: str) -> list[Bond]:
    """Every record of bonds in which a record stands on either side, oldest first."""
    chosen = select(*_ROW).where(or_(TIE.c.first == about, TIE.c.second == about)).order_by(TIE.c.id)
    return [_bond((*row,)) for row in connection.execute(chosen)]


def standing(records: Iterable[Bond]) -> list[Bond]:
    """Of a history what stands now, in the order in which it came to be as it is."""
    last: dict[Key, Bond] = {}
    for one in records:
        last.pop(key(one), None)
        last[key(one)] = one
    return [one for one in last.values() if one.stands]


def ties(connection: Connection, firsts: Collection[str], kinds: Collection[str]) -> list[Bond]:
    """As `CorroborationBook.ties`."""
    return _standing(_TIES.all(connection, ids=sorted(set(firsts)), kinds=kinds)) if firsts else []


def tied_to(connection: Connection, seconds: Collection[str], kinds: Collection[str]) -> list[str]:
    """As `CorroborationBook.tied_to`."""
    if not seconds:
        return []
    found = _standing(_TO.all(connection, ids=sorted(set(seconds)), kinds=kinds))
    return list(dict.fromkeys(one.first for one in found))


def _standing(rows: Iterable[Row]) -> list[Bond]:
    """What `standing` says of rows in their order; only those that stand are read."""
    last: dict[Key, Row] = {}
    for row in rows:
        _, kind, first, second, _, _ = row
        last.pop((kind, first, second), None)
        last[kind, first, second] = row
    return [_bond(row) for row in last.values() if row[4]]


def _ties_of(connection: Connection, records: Collection[str], kinds: Collection[str]) -> list[Bond]:
    """What stands of these kinds with one of these records on either side."""
    found: dict[int, Row] = {
        row[0]: row for row in _ON_EITHER_SIDE.all(connection, ids=sorted(set(records)), kinds=kinds)
    }
    return _standing(found[number] for number in sorted(found))


def held(connection: Connection, records: Collection[str], kinds: Collection[str], either: bool) -> list[Bond]:
    """What stands of these kinds with one of these records first, or on `either` side."""
    return _ties_of(connection, records, kinds) if either else ties(connection, records, kinds)


def tie(
    connection: Connection, before: Iterable[Bond], bonds: Iterable[Bond], at: datetime, why: Why | None
) -> tuple[int, int]:
    """As `CorroborationBook.tie`; `before`: what stands of the bonds that may be withdrawn."""
    fresh, gone = _changes(before, bonds, at, why)
    _FRESH.many(connection, [_row(one) for one in (*gone, *fresh)])
    return len(fresh), len(gone)


def tie_each(
    connection: Connection, bonds: Mapping[str, Collection[Bond]], kinds: Collection[str], at: datetime
) -> dict[str, tuple[int, int]]:
    """As `CorroborationBook.tie_each`."""
    before: dict[str, list[Bond]] = {first: [] for first in bonds}
    for one in ties(connection, bonds, kinds):
        before[one.first].append(one)
    changes = {first: _changes(before[first], wanted, at) for first, wanted in bonds.items()}
    _FRESH.many(connection, [_row(one) for fresh, gone in changes.values() for one in (*gone, *fresh)])
    return {first: (len(fresh), len(gone)) for first, (fresh, gone) in changes.items() if fresh or gone}


def _changes(
    before: Iterable[Bond], bonds: Iterable[Bond], at: datetime, why: Why | None = None
) -> tuple[list[Bond], list[Bond]]:
    """What is to be written, and what withdrawn and why, so that these bonds stand in the place of those that do."""
    now = {key(one): one for one in before}
    wanted = {key(one): one for one in bonds}
    fresh = [one for name, one in wanted.items() if not _same(now.get(name), one)]
    gone = [one for name, one in now.items() if name not in wanted]
    reasons = [(why and why(one.first, one.second)) or WITHDRAWN for one in gone]
    return fresh, [replace(one, stands=False, reason=told, at=at) for one, told in zip(gone, reasons, strict=True)]


def _same(now: Bond | None, one: Bond) -> bool:
    """Whether a bond that stands says what is found now.

    How rare words are moves with every story, and scores of likeness with it.
    """
    if now is None:
        return False
    if now.kind in ALIKE:
        return abs(now.score - one.score) < MOVED
    return now.reason == one.reason and abs(now.score - one.score) < 1e-6


def _row(one: Bond) -> dict[str, object]:
    record = written({"reason": one.reason, "score": one.score, "at": stamp(one.at)})
    return {"kind": one.kind, "first": one.first, "second": one.second, "stands": one.stands, "record": record}


def _bond(row: Row) -> Bond:
    _, kind, first, second, stands, told = row
    record = json.loads(told)
    at = moment(record["at"], first)
    return Bond(kind, first, second, record["reason"], record["score"], at, bool(stands))
