"""The newsroom: large enough, the same every time, with independent reports that share nothing but quotations."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise

import pytest

from bench.newsroom import Newsroom, newsroom
from bench.newsroom.truth import Kind
from bench.newsroom.world import HALVES, SETS
from bench.newsroom.woven import WORD
from purport.records.stories import Tie

SHINGLE = 8
QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|‘[^’]*’')


@pytest.fixture(scope="module", params=SETS)
def made(request: pytest.FixtureRequest) -> Newsroom:
    """A newsroom of 21 events, of each set of phrases."""
    return newsroom(1, request.param, events=21)


def shingles(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(text)]
    return {tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


def share(one: str, other: str) -> float:
    """The share of the shorter text's shingles that the other has too."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def without_footer(text: str) -> str:
    """A text without its last paragraph where that is a footer; papers of one publisher share it."""
    body, _, last = text.rpartition("\n\n")
    return body if any(start in last for start in ("You are reading", "is published six", "Text, pictures")) else text


def independent(made: Newsroom, event: str | None = None) -> list[str]:
    """Ids of agency and own reports."""
    kinds = (Kind.AGENCY, Kind.OWN)
    return [id for id, t in made.truth.stories.items() if t.kind in kinds and event in (None, t.event)]


def test_both_halves_have_two_thousand_stories_about_a_hundred_and_fifty_events() -> None:
    halves = [newsroom(1, "tuned"), newsroom(1, "held")]
    assert sum(len(half.stories) for half in halves) >= 2000
    assert sum(len(half.truth.events) for half in halves) >= 150
    assert len({story.outlet for half in halves for story in half.stories}) >= 44


def test_the_same_seed_gives_the_same_stories_and_another_seed_others(made: Newsroom) -> None:
    again = newsroom(1, "tuned", events=4)
    assert again == newsroom(1, "tuned", events=4)
    assert again.stories != newsroom(2, "tuned", events=4).stories


def test_ids_are_unique_and_every_story_and_tie_is_known(made: Newsroom) -> None:
    ids = [story.id for story in made.stories]
    assert len(set(ids)) == len(ids)
    assert set(ids) == set(made.truth.stories) == set(made.truth.family)
    assert {id for link in made.truth.links for id in (link.later, link.earlier)} <= set(ids)


def test_runs_cover_each_word_once_in_order(made: Newsroom) -> None:
    for story in made.stories:
        runs = made.truth.stories[story.id].runs
        assert runs[0].start == 0
        assert all(one.end == other.start for one, other in pairwise(runs))
        assert runs[-1].end == len(WORD.findall(story.text))


def test_stories_are_of_a_newspaper_s_length(made: Newsroom) -> None:
    lengths = [len(WORD.findall(story.text)) for story in made.stories]
    assert min(lengths) >= 50
    assert max(lengths) <= 520
    assert sum(length < 120 for length in lengths) < len(lengths) / 20


def test_every_kind_and_tie_is_there(made: Newsroom) -> None:
    assert {each.kind for each in made.truth.stories.values()} == set(Kind)
    assert {link.tie for link in made.truth.links} == set(Tie)


def test_carried_words_stand_in_the_story_they_are_from(made: Newsroom) -> None:
    texts = {s.id: [w.casefold() for w in WORD.findall(s.text)] for s in made.stories}
    for id, truth in made.truth.stories.items():
        if truth.kind is Kind.COPY and truth.edits == ("whole",):
            run = max((run for run in truth.runs if run.source), key=lambda run: run.end - run.start)
            there = Counter(texts[run.source or ""])
            missing = Counter(texts[id][run.start : run.end]) - there
            assert sum(missing.values()) <= 0.05 * (run.end - run.start)


def test_independent_reports_of_one_event_share_only_quotations(made: Newsroom) -> None:
    texts = {story.id: QUOTED.sub(" ", without_footer(story.text)) for story in made.stories}
    for event in made.truth.events:
        for one, other in combinations(independent(made, event), 2):
            assert share(texts[one], texts[other]) <= 0.04, (one, other)


def test_some_independent_reports_do_share_a_quotation(made: Newsroom) -> None:
    texts = {story.id: story.text for story in made.stories}
    pairs = [p for event in made.truth.events for p in combinations(independent(made, event), 2)]
    sharing = sum(share(texts[one], texts[other]) > 0.03 for one, other in pairs)
    assert 0.2 <= sharing / len(pairs) <= 0.95


def test_reports_of_one_voice_about_different_events_are_mostly_in_other_words(made: Newsroom) -> None:
    outlets = {story.id: story for story in made.stories}
    for one, other in combinations(independent(made), 2):
        if outlets[one].outlet == outlets[other].outlet:
            assert share(outlets[one].text, outlets[other].text) <= 0.5


def test_versions_stand_at_one_address_and_come_later(made: Newsroom) -> None:
    stories = {story.id: story for story in made.stories}
    versions = [story for story in made.stories if story.previous]
    assert versions
    for story in versions:
        before = stories[story.previous or ""]
        assert (before.origin, before.outlet) == (story.origin, story.outlet)
        assert before.text != story.text


def test_first_seen_contradicts_the_direction_of_some_copies_but_few(made: Newsroom) -> None:
    seen = {story.id: story.first_seen for story in made.stories}
    copies = [link for link in made.truth.links if link.tie is Tie.COPY]
    against = sum(seen[link.later] < seen[link.earlier] for link in copies)
    assert 0 < against < 0.15 * len(copies)


def test_published_is_missing_at_times_and_agencies_often_unnamed(made: Newsroom) -> None:
    missing = sum(story.published is None for story in made.stories) / len(made.stories)
    assert 0.05 < missing < 0.3
    copies = [s for s in made.stories if made.truth.stories[s.id].kind is Kind.COPY]
    assert 0.1 < sum(not story.agencies for story in copies) / len(copies) < 0.5


def test_some_stories_of_both_halves_are_arabic_with_copies_and_an_independent_report(made: Newsroom) -> None:
    arabic = [s.id for s in made.stories if re.search("[\u0621-\u064a]{3}", s.text)]
    kinds = {Kind.AGENCY, Kind.OWN, Kind.COPY} if made.stories[0].id.partition("-")[0] in HALVES else set()
    assert Counter(made.truth.stories[id].kind for id in arabic).keys() == kinds


def test_similar_events_share_town_and_act_on_another_day(made: Newsroom) -> None:
    facts = [event.facts for event in made.truth.events.values()]
    twins = [
        (one, other)
        for one, other in combinations(facts, 2)
        if (one.place, one.act) == (other.place, other.act) and 0 < (other.date - one.date).days < 10
    ]
    assert len(twins) >= 3


def test_some_stories_claim_other_facts_and_copies_repeat_them(made: Newsroom) -> None:
    stories = made.truth.stories
    other = [id for id, each in stories.items() if each.claims != made.truth.events[each.event].facts]
    assert any(stories[id].kind is Kind.COPY for id in other)
    assert any(stories[id].kind is Kind.AGENCY for id in other)


def test_the_halves_share_no_event_or_place() -> None:
    one, other = newsroom(1, "tuned", events=21).truth, newsroom(1, "held", events=21).truth
    assert not set(one.events) & set(other.events)
    assert not {e.facts.place for e in one.events.values()} & {e.facts.place for e in other.events.values()}
