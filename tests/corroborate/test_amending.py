"""Corrections at an address of their own."""

from dataclasses import replace

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
