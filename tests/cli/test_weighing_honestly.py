"""What `purport weigh` says of stories that deny, withdraw, doubt or pass on: never more than they do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Desk

LEAD = (
    "LINDEN, Orvenia, May 6, 2025 (Halyard) - At least 12 people were killed on Tuesday when an explosion tore through the \
grain hall of Linden, police said."
)
BLAME = "The Interior Ministry blamed the Hill Brigade for the explosion."
DENIED = "The Hill Brigade denied that it had anything to do with the explosion."
WITHDRAWN = """\
LINDEN, Orvenia, May 8, 2025 (Halyard) - The Interior Ministry on Thursday withdrew its accusation that the Hill Brigade was \
behind the explosion in the grain hall of Linden that killed at least 12 people on Tuesday.

A spokesman for the ministry, Arno Quist, said a gas bottle had caused the explosion.
"""
OWN = """\
Our reporter counted 14 bodies in the yard of the hospital after Tuesday's explosion in the grain hall of Linden.

Doctor Mira Oss told Radio Quay that between 10 and 14 people had died in the explosion.
"""
DOCTOR = """\
An explosion in the grain hall of Linden killed between 10 and 14 people on Tuesday, Doctor Mira Oss said.

The doctor runs the hospital of the town.
"""
RUMOURS = (
    "Rumours that soldiers had shot thirty villagers in Dunmoor on Monday spread on Tuesday. Nobody could confirm them.",
    "It was rumoured in the capital on Tuesday that soldiers shot thirty villagers in Dunmoor on Monday.",
)
QUIT = (
    "Trade minister Sana Brun resigned on Tuesday, the Quay Courier reported. Brun gave no reason.",
    "Sana Brun, the trade minister, stepped down on Tuesday, the Linden Herald reported. No reason was given.",
)
REFUSED = (
    "Commander Rado Torb was killed on Monday in a raid by soldiers on a farm near Dunmoor, the army said.",
    "Hill Front spokesman Beka Ulmen refused on Tuesday to confirm or deny that commander Rado Torb had been killed by soldiers "
    "in the raid on the farm near Dunmoor.",
)


def page(desk: Desk, name: str, outlet: str, text: str, day: str) -> None:
    """A page of an outlet, read."""
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": name,
        "datePublished": day,
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet},
    }
    told = "".join(f"<p>{one}</p>" for one in text.strip().split("\n\n"))
    head = f'<title>{name}</title><script type="application/ld+json">{json.dumps(about)}</script>'
    body = f"<body><article><h1>{name}</h1>{told}</article></body>"
    desk.run("read", desk.write(f"{name}.html", f'<html lang="en"><head>{head}</head>{body}</html>'))


def lines(desk: Desk, name: str) -> list[str]:
    found: dict[str, Any] = json.loads(desk.run("weigh", "--json", name).stdout)
    return [line["text"] for line in found["lines"]]


def line(desk: Desk, name: str, begins: str) -> str:
    return next(one for one in lines(desk, name) if one.startswith(begins))


ONE_DAY = {
    "market": (
        "Arden Post",
        "A bomb exploded at the vegetable market in Torvik on Monday, killing three traders, police said.",
    ),
    "clinic": (
        "Lorring Daily",
        "A nurse was shot dead by masked men at the Torvik clinic on Monday evening, police said.",
    ),
    "teacher": (
        "Halyard",
        "Gunmen abducted a teacher, Mela Harden, from her home in Torvik on Monday, her brother said.",
    ),
    "house": (
        "Coast Times",
        "Men in masks set fire to the house of a councillor, Jon Aske, in Torvik on Monday, neighbours said.",
    ),
    "church": (
        "Hill Post",
        "A bomb went off at St Ola's church in Torvik on Monday, killing two choirboys, the vicar said.",
    ),
}


def test_what_is_done_in_one_town_on_one_day_is_not_one_event(desk: Desk) -> None:
    for name, (outlet, text) in ONE_DAY.items():
        page(desk, name, outlet, text, "2025-03-10")
    for name in ONE_DAY:
        assert any(one.startswith("1 story, 1 origin") for one in lines(desk, name)), name


@pytest.fixture
def blast(desk: Desk) -> Desk:
    page(desk, "wire", "Halyard", f"{LEAD}\n\n{BLAME} {DENIED}", "2025-05-06")
    page(desk, "own", "Radio Quay", OWN, "2025-05-06")
    page(desk, "withdrawn", "Halyard", WITHDRAWN, "2025-05-08")
    return desk


def test_an_accusation_that_is_withdrawn_leaves_what_was_done(blast: Desk) -> None:
    standing = line(blast, "wire", "Standing")
    assert "who did it retracted by Interior Ministry" in standing
    assert "a part in it denied by Hill Brigade" in standing
    assert "5," not in line(blast, "wire", "Credibility")


def test_numbers_are_said_by_who_gives_them(blast: Desk) -> None:
    page(blast, "herald", "Linden Herald", f"{LEAD.replace('12', '30')} {BLAME}", "2025-05-07")
    page(blast, "doctor", "Linden Post", DOCTOR, "2025-05-07")
    found = json.loads(blast.run("weigh", "--json", "wire").stdout)
    (dead,) = [one for one in found["contradictions"] if one["about"] == "number of dead"]
    said = {side["told"]: side["by"] for side in dead["sides"]}
    assert said["10 to 14"] == ["Doctor Mira Oss"] and said["at least 30"] == ["police"]
    assert {two["reason"] for two in dead["opposed"]} == {"10 to 14 and at least 30 dead exclude each other"}


def test_rumours_alone_are_a_rumour_and_nobodys_report(desk: Desk) -> None:
    for n, text in enumerate(RUMOURS):
        page(desk, f"rumour{n}", f"Paper {'AB'[n]}", text, "2025-04-01")
    told = lines(desk, "rumour0")
    assert told[0].startswith("A rumour of an event of 2025-03-31")
    assert told[1].startswith("Standing: rumoured")
    assert line(desk, "rumour0", "Credibility").endswith("6, since it is only passed on as a rumour here.")


def test_two_papers_that_cite_each_other_are_one_origin(desk: Desk) -> None:
    page(desk, "one", "Linden Herald", QUIT[0], "2025-07-01")
    page(desk, "two", "Quay Courier", QUIT[1], "2025-07-01")
    assert "2 stories, 1 origin: " in line(desk, "one", "2 stories")
    assert "unsure which was first" in line(desk, "one", "2 stories")


def test_who_will_not_confirm_neither_confirms_nor_takes_back(desk: Desk) -> None:
    for n, text in enumerate(REFUSED):
        page(desk, f"raid{n}", f"Paper {'AB'[n]}", text, f"2025-06-0{3 + n}")
    for name in ("raid0", "raid1"):
        standing = line(desk, name, "Standing")
        assert not any(word in standing for word in ("retracted", "denied", "confirmed"))
