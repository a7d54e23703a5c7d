"""The JSON of ``purport translate --json``: original and machine translation, sentence by sentence."""

from __future__ import annotations

from typing import Any

from purport.records import Document, DocumentRow, Span
from purport.records.translation import Pair, Translation


def translation(row: DocumentRow, made: Translation, kept: bool) -> dict[str, Any]:
    """One document and what a machine made of it. Offsets are characters of ``original`` and ``translation``.

    ``at`` is where a sentence lies in the exhibit: in ``unit`` (``ms`` for a recording); null where that is not known.
    """
    document = row.document
    return {
        "id": document.name,
        "document": row.id,
        "sha256": document.exhibit,
        "machine_translation": True,
        "from": made.source,
        "into": made.target,
        "model": made.model,
        "model_digest": made.model_digest,
        "kept": kept,
        "original": document.text,
        "translation": made.text,
        "sentences": [_sentence(one, document, made) for one in made.pairs],
        "notes": list(made.notes),
        "steps": [list(step) for step in made.steps],
    }


def _sentence(one: Pair, document: Document, made: Translation) -> dict[str, Any]:
    return {
        "original": _pair(one.original),
        "translation": None if one.translation is None else _pair(one.translation),
        "original_words": one.original.of(document.text),
        "translation_words": None if one.translation is None else one.translation.of(made.text),
        "score": one.score,
        "doubts": [str(doubt) for doubt in one.doubts],
        "at": _at(one.original, document),
    }


def _at(span: Span, document: Document) -> dict[str, Any] | None:
    found = document.source_map.locate(span.start, span.end)
    return None if found is None else {"unit": document.source_map.unit, "start": found[0], "end": found[1]}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
