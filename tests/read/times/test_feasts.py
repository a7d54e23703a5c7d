"""Feasts and the Hijri calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.timex import valid_edtf
from purport.read.parse import parsed, plain
from purport.read.times import times
from purport.read.times.feasts import easter, hijri_day, hijri_month, hijri_year_near
from purport.records import TimeMark


def mark(text: str, words: str, published: str | None = "2016-11-04") -> TimeMark:
    return next(m for m in times(parsed(text), published) if m.text == words)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, "04-02"),
        (1997, "03-30"),
        (2000, "04-23"),
        (2008, "03-23"),
        (2011, "04-24"),
        (2016, "03-27"),
        (2038, "04-25"),
    ],
)
def test_easter_as_the_almanac_has_it(year, day):
    assert easter(year).isoformat() == f"{year}-{day}"


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_of_spring(year):
    found = easter(year)
    assert found.weekday() == 6
    assert (3, 22) <= (found.month, found.day) <= (4, 25)


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1438, 1, 1), "2016-10-02"),
        ((1437, 9, 1), "2016-06-06"),
        ((1400, 1, 1), "1979-11-20"),
        ((1343, 1, 1), "1924-08-01"),
    ],
)
def test_days_of_the_umm_al_qura_calendar(hijri, gregorian):
    assert str(hijri_day(*hijri)) == gregorian


@pytest.mark.parametrize(
    "hijri", [(1342, 1, 1), (1501, 1, 1), (1437, 13, 1), (1437, 1, 31), (1437, 0, 1), (1437, 1, 0)]
)
def test_days_that_are_none_or_beyond_the_tables(hijri):
    assert hijri_day(*hijri) is None


@given(st.dates(dt.date(1927, 1, 1), dt.date(2075, 1, 1)))
def test_the_hijri_year_near_a_day_holds_it_or_lies_beside(day):
    year = hijri_year_near(day)
    first, last = hijri_month(year - 1, 1), hijri_month(year + 1, 12)
    assert first is not None
    assert last is not None
    assert first[0] <= day <= last[1]


@pytest.mark.parametrize(
    ("text", "words", "published", "edtf"),
    [
        ("Shells fell during Eid al-Fitr.", "Eid al-Fitr", "2016-11-04", "2016-07-06~"),
        ("He will return for Eid al-Fitr.", "Eid al-Fitr", "2016-11-04", "2017-06-25~"),
        ("Guards were doubled for Ramadan.", "Ramadan", "2016-07-20", "2016-06-06~/2016-07-05~"),
        ("He spoke on Ashura 2014.", "Ashura 2014", "2016-11-04", "2014-11-03~"),
        ("They fled during Ramadan 1437.", "Ramadan 1437", "2016-11-04", "2016-06-06~/2016-07-05~"),
        ("He spoke on Ashura 1438.", "Ashura 1438", "2016-11-04", "2016-10-11~"),
        ("They fled on Good Friday.", "Good Friday", "2012-04-20", "2012-04-06"),
        ("They will vote after Easter.", "Easter", "2012-05-20", "2013-03-31"),
        ("He was shot last Christmas.", "last Christmas", "2016-11-04", "2015-12-25"),
        ("The camp was emptied on Nowruz.", "Nowruz", "2016-11-04", "2016-03-21"),
        ("The poll was held on Memorial Day 2012.", "Memorial Day 2012", "2016-11-04", "2012-05-28"),
    ],
)
def test_a_feast_lies_where_the_clause_points(text, words, published, edtf):
    assert mark(text, words, published).edtf == edtf


def test_a_feast_of_another_calendar_is_found_without_a_value():
    found = mark("The market closes for Passover.", "Passover")
    assert (found.value, found.edtf) == (None, None)
    assert "not reckoned" in found.reason


def test_a_feast_without_a_day_of_publication_has_no_value():
    for words in ("Ramadan", "Christmas"):
        found = mark(f"They left before {words}.", words, None)
        assert found.value is None
        assert "not known" in found.reason


def test_ramadan_is_a_name_as_well():
    assert [m.text for m in times(parsed("Officials met Ramadan Halabi and Easter Moyo in Kelva."), "2016-11-04")] == []


def test_a_hijri_year_beyond_the_tables_says_so():
    found = mark("The manuscript is of 1300 AH.", "1300 AH")
    assert found.value is None
    assert "1343" in found.reason


def test_both_calendars_side_by_side_in_arabic():
    text = "صدر البيان في 12 ربيع الأول 1438 هـ الموافق 11 ديسمبر 2016"
    found = [(m.text, m.value) for m in times(plain(text), None)]
    assert found == [("12 ربيع الأول 1438 هـ", "2016-12-11"), ("11 ديسمبر 2016", "2016-12-11")]


HIJRI = (
    "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip


@given(st.sampled_from(HIJRI), st.integers(1, 30), st.integers(1300, 1599))
def test_any_hijri_date_is_valid_or_unknown(month, day, year):
    for found in times(plain(f"في {day} {month} {year} هـ"), "2016-11-04"):
        assert found.edtf is None or valid_edtf(found.edtf)
