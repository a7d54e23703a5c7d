"""Alerts: what was first filed, which rules it met, which matter it belongs to, and what is to be sent to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from purport.records.evidence import Document
from purport.records.names import Certainty
from purport.records.reading import Hop, Reading, Statement
from purport.records.views import StatementRow

ORDER = (Certainty.ASSERTED, Certainty.ATTRIBUTED, Certainty.PURPORTED, Certainty.RUMOURED)
"""From the best to the least that a text can vouch for who speaks. The other certainties have no place in it."""


def or_better(least: Certainty) -> frozenset[Certainty]:
    """The certainties that are at least as good as one of :data:`ORDER`.

    >>> sorted(map(str, or_better(Certainty.PURPORTED)))
    ['asserted', 'attributed', 'purported']

    Raises:
        ValueError: for a certainty that has no place in the order.
    """
    return frozenset(ORDER[: ORDER.index(least) + 1])


def weakest(statement: Statement) -> tuple[Certainty, Hop | None]:
    """The certainty that counts for a statement, and the hop it is of (None: the statement's own).

    That is a certainty outside the order (denied, retracted...) where the statement has one, else the least of its own and those of
    all hops of its chain.
    """
    if statement.certainty not in ORDER:
        return statement.certainty, None
    ranked: list[tuple[int, Hop | None]] = [(ORDER.index(statement.certainty), None)]
    ranked += [(ORDER.index(hop.certainty), hop) for hop in statement.chain if hop.certainty in ORDER]
    rank, hop = max(ranked, key=lambda pair: pair[0])
    if hop is None and statement.chain and statement.chain[-1].certainty is ORDER[rank]:
        hop = statement.chain[-1]
    return ORDER[rank], hop


@dataclass(frozen=True, slots=True)
class News:
    """A statement or document that the ledger filed for the first time.

    Attributes:
        seq: its place in the order of filing, from 1.
        subject: its id (``st-...`` or ``doc-...``).
        at: when it was filed; aware, UTC.
        document: its document; the text is left out for a statement.
        document_id: the document's id.
        row: the statement; None for a document.
        reading: the document's current reading; None if it was not read.
    """

    seq: int
    subject: str
    at: datetime
    document: Document
    document_id: str
    row: StatementRow | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A statement or document of an alert.

    Attributes:
        alert: the alert's number. subject: its id.
        rules: names of the rules it met, each with the reasons in words.
        reason: why it belongs to this alert; empty for the one that opened it. score: 0 to 1, how like that it is.
        fresh: whether its words are new to the alert (others are compared with them).
        at: when it was put there; aware, UTC.
        seq: its place in the order of filing.
    """

    alert: int
    subject: str
    rules: tuple[tuple[str, tuple[str, ...]], ...]
    reason: str
    score: float
    fresh: bool
    at: datetime
    seq: int


class State(StrEnum):
    """What has become of a sending."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Sending:
    """One alert on its way to one delivery.

    Attributes:
        alert: the alert's number. delivery: the name of the delivery. rule: the rule that asks for it.
        subject: the statement that met the rule, which the message shows first.
        due: not before; aware, UTC. batched: whether it goes with others in one message.
        state, tries, code, told: what has become of it; `code` and `told` of the last failure.
        sent_at: when it was sent; aware, UTC.
        id: the ledger's number; 0 before it is written.
    """

    alert: int
    delivery: str
    rule: str
    subject: str
    due: datetime
    batched: bool = False
    state: State = State.WAITING
    tries: int = 0
    code: str | None = None
    told: str | None = None
    sent_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Matched:
    """What came of holding rules against news, to be written in one transaction.

    Attributes:
        before, after: how far each rule had got, and has got.
        members: in order; a new alert's first member opens it.
        sendings: what is to be sent.
    """

    before: dict[str, int]
    after: dict[str, int]
    members: tuple[Member, ...] = ()
    sendings: tuple[Sending, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """One matter that was alerted: its members in the order in which they came, and its sendings."""

    id: int
    members: tuple[Member, ...]
    sendings: tuple[Sending, ...]

    @property
    def opened_at(self) -> datetime:
        """When its first member was put there."""
        return self.members[0].at

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that its members met, each once."""
        return tuple(dict.fromkeys(name for one in self.members for name, _ in one.rules))


def by_alert(members: Iterable[Member]) -> dict[int, list[Member]]:
    """Members by their alert, in order."""
    out: dict[int, list[Member]] = {}
    for one in members:
        out.setdefault(one.alert, []).append(one)
    return out
