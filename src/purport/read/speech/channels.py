"""Two channels: one sound to be mixed, or two speakers to be heard apart; numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from purport.read.speech.limits import RATE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

_FRAME = RATE * 32 // 1000
_QUIET_DB = -60.0
"""Under full scale: a channel that never gets louder is empty."""
_ACTIVE_DB = 30.0
"""A frame counts that is less than this under the loud frames of the louder channel."""
_LEAD_DB = 10.0
"""One channel leads where it is this much louder."""
_EACH, _BOTH = 0.05, 0.2
"""Each channel must lead in the one share of the frames that count, both together in the other..."""
_LEAD_SECONDS = 0.5
"""...and each for this long altogether. Of invented pairs of read speech, twelve over one another and twelve in one room by two
microphones, the former lead for 0.04 and more, the latter for 0.02 and less."""
_ALIKE = 0.5
"""Channels whose waveforms correlate more (or less, inverted) are one sound."""
_INVERTED = -0.9


def told_apart(samples: Samples) -> tuple[Samples, list[str]]:
    """The channels to hear, of shape (1 or 2, n), and notes on what was done.

    Two channels hold two speakers apart where their waveforms do not correlate and each is by turns much louder than the other:
    two microphones in one room hear both speakers at about the same time and level, the two ends of a call do not.
    """
    import numpy as np

    if samples.shape[0] == 1:
        return samples, []
    left, right = samples
    levels = [_levels(one) for one in samples]
    empty = [bool(level.max(initial=-200.0) < _QUIET_DB) for level in levels]
    if any(empty):
        return _one_empty(samples, empty)
    likeness = _likeness(left, right)
    if likeness < _INVERTED:
        return ((left - right) / 2)[np.newaxis], ["its channels are inverted copies: one was turned before mixing"]
    if abs(likeness) < _ALIKE and _lead_by_turns(levels):
        return samples, ["its two channels hold different sounds: each was heard apart"]
    return ((left + right) / 2)[np.newaxis], []


def _one_empty(samples: Samples, empty: list[bool]) -> tuple[Samples, list[str]]:
    if all(empty):
        return samples[:1], []
    kept = empty.index(False)
    return samples[kept : kept + 1], [f"its {('left', 'right')[1 - kept]} channel is empty"]


def _levels(one: Samples) -> npt.NDArray[np.float64]:
    """Decibels under full scale of each frame of 32 ms."""
    import numpy as np

    frames = one[: len(one) // _FRAME * _FRAME].reshape(-1, _FRAME)
    return np.asarray(10 * np.log10(np.einsum("ij,ij->i", frames, frames) / _FRAME + 1e-20), np.float64)


def _likeness(left: Samples, right: Samples) -> float:
    """Correlation of the waveforms, -1 to 1."""
    import numpy as np

    scale = float(np.sqrt(np.vdot(left, left) * np.vdot(right, right)))
    return float(np.vdot(left, right)) / scale if scale else 0.0


def _lead_by_turns(levels: list[npt.NDArray[np.float64]]) -> bool:
    import numpy as np

    left, right = (one - np.quantile(one, 0.95) for one in levels)  # each on its own scale
    counts = np.maximum(left, right) > -_ACTIVE_DB
    lead = (left - right)[counts]
    leads = int((lead > _LEAD_DB).sum()), int((lead < -_LEAD_DB).sum())
    each = max(_EACH * len(lead), _LEAD_SECONDS * RATE / _FRAME)
    return min(leads) >= each and sum(leads) >= _BOTH * len(lead)
