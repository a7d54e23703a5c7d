"""Which content belongs to which cue, and which cue to which source: the pairs that the linker scores.

A span is a tuple (role, from, to) in pieces of one paragraph; a content looks for its cue, a cue for its source or for none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from purport.read.attribution.learned.pieces import ROLES

Span3 = tuple[int, int, int]
SOURCE, CUE, CONTENT = range(len(ROLES))
GAPS, BETWEEN = 18, 4
"""Buckets of the signed distance from one span to another, and of how many rivals lie between them."""
Pair = tuple[int, int, int, int, int]
"""Index of the seeking span, of the candidate, which of the two links (0 cue to source, 1 content to cue), gap, rivals."""


def gap(seeker: Span3, candidate: Span3) -> int:
    """The bucket of the distance: 0 to 8 where the candidate stands before, 9 to 17 where it stands after; powers of two.

    >>> gap((1, 5, 6), (0, 0, 4)), gap((1, 5, 6), (0, 6, 8))
    (1, 9)
    """
    after = candidate[1] >= seeker[2]
    distance = candidate[1] - seeker[2] if after else seeker[1] - candidate[2]
    size = 0 if distance <= 0 else min(8, 1 + int(math.log2(distance)))
    return size + (9 if after else 0)


def pairs(spans: Sequence[Span3]) -> list[Pair]:
    """All pairs that may be linked within one paragraph."""
    out: list[Pair] = []
    by_role = [[(j, s) for j, s in enumerate(spans) if s[0] == role] for role in range(len(ROLES))]
    for i, seeker in enumerate(spans):
        if seeker[0] == SOURCE:
            continue
        rivals = by_role[seeker[0] - 1]
        for j, candidate in rivals:
            low, high = min(seeker[2], candidate[2]), max(seeker[1], candidate[1])
            between = sum(1 for other, s in rivals if other != j and s[1] >= low and s[2] <= high)
            out.append((i, j, seeker[0] - 1, gap(seeker, candidate), min(between, BETWEEN - 1)))
    return out
