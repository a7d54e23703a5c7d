"""Sentences of two texts side by side."""

import pytest

from purport.corroborate.copies.align import same_word, stretches
from purport.corroborate.copies.overlap import overlap_of
from purport.corroborate.copies.sentences import facing, laid
from purport.corroborate.copies.words import words_of
from tests.corroborate.newsstand import LEAD, LOCAL, OTHER, REST

FIRST = "The harbour office of Vellmar counted nineteen torn nets near the Salt Quay on Tuesday and promised a report."


def sides(one, other):
    a, b = words_of(one), words_of(other)
    return laid(a, b, facing(a, b, stretches(a, b)))


def marks(one, other):
    return [(row.renamed, row.reworded) for row in sides(one, other)]


def test_sentences_end_at_stops_and_lines_but_not_at_abbreviations():
    words = words_of("Mr. Orlen of the U.S. office came. He left at 4 p.m. on Friday\nNobody saw him.")
    told = [" ".join(words.words[start:end]) for start, end in words.sentences]
    assert told == ["mr orlen of the u s office came", "he left at 4 p m on friday", "nobody saw him"]
    assert words_of("").sentences == ()


def test_a_sentence_that_was_kept_is_neither_renamed_nor_reworded():
    assert marks(f"{LOCAL} {LEAD}", f"{LEAD} {REST}") == [(False, False)] * 2


def test_the_place_of_a_sentence_in_the_other_text_is_given():
    (row,) = sides(f"{LOCAL} {FIRST}", f"{FIRST} {REST}")
    assert (row.there, row.there_end) == (0, len(words_of(FIRST))) and row.kept
    assert row.start == len(words_of(LOCAL))


def test_other_names_in_the_same_places_are_a_formula():
    other = FIRST.replace("Vellmar", "Korvel").replace("nineteen", "eleven")
    assert marks(FIRST, other) == [(True, False)]


def test_another_number_alone_is_a_correction():
    (row,) = sides(FIRST.replace("nineteen", "nine"), FIRST.replace("nineteen", "eleven"))
    assert row.recounted and not (row.renamed or row.reworded or row.kept)


def test_a_name_left_out_or_put_in_is_no_formula():
    assert marks(FIRST.replace(" of Vellmar", ""), FIRST) == [(False, False)]


def test_other_words_for_the_same_names_are_a_retelling():
    other = FIRST.replace("counted", "tallied").replace("promised", "announced")
    assert marks(FIRST, other) == [(False, True)]


def test_misread_words_and_numbers_in_figures_are_the_same():
    assert marks(FIRST, FIRST.replace("the", "tbe").replace("torn", "t0rn").replace("nets", "nct5")) == [(False, False)]
    assert marks(FIRST.replace("nineteen", "nine"), FIRST.replace("nineteen", "9")) == [(False, False)]


@pytest.mark.parametrize(("one", "other"), [("the", "tbe"), ("of", "0f"), ("morning", "moming"), ("in", "ln")])
def test_letters_that_scanners_take_for_each_other(one, other):
    assert same_word(one, other) and same_word(other, one)


@pytest.mark.parametrize(("one", "other"), [("on", "in"), ("now", "new"), ("12", "13"), ("was", "saw")])
def test_short_words_are_told_apart(one, other):
    assert not same_word(one, other)


def test_in_a_script_without_capitals_the_words_of_the_opening_stand_for_names():
    one = "قتل ثلاثة عمال في سوق الحبوب في مدينة كورفيل مساء الثلاثاء كما اعلن مكتب المحافظ"
    assert marks(one, one.replace("كورفيل", "فيلمار")) == [(True, False)]
    assert marks(f"{one}. {OTHER}", f"{one}. {LOCAL}") == [(False, False)]


def test_a_copy_has_few_reworded_sentences_and_a_rewrite_many():
    told = LEAD.replace("said", "stated").replace("confirmed", "affirmed").replace("taken", "seized")
    rest = REST.replace("hurt", "harmed").replace("calm", "patience")
    one, other = words_of(f"{told} {rest}"), words_of(f"{LEAD} {REST}")
    assert not overlap_of(one, other).copied and overlap_of(one, other).reworded > 0.5
    assert overlap_of(words_of(f"{LEAD} {LOCAL} {REST}"), other).copied


def test_passages_without_the_opening_are_carried_as_they_were_only():
    source, inner = words_of(f"{OTHER} {LOCAL} {LEAD} {FIRST}"), f"{LOCAL} {REST} {OTHER}"
    whole = overlap_of(words_of(f"{inner} {LEAD} {FIRST}"), source)
    assert whole.carried
    long = "Nobody here knew of it before noon. " * 8
    changed = FIRST.replace("Vellmar", "Korvel")
    assert overlap_of(words_of(f"{long} {LEAD}"), words_of(f"{OTHER} {OTHER} {LEAD}")).carried
    assert not overlap_of(words_of(f"{long} {changed}"), words_of(f"{OTHER} {OTHER} {FIRST}")).carried
