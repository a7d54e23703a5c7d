"""Edits of one event: what may be typed, and what is said of anything else."""

from __future__ import annotations

import pytest

from purport.errors import InstructionError
from purport.records import Action, Certainty, Event, Responsibility, Span, Stage
from purport.rounds.reviewing import FIELDS, edited

RAID = Event(
    "ev-1",
    "rebels",
    Action.ASSAULT,
    "mill",
    None,
    None,
    Certainty.ASSERTED,
    (),
    Span(0, 4),
    None,
    0.9,
    "",
    mode="firearms",
)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("actor", "  Ardal Front ", "Ardal Front"),
        ("actor", " ", None),
        ("actor_country", " nor", "NOR"),
        ("target_country", "", None),
        ("actor_group", "League", "League"),
        ("action", "Assault", Action.ASSAULT),
        ("mode", "Suicide attack", "suicide-attack"),
        ("mode", "", None),
        ("date", "2026-03", "2026-03"),
        ("certainty", "CALLED-FOR", Certainty.CALLED_FOR),
        ("stage", "Threatened or planned", Stage.AHEAD),
        ("stage", "", None),
        ("responsibility", "accused_by_authorities", Responsibility.BY_AUTHORITIES),
        ("responsibility", "None named", Responsibility.NONE),
        ("responsibility", "", None),
    ],
)
def test_values_as_they_are_kept(field: str, typed: str, kept: object) -> None:
    assert field in FIELDS
    assert getattr(edited(RAID, {field: typed}), field) == kept


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"actor_country": "NO"}, "bad-value", "perhaps"),
        ({"actor_country": "*"}, "bad-value", "alpha-3"),
        ({"target_country": "12\u0661"}, "bad-value", "alpha-3"),
        ({"mode": "blockade"}, "bad-value", "one of: abduct"),
        ({"action": "SUPPORT", "mode": "firearms"}, "bad-value", "has no modes"),
        ({"action": ""}, "bad-value", "one of: ASSAULT"),
        ({"certainty": ""}, "bad-value", "one of: asserted"),
        ({"stage": "over"}, "bad-value", "one of: accomplished"),
        ({"chain": "police"}, "unknown-field", "one of: actor"),
    ],
)
def test_what_does_not_fit_is_told(given: dict[str, str], code: str, words: str) -> None:
    with pytest.raises(InstructionError) as caught:
        edited(RAID, given)
    assert caught.value.code == code
    assert words in str(caught.value.advice)


def test_a_mode_goes_with_its_action() -> None:
    assert edited(RAID, {"action": "coerce"}).mode is None
    assert edited(RAID, {"action": "coerce", "mode": "curfew"}).mode == "curfew"
    assert edited(RAID, {"target": "quay"}).mode == "firearms"
    assert edited(RAID, {}) == RAID
