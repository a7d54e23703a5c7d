"""Machine translations for the desk in the browser (:mod:`purport.desk.web.translations`), by the models that the config names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn

from purport.desk.web.jobs import Failure
from purport.desk.web.translations import TranslationSight
from purport.errors import InstructionError, ModelError
from purport.records import DocumentRow
from purport.rounds.translating import CACHE, UNKNOWN, Interpreter, Translated

if TYPE_CHECKING:
    from purport.config import Plan
    from purport.ledger.port import Ledger


@dataclass(frozen=True, slots=True)
class Translating:
    """The :class:`purport.desk.web.translations.Translations` of a house, and what makes one.

    Args:
        plan: names the models. ledger: holds documents and translations. clock: the time. wrote: is called when one was kept.
        turn: one text is translated at a time.
    """

    plan: Plan
    ledger: Ledger
    clock: Callable[[], datetime]
    wrote: Callable[[], None]
    turn: Lock = field(default_factory=Lock)

    def of(self, name: str) -> TranslationSight:
        """The translations of a document."""
        row = self._there(name)
        return TranslationSight(row, self.ledger.translations(row.id), self.plan.translate.into, self._missing(row))

    def made(self, name: str) -> Translated:
        """The translation of a document, kept beside it.

        Raises:
            InstructionError, SourceError, ModelError: as :meth:`purport.rounds.translating.Interpreter.translated`; ``removed``.
        """
        row = self._there(name)
        with self.turn:
            done = Interpreter(self.plan, self.ledger, _reads_nothing, self.clock).translated(row)
        if done.new:
            self.wrote()
        return done

    def _there(self, name: str) -> DocumentRow:
        from purport.rounds.filing import gone

        row = self.ledger.document(name)
        if removals := self.ledger.removals(row.document.exhibit):
            raise gone(row.document.name, removals[0])
        return row

    def _missing(self, row: DocumentRow) -> Failure | None:
        """Why it cannot be translated; found without loading a model."""
        from purport.read.translate import chosen

        document, told = row.document, self.plan.translate
        if document.translated is not None:
            return Failure("translated", "this is a translation already")
        if not document.text.strip():
            return Failure("empty", "there are no words to translate")
        if document.language == UNKNOWN:
            return Failure("no-language", "its language is not known", "purport translate --from LANGUAGE ID")
        try:
            chosen(told.models, document.language, told.into, Path(self.plan.house.path) / CACHE)
        except (InstructionError, ModelError) as fault:
            return Failure(fault.code, fault.message, fault.advice)
        return None


def _reads_nothing() -> NoReturn:
    raise AssertionError("a translation that is made in the browser is not read")
