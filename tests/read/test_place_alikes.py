"""A hamlet of the very spelling, and a town that only sounds like it."""

from pathlib import Path

import pytest

from purport.gazetteer import Gazetteer, Kind
from purport.read.parse import parsed
from purport.read.places import places
from purport.records import PlaceMark
from tests.gazetteer.invented import country, draft, gazetteer

TOWN, HAMLET = 5, 30


def known(folder: Path, hamlet: int = 700, town: int = 42_000) -> Gazetteer:
    drafts = country()
    drafts["#5"] = draft("Al-Ḩawrah", Kind.TOWN, TOWN, lat=10.9, lon=20.9, country="QA", first="1", people=town)
    drafts["FR"] = draft("France", Kind.COUNTRY, 8, country="FR", people=60_000_000)
    drafts["#30"] = draft("Haoura", Kind.TOWN, HAMLET, lat=45.5, lon=6.1, country="FR", people=hamlet)
    return gazetteer(folder, drafts)


def haoura(text: str, gazetteer: Gazetteer) -> PlaceMark:
    (mark,) = (one for one in places(parsed(text), gazetteer) if one.text == "Haoura")
    return mark


def test_in_a_text_on_its_country_the_town_is_meant(tmp_path: Path) -> None:
    mark = haoura(
        "Troops of Ravenna Land shelled the town of Haoura on Friday, a ministry said in Oldtown, Ravenna Land.",
        known(tmp_path),
    )
    assert mark.geonameid == TOWN
    assert "sounds like it" in mark.reason


def test_in_a_text_on_the_hamlets_country_the_hamlet_is_meant(tmp_path: Path) -> None:
    assert haoura("Police in France said a barn burned in Haoura on Friday.", known(tmp_path)).geonameid == HAMLET


def test_where_the_text_speaks_of_neither_country_no_place_is_given(tmp_path: Path) -> None:
    mark = haoura("Rebels shelled the town of Haoura on Friday, two drivers said.", known(tmp_path))
    assert (mark.geonameid, mark.lat, mark.precision) == (None, None, None)
    assert "Haoura in FR, or Al-Ḩawrah in QA that sounds like it" in mark.reason


@pytest.mark.parametrize(("hamlet", "town"), [(60_000, 900_000), (700, 4_000), (4_000, 30_000)])
def test_a_place_that_is_large_or_nearly_as_large_has_no_rival_by_sound(tmp_path: Path, hamlet: int, town: int) -> None:
    mark = haoura("Rebels shelled the town of Haoura on Friday, two drivers said.", known(tmp_path, hamlet, town))
    assert mark.geonameid == HAMLET
