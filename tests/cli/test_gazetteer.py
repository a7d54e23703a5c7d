"""``purport gazetteer``, and what the other commands say of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from purport.gazetteer import Kind, loaded
from purport.gazetteer import build as building
from purport.gazetteer.draft import Draft
from tests.cli.conftest import STRIKE, Desk
from tests.gazetteer.invented import country, draft


def house_gazetteer(desk: Desk, more: dict[str, Draft] | None = None) -> Path:
    """The invented gazetteer, put where the house's own lies."""
    path = desk.folder / "house" / "gazetteer.db"
    meta = {
        "layout": "1",
        "scope": "full",
        "own": "0",
        "sources": "invented 1",
        "licences": "none",
        "supplements": "",
    }
    building.write(path, country() | (more or {}), {}, meta)
    loaded.cache_clear()
    return path


def test_without_one_the_small_one_is_used_and_doctor_says_so(desk: Desk) -> None:
    told = json.loads(desk.run("gazetteer", "info", "--json").stdout)
    assert (told["scope"], told["own"]) == ("small", 0)
    assert "CC BY 4.0" in told["licences"]
    checks = [json.loads(line) for line in desk.run("doctor", "--json").stdout.splitlines()]
    (check,) = [one for one in checks if one["name"] == "gazetteer"]
    assert check["state"] == "note"
    assert "purport gazetteer build" in check["advice"]


def test_the_houses_own_is_used_as_soon_as_it_is_there(desk: Desk) -> None:
    path = house_gazetteer(desk)
    out = desk.run("gazetteer", "info").stdout
    assert str(path) in out
    assert "invented 1" in out
    checks = [json.loads(line) for line in desk.run("doctor", "--json").stdout.splitlines()]
    assert [one["state"] for one in checks if one["name"] == "gazetteer"] == ["ok"]
    found = json.loads(desk.run("gazetteer", "find", "Haoura", "--json").stdout)
    assert (found["name"], found["geonameid"], found["by"], found["country"]) == ("Al-Ḩawrah", 5, "sound", "QA")


def test_what_was_read_with_another_gazetteer_is_read_again(desk: Desk) -> None:
    file = desk.write("strike.txt", STRIKE)
    desk.run("read", str(file))
    before = json.loads(desk.run("read", str(file), "--json").stdout)["steps"]
    house_gazetteer(desk)
    after = json.loads(desk.run("read", str(file), "--json").stdout)["steps"]
    assert dict(before)["places"] != dict(after)["places"]
    assert "full-" in dict(after)["places"]


def test_what_only_sounds_like_a_name_comes_behind_what_is_called_so(desk: Desk) -> None:
    namesake = draft("Haoura", Kind.TOWN, 30, lat=45.5, lon=6.1, country="US", people=700)
    house_gazetteer(desk, {"#30": namesake})
    out = desk.run("gazetteer", "find", "Haoura", "--json").stdout
    found = [json.loads(line) for line in out.splitlines()]
    assert [(one["geonameid"], one["by"]) for one in found] == [(30, "main"), (5, "sound")]
    assert "sound" in desk.run("gazetteer", "find", "Haoura").stdout


def test_find_shows_a_table_and_fails_on_what_nobody_knows(desk: Desk) -> None:
    out = desk.run("gazetteer", "find", "Mosul").stdout
    assert "99072" in out
    assert "±" in out
    assert desk.run("gazetteer", "find", "Qxzqxz", status=1).stdout.count("\n") < 4
    assert desk.run("gazetteer", "find", "", status=1)


def test_a_file_in_the_config_that_is_missing_or_wrong_is_told(desk: Desk) -> None:
    desk.write("purport.toml", '[read]\ngazetteer = "nowhere.db"\n')
    refused = desk.run("gazetteer", "info", status=2)
    assert "there is no gazetteer" in refused.stderr
    assert "purport gazetteer build" in refused.stderr
    file = desk.write("strike.txt", STRIKE)
    assert "there is no gazetteer" in desk.run("read", str(file), status=2).stderr
    desk.write("nowhere.db", "text")
    assert "no gazetteer that this version can read" in desk.run("read", str(file), status=2).stderr


def test_build_says_what_is_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PACKAGES", ("a_package_that_nobody_has",))
    refused = desk.run("gazetteer", "build", status=2)
    assert "purport[gazetteer]" in refused.stderr
    assert not (desk.folder / "house" / "gazetteer.db").exists()


def test_build_refuses_a_wrong_supplement_before_anything_else(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PACKAGES", ())
    own = desk.write("own.csv", "name,lat,lon\nQarn,north,1\n")
    refused = desk.run("gazetteer", "build", "--with", str(own), status=2)
    assert "line 2: lat must be degrees" in refused.stderr
    assert desk.run("gazetteer", "build", "--with", "none.csv", status=2)
