"""EDTF dates as days and as words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.desk.dates import Days, days, words


class TestDays:
    @pytest.mark.parametrize(
        ("edtf", "first", "last"),
        [
            ("2026-03-04", date(2026, 3, 4), date(2026, 3, 4)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2026", date(2026, 1, 1), date(2026, 12, 31)),
            ("2026-03-04?", date(2026, 3, 4), date(2026, 3, 4)),
            ("2026-03~", date(2026, 3, 1), date(2026, 3, 31)),
            ("2026-03-04T21:30:00Z", date(2026, 3, 4), date(2026, 3, 4)),
            ("2026-02/2026-03-04", date(2026, 2, 1), date(2026, 3, 4)),
            ("2026-02/..", date(2026, 2, 1), None),
            ("2025-22", date(2025, 6, 1), date(2025, 8, 31)),
            ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
            ("/2026-02", None, date(2026, 2, 28)),
        ],
    )
    def test_first_and_last_day(self, edtf: str, first: date | None, last: date | None) -> None:
        assert days(edtf) == Days(first, last)

    @pytest.mark.parametrize("edtf", [None, "", "yesterday", "2026-13", "2026-02-30", "../..", "20260304", "2026-3-4"])
    def test_what_is_no_date_is_none(self, edtf: str | None) -> None:
        assert days(edtf) is None

    def test_one_day_is_exact_and_a_month_is_not(self) -> None:
        day, month = days("2026-03-04"), days("2026-03")
        assert day is not None and day.exact
        assert month is not None and not month.exact

    @given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)))
    def test_an_interval_spans_its_ends(self, one: date, other: date) -> None:
        first, last = sorted((one, other))
        assert days(f"{first}/{last}") == Days(first, last)

    @given(st.text())
    def test_any_text_is_answered(self, text: str) -> None:
        days(text)
        assert isinstance(words(text), str)


class TestWords:
    @pytest.mark.parametrize(
        ("edtf", "told"),
        [
            (None, ""),
            ("2026-03-04", "4 March 2026"),
            ("2026-03", "March 2026"),
            ("2026", "2026"),
            ("2026-03-04~", "4 March 2026, approximate"),
            ("2026-03-01/2026-03-04", "1 March to 4 March 2026"),
            ("2025-12-30/2026-01-02", "30 December 2025 to 2 January 2026"),
            ("../2026-03-04", "until 4 March 2026"),
            ("2026-03-04/", "from 4 March 2026"),
            ("2023-24/..", "from winter 2023"),
            ("2026-21", "spring 2026"),
            ("2026-25", "2026-25"),
            ("2026-21-03", "2026-21-03"),
            ("some day", "some day"),
        ],
    )
    def test_dates_as_a_newsroom_writes_them(self, edtf: str | None, told: str) -> None:
        assert words(edtf) == told
