"""``purport speaker``: what somebody said over time, by all names that lists have, and nothing of who does not speak."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import BRIDGE, Desk

CALLS = {
    "one": 'KESSIM, March 1, 2026 (Northwire) - "Close the roads to Arden," said Osric Vane, the head of the Dorhal Front. '
    "Vane called for attacks on Arden.\n",
    "two": "KESSIM, March 4, 2026 (Northwire) - Osric Vane said the Dorhal Front would strike Arden and Kessim.\n",
    "three": "ARDEN, March 30, 2026 (Halyard) - Abu Salim urged his followers to carry out attacks in Kessim. "
    "Osric Vane Junior said the roads were open. A baker, Mira Oss, was hurt in the square of Kessim.\n",
}
LIST = "id,name,alias,type,quality\n7,Osric Vane,Abu Salim,person,good\n7,Osric Vane,the Ferryman,person,low\n"


@pytest.fixture
def told(desk: Desk) -> Desk:
    for name, text in CALLS.items():
        desk.run("read", desk.write(f"{name}.txt", text))
    return desk


@pytest.fixture
def listed(told: Desk) -> Desk:
    told.run("names", "import", told.write("watch.csv", LIST))
    return told


def asked(desk: Desk, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.run("speaker", "--json", *words).stdout)
    return found


def test_what_somebody_said(told: Desk) -> None:
    found = asked(told, "osric", "VANE")
    assert found["name"] == "Osric Vane"
    assert (found["known"], found["aliases"], found["lookups"]) == ([], [], [])
    assert {one["source_name"] for one in found["statements"]} == {"Osric Vane"}
    assert found["looked_at"] == len(found["statements"]) >= 2
    assert (found["first"], found["last"]) == ("2026-03-01", "2026-03-04")
    assert found["quiet"] == {"since": "2026-03-01", "until": "2026-03-04", "days": 3}
    assert [one["name"] for one in found["counted"]] == ["Osric Vane"]
    assert found["through"]["Northwire"] >= 2


def test_names_that_lists_have_count_and_say_where_they_come_from(listed: Desk) -> None:
    found = asked(listed, "Osric Vane")
    assert found["known"] == [{"id": "7", "list": "watch", "kind": "person"}]
    assert {(one["name"], one["quality"], one["list"]) for one in found["aliases"]} == {
        ("Osric Vane", "good", "watch"), ("Abu Salim", "good", "watch"), ("the Ferryman", "low", "watch"),
    }  # fmt: skip
    assert {one["name"]: one["reason"] for one in found["counted"]} == {
        "Osric Vane": "the name asked for",
        "Abu Salim": "a name on watch",
    }
    assert found["last"] == "2026-03-30"
    assert found["quiet"]["days"] == 26
    assert "Kessim" in {one["name"] for one in found["targets"]}
    assert asked(listed, "Abu Salim")["looked_at"] == found["looked_at"]


def test_names_that_may_be_the_same_are_told_and_not_counted(told: Desk) -> None:
    found = asked(told, "Osric Vane")
    assert [one["name"] for one in found["beside"]] == ["Osric Vane Junior"]
    assert found["beside"][0]["reason"] == "holds the same words, and more"


def test_nobody_is_looked_up_who_does_not_speak(told: Desk) -> None:
    refused = told.run("speaker", "Mira Oss", status=2)
    assert "no statement in this ledger comes from anybody of this name" in refused.stderr
    assert told.run("speaker", "!!", status=2).stderr.startswith("purport: !!: the name has no letters")


def test_somebody_on_a_list_who_said_nothing_here(listed: Desk) -> None:
    listed.run("names", "import", listed.write("more.csv", "id,name,type\n9,Orin Dask,person\n"))
    found = asked(listed, "Orin Dask")
    assert (found["looked_at"], found["statements"], found["first"], found["quiet"]) == (0, [], None, None)
    assert found["known"][0]["list"] == "more"


def test_bounded_by_conditions(listed: Desk) -> None:
    assert asked(listed, "Osric Vane", "--until", "2026-03-02")["last"] == "2026-03-01"
    assert asked(listed, "Osric Vane", "--act", "calls-for")["acts"].keys() == {"calls for"}
    for option in ("--source", "--speaker"):
        listed.run("speaker", "Osric Vane", option, "Mira", status=2)


def test_what_passes_through(desk: Desk) -> None:
    desk.run("read", desk.write("bridge.txt", BRIDGE))
    found = asked(desk, "northwire")
    assert (found["looked_at"], found["passed_on"]) == (0, 4)


def test_as_people_read_it(listed: Desk) -> None:
    out = listed.run("speaker", "Osric Vane").stdout
    assert out.startswith("Osric Vane\n")
    for words in (
        "watch: 7",
        "Abu Salim (watch)",
        "the Ferryman (watch, a weak name)",
        "26 days",
        "nothing in this ledger",
    ):
        assert words in out
    assert "not counted" in out


def test_an_empty_house(desk: Desk) -> None:
    assert desk.run("speaker", "Osric Vane", status=3).stderr


def test_arabic(desk: Desk) -> None:
    text = "قال المتحدث باسم البلدية سامي حداد يوم الأحد إن الجسر مفتوح أمام الشاحنات.\n"
    desk.run("read", desk.write("jisr.txt", text))
    sources = [json.loads(line)["source_name"] for line in desk.run("list", "--json").stdout.splitlines()]
    found = asked(desk, sources[0])
    assert found["looked_at"] == sources.count(sources[0])
    assert desk.run("speaker", sources[0]).stdout
