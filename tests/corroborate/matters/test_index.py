"""The index kept elsewhere gives what the shelf in memory gives."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.index import BESIDE, CHIEF, _apart, _reach, compared, fits, rarity_of, says_again
from purport.corroborate.matters.nearness import bounds_of, days_between
from purport.corroborate.matters.shelf import Shelf
from purport.records.folds import Sketch, listed
from purport.records.matters import Alike, Sort
from purport.records.stories import Link, Tie
from tests.ledger.matters import telling


class InMemory:
    """An index of a few tellings."""

    def __init__(self):
        self.held, self.uncounted, self.asked = {}, set(), 0

    def add(self, one, ties=()):
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

    def counts_of(self, tellings):
        return self.counts(frozenset().union(*(listed(one) for one in tellings)))

    def leads(self, documents):
        found = {one.document: n for n, one in self.held.items() if one.lead and one.document in documents}
        return {document: self.sketches([n])[n] for document, n in found.items()}

    def counted(self, documents):
        return any(one.document in documents and one.document not in self.uncounted for one in self.held.values())

    def holders(self, words, limit):
        newest = list(reversed(self.held.items()))
        return {word: [n for n, one in newest if word in listed(one)][:limit] for word in words}

    def sketches(self, seqs):
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


def test_what_may_not_be_compared():
    one = telling(1, "doc-1", published="2026-03-09")

    def other(**changes):
        plain = Sketch(2, "tl-2", "doc-2", Sort.EVENT, "2026-03-10", None, True)
        return replace(plain, **changes)

    assert fits(one, other())
    assert fits(one, other(out=None))
    assert not fits(one, other(document="doc-1"))
    assert not fits(one, other(sort=Sort.RELEASE))
    assert not fits(one, other(out="2026-07-01"))
    assert fits(replace(one, days="2026-03-07"), other(out="2026-07-01", days="2026-03"))


def test_rarity_lies_between_nought_and_one():
    assert 0 <= rarity_of(10_000, 100) <= rarity_of(5, 100) <= rarity_of(0, 100) <= 1


EDTF = st.one_of(
    st.none(),
    st.builds("2026-03-{:02}".format, st.integers(1, 20)),
    st.sampled_from(
        ["2026-03", "2026", "../2026-03-05", "2026-03-04/2026-03-09", "2026-03-07/..", "2026-03-08~", "no date"]
    ),
)


@given(EDTF, EDTF, EDTF, EDTF)
def test_days_as_whole_numbers_lie_apart_as_days_do(told, out, also_told, also_out):
    one, other = bounds_of(told, out)[0], bounds_of(also_told, also_out)[0]
    found = _apart(_reach(told, out), _reach(also_told, also_out))
    assert found == _apart(_reach(also_told, also_out), _reach(told, out))
    assert found == days_between(one, other) if one and other else found > 365 * 9999
