"""What is thought about records: bonds between two of them, and assessments by people or rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from purport.records.dating import Dating
from purport.records.evidence import Document
from purport.records.names import Ruling
from purport.records.reading import Event, Reading, Statement
from purport.records.spoken import Stretches


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie between two records (ids of statements, documents or digests of exhibits), with a reason in words.

    `kind`: ``replaces`` (a later capture of the same address), or one of :class:`~purport.records.folds.BondKind`. `stands` is
    False for a record that withdraws an earlier one: what was thought stays in the history, and no longer holds.
    """

    kind: str
    first: str
    second: str
    reason: str
    score: float
    at: datetime
    stands: bool = True


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

    `heard` is where the content is said in a recording, a stretch per mark; ``()`` for texts.
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
    heard: Stretches = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one event: appended, never edited; the last one counts.

    Attributes:
        about: the event's id. ruling: what was decided. by: who. at: when, aware.
        event: the event as decided: for ``edited`` with the changes, else as it was read.
        reason: the person's words; may be empty.
    """

    about: str
    ruling: Ruling
    event: Event
    by: str
    at: datetime
    reason: str = ""


EDITABLE = (
    "actor",
    "actor_country",
    "actor_group",
    "action",
    "mode",
    "target",
    "target_country",
    "place",
    "date",
    "certainty",
    "stage",
    "responsibility",
)
"""The fields of an event that a person may edit, in the order in which they are asked for and exported."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as the ledger shows it, with what a table or an export needs of its document.

    `event` is as the reader has it, `decision` the decision that counts, None if there is none or the last was withdrawn.
    `date` is the EDTF date that the row sorts and filters by (the event's own, else published). `current` is False for an event
    that no current reading holds. `sentence_words` and `anchor_words` are words of the text.
    `heard` is where the anchor is said in a recording; ``()`` for texts.
    """

    event: Event
    document: str
    name: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    date: str | None
    exhibit: str
    sentence_words: str
    anchor_words: str
    current: bool
    decision: Decision | None = None
    heard: Stretches = ()

    @property
    def decided(self) -> Event:
        """The event as a person left it, else as it was read."""
        return self.event if self.decision is None else self.decision.event

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What the decision changed: field, as it was read, as decided; ``""`` for none."""
        both = ((name, *(str(getattr(one, name) or "") for one in (self.event, self.decided))) for name in EDITABLE)
        return tuple((name, before, after) for name, before, after in both if before != after)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the ledger keeps it: its id, itself, its current reading, and when and where it was captured.

    `estimated` is an estimate of its date, made when the row was asked for and never kept; None where the document states a date,
    or nobody asked.
    """

    id: str
    document: Document
    reading: Reading | None
    captured_at: datetime
    estimated: Dating | None = None


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
    says what, in words. `exhibit` is the digest of the exhibit that it touches, None where that cannot be told; `since` says
    in words between which moments it came about, None where nothing tells.
    """

    code: str
    subject: str
    message: str
    exhibit: str | None = None
    since: str | None = None
