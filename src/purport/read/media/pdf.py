"""PDF (ISO 32000-2): the document information and the XMP packet of the file. Runs in :mod:`purport.read.media.worker`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from purport.read.media.claims import claim, dated
from purport.read.media.xmp import MOST_BYTES, xmp_claims
from purport.records.media import Claim, ClaimKind

_KINDS: dict[str, ClaimKind] = {
    "/CreationDate": ClaimKind.DATE,
    "/ModDate": ClaimKind.DATE,
    "/Creator": ClaimKind.SOFTWARE,
    "/Producer": ClaimKind.SOFTWARE,
    "/Title": ClaimKind.WORDS,
    "/Subject": ClaimKind.WORDS,
    "/Keywords": ClaimKind.WORDS,
    "/Author": ClaimKind.PERSON,
}
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?)?.*", re.DOTALL)


def pdf_claims(data: bytes, notes: list[str]) -> Iterator[Claim | None]:
    """What a PDF says of itself; what cannot be read is added to `notes`."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        notes.append("the PDF is encrypted; what it says of itself cannot be read")
        return
    yield Claim("PDF", "pages", f"{reader.pdf_header.removeprefix('%')}, {len(reader.pages):,} pages", ClaimKind.FORMAT)
    for name, value in (reader.metadata or {}).items():
        kind = _KINDS.get(str(name), ClaimKind.OTHER)
        if kind is ClaimKind.DATE:
            yield dated("PDF", str(name)[1:], iso(str(value)))
        else:
            yield claim("PDF", str(name)[1:], str(value), kind)
    saved = data.count(b"%%EOF")
    if saved > 1:
        why = "parts of earlier versions may still be in it"
        told = f"{saved:,}: it was added to, or made for viewing page by page"
        yield Claim("PDF", "end marks", told, ClaimKind.FORMAT, caveat=why)
    packet = reader.root_object.get("/Metadata")
    if packet is not None:
        body = packet.get_object().get_data()
        yield from xmp_claims(body[: MOST_BYTES + 1], notes)


def iso(value: str) -> str:
    """A date of a PDF (``D:20161030140200+02'00'``) as ISO 8601; what is none as it stands.

    >>> iso("D:20161030140200+02'00'"), iso("D:20161030140200Z"), iso("D:2016"), iso("soon")
    ('2016-10-30T14:02:00+02:00', '2016-10-30T14:02:00Z', '2016', 'soon')
    """
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return value
    day = "-".join(part for part in found.groups()[:3] if part)
    if not found[4] or not found[3]:
        return day
    zone = "Z" if found[7] else f"{found[8]}:{found[9] or '00'}" if found[8] else ""
    return f"{day}T{found[4]}:{found[5] or '00'}:{found[6] or '00'}{zone}"
