"""Words as rows of sounds, what sounds cost, and how alike words are."""

from __future__ import annotations

from itertools import product
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.names.costs import VOWELS, shipped
from purport.corroborate.names.keys import classes, keys, shorter
from purport.corroborate.names.likeness import distance, likeness, weight
from purport.corroborate.names.sounds import Sounds, is_arabic, sounds, spelt

SAME = 0.86


def heard(word: str) -> Sounds:
    return sounds(spelt(word))


def alike(one: str, other: str) -> float:
    return likeness(heard(one), heard(other))


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("Varakh", "v a r a kh"),
        ("Youssef", "y u s e f"),
        ("Djamel", "j a m e l"),
        ("Şahin", "sh a h i n"),
        ("Çelik", "ch e l i k"),
        ("Ğazi", "gh a z i."),
        ("Ouadi", "w a d i."),
        ("Sheikh", "sh ai kh"),
        ("Hamida", "h a m i d a."),
        ("Sa'id", "s ai d"),
        ("Alsahar", "(a) (l) s a h a r"),
        ("Ennahda", "(a) n a h d a."),
        ("Ali", "a l i."),
        ("Subaie", "s u b a i e"),
        ("Rifai", "r i f a i."),
        ("Maxim", "m a k s i m"),
        ("Kyle", "k i l e"),
        ("Haddad", "h a d a d"),
        ("Abbassshah", "a b a sh a h"),
    ],
)
def test_sounds_of_latin_words(word: str, row: str) -> None:
    assert " ".join(heard(word)) == row


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("خالد", "خ ا ل د"),
        ("أَحْمَد", "ا ح م د"),
        ("فاطمة", "ف ا ط م ه."),
        ("علي", "ع ل ي."),
        ("نورالدين", "ن و ر (a) (l) د ي ن"),
        ("خيرالله", "خ ي ر (a) (l) ل ه."),
    ],
)
def test_sounds_of_arabic_words(word: str, row: str) -> None:
    assert " ".join(heard(word)) == row


def test_nothing_to_hear() -> None:
    assert heard("'’") == () == heard("")
    assert not is_arabic("")


SPELLINGS = [
    ("Qasem", "Kassim"),
    ("Zubaydi", "Zoubaïdi"),
    ("Yusuf", "Youssouf"),
    ("Gamal", "Djamal"),
    ("Jamil", "Cemil"),
    ("Othman", "Osman"),
    ("Fadhil", "Fazel"),
    ("Khayr", "Khair"),
    ("Walid", "Velid"),
    ("Shawkat", "Şevket"),
    ("Cherif", "Sharif"),
    ("Ghalib", "Galib"),
    ("Abbas", "Abas"),
    ("Fatimah", "Fatima"),
    ("Tewfik", "Tawfiq"),
    ("Zarkaoui", "Zarqawi"),
    ("Bouteflika", "Buteflika"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_word_are_alike(one: str, other: str) -> None:
    assert alike(one, other) >= SAME
    assert alike(one, other) == alike(other, one)


SCRIPTS = [
    ("قاسم", "Qasim"),
    ("قاسم", "Ghasem"),
    ("عثمان", "Osman"),
    ("ظافر", "Zafer"),
    ("ضياء", "Diya"),
    ("ذياب", "Dhiab"),
    ("ثابت", "Thabet"),
    ("جواد", "Gawad"),
    ("شريف", "Cherif"),
    ("خميس", "Khamis"),
    ("غالب", "Ghalib"),
    ("فاطمة", "Fatma"),
    ("عائشة", "Aicha"),
    ("إسحاق", "Ishaq"),
    ("پرویز", "Parviz"),
    ("چنگیز", "Changiz"),
    ("گلبدین", "Gulbuddin"),
    ("مهدي", "Mehdi"),
    ("يحيى", "Yahya"),
    ("طه", "Taha"),
]


@pytest.mark.parametrize(("one", "other"), SCRIPTS)
def test_words_are_alike_across_scripts(one: str, other: str) -> None:
    assert alike(one, other) >= 0.85
    assert alike(one, other) == alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tarif", "Zarif"),
        ("Hamdan", "Hamdani"),
        ("Samir", "Samira"),
        ("Karim", "Karam"),
        ("Rashid", "Rashad"),
        ("Zarqawi", "Zarfawi"),
        ("Nabil", "Nabih"),
        ("Jaburi", "Jabiri"),
        ("Sami", "Samih"),
        ("خالد", "Walid"),
        ("نبيل", "Nabih"),
        ("سمير", "Samira"),
        ("حمدان", "Hamdani"),
        ("خالد", "وليد"),
    ],
)
def test_another_word_is_not_the_same(one: str, other: str) -> None:
    assert alike(one, other) < SAME


words = st.text("abdefghijklmnoqrstuwyz", min_size=1, max_size=12)
arabic = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=8)


@given(words | arabic, words | arabic)
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


@given(words | arabic)
def test_a_word_is_like_itself(word: str) -> None:
    assert alike(word, word) == 1
    assert distance(heard(word), heard(word)) == 0


@given(words, words)
def test_a_limit_only_cuts_off(one: str, other: str) -> None:
    whole = distance(heard(one), heard(other))
    assert distance(heard(one), heard(other), whole + 0.01) == pytest.approx(whole)
    if whole > 0.1:
        assert distance(heard(one), heard(other), whole - 0.05) == inf


@given(st.text("bmfr", min_size=2, max_size=5), st.text("klnst", min_size=2, max_size=5))
def test_words_without_a_common_consonant_are_never_the_same(one: str, other: str) -> None:
    assert alike("a".join(one), "a".join(other)) < SAME


@given(words | arabic, words | arabic)
def test_what_is_the_same_shares_a_key_or_one_without_a_letter(one: str, other: str) -> None:
    first, second = heard(one), heard(other)
    if first and second and likeness(first, second) >= 0.99:
        loose = [{s for key in keys(row) for s in shorter(key)} for row in (first, second)]
        assert set(keys(first)) & set(keys(second)) or loose[0] & loose[1] or len(first) < 4


def test_keys_join_scripts_and_spellings() -> None:
    assert set(keys(heard("قاسم"))) & set(keys(heard("Ghasem")))
    assert set(keys(heard("ضياء"))) & set(keys(heard("Zia")))
    assert not set(keys(heard("قاسم"))) & set(keys(heard("Nabil")))
    assert len(keys(heard("zdhzdhzdhzdhzdhzdh"))) <= 16


def test_short_keys_are_not_shortened() -> None:
    assert shorter("KS") == {"KS"}
    assert shorter("KSM") == {"KSM", "SM", "KM", "KS"}


def test_classes_that_are_sure_may_be() -> None:
    for word in ("Ghasem", "ضياء", "Cherif", "Othman"):
        sure, may = classes(heard(word))
        assert sure & may == sure


def test_every_cost_is_the_same_both_ways_and_not_below_nothing() -> None:
    costs = shipped()
    known = [*costs.taken, "x", "b"]
    for one, other in product(known, known):
        assert costs.of(one, other) == costs.of(other, one) >= 0
        assert (costs.of(one, other) == 0) or one != other


def test_unnamed_costs() -> None:
    costs = shipped()
    assert costs.of("b", "k") == costs.other
    assert costs.of("b", "ai") == costs.vowel_consonant
    assert costs.of("i", "au") == costs.vowel_other
    assert "ai" in VOWELS


def test_a_consonant_for_another_makes_another_word_of_any_usual_length() -> None:
    costs = shipped()
    assert costs.other / (1 - SAME) > 11
    assert weight(heard("Belmokhtar")) < 11


def test_nothing_is_like_nothing_else() -> None:
    assert likeness((), ("b",)) == 0
    assert likeness((), ()) == 1
