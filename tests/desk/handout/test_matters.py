"""How a matter stands is told in a brief as weakly as the texts tell it."""

import pytest

from purport.corroborate.standing import standing
from purport.desk.handout.matters import _turned
from purport.records import Certainty
from purport.records.weighing import Turn
from tests.corroborate.matters.made import blast, stance


@pytest.mark.parametrize(
    ("told", "number", "words"),
    [
        ("hill front", False, "denied having done it"),
        (None, True, "denied it, or a number of it"),
        (None, False, "denied it"),
    ],
)
def test_a_denial_is_told_as_what_it_denies(told, number, words):
    one = stance("x", Certainty.DENIED, "The Hill Front", told)
    denial = type(one)(one.id, one.by, one.certainty, one.span, one.actor, number)
    (change,) = (c for c in standing((blast("a", stances=(denial,)),)) if c.turn is Turn.DENIED)
    assert f"one of these stories of 5 March 2026, {words}. " in "".join(map(str, _turned(change)))
