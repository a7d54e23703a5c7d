"""How sure the text is, in hard sentences of our own: ``.venv/bin/python -m bench.hard``.

Each line of ``bench/data/hard/seen.txt`` and ``unseen.txt`` is a short invented passage with the certainty of its events. The first
half is worked with; the second is only measured, and ``--errors`` does not print it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common import DEFAULT_READER, ROOT, digest_of, reader_option, report
from bench.honesty import entry_document
from purport.read.reader import Reader, reader_of
from purport.records.reading import Event
from purport.records.spans import Span

FOLDER = ROOT / "bench" / "data" / "hard"
MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Gold:
    """An event of a passage: where its anchor stands and how the text stands to it."""

    text: str
    anchor: Span
    certainty: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold event and what the reader made of it: a certainty, or ``missed``, with the reader's score and reason."""

    gold: Gold
    read: str
    score: float
    reason: str

    @property
    def right(self) -> bool:
        """Whether the event was found with the right certainty."""
        return self.read == self.gold.certainty


def passages(lines: Sequence[str]) -> list[tuple[str, list[Gold]]]:
    """The passages of a file with their events.

    Raises:
        ValueError: if a line has no events or an anchor is not in its text.
    """
    out = []
    for line in lines:
        text, mark, events = line.rstrip("\n").partition(" ## ")
        if line.startswith("#") or not line.strip():
            continue
        if not mark:
            raise ValueError(f"no events: {line!r}")
        out.append((text, [_gold(text, event) for event in events.split(", ")]))
    return out


def _gold(text: str, event: str) -> Gold:
    words, _, value = event.partition("=")
    words, _, nth = words.partition("@")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"{words!r} is not in {text!r}")
    return Gold(text, Span(start, start + len(words)), value.strip())


def judged(reader: Reader, text: str, golds: Sequence[Gold]) -> list[Judged]:
    """What a reader makes of the events of one passage."""
    reading = reader.read(entry_document({"id": "hard", "text": text, "published": "2024-03-15"}))
    return [_judge(gold, reading.events) for gold in golds]


def _judge(gold: Gold, events: Sequence[Event]) -> Judged:
    found = next((e for e in events if e.anchor.overlaps(gold.anchor)), None)
    if found is None:
        return Judged(gold, MISSED, 0.0, "")
    return Judged(gold, found.certainty.value, found.score, found.reason)


def figures_of(name: str, made: Sequence[Judged]) -> dict[str, object]:
    """Figures of one half, in per cent: of all events, of those found, and the two costly kinds of mistake."""
    found = [m for m in made if m.read != MISSED]
    unsure = [m for m in made if m.gold.certainty != "asserted"]
    sure = [m for m in made if m.gold.certainty == "asserted"]
    return {
        f"{name}_events": len(made),
        f"{name}_found": 100 * len(found) / len(made),
        f"{name}_right_of_found": 100 * sum(m.right for m in found) / max(1, len(found)),
        f"{name}_false_assertion_rate": 100 * sum(m.read == "asserted" for m in unsure) / max(1, len(unsure)),
        f"{name}_over_hedging_rate": 100 * sum(m.read not in ("asserted", MISSED) for m in sure) / max(1, len(sure)),
    }


def confusions(made: Sequence[Judged]) -> list[dict[str, object]]:
    """Rows of gold value, value read, and how often, most frequent first."""
    pairs = Counter((m.gold.certainty, m.read) for m in made if not m.right)
    return [{"text": gold, "read": read, "times": times} for (gold, read), times in pairs.most_common()]


def measured(reader: Reader, file: Path) -> list[Judged]:
    """All events of a file, judged."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [one for text, golds in passages(lines) for one in judged(reader, text, golds)]


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="print the events of the seen half that were read wrong")
    reader_option(options)
    chosen = options.parse_args()
    reader = reader_of(chosen.reader)
    seen, unseen = (measured(reader, FOLDER / f"{half}.txt") for half in ("seen", "unseen"))
    figures = figures_of("seen", seen) | figures_of("unseen", unseen)
    for name, value in figures.items():
        print(f"  {name:32s} {f'{value:.1f}' if isinstance(value, float) else value}")
    if chosen.errors:
        for one in seen:
            if not one.right:
                words = one.gold.text[one.gold.anchor.start : one.gold.anchor.end]
                print(f"{words!r} is {one.gold.certainty}; read as {one.read} ({one.reason}): {one.gold.text}")
    name = f"hard{'' if chosen.reader == DEFAULT_READER else '-' + chosen.reader}"
    return report(name, figures, digest_of([FOLDER]))


if __name__ == "__main__":
    sys.exit(main())
