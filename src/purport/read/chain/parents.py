"""Which statement stands inside which other one's content."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from purport.read.found import Attribution
from purport.records.spans import Span, Spans, inside, merged


def parents_of(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution, the index of the smallest one whose content holds its cue and content; None at the top.

    Identical contents are never parent and child, so there are no circles.
    """
    contents = [merged(a.content) for a in attributions]
    order = sorted(
        range(len(contents)), key=lambda i: (contents[i][0].start, -contents[i][-1].end, -_size(contents[i]))
    )
    found: list[int | None] = [None] * len(attributions)
    open_: list[int] = []
    for i in order:
        start = attributions[i].content[0].start
        open_ = [j for j in open_ if contents[j][-1].end > start]
        holders = [j for j in open_ if _holds(contents[j], attributions[i], contents[i])]
        found[i] = min(holders, key=lambda j: _size(contents[j]), default=None)
        open_.append(i)
    return found


def _holds(outer: Spans, attribution: Attribution, content: Spans) -> bool:
    if outer == content or not inside(content, outer):
        return False
    return not attribution.cue or inside(merged(attribution.cue), outer) or _around(outer, attribution)


def _around(outer: Spans, attribution: Attribution) -> bool:
    """Whether the cue holds a word that the outer content leaves out in its middle: ``he | reportedly | called for``."""
    cue = merged(attribution.cue)
    gaps = [Span(one.end, two.start) for one, two in pairwise(outer)]
    return (
        len(gaps) == 1
        and any(span.start <= gaps[0].end and gaps[0].start <= span.end for span in cue)
        and outer[0].start < cue[0].end <= outer[-1].end
    )


def _size(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)
