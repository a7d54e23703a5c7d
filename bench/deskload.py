"""The desk under load, on loopback: the same questions of a ledger of 10,000 and of 1,000,000 statements, by 20 visitors at once.

``python -m bench.deskload [--sizes 10000,1000000] [--visitors 20] [--rounds 6] [--seconds 30] [--pause 1]``

The ledgers are those of :mod:`bench.stock`: stories in matters, with speakers, places and events. `purport desk` serves each in a
process of its own; locust asks for pages of the stream, searches and maps, in the same shares at every size, each visitor waiting
a second after every answer; one question in thirteen is for something else (matters, a story, a speaker). The desks are visited in
turn, in rounds, so that a machine that slows down slows all.

Reported: 95th percentiles, how many times longer the largest ledger takes, answers that failed, and by how much the memory of the
server grew over the run, of what was its own (``RssAnon``; not the pages of files that the system may take back). A run that is not
counted comes before, so that every thread has a connection with its cache filled.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.common import OUT, ROOT, report
from bench.loadquestions import questions
from bench.stock import stocked, world
from purport.config import load
from purport.records.access import Rank, Scope
from purport.rounds.doorkeeping import account_of, token_of
from purport.rounds.house import House

SIZES = (10_000, 1_000_000)
VISITORS = 20
ROUNDS = 6
SECONDS = 30
PAUSE = 1.0
WARM = 60
KINDS = ("stream", "search", "map")
NAME = "load"
SLOWEST = 8
"""Questions of each size that are printed."""


def token(home: Path) -> str:
    """A token with which the house's desk may be read."""
    with House(load(None, {"PURPORT_HOME": str(home)}, home)) as house:
        book = house.access()
        if book.account(NAME) is None:
            book.add(account_of(NAME, Rank.READER, "a quiet harbour at dawn", house.clock()))
        secret, made = token_of(NAME, str(house.clock()), (Scope.READ,), (house.clock(), None))
        book.give(made)
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
            threading.Thread(target=shutil.copyfileobj, args=(desk.stderr, sys.stderr), daemon=True).start()
            yield line.split(" is at ")[1].split()[0].rstrip("/"), desk.pid
        finally:
            desk.terminate()


def memory_of(process: int) -> float:
    """Resident memory of a process that is no file's, in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))


def processor_of(process: int) -> float:
    """Seconds of a core that a process took so far."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Desk:
    """One desk under load.

    Attributes:
        address, process: of the server. asked: file of the questions. token: with which they are asked.
        taken: milliseconds of each answer, by ``kind/name``. failed: what was told of those that failed.
        memory: of the server's own, in MB, twice a second. seconds: how long it was visited.
        processor: seconds of a core that the server took.
    """

    address: str
    process: int
    asked: Path
    token: str
    taken: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0

    def visited(self, visitors: int, pause: float, seconds: int, *, counted: bool) -> None:
        """Have it visited for a while."""
        answers = self.asked.with_suffix(".answers")
        surroundings = {
            **os.environ,
            "PURPORT_LOAD": str(self.asked),
            "PURPORT_LOAD_ANSWERS": str(answers),
            "PURPORT_LOAD_TOKEN": self.token,
            "PURPORT_LOAD_PAUSE": str(pause),
        }
        memory: list[float] = []
        start, before = time.monotonic(), processor_of(self.process)
        command = _locust(self.address, visitors, seconds)
        with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as run:
            while run.poll() is None:
                memory.append(memory_of(self.process))
                time.sleep(0.5)
        if not counted:
            return
        self.seconds += time.monotonic() - start
        self.processor += processor_of(self.process) - before
        self.memory += memory
        told = json.loads(answers.read_text(encoding="utf-8"))
        self.failed += told["failed"]
        for name, some in told["taken"].items():
            self.taken.setdefault(name, []).extend(some)

    def percentile(self, kind: str, share: float) -> float:
        """Of all answers of a kind, or of one question."""
        found = [
            one for name, some in self.taken.items() if name == kind or name.startswith(f"{kind}/") for one in some
        ]
        return float(np.percentile(found, share))

    @property
    def growth(self) -> float:
        """By how many per cent the memory of the last tenth of the run exceeds that of the first."""
        part = max(1, len(self.memory) // 10)
        return 100 * (float(np.mean(self.memory[-part:])) / float(np.mean(self.memory[:part])) - 1)

    @property
    def answers(self) -> int:
        """How many there were."""
        return sum(map(len, self.taken.values()))


def visited(homes: Mapping[int, Path], folder: Path, options: argparse.Namespace) -> dict[int, Desk]:
    """What visitors of the desks see: each in turn for a while, again and again, so that a machine that slows down slows all."""
    desks: dict[int, Desk] = {}
    with ExitStack() as stack:
        for size, home in homes.items():
            asked = folder / f"{size}.json"
            asked.write_text(json.dumps(questions(home, world())), encoding="utf-8")
            secret = token(home)
            address, process = stack.enter_context(served(home))
            desks[size] = Desk(address, process, asked, secret)
        for desk in desks.values():
            desk.visited(options.visitors, options.pause, WARM, counted=False)
        for _ in range(options.rounds):
            for desk in desks.values():
                desk.visited(options.visitors, options.pause, options.seconds, counted=True)
    return desks


def _locust(address: str, visitors: int, seconds: int) -> list[str]:
    return [
        *(sys.executable, "-m", "locust", "--headless", "--skip-log-setup", "--locustfile", str(ROOT / "bench/deskuser.py")),
        *("--host", address, "--users", str(visitors), "--spawn-rate", str(visitors), "--run-time", f"{seconds}s"),
        *("--stop-timeout", "30", "--exit-code-on-error", "0"),
    ]  # fmt: skip


def figures_of(found: Mapping[int, Desk], visitors: int) -> dict[str, object]:
    """What is reported of runs by size, the smallest first."""
    first, last = found[min(found)], found[max(found)]
    out: dict[str, object] = {
        f"{kind}_growth": last.percentile(kind, 95) / max(1.0, first.percentile(kind, 95)) for kind in KINDS
    }
    out["memory_growth_percent"] = max(one.growth for one in found.values())
    out["failed"] = sum(len(one.failed) for one in found.values())
    out["visitors"] = visitors
    out["sizes"] = {
        str(size): {
            **{f"{kind}_p95_ms": one.percentile(kind, 95) for kind in KINDS},
            **{f"{kind}_median_ms": one.percentile(kind, 50) for kind in KINDS},
            "answers": one.answers,
            "answers_per_second": one.answers / one.seconds,
            "processor_ms_per_answer": 1000 * one.processor / one.answers,
            "memory_mb": max(one.memory),
            "memory_growth_percent": one.growth,
        }
        for size, one in found.items()
    }
    return out


def tell(found: Mapping[int, Desk]) -> None:
    """Prints each size, its slowest questions, and what failed."""
    for size, one in found.items():
        told = "  ".join(f"{kind} {one.percentile(kind, 50):,.0f}/{one.percentile(kind, 95):,.0f}" for kind in KINDS)
        each = 1000 * one.processor / one.answers
        print(f"{size:>9,}  median/95th percentile in ms: {told}", flush=True)
        print(
            f"           {one.answers / one.seconds:.1f} answers/s, {each:.0f} ms of a core each; memory {one.growth:+.1f} %"
        )
        slowest = sorted(one.taken, key=lambda name: -one.percentile(name, 50))[:SLOWEST]
        print("           " + ", ".join(f"{name} {one.percentile(name, 50):,.0f}" for name in slowest))
        for line in one.failed[:SLOWEST]:
            print(f"           FAILED {line}")


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, writes ``bench/out/deskload.json``; 1 if a floor is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.deskload", description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="statements, smallest first")
    parser.add_argument("--visitors", type=int, default=VISITORS)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each desk is visited")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long each time")
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds that a visitor waits after each answer")
    parser.add_argument("--folder", type=Path, help="where the ledgers lie, about 4 GB for a million (build/ledgers)")
    options = parser.parse_args(arguments)
    homes = stocked([int(size) for size in options.sizes.split(",")], options.folder)
    with tempfile.TemporaryDirectory() as folder:
        found = visited(homes, Path(folder), options)
    tell(found)
    figures = figures_of(found, options.visitors)
    OUT.mkdir(parents=True, exist_ok=True)
    taken = {size: {name: sorted(map(round, some)) for name, some in one.taken.items()} for size, one in found.items()}
    (OUT / "deskload-answers.json").write_text(json.dumps(taken), encoding="utf-8")
    return report("deskload", figures, None)


if __name__ == "__main__":
    raise SystemExit(main())
