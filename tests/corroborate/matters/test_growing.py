"""Groups kept up as tellings come are those of all tellings at once, whatever comes in whatever portions."""

import random
from itertools import pairwise

import pytest

from purport.corroborate.matters.clusters import grouped, link_of
from purport.corroborate.matters.growing import Growing
from purport.records.matters import Pairing


class Ledger:
    """What is known of tellings, and the groups that were told last, as a ledger keeps them."""

    def __init__(self, chiefs=()):
        self.near, self.same, self.chiefs = {}, {}, set(chiefs)
        self.joined, self.parted, self.pairings = {}, {}, []
        self.kept = {}
        self.asked = set()

    def compared(self, first, second, score):
        self.near.setdefault(first, {})[second] = self.near.setdefault(second, {})[first] = link_of(score)
        if score >= 0.6:
            self.same.setdefault(first, {})[second] = (-score, first, second)
            self.same.setdefault(second, {})[first] = (-score, first, second)

    def decided(self, first, second, together):
        """A decision of which the last on a pair counts; None takes it back."""
        kept = [one for one in self.pairings if {one.first, one.second} != {first, second}]
        self.pairings = kept if together is None else [*kept, Pairing(first, second, together, "Ada Roe", "")]
        self.joined, self.parted = {}, {}
        for place, one in enumerate(self.pairings):
            for mine, theirs in ((one.first, one.second), (one.second, one.first)):
                if one.together:
                    self.joined.setdefault(mine, {})[theirs] = place
                else:
                    self.parted.setdefault(mine, set()).add(theirs)

    def hold(self, tellings):
        self.asked.update(tellings)

    def homes(self, tellings):
        return {one: self.kept[one] for one in tellings if one in self.kept}

    def keep(self, groups):
        self.kept.update({one: group for group in groups for one in group})

    def at_once(self, tellings):
        pairs = {pair for one in tellings for pair in self.same.get(one, {}).values() if set(pair[1:]) <= set(tellings)}
        return sorted(map(sorted, grouped(tellings, self.near, pairs, self.chiefs, self.pairings)))


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


def told(growing, ledger, tellings, anew=()):
    other, before = growing.groups(tellings, anew)
    assert all(ledger.kept[one] == group for group in before for one in group)
    assert {one for group in (*other, *before) for one in group} >= {*tellings}
    ledger.keep(other)


@pytest.mark.parametrize("seed", range(60))
def test_as_if_all_had_come_at_once(seed):
    rng = random.Random(seed)
    names, scores = compared(rng, rng.choice((6, 20, 60, 120)))
    ledger = Ledger(one for one in names if rng.random() < rng.choice((0.3, 0.6, 1)))
    growing, come, people = Growing(ledger), [], seed % 3 == 0
    while len(come) < len(names):
        some = names[len(come) : len(come) + rng.choice((1, 1, 2, 7))]
        come += some
        for (first, second), score in scores.items():
            if second in some:
                ledger.compared(first, second, score)
        if rng.random() < 0.3:
            growing.forget_all()  # as in another process
        portion = rng.randrange(len(some) + 1)
        for asked in (some[:portion], some[portion:], rng.sample(come, 1) if rng.random() < 0.2 else []):
            told(growing, ledger, asked)
        assert sorted(map(sorted, set(ledger.kept.values()))) == ledger.at_once(come)
        if people and len(come) > 3 and rng.random() < 0.5:
            pair = rng.sample(come, 2)
            ledger.decided(*pair, rng.choice((True, False, None)))
            growing.forget_all()
            told(growing, ledger, pair, anew=pair)
            assert sorted(map(sorted, set(ledger.kept.values()))) == ledger.at_once(come)


def test_without_likeness_each_is_alone():
    growing = Growing(Ledger())
    assert growing.groups(["a"]) == ([{"a"}], [])
    assert growing.groups(["a"]) == ([], [{"a"}])


def test_what_was_joined_stays_joined_and_what_comes_may_part_it():
    ledger = Ledger("abc")
    growing = Growing(ledger)
    ledger.compared("a", "b", 0.7)
    assert growing.groups(["a", "b"]) == ([{"a", "b"}], [])
    assert growing.groups(["a", "b"]) == ([], [{"a", "b"}])
    ledger.compared("a", "c", 0.9)
    ledger.compared("b", "c", 0.1)
    other, before = growing.groups(["c"])
    assert (sorted(map(sorted, other)), before) == ([["a", "c"], ["b"]], [])
    growing.forget_all()
    ledger.keep(other)
    assert growing.groups(["a", "b", "c"])[0] == []


def test_only_what_is_near_is_looked_at():
    """Matters in a long row, each like the next but not enough: what comes at one end asks nothing of the other."""
    names = [[f"m{n}a", f"m{n}b"] for n in range(50)]
    ledger = Ledger(one for pair in names for one in pair)
    for pair in names:
        ledger.compared(*pair, 0.9)
    for one, other in pairwise(names):
        ledger.compared(one[1], other[0], 0.6)
    ledger.keep([frozenset(pair) for pair in names])
    ledger.chiefs.add("new")
    ledger.compared("m0a", "new", 0.9)
    ledger.compared("m0b", "new", 0.9)
    other, _ = Growing(ledger).groups(["new"])
    assert other == [{"m0a", "m0b", "new"}]
    assert ledger.asked == {"m0a", "m0b", "new", "m1a", "m1b"}


def test_a_matter_that_is_kept_as_its_likenesses_do_not_allow_is_made_anew():
    ledger = Ledger("abc")
    ledger.compared("a", "b", 0.9)
    ledger.keep([frozenset("abc")])  # by earlier rules, say
    growing = Growing(ledger)
    other, before = growing.groups(["a", "b", "c"])
    assert (sorted(map(sorted, other)), before) == ([["a", "b"], ["c"]], [])


def test_what_nobody_asked_for_and_is_in_no_matter_yet_is_grouped_with_what_it_is_like():
    ledger = Ledger("abc")
    ledger.compared("a", "b", 0.9)
    ledger.compared("b", "c", 0.9)
    ledger.compared("a", "c", 0.9)
    assert Growing(ledger).groups(["c"]) == ([{"a", "b", "c"}], [])


@pytest.mark.parametrize("seed", range(40))
def test_two_that_take_turns_and_forget_what_the_other_changed_group_as_one(seed):
    rng = random.Random(seed)
    names, scores = compared(rng, 40)
    ledger, come, last = Ledger(one for one in names if rng.random() < 0.6), [], None
    both = [Growing(ledger), Growing(ledger)]
    for new in names:
        come.append(new)
        for (first, second), score in scores.items():
            if second == new:
                ledger.compared(first, second, score)
        mine = rng.randrange(2)
        if mine != last:
            both[mine].forget_all()  # the other derived meanwhile
        last = mine
        told(both[mine], ledger, [new])
    assert sorted(map(sorted, set(ledger.kept.values()))) == ledger.at_once(come)


def test_groups_that_do_not_go_together_are_made_anew():
    """One that did not hear what another process derived meanwhile."""
    ledger = Ledger("abxy")
    ledger.compared("a", "b", 0.9)
    growing = Growing(ledger)
    ledger.keep(growing.groups(["a", "b"])[0])
    for one in "ab":
        ledger.compared(one, "x", 0.9)
    ledger.keep(Growing(ledger).groups(["x"])[0])
    for one in "abx":
        ledger.compared(one, "y", 0.9)
    assert growing.groups(["y"])[0] == [{"a", "b", "x", "y"}]
