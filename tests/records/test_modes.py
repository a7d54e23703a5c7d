"""Modes: the closed list, and that nothing else is ever written."""

from __future__ import annotations

import pytest

from purport.read.events.modes import table
from purport.records import Action
from purport.records.modes import MODES, fits


def test_every_action_has_its_list() -> None:
    assert set(MODES) == set(Action)
    assert all(list(modes) == sorted(set(modes)) for modes in MODES.values())


def test_what_the_reader_writes_is_on_the_list() -> None:
    for root, parts in table().items():
        for modes in parts.values():
            assert set(modes.values()) <= set(MODES[Action(root)]), root


@pytest.mark.parametrize(
    ("action", "mode", "fit"),
    [
        (Action.COERCE, "curfew", True),
        (Action.ASSAULT, "curfew", False),
        (Action.SUPPORT, "", False),
        (Action.SUPPORT, None, True),
        (Action.RETREAT, "ceasefire", True),
    ],
)
def test_fitting(action: Action, mode: str | None, fit: bool) -> None:
    assert fits(action, mode) is fit
