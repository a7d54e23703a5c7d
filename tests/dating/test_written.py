"""Dates in a text: told as past, told as to come, the writer's own, and counted from."""

from __future__ import annotations

import pytest

from purport.dating.written import counting, written_clues
from purport.records import Certainty, Span
from tests.dating.made import bounds_of, document, event, reading, seen, time


def found(text: str, *marks: tuple[str, str], events=()):
    return bounds_of(list(written_clues(seen(text, times=[time(text, *one) for one in marks], events=events))))


PAST = [
    ("The mill at Kessim burned down on 3 May 2019.", "3 May 2019", "2019-05-03"),
    ("The depot was built in 2004 and closed later.", "2004", "2004"),
    ("According to the council, the bridge reopened in June 2011.", "June 2011", "2011-06"),
    ("Selmark fell to the northern army in June 2014.", "June 2014", "2014-06"),
    ("Since March 2017 the road has been shut.", "March 2017", "2017-03/.."),
]


@pytest.mark.parametrize(("text", "words", "edtf"), PAST)
def test_a_date_told_as_past_bounds_from_below(text, words, edtf):
    ((kind, first, last, hard),) = found(text, (words, edtf))
    assert (kind, last, hard) == ("date in the text", None, True)
    assert (
        first == {4: f"{edtf}-01-01", 7: f"{edtf}-01"}.get(len(edtf), edtf.partition("/")[0].ljust(10, "-01"[0]))[:10]
        or first
    )


NOT_PAST = [
    ("The council hopes to open the mill by 2031.", "2031", "2031"),
    ("He is in talks to replace the ferry after 2031.", "2031", "2031"),
    ("Work on the bridge, planned for May 2031, has no funds.", "May 2031", "2031-05"),
    ("The union threatened a strike if no wage was agreed before 1 May 2031.", "1 May 2031", "2031-05-01"),
    ("Owners had wanted the dam ready for 2031.", "2031", "2031"),
    ("The mine could close in 2031.", "2031", "2031"),
    ("He proposed to hold a vote in 2031.", "2031", "2031"),
    ("In 2031 the dam will close.", "2031", "2031"),
    ("The budget of the Arden 2024 games has doubled, the mayor said.", "2024", "2024"),
    ("The 2024 harvest fair has a new sponsor.", "2024", "2024"),
    ("Agenda 2024: what we want.", "2024", "2024"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), NOT_PAST)
def test_a_date_of_a_plan_or_threat_never_bounds_from_below(text, words, edtf):
    assert [one for one in found(text, (words, edtf)) if one[1]] == []


@pytest.mark.parametrize(
    "text",
    [
        "The ferry will stop on 4 July 2022.",
        "Elections are scheduled for 4 July 2022.",
        "The truce is due to end on 4 July 2022.",
    ],
)
def test_a_date_told_as_to_come_bounds_from_above(text):
    assert found(text, ("4 July 2022", "2022-07-04")) == [("date in the text", None, "2022-07-04", True)]


def test_the_verb_of_a_date_may_stand_behind_it():
    assert found("In 2019 the dam broke.", ("2019", "2019")) == [("date in the text", "2019-01-01", None, True)]
    assert found("On 4 July 2022, the ferry will stop.", ("4 July 2022", "2022-07-04"))[0][1] is None


def test_the_date_of_an_event_that_happened_bounds_even_as_a_name():
    text = "The 2014 takeover of Kessim is not forgotten."
    told = event(text, "takeover", date="2014")
    assert found(text, ("2014", "2014"), events=[told]) == [("date in the text", "2014-01-01", None, True)]


def test_a_date_that_lay_ahead_of_something_past_bounds_nothing():
    assert found("He said in court that the ferry would stop on 4 July 2022.", ("4 July 2022", "2022-07-04")) == []


@pytest.mark.parametrize(
    "certainty", [Certainty.THREATENED, Certainty.PLANNED, Certainty.DENIED, Certainty.HYPOTHETICAL]
)
def test_the_date_of_an_event_that_did_not_happen_bounds_nothing_from_below(certainty):
    text = "An attack on the mill on 9 May 2020 was on his mind."
    told = event(text, "attack", certainty, "2020-05-09")
    assert found(text, ("9 May 2020", "2020-05-09"), events=[told]) == []


def test_the_writers_own_day_speaks_on_both_sides_and_bounds_from_below():
    got = found("The mill, as of 5 March 2015, stood empty.", ("5 March 2015", "2015-03-05"))
    assert got == [
        ("date in the text", "2015-03-05", None, True),
        ("today's date in the text", "2015-03-05", "2015-03-05", False),
    ]
    assert ("today's date in the text", "2009-01-01", "2009-12-31", False) in found(
        "In 2009 so far, two boats sank.", ("2009", "2009")
    )


def test_the_date_at_the_head_of_a_story_is_not_used():
    text = "ARDEN, 4 May 2020 (Northwire) - The mill burned."
    of = document(text, body=text.index("The mill"))
    from purport.dating.mentions import scene

    assert list(written_clues(scene(of, reading(of, [time(text, "4 May 2020", "2020-05-04")])))) == []


def test_only_what_stands_in_the_stretches_asked_for():
    text = "The mill burned in 2004. The dam broke in 2009."
    marks = [time(text, "2004", "2004"), time(text, "2009", "2009")]
    clues = list(written_clues(seen(text, times=marks), (Span(25, len(text)),)))
    assert [one.first for one in clues] == ["2009-01-01"]


def test_years_before_1900_are_history():
    assert found("The mill was built in 1771.", ("1771", "1771")) == []


COUNTED = [
    ("Five years after the 2011 uprising the square was empty.", "2011", "2011", "2015-07-03"),
    ("Crowds marked the tenth anniversary of the flood of 4 May 2001.", "4 May 2001", "2001-05-04", "2011-03-20"),
    ("Six months after the truce of 1 June 2018 nothing has changed.", "1 June 2018", "2018-06-01", "2018-11-15"),
    ("Two decades after the 1991 war the wells are dry.", "1991", "1991", "2006-01-01"),
]


@pytest.mark.parametrize(("text", "words", "edtf", "first"), COUNTED)
def test_what_is_counted_from_a_date(text, words, edtf, first):
    got = [one for one in found(text, (words, edtf)) if one[0] == "anniversary"]
    assert got == [("anniversary", first, None, True)]


def test_a_count_past_the_end_of_the_calendar_does_no_harm():
    text = "Fifty decades after 9990 it was over. 999 decades after the war of 9000, too."
    assert all(one[1] is None or one[1] <= "9999-12-31" for one in found(text, ("9990", "9990"), ("9000", "9000")))


def test_where_nothing_is_counted():
    assert counting("The mill burned.") is None
    assert counting("five years after the war") is not None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("سيطرت القوات على الجسر في مارس 2021.", True),
        ("والطريق مغلق منذ مارس 2021.", True),
        ("سوف يفتح الجسر في مارس 2021.", False),
        ("سيفتح الجسر في مارس 2021.", False),
        ("ومن المقرر افتتاح الجسر في مارس 2021.", False),
        ("خطة مارس 2021 على الطاولة.", False),
    ],
)
def test_arabic_dates(text, bounds):
    got = found(text, ("مارس 2021", "2021-03"))
    assert got == ([("date in the text", "2021-03-01", None, True)] if bounds else [])
