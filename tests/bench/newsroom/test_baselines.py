"""The baselines: what each finds, and that none of them solves the newsroom."""

from __future__ import annotations

import pytest

from bench.newsroom import Newsroom
from bench.newsroom.baselines import (
    SHINGLES,
    THRESHOLDS,
    Setting,
    baselines,
    best_settings,
    domains,
    from_pairs,
    joined,
    minhash,
    over,
    same_titles,
    shingles,
    similar_pairs,
)
from bench.newsroom.score import copy_pairs


def test_shingles_are_runs_of_three_words_without_case_or_marks() -> None:
    assert shingles("The town, they say.") == {b"the town they", b"town they say"}
    assert shingles("Town") == {b"town"}
    assert shingles("The town, they say.", 1) == {b"the", b"town", b"they", b"say"}


def test_groups_are_what_pairs_connect() -> None:
    assert joined("abcde", [frozenset("de"), frozenset("ab"), frozenset("bd")]) == [["a", "b", "d", "e"], ["c"]]
    assert joined("ab", []) == [["a"], ["b"]]


def test_minhash_finds_whole_copies_as_nearly_the_same(made: Newsroom) -> None:
    alike = similar_pairs(made.stories[:40])
    assert all(THRESHOLDS[0] <= share <= 1 for share in alike.values())
    assert max(alike.values()) > 0.8
    assert all(len(pair) == 2 for pair in alike)


def test_a_higher_threshold_finds_fewer() -> None:
    alike = {frozenset("ab"): 0.2, frozenset("bc"): 0.6}
    assert over(alike, 0.5) == [frozenset("bc")]
    assert len(over(alike, 0.1)) == 2


@pytest.fixture(scope="module")
def best(made: Newsroom) -> tuple[Setting, Setting]:
    return best_settings(made)


def test_the_best_setting_is_no_worse_than_any_other(made: Newsroom, best: tuple[Setting, Setting]) -> None:
    others = [minhash(made, setting) for setting in (Setting(3, 0.5), Setting(2, THRESHOLDS[0]), Setting(5, 0.1))]
    apart, strict = (minhash(made, setting) for setting in best)
    assert apart.pairs is not None and all(each.pairs and each.pairs.f1 <= apart.pairs.f1 for each in others)
    assert strict.strict is not None and all(each.strict and each.strict.f1 <= strict.strict.f1 for each in others)
    assert all(setting.shingle in SHINGLES and setting.threshold in THRESHOLDS for setting in best)


def test_to_count_rewrites_as_wrong_finds_fewer_right(made: Newsroom) -> None:
    found = minhash(made, Setting(3, 0.2))
    assert found.pairs is not None and found.strict is not None
    assert found.strict.precision < found.pairs.precision and found.strict.recall == found.pairs.recall


def test_true_pairs_leave_only_rewrites_citations_and_own_reports_apart(made: Newsroom) -> None:
    found = from_pairs(sorted(copy_pairs(made.truth.links, made.truth), key=sorted), made)
    assert found.pairs is not None and found.pairs.f1 == 1
    assert found.events is not None and found.events.precision == 1


def test_same_titles_are_pairs_whatever_their_case(made: Newsroom) -> None:
    titles = {story.id: (story.title or "").casefold() for story in made.stories}
    pairs = [sorted(pair) for pair in same_titles(made.stories)]
    assert pairs
    assert any(titles[one] == titles[other] for one, other in pairs)


def test_counting_domains_counts_far_too_many_origins(made: Newsroom) -> None:
    found = domains(made)
    assert found.pairs is None
    assert found.origins.exact < 0.1
    assert found.origins.error > 3


def test_no_baseline_reaches_what_is_wanted_of_purport(made: Newsroom, best: tuple[Setting, Setting]) -> None:
    found = baselines(made, best[0])
    assert set(found) == {"minhash", "title", "domains"}
    assert all(each.origins.exact < 0.9 for each in found.values())
    assert all(each.pairs.f1 < 0.97 for each in found.values() if each.pairs)


def test_the_setting_is_kept(made: Newsroom) -> None:
    assert baselines(made, Setting(2, 0.5))["minhash"].setting == Setting(2, 0.5)
