from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.nearness import apart, days_between, distance_km, together
from purport.records import Precision
from purport.records.days import Days
from purport.records.matters import Region

TOWN = Region("kessim", 1, 36.0, 43.0, 5.0, Precision.SETTLEMENT)
SUBURB = Region("saltgate", 2, 36.02, 43.0, 1.0, Precision.SETTLEMENT)
FAR = Region("arden", 3, 37.0, 43.0, 5.0, Precision.SETTLEMENT)
LAND = Region("orvenia", 4, 36.5, 43.0, 300.0, Precision.COUNTRY)

starts = st.integers(0, 400)
intervals = st.builds(
    lambda start, length: Days(date(2026, 1, 1) + timedelta(start), date(2026, 1, 1) + timedelta(start + length)),
    starts,
    st.integers(0, 30),
)


@given(intervals, intervals)
def test_the_gap_is_mutual_and_none_where_days_are_shared(one, other):
    assert days_between(one, other) == days_between(other, one) >= 0
    assert (days_between(one, other) == 0) == (one.first <= other.last and other.first <= one.last)


@given(intervals)
def test_an_open_interval_reaches_everything_on_its_side(one):
    assert days_between(one, Days(None, one.first)) == 0
    assert days_between(one, Days(one.last, None)) == 0


def test_a_degree_of_latitude_is_111_km():
    assert distance_km(TOWN, FAR) == pytest.approx(111.2, abs=0.1)
    assert distance_km(TOWN, Region("nowhere")) is None


def test_places_within_three_kilometres_may_be_one():
    assert together(TOWN, SUBURB) == "kessim and saltgate lie within 3 km"
    assert together(TOWN, FAR) is None
    assert together(TOWN, TOWN) == "same place: kessim"


def test_a_country_says_nothing_of_the_place():
    assert together(LAND, LAND) is None
    assert not apart(LAND, TOWN)


def test_regions_whose_circles_do_not_meet_are_apart():
    assert apart(TOWN, FAR) and apart(FAR, TOWN)
    assert not apart(TOWN, SUBURB)


def test_unknown_places_are_compared_by_name():
    assert apart(Region("kessim"), Region("arden"))
    assert not apart(Region("kessim"), Region("port of kessim"))
    assert not apart(Region("kessim"), FAR)  # one of them is not known well enough to say
