"""What a recording's own bytes say of its length where FFmpeg only guesses from the size of the file; pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_HEAD = 1 << 16
_MP3_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Samples per second by the version bits of a frame's head: MPEG 1, 2 and 2.5."""
_DURATION = re.compile(rb"\x44\x89[\x84\x88]")
_UNTOLD = 0xFFFFFFFF
_ASF_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
GUESSED = frozenset({"mp3", "aac", "amr", "mpegts", "mpeg", "ac3", "eac3", "gsm", "amrnb", "amrwb", "flv", "rm"})
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


@dataclass(frozen=True, slots=True)
class Wave:
    """What the head of a WAV says: bytes per second, where its sound begins, and its length in bytes (None: not told)."""

    per_second: int
    start: int
    length: int | None


def wave(head: bytes) -> Wave | None:
    """The chunks of a WAV's head; None for what is none (or has its sound after the first megabyte)."""
    if head[:4] not in (b"RIFF", b"RF64") or head[8:12] != b"WAVE":
        return None
    at, per_second = 12, 0
    while at + 8 <= len(head):
        name, length = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "little")
        if name == b"fmt ":
            per_second = int.from_bytes(head[at + 16 : at + 20], "little")
        if name == b"data":
            return Wave(per_second, at + 8, None if length in (0, _UNTOLD) else length)
        at += 8 + length + length % 2
    return None


def wave_rest(head: bytes, size: int) -> int:
    """How many bytes follow the declared sound of a WAV that are no further chunk; 0 where all is in order."""
    told = wave(head)
    if told is None or told.length is None:
        return 0
    end = told.start + told.length + told.length % 2
    follows = head[end : end + 4]
    if size - end < 8 or (follows != b"RIFF" and len(follows) == 4 and re.fullmatch(rb"[A-Za-z0-9 _]{4}", follows)):
        return 0
    return size - end


def wave_lies(head: bytes, size: int) -> bool:
    """Whether a WAV's head declares less than half of the sound that is there: then its length is to be passed over."""
    told, rest = wave(head), wave_rest(head, size)
    return told is not None and told.length is not None and rest > max(told.length, told.per_second)


def _wave_ms(head: bytes) -> int | None:
    told = wave(head)
    if told is None or told.length is None or not told.per_second:
        return None
    return told.length * 1000 // told.per_second


def _mov_ms(head: bytes, tail: bytes, by_ffmpeg: int | None) -> int | None:
    """By the movie header (ISO/IEC 14496-12, 8.2.2); a fragmented file declares none there."""
    for part in (head, tail):
        at = part.find(b"moov") + 8
        if at >= 8 and part[at : at + 4] == b"mvhd" and at + 40 <= len(part):
            wide = part[at + 4] == 1
            scale = int.from_bytes(part[at + (24 if wide else 16) : at + (28 if wide else 20)], "big")
            length = int.from_bytes(part[at + (28 if wide else 20) : at + (36 if wide else 24)], "big")
            return length * 1000 // scale if scale and length else None
    return by_ffmpeg


def _avi_ms(head: bytes) -> int | None:
    """By the main header: microseconds per picture times pictures."""
    at = head.find(b"avih")
    if at < 0 or at + 32 > len(head):
        return None
    per_picture, pictures = (int.from_bytes(head[at + 8 + n : at + 12 + n], "little") for n in (0, 16))
    return per_picture * pictures // 1000 or None


def _asf_ms(head: bytes) -> int | None:
    """By the file properties object: play duration less preroll (Advanced Systems Format, 3.2)."""
    at = head.find(_ASF_PROPERTIES)
    if at < 0 or at + 104 > len(head):
        return None
    length, preroll = (int.from_bytes(head[at + n : at + n + 8], "little") for n in (64, 80))
    return length // 10_000 - preroll if length // 10_000 > preroll else None


def amr_sound(first: int) -> bool:
    """Whether the first byte of an AMR frame is one of a good frame: padding bits zero, quality bit set (RFC 4867, 5.3)."""
    return first & 0x83 == 0 and bool(first & 0x04)


def header_ms(name: str, head: bytes, tail: bytes, by_ffmpeg: int | None) -> int | None:
    """The duration that the container itself declares, in ms; None where it declares none.

    `name` is FFmpeg's name of the container, `head` and `tail` its first and last bytes, `by_ffmpeg` what FFmpeg takes its duration
    for. Where FFmpeg only guesses by bit rates, that is none; an Ogg file declares by its last page, if that is marked as the last.
    """
    first = name.split(",", maxsplit=1)[0]
    own: dict[str, Callable[[], int | None]] = {
        "mp3": lambda: xing_ms(head[:_HEAD]),
        "matroska": lambda: by_ffmpeg if matroska_declares(head[:_HEAD]) else None,
        "ogg": lambda: None if ogg_unended(tail) else by_ffmpeg,
        "wav": lambda: _wave_ms(head),
        "mov": lambda: _mov_ms(head, tail, by_ffmpeg),
        "avi": lambda: _avi_ms(head[:_HEAD]),
        "asf": lambda: _asf_ms(head[:_HEAD]),
    }
    if first in own:
        return own[first]()
    return None if first in GUESSED else by_ffmpeg
