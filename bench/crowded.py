"""Whether stories of one event still come together among many others: ``.venv/bin/python -m bench.crowded``.

The stories of `bench.kept` are filed and placed once more, this time in a house of ten thousand others (:mod:`bench.house`), which
tell in the same phrases of other events, in other places, of other people, on the same days and before. Only a few of all that
share words with a new story can be compared with it; what is lost by that shows here. Any story of the house in a matter of theirs
is counted wrong. The figures are those of `bench.kept`, and beside each what it is where the same stories are alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.common import DEFAULT_READER, report
from bench.house import build, pattern
from bench.kept import EVENTS, SEED, kept, kept_in, measured
from bench.newsroom import newsroom
from bench.newsroom.world import SETS, Half
from purport.read.reader import Reader, reader_of

STORIES = 10_000
SHOWN = ("pair_f1", "b3_precision", "b3_recall", "b3_f1", "origins_exact", "origins_error")


def crowded(half: Half, reader: Reader, size: int, seed: int = SEED, events: int = EVENTS) -> dict[str, object]:
    """The figures of a newsroom in a house of so many stories, and alone."""
    made = newsroom(seed, half, events)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        build(size, pattern(reader, place, half), place)
        among = kept_in(place, made, reader)
    told, lone = measured(among, made), measured(kept(made, reader), made)
    figures: dict[str, object] = {"stories": told["stories"], "joined_with_others": len(among.strangers())}
    for name in SHOWN:
        figures |= {name: told[name], f"{name}_alone": lone[name]}
    return {f"{half}_{name}": value for name, value in figures.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=SETS, help="one half, or the second set of phrases, alone; keeps nothing")
    options.add_argument("--stories", type=int, default=STORIES, metavar="N", help="in the house; with --half only")
    options.add_argument("--seed", type=int, default=SEED, help="another newsroom; with --half only")
    options.add_argument("--events", type=int, default=EVENTS, help="how many of its events; with --half only")
    o = options.parse_args(arguments)
    if (o.stories, o.seed, o.events) != (STORIES, SEED, EVENTS) and not o.half:
        options.error("--stories, --seed and --events need --half: what is kept is always of one newsroom in one house")
    reader, figures = reader_of(DEFAULT_READER), dict[str, object]()
    for half in [o.half] if o.half else SETS:
        figures |= crowded(half, reader, o.stories, o.seed, o.events)
    for name, value in figures.items():
        print(f"  {name:32s} {f'{value:.3f}' if isinstance(value, float) else value}")
    return 0 if o.half else report("crowded", figures, None)


if __name__ == "__main__":
    sys.exit(main())
