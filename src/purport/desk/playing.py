"""What a browser can play of a recording as it is, and what stands along its waveform. Pure.

The type that a browser is told is one of a few that stand here, chosen by what FFmpeg found inside; what a server or the file's
name said of it plays no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from purport.desk.terminal import one_line
from purport.records.names import Carrier
from purport.records.speech import Sound, Transcript, clock_time

_WEB = frozenset({"opus", "vorbis"})
_WAVE = frozenset({"pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_f32le"})
_CONTAINERS = {
    "mp3": ("audio/mpeg", frozenset({"mp3", "mp3float"})),
    "ogg": ("audio/ogg", _WEB),
    "wav": ("audio/wav", _WAVE),
    "flac": ("audio/flac", frozenset({"flac"})),
    "aac": ("audio/aac", frozenset({"aac"})),
    "mp4": ("audio/mp4", frozenset({"aac", "mp3", "mp3float"})),
    "webm": ("audio/webm", _WEB),
    "matroska": ("audio/webm", _WEB),
}
_FILMS = {"audio/mp4": "video/mp4", "audio/webm": "video/webm"}
COPY = "audio/ogg"
"""The type of the copy that is made where a browser cannot play a recording as it is."""


def playable(sound: Sound, carrier: Carrier) -> str | None:
    """The media type under which browsers play a recording as it is; None if they do not.

    >>> playable(Sound("wav", "pcm_s16le", 16000, 1, 1000, 1000, 900), Carrier.AUDIO)
    'audio/wav'
    >>> playable(Sound("wav", "pcm_mulaw", 8000, 1, 1000, 1000, 900), Carrier.AUDIO)
    """
    names = sound.container.split(",")
    for name in names:
        kind, codecs = _CONTAINERS.get(name, ("", frozenset[str]()))
        if sound.codec in codecs:
            if carrier is Carrier.VIDEO:
                return _FILMS.get(kind)
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a recording that is marked: ms from its start, and what it is in words."""

    start: int
    end: int
    told: str


def suspects(told: Transcript) -> list[Stretch]:
    """The passages that are not read, because they may be the recogniser's invention."""
    return [Stretch(one.start, one.end, ", ".join(one.suspicions)) for one in told.utterances if one.withheld]


def strip(told: Transcript, said: Sequence[Stretch], words: tuple[str, str]) -> Markup:
    """The strip below the waveform: suspect stretches hatched, and where statements are said.

    `words`: what suspect stretches and statements are called.
    """
    whole = max(1, told.sound.decoded_ms, *(one.end for one in told.utterances), 1)
    parts = [_rect("suspect", 0, one, whole, words[0]) for one in suspects(told)]
    parts += [_rect("said", 12, one, whole, words[1]) for one in said]
    head = Markup(
        '<svg class="strip" viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden="true"><defs>'
        '<pattern id="suspect" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V5"/></pattern></defs>'
    )
    return head + Markup("").join(parts) + Markup("</svg>")


def _rect(kind: str, y: int, one: Stretch, whole: int, word: str) -> Markup:
    x, wide = 1000 * one.start / whole, max(1.5, 1000 * (one.end - one.start) / whole)
    title = f"{clock_time(one.start)}-{clock_time(one.end)} {word}: {one.told}"
    return Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="10"><title>{}</title></rect>').format(
        kind, x, y, wide, one_line(title, 200)
    )
