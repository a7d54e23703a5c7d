"""What a media file says of itself: attributed claims of the file, never facts about what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ClaimKind(StrEnum):
    """What a claim of a file is about."""

    DATE = "date"
    DEVICE = "device"  # camera, lens, recorder
    SOFTWARE = "software"
    FORMAT = "format"  # size in pixels, codec, declared duration
    WORDS = "words"  # title, caption, keywords
    PROVENANCE = "provenance"  # C2PA, digital source type, history of saving
    PLACE = "place"
    PERSON = "person"
    SERIAL = "serial number"  # of a device, or an id that follows a file through its copies
    OTHER = "other"  # a field that is not known: anything may stand in it


SENSITIVE = frozenset({ClaimKind.PLACE, ClaimKind.PERSON, ClaimKind.SERIAL, ClaimKind.OTHER})
"""Kinds that may lead to a person or to where one was: kept in the ledger, shown only where they are asked for."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a file says of itself; metadata can be written by anybody.

    Attributes:
        standard: where it stands: ``EXIF``, ``XMP``, ``IPTC``, ``PNG``, ``JPEG``, ``PDF``, ``Office``, ``container``, ``C2PA``.
        name: the field as that standard calls it.
        value: as it stands, cut where it is very long.
        when: of a date, as ISO 8601: with ``Z`` or an offset where the file states a zone, without where it states none; None
            where it is none, or was never set.
        caveat: what to think of before relying on it, in words; empty where there is nothing beside that it is only claimed.
    """

    standard: str
    name: str
    value: str
    kind: ClaimKind
    when: str | None = None
    caveat: str = ""

    @property
    def sensitive(self) -> bool:
        """Whether it is shown only where it is asked for."""
        return self.kind in SENSITIVE

    @property
    def day(self) -> str | None:
        """The day, month or year of a date: ``2016-10-30``; in the zone in which it stands."""
        return None if self.when is None else self.when[:10].partition("T")[0]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the bytes of one exhibit say of themselves, as one version of the reader took it out.

    Attributes:
        exhibit: the digest of the bytes, ``sha256:...``.
        media_type: what they are, told from the bytes.
        steps: what read them, with versions; another fingerprint means that it is worth reading again.
        claims: in the order in which they stand.
        notes: what could not be read, and why; what is odd about the file's form.
    """

    exhibit: str
    media_type: str
    steps: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def held_back(self) -> int:
        """How many claims are sensitive."""
        return sum(one.sensitive for one in self.claims)
