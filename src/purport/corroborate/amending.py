"""Corrections: a story in which a house corrects what it told before is no other report, wherever it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from purport.corroborate.copies.ties import same_outlet
from purport.records.matters import Telling
from purport.records.stories import Link, Story, Tie

SCORE = 0.9
"""How sure it is: the story says itself that it corrects, and both are of one house and one matter."""


def amendments(told: Collection[Telling], stories: Mapping[str, Story], ties: Collection[Link]) -> Iterator[Link]:
    """That stories which say that they correct are versions of the last one before, of the same house and in the same matter.

    `told`: the tellings of the matter. `stories`: by id. `ties`: those that are known; what leans on another already is left out.
    """
    leaning = {link.later for link in ties}
    beside = {one.document for one in told}
    for one in told:
        story = stories.get(one.document)
        if story is None or not (one.correction and one.lead) or story.id in leaning:
            continue
        before = [
            other
            for name, other in stories.items()
            if name in beside and name != story.id and same_outlet(story, other) and _seen(other) < _seen(story)
        ]
        if before:
            last = max(before, key=_seen)
            reason = f"{story.outlet} says that it corrects what it told before"
            yield Link(Tie.VERSION, story.id, last.id, SCORE, reason)


def _seen(story: Story) -> tuple[datetime, str]:
    return story.first_seen, story.id
