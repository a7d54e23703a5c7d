"""``purport corroborate``, ``matters``, ``together``, ``apart``, ``grade``, ``grades``, and what ``show`` says of them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.cli.conftest import Desk
from tests.cli.test_weighing import COPY, OWN, WIRE


@pytest.fixture
def market(desk: Desk) -> Desk:
    for name, text in {"wire": WIRE, "copy": COPY, "own": OWN}.items():
        desk.run("read", desk.write(f"{name}.txt", text))
    return desk


def lines(desk: Desk, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in desk.run(*words).stdout.splitlines()]


def test_what_is_read_is_placed_and_twice_adds_nothing(market: Desk) -> None:
    told = market.run("corroborate").stderr
    assert told.startswith("0 stories placed, 0 matters new or changed, 0 bonds written, 0 withdrawn")
    assert market.run("corroborate", "--anew").stderr.startswith("3 stories placed")
    assert "everything holds" in market.run("verify").stdout


def test_matters_are_listed_with_their_origins(market: Desk) -> None:
    (first, *_) = lines(market, "matters", "--json", "--least", "2")
    assert (first["stories"], first["origins"], first["lone"], first["sort"]) == (3, 2, False, "event")
    shown = market.run("matters").stdout
    assert first["matter"][:11] in shown
    assert "Halyard" in shown
    assert lines(market, "matters", "--json", "--since", "2026-04-01") == []
    assert lines(market, "matters", "--json", "--contradicted")[0]["matter"] == first["matter"]
    assert "no day" in market.run("matters", "--since", "soon", status=2).stderr


def test_every_matter_of_the_list_can_be_weighed(market: Desk) -> None:
    listed = lines(market, "matters", "--json")
    assert listed
    for one in listed:
        assert json.loads(market.run("weigh", "--json", one["matter"]).stdout)["lines"]
    assert "no matter has this id" in market.run("weigh", "mt-0000000000000000", status=2).stderr


def test_people_split_and_join_and_take_back(market: Desk) -> None:
    told = market.run("apart", "own", "wire", "--reason", "two markets", "--by", "Ada Roe").stderr
    assert told.startswith("two matters, mt-")
    assert json.loads(market.run("weigh", "--json", "own").stdout)["origins"][0]["name"] == "Halyard"
    shown = market.run("show", "own").stdout
    assert "by Ada Roe on" in shown
    assert "two markets" in shown
    again = market.run("apart", "wire", "own", "--reason", "two markets", "--by", "Ada Roe").stderr
    assert "decided already" in again
    told = market.run("apart", "own", "wire", "--reason", "one after all", "--undo").stderr
    assert told.startswith("one matter, mt-")
    bonds = json.loads(market.run("show", "own", "--bonds", "--history", "--json").stdout)["bonds"]
    assert {one["stands"] for one in bonds} == {True, False}
    gone = {one["reason"] for one in bonds if not one["stands"] and one["kind"] == "same event"}
    assert "kept apart by Ada Roe: two markets" in gone
    assert all("kept apart by Ada Roe: two markets" in one for one in gone)
    shown = market.run("show", "own", "--history").stdout
    assert "no longer: same event" in shown and re.search(r"\d\d:\d\d:\d\d", shown)
    assert "everything holds" in market.run("verify").stdout


def test_a_decision_needs_a_reason_and_two_stories(market: Desk) -> None:
    assert "--reason" in market.run("together", "own", "wire", status=2).stderr
    assert "few words why" in market.run("together", "own", "wire", "--reason", " ", status=2).stderr
    assert "few words why" in market.run("grade", "own", "--credibility", "3", "--reason", "", status=2).stderr
    told = market.run("together", "own", "wire", "--reason", "no", "--by", "Ada\x1b[31m Roe", status=2).stderr
    assert "without control characters" in told
    assert "\x1b" not in told
    assert "control" in market.run("grade", "own", "--credibility", "3", "--reason", "a\x1b[0mb", status=2).stderr
    assert "one story" in market.run("together", "own", "own", "--reason", "no", status=2).stderr
    assert "nobody" in market.run("together", "own", "nobody", "--reason", "no", status=2).stderr


def test_an_empty_name_is_nobodys(market: Desk) -> None:
    for name in ("", " "):
        told = market.run("grade", "own", "--credibility", "3", "--reason", "seen", "--by", name, status=2)
        assert "give --by NAME" in told.stderr
        assert "a name" in market.run("remove", "own", "--reason", "court", "--by", name, "--yes", status=2).stderr
    assert json.loads(market.run("grades", "own", "--json").stdout)["decided"] == []


def test_what_is_not_there_is_called_what_it_would_be(market: Desk) -> None:
    for start, told in (("ev", "no event"), ("st", "no statement"), ("tl", "no story tells"), ("doc", "no document")):
        for asked in (("weigh",), ("show", "--bonds")):
            assert told in market.run(*asked, f"{start}-0123456789abcdef", status=2).stderr


def test_grades_stand_beside_what_rules_propose(market: Desk) -> None:
    market.run("grade", "own", "--credibility", "3", "--reason", "she counts beds", "--by", "مها سالم")
    market.run("grade", "Northwire", "--reliability", "b", "--reason", "corrects itself")
    found = json.loads(market.run("grades", "own", "--json").stdout)
    assert [(one["credibility"], one["reliability"], one["by"]) for one in found["decided"]] == [(3, "F", "مها سالم")]
    assert {one["axis"] for one in found["proposed"]} == {"credibility", "reliability"}
    assert "rules propose credibility" in market.run("grades", "own").stdout
    assert "reliability B" in market.run("grades", "Northwire").stdout
    assert any(
        "decided by مها سالم" in one["text"] for one in json.loads(market.run("weigh", "--json", "own").stdout)["lines"]
    )
    assert "credibility 3" in market.run("show", "own").stdout
    assert (
        "no grade of reliability" in market.run("grade", "own", "--reliability", "X", "--reason", "no", status=2).stderr
    )
    assert (
        "not of a source" in market.run("grade", "Northwire", "--credibility", "1", "--reason", "no", status=2).stderr
    )


def test_where_it_is_not_wanted_weighing_places(desk: Desk) -> None:
    config = desk.write("purport.toml", "[corroborate]\nafter_reading = false\n")
    for name, text in {"wire": WIRE, "own": OWN}.items():
        desk.run("--config", config, "read", desk.write(f"{name}.txt", text))
    assert lines(desk, "matters", "--json") == []
    assert any(
        "2 stories, 2 origins" in one["text"] for one in json.loads(desk.run("weigh", "--json", "own").stdout)["lines"]
    )


def test_an_empty_ledger(desk: Desk) -> None:
    assert "no ledger" in desk.run("corroborate", status=3).stderr
    assert "no ledger" in desk.run("matters", status=3).stderr
