"""The features that the speaker model hears: logarithms of the energy in 80 bands of the mel scale, 100 times a second.

As Kaldi's ``compute-fbank-feats`` makes them without dither: frames of 25 ms every 10 ms that lie wholly within the sound, mean
taken off, pre-emphasis .97, Povey's window, power spectrum of 512 points, triangles on the mel scale between 20 and 8,000 Hz.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

RATE = 16_000
WINDOW, STEP, POINTS, BANDS = 400, 160, 512, 80
LOWEST, HIGHEST = 20.0, 8_000.0
EMPHASIS = 0.97
FLOOR = 1.1920928955078125e-07
"""The least energy whose logarithm is taken: the smallest step of 32-bit numbers at 1."""


def bands(samples: Array) -> Array:
    """Natural logarithms of band energies, shape (frames, 80); no frames for less than 25 ms.

    `samples`: 16,000 a second, -1 to 1, one channel.
    """
    import numpy as np

    count = max(0, 1 + (len(samples) - WINDOW) // STEP)
    if count == 0:
        return np.zeros((0, BANDS), np.float32)
    window, triangles = _tables()
    places = np.arange(WINDOW)[None, :] + STEP * np.arange(count)[:, None]
    frames = samples.astype(np.float32)[places]
    frames -= frames.mean(1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], 1)
    spectrum = np.fft.rfft((frames - EMPHASIS * before) * window, POINTS)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    energies: Array = np.log(np.maximum(power[:, :-1] @ triangles, FLOOR)).astype(np.float32)
    return energies


def centred(features: Array) -> Array:
    """The features without each band's mean, which takes off what a fixed channel adds."""
    centre: Array = features.mean(0, keepdims=True)
    return features - centre


@cache
def _tables() -> tuple[Array, Array]:
    """The window (400) and the triangles (256 points of the spectrum by 80 bands)."""
    import numpy as np

    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))) ** 0.85
    edges = np.linspace(_mel(LOWEST), _mel(HIGHEST), BANDS + 2)
    points = np.array([_mel(RATE / POINTS * number) for number in range(POINTS // 2)])[:, None]
    rising = (points - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - points) / (edges[2:] - edges[1:-1])
    return window.astype(np.float32), np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def _mel(frequency: float) -> float:
    import math

    return 1127.0 * math.log(1.0 + frequency / 700.0)
