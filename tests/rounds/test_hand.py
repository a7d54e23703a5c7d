"""What is at hand of a ledger is what the ledger says, also after stories were placed anew."""

import random

import pytest

from purport.corroborate.matters.naming import by_words
from purport.ledger import opened
from purport.records.folds import Compared, Pair, PairDecision, Told, listed
from purport.rounds.deriving import Deriver
from purport.rounds.hand import Hand, Tellings, Texts
from tests.ledger.matters import telling
from tests.rounds.desk import NOON, corroborator, file
from tests.rounds.stream import do, everything, stream


def said(index, words, numbers, ids):
    """All that an index answers about some words and tellings."""
    told = index.told(ids)
    index.vocabulary.meet(words)
    tellings = [one.telling for one in told.values()]
    counts = index.vocabulary.counts
    rows = index.sketches.rows(numbers)
    return (
        index.total(),
        {word: index.vocabulary.seen(word) for word in words},
        [(sorted(counts(one.words)), sorted(counts(one.names))) for one in index.vocabulary.of(tellings)],
        {word: list(held) for word, held in index.holders(words, 400).items()},
        index.sketches.ids(rows),
        [[index.sketches.ids(some) for some in index.sketches.fitting(one, rows)] for one in tellings],
        told,
    )


def placed(ledger, names):
    held = ledger.corroboration.tellings_of(names)
    told = [one for name in names for one in held.get(name, ())]
    words = sorted(frozenset().union(*(listed(one.telling) for one in told)))
    return words, range(1, 400), [one.telling.id for one in told]


@pytest.mark.parametrize("seed", [3, 11, 40])
def test_what_is_at_hand_after_stories_were_read_anew_is_as_the_ledger_says(seed, tmp_path):
    rng = random.Random(seed)
    with opened(str(tmp_path / "one.db")) as ledger:
        desk, names, given = corroborator(ledger, tmp_path / "one"), [], []
        for n, step in enumerate(one for one in stream(seed, decisions=0) if one.given):
            do(ledger, step, names)
            given.append(step.given)
            if n % 3 == 2:
                file(ledger, **{**rng.choice(given), "version": f"2.{n}"})
            assert desk.up_to_date().broken == ()
            asked = placed(ledger, names)
            with ledger.together():
                desk._hand.abreast()
                fresh = Hand(ledger.corroboration)
                assert said(desk._hand.index, *asked) == said(fresh.index, *asked)
                assert [desk._hand.texts.lent(one) for one in names] == [fresh.texts.lent(one) for one in names]
        before = everything(ledger)
        ledger.corroboration.make_stale(names)
        assert corroborator(ledger, tmp_path / "one").up_to_date().matters == 0
        assert everything(ledger) == before


def test_reading_one_story_anew_leaves_the_rest_at_hand(tmp_path, monkeypatch):
    with opened(str(tmp_path / "one.db")) as ledger:
        desk, names = corroborator(ledger, tmp_path / "one"), []
        steps = [one for one in stream(5, decisions=0) if one.given]
        for step in steps:
            do(ledger, step, names)
        desk.up_to_date()
        asked = []
        told = type(ledger.corroboration).told
        monkeypatch.setattr(type(ledger.corroboration), "told", lambda book, ids: asked.extend(ids) or told(book, ids))
        file(ledger, **{**steps[4].given, "version": "2"})
        assert desk.up_to_date().placed == 1
        own = {one.telling.id for one in ledger.corroboration.tellings_of([names[4]])[names[4]]}
        assert set(asked) <= own


def test_whether_a_story_counts_is_asked_once_for_all_its_tellings(tmp_path, monkeypatch):
    with opened(str(tmp_path / "one.db")) as ledger:
        desk, names, asked = corroborator(ledger, tmp_path / "one"), [], []
        leads = type(ledger.corroboration).leads
        monkeypatch.setattr(type(ledger.corroboration), "leads", lambda book, of: asked.append(of) or leads(book, of))
        for step in stream(5, decisions=0):
            do(ledger, step, names)
            desk.up_to_date()
        index = desk._hand.index
        asked.clear()
        assert [index.counted([names[0]]) for _ in range(4)] == [index.counted([names[0]])] * 4
        assert len(asked) <= 1
        assert index.counted([]) is False and index.counted(["doc-0000000000000000"]) is False


def test_what_a_story_has_of_another_is_held_once_and_in_the_order_of_the_ledger():
    class One:
        def __init__(self, source):
            self.source = source

    texts = Texts(None)
    late, early, again = One("doc-b"), One("doc-a"), One("doc-b")
    texts.pieces["doc-x"] = ()
    texts.hold("doc-x", [late, early, again])
    assert texts.lent("doc-x") == (early, again)
    assert "doc-x" not in texts.pieces


def after_one():
    """Whether to stop, asked between stories: after the first."""
    turns = iter([False])
    return lambda: next(turns, True)


@pytest.mark.parametrize("seed", [2, 7, 19, 33])
def test_two_processes_that_place_and_derive_in_turn_come_to_what_one_comes_to(seed, tmp_path):
    rng = random.Random(seed)
    with opened(str(tmp_path / "two.db")) as ledger:
        both, names = [corroborator(ledger, tmp_path / "two") for _ in range(2)], []
        for step in stream(seed):
            do(ledger, step, names)
            first, second = rng.sample(both, 2)
            if rng.random() < 0.5:  # the one places a story, the other derives what follows from it
                derive, first._derive = first._derive, lambda done: None
                assert first.up_to_date(stop=after_one()).broken == ()
                first._derive = derive
                assert second.up_to_date().broken == ()
            else:
                assert first.up_to_date().broken == ()
        assert second.up_to_date().broken == first.up_to_date().broken == ()
        before = everything(ledger)
        ledger.corroboration.make_stale(names)
        assert corroborator(ledger, tmp_path / "two").up_to_date().matters == 0
        assert everything(ledger) == before


def test_a_decision_whose_tellings_were_not_asked_for_is_derived_with_the_matters_that_were(tmp_path):
    with opened(str(tmp_path / "one.db")) as ledger:
        desk, names = corroborator(ledger, tmp_path / "one"), []
        for step in stream(5, decisions=0):
            do(ledger, step, names)
        desk.up_to_date()
        book = ledger.corroboration
        told = book.tellings_of(names)
        ids = [one.telling.id for name in names for one in told.get(name, ()) if one.telling.lead]
        homes = book.homes(ids)
        mine = next(home for home in homes.values() if len(home & set(ids)) > 1)
        theirs = next(home for home in homes.values() if home.isdisjoint(mine) and home & set(ids))
        one, *others = sorted(mine & set(ids))
        other = min(theirs & set(ids))
        assert book.decide(PairDecision(one, other, Pair.TOGETHER, "Ada Roe", NOON, "one thing"))
        deriver = Deriver(ledger, lambda: NOON, by_words, Hand(book))
        deriver.derive(others[:1])
        assert book.homes([one])[one] >= {one, other}


def test_of_a_word_that_is_not_asked_again_no_more_is_kept_than_counts(monkeypatch):
    class Book:
        def holders(self, words, limit):
            return {word: list(range(limit, 0, -1)) for word in words}

        def leads(self, documents):
            return {}

        def counts(self, words):
            return {}

        def sketches(self, seqs):
            return {}

    index = Tellings(Book())
    assert len(index.holders(["market"], 4)["market"]) == 4
    for n in range(5, 60):
        one = Told(telling(n, f"doc-{n}"), "mt-1")
        index.add([one], [Compared(one.telling.id, (), (), True)], n)
        assert len(index._newer["market"]) <= 8
    assert index.holders(["market"], 4)["market"].tolist() == [59, 58, 57, 56]
    assert index.holders(["market"], 4)["market"].tolist() == [59, 58, 57, 56]


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_where_something_fails_nothing_stays_at_hand(tmp_path, fault):
    with opened(str(tmp_path / "ledger.db")) as ledger:
        file(ledger, "own", "An explosion in Kessim killed 12 people on Monday, police said.", "Halyard")
        corroborator(ledger, tmp_path).up_to_date()
        hand = Hand(ledger.corroboration)
        with hand.trusted():
            hand.abreast()
            assert hand.index.total() == 1
        file(ledger, "wire", "An explosion in Arden killed 9 people on Tuesday, police said.", "Northwire")
        corroborator(ledger, tmp_path).up_to_date()
        assert hand.index.total() == 1  # as it was asked
        with pytest.raises(fault), hand.trusted():
            raise fault
        assert hand.index.total() == 2
