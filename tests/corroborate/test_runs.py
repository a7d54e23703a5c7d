"""Sorted runs of postings."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies.hashing import BITS
from purport.corroborate.copies.runs import NUMBER_BITS, merged, run_of

HASHES = st.integers(0, 2**BITS - 1) | st.integers(0, 5) | st.integers(2**BITS - 5, 2**BITS - 1)
POSTINGS = st.lists(st.tuples(HASHES, st.integers(0, 9)), min_size=1, max_size=80)


def run(pairs):
    return run_of(np.array(sorted((h << NUMBER_BITS) | n for h, n in pairs), np.uint64))


def found(one, asked):
    which, numbers = one.hits(np.array(asked, np.uint64))
    return sorted((asked[w], n) for w, n in zip(which.tolist(), numbers.tolist(), strict=True))


@given(POSTINGS, st.lists(HASHES, unique=True, max_size=30))
def test_all_that_is_asked_for_is_found_and_nothing_else(pairs, others):
    asked = list({*others, *(h for h, _ in pairs[:40])})
    assert found(run(pairs), asked) == sorted(p for p in pairs if p[0] in asked)


@given(POSTINGS, POSTINGS)
def test_two_runs_merged_hold_what_both_held(one, other):
    whole = merged(run(one), run(other))
    assert whole.postings.tolist() == run([*one, *other]).postings.tolist()
    assert whole.starts.tolist() == run([*one, *other]).starts.tolist()
    assert len(whole) == len(one) + len(other) and whole.nbytes > 8 * len(whole)
