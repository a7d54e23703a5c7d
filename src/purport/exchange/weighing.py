"""What ``purport weigh --json`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from purport.records import Assessment, Bond
from purport.records.folds import MatterLine
from purport.records.matters import Contradiction, Likeness, Telling
from purport.records.stories import Link, Origin, Story
from purport.records.weighing import History, Line, Proposal, Weight

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
        "grades": [grade(one) for one in found.grades],
        "history": None if found.history is None else _history(found.history),
        "decisions": [
            {"first": one.first, "second": one.second, "together": one.together, "by": one.by, "reason": one.reason}
            for one in found.matter.pairings
        ],
    }


def matter_line(one: MatterLine) -> Json:
    """What ``purport matters --json`` prints of one matter."""
    fold = one.fold
    return {
        "matter": fold.matter,
        "sort": str(fold.sort),
        "label": fold.label,
        "stories": fold.stories,
        "origins": fold.origins,
        "reason": fold.reason,
        "lone": fold.lone,
        "contradicted": fold.contradicted,
        "first": one.first,
        "last": one.last,
        "at": one.at.isoformat(),
    }


def _history(one: History) -> Json:
    """What became of earlier reports of a source."""
    records = list(one.records)
    return {"source": one.source, "borne_out": one.borne_out, "not_borne_out": one.not_borne_out, "records": records}


def grade(one: Assessment) -> Json:
    """One grade."""
    return {
        "about": one.about,
        "reliability": one.reliability,
        "credibility": one.credibility,
        "reason": one.reason,
        "by": one.by,
        "at": one.at.isoformat(),
    }


def grades(about: str, decided: Sequence[Assessment], proposed: Sequence[tuple[str, Proposal]]) -> Json:
    """What ``purport grades --json`` prints: what people decided, and apart from it what rules propose."""
    return {
        "about": about,
        "decided": [grade(one) for one in decided],
        "proposed": [
            {"axis": axis, "grade": one.grade, "reason": one.reason, "records": list(one.records)}
            for axis, one in proposed
        ],
    }


def bond(one: Bond) -> Json:
    """What ``purport show --bonds --json`` prints of one bond."""
    return {
        "kind": one.kind,
        "first": one.first,
        "second": one.second,
        "score": one.score,
        "reason": one.reason,
        "at": one.at.isoformat(),
        "stands": one.stands,
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
        "versions": list(one.versions),
        "own": list(one.own),
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
        "opposed": [{"first": two.first, "second": two.second, "reason": two.reason} for two in one.opposed],
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
