"""Where somebody speaks: voice activity by Silero's detector, which faster-whisper ships, and the stretches that are transcribed.

The detector gives a probability for every 32 ms. The rules that make stretches of them are Silero's own (hysteresis, padding), but
run on probabilities that are kept, so that words can be held against them later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from purport.read.speech.limits import RATE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FRAME = 512
"""Samples that one probability stands for: 32 ms."""
ON, OFF = 0.5, 0.35
"""Speech begins at the one and goes on until the other is undercut..."""
PAUSE = 5
"""...for this many frames: 160 ms."""
PAD = 12
"""Frames kept before and after speech (384 ms), less where the next speech is near."""
LONGEST = 30 * RATE
"""Samples: what the recogniser hears at once."""
SILENCE = 10 * RATE
"""Samples of silence after which a new stretch begins."""

_BLOCK = 10_000
_CONTEXT = 64
"""Samples of the frame before that the detector sees with each frame."""

Piece = tuple[int, int]
"""First sample and the one after the last."""


@dataclass(frozen=True)
class Activity:
    """Probabilities of speech, one for every 32 ms of a channel of `samples` samples."""

    chances: npt.NDArray[np.float32]
    samples: int

    @cached_property
    def spoken(self) -> tuple[Piece, ...]:
        """Where speech was found, without padding."""
        return tuple((first * FRAME, min(last * FRAME, self.samples)) for first, last in _runs(self.chances))

    @property
    def speech_ms(self) -> int:
        """Net speech."""
        return sum(last - first for first, last in self.spoken) * 1000 // RATE

    def over(self, start_ms: int, end_ms: int) -> float:
        """Mean probability of speech over a stretch of time, 0 to 1."""
        first = start_ms * RATE // 1000 // FRAME
        last = max(first + 1, -(-end_ms * RATE // 1000 // FRAME))
        part = self.chances[first:last]
        return float(part.mean()) if len(part) else 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces of one channel that are heard as one, at most 30 s: what lies between them is left out."""

    pieces: tuple[Piece, ...]

    @property
    def length(self) -> int:
        """In samples."""
        return sum(last - first for first, last in self.pieces)

    def cut(self, channel: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The samples, joined."""
        import numpy as np

        return np.concatenate([channel[first:last] for first, last in self.pieces])

    def times(self, start: float, end: float) -> tuple[int, int]:
        """Seconds within the joined samples as milliseconds of the recording; both of the piece that holds the middle.

        >>> Stretch(((0, 16000), (48000, 64000))).times(1.25, 1.5)
        (3250, 3500)
        """
        middle, before = (start + end) / 2 * RATE, 0
        first, last = self.pieces[-1]
        shift = self.length - (last - first)
        for one in self.pieces:
            if middle < before + one[1] - one[0]:
                (first, last), shift = one, before
                break
            before += one[1] - one[0]
        low, high = first * 1000 // RATE, last * 1000 // RATE
        placed = [round((first - shift) / RATE * 1000 + seconds * 1000) for seconds in (start, end)]
        return min(max(placed[0], low), high), min(max(placed[1], low), high)


def activity(channel: npt.NDArray[np.float32]) -> Activity:
    """The probabilities of speech in one channel at 16,000 samples a second."""
    import numpy as np

    return Activity(np.concatenate(list(_chances(channel))), len(channel))


def _chances(channel: npt.NDArray[np.float32]) -> Iterator[npt.NDArray[np.float32]]:
    """The detector's answers, five minutes at a time: as faster-whisper asks it, without a copy of the whole recording."""
    import numpy as np
    from faster_whisper.vad import get_vad_model

    session = get_vad_model().session
    memory = carried = np.zeros((1, 1, 128), np.float32)
    before = np.zeros((1, _CONTEXT), np.float32)
    for start in range(0, max(1, len(channel)), FRAME * _BLOCK):
        part = channel[start : start + FRAME * _BLOCK]
        frames = np.pad(part, (0, -len(part) % FRAME or FRAME * (not len(part)))).reshape(-1, FRAME)
        ends = frames[:, -_CONTEXT:]
        block = np.concatenate([np.concatenate([before, ends[:-1]]), frames], axis=1)
        answer, memory, carried = session.run(None, {"input": block, "h": memory, "c": carried})
        before = ends[-1:]
        yield np.asarray(answer).reshape(-1).astype(np.float32)


def _runs(chances: Iterable[float]) -> list[tuple[int, int]]:
    """Runs of frames that hold speech, pauses of up to 160 ms within them."""
    runs: list[tuple[int, int]] = []
    begun: int | None = None
    quiet: int | None = None
    frame = -1
    for frame, chance in enumerate(chances):
        if chance >= ON:
            begun, quiet = frame if begun is None else begun, None
        elif begun is not None and (chance < OFF or quiet is not None):
            quiet = frame if quiet is None else quiet
            if frame - quiet >= PAUSE:
                runs.append((begun, quiet))
                begun = quiet = None
    if begun is not None:
        runs.append((begun, frame + 1 if quiet is None else quiet))
    return runs


def stretches(found: Activity) -> list[Stretch]:
    """What the recogniser is to hear: padded speech, packed to at most 30 s; a long silence begins a new stretch."""
    out: list[list[Piece]] = []
    length = 0
    for first, last in _padded(found):
        for piece in _split(first, last, found):
            size = piece[1] - piece[0]
            if not out or length + size > LONGEST or piece[0] - out[-1][-1][1] > SILENCE:
                out.append([])
                length = 0
            out[-1].append(piece)
            length += size
    return [Stretch(tuple(one)) for one in out]


def _padded(found: Activity) -> list[Piece]:
    """Speech with up to 384 ms on each side, never over the middle of a pause."""
    spoken, pad = found.spoken, PAD * FRAME
    out = []
    for at, (first, last) in enumerate(spoken):
        before = spoken[at - 1][1] if at else -first
        after = spoken[at + 1][0] if at + 1 < len(spoken) else 2 * found.samples - last
        low = max(first - pad, (before + first) // 2 if at else 0)
        high = min(last + pad, (last + after) // 2 if at + 1 < len(spoken) else found.samples)
        out.append((max(0, low), high))
    return out


def _split(first: int, last: int, found: Activity) -> Iterable[Piece]:
    """A piece over 30 s is cut where speech is least likely in its latter half."""
    import numpy as np

    while last - first > LONGEST:
        low, high = (first + LONGEST // 2) // FRAME, (first + LONGEST) // FRAME
        cut = (low + int(np.argmin(found.chances[low:high]))) * FRAME
        yield first, cut
        first = cut
    yield first, last
