"""What a ledger offers, with the rules that every implementation keeps; `tests/ledger` runs one suite on each.

Rules for all methods:

- **Time**: the ledger never reads a clock. Every `at` is aware; it is kept as UTC with microseconds.
- **Raises**: :class:`~purport.errors.LedgerError` when the database cannot do it (locked for too long, full, read-only, gone);
  :class:`~purport.errors.InstructionError` when the question cannot be answered as asked (unknown or ambiguous id, a date
  that is none). Nothing else on purpose.
- **Whole or not at all**: every writing method is one transaction, or part of one with :meth:`Ledger.together`. A process killed
  in the middle leaves what was there before.
- **Twice is once**: writing the same again adds no row and no custody entry.
- **Processes**: any number may write to one ledger at once; writers wait for each other (30 seconds, then ``ledger-locked``),
  readers never wait. Custody entries are numbered without gaps whatever the number of writers.
- **Threads**: one ledger object may be shared by threads; each call takes a connection of its own.
- **Order**: statements and documents come newest first by their date, undated ones last; equal dates in the reverse of the
  order in which they were filed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from purport.ledger.accessport import AccessBook
from purport.ledger.alertport import AlertBook
from purport.ledger.corroborationport import CorroborationBook
from purport.ledger.placeport import PlaceBook
from purport.ledger.voiceport import VoiceBook
from purport.records import (
    Assessment,
    Bond,
    Capture,
    Custodied,
    CustodyEntry,
    Decision,
    Document,
    DocumentRow,
    EventFilter,
    EventList,
    EventRow,
    Exhibit,
    Fault,
    Filter,
    Lead,
    Leg,
    Occurrence,
    Reading,
    Standing,
    StatementDecision,
    StatementRow,
    Step,
    Tenure,
)
from purport.records.checkpoints import Checkpoint
from purport.records.folds import Fold, KeptMatter, MatterFilter, MatterLine
from purport.records.listed import Known
from purport.records.media import Imprint
from purport.records.removals import Removal
from purport.records.speakers import Saying
from purport.records.speech import Transcript
from purport.records.translation import Translation

Sign = Callable[[Checkpoint], Checkpoint]
"""Gives a checkpoint with a signature."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One document to be filed; `reading` is None for a text that was taken but not read."""

    document: Document
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Filed:
    """What came of filing one document.

    `new_statements` counts statements that the ledger had never seen, `known_statements` those that it had. `new_document` and
    `new_reading` say whether a row was added for them.
    """

    document: str
    new_statements: int
    known_statements: int
    new_document: bool
    new_reading: bool


@dataclass(frozen=True, slots=True)
class Shelved:
    """What came of loading a list: the list as it stands now, and how many of its entries are new, were there, and went."""

    list: EventList
    new: int
    same: int
    gone: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document without its text, for lists: fields as in ``Document``; `statements` of its current reading; `snippet`
    only where a search found it.
    """

    id: str
    name: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    language: str
    exhibit: str
    part: str
    origin: str
    captured_at: datetime
    statements: int
    snippet: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One address at which an exhibit was seen: `first_seen` and `last_seen` are aware, UTC; the rest as in ``Capture``."""

    origin: str
    exhibit: str
    first_seen: datetime
    last_seen: datetime
    fetched_by: str
    media_type: str | None
    charset: str | None
    asked: str | None
    headers: tuple[tuple[str, str], ...]
    way: tuple[Leg, ...] = ()


class Ledger(Protocol):
    """The one book. A context manager: leaving it closes every connection."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Close every connection; the ledger may not be used afterwards."""

    @property
    def alerts(self) -> AlertBook:
        """What it keeps of alerts."""

    @property
    def voices(self) -> VoiceBook:
        """What it keeps of voices."""

    @property
    def places(self) -> PlaceBook:
        """What it tells of places."""

    @property
    def access(self) -> AccessBook:
        """What it keeps of those who use the desk in the browser."""

    @property
    def corroboration(self) -> CorroborationBook:
        """What it keeps of corroboration."""

    # Writing

    def together(self) -> AbstractContextManager[None]:
        """Within this, all that this thread writes is one transaction, begun with the first thing written.

        All of it stands when this is left; where an error leaves it, nothing. Questions within see what was written. One within
        another is part of it.
        """

    def keep(self, exhibit: Exhibit, capture: Capture, at: datetime) -> Custodied:
        """Note that the vault holds `exhibit`, which came as `capture`.

        The exhibit's bytes must be in the vault already. Identity is origin and digest: seen again, only `last_seen` moves.
        Custody: ``kept`` for a new exhibit, ``seen at`` for a known one at a new address; where the address last gave other
        bytes, also ``replaced by`` on the old exhibit, and a bond ``replaces`` from the new to the old. Standard input
        (``-``) is no address: nothing there replaces anything.
        """

    def file(self, document: Document, reading: Reading | None, at: datetime) -> Filed:
        """File a document and its reading; the exhibit must have been kept.

        The reading filed last is the document's current one: lists and searches show its statements; earlier readings stay in the
        book. Where an address and part had another text before, only the one that stands there now is current. A statement's
        identity is its id; what a reading says of it is an observation of that reading. Custody: ``read`` on the exhibit where a
        document or reading was added, ``text taken`` where there was no reading.

        Raises:
            LedgerError: ``unknown-exhibit`` if the document's exhibit was never kept; ``misfiled-reading`` if the reading is of
                another document.
        """

    def file_many(self, batch: Iterable[Filing], at: datetime) -> tuple[Filed, ...]:
        """File many documents in one transaction, in order: all of them or none."""

    def impress(self, told: Imprint, at: datetime) -> bool:
        """Note what an exhibit says of itself; whether anything was new.

        It replaces what an earlier reader found; the very same adds nothing, and nothing is noted of what was removed.
        Custody: ``metadata read``, with the digest.

        Raises:
            LedgerError: ``unknown-exhibit`` if it was never kept.
        """

    def transcribe(self, told: Transcript, at: datetime) -> bool:
        """Note what was heard in an exhibit; whether anything was new.

        One transcript per exhibit and way of hearing it; the same way again, with another result, replaces it. Nothing is noted of
        what was removed. Custody: ``transcribed``, with the digest.

        Raises:
            LedgerError: ``unknown-exhibit`` if it was never kept.
        """

    def translate(self, made: Translation, at: datetime) -> bool:
        """Note what a machine made of a document (`made.document`); whether anything was new.

        It replaces an earlier one into the same language; the very same adds nothing, and nothing is noted of what was removed.
        Custody: ``translated`` on the document's exhibit, with the digest.

        Raises:
            InstructionError: ``unknown-id`` if there is no such document.
        """

    def assess(self, assessment: Assessment, seen: str | None = None) -> None:
        """Append an assessment; the very same one again adds nothing.

        `seen`: digest of the last one of the record that the person saw, ``""`` for none; None: whatever there is.

        Raises:
            InstructionError: ``overtaken`` if another came meanwhile; nothing is appended.
        """

    def decide(self, decision: Decision | StatementDecision, seen: str | None = None) -> bool:
        """Append what a person decided about an event or a statement; whether it was new. The very same again adds nothing.

        `seen`: as for :meth:`assess`.

        Custody: ``decided`` on the exhibit of the document, with the digest of the decision.

        Raises:
            InstructionError: ``unknown-id`` if the ledger never held that event or statement; ``overtaken``.
        """

    def shelve(self, told: EventList, entries: Iterable[Occurrence | Tenure | Known]) -> Shelved:
        """Load a list under its name; what it held before and holds no more goes, so that the list is what its file says now.

        One transaction; the very same list again changes nothing. `rows`, `first` and `last` of `told` are counted here.
        """

    def forget(self, name: str) -> EventList:
        """Take a list and all its entries out of the ledger; what it was.

        Raises:
            InstructionError: ``unknown-list``.
        """

    def remove(self, removal: Removal) -> Removal:
        """Take every copy of what was read in an exhibit out of the database; what was removed, or the earlier removal if it was.

        Only `exhibit`, `reason`, `by` and `at` of `removal` count. Documents stay as tombstones: their ids, addresses and
        digests, no text. Custody: ``removed`` on the exhibit. The database's files are written anew, also if it was removed before.

        Raises:
            InstructionError: ``unknown-id`` if there is no such exhibit.
        """

    def checkpoint(self, sign: Sign, at: datetime) -> Checkpoint | None:
        """Have the custody log signed as it stands and keep the checkpoint; the one that stands where nothing was logged since,
        None for an empty log.

        `sign` is called within the transaction, with a checkpoint whose time is `at`; what it raises goes through.

        Raises:
            LedgerError: ``custody-broken`` if the entries since the last checkpoint do not hold together.
        """

    def bond(self, bond: Bond) -> None:
        """Append a bond; a bond of the same kind between the same two adds nothing."""

    # The schedule of what is watched

    def look(self, standing: Standing, leads: Sequence[Lead] = ()) -> tuple[int, int]:
        """Note what came of a look at a source: its standing, and the leads it gave, together or not at all.

        A lead whose key and version are known is left as it is, whatever its step; one whose version differs begins anew.
        Gives how many leads were unknown, and how many began anew.
        """

    def note(self, leads: Sequence[Lead]) -> tuple[int, int]:
        """The same for leads alone."""

    def stand(self, standings: Iterable[Standing], leads: Iterable[Lead] = ()) -> None:
        """Write how sources are doing, and what has become of leads that are known: all of it or nothing."""

    def settle(self, leads: Iterable[Lead]) -> None:
        """Write what has become of leads that are known: all of them or none."""

    def standings(self) -> dict[str, Standing]:
        """The standing of every source that was ever looked at, by name."""

    def versions(self, source: str, keys: Iterable[str] | None = None) -> dict[str, str]:
        """Of these keys of a source (None: of all), those that are known, with their versions."""

    def waiting(self, step: Step, until: datetime, limit: int, besides: Collection[str] = ()) -> list[Lead]:
        """Leads at a step that are due by `until`, the longest due first; none whose host is in `besides`."""

    def next_due(self, step: Step) -> datetime | None:
        """When the first lead at a step is due; None if there is none."""

    def leads(self) -> dict[tuple[str, Step], int]:
        """How many leads each source has at each step."""

    # Asking

    def rows(self, question: Filter) -> list[StatementRow]:
        """The current statements that meet all conditions, each with the decision that counts; `snippet` is set where `words` was
        given. Conditions go by what was read, and so does the order.

        `since` and `until` are compared with the earliest day that a row's EDTF date may mean; undated rows meet neither.
        """

    def sayings(self, question: Filter) -> list[Saying]:
        """The same statements as `rows`, as far as they are counted."""

    def statements_named(self, ids: Collection[str], words: str | None = None) -> dict[str, StatementRow]:
        """Statements by their whole ids, current or not, with a snippet each where `words` are given; unknown ones are left out."""

    def each(self, question: Filter) -> Iterator[StatementRow]:
        """The same as `rows`, one after another as the ledger stood at the first, with a few hundred in memory at a time."""

    def placed(self, question: Filter, before: int | None = None) -> list[tuple[int, StatementRow]]:
        """The same as `rows`, each with its place in the list, a number that falls from row to row; only rows whose place is below
        `before`. So a list is paged without counting: the next page begins before the last place of this one.
        """

    def tally(self, question: Filter, filed: int | None = None) -> int:
        """How many statements meet the conditions, counted up to `limit`; with `filed` only those that were filed for the first
        time after that place in the order of filing (:meth:`AlertBook.newest`).
        """

    def search(self, question: Filter) -> list[StatementRow]:
        """The same as `rows` for a question with `words`.

        Words: all must occur; ``"two words"`` side by side; ``-word`` must not occur; ``pref*`` begins with. They are looked for in
        the statement's content, source, targets and places. Letters are folded as :mod:`purport.fold` has it. Anything can be
        typed: signs that mean nothing here are passed over.

        Raises:
            InstructionError: ``no-words`` if nothing to look for is left (only signs, or only words that must not occur).
        """

    def count(self, question: Filter) -> int:
        """How many statements meet the conditions, `limit` and `offset` aside."""

    def row(self, name: str) -> StatementRow:
        """The statement with this id, or with an id that alone begins so (``st-`` may be left out).

        A statement that only an earlier reading found is still given.

        Raises:
            InstructionError: ``unknown-id`` or ``ambiguous-id`` (naming the first few).
        """

    def events(self, question: EventFilter) -> list[EventRow]:
        """The current events that meet all conditions, each with the decision that counts; dates and words as for statements.

        Where `question.rulings` is given, events that no current reading holds any longer are among them.
        """

    def count_events(self, question: EventFilter) -> int:
        """How many events meet the conditions, `limit` and `offset` aside."""

    def event(self, name: str) -> EventRow:
        """The event with this id, or with an id that alone begins so (``ev-`` may be left out), current or not.

        Raises:
            InstructionError: ``unknown-id`` or ``ambiguous-id``.
        """

    def events_named(self, ids: Collection[str]) -> dict[str, EventRow]:
        """Events by their whole ids, current or not; unknown ones are left out."""

    def decisions(self, about: str) -> list[Decision]:
        """All decisions about an event, oldest first; the last one counts."""

    def statement_decisions(self, about: str) -> list[StatementDecision]:
        """The same about a statement."""

    def decided(self, ids: Collection[str], before: datetime | None = None) -> dict[str, Decision | StatementDecision]:
        """The decision that counts, of those of these statements and events on which somebody decided and did not take it back.

        `before`: only decisions made before that moment (aware).
        """

    def lists(self) -> list[EventList]:
        """The lists that are loaded, by name."""

    def occurrences(self) -> list[Occurrence]:
        """Every dated event of every list, in the order of their ids."""

    def tenures(self) -> list[Tenure]:
        """Every person of every list, in the order of their ids."""

    def known(self) -> list[Known]:
        """Everybody and everything that lists name, in the order of their ids."""

    def document(self, name: str) -> DocumentRow:
        """The document with this id, unique beginning of an id (``doc-`` may be left out), name or origin.

        Of several versions with one name and one origin, the latest captured.

        Raises:
            InstructionError: ``unknown-id`` or ``ambiguous-id``.
        """

    def documents(self, question: Filter) -> list[DocumentRow]:
        """Whole documents with their current readings: those with a statement that meets the conditions, all for an empty
        question. `limit` and `offset` count documents; `words` is looked for in their text.
        """

    def contents(self, question: Filter) -> list[DocumentLine]:
        """The same documents without their texts."""

    def search_documents(self, question: Filter) -> list[DocumentLine]:
        """Documents whose text holds the question's `words` (syntax as for `search`; all within one passage of 5,000 words), each
        with a snippet of the original text round the first hit.
        """

    def exhibits(self) -> Iterator[Exhibit]:
        """Every exhibit, in the order of their digests."""

    def imprint(self, exhibit: str) -> Imprint | None:
        """What an exhibit (its digest) says of itself; None where that was never noted."""

    def imprints(self, most: int) -> list[tuple[datetime, Imprint]]:
        """What exhibits say of themselves, and when that was read: those read last first, at most so many."""

    def transcripts(self, exhibit: str) -> list[Transcript]:
        """What was heard in an exhibit (its digest), by each way of hearing it, the oldest first."""

    def filed_transcripts(self, exhibit: str) -> list[tuple[str, bytes]]:
        """The ids of an exhibit's transcripts with their JSON as it was filed, whose digest the custody log has."""

    def transcript(self, name: str) -> Transcript | None:
        """The transcript with this id (``tr-...``, whole); None if there is none."""

    def translations(self, document: str) -> list[Translation]:
        """What machines made of a document (its id), by language translated into."""

    def captures(self, about: str) -> list[Seen]:
        """Where and when: the captures of an exhibit (given its digest) or at an address (given an origin), oldest first."""

    def removals(self, exhibit: str | None = None) -> list[Removal]:
        """What was removed, oldest first: all, or of one exhibit."""

    def taken_from(self, exhibit: str, part: str | None = None) -> list[str]:
        """The ids of the documents whose text was taken from an exhibit (its digest), or from one part of it, by their keys."""

    def same_text(self, document: str) -> list[str]:
        """The ids of all other documents with the very same text; none for an empty one."""

    def custody(self) -> Iterator[CustodyEntry]:
        """The custody log in order."""

    def custody_of(self, exhibit: str) -> list[CustodyEntry]:
        """What the custody log says of one exhibit (its digest), in order."""

    def comings(self, exhibits: Collection[str]) -> list[CustodyEntry]:
        """What the custody log says of how exhibits came (``kept``, ``seen at``) and were replaced (``replaced by``), in order."""

    def checkpoints(self) -> list[Checkpoint]:
        """Every checkpoint of the custody log, oldest first; nobody has looked at their signatures."""

    def assessments(self, about: str) -> list[Assessment]:
        """All assessments of a source or statement, oldest first; the last one is the present view."""

    def assessments_of(self, abouts: Iterable[str]) -> dict[str, list[Assessment]]:
        """The same of many records at once, by record; those that were never assessed are left out."""

    def bonds(self, about: str, history: bool = False) -> list[Bond]:
        """The bonds in which this record stands on either side and that hold now, oldest first.

        `history`: every record of them, also what was withdrawn and the records that withdraw it (`stands` False).
        """

    def folds(self, documents: Collection[str]) -> dict[str, Fold]:
        """What a list shows of the matters that documents (ids) are chiefly about, as derived last, by document.

        Documents that were not placed yet, or hold no words, are left out. One question for each 500 documents; nothing is derived.
        """

    def matters(self, question: MatterFilter | None = None) -> list[MatterLine]:
        """The matters that meet the conditions, those whose last story is newest first, those of undated stories last."""

    def matter(self, name: str) -> KeptMatter:
        """A matter as it was derived last, by its id or a unique beginning (``mt-`` may be left out), an id that it had before
        older stories joined it, or the id of a telling or document.

        Raises:
            InstructionError: ``unknown-id`` or ``ambiguous-id``.
        """

    def faults(self) -> Iterator[Fault]:
        """What the database alone can tell to be wrong: broken custody links, marks outside their document's text, texts that do
        not match their digest, rows whose other half is gone, a damaged file. A sound ledger gives nothing.
        """
