"""The desk under load, on loopback: the same questions of a ledger of 10,000 and of 1,000,000 statements, by 20 visitors at once.

``python -m bench.deskload [--sizes 10000,1000000] [--visitors 20] [--seconds 60]``

Each ledger is the beginning of the next (`bench.ledger`), with places for a third of its statements. `purport desk` serves it in a
process of its own; locust asks for pages of the stream, searches and maps, each visitor waiting a second after every answer.
Reported: 95th percentiles, how many times longer the largest ledger takes, answers that failed, and how much memory the server has
gained in the second half of its run.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from urllib.parse import urlencode

from bench.common import ROOT, report
from bench.ledger import AT, World, batches, filings, keep_feeds, lists, searches
from purport.config import load
from purport.ledger import opened
from purport.ledger.port import Filing
from purport.records import Filter, PlaceMark, Precision, Role
from purport.records.access import Rank, Scope
from purport.rounds.doorkeeping import account_of, token_of
from purport.rounds.house import House

SIZES = (10_000, 1_000_000)
VISITORS = 20
SECONDS = 60
PAUSE = 1.0
WARM = 10
KINDS = ("stream", "search", "map")
PLACES = 3_000
NAME = "load"


@dataclass(frozen=True)
class Asked:
    """What one run of visitors came to: 95th percentile and median in ms by kind, answers, failures, and memory in MB over time."""

    worst: dict[str, float]
    median: dict[str, float]
    answers: int
    failures: int
    memory: list[float]

    @property
    def gained(self) -> float:
        """By how much the memory at the end exceeds that in the middle, as a share."""
        later = self.memory[len(self.memory) // 2 :]
        part = max(1, len(later) // 5)
        return sum(later[-part:]) / sum(later[:part]) - 1


def placed(stream: Iterator[Filing], chance: random.Random) -> Iterator[Filing]:
    """The same filings with a place for every third statement, some places named far more often than others."""
    where = [(chance.uniform(-55, 70), chance.uniform(-175, 175)) for _ in range(PLACES)]
    for filing in stream:
        assert filing.reading is not None
        marks = []
        for statement in filing.reading.statements[::3]:
            number = min(int(chance.paretovariate(0.7)), PLACES) - 1
            span = replace(statement.content[0], end=statement.content[0].start + 3)
            words = filing.document.text[span.start : span.end]
            lat, lon = where[number]
            marks.append(
                PlaceMark(
                    span,
                    words,
                    f"Place {number}",
                    number,
                    lat,
                    lon,
                    Precision.SETTLEMENT,
                    Role.LITERAL,
                    0.9,
                    "bench",
                    10.0,
                )
            )
        yield replace(filing, reading=replace(filing.reading, places=tuple(marks)))


def questions(world: World) -> dict[str, list[str]]:
    """The addresses that are asked for, by kind: the questions of `bench.ledger`, and parts of the world."""
    return {
        "stream": [_address("/", one) for one in lists(world) if not one.offset],
        "search": [_address("/", one) for one in searches(world)],
        "map": [
            "/map/heaps",
            *(f"/map/heaps?west={w}&south={s}&east={w + 40}&north={s + 20}" for w in (-100, 0, 60) for s in (-20, 20)),
            *(_address("/map/heaps", one) for one in (*lists(world)[2:8], *searches(world)[:3])),
        ],
    }


def _address(path: str, question: Filter) -> str:
    names = ("words", "source", "place", "act", "certainty", "target", "since", "until")
    told = {name: str(value) for name in names if (value := getattr(question, name)) is not None}
    if question.violent is not None:
        told["violent"] = "yes" if question.violent else "no"
    return f"{path}?{urlencode(told)}" if told else path


def filled(folder: Path, sizes: tuple[int, ...]) -> tuple[World, dict[int, Path]]:
    """A house with a ledger of each size, each the beginning of the next."""
    chance = random.Random(6)  # noqa: S311 - invented data
    world = World.made(chance)
    stream = batches(placed(filings(world, chance), chance))
    houses: dict[int, Path] = {}
    done: list[list[Filing]] = []
    for size in sizes:
        home = folder / str(size)
        home.mkdir()
        count = size // 10 // 100
        with opened(load(None, {"PURPORT_HOME": str(home)}, home).house.ledger) as ledger:
            held = 0
            if size == sizes[-1]:
                source: Iterator[list[Filing]] = chain(done, islice(stream, count - len(done)))
            else:
                done += islice(stream, count - len(done))
                source = iter(done)
            for number, batch in enumerate(source):
                keep_feeds(ledger, [number])
                held += sum(one.new_statements for one in ledger.file_many(batch, AT))
        print(f"{held:>9,} statements filed", flush=True)
        houses[size] = home
    return world, houses


def token(home: Path) -> str:
    """A token with which the house's desk may be read."""
    with House(load(None, {"PURPORT_HOME": str(home)}, home)) as house:
        house.access().add(account_of(NAME, Rank.READER, "a quiet harbour at dawn", house.clock()))
        secret, made = token_of(NAME, "bench", (Scope.READ,), (house.clock(), None))
        house.access().give(made)
    return secret


@contextmanager
def served(home: Path) -> Iterator[tuple[str, int]]:
    """`purport desk` over a house: its address and its process."""
    command = [sys.executable, "-c", "from purport.cli.main import main; main()", "desk", "--port", "0"]
    surroundings = {**os.environ, "PURPORT_HOME": str(home)}
    with subprocess.Popen(command, cwd=home, env=surroundings, stderr=subprocess.PIPE, text=True) as desk:
        try:
            assert desk.stderr is not None
            line = desk.stderr.readline()
            threading.Thread(target=desk.stderr.read, daemon=True).start()
            yield line.split(" is at ")[1].split()[0].rstrip("/"), desk.pid
        finally:
            desk.terminate()


def memory_of(process: int) -> float:
    """Resident memory in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def visited(home: Path, asked: Path, visitors: int, seconds: int) -> Asked:
    """What visitors of a house's desk see, after a short run that is not counted."""
    surroundings = {
        **os.environ,
        "PURPORT_LOAD": str(asked),
        "PURPORT_LOAD_TOKEN": token(home),
        "PURPORT_LOAD_PAUSE": str(PAUSE),
    }
    with served(home) as (address, process):
        memory: list[float] = []
        for length in (WARM, seconds):
            memory.clear()
            with subprocess.Popen(_locust(address, home / "load", visitors, length), env=surroundings) as run:
                while run.poll() is None:
                    memory.append(memory_of(process))
                    time.sleep(0.5)
    with (home / "load_stats.csv").open(encoding="utf-8") as file:
        rows = {row["Name"]: row for row in csv.DictReader(file)}
    return Asked(
        {kind: float(rows[kind]["95%"]) for kind in KINDS},
        {kind: float(rows[kind]["50%"]) for kind in KINDS},
        int(rows["Aggregated"]["Request Count"]),
        int(rows["Aggregated"]["Failure Count"]),
        memory,
    )


def _locust(address: str, out: Path, visitors: int, seconds: int) -> list[str]:
    return [
        *(sys.executable, "-m", "locust", "--headless", "--only-summary", "--locustfile", str(ROOT / "bench/deskuser.py")),
        *("--host", address, "--users", str(visitors), "--spawn-rate", str(visitors), "--run-time", f"{seconds}s"),
        *("--csv", str(out), "--stop-timeout", "30", "--exit-code-on-error", "0"),
    ]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, writes ``bench/out/deskload.json``; 1 if a floor is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.deskload", description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="statements, smallest first")
    parser.add_argument("--visitors", type=int, default=VISITORS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--folder", type=Path, help="where the ledgers lie while measured (about 4 GB for a million)")
    options = parser.parse_args(arguments)
    sizes = tuple(int(size) for size in options.sizes.split(","))
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        world, houses = filled(folder, sizes)
        asked = folder / "asked.json"
        asked.write_text(json.dumps(questions(world)), encoding="utf-8")
        found = {size: visited(home, asked, options.visitors, options.seconds) for size, home in houses.items()}
    first, last = found[sizes[0]], found[sizes[-1]]
    figures: dict[str, object] = {f"{kind}_growth": last.worst[kind] / max(1.0, first.worst[kind]) for kind in KINDS}
    figures["memory_gained"] = max(one.gained for one in found.values())
    figures["failed"] = sum(one.failures for one in found.values())
    figures["visitors"] = options.visitors
    figures["sizes"] = {
        str(size): {
            **{f"{kind}_p95_ms": one.worst[kind] for kind in KINDS},
            **{f"{kind}_median_ms": one.median[kind] for kind in KINDS},
            "answers": one.answers,
            "memory_mb": max(one.memory),
        }
        for size, one in found.items()
    }
    for size, told in figures["sizes"].items():  # type: ignore[attr-defined]
        print(f"{int(size):>9,}  " + "  ".join(f"{kind} {value:,.0f}" for kind, value in told.items()))
    return report("deskload", figures, None)


if __name__ == "__main__":
    raise SystemExit(main())
