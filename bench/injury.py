"""What is lost and what goes unseen when collecting and preserving are hurt: ``python -m bench.injury [--count 1000] [--seed 1]``.

Each injury is done to a small house of its own, which holds a few exhibits already, and is one of:

- **kill**: a process that reads files, or watches feeds on loopback, is killed (SIGKILL) at a random moment;
- **full**: its disk (a tmpfs of a few megabytes, mounted where root permits; elsewhere RLIMIT_FSIZE) is full at a random size;
- **torn**: the house is at rest, and something in it is changed as a torn write or a hand would: a vault file is cut, flipped,
  zeroed or deleted, sectors of the ledger's file are zeroed or its end is cut off, a row of the evidence is deleted, copied from
  another or edited in one column, the custody log is cut off, entries are swapped, or an older copy of the whole ledger is put
  back.

An exhibit is *acknowledged* when the house has given out its outcome, or the watch has told of it. *Lost*: an acknowledged
exhibit whose bytes or row are not there after a kill or a full disk. *Items lost* and *twice*: of what the feeds held, after the
watch has been run again. *Undetected*: an injury of the third kind that changed the evidence and after which ``purport verify``
finds no fault. *False alarms*: a fault after an injury of the first two kinds. The evidence: exhibits, captures (but for the last
time seen), custody, texts of documents, readings.

A fast reader stands in for the real one, since what is measured is the keeping. One process forks the others, so that none has to
begin anew. What came of each injury is a line in ``bench/out/injury.jsonl``: a run that was interrupted goes on after it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.atrest import EVIDENCE, changed, found_out, ledger_injury, put_back, torn_ledger, vault_injury, whole_ledger
from bench.common import OUT, ROOT, digest_of, report

sys.path.insert(0, str(ROOT))
from bench import injuryserver
from purport.config import Source
from purport.errors import PurportError
from purport.records import Filter
from purport.records.identity import digest
from purport.rounds.outcomes import ReadOptions
from purport.rounds.watch import WatchOptions
from tests.rounds.fast import FastHouse, fast_house

__all__ = ["EVIDENCE", "changed", "found_out", "ledger_injury", "vault_injury"]

BATCH = 8
"""Exhibits that one process is given."""
DISK = 6_000_000
"""Bytes of the disk that gets full."""
LONGEST = 60.0
"""Seconds after which a process that was hurt and hangs is killed, which is told."""
CONFIG = "[collect]\nallow_private = true\nhost_delay = 0\ntimeout_seconds = 5\n"


@dataclass(frozen=True)
class Ward:
    """Where injuries are done: the house that each begins with, an older ledger of it, and the disk that gets full (or none)."""

    folder: Path
    template: Path
    old: Path
    disk: Path | None
    port: int


@dataclass(frozen=True)
class Work:
    """What a process is given: files to read, or the feed of that number to watch."""

    files: tuple[Path, ...] = ()
    feed: int | None = None
    port: int = 0

    @property
    def source(self) -> Source:
        url = f"http://127.0.0.1:{self.port}/feed/{self.feed}"
        return Source(name="feed", url=url, delay=0.0, every=1, at_once=2)

    def acknowledged(self, house: FastHouse) -> Iterator[str]:
        """The digest of every exhibit as soon as it is acknowledged."""
        if self.feed is None:
            for outcome in house.read([str(file) for file in self.files], ReadOptions(estimate=False)):
                row = getattr(outcome, "row", None)
                if row is not None:
                    yield row.document.exhibit
            return
        for one in house.watch([self.source], WatchOptions(once=True, pause=0.02)).happenings():
            if one.what == "looked" and one.new:
                yield digest(injuryserver.feed(self.feed, self.port))
            elif one.what == "fetched":
                yield digest(injuryserver.page(*map(int, one.subject.split("/")[-2:])))


def stories(folder: Path, chance: random.Random, number: int) -> list[Path]:
    """New invented stories; the files."""
    made = []
    for n in range(BATCH):
        file = folder / f"story-{number:05}-{n:02}.txt"
        words = " ".join(
            chance.choice(("bridge", "ferry", "mill", "quay", "lock")) for _ in range(chance.randint(5, 4000))
        )
        file.write_text(f"Report {number}.{n} from the river town. {words}\n")
        made.append(file)
    return made


def working(home: Path, work: Work, pipe: int, limit: int | None) -> None:
    """The process that is hurt: it does the work and says which exhibits it was told are kept. Never returns."""
    status = 0
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(LONGEST))
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        with fast_house(home) as house:
            for name in work.acknowledged(house):
                os.write(pipe, name.encode() + b"\n")
    except PurportError:
        status = 3
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is told
        status = 4
        sys.excepthook(*sys.exc_info())
    sys.stderr.flush()
    os._exit(status)


def hurt_while_working(
    home: Path, work: Work, chance: random.Random, kill: bool, limit: int | None = None
) -> tuple[list[str], int]:
    """Starts the process and hurts it; the digests that it acknowledged, and how it ended (negative: by that signal)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        working(home, work, writing, limit)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        acknowledged = []
        if kill:
            acknowledged = [told.readline().decode().strip() for _ in range(chance.randint(0, BATCH))]
            time.sleep(chance.random() * 0.05)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        acknowledged += told.read().decode().split()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    whole = {name for name in acknowledged if len(name) == len("sha256:") + 64}
    return sorted(whole), status


def lost(house: FastHouse, acknowledged: set[str]) -> int:
    """How many acknowledged exhibits have no row, or not their bytes."""
    held = {exhibit.sha256 for exhibit in house.ledger.exhibits()}
    return sum(name not in held or house.vault.check(name) is not None for name in acknowledged)


def hurt_at_work(ward: Ward, number: int, chance: random.Random, kind: str) -> dict[str, object]:
    """A kill or a full disk; what was lost then and after the work was done again."""
    files = stories(ward.folder, chance, number) if chance.random() < 0.5 else []
    work = Work(tuple(files)) if files else Work(feed=number, port=ward.port)
    on_disk = kind == "full" and ward.disk is not None
    home = (ward.disk if on_disk and ward.disk else ward.folder) / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ward.template, home)
    limit, filler = None, home.parent / "filler"
    if on_disk:
        fill(filler, leave=chance.randint(0, 600_000))
    elif kind == "full":
        largest = max(file.stat().st_size for file in home.rglob("*") if file.is_file())
        limit = chance.randint(2000, largest + 200_000)
    names, status = hurt_while_working(home, work, chance, kind == "kill", limit)
    filler.unlink(missing_ok=True)
    with fast_house(home) as house:
        gone, faults = lost(house, set(names)), house.verify().faults
    with fast_house(home) as house:
        list(work.acknowledged(house))
        after = {**counted(house, work), "faults_after": [str(one) for one in house.verify().faults[:3]]}
    shutil.rmtree(home)
    for file in files:
        file.unlink()
    what = f"{kind}, {'watching' if work.feed is not None else 'reading'}"
    faults_told = [str(one) for one in faults[:3]]
    return {
        "what": what, "acknowledged": len(names), "status": status, "lost": gone, "faults": faults_told, **after
    }  # fmt: skip


def counted(house: FastHouse, work: Work) -> dict[str, int]:
    """Of what the process was given, what is not in the ledger once it is all done again, and what is in it twice."""
    wanted = {f"Report{work.feed}x{n}" for n in range(injuryserver.ITEMS)}
    if work.feed is None:
        wanted = {file.read_text().partition(" from")[0] for file in work.files}
    found = Counter(
        row.document.text.partition(" from")[0].split("\n")[-1] for row in house.ledger.documents(Filter(limit=None))
    )
    return {
        "items_lost": len(wanted - set(found)), "items_twice": sum(found[one] - 1 for one in wanted if found[one] > 1)
    }  # fmt: skip


def fill(filler: Path, leave: int) -> None:
    """Write until the disk has so many bytes left."""
    room = os.statvfs(filler.parent)
    with filler.open("wb") as file, contextlib.suppress(OSError):
        file.write(bytes(max(0, room.f_bavail * room.f_bsize - leave)))


def hurt_at_rest(ward: Ward, chance: random.Random) -> dict[str, object]:
    """A torn write or a change by hand, and whether it was found out."""
    home = ward.folder / "torn"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ward.template, home)
    deeds = (vault_injury, vault_injury, torn_ledger, torn_ledger, ledger_injury, ledger_injury, None)
    deed = chance.choice(deeds)
    told = put_back(home, ward.old) if deed is None else deed(home, chance)
    undetected = bool(told) and not found_out(home)
    shutil.rmtree(home)
    return {"what": told or "ledger file, no evidence touched", "undetected": int(undetected)}


def hurt(ward: Ward, number: int, seed: int) -> dict[str, object]:
    """One injury, the same for the same seed and number; what came of it."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 - the same injuries every time
    kind = ("kill", "full", "torn")[number % 3]
    came = hurt_at_rest(ward, chance) if kind == "torn" else hurt_at_work(ward, number, chance, kind)
    return {"number": number, "kind": kind, **came}


@contextmanager
def full_disk(folder: Path) -> Iterator[Path | None]:
    """A small disk of its own; None where it cannot be mounted."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    try:
        yield folder if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=False)


@contextmanager
def serving() -> Iterator[int]:
    """The feeds, served by a process of its own; its port."""
    command = [sys.executable, "-m", "bench.injuryserver"]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None and server.stdout is not None
    try:
        yield int(server.stdout.readline())
    finally:
        server.stdin.close()
        server.wait(timeout=20)


@contextmanager
def warded(folder: Path) -> Iterator[Ward]:
    """The ward, with a house that holds two rounds of stories, each signed for; the libraries are loaded."""
    template, old = folder / "template", folder / "old.db"
    template.mkdir(parents=True)
    (template / "purport.toml").write_text(CONFIG)
    chance = random.Random(0)  # noqa: S311
    with serving() as port, full_disk(folder / "disk") as disk:
        for number in (90_000, 90_001):
            with fast_house(template) as house:
                list(house.read([str(file) for file in stories(folder, chance, number)]))
            if number == 90_000:
                whole_ledger(template, old)
        yield Ward(folder, template, old, disk, port)


@contextmanager
def logged(log: Path, head: dict[str, object], fresh: bool) -> Iterator[tuple[list[dict[str, object]], object]]:
    """The lines of an interrupted run of the same head, and where to write more; anything else begins anew."""
    log.parent.mkdir(parents=True, exist_ok=True)
    lines = log.read_text().splitlines() if log.exists() and not fresh else []
    told = []
    for line in lines:
        with contextlib.suppress(ValueError):  # the last line may be half written
            told.append(json.loads(line))
    if not told or told[0] != head:
        told = [head]
    log.write_text("".join(json.dumps(one) + "\n" for one in told))
    with log.open("a") as file:
        yield told[1:], file


def measured(count: int, seed: int, folder: Path, log: Path, fresh: bool = False) -> dict[str, object]:
    """The figures; every case that goes wrong is printed."""
    head: dict[str, object] = {"seed": seed, "code": digest_of([ROOT / "src", Path(__file__)])}
    with warded(folder) as ward, logged(log, head, fresh) as (done, file):
        by_disk = "tmpfs" if ward.disk else "RLIMIT_FSIZE"
        for number in range(len(done) + 1, count + 1):
            came = hurt(ward, number, seed)
            done.append(came)
            file.write(json.dumps(came) + "\n")  # type: ignore[attr-defined]
            file.flush()  # type: ignore[attr-defined]
            if amiss(came):
                print(f"AMISS: {came}", flush=True)
    return {**summed(done[:count]), "injuries": count, "seed": seed, "full_disk_by": by_disk}


def amiss(came: dict[str, object]) -> bool:
    """Whether an injury came out other than it should."""
    wrong = ("lost", "items_lost", "items_twice", "faults", "faults_after", "undetected")
    return any(came.get(name) for name in wrong) or came.get("status", 0) not in (0, 3, -signal.SIGKILL)


def summed(done: list[dict[str, object]]) -> dict[str, object]:
    """The figures of all injuries."""

    def total(name: str) -> int:
        return sum(int(str(one.get(name, 0))) for one in done)

    return {
        "lost": total("lost"),
        "undetected": total("undetected"),
        "false_alarms": sum(bool(one.get("faults") or one.get("faults_after")) for one in done),
        "items_lost": total("items_lost"),
        "items_twice": total("items_twice"),
        "crashes": sum(one.get("status", 0) not in (0, 3, -signal.SIGKILL) for one in done),
        "acknowledged": total("acknowledged"),
        "by_kind": dict(sorted(Counter(str(one["kind"]) for one in done).items())),
        "by_injury": dict(sorted(Counter(str(one["what"]) for one in done).items())),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, default=OUT / "injury.jsonl")
    parser.add_argument("--fresh", action="store_true", help="begin anew, whatever the log holds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="purport-injury-") as folder:
        figures = measured(given.count, given.seed, Path(folder), given.log, given.fresh)
    for name, value in figures.items():
        print(f"{name}: {value}")
    return report("injury", figures, None)


if __name__ == "__main__":
    sys.exit(main())
