"""Recordings of many containers, each with what can befall a file, and what decoding makes of it: rows of a table.

Used by the tests and by ``bench.containers``.
"""

from __future__ import annotations

import os
import random
import struct
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from purport.errors import PurportError
from purport.read.speech.decode import Decoded, decoded, finished
from purport.read.speech.worker import answer
from tests.read.speech.made import encoded, film_without_sound, tone

SECONDS = 6
LIE = 5
"""How many times too long a declared duration is made."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A container with a codec in it; `video` names the codec of the pictures, `lie` makes its declared duration too long."""

    name: str
    container: str
    codec: str
    rate: int = 16_000
    video: str = ""
    lie: Callable[[bytearray], None] | None = None

    def whole(self) -> bytes:
        return encoded(tone(SECONDS), self.container, self.codec, rate=self.rate, video=self.video)


def _scale(data: bytearray, at: int, form: str) -> None:
    (value,) = struct.unpack_from(form, data, at)
    struct.pack_into(form, data, at, type(value)(value * LIE))


def _wav(data: bytearray) -> None:
    _scale(data, data.index(b"data") + 4, "<I")


def _mp3(data: bytearray) -> None:
    at = next(data.index(tag) for tag in (b"Xing", b"Info") if tag in data)
    _scale(data, at + 8, ">I")


def _flac(data: bytearray) -> None:
    _scale(data, 8 + 14, ">I")


def _mov(data: bytearray) -> None:
    for name, at in ((b"mvhd", 20), (b"mdhd", 20), (b"tkhd", 24)):
        start = 0
        while (start := data.find(name, start + 1)) >= 0:
            _scale(data, start + at, ">I")
    start = 0
    while (start := data.find(b"elst", start + 1)) >= 0:
        _scale(data, start + 12, ">I")


def _matroska(data: bytearray) -> None:
    _scale(data, data.index(b"\x44\x89\x88") + 3, ">d")


def _aiff(data: bytearray) -> None:
    _scale(data, data.index(b"COMM") + 10, ">I")


def _avi(data: bytearray) -> None:
    _scale(data, data.index(b"avih") + 24, "<I")


def _asf(data: bytearray) -> None:
    _scale(data, data.index(bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")) + 64, "<Q")


KINDS = (
    Kind("wav", "wav", "pcm_s16le", lie=_wav),
    Kind("mp3", "mp3", "libmp3lame", lie=_mp3),
    Kind("ogg (opus)", "ogg", "libopus", 48_000),
    Kind("flac", "flac", "flac", lie=_flac),
    Kind("m4a (aac)", "ipod", "aac", lie=_mov),
    Kind("mp4 film", "mp4", "aac", video="mpeg4", lie=_mov),
    Kind("mkv film", "matroska", "aac", video="mpeg4", lie=_matroska),
    Kind("webm film", "webm", "libopus", 48_000, "libvpx", lie=_matroska),
    Kind("amr", "amr", "libopencore_amrnb", 8_000),
    Kind("aiff", "aiff", "pcm_s16be", lie=_aiff),
    Kind("avi film", "avi", "libmp3lame", video="mpeg4", lie=_avi),
    Kind("ts film", "mpegts", "aac", video="mpeg4"),
    Kind("3gp film", "3gp", "libopencore_amrnb", 8_000, "mpeg4", lie=_mov),
    Kind("aac (adts)", "adts", "aac"),
    Kind("caf (alac)", "caf", "alac"),
    Kind("wma", "asf", "wmav2", lie=_asf),
)
DEFECTS = (
    "whole",
    "another's name",
    "zeros after it",
    "cut in half",
    "head alone",
    "empty",
    "garbage in the middle",
    "hole in the middle",
    "zeroed in the middle",
    "declares too much",
    "no sound in it",
)
WHOLE = DEFECTS[:3]
"""After these all of the sound is there."""
REFUSED = {"head alone": "bad-recording", "empty": "empty", "no sound in it": "no-audio"}


def spoilt(kind: Kind, defect: str, whole: bytes) -> bytes | None:
    """The file with the defect; None where the container can have none such."""
    size = len(whole)
    low, high = size * 45 // 100, size * 55 // 100
    made: dict[str, Callable[[], bytes | None]] = {
        "zeros after it": lambda: whole + bytes(20_000),
        "cut in half": lambda: whole[: size // 2],
        "head alone": lambda: whole[: min(400, size // 20)],
        "empty": lambda: b"",
        "garbage in the middle": lambda: whole[:low] + random.Random(7).randbytes(high - low) + whole[high:],
        "hole in the middle": lambda: whole[:low] + whole[high:],
        "zeroed in the middle": lambda: whole[:low] + bytes(high - low) + whole[high:],
        "declares too much": lambda: _lied(kind, whole),
        "no sound in it": lambda: film_without_sound(kind.container, kind.video) if kind.video else None,
    }
    return made.get(defect, lambda: whole)()


def _lied(kind: Kind, whole: bytes) -> bytes | None:
    if kind.lie is None:
        return None
    changed = bytearray(whole)
    kind.lie(changed)
    return bytes(changed)


def decoded_here(data: bytes, subject: str = "") -> Decoded:
    """As :func:`decoded`, but within this process: for files that the test itself has made."""
    if not data:
        return decoded(data, subject)
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out:
        source.write(data)
        source.flush()
        source.seek(0)
        told = answer(os.dup(source.fileno()), os.dup(out.fileno()))
        return finished(told, out, subject)


LABELS = (
    ("could be decoded", "length"),
    ("not marked as the end", "end"),
    ("declares no duration", "untold"),
    ("damaged", "damage"),
    ("silence in the working copy", "gap"),
    ("exact zeros", "zeros"),
    ("white noise", "noise"),
    ("bytes follow", "rest"),
    ("timestamps jump", "jump"),
)
"""What a note says, in one word."""


@dataclass(frozen=True, slots=True)
class Row:
    """What decoding gave: the code of an error, or seconds and what the notes say; `fits`: whether that is right."""

    kind: str
    defect: str
    error: str
    seconds: float
    said: tuple[str, ...]
    fits: bool

    @property
    def told(self) -> str:
        return self.error or f"{self.seconds:.1f} s{': ' if self.said else ''}{', '.join(self.said)}"


def row(kind: Kind, defect: str, data: bytes, decode: Callable[[bytes, str], Decoded] = decoded_here) -> Row:
    name = "notes.txt" if defect == "another's name" else f"message.{kind.container}"
    try:
        sound = decode(data, name).sound
    except PurportError as error:
        return Row(kind.name, defect, error.code, 0.0, (), _refused_rightly(defect, error.code))
    said = tuple(word for part, word in LABELS if any(part in note for note in sound.notes))
    seconds = sound.decoded_ms / 1000
    return Row(kind.name, defect, "", seconds, said, _fits(defect, seconds, set(said)))


def _refused_rightly(defect: str, code: str) -> bool:
    return defect not in (*WHOLE, "declares too much") and code == REFUSED.get(defect, "bad-recording")


def _fits(defect: str, seconds: float, said: set[str]) -> bool:
    """A whole file is whole, and a file that is not is never passed over in silence."""
    if defect == "head alone":
        return seconds < 0.5 and "damage" in said  # of what has next to no head, the first frames
    if defect in REFUSED:
        return False
    if defect in WHOLE:
        allowed = {"untold", "rest", "damage"} if defect == "zeros after it" else {"untold"}
        return abs(seconds - SECONDS) < 0.2 and said <= allowed
    if defect == "declares too much":
        return abs(seconds - SECONDS) < 0.2 and "length" in said
    if defect == "cut in half":
        return seconds < 0.6 * SECONDS and bool(said)
    return bool(said - {"untold"})


def rows() -> Iterator[Row]:
    for kind in KINDS:
        whole = kind.whole()
        for defect in DEFECTS:
            data = spoilt(kind, defect, whole)
            if data is not None:
                yield row(kind, defect, data)
