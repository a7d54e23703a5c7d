"""EXIF (CIPA DC-008, over TIFF 6.0): a bounded walk over its directories; pictures are never decoded.

Every directory is entered once, every field is read where it says it lies or not at all, and what would lie outside the bytes is
passed over: a file made to go round in circles costs as little as a good one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from purport.read.media.claims import claim, dated, text_of
from purport.records.media import Claim, ClaimKind

MOST_DIRECTORIES = 20
MOST_FIELDS = 500
"""Fields of one directory that are looked at."""
MOST_BYTES = 1_000_000
"""Bytes of one field that are taken."""
SUB_IFD, GPS_IFD = 0x8769, 0x8825
XMP_FIELD, IPTC_FIELD, PHOTOSHOP_FIELD = 0x02BC, 0x83BB, 0x8649

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_WORDS, _PERSON, _DEVICE = ClaimKind.WORDS, ClaimKind.PERSON, ClaimKind.DEVICE
_TEXTS: dict[int, tuple[str, ClaimKind]] = {
    0x010E: ("ImageDescription", _WORDS),
    0x010F: ("Make", _DEVICE),
    0x0110: ("Model", _DEVICE),
    0x0131: ("Software", ClaimKind.SOFTWARE),
    0x013B: ("Artist", _PERSON),
    0x013C: ("HostComputer", _DEVICE),
    0x8298: ("Copyright", _PERSON),
    0xA420: ("ImageUniqueID", ClaimKind.SERIAL),
    0xA430: ("CameraOwnerName", _PERSON),
    0xA431: ("BodySerialNumber", ClaimKind.SERIAL),
    0xA433: ("LensMake", _DEVICE),
    0xA434: ("LensModel", _DEVICE),
    0xA435: ("LensSerialNumber", ClaimKind.SERIAL),
    0xA436: ("ImageTitle", _WORDS),
    0xA437: ("Photographer", _PERSON),
    0xA438: ("ImageEditor", _PERSON),
    0xA439: ("CameraFirmware", ClaimKind.SOFTWARE),
    0xA43A: ("RAWDevelopingSoftware", ClaimKind.SOFTWARE),
    0xA43B: ("ImageEditingSoftware", ClaimKind.SOFTWARE),
    0xA43C: ("MetadataEditingSoftware", ClaimKind.SOFTWARE),
}
_WIDE: dict[int, tuple[str, ClaimKind]] = {
    0x9C9B: ("XPTitle", _WORDS),
    0x9C9C: ("XPComment", _WORDS),
    0x9C9D: ("XPAuthor", _PERSON),
    0x9C9E: ("XPKeywords", _WORDS),
    0x9C9F: ("XPSubject", _WORDS),
}
"""Fields of Windows, in UTF-16."""
_DATES: dict[int, tuple[str, int, str]] = {
    0x9003: ("DateTimeOriginal", 0x9011, ""),
    0x9004: ("DateTimeDigitized", 0x9012, ""),
    0x0132: ("DateTime", 0x9010, "when the file was last changed"),
}
"""Dates with the field that holds their zone (EXIF 2.31)."""


@dataclass(slots=True)
class Fields:
    """The fields of all directories, each with its raw bytes, and their byte order (``<`` or ``>``)."""

    order: str
    held: dict[tuple[str, int], tuple[int, bytes]] = field(default_factory=dict)
    thumbnail: bool = False
    notes: list[str] = field(default_factory=list)

    def raw(self, tag: int, group: str = "image") -> bytes:
        """The bytes of a field; empty where there is none."""
        return self.held.get((group, tag), (0, b""))[1]

    def text(self, tag: int, group: str = "image") -> str:
        """The text of a field."""
        return text_of(self.raw(tag, group))

    def number(self, tag: int) -> int | None:
        """The first whole number of a field."""
        kind, raw = self.held.get(("image", tag), (0, b""))
        form = {1: "B", 3: "H", 4: "I"}.get(kind)
        if form is None or len(raw) < struct.calcsize(form):
            return None
        return int(struct.unpack_from(self.order + form, raw)[0])

    def rationals(self, tag: int, group: str) -> list[float]:
        """The fractions of a field; one over zero is left out, so that a wrong count shows."""
        kind, raw = self.held.get((group, tag), (0, b""))
        if kind not in (5, 10):
            return []
        form = self.order + ("II" if kind == 5 else "ii")
        pairs = (struct.unpack_from(form, raw, at) for at in range(0, min(len(raw), 80) // 8 * 8, 8))
        return [top / bottom for top, bottom in pairs if bottom]


def fields_of(data: bytes) -> Fields | None:
    """The fields of a TIFF structure; None if the bytes are none. What is damaged is left out, and a note says so."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or len(data) < 8:
        return None
    found = Fields(order)
    waiting = [("image", struct.unpack_from(order + "I", data, 4)[0])]
    seen: set[int] = set()
    while waiting:
        group, at = waiting.pop(0)
        if at in seen or len(seen) >= MOST_DIRECTORIES:
            found.notes.append("EXIF: a directory is pointed at twice, or there are too many; the rest was left out")
            continue
        seen.add(at)
        waiting += _directory(data, at, group, found)
    return found


def _directory(data: bytes, at: int, group: str, found: Fields) -> list[tuple[str, int]]:
    """Take the fields of one directory; the directories that it points at."""
    order, more = found.order, []
    if at + 2 > len(data):
        found.notes.append("EXIF: a directory lies outside the data")
        return []
    count = struct.unpack_from(order + "H", data, at)[0]
    whole = min(count, MOST_FIELDS, (len(data) - at - 2) // 12)
    if whole < count:
        found.notes.append(f"EXIF: {count:,} fields are announced, {whole:,} could be read")
    for place in range(at + 2, at + 2 + 12 * whole, 12):
        tag, kind, number = struct.unpack_from(order + "HHI", data, place)
        raw = _raw(data, place, kind, number, order)
        if raw is None:
            found.notes.append(f"EXIF: field 0x{tag:04X} lies outside the data, or is too long")
        elif tag in (SUB_IFD, GPS_IFD) and len(raw) >= 4 and group == "image":
            more.append(("image" if tag == SUB_IFD else "gps", struct.unpack_from(order + "I", raw)[0]))
        elif group != "thumbnail":
            found.held.setdefault((group, tag), (kind, raw))
        del found.notes[12:]
    end = at + 2 + 12 * whole
    if group == "image" and at == struct.unpack_from(order + "I", data, 4)[0] and end + 4 <= len(data):
        following = struct.unpack_from(order + "I", data, end)[0]
        found.thumbnail = bool(following)
    return more


def _raw(data: bytes, place: int, kind: int, number: int, order: str) -> bytes | None:
    """The bytes of a field; None if they are not there. A field of an unknown type is empty."""
    size = _SIZES.get(kind, 0) * number
    if size <= 4:
        return data[place + 8 : place + 8 + size]
    start = struct.unpack_from(order + "I", data, place + 8)[0]
    if size > MOST_BYTES or start + size > len(data):
        return None
    return data[start : start + size]


def exif_claims(found: Fields) -> Iterator[Claim | None]:
    """What the fields say."""
    for tag, (name, zone, caveat) in _DATES.items():
        if text := found.text(tag).strip():
            yield dated("EXIF", name, text, found.text(zone).strip() or None, caveat)
    yield from _satellite(found)
    for tag, (name, kind) in _TEXTS.items():
        yield claim("EXIF", name, found.text(tag), kind)
    for tag, (name, kind) in _WIDE.items():
        yield claim("EXIF", name, found.raw(tag)[:4000].decode("utf-16-le", "replace"), kind)
    yield claim("EXIF", "UserComment", _comment(found), _WORDS)
    if found.thumbnail:
        told = "a picture of its own, which may show what the file showed before it was edited"
        yield Claim(
            "EXIF", "thumbnail", "the file holds a small picture beside the large one", ClaimKind.FORMAT, caveat=told
        )


def _comment(found: Fields) -> str:
    """The user's comment: eight bytes name its encoding."""
    raw = found.raw(0x9286)
    code, body = raw[:8], raw[8:4008]
    if code.startswith(b"UNICODE"):
        return body.decode("utf-16-be" if found.order == ">" else "utf-16-le", "replace")
    return text_of(body)


def _satellite(found: Fields) -> Iterator[Claim | None]:
    """Where and when a satellite receiver says it was; its time is UTC by the standard."""
    place = [_degrees(found, tag) for tag in (2, 4)]
    sides = [found.text(tag, "gps")[:1].upper() for tag in (1, 3)]
    if place[0] is not None and place[1] is not None and sides[0] in ("N", "S") and sides[1] in ("E", "W"):
        value = f"{place[0]:.6f} {sides[0]}, {place[1]:.6f} {sides[1]}"
        height = found.rationals(6, "gps")
        if height:
            below = "-" if found.raw(5, "gps")[:1] == b"\x01" else ""
            value += f", {below}{height[0]:.0f} m"
        yield Claim("EXIF", "GPSPosition", value, ClaimKind.PLACE)
    day, clock = found.text(0x1D, "gps").strip(), found.rationals(7, "gps")
    if day:
        at = " {:02.0f}:{:02.0f}:{:02.0f}Z".format(*(int(part) for part in clock)) if len(clock) == 3 else ""
        yield dated("EXIF", "GPSDateTime", day + at, caveat="by satellite, so the zone is UTC by the standard")


def _degrees(found: Fields, tag: int) -> float | None:
    """Degrees, minutes and seconds as degrees; None if they are none."""
    parts = found.rationals(tag, "gps")
    if len(parts) != 3:
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return value if 0 <= value <= 180 else None
