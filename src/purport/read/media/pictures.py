"""Picture files: the parts that hold metadata, found by walking the file's own structure; no pixel is decoded.

JPEG (ITU-T T.81, with APP1 EXIF and XMP, APP13 IPTC), PNG (ISO/IEC 15948), WebP (RFC 9649), TIFF 6.0, GIF89a, HEIF and AVIF
(ISO/IEC 23008-12). Each walk takes a bounded number of steps, each of which goes forward.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from purport.read.media import exif, iptc, xmp
from purport.read.media.boxes import heif_parts
from purport.read.media.claims import claim, dated, text_of
from purport.records.media import Claim, ClaimKind

MOST_PARTS = 5_000
MOST_BYTES = 2_000_000
"""Bytes of one part that are taken."""
_XMP_HEAD, _EXTENDED = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_CUT = "the file ends before it should: it is cut off, or damaged"
_PNG_KINDS = {
    "Title": ClaimKind.WORDS,
    "Description": ClaimKind.WORDS,
    "Comment": ClaimKind.WORDS,
    "Disclaimer": ClaimKind.WORDS,
    "Warning": ClaimKind.WORDS,
    "Software": ClaimKind.SOFTWARE,
    "Source": ClaimKind.DEVICE,
    "Author": ClaimKind.PERSON,
    "Copyright": ClaimKind.PERSON,
    "Creation Time": ClaimKind.DATE,
    "date:create": ClaimKind.DATE,
    "date:modify": ClaimKind.DATE,
}
_BARE = (0x01, *range(0xD0, 0xD9))
"""Markers of a JPEG with nothing behind them, not even a length (T.81, table B.1)."""
_XMP_IN_PNG = "XML:com.adobe.xmp"


@dataclass(slots=True)
class Parts:
    """What a walk found: the metadata blocks, claims that stand by themselves, the size in pixels, and notes."""

    exif: bytes = b""
    xmp: list[bytes] = field(default_factory=list)
    iptc: bytes = b""
    size: tuple[int, int] | None = None
    claims: list[Claim | None] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def picture_claims(data: bytes, media_type: str, notes: list[str]) -> Iterator[Claim | None]:
    """What a picture says of itself; what is wrong with it is added to `notes`."""
    walk = _WALKS.get(media_type)
    if walk is None:
        notes.append(f"pictures of type {media_type} are not looked into")
        return
    found = Parts()
    walk(data, found)
    if found.size is not None:
        told = f"{media_type.removeprefix('image/').upper()}, {found.size[0]:,} x {found.size[1]:,} pixels"
        yield Claim("header", "size", told, ClaimKind.FORMAT)
    if found.exif:
        fields = exif.fields_of(found.exif)
        if fields is None:
            found.notes.append("EXIF: the block is none that can be read")
        else:
            found.notes += fields.notes
            yield from exif.exif_claims(fields)
    if found.iptc:
        yield from iptc.iptc_claims(found.iptc)
    for packet in found.xmp[:5]:
        yield from xmp.xmp_claims(packet, found.notes)
    yield from found.claims
    notes += found.notes


def pixels(data: bytes, media_type: str) -> tuple[int, int] | None:
    """Width and height of a picture as its head tells them; None where that cannot be told."""
    walk, found = _WALKS.get(media_type), Parts()
    if walk is not None:
        walk(data, found)
    return found.size or (_webp_frame(data) if media_type == "image/webp" else None)


def _webp_frame(data: bytes) -> tuple[int, int] | None:
    """The size of a WebP file of one frame and no more (RFC 9649, 2.5 and 2.6), which states it in the frame alone."""
    if data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a" and len(data) >= 30:
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if data[12:16] == b"VP8L" and data[20:21] == b"\x2f" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _jpeg(data: bytes, found: Parts) -> None:
    at, whole = 2, False
    for _ in range(MOST_PARTS):
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":
            at += 1  # fill bytes
        if at + 4 > len(data) or data[at] != 0xFF:
            break
        if data[at + 1] in _BARE:
            at += 2
            continue
        marker, size = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            whole = True
            break
        _segment(marker, data[at + 4 : at + 2 + size], found)
        at += 2 + max(size, 2)
    end = data[-4096:].rstrip(b"\0\r\n ")
    if not whole or (not end.endswith(b"\xff\xd9") and data.find(b"\xff\xd9", at) < 0):
        found.notes.append(_CUT)
    elif not end.endswith(b"\xff\xd9"):
        found.notes.append("something stands behind the end of the picture")


def _segment(marker: int, body: bytes, found: Parts) -> None:
    if marker == 0xE1 and body.startswith(b"Exif\0"):
        found.exif = found.exif or body[6:]
    elif marker == 0xE1 and body.startswith(_XMP_HEAD):
        found.xmp.append(body[len(_XMP_HEAD) :])
    elif marker == 0xE1 and body.startswith(_EXTENDED):
        told = "XMP: the packet goes on in other segments, which were not read"
        found.notes += [] if told in found.notes else [told]
    elif marker == 0xED and body.startswith(b"Photoshop 3.0\0"):
        found.iptc = found.iptc or iptc.from_photoshop(body[14:])
    elif marker == 0xFE:
        found.claims.append(claim("JPEG", "comment", text_of(body), ClaimKind.WORDS))
    elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and len(body) >= 5:
        height, width = struct.unpack_from(">HH", body, 1)
        found.size = found.size or (width, height)


def _png(data: bytes, found: Parts) -> None:
    at = 8
    for _ in range(MOST_PARTS):
        if at + 8 > len(data):
            found.notes.append(_CUT)
            return
        size, name = struct.unpack_from(">I4s", data, at)
        if at + 12 + size > len(data):
            found.notes.append(_CUT)
            return
        if name == b"IEND":
            return
        if size <= MOST_BYTES:
            _chunk(name, data[at + 8 : at + 8 + size], found)
        at += 12 + size
    found.notes.append(f"PNG: over {MOST_PARTS:,} chunks; the rest was not looked at")


def _chunk(name: bytes, body: bytes, found: Parts) -> None:
    if name == b"IHDR" and len(body) >= 8:
        found.size = found.size or struct.unpack_from(">II", body)  # a second one is an error, and says nothing
    elif name == b"eXIf":
        found.exif = found.exif or body.removeprefix(b"Exif\0\0")
    elif name == b"tIME" and len(body) == 7:
        told = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*struct.unpack(">HBBBBB", body))
        found.claims.append(dated("PNG", "tIME", told, caveat="when it was last changed; UTC by the standard"))
    elif name in (b"tEXt", b"zTXt", b"iTXt"):
        _png_text(name, body, found)


def _png_text(name: bytes, body: bytes, found: Parts) -> None:
    word, _, rest = body.partition(b"\0")
    keyword = text_of(word)
    raw: bytes | None = rest
    if name == b"zTXt":
        raw = _unpacked(rest[1:])
    elif name == b"iTXt" and len(rest) >= 2:
        packed, text = rest[0], rest[2:].split(b"\0", 2)[-1]
        raw = _unpacked(text) if packed else text
    if raw is None:
        found.notes.append(f"PNG: the text “{keyword[:40]}” cannot be unpacked, or is too long")
    elif keyword == _XMP_IN_PNG:
        found.xmp.append(raw)
    elif keyword.startswith("Raw profile type"):
        _profile(keyword, raw, found)
    else:
        found.claims.append(claim("PNG", keyword, text_of(raw), _PNG_KINDS.get(keyword, ClaimKind.OTHER)))


def _unpacked(data: bytes) -> bytes | None:
    """Deflated bytes as they were; None if they are damaged or unpack to too much."""
    engine = zlib.decompressobj()
    try:
        out = engine.decompress(data, MOST_BYTES)
    except zlib.error:
        return None
    return out if engine.eof else None


def _profile(keyword: str, raw: bytes, found: Parts) -> None:
    """A block that ImageMagick wrote as hexadecimal text: a name, a length, the digits."""
    digits = b"".join(raw.split()[2:])
    try:
        block = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        found.notes.append(f"PNG: the {keyword.lower()} cannot be read")
        return
    if keyword.endswith(("exif", "APP1")):
        if block.startswith(b"Exif\0\0"):
            found.exif = found.exif or block[6:]
        elif block.startswith(_XMP_HEAD):
            found.xmp.append(block[len(_XMP_HEAD) :])
    elif keyword.endswith("iptc"):
        found.iptc = found.iptc or iptc.from_photoshop(block)
    elif keyword.endswith("xmp"):
        found.xmp.append(block)


def _webp(data: bytes, found: Parts) -> None:
    if 8 + struct.unpack_from("<I", data.ljust(12, b"\0"), 4)[0] > len(data):
        found.notes.append(_CUT)
    at = 12
    for _ in range(MOST_PARTS):
        if at + 8 > len(data):
            return
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + min(size, MOST_BYTES)]
        if name == b"EXIF":
            found.exif = found.exif or body.removeprefix(b"Exif\0\0")
        elif name == b"XMP ":
            found.xmp.append(body)
        elif name == b"VP8X" and at == 12 and len(body) >= 10:
            found.size = (int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1)
        at += 8 + size + size % 2


def _tiff(data: bytes, found: Parts) -> None:
    found.exif = data
    fields = exif.fields_of(data)
    if fields is None:
        return
    width, height = fields.number(0x0100), fields.number(0x0101)
    found.size = None if width is None or height is None else (width, height)
    if packet := fields.raw(exif.XMP_FIELD):
        found.xmp.append(packet)
    found.iptc = fields.raw(exif.IPTC_FIELD) or iptc.from_photoshop(fields.raw(exif.PHOTOSHOP_FIELD))


def _gif(data: bytes, found: Parts) -> None:
    if len(data) < 13:
        found.notes.append(_CUT)
        return
    width, height, packed = struct.unpack_from("<HHB", data, 6)
    found.size = (width, height)
    at = 13 + (3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0)
    for _ in range(MOST_PARTS):
        if data[at : at + 1] != b"!":  # the first picture, the end, or no GIF
            found.size = _with_frame(data[at : at + 9], width, height)
            break
        label, body, at = data[at + 1 : at + 2], *_blocks(data, at + 2)
        if label == b"\xfe":
            found.claims.append(claim("GIF", "comment", text_of(body), ClaimKind.WORDS))
    if not data.rstrip(b"\0").endswith(b";"):
        found.notes.append(_CUT)


def _with_frame(head: bytes, width: int, height: int) -> tuple[int, int]:
    """The size of a GIF's screen, or of its first picture where that goes beyond: decoders make room for it."""
    if len(head) < 9 or head[:1] != b",":
        return width, height
    left, top, wide, high = struct.unpack_from("<HHHH", head, 1)
    return max(width, left + wide), max(height, top + high)


def _blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """Sub-blocks joined, and where they end."""
    body = bytearray()
    while at < len(data) and data[at]:
        body += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return bytes(body), at + 1


def _heif(data: bytes, found: Parts) -> None:
    parts = heif_parts(data)
    found.exif, found.xmp, found.size = parts.exif, list(parts.xmp), parts.size
    found.notes += parts.notes


_WALKS: dict[str, Callable[[bytes, Parts], None]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/tiff": _tiff,
    "image/gif": _gif,
    "image/heic": _heif,
    "image/avif": _heif,
}
