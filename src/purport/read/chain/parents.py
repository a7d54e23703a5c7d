"""Which statement stands inside which other one's content."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.records.spans import Span, Spans, inside, merged

CONTRAST = frozenset({"but", "while", "whereas"})
AFTERWARDS = frozenset({"after", "before", "once", "since", "until", "when"})


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


def without_contrasts(
    parse: Parse, attributions: Sequence[Attribution], parents: Sequence[int | None]
) -> list[int | None]:
    """The parents, but for statements set against the one that holds them (``The doctor says ten days, but the captain says he can
    run``), and those in a clause that only tells when somebody felt so (``were afraid after a preacher declared``): for these
    the parent's own.
    """
    if not parse.words:
        return list(parents)
    return [
        parents[holder] if holder is not None and _apart(parse, attributions[holder], attributions[i]) else holder
        for i, holder in enumerate(parents)
    ]


def _apart(parse: Parse, outer: Attribution, inner: Attribution) -> bool:
    first = parse.word_at(outer.content[0].start)
    if outer.rule == "attitude" and first is not None and first.lower in AFTERWARDS:
        return True
    one, other = _verb(parse, outer), _verb(parse, inner)
    if one is None or other is None or not inner.source or (one.lemma, one.tag) != (other.lemma, other.tag):
        return False
    source = parse.word_at(inner.source[0].start)
    before = parse.words[source.i - 1] if source is not None and source.i > 0 else None
    return before is not None and before.lower in CONTRAST and one.sent == other.sent and one.i < before.i < other.i


def _verb(parse: Parse, attribution: Attribution) -> Word | None:
    return None if attribution.cue_word is None else parse.words[attribution.cue_word]


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
