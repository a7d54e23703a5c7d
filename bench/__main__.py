"""Every figure in the docs, measured again: ``python -m bench [NAME...]``; ``--floors`` is the set of quality that CI runs.

Figures of speed are left out of CI: a busy machine would break them, and they say nothing about right or wrong. So are the worse
copies, which take as long as all the rest.

Exit status: 0 if every floor in ``bench/floors.toml`` holds (a bench whose data is missing is skipped, out loud), else 1.
"""

from __future__ import annotations

import subprocess
import sys

from bench.common import ROOT

QUALITY = ("story", "attribution", "nested", "outofdomain", "honesty", "hard", "plv", "times")
LONG = ("muc", "robustness", "speed", "ledger", "soak", "injury", "dating", "places")


def run(name: str) -> int:
    """One bench in a process of its own, so that none warms or bloats another."""
    print(f"== bench.{name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    benches = QUALITY if "--floors" in arguments else QUALITY + LONG
    named = [a for a in arguments if a != "--floors"]
    unknown = set(named) - set(QUALITY + LONG)
    if unknown:
        print(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join(QUALITY + LONG)}", file=sys.stderr)
        return 2
    failed = [n for n in named or benches if run(n)]
    if failed:
        print(f"floors broken or benches failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
