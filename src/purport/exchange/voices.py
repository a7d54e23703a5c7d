"""Voices as JSON: comparisons, references and calibration sets. Prints are never exported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from purport.records.voices import Calibration, Comparison, Condition, Reference, Rung, Voiceprint

Json = dict[str, Any]


def comparison(one: Comparison) -> Json:
    """A comparison. `llr` (log10) is null where there is none, and `refused` says why; `cosine` is no likelihood ratio."""
    return {
        "kind": "voice comparison",
        "recording": _recording(one.recording),
        "reference": one.reference,
        "reference_exhibits": list(one.reference_exhibits),
        "llr": one.llr,
        "bounds": None if one.bounds is None else [round(bound, 2) for bound in one.bounds],
        "verbal": one.verbal,
        "calibration": one.calibration,
        "refused": list(one.refused),
        "said": list(one.said),
        "cosine": one.cosine if one.llr is not None else None,
        "settings": dict(one.settings),
        "at": one.made_at.isoformat(),
    }


def reference(one: Reference) -> Json:
    """A reference without its prints."""
    return {
        "kind": "voice reference",
        "name": one.name,
        "said": one.said,
        "enrolled": one.enrolled_at.isoformat(),
        "recordings": [_recording(last) for last in {each.exhibit: each for each in one.prints}.values()],
    }


def calibration(digest: str, one: Calibration) -> Json:
    """A calibration set."""
    return {
        "kind": "voice calibration",
        "name": one.name,
        "digest": digest,
        "said": one.said,
        "model": one.model,
        "model_digest": one.model_digest,
        "bandwidth": one.bandwidth,
        "codec": one.codec,
        "family": one.family,
        "hertz": list(one.hertz),
        "snr_db": list(one.snr_db),
        "rungs": [_rung(rung) for rung in one.rungs],
        "left_out": list(one.left_out),
        "at": one.made_at.isoformat(),
    }


def overview(
    references: Sequence[Reference], calibrations: Sequence[tuple[str, Calibration]], comparisons: Sequence[Comparison]
) -> Iterator[Json]:
    """All that is kept of voices, one object each."""
    yield from map(reference, references)
    for digest, one in calibrations:
        yield calibration(digest, one)
    yield from map(comparison, comparisons)


def _recording(one: Voiceprint) -> Json:
    return {
        "exhibit": one.exhibit,
        "speaker": one.speaker,
        "used_ms": one.used_ms,
        "condition": _condition(one.condition),
        "model": one.model,
        "model_digest": one.model_digest,
    }


def _condition(one: Condition) -> Json:
    return {name: getattr(one, name) for name in Condition.__slots__}


def _rung(one: Rung) -> Json:
    return {name: getattr(one, name) for name in Rung.__slots__} | {"bounds": list(one.bounds)}
