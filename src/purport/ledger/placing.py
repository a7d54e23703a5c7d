"""The queue of stories, their tellings with the index of names and words, and what stories have of each other's text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ClauseElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from purport.ledger import mattertables as tables
from purport.ledger import schema
from purport.ledger.codec import moment, packed, stamp, unpacked, written
from purport.ledger.keeping import COUNTED, turn
from purport.ledger.prepared import Prepared, among
from purport.ledger.renewing import COMPARING, RENEWAL, SINCE, STORIES, STORIES_SINCE, put, renewal
from purport.ledger.standing import STDIN, chunks
from purport.records import Document, DocumentRow
from purport.records.folds import Compared, Lead, Placed, Sketch, Told, listed
from purport.records.matters import Alike, Likeness, Sort, Telling

QUEUE, PLACED, TELLING = tables.unplaced, tables.placed, tables.telling
WORD, COUNT, LIKE, LENT = tables.telling_word, tables.word_count, tables.likeness, tables.lent
ALL = ""
"""Stands in `word_count` for the tellings themselves."""
SKETCH = (
    *(TELLING.c[name] for name in ("seq", "id", "document", "sort", "days", "lead")),
    TELLING.c.published.label("out"),
)
SAME = (str(Alike.SAME_EVENT), str(Alike.SAME_RELEASE))
_DOCUMENT = schema.document.c
_BARE = Prepared(
    select(_DOCUMENT.id, _DOCUMENT.text, _DOCUMENT.record, _DOCUMENT.captured_at).where(among(_DOCUMENT.id))
)
_COUNTS = Prepared(select(COUNT).where(among(COUNT.c.word)))
_SKETCHES = Prepared(select(*SKETCH).where(among(TELLING.c.seq)))
_TOLD = Prepared(select(TELLING.c.id, TELLING.c.record).where(among(TELLING.c.id)))
_LENT = Prepared(select(LENT).where(among(LENT.c.later)).order_by(LENT.c.later, LENT.c.earlier))
_LEANING = Prepared(select(LENT.c.later).where(among(LENT.c.earlier)).order_by(LENT.c.later))
_DIFFERS = Prepared(select(TELLING.c.id, TELLING.c.seq, TELLING.c.differs).where(among(TELLING.c.id)))
_SEQS = Prepared(select(TELLING.c.id, TELLING.c.seq).where(among(TELLING.c.id)))
_LEADS = Prepared(select(TELLING.c.counted, *SKETCH).where(among(TELLING.c.document), TELLING.c.seq >= SINCE))
_CLAIM = Prepared(delete(QUEUE).where(QUEUE.c.document == bindparam("claimed")))
_IS_PLACED = Prepared(select(PLACED.c.seq).where(PLACED.c.document == bindparam("asked")))
_CHAINS = Prepared(select(PLACED.c.document, PLACED.c.chains).where(among(PLACED.c.document)))
_OF_PAIR = Prepared(delete(LENT).where(LENT.c.later == bindparam("one"), LENT.c.earlier == bindparam("other")))
_FRESH = {table: Prepared.into(table) for table in (QUEUE, PLACED, TELLING, WORD, LIKE, LENT)}
_EITHER = [select(LIKE).where(among(column)) for column in (LIKE.c.first, LIKE.c.second)]
_ALIKE = Prepared(union_all(*_EITHER))
_ALIKE_SO = Prepared(union_all(*(one.where(among(LIKE.c.alike, "kinds")) for one in _EITHER)))
_QUEUED = Prepared(
    select(QUEUE.c.seq, QUEUE.c.document)
    .where(
        or_(
            QUEUE.c.seq > bindparam("after"),
            and_(QUEUE.c.seq == bindparam("after"), QUEUE.c.document > bindparam("name")),
        )
    )
    .order_by(QUEUE.c.seq, QUEUE.c.document)
    .limit(bindparam("most"))
)
_HOW_MANY_WAIT = Prepared(select(func.count()).select_from(QUEUE))
_COUNTS_NOW = PLACED.c.seq >= STORIES_SINCE
_HOW_MANY = Prepared(select(func.count()).select_from(PLACED).where(_COUNTS_NOW))
_NEWEST = Prepared(select(PLACED.c.document).where(_COUNTS_NOW).order_by(PLACED.c.seq.desc()).limit(bindparam("most")))
_NEXT_PLACED = Prepared(
    select(PLACED.c.seq, PLACED.c.document)
    .where(PLACED.c.seq > bindparam("after"))
    .order_by(PLACED.c.seq)
    .limit(bindparam("most"))
)
_TOTAL = Prepared(select(COUNT.c.number).where(COUNT.c.word == ALL))
_EIGHT = 8
"""By how many words questions for who has them grow."""
NONE = " "
"""A word that nothing has, since words have no spaces."""
Differs = tuple[tuple[str, float], ...]


# The queue


def queue(connection: Connection, documents: Sequence[str]) -> None:
    """Put documents at the end of the queue; those that wait already keep their place."""
    known: set[str] = set()
    for chunk in chunks(documents):
        known.update(connection.scalars(select(QUEUE.c.document).where(QUEUE.c.document.in_(chunk))))
    fresh = [name for name in dict.fromkeys(documents) if name not in known]
    begins = turn(connection, "unplaced", len(fresh))
    if fresh:
        _FRESH[QUEUE].many(connection, [{"document": name, "seq": begins + n} for n, name in enumerate(fresh)])


def waiting(connection: Connection, limit: int, after: tuple[int, str]) -> list[tuple[int, str]]:
    """As `CorroborationBook.waiting`."""
    found = _QUEUED.all(connection, after=after[0], name=after[1], most=limit)
    return [(int(seq), str(name)) for seq, name in found]


def how_many_wait(connection: Connection) -> int:
    """As `CorroborationBook.how_many_wait`."""
    return int(_HOW_MANY_WAIT.scalar(connection))


def claim(connection: Connection, document: str) -> bool:
    """As `CorroborationBook.claim`."""
    return bool(_CLAIM.run(connection, claimed=document))


def placed_otherwise(connection: Connection, way: str) -> int:
    """As `CorroborationBook.placed_otherwise`."""
    waits = select(QUEUE.c.document).where(QUEUE.c.document == PLACED.c.document).exists()
    return int(connection.scalar(select(func.count()).select_from(PLACED).where(PLACED.c.way != way, ~waits)) or 0)


# Placing


def place(connection: Connection, placed: Placed, found: Iterable[Compared]) -> int:
    """As `CorroborationBook.place`."""
    compared = {one.telling: one for one in found}
    begins = turn(connection, "tellings", len(placed.told))
    rows = [
        telling_row(begins + n, told, compared.get(told.telling.id), placed.document)
        for n, told in enumerate(placed.told)
    ]
    _FRESH[TELLING].many(connection, rows)
    _list(connection, [(begins + n, told.telling) for n, told in enumerate(placed.told)])
    counted = [one.telling for one in placed.told if one.telling.id not in compared or compared[one.telling.id].counted]
    number = Counter(word for one in counted for word in listed(one))
    count(connection, {ALL: len(placed.told), **number} if placed.told else {})
    _FRESH[LIKE].many(connection, [likeness_row(one) for x in compared.values() for one in x.alike])
    _FRESH[PLACED].many(connection, [placed_row(turn(connection, "placed"), placed)])
    return begins


def placed_row(seq: int, placed: Placed) -> dict[str, object]:
    """The row of a story that is placed."""
    return {
        "document": placed.document,
        "seq": seq,
        "reading": placed.reading,
        "way": placed.way,
        "at": stamp(placed.at),
        "chains": written(placed.chains),
    }


def telling_row(seq: int, told: Told, compared: Compared | None, document: str) -> dict[str, object]:
    """The row of a telling that waits to be derived."""
    one = told.telling
    return {
        "seq": seq,
        "id": one.id,
        "document": document,
        "sort": str(one.sort),
        "lead": one.lead,
        "published": one.out,
        "days": one.days,
        "heads": told.heads,
        "matter": None,
        "stale": True,
        "counted": compared is None or compared.counted,
        "record": packed(told),
        "differs": packed(compared.differs if compared else ()),
    }


def likeness_row(one: Likeness) -> dict[str, object]:
    """The row of a likeness."""
    told = written(one.reasons)
    return {"first": one.first, "second": one.second, "alike": str(one.alike), "score": one.score, "reasons": told}


def _list(connection: Connection, tellings: Sequence[tuple[int, Telling]]) -> None:
    """Puts tellings into the index of names and words."""
    _FRESH[WORD].many(connection, [{"word": word, "seq": seq} for seq, one in tellings for word in sorted(listed(one))])


def count(connection: Connection, number: Mapping[str, int]) -> None:
    """Add to how many tellings words are in."""
    _ADDED.many(connection, [{"word": word, "number": n} for word, n in sorted(number.items())])


def _added(dialect: str) -> ClauseElement:
    """What adds to counts, and begins new ones."""
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    added = make(COUNT)
    statement: ClauseElement = added.on_conflict_do_update(
        index_elements=[COUNT.c.word], set_={"number": COUNT.c.number + added.excluded.number}
    )
    return statement


_ADDED = Prepared(_added, ["word", "number"])


def generation(connection: Connection) -> int:
    """As `CorroborationBook.generation`."""
    return int(COUNTED.scalar(connection, counter="placed") or 0)


def unplace(connection: Connection, document: str) -> tuple[str, ...]:
    """As `CorroborationBook.unplace`."""
    turn(connection, "placed")
    rows = connection.execute(select(TELLING).where(TELLING.c.document == document)).mappings().all()
    ids = [str(row["id"]) for row in rows]
    held = [(int(row["seq"]), bool(row["counted"]), unpacked(row["record"], Told, row["id"]).telling) for row in rows]
    _unlist(connection, held)
    dissolve(connection, [str(name) for row in rows for name in (row["matter"], row["heads"]) if name])
    for chunk in chunks(ids):
        connection.execute(delete(LIKE).where(or_(LIKE.c.first.in_(chunk), LIKE.c.second.in_(chunk))))
    connection.execute(delete(TELLING).where(TELLING.c.document == document))
    leant = leaning_on(connection, [document])
    connection.execute(delete(LENT).where(or_(LENT.c.later == document, LENT.c.earlier == document)))
    connection.execute(delete(PLACED).where(PLACED.c.document == document))
    return tuple(leant)


def dissolve(connection: Connection, matters: Sequence[str]) -> None:
    """Take matters out of the view; all their tellings wait to be derived."""
    for chunk in chunks(sorted(set(matters))):
        connection.execute(update(TELLING).where(TELLING.c.matter.in_(chunk)).values(matter=None, stale=True))
        connection.execute(delete(tables.matter).where(tables.matter.c.id.in_(chunk)))


def _unlist(connection: Connection, rows: Sequence[tuple[int, bool, Telling]]) -> None:
    """Takes tellings out of the index; their places, whether they count, and they themselves."""
    number: Counter[str] = Counter()
    since = renewal(connection)
    for seq, counted, one in rows:
        words = sorted(listed(one))
        if seq >= since:  # others count no more
            number[ALL] += 1
            number.update(words if counted else ())
        for chunk in chunks(words):
            connection.execute(delete(WORD).where(WORD.c.seq == seq, WORD.c.word.in_(chunk)))
    for word, n in sorted(number.items()):
        connection.execute(update(COUNT).where(COUNT.c.word == word).values(number=COUNT.c.number - n))
    for chunk in chunks(sorted(number)):
        connection.execute(delete(COUNT).where(COUNT.c.number <= 0, COUNT.c.word.in_(chunk)))


def placed_anew(connection: Connection, since: int) -> bool:
    """As `CorroborationBook.placed_anew`."""
    if not since or renewal(connection) != since:
        return False
    chosen = select(TELLING.c.id, TELLING.c.counted, TELLING.c.record).where(TELLING.c.seq < since)
    for name, counted, record in connection.execute(chosen):
        told = unpacked(record, Told, name).telling
        count(connection, {ALL: 1, **dict.fromkeys(listed(told) if counted else (), 1)})
    put(connection, RENEWAL, COMPARING)
    put(connection, STORIES, 0)
    turn(connection, "placed")  # what others have at hand of the index is no longer so
    return True


def is_placed(connection: Connection, document: str) -> bool:
    """As `CorroborationBook.is_placed`."""
    return _IS_PLACED.scalar(connection, asked=document) is not None


def _chains(record: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, chain)) for chain in json.loads(record))


def chains(connection: Connection, documents: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """As `CorroborationBook.chains`."""
    return {name: _chains(record) for name, record in _CHAINS.all(connection, ids=sorted(documents))}


def bare(connection: Connection, ids: Collection[str]) -> dict[str, DocumentRow]:
    """As `CorroborationBook.bare`."""
    out: dict[str, DocumentRow] = {}
    for name, words, record, at in _BARE.all(connection, ids=sorted(ids)):
        document = replace(unpacked(record, Document, name), text=words)
        out[name] = DocumentRow(name, document, None, moment(at, name))
    return out


# The index


def total(connection: Connection) -> int:
    """As `CorroborationBook.total`."""
    return int(_TOTAL.scalar(connection) or 0)


def counts(connection: Connection, words: Collection[str]) -> dict[str, int]:
    """As `CorroborationBook.counts`."""
    return dict(_COUNTS.all(connection, ids=sorted(words)))


def holders(connection: Connection, words: Sequence[str], limit: int) -> dict[str, list[int]]:
    """As `CorroborationBook.holders`: a few rows of the index for each word, in one question."""
    out: dict[str, list[int]] = {word: [] for word in words}
    if not words:
        return out
    number = -(-len(words) // _EIGHT) * _EIGHT  # a few forms are compiled, not one for each number
    given = {f"w{n}": words[n] if n < len(words) else NONE for n in range(number)}
    for n, seq in _holding(number).all(connection, **given, most=limit):
        out[words[n]].append(seq)
    return out


@cache
def _holding(number: int) -> Prepared:
    """The newest tellings that have each of so many words."""
    each = [
        select(literal_column(str(n)).label("n"), WORD.c.seq)
        .where(WORD.c.word == bindparam(f"w{n}"), WORD.c.seq >= SINCE)
        .order_by(WORD.c.seq.desc())
        .limit(bindparam("most"))
        .subquery(f"t{n}")
        for n in range(number)
    ]
    return Prepared(union_all(*(select(one.c.n, one.c.seq) for one in each)))


def sketches(connection: Connection, seqs: Collection[int]) -> dict[int, Sketch]:
    """As `CorroborationBook.sketches`."""
    return {row[0]: _sketch(row) for row in _SKETCHES.all(connection, ids=sorted(seqs))}


def leads(connection: Connection, documents: Collection[str]) -> dict[str, Lead]:
    """As `CorroborationBook.leads`."""
    out: dict[str, Lead] = {}
    for counts, *row in _LEADS.all(connection, ids=sorted(documents)):
        sketch = _sketch(row)
        led = out.get(sketch.document) or Lead(None, False)
        out[sketch.document] = Lead(sketch if sketch.lead else led.sketch, led.counted or bool(counts))
    return out


def _sketch(row: Sequence[Any]) -> Sketch:
    seq, name, document, sort, days, lead, out = row
    return Sketch(seq, name, document, Sort(sort), out, days, bool(lead))


def told(connection: Connection, ids: Collection[str]) -> dict[str, Told]:
    """As `CorroborationBook.told`."""
    return {name: unpacked(record, Told, name) for name, record in _TOLD.all(connection, ids=sorted(ids))}


def differs(connection: Connection, ids: Collection[str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of tellings that were compared and are apart: the one compared, the other, and the score that is left.

    What was placed anew since is left out: as it is now the earlier one was not compared with it.
    """
    found = [
        (name, seq, unpacked(record, Differs, name)) for name, seq, record in _DIFFERS.all(connection, ids=sorted(ids))
    ]
    others = {other for *_, told in found for other, _ in told}
    placed = dict(_SEQS.all(connection, ids=sorted(others))) if others else {}
    for name, seq, told in found:
        yield from ((name, other, score) for other, score in told if placed.get(other, seq) < seq)


def tellings_of(connection: Connection, documents: Collection[str]) -> dict[str, tuple[Told, ...]]:
    """As `CorroborationBook.tellings_of`."""
    c, out = TELLING.c, dict[str, list[Told]]()
    for chunk in chunks(sorted(documents)):
        chosen = select(c.id, c.document, c.record).where(c.document.in_(chunk)).order_by(c.lead.desc(), c.seq)
        for row in connection.execute(chosen):
            out.setdefault(str(row.document), []).append(unpacked(row.record, Told, row.id))
    return {name: tuple(found) for name, found in out.items()}


def likenesses(connection: Connection, ids: Collection[str], kinds: Collection[str] = ()) -> list[Likeness]:
    """What tellings are like, or only those of some kinds, the most alike first; each pair once."""
    asked = sorted(ids)
    found = _ALIKE_SO.all(connection, ids=asked, kinds=kinds) if kinds else _ALIKE.all(connection, ids=asked)
    out: dict[tuple[str, str], Likeness] = {}
    for first, second, alike, score, reasons in found:
        if (first, second) not in out:
            told = tuple(map(str, json.loads(reasons)))
            out[first, second] = Likeness(first, second, Alike(alike), score, told)
    return sorted(out.values(), key=lambda x: (-x.score, x.first, x.second))


def between(connection: Connection, ids: Collection[str]) -> list[Likeness]:
    """What these tellings are to each other; reasons of those alone that are the same."""
    found = []
    for chunk in chunks(sorted(ids)):
        for row in connection.execute(select(LIKE).where(LIKE.c.first.in_(chunk))):
            if row.second in ids:
                alike = Alike(row.alike)
                told = tuple(map(str, json.loads(row.reasons))) if row.alike in SAME else ()
                found.append(Likeness(row.first, row.second, alike, row.score, told))
    return found


# Text that stories have of each other


def lend(connection: Connection, lent: Mapping[str, Mapping[str, bytes]]) -> None:
    """As `CorroborationBook.lend`."""
    pairs = {pair for later, others in lent.items() for other in others for pair in ((later, other), (other, later))}
    _OF_PAIR.many(connection, [{"one": one, "other": other} for one, other in sorted(pairs)])
    rows = [
        {"later": later, "earlier": other, "record": record}
        for later, others in lent.items()
        for other, record in others.items()
    ]
    _FRESH[LENT].many(connection, rows)


def lent(connection: Connection, later: Collection[str]) -> dict[str, dict[str, bytes]]:
    """As `CorroborationBook.lent`."""
    out: dict[str, dict[str, bytes]] = {}
    for name, earlier, record in _LENT.all(connection, ids=sorted(later)):
        out.setdefault(name, {})[earlier] = bytes(record)
    return out


def previous(connection: Connection, documents: Collection[str]) -> dict[str, str]:
    """As `CorroborationBook.previous`."""
    rows = _PREVIOUS.all(connection, ids=sorted(documents))
    return {name: found for name, found in rows if found is not None}


def _previous() -> Prepared:
    c, other = schema.document.c, schema.document.alias("other")
    before = select(other.c.id).where(
        other.c.origin == c.origin,
        other.c.part == c.part,
        other.c.id != c.id,
        other.c.text != "",
        other.c.captured_at <= c.captured_at,
    )
    last = before.order_by(other.c.captured_at.desc(), other.c.key.desc()).limit(1).scalar_subquery()
    return Prepared(select(c.id, last.label("previous")).where(among(c.id), c.origin != STDIN))


_PREVIOUS = _previous()


def how_many(connection: Connection) -> int:
    """As `CorroborationBook.how_many`."""
    return int(_HOW_MANY.scalar(connection))


def every(connection: Connection) -> list[str]:
    """As `CorroborationBook.every`."""
    chosen = select(PLACED.c.document).where(_COUNTS_NOW).order_by(PLACED.c.seq)
    return [str(name) for name in connection.scalars(chosen)]


def placed_after(connection: Connection, after: int, limit: int) -> list[tuple[int, str]]:
    """As `CorroborationBook.placed_after`."""
    return [(seq, name) for seq, name in _NEXT_PLACED.all(connection, after=after, most=limit)]


def newest(connection: Connection, limit: int) -> list[str]:
    """As `CorroborationBook.newest`."""
    return [name for (name,) in _NEWEST.all(connection, most=limit)]


def is_house(connection: Connection, name: str) -> bool:
    """As `CorroborationBook.is_house`."""
    c = schema.document.c
    return connection.scalar(select(c.id).where(or_(c.outlet == name, c.agency == name)).limit(1)) is not None


def follow_ups(connection: Connection, ids: Collection[str]) -> list[Likeness]:
    """As `CorroborationBook.follow_ups`."""
    return likenesses(connection, ids, [str(Alike.FOLLOW_UP)])


def leaning_on(connection: Connection, documents: Collection[str]) -> list[str]:
    """As `CorroborationBook.leaning_on`."""
    return list(dict.fromkeys(name for (name,) in _LEANING.all(connection, ids=sorted(documents))))
