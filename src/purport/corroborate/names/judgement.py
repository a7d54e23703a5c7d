"""What is held about two names: a small vocabulary in which "unsure" is a value, and its two rules of combination.

After the judgements of nomenklatura (OpenSanctions), where a decision about two entities is positive, negative, unsure or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Judgement(StrEnum):
    """Whether two names are one name."""

    POSITIVE = "positive"  # spellings of one name
    NEGATIVE = "negative"  # two names
    UNSURE = "unsure"  # looked at, and it cannot be told
    NONE = "no judgement"  # not looked at, or nothing to look at

    def __add__(self, other: object) -> Judgement:
        """Along a chain: what one and two, and two and three, say of one and three.

        Positive changes nothing; of two negatives nothing follows; what is unsure stays so; a missing link leaves none.

        >>> Judgement.POSITIVE + Judgement.NEGATIVE, Judgement.NEGATIVE + Judgement.NEGATIVE
        (<Judgement.NEGATIVE: 'negative'>, <Judgement.UNSURE: 'unsure'>)
        """
        if not isinstance(other, Judgement):
            return NotImplemented
        if Judgement.NONE in (self, other):
            return Judgement.NONE
        if self is Judgement.POSITIVE:
            return other
        return self if other is Judgement.POSITIVE else Judgement.UNSURE


def agreed(judgements: Iterable[Judgement]) -> Judgement:
    """What several looks at the same two names come to: what all say that say anything, else unsure; of none, none.

    >>> agreed([Judgement.NONE, Judgement.POSITIVE]), agreed([Judgement.NEGATIVE, Judgement.POSITIVE])
    (<Judgement.POSITIVE: 'positive'>, <Judgement.UNSURE: 'unsure'>)
    """
    told = set(judgements) - {Judgement.NONE}
    if not told:
        return Judgement.NONE
    return told.pop() if len(told) == 1 else Judgement.UNSURE
