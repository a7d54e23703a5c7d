"""Dates as people and machines write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.extract.writtendates import WrittenDate, edtf_of_stamp, first_date, written_date


@pytest.mark.parametrize(
    ("words", "year", "month", "day"),
    [
        ("Nov. 4, 2016", 2016, 11, 4),
        ("November 4 2016", 2016, 11, 4),
        ("4 November 2016", 2016, 11, 4),
        ("4th November, 2016", 2016, 11, 4),
        ("Sept 3", None, 9, 3),
        ("Fri, 4 Nov 2016", 2016, 11, 4),
        ("Friday, November 4, 2016", 2016, 11, 4),
        ("2016-11-04", 2016, 11, 4),
        ("2016-11-04T10:30:00Z", 2016, 11, 4),
        ("4 نوفمبر 2016", 2016, 11, 4),
        ("٤ تشرين الثاني ٢٠١٦", 2016, 11, 4),
        ("4 نونبر 2016", 2016, 11, 4),
        ("4 أوت 2016", 2016, 8, 4),
        ("Feb 29", None, 2, 29),
    ],
)
def test_written_dates(words, year, month, day):
    assert written_date(words) == WrittenDate(year, month, day)


@pytest.mark.parametrize(
    "words", ["", "November", "Nov 31", "2016-13-01", "Feb 29, 2015", "may be", "4 Novembers", "march on 5"]
)
def test_words_that_are_no_date(words):
    assert written_date(words) is None


def test_the_first_date_among_words():
    assert first_date("Posted on 4 Nov 2016 and again on 5 Nov 2016") == WrittenDate(2016, 11, 4)
    assert first_date("no date") is None


@pytest.mark.parametrize(
    ("stamp", "edtf"),
    [
        ("2016-11-04T23:30:00-05:00", "2016-11-04"),
        ("20161104", "2016-11-04"),
        ("2016-11", "2016-11"),
        ("2016", "2016"),
        ("Fri, 04 Nov 2016 23:30:00 GMT", "2016-11-04"),
        ("November 4, 2016 at 10:00", "2016-11-04"),
        ("2016-02-30", None),
        ("0001-01-01T00:00:00Z", None),
        ("Nov 4", None),
        ("now", None),
        ("", None),
        (None, None),
    ],
)
def test_stamps(stamp, edtf):
    assert edtf_of_stamp(stamp) == edtf


@given(st.dates(min_value=date(1000, 1, 1)))
def test_an_iso_day_stays_itself(day):
    assert edtf_of_stamp(day.isoformat()) == day.isoformat()
    assert written_date(day.isoformat()) == WrittenDate(day.year, day.month, day.day)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(-50, 50))
def test_a_year_is_lent_by_a_near_date(day, days):
    near = date.fromordinal(day.toordinal() + days)
    assert WrittenDate(None, day.month, day.day).beside(near.isoformat()) == day.isoformat()


def test_no_year_is_lent_by_a_date_far_off_or_vague():
    assert WrittenDate(None, 6, 1).beside("2016-01-01") is None
    assert WrittenDate(None, 6, 1).beside("2016-06") is None
    assert WrittenDate(None, 6, 1).edtf is None
