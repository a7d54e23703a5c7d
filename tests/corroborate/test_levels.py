"""The levels of a shelf: runs that are merged when they come near each other in size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies import levels as module
from purport.corroborate.copies import runs
from purport.corroborate.copies.levels import Levels
from purport.corroborate.copies.runs import NUMBER_BITS


def postings(chance, size, most=2**36):
    return chance.integers(0, most, size, dtype=np.uint64) << NUMBER_BITS | chance.integers(
        0, 99, size, dtype=np.uint64
    )


def found(levels, asked):
    slots, numbers = levels.hits(asked) or (np.empty(0, np.int64),) * 2
    return sorted((int(asked[s]), n) for s, n in zip(slots, numbers.tolist(), strict=True))


def plain(rows, asked):
    every = np.concatenate(rows)
    here = every[np.isin(every >> NUMBER_BITS, asked)]
    return sorted((int(p >> NUMBER_BITS), int(p & runs.NUMBER)) for p in here)


@pytest.fixture
def spread(monkeypatch):
    """Even small merges are spread, over some twenty stories."""
    monkeypatch.setattr(module, "RATIO", 4)
    monkeypatch.setattr(module, "_AT_ONCE", 300)
    monkeypatch.setattr(module, "_WORTH", 200)
    monkeypatch.setattr(module, "_SPREAD", 20)
    monkeypatch.setattr(runs, "PIECE", 16)


@pytest.mark.parametrize("seed", range(6))
def test_while_merges_go_on_all_is_found_and_nothing_twice(spread, seed):
    chance, levels, rows = np.random.default_rng(seed), Levels(), []
    went_on = 0
    for n in range(150):
        rows.append(postings(chance, int(chance.integers(0, 60)), 500))
        levels.put(rows[-1])
        for _ in range(int(chance.integers(0, 5))):
            levels.step()
        went_on += levels._work is not None
        asked = np.unique(chance.integers(0, 500, 20, dtype=np.uint64))
        assert found(levels, asked) == plain(rows, asked)
        if n % 40 == 39:
            levels.purge(np.zeros(99, np.bool_))
    assert went_on > 20
    levels.finish()
    assert levels._work is None
    neighbours = zip(levels._runs, levels._runs[1:], strict=False)
    assert all(len(one) >= 4 * len(other) or len(other) < 200 < len(one) for one, other in neighbours)


def test_a_large_merge_is_done_in_the_stories_it_is_spread_over(spread):
    chance, levels = np.random.default_rng(3), Levels()
    levels.put(postings(chance, 1000))
    levels.put(postings(chance, 400))
    assert len(levels) == 2
    steps = 0
    while len(levels) == 2:
        levels.step()
        steps += 1
    assert 5 < steps <= 30


def test_what_is_small_is_one_run_for_those_who_ask_and_stays_apart_for_the_disk():
    chance, levels = np.random.default_rng(3), Levels()
    for size in (9000, 200, 5):
        levels.put(postings(chance, size), few=False)
    assert [len(run) for run in levels._runs] == [9000, 200, 5]
    levels.put(postings(chance, 1))
    assert [len(run) for run in levels._runs] == [9206]


def test_a_large_run_is_made_anew_only_for_as_much_as_is_worth_it(spread):
    chance, levels, begun = np.random.default_rng(3), Levels(), []
    levels.put(postings(chance, 700))
    for _ in range(40):
        levels.put(postings(chance, 30))
        if levels._work is not None:
            begun.append(len(levels._runs[levels._pair + 1]))
            levels.finish()
    assert begun
    assert all(200 <= size <= 300 for size in begun)


def test_of_two_large_merges_that_are_due_the_oldest_is_begun_first(spread):
    chance, levels = np.random.default_rng(3), Levels()
    for size in (3000, 800, 300):
        levels._append(runs.run_of(np.sort(postings(chance, size))))
    levels.put(postings(chance, 1))
    assert (levels._pair, [len(run) for run in levels._runs]) == (0, [3000, 800, 300, 1])
    levels.finish()
    assert [len(run) for run in levels._runs] == [3800, 300, 1]


def test_of_stories_that_come_one_by_one_there_are_at_most_three_runs(spread):
    chance, levels = np.random.default_rng(3), Levels()
    levels.put(postings(chance, 100))
    counts = []
    for _ in range(60):
        levels.put(postings(chance, 20))
        for _ in range(10):
            levels.step()
        counts.append(len(levels))
    assert max(counts) <= 3


def test_runs_stay_few(monkeypatch):
    monkeypatch.setattr(module, "RATIO", 4)
    chance, levels = np.random.default_rng(3), Levels()
    for _ in range(200):
        levels.put(postings(chance, 30), few=False)
        assert len(levels) <= 6
    assert levels.nbytes > 200 * 30 * 8


@pytest.mark.parametrize("seed", range(4))
def test_frozen_while_a_merge_goes_on_it_thaws_to_the_same(spread, seed):
    chance, levels, rows, names = np.random.default_rng(seed), Levels(), [], {}
    for n in range(60):
        rows.append(postings(chance, 40, 300))
        levels.put(rows[-1])
        levels.step()
        if n % 7 == 3:
            frozen = levels.frozen()
            for name, array in frozen.items():
                assert names.setdefault(name, array.tobytes()) == array.tobytes()
            levels = Levels.thawed(frozen)
        if n % 11 == 3:
            struck = chance.random(99) < 0.1
            levels.purge(struck)
            rows = [row[~struck[row & runs.NUMBER]] for row in rows]
    asked = np.arange(300, dtype=np.uint64)
    assert found(levels, asked) == plain(rows, asked)


@given(st.lists(st.integers(0, 40), max_size=12))
def test_put_and_asked_at_any_sizes(sizes):
    chance, levels, rows = np.random.default_rng(1), Levels(), [np.empty(0, np.uint64)]
    for size in sizes:
        rows.append(postings(chance, size, 30))
        levels.put(rows[-1])
    asked = np.arange(30, dtype=np.uint64)
    assert found(levels, asked) == plain(rows, asked)
