"""Recordings made in the test: speech by espeak-ng, and files of many containers by PyAV."""

from __future__ import annotations

import io
import shutil
import subprocess
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
RATE = 16_000
WITHOUT_ESPEAK = "espeak-ng is not installed: no speech can be made (tools/espeak.sh installs it from Debian)"


def has_espeak() -> bool:
    return shutil.which("espeak-ng") is not None


@lru_cache(maxsize=64)
def spoken(text: str, voice: str = "en", speed: int = 140, pitch: int = 50) -> Samples:
    """A text as espeak-ng speaks it, at 16,000 samples a second. The same text always gives the same samples."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", text]
    told = subprocess.run(command, capture_output=True, check=True)
    at = told.stdout.index(b"data") + 8
    rate = int.from_bytes(told.stdout[24:28], "little")
    raw = np.frombuffer(told.stdout[at : len(told.stdout) - (len(told.stdout) - at) % 2], np.int16)
    return resampled(raw.astype(np.float32) / 32768, rate)


def resampled(samples: Samples, rate: int) -> Samples:
    import av

    frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="flt", layout="mono")
    frame.sample_rate = rate
    changer = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    return np.concatenate([one.to_ndarray()[0] for part in (frame, None) for one in changer.resample(part)])


def pause(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def tone(seconds: float, pitch: float = 440.0) -> Samples:
    """A tone that wanders: every second can be told from the others."""
    time = np.arange(round(seconds * RATE)) / RATE
    return (0.4 * np.sin(2 * np.pi * (pitch * time + 20 * time**2))).astype(np.float32)


def encoded(
    samples: Samples,
    container: str,
    codec: str,
    *,
    rate: int = RATE,
    video: str = "",
    options: dict[str, str] | None = None,
) -> bytes:
    """A file of the samples, of shape (n,) or (2, n); `video` names the codec of a small picture beside it."""
    import av

    held = io.BytesIO()
    with av.open(held, "w", format=container, options=options or {}) as out:
        pictures = _pictures(out, video) if video else None
        stream: Any = out.add_stream(codec, rate=rate, layout="stereo" if samples.ndim == 2 else "mono")
        stream.codec_context.options = {"strict": "-2"}
        if codec.startswith("wma"):
            stream.bit_rate = 64_000
        stream.codec_context.open()
        changer = av.AudioResampler(
            format=stream.codec_context.format,
            layout=stream.codec_context.layout,
            rate=rate,
            frame_size=stream.codec_context.frame_size or 1024,
        )
        done = 0
        for number, frame in enumerate(one for part in _frames(samples) for one in changer.resample(part)):
            if pictures is not None and number % 10 == 0:
                _picture(out, pictures, done / rate)
            frame.pts, frame.time_base = done, Fraction(1, rate)
            done += frame.samples
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if pictures is not None:
            out.mux(pictures.encode(None))
    return held.getvalue()


def _frames(samples: Samples) -> list[Any]:
    import av

    layout = "stereo" if samples.ndim == 2 else "mono"
    raw = (np.atleast_2d(samples) * 32767).astype(np.int16).T.reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(raw), format="s16", layout=layout)
    frame.sample_rate = RATE
    return [frame, None]


def _pictures(out: Any, codec: str) -> Any:
    stream = out.add_stream(codec, rate=10)
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    return stream


def _picture(out: Any, stream: Any, seconds: float) -> None:
    import av

    frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="rgb24")
    frame.pts, frame.time_base = round(seconds * 10), Fraction(1, 10)
    out.mux(stream.encode(frame))


def film_without_sound(container: str = "mp4", codec: str = "mpeg4", seconds: float = 2.0) -> bytes:
    import av

    held = io.BytesIO()
    with av.open(held, "w", format=container) as out:
        stream = _pictures(out, codec)
        for number in range(round(seconds * 10)):
            _picture(out, stream, number / 10)
        out.mux(stream.encode(None))
    return held.getvalue()
