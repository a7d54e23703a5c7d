"""The parse: offsets, trees, pieces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import ModelError
from purport.read import parse as under_test
from purport.records import Span

TEXT = "The harbour master said on Monday that the ferry had sunk.\n\nHe gave  no cause.\n"


def test_offsets_are_those_of_the_text_and_blanks_are_no_words():
    parse = under_test.parsed(TEXT)
    assert all(TEXT[w.start : w.end] == w.text for w in parse.words)
    assert not any(w.text.isspace() for w in parse.words)
    assert [w.i for w in parse.words] == list(range(len(parse.words)))


def test_tree_is_consistent():
    parse = under_test.parsed(TEXT)
    for word in parse.words:
        for child in parse.children_of(word):
            assert parse.head_of(child) is word
        if word.head != word.i:
            assert word.i in parse.head_of(word).children


def test_subtree_ancestors_and_spans():
    parse = under_test.parsed(TEXT)
    said = next(w for w in parse.words if w.text == "said")
    sunk = next(w for w in parse.words if w.text == "sunk")
    assert said in list(parse.ancestors(sunk))
    assert parse.span_of(parse.subtree(sunk)).of(TEXT) == "that the ferry had sunk"
    assert parse.sentence_span(1).of(TEXT) == "He gave  no cause."
    assert parse.word_at(TEXT.index("harbour") + 2).text == "harbour"
    assert parse.word_at(TEXT.index(" ")) is None
    assert [w.text for w in parse.between(0, 18)] == ["The", "harbour", "master"]


def test_span_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="empty"):
        under_test.plain("x").span_of([])


@given(st.text(alphabet="ab \n", max_size=60), st.integers(1, 20))
def test_pieces_cover_the_text_without_gaps(text, size):
    pieces = under_test.pieces_of(text, size)
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(b - a <= size for a, b in pieces)


def test_a_long_text_is_parsed_in_pieces_with_true_offsets():
    whole = under_test.parsed(TEXT * 3, chunk=70)
    assert all((TEXT * 3)[w.start : w.end] == w.text for w in whole.words)
    assert [w.i for w in whole.words] == list(range(len(whole.words)))
    assert all(whole.sentence(w.sent)[0].sent == w.sent for w in whole.words)
    assert all(whole.words[c].head == w.i for w in whole.words for c in w.children)


def test_no_sentence_of_the_story_begins_in_its_dateline():
    text = "ARDEN, Orvenia, March 26, 2024 — Orvenian police said on Tuesday that the road was shut."
    body = text.index("Orvenian police")
    parse = under_test.parsed(text, body=body)
    assert all(text[w.start : w.end] == w.text for w in parse.words)
    assert body in {parse.sentence_span(n).start for n in range(len(parse.sentences))}
    assert [w.text for w in under_test.parsed(text, body=len(text)).words] == [w.text for w in parse.words]


@pytest.mark.parametrize("text", ["", " \n", "\u200f\u200b", "…", "😀 said"])
def test_odd_texts(text):
    parse = under_test.parsed(text)
    assert all(text[w.start : w.end] == w.text for w in parse.words)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("mark", ["(", "“", '"', "—", "a."])
def test_a_long_run_of_marks_does_not_hold_up_the_round(mark):
    text = f"The mayor said that the road was shut. {mark * (12_000 // len(mark))} He gave no cause."
    parse = under_test.parsed(text)
    assert all(text[w.start : w.end] == w.text for w in parse.words)
    assert [w.text for w in parse.words[:3]] == ["The", "mayor", "said"]
    assert len(parse.words) < 20


def test_a_missing_model_names_itself_and_the_way_out():
    with pytest.raises(ModelError) as caught:
        under_test.parsed("x", "no_such_model")
    assert caught.value.subject == "no_such_model"
    assert "pip install" in caught.value.advice


def test_span_type():
    assert Span(0, 3) in {under_test.parsed("Yes").span_of(under_test.parsed("Yes").words)}


def test_matrices_are_multiplied_by_numpy_and_the_parse_is_that_of_plain_spacy() -> None:
    import spacy

    text = (
        "The army denied on Monday that its soldiers had shelled Orvat. “Nobody fired,” said Jon Aske, a spokesman.\n"
        * 3
    )
    ours, plain_one = under_test.language_model(), spacy.load(under_test.DEFAULT_MODEL)
    layers = [layer for _, pipe in ours.pipeline if getattr(pipe, "model", None) for layer in pipe.model.walk()]
    assert layers
    assert len({id(layer.ops) for layer in layers}) == 1
    assert layers[0].ops.xp is np
    told = [[(t.tag_, t.dep_, t.head.i, t.ent_type_, t.lemma_) for t in one(text)] for one in (ours, plain_one)]
    assert told[0] == told[1]


def test_one_thread_multiplies_while_a_text_is_parsed_and_the_number_before_comes_back() -> None:
    under_test.language_model()

    def threads() -> dict[str, int]:
        """By library: one that others load later (scipy brings its own) does none of the parser's work."""
        return {one["filepath"]: one["num_threads"] for one in under_test._blas().info() if one["user_api"] == "blas"}

    before = threads()
    assert any("numpy" in path or "blas" in path for path in before)
    with under_test.one_thread():
        assert set(threads().values()) == {1}
    assert threads() == before
