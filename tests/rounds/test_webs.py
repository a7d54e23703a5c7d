"""What hangs together, at hand: comparisons are known from both sides, what is new is taken in, what is decided wins."""

from dataclasses import replace

from purport.ledger.pairings import counting
from purport.records.folds import Compare, Pair, PairDecision
from purport.rounds.webs import Web
from tests.corroborate.matters.made import PLAIN
from tests.rounds.desk import NOON

NEW = replace(PLAIN, id="new")


class Book:
    """As much of a book as a web asks, with a chain of tellings."""

    def __init__(self, number):
        self.names = [f"t{n:04}" for n in range(number)]
        self.pairs = [Compare(a, b, 0.9, True) for a, b in zip(self.names[::2], self.names[1::2], strict=True)]
        self.decisions = []
        self.kept = {}
        self.asked = []

    def compares(self, tellings):
        self.asked += tellings
        # as the ledger has it: of two that are not one only the later tells
        return [x for x in self.pairs if x.second in tellings or (x.same and x.first in tellings)]

    def last_ruled(self):
        return len(self.decisions)

    def rulings(self):
        return counting(self.decisions)

    def decided(self, tellings):
        return {name for one in self.decisions for name in (one.first, one.second)} & set(tellings)

    def homes(self, tellings):
        return {one: self.kept[one] for one in tellings if one in self.kept}

    def chiefs(self, tellings):
        return set(tellings)


def groups(reached):
    return sorted(map(sorted, reached.groups))


def test_all_that_is_the_same_hangs_together_and_is_asked_for_once():
    book = Book(4)
    web = Web(book)
    assert groups(web.round(["t0001"])) == [["t0000", "t0001"]]
    assert sorted(book.asked) == ["t0000", "t0001"]
    assert groups(web.round(["t0000"])) == [["t0000", "t0001"]]
    assert sorted(book.asked) == ["t0000", "t0001"]


def test_what_two_are_not_is_known_from_both_sides_in_whatever_order_they_are_met():
    for first in ("t0000", "t0002"):
        book = Book(4)
        book.pairs.append(Compare("t0000", "t0002", 0.1, False))
        web = Web(book)
        web.round([first])
        web.round(book.names)
        assert web.near["t0000"]["t0002"] == web.near["t0002"]["t0000"] == (100_000, 1)


def test_what_was_placed_just_now_is_taken_in_and_only_what_is_other_is_told():
    book = Book(4)
    web = Web(book)
    assert groups(web.round(book.names)) == [["t0000", "t0001"], ["t0002", "t0003"]]
    book.asked.clear()
    web.add([Compare("t0000", "new", 0.9, True), Compare("new", "t0001", 0.8, True)], [NEW])
    assert groups(web.round(["new"])) == [["new", "t0000", "t0001"]]
    assert book.asked == []


def test_a_bridge_that_is_too_weak_leaves_the_matter_behind_it_as_it_was():
    book = Book(4)
    web = Web(book)
    web.round(book.names)
    weak = [Compare("t0002", "new", 0.6, True), Compare("t0003", "new", 0.0, False), Compare("t0000", "new", 0.9, True)]
    web.add([*weak, Compare("t0001", "new", 0.9, True)], [NEW])
    assert groups(web.round(["new"])) == [["new", "t0000", "t0001"]]
    assert groups(web.round(["t0003"])) == [["t0002", "t0003"]]


def test_two_matters_are_not_held_together_by_what_is_told_aside_of_both():
    for new, together in ((NEW, True), (replace(NEW, lead=False), False)):
        book = Book(4)
        web = Web(book)
        web.round(book.names)
        bonds = [Compare(one, "new", 0.95, True) for one in book.names]
        web.add([*bonds, Compare("t0000", "t0002", 0.61, True)], [new])
        assert (max(map(len, web.round(["new"]).groups)) == 5) is together


def test_what_people_decided_wins_and_may_be_taken_back():
    book = Book(2)
    web = Web(book)
    web.round(["t0000"])
    book.decisions = [PairDecision("t0000", "t0001", Pair.APART, "Ada Roe", NOON, "other days")]
    assert groups(web.round(["t0000", "t0001"])) == [["t0000"], ["t0001"]]
    book.decisions = [*book.decisions, replace(book.decisions[0], pair=Pair.OPEN)]
    assert groups(web.round(["t0000", "t0001"])) == [["t0000", "t0001"]]


def test_what_people_joined_is_reached():
    book = Book(4)
    book.decisions = [PairDecision("t0001", "t0002", Pair.TOGETHER, "Ada Roe", NOON, "one blast")]
    reached = Web(book).round(["t0000"])
    assert {name for group in reached.groups for name in group} == set(book.names)
    assert any({"t0001", "t0002"} <= group for group in reached.groups)
    assert reached.decisions == book.decisions


def test_more_than_is_to_be_at_hand_is_forgotten(monkeypatch):
    book = Book(4)
    web = Web(book)
    web.round(book.names)
    web.trim()
    assert web.near
    monkeypatch.setattr("purport.rounds.webs.HELD", 3)
    web.trim()
    assert not web.near
    assert groups(web.round(["t0000"])) == [["t0000", "t0001"]]


def test_what_is_taken_out_is_forgotten_with_how_its_matter_came_about_and_nothing_else():
    book = Book(6)
    web = Web(book)
    web.round(book.names)
    web.add(
        [Compare("t0000", "new", 0.9, True), Compare("new", "t0001", 0.8, True), Compare("new", "t0003", 0.1, False)],
        [NEW],
    )
    web.round(["new"])
    book.kept = {"t0002": frozenset({"t0002", "t0003"}), "t0003": frozenset({"t0002", "t0003"})}
    book.asked.clear()
    web.take_out(["new", "never seen"])
    assert not any("new" in others for known in (web.near, web.same) for others in (known, *known.values()))
    assert "new" not in web.chiefs
    assert groups(web.round(["t0000", "t0003"])) == [["t0000", "t0001"], ["t0002", "t0003"]]
    assert book.asked == []
    web.add([Compare("new", "t0002", 0.9, True), Compare("new", "t0003", 0.9, True)], [NEW])
    assert groups(web.round(["new"])) == [["new", "t0002", "t0003"]]
