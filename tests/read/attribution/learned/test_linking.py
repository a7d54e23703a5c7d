from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from purport.read.attribution.learned.decoding import Found
from purport.read.attribution.learned.joining import SHORT, Linker, joined
from purport.read.attribution.learned.linking import BETWEEN, CONTENT, CUE, GAPS, SOURCE, gap, pairs
from purport.read.attribution.learned.pieces import FEATURES, Paragraph

SIZE = 4


def found(role, start, end):
    return Found((role, start, end), -0.1, -0.2)


def paragraph(length, opens=False):
    numbers = np.arange(length, dtype=np.int64)
    return Paragraph(numbers, np.zeros((length, FEATURES), np.int64), numbers, numbers + 1, opens)


def nearest():
    """A linker that looks at distance alone; no source at all is unlikely."""
    distance = np.array([[-(n % 9) for n in range(GAPS)]] * 2, np.float32)
    return Linker(distance, np.zeros((2, BETWEEN), np.float32), np.zeros(SIZE, np.float32), -20.0)


def made(*paragraphs, linker=None):
    """What joining gives for paragraphs of (length, opens, spans)."""
    shape = [paragraph(length, opens) for length, opens, _ in paragraphs]
    vectors = [(np.zeros((length, SIZE), np.float32),) * 2 for length, _, _ in paragraphs]
    return joined(shape, [spans for _, _, spans in paragraphs], vectors, linker or nearest())


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 50), st.integers(1, 9)), max_size=12))
def test_pairs_join_neighbouring_roles_only(raw):
    spans = [(role, start, start + length) for role, start, length in raw]
    for i, j, link, distance, rivals in pairs(spans):
        assert spans[i][0] == spans[j][0] + 1 == link + 1
        assert 0 <= distance < GAPS
        assert 0 <= rivals < BETWEEN


def test_gaps_grow_in_powers_of_two_and_tell_the_side():
    cue = (CUE, 100, 101)
    assert [gap(cue, (SOURCE, 0, 100 - n)) for n in (0, 1, 2, 4, 99)] == [0, 1, 2, 3, 7]
    assert [gap(cue, (SOURCE, 101 + n, 150)) for n in (0, 1, 2, 4)] == [9, 10, 11, 12]


def test_content_goes_to_the_nearest_cue_and_cue_to_the_nearest_source():
    spans = [
        found(SOURCE, 0, 1),
        found(CUE, 1, 2),
        found(CONTENT, 2, 6),
        found(SOURCE, 8, 9),
        found(CUE, 9, 10),
        found(CONTENT, 10, 14),
    ]
    one, two = made((20, False, spans))
    assert (one.source.key, one.cue.key, one.contents[0][1].key) == ((0, 0, 1), (1, 1, 2), (2, 2, 6))
    assert (two.source.key, two.cue.key, two.contents[0][1].key) == ((0, 8, 9), (1, 9, 10), (2, 10, 14))
    assert 0 < two.sourced <= 1
    assert 0 < two.linked <= 1


def test_a_cue_may_have_no_source():
    likes_none = Linker(nearest().gap, nearest().between, nearest().none, 20.0)
    (one,) = made((9, False, [found(SOURCE, 0, 1), found(CUE, 1, 2), found(CONTENT, 2, 6)]), linker=likes_none)
    assert one.source is None
    assert one.sourced > 0.99


def test_two_contents_of_one_cue_are_one_attribution():
    (one,) = made((20, False, [found(CONTENT, 0, 4), found(CUE, 5, 6), found(SOURCE, 4, 5), found(CONTENT, 6, 9)]))
    assert [f.key for _, f in one.contents] == [(2, 0, 4), (2, 6, 9)]


def test_a_cue_without_content_and_a_content_without_cue_are_nothing():
    assert made((20, False, [found(CUE, 0, 1)]), (20, False, [found(CONTENT, 0, 9)])) == []


def said():
    return (20, True, [found(CONTENT, 0, 8), found(SOURCE, 8, 9), found(CUE, 9, 10)])


def test_a_quotation_goes_on_in_the_next_paragraph():
    (one,) = made(said(), (20, True, [found(CONTENT, 0, 20)]))
    assert one.continued == [(1, found(CONTENT, 0, 20))]


def test_a_short_line_between_does_not_end_it_but_a_paragraph_does():
    (one,) = made(said(), (SHORT, False, []), (20, True, [found(CONTENT, 0, 20)]))
    assert len(one.continued) == 1
    (two,) = made(said(), (SHORT + 1, False, []), (20, True, [found(CONTENT, 0, 20)]))
    assert two.continued == []


def test_a_paragraph_that_opens_without_a_mark_does_not_go_on():
    (one,) = made(said(), (20, False, [found(CONTENT, 0, 20)]))
    assert one.continued == []


def parts(*paragraphs):
    """What joining gives for the parts of one long paragraph."""
    shape = [
        replace(paragraph(length, opens), more=n + 1 < len(paragraphs))
        for n, (length, opens, _) in enumerate(paragraphs)
    ]
    vectors = [(np.zeros((length, SIZE), np.float32),) * 2 for length, _, _ in paragraphs]
    return joined(shape, [spans for _, _, spans in paragraphs], vectors, nearest())


def test_a_content_of_the_first_part_goes_with_the_cue_of_the_next():
    (one,) = parts((20, True, [found(CONTENT, 0, 20)]), (20, False, [found(CONTENT, 0, 9), found(CUE, 9, 10)]))
    assert one.contents == [(0, found(CONTENT, 0, 20)), (1, found(CONTENT, 0, 9))]


def test_words_between_keep_them_apart():
    (one,) = parts((20, True, [found(CONTENT, 0, 12)]), (20, False, [found(CONTENT, 0, 9), found(CUE, 9, 10)]))
    assert one.contents == [(1, found(CONTENT, 0, 9))]
    (two,) = parts((20, True, [found(CONTENT, 0, 20)]), (20, False, [found(CONTENT, 5, 9), found(CUE, 9, 10)]))
    assert two.contents == [(1, found(CONTENT, 5, 9))]


def test_a_content_that_waits_in_vain_goes_on_from_before():
    shape = [said(), (20, True, [found(CONTENT, 0, 20)]), (20, False, [])]
    (one,) = parts(*shape)
    assert one.continued == [(1, found(CONTENT, 0, 20))]
