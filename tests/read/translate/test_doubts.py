"""What is doubtful about a translation, by signs alone."""

import time

import pytest

from purport.read.translate.doubts import Made, before, doubts
from purport.read.translate.scripts import script_of, shares
from purport.records.translation import Doubt

ORIGINAL = "العمدة آدا رو قالت يوم الجمعة إن الجسر مفتوح أمام الشاحنات."
GOOD = "The mayor, Ada Roe, said on Friday that the bridge is open to lorries."


def found(made, original=ORIGINAL, score=0.8, whole=True):
    return doubts(original, Made(made, score, whole), "en")


def test_a_plain_translation_is_not_doubted():
    assert found(GOOD) == ()


@pytest.mark.parametrize(
    ("made", "doubt"),
    [
        ("", Doubt.UNTRANSLATED),
        ("...", Doubt.UNTRANSLATED),
        (ORIGINAL, Doubt.UNTRANSLATED),
        ("The mayor قالت إن الجسر مفتوح أمام الشاحنات", Doubt.UNTRANSLATED),
        ("The mayor said and said and said and said and said it.", Doubt.REPETITION),
        ("The bridge is open to all. " * 12, Doubt.REPETITION),
        ("Open.", Doubt.LENGTH),
        (" ".join(f"word{n}" for n in range(60)), Doubt.LENGTH),
        ("The mayor <unk> said that the bridge is open to lorries.", Doubt.UNKNOWN_WORDS),
        ("The mayor ⁇ said that the bridge is open to lorries.", Doubt.UNKNOWN_WORDS),
    ],
)
def test_what_looks_wrong_is_doubted(made, doubt):
    assert doubt in found(made)


def test_the_model_itself_may_doubt_it():
    assert found(GOOD, score=0.05) == (Doubt.UNLIKELY,)
    assert found(GOOD, whole=False) == (Doubt.CUT,)


def test_a_repetition_that_stands_in_the_original_is_none():
    original = "نعم نعم نعم نعم نعم نعم"
    assert Doubt.REPETITION not in found("Yes yes yes yes yes yes", original)


def test_a_short_name_may_stay_as_it_is():
    assert doubts("Ada Roe", Made("Ada Roe", 0.9), "en") == ()


def test_chinese_may_become_longer():
    assert (
        doubts(
            "市长周五说，这座桥对卡车开放，没有人受伤，交通正常。" * 1,
            Made(GOOD + " Nobody was hurt; traffic is normal.", 0.8),
            "en",
        )
        == ()
    )


@pytest.mark.parametrize(
    ("text", "language", "doubt"),
    [
        (ORIGINAL, "ar", None),
        ("Hello there, friend.", "ar", Doubt.ANOTHER_SCRIPT),
        ("Привет, друг.", "ar", Doubt.ANOTHER_SCRIPT),
        ("12, 13.", "ar", None),
        ("Hello", "ja", None),
        ("Bonjour", "en", None),
        ("قالت BBC إن", "ar", None),
    ],
)
def test_another_script_is_not_given_to_the_model(text, language, doubt):
    assert before(text, language) is doubt


def test_scripts():
    assert (script_of("ar"), script_of("ar-EG"), script_of("xx")) == ("ARABIC", "ARABIC", None)
    assert shares("a ب!") == {"LATIN": 0.5, "ARABIC": 0.5} and shares("12") == {}


@pytest.mark.parametrize("text", ["a" * 100_000, "a b " * 25_000, "ab ba abba " * 9_000, " " * 100_000, "a,;" * 30_000])
def test_hostile_texts_are_judged_in_seconds(text):
    begun = time.process_time()
    found(text)
    assert time.process_time() - begun < 5
