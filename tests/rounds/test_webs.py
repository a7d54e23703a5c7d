"""What hangs together, at hand: what was placed since is taken in, what is gone forgotten, and a long chain bounded."""

from purport.records.folds import Compare, Place
from purport.rounds.webs import Web


class Book:
    """As much of a book as a web asks, with a chain of tellings."""

    def __init__(self, number):
        self.names = [f"t{n:04}" for n in range(number)]
        self.pairs = [Compare(a, b, 0.7, True) for a, b in zip(self.names, self.names[1:], strict=False)]
        self.matter = {}
        self.asked = []

    def since(self, seq, limit):
        return [(n, name) for n, name in enumerate(self.names) if n > seq][::-1][:limit]

    def compares(self, tellings):
        self.asked += tellings
        return [x for x in self.pairs if {x.first, x.second} & set(tellings)]

    def ruled(self, tellings):
        return []

    def places(self, tellings):
        return {one: Place(self.matter.get(one), False) for one in tellings if one in self.names}

    def places_in(self, matters):
        return self.places([one for one, held in self.matter.items() if held in matters])


def test_all_that_is_the_same_hangs_together_the_most_alike_first():
    book = Book(3)
    book.pairs.append(Compare("t0002", "t0000", 0.9, True))
    reached = Web(book).round(["t0001"])
    assert set(reached.places) == {"t0000", "t0001", "t0002"}
    assert reached.same == [("t0002", "t0000"), ("t0000", "t0001"), ("t0001", "t0002")]


def test_what_is_not_the_same_is_known_and_joins_nothing():
    book = Book(2)
    book.names.append("other")
    book.pairs.append(Compare("other", "t0000", 0.4, False))
    web = Web(book)
    assert set(web.round(["t0000"]).places) == {"t0000", "t0001"}
    assert web.near["t0000"]["other"] == (400_000, 1)


def test_only_what_was_placed_since_is_asked_of_the_ledger():
    book = Book(4)
    web = Web(book)
    web.round(["t0000"])
    book.names.append("t0004")
    book.pairs.append(Compare("t0003", "t0004", 0.8, True))
    book.asked.clear()
    assert set(web.round(["t0004"]).places) == set(book.names)
    assert book.asked == ["t0004"]


def test_what_somebody_else_placed_is_seen_from_the_other_side():
    book = Book(2)
    web = Web(book)
    web.round(["t0000"])
    book.names.append("t0002")
    book.pairs.append(Compare("t0000", "t0002", 0.8, True))
    assert "t0002" in web.round(["t0001"]).places


def test_what_was_taken_out_joins_nothing_any_longer():
    book = Book(3)
    web = Web(book)
    web.round(["t0000"])
    book.names.remove("t0001")
    book.pairs = []
    assert set(web.round(["t0000"]).places) == {"t0000"}


def test_of_a_long_chain_the_nearest_is_reached_and_every_matter_among_it_whole():
    book = Book(200)
    book.matter = {one: f"mt-{n // 8}" for n, one in enumerate(book.names)}
    reached = Web(book).round(["t0100"], reach=10).places
    assert 10 <= len(reached) < 40
    kept = [book.matter[one] for one in reached]
    assert all(kept.count(one) == 8 for one in kept)
