"""``purport map`` and ``purport timeline``: places with how exactly each is known, dates with what is known of their ends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import BRIDGE, STRIKE, Desk
from tests.desk.web.charted import filings
from tests.ledger.stories import filed


@pytest.fixture
def sea(desk: Desk) -> Desk:
    """A ledger with places of every kind."""
    from purport.ledger import opened

    (desk.folder / "house").mkdir()
    with opened(f"sqlite:///{desk.folder}/house/ledger.db") as ledger:
        filed(ledger, *filings())
    return desk


def collection(desk: Desk, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.run("map", "--json", *words).stdout)
    return found


def test_all_places_as_geojson(sea: Desk) -> None:
    found = collection(sea)
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == 106
    first = found["features"][0]
    assert first["properties"]["name"] == "Kessim"
    assert first["geometry"] == {"type": "Point", "coordinates": [20.4, 44.1]}
    assert first["properties"]["statements"] == {"attributed": 5, "purported": 1, "denied": 2}
    assert first["properties"]["events"] == {"attributed": 1}
    assert (first["properties"]["radius_km"], first["properties"]["precision"]) == (3.0, "settlement")
    assert found["purport"] == {"looked_at": None, "older": False, "unplaced": None, "more": 0}


def test_places_under_conditions(sea: Desk) -> None:
    found = collection(sea, "--act", "calls-for")
    assert {one["properties"]["name"] for one in found["features"]} == {"Kessim", "Arden"}
    assert found["purport"]["looked_at"] == {"statements": 1, "events": 0}
    assert collection(sea, "--look-at", "2", "--since", "2020")["purport"]["older"] is True
    assert collection(sea, "--words", "quiet")["features"][0]["properties"]["name"] in ("Vale Province", "Far Landing")


def test_places_as_people_read_them(sea: Desk) -> None:
    told = sea.run("map", "--source", "ferry union")
    words = " ".join(told.stdout.split())
    assert "Vale Province (region)" in words or "Vale Province 45.60" in words
    assert "45.60° N, 22.20° E" in words
    assert "2 places; 1 statement and 0 events looked at" in told.stderr
    assert "1 of them at no known place" in sea.run("map", "--source", "council").stderr
    assert "1 statement and 1 event looked at" in sea.run("map", "--source", "council").stderr
    assert "1 statement and 0 events looked at" in sea.run("map", "--speaker", "council").stderr


def test_a_ledger_without_places(desk: Desk) -> None:
    desk.run("read", desk.write("strike.txt", STRIKE))
    told = desk.run("map")
    assert told.stdout == "" and told.stderr.endswith("0 places\n")
    assert desk.run("map", "--since", "soon", status=2).stderr


def test_when_statements_were_made(sea: Desk) -> None:
    lines = [json.loads(line) for line in sea.run("timeline", "--json").stdout.splitlines()]
    assert [one["edtf"] for one in lines][:2] == ["2026-01~/..", "2026-02-20/2026-03-01?"]
    assert (lines[0]["start"], lines[0]["end"], lines[0]["last"]) == ("approximate", "open", None)
    assert (lines[1]["start"], lines[1]["end"]) == ("known", "uncertain")
    assert {one["basis"] for one in lines} == {"spoken", "published"}
    assert all(one["start"] == "open" for one in lines if one["basis"] == "published")
    told = sea.run("timeline")
    assert "1 statement without a date" in told.stderr
    assert "by 7 March 2026" in told.stdout


def test_the_timeline_of_what_was_read(desk: Desk) -> None:
    desk.run("read", desk.write("bridge.txt", BRIDGE))
    assert "by 7 March 2026" in desk.run("timeline").stdout
    assert desk.run("timeline", "--source", "nobody").stderr.startswith("0 statements on the line")
