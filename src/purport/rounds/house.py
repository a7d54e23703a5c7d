"""The house, built from a plan: door, vault, ledger and reader, and the ways through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from purport.config import Plan, Source
from purport.records import (
    Capture,
    Custodied,
    CustodyEntry,
    DocumentRow,
    EventFilter,
    EventRow,
    Exhibit,
    Filter,
    Standing,
    StatementRow,
    Step,
)
from purport.rounds.outcomes import Explained, Failed, Outcome, ReadOptions, VerifyReport
from purport.rounds.verifying import Progress, verified

if TYPE_CHECKING:
    from purport.collect import Door
    from purport.errors import SourceError
    from purport.ledger.port import DocumentLine, Ledger, Seen
    from purport.preserve import Vault
    from purport.read.reader import Reader
    from purport.rounds.filing import Clerk
    from purport.rounds.reviewing import Review
    from purport.rounds.watch import Watch, WatchOptions

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger."""
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
    def door(self) -> Door:
        """The only way in."""
        from purport.collect import CollectPlan, Door

        given = self.plan.collect
        return Door(
            CollectPlan(
                max_bytes=given.max_bytes,
                timeout=3 * given.timeout_seconds,
                read_timeout=given.timeout_seconds,
                max_redirects=given.max_redirects,
                allow_private=given.allow_private,
                obey_robots=given.obey_robots,
                user_agent=given.user_agent + (f" (+{given.contact})" if given.contact else ""),
                host_delay=given.host_delay,
            ),
            self.clock,
        )

    @cached_property
    def reader(self) -> Reader:
        """The reader that the plan names."""
        from purport.read.reader import reader_of

        chosen = self.plan.read
        return reader_of(chosen.reader, chosen.model, chosen.least_score, chosen.roots, chosen.certainty)

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
        gatherer = Gatherer(self.door, self.clock, self._keep if chosen.keep else unkept, follow)
        clerk = self._clerk(chosen)
        tasks = (clerk.task(found) for found in gatherer.gathered(targets))
        for task, reading in readings(((t, t.to_read) for t in tasks), self.reader, chosen.workers):
            yield clerk.outcome(task, reading)

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
            clock=self.clock,
            parallel=self.plan.collect.parallel,
            host_delay=self.plan.collect.host_delay,
            workers=self.plan.read.workers,
        )
        return Watch(rooms, sources, options or WatchOptions())

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
        from purport.errors import SourceError

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

        for found in Gatherer(self.door, self.clock, unkept, follow=False).gathered(targets):
            if found.document is not None:
                yield Explained(found.document, tuple(self.reader.findings(found.document)))
            elif found.error is not None:
                yield Failed(found.name, found.error)

    @property
    def passed_over(self) -> tuple[Path, ...]:
        """Files in folders that were left out because they are plainly no documents."""
        return self.door.passed_over

    def _keep(self, capture: Capture) -> Custodied:
        kept = self.vault.keep(capture.data)
        at = self.clock()
        exhibit = Exhibit(kept, len(capture.data), capture.media_type or "application/octet-stream", at)
        return self.ledger.keep(exhibit, capture, at)

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
        return self.ledger.rows(question)

    def count(self, question: Filter) -> int:
        """How many statements meet the conditions."""
        return self.ledger.count(question)

    def row(self, name: str) -> StatementRow:
        """One statement, by its id or a unique beginning of it."""
        return self.ledger.row(name)

    def document(self, name: str) -> DocumentRow:
        """One document, by id, beginning of an id, name or origin."""
        return self.ledger.document(name)

    def documents(self, question: Filter) -> list[DocumentRow]:
        """Whole documents with their readings."""
        return self.ledger.documents(question)

    def search(self, question: Filter) -> list[StatementRow]:
        """Statements whose words match ``question.words``."""
        return self.ledger.search(question)

    def search_documents(self, question: Filter) -> list[DocumentLine]:
        """Documents whose text matches ``question.words``."""
        return self.ledger.search_documents(question)

    def events(self, question: EventFilter) -> list[EventRow]:
        """Events that meet the conditions, newest first, each with the decision that counts."""
        return self.ledger.events(question)

    def count_events(self, question: EventFilter) -> int:
        """How many events meet the conditions."""
        return self.ledger.count_events(question)

    def event(self, name: str) -> EventRow:
        """One event, by its id or a unique beginning of it."""
        return self.ledger.event(name)

    def review(self, question: EventFilter, by: str) -> Review:
        """A sitting in which a person decides on events one by one."""
        from purport.rounds.reviewing import Review

        return Review(self.ledger, by, self.clock, question)

    def captures(self, about: str) -> list[Seen]:
        """Where and when an exhibit, or an address, was seen."""
        return self.ledger.captures(about)

    def custody(self) -> Iterator[CustodyEntry]:
        """The custody log in order."""
        return self.ledger.custody()

    def verify(self, progress: Progress | None = None) -> VerifyReport:
        """Check every exhibit's bytes, the chain of custody and every offset of every mark."""
        return verified(self.vault, self.ledger, progress)
