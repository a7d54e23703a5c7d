"""The ledger over SQLAlchemy Core: one class for both databases, each method one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from threading import local
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert, or_, select

from purport.errors import InstructionError
from purport.ledger import (
    asking,
    checking,
    deciding,
    events,
    imprints,
    keeping,
    lists,
    matterbook,
    removing,
    sayings,
    schedule,
    schema,
    sealing,
    ties,
    transcripts,
    translations,
    writing,
)
from purport.ledger.access import Accesses
from purport.ledger.alerting import Alerts
from purport.ledger.codec import damaged, decoded, encoded, moment, stamp
from purport.ledger.corroborating import Corroboration
from purport.ledger.faults import translated
from purport.ledger.locks import WRITE, Turns
from purport.ledger.port import DocumentLine, Filed, Filing, Seen, Shelved, Sign
from purport.ledger.spreading import Places
from purport.ledger.standing import chunks
from purport.ledger.voices import Voices
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
from purport.records.identity import digest
from purport.records.listed import Known
from purport.records.media import Imprint
from purport.records.removals import Removal
from purport.records.speakers import Saying
from purport.records.speech import Transcript
from purport.records.translation import Translation
from purport.records.way import way_of


class _Together(local):
    """The transaction that a thread has everything written in, where it has one; None until something is written."""

    stack: ExitStack | None = None
    connection: Connection | None = None


class Book:
    """A :class:`purport.ledger.port.Ledger`; the rules stand there.

    Args:
        engine: speaks to the database; its tables are up to date.
        subject: what errors call the ledger.
    """

    def __init__(self, engine: Engine, subject: str) -> None:
        self._engine = engine
        self._subject = subject
        self._mine = _Together()
        self._turns = Turns() if engine.dialect.name == "sqlite" else None  # PostgreSQL keeps those who wait in a row

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all that this thread writes within."""
        if self._mine.stack is not None:
            yield
            return
        try:
            with ExitStack() as self._mine.stack:
                yield
        finally:
            self._mine.stack = self._mine.connection = None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        mine = self._mine
        if mine.stack is None:
            with self._transaction() as connection:
                yield connection
            return
        if mine.connection is None:
            mine.connection = mine.stack.enter_context(self._transaction())
        yield mine.connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with translated(self._subject), self._engine.connect().execution_options(**{WRITE: True}) as connection:
            if self._turns is not None:
                self._turns.begins()
            try:
                with connection.begin():
                    yield connection
            finally:
                if self._turns is not None:
                    self._turns.ends()

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        if self._mine.connection is not None:
            yield self._mine.connection
            return
        with translated(self._subject), self._engine.connect() as connection:
            yield connection

    @property
    def alerts(self) -> Alerts:
        """What it keeps of alerts."""
        return Alerts(self._asking, self._writing)

    @property
    def voices(self) -> Voices:
        """What it keeps of voices."""
        return Voices(self._asking, self._writing, self._scrub)

    @property
    def places(self) -> Places:
        """What it tells of places."""
        return Places(self._asking)

    @property
    def access(self) -> Accesses:
        """What it keeps of those who use the desk in the browser."""
        return Accesses(self._asking, self._writing)

    @property
    def corroboration(self) -> Corroboration:
        """What it keeps of corroboration."""
        return Corroboration(self._asking, self._writing)

    def _scrub(self) -> None:
        with translated(self._subject):
            removing.scrub(self._engine)

    # Writing

    def keep(self, exhibit: Exhibit, capture: Capture, at: datetime) -> Custodied:
        """Note that the vault holds an exhibit."""
        with self._writing() as connection:
            return keeping.keep(connection, exhibit, capture, at)

    def file(self, document: Document, reading: Reading | None, at: datetime) -> Filed:
        """File a document and its reading."""
        return self.file_many([Filing(document, reading)], at)[0]

    def file_many(self, batch: Iterable[Filing], at: datetime) -> tuple[Filed, ...]:
        """File many documents in one transaction."""
        with self._writing() as connection:
            return writing.file_many(connection, list(batch), at)

    def impress(self, told: Imprint, at: datetime) -> bool:
        """Note what an exhibit says of itself."""
        with self._writing() as connection:
            return imprints.impress(connection, told, at)

    def transcribe(self, told: Transcript, at: datetime) -> bool:
        """Note what was heard in an exhibit."""
        with self._writing() as connection:
            return transcripts.transcribe(connection, told, at)

    def translate(self, made: Translation, at: datetime) -> bool:
        """Note what a machine made of a document."""
        with self._writing() as connection:
            return translations.translate(connection, made, at)

    def assess(self, assessment: Assessment, seen: str | None = None) -> None:
        """Append an assessment."""
        record = encoded(assessment)
        table, name = schema.assessment, digest(record)
        with self._writing() as connection:
            last = select(table.c.digest).where(table.c.about == assessment.about).order_by(table.c.id.desc()).limit(1)
            keeping.not_overtaken(assessment.about, connection.scalar(last), seen)
            if connection.execute(select(table.c.id).where(table.c.digest == name)).first() is None:
                row = {"about": assessment.about, "digest": name, "record": record.decode()}
                connection.execute(insert(table), [row])

    def decide(self, decision: Decision | StatementDecision, seen: str | None = None) -> bool:
        """Append a decision about an event or a statement."""
        with self._writing() as connection:
            return deciding.decide(connection, decision, seen)

    def remove(self, removal: Removal) -> Removal:
        """Take every copy of what was read in an exhibit out of the database."""
        with self._writing() as connection:
            done = removing.remove(connection, removal)
        self._scrub()
        return done

    def checkpoint(self, sign: Sign, at: datetime) -> Checkpoint | None:
        """Have the custody log signed as it stands."""
        with self._writing() as connection:
            return sealing.checkpoint(connection, sign, at)

    def bond(self, bond: Bond) -> None:
        """Append a bond."""
        record = {"reason": bond.reason, "score": bond.score, "at": stamp(bond.at)}
        with self._writing() as connection:
            keeping.bond(connection, (bond.kind, bond.first, bond.second), record)

    def shelve(self, told: EventList, entries: Iterable[Occurrence | Tenure | Known]) -> Shelved:
        """Load a list under its name."""
        with self._writing() as connection:
            return lists.shelve(connection, told, entries)

    def forget(self, name: str) -> EventList:
        """Take a list out of the ledger."""
        with self._writing() as connection:
            return lists.forget(connection, name)

    def look(self, standing: Standing, leads: Sequence[Lead] = ()) -> tuple[int, int]:
        """Note what came of a look at a source."""
        with self._writing() as connection:
            new, changed = schedule.note(connection, leads)
            schedule.stand(connection, standing)
            return new, changed

    def note(self, leads: Sequence[Lead]) -> tuple[int, int]:
        """Note leads."""
        with self._writing() as connection:
            return schedule.note(connection, leads)

    def stand(self, standings: Iterable[Standing], leads: Iterable[Lead] = ()) -> None:
        """Write how sources are doing and what has become of leads."""
        with self._writing() as connection:
            for standing in standings:
                schedule.stand(connection, standing)
            for lead in leads:
                schedule.settle(connection, lead)

    def settle(self, leads: Iterable[Lead]) -> None:
        """Write what has become of leads."""
        with self._writing() as connection:
            for lead in leads:
                schedule.settle(connection, lead)

    def standings(self) -> dict[str, Standing]:
        """The standing of every source."""
        with self._asking() as connection:
            return schedule.standings(connection)

    def versions(self, source: str, keys: Iterable[str] | None = None) -> dict[str, str]:
        """Which keys of a source are known."""
        with self._asking() as connection:
            return schedule.versions(connection, source, keys)

    def waiting(self, step: Step, until: datetime, limit: int, besides: Collection[str] = ()) -> list[Lead]:
        """Leads that are due."""
        with self._asking() as connection:
            return schedule.waiting(connection, step, until, limit, besides)

    def next_due(self, step: Step) -> datetime | None:
        """When the first lead at a step is due."""
        with self._asking() as connection:
            return schedule.next_due(connection, step)

    def leads(self) -> dict[tuple[str, Step], int]:
        """How many leads stand where."""
        with self._asking() as connection:
            return schedule.tally(connection)

    # Asking

    def imprint(self, exhibit: str) -> Imprint | None:
        """What an exhibit says of itself."""
        with self._asking() as connection:
            return imprints.imprint(connection, exhibit)

    def imprints(self, most: int) -> list[tuple[datetime, Imprint]]:
        """What exhibits say of themselves, those read last first."""
        with self._asking() as connection:
            return imprints.newest(connection, most)

    def transcripts(self, exhibit: str) -> list[Transcript]:
        """What was heard in an exhibit."""
        with self._asking() as connection:
            return transcripts.transcripts(connection, exhibit)

    def filed_transcripts(self, exhibit: str) -> list[tuple[str, bytes]]:
        """Ids and JSON."""
        with self._asking() as connection:
            return transcripts.filed(connection, exhibit)

    def transcript(self, name: str) -> Transcript | None:
        """One transcript."""
        with self._asking() as connection:
            return transcripts.transcript(connection, name)

    def translations(self, document: str) -> list[Translation]:
        """What machines made of a document."""
        with self._asking() as connection:
            return translations.translations(connection, document)

    def lists(self) -> list[EventList]:
        """The lists that are loaded."""
        with self._asking() as connection:
            return lists.lists(connection)

    def occurrences(self) -> list[Occurrence]:
        """Every dated event of every list."""
        with self._asking() as connection:
            return lists.entries(connection, Occurrence)

    def tenures(self) -> list[Tenure]:
        """Every person of every list."""
        with self._asking() as connection:
            return lists.entries(connection, Tenure)

    def known(self) -> list[Known]:
        """What lists name."""
        with self._asking() as connection:
            return lists.entries(connection, Known)

    def rows(self, question: Filter) -> list[StatementRow]:
        """The current statements that meet all conditions."""
        with self._asking() as connection:
            return asking.rows(connection, question)

    def sayings(self, question: Filter) -> list[Saying]:
        """What is counted of statements."""
        with self._asking() as connection:
            return sayings.sayings(connection, question)

    def statements_named(self, ids: Collection[str], words: str | None = None) -> dict[str, StatementRow]:
        """Statements by id."""
        with self._asking() as connection:
            return sayings.named(connection, ids, words)

    def each(self, question: Filter) -> Iterator[StatementRow]:
        """Statements, one after another."""
        with self._asking() as connection:
            yield from asking.each(connection, question)

    def placed(self, question: Filter, before: int | None = None) -> list[tuple[int, StatementRow]]:
        """Statements that meet the conditions, with their places in the list."""
        with self._asking() as connection:
            return asking.placed(connection, question, before)

    def tally(self, question: Filter, filed: int | None = None) -> int:
        """How many statements meet the conditions, counted up to the limit."""
        with self._asking() as connection:
            return asking.tally(connection, question, filed)

    def search(self, question: Filter) -> list[StatementRow]:
        """The same, for a question with words."""
        return self.rows(_with_words(question))

    def count(self, question: Filter) -> int:
        """How many statements meet the conditions."""
        with self._asking() as connection:
            return asking.count(connection, question)

    def row(self, name: str) -> StatementRow:
        """One statement."""
        with self._asking() as connection:
            return asking.row(connection, name)

    def events(self, question: EventFilter) -> list[EventRow]:
        """The events that meet all conditions."""
        with self._asking() as connection:
            return events.rows(connection, question)

    def count_events(self, question: EventFilter) -> int:
        """How many events meet the conditions."""
        with self._asking() as connection:
            return events.count(connection, question)

    def event(self, name: str) -> EventRow:
        """One event."""
        with self._asking() as connection:
            return events.row(connection, name)

    def events_named(self, ids: Collection[str]) -> dict[str, EventRow]:
        """Events by id."""
        with self._asking() as connection:
            return events.by_id(connection, ids)

    def decisions(self, about: str) -> list[Decision]:
        """All decisions about an event."""
        with self._asking() as connection:
            return deciding.decisions(connection, about, Decision)

    def statement_decisions(self, about: str) -> list[StatementDecision]:
        """All decisions about a statement."""
        with self._asking() as connection:
            return deciding.decisions(connection, about, StatementDecision)

    def decided(self, ids: Collection[str], before: datetime | None = None) -> dict[str, Decision | StatementDecision]:
        """The decisions that count."""
        with self._asking() as connection:
            return deciding.decided(connection, ids, before)

    def document(self, name: str) -> DocumentRow:
        """One document."""
        with self._asking() as connection:
            return asking.document(connection, name)

    def documents(self, question: Filter) -> list[DocumentRow]:
        """Whole documents."""
        with self._asking() as connection:
            return asking.documents(connection, question)

    def contents(self, question: Filter) -> list[DocumentLine]:
        """Documents without their texts."""
        with self._asking() as connection:
            return asking.lines(connection, question)

    def search_documents(self, question: Filter) -> list[DocumentLine]:
        """Documents whose text holds the words."""
        return self.contents(_with_words(question))

    def exhibits(self) -> Iterator[Exhibit]:
        """Every exhibit."""
        with self._asking() as connection:
            for row in connection.execute(select(schema.exhibit).order_by(schema.exhibit.c.sha256)).mappings():
                yield Exhibit(row["sha256"], row["size"], row["media_type"], moment(row["kept_at"], row["sha256"]))

    def captures(self, about: str) -> list[Seen]:
        """The captures of an exhibit, or at an address."""
        table = schema.capture
        chosen = select(table).where(or_(table.c.exhibit == about, table.c.origin == about))
        with self._asking() as connection:
            return [_seen(dict(row)) for row in connection.execute(chosen.order_by(table.c.id)).mappings()]

    def removals(self, exhibit: str | None = None) -> list[Removal]:
        """What was removed."""
        with self._asking() as connection:
            return removing.removals(connection, exhibit)

    def taken_from(self, exhibit: str, part: str | None = None) -> list[str]:
        """The documents of an exhibit."""
        c = schema.document.c
        chosen = select(c.id).where(c.exhibit == exhibit).order_by(c.key)
        if part is not None:
            chosen = chosen.where(c.part == part)
        with self._asking() as connection:
            return list(connection.scalars(chosen))

    def same_text(self, document: str) -> list[str]:
        """The other documents with the same text."""
        c = schema.document.c
        own = select(c.text_digest).where(c.id == document, c.text != "").scalar_subquery()
        with self._asking() as connection:
            chosen = select(c.id).where(c.text_digest == own, c.id != document, c.text != "").order_by(c.key)
            return list(connection.scalars(chosen))

    def custody(self) -> Iterator[CustodyEntry]:
        """The custody log in order."""
        with self._asking() as connection:
            yield from sealing.entries(connection)

    def custody_of(self, exhibit: str) -> list[CustodyEntry]:
        """What the custody log says of one exhibit."""
        with self._asking() as connection:
            return sealing.custody_of(connection, exhibit)

    def comings(self, exhibits: Collection[str]) -> list[CustodyEntry]:
        """How exhibits came and were replaced."""
        with self._asking() as connection:
            return sealing.comings(connection, exhibits)

    def checkpoints(self) -> list[Checkpoint]:
        """Every checkpoint, oldest first."""
        with self._asking() as connection:
            return sealing.checkpoints(connection)

    def assessments(self, about: str) -> list[Assessment]:
        """All assessments of a record."""
        table = schema.assessment
        chosen = select(table.c.record).where(table.c.about == about).order_by(table.c.id)
        with self._asking() as connection:
            return [decoded(record, Assessment) for record in connection.scalars(chosen)]

    def assessments_of(self, abouts: Iterable[str]) -> dict[str, list[Assessment]]:
        """All assessments of many records."""
        table, found = schema.assessment, dict[str, list[Assessment]]()
        with self._asking() as connection:
            for chunk in chunks(sorted(set(abouts))):
                chosen = select(table.c.about, table.c.record).where(table.c.about.in_(chunk)).order_by(table.c.id)
                for row in connection.execute(chosen):
                    found.setdefault(row.about, []).append(decoded(row.record, Assessment))
        return found

    def bonds(self, about: str, history: bool = False) -> list[Bond]:
        """The bonds of a record."""
        table = schema.bond
        chosen = select(table).where(or_(table.c.first == about, table.c.second == about)).order_by(table.c.id)
        with self._asking() as connection:
            lasting = [_bond(dict(row)) for row in connection.execute(chosen).mappings()]
            derived = ties.history(connection, about)
        return [*lasting, *(derived if history else ties.standing(derived))]

    def folds(self, documents: Collection[str]) -> dict[str, Fold]:
        """What lists show of the matters of documents."""
        with self._asking() as connection:
            return matterbook.folds(connection, documents)

    def matters(self, question: MatterFilter | None = None) -> list[MatterLine]:
        """Matters, newest first."""
        with self._asking() as connection:
            return matterbook.matters(connection, question or MatterFilter())

    def matter(self, name: str) -> KeptMatter:
        """One matter as it was derived last."""
        with self._asking() as connection:
            return matterbook.matter(connection, name)

    def faults(self) -> Iterator[Fault]:
        """What the database alone can tell to be wrong."""
        with self._asking() as connection:
            yield from checking.faults(connection)


def _with_words(question: Filter) -> Filter:
    if question.words is None:
        raise InstructionError("there is no word to look for", code="no-words")
    return question


def _seen(row: dict[str, object]) -> Seen:
    return Seen(
        origin=str(row["origin"]),
        exhibit=str(row["exhibit"]),
        first_seen=moment(str(row["first_seen"])),
        last_seen=moment(str(row["last_seen"])),
        fetched_by=str(row["fetched_by"]),
        media_type=_text(row["media_type"]),
        charset=_text(row["charset"]),
        asked=_text(row["asked"]),
        headers=tuple((name, value) for name, value in json.loads(str(row["headers"]))),
        way=_way(row),
    )


def _way(row: dict[str, object]) -> tuple[Leg, ...]:
    try:
        return way_of(_text(row["way"]))
    except ValueError as fault:
        raise damaged(str(row["exhibit"]), fault) from fault


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _bond(row: dict[str, object]) -> Bond:
    record = json.loads(str(row["record"]))
    return Bond(
        kind=str(row["kind"]),
        first=str(row["first"]),
        second=str(row["second"]),
        reason=record["reason"],
        score=record["score"],
        at=moment(record["at"]),
    )
