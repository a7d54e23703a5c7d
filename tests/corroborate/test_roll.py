"""The roll of a shelf."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies.roll import Roll


def roll_of(*ids):
    roll = Roll()
    for one in ids:
        roll.add(one)
    return roll


def test_numbers_are_given_in_order_and_lead_back():
    roll = roll_of("a", "b")
    assert "a" in roll and "c" not in roll
    roll.add("c")
    assert "c" in roll and roll.given == len(roll) == 3
    assert roll.named([2, 0]) == ["c", "a"]
    with pytest.raises(IndexError):
        roll.named([3])


def test_what_is_struck_is_gone_and_its_number_stays_taken():
    roll = roll_of("a", "b", "c")
    assert roll.strike("b") == 1 and roll.strike("b") is None
    roll.add("d")
    assert list(roll) == ["a", "c", "d"] and len(roll) == 3 and roll.given == 4
    assert "b" not in roll
    roll.add("b")
    assert roll.named([4]) == ["b"]


@given(st.lists(st.tuples(st.booleans(), st.text(min_size=1)), max_size=60))
def test_frozen_at_any_moment_it_thaws_to_the_same(steps):
    roll, names = Roll(), {}
    for number, (freeze, text) in enumerate(steps):
        roll.add(f"{number}{text}")
        if freeze:
            if number % 5 == 3:
                roll.strike(f"{number - 1}{steps[number - 1][1]}")
            frozen = roll.frozen()
            again = Roll.thawed(frozen)
            assert list(again) == list(roll) and again.given == roll.given and len(again) == len(roll)
            assert {k: v.tobytes() for k, v in again.frozen().items()} == {k: v.tobytes() for k, v in frozen.items()}
            for name, array in frozen.items():
                assert names.setdefault(name, array.tobytes()) == array.tobytes()  # one name, one content


def test_sheets_stay_few_however_often_it_is_frozen():
    roll = Roll()
    for n in range(500):
        roll.add(str(n))
        frozen = roll.frozen()
    assert len(frozen) <= 4


def test_what_is_struck_is_in_no_sheet():
    roll = roll_of(*(f"story-{n}" for n in range(40)))
    roll.frozen()
    roll.strike("story-17")
    assert all(b"story-17" not in array.tobytes() for array in roll.frozen().values())


def sheet(*ids):
    return np.frombuffer(json.dumps(ids).encode(), np.uint8)


@pytest.mark.parametrize(
    "arrays",
    [
        {"roll.5.1": sheet("a")},
        {"roll.0.1": sheet("a"), "roll.2.2": sheet("b")},
        {"roll.0.1": np.frombuffer(b'{"a": 1}', np.uint8)},
        {"roll.0.1": np.frombuffer(b"[1]", np.uint8)},
        {"roll.0.1": np.frombuffer(b"[", np.uint8)},
        {"roll.0.1": np.frombuffer(b"\xff", np.uint8)},
        {"roll.x.1": sheet("a")},
    ],
)
def test_what_is_no_roll_is_refused(arrays):
    with pytest.raises(ValueError, match=r"gaps|JSON|line 1|codec|decode|invalid"):
        Roll.thawed(arrays)
