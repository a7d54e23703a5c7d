"""What a story leaves open that it leads with: it asks whether it was, supposes or plans it, or tells who would not say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from purport.corroborate.matters.counts import counts
from purport.corroborate.matters.mentions import TOLD, Mention, Scene
from purport.records.names import Action, Certainty
from purport.records.spans import Span

_ASKED = re.compile(r"\?[\"'”’)]*\s*$")
"""The end of a question."""
_ASKING = frozenset({Action.REQUEST, Action.REJECT})
"""Acts of who asks, or will not say."""
_SUPPOSED = re.compile(r"\W*(?:if|had|should|suppose|unless|what if)\b", re.IGNORECASE)
"""The beginning of what is only supposed."""


def left_open(seen: Scene, group: Sequence[Mention]) -> Certainty | None:
    """What a story makes of what it leads with (`group`), where this is only asked, thought of or planned; else None."""
    if any(m.event.action not in _ASKING for m in group):
        return None
    found = _left_open(seen)
    return found if not group or found is Certainty.HYPOTHETICAL else None


def _left_open(seen: Scene) -> Certainty | None:
    """What the first paragraph makes of the events in it, if it tells none as having been or not having been; else None."""
    first, text = seen.head[0], seen.text
    here = (one for one in seen.reading.events if one.sentence is not None and first.overlaps(one.sentence))
    found = [one for one in here if one.action not in _ASKING or one.certainty not in TOLD]
    if not found or any(one.certainty in TOLD for one in found):
        return None
    sentences = [one.sentence for one in found if one.sentence is not None]
    before = text[first.start : max(first.start, min(sentences).start)].rstrip()
    asked = [one for one in sentences if _ASKED.search(one.of(text)) or _SUPPOSED.match(text, one.start)]
    held = (*asked, *_unanswered(seen, {one.statement for one in found}))
    counted = (count for count in counts(text, first) if not any(one.holds(count.span) for one in held))
    if (before and not _ASKED.search(before)) or any(counted):
        return None
    return min((one.certainty for one in found), key=list(Certainty).index)


def _unanswered(seen: Scene, statements: Collection[str | None]) -> Iterator[Span]:
    """What is asked in a statement, or was not said in it."""
    asking = [one.anchor for one in seen.reading.events if one.action in _ASKING]
    for one in seen.reading.statements:
        asks = any(cue.overlaps(anchor) for cue in one.cue for anchor in asking)
        if one.id in statements and (asks or one.certainty is Certainty.NEGATED):
            yield from one.content
