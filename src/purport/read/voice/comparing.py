"""A recording against a reference: a likelihood ratio where a calibration set shares the condition of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from purport.read.voice.calibrating import kind_of, said_kind
from purport.read.voice.likelihood import Line, verbal
from purport.read.voice.prints import LADDER_MS, Heard
from purport.records.voices import Calibration, Comparison, Condition, Reference, Rung, Voiceprint

SLACK_DB: Final = 1.0
"""So far may a recording's noise ratio lie outside the range of a set."""
SLACK_HZ: Final = 200
MOST_CLIPPED: Final = 0.001
"""Cut-off samples that no set need have had."""

CLONES: Final = (
    "A likelihood ratio does not tell a voice from its clone: made or altered speech gets ratios like the speaker's own,"
    " and so may a close relative's or a mimic's."
)
PRIOR: Final = (
    "It is no probability that the speaker is the same: that depends as well on who else may have spoken, which no"
    " recording tells."
)
SET: Final = (
    "It holds for speakers like those of the calibration set; another language, age, sex, accent, way of speaking or mood"
    " is another condition, which is not measured here."
)
TEXT: Final = "A ratio is an opinion on two recordings, never an identification."


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a ratio can stand on."""

    calibration: Calibration
    digest: str
    rung: Rung
    recording: Voiceprint
    reference: tuple[Voiceprint, ...]


def compared(
    recording: Heard, reference: Reference, calibrations: Sequence[tuple[str, Calibration]], at: datetime
) -> Comparison:
    """The comparison; `calibrations` with their digests.

    Of several recordings of the reference each gives a ratio, and the mean of their logarithms is told. It misleads no more than
    they do: by Hölder's inequality the mean of such a root of a product is at most the same root of the product of the means.
    """
    refused = _outright(recording, reference)
    bases: list[_Basis] = []
    if not refused:
        if not calibrations:
            refused = ["there is no calibration set: `purport voice calibrate` makes one"]
        for digest, calibration in calibrations:
            basis, reasons = _basis(recording, reference, calibration, digest)
            bases += [basis] if basis is not None else []
            refused += [f"calibration set “{calibration.name}”: {reason}" for reason in reasons]
    if not bases:
        return _refusal(recording, reference, refused, at)
    best = max(bases, key=lambda one: (one.rung.speech_ms, len(one.reference), one.rung.speakers, one.calibration.name))
    return _given(best, reference, at)


def _outright(recording: Heard, reference: Reference) -> list[str]:
    """What no calibration set could help with."""
    reasons = []
    mine = recording.prints[-1]
    if mine.condition.speech_ms == 0:
        reasons.append("no speech is heard in the recording")
    elif mine.used_ms < LADDER_MS[0]:
        reasons.append(f"the recording has {_seconds(mine.used_ms)} of speech; {_seconds(LADDER_MS[0])} are the least")
    if mine.speaker is None and len(recording.voices) > 1:
        reasons.append(f"{len(recording.voices)} voices are heard in the recording: name one of them")
    theirs = {one.exhibit for one in reference.prints}
    if mine.exhibit in theirs:
        reasons.append("the recording is itself one of the reference's")
    if not theirs:
        reasons.append("the reference has no recordings left")
    return reasons


def _basis(
    recording: Heard, reference: Reference, calibration: Calibration, digest: str
) -> tuple[_Basis | None, list[str]]:
    """What a ratio by this set would stand on; or why there can be none."""
    mine = recording.prints[-1]
    reasons = [f"the recording {reason}" for reason in unlike(mine, calibration)]
    fitting, odd = [], []
    for exhibit in dict.fromkeys(one.exhibit for one in reference.prints):
        prints = [one for one in reference.prints if one.exhibit == exhibit]
        why = unlike(prints[-1], calibration)
        if why:
            odd.append(f"a recording of the reference ({exhibit[7:15]}) {'; '.join(why)}")
        else:
            fitting.append(prints)
    if reasons or not fitting:
        return None, reasons + odd
    for rung in reversed(calibration.rungs):
        own = _at(recording.prints, rung.speech_ms)
        others = tuple(found for prints in fitting if (found := _at(prints, rung.speech_ms)) is not None)
        if own is not None and others:
            return _Basis(calibration, digest, rung, own, others), []
    return None, [
        f"it has no length of speech that both have (it begins at {_seconds(calibration.rungs[0].speech_ms)})"
    ]


def _at(prints: Sequence[Voiceprint], length: int) -> Voiceprint | None:
    return next((one for one in prints if one.used_ms == length), None)


def unlike(one: Voiceprint, calibration: Calibration) -> list[str]:
    """In what a recording differs from the set, in words that follow its name; empty where it shares the set's condition."""
    if one.model_digest != calibration.model_digest:
        return ["was heard by another model"]
    if one.exhibit in calibration.exhibits:
        return ["is one of the set's own"]
    condition = one.condition
    kind = (calibration.bandwidth, calibration.codec, calibration.family)
    if kind_of(condition) != kind:
        return [f"has {said_kind(kind_of(condition))}, the set {said_kind(kind)}"]
    return _outside(condition, calibration)


def _outside(condition: Condition, calibration: Calibration) -> list[str]:
    reasons = []
    low, high = calibration.snr_db
    if not low - SLACK_DB <= condition.snr_db <= high + SLACK_DB:
        reasons.append(f"has speech {condition.snr_db:.0f} dB over the noise, the set {low:.0f} to {high:.0f} dB")
    narrow, wide = calibration.hertz
    if not narrow - SLACK_HZ <= condition.bandwidth_hz <= wide + SLACK_HZ:
        reasons.append(f"reaches {condition.bandwidth_hz:,} Hz, the set {narrow:,} to {wide:,} Hz")
    if condition.clipped > max(calibration.clipped, MOST_CLIPPED):
        reasons.append(f"is cut off at full scale in {condition.clipped:.1%} of its samples")
    return reasons


def _refusal(recording: Heard, reference: Reference, refused: Sequence[str], at: datetime) -> Comparison:
    mine = recording.prints[-1]
    prints = list({one.exhibit: one for one in reference.prints}.values())
    return Comparison(
        recording=mine,
        reference=reference.name,
        reference_exhibits=tuple(one.exhibit for one in prints),
        cosine=_cosine(mine, prints),
        llr=None,
        bounds=None,
        calibration=None,
        verbal=None,
        refused=tuple(refused),
        said=(CLONES, TEXT),
        settings=(("ladder_ms", " ".join(map(str, LADDER_MS))),),
        made_at=at,
    )


def _given(basis: _Basis, reference: Reference, at: datetime) -> Comparison:
    rung, calibration = basis.rung, basis.calibration
    line, (low, high) = Line(rung.slope, rung.offset), rung.bounds
    cosine = _cosine(basis.recording, basis.reference)
    raw = line.llr(cosine)
    llr = round(min(max(raw, low), high), 2) + 0.0
    names = {"speech_ms", "slope", "offset", "speakers", "recordings", "same", "different", "cllr", "cllr_min", "eer"}
    settings = [(name, f"{getattr(rung, name):.6g}") for name in Rung.__slots__ if name in names]
    return Comparison(
        recording=basis.recording,
        reference=reference.name,
        reference_exhibits=tuple(one.exhibit for one in basis.reference),
        cosine=cosine,
        llr=llr,
        bounds=(low, high),
        calibration=f"{calibration.name} {basis.digest}",
        verbal=verbal(llr),
        refused=(),
        said=(*_meaning(llr, raw, rung), PRIOR, CLONES, SET, TEXT),
        settings=(("ladder_ms", " ".join(map(str, LADDER_MS))), *settings, ("calibration", calibration.said)),
        made_at=at,
    )


def _cosine(one: Voiceprint, others: Sequence[Voiceprint]) -> float:
    """Mean cosine; 0 where there is nothing to compare."""
    products = [sum(a * b for a, b in zip(one.vector, other.vector, strict=True)) for other in others]
    return round(sum(products) / len(products), 4) if products else 0.0


def _meaning(llr: float, raw: float, rung: Rung) -> tuple[str, ...]:
    """What the ratio says, in whole sentences."""
    times = 10 ** abs(llr)
    number = f"{times:.1f}" if times < 10 else f"{float(f'{times:.2g}'):,.0f}"
    if times < 1.05:
        told = "What was measured is about as likely if one speaker made these recordings as if two did."
    else:
        likelier = (
            "one speaker made these recordings than if two did"
            if llr > 0
            else "two speakers made these recordings than if one did"
        )
        told = f"What was measured is about {number} times likelier if {likelier}."
    held = (
        ""
        if rung.bounds[0] < raw < rung.bounds[1]
        else " It lies at the edge of what the calibration set supports, and is not told beyond it."
    )
    return (told + held,)


def _seconds(ms: int) -> str:
    return f"{ms / 1000:g} s" if ms % 1000 == 0 else f"{ms / 1000:.1f} s"
