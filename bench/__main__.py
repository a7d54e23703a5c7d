"""Every figure in the docs, measured again: ``python -m bench [NAME...]``; ``--floors`` is the set of quality that CI runs.

Figures of speed are left out of CI: a busy machine would break them, and they say nothing about right or wrong. So are the worse
copies, which take as long as all the rest.

Exit status: 0 if every floor in ``bench/floors.toml`` holds (a bench whose data is missing is skipped, out loud), else 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from bench.common import ROOT

QUALITY = (  # the longest first: they are run beside each other
    "corroborate",
    "attribution",
    "plv",
    "times",
    "nested",
    "hard",
    "story",
    "outofdomain",
    "honesty",
    "pages",
    "containers",
    "names",
)
LONG = (
    "words",
    "inventions",
    "hearing",
    "voices",
    "muc",
    "robustness",
    "speed",
    "ledger",
    "soak",
    "injury",
    "dating",
    "places",
    "pagetime",
    "namestime",
    "feedcorpus",
    "matters",
    "kept",
    "crowded",
    "copying",
    "weightime",
    "grown",
    "mapping",
    "deskload",
)


OWN_FLOORS = frozenset({"corroborate"})
"""Benches that measure only what has floors when they are told ``--floors``: baselines take most of their time."""


def run(name: str) -> int:
    """One bench in a process of its own, so that none warms or bloats another."""
    print(f"== bench.{name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, check=False).returncode


def run_aside(name: str) -> int:
    """One bench beside others: what it says is printed when it is done."""
    command = [sys.executable, "-m", f"bench.{name}", *(["--floors"] if name in OWN_FLOORS else [])]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    print(f"== bench.{name}\n{done.stdout}{done.stderr}", flush=True)
    return done.returncode


def all_at_once(names: Sequence[str]) -> list[int]:
    """The status of each bench, as many at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(run_aside, names))


def main(arguments: list[str]) -> int:
    floors = "--floors" in arguments
    benches = QUALITY if floors else QUALITY + LONG
    named = [a for a in arguments if a != "--floors"]
    unknown = set(named) - set(QUALITY + LONG)
    if unknown:
        print(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join(QUALITY + LONG)}", file=sys.stderr)
        return 2
    chosen = named or benches
    statuses = all_at_once(chosen) if floors else [run(name) for name in chosen]
    failed = [name for name, status in zip(chosen, statuses, strict=True) if status]
    if failed:
        print(f"floors broken or benches failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
