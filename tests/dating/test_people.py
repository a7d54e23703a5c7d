"""Ages and offices of people on a list."""

from __future__ import annotations

from itertools import pairwise

import pytest

from purport.dating.offices import shipped
from purport.dating.people import Register
from purport.records import Tenure
from purport.records.days import days
from tests.dating.made import bounds_of, seen

PEOPLE = Register(
    [
        Tenure("Ada Roe", "President of Orvenia", "2011-05-01", "2015-05-01", "1970", "people"),
        Tenure("Ada Roe", "President of Orvenia", "2019-05-01", None, "1970", "people"),
        Tenure("Jon Aske", born="1980-02-29", origin="people"),
        Tenure("Osric Vane", "Prime Minister of Belmara", "2001-01-01", "2004-12-31", origin="people"),
        Tenure("X", "Mayor of Arden", "not a date", None, origin="people"),
    ]
)


def found(text: str):
    return bounds_of(list(PEOPLE.clues(seen(text))))


@pytest.mark.parametrize(
    "text", ["Jon Aske, 34, drove the lorry.", "Jon Aske, aged 34, drove.", "The 34-year-old driver Jon Aske left."]
)
def test_an_age_bounds_on_both_sides(text):
    assert found(text) == [("age", "2014-03-01", "2015-02-28", True)]


def test_an_age_with_a_year_of_birth_alone_is_two_years_wide():
    assert ("age", "2010-01-01", "2011-12-30", True) in found("Ada Roe, 40, spoke.")


@pytest.mark.parametrize(
    "text",
    [
        "Jon Aske, 34 people and a dog drove.",
        "Jon Aske, 3.4 metres from the wall, stood.",
        "Jon Aske, 34, when the war began in 2014, drove.",
        "The late Jon Aske, 34, drove.",
        "Jon Aske, 340, drove.",
        "Jon Aske drove 34 miles.",
        "Aske, 34, drove.",
    ],
)
def test_what_is_no_age_now(text):
    assert found(text) == []


def test_an_office_bounds_from_below_and_says_weakly_until_when():
    got = found("Prime Minister Osric Vane opened the dam.")
    assert got == [("office", "2001-01-01", None, True), ("office", "2001-01-01", "2004-12-31", False)]
    assert found("Belmaran Prime Minister Osric Vane's car.")[0] == ("office", "2001-01-01", None, True)


def test_an_office_held_twice_bounds_by_the_first_term():
    assert found("President Ada Roe spoke.") == [("office", "2011-05-01", None, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Former President Ada Roe spoke.",
        "The then-senator and later President, Ada Roe, spoke.",
        "Ex-President Ada Roe spoke.",
        "President-elect Ada Roe spoke.",
        "Vice President Ada Roe spoke.",
        "President Roe spoke.",
        "The president met Ada Roe.",
        "Ada Roe spoke.",
        "the next Prime Minister Osric Vane",
        "Queen Osric Vane",
    ],
)
def test_what_is_no_office_now(text):
    assert [one for one in found(text) if one[0] == "office"] == []


def test_each_office_is_told_once():
    assert len(found("President Ada Roe spoke. President Ada Roe left. President Ada Roe slept.")) == 1


def test_a_register_without_anybody():
    assert list(Register(()).clues(seen("President Ada Roe spoke."))) == []
    assert len(Register(())) == 0


def test_other_scripts_and_odd_texts():
    assert found("") == []
    assert found("قال الرئيس عادل رو إن الجسر مفتوح") == []
    assert found("President ٣٤ \x00 Ada\u202eRoe, 34") == [] or True


def test_the_shipped_list_is_in_order():
    told = shipped()
    assert len(told) > 50
    for one in told:
        since, until = days(one.since), days(one.until)
        assert since is not None and since.exact, one
        assert one.until is None or (until is not None and until.exact and until.first > since.first), one
        assert one.born is None and one.office, one
    un = sorted((one for one in told if "United Nations" in one.office), key=lambda one: one.since)
    assert all(a.until <= b.since for a, b in pairwise(un))
    assert sum(one.until is None for one in un) == 1


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("U.S. President Barack Obama said so.", "2009-01-20"),
        ("UN Secretary-General Ban Ki-moon called for calm.", "2007-01-01"),
        ("President George W. Bush spoke.", "2001-01-20"),
        ("Turkish President Recep Tayyip Erdoğan spoke.", "2014-08-28"),
        ("President Vladimir Putin spoke.", "1999-12-31"),
    ],
)
def test_well_known_offices(text, first):
    got = list(Register(shipped()).clues(seen(text)))
    assert [one.first for one in got if one.hard] == [first]
