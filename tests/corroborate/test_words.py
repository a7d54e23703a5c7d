"""A story as a row of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies.words import words_of
from purport.fold import folded, tokens


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "‘’", "„“"])
def test_words_between_quotation_marks_are_known(marks):
    words = words_of(f"He said {marks[0]}we don’t go{marks[1]} and left")
    inside = [word for word, quoted in zip(words.words, words.quoted, strict=True) if quoted]
    assert inside == ["we", "don", "t", "go"]


def test_a_quotation_mark_that_nothing_closes_quotes_nothing():
    assert not any(words_of('He said "we go\n\nand left').quoted)


@given(st.text())
def test_words_are_the_tokens_and_their_spans_are_in_order(text):
    words = words_of(text)
    assert list(words.words) == tokens(text)
    assert all(start < stop <= len(text) for start, stop in words.spans)
    assert list(words.spans) == sorted(words.spans)
    assert all(word in folded(text[slice(*span)]) for word, span in zip(words.words, words.spans, strict=True))


@given(st.lists(st.sampled_from(["north", "quay", "boat", "net", "noon"]), min_size=1, max_size=30))
def test_a_span_of_words_is_their_stretch_of_the_text(drawn):
    words = words_of(" ".join(drawn))
    assert words.span(0, len(words)).of(words.text) == words.text
    assert len(words.runs(4)) == max(0, len(drawn) - 3)
