"""What a house answers: the questions of the command line and of the desk, asked of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from purport.errors import InstructionError
from purport.records import (
    Dating,
    Decision,
    DocumentRow,
    EventFilter,
    EventList,
    EventRow,
    Filter,
    Occurrence,
    Ruling,
    Standing,
    StatementDecision,
    StatementRow,
    Step,
    Tenure,
)
from purport.rounds.premises import Premises

if TYPE_CHECKING:
    from purport.desk.versions import Version
    from purport.ledger.accessport import AccessBook
    from purport.ledger.port import DocumentLine, Seen, Shelved
    from purport.records.listed import Known, Lookup, NameKind
    from purport.records.media import Imprint
    from purport.records.places import Box, Spread
    from purport.records.speakers import Speaker
    from purport.records.speech import Transcript
    from purport.records.translation import Translation
    from purport.records.weighing import Weight
    from purport.rounds.reviewing import Review


class Asking(Premises):
    """A house that is asked."""

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

    def as_they_stand(self, rows: Iterable[DocumentRow]) -> tuple[list[DocumentRow], dict[str, StatementRow]]:
        """Documents whose readings have their statements as people decided on them, and the rows of those, by id."""
        from purport.rounds.standing import standing

        found = [standing(self.ledger, row) for row in rows]
        return [row for row, _ in found], {key: one for _, held in found for key, one in held.items()}

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

    def decide(
        self, name: str, ruling: Ruling, given: Mapping[str, str], by: str, reason: str = ""
    ) -> tuple[Decision | StatementDecision, bool]:
        """Decide on an event or a statement, by its id or a unique beginning of it; the decision, and whether it was new.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``, ``bad-value``, ``unknown-field``;
                ``nothing-decided`` where there is nothing to take back.
        """
        from purport.rounds.correcting import decide

        self._wrote = True
        held = self.ledger.event(name) if name.startswith("ev-") else self.ledger.row(name)
        if ruling is Ruling.WITHDRAWN and held.decision is None:
            raise InstructionError("nothing was decided on it", code="nothing-decided", subject=name)
        return decide(self.ledger, name, ruling, given, (by, self.clock(), reason))

    def access(self) -> AccessBook:
        """Accounts, tokens and the access log of the desk in the browser; a ledger is made if there is none."""
        self._makes_ledger = True
        return self.ledger.access

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

    def standings(self) -> dict[str, Standing]:
        """How every source that was ever looked at is doing, by name; none where there is no ledger yet."""
        return self.ledger.standings() if self._has_ledger() else {}

    def leads(self) -> dict[tuple[str, Step], int]:
        """How many things each source has brought to each step; none where there is no ledger yet."""
        return self.ledger.leads() if self._has_ledger() else {}

    def translations(self, document: str) -> list[Translation]:
        """The machine translations of a document (its id) that the ledger holds."""
        return self.ledger.translations(document)

    def original_of(self, row: DocumentRow) -> DocumentRow | None:
        """The document that one was translated from; None for an original."""
        told = row.document.translated
        return None if told is None else self.ledger.document(told.document)

    def heard(self, row: DocumentRow) -> Transcript:
        """The transcript that a document was taken from.

        Raises:
            InstructionError: ``no-recording`` for a text. LedgerError: the transcript is gone.
        """
        from purport.rounds.airing import heard

        return heard(self.ledger, row)

    def lists(self) -> list[EventList]:
        """The lists that are loaded."""
        return self.ledger.lists()

    def load_list(self, told: EventList, entries: Iterable[Occurrence | Tenure | Known]) -> Shelved:
        """Load a list of events, people or names under its name; a ledger is made if there is none."""
        self._makes_ledger = True
        return self.ledger.shelve(told, entries)

    def forget_list(self, name: str) -> EventList:
        """Take a list out of the ledger."""
        return self.ledger.forget(name)
