"""Corrections at an address of their own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from purport.corroborate.amending import amendments
from purport.corroborate.origins import origins
from purport.records.stories import Link, Tie
from tests.corroborate.matters.made import blast
from tests.corroborate.newsstand import LEAD, LOCAL, story

AGENCY = story("z", LEAD, "Coastal News Service")
COPY = story("a", LEAD, "Port Times", 1)
CORRECTION = story("b", f"Correction: five nets were taken. {LOCAL}", "Port Times", 3)
COPIED = Link(Tie.COPY, "a", "z", 0.99, "its words run as there")
STORIES = {one.id: one for one in (AGENCY, COPY, CORRECTION)}


def told(*corrects):
    return [replace(blast(name), document=name, lead=True, correction=name in corrects) for name in STORIES]


def test_a_correction_leans_on_what_its_house_told_before():
    (link,) = amendments(told("b"), STORIES, [COPIED])
    assert (link.tie, link.later, link.earlier) == (Tie.VERSION, "b", "a")
    assert "Port Times says that it corrects" in link.reason
    every = list(STORIES.values())
    assert len(origins(every, [COPIED])) == 2
    (one,) = origins(every, [COPIED, link])
    assert one.name == "Coastal News Service" and (one.copies, one.versions) == (("a",), ("b",))


@pytest.mark.parametrize(
    ("tellings", "stories", "ties"),
    [
        (told(), STORIES, [COPIED]),  # it says nothing of a correction
        (told("b"), STORIES, [COPIED, Link(Tie.REWRITE, "b", "z", 0.8, "")]),  # it leans on another anyhow
        (told("b"), {**STORIES, "a": replace(COPY, outlet="Hill Post")}, [COPIED]),  # of another house
        (told("b"), {**STORIES, "b": replace(CORRECTION, outlet=None)}, [COPIED]),  # of none
        (told("a"), STORIES, []),  # nothing came before it
        (
            [one for one in told("b") if one.document != "a"],
            STORIES,
            [COPIED],
        ),  # what came before tells of something else
        ([replace(one, lead=False) for one in told("b")], STORIES, [COPIED]),  # it is told aside
        (told("b"), {"z": AGENCY}, []),  # it is not there
    ],
)
def test_nothing_else_does(tellings, stories, ties):
    assert list(amendments(tellings, stories, ties)) == []


@pytest.mark.parametrize("day", ["2024-05-04T09:00:00Z", "2024-05-04"])
def test_it_is_of_what_came_out_before_it_whatever_was_read_first(day):
    earlier = replace(COPY, published="2024-05-03T06:00:00Z", first_seen=COPY.first_seen + timedelta(hours=9))
    later = replace(AGENCY, outlet="Port Times", published="2024-05-07")
    correction = replace(CORRECTION, published=day)
    (link,) = amendments(told("b"), {"z": later, "a": earlier, "b": correction}, [])
    assert link.earlier == "a"


@pytest.mark.parametrize(
    ("out", "hour"), [("2024-05-04T06:00:00Z", "2024-05-04"), ("2024-05-04", "2024-05-04T06:00:00Z")]
)
def test_of_a_day_without_an_hour_a_correction_is_the_last(out, hour):
    stories = {"a": replace(COPY, published=out), "b": replace(CORRECTION, published=hour)}
    assert [link.earlier for link in amendments(told("b"), stories, [])] == ["a"]


def test_no_two_corrections_correct_each_other():
    stories = {"a": replace(COPY, published="2024-05-04"), "b": replace(CORRECTION, published="2024-05-04T06:00:00Z")}
    assert [(link.later, link.earlier) for link in amendments(told("a", "b"), stories, [])] == [("a", "b")]
