"""The extension ``attributed statement``: what a note says of a statement, in fields that a program can read."""

from __future__ import annotations

from typing import Any

from purport.exchange.entries import Entry
from purport.exchange.jsonlines import known
from purport.exchange.wording import CREDIBILITY, MEANING, RELIABILITY
from purport.records import Assessment, EventRow, Hop, StatementDecision

Json = dict[str, Any]


def extension(entry: Entry, refs: dict[str, str]) -> Json:
    """The extension's properties; `refs`: the identity of each name. STIX (3.1) has no null and no empty list."""
    row, one = entry.row, entry.row.statement
    told = {
        "extension_type": "property-extension",
        "statement_id": one.id,
        "asserted": False,
        "certainty": str(one.certainty),
        "certainty_meaning": MEANING[one.certainty],
        "act": str(one.act),
        "kind": str(one.kind),
        "source_name": one.source_name,
        "source_ref": refs.get(one.source_name or ""),
        "chain": [_hop(hop, refs) for hop in one.chain],
        "source_words": row.source_words,
        "cue_words": row.cue_words,
        "content": row.content_words,
        "addressee": one.addressee,
        "targets": list(one.targets),
        "violent": one.violent,
        "cameo": one.cameo,
        "spoken": one.spoken,
        "published": row.published,
        "date": row.date,
        "places": list(one.places),
        "events": [_event(event) for event in entry.events],
        "verification": [
            known({"about": check.about, "status": str(check.status), "by": check.by, "words": check.words})
            for check in entry.paper.checks
        ],
        "assessments": [_assessment(each, "statement") for each in entry.assessments]
        + [_assessment(each, "source") for each in [entry.paper.grade] if each is not None],
        "decision": _decision(row.decision),
        "as_read": [{"field": name, "value": before} for name, before, _ in row.changes],
        "reading_score": one.score,
        "reading_reason": one.reason,
        "rule": one.rule,
        "document_id": row.document,
        "exhibit": row.exhibit,
        "offsets": [[span.start, span.end] for span in one.content],
        "heard_ms": [list(stretch) for stretch in row.heard],
        "machine_translation": entry.paper.translated or None,
    }
    return known(told)


def _decision(made: StatementDecision | None) -> Json | None:
    if made is None:
        return None
    return known({"ruling": str(made.ruling), "by": made.by, "at": made.at.isoformat(), "reason": made.reason})


def _hop(hop: Hop, refs: dict[str, str]) -> Json:
    return known(
        {
            "name": hop.name,
            "identity_ref": refs.get(hop.name or ""),
            "certainty": str(hop.certainty),
            "carrier": None if hop.carrier is None else str(hop.carrier),
            "carrier_words": hop.carrier_words,
            "speaker": hop.speaker,
            "reason": hop.reason,
        }
    )


def _event(row: EventRow) -> Json:
    one = row.decided
    named = ("mode", "actor", "target", "place", "date")
    return known(
        {
            "event_id": one.id,
            "action": str(one.action),
            "certainty": str(one.certainty),
            "stage": None if one.stage is None else str(one.stage),
            "responsibility": None if one.responsibility is None else str(one.responsibility),
            "decision": None if row.decision is None else str(row.decision.ruling),
            "anchor": row.anchor_words,
            **{name: getattr(one, name) for name in named},
        }
    )


def _assessment(one: Assessment, about: str) -> Json:
    """One axis of the Admiralty code: credibility of a statement, reliability of a source; never both made one."""
    axis: Json = (
        {"credibility": one.credibility, "credibility_meaning": CREDIBILITY[one.credibility]}
        if about == "statement"
        else {"source": one.about, "reliability": one.reliability, "reliability_meaning": RELIABILITY[one.reliability]}
    )
    at = one.at.isoformat()
    return known({"about": about, **axis, "reason": one.reason, "by": one.by, "at": at})
