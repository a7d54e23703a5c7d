"""The house, built from a plan: door, vault, ledger and reader, and the ways through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from purport.config import Plan, Source
from purport.config.plan import Speech
from purport.errors import HouseError, InstructionError, LedgerError, SourceError, Unreadable
from purport.records import (
    Capture,
    Custodied,
    CustodyEntry,
    Dating,
    DocumentRow,
    EventFilter,
    EventList,
    EventRow,
    Exhibit,
    Filter,
    Occurrence,
    Standing,
    StatementRow,
    Step,
    Tenure,
)
from purport.rounds.atlas import gazetteer_of
from purport.rounds.outcomes import Explained, Failed, KeptMedia, Outcome, ReadDocument, ReadOptions, VerifyReport
from purport.rounds.verifying import Progress, Standard, verified

if TYPE_CHECKING:
    from purport.collect import Door
    from purport.desk.brief.recording import Tape
    from purport.desk.versions import Version
    from purport.exchange.bundle import Case
    from purport.exchange.entries import Tally
    from purport.exchange.webarchive import Archive
    from purport.ledger.accessport import AccessBook
    from purport.ledger.port import DocumentLine, Ledger, Seen, Shelved
    from purport.preserve import Seal, Vault
    from purport.preserve.anchoring import Anchors
    from purport.preserve.stamping import Stamps
    from purport.read.reader import Reader
    from purport.read.speech import Ears
    from purport.records.briefs import Brief, Choices
    from purport.records.checkpoints import Checkpoint
    from purport.records.listed import Known, Lookup, NameKind
    from purport.records.media import Imprint
    from purport.records.places import Box, Spread
    from purport.records.removals import Removal
    from purport.records.speakers import Speaker
    from purport.records.speech import Transcript
    from purport.records.translation import Translation
    from purport.records.weighing import Weight
    from purport.rounds.alerting import Alerting
    from purport.rounds.anchors import Anchored, Calendars
    from purport.rounds.briefing import Briefing
    from purport.rounds.digests import Digests
    from purport.rounds.estimating import Estimator
    from purport.rounds.exporting import Request
    from purport.rounds.filing import Clerk
    from purport.rounds.heard import Aids
    from purport.rounds.hearing import Hearing
    from purport.rounds.matterdesk import MatterDesk
    from purport.rounds.removing import Removed
    from purport.rounds.reviewing import Review
    from purport.rounds.translating import Interpreter, Translated
    from purport.rounds.voices import Voices
    from purport.rounds.watch import Happening, Watch, WatchOptions

Question = TypeVar("Question", Filter, EventFilter)
Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, UTC: the one clock of purport."""
    return datetime.now(UTC)


class House:
    """Everything one plan describes; opened when first needed, closed on leaving.

    Use as a context manager. One house may be used by one thread at a time; any number of processes may have houses on the
    same ledger.

    Raises:
        HouseError: from any method, if vault, ledger or model are not in order.
    """

    def __init__(self, plan: Plan, clock: Clock = now) -> None:
        self.plan = plan
        self.clock = clock
        self._open = ExitStack()
        self._makes_ledger = False
        self._wrote = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
            return
        with suppress(HouseError):  # the error on its way is the one to tell
            self.close()

    def close(self) -> None:
        """Sign what this house added to the custody log, and close the ledger.

        Raises:
            HouseError: if it cannot be signed; what was filed is safe.
        """
        try:
            if self._wrote:
                self.checkpoint()
        finally:
            self._open.close()

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, brought up to date; only reading makes one where there is none."""
        from purport.ledger import opened

        return self._open.enter_context(opened(self.plan.house.ledger, create=self._makes_ledger))

    @cached_property
    def vault(self) -> Vault:
        """The vault of exhibits."""
        from purport.preserve import Vault

        return Vault(Path(self.plan.house.path) / "vault")

    @cached_property
    def aids(self) -> Aids:
        """What is made of recordings for those who listen in a browser."""
        from purport.rounds.heard import Aids

        return Aids(Path(self.plan.house.path) / "heard", self.vault)

    @property
    def jobs_folder(self) -> Path:
        """Where the desk in the browser keeps what long work makes."""
        return Path(self.plan.house.path) / "jobs"

    @cached_property
    def seal(self) -> Seal:
        """The key that signs checkpoints of the custody log; made when it is first needed."""
        from purport.preserve import Seal

        return Seal(Path(self.plan.house.path))

    @cached_property
    def door(self) -> Door:
        """The only way in."""
        from purport.collect import CollectPlan, Door
        from purport.rounds.hearing import installed

        given = self.plan.collect
        door = Door(
            CollectPlan(
                max_bytes=given.max_bytes,
                timeout=3 * given.timeout_seconds,
                read_timeout=given.timeout_seconds,
                max_redirects=given.max_redirects,
                allow_private=given.allow_private,
                obey_robots=given.obey_robots,
                user_agent=given.user_agent + (f" (+{given.contact})" if given.contact else ""),
                host_delay=given.host_delay,
                recordings=self.plan.speech.hear and installed(),
            ),
            self.clock,
        )
        self._open.callback(door.close)
        return door

    @cached_property
    def reader(self) -> Reader:
        """The reader that the plan names."""
        from purport.read.reader import reader_of

        chosen = self.plan.read
        known = gazetteer_of(self.plan)
        return reader_of(chosen.reader, chosen.model, chosen.least_score, chosen.roots, chosen.certainty, known)

    @cached_property
    def ears(self) -> Ears:
        """What hears recordings.

        Raises:
            ModelError: if what hearing needs is not installed, or the model that the plan names is not in order.
        """
        from purport.read.spoken.ears import listening_ears

        chosen = self.plan.speech
        return listening_ears(self.plan.speech_model, chosen.language, chosen.threads)

    def _hearing(self, options: ReadOptions) -> Hearing | None:
        """What makes documents of recordings; None where they are not heard."""
        from purport.rounds.hearing import Hearing

        chosen = self.plan.speech
        if not (chosen.hear and options.hear):
            return None
        ledger = self.ledger if options.keep else None
        named = chosen.model != Speech().model or chosen.language is not None
        return Hearing(lambda: self.ears, ledger, self.clock, options.tell, named, chosen.read_suspect)

    @cached_property
    def estimator(self) -> Estimator:
        """What dates texts without a date, by what the ledger and its lists hold."""
        from purport.rounds.estimating import Estimator

        return Estimator(lambda: self.ledger, lambda: self.reader)

    @cached_property
    def alerting(self) -> Alerting | None:
        """What tells people of what comes in; None where there is no file of rules.

        Raises:
            InstructionError: if that file, or the file of sources, is not in order.
        """
        from purport.rounds.alertlists import alerting_of

        return alerting_of(self.plan, lambda: self.ledger, self.clock)

    def voices(self, *, writes: bool = False) -> Voices:
        """The ways that deal with voices; where they write, a ledger is made if there is none."""
        from purport.rounds.voices import Voices

        self._makes_ledger = self._makes_ledger or writes
        self._wrote = self._wrote or writes
        return Voices(self.door, self.vault, self.ledger, self._keep, self.clock)

    # Reading

    def read(self, targets: Sequence[str], options: ReadOptions | None = None) -> Iterator[Outcome]:
        """Read files, folders, addresses and feeds (``-``: standard input); one outcome per document, in order.

        What was read before by the same reader is not read again: its reading comes from the ledger. A source that fails
        gives :class:`Failed` and the rest goes on.

        Raises:
            HouseError: if the house is not in order; what was filed until then stays.
        """
        from purport.rounds.gather import Gatherer, unkept
        from purport.rounds.pool import readings

        chosen = options or ReadOptions()
        self._makes_ledger = self._makes_ledger or chosen.keep
        follow = chosen.follow if chosen.follow is not None or self.plan.collect.follow_feeds else False
        hearing = self._hearing(chosen)
        hear = None if hearing is None else hearing.gathered
        gatherer = Gatherer(self.door, self.clock, self._keep if chosen.keep else unkept, follow, hear)
        clerk = self._clerk(chosen)
        tasks = (clerk.task(found) for found in gatherer.gathered(targets))
        for task, reading in readings(((t, t.to_read) for t in tasks), self.reader, chosen.workers):
            outcome = clerk.outcome(task, reading)
            for one in self._interpreter(chosen.keep).besides(outcome) if chosen.translated else (outcome,):
                yield self._dated(one) if chosen.estimate else one

    def _dated(self, outcome: Outcome) -> Outcome:
        """What was read, with an estimate where it states no date."""
        if not isinstance(outcome, ReadDocument):
            return outcome
        return replace(outcome, row=self.estimator.estimated(outcome.row))

    def datings(self, targets: Sequence[str], options: ReadOptions | None = None) -> Iterator[Dating | Failed]:
        """When each document came to be: of the ledger's documents by id or name, of files and addresses, which are read for it and
        not kept.

        Raises:
            InstructionError: ``unknown-id`` for an id that the ledger does not hold.
            HouseError: if the house is not in order.
        """
        from purport.rounds.filing import gone

        chosen = replace(options or ReadOptions(), keep=False, estimate=False, hear=False)
        for target in targets:
            row = self._held(target)
            if row is not None:
                removals = self.ledger.removals(row.document.exhibit)
                yield Failed(target, gone(target, removals[0])) if removals else self.estimator.estimate(row)
                continue
            for outcome in self.read([target], chosen):
                yield self._dating_of(outcome)

    def _dating_of(self, outcome: Outcome) -> Dating | Failed:
        from purport.dating.claimed import of_media

        if isinstance(outcome, KeptMedia):
            held = self.ledger.captures(outcome.exhibit) if self._has_ledger() else []
            first = min([outcome.captured_at, *(one.first_seen for one in held)])
            return of_media(outcome.id, outcome.imprint, first.date().isoformat())
        return outcome if isinstance(outcome, Failed) else self.estimator.estimate(outcome.row)

    def _interpreter(self, keep: bool) -> Interpreter:
        from purport.rounds.translating import Interpreter

        return Interpreter(self.plan, self.ledger if keep else None, lambda: self.reader, self.clock)

    def translated(
        self, targets: Sequence[str], languages: tuple[str | None, str | None] = (None, None), *, read: bool = False
    ) -> Iterator[Translated | Failed]:
        """Machine translations of documents of the ledger (by id or name), which are kept beside them, and of files and addresses.

        `languages`: from and into; None for the document's own, and for that of the config. `read`: whether statements are read
        from them. A file is kept by neither; where the ledger holds the very same document, its translation is.

        Raises:
            InstructionError: an id is unknown, or the languages will not do. ModelError: there is no model for them.
            HouseError: if the house is not in order.
        """
        from purport.rounds.filing import gone

        interpreter = self._interpreter(self._has_ledger())
        for target in targets:
            row = self._held(target)
            for found in [row] if row is not None else self._unread(target):
                try:
                    if isinstance(found, Failed):
                        yield found
                        continue
                    if row is not None and (removals := self.ledger.removals(row.document.exhibit)):
                        raise gone(target, removals[0])
                    done = interpreter.translated(found, *languages)
                    self._wrote = self._wrote or done.new
                    yield replace(done, read=interpreter.read(done)) if read else done
                except SourceError as fault:
                    yield Failed(target, fault)

    def translations(self, document: str) -> list[Translation]:
        """The machine translations of a document (its id) that the ledger holds."""
        return self.ledger.translations(document)

    def original_of(self, row: DocumentRow) -> DocumentRow | None:
        """The document that one was translated from; None for an original."""
        told = row.document.translated
        return None if told is None else self.ledger.document(told.document)

    def _unread(self, target: str) -> Iterator[DocumentRow | Failed]:
        """The documents of a file or address, not kept and not read."""
        from purport.records.identity import document_id
        from purport.rounds.gather import Gatherer, unkept

        for found in Gatherer(self.door, self.clock, unkept, follow=False).gathered([target]):
            if found.document is not None:
                yield DocumentRow(document_id(found.document), found.document, None, found.captured_at)
            elif found.error is not None:
                yield Failed(found.name, found.error)
            elif found.media is not None:
                advice = "a recording is transcribed by `purport read`; then translate it by its name"
                yield Failed(
                    found.name, Unreadable("it holds no text", code="no-text", subject=found.name, advice=advice)
                )

    def _held(self, target: str) -> DocumentRow | None:
        """The document of the ledger that a target names; None where it names a file, folder or address."""
        if target == "-" or "://" in target or (Path(target).exists() and not target.startswith("doc-")):
            return None
        try:
            return self.ledger.document(target)
        except (InstructionError, LedgerError) as error:
            if target.startswith("doc-") or error.code not in ("unknown-id", "no-ledger"):
                raise
            return None

    def watch(self, sources: Sequence[Source], options: WatchOptions | None = None) -> Watch:
        """A watch over sources, ready to be walked through: see :class:`~purport.rounds.watch.Watch`."""
        from purport.rounds.watch import Rooms, Watch, WatchOptions

        self._makes_ledger = True
        rooms = Rooms(
            door=self.door,
            vault=self.vault,
            ledger=self.ledger,
            reader=self.reader,
            clerk=self._clerk(ReadOptions()),
            keep=self._keep,
            sign=self.checkpoint,
            clock=self.clock,
            parallel=self.plan.collect.parallel,
            host_delay=self.plan.collect.host_delay,
            workers=self.plan.read.workers,
            hearing=self._hearing(ReadOptions()),
        )
        return Watch(rooms, sources, options or WatchOptions())

    def begin_alerts(self) -> None:
        """Note the rules of alerts that are new: they begin with what is filed from now on.

        Raises:
            InstructionError: if the file of rules, or of sources, is not in order.
        """
        self._makes_ledger = True
        if self.alerting is not None:
            self.alerting.begin()

    def alerted(self, watch: Watch) -> Iterator[Happening]:
        """Walk a watch: what happens in it, the alerts that it leads to, what is placed meanwhile, and digests that come due."""
        from purport.rounds.alertdesk import alerted
        from purport.rounds.corroborationdesk import corroborated
        from purport.rounds.digests import digested

        walk = alerted(watch, self.alerting, self.clock)
        if self.plan.corroborate.after_reading:
            walk = corroborated(watch, walk, self.corroboration, self.clock)
        return digested(walk, watch, self.digests if self.plan.brief.digest != "none" else None)

    @cached_property
    def briefing(self) -> Briefing:
        """The briefs that are handed on."""
        from purport.rounds.briefing import Briefing

        return Briefing(self.plan, lambda: self.ledger, self.clock, self.corroboration.brought)

    @cached_property
    def digests(self) -> Digests:
        """The briefs that are made by the clock."""
        from purport.rounds.digests import Digests

        return Digests(self.plan, self.briefing, lambda: self.ledger, self.clock)

    def brief(
        self, question: Filter, choices: Choices, weigh: int | None = None, tell: Callable[[str], None] | None = None
    ) -> Brief:
        """A brief of the statements that meet some conditions; see :meth:`purport.rounds.briefing.Briefing.brief`."""
        return self.briefing.brief(self.with_estimates(question), choices, weigh, tell)

    def standings(self) -> dict[str, Standing]:
        """How every source that was ever looked at is doing, by name; none where there is no ledger yet."""
        return self.ledger.standings() if self._has_ledger() else {}

    def leads(self) -> dict[tuple[str, Step], int]:
        """How many things each source has brought to each step; none where there is no ledger yet."""
        return self.ledger.leads() if self._has_ledger() else {}

    def _has_ledger(self) -> bool:
        from purport.errors import LedgerError

        try:
            return self.ledger is not None
        except LedgerError as fault:
            if fault.code != "no-ledger":
                raise
        return False

    def checked(self, source: Source) -> int | SourceError:
        """How many things a source holds now, or why it cannot be had; nothing is kept or remembered."""
        try:
            if source.local:
                seen = self.door.sightings(source, lambda _key: None)
                return sum(1 for one in seen if not isinstance(one, SourceError) and one.capture is not None)
            look = self.door.look(source)
        except SourceError as error:
            return error
        return look.error or len(look.sightings)

    def explained(self, targets: Sequence[str]) -> Iterator[Explained | Failed]:
        """What the reader finds and refuses in each document, and why; nothing is kept.

        Raises:
            HouseError: if a model is not in order.
        """
        from purport.rounds.gather import Gatherer, unkept

        hearing = self._hearing(ReadOptions(keep=False))
        hear = None if hearing is None else hearing.gathered
        for found in Gatherer(self.door, self.clock, unkept, False, hear).gathered(targets):
            if found.document is not None:
                yield Explained(found.document, tuple(self.reader.findings(found.document)))
            elif found.error is not None:
                yield Failed(found.name, found.error)

    @property
    def passed_over(self) -> tuple[Path, ...]:
        """Files in folders that were left out because they are plainly no documents."""
        return self.door.passed_over

    def _keep(self, capture: Capture) -> Custodied:
        from purport.records.identity import digest
        from purport.rounds.filing import gone

        name = digest(capture.data)
        if earlier := self.ledger.removals(name):
            raise gone(capture.origin, earlier[0])
        kept = self.vault.keep(capture.data)
        at = self.clock()
        self._wrote = True
        exhibit = Exhibit(kept, len(capture.data), capture.media_type or "application/octet-stream", at)
        custodied = self.ledger.keep(exhibit, capture, at)
        self._impress(capture, kept)
        return custodied

    def _impress(self, capture: Capture, exhibit: str) -> None:
        """Read what the bytes say of themselves, where they are of a kind that does."""
        from purport.read.media import media_type
        from purport.rounds.imprints import impressed

        kind = media_type(capture.data, capture.media_type)
        if kind is not None:
            impressed(self.ledger, capture.data, exhibit, kind, self.clock)

    def _clerk(self, options: ReadOptions) -> Clerk:
        from purport.rounds.filing import Clerk

        return Clerk(
            ledger=self.ledger if options.keep else None,
            fingerprint=self.reader.fingerprint,
            max_characters=self.plan.read.max_characters,
            options=options,
            clock=self.clock,
        )

    # Asking

    def rows(self, question: Filter) -> list[StatementRow]:
        """Statements that meet the conditions, newest first."""
        return self.ledger.rows(self.with_estimates(question))

    def count(self, question: Filter) -> int:
        """How many statements meet the conditions."""
        return self.ledger.count(self.with_estimates(question))

    def row(self, name: str) -> StatementRow:
        """One statement, by its id or a unique beginning of it."""
        return self.ledger.row(name)

    def document(self, name: str) -> DocumentRow:
        """One document, by id, beginning of an id, name or origin; with an estimate where it states no date."""
        return self.estimator.estimated(self.ledger.document(name))

    def recording_of(self, row: StatementRow, source: DocumentRow) -> Dating | None:
        """An estimate of when the recording or letter that brought a statement was made; None where there is none, or a date."""
        chain = row.statement.chain
        if row.statement.spoken is not None or not chain or chain[-1].carrier is None:
            return None
        return self.estimator.recording_of(source, row.statement.id)

    def documents(self, question: Filter) -> list[DocumentRow]:
        """Whole documents with their readings, with an estimate where they state no date."""
        return [self.estimator.estimated(row) for row in self.ledger.documents(self.with_estimates(question))]

    def search(self, question: Filter) -> list[StatementRow]:
        """Statements whose words match ``question.words``."""
        return self.ledger.search(self.with_estimates(question))

    def search_documents(self, question: Filter) -> list[DocumentLine]:
        """Documents whose text matches ``question.words``."""
        return self.ledger.search_documents(question)

    def events(self, question: EventFilter) -> list[EventRow]:
        """Events that meet the conditions, newest first, each with the decision that counts."""
        return self.ledger.events(self.with_estimates(question))

    def count_events(self, question: EventFilter) -> int:
        """How many events meet the conditions."""
        return self.ledger.count_events(self.with_estimates(question))

    def event(self, name: str) -> EventRow:
        """One event, by its id or a unique beginning of it."""
        return self.ledger.event(name)

    def review(self, question: EventFilter, by: str) -> Review:
        """A sitting in which a person decides on events one by one."""
        from purport.rounds.reviewing import Review

        self._wrote = True
        return Review(self.ledger, by, self.clock, question)

    def with_estimates(self, question: Question) -> Question:
        """The question with the undated documents whose estimated interval touches its days, where it asks for them."""
        if not question.estimated or (question.since is None and question.until is None):
            return question
        return replace(question, undated=self.estimator.between(question.since, question.until))

    def access(self) -> AccessBook:
        """Accounts, tokens and the access log of the desk in the browser; a ledger is made if there is none."""
        self._makes_ledger = True
        return self.ledger.access

    # Lists of events

    def load_list(self, told: EventList, entries: Iterable[Occurrence | Tenure | Known]) -> Shelved:
        """Load a list of events, people or names under its name; a ledger is made if there is none."""
        self._makes_ledger = True
        return self.ledger.shelve(told, entries)

    def lists(self) -> list[EventList]:
        """The lists that are loaded."""
        return self.ledger.lists()

    @cached_property
    def corroboration(self) -> MatterDesk:
        """Who else tells of what, on how many origins, and what people decide about it."""
        from purport.rounds.matterdesk import MatterDesk

        return MatterDesk(lambda: self.ledger, Path(self.plan.house.path) / "shelf", self.clock, self.has_written)

    def has_written(self) -> None:
        """Something was logged in custody: it is signed when the house is closed."""
        self._wrote = True

    def weigh(self, name: str, tell: Callable[[int, int], None] | None = None) -> Weight:
        """What is known of the matter of a statement, event or document; `tell` is told how many stories of how many are done.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release.
        """
        return self.corroboration.weigh(name, tell)

    def whose(self, name: str, kind: NameKind, on: str | None = None, most: int = 5) -> Lookup:
        """Who on the lists that are loaded may bear a name, in any spelling; `on`: EDTF, the day of the text that has it.

        Raises:
            InstructionError: ``no-names`` if no list of names is loaded.
        """
        from purport.rounds.naming import lookup

        return lookup(self.ledger.known(), name, kind, on, most)

    def speaker(self, name: str, question: Filter | None = None) -> Speaker:
        """What a public speaker or group said over time; `question` bounds it, its source and limit aside.

        Raises:
            InstructionError: ``no-words``; ``unknown-speaker`` if nobody of this name speaks in the ledger or is on a list.
        """
        from purport.rounds.speaking import speaker

        return speaker(self.ledger, name, None if question is None else self.with_estimates(question))

    def spread(self, question: Filter, box: Box | None = None, level: int | None = None, most: int = 2_000) -> Spread:
        """Where statements and events lie: all there are for an empty question, else of the newest `most` that meet it.

        `level`: how finely places are told apart; see :class:`purport.ledger.placeport.PlaceBook`.
        """
        from purport.rounds.mapping import spread

        return spread(self.ledger, self.with_estimates(question), (box, level), most)

    def forget_list(self, name: str) -> EventList:
        """Take a list out of the ledger."""
        return self.ledger.forget(name)

    def imprint(self, name: str) -> Imprint:
        """What a file, or an exhibit (by digest, document or address), says of itself: claims of the file, no facts.

        A file that is no exhibit is read and not kept; an exhibit that this version of the reader did not read yet is read now.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id`` or ``no-media``.
            SourceError: the file cannot be read, or was removed.
            HouseError: if the house is not in order.
        """
        from purport.rounds.imprints import imprint

        ledger = self.ledger if self._has_ledger() else None
        self._wrote = self._wrote or ledger is not None
        return imprint((self.door, self.vault, ledger), name, self.clock)

    def imprint_of(self, exhibit: str) -> Imprint | None:
        """What the ledger holds of what an exhibit (its digest) says of itself; None where nothing was read."""
        return self.ledger.imprint(exhibit)

    def captures(self, about: str) -> list[Seen]:
        """Where and when an exhibit, or an address, was seen."""
        return self.ledger.captures(about)

    def versions(self, name: str) -> tuple[Version, ...]:
        """What the address of a document gave at each capture, oldest first, with the changes in words.

        Raises:
            InstructionError: ``unknown-id`` or ``ambiguous-id``.
        """
        from purport.rounds.versioning import versions_of

        return versions_of(self.ledger, self.document(name))

    def custody(self) -> Iterator[CustodyEntry]:
        """The custody log in order."""
        return self.ledger.custody()

    def remove(self, name: str, reason: str, by: str) -> Removed:
        """Take an exhibit, and all that was read in it, out of vault and ledger; a tombstone stays.

        `name`: of a document, or the digest of an exhibit. What was removed before is only swept again.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``not-an-exhibit`` for the id of a statement or event.
            HouseError: if vault or ledger cannot be written.
        """
        from purport.rounds.jobnotes import deleted
        from purport.rounds.removing import removed

        self._wrote = True
        done = removed(self.vault, self.ledger, name, (reason, by), self.clock())
        self.corroboration.strike(done.removal.documents)
        self.aids.drop(done.removal.exhibit)
        deleted(self.jobs_folder)
        return done

    def removals(self, exhibit: str | None = None) -> list[Removal]:
        """What was removed, oldest first: all, or of one exhibit."""
        return self.ledger.removals(exhibit)

    def checkpoint(self) -> Checkpoint | None:
        """Sign the custody log as it stands; the checkpoint that stands where nothing was logged since, None for an empty log.

        It is in the ledger and on the house's own list; both are on disk when this returns.

        Raises:
            HouseError: ``custody-broken`` if the newest entries do not hold together, or if the key cannot be used.
        """
        made = self.ledger.checkpoint(self.seal.signed, self.clock())
        self._wrote = False
        if made is not None:
            self.seal.note(made, self.plan.house.ledger)
        return made

    @cached_property
    def stamps(self) -> Stamps:
        """The time stamps on checkpoints."""
        from purport.preserve.stamping import Stamps

        return Stamps(Path(self.plan.house.path))

    def stamp(self, checkpoint: Checkpoint) -> tuple[Path, datetime]:
        """Have the authority of the config stamp a checkpoint: the file with the stamp, and the authority's time.

        Raises:
            InstructionError: ``no-authority`` or ``no-roots``. SourceError: it cannot be reached, or its stamp does not hold.
            HouseError: the stamp cannot be kept, or the one that is there does not hold.
        """
        from purport.rounds.stamps import Authority, stamp

        chosen = self.plan.preserve
        authority = Authority(chosen.timestamp_url, chosen.timestamp_roots)
        return stamp(self.stamps, checkpoint, authority, self.plan.collect.timeout_seconds)

    @cached_property
    def anchors(self) -> Anchors:
        """The proofs of OpenTimestamps on checkpoints."""
        from purport.preserve.anchoring import Anchors

        return Anchors(Path(self.plan.house.path))

    @property
    def _calendars(self) -> Calendars:
        from purport.rounds.anchors import Calendars

        chosen = self.plan.timestamps
        return Calendars(chosen.calendars, chosen.headers, self.plan.collect.timeout_seconds)

    def anchor(self, checkpoint: Checkpoint) -> Anchored:
        """Submit a checkpoint to the calendars of the config (OpenTimestamps); where the proof lies, and how far it is.

        Raises:
            InstructionError: ``no-calendar`` or ``bad-headers``. SourceError: no calendar answered.
            HouseError: the proof cannot be kept, or the one that is there does not hold.
        """
        from purport.rounds.anchors import anchor

        return anchor(self.anchors, checkpoint, self._calendars)

    def upgrade(self) -> list[Anchored]:
        """Ask the calendars of the config about every proof that is pending; how far each is now.

        Raises:
            InstructionError: ``no-calendar`` or ``bad-headers``. HouseError: as for :meth:`anchor`.
        """
        from purport.rounds.anchors import upgrade

        return upgrade(self.anchors, self._calendars)

    def consistency(self, earlier: Checkpoint, later: Checkpoint) -> list[bytes]:
        """The proof (RFC 6962, 2.1.2) that the log at `later` begins with the log at `earlier`.

        Raises:
            LedgerError: ``custody-rewritten`` if it does not.
        """
        from purport.rounds.witness import consistency

        return consistency(self.ledger, earlier, later)

    def bundle(self, names: Sequence[str], question: Filter | None, file: Path) -> Case:
        """Write the zip that a third party checks offline, with what ids and question choose; what is in it.

        Raises:
            InstructionError: an id is unknown, nothing was found, or the file is there already or cannot be written.
            HouseError: if vault or ledger are not what they were.
        """
        from purport.rounds.bundling import Rooms, bundled

        return bundled(
            Rooms(self.vault, self.ledger, self.seal, self.stamps, self.anchors, self.checkpoint), names, question, file
        )

    def export(
        self, names: Sequence[str], question: Filter | None, file: Path, form: str, *, replace: bool = False
    ) -> Archive:
        """Write captures as a web archive, `form` ``warc`` or ``wacz``; all of them without names and question. What is in it.

        Raises:
            InstructionError: an id is unknown, nothing is left, or the file is there already or cannot be written.
            HouseError: if vault or ledger are not what they were.
        """
        from purport.rounds.exporting import exported

        asked = None if question is None else self.with_estimates(question)
        how = (form, self.plan.collect.contact or None)
        return exported((self.vault, self.ledger), (names, asked), file, how, replace)

    def exported(self, asked: Request, tally: Tally) -> Iterator[bytes]:
        """What is asked for, in any of the formats of `exchange.forms`, in pieces; `tally` is filled on the way.

        The same ledger gives the same bytes.

        Raises:
            InstructionError: ``unknown-format``; an id is unknown; the form is of one statement or recording; ``not-installed``.
            HouseError: if vault or ledger are not what they were.
        """
        from purport.rounds.exporting import pieces

        yield from pieces((self.vault, self.ledger), self._estimated(asked), self.plan.collect.contact or None, tally)

    def put(self, asked: Request, file: Path, *, replace: bool = False) -> Tally:
        """Write what is asked for into a file, which appears whole or not at all; what is in it.

        Raises:
            InstructionError: as :meth:`exported`; ``file-exists``, ``not-writable``. HouseError: as :meth:`exported`.
        """
        from purport.rounds.exporting import put

        told = self._estimated(asked)
        return put((self.vault, self.ledger), told, self.plan.collect.contact or None, file, replace)

    def _estimated(self, asked: Request) -> Request:
        return asked if asked.question is None else replace(asked, question=self.with_estimates(asked.question))

    def heard(self, row: DocumentRow) -> Transcript:
        """The transcript that a document was taken from.

        Raises:
            InstructionError: ``no-recording`` for a text. LedgerError: the transcript is gone.
        """
        from purport.rounds.airing import heard

        return heard(self.ledger, row)

    def captions(self, name: str, file: Path, form: str, withheld: bool = False) -> int:
        """Write the captions of a recording, `form` ``srt`` or ``vtt``; how many there are.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``, ``no-recording``; the file is there already or cannot be written.
        """
        from purport.rounds.airing import captioned

        return captioned(self.ledger, self.document(name), file, form, withheld)

    def tapes(self, rows: Sequence[DocumentRow], sound: bool = False) -> dict[str, Tape]:
        """What a page shows of the recordings among some documents, by id; with `sound` their bytes too, as far as they fit."""
        from purport.rounds.airing import tapes

        return tapes(self.vault, self.ledger, rows, sound)

    def verify(self, progress: Progress | None = None, against: Sequence[Checkpoint] = ()) -> VerifyReport:
        """Check every exhibit's bytes, the chain of custody against what was signed of it, and every offset of every mark.

        `against`: checkpoints that were kept elsewhere; the log must go on from each.
        """
        from purport.preserve.history import History
        from purport.records.checkpoints import log_name
        from purport.rounds.accesslog import checked_access
        from purport.rounds.anchors import checked_anchors
        from purport.rounds.stamps import checked_stamps

        looks, looked = checked_access(self.ledger, self.seal, self.plan.house.ledger)
        stamps = checked_stamps(self.stamps, self.plan.preserve.timestamp_roots)
        anchors = checked_anchors(self.anchors, self.plan.timestamps.headers)
        first = next(iter(self.ledger.custody()), None)
        stamped = (*stamps.checkpoints, *anchors.checkpoints)
        own = [one for one in stamped if first is not None and one.log == log_name(first)]
        told = (*against, *own)
        standard = Standard(self.plan.house.ledger, self.seal, History(Path(self.plan.house.path)), told)
        report = verified(self.vault, self.ledger, standard, self.clock(), progress)
        counted = (
            ("time stamps", stamps.hold),
            ("OpenTimestamps proofs", len(anchors.checkpoints)),
            ("checkpoints of the access log", looked),
        )
        return VerifyReport(
            (*report.faults, *stamps.faults, *anchors.faults, *looks),
            (*report.notes, *stamps.notes, *anchors.notes),
            (*report.checked, *(one for one in counted if one[1])),
        )
