"""Machine translations in the browser: what there is of a document, and why no other can be made. No HTTP here.

The rules of :mod:`purport.desk.web.port` hold here too. Making one is long work (:mod:`purport.desk.web.jobs`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from purport.desk.web.jobs import Failure
from purport.records import DocumentRow
from purport.records.translation import Translation


@dataclass(frozen=True, slots=True)
class TranslationSight:
    """What the page of a document's translations shows.

    Attributes:
        row: the document. kept: its machine translations in the ledger. into: the language that it would be translated into.
        missing: why no translation can be made here, and what to do; None where one can.
    """

    row: DocumentRow
    kept: Sequence[Translation]
    into: str
    missing: Failure | None


class Translations(Protocol):
    """What is asked about translations; nothing here writes."""

    def of(self, name: str) -> TranslationSight:
        """The translations of a document, by its id or name.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``removed`` where its exhibit was removed.
        """
