"""Corrections: a story in which a house corrects what it told before is no other report, wherever it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from purport.corroborate.copies.direction import moment
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
    corrects = {one.document for one in told if one.correction and one.lead}
    for name in dict.fromkeys(one.document for one in told):
        story = stories.get(name)
        if story is None or name not in corrects or name in leaning:
            continue
        before = [
            other
            for key, other in stories.items()
            if key in beside and key != name and same_outlet(story, other) and _precedes(other, story, key in corrects)
        ]
        if before:
            last = max(before, key=_began)
            reason = f"{story.outlet} says that it corrects what it told before"
            yield Link(Tie.VERSION, story.id, last.id, SCORE, reason)


def _precedes(other: Story, correction: Story, corrects: bool) -> bool:
    """Whether a correction may be of what another story tells, which `corrects` itself: not if that is known to be later.

    When they were captured says nothing where they say when they came out. Of a day without an hour a correction is the last.
    """
    if corrects:
        return _ended(other) < _ended(correction)
    return _began(other)[0] <= _ended(correction)[0]


def _began(story: Story) -> tuple[datetime, str]:
    """The beginning of the day, or the moment, when a story came out; when it was first seen, if it does not say."""
    out = moment(story.published)
    return story.first_seen if out is None else out.at, story.id


def _ended(story: Story) -> tuple[datetime, str]:
    """The same, but the end of the day."""
    out = moment(story.published)
    if out is None:
        return story.first_seen, story.id
    return out.at if out.hour else out.at + timedelta(days=1), story.id
