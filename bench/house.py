"""A large house of invented stories, for benches that ask what becomes of new stories among many.

It is filled with stories of the generated newsroom as they were read and placed, again and again: each time all
their names of people and places, their ids and their days are others; by the words that they are found by all compete, and of their
texts the common words alone stay. Seventy days' worth of some seven hundred stories are set back by as many days each time as
make 270 stories a day. What is kept of them is written to the tables directly, their texts are put on the index of texts. Not
written are statements, events and full text, which placing never asks for, the reasons of likenesses, and of what came out too
long ago to be compared (a hundred days and more) what it was found to be to others.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bench.kept import apart, filed
from bench.newsroom import newsroom
from bench.newsroom.world import Half
from bench.weightime import NOW, place_all
from purport.fold import folded, stem
from purport.ledger import opened
from purport.read.reader import Reader
from purport.records import Capture, Exhibit
from purport.records.checkpoints import log_name
from purport.records.identity import digest
from purport.records.stories import Story
from purport.rounds.corroborating import Corroborator
from purport.rounds.shelving import kept_shelf

LONG_AGO = 100
"""Days before the others from which on a story cannot be compared with what comes in."""
FOUND = ("likeness", "lent", "tie", "matter")
EVENTS = 40
"""Of the newsroom that is repeated."""
SEED = 11
A_DAY = 270
VARIANTS = 97
"""So many sets of names: each comes again, in larger houses."""
COMMON = 150
"""Words of the texts that stay."""
LEANING = ("copy of", "rewrite of", "version of", "cites")
COLUMNS = {
    "document": "key id name origin exhibit part captured_at language title outlet agency published text text_digest record "
    "reading",
    "placed": "document seq reading way at chains",
    "telling": "seq id document sort lead published days heads matter stale counted record differs",
    "likeness": "first second alike score reasons",
    "lent": "later earlier record",
    "tie": "kind first second stands record",
    "matter": "id sort day first last label stories origins reason lone contradicted chief at digest record",
}
_SLOT = re.compile(
    r"(?P<key>\"\w+\":)|\b(?:doc|tl|mt|ev|st|rd)-[0-9a-f]{16}\b|\d{4}-\d\d-\d\d|https?://[^\s\"]+|[^\W\d_]+"
)
_ID = re.compile(r"([a-z]+)-([0-9a-f]{16})")
_MIX = 0x9E3779B97F4A7C15


@dataclass(slots=True)
class _Changing:
    """A text of which some pieces are others each time: every second piece is one of those."""

    pieces: list[str]

    @classmethod
    def of(cls, text: str, changes: Callable[[str], bool]) -> _Changing:
        """A text; `changes` says which of its words do."""
        pieces, at = [], 0
        for hit in _SLOT.finditer(text):
            if hit["key"]:  # of a record
                continue
            if "-" in hit[0] or ":" in hit[0] or changes(hit[0]):
                pieces += [text[at : hit.start()], hit[0]]
                at = hit.end()
        return cls([*pieces, text[at:]])

    def said(self, now: Callable[[str], str]) -> str:
        """The text as it is this time."""
        out = self.pieces.copy()
        out[1::2] = map(now, out[1::2])
        return "".join(out)


class _Turn(dict[str, str]):
    """What names, ids, days and addresses are in one turn, by what they are at first."""

    def __init__(self, number: int, back: int) -> None:
        self._number = number
        self._days = timedelta(days=back)
        self.long_ago = back > LONG_AGO
        chance, sounds = random.Random(number % VARIANTS), ("aeiou", "bcdfghjklmnpqrstvwz")  # noqa: S311 - invented data
        told = [(each, "".join(chance.sample(each, len(each)))) for each in sounds]
        first, then = ("".join(each) for each in zip(*told, strict=True))
        self._letters = str.maketrans(first + first.upper(), then + then.upper())
        self._mask = number * _MIX & 0xFFFFFFFFFFFFFFFF

    def __missing__(self, piece: str) -> str:
        if piece[:1].isdigit():
            found = (date.fromisoformat(piece) - self._days).isoformat()
        elif ":" in piece:
            found = f"{piece}?{self._number}"
        elif hit := _ID.fullmatch(piece):
            found = f"{hit[1]}-{int(hit[2], 16) ^ self._mask:016x}"
        else:
            found = piece.translate(self._letters)
        self[piece] = found
        return found


@dataclass(slots=True)
class Pattern:
    """What the ledger keeps of the stories that are repeated: rows of its tables, and the words of each telling."""

    names: frozenset[str]
    common: frozenset[str]
    rows: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)
    packed: dict[str, set[int]] = field(default_factory=dict)
    words: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def stories(self) -> int:
        """How many there are."""
        return len(self.rows["placed"])

    @property
    def tellings(self) -> int:
        """How many there are."""
        return len(self.rows["telling"])

    def texts(self) -> list[tuple[_Changing, _Changing]]:
        """Ids and texts, in the order in which the stories were placed."""
        held = {row[1].pieces[1]: (row[1], row[12]) for row in self.rows["document"]}  # type: ignore[attr-defined]
        return [held[row[0].pieces[1]] for row in self.rows["placed"]]  # type: ignore[attr-defined]

    @classmethod
    def read(cls, path: Path, stories: Sequence[Story]) -> Pattern:
        """The rows of a ledger."""
        with closing(sqlite3.connect(path)) as ledger:
            houses = {
                folded(word) for one in stories for name in (one.outlet, *one.agencies) for word in (name or "").split()
            }
            tellings = ledger.execute("SELECT record FROM telling")
            told = [json.loads(zlib.decompress(record))["telling"] for (record,) in tellings]
            named = {name for one in told for name in one["names"] if name.isalpha()}
            words = Counter(hit[0].lower() for one in stories for hit in _SLOT.finditer(one.text))
            common = frozenset(word for word, _ in words.most_common(COMMON))
            found = cls(frozenset(named - {stem(word) for word in houses}), common)
            for table, columns in COLUMNS.items():
                order = {"telling": "seq", "placed": "seq", "document": "key"}.get(table, "rowid")
                only = f" WHERE kind IN {LEANING} AND stands" if table == "tie" else ""
                quoted = ", ".join(f'"{one}"' for one in columns.split())
                found._take(table, ledger.execute(f"SELECT {quoted} FROM {table}{only} ORDER BY {order}"))  # noqa: S608
            rows = ledger.execute("SELECT seq, word FROM telling_word ORDER BY seq")
            by_seq: dict[int, list[str]] = {}
            for seq, word in rows:
                by_seq.setdefault(seq, []).append(word)
            found.words = [tuple(by_seq.get(row[0], ())) for row in found.rows["telling"]]  # type: ignore[call-overload]
        return found

    def _take(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        names = COLUMNS[table].split()
        self.packed[table] = {n for n, name in enumerate(names) if name in ("record", "differs") and table != "tie"}
        self.rows[table] = [tuple(self._cell(names[n], cell) for n, cell in enumerate(row)) for row in rows]

    def _cell(self, name: str, cell: object) -> object:
        if name == "reasons":
            return "[]"  # as many bytes again, and never read here
        text = zlib.decompress(cell).decode() if isinstance(cell, bytes) else cell
        if not isinstance(text, str) or name in (
            "sort",
            "way",
            "language",
            "alike",
            "kind",
            "at",
            "digest",
            "text_digest",
        ):
            return text
        if name == "text":
            return _Changing.of(text, lambda word: word.lower() not in self.common)
        return _Changing.of(text, lambda word: stem(folded(word)) in self.names)

    def turn(self, table: str, number: int, turn: _Turn) -> Iterator[tuple[object, ...]]:
        """The rows of a table as they are in one turn."""
        now = turn.__getitem__
        packed, keyed = self.packed[table], {"document": (0, -1), "telling": (0, 1), "placed": (1, 1)}.get(table)
        for at, row in enumerate(self.rows[table]):
            told = [cell.said(now) if isinstance(cell, _Changing) else cell for cell in row]
            if turn.long_ago and table == "telling":
                told[-1] = "[]"
            for n in packed:
                told[n] = zlib.compress(str(told[n]).encode(), 1)
            if keyed is not None:
                column, sign = keyed
                told[column] = sign * (number * len(self.rows[table]) + at + 1)
            yield tuple(told)


def pattern(reader: Reader, folder: Path, half: Half = "tuned", events: int | None = None) -> Pattern:
    """Stories of the newsroom (:data:`EVENTS` where it is not said), read and placed once in a folder."""
    stories = sorted(newsroom(SEED, half, events or EVENTS).stories, key=lambda one: (one.first_seen, one.id))
    texts = Counter[str]()
    with opened(str(folder / "pattern.db")) as ledger:
        for one in stories:
            filed(ledger, apart(one, texts), reader)
        place_all(Corroborator(ledger, folder / "shelf", lambda: NOW))
    return Pattern.read(folder / "pattern.db", stories)


def build(size: int, one: Pattern, folder: Path) -> None:
    """A house of so many stories (at least): ``ledger.db`` and ``shelf`` in a folder, made by other processes, which leave nothing
    behind.
    """
    begun, path = time.perf_counter(), folder / "ledger.db"
    with opened(str(path)) as ledger:
        # the log of custody, by which the index of texts is known, begins
        capture = Capture("/house.txt", b"The house opens.", NOW, "bench", "text/plain")
        exhibit = Exhibit(digest(capture.data), len(capture.data), "text/plain", capture.captured_at)
        ledger.keep(exhibit, capture, NOW)
        of = log_name(next(iter(ledger.custody())))
    with get_context("spawn").Pool(2) as beside:
        parts = [
            beside.apply_async(fill, (path, size, one)),
            beside.apply_async(shelve, (folder / "shelf", of, size, one)),
        ]
        for part in parts:
            part.get()
    took = time.perf_counter() - begun
    room = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e9
    print(f"{size:>9,} stories: {took:,.0f} s, {room:.1f} GB", file=sys.stderr, flush=True)


def turns(size: int, one: Pattern) -> Iterator[tuple[int, _Turn]]:
    """So many turns that there are as many stories; the oldest first."""
    number = -(-size // one.stories)
    for n in range(number):
        yield n, _Turn(n + 1, round((number - n) * one.stories / A_DAY))


def fill(path: Path, size: int, one: Pattern) -> None:
    """Writes all but texts' index."""
    with closing(sqlite3.connect(path)) as ledger:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-3000000", "foreign_keys=OFF"):
            ledger.execute(f"PRAGMA {pragma}")
        number = 0
        for n, now in turns(size, one):
            for table, columns in COLUMNS.items():
                if now.long_ago and table in FOUND:
                    continue
                names = columns.split()
                marks = ", ".join("?" for _ in names)
                quoted = ", ".join(f'"{name}"' for name in names)
                into = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 - our own tables
                ledger.executemany(into, one.turn(table, n, now))
            number = n + 1
        _list(ledger, size, one)
        for counter, count in (("tellings", number * one.tellings), ("placed", number * one.stories)):
            ledger.execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)", (counter, count))
        ledger.commit()
        ledger.execute("PRAGMA journal_mode=WAL")


def _list(ledger: sqlite3.Connection, size: int, one: Pattern) -> None:
    """The index of words, in the order in which it lies."""
    vocabulary: dict[str, int] = {}
    pairs: list[np.ndarray[tuple[int], np.dtype[np.uint64]]] = []
    first = 0
    for _, now in turns(size, one):
        rows = [
            (vocabulary.setdefault(now[word] if word in one.names else word, len(vocabulary)), first + at + 1)
            for at, words in enumerate(one.words)
            for word in words
        ]
        told = np.array(rows, np.uint64)
        pairs.append(told[:, 0] << np.uint64(32) | told[:, 1])
        first += len(one.words)
    words = list(vocabulary)
    order = sorted(range(len(words)), key=words.__getitem__)
    place = np.empty(len(words), np.uint64)
    place[order] = np.arange(len(words), dtype=np.uint64)
    every = np.unique(np.concatenate(pairs))  # a name may be another of the same story in another turn
    counts = np.bincount((every >> np.uint64(32)).astype(np.int64), minlength=len(words)).tolist()
    every = np.sort(place[(every >> np.uint64(32)).astype(np.int64)] << np.uint64(32) | every & np.uint64(0xFFFFFFFF))
    for at in range(0, len(every), 1 << 20):
        some = every[at : at + (1 << 20)]
        which, seqs = (some >> np.uint64(32)).tolist(), (some & np.uint64(0xFFFFFFFF)).tolist()
        rows = ((words[order[w]], seq) for w, seq in zip(which, seqs, strict=True))
        ledger.executemany("INSERT INTO telling_word (word, seq) VALUES (?, ?)", rows)
    counted = [("", first), *((words[n], counts[n]) for n in order)]
    ledger.executemany("INSERT INTO word_count (word, number) VALUES (?, ?)", counted)


def shelve(folder: Path, of: str, size: int, one: Pattern) -> None:
    """Puts all texts on the index of texts, in a process of its own."""
    texts = one.texts()
    with kept_shelf(folder, of) as shelf:
        for _, now in turns(size, one):
            for name, text in texts:
                shelf._shelf.add(name.said(now.__getitem__), text.said(now.__getitem__))
                shelf._changed()
