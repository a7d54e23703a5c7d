"""Whole documents and the recordings inside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from purport.dating import Outside, Register, Shelf, dating
from purport.records import (
    Carrier,
    Dating,
    Decision,
    DocumentRow,
    EventRow,
    Precision,
    Ruling,
    StatementDecision,
    Tenure,
    written,
)
from tests import invented
from tests.dating.made import at, bounds_of, document, event, happened, place, reading, statement, time

STORY = (
    "The Tidewater Monitor said the speech purporting to be from Samir Haddad was posted as an audio recording late on "
    "Wednesday.\n\n"
    "It was his first message since Orvenian forces launched the battle to retake Kessim.\n\n"
    "In the recording, Haddad urges his followers to hold the town. “You have seen the dam fall,” he says.\n\n"
    "The recording, which is undated but speaks of events at most a few weeks old, could not be verified."
)
START = happened(
    "2020-03-05",
    "Orvenian army begins an offensive to retake Kessim",
    actor="Government of Orvenia",
    place="Kessim",
    others=("Orvenia",),
)


def story(published: str | None = "2020-04-10"):
    of = document(STORY, published)
    marks = [place(STORY, "Orvenian", "Orvenia", people=True), place(STORY, "Kessim")]
    told = [
        statement(STORY, "his followers to hold the town", "Samir Haddad", Carrier.AUDIO),
        statement(STORY, "“You have seen the dam fall,”", "Samir Haddad", Carrier.AUDIO),
        statement(STORY, "the speech purporting to be from Samir Haddad was posted", "Tidewater Monitor"),
    ]
    dated = reading(of, [time(STORY, "late on Wednesday", "2020-04-08")], [event(STORY, "launched")], marks, told)
    bare = replace(reading(replace(of, published=None), [], [event(STORY, "launched")], marks, told), published=None)
    return of, bare, dated


def estimate(shelf=(), published="2020-04-10", **outside) -> Dating:
    of, bare, dated = story(published)
    known = Outside(Shelf(shelf), Register(()), "2021-01-01", stated=published, **outside)
    return dating(of, bare, known, dated if published else None)


def test_a_recording_is_dated_by_what_came_before_it_and_its_release():
    (part,) = estimate([START]).parts
    assert (part.interval, part.name, len(part.statements)) == ("2020-03-05/2020-04-08", "audio of Samir Haddad", 2)
    assert {"release", "event", "publication", "told by the story"} <= {str(one.kind) for one in part.clues}
    assert part.stated is None and part.conflicts == ()


def test_without_a_date_of_the_story_the_capture_bounds():
    (part,) = estimate([START], None).parts
    assert part.interval == "2020-03-05/2021-01-01"


def test_without_any_event_only_the_release_bounds():
    (part,) = estimate().parts
    assert part.interval == "../2020-04-08"


def test_an_event_that_may_not_be_used_is_not():
    (part,) = estimate([START], besides=frozenset(["list"])).parts
    assert part.interval == "../2020-04-08"


def test_the_whole_is_dated_without_its_own_date_and_compared_with_it():
    found = estimate([START])
    assert (found.stated, found.interval, found.fits) == ("2020-04-10", "2020-03-05/2021-01-01", True)
    assert estimate([START], "2020-01-10").fits is False
    assert estimate([START], None).fits is None


def test_recordings_that_the_story_dates_are_not_estimated():
    of, bare, dated = story()
    told = tuple(replace(one, spoken="2020-04-08") for one in dated.statements)
    assert dating(of, bare, Outside(), replace(dated, statements=told)).parts == ()


def test_a_clash_between_recording_and_release_is_told_and_widened():
    late = replace(START, start="2020-04-09", end="2020-04-09")
    (part,) = estimate([late]).parts
    assert part.interval == "../2020-04-10"
    assert "2020-04-09" in part.conflicts[0]


def test_silence_about_a_great_event_is_weak():
    text = "The market in Kessim was full. Prices rose."
    great = happened("2020-06-01", "Flood sweeps the quay away", place="Kessim", deaths=900)
    of = document(text)
    found = dating(of, reading(of, places=[place(text, "Kessim")]), Outside(Shelf([great]), captured="2021-01-01"))
    (clue,) = [one for one in found.clues if one.kind == "silence"]
    assert not clue.hard and clue.weight < 1 and found.interval == "../2021-01-01"
    spoken = document(f"{text} The flood is not forgotten.")
    heard = dating(
        spoken, reading(spoken, places=[place(text, "Kessim")]), Outside(Shelf([great]), captured="2021-01-01")
    )
    assert [one for one in heard.clues if one.kind == "silence"] == []


def test_a_word_of_time_beside_something_dated():
    text = "The Orvenian army launched the battle to retake Kessim on Monday."
    of = document(text)
    marks = [place(text, "Orvenian", "Orvenia", people=True), place(text, "Kessim")]
    found = dating(of, reading(of, places=marks), Outside(Shelf([START]), captured="2024-01-01"))
    assert ("time word", "2020-03-05", "2020-03-12", False) in bounds_of(found.clues)
    assert found.interval == "2020-03-05/2024-01-01"
    assert found.likely is not None and found.likely < "2020-03-05/2024-01-01"


def test_years_after_something_dated():
    text = "Two years after the Orvenian army launched the battle to retake Kessim, the town is empty."
    of = document(text)
    marks = [place(text, "Orvenian", "Orvenia", people=True), place(text, "Kessim")]
    found = dating(of, reading(of, places=marks), Outside(Shelf([START]), captured="2024-01-01"))
    assert found.interval == "2021-09-04/2024-01-01"
    assert found.clues[0].kind == "anniversary" or found.clues[1].kind == "anniversary"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "\x00",
        "قال المتحدث إن الجسر مفتوح منذ ٢٠١٤.",
        "." * 5_000,
        "a " * 50_000,
        "(((" * 2_000,
        "2" * 9_000,
        "since " * 3_000,
    ],
)
def test_odd_texts_give_no_more_than_the_capture(text):
    of = document(text)
    found = dating(of, reading(of), Outside(Shelf([START]), Register([Tenure("Ada Roe", born="1970")]), "2021-01-01"))
    assert found.interval == "../2021-01-01"


def test_a_very_long_sentence_costs_no_more_than_its_length():
    import time as clock

    text = "The army took " + ", ".join(f"Town{i}" for i in range(3_000)) + " and went home in 2014."
    marks = [place(text, f"Town{i}") for i in range(0, 3_000, 10)]
    of = document(text)
    before = clock.process_time()
    dating(
        of,
        reading(of, [time(text, "2014", "2014")], [event(text, "took")], marks),
        Outside(Shelf([START]), captured="2021-01-01"),
    )
    assert clock.process_time() - before < 5


def test_the_same_again_gives_the_same():
    assert estimate([START]) == estimate([START])


def test_intervals_as_they_are_written():
    from datetime import date

    assert written(None, date(2020, 1, 1)) == "../2020-01-01"
    assert written(date(2020, 1, 1), date(2020, 1, 2)) == "2020-01-01/2020-01-02"


def test_what_a_ledger_knows():
    from purport.dating.known import of_events, of_statements, of_title
    from purport.records import Certainty

    text = "The mill burned."
    row = EventRow(
        event(text, "burned", date="2020-01-02"),
        "doc-1",
        "mill",
        None,
        None,
        None,
        "2020-01-05",
        "2020-01-02",
        "sha256:0",
        text,
        "burned",
        True,
    )
    (one,) = of_events([row, replace(row, event=replace(row.event, certainty=Certainty.DENIED))])
    assert (one.start, one.end, one.exact, one.origin, one.title) == ("2020-01-02", "2020-01-02", True, "doc-1", text)
    (reported,) = of_events([replace(row, event=replace(row.event, date=None))])
    assert (reported.start, reported.exact) == ("2020-01-05", False)
    assert list(of_events([replace(row, event=replace(row.event, date=None), published=None)])) == []
    gone = Decision(row.event.id, Ruling.REJECTED, row.event, "Ada Roe", datetime(2026, 3, 12, tzinfo=UTC))
    assert list(of_events([replace(row, decision=gone)])) == []
    said = invented.rows_of(invented.tape())[0]
    rejected = StatementDecision(said.read.id, Ruling.REJECTED, said.read, "Ada Roe", datetime(2026, 3, 12, tzinfo=UTC))
    assert [one.id for one in of_statements([said, replace(said, decision=rejected)])] == [said.read.id]
    assert of_title("doc-1", "mill", "Mill burns", "2020-01") is not None
    assert of_title("doc-1", "mill", None, "2020-01") is None
    assert of_title("doc-1", "mill", "Mill burns", "2020/..") is None


def test_a_report_alone_never_bounds_from_below():
    reported = replace(START, exact=False)
    (part,) = estimate([reported]).parts
    assert part.interval == "../2020-04-08"


def test_marks_are_what_they_say():
    assert at(STORY, "dam").of(STORY) == "dam"
    assert place(STORY, "Kessim").precision is Precision.SETTLEMENT
    assert DocumentRow.__dataclass_fields__["estimated"].default is None


def test_the_same_words_are_told_once_where_they_stand_first():
    text = "The mill burned in 2014. The dam broke in 2014. The ferry sank in 2014."
    of = document(text)
    marks = [replace(time(text, "2014", "2014"), span=span) for span in (at(text, "2014"), at(text[30:], "2014"))]
    marks[1] = replace(marks[1], span=type(marks[1].span)(marks[1].span.start + 30, marks[1].span.end + 30))
    found = dating(of, reading(of, marks), Outside(captured="2021-01-01"))
    told = [one for one in found.clues if one.kind == "date in the text"]
    assert [one.span for one in told] == [at(text, "2014")]
