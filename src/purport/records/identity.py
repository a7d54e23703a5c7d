"""Identities are hashes of what identifies a record, so that seeing a thing twice adds nothing.

Observations (score, reason, act, certainty) never enter an identity.
"""

from __future__ import annotations

import hashlib
import json

from purport.records.evidence import Document
from purport.records.spans import Span, Spans
from purport.records.speech import Transcript


def digest(data: bytes) -> str:
    """The SHA-256 of `data` as ``sha256:`` and 64 hexadecimal digits.

    >>> digest(b"")[:17]
    'sha256:e3b0c44298'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no escapes but the needed ones."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _short(prefix: str, *parts: object) -> str:
    text = canonical(parts).encode("utf-8", "surrogatepass")
    return f"{prefix}-{hashlib.sha256(text).hexdigest()[:16]}"


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def document_id(document: Document) -> str:
    """``doc-`` and 16 digits: the exhibit and the working text taken from it.

    A part (a feed's item) is known by the address of the whole and its own id instead, so that an item which stands
    unchanged in the next capture of its feed is the same document.
    """
    whole = document.origin if document.part else document.exhibit
    return _short("doc", whole, document.part, document.text)


def statement_id(document: str, source: Spans, cue: Spans, content: Spans) -> str:
    """``st-`` and 16 digits: the document's id and the three marks."""
    return _short("st", document, _pairs(source), _pairs(cue), _pairs(content))


def event_id(document: str, anchor: Span, actor: str | None, action: str) -> str:
    """``ev-`` and 16 digits: the document's id, the anchor, who and what."""
    return _short("ev", document, anchor.start, anchor.end, actor, action)


def transcript_id(transcript: Transcript) -> str:
    """``tr-`` and 16 digits: the recording's digest, and the steps and settings that heard it."""
    return _short("tr", transcript.exhibit, transcript.steps)


def known_id(name: str, record: str) -> str:
    """``kn-`` and 16 digits: the list's name and all that the entry says (its record as JSON)."""
    return _short("kn", name, (record,))


def listed_id(name: str, fields: tuple[object, ...]) -> str:
    """``oc-`` and 16 digits: the list's name and all that the entry says."""
    return _short("oc", name, fields)
