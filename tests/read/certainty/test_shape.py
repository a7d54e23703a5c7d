"""A passage as the opinion reads it."""

from __future__ import annotations

import numpy as np
import pytest

from purport.read.attribution.learned import learned_reader
from purport.read.attribution.learned.tagger import states_of
from purport.read.certainty.opinion.shape import LONGEST, VALUES, Marked, shape
from purport.read.parse import parsed
from purport.read.states import WIDTH, States
from purport.records import Certainty
from purport.records.spans import Span

TEXT = "Witnesses said rebels burned the fort. Police closed a road."


def _span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def _states(text: str) -> States:
    return learned_reader().examined(parsed(text))[1]


@pytest.fixture(scope="module")
def states() -> States:
    return _states(TEXT)


def test_every_anchor_has_its_share_of_the_pieces_it_covers(states: States) -> None:
    one = shape(states, Span(0, len(TEXT)), [_span("burned"), _span("closed a road")], Marked())
    assert one.pool.sum(1) == pytest.approx([1, 1])
    assert [int((row > 0).sum()) for row in one.pool] == [1, 3]
    assert one.states.shape == (one.pool.shape[1], WIDTH)


def test_marks_tell_anchor_content_cue_and_source(states: States) -> None:
    marked = Marked((_span("rebels burned the fort"),), (_span("said"),), (_span("Witnesses"),))
    one = shape(states, Span(0, len(TEXT)), [_span("burned")], marked)
    assert one.marks.sum(0).tolist() == [1, 4, 1, 1]


def test_a_window_holds_its_own_pieces_alone(states: States) -> None:
    second = Span(TEXT.index("Police"), len(TEXT))
    one = shape(states, second, [_span("closed")], Marked())
    assert one.pool.tolist() == [[0, 1, 0, 0, 0]]
    assert (one.states == states.values[-5:].astype(np.float32)).all()


def test_a_long_passage_is_cut_round_its_anchors() -> None:
    text = "Nothing happened here. " * 80 + TEXT
    one = shape(_states(text), Span(0, len(text)), [_span("burned", text)], Marked())
    assert len(one.states) == LONGEST
    assert (one.marks[:, 0] * one.pool[0]).sum() == pytest.approx(1)


def test_an_anchor_without_pieces_has_a_share_of_all(states: States) -> None:
    one = shape(states, Span(0, 20), [_span("road")], Marked())
    assert one.pool[0] == pytest.approx(1 / len(one.states))


def test_a_window_without_pieces_is_one_piece_of_zeros() -> None:
    nothing = states_of([], [])
    one = shape(nothing, Span(3, 9), [Span(3, 5)], Marked())
    assert (one.states.shape, one.states.any(), one.pool.tolist()) == ((1, WIDTH), False, [[1]])


def test_every_piece_of_a_text_has_a_state() -> None:
    text = "A short line.\n\n" + "The governor said the road was closed because of the rain. " * 40
    states = _states(text)
    assert states.within(Span(0, len(text))) == slice(0, len(states.start))
    assert states.values.shape == (len(states.start), WIDTH)
    assert list(states.start) == sorted(states.start)
    assert np.isfinite(states.values).all()


def test_the_values_are_all_eleven_in_their_order() -> None:
    assert tuple(Certainty) == VALUES
