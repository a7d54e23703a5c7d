"""The JSON of ``purport read --json``: one object a document, the same whether it was just read or comes from the ledger.

``contract.schema.json`` beside this file is the same contract as a JSON Schema (draft-07). Offsets are character offsets into
the working text, end exclusive; spans are lists of pairs; an empty list means "not stated" and ``null`` "not known".
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from purport.errors import PurportError
from purport.records import (
    Clue,
    Dating,
    Decision,
    Document,
    DocumentRow,
    Event,
    EventList,
    EventRow,
    Finding,
    Hop,
    Inconsistency,
    PlaceMark,
    Reading,
    Span,
    Spans,
    Statement,
    StatementDecision,
    StatementRow,
    TimeMark,
    Verification,
)
from purport.records.listed import Lookup
from purport.records.media import Imprint
from purport.records.spoken import Spoken
from purport.records.translation import Rendering

Json = dict[str, Any]

_RISKY = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def explanation(document: Document, findings: Sequence[Finding]) -> Json:
    """What was found and refused in one document: ``purport read --explain --json``."""
    return {"id": document.name, "findings": [_finding(one, document.text) for one in findings]}


def _finding(one: Finding, text: str) -> Json:
    return {
        "sentence": [one.sentence.start, one.sentence.end],
        "text": one.sentence.of(text),
        "source": _pairs(one.source),
        "cue": _pairs(one.cue),
        "content": _pairs(one.content),
        "by": one.by,
        "rule": one.rule,
        "score": one.score,
        "kept": one.kept,
        "why": one.why,
    }


def line(row: DocumentRow) -> Json:
    """One document and its current reading; all lists are empty where it was not read for statements."""
    document = row.document
    return {
        "id": document.name,
        "sha256": document.exhibit,
        "language": row.reading.language if row.reading else document.language,
        "published": row.reading.published if row.reading else document.published,
        "dateline": {"place": document.dateline_place, "agency": document.agency},
        **_marks(row.reading, document),
        "document": row.id,
        "part": document.part,
        "origin": document.origin,
        "title": document.title,
        "author": document.author,
        "agency": document.agency,
        "outlet": document.outlet,
        "published_reason": document.published_reason,
        "published_at": document.published_at,
        "updated": document.updated,
        "correction": document.correction,
        "estimated": None if row.estimated is None else estimate(row.estimated),
        "captured_at": row.captured_at.isoformat(),
        "characters": len(document.text),
        "taken_by": document.taken_by,
        "recording": None if document.spoken is None else _recording(document.spoken),
        "notes": [*document.notes, *(row.reading.notes if row.reading else ())],
        "translated": None if document.translated is None else _rendering(document.translated),
    }


def _rendering(one: Rendering) -> Json:
    """What the text of a document was translated from, and by which machine; offsets of the original's text and of this one's."""
    return {
        "document": one.document,
        "name": one.name,
        "from": one.source,
        "model": one.model,
        "model_digest": one.model_digest,
        "sentences": [
            {"original": _pair(pair.original), "translation": _pair(pair.translation), "score": pair.score}
            for pair in one.pairs
            if pair.translation is not None
        ],
    }


def _recording(spoken: Spoken) -> Json:
    """What is known of the recording that a text is the transcript of."""
    return {
        "carrier": str(spoken.carrier),
        "milliseconds": spoken.milliseconds,
        "transcript": spoken.transcript,
        "turns": [{"start": one.start, "end": one.end, "speaker": one.speaker} for one in spoken.turns],
        "purports": [{"speaker": number or None, "name": name} for number, name in spoken.purports],
    }


def _heard(document: Document | None, spans: Spans) -> list[list[int]] | None:
    """Where marks are said in a recording, in milliseconds; None for a text."""
    if document is None or document.spoken is None:
        return None
    return [list(one) for one in document.heard(spans)]


def _marks(reading: Reading | None, document: Document | None = None) -> Json:
    if reading is None:
        lists = (
            "attributions",
            "events",
            "verification",
            "places",
            "times",
            "call_targets",
            "inconsistencies",
            "steps",
        )
        return {**{name: [] for name in lists}, "call_for_violence": None}
    return {
        "attributions": [{**attribution(one), "heard": _heard(document, one.content)} for one in reading.statements],
        "events": [{**_event(one), "heard": _heard(document, (one.anchor,))} for one in reading.events],
        "verification": [_verification(one) for one in reading.verification],
        "places": [{**_place(one), "heard": _heard(document, (one.span,))} for one in reading.places],
        "times": [{**_time(one), "heard": _heard(document, (one.span,))} for one in reading.times],
        "call_for_violence": reading.call_for_violence,
        "call_targets": list(reading.call_targets),
        "inconsistencies": [_inconsistency(one) for one in reading.inconsistencies],
        "steps": [list(step) for step in reading.steps],
    }


def media_line(name: str, found: Imprint, notes: Sequence[str] = ()) -> Json:
    """The line of a picture, a recording or a film: no marks, but what the file says of itself, and why nothing was heard in it."""
    return {
        "id": name,
        "sha256": found.exhibit,
        "language": "und",
        "published": None,
        "dateline": {"place": None, "agency": None},
        **_marks(None),
        "media": imprint(found),
        **({"notes": list(notes)} if notes else {}),
    }


def imprint(found: Imprint, sensitive: bool = False) -> Json:
    """What a file says of itself: what ``purport media --json`` prints. Claims that are sensitive only where they are asked for."""
    return {
        "sha256": found.exhibit,
        "media_type": found.media_type,
        "claims": [
            {
                "standard": one.standard,
                "name": one.name,
                "value": one.value,
                "kind": str(one.kind),
                "when": one.when,
                "caveat": one.caveat,
                "sensitive": one.sensitive,
            }
            for one in found.claims
            if sensitive or not one.sensitive
        ],
        "held_back": 0 if sensitive else found.held_back,
        "notes": list(found.notes),
        "steps": [list(step) for step in found.steps],
    }


def estimate(found: Dating) -> Json:
    """An estimate of a date: what ``purport date --json`` prints, and ``estimated`` in the line of an undated document."""
    return {
        "about": found.about,
        "name": found.name,
        "stated": found.stated,
        "fits": found.fits,
        "interval": found.interval,
        "likely": found.likely,
        "probability": found.probability,
        "reasons": [_clue(one) for one in found.clues],
        "conflicts": list(found.conflicts),
        "attributions": list(found.statements),
        "recordings": [estimate(part) for part in found.parts],
    }


def _clue(one: Clue) -> Json:
    return {
        "kind": str(one.kind),
        "first": one.first,
        "last": one.last,
        "hard": one.hard,
        "used": one.used,
        "span": None if one.span is None else _pair(one.span),
        "words": one.words,
        "reason": one.reason,
        "basis": one.basis,
    }


def event_list(one: EventList) -> Json:
    """A list that is loaded: what ``purport events lists --json`` prints."""
    return {
        "name": one.name,
        "kind": str(one.kind),
        "entries": one.rows,
        "first": one.first,
        "last": one.last,
        "file": one.file,
        "sha256": one.sha256,
        "at": one.at,
    }


def lookup(found: Lookup) -> Json:
    """Who a name may be: what ``purport names who --json`` prints."""
    return {
        "name": found.name,
        "kind": str(found.kind),
        "on": found.on,
        "judgement": found.judgement,
        "reasons": list(found.reasons),
        "namesakes": [
            {
                "list": one.known.list_name,
                "id": one.known.id,
                "primary": one.known.primary,
                "form": one.form,
                "quality": one.quality and str(one.quality),
                "judgement": one.judgement,
                "score": round(one.score, 4),
                "reasons": list(one.reasons),
            }
            for one in found.namesakes
        ],
    }


def error(name: str, fault: PurportError) -> Json:
    """The line that stands for a document that could not be read."""
    return {"id": name, "error": {"code": fault.code, "message": str(fault)}}


def statement(row: StatementRow) -> Json:
    """One statement with what is needed of its document: what ``purport list --json`` prints.

    It is as decided, else as read; ``as_read`` holds what a person changed.
    """
    read = attribution(row.read)
    return {
        **attribution(row.statement),
        "document": row.document,
        "name": row.name,
        "title": row.title,
        "outlet": row.outlet,
        "agency": row.agency,
        "published": row.published,
        "date": row.date,
        "sha256": row.exhibit,
        "source_words": row.source_words,
        "cue_words": row.cue_words,
        "content_words": row.content_words,
        "snippet": row.snippet,
        "heard": [list(one) for one in row.heard] or None,
        "decision": _decision(row.decision),
        "as_read": {name: read[name] for name, _, _ in row.changes},
    }


def _decision(ruled: Decision | StatementDecision | None) -> Json | None:
    if ruled is None:
        return None
    return {"ruling": str(ruled.ruling), "by": ruled.by, "at": ruled.at.isoformat(), "reason": ruled.reason}


def attribution(one: Statement) -> Json:
    """An attributed statement without its document."""
    return {
        "id": one.id,
        "source": _pairs(one.source),
        "cue": _pairs(one.cue),
        "content": _pairs(one.content),
        "source_name": one.source_name,
        "chain": list(one.names),
        "parent": one.parent,
        "kind": str(one.kind),
        "act": str(one.act),
        "certainty": str(one.certainty),
        "addressee": one.addressee,
        "targets": list(one.targets),
        "violent": one.violent,
        "cameo": one.cameo,
        "score": one.score,
        "reason": one.reason,
        "rule": one.rule,
        "spoken": one.spoken,
        "places": list(one.places),
        "hops": [_hop(hop) for hop in one.chain],
    }


def _hop(hop: Hop) -> Json:
    return {
        "name": hop.name,
        "certainty": str(hop.certainty),
        "carrier": None if hop.carrier is None else str(hop.carrier),
        "carrier_words": hop.carrier_words,
        "source": _pairs(hop.source),
        "cue": _pairs(hop.cue),
        "hedge": _pairs(hop.hedge),
        "reason": hop.reason,
        "speaker": hop.speaker,
    }


def event(row: EventRow) -> Json:
    """One event with what is needed of its document: what ``purport events --json`` prints.

    Actor to certainty are as decided, else as read; ``as_read`` holds what a person changed.
    """
    return {
        **_event(row.decided),
        "document": row.document,
        "name": row.name,
        "title": row.title,
        "outlet": row.outlet,
        "agency": row.agency,
        "published": row.published,
        "sha256": row.exhibit,
        "sentence_words": row.sentence_words,
        "anchor_words": row.anchor_words,
        "heard": [list(one) for one in row.heard] or None,
        "current": row.current,
        "decision": _decision(row.decision),
        "as_read": {name: before or None for name, before, _ in row.changes},
    }


def _event(one: Event) -> Json:
    return {
        "actor": one.actor,
        "action": str(one.action),
        "target": one.target,
        "place": one.place,
        "date": one.date,
        "certainty": str(one.certainty),
        "chain": list(one.chain),
        "anchor": _pair(one.anchor),
        "attribution": one.statement,
        "score": one.score,
        "mode": one.mode,
        "actor_country": one.actor_country,
        "actor_group": one.actor_group,
        "target_country": one.target_country,
        "stage": None if one.stage is None else str(one.stage),
        "stage_reason": one.stage_reason,
        "responsibility": None if one.responsibility is None else str(one.responsibility),
        "responsibility_reason": one.responsibility_reason,
        "id": one.id,
        "reason": one.reason,
        "sentence": None if one.sentence is None else _pair(one.sentence),
    }


def _verification(one: Verification) -> Json:
    return {
        "span": _pairs(one.span),
        "about": one.about,
        "status": str(one.status),
        "by": one.by,
        "reason": one.reason,
    }


def _inconsistency(one: Inconsistency) -> Json:
    return {"about": one.about, "first": _pair(one.first), "second": _pair(one.second), "reason": one.reason}


def _place(one: PlaceMark) -> Json:
    return {
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "geonameid": one.geonameid,
        "lat": one.lat,
        "lon": one.lon,
        "precision": None if one.precision is None else str(one.precision),
        "role": str(one.role),
        "score": one.score,
        "name": one.name,
        "reason": one.reason,
        "radius_km": one.radius_km,
    }


def _time(one: TimeMark) -> Json:
    return {
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "type": one.type,
        "value": one.value,
        "score": one.score,
        "edtf": one.edtf,
        "reason": one.reason,
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Spans) -> list[list[int]]:
    return [_pair(span) for span in spans]


def written(record: Json) -> str:
    r"""The record as one line of JSON, letters as they are.

    Characters that could steer a terminal or that UTF-8 cannot hold (controls, bidirectional and zero-width marks, lone
    surrogates of odd file names) are written as escapes, which any JSON reader turns back.

    >>> written({"id": "a\u202eb"})
    '{"id": "a\\u202eb"}'
    """
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(record, ensure_ascii=False, allow_nan=False))


@cache
def schema() -> Json:
    """The contract as a JSON Schema (draft-07): of one line, error lines included."""
    loaded: Json = json.loads(files("purport.exchange").joinpath("contract.schema.json").read_text("utf-8"))
    return loaded
