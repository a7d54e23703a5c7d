"""The bench of places: events, supplements, and which marks count."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench.places import Happened, happened, iom_supplement, near, prediction, share_found, ucdp_supplement
from purport.gazetteer import loaded
from purport.gazetteer.supplement import own_places
from purport.read.parse import parsed
from purport.read.places import places

COLUMNS = ("where_prec", "where_coordinates", "adm_1", "latitude", "longitude")


def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerow(("1.0", "Mosul town", "", "36.33", "43.12"))
        table.writerow(("2", "Mosul town", "", "30.0", "47.0"))
        table.writerow(("4", "Somewhere", "", "30.0", "47.0"))
        table.writerow(("1", "", "", "30.0", "47.0"))
    return path


def test_only_events_with_a_place_told_nearly_count(tmp_path: Path) -> None:
    found = happened(events(tmp_path))
    assert found == [Happened("Mosul town", "", 36.33, 43.12), Happened("Mosul town", "", 30.0, 47.0)]
    assert share_found(found, "IQ", loaded()) == pytest.approx(50)


def test_lists_become_supplements(tmp_path: Path) -> None:
    (own,) = own_places(ucdp_supplement(events(tmp_path), tmp_path / "own.csv"))
    assert (own.name, own.country, own.lat) == ("Mosul town", "SY", 36.33)
    source = tmp_path / "iom.csv"
    source.write_text("place_id,name,arabic,governorate,district,lat,lon\n1,Qarn,قرن,North,X,1.5,2.5\n", "utf-8")
    (own,) = own_places(iom_supplement(source, tmp_path / "iom-own.csv"))
    assert (own.name, own.names, own.admin, own.country) == ("Qarn", ("قرن",), "North", "IQ")


def test_nearness_and_predictions() -> None:
    marks = places(parsed("Troops entered Mosul, in northern Iraq, on Friday."))
    mosul = next(mark for mark in marks if mark.text == "Mosul")
    assert near(mosul, 36.3, 43.1, 25)
    assert not near(mosul, 30.0, 47.0, 25)
    assert not near(None, 36.3, 43.1, 25)
    rows = prediction("x", marks)["x"]
    assert {row["text"] for row in rows} == {"Mosul", "Iraq"}
