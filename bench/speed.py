"""Speed and memory of the whole reading, as ratios to plain spaCy with the same model in the same run.

Text: the bundled examples, repeated. Each document is parsed by plain spaCy and read by purport in turn, so that a machine
that slows down slows both. ``one_core``: purport's words per second over spaCy's, one process bound to one core;
``one_core`` is with the certainty by the rules, ``one_core_opinion`` with the trained opinion beside them, ``one_core_rules`` with
``reader = "rules"``.
``kept``: the same with evidence, ledger and all (``purport read`` into a fresh ledger). ``two_workers``: two worker processes
over one, start of the processes left out. ``peak_mb``: the most memory one worker held.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.common import DEFAULT_READER, ROOT, digest_of, plain_spacy, report
from purport.config import load
from purport.read.reader import reader_of
from purport.records import Document
from purport.rounds.house import House
from purport.rounds.outcomes import ReadDocument, ReadOptions
from purport.rounds.pool import readings

STORIES = ROOT / "examples" / "stories"
ROUNDS = 5


def english() -> list[Document]:
    """The bundled English stories as documents; nothing is kept."""
    with House(load(None, {}, ROOT)) as house:
        found = house.read([str(STORIES)], ReadOptions(keep=False))
        rows = [o.row.document for o in found if isinstance(o, ReadDocument)]
    return [d for d in rows if d.language == "en"]


def words(documents: Sequence[Document]) -> int:
    return sum(len(d.text.split()) for d in documents)


def one_core(
    documents: Sequence[Document], which: str = DEFAULT_READER, certainty: str = "rules"
) -> tuple[float, float]:
    """Seconds of plain spaCy and of purport with a reader over the same documents, in turn, after a warm-up."""
    spacy, reader = plain_spacy(), reader_of(which, certainty=certainty)
    plain = ours = 0.0
    for number, document in enumerate((*documents[:2], *documents)):
        start = time.perf_counter()
        spacy(document.text)
        middle = time.perf_counter()
        reader.read(document)
        if number >= 2:
            plain += middle - start
            ours += time.perf_counter() - middle
    return plain, ours


def kept(spacy_seconds: float) -> float:
    """Plain spaCy's time over that of reading the same stories into a fresh ledger, after such a run to load everything."""
    return spacy_seconds / [_kept_seconds() for _ in range(2)][1]


def _kept_seconds() -> float:
    with tempfile.TemporaryDirectory() as folder, House(load(None, {"PURPORT_HOME": folder}, ROOT)) as house:
        start = time.perf_counter()
        for _ in house.read([str(STORIES)], ReadOptions()):
            pass
        return time.perf_counter() - start


def pool_seconds(documents: Sequence[Document], workers: int) -> float:
    """Seconds for reading all documents with worker processes, counted from the first answer."""
    jobs = [(None, document) for document in documents]
    stream = readings([*jobs[: workers * 2], *jobs], reader_of(DEFAULT_READER), workers) if workers > 1 else None
    if stream is None:
        reader = reader_of(DEFAULT_READER)
        reader.read(documents[0])
        start = time.perf_counter()
        for document in documents:
            reader.read(document)
        return time.perf_counter() - start
    for _ in range(workers * 2):
        next(stream)
    start = time.perf_counter()
    for _ in stream:
        pass
    return time.perf_counter() - start


def peak_mb() -> float:
    """Most memory of a process that reads all the stories, in MB."""
    code = "from bench.speed import english; import resource; english(); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(out.stdout.split()[-1]) / 1024


def start_seconds(*command: str) -> float:
    """Median seconds of a command's start, over seven runs after one that warms the file cache."""
    times = []
    for _ in range(8):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def measured() -> dict[str, object]:
    documents = english()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    runs = [one_core(documents) for _ in range(ROUNDS)]
    ruled = [one_core(documents, "rules") for _ in range(ROUNDS)]
    heard = [one_core(documents, certainty="learned") for _ in range(ROUNDS)]
    plain = statistics.median(p for p, _ in runs)
    whole = kept(plain)
    os.sched_setaffinity(0, cores)
    many = [replace(d, name=f"{d.name}-{n}") for n in range(6) for d in documents]
    pairs = [(pool_seconds(many, 1), pool_seconds(many, 2)) for _ in range(3)]
    purport = str(Path(sys.executable).with_name("purport"))
    return {
        "documents": len(documents),
        "words": words(documents),
        "one_core": statistics.median(p / o for p, o in runs),
        "one_core_opinion": statistics.median(p / o for p, o in heard),
        "one_core_rules": statistics.median(p / o for p, o in ruled),
        "kept": whole,
        "two_workers": statistics.median(one / two for one, two in pairs),
        "peak_mb": peak_mb(),
        "bench_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "help_seconds": start_seconds(purport, "--help"),
        "import_seconds": start_seconds(sys.executable, "-c", "import purport"),
    }


def main() -> int:
    figures = measured()
    for name, value in figures.items():
        print(f"  {name:14} {value:.3f}" if isinstance(value, float) else f"  {name:14} {value}")
    return report("speed", figures, digest_of([STORIES]))


if __name__ == "__main__":
    sys.exit(main())
