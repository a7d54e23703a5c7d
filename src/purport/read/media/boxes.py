"""Boxes of the ISO base media file format (ISO/IEC 14496-12): what HEIF and AVIF pictures keep as metadata items, and whether a
file of boxes is whole.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_BOXES = 5_000
MOST_ITEMS = 10_000
MOST_BYTES = 2_000_000
CUT = "the file ends before its last box does: it is cut off, or damaged"


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its four letters, and where its content lies; `whole`: whether all of it is there."""

    name: bytes
    start: int
    end: int
    whole: bool = True


@dataclass(slots=True)
class HeifParts:
    """What a HEIF file holds beside pixels: the EXIF block, XMP packets, its size in pixels, and notes."""

    exif: bytes = b""
    xmp: list[bytes] = field(default_factory=list)
    size: tuple[int, int] | None = None
    notes: list[str] = field(default_factory=list)


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes of a stretch, in order; a box that is larger than it ends it."""
    at, last = start, len(data) if end is None else end
    for _ in range(MOST_BOXES):
        if at + 8 > last:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= last:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        stop = last if size == 0 else at + size
        if size and size < head:
            return
        yield Box(name, at + head, min(stop, last), stop <= last)
        at = stop


def is_cut_off(data: bytes) -> bool:
    """Whether the last box goes on behind the end of the file."""
    return any(not box.whole for box in boxes(data))


def heif_parts(data: bytes) -> HeifParts:
    """The metadata items of a HEIF or AVIF file; what cannot be found is left out."""
    found = HeifParts()
    if is_cut_off(data):
        found.notes.append(CUT)
    meta = next((box for box in boxes(data) if box.name == b"meta"), None)
    if meta is None:
        return found
    inner = {box.name: box for box in boxes(data, meta.start + 4, meta.end)}
    if b"iprp" in inner:
        found.size = _size(data, inner[b"iprp"])
    if b"iinf" not in inner or b"iloc" not in inner:
        return found
    try:
        kinds = dict(_items(data, inner[b"iinf"]))
        places = dict(_places(data, inner[b"iloc"]))
    except (struct.error, IndexError):
        found.notes.append("HEIF: the list of items cannot be read")
        return found
    for item, kind in kinds.items():
        start, size = places.get(item, (0, 0))
        if 0 < size <= MOST_BYTES and start + size <= len(data):
            _item(kind, data[start : start + size], found)
    return found


def _item(kind: bytes, block: bytes, found: HeifParts) -> None:
    if kind == b"Exif" and not found.exif:
        skip = struct.unpack_from(">I", block.ljust(4, b"\0"))[0]
        found.exif = block[4 + skip :]
    elif kind == b"mime" and b"<x:xmpmeta" in block[:4096]:
        found.xmp.append(block)


def _size(data: bytes, box: Box) -> tuple[int, int] | None:
    """The largest picture that a property tells of."""
    sizes = [
        struct.unpack_from(">II", data, one.start + 4)
        for outer in boxes(data, box.start, box.end)
        if outer.name == b"ipco"
        for one in boxes(data, outer.start, outer.end)
        if one.name == b"ispe" and one.end - one.start >= 12
    ]
    largest = max(sizes, key=lambda size: size[0] * size[1], default=None)
    return None if largest is None else (int(largest[0]), int(largest[1]))


def _items(data: bytes, box: Box) -> Iterator[tuple[int, bytes]]:
    """Number and type of each item."""
    wide = data[box.start] > 0
    for one in boxes(data, box.start + (8 if wide else 6), box.end):
        if one.name != b"infe":
            continue
        version = data[one.start]
        if version == 2:
            yield struct.unpack_from(">H", data, one.start + 4)[0], data[one.start + 8 : one.start + 12]
        elif version == 3:
            yield struct.unpack_from(">I", data, one.start + 4)[0], data[one.start + 10 : one.start + 14]


def _places(data: bytes, box: Box) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each item that lies in the file, in one piece, begins, and its size."""
    version, sizes = data[box.start], struct.unpack_from(">H", data, box.start + 4)[0]
    offsets, lengths, bases, indexes = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15 if version else 0
    at = box.start + 6
    wide = 4 if version == 2 else 2
    count, at = _number(data, at, wide), at + wide
    for _ in range(min(count, MOST_ITEMS)):
        item, at = _number(data, at, wide), at + wide
        method = 0
        if version:
            method, at = _number(data, at, 2) & 15, at + 2
        at += 2
        base, at = _number(data, at, bases), at + bases
        extents, at = _number(data, at, 2), at + 2
        first = _number(data, at + indexes, offsets), _number(data, at + indexes + offsets, lengths)
        at += extents * (indexes + offsets + lengths)
        if at > box.end:
            return
        if method == 0 and extents == 1:
            yield item, (base + first[0], first[1])


def _number(data: bytes, at: int, width: int) -> int:
    return int.from_bytes(data[at : at + width], "big")
