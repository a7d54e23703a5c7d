"""Which language a text is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.extract.language import KNOWN, language_of

SAID = {
    "en": "The water ministry said on Tuesday that talks on the upper dam had stalled and that the envoy would return.",
    "ar": "قالت وزارة المياه يوم الثلاثاء إن المحادثات بشأن السد تعثرت وإن الوفد سيعود إلى العاصمة.",
    "fr": "Le ministère de l’Eau a déclaré mardi que les négociations sur le barrage étaient à l’arrêt.",
    "de": "Das Wasserministerium teilte am Dienstag mit, die Gespräche über den Staudamm seien ins Stocken geraten.",
    "tr": "Su bakanlığı salı günü yaptığı açıklamada baraj görüşmelerinin durduğunu ve heyetin döneceğini söyledi.",
    "ru": "Министерство водных ресурсов заявило во вторник, что переговоры о плотине зашли в тупик.",
    "fa": "وزارت آب روز سه‌شنبه گفت که گفت‌وگوها درباره سد متوقف شده است و هیئت به پایتخت بازمی‌گردد.",
    "he": "משרד המים אמר ביום שלישי כי השיחות על הסכר נתקעו וכי המשלחת תחזור לבירה.",
}


@pytest.mark.parametrize("tag", SAID)
def test_a_sentence_is_enough(tag):
    assert language_of(SAID[tag]) == tag


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_wrong_declaration_does_not_sway_a_plain_case(tag):
    assert language_of(SAID[tag], "fr") == tag


@pytest.mark.parametrize(
    "text", ["", "   ", "12345 — 67", "😀😀", "\u202e\u200b", "Kelva", SAID["en"][:40] + SAID["ar"][:40]]
)
def test_too_little_or_a_mixture_cannot_be_told(text):
    assert language_of(text) == "und"


@pytest.mark.parametrize(
    ("hint", "tag"), [("en-GB", "en"), ("ar_EG", "ar"), ("", "und"), (None, "und"), ("xx", "und"), ("1", "und")]
)
def test_a_declaration_decides_for_a_short_text(hint, tag):
    assert language_of("Kelva 5", hint) == tag


def test_short_sentences():
    assert language_of("It said that the talks had stalled.") == "en"
    assert language_of("قالت الوزارة إن المحادثات تعثرت.") == "ar"
    assert language_of("وزارت گفت") == "und"


@given(st.text(max_size=300))
def test_the_answer_is_always_one_of_ours(text):
    assert language_of(text) in {*KNOWN, "und"}
