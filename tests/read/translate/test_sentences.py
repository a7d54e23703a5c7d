"""Sentences by their stops, paragraphs kept, in any language that has stops."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.translate.sentences import sentences


def words(text):
    return [[span.of(text) for span in found] for found in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n \n", []),
        ("The ferry was late", [["The ferry was late"]]),
        ("The ferry was late. It came at noon.", [["The ferry was late.", "It came at noon."]]),
        ("Dr. Roe came. So did Mr. A. Vane.", [["Dr. Roe came.", "So did Mr. A. Vane."]]),
        ("The U.S. envoy left. He paid 3.5 marks.", [["The U.S. envoy left.", "He paid 3.5 marks."]]),
        ('"It is open." She left.', [['"It is open."', "She left."]]),
        ("He waited ... and left.", [["He waited ... and left."]]),
        ("وصل القارب متأخرا. متى؟ لا أحد يعرف!", [["وصل القارب متأخرا.", "متى؟", "لا أحد يعرف!"]]),
        ("船晚了。没有人知道。", [["船晚了。", "没有人知道。"]]),
        ("One.\n\nTwo. Three.", [["One."], ["Two.", "Three."]]),
    ],
)
def test_stops_end_sentences_and_abbreviations_do_not(text, expected):
    assert words(text) == expected


@given(st.text(alphabet=' \n.!?؟a"”ب。,', max_size=80))
def test_every_sign_that_is_no_space_is_in_one_sentence(text):
    found = [span for paragraph in sentences(text) for span in paragraph]
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = "".join(span.of(text) for span in found)
    assert covered.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


def test_a_text_of_a_million_signs_is_cut_at_once():
    assert len(sentences("The ferry was late. " * 50_000)[0]) == 50_000
    assert len(sentences("a" * 1_000_000)) == 1
    assert sum(map(len, sentences("." * 100_000 + " x"))) >= 1
