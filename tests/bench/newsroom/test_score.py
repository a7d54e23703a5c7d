"""The scorers: the truth itself scores full marks, and each fault costs what it should."""

from __future__ import annotations

import re

import pytest

from bench.newsroom import Newsroom
from bench.newsroom.score import (
    bcubed,
    copy_pairs,
    counts_score,
    direction_accuracy,
    links_score,
    neutral_pairs,
    origins_score,
    pairs_score,
    passages_score,
)
from bench.newsroom.truth import Kind
from purport.records.spans import Span
from purport.records.stories import Link, Origin, Passage, Story, Tie


def true_links(made: Newsroom) -> list[Link]:
    return [Link(link.tie, link.later, link.earlier, 1.0, "known") for link in made.truth.links]


def true_passages(story: Story, made: Newsroom) -> list[Passage]:
    words = list(re.finditer(r"\w+", story.text))
    runs = made.truth.stories[story.id].runs
    spans = [(Span(words[run.start].start(), words[run.end - 1].end()), run.source) for run in runs]
    return [Passage(span, source, None, 1.0, "known") for span, source in spans]


def test_the_truth_scores_full_marks(made: Newsroom) -> None:
    links = true_links(made)
    assert links_score(links, made.truth).f1 == 1
    assert direction_accuracy(links, made.truth) == 1
    assert passages_score({s.id: true_passages(s, made) for s in made.stories}, made).f1 == 1
    origins = {
        id: [Origin(root.name, root.story, root.leaning, (), (), "known") for root in event.roots]
        for id, event in made.truth.events.items()
    }
    score = origins_score(origins, made.truth)
    assert (score.exact, score.error) == (1, 0)


def test_links_turned_round_are_all_the_wrong_way(made: Newsroom) -> None:
    turned = [Link(x.tie, x.earlier, x.later, 1.0, "turned") for x in true_links(made)]
    assert direction_accuracy(turned, made.truth) == 0


def test_no_links_have_no_direction(made: Newsroom) -> None:
    assert direction_accuracy([], made.truth) is None
    assert links_score([], made.truth).f1 == 0


def test_half_the_pairs_are_half_the_recall(made: Newsroom) -> None:
    pairs = sorted(copy_pairs(made.truth.links, made.truth), key=sorted)
    score = pairs_score(pairs[::2], made.truth)
    assert score.precision == 1
    assert score.recall == pytest.approx(0.5, abs=0.01)


def test_a_pair_of_strangers_costs_precision(made: Newsroom) -> None:
    agencies = [id for id, each in made.truth.stories.items() if each.kind is Kind.AGENCY]
    score = pairs_score([frozenset(agencies[:2])], made.truth)
    assert (score.precision, score.recall) == (0, 0)


def test_two_copies_of_one_story_are_a_pair_and_copies_of_two_are_not(made: Newsroom) -> None:
    links = [Link(Tie.COPY, later, earlier, 1.0, "") for later, earlier in _first_copies(made)]
    ids = [link.later for link in links]
    assert frozenset(ids[:2]) in copy_pairs(links, made.truth)


def _first_copies(made: Newsroom) -> list[tuple[str, str]]:
    by_source: dict[str, list[str]] = {}
    for link in made.truth.links:
        if link.tie is Tie.COPY:
            by_source.setdefault(link.earlier, []).append(link.later)
    source, later = max(by_source.items(), key=lambda pair: len(pair[1]))
    return [(each, source) for each in later[:2]]


def test_pairs_of_a_rewrite_count_neither_way(made: Newsroom) -> None:
    wanted = copy_pairs(made.truth.links, made.truth)
    neutral = neutral_pairs(made.truth) - wanted
    assert neutral
    assert pairs_score(wanted | neutral, made.truth).f1 == 1


def test_pairs_of_a_rewrite_are_wrong_where_rewrites_are_counted(made: Newsroom) -> None:
    wanted = copy_pairs(made.truth.links, made.truth)
    neutral = neutral_pairs(made.truth) - wanted
    score = pairs_score(wanted | neutral, made.truth, strict=True)
    assert score.recall == 1 and score.precision == len(wanted) / len(wanted | neutral)
    assert links_score(true_links(made), made.truth, strict=True).f1 == 1


def test_versions_of_one_story_are_no_pair(made: Newsroom) -> None:
    versions = [frozenset((s.id, s.previous)) for s in made.stories if s.previous]
    assert versions
    wanted = copy_pairs(made.truth.links, made.truth)
    assert pairs_score([*wanted, *versions], made.truth).f1 == 1


def test_words_given_to_a_wrong_story_count_against_both(made: Newsroom) -> None:
    wrong = next(s.id for s in made.stories if made.truth.stories[s.id].kind is Kind.CITING)
    whole = {s.id: [Passage(Span(0, len(s.text)), wrong, None, 1.0, "wrong")] for s in made.stories if s.id != wrong}
    score = passages_score(whole, made)
    assert (score.precision, score.recall) == (0, 0)


def test_numbers_of_origins_one_too_high(made: Newsroom) -> None:
    score = counts_score({id: len(event.roots) + 1 for id, event in made.truth.events.items()}, made.truth)
    assert (score.exact, score.error) == (0, 1)


def test_bcubed_of_the_true_events_of_one_heap_and_of_single_stories(made: Newsroom) -> None:
    events = made.truth.events
    true = [[id for id, each in made.truth.stories.items() if each.event == event] for event in events]
    assert bcubed(true, made.truth).f1 == pytest.approx(1)
    heap = bcubed([list(made.truth.stories)], made.truth)
    assert heap.recall == pytest.approx(1)
    assert heap.precision < 0.1
    alone = bcubed([], made.truth)
    assert alone.precision == pytest.approx(1)
    assert alone.recall == pytest.approx(len(events) / len(made.stories))
