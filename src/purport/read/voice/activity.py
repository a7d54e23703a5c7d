"""Where someone speaks, and the speech without its pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from purport.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

Span = tuple[int, int]
LEAST = 4_000
"""Samples: a shorter stretch is a click or a breath as often as a word."""


def speech_spans(samples: Array) -> list[Span]:
    """Where speech is, from sample to sample, ends exclusive, in order; none in silence or noise.

    `samples`: 16,000 a second, one channel.

    Raises:
        ModelError: ``no-runtime`` where faster-whisper is not installed.
    """
    try:
        from faster_whisper.vad import get_vad_model  # noqa: F401
    except ImportError as fault:
        raise ModelError(
            "faster-whisper is not installed",
            code="no-runtime",
            subject="voice activity",
            advice='pip install "purport[speech]" brings what hearing needs',
        ) from fault
    from purport.read.speech.activity import activity

    return [(first, last) for first, last in activity(samples).spoken if last - first >= LEAST] if len(samples) else []


def joined(samples: Array, spans: list[Span], most: int | None = None) -> Array:
    """The speech of the spans, end to end; at most `most` samples, from the start."""
    import numpy as np

    parts = [samples[start:end] for start, end in spans]
    whole = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return whole[:most]
