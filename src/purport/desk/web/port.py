"""What the desk in the browser asks of the house; `rounds` answers it over the ledger. Nothing here knows HTTP.

Rules for all methods:

- **Threads**: any number of threads may call at once.
- **Raises**: ``InstructionError`` where a question cannot be answered as asked (``unknown-id``, ``bad-date``, ``no-words``),
  ``HouseError`` where the house is not in order.
- **Time** comes from :meth:`Desk.now` alone, secrets from the doorkeeper alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from purport.desk.show import Sighting
from purport.desk.versions import Version
from purport.desk.web.checks import Surety
from purport.desk.web.decisions import Decisions
from purport.desk.web.handouts import Handouts
from purport.desk.web.jobs import Jobs
from purport.desk.web.pictures import Pictures
from purport.desk.web.sights import Sights
from purport.desk.web.translations import Translations
from purport.records import Assessment, CustodyEntry, DocumentRow, EventFilter, EventRow, Filter, StatementRow
from purport.records.access import Access, Rank, SavedSearch, Scope
from purport.records.folds import Fold, MatterFilter, MatterLine
from purport.records.weighing import Weight


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking: the account, what it may do, and for a program the scopes of its token (None for a person)."""

    account: str
    rank: Rank
    scopes: tuple[Scope, ...] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One document with all that its page shows.

    Attributes:
        row: the document, its reading with its statements as they stand, and an estimate of its date where it states none.
        seen: where and when its exhibit was seen. versions: of its address, oldest first.
        custody: what the custody log says of the exhibit, in order. sureties: what vouches for it.
        size: of the exhibit in bytes; None where it is not there. removed: when, by whom and why, where it was taken out.
        said: the rows of its statements, by id. fold: of the matter it is chiefly about; None if not placed.
        assessments: of its statements and of it, by id, oldest first.
    """

    row: DocumentRow
    seen: Sequence[Sighting]
    versions: Sequence[Version]
    custody: Sequence[CustodyEntry]
    sureties: Sequence[Surety]
    size: int | None
    removed: str | None
    said: Mapping[str, StatementRow]
    assessments: Mapping[str, Sequence[Assessment]]
    fold: Fold | None


class Listed(Protocol):
    """A document in a list, without its text; as ``ledger.port.DocumentLine``."""

    @property
    def id(self) -> str:
        """Of the document."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def title(self) -> str | None:
        """As the source has it."""

    @property
    def outlet(self) -> str | None:
        """Who published it."""

    @property
    def agency(self) -> str | None:
        """Whose story it is."""

    @property
    def published(self) -> str | None:
        """EDTF."""

    @property
    def language(self) -> str:
        """BCP 47."""

    @property
    def exhibit(self) -> str:
        """Digest of the bytes."""

    @property
    def part(self) -> str:
        """Which part of the exhibit."""

    @property
    def origin(self) -> str:
        """Path or URL."""

    @property
    def captured_at(self) -> datetime:
        """Aware, UTC."""

    @property
    def statements(self) -> int:
        """How many its current reading holds."""

    @property
    def snippet(self) -> str | None:
        """Text round the first word that was looked for."""


Json = dict[str, Any]


class Contract(Protocol):
    """The JSON of records, the same as ``--json`` on the command line prints."""

    def statement(self, row: StatementRow) -> Json:
        """One statement with what is needed of its document."""

    def document(self, row: DocumentRow) -> Json:
        """One document with all marks of its reading."""

    def event(self, row: EventRow) -> Json:
        """One event with what is needed of its document, and what was decided on it."""

    def matter(self, line: MatterLine) -> Json:
        """One matter in a list."""

    def weight(self, found: Weight) -> Json:
        """What a matter weighs."""


class Questions(Protocol):
    """What is asked of the ledger; nothing here writes."""

    def stream(self, asked: Filter, before: int | None = None) -> list[tuple[int, StatementRow]]:
        """Statements that meet the conditions, newest first, with their places in the list; only those below `before`."""

    def newest(self) -> int:
        """The place in the order of filing of what was filed last."""

    def tally(self, asked: Filter, filed: int | None = None) -> int:
        """How many statements meet the conditions, counted up to the filter's limit; with `filed` only those after that place."""

    def folds(self, documents: Sequence[str]) -> Mapping[str, Fold]:
        """The folds of the matters that documents are chiefly about, by document; those that were not placed are left out."""

    def statement(self, name: str) -> StatementRow:
        """One statement, by its id or a unique beginning of it."""

    def document(self, name: str) -> DocumentRow:
        """One document, by its id, a unique beginning of it, its name or address."""

    def contents(self, asked: Filter) -> Sequence[Listed]:
        """The documents that meet the conditions, newest first, without their texts; `limit` and `offset` count documents."""

    def events(self, asked: EventFilter) -> list[EventRow]:
        """The events that meet the conditions, newest first."""

    def event(self, name: str) -> EventRow:
        """One event, by its id or a unique beginning of it."""

    def matters(self, asked: MatterFilter) -> list[MatterLine]:
        """Events and releases as they were derived last, newest first."""

    def weigh(self, name: str) -> Weight:
        """What is known of a matter, by its id or that of a statement, event, telling or document; nothing is derived anew.

        Raises:
            InstructionError: also ``nothing-told`` if it tells of no event or release.
        """

    def story(self, name: str) -> Story:
        """One document with all that its page shows."""


class Refused(Exception):
    """Somebody was not let in. `wait` is the number of seconds until another try is looked at; 0 where it may be made at once."""

    def __init__(self, wait: int = 0) -> None:
        super().__init__("refused")
        self.wait = wait


class Doorkeeper(Protocol):
    """Who may come in. Secrets are given out once and kept as digests."""

    def is_new(self) -> bool:
        """Whether there is no account yet."""

    def found(self, invitation: str, name: str, password: str, address: str) -> str:
        """Make the first account, an admin, with the invitation that was printed at the start; the secret of a new session.

        Raises:
            Refused: the invitation is not the one, or there is an account.
            InstructionError: ``bad-account-name`` or ``weak-password``.
        """

    def enter(self, name: str, password: str, address: str) -> str:
        """Log in; the secret of a new session.

        Raises:
            Refused: name and password do not go together, or there were too many tries.
        """

    def enter_by(self, subject: str, name: str, address: str) -> str:
        """Log in by another house's word (issuer and subject of OIDC; `name` is what that house calls the person).

        Raises:
            Refused: nobody here is known by that, and the plan gives strangers no role.
        """

    def visitor(self, secret: str, *, idle: bool = False) -> Visitor | None:
        """Whose session this is; None if it is none, or over. `idle`: a page asks by itself, which keeps no session alive."""

    def bearer(self, secret: str) -> Visitor | None:
        """Whose token this is; None if it is none, or over."""

    def renew(self, visitor: Visitor, password: str, new: str, address: str) -> str:
        """Change the visitor's own password, which ends all sessions of the account; the secret of a new one.

        Raises:
            Refused: `password` is not the present one, or there were too many tries.
            InstructionError: ``weak-password``; ``no-password`` where the account logs in elsewhere.
        """

    def leave(self, secret: str, address: str) -> None:
        """End a session."""

    def note(self, visitor: Visitor, address: str, deed: str, subject: str) -> None:
        """Write into the access log."""

    def entries(self, newest: int) -> list[Access]:
        """The newest entries of the access log, oldest first."""

    def searches(self, visitor: Visitor) -> list[SavedSearch]:
        """The visitor's saved searches, by name."""

    def save(self, visitor: Visitor, name: str, query: str) -> None:
        """Keep a search.

        Raises:
            InstructionError: ``bad-search-name``.
        """

    def unsave(self, visitor: Visitor, name: str) -> None:
        """Forget a saved search."""

    def secret(self) -> str:
        """A new secret of 256 bits, in characters that may stand in a cookie or an address."""


class Desk(Protocol):
    """The house as the desk in the browser sees it."""

    @property
    def questions(self) -> Questions:
        """What is asked of the ledger."""

    @property
    def sights(self) -> Sights:
        """What is asked of the ledger to be seen at once."""

    @property
    def decisions(self) -> Decisions:
        """What people decide."""

    @property
    def handouts(self) -> Handouts:
        """What leaves the house."""

    @property
    def pictures(self) -> Pictures:
        """Pictures that were kept."""

    @property
    def jobs(self) -> Jobs:
        """Long work."""

    @property
    def translations(self) -> Translations:
        """Machine translations."""

    @property
    def contract(self) -> Contract:
        """The JSON of records."""

    @property
    def doorkeeper(self) -> Doorkeeper:
        """Who may come in."""

    def now(self) -> datetime:
        """The time, aware, UTC."""
