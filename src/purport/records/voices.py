"""Voices compared: what was measured of a recording's condition, and a likelihood ratio with its limits, or why there is none.

A log10 likelihood ratio of 2 says: what was measured is a hundred times likelier if one speaker made both recordings than if two
did. It is no probability that they are one, and it does not tell a voice from its clone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Condition:
    """How a recording sounds, measured from it: what a calibration set must share before a likelihood ratio is given.

    Attributes:
        speech_ms: net speech.
        bandwidth: ``telephone`` (about 3,400 Hz and less), ``wide`` (about 8,000 Hz and more), ``middle``.
        bandwidth_hz: as measured.
        codec: ``lossless``, ``lossy`` or ``speech`` (AMR, GSM, Opus at low rates): by what the file declares and by what is heard.
        snr_db: speech over noise.
        clipped: share of the samples that are cut off, 0 to 1.
        family: of the codec: ``G.711``, ``AMR``, ``MP3``...; empty for lossless ones.
    """

    speech_ms: int
    bandwidth: str
    bandwidth_hz: int
    codec: str
    snr_db: float
    clipped: float
    family: str = ""


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """One recording's voice as one model hears it.

    Attributes:
        exhibit: digest of the recording. vector: of unit length. condition: measured.
        model: name and version, and `model_digest` ``sha256:...``.
        speaker: the turn it was taken from (1, 2...); None for the whole recording.
        used_ms: net speech that was heard for it, from the start of the recording's speech.
    """

    exhibit: str
    vector: tuple[float, ...]
    condition: Condition
    model: str
    model_digest: str
    speaker: int | None = None
    used_ms: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """A named set of recordings said to be of one voice; `said` is by whom or on what ground, in words."""

    name: str
    prints: tuple[Voiceprint, ...]
    enrolled_at: datetime
    said: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """A calibration for one length of speech: log10 likelihood ratio = `slope` x cosine + `offset`, within `bounds`.

    Attributes:
        speech_ms: net speech that was heard of every recording.
        bounds: the lowest and highest log10 ratio that the set supports.
        speakers, recordings: that had so much speech. same, different: pairs of one speaker, and of two.
        cllr: cost of the ratios in bits, each worked out without the speakers it is about; bounded as they are given.
        cllr_min: the least that any calibration of these scores could have. eer: equal error rate, 0 to 1.
    """

    speech_ms: int
    slope: float
    offset: float
    bounds: tuple[float, float]
    speakers: int
    recordings: int
    same: int
    different: int
    cllr: float
    cllr_min: float
    eer: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A calibration set: what cosines are worth under one condition. Numbers only; no voice is in it.

    Attributes:
        name: as a person called it. said: what the recordings are, in a person's words.
        model, model_digest: the speaker model that heard them.
        bandwidth, codec, family: what all its recordings share.
        hertz, snr_db: the range of their bandwidths, and of their noise ratios. clipped: the most.
        rungs: by length of speech, rising.
        exhibits: digests of the recordings, so that none of them is ever compared by it.
        left_out: what was not used, and why.
    """

    name: str
    said: str
    model: str
    model_digest: str
    bandwidth: str
    codec: str
    family: str
    hertz: tuple[int, int]
    snr_db: tuple[float, float]
    clipped: float
    rungs: tuple[Rung, ...]
    exhibits: tuple[str, ...]
    left_out: tuple[str, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Comparison:
    """A recording against a reference: an assessment, never an identification.

    Attributes:
        recording: its print; in the ledger without the vector. reference: the name.
        cosine: -1 to 1.
        llr: log10 likelihood ratio, within the bounds; None where no calibrated comparison is possible.
        bounds: the lowest and highest log10 ratio that the calibration set supports; None without one.
        calibration: name and digest of the calibration set; None if none matched.
        reference_exhibits: the recordings of the reference that the ratio stands on; where there is none, all of them.
        verbal: the step of the verbal scale; None with `llr`.
        refused: why there is no likelihood ratio, in words; empty where there is one.
        said: the sentences that say what it means and what not, always with the one on clones.
        settings: all else that the result depends on, names and values.
        made_at: aware, UTC.
    """

    recording: Voiceprint
    reference: str
    reference_exhibits: tuple[str, ...]
    cosine: float
    llr: float | None
    bounds: tuple[float, float] | None
    calibration: str | None
    verbal: str | None
    refused: tuple[str, ...]
    said: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    made_at: datetime
