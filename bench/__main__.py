"""Every figure in the docs, measured again: ``python -m bench [NAME...]``; ``--floors`` is the quicker set that CI runs.

Exit status: 0 if every floor in ``bench/floors.toml`` holds (a bench whose data is missing is skipped, out loud), else 1.
"""

from __future__ import annotations

import subprocess
import sys

from bench.common import ROOT

BENCHES: dict[str, tuple[str, ...]] = {
    "story": (),
    "attribution": (),
    "honesty": (),
    "speed": (),
    "ledger": (),
}
QUICK: dict[str, tuple[str, ...]] = {"ledger": ("--sizes", "10000,100000")}


def run(name: str, arguments: tuple[str, ...]) -> int:
    """One bench in a process of its own, so that none warms or bloats another."""
    print(f"== bench.{name} {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, "-m", f"bench.{name}", *arguments], cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    quick = "--floors" in arguments
    named = [a for a in arguments if a != "--floors"]
    unknown = set(named) - set(BENCHES)
    if unknown:
        print(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    chosen = named or list(BENCHES)
    failed = [n for n in chosen if run(n, QUICK.get(n, BENCHES[n]) if quick else BENCHES[n])]
    if failed:
        print(f"floors broken or benches failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
