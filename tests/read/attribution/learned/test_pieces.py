from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.attribution import attributions
from purport.read.attribution.learned.pieces import (
    BEGINS,
    CASE,
    FIRST_PARSED,
    FIRST_RULED,
    GOES_ON,
    OUTSIDE,
    QUOTE,
    SIZES,
    case_of,
    outermost,
    paragraphs_of,
    quote_states,
    set_in_capitals,
)
from purport.read.found import Attribution
from purport.read.parse import parsed, plain
from purport.read.quotations import quotations
from purport.records import Kind, Span

STORY = 'The mayor of Kelva said on Friday that the bridge was shut.\n"We wait," she told reporters.'


def found(source, cue, content):
    return Attribution(source, cue, content, Kind.INDIRECT, "that-clause", 0.8, "")


@pytest.mark.parametrize(
    ("word", "case"), [("said", 1), ("Ankara", 2), ("A", 2), ("UN", 3), ("McCain", 4), ("9th", 5), ("…", 6), ("", 6)]
)
def test_letter_case(word, case):
    assert case_of(word) == case


def test_quotation_states_of_closed_and_open_marks():
    text = "So “we go” and “on"
    states = quote_states(Span(0, len(text)), quotations(text))
    assert states[text.index("S")] == 1
    assert states[text.index("“")] == 3
    assert states[text.index("w")] == 2
    assert states[text.index("”")] == 4
    assert states[-1] == 1


def test_pieces_cover_the_words_they_stand_for(tokenizer):
    shape = paragraphs_of(parsed(STORY), tokenizer, attributions(parsed(STORY)))
    assert [STORY[p.start[0] : p.end[-1]] for p in shape] == STORY.split("\n")
    assert [p.opens for p in shape] == [False, True]
    for p in shape:
        assert (p.start < p.end).all()
        assert (p.start[1:] >= p.end[:-1]).all()
        assert (p.features < np.array(SIZES)).all()


def test_the_rules_opinion_goes_in(tokenizer):
    parse = parsed(STORY)
    first = paragraphs_of(parse, tokenizer, attributions(parse))[0]
    opinion = {int(s): first.features[n, FIRST_RULED:].tolist() for n, s in enumerate(first.start)}
    assert opinion[0] == [BEGINS, OUTSIDE, OUTSIDE]
    assert opinion[STORY.index("mayor")] == [GOES_ON, OUTSIDE, OUTSIDE]
    assert opinion[STORY.index("said")][1] == BEGINS
    assert opinion[STORY.index("bridge")][2] == GOES_ON


def test_without_rules_or_parse_the_features_are_not_known(tokenizer):
    unruled = paragraphs_of(parsed(STORY), tokenizer, None)[0].features
    assert (unruled[:, FIRST_RULED:] == 0).all()
    assert (unruled[:, FIRST_PARSED:FIRST_RULED] > 0).any()
    assert (paragraphs_of(plain(STORY), tokenizer, ())[0].features[:, FIRST_PARSED:] == 0).all()


def test_a_paragraph_in_capitals_has_no_parse(tokenizer):
    parse = parsed(STORY.upper())
    shape = paragraphs_of(parse, tokenizer, attributions(parse))
    assert all((p.features[:, FIRST_PARSED:] == 0).all() for p in shape)
    assert set_in_capitals("UN TROOPS LEFT")
    assert not set_in_capitals("UN")


def test_curly_and_straight_marks_are_the_same_pieces(tokenizer):
    curly = STORY.replace('"We', "“We").replace('wait,"', "wait,”")
    one, two = (paragraphs_of(parsed(text), tokenizer, None)[1] for text in (STORY, curly))
    assert one.ids.tolist() == two.ids.tolist()
    assert one.features[:, QUOTE].tolist() == two.features[:, QUOTE].tolist()


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_pieces_inside_it(tokenizer, text):
    for p in paragraphs_of(plain(text), tokenizer, ()):
        assert 0 <= p.start[0] <= p.end[-1] <= len(text)
        assert (p.features[:, CASE] > 0).all()


def test_inner_finds_are_left_out():
    outer = found((Span(0, 5),), (Span(6, 10),), (Span(11, 60),))
    inner = found((Span(12, 15),), (Span(16, 20),), (Span(21, 60),))
    beside = found((Span(61, 65),), (Span(66, 70),), (Span(71, 90),))
    assert outermost([inner, outer, beside]) == [outer, beside]
    assert outermost([]) == []
