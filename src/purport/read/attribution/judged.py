"""What became of a find: kept for the reading or refused, by whom it was found, and why."""

from __future__ import annotations

from dataclasses import dataclass

from purport.read.found import Attribution


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its score, and what became of it.

    Attributes:
        found: the attribution, scored. by: "tagger" or "rules". kept: whether it is part of the reading.
        why: in words. scored: whether its score is the learned reader's, not the precision of a rule.
    """

    found: Attribution
    by: str
    kept: bool
    why: str
    scored: bool = False

    @classmethod
    def of_rule(cls, found: Attribution) -> Judged:
        """A find of the rules where they alone read: always kept."""
        return cls(found, "rules", True, f"rule {found.rule}, right in {found.score:.0%} of the training stories")
