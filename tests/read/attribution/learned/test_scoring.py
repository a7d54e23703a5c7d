from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.attribution.learned.decoding import Found
from purport.read.attribution.learned.joining import Joined
from purport.read.attribution.learned.pieces import FEATURES, Paragraph
from purport.read.attribution.learned.scoring import Chances, learned_features, logit, ruled_features, score
from purport.read.attribution.learned.tagger import Numbers
from purport.records import Kind, Span


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=5))
def test_a_score_is_a_share(weights):
    assert 0 <= score(weights, (1.0,) * (len(weights) - 1)) <= 1


def test_a_score_needs_all_its_features():
    with pytest.raises(ValueError, match="zip"):
        score([0.0, 1.0], ())


def test_log_odds_stay_within_bounds():
    assert (logit(0.5), logit(0.0), logit(1.0)) == (0.0, -5.0, 5.0)


def found(role, start, end, edge=-0.5):
    return Found((role, start, end), -0.1, edge)


def joined(source=None, contents=1):
    spans = [(0, found(2, 5 * n, 5 * n + 2)) for n in range(1, contents + 1)]
    return Joined(0, source, found(1, 1, 2, edge=-100.0), spans, 0.9, 0.8)


def test_features_tell_agreement_kind_and_missing_source():
    alone = learned_features(joined(), Kind.DIRECT, None)
    agreed = learned_features(joined(found(0, 0, 1), contents=2), Kind.MIXED, 0.9)
    assert len(alone) == len(agreed)
    assert alone[5] == 1.0
    assert agreed[5] == 0.0
    assert alone[8:10] == (0.0, 0.0)
    assert agreed[8:10] == (1.0, pytest.approx(math.log(9)))
    assert alone[10:] == (1.0, 0.0, 0.0)
    assert agreed[10:] == (0.0, 1.0, 1.0)
    assert alone[1] == -6.0
    assert len(ruled_features([0.1, 0.2, 0.3], 0.5, True, Kind.INDIRECT, 0.0)) == 8


def test_chances_are_means_over_the_pieces_of_spans():
    start = np.array([0, 5, 10], np.int64)
    shape = [Paragraph(start, np.zeros((3, FEATURES), np.int64), start, start + 4, False)]
    logits = np.zeros((3, 15), np.float32)
    logits[0, 0] = 50
    chances = Chances(shape, [Numbers(logits, logits, logits, logits.astype(np.float16))])
    assert chances.mean([Span(0, 14)], 0) == pytest.approx((0 + 0.8 + 0.8) / 3)
    assert chances.mean([Span(5, 14)], 1) == pytest.approx(0.8)
    assert chances.mean([], 0) == 0.0
    assert Chances([], []).mean([Span(0, 9)], 0) == 0.0
