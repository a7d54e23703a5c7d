"""What is lost and what goes unseen when preserving is hurt: ``.venv/bin/python -m bench.injury [--count 300] [--seed 1]``.

Each injury is one of:

- **kill**: a process that keeps and files exhibits is killed (SIGKILL) at a random moment;
- **full**: it meets a limit on the size of files (EFBIG, which vault and database must take for a full disk) at a random size;
- **hurt**: the house is at rest, and one thing in it is changed at random: a vault file is cut, flipped, zeroed or deleted, a
  row of the evidence is deleted, copied from another or edited in one column, the custody log is cut off, entries are swapped,
  or an older copy of the whole ledger is put back.

An exhibit is *acknowledged* when the house has given out its outcome. *Lost*: an acknowledged exhibit whose bytes or row are
not there after a kill or a full disk. *Undetected*: an injury of the third kind after which ``purport verify`` finds no fault.
*False alarms*: a fault after an injury of the first two kinds. The evidence: exhibits, captures (but for the last time seen),
custody, texts of documents, readings.

A fast reader stands in for the real one, since what is measured is the keeping. Injuries are done to a house in a temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.common import ROOT, report

sys.path.insert(0, str(ROOT))
from purport.errors import PurportError
from tests.rounds.fast import FastHouse, fast_house

EVIDENCE = {
    "exhibit": ("size", "media_type", "kept_at"),
    "capture": ("origin", "exhibit", "first_seen", "fetched_by", "headers"),
    "custody": ("at", "deed", "exhibit", "detail", "previous", "digest"),
    "document": ("text", "text_digest", "exhibit", "captured_at"),
    "reading": ("record", "document"),
}
BATCH = 12
"""Exhibits that one process is given."""


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


def working(home: Path, files: list[Path], pipe: int, limit: int | None) -> None:
    """The process that is hurt: it reads the files and says which it was told are kept. Never returns."""
    status = 0
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        with fast_house(home) as house:
            for outcome in house.read([str(file) for file in files]):
                row = getattr(outcome, "row", None)
                if row is not None:
                    os.write(pipe, row.document.exhibit.encode() + b"\n")
    except PurportError:
        status = 3
    os._exit(status)


def hurt_while_working(home: Path, files: list[Path], chance: random.Random, kill: bool) -> list[str]:
    """Starts the process and hurts it; the digests that it acknowledged."""
    reading, writing = os.pipe()
    largest = max((file.stat().st_size for file in home.rglob("*") if file.is_file()), default=4096)
    limit = None if kill else chance.randint(2000, largest + 200_000)
    child = os.fork()
    if child == 0:
        os.close(reading)
        working(home, files, writing, limit)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        acknowledged = []
        if kill:
            acknowledged = [told.readline().decode().strip() for _ in range(chance.randint(0, BATCH))]
            time.sleep(chance.random() * 0.05)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        acknowledged += told.read().decode().split()
    os.waitpid(child, 0)
    return [name for name in acknowledged if name]


def lost(house: FastHouse, acknowledged: set[str]) -> int:
    """How many acknowledged exhibits have no row, or not their bytes."""
    held = {exhibit.sha256 for exhibit in house.ledger.exhibits()}
    return sum(name not in held or house.vault.check(name) is not None for name in acknowledged)


def vault_injury(home: Path, chance: random.Random) -> str:
    """One file of the vault changed; what was done."""
    file = chance.choice(sorted(file for file in (home / "vault").rglob("*") if file.is_file()))
    data, what = bytearray(file.read_bytes()), chance.choice(("bit flipped", "cut", "zeroed", "deleted"))
    file.chmod(0o644)
    if what == "deleted":
        file.unlink()
        return f"vault file {what}"
    if what == "bit flipped":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif what == "cut":
        del data[chance.randrange(len(data)) :]
    else:
        start = chance.randrange(len(data))
        data[start : start + 512] = bytes(len(data[start : start + 512]))
    file.write_bytes(data)
    return f"vault file {what}"


def ledger_injury(home: Path, chance: random.Random) -> str:
    """One row of the evidence deleted, edited or swapped, or the log cut off; what was done."""
    table = chance.choice(sorted(EVIDENCE))
    with sqlite3.connect(home / "ledger.db") as connection:
        rows = [row for (row,) in connection.execute(f"SELECT rowid FROM {table}")]  # noqa: S608 - names of ours
        one, other = chance.sample(rows, 2)
        what = chance.choice(("deleted", "edited", "copied from another", "log cut off", "entries swapped"))
        if what == "log cut off":
            connection.execute("DELETE FROM custody WHERE seq > ?", (chance.randint(1, len(rows) // 2 + 1),))
            return what
        if what == "entries swapped":
            seqs = [seq for (seq,) in connection.execute("SELECT seq FROM custody")]
            first, second = chance.sample(seqs, 2)
            for old, new in ((first, -1), (second, first), (-1, second)):
                connection.execute("UPDATE custody SET seq = ? WHERE seq = ?", (new, old))
            return what
        if what == "deleted":
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (one,))  # noqa: S608
            return f"{table} row deleted"
        column = chance.choice(EVIDENCE[table])
        value = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (one,)).fetchone()[0]  # noqa: S608
        taken = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (other,)).fetchone()[0]  # noqa: S608
        if what == "copied from another" and taken == value:
            what = "edited"
        new = taken if what == "copied from another" else changed(value, chance)
        with contextlib.suppress(sqlite3.IntegrityError):
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, one))  # noqa: S608
            return f"{table}.{column} {what}"
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (one,))  # noqa: S608
        return f"{table} row deleted"


def changed(value: object, chance: random.Random) -> object:
    """The value with one letter, byte or digit changed."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        at = chance.randrange(len(value))
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
    text = str(value)
    at = chance.randrange(len(text)) if text else 0
    return text[:at] + ("x" if text[at : at + 1] != "x" else "y") + text[at + 1 :]


def put_back(home: Path, old: Path) -> str:
    """The ledger of an earlier time in the place of the present one."""
    for file in home.glob("ledger.db*"):
        file.unlink()
    shutil.copy(old, home / "ledger.db")
    return "older ledger put back"


def whole_ledger(home: Path, to: Path) -> None:
    """A copy of the ledger, write-ahead log and all."""
    source, target = sqlite3.connect(home / "ledger.db"), sqlite3.connect(to)
    with contextlib.closing(source), contextlib.closing(target):
        source.backup(target)


def found_out(home: Path) -> bool:
    """Whether `purport verify` finds a fault, or the ledger cannot be used at all."""
    try:
        with fast_house(home) as house:
            return not house.verify().holds
    except PurportError:
        return True


def measured(count: int, seed: int, folder: Path) -> dict[str, object]:
    """The figures; every case that goes wrong is printed."""
    chance = random.Random(seed)  # noqa: S311 - the same injuries every time
    done, bad = Counter[str](), Counter[str]()
    home, acknowledged = folder / "home", set[str]()
    with fast_house(home) as house:
        list(house.read([str(file) for file in stories(folder, chance, 0)]))
    whole_ledger(home, folder / "old.db")
    for number in range(1, count + 1):
        kind = chance.choice(("kill", "full", "hurt"))
        if kind == "hurt":
            copy = folder / "hurt"
            shutil.copytree(home, copy)
            what = chance.choice((vault_injury, vault_injury, ledger_injury, ledger_injury, ledger_injury, None))
            told = put_back(copy, folder / "old.db") if what is None else what(copy, chance)
            done[told] += 1
            if not found_out(copy):
                bad["undetected"] += 1
                print(f"UNDETECTED (injury {number}): {told}", flush=True)
            shutil.rmtree(copy)
            continue
        acknowledged.update(hurt_while_working(home, stories(folder, chance, number), chance, kind == "kill"))
        done[kind] += 1
        with fast_house(home) as house:
            gone, faults = lost(house, acknowledged), house.verify().faults
            house.checkpoint()
        bad["lost"] += gone
        bad["false alarms"] += bool(faults)
        if gone or faults:
            print(f"{kind} (injury {number}): {gone} lost, faults {faults[:3]}", flush=True)
    figures = {name.replace(" ", "_"): bad[name] for name in ("lost", "undetected", "false alarms")}
    return {
        **figures,
        "injuries": count,
        "seed": seed,
        "acknowledged": len(acknowledged),
        "by_kind": dict(sorted(done.items())),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="purport-injury-") as folder:
        figures = measured(given.count, given.seed, Path(folder))
    for name, value in figures.items():
        print(f"{name}: {value}")
    return report("injury", figures, None)


if __name__ == "__main__":
    sys.exit(main())
