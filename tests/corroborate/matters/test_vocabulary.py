"""Words by number, and in how many tellings they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.sides import side_of
from purport.corroborate.matters.vocabulary import Vocabulary
from purport.records.folds import listed
from purport.records.matters import Region
from tests.ledger.matters import telling


class Counts:
    """In how many tellings words are, and what was asked of it."""

    def __init__(self, **counts):
        self.counts, self.asked = counts, []

    def __call__(self, words):
        self.asked.append(sorted(words))
        return {word: self.counts[word] for word in words if word in self.counts}


def test_words_are_asked_for_once_and_those_of_no_telling_are_in_none():
    ask = Counts(market=4, hall=1)
    words = Vocabulary(ask, 100)
    words.meet(["market", "كسيم"])
    words.meet(["market", "hall"])
    assert [words.seen(one) for one in ("market", "كسيم", "hall")] == [4, 0, 1]
    assert ask.asked == [["market", "كسيم"], ["hall"]]
    assert words.counts(words.numbers(["hall", "market"])).tolist() == [1, 4]
    with pytest.raises(KeyError):
        words.numbers(["never met"])


def test_of_a_word_that_was_not_met_it_is_asked():
    ask = Counts(market=4)
    words = Vocabulary(ask, 100)
    assert [words.seen("market") for _ in range(2)] == [4, 4] and words.seen("hall") == 0
    assert ask.asked == [["market"], ["hall"]]


def test_the_words_of_its_places_are_met_with_a_telling():
    ask = Counts(market=4, velmar=7, quay=1)
    words = Vocabulary(ask, 100)
    words.of([telling(1, "doc-1", ["market"], names=frozenset(), places=(Region("velmar quay"),))])
    assert ask.asked == [["market", "quay", "velmar"]]
    assert (words.seen("velmar"), words.seen("quay")) == (7, 1) and len(ask.asked) == 1


SOME = st.frozensets(st.sampled_from([f"word{n}" for n in range(9)]))


@given(st.lists(st.tuples(SOME, SOME, SOME), min_size=1, max_size=5))
def test_tellings_have_their_words_and_names(told):
    tellings = [
        telling(n, f"doc-{n}", words, names=names, quotes=frozenset({f"they said {one}" for one in quotes}))
        for n, (words, names, quotes) in enumerate(told)
    ]
    ask = Counts()
    words = Vocabulary(ask, 100)
    for _ in range(2):
        for one, found in zip(tellings, words.of(tellings), strict=True):
            assert found.telling is one
            assert sorted(found.words) == sorted(words.numbers(side_of(one).words))
            assert sorted(found.names) == sorted(words.numbers(one.names))
    assert [one for asked in ask.asked for one in asked] == sorted(frozenset().union(*map(listed, tellings)))


def test_a_telling_of_the_same_id_with_other_words_is_another():
    words = Vocabulary(Counts(), 100)
    before, now = telling(1, "doc-1", ["market"]), telling(1, "doc-1", ["hall", "mill"])
    assert len(words.of([before])[0].words) == 1
    assert len(words.of([now])[0].words) == 2


@given(SOME, SOME)
def test_which_words_are_among_some(one, other):
    words = Vocabulary(Counts(), 100)
    words.meet(one | other)
    for _ in range(2):  # what was marked is not marked any longer
        mine = words.among(words.numbers(sorted(one)), words.numbers(other))
        assert mine.tolist() == [word in other for word in sorted(one)]


def test_what_is_placed_and_taken_out_counts():
    ask = Counts(market=4)
    words = Vocabulary(ask, 100)
    (one,) = words.of([telling(1, "doc-1", ["market", "hall"], names=frozenset())])
    words.add(["market", "hall", "never met"])
    assert sorted(words.counts(one.words)) == [1, 5]
    ask.counts = {"market": 3}
    words.drop(["market", "never met"])
    (one,) = words.of([one.telling])
    assert sorted(words.counts(one.words)) == [1, 3]


def test_what_is_too_much_is_let_go():
    ask = Counts(**{f"w{n}": n for n in range(20)})
    words = Vocabulary(ask, 10)
    words.meet(f"w{n}" for n in range(10))
    words.spare()
    assert words.seen("w9") == 9
    words.meet(["w10"])
    words.spare()
    assert words.seen("w9") == 9 and ask.asked[1:] == [["w10"], ["w9"]]


def test_many_words_are_held():
    words = Vocabulary(lambda asked: dict.fromkeys(asked, 2), 1_000_000)
    for n in range(12):
        words.meet(f"word{n}-{m}" for m in range(1000))
    numbers = words.numbers([f"word{n}-7" for n in range(12)])
    assert words.counts(numbers).tolist() == [2] * 12
    assert words.among(numbers, numbers[3:5]).tolist() == [n in (3, 4) for n in range(12)]
