"""Names of people taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.names.parts import LONGEST, MOST, Part, joined, person, tokens_of


def told(part: Part) -> str:
    marks = [m for m in ("kunya", "servant", "patronym", "soft", "initial", "article") if getattr(part, m)]
    return ":".join([part.word, *marks])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Khalid al-Tarifi", "khalid tarifi:article"),
        ("Khalid Al Tarifi", "khalid tarifi:article"),
        ("Khalid at-Tarifi", "khalid tarifi:article"),
        ("Nur ad-Din", "nur din:article"),
        ("Tarifi, Khalid", "khalid tarifi"),
        ("al-Tarifi, Khalid Omar", "khalid omar tarifi:article"),
        ("Khalid bin Omar al-Tarifi", "khalid omar:patronym tarifi:article"),
        ("Khalid ibn Omar", "khalid omar:patronym"),
        ("Karim Belhadad", "karim hadad:patronym:article"),
        ("Ramzi Binalsabah", "ramzi sabah:patronym:article"),
        ("Abu Salim al-Tarifi", "salim:kunya tarifi:article"),
        ("Abou Salim", "salim:kunya"),
        ("Abubakar Tarifi", "bakar:kunya tarifi"),
        ("Umm Idris", "idris:kunya"),
        ("Abd al-Rahman Tarifi", "rahman:servant:article tarifi"),
        ("Abdul Rahman Tarifi", "rahman:servant tarifi"),
        ("Abdurrahman Tarifi", "rahman:servant tarifi"),
        ("Abderrahmane Tarifi", "rahmane:servant tarifi"),
        ("Abdullah Tarifi", "lah:servant tarifi"),
        ("Abdel-Aziz", "aziz:servant"),
        ("K. Tarifi", "k:initial tarifi"),
        ("Dr. Khalid Tarifi", "khalid tarifi"),
        ("Gen. Sheikh Khalid Tarifi", "khalid tarifi"),
        ("Mullah Khalid", "mullah:soft khalid"),
        ("Mullah", "mullah"),
        ("Khalid and Omar", "khalid omar"),
        ("Khalid (the Tall) Tarifi", "khalid tarifi"),
        ("خالد الطريفي", "خالد طريفي:article"),
        ("خالد بن عمر الطريفي", "خالد عمر:patronym طريفي:article"),
        ("عبد الرحمن", "رحمن:servant:article"),
        ("عبدالرحمن", "رحمن:servant"),
        ("أبو سالم", "سالم:kunya"),
        ("أبوسالم الطريفي", "سالم:kunya طريفي:article"),
        ("الشيخ خالد", "خالد"),
        ("م. الطريفي", "م:initial طريفي:article"),
    ],
)
def test_parts(name: str, parts: str) -> None:
    assert " ".join(map(told, person(name).parts)) == parts


def test_generation_and_numbers_stand_apart() -> None:
    name = person("Khalid Tarifi Jr.")
    assert (name.generation, len(name.parts)) == ("junior", 2)
    assert person("Tarifi, Jr").generation == "junior"
    assert person("Khalid Tarifi 007").numbers == ("7",)


def test_what_may_be_left_out_is_not_firm() -> None:
    assert [part.word for part in person("Mullah Khalid").firm] == ["khalid"]
    assert [part.word for part in person("Haji Agha").firm] == ["haji", "agha"]


def test_parts_that_are_the_same_are_one_object() -> None:
    assert person("Khalid Tarifi").parts[0] is person("Khalid Varakh").parts[0]


def test_given_names_are_known_in_both_scripts() -> None:
    assert person("Mehmet X").parts[0].given & person("محمد").parts[0].given
    assert not person("Hasan").parts[0].given & person("Husayn").parts[0].given


def test_two_parts_written_as_one() -> None:
    nur, din = person("Nur al-Din").parts
    assert joined(nur, din) == ("n", "u", "r", "(a)", "(l)", "d", "i", "n")


def test_shown() -> None:
    assert [part.shown for part in person("Abu Salim al-Tarifi").parts] == ["Abu salim", "al-tarifi"]
    assert person("khalid").parts[0].shown == "Khalid"


@pytest.mark.parametrize("name", ["", "()", "...", "١٢٣", "🙂", "\u200b", ",", ",,"])
def test_nothing_in_it(name: str) -> None:
    assert person(name).parts == ()


def test_long_names_are_cut() -> None:
    assert len(person("Khalid " * 1000).parts) <= MOST
    assert len(tokens_of("a" * 10_000)[0]) == LONGEST


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    for part in person(text).parts:
        assert part.word
        assert part.sounds
