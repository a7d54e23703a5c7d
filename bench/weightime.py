"""What it costs to place a new story, and to weigh one, beside reading it: ``.venv/bin/python -m bench.weightime``.

Stories of the generated newsroom (tuned half) are read with the learned reader and filed, one by one, in a ledger of SQLite in a
temporary folder. It holds others already, which another seed gives; these were placed without marks. Each story is placed, its
matters derived and the index of texts saved, as at the end of `purport read`, and then weighed from what is kept. All times
are of the processor, in one run, and told as shares of the time of reading one story.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench.common import DEFAULT_READER, report
from bench.newsroom import newsroom
from purport.errors import InstructionError
from purport.ledger import opened
from purport.ledger.port import Filing, Ledger
from purport.read.extract import documents
from purport.read.reader import reader_of
from purport.records import Capture, Dateline, Document, Exhibit, Reading
from purport.records.identity import digest, document_id
from purport.records.stories import Story
from purport.rounds.corroborating import Corroborator
from purport.rounds.weighing import weight

SEED, OTHERS = 11, 12
EVENTS = 6
"""Of the newsroom; some thirteen stories each."""
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def made(seed: int, events: int, most: int | None = None) -> list[Story]:
    """Stories of the newsroom in the order in which they were seen."""
    found = sorted(newsroom(seed, "tuned", events).stories, key=lambda one: (one.first_seen, one.id))
    return found[:most]


def document_of(story: Story) -> tuple[Capture, Document]:
    """A story as a document that was captured when it was seen first."""
    data = story.text.encode()
    capture = Capture(story.origin, data, story.first_seen, "bench", "text/plain")
    told = documents(capture, digest(data))[0]
    agency = story.agencies[0] if story.agencies else told.agency
    return capture, replace(
        told, outlet=story.outlet, agency=agency, title=story.title, published=story.published or told.published
    )


def bare(document: Document) -> Reading:
    """A reading without marks."""
    dateline = Dateline(document.dateline_place, document.agency)
    plain = (document_id(document), document.language, document.published, dateline)
    return Reading(*plain, (), (), (), (), (), (), False, (), (("bare", "1"),))


def file(ledger: Ledger, stories: Sequence[Story], read: bool) -> Iterator[tuple[str, float]]:
    """Reads and files stories; of each its document's id and the seconds of reading it."""
    reader = reader_of(DEFAULT_READER) if read else None
    if reader is not None:
        reader.read(document_of(stories[0])[1])  # models are loaded
    for story in stories:
        capture, document = document_of(story)
        begun = process_time()
        reading = reader.read(document) if reader is not None else bare(document)
        took = process_time() - begun
        ledger.keep(Exhibit(document.exhibit, len(capture.data), "text/plain", capture.captured_at), capture, NOW)
        ledger.file_many([Filing(document, reading)], capture.captured_at)
        yield document_id(document), took


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and compares with the floors."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--among", type=int, default=600, metavar="N", help="stories placed before; default 600")
    asked = options.parse_args(arguments)
    with TemporaryDirectory() as folder, opened(f"{folder}/ledger.db") as ledger:
        corroborator = Corroborator(ledger, Path(folder) / "shelf", lambda: NOW)
        if asked.among:
            for _ in file(ledger, made(OTHERS, max(1, asked.among // 10), asked.among), read=False):
                pass
            corroborator.up_to_date()
        reading, placing, weighing = [], [], []
        for name, took in file(ledger, made(SEED, EVENTS), read=True):
            reading.append(took)
            begun = process_time()
            corroborator.up_to_date()
            placing.append(process_time() - begun)
            begun = process_time()
            try:
                weight(ledger, name)
            except InstructionError:  # it tells of no event
                continue
            weighing.append(process_time() - begun)
    each = statistics.mean(reading)
    figures = {
        "stories": len(reading),
        "among": asked.among,
        "placing_to_reading": round(statistics.mean(placing) / each, 3),
        "slowest_tenth_placing_to_reading": round(sorted(placing)[len(placing) * 9 // 10] / each, 3),
        "weighing_to_reading": round(statistics.mean(weighing) / each, 3),
    }
    print(
        f"reading {1000 * each:.0f} ms, placing {1000 * statistics.mean(placing):.0f} ms a story, "
        f"weighing {1000 * statistics.mean(weighing):.0f} ms"
    )
    return report("weightime", figures, None)


if __name__ == "__main__":
    sys.exit(main())
