from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.attribution.learned.decoding import (
    BEGIN,
    END,
    MID,
    NEXT,
    ONLY,
    OUT,
    best_tags,
    log_softmax,
    runs,
    spans_of,
)


def logits_for(tags, sure=6.0):
    """[n, 15]: the same row of tags for each of the three roles."""
    one = np.zeros((len(tags), 5), np.float32)
    one[np.arange(len(tags)), tags] = sure
    return np.concatenate([one] * 3, axis=1)


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_the_best_row_is_legal_and_no_other_legal_row_is_better(length, seed):
    logp = log_softmax(np.random.default_rng(seed).normal(size=(1, length, 5)).astype(np.float32) * 3)
    tags = best_tags(logp)[0]
    path = [OUT, *tags.tolist(), OUT]
    assert all(NEXT[a, b] == 0 for a, b in pairwise(path))
    if length <= 5:
        rows = np.array(np.meshgrid(*[range(5)] * length)).T.reshape(-1, length)
        legal = [r for r in rows if all(NEXT[a, b] == 0 for a, b in zip([OUT, *r], [*r, OUT], strict=True))]
        totals = [float(logp[0, np.arange(length), r].sum()) for r in legal]
        assert float(logp[0, np.arange(length), tags].sum()) >= max(totals) - 1e-4


def test_runs_of_a_legal_row():
    assert runs(np.array([OUT, ONLY, BEGIN, END, BEGIN, MID, END])) == [(1, 2), (2, 4), (4, 7)]
    assert runs(np.array([OUT])) == []


def test_spans_of_paragraphs_of_different_length():
    one, two = spans_of([logits_for([OUT, BEGIN, END]), logits_for([ONLY])], (0.0, 0.0, 0.0))
    assert [f.key for f in one] == [(0, 1, 3), (1, 1, 3), (2, 1, 3)]
    assert [f.key for f in two] == [(0, 0, 1), (1, 0, 1), (2, 0, 1)]
    assert all(-0.1 < f.edge <= f.sure <= 0 for f in (*one, *two))


def test_a_bias_brings_out_what_is_nearly_there():
    doubtful = np.zeros((1, 15), np.float32)
    doubtful[0, [OUT, 5 + OUT, 10 + OUT]] = 2.0
    doubtful[0, [ONLY, 5 + ONLY, 10 + ONLY]] = 1.0
    assert spans_of([doubtful], (0.0, 0.0, 0.0)) == [[]]
    assert [f.key for f in spans_of([doubtful], (0.0, 1.5, 0.0))[0]] == [(1, 0, 1)]


def test_no_paragraph_no_span():
    assert spans_of([], (0.0, 0.0, 0.0)) == []
