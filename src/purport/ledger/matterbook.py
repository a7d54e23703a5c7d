"""Matters as they were derived last, and folds for lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    or_,
    select,
    union_all,
    update,
)

from purport.errors import InstructionError
from purport.ledger import mattertables as tables
from purport.ledger.asking import CALENDAR, NAMED_FEW, ambiguous, begins
from purport.ledger.codec import day_key, first_day, moment, packed, stamp, unpacked
from purport.ledger.keeping import COUNTED, turn
from purport.ledger.pairings import counting, decisions
from purport.ledger.placing import LIKE, SAME, TELLING, between, differs, dissolve, likenesses, told
from purport.ledger.prepared import Prepared, among
from purport.ledger.standing import chunks
from purport.records.days import in_latin_digits
from purport.records.folds import Compare, Component, Fold, KeptMatter, MatterFilter, MatterLine, Pair, Place
from purport.records.matters import Alike, Contradiction, Likeness, Matter, Pairing, Sort
from purport.records.stories import Link, Origin

MATTER = tables.matter
_STALE = Prepared(select(TELLING.c.id).where(TELLING.c.stale).order_by(TELLING.c.seq).limit(bindparam("most")))
_FIRSTS = Prepared(
    select(TELLING.c.seq, TELLING.c.id)
    .where(TELLING.c.seq > bindparam("after"), TELLING.c.matter == TELLING.c.heads)
    .order_by(TELLING.c.seq)
    .limit(bindparam("most"))
)
_WAIT = Prepared(update(TELLING).where(among(TELLING.c.document)).values(stale=True))
_LET_GO = Prepared(update(TELLING).where(among(TELLING.c.id)).values(matter=None, stale=True))
_STAND = Prepared(update(TELLING).where(TELLING.c.id == bindparam("t")).values(matter=bindparam("m"), stale=False))
_PLACE = (TELLING.c.id, TELLING.c.matter, TELLING.c.stale)
_PLACES = Prepared(select(*_PLACE).where(among(TELLING.c.id)))
_INSIDE = Prepared(select(*_PLACE).where(among(TELLING.c.matter)))
_HEADS = Prepared(select(TELLING.c.heads, TELLING.c.matter).where(among(TELLING.c.id)))
_CHIEFS = Prepared(select(TELLING.c.id).where(among(TELLING.c.id), TELLING.c.lead))
_DIGESTS = Prepared(select(MATTER.c.id, MATTER.c.digest).where(among(MATTER.c.id)))
_DROP = Prepared(delete(MATTER).where(among(MATTER.c.id)))
_FRESH = Prepared.into(MATTER)
_COMPARES = Prepared(
    union_all(
        *(
            select(LIKE.c.first, LIKE.c.second, LIKE.c.score, LIKE.c.alike).where(among(column))
            for column in (LIKE.c.first, LIKE.c.second)
        )
    )
)


_WHOLE_DAY = len("2026-03-09")
_AT_ONCE = 1_000
_RINGS = 2
"""How far from some tellings what is like them is looked for: what is like their matters, and what is like that."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a matter's row holds beside its columns and what is kept of its tellings."""

    members: tuple[str, ...]
    pairings: tuple[Pairing, ...]
    documents: tuple[str, ...]
    ties: tuple[Link, ...]
    origins: tuple[Origin, ...]
    contradictions: tuple[Contradiction, ...]


# Deriving


def derivation(connection: Connection) -> int:
    """As `CorroborationBook.derivation`."""
    return int(COUNTED.scalar(connection, counter="derived") or 0)


def stale(connection: Connection, limit: int) -> list[str]:
    """As `CorroborationBook.stale`."""
    return [name for (name,) in _STALE.all(connection, most=limit)]


def firsts_after(connection: Connection, after: int, limit: int) -> list[tuple[int, str]]:
    """As `CorroborationBook.firsts_after`."""
    return [(seq, name) for seq, name in _FIRSTS.all(connection, after=after, most=limit)]


def make_stale(connection: Connection, documents: Collection[str]) -> None:
    """As `CorroborationBook.make_stale`."""
    if documents:
        _WAIT.run(connection, ids=sorted(documents))


def component(connection: Connection, tellings: Collection[str]) -> Component:
    """As `CorroborationBook.component`."""
    reached = set(tellings)
    for _ in range(_RINGS):
        reached.update(*homes(connection, reached).values())
        reached.update(*_same(connection, sorted(reached)))
    beside = reached
    while beside:
        joined = (one for one in counting(decisions(connection, sorted(beside))) if one.pair is Pair.TOGETHER)
        beside = {name for one in joined for name in (one.first, one.second)} - reached
        reached |= beside.union(*homes(connection, beside).values())
    held = told(connection, reached)
    apart = [
        Likeness(one, other, Alike.DIFFERENT, score, ())
        for one, other, score in differs(connection, held)
        if other in held
    ]
    alike = (*between(connection, held), *apart)
    return Component(tuple(held[name] for name in sorted(held)), alike, tuple(counting(decisions(connection, reached))))


def _same(connection: Connection, tellings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs that are the same, with one of these in it."""
    for chunk in chunks(tellings):
        for column in (LIKE.c.first, LIKE.c.second):
            chosen = select(LIKE.c.first, LIKE.c.second).where(column.in_(chunk), LIKE.c.alike.in_(SAME))
            yield from ((str(one), str(other)) for one, other in connection.execute(chosen))


def places(connection: Connection, tellings: Collection[str]) -> dict[str, Place]:
    """As `CorroborationBook.places`."""
    return _places(connection, _PLACES, tellings)


def _places(connection: Connection, chosen: Prepared, names: Collection[str]) -> dict[str, Place]:
    return {name: Place(kept, bool(waits)) for name, kept, waits in chosen.all(connection, ids=sorted(names))}


def homes(connection: Connection, tellings: Collection[str]) -> dict[str, frozenset[str]]:
    """As `CorroborationBook.homes`."""
    inside = {
        name: one.matter for name, one in _places(connection, _PLACES, tellings).items() if one.matter is not None
    }
    members: dict[str | None, set[str]] = {}
    for name, one in _places(connection, _INSIDE, sorted(set(inside.values()))).items():
        members.setdefault(one.matter, set()).add(name)
    found = {matter: frozenset(some) for matter, some in members.items()}
    return {name: found[matter] for name, matter in inside.items()}


def chiefs(connection: Connection, tellings: Collection[str]) -> set[str]:
    """As `CorroborationBook.chiefs`."""
    return {name for (name,) in _CHIEFS.all(connection, ids=sorted(tellings))}


def compares(connection: Connection, tellings: Collection[str]) -> list[Compare]:
    """As `CorroborationBook.compares`."""
    found = _COMPARES.all(connection, ids=sorted(tellings))
    out = [Compare(first, second, score, alike in SAME) for first, second, score, alike in found]
    return out + [Compare(one, other, score, False) for one, other, score in differs(connection, tellings)]


def derive(connection: Connection, members: Sequence[str], matters: Sequence[KeptMatter]) -> list[str]:
    """As `CorroborationBook.derive`."""
    turn(connection, "derived")
    new = {one.id: one for one in matters}
    heads, inside = _heads(connection, members)
    kept = _digests(connection, sorted(new.keys() | inside | heads))
    dissolve(connection, sorted((kept.keys() | inside) - new.keys()))
    known = {name: kept[name] for name in new if name in kept}
    wanted = {x.id: one.id for one in matters for x in one.tellings}
    held = _places(connection, _INSIDE, known)
    if left_over := sorted(held.keys() - wanted.keys()):
        _LET_GO.run(connection, ids=left_over)
    _STAND.many(connection, [{"t": name, "m": to} for name, to in wanted.items() if held.get(name) != Place(to, False)])
    changed = [one for one in matters if known.get(one.id) != one.digest]
    if before := [one.id for one in changed if one.id in known]:
        _DROP.run(connection, ids=before)
    _FRESH.many(connection, [matter_row(one) for one in changed])
    return [one.id for one in changed]


def standing(connection: Connection, ids: Collection[str]) -> int:
    """As `CorroborationBook.standing`."""
    return sum(len(_digests(connection, some)) for some in chunks(sorted(ids)))


def marks(connection: Connection) -> frozenset[int]:
    """As `CorroborationBook.marks`."""
    rows = connection.execute(select(MATTER.c.id, MATTER.c.digest).execution_options(yield_per=_AT_ONCE))
    return frozenset(hash((row.id, row.digest)) for row in rows)


def _heads(connection: Connection, members: Sequence[str]) -> tuple[set[str], set[str]]:
    """The ids that matters with one of these as the oldest have, and those that these are in now."""
    rows = _HEADS.all(connection, ids=members)
    return {head for head, _ in rows}, {matter for _, matter in rows if matter}


def _digests(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    return dict(_DIGESTS.all(connection, ids=ids))


def matter_row(one: KeptMatter) -> dict[str, object]:
    """The row of a matter."""
    fold, line = one.line.fold, one.line
    rest = _Rest(
        tuple(x.id for x in one.tellings),
        one.matter.pairings,
        one.documents,
        one.ties,
        one.origins,
        one.contradictions,
    )
    return {
        "id": fold.matter,
        "sort": str(fold.sort),
        "day": day_key(first_day(line.last)),
        "first": line.first,
        "last": line.last,
        "label": fold.label,
        "stories": fold.stories,
        "origins": fold.origins,
        "reason": fold.reason,
        "lone": fold.lone,
        "contradicted": fold.contradicted,
        "chief": any(x.lead for x in one.tellings),
        "at": stamp(line.at),
        "digest": one.digest,
        "record": packed(rest),
    }


# Asking

LINE = tuple(MATTER.c[name] for name in ("id", "sort", "label", "stories", "origins", "reason", "lone", "contradicted"))


def folds(connection: Connection, documents: Collection[str]) -> dict[str, Fold]:
    """As `Ledger.folds`."""
    out: dict[str, Fold] = {}
    joined = TELLING.join(MATTER, MATTER.c.id == TELLING.c.matter)
    for chunk in chunks(sorted(set(documents))):
        chosen = select(TELLING.c.document, *LINE).select_from(joined)
        for row in connection.execute(chosen.where(TELLING.c.document.in_(chunk), TELLING.c.lead)):
            out[str(row.document)] = _fold(row)
    return out


def fold_of(connection: Connection, telling: str) -> Fold | None:
    """As `CorroborationBook.fold_of`."""
    joined = TELLING.join(MATTER, MATTER.c.id == TELLING.c.matter)
    row = connection.execute(select(*LINE).select_from(joined).where(TELLING.c.id == telling)).first()
    return None if row is None else _fold(row)


def _fold(row: Row[Any]) -> Fold:
    sort = Sort(row.sort)
    return Fold(row.id, sort, row.label, row.stories, row.origins, row.reason, bool(row.lone), bool(row.contradicted))


def _line(row: Row[Any]) -> MatterLine:
    return MatterLine(_fold(row), row.first, row.last, moment(row.at, row.id))


def matters(connection: Connection, question: MatterFilter) -> list[MatterLine]:
    """As `Ledger.matters`."""
    chosen = select(*LINE, MATTER.c.first, MATTER.c.last, MATTER.c.at).where(*_conditions(question))
    chosen = chosen.order_by(MATTER.c.day.desc(), MATTER.c.id).offset(question.offset)
    found: Select[Any] = chosen if question.limit is None else chosen.limit(question.limit)
    return [_line(row) for row in connection.execute(found)]


def _conditions(question: MatterFilter) -> Iterator[ColumnElement[bool]]:
    c = MATTER.c
    if not question.aside:
        yield c.chief
    if question.sort is not None:
        yield c.sort == str(question.sort)
    if question.since is not None:
        yield c.day >= day_key(_day(question.since))
    if question.until is not None:
        yield and_(c.day <= day_key(_day(question.until)), c.day > 0)
    if question.least > 1:
        yield c.stories >= question.least
    for column, wanted in ((c.contradicted, question.contradicted), (c.lone, question.lone)):
        if wanted is not None:
            yield column if wanted else ~column


def _day(text: str) -> Any:
    told = in_latin_digits(text)
    found = first_day(told)
    if found is None or len(told) != _WHOLE_DAY or not CALENDAR.fullmatch(told):
        raise InstructionError(f"{text} is no day", code="bad-date", subject=text, advice="write it as YYYY-MM-DD")
    return found


def matter(connection: Connection, name: str) -> KeptMatter:
    """As `Ledger.matter`."""
    identity = _named(connection, name)
    row = connection.execute(select(MATTER).where(MATTER.c.id == identity)).one()
    rest = unpacked(row.record, _Rest, identity)
    held = told(connection, rest.members)
    found = [held[one] for one in rest.members if one in held]
    inside = {one.telling.id for one in found}
    alike = [x for x in likenesses(connection, inside) if x.first in inside and x.second in inside]
    return KeptMatter(
        line=_line(row),
        matter=Matter(identity, Sort(row.sort), rest.members, tuple(alike), rest.pairings),
        tellings=tuple(one.telling for one in found),
        checks=tuple(check for one in found for check in one.checks),
        documents=rest.documents,
        ties=rest.ties,
        origins=rest.origins,
        contradictions=rest.contradictions,
        digest=row.digest,
    )


def _named(connection: Connection, name: str) -> str:
    """The id of the matter meant: its id or the beginning of it, the id that it had before, or that of a telling or document."""
    full = name if name.startswith("mt-") else f"mt-{name}"
    ids = list(connection.scalars(select(MATTER.c.id).where(begins(connection, MATTER.c.id, full)).limit(NAMED_FEW)))
    if full in ids or len(ids) == 1:
        return full if full in ids else str(ids[0])
    if ids:
        raise ambiguous("matters", name, [str(one) for one in ids])
    c = TELLING.c
    by = or_(c.heads == full, c.id == name, and_(c.document == name, c.lead))
    found = connection.scalar(select(c.matter).where(by, c.matter.is_not(None)).limit(1))
    if found is None:
        advice = "purport matters shows the ids; purport corroborate brings them up to date"
        raise InstructionError("no matter has this id", code="unknown-id", subject=name, advice=advice)
    return str(found)
