"""How bench.kept files a newsroom in a ledger and counts what is kept."""

import pytest

from bench import kept
from bench.newsroom import newsroom
from purport.read.reader import reader_of


@pytest.fixture
def found(tmp_path, monkeypatch):
    """Two events by the rules' reader."""
    monkeypatch.setattr(kept, "CACHE", tmp_path)
    made = newsroom(3, "tuned", 2)
    return made, kept.kept(made, reader_of("rules")), tmp_path


def test_every_story_is_kept_once_and_counted(found):
    made, held, cache = found
    assert sorted(held.stories.values()) == sorted(one.id for one in made.stories)
    assert len(list(cache.iterdir())) == len(made.stories)
    assert held.english and set(held.homes()) <= held.english
    figures = kept.measured(held, made)
    assert (figures["stories"], figures["events"]) == (len(made.stories), 2)
    assert figures["pair_f1"] > 0.9 and 0 <= figures["origins_exact"] <= 1
    for said, true in kept.origins_of(held, made).values():
        assert said >= 1 and true >= 1
    assert all(line.startswith(("-- ", "   ")) for line in kept.faults(held, made))


def test_the_same_words_at_two_addresses_are_two_stories():
    made = newsroom(3, "tuned", 1)
    texts = kept.Counter()
    first, second = (kept._apart(made.stories[0], texts) for _ in range(2))
    assert first.text == made.stories[0].text and second.text == first.text + "\n"
