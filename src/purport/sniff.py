"""What bytes are, told from the bytes: declared types and names are only hints.

A handful of magic numbers and a look at the head of markup; pure, no I/O.
"""

from __future__ import annotations

import re

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RSS = "application/rss+xml"
ATOM = "application/atom+xml"
RDF = "application/rdf+xml"
JSON_FEED = "application/feed+json"
XML = "application/xml"
JSON = "application/json"
BINARY = "application/octet-stream"
EMPTY = "application/x-empty"
OLE = "application/x-ole-storage"

FEEDS = frozenset({RSS, ATOM, RDF, JSON_FEED})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"(\xb5/\xfd", "application/zstd"),
    (b"\x7fELF", "application/x-elf"),
    (b"MZ", "application/x-msdownload"),
    (b"ID3", "audio/mpeg"),
    *((bytes((0xFF, second)), "audio/mpeg") for second in (0xFB, 0xFA, 0xF3, 0xF2)),
    *((bytes((0xFF, second)), "audio/aac") for second in (0xF1, 0xF9)),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
)
_TEXTUAL_MAGIC = frozenset({b"BM", b"MZ", b"BZh", b"ID3", b"wOFF", b"wOF2", b"#!AMR"})
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BRANDS: dict[bytes, str] = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
"""Brands of ISO base media files that are no plain MP4."""
_HEAD = 4096
_HTML_TAG = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|title|meta|article|section|main|div|p|table|h[1-6]|script|style|link|br|ul|ol)\b[^<>]*>",
    re.IGNORECASE,
)
_XML_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})


def bom(data: bytes) -> tuple[str, int] | None:
    """Encoding and length in bytes of a byte order mark at the head; None if there is none.

    >>> bom("Hello".encode("utf-8-sig"))
    ('utf-8', 3)
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def _plausible(text: str) -> float:
    """The share of characters that a news text in the scripts we know would hold; 0 for no characters."""
    good = sum(
        1 for c in text if c in "\t\r\n" or " " <= c <= "~" or "\xa0" <= c <= "\u06ff" or "\u2000" <= c <= "\u20cf"
    )
    return good / len(text) if text else 0.0


def utf16_without_bom(data: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` if the bytes hold NULs and read as text in exactly one of them; else None.

    >>> utf16_without_bom("A dawn raid".encode("utf-16-be"))
    'utf-16-be'
    """
    head = data[: min(len(data), _HEAD) // 2 * 2]
    if b"\x00" not in head or len(head) < 4:
        return None
    scores = {name: _plausible(head.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.95 and min(scores.values()) < 0.8 else None


def is_binary(data: bytes) -> bool:
    """Whether the head of the bytes is no text in any encoding we know: stray NULs or many control characters."""
    if bom(data) is not None or utf16_without_bom(data) is not None:
        return False
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROL))
    return b"\x00" in data[:65536] or controls > len(head) // 50


def _head_text(data: bytes) -> str:
    marked = bom(data)
    if marked:
        return data[marked[1] : _HEAD].decode(marked[0], "replace")
    return data[:_HEAD].decode(utf16_without_bom(data) or "latin-1", "replace")


def _zip_kind(data: bytes) -> str:
    """DOCX if a name in the archive's directory says so; other Office files and plain archives are told apart."""
    if b"word/document" in data:
        return DOCX
    if b"mimetypeapplication/" in data[:200]:
        return "application/vnd.oasis.opendocument"
    if b"xl/workbook" in data:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return "application/zip"


def _magic_kind(data: bytes) -> str | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data[:4] == b"RIFF":
        return {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}.get(data[8:12], BINARY)
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "video/mp4")
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (magic not in _TEXTUAL_MAGIC or is_binary(data)):
            return kind
    return PDF if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<" else None


def _xml_kind(head: str) -> str | None:
    root = _XML_ROOT.search(re.sub(r"<!--.*?(?:-->|\Z)", "", head, flags=re.DOTALL))
    name = root.group(1).lower() if root else ""
    kinds = {"rss": RSS, "feed": ATOM, "rdf": RDF, "html": HTML}
    if name in kinds:
        return kinds[name]
    return XML if head.lstrip().lower().startswith("<?xml") else None


def _markup_kind(head: str, declared: str | None) -> str | None:
    stripped = head.lstrip("\ufeff \t\r\n\f")
    if stripped.startswith("{"):
        return JSON_FEED if "jsonfeed.org/version" in head else JSON if declared and "json" in declared else None
    if not stripped.startswith("<"):
        return HTML if declared in (HTML, "application/xhtml+xml") and _HTML_TAG.search(head) else None
    xml = _xml_kind(head)
    if xml is not None:
        return xml
    if _HTML_TAG.search(head) or declared in (HTML, "application/xhtml+xml"):
        return HTML
    return None


def media_type(data: bytes, declared: str | None = None) -> str:
    """What the bytes are: one of this module's names, or another media type in lower case.

    `declared` (by a server or a file's name) only decides where the bytes leave it open.

    >>> media_type(b"%PDF-1.7 ...", "text/plain")
    'application/pdf'
    >>> media_type(b"KELVA (AP) - Talks stalled.", "image/png")
    'text/plain'
    """
    if not data.strip():
        return EMPTY
    kind = _magic_kind(data)
    if kind is not None:
        return kind
    if is_binary(data):
        return BINARY
    return _markup_kind(_head_text(data), declared) or TEXT
