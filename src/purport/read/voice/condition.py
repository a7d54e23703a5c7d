"""How a recording sounds, measured from it: what a calibration set must share with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from purport.read.voice.features import RATE
from purport.records.voices import Condition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from purport.read.voice.activity import Span
    from purport.records.speech import Sound

    Array = NDArray[np.float32]

TELEPHONE_HZ, WIDE_HZ = 4_500, 6_500
LOSSLESS = ("pcm_s", "pcm_u", "pcm_f", "flac", "alac", "wavpack", "ape", "tta", "tak", "shorten", "mlp", "truehd")
SPEECH = {
    "pcm_alaw": "G.711", "pcm_mulaw": "G.711", "amr": "AMR", "libopencore_amr": "AMR", "gsm": "GSM", "libgsm": "GSM",
    "g722": "G.722", "adpcm_g722": "G.722", "g723": "G.723", "g726": "G.726", "adpcm_g726": "G.726", "g728": "G.728",
    "g729": "G.729", "acelp": "ACELP", "ilbc": "iLBC", "libilbc": "iLBC", "speex": "Speex", "libspeex": "Speex",
    "qcelp": "QCELP", "evrc": "EVRC", "truespeech": "TrueSpeech", "ra_": "RealAudio", "sipr": "RealAudio",
    "nellymoser": "Nellymoser", "libcodec2": "Codec 2",
}  # fmt: skip
"""Families of the codecs made for speech, by how FFmpeg's names begin."""
LOSSY = {
    "mp3": "MP3",
    "mp2": "MP2",
    "aac": "AAC",
    "opus": "Opus",
    "libopus": "Opus",
    "vorbis": "Vorbis",
    "wma": "WMA",
    "ac3": "AC-3",
}
FRAME = RATE // 50
CUT = 0.999
"""Of full scale: a sample at or above is cut off where its neighbour is too."""
CELLS = 512
DEEP_DB = 30.0
HOLES = 0.05
"""Share of holes in the spectrum over which sound has been through a lossy codec, whatever the file declares."""


def condition_of(samples: Array, spans: list[Span], sound: Sound) -> Condition:
    """The condition of one channel, of which `spans` are speech."""
    empty = holes(samples, spans, sound.bandwidth or 0)
    return Condition(
        speech_ms=sum(end - start for start, end in spans) * 1000 // RATE,
        bandwidth=band_of(sound.bandwidth or 0),
        bandwidth_hz=sound.bandwidth or 0,
        codec=codec_of(sound.codec, empty),
        snr_db=round(noise_ratio(samples, spans), 1),
        clipped=round(clipped(samples), 6),
        family=family_of(sound.codec),
    )


def band_of(hertz: int) -> str:
    """The class of a bandwidth.

    >>> band_of(3_400), band_of(5_500), band_of(8_000)
    ('telephone', 'middle', 'wide')
    """
    return "telephone" if hertz <= TELEPHONE_HZ else "middle" if hertz < WIDE_HZ else "wide"


def codec_of(declared: str, hollow: float = 0.0) -> str:
    """The class of a codec by FFmpeg's name, and by the share of holes in the spectrum.

    >>> codec_of("flac"), codec_of("mp3"), codec_of("pcm_alaw"), codec_of("pcm_s16le", 0.4)
    ('lossless', 'lossy', 'speech', 'lossy')
    """
    if declared.startswith(tuple(SPEECH)):
        return "speech"
    if declared.startswith(LOSSLESS) and hollow < HOLES:
        return "lossless"
    return "lossy"


def family_of(declared: str) -> str:
    """The family of a codec by FFmpeg's name; empty for lossless ones.

    >>> family_of("amrnb"), family_of("mp3float"), family_of("flac"), family_of("atrac3")
    ('AMR', 'MP3', '', 'atrac3')
    """
    if declared.startswith(LOSSLESS):
        return ""
    return next((name for begins, name in (SPEECH | LOSSY).items() if declared.startswith(begins)), declared)


def noise_ratio(samples: Array, spans: list[Span]) -> float:
    """Decibels from the noise up to the speech: the loud frames (9 in 10 are softer) of the speech over the soft ones (1 in 20 is
    softer still) of speech and the pauses beside it. Between 0 and 80.
    """
    import numpy as np

    if not spans:
        return 0.0
    first, last = spans[0][0], spans[-1][1]
    near = _levels(samples[max(0, first - RATE // 4) : last + RATE // 4])
    inside = np.concatenate([_levels(samples[start:end]) for start, end in spans])
    if not len(near) or not len(inside):
        return 0.0
    heard = near[near > -95.0]  # digital silence says nothing about the noise
    if not len(heard):
        return 0.0
    return float(np.clip(np.quantile(inside, 0.9) - np.quantile(heard, 0.05), 0.0, 80.0))


def clipped(samples: Array) -> float:
    """Share of samples at full scale in runs of two and more."""
    import numpy as np

    full = np.abs(samples) >= CUT * max(1.0, float(np.abs(samples).max(initial=0.0)))
    runs = full[1:] & full[:-1]
    return float(runs.mean()) if len(runs) else 0.0


def holes(samples: Array, spans: list[Span], hertz: int) -> float:
    """Share of the spectrum's cells (1,000 Hz to nine tenths of the bandwidth, in speech) that are far emptier than the rest.

    Codecs such as MP3 and AAC leave out what a louder neighbour masks; sound that was never through one hardly has such holes.
    """
    import numpy as np

    last = int(hertz * 0.9 / (RATE / CELLS))
    if last <= 40:
        return 0.0
    parts = [_cells(samples[start:end])[:, 32:last] for start, end in spans]
    cells = np.concatenate(parts) if parts else np.zeros((0, 1))
    if len(cells) < 10:
        return 0.0
    around = np.median(cells, axis=1, keepdims=True)
    return float((cells < around - DEEP_DB).mean())


def _cells(samples: Array) -> Array:
    import numpy as np

    count = len(samples) // CELLS
    frames = samples[: count * CELLS].reshape(count, CELLS) * np.hanning(CELLS)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    return np.asarray(10 * np.log10(power + 1e-12), np.float32)


def _levels(samples: Array) -> Array:
    """Decibels of full scale, of each 20 ms."""
    import numpy as np

    count = len(samples) // FRAME
    frames = samples[: count * FRAME].reshape(count, FRAME)
    return np.asarray(10 * np.log10((frames.astype(np.float64) ** 2).mean(1) + 1e-12), np.float32)
