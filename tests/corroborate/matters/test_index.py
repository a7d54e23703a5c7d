"""The index kept elsewhere gives what the shelf in memory gives."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters import index as index_of
from purport.corroborate.matters.features import Weighing
from purport.corroborate.matters.index import (
    BESIDE,
    CHIEF,
    LOOKED,
    SOON,
    _Counted,
    _Counting,
    _ranked,
    compared,
    rarity_of,
    says_again,
)
from purport.corroborate.matters.shelf import Shelf
from purport.corroborate.matters.sides import side_of
from purport.corroborate.matters.sketches import Sketches
from purport.corroborate.matters.vocabulary import Vocabulary
from purport.records.folds import Sketch, listed
from purport.records.matters import Alike, Region, Sort
from purport.records.stories import Link, Tie
from tests.ledger.matters import telling


class InMemory:
    """An index of a few tellings."""

    def __init__(self):
        self.held, self.uncounted, self.asked = {}, set(), 0
        self.sketches = Sketches(self.sketched, 10_000)

    def add(self, one, ties=()):
        self.vocabulary = Vocabulary(self.counts, 10_000)  # nothing is at hand
        found = compared(one, self, ties)
        self.held[len(self.held) + 1] = one
        if not found.counted:
            self.uncounted.add(one.document)
        return found

    def total(self):
        return len(self.held)

    def counts(self, words):
        counting = [one for one in self.held.values() if one.document not in self.uncounted]
        found = {word: sum(word in listed(one) for one in counting) for word in words}
        return {word: number for word, number in found.items() if number}

    def leads(self, documents):
        found = {one.document: n for n, one in self.held.items() if one.lead and one.document in documents}
        return {document: self.sketched([n])[n] for document, n in found.items()}

    def counted(self, documents):
        return any(one.document in documents and one.document not in self.uncounted for one in self.held.values())

    def holders(self, words, limit):
        newest = list(reversed(self.held.items()))
        return {word: [n for n, one in newest if word in listed(one)][:limit] for word in words}

    def sketched(self, seqs):
        self.asked += len(seqs)
        found = ((n, self.held[n]) for n in seqs)
        return {n: Sketch(n, one.id, one.document, one.sort, one.out, one.days, one.lead) for n, one in found}

    def tellings(self, ids):
        return {one.id: one for one in self.held.values() if one.id in ids}


def several(number):
    for n in range(number):
        words = ("market", "onion", f"word{n}", f"word{n // 2}", "hall")
        yield telling(n + 1, f"doc-{n}", words, published=f"2026-03-{1 + n % 27:02}")


def test_likenesses_are_those_of_the_shelf_in_memory():
    shelf, index = Shelf(), InMemory()
    for one in several(30):
        in_memory, elsewhere = shelf.add(one), index.add(one)
        assert elsewhere.alike == in_memory
        apart = {x for x in shelf.likenesses[one.id] if x.alike is Alike.DIFFERENT and one.id in (x.first, x.second)}
        assert {other for other, _ in elsewhere.differs} == {x.first if x.second == one.id else x.second for x in apart}


def test_ties_of_stories_speak_for_their_chief_tellings():
    shelf, index = Shelf(), InMemory()
    one, far = (
        telling(1, "doc-1", ("market", "hall")),
        telling(2, "doc-2", ("onion", "cart"), names=frozenset({"arden"})),
    )
    tie = Link(Tie.COPY, "doc-2", "doc-1", 0.9, "runs alike")
    for story, ties in ((one, ()), (far, (tie,))):
        assert index.add(story, ties).alike == shelf.add(story, ties)
    assert shelf.likenesses[far.id]


def test_one_of_several_copies_counts():
    index = InMemory()
    one, copy = telling(1, "doc-1"), telling(2, "doc-2")
    tie = Link(Tie.COPY, "doc-2", "doc-1", 0.9, "runs alike")
    assert index.add(one).counted
    assert not index.add(copy, [tie]).counted
    assert index.counts(["market"]) == {"market": 1}
    del index.held[1]
    assert index.add(one, [tie]).counted  # placed again, while its copy does not count


def test_whose_words_are_said_again():
    ties = [
        Link(Tie.COPY, "doc-2", "doc-1", 0.9, ""),
        Link(Tie.REWRITE, "doc-2", "doc-3", 0.4, ""),
        Link(Tie.CITES, "doc-2", "Northwire", 0.9, ""),
        Link(Tie.VERSION, "doc-4", "doc-2", 0.7, ""),
    ]
    assert says_again("doc-2", ties) == {"doc-1", "doc-4"}


def test_what_leads_of_the_same_days_is_compared_before_what_is_only_worded_alike():
    """A house writes of every raid in the same words; the raid of today stands beside those of the month."""
    index = InMemory()
    alike = ("market", "onion", "cart", "hall")
    today = telling(1, "doc-today", ("market", "mill"), published="2026-03-28")
    index.add(today)
    for n in range(2, 2 + 2 * CHIEF.compared):
        index.add(telling(n, f"doc-{n}", alike, published=f"2026-03-{1 + n % 20:02}"))
    found = index.add(telling(900, "doc-900", alike, published="2026-03-29"))
    compared_with = {x for one in found.alike for x in (one.first, one.second)} | {other for other, _ in found.differs}
    assert today.id in compared_with
    assert len(compared_with - {found.telling}) == CHIEF.compared


def test_of_its_own_days_no_more_than_some_come_before_the_others():
    """What shares the most is compared, too, however many tell of the same days."""
    index = InMemory()
    alike = ("market", "onion", "cart", "hall")
    month = [telling(n, f"doc-{n}", alike, published=f"2026-03-{1 + n % 20:02}") for n in range(1, 1 + CHIEF.compared)]
    today = [
        telling(500 + n, f"doc-{500 + n}", ("market", f"mill{n % 3}"), published="2026-03-28") for n in range(2 * SOON)
    ]
    for one in (*today, *month):
        index.add(one)
    found = index.add(telling(900, "doc-900", alike, published="2026-03-29"))
    near = {x for one in found.alike for x in (one.first, one.second)} | {other for other, _ in found.differs}
    assert len(near & {one.id for one in today}) == SOON
    assert len(near & {one.id for one in month}) == CHIEF.compared - SOON


def test_no_more_are_looked_at_than_are_wanted():
    index = InMemory()
    for n in range(1, 1 + LOOKED):
        index.add(telling(n, f"doc-{n}", ("market", "onion"), published="2026-03-09"))
    index.sketches, index.asked = Sketches(index.sketched, 10_000), 0
    index.add(telling(900, "doc-900", ("market", "onion"), lead=False, published="2026-03-09"))
    assert 0 < index.asked <= LOOKED / 2


def test_beside_other_leads_few_asides_are_compared():
    index = InMemory()
    for n in range(1, 1 + 2 * CHIEF.compared):
        index.add(telling(n, f"doc-{n}", ("market", "onion"), lead=n % 2 == 0, published="2026-03-09"))
    chief, aside = (
        index.add(telling(900 + n, f"doc-{900 + n}", ("market", "onion"), lead=n == 0, published="2026-03-09"))
        for n in range(2)
    )
    for found, limits in ((chief, CHIEF), (aside, BESIDE)):
        near = {x for one in found.alike for x in (one.first, one.second)} | {other for other, _ in found.differs}
        told = [one for one in index.held.values() if one.id in near - {found.telling}]
        assert sum(not one.lead for one in told) == limits.aside
        assert len(told) == limits.compared


def test_rarity_lies_between_nought_and_one():
    assert 0 <= rarity_of(10_000, 100) <= rarity_of(5, 100) <= rarity_of(0, 100) <= 1


WORDS = [f"word{n}" for n in range(12)]
SOME = st.frozensets(st.sampled_from(WORDS))
TOLD = st.tuples(SOME, SOME)


@given(
    TOLD, st.lists(TOLD, min_size=1, max_size=6), st.lists(st.integers(0, 40), min_size=12, max_size=12), st.booleans()
)
def test_what_many_have_in_common_with_one_is_what_each_has(own, others, counts, more):
    """Words and names may be the same words."""
    one, *rest = (telling(n, f"doc-{n}", words, names=names) for n, (words, names) in enumerate([own, *others]))
    seen = dict(zip(WORDS, counts, strict=True))
    vocabulary = Vocabulary(lambda words: {word: seen[word] for word in words}, 100)
    counted = _Counted(vocabulary, 40, listed(one) if more else frozenset())
    vocabulary.meet(listed(one))
    at_once = _Counting(one, rest, counted, rarity_of, ())

    def rarity(word):
        return rarity_of(seen[word] + (more and word in listed(one)), 40)

    each = Weighing(rarity)
    for other in map(side_of, rest):
        for pair in ((side_of(one), other), (other, side_of(one))):
            for kind in ("words", "names"):
                assert getattr(at_once, kind)(*pair) == pytest.approx(getattr(each, kind)(*pair))


def test_what_was_met_before_changes_no_comparison():
    """The rarity of a word of a place counts, though the word itself stands in neither telling."""
    index = InMemory()
    for n in range(60):
        index.add(telling(n, f"doc-{n}", ("mill",), names=frozenset({"karvik", f"name{n}"}), sort=Sort.RELEASE))
    place = {"places": (Region("karvik", 7),), "published": "2026-03-09"}
    index.add(telling(100, "doc-100", ("market", "gate", "hall"), names=frozenset({"dorst"}), **place))
    one = telling(101, "doc-101", ("market", "ferry", "quay"), names=frozenset({"dorst"}), **place)
    fresh, met = Vocabulary(index.counts, 10_000), Vocabulary(index.counts, 10_000)
    met.meet(["karvik"])
    found = []
    for index.vocabulary in (fresh, met):
        found.append(compared(one, index))
    assert found[0] == found[1] and found[0].alike


def test_a_shelf_can_be_copied():
    shelf = Shelf()
    first, *rest = several(12)
    shelf.add(first)
    for other in (copy.deepcopy(shelf), pickle.loads(pickle.dumps(shelf))):
        whole = Shelf()
        whole.add(first)
        assert [other.add(one) for one in rest] == [whole.add(one) for one in rest]
    assert len(shelf.tellings) == 1


LISTS = st.dictionaries(
    st.sampled_from(WORDS), st.frozensets(st.integers(1, 900)).map(lambda x: sorted(x, reverse=True)), max_size=6
)


@given(LISTS, st.lists(st.integers(0, 3_000_000), min_size=12, max_size=12))
def test_those_that_share_the_most_come_first_and_of_as_much_the_newest(holders, worths):
    worth = dict(zip(WORDS, worths, strict=True))
    shared = {}
    for word, numbers in holders.items():
        for number in numbers:
            shared[number] = shared.get(number, 0) + worth[word]
    assert _ranked(holders, worth) == sorted(shared, key=lambda number: (-shared[number], -number))[:LOOKED]


def test_what_words_are_worth_is_summed_in_whole_numbers(monkeypatch):
    """Else those that share as much would come in an order that hangs on the order of the words."""
    index, asked = InMemory(), []
    monkeypatch.setattr(index_of, "_ranked", lambda holders, worth: asked.append(worth) or _ranked(holders, worth))
    for one in several(9):
        index.add(one)
    assert {type(number) for worth in asked for number in worth.values()} == {int}


def test_of_many_those_that_share_the_most_are_looked_at():
    holders = {"market": range(5_000_000, 5_000_000 - 2 * LOOKED, -1), "hall": [7, 4_999_000]}
    found = _ranked(holders, {"market": 500_000, "hall": 900_000})
    assert len(found) == LOOKED and found[:4] == [4_999_000, 7, 5_000_000, 4_999_999]
