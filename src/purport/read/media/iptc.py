"""IPTC-IIM 4.2, as pictures carry it inside a Photoshop resource (8BIM 0x0404) or bare."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from purport.read.media.claims import claim, dated
from purport.records.media import Claim, ClaimKind

MOST_RECORDS = 2_000
_UTF8 = b"\x1b%G"
_WORDS, _PERSON, _PLACE = ClaimKind.WORDS, ClaimKind.PERSON, ClaimKind.PLACE
_NAMES: dict[int, tuple[str, ClaimKind]] = {
    5: ("ObjectName", _WORDS),
    25: ("Keywords", _WORDS),
    40: ("SpecialInstructions", _WORDS),
    65: ("OriginatingProgram", ClaimKind.SOFTWARE),
    80: ("By-line", _PERSON),
    85: ("By-lineTitle", _PERSON),
    90: ("City", _PLACE),
    92: ("Sub-location", _PLACE),
    95: ("Province-State", _PLACE),
    101: ("Country", _PLACE),
    103: ("OriginalTransmissionReference", _WORDS),
    105: ("Headline", _WORDS),
    110: ("Credit", _PERSON),
    115: ("Source", _WORDS),
    116: ("CopyrightNotice", _PERSON),
    120: ("Caption", _WORDS),
    122: ("Writer-Editor", _PERSON),
}
_DATES = {55: ("DateCreated", 60), 62: ("DigitalCreationDate", 63)}


def from_photoshop(data: bytes) -> bytes:
    """The IPTC records in a block of Photoshop's resources; empty if there are none."""
    at = 0
    for _ in range(MOST_RECORDS):
        if data[at : at + 4] != b"8BIM" or at + 8 > len(data):
            return b""
        number = struct.unpack_from(">H", data, at + 4)[0]
        name = data[at + 6] + 1
        start = at + 6 + name + name % 2
        if start + 4 > len(data):
            return b""
        size = struct.unpack_from(">I", data, start)[0]
        if number == 0x0404:
            return data[start + 4 : start + 4 + size]
        at = start + 4 + size + size % 2
    return b""


def iptc_claims(data: bytes) -> Iterator[Claim | None]:
    """What the records say, in order; a damaged end is passed over."""
    held: dict[int, str] = {}
    encoding = "latin-1"
    for record, number, value in _records(data):
        if (record, number) == (1, 90):
            encoding = "utf-8" if value == _UTF8 else encoding
        elif record == 2:
            text = value[:8000].decode(encoding, "replace")
            held.setdefault(number, text)
            if number in _NAMES:
                yield claim("IPTC", _NAMES[number][0], text, _NAMES[number][1])
    for day, (name, clock) in _DATES.items():
        if day in held:
            yield dated("IPTC", name, _stamp(held[day], held.get(clock, "")))


def _stamp(day: str, clock: str) -> str:
    """``20161030`` and ``140200+0200`` as ISO 8601.

    >>> _stamp("20161030", "140200+0200"), _stamp("20161030", "")
    ('2016-10-30T14:02:00+0200', '2016-10-30')
    """
    date = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 and day.isdigit() else day
    return f"{date}T{clock[:2]}:{clock[2:4]}:{clock[4:6]}{clock[6:11]}" if len(clock) >= 6 else date


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    for _ in range(MOST_RECORDS):
        if at + 5 > len(data) or data[at] != 0x1C:
            return
        record, number, size = struct.unpack_from(">BBH", data, at + 1)
        at += 5
        if size & 0x8000:  # a length of lengths, for very long values
            width = size & 0x7FFF
            size = int.from_bytes(data[at : at + min(width, 4)], "big")
            at += width
        yield record, number, data[at : at + size]
        at += size
