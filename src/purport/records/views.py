"""What is thought about records: bonds between two of them, and assessments by people or rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from purport.records.evidence import Document
from purport.records.reading import Reading, Statement


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie between two records (ids of statements, documents or digests of exhibits), with a reason in words.

    `kind`: ``replaces`` (a later capture of the same address), ``same text as``, ``contradicts``.
    """

    kind: str
    first: str
    second: str
    reason: str
    score: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Assessment:
    """A view of a source or a statement: appended, never edited. Admiralty code, two axes that are never fused.

    `reliability` A-F belongs to the source, `credibility` 1-6 to what was said; unknown is F and 6.
    """

    about: str
    reliability: str
    credibility: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as the ledger shows it, with what a table or brief needs of its document.

    `document` is the document's id, `name` what people call it, `date` the EDTF date the row sorts and filters by (spoken,
    else published; None if neither is known), `source_words`, `cue_words` and `content_words` the marked words.
    """

    statement: Statement
    document: str
    name: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    date: str | None
    exhibit: str
    source_words: str
    cue_words: str
    content_words: str
    snippet: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the ledger keeps it: its id, itself, its current reading, and when and where it was captured."""

    id: str
    document: Document
    reading: Reading | None
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Custodied:
    """What came of keeping a capture.

    `new` is False when these bytes were already held from this address; `previous` is the digest of the exhibit that this one
    replaces at the same address, None if the address is new or unchanged.
    """

    exhibit: str
    new: bool
    previous: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something kept that does not hold: found by a check, never raised.

    `code` is short and stable (``digest-mismatch``), `subject` names what is wrong (a digest, id or custody entry), `message`
    says what, in words.
    """

    code: str
    subject: str
    message: str
