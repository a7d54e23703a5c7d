"""Judgements combine along a chain, and over several looks at one pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.names import Judgement, agreed

P, N, U, O = Judgement.POSITIVE, Judgement.NEGATIVE, Judgement.UNSURE, Judgement.NONE  # noqa: E741
any_judgement = st.sampled_from(Judgement)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [(P, P, P), (P, N, N), (P, U, U), (P, O, O), (N, N, U), (N, U, U), (N, O, O), (U, U, U), (U, O, O), (O, O, O)],
)
def test_along_a_chain(one: Judgement, other: Judgement, both: Judgement) -> None:
    assert one + other is both
    assert other + one is both


@given(any_judgement, any_judgement, any_judgement)
def test_a_chain_may_be_walked_in_any_steps(a: Judgement, b: Judgement, c: Judgement) -> None:
    assert (a + b) + c is a + (b + c)


@given(any_judgement)
def test_positive_changes_nothing(a: Judgement) -> None:
    assert a + P is a


def test_other_things_are_not_added() -> None:
    with pytest.raises(TypeError):
        P + 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("told", "come_to"),
    [
        ([], O),
        ([O], O),
        ([O, P], P),
        ([P, P], P),
        ([N, N, O], N),
        ([P, N], U),
        ([P, U], U),
        ([U, O], U),
        ([P, N, U], U),
    ],
)
def test_several_looks_at_one_pair(told: list[Judgement], come_to: Judgement) -> None:
    assert agreed(told) is come_to
    assert agreed(reversed(told)) is come_to


@given(st.lists(any_judgement), st.lists(any_judgement))
def test_looks_may_be_taken_together_in_any_way(one: list[Judgement], other: list[Judgement]) -> None:
    assert agreed([agreed(one), agreed(other)]) is agreed([*one, *other])


def test_a_judgement_is_printed_as_its_word() -> None:
    assert [str(j) for j in Judgement] == ["positive", "negative", "unsure", "no judgement"]
