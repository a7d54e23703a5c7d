"""Alerts in the book; see :mod:`purport.ledger.alertport`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Row, Select, func, insert, select, update

from purport.errors import InstructionError
from purport.ledger import firsts, schema
from purport.ledger.asking import DOCUMENT, READING, ROW, STATEMENT
from purport.ledger.codec import damaged, decoded, encoded, moment, stamp, unpacked
from purport.ledger.rows import row_of
from purport.ledger.schedule import is_due
from purport.ledger.standing import chunks
from purport.records import Document, Reading
from purport.records.alerts import Alert, Matched, Member, News, Sending, State, by_alert

Open = Callable[[], AbstractContextManager[Connection]]
T = TypeVar("T")
RULE, MEMBER, SENDING = schema.alert_rule, schema.alert_member, schema.alert_sending


class Alerts:
    """A :class:`~purport.ledger.alertport.AlertBook`, over the transactions of a book."""

    def __init__(self, asking: Open, writing: Open) -> None:
        self._asking = asking
        self._writing = writing

    def newest(self) -> int:
        """The last place in the order of filing."""
        with self._asking() as connection:
            return firsts.newest(connection)

    def last_before(self, at: datetime) -> int:
        """The last place before a moment."""
        with self._asking() as connection:
            return firsts.last_before(connection, at)

    def news(self, after: int, limit: int) -> list[News]:
        """What was filed first after a place."""
        c = schema.filed.c
        chosen = select(c.seq, c.subject, c.at).where(c.seq > after).order_by(c.seq).limit(limit)
        with self._asking() as connection:
            filed = list(connection.execute(chosen))
            return _news(connection, [(row.seq, row.subject, moment(row.at)) for row in filed])

    def told(self, subjects: Collection[str]) -> dict[str, News]:
        """Statements and documents by id."""
        with self._asking() as connection:
            found = _news(connection, [(0, subject, None) for subject in dict.fromkeys(subjects)])
        return {one.subject: one for one in found}

    def begin(self, rules: Collection[str]) -> dict[str, int]:
        """How far rules have got."""
        with self._asking() as connection:
            held = _reached(connection, rules)
        if len(held) == len(set(rules)):
            return held
        with self._writing() as connection:
            held = _reached(connection, rules)
            last = firsts.newest(connection)
            fresh = [{"name": name, "seq": last} for name in dict.fromkeys(rules) if name not in held]
            if fresh:
                connection.execute(insert(RULE), fresh)
            return held | {str(row["name"]): last for row in fresh}

    def record(self, matched: Matched) -> bool:
        """Write what came of matching, if nobody else got on."""
        with self._writing() as connection:
            if _reached(connection, matched.before) != matched.before:
                return False
            for name, seq in matched.after.items():
                connection.execute(update(RULE).where(RULE.c.name == name).values(seq=seq))
            _write_members(connection, matched.members)
            if matched.sendings:
                connection.execute(insert(SENDING), [_sending_row(one) for one in matched.sendings])
            return True

    def members(self, since: datetime) -> list[Member]:
        """Members since a moment."""
        chosen = select(MEMBER).where(MEMBER.c.at >= stamp(since)).order_by(MEMBER.c.at, MEMBER.c.seq)
        with self._asking() as connection:
            return [_member(row) for row in connection.execute(chosen)]

    def last_alert(self) -> int:
        """The newest alert's number."""
        with self._asking() as connection:
            return int(connection.scalar(select(func.max(MEMBER.c.alert))) or 0)

    def delivered(self, alerts: Collection[int]) -> dict[int, list[Sending]]:
        """Sendings by alert."""
        with self._asking() as connection:
            return _sendings_of(connection, alerts)

    def due(self, until: datetime) -> list[Sending]:
        """Sendings that are due."""
        c = SENDING.c
        return self._sendings(_waiting().where(is_due(c.due, until)).order_by(c.due, c.id))

    def claim(self, sendings: Iterable[Sending], until: datetime, batched: bool = False) -> list[Sending]:
        """Take sendings in hand."""
        c, taken = SENDING.c, []
        with self._writing() as connection:
            for one in sendings:
                mine = replace(one, due=until, batched=one.batched or batched)
                same = (c.id == one.id, c.state == str(State.WAITING), c.due == stamp(one.due))
                if connection.execute(update(SENDING).where(*same).values(**_sending_row(mine))).rowcount:
                    taken.append(mine)
        return taken

    def settle(self, sendings: Iterable[Sending]) -> None:
        """Write what has become of sendings."""
        with self._writing() as connection:
            for one in sendings:
                connection.execute(update(SENDING).where(SENDING.c.id == one.id).values(**_sending_row(one)))

    def sent_by(self, delivery: str, limit: int) -> list[Sending]:
        """The newest that a delivery sent."""
        c = SENDING.c
        sent = select(SENDING).where(c.delivery == delivery, c.state == str(State.SENT))
        return self._sendings(sent.order_by(c.id.desc()).limit(limit))

    def alerts(self, limit: int | None, offset: int = 0) -> list[Alert]:
        """Alerts, newest first."""
        c = MEMBER.c
        numbers = select(c.alert).distinct().order_by(c.alert.desc()).offset(offset)
        with self._asking() as connection:
            found = list(connection.scalars(numbers if limit is None else numbers.limit(limit)))
            return _alerts(connection, found)

    def alert(self, number: int) -> Alert:
        """One alert."""
        with self._asking() as connection:
            found = _alerts(connection, [number])
        if not found:
            advice = "purport alerts list shows the numbers"
            raise InstructionError("no alert has this number", code="unknown-id", subject=str(number), advice=advice)
        return found[0]

    def _sendings(self, chosen: Select[tuple[object, ...]]) -> list[Sending]:
        with self._asking() as connection:
            return [_sending(row) for row in connection.execute(chosen)]


def _waiting() -> Select[tuple[object, ...]]:
    return select(SENDING).where(SENDING.c.state == str(State.WAITING))


def _reached(connection: Connection, rules: Collection[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for chunk in chunks(sorted(rules)):
        found = connection.execute(select(RULE).where(RULE.c.name.in_(chunk)))
        out.update((row.name, int(row.seq)) for row in found)
    return out


def _write_members(connection: Connection, members: Collection[Member]) -> None:
    """Write members; one that is in the alert already, by a rule that has got further, gets the reasons of the others too."""
    for chunk in chunks(list(members)):
        known = {(one.alert, one.seq): one for one in _by_seq(connection, [one.seq for one in chunk])}
        rows = [_member_row(one) for one in chunk if (one.alert, one.seq) not in known]
        if rows:
            connection.execute(insert(MEMBER), rows)
        for before, one in ((known[one.alert, one.seq], one) for one in chunk if (one.alert, one.seq) in known):
            both = replace(before, rules=tuple((dict(before.rules) | dict(one.rules)).items()))
            same = (MEMBER.c.alert == one.alert, MEMBER.c.seq == one.seq)
            connection.execute(update(MEMBER).where(*same).values(**_member_row(both)))


def _by_seq(connection: Connection, numbers: Collection[int]) -> list[Member]:
    return [_member(row) for row in connection.execute(select(MEMBER).where(MEMBER.c.seq.in_(numbers)))]


def _member_row(one: Member) -> dict[str, object]:
    return {"seq": one.seq, "alert": one.alert, "at": stamp(one.at), "record": encoded(one).decode()}


def _sending_row(one: Sending) -> dict[str, object]:
    return {
        "alert": one.alert,
        "delivery": one.delivery,
        "state": str(one.state),
        "due": stamp(one.due),
        "record": encoded(replace(one, id=0)).decode(),
    }


def _record(record: str, kind: type[T], subject: str) -> T:
    try:
        return decoded(record, kind)
    except msgspec.MsgspecError as fault:
        raise damaged(subject, fault) from fault


def _member(row: Row[tuple[object, ...]]) -> Member:
    return _record(row.record, Member, f"alert {row.alert}")


def _sending(row: Row[tuple[object, ...]]) -> Sending:
    return replace(_record(row.record, Sending, f"sending {row.id}"), id=row.id)


def _sendings_of(connection: Connection, alerts: Collection[int]) -> dict[int, list[Sending]]:
    out: dict[int, list[Sending]] = {}
    for chunk in chunks(sorted(alerts)):
        for row in connection.execute(select(SENDING).where(SENDING.c.alert.in_(chunk)).order_by(SENDING.c.id)):
            out.setdefault(row.alert, []).append(_sending(row))
    return out


def _alerts(connection: Connection, numbers: Collection[int]) -> list[Alert]:
    members: list[Member] = []
    for chunk in chunks(list(numbers)):
        found = connection.execute(select(MEMBER).where(MEMBER.c.alert.in_(chunk)).order_by(MEMBER.c.seq))
        members += [_member(row) for row in found]
    held, sendings = by_alert(members), _sendings_of(connection, numbers)
    return [Alert(one, tuple(held[one]), tuple(sendings.get(one, ()))) for one in numbers if one in held]


# News


def _news(connection: Connection, filed: Collection[tuple[int, str, datetime | None]]) -> list[News]:
    """News in order; `at` where the filing is not known: when its document was captured."""
    statements = _rows(connection, [subject for _, subject, _ in filed if subject.startswith("st-")])
    named = {str(row["document"]) for row in statements.values()}
    named.update(subject for _, subject, _ in filed if subject.startswith("doc-"))
    documents = _documents(connection, named)
    out = []
    for seq, subject, at in filed:
        row = statements.get(subject)
        held = documents.get(subject if row is None else str(row["document"]))
        if held is None:
            continue
        document, text, reading, captured = held
        told = replace(document, text=text) if row is None else document
        name = subject if row is None else str(row["document"])
        shown = None if row is None else row_of(row)
        out.append(News(seq, subject, at or captured, told, name, shown, reading()))
    return out


def _rows(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, object]]:
    joined = STATEMENT.join(DOCUMENT, DOCUMENT.c.id == STATEMENT.c.document)
    out: dict[str, dict[str, object]] = {}
    for chunk in chunks(list(ids)):
        chosen = select(*ROW).select_from(joined).where(STATEMENT.c.id.in_(chunk))
        out.update((str(row["id"]), dict(row)) for row in connection.execute(chosen).mappings())
    return out


Held = tuple[Document, str, Callable[[], Reading | None], datetime]


def _documents(connection: Connection, ids: Collection[str]) -> dict[str, Held]:
    """Documents without and with their text, and a way to their reading that unpacks it once; removed ones are left out."""
    c = DOCUMENT.c
    joined = DOCUMENT.outerjoin(READING, READING.c.id == c.reading)
    columns = (c.id, c.text, c.record, c.captured_at, READING.c.record.label("reading"))
    out: dict[str, Held] = {}
    for chunk in chunks(sorted(ids)):
        for row in connection.execute(select(*columns).select_from(joined).where(c.id.in_(chunk))):
            if not row.text:
                continue
            document = replace(unpacked(row.record, Document, row.id), text="")
            out[row.id] = (document, row.text, _lazily(row.reading, row.id), moment(row.captured_at))
    return out


def _lazily(record: bytes | None, subject: str) -> Callable[[], Reading | None]:
    return cache(lambda: None if record is None else unpacked(record, Reading, subject))
