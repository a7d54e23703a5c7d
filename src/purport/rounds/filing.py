"""Filing: what is read, what was read before, and what goes into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from purport.errors import InstructionError, PurportError, Refused, Unreadable
from purport.ledger.port import Filed, Filing, Ledger
from purport.read.spoken.voice import steps_for
from purport.records import Capture, Document, DocumentRow, Reading
from purport.records.identity import document_id
from purport.records.media import Imprint
from purport.records.removals import Removal
from purport.rounds.gather import Gathered, dated, named, remembered
from purport.rounds.outcomes import Failed, KeptMedia, Outcome, ReadDocument, ReadOptions


@dataclass(frozen=True, slots=True)
class Task:
    """One gathered document on its way through the reader into the ledger.

    Attributes:
        found: what was gathered.
        document: the text with its date settled; None where there is an error instead.
        to_read: the same if it has to be read; None if it must not be, or was read before.
        known: the document as the ledger holds it, already read by this reader.
        earlier: what stood at the same address before, if the bytes there changed.
        error: why there is nothing to read.
    """

    found: Gathered
    document: Document | None = None
    to_read: Document | None = None
    known: DocumentRow | None = None
    earlier: DocumentRow | None = None
    error: PurportError | None = None


def gone(name: str, removal: Removal | None) -> Refused:
    """The error that stands for what was removed and is not taken in again."""
    told = "removed" if removal is None else removal.told
    advice = "it is not kept or read again"
    return Refused(f"this was {told}", code="removed", subject=name, advice=advice)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Decides what has to be read, and files what was.

    Attributes:
        ledger: None where nothing is kept.
        fingerprint: of the reader: a reading by the same steps is not made again.
        max_characters: longer texts are kept but not read.
    """

    ledger: Ledger | None
    fingerprint: tuple[tuple[str, str], ...]
    max_characters: int
    options: ReadOptions
    clock: Callable[[], datetime]

    def task(self, found: Gathered) -> Task:
        """What to do with a gathered document."""
        if found.document is None:
            return Task(found, error=found.error)
        document = dated(found.document, self.options.published, self.options.published_from)
        document = named(document, self.options.purports, self.options.purports_from)
        if len(document.text) > self.max_characters:
            return Task(found, document, error=self._too_long(document))
        earlier = self._standing(found, document)
        same = earlier if earlier and earlier.document.text == document.text else self._held(document_id(document))
        if same is not None and document.text and not same.document.text:
            return Task(found, error=gone(document.name, self._removal(same.document.exhibit)))
        if same is not None:
            document = remembered(document, same.document)
        known = self._known(document, same)
        return Task(found, document, None if known else document, known, earlier)

    def _removal(self, exhibit: str) -> Removal | None:
        return next(iter(self.ledger.removals(exhibit)), None) if self.ledger is not None else None

    def _too_long(self, document: Document) -> Unreadable:
        return Unreadable(
            f"the text has {len(document.text):,} characters, more than read.max_characters ({self.max_characters:,})",
            code="too-long",
            subject=document.name,
            advice="the exhibit and its text are kept and can be searched; raise the limit to read it",
        )

    def _standing(self, found: Gathered, document: Document) -> DocumentRow | None:
        changed = found.custodied is not None and found.custodied.previous is not None
        return self._held(document.origin) if changed and not document.part else None

    def _known(self, document: Document, same: DocumentRow | None) -> DocumentRow | None:
        if same is None or same.reading is None:
            return None
        alike = same.reading.steps == steps_for(self.fingerprint, document)
        purports = () if document.spoken is None else document.spoken.purports
        told = (same.reading.published, same.reading.purports) == (document.published, purports)
        hour = document.published_at in (None, same.document.published_at)
        return same if alike and told and hour else None

    def _held(self, name: str) -> DocumentRow | None:
        if self.ledger is None:
            return None
        try:
            return self.ledger.document(name)
        except InstructionError:
            return None

    def outcome(self, task: Task, reading: Reading | PurportError | None) -> Outcome:
        """What came of a task, filed where things are kept.

        Raises:
            LedgerError: if it cannot be filed.
        """
        return self.outcomes([(task, reading)])[0]

    def outcomes(self, done: Sequence[tuple[Task, Reading | PurportError | None]]) -> list[Outcome]:
        """What came of many tasks, in their order; where things are kept they are filed in one transaction.

        Raises:
            LedgerError: if they cannot be filed; then none is.
        """
        filings = [_filing(task, reading) for task, reading in done]
        given = [filing for filing in filings if filing is not None]
        filed: Iterator[Filed] = iter(())
        if self.ledger is not None and given:
            filed = iter(self.ledger.file_many(given, self.clock()))
        noted = [next(filed, None) if filing is not None else None for filing in filings]
        return [_outcome(task, reading, one, self.ledger) for (task, reading), one in zip(done, noted, strict=True)]


def _filing(task: Task, reading: Reading | PurportError | None) -> Filing | None:
    """What is filed of a task; None for nothing."""
    if task.known is not None:
        known, returned = task.known, task.earlier is not None and task.earlier.id != task.known.id
        # a text that an address gave before, and gives again after another, is what stands there now
        return Filing(known.document, known.reading) if returned else None
    if task.document is None:
        return None
    return Filing(task.document, reading if isinstance(reading, Reading) else None)


def _outcome(task: Task, reading: Reading | PurportError | None, filed: Filed | None, ledger: Ledger | None) -> Outcome:
    if task.known is not None and task.known.reading is not None and task.document is not None:
        row = replace(task.known, document=task.document)
        return ReadDocument(row, known_statements=len(task.known.reading.statements))
    if isinstance(reading, Reading) and task.document is not None:
        row = DocumentRow(document_id(task.document), task.document, reading, task.found.captured_at)
        if filed is None:
            return ReadDocument(row, new_statements=len(reading.statements))
        earlier = task.earlier
        replaced = earlier if earlier is not None and earlier.document.text != task.document.text else None
        return ReadDocument(row, filed.new_statements, filed.known_statements, replaced)
    if task.found.media is not None:
        return _seen(task.found, task.found.media, ledger)
    error = task.error if task.error is not None else reading
    assert isinstance(error, PurportError)
    return Failed(task.found.name, error)


def _seen(found: Gathered, media: Capture, ledger: Ledger | None) -> KeptMedia:
    assert found.custodied is not None
    exhibit = found.custodied.exhibit
    held = None if ledger is None else ledger.imprint(exhibit)
    return KeptMedia(found.name, exhibit, found.captured_at, held or _looked_into(media, exhibit), found.notes)


def _looked_into(media: Capture, exhibit: str) -> Imprint:
    """What a file without text says of itself, read from its bytes."""
    from purport.read.media import imprint_of
    from purport.sniff import media_type

    return imprint_of(media.data, media_type(media.data, media.media_type), exhibit)
