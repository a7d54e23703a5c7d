"""How many at once, and how long between two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.collect.pace import Pace, Places


def test_the_most_careful_of_those_under_way_counts():
    places = Places()
    places.take("a", 3)
    assert places.free("a", 3)
    assert not places.free("a", 1)
    places.take("a", 2)
    assert not places.free("a", 3)
    assert places.full() == {"a"}
    places.leave("a", 2)
    assert places.free("a", 3)
    assert places.full() == set()
    assert places.free("b", 1)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 4), st.booleans()), max_size=60))
def test_never_more_than_any_of_them_allows(steps):
    places, taken = Places(), {"a": [], "b": []}
    for host, at_once, leave in steps:
        if leave and taken[host]:
            places.leave(host, taken[host].pop())
        elif places.free(host, at_once):
            places.take(host, at_once)
            taken[host].append(at_once)
        for inside in taken.values():
            assert len(inside) <= min(inside, default=0) or not inside
    assert places.full() == {host for host, inside in taken.items() if inside and len(inside) == min(inside)}


def test_a_place_is_given_back_when_a_request_fails():
    pace = Pace(lambda: 0.0, lambda seconds: None)
    with pytest.raises(OSError, match="gone"), pace.place("a", 1):
        raise OSError("gone")
    with pace.place("a", 1):
        pass


def test_waits_are_counted_from_the_last_start():
    now, naps = [10.0], []
    pace = Pace(lambda: now[0], naps.append)
    for _ in range(3):
        pace.wait("a", 2.0)
    pace.wait("b", 2.0)
    now[0] = 30.0
    pace.wait("a", 2.0)
    assert naps == [2.0, 4.0]
