"""How long the map's questions take as the book grows: ``python -m bench.mapping [--sizes 10000,1000000] [--folder DIR]``.

Generated statements as in ``bench.ledger``, two of five about a place, of 20,000 places in the world, the first ones named most
(Zipf's law). Each question is asked of both ledgers in turn, at the widths of a map from the whole world to one town; its time is
the best of nine runs. `growth` is the 95th percentile of the larger ledger over that of the smaller.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import numpy as np

from bench.common import report
from bench.ledger import AT, RUNS, World, batches, filings, keep_feeds
from purport.ledger import opened
from purport.ledger.port import Filing, Ledger
from purport.records import Act, Certainty, EventFilter, Filter, PlaceMark, Precision, Role
from purport.records.places import WORLD, Box, Spread

SIZES = (10_000, 1_000_000)
PLACES = 20_000
SHARE = 0.4
LOOKED_AT = 2_000
Asked = Callable[[Ledger], Spread]


def towns(chance: random.Random) -> tuple[list[tuple[float, float]], list[float]]:
    """Where the places are, in clusters, and how often each is named, added up."""
    middles = [(chance.uniform(-40, 60), chance.uniform(-120, 140)) for _ in range(60)]
    found = []
    for _ in range(PLACES):
        lat, lon = chance.choice(middles)
        found.append((round(chance.gauss(lat, 3), 4), round(chance.gauss(lon, 4), 4)))
    return found, list(accumulate(1 / (rank + 2) for rank in range(PLACES)))


def placed(stream: Iterator[Filing], chance: random.Random) -> Iterator[Filing]:
    """The same filings with the places that their statements name."""
    found, totals = towns(chance)
    for filing in stream:
        assert filing.reading is not None
        marks = []
        for one in filing.reading.statements:
            if chance.random() < SHARE:
                (at,) = chance.choices(range(PLACES), cum_weights=totals)
                lat, lon = found[at]
                marks.append(PlaceMark(
                    one.content[0], f"Town {at}", f"Town {at}", at + 1, lat, lon, Precision.SETTLEMENT, Role.LITERAL, 0.9,
                    "generated", 3.0,
                ))  # fmt: skip
        yield Filing(filing.document, replace(filing.reading, places=tuple(marks)))


def filled(folder: Path, sizes: tuple[int, ...]) -> tuple[World, dict[int, Path]]:
    """One ledger of each size, each the beginning of the next."""
    chance = random.Random(8)  # noqa: S311 - invented data
    world = World.made(chance)
    stream, path, held, number = batches(placed(filings(world, chance), chance)), folder / "grows.db", 0, 0
    paths: dict[int, Path] = {}
    for size in sizes:
        with opened(f"sqlite:///{path}") as ledger:
            while held < size:
                keep_feeds(ledger, [number])
                held += sum(done.new_statements for done in ledger.file_many(next(stream), AT))
                number += 1
        paths[size] = shutil.copy(path, folder / f"{size}.db") if size != sizes[-1] else path
    return world, paths


def questions(world: World) -> dict[str, Asked]:
    """What a map asks: all of it at several widths, and the newest that meet conditions."""
    widths = {"world": (WORLD, 4), "continent": (Box(-20, 30, 60, 65), 6), "country": (Box(20, 40, 30, 48), 9)}
    near = Box(24, 43, 25, 44)
    asked: dict[str, Asked] = {
        f"all {name}": lambda book, view=view: book.places.all(*view)  # type: ignore[misc]
        for name, view in (*widths.items(), ("town", (near, None)))
    }
    limit = LOOKED_AT
    found = {
        "newest": Filter(limit=limit),
        "source": Filter(source=world.names[0], limit=limit),
        "rare source": Filter(source=world.names[500], limit=limit),
        "words": Filter(words=world.words[0], limit=limit),
        "two words": Filter(words=f"{world.words[3]} {world.words[4]}", limit=limit),
        "act": Filter(act=Act.DENIES, limit=limit),
        "certainty": Filter(certainty=Certainty.RUMOURED, limit=limit),
        "a month": Filter(since="2020-05-01", until="2020-05-31", limit=limit),
        "violent": Filter(violent=True, limit=limit),
    }
    asked |= {
        name: lambda book, one=one: book.places.spread(one, EventFilter(limit=limit), WORLD, 4)  # type: ignore[misc]
        for name, one in found.items()
    }
    return asked


def measured(paths: dict[int, Path], asked: dict[str, Asked]) -> dict[int, dict[str, float]]:
    """Per size and question the best run in milliseconds; the ledgers take turns."""
    best: dict[int, dict[str, float]] = {size: {} for size in paths}
    with ExitStack() as stack:
        ledgers = {size: stack.enter_context(opened(f"sqlite:///{path}")) for size, path in paths.items()}
        for name, ask in asked.items():
            for _ in range(RUNS):
                for size, ledger in ledgers.items():
                    start = time.perf_counter()
                    ask(ledger)
                    taken = (time.perf_counter() - start) * 1000
                    best[size][name] = min(best[size].get(name, taken), taken)
    return best


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, writes ``bench/out/mapping.json``; 1 if a floor is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.mapping", description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="statements, smallest first")
    parser.add_argument("--folder", type=Path, help="where the ledgers lie while measured (about 3 GB for a million)")
    options = parser.parse_args(arguments)
    sizes = tuple(int(size) for size in options.sizes.split(","))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        world, paths = filled(Path(folder), sizes)
        best = measured(paths, questions(world))
    for name in best[sizes[0]]:
        print(f"{name:<14}" + "  ".join(f"{size:>9,}: {best[size][name]:8.2f} ms" for size in sizes))
    worst = {size: float(np.percentile(list(row.values()), 95)) for size, row in best.items()}
    growth = worst[sizes[-1]] / worst[sizes[0]]
    print(
        "95th percentile "
        + "  ".join(f"{size:,}: {value:.2f} ms" for size, value in worst.items())
        + f"  growth {growth:.2f}"
    )
    figures: dict[str, object] = {"growth": growth, "sizes": {str(size): row for size, row in best.items()}}
    return report("mapping", figures, None)


if __name__ == "__main__":
    raise SystemExit(main())
