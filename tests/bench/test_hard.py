"""The bench of hard sentences: its lines and its figures."""

from __future__ import annotations

import pytest

from bench.hard import FOLDER, Gold, Judged, confusions, figures_of, judged, passages
from purport.read.reader import RuleReader
from purport.records.spans import Span

TEXT = "Witnesses said rebels burned the fort and that rebels burned the mill."


def _made(certainty: str, read: str) -> Judged:
    return Judged(Gold(TEXT, Span(0, 1), certainty), read, 0.9, "")


def test_a_line_is_a_text_with_its_events() -> None:
    ((text, golds),) = passages(["# a comment", "", f"{TEXT} ## burned=attributed, burned@2=attributed"])
    assert text == TEXT
    assert [gold.anchor.start for gold in golds] == [TEXT.index("burned"), TEXT.rindex("burned")]
    assert {gold.certainty for gold in golds} == {"attributed"}


@pytest.mark.parametrize("line", [TEXT, f"{TEXT} ## bombed=asserted", f"{TEXT} ## burned@3=asserted"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="Witnesses"):
        passages([line])


def test_what_the_reader_makes_of_a_passage() -> None:
    ((text, golds),) = passages([f"{TEXT} ## burned=attributed, Witnesses=asserted"])
    first, second = judged(RuleReader(), text, golds)
    assert (first.read, first.right) == ("attributed", True)
    assert (second.read, second.score) == ("missed", 0.0)


def test_figures_are_per_cent_of_what_they_say() -> None:
    made = [
        _made("asserted", "asserted"),
        _made("asserted", "attributed"),
        _made("denied", "asserted"),
        _made("denied", "missed"),
    ]
    figures = figures_of("seen", made)
    assert figures["seen_found"] == 75
    assert figures["seen_right_of_found"] == pytest.approx(100 / 3)
    assert (figures["seen_false_assertion_rate"], figures["seen_over_hedging_rate"]) == (50, 50)
    assert {row["times"] for row in confusions(made)} == {1}


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_both_halves_are_well_formed(half: str) -> None:
    from purport.records import Certainty

    found = passages((FOLDER / f"{half}.txt").read_text(encoding="utf-8").splitlines())
    assert len(found) >= 90
    assert {gold.certainty for _, golds in found for gold in golds} <= {value.value for value in Certainty}
