"""A real model with weights set by hand: a text in, its translation beside it out."""

import time
from itertools import pairwise

import pytest

from purport.errors import Unreadable
from purport.read.translate import translator_of
from purport.read.translate.aligned import Model, aligned
from purport.read.translate.doubts import Made
from purport.records.translation import Doubt
from tests.read.translate import tiny


@pytest.fixture(scope="module")
def translator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return translator_of([tiny.argos(folder / "ar_en")], "ar", "en", folder)


def holds(text, made):
    """The pairs lie in order, apart, inside both texts, and hold all words of both."""
    for side, whole in (("original", text), ("translation", made.text)):
        spans = [getattr(one, side) for one in made.pairs if getattr(one, side) is not None]
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert not spans or spans[-1].end <= len(whole)
        assert "".join("".join(span.of(whole).split()) for span in spans) == "".join(whole.split())


@pytest.mark.parametrize("kind", ["argos", "opus", "nllb"])
def test_every_kind_of_model_translates(kind, tmp_path):
    folder = getattr(tiny, kind)(tmp_path / f"{kind}-ar-en")
    if kind == "nllb":
        folder = folder.rename(tmp_path / "many")
    made = translator_of([folder], "ar", "en", tmp_path).translated(tiny.STORY, "ar", "en")
    assert made.text == tiny.ENGLISH and made.notes == () and (made.source, made.target) == ("ar", "en")
    assert [one.original.of(tiny.STORY) for one in made.pairs] == tiny.STORY.split("\n\n")
    assert [one.translation.of(made.text) for one in made.pairs] == tiny.ENGLISH.split("\n\n")
    assert all(one.score > 0.99 and not one.doubts for one in made.pairs)
    assert made.model_digest.startswith("sha256:") and made.steps[0] == (
        "translation",
        f"{made.model} {made.model_digest[7:23]}",
    )
    holds(tiny.STORY, made)


def test_twice_the_same(translator):
    text = tiny.STORY * 20
    assert translator.translated(text, "ar", "en") == translator.translated(text, "ar", "en")


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n"])
def test_an_empty_text_gives_an_empty_translation(translator, text):
    made = translator.translated(text, "ar", "en")
    assert (made.text, made.pairs, made.notes) == ("", (), ())


def test_signs_without_letters_are_taken_over(translator):
    made = translator.translated("12, 13!\n\n***", "ar", "en")
    assert made.text == "12, 13!\n\n***" and [one.score for one in made.pairs] == [None, None] and not made.notes


def test_another_script_is_left_untranslated_and_said(translator):
    text = "المتمردون قصفوا السوق يوم الأحد. Hello there, friend. متى؟"
    made = translator.translated(text, "ar", "en")
    assert made.text == "Rebels shelled the market on Sunday. When?"
    assert [one.doubts for one in made.pairs] == [(), (Doubt.ANOTHER_SCRIPT,), ()]
    assert made.pairs[1].translation is None
    assert made.notes == (
        "1 of 3 sentences or pieces are doubtful and not read: 1 not in the language translated from",
    )


def test_loops_unknown_words_and_copies_are_doubted_and_shown(translator):
    text = "بيان وتكرر. بيان مجهول. بيان صامت."
    made = translator.translated(text, "ar", "en")
    assert [one.doubts for one in made.pairs] == [(Doubt.REPETITION,), (Doubt.UNKNOWN_WORDS,), (Doubt.UNTRANSLATED,)]
    assert "and on and on" in made.text and made.notes
    holds(text, made)


def test_a_model_that_never_ends_is_cut_short_and_said(tmp_path):
    folder = tiny.argos(tmp_path / "ar_en", ends=False)
    made = translator_of([folder], "ar", "en", tmp_path).translated(tiny.STORY, "ar", "en")
    assert all(Doubt.CUT in one.doubts for one in made.pairs) and "2 cut short" in made.notes[0]
    assert len(made.text) < 3000


@pytest.mark.parametrize(("between", "clauses"), [("، ", 800), (" و", 150), (" ثم ", 150)])
def test_a_sentence_of_many_clauses_is_divided_and_nothing_is_lost(translator, between, clauses):
    text = between.join(["قصفوا السوق"] * clauses) + "."
    made = translator.translated(text, "ar", "en")
    assert len(made.pairs) > 1 and all(Doubt.DIVIDED in one.doubts for one in made.pairs)
    assert "".join(one.original.of(text).replace(" ", "") for one in made.pairs) == text.replace(" ", "")
    assert "divided" in made.notes[0]


def test_a_word_that_is_longer_than_the_model_takes_is_not_given_to_it():
    asked = []

    def made(texts):
        asked.extend(texts)
        return [Made(text.upper(), 1.0) for text in texts]

    model = Model("xx", "yy", lambda text: [text], len, 50, made)
    text, pairs, notes = aligned(f"{'q' * 51} short one", Model("xx", "yy", str.split, len, 50, made))
    assert asked == ["short", "one"] and text == "SHORT ONE"
    assert pairs[0].doubts == (Doubt.TOO_LONG,) and pairs[0].translation is None and "1 too long" in notes[0]
    assert aligned("short", model)[1][0].doubts == ()


def test_a_text_that_is_too_long_is_refused(translator):
    with pytest.raises(Unreadable) as fault:
        translator.translated("س" * 1_000_001, "ar", "en")
    assert fault.value.code == "too-long-to-translate"


def test_odd_texts_do_not_break_it(translator):
    for text in (
        "\x00\x01 متى؟",
        "متى؟\u202e\u2066متى؟",
        "\ud800 متى؟",
        "🙂 متى؟ 🙂",
        "</s> <s> متى؟",
        "▁▁ متى؟",
        "e\u0301 " * 50,
    ):
        made = translator.translated(text, "ar", "en")
        assert all(one.original.end <= len(text) for one in made.pairs)


def test_ten_thousand_short_sentences(translator):
    begun = time.process_time()
    made = translator.translated("متى؟ " * 1000, "ar", "en")
    assert made.text == " ".join(["When?"] * 1000) and len(made.pairs) == 1000
    assert time.process_time() - begun < 60
