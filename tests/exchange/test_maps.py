"""GeoJSON and KML, read back with GDAL, by which QGIS reads them, and with fastkml."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastkml
import pyogrio
import pytest
from pygeoif.factories import shape

from purport.exchange.entries import How
from purport.exchange.sites import UNPLACED
from purport.records import Certainty, Decision, Role, Ruling
from tests.exchange.telling import SEEN, Entry, arabic_entries, entry, exported, hostile, tallied, tape_entries


def columns(file: Path, layer: str | None = None) -> dict[str, list[Any]]:
    """What GDAL makes columns of."""
    meta, _, _, values = pyogrio.raw.read(file, layer=layer)
    return {name: list(column) for name, column in zip(meta["fields"], values, strict=True)}


def features(*entries: Entry) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported("geojson", list(entries)))["features"]
    return found


@pytest.mark.parametrize(("name", "driver"), [("geojson", "GeoJSON"), ("kml", "LIBKML")])
def test_gdal_reads_points_with_their_certainty(name: str, driver: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{name}"
    file.write_bytes(
        exported(name, [entry(event=Certainty.DENIED), entry(11, certainty=Certainty.RUMOURED), *hostile()])
    )
    info = pyogrio.read_info(file, force_total_bounds=True)
    assert (info["driver"], info["features"]) == (driver, 4)
    assert info["total_bounds"] == pytest.approx((22.5, 48.25, 22.5, 48.25))
    read = columns(file)
    assert read["certainty"][:3] == ["attributed", "denied", "rumoured"]
    assert read["what"][:3] == ["statement", "event", "statement"]
    assert float(read["radius_km"][0]) == 4.5 and read["precision"][0] == "settlement"
    title = "name" if name == "geojson" else "Name"
    assert read[title][1].startswith("Denied: ASSAULT")


def test_arabic_comes_through_gdal(tmp_path: Path) -> None:
    one = entry(words="إن الجسر مفتوح", name="المتحدث باسم البلدية")
    for name in ("geojson", "kml"):
        (file := tmp_path / f"a.{name}").write_bytes(exported(name, [one]))
        assert columns(file)["content"] == ["إن الجسر مفتوح"]


class TestGeoJSON:
    def test_positions_are_longitude_then_latitude(self) -> None:
        (feature,) = features(entry())
        assert shape(feature["geometry"]).coords == ((22.5, 48.25),)
        assert feature["id"] == "st-0000000000000000/0"

    def test_how_exactly_and_how_sure(self) -> None:
        (feature,) = features(entry(certainty=Certainty.PURPORTED))
        told = feature["properties"]
        assert (told["precision"], told["radius_km"], told["geonameid"], told["place_score"]) == (
            "settlement",
            4.5,
            77,
            0.8,
        )
        assert (told["certainty"], told["asserted"]) == ("purported", False)
        assert told["chain"] == "Northwire <- Ada Roe (purported)" and told["url"] == "https://courier.example/0"

    def test_an_event_has_its_own_certainty_beside_the_statement_s(self) -> None:
        told = features(entry(event=Certainty.CALLED_FOR))[1]["properties"]
        assert (told["what"], told["certainty"], told["statement_certainty"]) == ("event", "called for", "attributed")
        assert (told["event_action"], told["date"]) == ("ASSAULT", "2026-03-07")

    def test_what_a_person_rejected_is_not_on_the_map(self) -> None:
        one = entry(event=Certainty.ATTRIBUTED)
        (happened,) = one.paper.events
        ruled = replace(happened, decision=Decision(happened.event.id, Ruling.REJECTED, happened.event, "Lena", SEEN))
        assert len(features(replace(one, paper=replace(one.paper, events=(ruled,))))) == 1

    def test_what_a_person_edited_is_as_decided(self) -> None:
        one = entry(event=Certainty.ATTRIBUTED)
        (happened,) = one.paper.events
        edited = replace(happened.event, certainty=Certainty.DENIED)
        ruled = replace(happened, decision=Decision(happened.event.id, Ruling.EDITED, edited, "Lena", SEEN))
        found = features(replace(one, paper=replace(one.paper, events=(ruled,))))
        assert found[1]["properties"]["certainty"] == "denied"

    @pytest.mark.parametrize("role", [Role.METONYM, Role.DEMONYM, Role.PART])
    def test_a_name_that_means_no_place_is_no_place(self, role: Role) -> None:
        one = entry()
        mark = replace(one.paper.places[0], role=role)
        assert features(replace(one, paper=replace(one.paper, places=(mark,)))) == []

    def test_what_is_nowhere_is_counted_and_said(self) -> None:
        entries = [entry(), entry(1, placed=False), *arabic_entries()]
        assert tallied("geojson", entries).left_out == {UNPLACED: 2}
        assert json.loads(exported("geojson", entries))["counts"] == {"statements": 3, UNPLACED: 2}

    def test_an_event_lies_at_the_nearest_place_of_its_name(self) -> None:
        one = entry(event=Certainty.ATTRIBUTED)
        near = one.paper.places[0]
        far = replace(near, span=replace(near.span, start=900, end=906), lat=1.0)
        found = features(replace(one, paper=replace(one.paper, places=(far, near))))
        assert [feature["geometry"]["coordinates"][1] for feature in found] == [48.25, 48.25]


class TestKML:
    def test_times_are_stamps_or_spans(self) -> None:
        days = [
            replace(entry().row, date=date) for date in ("2026-03-08", "2026-03", "2026-03-01/2026-03-04", None, "199X")
        ]
        entries = [replace(entry(), row=row) for row in days]
        marks = fastkml.KML.from_string(exported("kml", entries)).features[0].features
        assert [mark.time_stamp and str(mark.time_stamp.dt) for mark in marks] == ["2026-03-08", None, None, None, None]
        spans = [(str(mark.begin.dt), str(mark.end.dt)) if mark.begin else None for mark in marks]
        assert spans == [None, ("2026-03-01", "2026-03-31"), ("2026-03-01", "2026-03-04"), None, None]

    def test_it_reads_back_with_its_name_and_point(self) -> None:
        data = exported("kml", [entry(certainty=Certainty.DENIED)], How(title="Ostrel & <others>"))
        document = fastkml.KML.from_string(data).features[0]
        assert document.name == "Ostrel & <others>"
        (mark,) = document.features
        assert mark.name.startswith("Denied statement: Ada Roe (denied; via Northwire)")
        assert mark.geometry.coords == ((22.5, 48.25),)
        assert mark.style_url.url == "#denied"

    def test_nothing_is_fetched_from_anywhere(self) -> None:
        data = exported("kml", [entry(event=Certainty.DENIED)]).decode()
        assert "<href" not in data and "NetworkLink" not in data


def test_the_report_of_the_tape_has_no_place_that_is_known() -> None:
    assert features(*tape_entries()) == []
