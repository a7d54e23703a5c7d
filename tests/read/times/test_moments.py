"""Calendar arithmetic at the edges."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.times.amounts import amount, number
from purport.read.times.moments import (
    Moment,
    interval,
    moment,
    moment_of,
    nearest_weekday,
    of_date,
    shifted,
    week,
    week_days,
)

DAYS = st.dates()
UNITS = st.sampled_from(["D", "W", "2W", "M", "Q", "Y", "DE", "CE"])


@given(DAYS, st.integers(-20_000, 20_000), UNITS)
def test_moving_never_fails(day: dt.date, steps: int, unit: str) -> None:
    there = shifted(of_date(day), steps, unit)
    assert there is None or moment(there.year, there.month, there.day) == there


@given(DAYS, st.integers(-300, 300))
def test_days_forth_and_back_come_home(day: dt.date, steps: int) -> None:
    there = shifted(of_date(day), steps, "D")
    assert there is None or shifted(there, -steps, "D") == of_date(day)


@given(DAYS, st.integers(0, 6), st.booleans(), st.booleans())
def test_the_nearest_weekday_is_one_and_near(day: dt.date, weekday: int, ahead: bool, strict: bool) -> None:
    found = nearest_weekday(day, weekday, ahead, strict)
    if found is not None and found.date is not None:
        away = (found.date - day).days * (1 if ahead else -1)
        assert found.date.weekday() == weekday
        assert (1 if strict else 0) <= away <= 7


@given(DAYS)
def test_a_week_holds_its_day(day: dt.date) -> None:
    low, high = week_days(day)
    assert low.first <= day <= high.first
    assert week(day)[4:6] == "-W"


@given(DAYS)
def test_a_printed_day_reads_back(day: dt.date) -> None:
    assert moment_of(str(of_date(day))) == of_date(day)
    assert str(of_date(day)) == day.isoformat()


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2016-11-04", Moment(2016, 11, 4)),
        ("2016-11-04T10:00:00Z", Moment(2016, 11, 4)),
        ("2016-11", Moment(2016, 11)),
        ("2016~", Moment(2016)),
        ("2016-11-02/2016-11-04", Moment(2016, 11)),
        ("2015/2016", None),
        ("199X", None),
        ("2016-13", None),
        (None, None),
    ],
)
def test_what_an_edtf_date_lets_us_count_from(edtf: str | None, expected: Moment | None) -> None:
    assert moment_of(edtf) == expected


def test_a_month_cannot_be_moved_by_days() -> None:
    assert shifted(Moment(2016, 11), -2, "D") is None
    assert shifted(Moment(2016), -2, "M") is None


def test_the_ends_of_a_month_and_of_an_interval() -> None:
    assert Moment(2016, 2).last == dt.date(2016, 2, 29)
    assert Moment(2016).last == dt.date(2016, 12, 31)
    assert interval(Moment(2016), Moment(2016)) == "2016"


@pytest.mark.parametrize(
    ("words", "value"), [("two hundred", 200), ("twenty-one", 21), ("a dozen", 12), ("half an", 0.5), ("several", None)]
)
def test_number_words(words: str, value: float | None) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(1.5, "TH", "PT90M"), (0.5, "Y", "P6M"), (None, "DE", "PXDE"), (2, "CE", "P200Y"), (None, "2W", "PXW")],
)
def test_durations(count: float | None, unit: str, value: str) -> None:
    assert amount(count, unit) == value
