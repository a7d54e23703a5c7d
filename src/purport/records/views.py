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

    `statement` is as a person corrected it where the last decision did so, else as it was read: whatever shows, exports or counts
    rows has it as it stands. `decision` is the decision that counts, None if there is none or the last was withdrawn, `original`
    the statement as the reader has it, None where nobody decided. `mark` is the digest of the last decision, one that takes back
    another too; ``""`` for none. Conditions and order go by what was read.
    `heard` is where the content is said in a recording, a stretch per mark; ``()`` for texts.
    `document` is the document's id, `name` what people call it, `date` the EDTF date of the row (spoken, else published; None if
    neither is known), `source_words`, `cue_words` and `content_words` the marked words.
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
    decision: StatementDecision | None = None
    original: Statement | None = None
    mark: str = ""

    @property
    def read(self) -> Statement:
        """The statement as the reader has it."""
        return self.original or self.statement

    @property
    def rejected(self) -> bool:
        """Whether a person rejected it, and nobody took that back."""
        return self.decision is not None and self.decision.ruling is Ruling.REJECTED

    @property
    def decided_at(self) -> tuple[datetime, ...]:
        """When the decision that counts was made; ``()`` where there is none."""
        return () if self.decision is None else (self.decision.at,)

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What the decision changed: field, as it was read, as decided; ``""`` for none."""
        return changed(self.read, self.statement, CORRECTABLE)


@dataclass(frozen=True, slots=True)
class StatementDecision:
    """What a person decided about one statement: appended, never edited; the last one counts.

    Attributes:
        about: the statement's id. ruling: what was decided. by: who. at: when, aware.
        statement: the statement as decided: for ``edited`` with the changes, else as it was read. Its marks are never changed.
        reason: the person's words; may be empty.
    """

    about: str
    ruling: Ruling
    statement: Statement
    by: str
    at: datetime
    reason: str = ""


CORRECTABLE = ("source_name", "act", "certainty", "targets", "places", "spoken", "violent")
"""The fields of a statement that a person may correct, in the order in which they are asked for. None is a mark in the text."""


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

NAMES_APART = "; "
"""Stands between the names of a field that holds several."""


def typed(value: object) -> str:
    """The value of a field in one line, as a person types it; ``""`` for none.

    >>> typed(("the mill", "the quay")), typed(False), typed(None)
    ('the mill; the quay', 'no', '')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return NAMES_APART.join(value) if isinstance(value, tuple) else str(value or "")


def changed(
    read: Event | Statement, decided: Event | Statement, fields: tuple[str, ...]
) -> tuple[tuple[str, str, str], ...]:
    """The fields in which two records differ: name, the value of the first and that of the second, as typed."""
    both = ((name, typed(getattr(read, name)), typed(getattr(decided, name))) for name in fields)
    return tuple((name, before, after) for name, before, after in both if before != after)


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
        return changed(self.event, self.decided, EDITABLE)


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
