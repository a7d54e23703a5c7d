"""Sound and video: what the container says, by FFmpeg's demuxers (PyAV); nothing is decoded.

Runs in :mod:`purport.read.media.worker`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from purport.read.media.claims import claim
from purport.records.media import Claim, ClaimKind

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

MOST_STREAMS = 32
PROBE = {"probesize": "5000000", "analyzeduration": "2000000"}
"""How much FFmpeg may read to tell what is inside: bytes, and microseconds of it."""
_UTC = "the standard says UTC; many recorders write their local time"
_DECLARED = "declared by the container; nothing was decoded"
_KINDS: dict[str, ClaimKind] = {
    "creation_time": ClaimKind.DATE,
    "com.apple.quicktime.creationdate": ClaimKind.DATE,
    "date": ClaimKind.DATE,
    "tdrc": ClaimKind.DATE,
    "tyer": ClaimKind.DATE,
    "date_digitized": ClaimKind.DATE,
    "encoder": ClaimKind.SOFTWARE,
    "encoded_by": ClaimKind.PERSON,
    "handler_name": ClaimKind.SOFTWARE,
    "software": ClaimKind.SOFTWARE,
    "writing_application": ClaimKind.SOFTWARE,
    "com.apple.quicktime.software": ClaimKind.SOFTWARE,
    "com.android.version": ClaimKind.SOFTWARE,
    "com.apple.quicktime.make": ClaimKind.DEVICE,
    "com.apple.quicktime.model": ClaimKind.DEVICE,
    "com.android.manufacturer": ClaimKind.DEVICE,
    "com.android.model": ClaimKind.DEVICE,
    "make": ClaimKind.DEVICE,
    "model": ClaimKind.DEVICE,
    "title": ClaimKind.WORDS,
    "album": ClaimKind.WORDS,
    "genre": ClaimKind.WORDS,
    "comment": ClaimKind.WORDS,
    "description": ClaimKind.WORDS,
    "synopsis": ClaimKind.WORDS,
    "major_brand": ClaimKind.FORMAT,
    "rotate": ClaimKind.FORMAT,
    "track": ClaimKind.WORDS,
    "location": ClaimKind.PLACE,
    "com.apple.quicktime.location.iso6709": ClaimKind.PLACE,
    "artist": ClaimKind.PERSON,
    "album_artist": ClaimKind.PERSON,
    "author": ClaimKind.PERSON,
    "composer": ClaimKind.PERSON,
    "performer": ClaimKind.PERSON,
    "copyright": ClaimKind.PERSON,
    "publisher": ClaimKind.PERSON,
}
_SKIPPED = frozenset({"minor_version", "vendor_id", "compatible_brands", "location-eng", "language"})


def container_claims(data: bytes, notes: list[str]) -> Iterator[Claim | None]:
    """What a container says; what is wrong with it is added to `notes`.

    Raises:
        ImportError: if PyAV is not installed.
    """
    import av

    av.logging.set_level(None)
    try:
        with av.open(io.BytesIO(data), "r", metadata_errors="replace", options=dict(PROBE)) as opened:
            yield from _of_container(opened)
    except (av.error.FFmpegError, ValueError, OverflowError, UnicodeError) as fault:
        notes.append(f"the container cannot be read: {_told(fault)}")


def _told(fault: Exception) -> str:
    return str(getattr(fault, "strerror", None) or type(fault).__name__).lower()


def _of_container(opened: InputContainer) -> Iterator[Claim | None]:
    yield claim("container", "format", opened.format.long_name, ClaimKind.FORMAT)
    if opened.duration is not None and opened.duration > 0:
        yield Claim("container", "duration", clock(opened.duration / 1_000_000), ClaimKind.FORMAT, caveat=_DECLARED)
    for number, stream in enumerate(list(opened.streams)[:MOST_STREAMS]):
        yield claim("container", f"stream {number}", _stream(stream), ClaimKind.FORMAT)
    yield from _tags("", opened.metadata)
    for number, stream in enumerate(list(opened.streams)[:MOST_STREAMS]):
        yield from _tags(f"stream {number} ", stream.metadata)


def clock(seconds: float) -> str:
    """A duration as hours, minutes and seconds.

    >>> clock(3725.25), clock(4)
    ('1:02:05.250', '0:00:04.000')
    """
    whole, milli = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}.{milli:03}"


def _stream(stream: Stream) -> str:
    """A stream in words: kind, codec, sizes, as the container declares them."""
    context: Any = getattr(stream, "codec_context", None)
    told = [stream.type, "unknown codec" if context is None else context.name]
    if stream.type == "video" and context is not None:
        rate = getattr(stream, "average_rate", None)
        told += [f"{context.width} x {context.height} pixels"] + (
            [f"{float(rate):.3g} pictures a second"] if rate else []
        )
    elif stream.type == "audio" and context is not None:
        told += [f"{context.sample_rate:,} Hz", f"{context.channels} channel{'' if context.channels == 1 else 's'}"]
    if stream.duration and stream.time_base:
        told.append(clock(float(stream.duration * stream.time_base)))
    return ", ".join(told)


def _tags(lead: str, tags: Mapping[str, str]) -> Iterator[Claim | None]:
    for name, value in tags.items():
        if name.lower() in _SKIPPED:
            continue
        kind = _KINDS.get(name.lower(), ClaimKind.OTHER)
        caveat = _UTC if name.lower() == "creation_time" else ""
        yield claim("container", lead + name, str(value), kind, caveat)
