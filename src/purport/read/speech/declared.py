"""What a recording's own bytes say of its length where FFmpeg only guesses from the size of the file; pure."""

from __future__ import annotations

import re
from collections.abc import Callable

Bytes = bytes | memoryview

_HEAD = 1 << 16
_MP3_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Samples per second by the version bits of a frame's head: MPEG 1, 2 and 2.5."""
_DURATION = re.compile(rb"\x44\x89[\x84\x88]")
GUESSED = frozenset({"mp3", "aac", "amr", "ogg", "mpegts", "mpeg", "ac3", "eac3", "gsm", "amrnb", "amrwb", "flv", "rm"})
"""Containers whose duration FFmpeg estimates from bit rates or from the last packets that are there."""


def xing_ms(head: bytes) -> int | None:
    """Duration by the Xing, Info or VBRI header in an MP3's first frame, padding of the encoder taken off; None without one.

    Source: the LAME tag's description (gabriel.mp3-tech.org/mp3infotag.html).
    """
    at = _first_frame(head)
    if at is None:
        return None
    version, rate_bits, mono = head[at + 1] >> 3 & 3, head[at + 2] >> 2 & 3, head[at + 3] >> 6 == 3
    if version == 1 or rate_bits == 3:
        return None
    rate, per_frame = _MP3_RATES[version][rate_bits], 1152 if version == 3 else 576
    tag = at + 4 + ((17 if mono else 32) if version == 3 else (9 if mono else 17))
    samples = _xing_frames(head, tag)
    if samples is None:
        frames = _vbri_frames(head, at + 36)
        return None if frames is None else frames * per_frame * 1000 // rate
    frames, padding = samples
    return max(0, frames * per_frame - padding) * 1000 // rate


def _first_frame(head: bytes) -> int | None:
    at = 0
    if head[:3] == b"ID3" and len(head) > 10:
        at = 10 + (head[6] & 127) * 2097152 + (head[7] & 127) * 16384 + (head[8] & 127) * 128 + (head[9] & 127)
    found = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]").search(head, at)
    return found.start() if found and found.start() + 200 <= len(head) else None


def _xing_frames(head: bytes, tag: int) -> tuple[int, int] | None:
    """Frames, and samples that the encoder put before and after."""
    if head[tag : tag + 4] not in (b"Xing", b"Info"):
        return None
    flags = int.from_bytes(head[tag + 4 : tag + 8], "big")
    if not flags & 1:
        return None
    frames = int.from_bytes(head[tag + 8 : tag + 12], "big")
    lame = tag + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1)
    if head[lame : lame + 4] not in (b"LAME", b"Lavf", b"Lavc"):
        return frames, 0
    delays = int.from_bytes(head[lame + 21 : lame + 24], "big")
    return frames, (delays >> 12) + (delays & 0xFFF)


def _vbri_frames(head: bytes, tag: int) -> int | None:
    return int.from_bytes(head[tag + 14 : tag + 18], "big") if head[tag : tag + 4] == b"VBRI" else None


def ogg_unended(tail: bytes) -> bool:
    """Whether the last whole page in the tail of an Ogg file lacks the mark of the end (RFC 3533)."""
    at = tail.rfind(b"OggS\x00")
    return at < 0 or at + 6 > len(tail) or not tail[at + 5] & 4


def matroska_declares(head: bytes) -> bool:
    """Whether a duration element stands in the head of a Matroska or WebM file."""
    return _DURATION.search(head) is not None


def wave_unbounded(head: bytes) -> bool:
    """Whether a WAV's data chunk gives no size, as programs write it that stream."""
    at = head.find(b"data", 12)
    return at >= 0 and head[at + 4 : at + 8] in (b"\xff\xff\xff\xff", b"\0\0\0\0")


def header_ms(name: str, head: bytes, by_ffmpeg: int | None) -> int | None:
    """The duration that the container itself declares, in ms; None where it declares none.

    `name` is FFmpeg's name of the container, `by_ffmpeg` what FFmpeg says its duration is.
    """
    first = name.split(",")[0]
    own: dict[str, Callable[[], int | None]] = {
        "mp3": lambda: xing_ms(head[:_HEAD]),
        "matroska": lambda: by_ffmpeg if matroska_declares(head[:_HEAD]) else None,
        "wav": lambda: None if wave_unbounded(head[:_HEAD]) else by_ffmpeg,
    }
    if first in own:
        return own[first]()
    return None if first in GUESSED else by_ffmpeg
