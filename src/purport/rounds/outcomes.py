"""What comes of reading, and of verifying."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from purport.errors import PurportError
from purport.records import Document, DocumentRow, Fault, Finding
from purport.records.media import Imprint
from purport.records.spoken import Purports


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        published: EDTF date for documents that have none of their own; None for none.
        published_from: such a date per document name; goes before `published`.
        follow: whether a feed's items are fetched from their links; None: for feeds that came over the network.
        workers: processes that read; 1 reads in this one.
        keep: whether anything goes into the vault and the ledger.
        hear: whether recordings are heard, where the plan has them heard.
        purports: who the speakers of recordings purport to be; kept with the document. `purports_from`: the same per document name.
        tell: told how far the hearing of a recording is.
        estimate: whether documents without a date get an estimate, by what the house's ledger and lists hold.
        translated: whether statements are read from machine translations of documents in other languages too.
    """

    published: str | None = None
    published_from: Mapping[str, str] = field(default_factory=dict)
    follow: bool | None = None
    workers: int = 1
    keep: bool = True
    hear: bool = True
    purports: Purports = ()
    purports_from: Mapping[str, Purports] = field(default_factory=dict)
    tell: Callable[[str], None] | None = None
    estimate: bool = True
    translated: bool = False


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document was read.

    Attributes:
        row: the document with its reading.
        new_statements, known_statements: how many statements the ledger did not hold, and how many it held before.
        replaced: what stood at the same address before, where that was another text; else None.
    """

    row: DocumentRow
    new_statements: int = 0
    known_statements: int = 0
    replaced: DocumentRow | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A source failed; the round went on. `id` is what `purport read --json` prints for it."""

    id: str
    error: PurportError


@dataclass(frozen=True, slots=True)
class KeptMedia:
    """A picture, a recording or a film: no text is taken from it; what it says of itself was read.

    `id` is what `purport read --json` prints for it, `exhibit` the digest of its bytes, `notes` why nothing was heard in it.
    """

    id: str
    exhibit: str
    captured_at: datetime
    imprint: Imprint
    notes: tuple[str, ...] = ()


Outcome = ReadDocument | KeptMedia | Failed


@dataclass(frozen=True, slots=True)
class Explained:
    """What the reader thought of in one document, in text order; nothing of it is kept in vault or ledger."""

    document: Document
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What verification found.

    Attributes:
        faults: each means that the ledger or the vault is not what was kept.
        notes: worth knowing, no fault (bytes of an interrupted run that no row names).
        checked: what was looked at, and how many.
    """

    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    checked: tuple[tuple[str, int], ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it was kept."""
        return not self.faults
