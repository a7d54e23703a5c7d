"""A recording's working copy: 16,000 samples a second, and what a listener must know of how it was come by."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from purport.errors import HouseError, ModelError, Unreadable
from purport.read.speech.channels import told_apart
from purport.read.speech.limits import BYTES, HOURS, RATE, SECONDS, tolerance
from purport.read.speech.oddities import noise_runs, zero_runs
from purport.read.speech.spectrum import bandwidth
from purport.records.speech import Sound, clock_time

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

TELEPHONE_HZ = 8_000
_MISSING = 'pip install "purport[speech]" brings what hearing needs'


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A recording's sound.

    Attributes:
        samples: float32, -1 to 1, of shape (channels, n) at 16,000 a second. Two channels only where they hold two speakers apart.
        sound: measured; `speech_ms` is filled in by whoever listens.
    """

    samples: Samples
    sound: Sound


def decoded(data: bytes, subject: str = "") -> Decoded:
    """The sound of a recording in any container; of a video its audio stream. Decoded in a process of its own.

    Raises:
        Unreadable: ``empty``, ``bad-recording`` (damaged, encrypted, or none), ``no-audio``, ``recording-too-costly``.
        ModelError: ``no-decoder`` where PyAV is not installed.
        HouseError: ``no-room`` where the temporary folder is full.
    """
    if not data:
        raise Unreadable("empty: 0 bytes", code="empty", subject=subject)
    if len(data) > BYTES:
        raise Unreadable(f"over {BYTES >> 30} GiB", code="recording-too-costly", subject=subject)
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out:
        source.write(data)
        source.flush()
        source.seek(0)
        return finished(_answer(source, out, subject), out, subject)


def finished(answer: dict[str, Any], out: IO[bytes], subject: str = "") -> Decoded:
    """The sound of what the worker answered and wrote.

    Raises:
        Unreadable, HouseError: as :func:`decoded`.
    """
    if "missing" in answer:
        raise ModelError(f"{answer['missing']} is not installed", code="no-decoder", subject=subject, advice=_MISSING)
    if "full" in answer:
        advice = f"an hour of two channels needs 460 MB in {tempfile.gettempdir()}"
        raise HouseError(
            f"no room for the working copy: {answer['full']}", code="no-room", subject=subject, advice=advice
        )
    if "code" in answer:
        raise Unreadable(answer["message"], code=answer["code"], subject=subject)
    told: dict[str, Any] = answer["told"]
    samples = _samples(out, int(told["kept"]))
    odd = _odd_notes(told, samples)
    kept, notes = told_apart(samples)
    notes += odd
    return Decoded(kept, _sound(told, kept, notes))


def _answer(source: IO[bytes], out: IO[bytes], subject: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "purport.read.speech.worker", str(source.fileno()), str(out.fileno())]
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS + 5,
            check=False,
            pass_fds=(source.fileno(), out.fileno()),
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(f"decoding took over {SECONDS} s", code="recording-too-costly", subject=subject) from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ):
        raise Unreadable("decoding took too much time or memory", code="recording-too-costly", subject=subject)
    if done.returncode != 0:
        raise Unreadable(f"decoding ended by {_ended(done.returncode)}", code="bad-recording", subject=subject)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _ended(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"status {code}"


def _samples(out: IO[bytes], channels: int) -> Samples:
    import numpy as np

    out.seek(0)
    flat = np.fromfile(out, dtype=np.float32)
    np.nan_to_num(flat, copy=False, nan=0.0, posinf=1.0, neginf=-1.0)
    np.clip(flat, -1.0, 1.0, out=flat)
    return np.ascontiguousarray(flat.reshape(-1, channels).T)


def _sound(told: dict[str, Any], samples: Samples, notes: list[str]) -> Sound:
    decoded_ms = samples.shape[1] * 1000 // RATE
    if told["cut"]:
        notes = [f"only the first {HOURS} hours were decoded", *notes]
    return Sound(
        container=told["container"],
        codec=told["codec"],
        rate=told["rate"],
        channels=told["channels"],
        declared_ms=told["declared_ms"],
        decoded_ms=decoded_ms,
        speech_ms=0,
        bandwidth=bandwidth(samples, told["rate"]),
        notes=(*_duration_notes(told, decoded_ms), *_damage_notes(told), *_kind_notes(told, samples), *notes),
    )


def _duration_notes(told: dict[str, Any], decoded_ms: int) -> list[str]:
    declared: int | None = told["declared_ms"]
    notes = []
    if declared is None and told["ended"] is None:
        notes.append("its container declares no duration: a missing end would not show")
    elif declared is not None and not told["cut"]:
        reached = max(decoded_ms, int(told["reached_ms"]))
        if abs(declared - reached) > tolerance(declared):
            few = "only " if reached < declared else ""
            notes.append(f"it declares {_seconds(declared)}, and {few}{_seconds(reached)} could be decoded")
        elif declared - decoded_ms > max(1000, tolerance(declared)):
            notes.append(f"its sound ends at {clock_time(decoded_ms)}, its pictures at {clock_time(reached)}")
    if told["rest"]:
        notes.append(f"{told['rest']:,} bytes follow the sound that its head declares; they were not decoded")
    if told["ended"] is False:
        notes.append("its last page is not marked as the end: it was cut off, or was still being written")
    return notes


def _damage_notes(told: dict[str, Any]) -> list[str]:
    notes = []
    if told["damaged"]:
        packets = "packet" if told["damaged"] == 1 else "packets"
        notes.append(f"{told['damaged']} damaged {packets}, the first at {clock_time(told['first_damage'])}")
    elif told["messages"]:
        notes.append(f"damaged: FFmpeg says {'; '.join(told['messages'])}")
    if told["filled"]:
        at, length = told["filled"][0]
        total = sum(one[1] for one in told["filled"])
        more = f" ({len(told['filled'])} stretches)" if len(told["filled"]) > 1 else ""
        notes.append(f"{_seconds(total)}{more} missing at {clock_time(at)} and after: silence in the working copy")
        if len(told["filled"]) == 1:
            notes[-1] = f"{_seconds(length)} missing at {clock_time(at)}: silence in the working copy"
    if told["jumps"]:
        notes.append("its timestamps jump: times after the jump count on from what was decoded")
    if told["changed"]:
        notes.append("rate or channels change on the way")
    return notes


def _kind_notes(told: dict[str, Any], samples: Samples) -> list[str]:
    notes = []
    if told["rate"] <= TELEPHONE_HZ:
        notes.append(f"{told['rate']:,} samples a second: telephone quality, words and voices are less certain")
    if told["streams"] > 1:
        notes.append(f"{told['streams']} audio streams: only the main one was heard")
    if not samples.any():
        notes.append("silence: every sample is zero")
    return notes


def _odd_notes(told: dict[str, Any], samples: Samples) -> list[str]:
    filled = [at for at, _ in told["filled"]]
    zeros = [one for one in zero_runs(samples) if not any(abs(one[0] - at) < 50 for at in filled)]
    noise = noise_runs(samples, told["rate"]) if told["codec"].startswith("pcm_") else []
    return [
        *_runs("digital silence (exact zeros)", zeros, "muted, cut, or lost"),
        *_runs("white noise at full scale", noise, "damaged samples sound like that"),
    ]


def _runs(what: str, runs: list[tuple[int, int]], meaning: str) -> list[str]:
    if not runs:
        return []
    more = f" in {len(runs)} stretches, the first" if len(runs) > 1 else ""
    return [f"{_seconds(sum(length for _, length in runs))} of {what}{more} at {clock_time(runs[0][0])}: {meaning}"]


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.1f} s"
