"""How the placing of a new story grows with the stories there are, beside reading it: ``.venv/bin/python -m bench.grown``.

Stories of a newsroom are read and filed in large houses (:mod:`bench.house`), and placed: some unmeasured, most at once, as
`purport read` does, the last ones one by one, as `purport watch` does when little comes in. All times are of the processor, the
whole of placing (copies, matters, contradictions, bonds, the ledger) as shares of the whole of reading the same story in the same
process (its text taken out, read with the learned reader, kept and filed).

``--full`` goes up to a million stories; that takes some twenty minutes and 10 GB on the disk.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.common import DEFAULT_READER, report
from bench.house import Pattern, build, pattern
from bench.newsroom import newsroom
from bench.weightime import NOW, Filed, file, place_all, timed
from purport.ledger import opened
from purport.read.reader import reader_of
from purport.records.stories import Story
from purport.rounds.corroborating import Corroborator

SIZES = (10_000, 100_000)
FULL = (10_000, 100_000, 1_000_000)
NEW_SEED, NEW_EVENTS = 29, 12
FIRST, ALONE = 0.4, 40
"""Share of the new stories that are placed before any is measured, and how many are placed one by one."""


@dataclass(frozen=True, slots=True)
class _Times:
    """Milliseconds of the processor for one story: reading it, the reader's part of that, placing it among others and alone; and
    for opening the index.
    """

    reading: float
    reader: float
    placing: float
    alone: float
    opening: float


def measured(
    size: int, one: Pattern, folder: Path, *, reader: str = DEFAULT_READER, events: int = NEW_EVENTS, alone: int = ALONE
) -> _Times:
    """What placing takes in a house of so many stories, which is made in a folder; measured by a process that did not make it.

    `events`: of the newsroom that comes in. `alone`: how many of its stories are placed one by one.
    """
    build(size, one, folder)
    with get_context("spawn").Pool(1) as beside:
        given = (folder / "ledger.db", folder / "shelf", new_stories(events), reader, alone)
        times: _Times = beside.apply(placed, given)
    return times


def new_stories(events: int) -> list[Story]:
    """Those that come into the house, in the order in which they were seen."""
    return sorted(newsroom(NEW_SEED, "tuned", events).stories, key=lambda x: (x.first_seen, x.id))


def placed(path: Path, shelf: Path, stories: Sequence[Story], name: str, last: int) -> _Times:
    """Reads new stories in a house by the reader of that name and places them, the `last` ones one by one."""
    reader, before = reader_of(name), round(FIRST * len(stories))
    with opened(str(path)) as ledger:
        corroborator = Corroborator(ledger, shelf, lambda: NOW)
        filed: list[Filed] = [file(ledger, one, reader) for one in stories[:1]]
        step = partial(place_all, corroborator)
        opening = timed(step)
        filed += [file(ledger, one, reader) for one in stories[1:before]]
        step()
        filed += [file(ledger, one, reader) for one in stories[before:-last]]
        placing = timed(step) / (len(stories) - before - last)
        alone = []
        for one in stories[-last:]:
            filed.append(file(ledger, one, reader))
            alone.append(timed(step))
    reading, read = (statistics.mean(each) for each in zip(*((one.took, one.reader) for one in filed[1:]), strict=True))
    return _Times(1000 * reading, 1000 * read, 1000 * placing, 1000 * statistics.mean(alone), 1000 * opening)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and compares with the floors."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="up to a million stories")
    options.add_argument("--sizes", type=int, nargs="+", metavar="N", help="houses of so many stories")
    options.add_argument("--folder", type=Path, help="where the houses are made; default: a temporary folder")
    asked = options.parse_args(arguments)
    sizes = asked.sizes or (FULL if asked.full else SIZES)
    with TemporaryDirectory(dir=asked.folder) as folder:
        one = pattern(reader_of(DEFAULT_READER), Path(folder))
        print(
            f"pattern: {one.stories} stories, {one.tellings} tellings, {len(one.names)} names",
            file=sys.stderr,
            flush=True,
        )
        times: dict[int, _Times] = {}
        for size in sizes:
            home = Path(folder) / str(size)
            home.mkdir()
            times[size] = measured(size, one, home)
            print(f"{size:>9,} {times[size]}", flush=True)
            shutil.rmtree(home)
    first, last = times[min(sizes)], times[max(sizes)]
    figures: dict[str, object] = {"stories": max(sizes)}
    for size, told in times.items():
        for what, took in (("reader", told.reader), ("placing", told.placing), ("alone", told.alone)):
            figures[f"{what}_to_reading_at_{size}"] = round(took / told.reading, 3)
    figures["placing_to_reading"] = round(last.placing / last.reading, 3)
    figures["growth"] = round(last.placing / last.reading / (first.placing / first.reading), 2)
    figures["growth_alone"] = round(last.alone / last.reading / (first.alone / first.reading), 2)
    return report("grown", figures, None)


if __name__ == "__main__":
    sys.exit(main())
