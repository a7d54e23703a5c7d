"""How fast names are looked up beside the public way: ``.venv/bin/python -m bench.namestime``.

Each name in Arabic letters that the UN list of 2015 gives as the original, looked up among its 1,046 primary names in Latin
letters.
The reference: arabic-name-romanizer writes each name in Latin letters, and the nearest primary name is sought with RapidFuzz, by
letters (its better way, and the one that is timed) and by sorted words. Both have in memory what they load; ours has looked nothing
up before. Times are of the processor, on which the reference uses several cores, and by the clock; of each the best of three runs.
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter, process_time

from bench.common import digest_of, report, shared, skipped
from bench.names import LIST, Query, entries, originals, right, share
from purport.corroborate.names import Register
from purport.exchange.namelists import read_un
from purport.records.listed import Known

RUNS = 3
_LETTERS = re.compile(r"[a-z]+")
_APOSTROPHES = str.maketrans("", "", "'’‘")
Took = tuple[float, float]
"""Seconds of the processor, and by the clock."""


def clocks() -> Took:
    """The time, with what is in memory put out of the collector's way, so that neither pays for the other's."""
    gc.collect()
    gc.freeze()
    return process_time(), perf_counter()


def since(begun: Took) -> Took:
    return process_time() - begun[0], perf_counter() - begun[1]


def ours(asked: Sequence[Query], known: Sequence[Known]) -> tuple[float, Took]:
    """The share right, and the time."""
    register = Register(known, aliases=False)
    begun = clocks()
    found = [register.look(query.name, query.known.kind) for query in asked]
    took = since(begun)
    return share([right(one, query.known) for one, query in zip(found, asked, strict=True)]), took


def plain(name: str) -> str:
    """A Latin name as RapidFuzz gets it."""
    return " ".join(_LETTERS.findall(name.lower().translate(_APOSTROPHES)))


def romanizer(asked: Sequence[Query], known: Sequence[Known]) -> tuple[list[float], Took] | None:
    """Shares right of arabic-name-romanizer with RapidFuzz, by each ratio, and its time with one; None if not installed."""
    try:
        from arabic_name_romanizer import Transliterator
        from rapidfuzz import fuzz
    except ImportError:
        return None
    latin, names = Transliterator(), [plain(one.primary) for one in known]
    latin.transliterate("سالم")
    runs = []
    for _ in range(RUNS):
        begun = clocks()
        told = [plain(str(latin.transliterate(query.name))) for query in asked]
        runs.append((by_ratio(told, asked, (names, known), fuzz.ratio), since(begun)))
    by_letters, took = best(runs)
    return [by_letters, by_ratio(told, asked, (names, known), fuzz.token_sort_ratio)], took


def by_ratio(
    told: Sequence[str],
    asked: Sequence[Query],
    listed: tuple[Sequence[str], Sequence[Known]],
    ratio: Callable[..., float],
) -> float:
    """The share for which the nearest name is the right one."""
    from rapidfuzz import process

    names, known = listed
    places = [process.extractOne(one, names, scorer=ratio)[2] for one in told]
    return share([known[at].primary == query.known.primary for at, query in zip(places, asked, strict=True)])


def best(runs: Sequence[tuple[float, Took]]) -> tuple[float, Took]:
    """The share right of the first, and the least time of all: what the machine did beside costs the others."""
    return runs[0][0], (min(took for _, (took, _) in runs), min(took for _, (_, took) in runs))


def ours_afresh(asked: Sequence[Query], known: Sequence[Known]) -> tuple[float, Took]:
    """The best of some runs, each in a process of its own that has looked nothing up before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        return best([pool.submit(ours, asked, known).result() for _ in range(RUNS)])


def main(arguments: Sequence[str] | None = None) -> int:
    argparse.ArgumentParser(description="how fast names are looked up").parse_args(arguments)
    home = shared()
    folder = home / "data" / "names" if home else None
    if folder is None or not (folder / LIST).is_file():
        return skipped("namestime")
    known = entries(read_un((folder / LIST).read_bytes(), "UN"))
    asked = originals(folder, known)
    top, took = ours_afresh(asked, known)
    told = romanizer(asked, known)
    if told is None:
        return skipped("namestime", "arabic-name-romanizer")
    (by_letters, by_words), theirs = told
    figures: dict[str, object] = {
        "ours_top": top,
        "romanizer_top": by_letters,
        "romanizer_top_by_sorted_words": by_words,
        "ours_ms": 1000 * took[0] / len(asked),
        "romanizer_ms": 1000 * theirs[0] / len(asked),
        "times_faster": theirs[0] / took[0],
        "times_faster_by_the_clock": theirs[1] / took[1],
    }
    print(*(f"{name:32} {figure:.4g}" for name, figure in figures.items()), sep="\n")
    return report("namestime", figures, digest_of([folder / LIST, folder / "un_aliases_2015.tsv"]))


if __name__ == "__main__":
    sys.exit(main())
