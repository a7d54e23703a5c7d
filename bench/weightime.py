"""What it costs to place a new story, and to weigh one, beside reading it: ``.venv/bin/python -m bench.weightime``.

Stories of the generated newsroom (tuned half), in the order they were seen, are read with the learned reader and filed in
a ledger of SQLite in a temporary folder. The first two thirds are placed untimed; then half of the rest at once, as `purport read`
does at its end, and the other half one by one, each right after it was read, as `purport watch` does when little comes in. Each of
the last third is weighed by what is kept. *Reading* is all that is done with a story until it is placed: its text is taken out of
the file, read, kept and filed, as placing is counted with all that it keeps; the reader's own part of that is told as well.
*Tracing* is the part of placing that finds copies: the index of texts asked and added to, the story laid beside those that it
names, word by word, and its ties worked out; the same stories, in memory, without a ledger, in a process of its own. All times are
of the processor, in one run, and told as shares of the time of reading one story.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench.common import DEFAULT_READER, report
from bench.newsroom import newsroom
from purport.corroborate.copies.trace import Copies
from purport.errors import InstructionError
from purport.ledger import opened
from purport.ledger.port import Filing, Ledger
from purport.read.extract import documents
from purport.read.reader import Reader, reader_of
from purport.records import Capture, Document, Exhibit
from purport.records.identity import digest, document_id
from purport.records.stories import Story
from purport.rounds.corroborating import Corroborator
from purport.rounds.weighing import weight

SEED = 11
EVENTS = 12
"""Of the newsroom; some fifteen stories each."""
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def made(events: int) -> list[Story]:
    """Stories of the newsroom in the order in which they were seen."""
    return sorted(newsroom(SEED, "tuned", events).stories, key=lambda one: (one.first_seen, one.id))


def document_of(story: Story) -> tuple[Capture, Document]:
    """A story as a document that was captured when it was seen first."""
    data = story.text.encode()
    capture = Capture(story.origin, data, story.first_seen, "bench", "text/plain")
    told = documents(capture, digest(data))[0]
    agency = story.agencies[0] if story.agencies else told.agency
    stated = replace(told, outlet=story.outlet, agency=agency, title=story.title)
    if story.published is None:
        return capture, stated
    day, hour, _ = story.published.partition("T")
    return capture, replace(stated, published=day, published_at=story.published if hour else None)


@dataclass(frozen=True, slots=True)
class Filed:
    """A story that was read and filed: its document's id, the seconds that it took, and those of them that the reader took."""

    document: str
    took: float
    reader: float


def file(ledger: Ledger, story: Story, reader: Reader) -> Filed:
    """Reads and files a story."""
    begun = process_time()
    capture, document = document_of(story)
    before = process_time()
    reading = reader.read(document)
    read = process_time() - before
    ledger.keep(Exhibit(document.exhibit, len(capture.data), "text/plain", capture.captured_at), capture, NOW)
    ledger.file_many([Filing(document, reading)], capture.captured_at)
    return Filed(document_id(document), process_time() - begun, read)


def place_all(corroborator: Corroborator) -> None:
    """Places what waits.

    Raises:
        RuntimeError: if some of it could not be placed: no figure would be of what it says.
    """
    found = corroborator.up_to_date()
    if found.broken:
        first = found.broken[0]
        raise RuntimeError(f"{len(found.broken)} stories could not be placed; {first.record}: {first.error}")


def timed(step: Callable[[], object]) -> float:
    """Seconds of the processor that a step takes."""
    begun = process_time()
    step()
    return process_time() - begun


def traced(stories: Sequence[Story], before: int) -> float:
    """Seconds to find whose words a story carries, among all that were seen before it; the first `before` are not timed."""
    copies, spent = Copies({one.id: one for one in stories}.__getitem__), 0.0
    for n, one in enumerate(stories):
        begun = process_time()
        copies.place(one)
        copies.links(one.id)
        spent += process_time() - begun if n >= before else 0.0
    return spent / (len(stories) - before)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and compares with the floors."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--events", type=int, default=EVENTS, metavar="N", help="of the newsroom, about 15 stories each"
    )
    asked = options.parse_args(arguments)
    reader = reader_of(DEFAULT_READER)
    with TemporaryDirectory() as folder, opened(f"{folder}/ledger.db") as ledger:
        corroborator = Corroborator(ledger, Path(folder) / "shelf", lambda: NOW)
        stories = made(asked.events)
        before, last = len(stories) * 2 // 3, len(stories) * 5 // 6
        filed = [file(ledger, one, reader) for one in stories[:before]]
        place_all(corroborator)
        filed += [file(ledger, one, reader) for one in stories[before:last]]
        placing = timed(partial(place_all, corroborator)) / (last - before)
        alone, weighing = [], []
        for one in stories[last:]:
            filed.append(file(ledger, one, reader))
            alone.append(timed(partial(place_all, corroborator)))
        for one in filed[before:]:
            with suppress(InstructionError):  # it tells of no event
                weighing.append(timed(lambda: weight(ledger, one.document)))  # noqa: B023 - called at once
    reading = statistics.mean(one.took for one in filed[1:])  # the first loads models
    with get_context("spawn").Pool(1) as cold:  # placing has left words and alignments of these stories at hand here
        tracing = cold.apply(traced, (stories, before))
    each = {
        "reader": statistics.mean(one.reader for one in filed[1:]),
        "tracing": tracing,
        "placing": placing,
        "placing_alone": statistics.mean(alone),
        "weighing": statistics.mean(weighing),
    }
    figures = {"stories": len(stories), "before": before}
    figures |= {f"{what}_to_reading": round(took / reading, 3) for what, took in each.items()}
    told = ", ".join(f"{what.replace('_', ' ')} {1000 * took:.0f} ms" for what, took in each.items())
    print(f"a story: reading {1000 * reading:.0f} ms, {told}")
    return report("weightime", figures, None)


if __name__ == "__main__":
    sys.exit(main())
