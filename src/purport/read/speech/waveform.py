"""What is made of a recording's sound for those who listen to it: how loud it is over time, and a copy that browsers play."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import ModelError
from purport.read.speech.limits import RATE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

PER_SECOND = 25
MOST = 6_000
"""Points of a waveform: more than any screen has columns."""
BITS = 32_000
"""Bits a second of the copy that browsers play: Opus at which speech loses next to nothing (RFC 6716, 2.1.1)."""


def peaks(samples: Samples) -> list[int]:
    """The greatest loudness of each of many equal stretches, 0 to 100, whatever the channel; at most `MOST` of them.

    `samples`: float32, -1 to 1, of shape (channels, n) at 16,000 a second.
    """
    import numpy as np

    loud = np.abs(samples).max(axis=0) if samples.size else np.zeros(0, dtype=np.float32)
    points = max(1, min(MOST, len(loud) * PER_SECOND // RATE))
    edges = np.linspace(0, len(loud), points + 1).astype(np.int64)[:-1]
    if len(loud) < points:
        return [0] * points
    return [int(value) for value in np.round(np.maximum.reduceat(loud, edges) * 100)]


def write_copy(samples: Samples, file: Path) -> None:
    """Write the sound as Opus in Ogg (RFC 7845), one or two channels.

    Raises:
        ModelError: ``no-decoder`` where PyAV is not installed.
    """
    try:
        import av
    except ModuleNotFoundError as fault:
        raise ModelError(
            "PyAV is not installed", code="no-decoder", advice='pip install "purport[media]" brings it'
        ) from fault
    import numpy as np

    layout = "stereo" if samples.shape[0] == 2 else "mono"
    with av.open(str(file), "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=48_000, layout=layout)
        stream.bit_rate = BITS * samples.shape[0]
        resampler = av.AudioResampler("flt", layout, 48_000)
        for at in range(0, samples.shape[1], RATE):
            flat = np.ascontiguousarray(samples[:, at : at + RATE].T.reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(flat, format="flt", layout=layout)
            frame.sample_rate = RATE
            frame.pts = at
            for piece in resampler.resample(frame):
                out.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
