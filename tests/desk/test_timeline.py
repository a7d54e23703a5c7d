"""Statements on a line of time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.desk.timeline import LEFT, WIDTH, Scale, timeline, undated
from purport.records import StatementRow
from tests.invented import arabic, rows_of, tape


def dated(spoken: str | None, name: str = "Osric Vane") -> StatementRow:
    row = rows_of(tape())[1]
    return replace(row, statement=replace(row.statement, spoken=spoken, source_name=name))


class TestPicture:
    def test_it_is_well_formed_and_loads_nothing(self) -> None:
        svg = str(timeline([tape(), arabic()], rows_of(tape())))
        ElementTree.fromstring(svg)
        assert not re.search(r"(href|src)=\"(?!#)", svg)
        assert "style=" not in svg and "<script" not in svg

    def test_the_times_have_lanes_of_their_own(self) -> None:
        svg = str(timeline([tape()], rows_of(tape())))
        lanes = re.findall(r'<text[^>]*text-anchor="end">([^<0-9]+)</text><line', svg)
        assert lanes == ["Osric Vane", "Tidewater Monitor", "published", "captured"]

    def test_an_uncertain_date_is_as_long_as_it_is_uncertain(self) -> None:
        svg = str(timeline([], [dated("2026-03-01"), dated("2026-03-01/2026-03-05"), dated("2026-03-09")]))
        (width,) = re.findall(r'<rect [^>]*width="([\d.]+)"', svg)
        assert svg.count("<circle") == 2
        assert float(width) == pytest.approx((WIDTH - LEFT - 50) / 2, abs=1)

    @pytest.mark.parametrize(
        ("certainty", "shape"),
        [("rumoured", '<path d="M'), ("denied", "l10 10 m0 -10"), ("attributed", "<circle"), ("purported", "<circle")],
    )
    def test_certainty_has_a_form_of_its_own(self, certainty: str, shape: str) -> None:
        row = rows_of(tape())[1]
        svg = str(
            timeline([], [replace(row, statement=replace(row.statement, certainty=certainty, spoken="2026-03-01"))])
        )
        assert f'class="point c-{certainty}"' in svg and shape in svg

    def test_each_point_says_what_it_is_and_leads_there(self) -> None:
        svg = str(timeline([], rows_of(tape())))
        assert "<title>Osric Vane calls for, 4 March 2026 (purported): his followers to carry out attacks" in svg
        assert f'href="#{rows_of(tape())[1].statement.id}"' in svg

    def test_names_are_escaped(self) -> None:
        assert "<b>" not in str(timeline([], [dated("2026-03-01", "<b>&")]))

    def test_nothing_dated_is_no_picture_and_is_counted(self) -> None:
        assert timeline([], [dated(None), dated("soon")]) == ""
        assert undated([dated(None), dated("2026-03"), dated("soon")]) == 2

    def test_many_speakers_share_a_lane(self) -> None:
        rows = [dated(f"2026-03-{day:02}", f"Speaker {day}") for day in range(1, 29)]
        svg = str(timeline([], rows))
        assert ">others</text>" in svg
        assert svg.count('class="lane"') == 13

    def test_labels_do_not_touch(self) -> None:
        rows = [dated(f"2026-03-{day:02}") for day in range(1, 29)]
        svg = str(timeline([], rows))
        places = [
            (float(x), anchor)
            for x, anchor in re.findall(r'<text x="([\d.]+)" y="\d+" text-anchor="(\w+)">\d+ \w+ 2026', svg)
        ]
        middles = [x if anchor == "middle" else x - 56 for x, anchor in places]
        assert len(middles) > 3
        assert all(after - before >= 90 for before, after in pairwise(middles))

    def test_an_open_interval_is_drawn(self) -> None:
        assert "<rect" in str(timeline([], [dated("../2026-03-04"), dated("2026-03-01/..")]))


class TestScale:
    def test_long_gaps_are_cut_and_the_cut_is_shown(self) -> None:
        rows = [dated("2014-06-10"), dated("2026-03-01"), dated("2026-03-03"), dated("2026-03-04")]
        svg = str(timeline([], rows))
        assert svg.count('class="cut"') == 1

    def test_what_lies_close_is_not_squeezed_by_what_lies_far(self) -> None:
        scale = Scale.over([date(2016, 11, 3), date(2016, 11, 4), date(2026, 11, 22)])
        near = scale.x(date(2016, 11, 4)) - scale.x(date(2016, 11, 3))
        assert near > 200 and len(scale.cuts) == 1

    def test_no_cut_where_nothing_is_left_out(self) -> None:
        assert 'class="cut"' not in str(timeline([], [dated("2026-03-01"), dated("2026-03-04")]))

    @given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=1, max_size=30))
    def test_days_keep_their_order_inside_the_picture(self, seen: list[date]) -> None:
        scale = Scale.over(seen)
        places = [scale.x(day) for day in sorted(set(seen))]
        assert all(before < after for before, after in pairwise(places))
        assert all(LEFT <= place <= WIDTH for place in places)
