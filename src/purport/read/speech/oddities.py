"""Stretches of a recording that no microphone hears: exact zeros, and bytes that are no sound; numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from purport.read.speech.limits import RATE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

ZEROS_MS = 1_000
"""Exact zeros in the midst of sound are noted from this length on: shorter ones are made by noise gates..."""
BROKEN_MS = 50
"""...but those that begin and end in full sound already from this one."""
_EDGE, _FULL_SOUND = 16, 0.02
NOISE_MS = 150
_FRAME = 1024
_FULL = 3**-0.5
"""Root mean square of evenly spread numbers between -1 and 1: of bytes that are no sound, read as samples."""
_NEAR = 0.12
_LINKED = 0.15


def zero_runs(samples: Samples) -> list[tuple[int, int]]:
    """Runs of exact zeros on all channels in the midst of sound, as (start, length) in ms."""
    import numpy as np

    silent = np.asarray(~samples.any(axis=0))
    edges = (np.flatnonzero(silent[1:] != silent[:-1]) + 1).tolist()
    begun = edges[1:] if silent[:1].any() else edges  # zeros at the very beginning have no sound before them
    out = []
    for first, last in zip(begun[::2], begun[1::2], strict=False):
        length = last - first
        if length > ZEROS_MS * RATE // 1000 or (length > BROKEN_MS * RATE // 1000 and _broken(samples, first, last)):
            out.append((first * 1000 // RATE, length * 1000 // RATE))
    return out


def _broken(samples: Samples, first: int, last: int) -> bool:
    """Whether sound is loud right before and right after."""
    import numpy as np

    before, after = samples[:, max(0, first - _EDGE) : first], samples[:, last : last + _EDGE]
    return min(float(np.abs(before).mean()), float(np.abs(after).mean())) > _FULL_SOUND


def noise_runs(samples: Samples, rate: int) -> list[tuple[int, int]]:
    """Runs of white noise at full scale, as (start, length) in ms: what damaged samples sound like that are not compressed.

    `rate` is the one of the file: from a higher one, resampling has left that much less of the noise's power.
    """
    import numpy as np

    wanted = _FULL * min(1.0, RATE / rate) ** 0.5
    one = samples[0][: samples.shape[1] // _FRAME * _FRAME].reshape(-1, _FRAME)
    power = np.einsum("ij,ij->i", one, one) / _FRAME
    lag = max(1, round(RATE / rate))
    linked = np.einsum("ij,ij->i", one[:, lag:], one[:, :-lag]) / (_FRAME - lag)
    odd = (np.abs(np.sqrt(power) / wanted - 1) < _NEAR) & (np.abs(linked) < _LINKED * np.maximum(power, 1e-12))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], odd.astype(np.int8), [0]))))
    runs = [(int(first) * _FRAME, int(last) * _FRAME) for first, last in edges.reshape(-1, 2)]
    return [
        (first * 1000 // RATE, (last - first) * 1000 // RATE)
        for first, last in runs
        if last - first >= NOISE_MS * RATE // 1000
    ]
