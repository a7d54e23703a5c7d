"""Office files (OOXML and OpenDocument): the properties that the file keeps of itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.read.media.claims import claim
from purport.records.media import Claim, ClaimKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 1_000_000
"""A part that unpacks to more is not read."""
MOST_PARTS = 5_000
_PARTS = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_KINDS: dict[str, ClaimKind] = {
    "created": ClaimKind.DATE,
    "modified": ClaimKind.DATE,
    "lastPrinted": ClaimKind.DATE,
    "creation-date": ClaimKind.DATE,
    "date": ClaimKind.DATE,
    "print-date": ClaimKind.DATE,
    "creator": ClaimKind.PERSON,
    "lastModifiedBy": ClaimKind.PERSON,
    "initial-creator": ClaimKind.PERSON,
    "printed-by": ClaimKind.PERSON,
    "Manager": ClaimKind.PERSON,
    "Company": ClaimKind.PERSON,
    "title": ClaimKind.WORDS,
    "subject": ClaimKind.WORDS,
    "description": ClaimKind.WORDS,
    "keywords": ClaimKind.WORDS,
    "keyword": ClaimKind.WORDS,
    "category": ClaimKind.WORDS,
    "revision": ClaimKind.FORMAT,
    "editing-cycles": ClaimKind.FORMAT,
    "TotalTime": ClaimKind.FORMAT,
    "Pages": ClaimKind.FORMAT,
    "Application": ClaimKind.SOFTWARE,
    "AppVersion": ClaimKind.SOFTWARE,
    "generator": ClaimKind.SOFTWARE,
    "Template": ClaimKind.OTHER,
    "HyperlinkBase": ClaimKind.OTHER,
}
_CAVEATS = {"TotalTime": "minutes of editing, as the program counted them"}


def office_claims(data: bytes, notes: list[str]) -> Iterator[Claim | None]:
    """What the properties say; what cannot be read is added to `notes`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                notes.append(f"the archive has {len(parts):,} parts, over {MOST_PARTS:,}; it was not read")
                return
            for part in parts:
                if part.filename in _PARTS:
                    yield from _of_part(archive, part, notes)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as fault:
        notes.append(f"the archive cannot be read: {type(fault).__name__}")


def _of_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, notes: list[str]) -> Iterator[Claim | None]:
    if part.flag_bits & 1 or part.file_size > MOST_BYTES:
        notes.append(f"{part.filename} is {'encrypted' if part.flag_bits & 1 else 'too large'} and was not read")
        return
    root = _parsed(archive, part, notes)
    for element in root.iter() if root is not None else ():
        name = str(element.tag).rpartition("}")[2]
        if name in _KINDS and element.text:
            yield claim("Office", name, element.text, _KINDS[name], _CAVEATS.get(name, ""))


def _parsed(archive: zipfile.ZipFile, part: zipfile.ZipInfo, notes: list[str]) -> Element | None:
    import zlib
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        with archive.open(part) as stream:
            text = stream.read(MOST_BYTES + 1)
        found: Element = fromstring(text[:MOST_BYTES], forbid_dtd=True)
    except (
        ParseError,
        DefusedXmlException,
        ValueError,
        LookupError,
        RecursionError,
        RuntimeError,
        zlib.error,
    ) as fault:
        notes.append(f"{part.filename} cannot be read: {type(fault).__name__}")
        return None
    return found
