"""A soak of the watch on loopback: many feeds with faults, in compressed time, kept and read by a reader that marks one word.

``python -m bench.soak [--feeds 500] [--minutes 30] [--compress 3]``

- **Taking in**: all feeds from nothing, items per second, against a plain loop of httpx and feedparser over the same feeds and
  pages in the same run, which keeps nothing, paces nothing and obeys nothing.
- **Unchanged**: all feeds that can say so once more with nothing new: bytes both ways, milliseconds and milliseconds of processor
  per feed, against a plain loop of conditional requests with one httpx client over the same feeds in the same run.
- **Soak**: so many minutes of compressed time in which items appear and change; memory in the second half, and what was lost or
  stored twice when all is done. Compressed: the house's clock, by which sources have their turns, failures their waits and
  Retry-After its time, runs so many times as fast; the network, its time limits and the pauses of connections do not.
- **Idle**: the share of one processor while nothing is due.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from re import findall

from bench import soakserver
from bench.common import ROOT, report
from purport.config import Source, load
from purport.records import Filter
from purport.rounds.watch import WatchOptions
from tests.rounds.fast import FastHouse

CONFIG = "[collect]\nallow_private = true\nhost_delay = 0\ntimeout_seconds = 2\nmax_bytes = 4_000_000\nparallel = 8\n"
START = datetime(2024, 3, 5, 12, tzinfo=UTC)
EVERY = 300
ABLE = ("etag", "modified", "duplicate-ids")
"""The faults of feeds that can say that nothing is new."""
PAUSE = 0.05


class Clock:
    """Time that runs `factor` times as fast once it is let run."""

    def __init__(self) -> None:
        self.factor, self.begun, self.base = 0.0, time.monotonic(), START

    def __call__(self) -> datetime:
        return self.base + timedelta(seconds=(time.monotonic() - self.begun) * self.factor)

    def run(self, factor: float) -> None:
        self.base, self.begun, self.factor = self(), time.monotonic(), factor

    def skip(self, **length: float) -> None:
        self.base += timedelta(**length)


@dataclass(frozen=True)
class Soak:
    """A running server, the house and its clock."""

    port: int
    house: FastHouse
    clock: Clock
    sources: list[Source]

    def asked(self, what: str) -> dict[str, int]:
        import httpx

        found: dict[str, int] = httpx.get(f"http://127.0.0.1:{self.port}/control/{what}", trust_env=False).json()
        return found

    def once(self) -> Counter[str]:
        watch = self.house.watch(self.sources, WatchOptions(once=True, pause=PAUSE))
        for _ in watch.happenings():
            pass
        return watch.counts


@contextmanager
def soaking(feeds: int, folder: Path) -> Iterator[Soak]:
    command = [sys.executable, "-m", "bench.soakserver"]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None and server.stdin is not None
    port = int(server.stdout.readline())
    (folder / "purport.toml").write_text(CONFIG)
    clock = Clock()
    try:
        with FastHouse(load(folder / "purport.toml", {"PURPORT_HOME": str(folder / "house")}, folder), clock) as house:
            yield Soak(port, house, clock, [source(n, port) for n in range(feeds)])
    finally:
        server.stdin.close()
        server.wait(timeout=20)


def source(n: int, port: int) -> Source:
    url = f"http://{soakserver.host_of(n)}:{port}/feed/{n}"
    return Source(name=f"feed {n}", url=url, every=EVERY, follow=soakserver.follows(n), delay=0.0)


def plainly(soak: Soak) -> tuple[int, float]:
    """Items and seconds of a plain loop over the same feeds and pages; a feed that is a bomb is passed over unasked."""
    import feedparser
    import httpx

    begun, items = time.monotonic(), 0
    with httpx.Client(timeout=5, trust_env=False) as client:
        for n, one in enumerate(soak.sources):
            if soakserver.fault_of(n) in soakserver.HOPELESS:
                continue
            answer = client.get(one.url)
            entries = feedparser.parse(answer.content).entries if answer.status_code == 200 else []
            items += len(entries)
            if one.follow:
                for entry in entries:
                    client.get(entry.link)
    return items, time.monotonic() - begun


def memory_mb() -> float:
    """Resident memory now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def soaked(soak: Soak, minutes: float, compress: float) -> dict[str, float]:
    """Watch in compressed time while items appear; memory by the second half."""
    seen: list[float] = []
    ends, over = time.monotonic() + minutes * 60 / compress, threading.Event()

    def weigh() -> None:
        while not over.wait(0.25):
            seen.append(memory_mb())

    scale = threading.Thread(target=weigh, daemon=True)
    scale.start()
    soak.clock.run(compress)
    watch = soak.house.watch(soak.sources, WatchOptions(seconds=minutes * 60, pause=PAUSE))
    next_tick, worked, begun = 0.0, time.process_time(), time.monotonic()
    for _ in watch.happenings():
        if time.monotonic() >= next_tick and time.monotonic() < ends:
            next_tick = time.monotonic() + EVERY / compress
            soak.asked("tick")
    busy = (time.process_time() - worked) / (time.monotonic() - begun)
    over.set()
    scale.join()
    half = seen[len(seen) // 2 :]
    early, late = half[: max(1, len(half) // 4)], half[-max(1, len(half) // 4) :]
    growth = 100 * (sum(late) / len(late) / (sum(early) / len(early)) - 1)
    soak.clock.run(0)
    counts = watch.counts
    return {"looks": counts["looked"] + counts["look-failed"], "looks_failed": counts["look-failed"],
            "items_in_soak": counts["items"], "processor_percent": 100 * busy,
            "memory_growth_percent": growth, "peak_mb": max(seen)}  # fmt: skip


def settled(soak: Soak) -> None:
    """Look until every feed has been had: those that fail now and then are asked again."""
    for _ in range(4):
        soak.clock.skip(hours=2)
        soak.once()


def compared(soak: Soak) -> dict[str, float]:
    """What was published and is not in the ledger, and what is in it twice."""
    tick = soak.asked("state")["tick"]
    found: Counter[str] = Counter()
    for row in soak.house.ledger.documents(Filter(limit=None)):
        found.update(set(findall(r"Tok\d+x\d+r\d+", row.document.text)))
    wanted = {
        soakserver.token(n, i, soakserver.revision_of(n, i, tick))
        for n in range(len(soak.sources))
        if soakserver.fault_of(n) not in soakserver.HOPELESS
        for i in range(soakserver.count_of(n, tick))
    }
    missing = wanted - set(found)
    for one in sorted(missing):
        feed = int(one.removeprefix("Tok").split("x")[0])
        print(f"  lost: {one} of a feed that is {soakserver.fault_of(feed)}, at tick {tick}", file=sys.stderr)
    return {
        "published": len(wanted),
        "lost": len(missing),
        "stored_twice": sum(count - 1 for count in found.values() if count > 1),
        "house_holds": float(soak.house.verify().holds),
    }


def idle(soak: Soak, seconds: float = 10.0) -> float:
    """The share of one processor that a watch takes while nothing is due, per cent, from a little after its start."""
    watch = soak.house.watch(soak.sources, WatchOptions())
    marks: list[tuple[float, float]] = []

    def mark() -> None:
        marks.append((time.process_time(), time.monotonic()))
        if len(marks) > 1:
            watch.stop()

    for after in (seconds / 5, seconds):
        threading.Timer(after, mark).start()
    for _ in watch.happenings():
        pass
    (worked, begun), (done, ended) = marks
    return 100 * (done - worked) / (ended - begun)


def measured(feeds: int, minutes: float, compress: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder, soaking(feeds, Path(folder)) as soak:
        warm(soak, Path(folder))
        begun = time.monotonic()
        counts = soak.once()
        took = time.monotonic() - begun
        plain_items, plain_took = plainly(soak)
        rate, plain_rate = counts["items"] / took, plain_items / plain_took
        unchanged = again(soak)
        figures = soaked(soak, minutes, compress)
        settled(soak)
        compare = compared(soak)
        state = soak.asked("state")
        return {
            "feeds": feeds,
            "compressed_minutes": minutes,
            "compressed_by": compress,
            "requests": state["requests"],
            "connections": state["connections"],
            "most_requests_at_once_to_a_host": state["most"],
            "items_per_second": round(rate, 1),
            "items_per_second_to_plain_loop": round(rate / plain_rate, 3),
            **{key: round(value, 2) for key, value in {**unchanged, **figures, **compare}.items()},
            "idle_processor_percent": round(idle(soak), 2),
        }


def warm(soak: Soak, folder: Path) -> None:
    """Make the ledger and load the libraries that take the text out of pages, outside the measured time."""
    (folder / "warm.html").write_bytes(soakserver.page(0, 0, 0).replace(b"Tok", b"Warm"))
    assert all(outcome is not None for outcome in soak.house.read([str(folder / "warm.html")]))


def again(soak: Soak) -> dict[str, float]:
    """The cost of a feed that has nothing new and says so, over all that can say so, and what it is to a plain loop."""
    able = [one for n, one in enumerate(soak.sources) if soakserver.fault_of(n) in ABLE]
    some = Soak(soak.port, soak.house, soak.clock, able)
    some.once()
    ours, counts = cost(soak, some.once)
    plain, _ = cost(soak, conditionally(able))
    assert counts["looked"] == len(able) and not counts["items"]
    per_feed = {f"unchanged_{name}": value / len(able) for name, value in ours.items()}
    return per_feed | {f"unchanged_{name}_to_plain_loop": ours[name] / plain[name] for name in ours}


def cost(soak: Soak, deed: Callable[[], Counter[str]]) -> tuple[dict[str, float], Counter[str]]:
    """Bytes both ways, milliseconds and milliseconds of this processor that something takes."""
    before, begun, worked = soak.asked("state"), time.monotonic(), time.process_time()
    counts = deed()
    took, work, after = time.monotonic() - begun, time.process_time() - worked, soak.asked("state")
    size = sum(after[name] - before[name] for name in ("sent", "got"))
    return {"bytes": size, "ms": 1000 * took, "processor_ms": 1000 * work}, counts


def conditionally(sources: list[Source]) -> Callable[[], Counter[str]]:
    """A plain loop that asks every feed whether it is unchanged, having asked it once before."""
    import httpx

    client = httpx.Client(timeout=5, trust_env=False)
    asks = {"etag": "if-none-match", "last-modified": "if-modified-since"}
    known = {}
    for one in sources:
        told = client.get(one.url).headers
        known[one.url] = {ask: told[name] for name, ask in asks.items() if name in told}
    client.close()

    def loop() -> Counter[str]:
        with httpx.Client(timeout=5, trust_env=False) as again:
            return Counter(str(again.get(url, headers=told).status_code) for url, told in known.items())

    return loop


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--feeds", type=int, default=500)
    options.add_argument("--minutes", type=float, default=30, help="of compressed time")
    options.add_argument("--compress", type=float, default=3, help="how many times as fast")
    chosen = options.parse_args()
    figures = measured(chosen.feeds, chosen.minutes, chosen.compress)
    print(json.dumps(figures, indent=2))
    return report("soak", figures, None)


if __name__ == "__main__":
    sys.exit(main())
