"""Translating through the house: a document or a file, by the models of the config; kept beside the original, read where asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import InstructionError, ModelError, PurportError, SourceError, Unreadable
from purport.records import Document, DocumentRow, Reading
from purport.records.identity import document_id
from purport.records.translation import Translation
from purport.rounds.outcomes import Failed, Outcome, ReadDocument
from purport.rounds.pool import guarded

if TYPE_CHECKING:
    from purport.config import Plan
    from purport.ledger.port import Ledger
    from purport.read.reader import Reader
    from purport.read.translate import Translator

UNKNOWN = "und"
CACHE = Path("cache", "translate")


@dataclass(frozen=True, slots=True)
class Translated:
    """A document with its translation.

    Attributes:
        row: the original. made: the translation.
        kept: whether the ledger holds it; new: whether it did not before.
        read: what was read in it, where that was asked for.
    """

    row: DocumentRow
    made: Translation
    kept: bool = False
    new: bool = False
    read: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Translates documents, and has the translations read.

    Attributes:
        plan: names the models. ledger: where translations are kept and looked up; None where nothing is kept.
        reader: gives what reads. clock: the time.
    """

    plan: Plan
    ledger: Ledger | None
    reader: Callable[[], Reader]
    clock: Callable[[], datetime]

    def translator(self, source: str, target: str) -> Translator:
        """The model for two languages.

        Raises:
            InstructionError: ``same-language``. ModelError: there is none, or it cannot be used.
        """
        from purport.read.translate import translator_of

        chosen = self.plan.translate
        return translator_of(chosen.models, source, target, Path(self.plan.house.path) / CACHE, chosen.threads)

    def translated(self, row: DocumentRow, source: str | None = None, target: str | None = None) -> Translated:
        """The translation of a document: the one that is kept, where this very model made it, else made now and kept.

        Raises:
            InstructionError: ``no-language`` if nobody says what it is in; ``same-language``.
            SourceError: it has no text, or too much. ModelError: as for :meth:`translator`.
        """
        document = row.document
        if document.translated is not None:
            raise InstructionError("this is a translation already", code="translated", subject=document.name)
        if not document.text.strip():
            raise Unreadable("there are no words to translate", code="empty", subject=document.name)
        spoken = source or document.language
        if spoken == UNKNOWN:
            raise InstructionError(
                "its language is not known",
                code="no-language",
                subject=document.name,
                advice="--from says what it is in",
            )
        into = target or self.plan.translate.into
        asked = self.translator(spoken, into)
        held = self._held(row, spoken, into, asked)
        if held is not None:
            return Translated(row, held, kept=True)
        made = replace(_of(asked, document, spoken, into), document=row.id)
        return Translated(row, made, *self._kept(row, made))

    def _held(self, row: DocumentRow, source: str, target: str, asked: Translator) -> Translation | None:
        found = [] if self.ledger is None else self.ledger.translations(row.id)
        wanted = source, target, asked.fingerprint
        return next((one for one in found if (one.source, one.target, one.steps) == wanted), None)

    def _kept(self, row: DocumentRow, made: Translation) -> tuple[bool, bool]:
        """Whether the ledger holds it now, and whether it did not before; a document that it does not hold has none kept."""
        if self.ledger is None:
            return False, False
        try:
            self.ledger.document(row.id)
        except InstructionError:
            return False, False
        return True, self.ledger.translate(made, self.clock())

    def read(self, done: Translated) -> Outcome:
        """What the reader finds in a translation, filed where the original is; every statement says what it was read from.

        Raises:
            HouseError: if the house is at fault.
        """
        from purport.read.translated import rendering

        made = rendering(done.row.document, done.made)
        if not made.text:
            fault = Unreadable(
                "nothing in its translation can be read: every sentence is doubtful", code="doubtful", subject=made.name
            )
            return Failed(made.name, fault)
        if done.kept and not self._stands(done.row):
            fault = Unreadable(
                "it is not what stands at its address now: its translation is kept, and not read",
                code="superseded",
                subject=made.name,
            )
            return Failed(made.name, fault)
        found = self._read_before(made, done) or guarded(self.reader(), made)
        if isinstance(found, PurportError):
            return Failed(made.name, found)
        row = DocumentRow(document_id(made), made, found, done.row.captured_at)
        if not done.kept or self.ledger is None:
            return ReadDocument(row, new_statements=len(found.statements))
        filed = self.ledger.file(made, found, self.clock())
        return ReadDocument(row, filed.new_statements, filed.known_statements)

    def _read_before(self, made: Document, done: Translated) -> Reading | None:
        """The reading that the ledger holds, if this reader made it of this translation."""
        from purport.read.spoken.voice import steps_for

        if not done.kept or self.ledger is None:
            return None
        try:
            held = self.ledger.document(document_id(made))
        except InstructionError:
            return None
        steps = (
            *steps_for(self.reader().fingerprint, made),
            ("translation", f"{done.made.model} {done.made.model_digest[7:23]}"),
        )
        alike = held.document.published == made.published and held.document.spoken == made.spoken
        return held.reading if alike and held.reading is not None and held.reading.steps == steps else None

    def _stands(self, row: DocumentRow) -> bool:
        """Whether a document is what its address gave last; parts of a feed always are."""
        assert self.ledger is not None
        if row.document.part or row.document.origin == "-":
            return True
        try:
            return self.ledger.document(row.document.origin).id == row.id
        except InstructionError:
            return True

    def besides(self, outcome: Outcome) -> Iterator[Outcome]:
        """An outcome of reading, and after it what was read in its translation where its language is another.

        A document in a language that no model knows gets a note that says so.

        Raises:
            ModelError: no model is named, or one cannot be used.
        """
        if not isinstance(outcome, ReadDocument) or not _foreign(outcome.row.document, self.plan.translate.into):
            yield outcome
            return
        try:
            done = self.translated(outcome.row)
        except (ModelError, SourceError) as fault:
            if isinstance(fault, ModelError) and (fault.code != "no-translation" or not self.plan.translate.models):
                raise
            yield _noted(outcome, f"not translated: {fault.message}")
            return
        yield outcome
        yield self.read(done)


def _of(asked: Translator, document: Document, source: str, target: str) -> Translation:
    try:
        return asked.translated(document.text, source, target)
    except SourceError as fault:
        fault.subject = fault.subject or document.name
        raise


def _foreign(document: Document, into: str) -> bool:
    language = document.language.split("-")[0]
    return document.translated is None and bool(document.text.strip()) and language not in (UNKNOWN, into)


def _noted(outcome: ReadDocument, told: str) -> ReadDocument:
    """The outcome with one more note on what was read; not filed."""
    reading = outcome.row.reading
    if reading is None:
        return outcome
    return replace(outcome, row=replace(outcome.row, reading=replace(reading, notes=(*reading.notes, told))))
