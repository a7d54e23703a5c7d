"""The ledger's speed on generated statements: appending against raw ``sqlite3``, and asking as the book grows.

``python -m bench.ledger [--sizes 10000,100000,1000000] [--folder DIR]``

- **Append**: `Ledger.file_many` against `sqlite3` ``executemany`` of the very same rows (noted from a run before) into the same
  tables with the same indexes, full text included, in transactions of the same size; best of the rounds each.
- **Ask**: medians over the same questions at each size, each question the best of nine runs; it answers at most 100 rows,
  newest first.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from bench.common import OUT, report
from purport.ledger import opened
from purport.ledger.port import Filing, Ledger
from purport.records import (
    Act,
    Capture,
    Certainty,
    Dateline,
    Document,
    Exhibit,
    Filter,
    Hop,
    Kind,
    Reading,
    SourceMap,
    Span,
    Statement,
)
from purport.records.identity import digest, document_id, statement_id

SIZES = (10_000, 100_000, 1_000_000)
APPENDED = 20_000
ROUNDS = 3
RUNS = 9
PER_DOCUMENT = 10
DOCUMENTS_AT_ONCE = 100
AT = datetime(2026, 3, 1, tzinfo=UTC)
FIRST_DAY = date(2016, 1, 1)
DAYS = 3_650


@dataclass(frozen=True)
class World:
    """Invented words and names, the first ones used most (Zipf's law), so that there are common and rare ones."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    totals: tuple[float, ...]

    @staticmethod
    def made(chance: random.Random) -> World:
        """A vocabulary of 20,000 words and 3,000 names of two words."""
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "al", "en", "or")]
        words = tuple({"".join(chance.choices(syllables, k=chance.randrange(2, 5))): None for _ in range(24_000)})[
            :20_000
        ]
        names = tuple(f"{a.title()} {b.title()}" for a, b in zip(words[:3_000], reversed(words[:3_000]), strict=True))
        return World(words, names, tuple(accumulate(1 / (rank + 2) for rank in range(len(words)))))

    def some_words(self, chance: random.Random, count: int) -> list[str]:
        """Words as often as they are used."""
        return chance.choices(self.words, cum_weights=self.totals, k=count)

    def some_names(self, chance: random.Random, count: int) -> list[str]:
        """Names as often as they speak."""
        return chance.choices(self.names, cum_weights=self.totals[: len(self.names)], k=count)


def feed(number: int) -> tuple[Exhibit, Capture]:
    """The exhibit that one transaction's documents are parts of."""
    data = f"feed {number}".encode()
    origin = f"https://example.org/feed/{number}"
    return Exhibit(digest(data), len(data), "text/xml", AT), Capture(origin, data, AT, "purport/bench")


def filings(world: World, chance: random.Random) -> Iterator[Filing]:
    """Documents without end, each with ten statements; a hundred of them to an exhibit."""
    number = 0
    while True:
        exhibit, capture = feed(number // DOCUMENTS_AT_ONCE)
        yield _filing(world, chance, Document(
            name=f"story-{number}",
            exhibit=exhibit.sha256,
            part=f"item:{number}",
            text=". ".join(" ".join(world.some_words(chance, 14)) for _ in range(PER_DOCUMENT)),
            taken_by="bench 1",
            origin=capture.origin,
            source_map=SourceMap("char", "utf-8"),
            language="en",
            agency="Northwire",
            published=(FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat(),
        ))  # fmt: skip
        number += 1


def _filing(world: World, chance: random.Random, document: Document) -> Filing:
    identity, start, statements = document_id(document), 0, []
    for sentence in document.text.split(". "):
        source = Span(start, start + sentence.index(" "))
        content = Span(source.end + 1, start + len(sentence))
        statements.append(statement(world, chance, identity, (source, content)))
        start += len(sentence) + 2
    reading = Reading(
        document=identity,
        language="en",
        published=document.published,
        dateline=Dateline(None, "Northwire"),
        statements=tuple(statements),
        events=(),
        verification=(),
        inconsistencies=(),
        places=(),
        times=(),
        call_for_violence=False,
        call_targets=(),
        steps=(("bench", "1"),),
    )
    return Filing(document, reading)


def statement(world: World, chance: random.Random, identity: str, spans: tuple[Span, Span]) -> Statement:
    source, content = spans
    name, target = world.some_names(chance, 2)
    act = chance.choices(tuple(Act), [40, *[3] * (len(Act) - 1)])[0]
    certainty = chance.choices((Certainty.ATTRIBUTED, Certainty.PURPORTED, Certainty.RUMOURED), (90, 7, 3))[0]
    return Statement(
        id=statement_id(identity, (source,), (), (content,)),
        source=(source,),
        cue=(),
        content=(content,),
        source_name=name,
        chain=(
            Hop("Northwire", Certainty.ATTRIBUTED),
            Hop(name, certainty, source=(source,), reason="subject of the cue"),
        ),
        parent=None,
        kind=Kind.INDIRECT,
        act=act,
        certainty=certainty,
        addressee=None,
        targets=(target,) if chance.random() < 0.3 else (),
        violent=act in (Act.THREATENS, Act.CALLS_FOR),
        spoken=None,
        places=(world.names[-1 - chance.randrange(300)],),
        score=0.9,
        rule="clause",
        reason="a clause under a verb of saying",
    )


def batches(stream: Iterable[Filing]) -> Iterator[list[Filing]]:
    """What goes into one transaction."""
    source = iter(stream)
    while batch := list(islice(source, DOCUMENTS_AT_ONCE)):
        yield batch


def keep_feeds(ledger: Ledger, numbers: Iterable[int]) -> None:
    """The exhibits must be there before their documents."""
    for number in numbers:
        exhibit, capture = feed(number)
        ledger.keep(exhibit, capture, AT)


# Append


def append_seconds(path: Path, work: list[list[Filing]]) -> float:
    """How long the ledger takes to file it all."""
    with opened(f"sqlite:///{path}") as ledger:
        keep_feeds(ledger, range(len(work)))
        start = time.perf_counter()
        for batch in work:
            ledger.file_many(batch, AT)
        return time.perf_counter() - start


Noted = list[list[tuple[str, list[Any]]]]


def noted_inserts(path: Path, work: list[list[Filing]]) -> Noted:
    """Every INSERT that the ledger makes, transaction by transaction, in order."""
    from sqlalchemy import Engine, event

    noted: Noted = []

    def note(_c: object, _u: object, sql: str, rows: Any, _x: object, many: bool) -> None:
        if sql.startswith("INSERT") and "counter" not in sql:
            noted[-1].append((sql, list(rows) if many else [rows]))

    with opened(f"sqlite:///{path}") as ledger:
        keep_feeds(ledger, range(len(work)))
        event.listen(Engine, "before_cursor_execute", note)
        for batch in work:
            noted.append([])
            ledger.file_many(batch, AT)
        event.remove(Engine, "before_cursor_execute", note)
    return noted


def raw_seconds(path: Path, noted: Noted, feeds: int) -> float:
    """How long raw ``executemany`` takes for the same rows."""
    with opened(f"sqlite:///{path}") as ledger:
        keep_feeds(ledger, range(feeds))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")
        start = time.perf_counter()
        for transaction in noted:
            connection.execute("BEGIN IMMEDIATE")
            for sql, rows in transaction:
                connection.executemany(sql, rows)
            connection.execute("COMMIT")
        return time.perf_counter() - start


def appending(folder: Path) -> dict[str, object]:
    """The append figures."""
    chance = random.Random(5)  # noqa: S311 - invented data
    world = World.made(chance)
    work = list(batches(islice(filings(world, chance), APPENDED // PER_DOCUMENT)))
    noted = noted_inserts(folder / "noted.db", work)
    ours, raw = [], []
    for n in range(ROUNDS):  # in turn, so that a machine that slows down slows both
        ours.append(append_seconds(folder / f"ours-{n}.db", work))
        raw.append(raw_seconds(folder / f"raw-{n}.db", noted, len(work)))
    figures: dict[str, object] = {
        "append_ratio": min(raw) / min(ours),
        "append_statements_per_second": APPENDED / min(ours),
        "raw_statements_per_second": APPENDED / min(raw),
    }
    print(f"append {APPENDED:,} statements: ledger {APPENDED / min(ours):,.0f}/s, raw executemany {APPENDED / min(raw):,.0f}/s, "
          f"ratio {min(raw) / min(ours):.2f}")  # fmt: skip
    return figures


# Ask


def lists(world: World) -> list[Filter]:
    """Questions by filters alone: common, middling and rare names, acts, certainties, dates, several at once."""
    names = [world.names[rank] for rank in (0, 1, 5, 20, 100, 500, 2_000)]
    sources = [Filter(source=name) for name in names]
    targets = [Filter(target=name) for name in names]
    dated = [
        Filter(source=names[0], since="2020-01-01", until="2020-12-31"),
        Filter(since="2018-05-01", until="2018-05-31"),
    ]
    closed = [Filter(act=Act.DENIES), Filter(certainty=Certainty.RUMOURED), Filter(violent=True), Filter(act=Act.SAYS)]
    several = [
        Filter(source=names[0], act=Act.DENIES),
        Filter(source=names[1], target=names[2]),
        Filter(source=names[2], certainty=Certainty.PURPORTED, violent=True),
        Filter(act=Act.RETRACTS, certainty=Certainty.RUMOURED),
        Filter(place=world.names[-1], act=Act.SAYS),
    ]
    return [Filter(), Filter(offset=200), *sources, *targets, *dated, *closed, *several]


def searches(world: World) -> list[Filter]:
    """Questions with words: common, middling and rare, together, side by side, left out, with a filter."""
    w = [world.words[rank] for rank in (0, 1, 2, 10, 50, 200, 1_000, 5_000, 15_000)]
    single = [Filter(words=word) for word in w]
    pairs = [
        f"{w[0]} {w[1]}",
        f"{w[0]} {w[5]}",
        f"{w[3]} {w[4]}",
        f'"{w[0]} {w[1]}"',
        f'"{w[2]} {w[3]}"',
        f"{w[1]} -{w[0]}",
    ]
    filtered = [
        Filter(words=w[0], source=world.names[3]),
        Filter(words=w[4], act=Act.DENIES),
        Filter(words=w[2], since="2025-06"),
    ]
    return [*single, *(Filter(words=pair) for pair in pairs), *filtered]


Table = dict[int, dict[str, float]]
Asked = Callable[[Ledger, Filter], object]


def timed(ask: Asked, ledgers: dict[int, Ledger], questions: list[Filter]) -> dict[int, list[float]]:
    """Per size, each question's best run in milliseconds; the ledgers take turns, so that a machine that slows down slows all."""
    best = {size: [float("inf")] * len(questions) for size in ledgers}
    for at, question in enumerate(questions):
        for _ in range(RUNS):
            for size, ledger in ledgers.items():
                start = time.perf_counter()
                ask(ledger, question)
                best[size][at] = min(best[size][at], (time.perf_counter() - start) * 1000)
    return best


def filled(folder: Path, sizes: tuple[int, ...]) -> tuple[World, dict[int, Path], Table]:
    """One ledger of each size, each the beginning of the next, and how fast they were filled."""
    chance = random.Random(6)  # noqa: S311 - invented data
    world = World.made(chance)
    stream, path, held, number = batches(filings(world, chance)), folder / "grows.db", 0, 0
    paths: dict[int, Path] = {}
    table: Table = {}
    for size in sizes:
        start, before = time.perf_counter(), held
        with opened(f"sqlite:///{path}") as ledger:
            while held < size:
                keep_feeds(ledger, [number])
                held += sum(done.new_statements for done in ledger.file_many(next(stream), AT))
                number += 1
        table[size] = {"filed_per_second": (held - before) / (time.perf_counter() - start)}
        paths[size] = shutil.copy(path, folder / f"{size}.db") if size != sizes[-1] else path
    return world, paths, table


def asking(folder: Path, sizes: tuple[int, ...]) -> Table:
    """The figures of each size."""
    world, paths, table = filled(folder, sizes)
    kinds: tuple[tuple[str, Asked, list[Filter]], ...] = (
        ("list", lambda ledger, question: ledger.rows(question), lists(world)),
        ("search", lambda ledger, question: ledger.search(question), searches(world)),
        ("documents", lambda ledger, question: ledger.search_documents(question), searches(world)[:15]),
    )
    with ExitStack() as stack:
        ledgers = {size: stack.enter_context(opened(f"sqlite:///{path}")) for size, path in paths.items()}
        for name, ask, questions in kinds:
            for size, best in timed(ask, ledgers, questions).items():
                table[size] |= {f"{name}_ms": statistics.median(best), f"{name}_worst_ms": max(best)}
    for size, row in table.items():
        print(f"{size:>9,}  " + "  ".join(f"{name} {value:,.2f}" for name, value in row.items()))
    return table


def growths(table: Table) -> dict[str, object]:
    """How many times longer the largest ledger takes than the smallest."""
    first, last = table[min(table)], table[max(table)]
    return {f"{name}_growth": last[f"{name}_ms"] / first[f"{name}_ms"] for name in ("list", "search", "documents")}


def plot(table: Table, place: Path) -> None:
    """Medians by size, both axes logarithmic."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6))
    for name, label in (("list_ms", "filtered list"), ("search_ms", "search"), ("documents_ms", "search of documents")):
        axes.plot(list(table), [row[name] for row in table.values()], marker="o", label=label)
    axes.set(xscale="log", yscale="log", xlabel="statements", ylabel="median, ms", title="100 newest answers, SQLite")
    axes.grid(visible=True, alpha=0.3)
    axes.legend()
    figure.tight_layout()
    place.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(place, metadata={"Date": None})
    pyplot.close(figure)


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, writes ``bench/out/ledger.json`` and ``ledger.svg``; 1 if a floor is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="statements, smallest first")
    parser.add_argument("--folder", type=Path, help="where the ledgers lie while measured (about 2 GB for a million)")
    options = parser.parse_args(arguments)
    sizes = tuple(int(size) for size in options.sizes.split(","))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        figures = appending(Path(folder))
        table = asking(Path(folder), sizes)
    plot(table, OUT / "ledger.svg")
    figures |= growths(table)
    figures["sizes"] = {str(size): row for size, row in table.items()}
    return report("ledger", figures, None)


if __name__ == "__main__":
    raise SystemExit(main())
