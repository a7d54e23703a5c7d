"""Who speaks when within one recording, by the voices alone: numbers for speakers, never names.

Each utterance that is long enough is heard by the speaker model; the utterances are then put together, the two groups that are most
alike first (average linkage), until no two are alike enough. It leans to one speaker: a group of little speech is no speaker
of its own, and a short utterance goes with the voice before it unless it is clearly another's. The figures are in ``bench.voices``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from purport.read.speech.limits import RATE
from purport.read.voice.model import voice_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from purport.read.speech.decode import Decoded
    from purport.records.speech import Transcript, Utterance

    Array = NDArray[np.float32]

ALIKE = 0.40
"""Mean cosine between two groups, from which on they are one speaker."""
LONG_MS = 1_500
"""An utterance of less tells too little of a voice to begin a group."""
LEAST_MS = 4_000
"""A speaker has at least so much speech in the recording."""
HEARD_MS = 8_000
"""So much of an utterance is heard."""
MARGIN = 0.10
"""By so much a short utterance must be nearer to another voice than to the one before it."""
TOGETHER = 1_500
"""Utterances that are compared all with all; of longer recordings so many at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """An utterance as the model hears it: its direction, and how long it is."""

    vector: Array
    length_ms: int


def turned(transcript: Transcript, decoded: Decoded) -> Transcript:
    """The transcript with a speaker's number, from 1 in the order of their first words, at each utterance that is read.

    One voice gives all of them 1. Utterances that are withheld keep None, since nobody may have said them.

    Raises:
        ModelError: if the weights of the speaker model are not in order, or onnxruntime is not installed.
    """
    shown = [place for place, one in enumerate(transcript.utterances) if not one.withheld and one.end > one.start]
    if not shown:
        return transcript
    model = voice_model()
    pieces = [_piece(model.heard, transcript.utterances[place], decoded.samples) for place in shown]
    numbers = dict(zip(shown, speakers(pieces), strict=True))
    steps = (*transcript.steps, ("turns", f"1, {model.name}, alike from {ALIKE}"))
    utterances = tuple(replace(one, speaker=numbers.get(place)) for place, one in enumerate(transcript.utterances))
    return replace(transcript, utterances=utterances, steps=steps)


def _piece(heard: object, one: Utterance, samples: Array) -> Piece:
    assert callable(heard)
    channel = samples[min(one.channel or 0, len(samples) - 1)]
    length = min(one.end - one.start, HEARD_MS)
    first = one.start * RATE // 1000
    return Piece(heard(channel[first : first + length * RATE // 1000]), one.end - one.start)


def speakers(pieces: Sequence[Piece], alike: float = ALIKE) -> list[int]:
    """A number for each piece, in order, from 1; the same for those of one voice."""
    long = [place for place, one in enumerate(pieces) if one.length_ms >= LONG_MS]
    groups = _groups([pieces[place] for place in long], alike)
    if len(groups) < 2:
        return [1] * len(pieces)
    found: list[int | None] = [None] * len(pieces)
    for number, group in enumerate(groups):
        for place in group:
            found[long[place]] = number
    middles = [_middle([pieces[long[place]] for place in group]) for group in groups]
    return _renumbered(_filled(found, pieces, middles))


def voices(pieces: Sequence[Piece], alike: float = ALIKE) -> int:
    """How many speakers are heard."""
    return max(speakers(pieces, alike), default=0)


def _groups(pieces: Sequence[Piece], alike: float) -> list[list[int]]:
    """Places of the pieces by speaker, after the groups that are too small have gone to the nearest of the others."""
    groups: list[list[int]] = []
    for start in range(0, len(pieces), TOGETHER):
        some = pieces[start : start + TOGETHER]
        groups += [
            [start + place for place in group] for group in _linked(some, [[i] for i in range(len(some))], alike)
        ]
    if len(pieces) > TOGETHER:
        groups = _linked(pieces, groups, alike)
    lengths = [sum(pieces[place].length_ms for place in group) for group in groups]
    kept = [group for group, length in zip(groups, lengths, strict=True) if length >= LEAST_MS]
    if len(kept) < 2:
        return [list(range(len(pieces)))] if pieces else []
    middles = [_middle([pieces[place] for place in group]) for group in kept]
    for group, length in zip(groups, lengths, strict=True):
        if length < LEAST_MS:
            mine = _middle([pieces[place] for place in group])
            kept[max(range(len(middles)), key=lambda number: float(middles[number] @ mine))].extend(group)
    return kept


def _linked(pieces: Sequence[Piece], groups: list[list[int]], alike: float) -> list[list[int]]:
    """Groups after average linkage; the mean cosine of two groups is the product of their mean directions, which makes it quick."""
    import numpy as np

    if len(groups) < 2:
        return groups
    sums = np.array([sum(pieces[place].vector * _weight(pieces[place]) for place in group) for group in groups])
    weights = np.array([sum(_weight(pieces[place]) for place in group) for group in groups])
    groups = [list(group) for group in groups]
    means = sums / weights[:, None]
    likeness = means @ means.T
    np.fill_diagonal(likeness, -np.inf)
    nearest = likeness.argmax(axis=1)
    best = likeness[np.arange(len(groups)), nearest]
    while best.max() >= alike:
        first = int(best.argmax())
        second = int(nearest[first])
        groups[first] += groups[second]
        groups[second] = []
        both = weights[first] + weights[second]
        means[first] = (means[first] * weights[first] + means[second] * weights[second]) / both
        weights[first] = both
        row = np.where(np.isneginf(likeness[second]) & np.isneginf(likeness[first]), -np.inf, means @ means[first])
        row[[first, second]] = -np.inf
        likeness[first], likeness[:, first] = row, row
        likeness[second], likeness[:, second] = -np.inf, -np.inf
        stale = np.flatnonzero((nearest == first) | (nearest == second) | (row > best))
        stale = np.union1d(stale, [first, second])
        nearest[stale] = likeness[stale].argmax(axis=1)
        best = likeness[np.arange(len(groups)), nearest]
    return [group for group in groups if group]


def _weight(piece: Piece) -> float:
    return float(min(piece.length_ms, HEARD_MS))


def _middle(pieces: Sequence[Piece]) -> Array:
    import numpy as np

    total = np.sum([one.vector * _weight(one) for one in pieces], axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


def _filled(found: Sequence[int | None], pieces: Sequence[Piece], middles: Sequence[Array]) -> list[int]:
    """Short pieces given to the voice before them, unless they are clearly another's."""
    filled: list[int] = []
    last = next(number for number in found if number is not None)
    for number, piece in zip(found, pieces, strict=True):
        last = number if number is not None else _nearest(piece, middles, last)
        filled.append(last)
    return filled


def _nearest(piece: Piece, middles: Sequence[Array], last: int) -> int:
    near = [float(middle @ piece.vector) for middle in middles]
    nearest = max(range(len(near)), key=near.__getitem__)
    return nearest if near[nearest] >= near[last] + MARGIN else last


def _renumbered(numbers: Sequence[int]) -> list[int]:
    order = {number: place for place, number in enumerate(dict.fromkeys(numbers), 1)}
    return [order[number] for number in numbers]
