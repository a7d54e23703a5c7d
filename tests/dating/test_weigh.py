"""From clues to an interval: bounds, conflicts, and the likelier part."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from purport.dating.lags import density
from purport.dating.likeness import Neighbour, likeness_clue, neighbours, profile
from purport.dating.matching import Shelf
from purport.dating.weigh import bounds, likely, shortest
from purport.records import Clue, ClueKind
from tests.dating.made import happened

DAY = date(2020, 1, 1)


def low(day: str, kind: ClueKind = ClueKind.DATE, weight: float = 3.0) -> Clue:
    return Clue(kind, day, None, True, weight, None, f"words of {day}", "")


def high(day: str, kind: ClueKind = ClueKind.DATE) -> Clue:
    return Clue(kind, None, day, True, 1.0, None, f"words of {day}", "")


def held(day: str) -> Clue:
    return high(day, ClueKind.CAPTURE)


def weak(first: str | None, last: str | None, weight: float) -> Clue:
    return Clue(ClueKind.NEAR, first, last, False, weight, None, "", "")


def ends(clues):
    found = bounds(clues)
    return str(found.first), str(found.last), len(found.conflicts)


def test_not_before_the_latest_not_after_the_earliest():
    assert ends([low("2019-01-01"), low("2019-05-01"), held("2021-01-01"), high("2020-01-01")]) == (
        "2019-05-01",
        "2020-01-01",
        0,
    )
    assert ends([]) == ("None", "None", 0)
    assert ends([low("2019-01-01")]) == ("2019-01-01", "None", 0)


def test_a_weak_clue_never_bounds():
    assert ends([weak("2019-01-01", "2019-01-02", 50.0), held("2021-01-01")]) == ("None", "2021-01-01", 0)


def test_what_would_put_a_text_after_it_was_held_is_set_aside():
    found = bounds([low("2030-01-01"), low("2019-01-01"), held("2021-01-01")])
    assert (str(found.first), str(found.last)) == ("2019-01-01", "2021-01-01")
    assert [one.used for one in found.clues] == [False, True, True]
    assert "2030-01-01" in found.conflicts[0] and "set aside" in found.conflicts[0]


def test_a_contradiction_widens_and_is_told():
    found = bounds([low("2015-01-01"), low("2019-01-01"), high("2018-01-01"), high("2020-01-01"), held("2021-01-01")])
    assert (str(found.first), str(found.last)) == ("2015-01-01", "2020-01-01")
    assert "2019-01-01" in found.conflicts[0] and "2018-01-01" in found.conflicts[0] and "widened" in found.conflicts[0]


days_ = st.integers(0, 3_000).map(lambda n: str(DAY + timedelta(days=n)))


@given(st.lists(days_, max_size=6), st.lists(days_, max_size=6), days_)
def test_the_interval_is_never_empty_and_holds_both_sides_of_a_contradiction(lows, highs, top):
    found = bounds([*map(low, lows), *map(high, highs), held(top)])
    assert found.last is not None
    assert found.first is None or found.first <= found.last
    fair = [day for day in lows if day <= top]
    if fair and max(fair) > min([*highs, top]):
        assert found.conflicts
        assert str(found.last) >= max(fair)


def test_likelier_soon_after_the_latest_thing_told():
    found = bounds([low("2020-01-01"), held("2024-01-01")])
    first, last = likely(found, (), 0.5)
    assert str(first) == "2020-01-01"
    assert last < date(2021, 1, 1)
    assert density(0, 3.0) > density(100, 3.0)


def test_a_weak_clue_draws_the_likelier_part():
    found = bounds([low("2020-01-01", weight=300.0), held("2024-01-01"), weak("2022-01-01", "2022-01-10", 500.0)])
    first, last = likely(found, (), 0.5)
    assert date(2021, 12, 1) < first <= last < date(2022, 2, 1)


def test_silence_makes_days_less_likely_and_no_more():
    loud = bounds([low("2020-01-01", weight=1e6), held("2020-12-31"), weak("2020-03-01", "2020-04-30", 0.7)])
    whole = likely(loud, (), 0.99)
    assert whole is not None and whole[1] > date(2020, 4, 30)


def test_nothing_likelier_where_nothing_says_more():
    assert likely(bounds([held("2021-01-01")]), ()) is None
    assert likely(bounds([low("2021-01-01")]), ()) is None
    assert likely(bounds([low("2021-01-01"), held("2021-01-01")]), ()) is None


def test_bounds_far_apart_do_not_take_for_ever():
    found = bounds([low("0001-01-01"), held("9999-12-31")])
    first, last = likely(found, ())
    assert date(9900, 1, 1) < first < last


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60), st.floats(0.05, 1.0))
def test_the_shortest_run_holds_the_mass_and_none_shorter_does(weights, mass):
    first, last = shortest(weights, mass)
    total = sum(weights)
    assert 0 <= first <= last < len(weights)
    if total > 0:
        assert sum(weights[first : last + 1]) >= mass * total * (1 - 1e-6)
        width = last - first + 1
        shorter = (sum(weights[i : i + width - 1]) for i in range(len(weights) - width + 2))
        assert width == 1 or all(part < mass * total * (1 + 1e-6) for part in shorter)


def neighbour(day: str, likeness: float = 10.0) -> Neighbour:
    one = date.fromisoformat(day)
    return Neighbour(one, one, likeness, ("mill", "kessim"), 2.0)


def test_a_profile_adds_up_and_rises_round_its_neighbours():
    made = profile([neighbour("2020-06-01")], DAY, date(2021, 12, 31))
    assert abs(sum(made) - 1) < 1e-9
    assert made[(date(2020, 6, 1) - DAY).days] == max(made)
    assert abs(sum(profile([], DAY, date(2020, 1, 10))) - 1) < 1e-9
    assert abs(sum(profile([neighbour("1990-06-01")], DAY, date(2020, 1, 10))) - 1) < 1e-6


def test_neighbours_share_rare_words_one_for_each_story():
    shelf = Shelf(
        [
            happened("2020-01-01", "Mill at Kessim burns", origin="a"),
            happened("2020-01-03", "Mill at Kessim still burns", origin="b"),
            happened("2020-01-09", "Ferry sinks", origin="c"),
            happened("2020-02-09", "Ferry found", origin="d"),
            *(happened("2020-05-01", f"Vote number {i} in Arden", origin=f"o{i}") for i in range(60)),
        ]
    )
    near = neighbours({"mill", "kessim"}, shelf)
    assert [str(one.first) for one in near] == ["2020-01-01", "2020-01-03"]
    assert neighbours({"mill", "kessim"}, shelf, frozenset(["a"]))[0].first == date(2020, 1, 3)
    assert neighbours({"nothing"}, shelf) == []
    clue = likeness_clue(near)
    assert (
        clue is not None
        and not clue.hard
        and "mill" in clue.reason
        and (clue.first, clue.last) == ("2020-01-01", "2020-01-03")
    )
    assert likeness_clue([]) is None


def test_a_handful_of_stories_says_nothing_by_likeness():
    few = [happened("2020-01-01", f"Mill {i} at Kessim burns", origin=f"o{i}") for i in range(20)]
    assert neighbours({"mill", "kessim"}, Shelf(few)) == []


def test_one_neighbour_alone_does_not_decide():
    low, high = DAY, date(2021, 12, 31)
    strong, weak_ = neighbour("2020-02-01", 1_000.0), [neighbour(f"2021-{month:02d}-01", 9.0) for month in range(1, 12)]
    made = profile([strong, *weak_], low, high)
    assert sum(made[366:]) > sum(made[:366])
