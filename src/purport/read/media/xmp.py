"""XMP (ISO 16684-1): the fields that tell of dates, devices, people, places and provenance; XML without entities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.read.media.claims import claim
from purport.records.media import Claim, ClaimKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 2_000_000
"""A packet over this is not read."""
MOST_ELEMENTS = 20_000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_FORM = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "adobe:ns:meta/")
"""Name spaces of the packet itself."""
_DATE, _WORDS, _PERSON = ClaimKind.DATE, ClaimKind.WORDS, ClaimKind.PERSON
_PLACE, _DEVICE, _SERIAL = ClaimKind.PLACE, ClaimKind.DEVICE, ClaimKind.SERIAL
_FIELDS: dict[str, dict[str, ClaimKind]] = {
    "http://ns.adobe.com/xap/1.0/": {
        "CreateDate": _DATE,
        "ModifyDate": _DATE,
        "MetadataDate": _DATE,
        "CreatorTool": ClaimKind.SOFTWARE,
        "Label": _WORDS,
    },
    "http://ns.adobe.com/photoshop/1.0/": {
        "DateCreated": _DATE,
        "Headline": _WORDS,
        "Source": _WORDS,
        "Instructions": _WORDS,
        "TransmissionReference": _WORDS,
        "Credit": _PERSON,
        "AuthorsPosition": _PERSON,
        "CaptionWriter": _PERSON,
        "City": _PLACE,
        "State": _PLACE,
        "Country": _PLACE,
    },
    "http://purl.org/dc/elements/1.1/": {
        "title": _WORDS,
        "description": _WORDS,
        "subject": _WORDS,
        "publisher": _PERSON,
        "creator": _PERSON,
        "contributor": _PERSON,
        "rights": _PERSON,
        "date": _DATE,
    },
    "http://purl.org/dc/terms/": {"provenance": ClaimKind.PROVENANCE},
    "http://ns.adobe.com/exif/1.0/": {
        "DateTimeOriginal": _DATE,
        "DateTimeDigitized": _DATE,
        "GPSLatitude": _PLACE,
        "GPSLongitude": _PLACE,
        "GPSTimeStamp": _DATE,
        "UserComment": _WORDS,
    },
    "http://ns.adobe.com/tiff/1.0/": {
        "Make": _DEVICE,
        "Model": _DEVICE,
        "Software": ClaimKind.SOFTWARE,
        "Artist": _PERSON,
        "ImageDescription": _WORDS,
        "Copyright": _PERSON,
    },
    "http://ns.adobe.com/exif/1.0/aux/": {
        "SerialNumber": _SERIAL,
        "LensSerialNumber": _SERIAL,
        "Lens": _DEVICE,
        "OwnerName": _PERSON,
    },
    "http://cipa.jp/exif/1.0/": {
        "BodySerialNumber": _SERIAL,
        "LensSerialNumber": _SERIAL,
        "LensModel": _DEVICE,
        "CameraOwnerName": _PERSON,
        "OwnerName": _PERSON,
    },
    "http://ns.adobe.com/xap/1.0/mm/": {"DocumentID": _SERIAL, "InstanceID": _SERIAL, "OriginalDocumentID": _SERIAL},
    "http://ns.adobe.com/xap/1.0/rights/": {"Owner": _PERSON, "UsageTerms": _WORDS},
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": {"Location": _PLACE, "CountryCode": _PLACE},
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": {
        "DigitalSourceType": ClaimKind.PROVENANCE,
        "PersonInImage": _PERSON,
    },
    "http://ns.adobe.com/pdf/1.3/": {"Producer": ClaimKind.SOFTWARE, "Keywords": _WORDS},
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": {
        "creationDate": _DATE,
        "shotDate": _DATE,
        "artist": _PERSON,
        "cameraModel": _DEVICE,
    },
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": {"when": _DATE, "softwareAgent": ClaimKind.SOFTWARE},
}
_ELSEWHERE = "the name of something outside the file; it was not fetched"
_SAVED = "a step in the history of saving that the file tells"


def xmp_claims(data: bytes, notes: list[str]) -> Iterator[Claim | None]:
    """What a packet says; what is wrong with it is added to `notes`."""
    if len(data) > MOST_BYTES:
        notes.append(f"XMP: the packet has {len(data):,} bytes, over {MOST_BYTES:,}; it was not read")
        return
    root = _parsed(data, notes)
    unknown = 0
    for count, (name, text) in enumerate(_told(root) if root is not None else ()):
        if count >= MOST_ELEMENTS:
            notes.append(f"XMP: over {MOST_ELEMENTS:,} fields; the rest was left out")
            break
        space, _, field = name.removeprefix("{").partition("}")
        kind = _FIELDS.get(space, {}).get(field)
        if kind is None:
            unknown += space not in _FORM and bool(text.strip())
            continue
        yield claim("XMP", field, text, kind, _caveat(space, field))
    if unknown:
        notes.append(f"XMP: other fields stand in the file and were not taken ({unknown:,})")


def _caveat(space: str, field: str) -> str:
    if space.endswith("ResourceEvent#"):
        return _SAVED
    return _ELSEWHERE if field == "provenance" else ""


def _parsed(data: bytes, notes: list[str]) -> Element | None:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    start, end = data.find(b"<"), data.rfind(b">")
    try:
        found: Element = fromstring(data[max(start, 0) : end + 1], forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as fault:
        notes.append(f"XMP: the packet cannot be read: {type(fault).__name__}")
        return None
    return found


def _told(root: Element) -> Iterator[tuple[str, str]]:
    """Every attribute and every element with text, under the name of the field in which it stands (lists: that of the list)."""
    stack = [(root, "")]
    while stack:
        element, within = stack.pop()
        tag = str(element.tag)
        name = within if tag.startswith(_RDF) and within else tag
        for key, value in element.attrib.items():
            if key == f"{_RDF}resource":
                yield name, value
            elif not key.startswith((_RDF, "{http://www.w3.org/XML/1998/namespace}")):
                yield key, value
        if element.text and element.text.strip():
            yield name, element.text
        stack.extend((child, "" if tag == f"{_RDF}Description" else name) for child in reversed(element))
