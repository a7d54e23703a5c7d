"""Speakers who are known from somebody's words alone: ``The ministry reports that a man was held. He confessed to ...``."""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.cast import Cast
from purport.read.cast.stage import head_of_spans
from purport.read.found import Attribution
from purport.read.parse import Parse, Word

FARTHEST = 2
"""Sentences from where such a speaker is brought in to where he speaks, at most."""


def known_through(
    parse: Parse, cast: Cast, attributions: Sequence[Attribution], parents: Sequence[int | None]
) -> dict[int, int]:
    """For statements at the top whose source is a pronoun for somebody without a name, who was brought in inside another
    statement's content a sentence or two before: the innermost statement that brought him in.
    """
    out: dict[int, int] = {}
    for i, attribution in enumerate(attributions):
        head = head_of_spans(parse, attribution.source) if attribution.source and parse.words else None
        if parents[i] is not None or head is None or head.pos != "PRON":
            continue
        first = cast.first_told_of(head)
        if first is None or not 0 < head.sent - first.sent <= FARTHEST:
            continue
        holder = _holder(parse, attributions, first)
        if holder is not None and holder != i:
            out[i] = holder
    return out


def _holder(parse: Parse, attributions: Sequence[Attribution], word: Word) -> int | None:
    """The statement with the shortest content that holds a word; None if the word is its own source."""
    holders = [j for j, a in enumerate(attributions) if a.cue and any(s.start <= word.start < s.end for s in a.content)]
    return min(holders, key=lambda j: sum(s.end - s.start for s in attributions[j].content), default=None)
