"""What ``purport weigh --json`` prints."""

from __future__ import annotations

from typing import Any

from purport.records.matters import Contradiction, Likeness, Telling
from purport.records.stories import Link, Origin, Story
from purport.records.weighing import Line, Weight

Json = dict[str, Any]


def weight(found: Weight) -> Json:
    """All that is known of a matter, each part with the ids that it rests on."""
    return {
        "asked": found.asked,
        "matter": found.matter.id,
        "sort": str(found.matter.sort),
        "telling": found.telling.id,
        "lines": [_line(one) for one in found.lines],
        "stories": [_story(one) for one in found.stories],
        "origins": [_origin(one) for one in found.origins],
        "ties": [_tie(one) for one in found.ties],
        "contradictions": [_contradiction(one) for one in found.contradictions],
        "tellings": [_telling(one) for one in found.tellings],
        "likenesses": [_likeness(one) for one in found.matter.likenesses],
        "unsure": [_likeness(one) for one in found.unsure],
    }


def _line(one: Line) -> Json:
    return {"text": one.text, "records": list(one.records)}


def _story(one: Story) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "outlet": one.outlet,
        "agencies": list(one.agencies),
        "origin": one.origin,
        "published": one.published,
        "first_seen": one.first_seen.isoformat(),
    }


def _origin(one: Origin) -> Json:
    return {
        "name": one.name,
        "story": one.story,
        "copies": list(one.copies),
        "rewrites": list(one.rewrites),
        "citing": list(one.citing),
        "reason": one.reason,
    }


def _tie(one: Link) -> Json:
    return {
        "kind": str(one.tie),
        "later": one.later,
        "earlier": one.earlier,
        "score": round(one.score, 4),
        "reason": one.reason,
    }


def _contradiction(one: Contradiction) -> Json:
    return {
        "about": str(one.about),
        "reason": one.reason,
        "score": round(one.score, 4),
        "corrected_by": one.corrected_by,
        "sides": [
            {
                "told": side.told,
                "tellings": list(side.tellings),
                "marks": list(side.marks),
                "spans": [
                    {"document": document, "start": span.start, "end": span.end} for document, span in side.spans
                ],
                "by": list(side.by),
                "certainty": str(side.certainty),
            }
            for side in one.sides
        ],
    }


def _telling(one: Telling) -> Json:
    return {
        "id": one.id,
        "document": one.document,
        "spans": [[span.start, span.end] for span in one.spans],
        "statements": list(one.statements),
        "events": list(one.events),
        "speaker": one.speaker,
        "action": one.action and str(one.action),
        "places": [place.name for place in one.places],
        "days": one.days,
        "published": one.published,
        "certainty": str(one.certainty),
        "chain": list(one.chain),
    }


def _likeness(one: Likeness) -> Json:
    return {
        "first": one.first,
        "second": one.second,
        "alike": str(one.alike),
        "score": round(one.score, 4),
        "reasons": list(one.reasons),
    }
