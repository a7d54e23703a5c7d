"""What media files say of themselves: EXIF, IPTC, XMP, containers, document properties, C2PA. Claims of the file, never facts.

Bytes are looked at, never written. Pictures and office files are walked in bounded steps by our own code; PDF, sound, video and
C2PA go to libraries, each in a process of its own with limits (:mod:`purport.read.media.apart`).
"""

from __future__ import annotations

from collections.abc import Iterator

from purport import sniff
from purport.read.media.apart import LIBRARIES, read_apart, release
from purport.read.media.boxes import CUT, is_cut_off
from purport.read.media.claims import MOST, kept
from purport.read.media.office import office_claims
from purport.read.media.pictures import picture_claims
from purport.read.media.provenance import has_manifest
from purport.records.identity import digest
from purport.records.media import Claim, Imprint

VERSION = "1"
"""Of this reader: another one reads every file again when it is met next."""
_OFFICE = (sniff.DOCX, "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument")
_BOXES = ("video/mp4", "video/quicktime", "audio/mp4")
MANIFEST = "C2PA: a manifest is there, which says where the file comes from"


def media_type(data: bytes, declared: str | None = None) -> str | None:
    """What a file is that may say something of itself; None for all others. Told from the bytes, whatever its name."""
    kind = sniff.media_type(data, declared)
    known = kind.startswith(("image/", "audio/", "video/", *_OFFICE)) or kind in (sniff.PDF, sniff.OLE)
    return kind if known else None


def readerprint(kind: str) -> tuple[tuple[str, str], ...]:
    """What would read a file of this type now, with versions."""
    needed = [step for step in ("container", "pdf") if _goes(kind) == step] + ["provenance"]
    return (("media", VERSION), *((LIBRARIES[step], release(LIBRARIES[step])) for step in needed))


def _goes(kind: str) -> str:
    if kind.startswith(("audio/", "video/")):
        return "container"
    if kind == sniff.PDF:
        return "pdf"
    return "picture" if kind.startswith("image/") else "office"


def imprint_of(data: bytes, kind: str, exhibit: str | None = None) -> Imprint:
    """What the bytes say of themselves; a damaged or hostile file gives notes, and raises nothing.

    Args:
        data: the file.
        kind: as :func:`media_type` told it.
        exhibit: the digest of the bytes, where it is known.
    """
    notes: list[str] = []
    claims: list[Claim] = []
    try:
        claims = kept(_claims(data, kind, notes))
    except Exception as fault:  # noqa: BLE001 - one odd file must not cost the round
        notes.append(
            f"reading stopped: {type(fault).__name__}: {str(fault)[:200]}; please report it with the purport version"
        )
    if len(claims) > MOST:
        notes.append(f"{len(claims):,} claims stand in the file; the first {MOST:,} were taken")
    return Imprint(exhibit or digest(data), kind, readerprint(kind), tuple(claims[:MOST]), tuple(dict.fromkeys(notes)))


def _claims(data: bytes, kind: str, notes: list[str]) -> Iterator[Claim | None]:
    step = _goes(kind)
    if step == "picture":
        yield from picture_claims(data, kind, notes)
    elif kind == sniff.OLE:
        notes.append("an old Office file: its properties are not looked into")
    elif step == "office":
        yield from office_claims(data, notes)
    else:
        if kind in _BOXES and is_cut_off(data):
            notes.append(CUT)
        yield from read_apart(step, kind, data, notes)
    if has_manifest(data):
        yield from read_apart("provenance", kind, data, notes)


__all__ = ["imprint_of", "media_type", "readerprint"]
