"""The sentences that the documentation says are read wrong: they still are, or the page is out of date."""

from __future__ import annotations

import pytest

from bench.common import ROOT
from bench.hard import judged, passages
from purport.read.reader import reader_of

PAGE = ROOT / "docs" / "why" / "certainty.md"
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split(" | "))
    for line in PAGE.read_text(encoding="utf-8").split("still gets wrong", 1)[1].splitlines()
    if line.startswith("| ") and line.count(" | ") == 3 and not line.startswith("| sentence")
]


def test_there_are_at_least_twenty() -> None:
    assert len(ROWS) >= 20


@pytest.mark.parametrize(("text", "event", "gold", "read"), ROWS)
def test_a_hard_sentence_is_still_read_as_the_page_says(text: str, event: str, gold: str, read: str) -> None:
    ((_, golds),) = passages([f"{text} ## {event}={gold}"])
    (one,) = judged(reader_of("learned"), text, golds)
    assert one.read != gold, f"read right now: take it off the page (it says {read})"
