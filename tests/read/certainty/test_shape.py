"""A passage as the opinion reads it."""

from __future__ import annotations

import pytest

from purport.read.attribution.learned.tagger import tokenizer_at
from purport.read.attribution.learned.weights import FOLDER
from purport.read.certainty.opinion.shape import FIRST, LAST, LONGEST, VALUES, Marked, shape
from purport.records import Certainty
from purport.records.spans import Span

TEXT = "Witnesses said rebels burned the fort. Police closed a road."


def _span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.fixture(scope="module")
def tokenizer() -> object:
    return tokenizer_at(FOLDER / "tokenizer.json")


def test_every_anchor_has_its_share_of_the_pieces_it_covers(tokenizer) -> None:
    one = shape(tokenizer, TEXT, Span(0, len(TEXT)), [_span("burned"), _span("closed a road")], Marked())
    assert one.pool.sum(1) == pytest.approx([1, 1])
    assert [int((row > 0).sum()) for row in one.pool] == [1, 3]
    assert (one.ids[0], one.ids[-1]) == (FIRST, LAST)


def test_marks_tell_anchor_content_cue_and_source(tokenizer) -> None:
    marked = Marked((_span("rebels burned the fort"),), (_span("said"),), (_span("Witnesses"),))
    one = shape(tokenizer, TEXT, Span(0, len(TEXT)), [_span("burned")], marked)
    assert one.marks.sum(0).tolist() == [1, 4, 1, 1]
    assert one.marks[0].tolist() == one.marks[-1].tolist() == [0, 0, 0, 0]


def test_a_window_counts_characters_of_the_whole_text(tokenizer) -> None:
    second = Span(TEXT.index("Police"), len(TEXT))
    one = shape(tokenizer, TEXT, second, [_span("closed")], Marked())
    alone = TEXT[second.start :]
    same = shape(tokenizer, alone, Span(0, len(alone)), [_span("closed", alone)], Marked())
    assert one.ids.tolist() == same.ids.tolist()
    assert one.pool.tolist() == same.pool.tolist()


def test_a_long_passage_is_cut_round_its_anchors(tokenizer) -> None:
    text = "Nothing happened here. " * 80 + TEXT
    one = shape(tokenizer, text, Span(0, len(text)), [_span("burned", text)], Marked())
    assert len(one.ids) == LONGEST
    assert one.pool[0, 1:-1].sum() == pytest.approx(1)


def test_an_anchor_without_pieces_falls_back_on_the_whole(tokenizer) -> None:
    one = shape(tokenizer, TEXT, Span(0, 20), [_span("road")], Marked())
    assert one.pool[0, 0] == 1


def test_an_empty_window_is_read(tokenizer) -> None:
    assert shape(tokenizer, "", Span(0, 1), [Span(0, 1)], Marked()).ids.tolist() == [FIRST, LAST]


def test_the_values_are_all_eleven_in_their_order() -> None:
    assert tuple(Certainty) == VALUES
