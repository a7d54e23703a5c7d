"""Groups kept up as tellings come are those of all tellings at once, whatever comes in whatever portions."""

import random

import pytest

from purport.corroborate.matters.clusters import grouped, link_of
from purport.corroborate.matters.growing import Growing


def compared(rng, number):
    """Tellings about a few events, with scores of most pairs, some of them misleading."""
    names = [f"t{n:03}" for n in range(number)]
    about = {one: rng.randrange(max(2, number // 8)) for one in names}
    scores = {}
    for n, one in enumerate(names):
        for other in rng.sample(names[:n], min(n, 25)):
            alike = rng.gauss(0.75, 0.2) if about[one] == about[other] else rng.gauss(0.25, 0.25)
            scores[other, one] = round(min(1.0, max(0.0, alike)), 2)  # few digits: equal scores are met
    return names, scores


def hanging(same, one):
    """All that hangs together with a telling."""
    reached, edge = {one}, [one]
    while edge:
        for other in same.get(edge.pop(), {}):
            if other not in reached:
                reached.add(other)
                edge.append(other)
    return reached


@pytest.mark.parametrize("seed", range(40))
def test_as_if_all_had_come_at_once(seed):
    rng = random.Random(seed)
    names, scores = compared(rng, rng.choice((6, 20, 60, 120)))
    near, same, chiefs = {}, {}, {one for one in names if rng.random() < rng.choice((0.3, 0.6, 1))}
    growing, come, known = Growing(near, same, chiefs), [], set()
    while len(come) < len(names):
        some = names[len(come) : len(come) + rng.choice((1, 1, 2, 7))]
        come += some
        for (first, second), score in scores.items():
            if second in some:
                near.setdefault(first, {})[second] = near.setdefault(second, {})[first] = link_of(score)
                if score >= 0.6:
                    same.setdefault(first, {})[second] = (-score, first, second)
                    same.setdefault(second, {})[first] = (-score, first, second)
        if rng.random() < 0.1:
            growing.forget(hanging(same, rng.choice(come)))  # as where somebody decided on it
        for one in some if rng.random() < 0.8 else ():
            whole = hanging(same, one)
            pairs = {pair for name in whole for pair in same.get(name, {}).values()}
            told = grouped(whole, near, pairs, chiefs)
            other, before = growing.groups(whole)
            assert sorted(map(sorted, [*other, *before])) == sorted(map(sorted, told))
            assert all(frozenset(group) in known for group in before)
            known = {group for group in known if group.isdisjoint(whole)} | set(map(frozenset, told))


def test_without_likeness_each_is_alone():
    growing = Growing({}, {}, set())
    assert growing.groups(["a"]) == ([{"a"}], [])
    assert growing.groups(["a"]) == ([], [{"a"}])


def test_what_was_joined_stays_joined_and_what_comes_may_part_it():
    near, same = {"a": {"b": link_of(0.7)}, "b": {"a": link_of(0.7)}}, {}
    same["a"], same["b"] = {"b": (-0.7, "a", "b")}, {"a": (-0.7, "a", "b")}
    growing = Growing(near, same, {"a", "b", "c"})
    assert growing.groups(["a", "b"]) == ([{"a", "b"}], [])
    assert growing.groups(["a", "b"]) == ([], [{"a", "b"}])
    near["c"] = {"a": link_of(0.9), "b": link_of(0.1)}
    near["a"]["c"], near["b"]["c"] = link_of(0.9), link_of(0.1)
    same["c"], same["a"] = {"a": (-0.9, "a", "c")}, {**same["a"], "c": (-0.9, "a", "c")}
    other, before = growing.groups(["a", "b", "c"])
    assert (sorted(map(sorted, other)), before) == ([["a", "c"], ["b"]], [])
    growing.forget_all()
    assert sorted(map(sorted, growing.groups(["a", "b", "c"])[0])) == [["a", "c"], ["b"]]
