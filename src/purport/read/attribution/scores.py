"""How often each rule is right: its precision on PolNeAR's training stories."""

from __future__ import annotations

UNMEASURED = 0.5

PRECISION: dict[str, float] = {}


def score_of(rule: str) -> float:
    """The rule's measured precision, 0..1; 0.5 for a rule that was too rare to measure."""
    return PRECISION.get(rule, UNMEASURED)
