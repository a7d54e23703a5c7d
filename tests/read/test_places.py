"""Place names: found, resolved, held back where none is likely enough; their roles."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.errors import ModelError
from purport.fold import folded
from purport.gazetteer import loaded
from purport.read.parse import Parse, parsed, plain
from purport.read.places import places
from purport.read.places import weights as trained
from purport.read.places.arabic import COUNTRIES
from purport.read.places.ranking import NAMES
from purport.read.places.search import found_by_name
from purport.records import PlaceMark, Precision, Role
from tests.costs import calls


def found(text: str) -> dict[str, PlaceMark]:
    return {mark.text: mark for mark in places(parsed(text))}


def test_countries_and_towns_are_resolved() -> None:
    marks = found("Troops entered Mosul, in northern Iraq, on Friday, and shelled villages near Aleppo in Syria.")
    assert marks["Mosul"].geonameid == 99072
    assert marks["Mosul"].precision is Precision.SETTLEMENT
    assert (round(marks["Mosul"].lat or 0), round(marks["Mosul"].lon or 0)) == (36, 43)
    assert marks["Mosul"].radius_km == pytest.approx(11.6, abs=1)
    assert marks["Iraq"].precision is Precision.COUNTRY
    assert (marks["Iraq"].radius_km or 0) > 200
    assert marks["Aleppo"].name == "Aleppo"


def test_the_article_and_the_possessive_stay_outside_the_span() -> None:
    assert "United States" in found("The president of the United States met him in Cairo.")
    assert "Egypt" in found("Egypt’s foreign minister arrived in Ankara on Monday.")


def test_a_name_directly_behind_says_which_place_is_meant() -> None:
    texan = found("The plane landed in Paris, Texas, on Sunday.")["Paris"]
    assert texan.lon is not None
    assert texan.lon < -90
    assert "directly behind" in texan.reason
    french = found("The plane landed in Paris on Sunday.")["Paris"]
    assert french.lon is not None
    assert french.lon > 0


def test_the_other_names_say_which_place_is_meant() -> None:
    marks = found(
        "Officers in Ohio said the car was seen in Columbus and in Athens, near the Ohio border, and then in Dayton."
    )
    assert (marks["Columbus"].lon or 0) < -70
    assert marks["Columbus"].reason


def test_people_are_demonyms_of_their_country() -> None:
    marks = found("Turkish soldiers and Iraqi officials met near the border, and two Syrians were hurt.")
    assert {marks[name].role for name in ("Turkish", "Iraqi", "Syrians")} == {Role.DEMONYM}
    assert marks["Iraqi"].name == "Iraq"


def test_a_country_that_speaks_is_its_government() -> None:
    marks = found("Ankara warned on Friday that Russia had sent more troops to Libya.")
    assert marks["Ankara"].role is Role.METONYM
    assert marks["Libya"].role is Role.LITERAL


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Bank of Cyprus said on Monday that its branches would stay open.", "Cyprus"),
        ("A professor at Aleppo University said the library was shut.", "Aleppo"),
        ("The Baghdad Brigade claimed the attack on Tuesday.", "Baghdad"),
    ],
)
def test_a_place_in_the_name_of_a_body_is_a_part_of_it(text: str, name: str) -> None:
    marks = found(text)
    assert name not in marks or marks[name].role is Role.PART
    assert all(mark.role is not Role.LITERAL for mark in marks.values())


def test_an_unknown_name_is_marked_without_a_place() -> None:
    marks = found("The convoy left the village of Qarvandeh, in Iraq, at noon on Friday.")
    unknown = marks.get("Qarvandeh")
    assert unknown is None or (unknown.geonameid, unknown.lat, unknown.precision, unknown.radius_km) == (None,) * 4


def test_a_name_that_only_sounds_like_a_place_of_another_country_is_not_taken_for_it() -> None:
    marks = found("The ferry from Qamishliya Point reached Portsmouth in England on Friday.")
    assert all(mark.geonameid is None or "sounds" not in mark.reason for mark in marks.values())


def test_other_words_are_no_places() -> None:
    assert not found("The committee said that the report was wrong and that talks would go on.")


def test_a_person_is_no_place() -> None:
    marks = found("Paris Merton, a teacher, said that Sidney Holland and Florence Dale had left by noon.")
    assert not marks


def test_arabic_names_are_found_without_a_parse() -> None:
    text = "وصل الوفد إلى الموصل في العراق، وسيتوجه إلى الولايات المتحدة، ثم عاد لتركيا وبغداد."
    marks = places(plain(text))
    assert [mark.text for mark in marks] == ["الموصل", "العراق", "الولايات المتحدة", "تركيا", "بغداد"]
    assert [mark.name for mark in marks] == ["Mosul", "Iraq", "United States", "Turkey", "Baghdad"]
    assert all(mark.text == mark.span.of(text) for mark in marks)
    assert all(mark.radius_km for mark in marks)


@pytest.mark.parametrize("name", sorted(COUNTRIES))
def test_every_arabic_country_is_known(name: str) -> None:
    assert folded(name) == name
    assert loaded().country(COUNTRIES[name]) is not None


def test_plain_words_of_arabic_are_no_places() -> None:
    assert places(plain("قال الجيش إن القوات دخلت المدينة فجر اليوم وسيطرت على الباب.")) == ()
    assert places(plain("")) == ()
    assert places(Parse("", [], [])) == ()


def test_names_of_an_event_list_are_found_by_country_and_kind() -> None:
    known = loaded()
    for name in ("Mosul town", "Al-Mosul", "Mousl (east)", "Mosul airport"):
        site = found_by_name(known, name, "IQ")
        assert site is not None, name
        assert site.geonameid == 99072, name
    assert found_by_name(known, "Mosul", "FR") is None
    assert found_by_name(known, "", "IQ") is None
    assert found_by_name(known, "Ohio town of nowhere at all", "US", "Ohio") is not None


def test_weights_that_were_altered_are_refused(tmp_path: Path) -> None:
    for file in trained.FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / trained.FILE).write_bytes(b"other")
    with pytest.raises(ModelError) as refused:
        trained.loaded(tmp_path)
    assert refused.value.code == "model-altered"
    with pytest.raises(ModelError):
        trained.loaded(tmp_path / "none")


def test_the_weights_are_for_these_features() -> None:
    weights = trained.loaded()
    assert len(weights.first) == len(weights.second) == len(NAMES)
    with pytest.raises(ValueError, match="other features"):
        trained.weights_of(weights.manifest, trained.Table((), b"", 0.0, ("x",), (0.0,), (0.0,)))


_WORDS = "Iraq|the|Paris|,|Texas|'s|Turkish|Georgia|U.S.|said|in|Al-|\n|(|🙂|الموصل|Bank|of|Va.|St.|Street|-|US|Springfield|."
PIECES = st.lists(st.sampled_from(_WORDS.split("|")), max_size=20)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_marks_lie_in_the_text_and_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    marks = places(parsed(text))
    assert all(mark.text == mark.span.of(text) and 0 <= mark.score <= 1 for mark in marks)
    assert all(not a.span.overlaps(b.span) for a, b in itertools.pairwise(marks))
    assert all((mark.lat is None) == (mark.radius_km is None) for mark in marks)
    assert all(mark.precision is not None or mark.geonameid is None for mark in marks)


def test_a_text_of_very_many_names_takes_no_longer_than_its_length() -> None:
    def cost(count: int) -> int:
        parse = parsed(", ".join(["Springfield", "Ohio", "Mosul", "San Jose"] * count) + ".")
        return calls(lambda: places(parse))

    cost(15)  # what is loaded once
    assert cost(300) < 40 * cost(15)  # quadratic would be four hundred times


def test_marks_of_older_readings_have_no_radius() -> None:
    """A ledger keeps readings as JSON: what was written before the field was there must still be understood."""
    new = found("Troops entered Mosul, in northern Iraq, on Friday.")["Mosul"]
    old = {name: value for name, value in msgspec.to_builtins(new).items() if name != "radius_km"}
    assert msgspec.convert(old, PlaceMark) == replace(new, radius_km=None)
    assert msgspec.json.decode(msgspec.json.encode(new), type=PlaceMark) == new
