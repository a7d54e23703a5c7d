"""What a house hands out, and how it proves that it is whole: custody, stamps, bundles, exports, verifying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from purport.records import CustodyEntry, DocumentRow, Filter
from purport.rounds.houseasking import Asking
from purport.rounds.outcomes import VerifyReport
from purport.rounds.verifying import Progress, Standard, verified

if TYPE_CHECKING:
    from purport.desk.brief.recording import Tape
    from purport.exchange.bundle import Case
    from purport.exchange.entries import Tally
    from purport.exchange.webarchive import Archive
    from purport.preserve.anchoring import Anchors
    from purport.preserve.stamping import Stamps
    from purport.records.checkpoints import Checkpoint
    from purport.records.removals import Removal
    from purport.rounds.anchors import Anchored, Calendars
    from purport.rounds.exporting import Request
    from purport.rounds.removing import Removed


class Proving(Asking):
    """A house that hands out and proves."""

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
