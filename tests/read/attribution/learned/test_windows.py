from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from purport.read.attribution.learned.pieces import FEATURES, Paragraph
from purport.read.attribution.learned.windows import CLS, SEP, WINDOW, pack, row_of


@given(st.lists(st.integers(1, 700), max_size=30), st.integers(3, 300))
def test_every_piece_stands_in_one_window_and_none_is_too_long(lengths, size):
    seen: dict[int, int] = dict.fromkeys(range(len(lengths)), 0)
    for window in pack(lengths, size):
        at = 1
        for part in window:
            assert (part.at, part.low) == (at, seen[part.paragraph])
            seen[part.paragraph] = part.high
            at += part.high - part.low + 1
        assert at <= size
    assert [seen[n] for n in range(len(lengths))] == lengths


def test_a_short_first_window_cuts_elsewhere():
    assert [[p.paragraph for p in w] for w in pack([5, 5, 5], 14)] == [[0, 1], [2]]
    assert [[p.paragraph for p in w] for w in pack([5, 5, 5], 14, first=7)] == [[0], [1, 2]]


def test_nothing_gives_no_window():
    assert pack([], WINDOW) == []


def test_a_row_has_its_marks():
    numbers = np.arange(3, dtype=np.int64)
    shape = [Paragraph(numbers + 7, np.ones((3, FEATURES), np.int64), numbers, numbers + 1, False)] * 2
    ids, features = row_of(shape, pack([3, 3], 10)[0])
    assert ids.tolist() == [CLS, 7, 8, 9, SEP, 7, 8, 9, SEP]
    assert features[:, 0].tolist() == [0, 1, 1, 1, 0, 1, 1, 1, 0]
