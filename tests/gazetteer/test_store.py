"""Opening a gazetteer and asking it: names, sounds, countries, peoples; files that are none."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from purport.errors import InstructionError
from purport.gazetteer import How, Kind, distance, kilometres, loaded, opened
from purport.gazetteer.names import DEMONYMS, PEOPLES, VARIANTS
from purport.records import Precision
from tests.gazetteer.invented import gazetteer


def test_every_place_of_a_name_is_found_the_largest_first(tmp_path: Path) -> None:
    known = gazetteer(tmp_path)
    assert [site.geonameid for site in known.named("Oldtown")] == [7, 3, 4]
    assert known.senses("Old-town") == ()
    assert [sense.how for sense in known.senses("OLDTOWN")] == [How.MAIN, How.STRIPPED, How.MAIN]
    assert known.named("Elsewhere") == ()
    assert known.named("") == known.named("?!") == ()


def test_names_are_found_without_article_marks_and_kind(tmp_path: Path) -> None:
    known = gazetteer(tmp_path)
    for name in ("Al-Hawrah", "Hawrah", "al hawrah", "Al-Ḩawrah", "Hawrah village"):
        assert [site.geonameid for site in known.named(name)] == [5], name
    assert known.senses("Hawrah")[0].how is How.STRIPPED


def test_names_are_found_by_their_sound(tmp_path: Path) -> None:
    known = gazetteer(tmp_path)
    (sense,) = known.sounding("Haoura")
    assert (sense.site.geonameid, sense.how) == (5, How.SOUND)
    assert sense.likeness >= 0.7
    assert known.sounding("Ab") == ()
    assert [s.site.geonameid for s in known.sounding("الحورة")] == [5]


def test_areas_lie_in_the_middle_of_their_towns(tmp_path: Path) -> None:
    known = gazetteer(tmp_path)
    (north,) = known.named("North Province")
    assert (north.lat, north.lon) == pytest.approx((10.7, 20.7), abs=0.01)
    assert north.radius_km == pytest.approx(31, abs=1)
    assert north.people == 50_800
    (empty,) = known.named("Empty Province")
    assert (empty.lat, empty.lon, empty.radius_km, empty.precision) == (None, None, None, Precision.REGION)
    assert distance(north, empty) is None


def test_what_holds_what(tmp_path: Path) -> None:
    known = gazetteer(tmp_path)
    land, province, district, town, village = (
        next(s for s in known.named(name) if s.country == "QA" and s.kind is kind)
        for name, kind in (
            ("Ravenna Land", Kind.COUNTRY),
            ("North Province", Kind.FIRST),
            ("Oldtown District", Kind.SECOND),
            ("Oldtown", Kind.TOWN),
            ("Hawrah", Kind.TOWN),
        )
    )
    assert land.holds(province)
    assert land.holds(town)
    assert province.holds(district)
    assert province.holds(village)
    assert district.holds(town)
    assert not district.holds(village)
    assert not town.holds(district)
    assert not land.holds(land)
    assert not province.holds(land)


def test_countries_by_code(tmp_path: Path) -> None:
    known = gazetteer(tmp_path)
    land = known.country("QA")
    assert land is not None
    assert land.name == "Ravenna Land"
    assert known.country("XX") is None
    assert known.people("Iraqi") is None


def test_it_may_be_asked_from_many_threads(tmp_path: Path) -> None:
    known = gazetteer(tmp_path)
    seen: list[int] = []
    asked = [threading.Thread(target=lambda: seen.append(len(known.named("Oldtown")))) for _ in range(8)]
    for one in asked:
        one.start()
    for one in asked:
        one.join()
    assert seen == [3] * 8


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 4000])
def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.db"
    path.write_bytes(content)
    with pytest.raises(InstructionError) as told:
        opened(path)
    assert told.value.code == "gazetteer"
    assert "purport gazetteer build" in told.value.advice


def test_a_missing_file_and_another_layout_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InstructionError, match="there is no gazetteer"):
        opened(tmp_path / "none.db")
    gazetteer(tmp_path)
    with closing(sqlite3.connect(tmp_path / "invented.db")) as file:
        file.execute("UPDATE meta SET value = '99' WHERE name = 'layout'")
        file.commit()
    with pytest.raises(InstructionError, match="layout 99"):
        opened(tmp_path / "invented.db")


@pytest.mark.parametrize("name", sorted(DEMONYMS))
def test_every_demonym_has_its_country(name: str) -> None:
    assert loaded().people(name) is not None


@pytest.mark.parametrize("name", sorted(name for name, code in PEOPLES.items() if not code.startswith(("CA", "GB"))))
def test_every_people_of_a_state_or_continent_has_its_place(name: str) -> None:
    assert loaded().people(name) is not None


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_every_variant_names_its_country(name: str) -> None:
    assert VARIANTS[name] in {site.country for site in loaded().named(name) if site.precision is Precision.COUNTRY}


def test_the_small_one_knows_seas_regions_and_continents() -> None:
    small = loaded()
    for name in ("the Gulf", "Sinai", "Donbas", "the Sahel", "Red Sea", "Europe", "Gaza Strip", "Crimea"):
        assert any(site.kind is Kind.AREA and site.radius_km for site in small.named(name)), name
    (mosul,) = small.named("الموصل")
    assert (mosul.name, mosul.geonameid) == ("Mosul", 99072)
    assert small.about().scope == "small"
    assert "CC BY 4.0" in small.about().licences
    assert small.fingerprint.startswith("small-")


def test_distances() -> None:
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20015, abs=1)
    assert kilometres((51.5, -0.1), (51.5, -0.1)) == 0
