"""What people decided on pairs of tellings, and what the database alone can tell to be wrong with corroboration."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

import msgspec
from sqlalchemy import Connection, func, insert, or_, select, update

from purport.errors import InstructionError
from purport.ledger import mattertables as tables
from purport.ledger import schema
from purport.ledger.codec import damaged, decoded, encoded
from purport.ledger.keeping import log, not_overtaken
from purport.ledger.prepared import Prepared, among
from purport.records import Fault
from purport.records.folds import Pair, PairDecision
from purport.records.identity import digest

DECISION, TELLING, MATTER = tables.pair_decision, tables.telling, tables.matter
_LAST = Prepared(select(func.max(DECISION.c.id)))
_ON = Prepared(
    select(DECISION.c.id, DECISION.c.first, DECISION.c.record).where(
        or_(*(among(column) for column in (DECISION.c.first, DECISION.c.second)))
    )
)
PAIRED = "paired"
"""The deed in the custody log."""


def counting(decisions: Iterable[PairDecision]) -> list[PairDecision]:
    """Of the decisions on each pair the last one, without those that take back; oldest first."""
    last: dict[frozenset[str], PairDecision] = {}
    for one in decisions:
        pair = frozenset((one.first, one.second))
        last.pop(pair, None)
        last[pair] = one
    return [one for one in last.values() if one.pair is not Pair.OPEN]


def decisions(connection: Connection, tellings: Collection[str]) -> list[PairDecision]:
    """All decisions on pairs with one of these, each once, oldest first."""
    found = {number: _read(first, record) for number, first, record in _ON.all(connection, ids=sorted(tellings))}
    return [found[number] for number in sorted(found)]


def _read(first: str, record: str) -> PairDecision:
    try:
        return decoded(record, PairDecision)
    except msgspec.MsgspecError as fault:
        raise damaged(first, fault) from fault


def last_ruled(connection: Connection) -> int:
    """As `CorroborationBook.last_ruled`."""
    return int(_LAST.scalar(connection) or 0)


def rulings(connection: Connection) -> list[PairDecision]:
    """As `CorroborationBook.rulings`."""
    rows = connection.execute(select(DECISION.c.first, DECISION.c.record).order_by(DECISION.c.id)).all()
    return counting([_read(first, record) for first, record in rows])


def decided(connection: Connection, tellings: Collection[str]) -> set[str]:
    """As `CorroborationBook.decided`."""
    found = {name for one in decisions(connection, tellings) for name in (one.first, one.second)}
    return found & set(tellings)


def decide(connection: Connection, decision: PairDecision, seen: str | None = None) -> bool:
    """As `CorroborationBook.decide`."""
    exhibits = _exhibits(connection, decision)
    record = encoded(decision)
    name, pair = digest(record), {decision.first, decision.second}
    before = [one for one in decisions(connection, [decision.first]) if {one.first, one.second} == pair]
    not_overtaken(decision.first, digest(encoded(before[-1])) if before else None, seen)
    if (before[-1].pair if before else Pair.OPEN) is decision.pair:
        return False
    row = {"first": decision.first, "second": decision.second, "digest": name, "record": record.decode()}
    connection.execute(insert(DECISION), [row])
    connection.execute(update(TELLING).where(TELLING.c.id.in_(sorted(pair))).values(stale=True))
    detail = {"first": decision.first, "second": decision.second, "pair": str(decision.pair), "pairing": name}
    log(connection, decision.at, [(PAIRED, exhibit, detail) for exhibit in exhibits])
    return True


def _exhibits(connection: Connection, decision: PairDecision) -> list[str]:
    """The exhibits of both stories."""
    joined = TELLING.join(schema.document, schema.document.c.id == TELLING.c.document)
    columns = (TELLING.c.document, schema.document.c.exhibit)
    found = []
    for name in (decision.first, decision.second):
        row = connection.execute(select(*columns).select_from(joined).where(TELLING.c.id == name)).first()
        if row is None:
            advice = "purport corroborate brings the ledger up to date"
            raise InstructionError("no telling has this id", code="unknown-id", subject=name, advice=advice)
        found.append(row)
    if found[0].document == found[1].document:
        raise InstructionError(
            "both are of one story, and what a story tells apart is apart",
            code="same-story",
            subject=found[0].document,
            advice="name statements, events or documents of two stories",
        )
    return list(dict.fromkeys(str(row.exhibit) for row in found))


def faults(connection: Connection, removed: set[str]) -> Iterator[Fault]:
    """Each decision must be the one that the custody log tells of, none may be gone, and what is derived must rest on something."""
    said = {name: n for n, detail in enumerate(_details(connection)) if (name := detail.get("pairing"))}
    held, last = set(), dict[frozenset[str], int]()
    for row in connection.execute(select(DECISION).order_by(DECISION.c.id)):
        name, pair = digest(row.record.encode("utf-8", "surrogatepass")), frozenset((row.first, row.second))
        held.add(name)
        if name not in said or name != row.digest:
            yield Fault("changed-decision", row.first, "the decision is not one that the custody log tells of")
        elif any(json.loads(row.record)[one] != getattr(row, one) for one in ("first", "second")):
            yield Fault("changed-decision", row.first, "the columns to filter by do not say what the decision says")
        elif said[name] < last.get(pair, 0):
            yield Fault("changed-decision", row.first, "decisions do not stand in the order in which they were made")
        last[pair] = max(said.get(name, 0), last.get(pair, 0))
    for name in sorted(said.keys() - held - removed):
        yield Fault("missing-row", name, "the custody log names this decision, but its row is gone")
    yield from _orphans(connection)


def _details(connection: Connection) -> Iterator[dict[str, str]]:
    c = schema.custody.c
    for record in connection.scalars(select(c.detail).where(c.deed == PAIRED).order_by(c.seq)):
        try:
            found = json.loads(record)
        except ValueError:
            continue  # said of the chain already
        if isinstance(found, dict):
            yield found


def _orphans(connection: Connection) -> Iterator[Fault]:
    documents = select(schema.document.c.id)
    for table, told in (
        (TELLING, "a telling names"),
        (tables.placed, "a placed story is"),
        (tables.unplaced, "the queue names"),
    ):
        lost = select(table.c.document).distinct().where(table.c.document.not_in(documents))
        for name in connection.scalars(lost.order_by(table.c.document)):
            yield Fault("orphan", name, f"{told} this document, but there is none")
    c = TELLING.c
    lost = select(c.id).where(c.matter.is_not(None), c.matter.not_in(select(MATTER.c.id))).order_by(c.id)
    for name in connection.scalars(lost):
        yield Fault("orphan", name, "the telling names a matter, but there is none")
    empty = select(MATTER.c.id).where(MATTER.c.id.not_in(select(c.matter).where(c.matter.is_not(None))))
    for name in connection.scalars(empty.order_by(MATTER.c.id)):
        yield Fault("orphan", name, "the matter holds no telling")
