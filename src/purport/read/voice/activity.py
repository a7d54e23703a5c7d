"""Where someone speaks: Silero's voice activity model, as faster-whisper brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from purport.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

Span = tuple[int, int]
SETTINGS = {"threshold": 0.5, "min_silence_duration_ms": 300, "min_speech_duration_ms": 250, "speech_pad_ms": 50}


def speech_spans(samples: Array) -> list[Span]:
    """Where speech is, from sample to sample, ends exclusive, in order; none in silence or noise.

    `samples`: 16,000 a second, one channel.

    Raises:
        ModelError: ``no-runtime`` where faster-whisper is not installed.
    """
    import numpy as np

    try:
        from faster_whisper.vad import get_speech_timestamps
    except ImportError as fault:
        raise ModelError(
            "faster-whisper is not installed",
            code="no-runtime",
            subject="voice activity",
            advice='pip install "purport[speech]" brings what hearing needs',
        ) from fault
    if len(samples) < 512:
        return []
    told = get_speech_timestamps(np.ascontiguousarray(samples, np.float32), **SETTINGS)
    return [(int(one["start"]), int(one["end"])) for one in told]


def joined(samples: Array, spans: list[Span], most: int | None = None) -> Array:
    """The speech of the spans, end to end; at most `most` samples, from the start."""
    import numpy as np

    parts = [samples[start:end] for start, end in spans]
    whole = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return whole[:most]
