"""How the shelf of copies grows: ``.venv/bin/python -m bench.copying [--stories N] [--full] [--baseline N]``.

A stream of synthetic stories: 200 to 400 words drawn from a vocabulary of 60,000 by Zipf's law (own random stream), three in ten
of them copies of an earlier story drawn from all before: whole with one word in twenty-five changed, cut to a third, or a paragraph
of fifty words embedded in a new story. Every story ends in one of fifty footers of outlets. Each is put on the shelf alone, and the
shelf's answer is taken; making the story is not counted.

Figures: median microseconds of processor time of the last 2,000 stories before each size, and the mean of all so far; their growth
from 10,000 to the largest size, of both. Since other work on the machine comes and goes during a long run, the *growth beside* is
taken too: at each size the same 1,000 stories that are on neither are asked for in turn at the shelf and at one that stayed at
10,000. Then the slowest story, in which runs are merged; memory of the whole process beyond what it had before (peak, resident);
the share of planted copies whose source is among the twelve stories named. Last, the shelf is kept in a folder: bytes, seconds to
write and to open it, and how much memory a process of its own needs that opens it and asks for 1,000 stories.

datasketch's MinHashLSH (128 permutations, shingles of five words, threshold 0.5, the same work: ask, then insert) and rensa's
RMinHashLSH take the first stories of the same stream in the same run, in turns of fifty stories with an empty shelf: a shorter
stretch, which is in their favour.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from bench.common import report
from purport.corroborate.copies.shelf import Shelf
from purport.fold import tokens
from purport.records.stories import Story
from purport.rounds.shelving import kept_shelf

VOCABULARY = 60_000
SIZES = (10_000, 30_000, 100_000, 200_000, 300_000, 1_000_000)
MEASURED = 2_000
ASKED = 1_000
PART = 500
TURN = 50
KINDS = ("whole", "cut", "embedded")
Ask = Callable[[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One story of the stream; `kind` and `source` of a planted copy, None of any other."""

    id: str
    text: str
    kind: str | None
    source: str | None


class Stream:
    """Stories by number; each is made anew from its number, so that nothing needs to be kept."""

    def __init__(self) -> None:
        chance = np.random.default_rng(20)
        letters = np.array(list("abcdefghiklmnoprstu"))
        sizes = chance.integers(3, 11, VOCABULARY)
        self._words = np.array(["".join(letters[chance.integers(0, 19, n)]) for n in sizes], object)
        weights = 1 / (np.arange(VOCABULARY) + 2.7)
        self._steps = np.cumsum(weights / weights.sum())
        self._footers = [self._prose(chance, 30) for _ in range(50)]

    def _prose(self, chance: np.random.Generator, size: int) -> list[str]:
        found: list[str] = self._words[np.searchsorted(self._steps, chance.random(size))].tolist()
        return found

    def _own(self, number: int) -> list[str]:
        chance = np.random.default_rng((7, number))
        return self._prose(chance, int(chance.integers(200, 401)))

    def _copied(self, chance: np.random.Generator, kind: str, source: Sequence[str], own: list[str]) -> list[str]:
        if kind == "whole":
            return [own[n % len(own)] if chance.random() < 0.04 else word for n, word in enumerate(source)]
        if kind == "cut":
            return list(source[: len(source) // 3])
        start = int(chance.integers(0, len(source) - 50))
        return [*own[:100], *source[start : start + 50], *own[100:]]

    @staticmethod
    def _copies(number: int) -> bool:
        return number > 100 and bool(np.random.default_rng((3, number)).random() < 0.3)

    def __call__(self, number: int) -> Drawn:
        """The story of this number."""
        chance = np.random.default_rng((9, number))
        words, kind, source = self._own(number), None, None
        if self._copies(number):
            kind, at = KINDS[int(chance.integers(3))], int(chance.integers(number))
            while self._copies(at):
                at = int(chance.integers(number))
            words, source = self._copied(chance, kind, self._own(at), words), str(at)
        footer = self._footers[int(chance.integers(50))]
        return Drawn(str(number), " ".join([*words, *footer]), kind, source)


def resident() -> float:
    """The peak of resident memory of this process, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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


@cache
def _stream() -> Stream:
    return Stream()


def _part(start: int, end: int) -> list[Drawn]:
    return [_stream()(n) for n in range(start, end)]


def told(most: int) -> Iterator[Drawn]:
    """The stories of the stream, made by another process, never more than two parts ahead."""
    with get_context("spawn").Pool(1) as pool:
        ahead = pool.apply_async(_part, (0, min(PART, most)))
        for start in range(PART, most + PART, PART):
            here = ahead.get()
            ahead = pool.apply_async(_part, (start, min(start + PART, most)))
            yield from here


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


def grown(stream: Stream, most: int) -> dict[str, object]:
    """Figures of the shelf at each size up to `most`."""
    shelf, small = Shelf(), Shelf()
    watch, start = Watch(by_shelf(shelf)), resident()
    asked = [stream(n) for n in range(most, most + ASKED)]
    means: dict[int, float] = {}
    times: dict[int, float] = {}
    grows: dict[int, float] = {}
    for number, drawn in enumerate(told(most), 1):
        watch.take(drawn)
        if number <= SIZES[0]:
            small.add(drawn.id, drawn.text)
        if number in SIZES:
            means[number] = 1e6 * watch.total / number
            times[number] = 1e6 * statistics.median(watch.lately)
            grows[number] = beside(shelf, small, asked)
            told_size = f"{resident() - start:.0f} MB"
            print(f"  {number:9,}: {times[number]:.0f} us, {grows[number]:.2f} beside, {told_size}", flush=True)
    megabytes = resident() - start
    figures: dict[str, object] = {f"us_per_story_at_{size}": spent for size, spent in times.items()}
    figures |= {f"growth_beside_at_{size}": times for size, times in grows.items()}
    figures |= {f"us_mean_to_{size}": spent for size, spent in means.items()}
    return {
        **figures,
        **kept(shelf, asked),
        "growth_beside": grows[max(grows)],
        "stories": most,
        "growth": times[max(times)] / times[min(times)],
        "growth_of_mean": means[max(means)] / means[min(means)],
        "slowest_story_s": watch.slowest,
        "peak_mb": megabytes,
        "mb_per_million": megabytes * 1e6 / most,
        **{f"{kind}_found": share for kind, share in watch.recall()},
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
    options.add_argument("--stories", type=int, default=200_000, help="how many the shelf takes")
    options.add_argument("--full", action="store_true", help="a million, some fifteen minutes")
    options.add_argument("--baseline", type=int, default=4_000, help="how many the libraries take")
    o = options.parse_args()
    stream = Stream()
    figures = grown(stream, 1_000_000 if o.full else o.stories)
    figures |= compared(stream, o.baseline)
    for name, value in figures.items():
        print(f"  {name:32s} {f'{value:.3f}' if isinstance(value, float) else value}")
    return report("copying", figures, None)


if __name__ == "__main__":
    sys.exit(main())
