"""Keys of place names: folding, articles, kinds, sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.gazetteer.keys import bare, is_arabic, key, likeness, skeleton, sound, untyped

SPELLINGS = [
    ("Irbin", "Arbin"),
    ("Irbin", "Erbeen"),
    ("Irbin", "عربين"),
    ("Al-Qamishli", "Kamishly"),
    ("Deir ez-Zor", "Dayr az Zawr"),
    ("Tall Afar", "Tel Afar"),
    ("Ash-Shirqat", "Sherqat"),
    ("Ar-Raqqah", "Rakka"),
    ("Al-Hawijah", "Hawija"),
    ("Ad-Dawr", "Al-Dour"),
    ("Suleiman Bek", "Sulayman Bayk"),
    ("بعشيقة", "Bashiqa"),
    ("Qayyārah", "Gayara"),
    ("Hīt", "Heet"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_share_their_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Mosul", "Basra"), ("Hama", "Homs"), ("Kirkuk", "Karbala")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_articles_and_kinds_are_taken_off_but_never_all() -> None:
    assert key("Al-Bāb") == "al bab"
    assert bare("al bab") == "bab"
    assert bare("al") == "al"
    assert untyped("province") == "province"
    assert untyped("village of tall banat") == "tall banat"
    assert untyped("qada samarra") == "samarra"


def test_sounds_keep_what_skeletons_lose() -> None:
    assert sound("Hamah") != sound("Hims")
    assert sound("Ash-Sham") == sound("Sham")
    assert skeleton("O") == "" == skeleton("") == skeleton("...")
    assert is_arabic("الموصل")
    assert not is_arabic("Mosul")


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


@given(st.text(max_size=60))
def test_any_text_has_a_skeleton_and_a_sound(name: str) -> None:
    assert skeleton(name) == skeleton(name)
    assert bare(untyped(key(name))) is not None
    assert sound(name) is not None
