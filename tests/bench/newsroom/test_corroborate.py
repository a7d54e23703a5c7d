"""The bench of copies and origins: one count for purport and for the baselines, and faults told in lines."""

from __future__ import annotations

import pytest

from bench import corroborate
from bench.newsroom import Newsroom, newsroom
from bench.newsroom.baselines import Setting, minhash
from purport.corroborate.copies.trace import Traced, traced
from purport.records.stories import Tie


@pytest.fixture(scope="module")
def small() -> Newsroom:
    return newsroom(1, "tuned", events=3)


@pytest.fixture(scope="module")
def found(small: Newsroom) -> Traced:
    return traced(small.stories)


def test_few_events_are_traced_nearly_without_fault(small: Newsroom, found: Traced) -> None:
    figures = corroborate.by_engine(small, found)
    assert all(isinstance(value, float) for value in figures.values())
    assert float(str(figures["pair_f1_rewrites_apart"])) >= float(str(figures["pair_f1"])) > 0.9
    assert figures["origins_exact"] == 1


def test_a_baseline_is_counted_as_purport_is(small: Newsroom) -> None:
    made = minhash(small, Setting(3, 0.4))
    figures = corroborate.by_baseline(made)
    assert made.strict is not None and figures["pair_f1"] == made.strict.f1
    assert "word_f1" not in figures and "direction_right" not in figures


def test_citations_name_stories_or_houses_outside(small: Newsroom) -> None:
    links = corroborate.cited(small.truth)
    ids, outside = {story.id for story in small.stories}, {"Radio Marsh"}
    named = {root.name for event in small.truth.events.values() for root in event.roots if root.story is None}
    assert links and all(link.tie is Tie.CITES for link in links)
    assert {link.earlier for link in links} <= ids | named | outside


def test_nothing_traced_is_all_missed_and_told_by_kind(small: Newsroom) -> None:
    passages = {story.id: () for story in small.stories}
    lines = list(corroborate.faults(small, Traced(passages, ())))
    assert any(line.startswith("-- ") and "missed pairs: agency report and copy, one event" in line for line in lines)
    assert any(" wrong in " in line for line in lines) and any(line.startswith("-- origins: ") for line in lines)
    assert not any("extra" in line for line in lines)
