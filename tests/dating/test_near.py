"""Words of time beside something dated, and the clues of mentions."""

from __future__ import annotations

import pytest

from purport.dating.matching import Shelf
from purport.dating.mentions import mentions
from purport.dating.near import event_clues
from tests.dating.made import bounds_of, happened, place, seen

TITLE = "Orvenian army begins an offensive to retake Kessim"
START = happened(
    "2020-03-05", "Orvenian army begins an offensive to retake Kessim", actor="Orvenian army", place="Kessim"
)
LONG = happened("2020-03-05", TITLE, end="2020-03-20", actor="Orvenian army", place="Kessim")
SENTENCE = "The Orvenian army launched the battle to retake Kessim{}."


def clues(words: str, *held, lead: str = ""):
    text = SENTENCE.format(words)
    found = mentions(seen(text, places=[place(text, "Kessim")]))
    return list(event_clues(found, Shelf(held or [START]), frozenset(), lead))


def test_a_mention_bounds_from_below():
    (one,) = clues("")
    assert bounds_of([one]) == [("event", "2020-03-05", None, True)]
    assert "refers to Orvenian army begins an offensive to retake Kessim (2020-03-05)" in one.reason
    assert one.basis == f"list: {START.id}"
    assert one.span is not None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        (" today", "2020-03-05", "2020-03-06"),
        (" yesterday", "2020-03-06", "2020-03-07"),
        (" on Thursday", "2020-03-05", "2020-03-12"),
        (" earlier this week", "2020-03-05", "2020-03-12"),
        (" last week", "2020-03-06", "2020-03-19"),
        (" last month", "2020-03-06", "2020-05-06"),
        (" earlier this year", "2020-03-05", "2021-03-06"),
        (" last year", "2020-03-06", "2022-03-06"),
    ],
)
def test_a_word_of_time_puts_the_writing_near(words, first, last):
    got = bounds_of(clues(words))
    assert got == [("event", "2020-03-05", None, True), ("time word", first, last, False)]


def test_an_event_that_lasts_is_near_to_its_end():
    assert bounds_of(clues(" yesterday", LONG))[1] == ("time word", "2020-03-06", "2020-03-22", False)


def test_of_several_the_earliest_bounds_and_that_is_told():
    later = happened(
        "2022-01-01", "Orvenian army begins an offensive to retake Kessim", actor="Orvenian army", place="Kessim"
    )
    (one,) = clues("", later, START)
    assert one.first == "2020-03-05" and "the earliest of 2 that may be meant" in one.reason


def test_what_is_known_by_a_report_alone_bounds_nothing():
    from dataclasses import replace

    assert clues("", replace(START, exact=False)) == []
    assert [str(one.kind) for one in clues(" yesterday", replace(START, exact=False))] == ["time word"]


def test_a_lead_stands_before_the_reason():
    assert clues("", lead="the recording ")[0].reason.startswith("the recording refers to")


def test_an_entry_without_a_title_is_told_by_its_fields():
    bare = happened(
        "2020-03-05", None, actor="Orvenian army", target="rebels", place="Kessim", action="begin an offensive, capture"
    )
    (one,) = clues("", bare)
    assert "Orvenian army begin an offensive, capture rebels in Kessim" in one.reason


def test_nothing_matched_no_clue():
    assert clues("", happened("2020-03-05", "Ferry sinks", place="Arden")) == []
