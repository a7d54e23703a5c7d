"""Bars of the timeline: as long as a date is uncertain, with ends that say what is known of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from purport.desk.chronology import DEPTH, LANES, picture, told
from purport.records.moments import Basis, End, ends, moments
from tests.invented import rows_of, tape

ROW = rows_of(tape())[0]


def row(spoken=None, published=None, source="Osric Vane", number=0, **changes):
    statement = replace(ROW.statement, id=f"st-{number:016x}", spoken=spoken, source_name=source, **changes)
    return replace(ROW, statement=statement, published=published, date=spoken or published)


def drawn(*rows):
    return str(picture(moments(rows)[0], lambda one: f"/s/{one.row.statement.id}"))


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2026-03-04", (End.KNOWN, End.KNOWN)),
        ("2026-03?", (End.UNCERTAIN, End.UNCERTAIN)),
        ("2026-03-01/2026-03-04%", (End.KNOWN, End.BOTH)),
        ("../2026", (End.OPEN, End.KNOWN)),
        ("2026-01~/", (End.APPROXIMATE, End.OPEN)),
    ],
)
def test_what_a_date_says_of_its_ends(edtf, expected):
    assert ends(edtf) == expected


def test_the_day_of_the_story_is_an_end_and_no_beginning():
    (one,), undated = moments([row(published="2026-03-07")])
    assert (one.basis, one.start, one.end, undated) == (Basis.PUBLISHED, End.OPEN, End.KNOWN, [])
    assert told(one) == "by 7 March 2026"


def test_undated_statements_are_told_apart():
    dated, undated = moments([row(), row("2026-03-04", number=1), row("sometime", number=2)])
    assert ([one.edtf for one in dated], len(undated)) == (["2026-03-04"], 2)
    assert drawn(row()) == ""


def test_the_earliest_stand_first():
    found, _ = moments([row("2026-03-04"), row("../2026-01-02", number=1), row("2026-02", number=2)])
    assert [one.edtf for one in found] == ["../2026-01-02", "2026-02", "2026-03-04"]


def widths(svg):
    out = []
    for path in re.findall(r"</title><path d=\"M([\d.]+) [\d.]+H([\d.]+)", svg):
        out.append(float(path[1]) - float(path[0]))
    return out


def test_an_interval_is_longer_than_a_day():
    day, month = widths(drawn(row("2026-03-04"), row("2026-03", number=1, source="Other")))[::-1]
    assert month > 20 * 8 > day


def test_bars_of_one_speaker_that_overlap_stand_below_each_other():
    svg = drawn(*(row("2026-03", number=n) for n in range(DEPTH + 5)))
    assert svg.count('class="when') == DEPTH + 5
    assert len({y for y in re.findall(r"</title><path d=\"M[\d.]+ ([\d.]+)", svg)}) == DEPTH


def test_speakers_beyond_the_lanes_share_one():
    svg = drawn(*(row("2026-03-04", source=f"Speaker {n:02}", number=n) for n in range(LANES + 6)))
    assert svg.count('class="lane"') == LANES + 1
    assert ">others<" in svg


def test_names_and_words_are_escaped():
    svg = drawn(row("2026-03-04", source="<script>\u202e"))
    assert "<script>" not in svg and "\u202e" not in svg


@pytest.mark.parametrize("edtf", ["0001-01-01/..", "../0001-01-02", "9999-12-31/..", "9999"])
def test_the_ends_of_the_calendar(edtf):
    assert 'class="when' in drawn(row(edtf), row("2026-03-04", number=1))
