"""CAMEO codes of what speakers do."""

from __future__ import annotations

import pytest

from purport.records.cameo import cameo
from purport.records.names import Act, Action


@pytest.mark.parametrize(
    ("act", "code"),
    [(Act.SAYS, "010"), (Act.CLAIMS_RESPONSIBILITY, "015"), (Act.DENIES, "016"), (Act.CALLS_FOR, "020")],
)
def test_statements_and_appeals_have_codes(act: Act, code: str) -> None:
    assert cameo(act) == code


@pytest.mark.parametrize("act", [Act.THREATENS, Act.ACCUSES, Act.REJECTS, Act.PROMISES, Act.APOLOGISES])
def test_acts_with_a_root_of_their_own_have_none(act: Act) -> None:
    assert cameo(act, [Action.AID]) is None


@pytest.mark.parametrize(
    ("wanted", "code"),
    [(Action.AID, "023"), (Action.RETREAT, "0256"), (Action.CONSULT, "026"), (Action.ASSAULT, "020")],
)
def test_an_appeal_is_coded_by_what_it_asks_for(wanted: Action, code: str) -> None:
    assert cameo(Act.CALLS_FOR, [wanted]) == code


def test_what_is_asked_for_does_not_change_a_statement() -> None:
    assert cameo(Act.SAYS, [Action.AID]) == "010"
