"""How the shelf of copies grows: ``.venv/bin/python -m bench.copying [--stories N] [--full] [--baseline N]``.

The stream of ``bench.copystream``: synthetic stories, three in ten of them whole, cut or embedded copies of an earlier one. Each is
put on the shelf alone, and the shelf's answer is taken; making the story is not counted.

Up to 10,000 stories all are of the stream. Beyond, the shelf is filled with stories that are made up, as many random hashes each as
those of the stream have, and before each size 2,000 of the stream are measured, whose sources are among those of the stream. With
``--full`` every story is a text of the stream; the index sees evenly spread hashes either way.

Figures: median microseconds of processor time of the 2,000 stories before each size, and their growth from 10,000 to the largest.
Since other work on the machine comes and goes during a long run, the *growth beside* is taken too: at each size the same 1,000
stories that are on neither are asked for in turn at the shelf and at one that stayed at 10,000. Then the slowest story, in which
runs are merged; memory of the whole process beyond what it had before (peak, resident); the share of planted copies whose source is
among the twelve stories named. Last, the shelf is kept in a folder: bytes, seconds to write and to open it, and how much memory a
process of its own needs that opens it and asks for 1,000 stories.

datasketch's MinHashLSH (128 permutations, shingles of five words, threshold 0.5, the same work: ask, then insert) and rensa's
RMinHashLSH take the first stories of the same stream in the same run, in turns of fifty stories with an empty shelf: a shorter
stretch, which is in their favour.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, count, islice, repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from bench.common import report
from bench.copystream import KINDS, Drawn, Stream, told
from purport.corroborate.copies.hashing import BITS, selected
from purport.corroborate.copies.runs import NUMBER_BITS
from purport.corroborate.copies.shelf import Shelf
from purport.fold import tokens
from purport.records.stories import Story
from purport.rounds.shelving import kept_shelf

SIZES = (10_000, 30_000, 100_000, 200_000, 300_000, 1_000_000)
MEASURED = 2_000
ASKED = 1_000
MADE_AT_ONCE = 2_048
TURN = 50
Ask = Callable[[str, str], Sequence[str]]


def resident() -> float:
    """The peak of resident memory of this process, files that it maps included, in megabytes."""
    status = Path("/proc/self/status").read_text(
        encoding="ascii"
    )  # what getrusage says begins with the peak of the parent
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def by_shelf(shelf: Shelf) -> Ask:
    return lambda name, text: [near.id for near in shelf.add(name, text)]


def _shingled(text: str) -> list[str]:
    words = tokens(text)
    return [" ".join(words[n : n + 5]) for n in range(len(words) - 4)]


def by_datasketch() -> Ask:
    from datasketch import MinHash, MinHashLSH

    index: Any = MinHashLSH(threshold=0.5, num_perm=128)

    def ask(name: str, text: str) -> Sequence[str]:
        signature: Any = MinHash(num_perm=128)
        signature.update_batch([s.encode() for s in _shingled(text)])
        found: list[str] = index.query(signature)
        index.insert(name, signature)
        return found

    return ask


def by_rensa() -> Ask:
    from rensa import RMinHash, RMinHashLSH

    index: Any = RMinHashLSH(0.5, 128, 32)

    def ask(name: str, text: str) -> Sequence[str]:
        signature: Any = RMinHash(num_perm=128, seed=1)
        signature.update(_shingled(text))
        found = [str(n) for n in index.query(signature)]
        index.insert(int(name), signature)
        return found

    return ask


class Watch:
    """Takes a stream to an index and keeps the times and what was found."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.lately: deque[float] = deque(maxlen=MEASURED)
        self.total = self.slowest = 0.0
        self.found: dict[str, list[bool]] = defaultdict(list)

    def take(self, drawn: Drawn) -> None:
        before = time.process_time()
        named = self.ask(drawn.id, drawn.text)
        spent = time.process_time() - before
        self.total += spent
        self.slowest = max(self.slowest, spent)
        self.lately.append(spent)
        if drawn.kind is not None:
            self.found[drawn.kind].append(drawn.source in named)

    def recall(self) -> Iterator[tuple[str, float]]:
        for kind in KINDS:
            yield kind, float(np.mean(self.found[kind])) if self.found[kind] else 0.0


def beside(shelf: Shelf, small: Shelf, asked: Sequence[Drawn]) -> float:
    """How many times as long a shelf takes to answer as a small one: medians, asked in turn."""
    spent: tuple[list[float], list[float]] = [], []
    for drawn in asked:
        for times, one in zip(spent, (shelf, small), strict=True):
            before = time.process_time()
            one.near(drawn.text)
            times.append(time.process_time() - before)
    return statistics.median(spent[0]) / statistics.median(spent[1])


def _opened(folder: Path, asked: Sequence[Drawn]) -> tuple[float, float, float]:
    """Seconds to open a kept shelf, median microseconds to ask it, and memory this took (peak, megabytes)."""
    with kept_shelf(folder / "none") as none:
        none.candidates(_story(asked[0]))
    start, before = resident(), time.perf_counter()
    with kept_shelf(folder) as shelf:
        opened, spent = time.perf_counter() - before, []
        for drawn in asked:
            story = _story(drawn)
            before = time.process_time()
            shelf.candidates(story)
            spent.append(time.process_time() - before)
    return opened, 1e6 * statistics.median(spent), resident() - start


def _story(drawn: Drawn) -> Story:
    return Story(drawn.id, drawn.text, None, None, (), "", None, None, datetime(2024, 1, 1, tzinfo=UTC))


def kept(shelf: Shelf, asked: Sequence[Drawn]) -> dict[str, object]:
    """Figures of the shelf in a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder, before = Path(name) / "shelf", time.perf_counter()
        with kept_shelf(folder) as empty:
            empty._shelf, empty._changes = shelf, 1
        written = time.perf_counter() - before
        size = sum(file.stat().st_size for file in folder.iterdir())
        with get_context("spawn").Pool(1) as pool:
            opened, spent, megabytes = pool.apply(_opened, (folder, asked))
    return {
        "kept_mb": size / 1e6,
        "kept_mb_per_million": size / len(shelf),
        "keeping_s": written,
        "opening_s": opened,
        "opened_us_per_question": spent,
        "opened_mb": megabytes,
    }


def made_up(shelf: Shelf, count: int, hashes: int) -> float:
    """Puts stories without text on a shelf, so many random hashes each. Seconds of the slowest step: what one story would wait."""
    chance, slowest = np.random.default_rng(len(shelf)), 0.0
    for start in range(0, count, MADE_AT_ONCE):
        first, many = shelf._roll.given, min(MADE_AT_ONCE, count - start)
        for number in range(first, first + many):
            shelf._roll.add(f"made-{number}")
        values = chance.integers(0, 1 << BITS, many * hashes, np.uint64) << np.uint64(NUMBER_BITS)
        postings = values | np.repeat(np.arange(first, first + many, dtype=np.uint64), hashes)
        acts = chain([lambda: shelf._levels.put(postings)], repeat(shelf._levels.step, many))  # noqa: B023 - called at once
        for act in acts:
            before = time.process_time()
            act()
            slowest = max(slowest, time.process_time() - before)
    return slowest


@dataclass
class Growth:
    """What is measured of a growing shelf; `small` stays at the first size."""

    stream: Stream
    most: int
    shelf: Shelf = field(default_factory=Shelf)
    small: Shelf = field(default_factory=Shelf)
    figures: dict[str, object] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    grows: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked = [self.stream(n) for n in range(self.most, self.most + ASKED)]
        self.hashes = round(statistics.mean(len(selected(drawn.text)) for drawn in self.asked))
        self.watch, self.start = Watch(by_shelf(self.shelf)), resident()

    def by_text(self) -> None:
        """Every story is of the stream."""
        for number, drawn in enumerate(told(self.most), 1):
            self._take(drawn)
            if number in SIZES:
                self.figures[f"us_mean_to_{number}"] = 1e6 * self.watch.total / number
                self._measure(number)

    def made_up(self) -> None:
        """From the first size on, all but the stories that are measured are made up."""
        stories = map(self.stream, count())
        for size in (size for size in SIZES if size <= self.most):
            texts = size if size == SIZES[0] else MEASURED
            slowest = made_up(self.shelf, size - texts - len(self.shelf), self.hashes)
            self.watch.slowest = max(self.watch.slowest, slowest)
            for drawn in islice(stories, texts):
                self._take(drawn)
            self._measure(size)

    def _take(self, drawn: Drawn) -> None:
        self.watch.take(drawn)
        if len(self.small) < SIZES[0]:
            self.small.add(drawn.id, drawn.text)

    def _measure(self, size: int) -> None:
        self.times.append(1e6 * statistics.median(self.watch.lately))
        self.grows.append(beside(self.shelf, self.small, self.asked))
        self.figures |= {f"us_per_story_at_{size}": self.times[-1], f"growth_beside_at_{size}": self.grows[-1]}
        told = f"{self.times[-1]:.0f} us, {self.grows[-1]:.2f} beside, {resident() - self.start:.0f} MB"
        print(f"  {size:9,}: {told}, {len(self.shelf._levels)} runs", flush=True)

    def all_figures(self) -> dict[str, object]:
        """Everything, the shelf in a folder too."""
        megabytes = resident() - self.start
        return {
            **self.figures,
            **kept(self.shelf, self.asked),
            "stories": len(self.shelf),
            "growth": self.times[-1] / self.times[0],
            "growth_beside": self.grows[-1],
            "slowest_story_s": self.watch.slowest,
            "peak_mb": megabytes,
            "mb_per_million": megabytes * 1e6 / len(self.shelf),
            **{f"{kind}_found": share for kind, share in self.watch.recall()},
        }


def compared(stream: Stream, most: int) -> dict[str, object]:
    """Stories per second of the shelf and of both libraries on one short stretch, and what each finds."""
    figures: dict[str, object] = {"compared_stories": most}
    rates = {}
    asks = {"shelf": by_shelf(Shelf()), "datasketch": by_datasketch(), "rensa": by_rensa()}
    watches = {name: Watch(ask) for name, ask in asks.items()}
    for start in range(0, most, TURN):
        turn = [stream(n) for n in range(start, min(start + TURN, most))]
        for watch in watches.values():
            for drawn in turn:
                watch.take(drawn)
    for name, watch in watches.items():
        rates[name] = most / watch.total
        figures |= {f"{name}_{kind}_found": share for kind, share in watch.recall()}
        figures[f"{name}_stories_per_second"] = rates[name]
    return figures | {
        "times_datasketch": rates["shelf"] / rates["datasketch"],
        "times_rensa": rates["shelf"] / rates["rensa"],
    }


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=1_000_000, help="how many the shelf takes")
    options.add_argument("--full", action="store_true", help="all of them texts, some fifteen minutes")
    options.add_argument("--baseline", type=int, default=4_000, help="how many the libraries take")
    o = options.parse_args()
    stream = Stream()
    growth = Growth(stream, o.stories)
    if o.full:
        growth.by_text()
    else:
        growth.made_up()
    figures = growth.all_figures() | compared(stream, o.baseline)
    for name, value in figures.items():
        print(f"  {name:32s} {f'{value:.3f}' if isinstance(value, float) else value}")
    return report("copying", figures, None)


if __name__ == "__main__":
    sys.exit(main())
