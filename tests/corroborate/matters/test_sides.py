"""What is worked out of a telling once, and what many comparisons share, changes no comparison."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters import sides
from purport.corroborate.matters.features import Weighing
from purport.corroborate.matters.likeness import likened, likeness
from purport.corroborate.matters.naming import by_words
from purport.corroborate.matters.sides import side_of
from purport.records import Action, Certainty
from purport.records.matters import Alike, Region
from tests.corroborate.matters.made import BLAST, FLOOD, blast, dead, release, stance, telling

WORDS = sorted(BLAST | FLOOD)
SOME = st.frozensets(st.sampled_from(WORDS), max_size=8)
DAYS = st.sampled_from([None, "2026-03-04", "2026-03-05", "2026-03", "2026-03-20", "../2026-03-02"])
TOLD = st.fixed_dictionaries(
    {
        "words": SOME,
        "names": st.frozensets(st.sampled_from(["kessim", "arden", "bresk", "depot"]), max_size=3),
        "quotes": st.frozensets(st.sampled_from(["we shall stay here until the river has gone down", "nobody slept"])),
        "days": DAYS,
        "published": st.sampled_from([None, "2026-03-05", "2026-03-06", "2026-04-01"]),
        "places": st.lists(st.sampled_from([Region("kessim"), Region("arden"), Region("bresk")]), max_size=2).map(
            tuple
        ),
        "action": st.sampled_from([None, Action.ASSAULT, Action.COERCE, Action.REQUEST]),
        "counts": st.lists(st.sampled_from([dead(4, 4), dead(12, 12), dead(13, None)]), max_size=2).map(tuple),
        "aftermath": st.sampled_from([None, None, "funeral", "mourners"]),
    }
)
RARITY = {word: n / len(WORDS) for n, word in enumerate(WORDS)}


def rarity(word):
    return RARITY.get(word, 0.8)


def made(name, told, n):
    actor = (None, "dorhal front", "orvenian army")[n % 3]
    return blast(name, **told, stances=(stance("x", Certainty.ASSERTED, None, actor),))


@given(TOLD, st.lists(TOLD, max_size=5))
def test_one_of_many_comparisons_is_as_it_would_be_alone(mine, others):
    one, weighing = made("a", mine, 1), Weighing(rarity)
    for n, told in enumerate(others):
        other = made(f"b{n}", told, n)
        alone, found = likeness(one, other, rarity), likened(side_of(one), side_of(other), weighing, by_words)
        assert replace(found, reasons=()) == replace(alone, reasons=())
        assert found.reasons == (() if alone.alike is Alike.DIFFERENT else alone.reasons)
        assert likeness(other, one, rarity) == alone


@given(st.lists(TOLD, min_size=2, max_size=2))
def test_words_that_stand_in_names_are_not_counted_again(told):
    one, other = (made(str(n), each, n) for n, each in enumerate(told))
    assert side_of(one).words == one.words - one.names
    bare = replace(one, words=one.words - one.names)
    assert likeness(bare, other, rarity) == likeness(one, other, rarity)


@given(SOME, SOME)
def test_a_cosine_lies_between_nothing_and_one_and_is_symmetric(one, other):
    first, second = (side_of(telling(name, words=words)) for name, words in (("a", one), ("b", other)))
    number, weight, cosine = Weighing(rarity).words(first, second)
    assert Weighing(rarity).words(second, first) == (number, weight, cosine)
    assert 0 <= cosine < 1 and number == len(one & other)
    assert (cosine > 0) == (weight > 0) == any(rarity(word) for word in one & other)


def test_what_is_kept_of_a_telling_is_of_that_very_telling():
    one = blast("a")
    assert side_of(one) is side_of(one)
    other = replace(one, words=frozenset({"crane"}))
    assert side_of(other).words == {"crane"} and side_of(one).words == one.words - one.names


def test_no_more_is_kept_than_is_said(monkeypatch):
    monkeypatch.setattr(sides, "_KEPT", 3)
    held = [telling(str(n), words=frozenset({str(n)})) for n in range(9)]
    for _ in range(2):
        assert [side_of(one).words for one in held] == [one.words for one in held]
        assert len(sides._SIDES) <= 3


def test_the_day_is_exact_only_where_the_story_names_it():
    assert side_of(blast("a", days="2026-03-04")).exact.isoformat() == "2026-03-04"
    for days in (None, "2026-03", "../2026-03-04"):
        assert side_of(blast("a", days=days)).exact is None


def test_nobody_in_particular_is_no_actor():
    told = [
        stance("x", Certainty.ASSERTED, None, who) for who in ("orvenian army", None, "dorhal front", "orvenian army")
    ]
    assert side_of(blast("a", stances=tuple(told))).actors == ("dorhal front", "orvenian army")
    assert side_of(release("a")).actors == ()
