"""The bench of dating: how texts are taken from the data, parted, and counted."""

from __future__ import annotations

from datetime import date

import pytest

from bench.dating import (
    EVENTS,
    Case,
    Outcome,
    figures_of,
    headlines,
    meantime_text,
    outcomes,
    recording_figures,
    tuning,
    ucdp,
)
from purport.exchange.eventlists import BadLine, read_list
from purport.records import Dating
from tests.dating.made import document, happened, reading, time

XML = """<?xml version="1.0"?><Document doc_name="mill">
<token sentence="0" t_id="1">Mill</token><token sentence="0" t_id="2">burns</token>
<token sentence="1" t_id="3">June</token><token sentence="1" t_id="4">13</token><token sentence="1" t_id="5">,</token>
<token sentence="1" t_id="6">2005</token>
<token sentence="2" t_id="7">A</token><token sentence="2" t_id="8">mill</token><token sentence="2" t_id="9">burned</token>
<token sentence="2" t_id="10">,</token><token sentence="2" t_id="11">Ada</token><token sentence="2" t_id="12">'s</token>
<token sentence="2" t_id="13">.</token>
<Markables><TIMEX3 functionInDocument="CREATION_TIME" value="{value}">{anchors}</TIMEX3></Markables></Document>
"""
ANCHORS = "".join(f'<token_anchor t_id="{n}"/>' for n in range(3, 7))
COLUMNS = (
    "id,type_of_violence,side_a,side_b,source_office,source_date,source_headline,where_coordinates,adm_1,adm_2,latitude,"
    "longitude,country,date_start,date_end,best\n"
)
SPAN = (date(2000, 1, 1), date(2009, 12, 31))


def test_a_text_without_its_date_line(tmp_path):
    file = tmp_path / "mill.xml"
    file.write_text(XML.format(value="2005-06-13", anchors=ANCHORS), "utf-8")
    assert meantime_text(file) == ("Mill burns\n\nA mill burned, Ada's.\n", date(2005, 6, 13))


@pytest.mark.parametrize("value", ["", "03-02-2009", "2009-06"])
def test_a_text_whose_date_is_not_given(tmp_path, value):
    file = tmp_path / "mill.xml"
    file.write_text(XML.format(value=value, anchors=ANCHORS), "utf-8")
    assert meantime_text(file) is None


def rows(*lines: str) -> str:
    return COLUMNS + "".join(
        f"{n},1,A,B,Wire,{line},Kessim,,,1,1,Orvenia,2005-01-01,2005-01-02,3\n" for n, line in enumerate(lines)
    )


def test_headlines_that_date_themselves_or_are_of_two_days_are_left_out(tmp_path):
    file = tmp_path / "ucdp.csv"
    file.write_text(
        rows(
            "2005-01-02,Clash near the old mill",
            "2005-01-03,March 3rd 2005: Kessim town",
            "2005-01-03,One;Two three four five",
            "2005-01-03,Too short",
            "2005-01-03,Summary of news 1300 gmt today",
            "2005-01-03,Said twice on two days",
            "2005-01-04,Said twice on two days",
            "1753-01-01,A report of no known day",
            ",A report without any day",
        ),
        "utf-8",
    )
    assert headlines(file) == {"Clash near the old mill": date(2005, 1, 2)}


def test_a_headline_may_not_be_dated_by_its_own_event(tmp_path):
    class Nothing:
        def read(self, of):
            return reading(of)

    file = tmp_path / "ucdp.csv"
    names = [f"Clash number {word} near the mill" for word in ("one", "two", "three", "four", "five", "six")]
    file.write_text(rows(*(f"2005-01-02,{name}" for name in names)), "utf-8")
    cases, known = ucdp(file, Nothing(), tune=True)
    assert {case.document.name for case in cases} == {name for name in names if tuning(name)}
    assert {case.besides for case in cases} <= {one.origin for one in known}
    assert len(known) == len(names)


def test_widths_and_coverage():
    text = "The mill burned in 2004."
    of = document(text)
    inside = Case(of, reading(of, [time(text, "2004", "2004")]), date(2005, 5, 5), "own")
    outside = Case(of, inside.reading, date(2003, 5, 5), "own")
    found = outcomes([inside, outside], [happened("2001-01-01", "The mill stood")], SPAN)
    assert [one.holds for one in found] == [True, False]
    assert found[0].width == (SPAN[1] - date(2004, 1, 1)).days + 1
    figures = figures_of("x", found, SPAN)
    assert figures["x_interval_coverage"] == 50
    assert figures["x_trivial_days"] == 3653
    assert figures["x_texts"] == 2


def test_figures_of_made_outcomes():
    figures = figures_of(
        "x", [Outcome(100, True, 10, True), Outcome(300, True, 30, False)], (date(2000, 1, 1), date(2000, 12, 31))
    )
    assert (figures["x_interval_median_days"], figures["x_likely_median_days"], figures["x_likely_coverage"]) == (
        200,
        20,
        50,
    )


@pytest.mark.parametrize(
    ("interval", "inside"),
    [
        ("2016-10-17/2016-11-02", 1),
        ("2016-10-15/2016-11-02", 0),
        ("2016-10-17/2016-11-04", 0),
        ("../2016-11-02", 0),
        (None, 0),
    ],
)
def test_the_recording_must_lie_inside(interval, inside):
    assert recording_figures(Dating("st-1", "audio", None, interval, None, None, ()))["recording_inside"] == inside
    assert recording_figures(None) == {"recording_inside": 0}


def test_the_handful_of_events_can_be_loaded():
    _, found = read_list(EVENTS.read_text("utf-8").splitlines(keepends=True), "handful")
    entries = list(found)
    assert 3 <= len(entries) <= 8
    assert not any(isinstance(one, BadLine) for one in entries)


def test_about_half_of_any_names_are_for_tuning():
    assert 400 < sum(tuning(f"name {n}") for n in range(1_000)) < 600
