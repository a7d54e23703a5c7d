"""Sorted runs of postings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies import runs
from purport.corroborate.copies.hashing import BITS
from purport.corroborate.copies.runs import NUMBER_BITS, hits, merged, run_from, run_of, without

HASHES = st.integers(0, 2**BITS - 1) | st.integers(0, 5) | st.integers(2**BITS - 5, 2**BITS - 1)
POSTINGS = st.lists(st.tuples(HASHES, st.integers(0, 9)), min_size=1, max_size=200)


def run(pairs):
    return run_of(np.array(sorted((h << NUMBER_BITS) | n for h, n in pairs), np.uint64))


def found(one, asked):
    if not asked:
        return []
    which, numbers = hits([one], np.array(asked, np.uint64))
    return sorted((asked[w], n) for w, n in zip(which.tolist(), numbers.tolist(), strict=True))


@given(POSTINGS, st.lists(HASHES, unique=True, max_size=30))
def test_all_that_is_asked_for_is_found_and_nothing_else(pairs, others):
    asked = sorted({*others, *(h for h, _ in pairs[:40])})
    assert found(run(pairs), asked) == sorted(p for p in pairs if p[0] in asked)


@given(POSTINGS, POSTINGS)
def test_two_runs_merged_hold_what_both_held(one, other):
    whole = merged(run(one), run(other))
    assert whole.postings.tolist() == run([*one, *other]).postings.tolist()
    assert whole.starts.tolist() == run([*one, *other]).starts.tolist()
    assert len(whole) == len(one) + len(other) and whole.nbytes > 8 * len(whole)


@given(POSTINGS, st.sets(st.integers(0, 9)))
def test_struck_stories_are_in_no_run(pairs, gone):
    struck = np.isin(np.arange(10), list(gone))
    whole = run(pairs)
    left = without(whole, struck)
    wanted = [(h, n) for h, n in pairs if n not in gone]
    assert left is whole if len(wanted) == len(pairs) else (left is None) == (not wanted)
    if left is not None:
        assert left.postings.tolist() == run(wanted).postings.tolist()


@given(POSTINGS)
def test_a_run_is_made_again_from_its_arrays(pairs):
    whole = run(pairs)
    again = run_from(whole.postings, whole.starts)
    assert again.shift == whole.shift


def test_arrays_that_do_not_belong_together_are_refused():
    one, other = run([(5, 1), (9, 2)]), run([(n, 1) for n in range(50)])
    for postings, starts in [
        (one.postings, other.starts),
        (other.postings, one.starts),
        (one.postings[:0], one.starts),
        (one.postings.astype(np.int64), one.starts),
        (one.postings, one.starts.astype(np.float64)),
        (one.postings, one.starts[:-1]),
        (one.postings, one.starts[:0]),
    ]:
        with pytest.raises(ValueError, match="not the"):
            run_from(postings, starts)


@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 60))
def test_merged_in_small_pieces_it_is_the_same(seed, size, most):
    chance = np.random.default_rng(seed)
    one, other = (run(zip(chance.integers(0, most, n).tolist(), range(n), strict=True)) for n in (size, size // 3 + 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "PIECE", 7)
        pieced = merged(one, other)
    whole = merged(one, other)
    assert pieced.postings.tolist() == whole.postings.tolist() and pieced.starts.tolist() == whole.starts.tolist()


def test_a_hash_that_very_many_have_is_found_whole():
    pairs = [(7, n) for n in range(500)] + [(h, 1) for h in range(8, 40)] + [(2**BITS - 1, n) for n in range(100)]
    assert found(run(pairs), [7, 20, 2**BITS - 2, 2**BITS - 1]) == sorted(
        [*((7, n) for n in range(500)), (20, 1), *((2**BITS - 1, n) for n in range(100))]
    )


@given(st.lists(POSTINGS, min_size=2, max_size=4), st.lists(HASHES, unique=True, min_size=1, max_size=30))
def test_several_runs_are_asked_as_one(rows, others):
    asked = sorted({*others, *(h for pairs in rows for h, _ in pairs[:20])})
    which, numbers = hits([run(pairs) for pairs in rows], np.array(asked, np.uint64))
    got = sorted((asked[w], n) for w, n in zip(which.tolist(), numbers.tolist(), strict=True))
    assert got == sorted(p for pairs in rows for p in pairs if p[0] in asked)
