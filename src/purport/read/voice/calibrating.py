"""A calibration set from recordings of known speakers: what cosines are worth under the one condition that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from purport.read.voice.likelihood import Line, bounds, cllr, cllr_min, eer, fitted
from purport.read.voice.prints import LADDER_MS
from purport.records.voices import Calibration, Condition, Rung, Voiceprint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SPEAKERS = 20
"""Fewer speakers make no calibration: with the bounds that so few support no ratio could pass 1 to 21 against one speaker, and one
that is worked out without two of them would hang on the chance of who is left."""
FOLDS = 10
EDGES = (0.05, 0.95)
"""The quantiles of noise and bandwidth between which a set speaks for a recording: at its edges it has next to nobody."""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A recording of a known speaker: a label, and prints by rising length of speech (of one exhibit)."""

    speaker: str
    prints: tuple[Voiceprint, ...]

    @property
    def condition(self) -> Condition:
        """As measured."""
        return self.prints[0].condition


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a set: its name, and what the recordings are; and when it is made."""

    name: str
    said: str
    at: datetime


def calibrated(recordings: Sequence[Known], told: Told) -> tuple[Calibration | None, tuple[str, ...]]:
    """The set, and why there is none where there is none.

    Recordings of another condition than most have, and the recordings of speakers who have but one where others have more, count
    only for what they are: the first are left out, the second make pairs of two speakers alone.
    """
    same, left = _alike(recordings)
    rungs = tuple(rung for length in LADDER_MS if (rung := _rung(same, length)) is not None)
    if not rungs:
        return None, (*_lacking(same), *left)
    first = same[0].condition
    model = same[0].prints[0]
    hertz, snr = ([getattr(one.condition, name) for one in same] for name in ("bandwidth_hz", "snr_db"))
    return (
        Calibration(
            name=told.name,
            said=told.said,
            model=model.model,
            model_digest=model.model_digest,
            bandwidth=first.bandwidth,
            codec=first.codec,
            family=first.family,
            hertz=(min(hertz), max(hertz)),
            snr_db=_edges(snr),
            clipped=max(one.condition.clipped for one in same),
            rungs=rungs,
            exhibits=tuple(sorted({one.prints[0].exhibit for one in same})),
            left_out=left,
            made_at=told.at,
        ),
        (),
    )


def kind_of(condition: Condition) -> tuple[str, str, str]:
    """What recordings must share outright: class of bandwidth, class and family of the codec."""
    return condition.bandwidth, condition.codec, condition.family


def said_kind(kind: tuple[str, str, str]) -> str:
    """The same in words.

    >>> said_kind(("telephone", "speech", "AMR"))
    'telephone bandwidth, speech codec (AMR)'
    """
    bandwidth, codec, family = kind
    return f"{bandwidth} bandwidth, {'lossless' if codec == 'lossless' else codec + ' codec'}" + (
        f" ({family})" if family else ""
    )


def _alike(recordings: Sequence[Known]) -> tuple[list[Known], tuple[str, ...]]:
    """The recordings of the condition that most of them have and with speech enough, and what was left out."""
    enough = [one for one in recordings if one.prints[-1].used_ms >= LADDER_MS[0]]
    left = []
    if few := len(recordings) - len(enough):
        left.append(f"{few} with under {LADDER_MS[0] // 1000} s of speech")
    counted = Counter(kind_of(one.condition) for one in enough)
    most = max(counted, key=lambda kind: (counted[kind], kind), default=None)
    for kind, number in sorted(counted.items()):
        if kind != most:
            left.append(f"{number} of another condition ({said_kind(kind)})")
    return [one for one in enough if kind_of(one.condition) == most], tuple(left)


def _lacking(same: Sequence[Known]) -> tuple[str, ...]:
    speakers = Counter(one.speaker for one in same)
    twice = sum(count > 1 for count in speakers.values())
    return (
        f"at least {SPEAKERS} speakers are needed with two recordings each that share a condition and have"
        f" {LADDER_MS[0] // 1000} s of speech; there are {len(speakers)} speakers, {twice} of them with two",
    )


def _edges(values: Sequence[float]) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(values, EDGES)
    return round(float(low), 1), round(float(high), 1)


def _rung(recordings: Sequence[Known], length: int) -> Rung | None:
    """The calibration at one length of speech; None where too few speakers have so much, or it would tell nothing."""
    import numpy as np

    reached = [(one.speaker, print_) for one in recordings for print_ in one.prints if print_.used_ms == length]
    speakers = sorted({speaker for speaker, _ in reached})
    number = {speaker: place for place, speaker in enumerate(speakers)}
    who = np.array([number[speaker] for speaker, _ in reached])
    if len(speakers) < SPEAKERS or int((np.bincount(who) > 1).sum()) < SPEAKERS:
        return None
    vectors = np.array([print_.vector for _, print_ in reached])
    first, second = np.triu_indices(len(who), 1)
    scores = (vectors @ vectors.T)[first, second]
    pairs = Pairs(scores, who[first], who[second])
    llrs = crossed(pairs)
    one = pairs.same
    low, high = bounds(llrs[one], llrs[~one], len(speakers))
    given = np.clip(llrs, low, high)
    line = fitted(scores[one], scores[~one])
    cost = cllr(given[one], given[~one])
    if line.slope == 0.0 or cost >= 1.0:
        return None
    return Rung(
        speech_ms=length,
        slope=line.slope,
        offset=line.offset,
        bounds=(low, high),
        speakers=len(speakers),
        recordings=len(reached),
        same=int(one.sum()),
        different=int((~one).sum()),
        cllr=cost,
        cllr_min=cllr_min(scores[one], scores[~one]),
        eer=eer(scores[one], scores[~one]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of recordings: cosines, and the numbers of both speakers."""

    scores: Array
    first: NDArray[np.int64]
    second: NDArray[np.int64]

    @property
    def same(self) -> NDArray[np.bool_]:
        """Which are of one speaker."""
        same: NDArray[np.bool_] = self.first == self.second
        return same


def crossed(pairs: Pairs) -> Array:
    """Log10 ratios, each by a calibration that has seen none of the recordings of the one or two speakers it is about.

    Speakers are dealt into ten groups; the pairs between two groups are calibrated on the pairs of the other eight.
    """
    import numpy as np

    found = np.zeros(len(pairs.scores))
    groups = np.stack([pairs.first % FOLDS, pairs.second % FOLDS])
    for low, high in _folds():
        asked = (groups.min(axis=0) == low) & (groups.max(axis=0) == high)
        if asked.any():
            rest = ~(np.isin(groups[0], (low, high)) | np.isin(groups[1], (low, high)))
            found[asked] = _line(pairs, rest).llrs(pairs.scores[asked])
    return found


def _line(pairs: Pairs, chosen: NDArray[np.bool_]) -> Line:
    one, two = pairs.scores[chosen & pairs.same], pairs.scores[chosen & ~pairs.same]
    return fitted(one, two) if len(one) and len(two) else Line(0.0, 0.0)


def _folds() -> Iterator[Pair]:
    return ((low, high) for low in range(FOLDS) for high in range(low, FOLDS))
