"""How bench.kept files a newsroom in a ledger and counts what is kept."""

from dataclasses import replace

import pytest

from bench import kept
from bench.newsroom import newsroom
from purport.read.reader import reader_of


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Two events by the rules' reader, and where their readings are kept."""
    cache = tmp_path_factory.mktemp("readings")
    made = newsroom(3, "tuned", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "CACHE", cache)
        return made, kept.kept(made, reader_of("rules")), cache


def test_every_story_is_kept_once_and_counted(found):
    made, held, cache = found
    assert sorted(held.stories.values()) == sorted(one.id for one in made.stories)
    assert len(list(cache.iterdir())) == len(made.stories)
    figures = kept.measured(held, made)
    assert (figures["stories"], figures["tellings"], figures["events"]) == (32, 32, 2)
    assert [figures[name] for name in ("pair_f1", "direction_right", "b3_f1", "origins_exact")] == [
        1.0,
        1.0,
        100.0,
        1.0,
    ]
    assert kept.origins_of(held, made) == {"tuned-e000": (3, 3), "tuned-e001": (2, 2)}
    assert list(kept.faults(held, made)) == []


def test_an_origin_too_few_is_counted_and_told(found):
    made, held, _ = found
    poorer = replace(held, matters=tuple(replace(one, origins=one.origins[1:]) for one in held.matters))
    figures = kept.measured(poorer, made)
    assert (figures["origins_exact"], figures["origins_error"]) == (0.0, 1.0)
    told = [line for line in kept.faults(poorer, made) if line.startswith("-- ")]
    assert [line[: line.index(":", 5)] for line in told] == ["-- tuned-e000", "-- tuned-e001"]


def test_two_events_as_one_and_ties_across_them_are_counted_and_told(found):
    made, held, _ = found
    tellings = tuple(told for one in held.matters for told in one.tellings)
    (first, *_) = held.matters
    of = {name: truth.event for name, truth in made.truth.stories.items()}
    one, other = (next(name for name, event in of.items() if event == wanted) for wanted in made.truth.events)
    tie = replace(held.links[0], later=one, earlier=other)
    worse = replace(held, matters=(replace(first, tellings=tellings),), links=(*held.links, tie))
    assert kept.measured(worse, made)["b3_precision"] < 60
    told = list(kept.faults(worse, made))
    assert "is of more than one event" in told[0] and all(event in told[0] for event in made.truth.events)
    assert any(line.startswith(f"-- {one} is no {tie.tie} {other}") for line in told)


def test_stories_of_others_in_its_matters_are_wrong_there_and_bonds_to_them_are_not_scored(found):
    made, held, _ = found
    first, lead = next((one, told) for one in held.matters for told in one.tellings if told.lead)
    rest = [one for one in held.matters if one is not first]
    foreign = replace(lead, id="tl-other", document="doc-other")
    crowd = replace(held, matters=(replace(first, tellings=(*first.tellings, foreign)), *rest))
    assert crowd.strangers() == {first.id: 1} and not held.strangers()
    told, alone = kept.measured(crowd, made), kept.measured(held, made)
    assert told["b3_precision"] < alone["b3_precision"] == 100.0
    assert (told["b3_recall"], told["tellings"]) == (100.0, alone["tellings"])
    assert "doc-other" not in crowd.homes()


def test_a_story_in_another_language_is_left_aside(found):
    made, held, _ = found
    foreign = replace(held, english=frozenset())
    assert foreign.homes() == {}
    assert set(kept.origins_of(foreign, made).values()) == {(0, 0)}


def test_the_same_words_at_two_addresses_are_two_stories():
    made = newsroom(3, "tuned", 1)
    texts = kept.Counter()
    first, second = (kept.apart(made.stories[0], texts) for _ in range(2))
    assert first.text == made.stories[0].text and second.text == first.text + "\n"
