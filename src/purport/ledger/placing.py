"""The queue of stories, their tellings with the index of names and words, and what stories have of each other's text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from purport.ledger import mattertables as tables
from purport.ledger import schema
from purport.ledger.codec import moment, packed, stamp, unpacked
from purport.ledger.keeping import COUNTED, turn
from purport.ledger.standing import STDIN, chunks
from purport.records import Document, DocumentRow
from purport.records.folds import Compared, Placed, Sketch, Told, listed
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
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
"""The ids asked for: what is asked again and again with each story is written once."""
_DOCUMENT = schema.document.c
_BARE = select(_DOCUMENT.id, _DOCUMENT.text, _DOCUMENT.record, _DOCUMENT.captured_at).where(_DOCUMENT.id.in_(IDS))
_COUNTS = select(COUNT).where(COUNT.c.word.in_(IDS))
_COUNTED = select(TELLING.c.id).where(TELLING.c.document.in_(IDS), TELLING.c.counted).limit(1)
_SKETCHES = select(*SKETCH).where(TELLING.c.seq.in_(IDS))
_TOLD = select(TELLING.c.id, TELLING.c.record).where(TELLING.c.id.in_(IDS))
_LENT = select(LENT).where(LENT.c.later.in_(IDS)).order_by(LENT.c.later, LENT.c.earlier)
_LEANING = select(LENT.c.later).where(LENT.c.earlier.in_(IDS)).order_by(LENT.c.later)
_DIFFERS = select(TELLING.c.id, TELLING.c.differs).where(TELLING.c.id.in_(IDS))
_LEADS = select(*SKETCH).where(TELLING.c.document.in_(IDS), TELLING.c.lead)
_CLAIM = delete(QUEUE).where(QUEUE.c.document == bindparam("claimed"))
_PLACED = select(PLACED).where(PLACED.c.document == bindparam("asked"))
_CHAINS = select(PLACED.c.document, PLACED.c.chains).where(PLACED.c.document.in_(IDS))
_OF_PAIRS = delete(LENT).where(tuple_(LENT.c.later, LENT.c.earlier).in_(bindparam("pairs", expanding=True)))
_FRESH = {table: insert(table) for table in (QUEUE, PLACED, TELLING, WORD, LIKE, LENT)}
_EITHER = [select(LIKE).where(column.in_(IDS)) for column in (LIKE.c.first, LIKE.c.second)]
_ALIKE = union_all(*_EITHER)
_ALIKE_SO = union_all(*(one.where(LIKE.c.alike.in_(bindparam("kinds", expanding=True))) for one in _EITHER))
_QUEUED = (
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
_HOW_MANY_WAIT = select(func.count()).select_from(QUEUE)
_HOW_MANY = select(func.count()).select_from(PLACED)
_NEWEST = select(PLACED.c.document).order_by(PLACED.c.seq.desc()).limit(bindparam("most"))
_TOTAL = select(COUNT.c.number).where(COUNT.c.word == ALL)
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
        connection.execute(_FRESH[QUEUE], [{"document": name, "seq": begins + n} for n, name in enumerate(fresh)])


def waiting(connection: Connection, limit: int, after: tuple[int, str]) -> list[tuple[int, str]]:
    """As `CorroborationBook.waiting`."""
    found = connection.execute(_QUEUED, {"after": after[0], "name": after[1], "most": limit})
    return [(int(seq), str(name)) for seq, name in found]


def how_many_wait(connection: Connection) -> int:
    """As `CorroborationBook.how_many_wait`."""
    return int(connection.scalar(_HOW_MANY_WAIT) or 0)


def claim(connection: Connection, document: str) -> bool:
    """As `CorroborationBook.claim`."""
    return bool(connection.execute(_CLAIM, {"claimed": document}).rowcount)


def await_all(connection: Connection) -> int:
    """As `CorroborationBook.await_all`."""
    names = list(connection.scalars(select(PLACED.c.document).order_by(PLACED.c.seq)))
    queue(connection, names)
    return len(names)


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
    if rows:
        connection.execute(_FRESH[TELLING], rows)
    _list(connection, [(begins + n, told.telling) for n, told in enumerate(placed.told)])
    counted = [one.telling for one in placed.told if one.telling.id not in compared or compared[one.telling.id].counted]
    number = Counter(word for one in counted for word in listed(one))
    count(connection, {ALL: len(placed.told), **number} if placed.told else {})
    alike = [likeness_row(one) for x in compared.values() for one in x.alike]
    if alike:
        connection.execute(_FRESH[LIKE], alike)
    connection.execute(_FRESH[PLACED], [placed_row(turn(connection, "placed"), placed)])
    return begins


def placed_row(seq: int, placed: Placed) -> dict[str, object]:
    """The row of a story that is placed."""
    return {
        "document": placed.document,
        "seq": seq,
        "reading": placed.reading,
        "way": placed.way,
        "at": stamp(placed.at),
        "chains": json.dumps(placed.chains, ensure_ascii=False),
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
    told = json.dumps(one.reasons, ensure_ascii=False)
    return {"first": one.first, "second": one.second, "alike": str(one.alike), "score": one.score, "reasons": told}


def _list(connection: Connection, tellings: Sequence[tuple[int, Telling]]) -> None:
    """Puts tellings into the index of names and words."""
    words = [{"word": word, "seq": seq} for seq, one in tellings for word in sorted(listed(one))]
    if words:
        connection.execute(_FRESH[WORD], words)


def count(connection: Connection, number: Mapping[str, int]) -> None:
    """Add to how many tellings words are in."""
    if not number:
        return
    rows = [{"word": word, "number": n} for word, n in sorted(number.items())]
    connection.execute(_added(connection.dialect.name), rows)


@cache
def _added(dialect: str) -> Any:
    """What adds to counts, and begins new ones."""
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    added = make(COUNT)
    return added.on_conflict_do_update(
        index_elements=[COUNT.c.word], set_={"number": COUNT.c.number + added.excluded.number}
    )


def generation(connection: Connection) -> int:
    """As `CorroborationBook.generation`."""
    return int(connection.scalar(COUNTED, {"counter": "placed"}) or 0)


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
    number: Counter[str] = Counter({ALL: len(rows)})
    for seq, counted, one in rows:
        words = sorted(listed(one))
        number.update(words if counted else ())
        for chunk in chunks(words):
            connection.execute(delete(WORD).where(WORD.c.seq == seq, WORD.c.word.in_(chunk)))
    for word, n in sorted(number.items()):
        connection.execute(update(COUNT).where(COUNT.c.word == word).values(number=COUNT.c.number - n))
    for chunk in chunks(sorted(number)):
        connection.execute(delete(COUNT).where(COUNT.c.number <= 0, COUNT.c.word.in_(chunk)))


def placed(connection: Connection, document: str) -> Placed | None:
    """As `CorroborationBook.placed`."""
    row = connection.execute(_PLACED, {"asked": document}).mappings().first()
    if row is None:
        return None
    told = tellings_of(connection, [document]).get(document, ())
    chains = _chains(row["chains"])
    return Placed(document, row["reading"], row["way"], told, chains, moment(row["at"], document))


def _chains(record: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, chain)) for chain in json.loads(record))


def chains(connection: Connection, documents: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """As `CorroborationBook.chains`."""
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for chunk in chunks(sorted(documents)):
        found = connection.execute(_CHAINS, {"ids": chunk})
        out.update((str(name), _chains(record)) for name, record in found)
    return out


def bare(connection: Connection, ids: Collection[str]) -> dict[str, DocumentRow]:
    """As `CorroborationBook.bare`."""
    out: dict[str, DocumentRow] = {}
    for chunk in chunks(sorted(ids)):
        for row in connection.execute(_BARE, {"ids": chunk}):
            document = replace(unpacked(row.record, Document, row.id), text=row.text)
            out[row.id] = DocumentRow(row.id, document, None, moment(row.captured_at, row.id))
    return out


# The index


def total(connection: Connection) -> int:
    """As `CorroborationBook.total`."""
    return int(connection.scalar(_TOTAL) or 0)


def counts(connection: Connection, words: Collection[str]) -> dict[str, int]:
    """As `CorroborationBook.counts`."""
    out: dict[str, int] = {}
    for chunk in chunks(sorted(words)):
        found = connection.execute(_COUNTS, {"ids": chunk})
        out.update((str(word), int(number)) for word, number in found)
    return out


def counted(connection: Connection, documents: Collection[str]) -> bool:
    """As `CorroborationBook.counted`."""
    found = (connection.scalar(_COUNTED, {"ids": chunk}) for chunk in chunks(sorted(documents)))
    return any(one is not None for one in found)


def holders(connection: Connection, words: Sequence[str], limit: int) -> dict[str, list[int]]:
    """As `CorroborationBook.holders`: a few rows of the index for each word, in one question."""
    out: dict[str, list[int]] = {word: [] for word in words}
    if not words:
        return out
    one = "SELECT * FROM (SELECT {n} AS n, seq FROM telling_word WHERE word = :w{n} ORDER BY seq DESC LIMIT :most) AS t{n}"
    sql = text(" UNION ALL ".join(one.format(n=n) for n in range(len(words))))
    typed = sql.bindparams(*(bindparam(f"w{n}", type_=schema.Text()) for n in range(len(words))))
    given = {f"w{n}": word for n, word in enumerate(words)}
    for n, seq in connection.execute(typed, {**given, "most": limit}):
        out[words[n]].append(int(seq))
    return out


def sketches(connection: Connection, seqs: Collection[int]) -> dict[int, Sketch]:
    """As `CorroborationBook.sketches`."""
    found = (connection.execute(_SKETCHES, {"ids": chunk}) for chunk in chunks(sorted(seqs)))
    return {int(row.seq): _sketch(row) for rows in found for row in rows}


def leads(connection: Connection, documents: Collection[str]) -> dict[str, Sketch]:
    """As `CorroborationBook.leads`."""
    found = (connection.execute(_LEADS, {"ids": chunk}) for chunk in chunks(sorted(documents)))
    return {str(row.document): _sketch(row) for rows in found for row in rows}


def _sketch(row: Row[Any]) -> Sketch:
    return Sketch(int(row.seq), row.id, row.document, Sort(row.sort), row.out, row.days, bool(row.lead))


def told(connection: Connection, ids: Collection[str]) -> dict[str, Told]:
    """As `CorroborationBook.told`."""
    out: dict[str, Told] = {}
    for chunk in chunks(sorted(ids)):
        for name, record in connection.execute(_TOLD, {"ids": chunk}):
            out[str(name)] = unpacked(record, Told, name)
    return out


def differs(connection: Connection, ids: Collection[str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of tellings that were compared and are apart: the one compared, the other, and the score that is left."""
    for chunk in chunks(sorted(ids)):
        for name, record in connection.execute(_DIFFERS, {"ids": chunk}):
            yield from ((str(name), other, score) for other, score in unpacked(record, Differs, name))


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
    out: dict[tuple[str, str], Likeness] = {}
    for chunk in chunks(sorted(ids)):
        given = {"ids": chunk, "kinds": list(kinds)} if kinds else {"ids": chunk}
        for first, second, alike, score, reasons in connection.execute(_ALIKE_SO if kinds else _ALIKE, given):
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
    for chunk in chunks(sorted(pairs)):
        connection.execute(_OF_PAIRS, {"pairs": chunk})
    rows = [
        {"later": later, "earlier": other, "record": record}
        for later, others in lent.items()
        for other, record in others.items()
    ]
    if rows:
        connection.execute(_FRESH[LENT], rows)


def lent(connection: Connection, later: Collection[str]) -> dict[str, dict[str, bytes]]:
    """As `CorroborationBook.lent`."""
    out: dict[str, dict[str, bytes]] = {}
    for chunk in chunks(sorted(later)):
        for row in connection.execute(_LENT, {"ids": chunk}):
            out.setdefault(str(row.later), {})[str(row.earlier)] = bytes(row.record)
    return out


def previous(connection: Connection, documents: Collection[str]) -> dict[str, str]:
    """As `CorroborationBook.previous`."""
    out: dict[str, str] = {}
    for chunk in chunks(sorted(documents)):
        rows = connection.execute(_PREVIOUS, {"ids": chunk})
        out.update((str(name), str(found)) for name, found in rows if found is not None)
    return out


def _previous() -> Select[Any]:
    c, other = schema.document.c, schema.document.alias("other")
    before = select(other.c.id).where(
        other.c.origin == c.origin,
        other.c.part == c.part,
        other.c.id != c.id,
        other.c.text != "",
        other.c.captured_at <= c.captured_at,
    )
    last = before.order_by(other.c.captured_at.desc(), other.c.key.desc()).limit(1).scalar_subquery()
    return select(c.id, last.label("previous")).where(c.id.in_(IDS), c.origin != STDIN)


_PREVIOUS = _previous()


def how_many(connection: Connection) -> int:
    """As `CorroborationBook.how_many`."""
    return int(connection.scalar(_HOW_MANY) or 0)


def every(connection: Connection) -> list[str]:
    """As `CorroborationBook.every`."""
    return [str(name) for name in connection.scalars(select(PLACED.c.document).order_by(PLACED.c.seq))]


def newest(connection: Connection, limit: int) -> list[str]:
    """As `CorroborationBook.newest`."""
    return [str(name) for name in connection.scalars(_NEWEST, {"most": limit})]


def is_house(connection: Connection, name: str) -> bool:
    """As `CorroborationBook.is_house`."""
    c = schema.document.c
    return connection.scalar(select(c.id).where(or_(c.outlet == name, c.agency == name)).limit(1)) is not None


def follow_ups(connection: Connection, ids: Collection[str]) -> list[Likeness]:
    """As `CorroborationBook.follow_ups`."""
    return likenesses(connection, ids, [str(Alike.FOLLOW_UP)])


def leaning_on(connection: Connection, documents: Collection[str]) -> list[str]:
    """As `CorroborationBook.leaning_on`."""
    out: dict[str, None] = {}
    for chunk in chunks(sorted(documents)):
        out.update(dict.fromkeys(map(str, connection.scalars(_LEANING, {"ids": chunk}))))
    return list(out)
