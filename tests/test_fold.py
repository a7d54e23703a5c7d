"""The normaliser of search and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.fold import folded, folded_with_map, index_terms, query_forms, tokens

LETTERS = st.text(alphabet=st.characters(), max_size=60)
ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱىةؤئءـَُِّْ ", max_size=40)
ANY = LETTERS | ARABIC | st.text(alphabet="eé\u0301İıßﬁ\u200f\u202e\u00ad“’ ﷺ٣۴", max_size=30)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(ANY, ANY)
def test_folding_goes_letter_by_letter(first: str, second: str) -> None:
    assert folded(first + second) == folded(first) + folded(second)


@given(ANY)
def test_the_map_never_falls_and_stays_in_the_text(text: str) -> None:
    plain, origin = folded_with_map(text)
    assert plain == folded(text)
    assert len(plain) == len(origin)
    assert origin == sorted(origin)
    assert all(0 <= i < len(text) for i in origin)


@given(ANY)
def test_each_folded_letter_comes_from_the_letter_the_map_names(text: str) -> None:
    plain, origin = folded_with_map(text)
    assert all(letter in folded(text[i]) for letter, i in zip(plain, origin, strict=True))


@given(ANY)
def test_index_terms_hold_every_token(text: str) -> None:
    assert set(tokens(text)) <= set(index_terms(text).split(" "))


@given(ANY)
def test_an_indexed_word_is_found_by_its_own_query(text: str) -> None:
    terms = set(index_terms(text).split(" "))
    for word in tokens(text):
        assert query_forms(word)[0] in terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erdoğan", "erdogan"),
        ("DİYARBAKIR", "diyarbakir"),
        ("Diyarbakır", "diyarbakir"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("cafe\u0301", "café"),
        ("al\u2011Qaim", "al-qaim"),
        ("it’s “so”", 'it\'s "so"'),
        ("Sanʿa", "san'a"),
        ("ﬁre", "fire"),
        ("pass\u00adword", "password"),
        ("\u202eabc\u202c\u200f", "abc"),
        ("\ufeffMosul", "mosul"),
        ("Ещё", "еще"),
        ("أإآٱا", "ااااا"),
        ("مُحَمَّد", "محمد"),
        ("العـــراق", "العراق"),
        ("مستشفى", "مستشفي"),
        ("مدينة", "مدينه"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("کردی", "كردي"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("ﻻ", "لا"),
        ("a\u00a0b", "a b"),
        ("ماذا؟", "ماذا?"),
    ],
)
def test_one_spelling_folds_to_the_other(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_letters_that_differ_in_meaning_stay_apart() -> None:
    assert folded("كلب") != folded("قلب")
    assert folded("Iran") != folded("Iraq")


def test_a_stretch_of_the_folded_text_leads_back_to_the_words() -> None:
    text = "The “Straße” near Mêrdîn"
    plain, origin = folded_with_map(text)
    at = plain.index("merdin")
    assert text[origin[at] : origin[at + 5] + 1] == "Mêrdîn"


def test_lone_surrogates_pass_through() -> None:
    assert folded("a\ud800É") == "a\ud800e"


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("والجيش", "جيش"),
        ("الجيش", "جيش"),
        ("والجيش", "الجيش"),
        ("بالجيش", "جيش"),
        ("للجيش", "الجيش"),
        ("فالجيش", "جيش"),
        ("كالجيش", "جيش"),
        ("وبالمدينة", "مدينه"),
        ("وقال", "قال"),
        ("ببغداد", "بغداد"),
        ("لبغداد", "بغداد"),
        ("وببغداد", "بغداد"),
        ("جيش", "والجيش"),
        ("الجيش", "للجيش"),
        ("المسؤولون", "مسؤولون"),
    ],
)
def test_a_search_finds_a_word_under_its_prefixes(written: str, sought: str) -> None:
    assert set(query_forms(sought)) & set(index_terms(f"قال {written} ثم").split())


@pytest.mark.parametrize("word", ["ولد", "فن", "بيت", "كلب", "ال", "الى", "و"])
def test_short_words_keep_their_first_letter(word: str) -> None:
    assert query_forms(word) == (folded(word),)


def test_a_word_of_several_tokens_is_a_phrase() -> None:
    assert query_forms("al-Baghdadi") == ("al baghdadi",)


def test_a_word_without_letters_has_no_form() -> None:
    assert query_forms("—!") == ()
    assert index_terms(" … ") == ""


def test_other_scripts_are_not_stripped() -> None:
    assert index_terms("wagon bakery Über") == "wagon bakery uber"
