"""Voices for people: comparisons, references and calibration sets in words. No score is shown without a ratio."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from purport.desk.terminal import one_line
from purport.records.voices import Calibration, Comparison, Condition, Reference, Rung

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 100


def comparison(out: Console, one: Comparison) -> None:
    """A comparison in full."""
    _write(out, _comparison(one))


def calibration(out: Console, digest: str, one: Calibration) -> None:
    """A calibration set in full."""
    _write(out, _calibration(digest, one))


def overview(
    out: Console,
    references: Sequence[Reference],
    calibrations: Sequence[tuple[str, Calibration]],
    comparisons: Sequence[Comparison],
) -> None:
    """All that is kept of voices."""
    lines: list[str] = []
    for one in references:
        lines += _reference(one)
    for digest, made in calibrations:
        lines += _calibration(digest, made)
    for told in comparisons:
        lines.append(_brief(told))
    _write(out, lines or ["no reference, no calibration set, no comparison"])


def _write(out: Console, lines: Sequence[str] | Iterator[str]) -> None:
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" "))]
        out.print(indent + one_line(line), markup=False, highlight=False, soft_wrap=True)


def _comparison(one: Comparison) -> Iterator[str]:
    voice = f", voice {one.recording.speaker}" if one.recording.speaker else ""
    yield f"{one.recording.exhibit[:15]}{voice} against {one.reference} ({_counted(len(one.reference_exhibits))})"
    yield f"  recording: {said_condition(one.recording.condition)}"
    if one.llr is None or one.bounds is None:
        yield "  no calibrated comparison is possible, because"
        for reason in one.refused:
            yield from _wrapped(reason, "  - ", "    ")
    else:
        low, high = one.bounds
        yield f"  log10 likelihood ratio {one.llr:+.2f} (the set supports {low:.2f} to {high:+.2f}): {one.verbal}"
        yield f"  on {one.recording.used_ms / 1000:g} s of speech of each, calibration set {one.calibration}"
    for sentence in one.said:
        yield from _wrapped(sentence, "  ", "  ")


def _counted(recordings: int) -> str:
    return f"{recordings} recording{'' if recordings == 1 else 's'}"


def _wrapped(text: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=then)


def _brief(one: Comparison) -> str:
    told = "no calibrated comparison" if one.llr is None else f"log10 likelihood ratio {one.llr:+.2f}, {one.verbal}"
    return f"compared {one.made_at:%Y-%m-%d %H:%M} {one.recording.exhibit[:15]} against {one.reference}: {told}"


def _reference(one: Reference) -> list[str]:
    ground = f"; said: {one.said}" if one.said else "; nobody has said on what ground"
    lines = [f"reference {one.name}, since {one.enrolled_at:%Y-%m-%d}{ground}"]
    for last in {each.exhibit: each for each in one.prints}.values():
        lines.append(f"  {last.exhibit[:15]}  {said_condition(last.condition)}")
    return lines


def _calibration(digest: str, one: Calibration) -> list[str]:
    family = f" ({one.family})" if one.family else ""
    lines = [
        f"calibration set {one.name} ({digest[:15]}), made {one.made_at:%Y-%m-%d}"
        + (f"; {one.said}" if one.said else ""),
        f"  {one.bandwidth} bandwidth ({one.hertz[0]:,} to {one.hertz[1]:,} Hz), {one.codec}{family},"
        f" speech {one.snr_db[0]:.0f} to {one.snr_db[1]:.0f} dB over the noise",
        *(f"  {_rung(rung)}" for rung in one.rungs),
    ]
    return lines + [f"  left out: {reason}" for reason in one.left_out]


def _rung(one: Rung) -> str:
    return (
        f"{one.speech_ms / 1000:g} s: {one.speakers} speakers, {one.same:,} and {one.different:,} pairs; Cllr {one.cllr:.3f}"
        f" (least {one.cllr_min:.3f}), equal errors {one.eer:.1%}, ratios {one.bounds[0]:.2f} to {one.bounds[1]:+.2f}"
    )


def said_condition(one: Condition) -> str:
    """A condition in words."""
    family = f" ({one.family})" if one.family else ""
    return (
        f"{one.speech_ms / 1000:.1f} s of speech, {one.bandwidth} bandwidth ({one.bandwidth_hz:,} Hz), {one.codec}{family},"
        f" {one.snr_db:.0f} dB over the noise" + (f", {one.clipped:.1%} cut off" if one.clipped else "")
    )
