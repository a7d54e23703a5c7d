"""Whatever the text: spans lie inside it, nothing is raised, and the same text gives the same marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.attribution import attributions
from purport.read.attribution.arabic import arabic_attributions
from purport.read.found import Attribution
from purport.read.parse import Parse, Word, parsed
from purport.records.spans import Spans

PIECES = st.sampled_from(
    [
        "The mayor", "he", "said", "said that", "urged", "them", "to leave", "according to", "police", ",", ".", '"', "“", "”",
        "'", "«", "»", "``", "''", ":", "\n", "\n\n", " ", "(", ")", "—", "the road was mined", "reportedly", "denied", "is",
        "believed", "rumours of", "قال", "إن", "دعا", "إلى", "الجسر", "\u200f", "\u202e", "🙂", "\x00", "é", "call on", "as",
        "who", "in the words of", "citing", "For", "Baba-Amr", "al-Harith", "’s", "was", "accused of",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80)
)


def sound(spans: Spans, text: str) -> bool:
    """Whether spans lie inside the text, in order, without overlap."""
    return all(0 <= s.start < s.end <= len(text) for s in spans) and all(a.end <= b.start for a, b in pairwise(spans))


def check(found: list[Attribution], text: str, body: int = 0) -> None:
    for a in found:
        assert a.content
        for spans in (a.source, a.cue, a.content):
            assert sound(spans, text)
            assert all(s.start >= body for s in spans)
            assert all(s.of(text).strip() for s in spans)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 30))
def test_english_marks_lie_in_the_text(text: str, body: int) -> None:
    parse = parsed(text)
    found = attributions(parse, body)
    check(found, text, body)
    assert found == attributions(parse, body)
    for a in found:
        assert a.cue_word is None or 0 <= a.cue_word < len(parse.words)
        assert a.source_word is None or 0 <= a.source_word < len(parse.words)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_arabic_marks_lie_in_the_text(text: str) -> None:
    found = arabic_attributions(text)
    check(found, text)
    assert found == arabic_attributions(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "said", '"', "“", "”", "''", "\x00"])
def test_almost_nothing(text: str) -> None:
    assert attributions(parsed(text)) == []
    assert arabic_attributions(text) == []


def chain(count: int) -> Parse:
    """A made-up parse: one endless sentence in which each word says the next."""
    text = "said " * count
    words = [
        Word(
            i,
            5 * i,
            5 * i + 4,
            "said",
            "said",
            "say",
            "VERB",
            "VBD",
            "ccomp" if i else "ROOT",
            max(0, i - 1),
            "",
            False,
            0,
        )
        for i in range(count)
    ]
    for word in words[1:]:
        words[word.head].children.append(word.i)
    return Parse(text, words, [(0, count)])


@pytest.mark.slow
def test_an_endless_sentence_takes_no_quadratic_time() -> None:
    check(attributions(chain(5_000)), "said " * 5_000)


@pytest.mark.slow
def test_a_line_full_of_marks_takes_no_quadratic_time() -> None:
    text = 'He said " and “ then ” ' * 40_000
    check(arabic_attributions(text), text)
    assert attributions(Parse(text, [], [])) == []
