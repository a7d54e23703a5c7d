"""The house, built from a plan: door, vault, ledger and reader, and the ways through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from purport.config import Source
from purport.errors import InstructionError, LedgerError, SourceError, Unreadable
from purport.records import Dating, DocumentRow, Filter
from purport.rounds.houseproving import Proving
from purport.rounds.outcomes import Explained, Failed, KeptMedia, Outcome, ReadDocument, ReadOptions

if TYPE_CHECKING:
    from purport.records.briefs import Brief, Choices
    from purport.rounds.alerting import Alerting
    from purport.rounds.briefing import Briefing
    from purport.rounds.digests import Digests
    from purport.rounds.translating import Interpreter, Translated
    from purport.rounds.voices import Voices
    from purport.rounds.watch import Happening, Watch, WatchOptions


class House(Proving):
    """Everything one plan describes; opened when first needed, closed on leaving.

    Use as a context manager. One house may be used by one thread at a time; any number of processes may have houses on the
    same ledger.

    Raises:
        HouseError: from any method, if vault, ledger or model are not in order.
    """

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
