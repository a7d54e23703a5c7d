"""The voices in a recording, and each as numbers at several lengths of speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from purport.read.voice.activity import Span, joined, speech_spans
from purport.read.voice.condition import condition_of
from purport.read.voice.features import RATE
from purport.read.voice.turns import Piece, speakers
from purport.records.voices import Condition, Voiceprint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from purport.read.speech.decode import Decoded
    from purport.read.voice.model import VoiceModel

    Array = NDArray[np.float32]

LADDER_MS = (3_000, 5_000, 8_000, 12_000, 16_000, 24_000, 32_000, 48_000, 64_000)
"""Lengths of net speech at which voices are compared: each recording of a pair is heard for the same length, so that length is
never a difference between them or between them and the calibration set."""
LOOKED_MS = 120_000
"""So much speech, spread over the recording, is looked through for several voices."""
PIECE_MS = 4_000
PAUSE_MS = 300


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice in a recording: its number, from 1 in the order of first words, its speech as far as looked, where it begins."""

    number: int
    speech_ms: int
    first_ms: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one recording.

    Attributes:
        prints: of the one voice that was asked for, by rising `used_ms`; of all speech where none was asked for.
        voices: all that were told apart, in the order of their numbers.
    """

    prints: tuple[Voiceprint, ...]
    voices: tuple[Voice, ...]

    @property
    def condition(self) -> Condition:
        """As measured on that speech."""
        return self.prints[0].condition


@dataclass(frozen=True, slots=True)
class _Stretch:
    channel: int
    spans: tuple[Span, ...]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.spans)


def heard(decoded: Decoded, exhibit: str, model: VoiceModel, speaker: int | None = None) -> Heard:
    """The voices of a recording, and prints of one of them (`speaker`) or of all the speech.

    There is always a print; where there is too little speech for the ladder, it is of what there is.

    Raises:
        ValueError: if there is no voice with the number `speaker`.
        ModelError: if voice activity cannot be found.
    """
    stretches = list(_stretches(decoded.samples))
    looked = _looked(stretches)
    numbers = _numbers(looked, decoded.samples, model.heard)
    voices = _voices(looked, numbers)
    if speaker is not None:
        if speaker not in {one.number for one in voices}:
            raise ValueError(f"there is no voice {speaker}")
        stretches = [one for one, number in zip(looked, numbers, strict=True) if number == speaker]
    loudest = _main_channel(stretches)
    spans = [span for one in stretches if one.channel == loudest for span in one.spans]
    samples = decoded.samples[loudest]
    condition = condition_of(samples, spans, decoded.sound)
    return Heard(prints(joined(samples, spans), condition, exhibit, model, speaker), voices)


def prints(
    speech: Array, condition: Condition, exhibit: str, model: VoiceModel, speaker: int | None = None
) -> tuple[Voiceprint, ...]:
    """A print for each step of the ladder that the speech reaches, rising; of less speech, one of what there is."""
    return tuple(
        Voiceprint(exhibit, tuple(map(float, vector)), condition, model.name, model.digest, speaker, used)
        for used, vector in _ladder(speech, model)
    )


def _ladder(speech: Array, model: VoiceModel) -> Iterator[tuple[int, Array]]:
    """Milliseconds and direction, for each step that the speech reaches; of shorter speech, its own length and direction."""
    per_ms = RATE // 1000
    if len(speech) < LADDER_MS[0] * per_ms:
        yield len(speech) // per_ms, model.heard(speech)
    for step, vector in model.ladder(speech, [step * per_ms for step in LADDER_MS]):
        yield step // per_ms, vector


def _stretches(samples: Array) -> Iterator[_Stretch]:
    """Speech in pieces of one breath, at most four seconds, in order of their start."""
    found: list[_Stretch] = []
    for channel, one in enumerate(samples):
        held: list[Span] = []
        for start, end in _cut(speech_spans(one)):
            if held and (start - held[-1][1] > PAUSE_MS * RATE // 1000 or end - held[0][0] > PIECE_MS * RATE // 1000):
                found.append(_Stretch(channel, tuple(held)))
                held = []
            held.append((start, end))
        if held:
            found.append(_Stretch(channel, tuple(held)))
    return iter(sorted(found, key=lambda one: one.spans[0][0]))


def _cut(spans: list[Span]) -> Iterator[Span]:
    """The spans, long ones cut into equal parts."""
    most = PIECE_MS * RATE // 1000
    for start, end in spans:
        parts = -(-(end - start) // most)
        edges = [start + (end - start) * part // parts for part in range(parts + 1)]
        yield from pairwise(edges)


def _looked(stretches: list[_Stretch]) -> list[_Stretch]:
    """Every so manieth stretch, so that no more is looked through than need be."""
    total = sum(one.length for one in stretches)
    return stretches[:: max(1, -(-total // (LOOKED_MS * RATE // 1000)))]


def _numbers(stretches: list[_Stretch], samples: Array, hear: Callable[[Array], Array]) -> list[int]:
    """The voice of each stretch."""
    return speakers(
        [Piece(hear(joined(samples[one.channel], list(one.spans))), one.length * 1000 // RATE) for one in stretches]
    )


def _voices(stretches: list[_Stretch], numbers: list[int]) -> tuple[Voice, ...]:
    found = []
    for number in sorted(set(numbers)):
        mine = [one for one, other in zip(stretches, numbers, strict=True) if other == number]
        length, first = sum(one.length for one in mine), mine[0].spans[0][0]
        found.append(Voice(number, length * 1000 // RATE, first * 1000 // RATE))
    return tuple(found)


def _main_channel(stretches: list[_Stretch]) -> int:
    """The channel with most of the speech."""
    totals: dict[int, int] = {}
    for one in stretches:
        totals[one.channel] = totals.get(one.channel, 0) + one.length
    return max(totals, key=lambda channel: (totals[channel], -channel), default=0)
