"""Houses stocked for the desk's benches: invented stories (:mod:`bench.loadstories`), filed, placed and in matters.

``python -m bench.stock [SIZE ...]`` makes them (default: 10,000, 100,000 and 1,000,000 statements) and prints where they lie.

All of it goes through the ledger's own ways, many stories to a transaction. What was made lies under ``build/ledgers``, under a
digest of what makes it, and is used again; each ledger is the beginning of the next.
"""

from __future__ import annotations

import argparse
import fcntl
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from bench.common import ROOT, digest_of
from bench.ledger import AT, DOCUMENTS_AT_ONCE, PER_DOCUMENT, World, keep_feeds
from bench.loadstories import Tale, Teller, surest
from purport.config import load
from purport.corroborate.matters.clusters import matter_id
from purport.ledger import matterbook, mattertables, opened, placing
from purport.ledger.book import Book
from purport.ledger.keeping import turn
from purport.ledger.port import Filing, Ledger
from purport.records.folds import Fold, KeptMatter, MatterLine, Placed, Told, listed
from purport.records.identity import canonical, digest
from purport.records.matters import About, Alike, Contradiction, Likeness, Matter, Side, Sort, Stance, Telling
from purport.records.stories import Link, Origin, Tie

PLACED, TELLING, WORD = mattertables.placed, mattertables.telling, mattertables.telling_word
LIKE, MATTER = mattertables.likeness, mattertables.matter
SIZES = (10_000, 100_000, 1_000_000)
KEPT = ROOT / "build" / "ledgers"
MAKERS = tuple(ROOT / "bench" / name for name in ("stock.py", "loadstories.py", "ledger.py", "mapping.py"))
AT_ONCE = 10 * DOCUMENTS_AT_ONCE
"""Stories that go into one transaction, at least."""
CACHE = -1_000_000
"""Pages that SQLite keeps in memory while a ledger is made, in KiB below zero."""
CONTRADICTED = 20
"""Of so many matters with several stories, one is contradicted."""


def world() -> World:
    """The words and names of all these ledgers."""
    return World.made(random.Random(6))  # noqa: S311 - invented data


def stocked(sizes: Sequence[int], folder: Path | None = None) -> dict[int, Path]:
    """The folders of houses with so many statements, smallest first: made where they are not there yet.

    `folder`: where they lie instead of ``build/ledgers``. Of several processes at once one makes them, the others wait.
    """
    base = (folder or KEPT) / digest_of(MAKERS).removeprefix("sha256:")[:12]
    homes = {size: base / str(size) for size in sorted(sizes)}
    base.mkdir(parents=True, exist_ok=True)
    with (base / "lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)  # who comes second waits, and finds them made
        missing = [size for size, home in homes.items() if not home.is_dir()]
        if missing:
            _make({size: homes[size] for size in missing})
    return homes


def _make(homes: dict[int, Path]) -> None:
    """One ledger grows, and is copied whenever it has a size that is wanted."""
    chance = random.Random(7)  # noqa: S311 - invented data
    tales = Teller(world(), chance).tales()
    grown = next(iter(homes.values())).parent / "growing"
    shutil.rmtree(grown, ignore_errors=True)
    grown.mkdir(parents=True)
    told, number, start = 0, 0, time.perf_counter()
    for size, home in homes.items():
        with _unhurried(), opened(load(None, {"PURPORT_HOME": str(grown)}, grown).house.ledger) as ledger:
            while told < size:
                some: list[Tale] = []
                while (
                    stories := sum(len(one.stories) for one in some)
                ) < AT_ONCE and told + stories * PER_DOCUMENT < size:
                    some.append(next(tales))
                told += stories * PER_DOCUMENT
                _stock(ledger, some, number)
                number += stories
        shutil.rmtree(home, ignore_errors=True)
        (shutil.move if size == max(homes) else shutil.copytree)(grown, home)
        print(f"{told:>9,} statements in {time.perf_counter() - start:,.0f} s", file=sys.stderr, flush=True)


@contextmanager
def _unhurried() -> Iterator[None]:
    """While a ledger is made much of it is kept in memory, and no transaction waits for the disk: what crashes is made anew."""
    from sqlalchemy import Engine, event

    def relax(connection: Any) -> None:
        cursor = connection.connection.cursor()
        for pragma in (f"cache_size={CACHE}", "synchronous=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(Engine, "engine_connect", relax)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", relax)


def _stock(ledger: Ledger, tales: Sequence[Tale], number: int) -> None:
    """File the stories of some tales, and keep their matters. `number`: how many stories there are already."""
    filings = list(chain.from_iterable(one.stories for one in tales))
    first, last = (at // DOCUMENTS_AT_ONCE for at in (number, number + len(filings)))
    assert isinstance(ledger, Book)
    with ledger.together(), ledger._writing() as connection:
        keep_feeds(ledger, range(first, last + 1))
        ledger.file_many(filings, AT)
        _keep(connection, tales, len(filings))


def _keep(connection: Connection, tales: Sequence[Tale], stories: int) -> None:
    """What placing the stories of some tales, and deriving their matters, would have written: their rows, all at once."""
    rows: dict[Table, list[dict[str, object]]] = {one: [] for one in (PLACED, TELLING, WORD, LIKE, MATTER)}
    words: Counter[str] = Counter()
    seq, _ = (turn(connection, counter, stories) for counter in ("tellings", "placed"))
    for tale in tales:
        tellings = [_telling(one) for one in tale.stories]
        matter = _matter(tale, tellings)
        rows[MATTER].append(matterbook.matter_row(matter))
        rows[LIKE] += map(placing.likeness_row, matter.matter.likenesses)
        for filing, one in zip(tale.stories, tellings, strict=True):
            placed = _placed(filing, one)
            told = placing.telling_row(seq, placed.told[0], None, one.document)
            rows[TELLING].append({**told, "matter": matter.id, "stale": False})
            rows[PLACED].append(placing.placed_row(seq, placed))
            rows[WORD] += ({"word": word, "seq": seq} for word in listed(one))
            words.update({placing.ALL: 1, **dict.fromkeys(listed(one), 1)})
            seq += 1
    for table, some in rows.items():
        connection.execute(insert(table), some)
    placing.count(connection, words)
    connection.execute(delete(mattertables.unplaced))


def _telling(filing: Filing) -> Telling:
    """What a story tells of: its first three statements and its first event."""
    document, reading = filing.document, filing.reading
    assert reading is not None
    told, (happened, *_) = reading.statements[:3], reading.events
    words = document.text.split(" ")
    return Telling(
        id="tl-" + digest(canonical(["bench", reading.document]).encode()).removeprefix("sha256:")[:16],
        document=reading.document,
        sort=Sort.EVENT,
        lead=True,
        spans=tuple(one.content[0] for one in told),
        events=(happened.id,),
        statements=tuple(one.id for one in told),
        actors=frozenset(filter(None, (happened.actor,))),
        targets=frozenset(filter(None, (happened.target,))),
        speaker=None,
        country=None,
        group=None,
        action=happened.action,
        mode=None,
        places=(),
        days=document.published,
        published=document.published,
        counts=(),
        carriers=(),
        certainty=surest(reading),
        chain=told[0].names,
        stances=tuple(Stance(one.id, one.source_name, one.certainty, one.content[0]) for one in told),
        names=frozenset(filter(None, (one.source_name for one in told))),
        words=frozenset(words[:6]),
    )


def _placed(filing: Filing, telling: Telling) -> Placed:
    assert filing.reading is not None
    chains = tuple(dict.fromkeys(one.names for one in filing.reading.statements))
    return Placed(telling.document, "bench", "bench 1", (Told(telling, matter_id(telling)),), chains, AT)


def _matter(tale: Tale, tellings: Sequence[Telling]) -> KeptMatter:
    """The matter of a tale: those of its stories that carry the text of the first rest on that, each other one on itself."""
    first, *others = tellings
    identity, title = matter_id(first), tale.stories[0].document.title or ""
    roots = [one for one, copied in zip(tellings, tale.copies, strict=True) if not copied]
    copies = tuple(one.document for one, copied in zip(tellings, tale.copies, strict=True) if copied)
    origins = tuple(
        Origin(
            _outlet(tale, tellings.index(one)), one.document, copies if one is first else (), (), (), "the same words"
        )
        for one in roots
    )
    ties = tuple(Link(Tie.COPY, later, first.document, 0.98, "carries its text whole") for later in copies)
    alike = tuple(Likeness(first.id, one.id, Alike.SAME_EVENT, 0.95, ("the same names",)) for one in others)
    days = sorted(one.published or "" for one in tellings)
    against = _contradiction(identity, tellings) if others and int(identity[-4:], 16) % CONTRADICTED == 0 else ()
    fold = Fold(
        matter=identity,
        sort=Sort.EVENT,
        label=title,
        stories=len(tellings),
        origins=len(origins),
        reason=f"{len(copies)} of them carry the text of the first",
        lone=len(origins) == 1,
        contradicted=bool(against),
    )
    return KeptMatter(
        line=MatterLine(fold, days[0], days[-1], AT),
        matter=Matter(identity, Sort.EVENT, tuple(one.id for one in tellings), alike),
        tellings=tuple(tellings),
        checks=(),
        documents=tuple(one.document for one in tellings),
        ties=ties,
        origins=origins,
        contradictions=against,
        digest=digest(identity.encode()),
    )


def _outlet(tale: Tale, at: int) -> str:
    return tale.stories[at].document.outlet or ""


def _contradiction(matter: str, tellings: Sequence[Telling]) -> tuple[Contradiction, ...]:
    """Half of the stories say one number of dead, half another."""
    half = (len(tellings) + 1) // 2
    sides = tuple(
        Side(
            told,
            tuple(one.id for one in some),
            tuple(one.statements[0] for one in some),
            tuple((one.document, one.spans[0]) for one in some),
            (),
            some[0].certainty,
        )
        for told, some in (("12", tellings[:half]), ("14", tellings[half:]))
    )
    return (Contradiction(matter, About.DEAD, sides, 0.9, "both are said of the same act"),)


def main(arguments: list[str] | None = None) -> int:
    """Makes the houses."""
    parser = argparse.ArgumentParser(prog="python -m bench.stock", description=__doc__.split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="statements")
    for size, home in stocked(parser.parse_args(arguments).sizes).items():
        print(f"{size:>9,}  {home}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
