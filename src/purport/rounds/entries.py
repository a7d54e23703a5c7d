"""Statements with what exports need of their documents, one after another, however many there are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from purport.errors import InstructionError
from purport.exchange.entries import Check, Entry, Paper
from purport.fold import folded
from purport.records import Assessment, DocumentRow, EventFilter, EventRow, Filter, StatementRow
from purport.records.listed import NameKind
from purport.records.spans import words_of
from purport.rounds.bundling import chosen

if TYPE_CHECKING:
    from purport.ledger.port import Ledger

AT_A_TIME = 200
"""Statements that are looked at together."""
AT_HAND = 512
"""Documents that are kept at hand: the statements of one come together, but for those that were spoken on other days."""


class Entries:
    """What a ledger's statements are exported with; it may be asked any number of times while the ledger is open."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._papers: OrderedDict[str, Paper] = OrderedDict()
        self._grades: dict[str, Assessment | None] = {}
        self._kinds: dict[str, NameKind | None] | None = None

    def of(self, names: Sequence[str], question: Filter | None) -> Iterator[Entry]:
        """Those that ids choose and those that a question chooses; all of the ledger's where there is neither.

        The id of an event chooses the statement that tells of it.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``no-statement`` for an event that the text tells in its own voice.
        """
        if names:
            told = [self._told_in(name) if name.startswith("ev-") else name for name in names]
            yield from self.around(chosen(self._ledger, told, question).statements.values())
        else:
            yield from self.around(self._ledger.each(question or Filter(limit=None)))

    def _told_in(self, name: str) -> str:
        told = self._ledger.event(name).event.statement
        if told is None:
            raise InstructionError(
                "the text tells it in its own voice, in no statement",
                code="no-statement",
                subject=name,
                advice="give the id of its document",
            )
        return told

    def around(self, rows: Iterable[StatementRow]) -> Iterator[Entry]:
        """The same for rows that are at hand already."""
        waiting = iter(rows)
        while batch := list(islice(waiting, AT_A_TIME)):
            assessed = self._ledger.assessments_of([one.statement.id for one in batch])
            for row in batch:
                yield Entry(row, self.paper(row.document), tuple(assessed.get(row.statement.id, ())))

    def paper(self, document: str) -> Paper:
        """What exports need of a document (its id)."""
        if document not in self._papers:
            if len(self._papers) >= AT_HAND:
                self._papers.popitem(last=False)
            self._papers[document] = self._read(self._ledger.document(document))
        self._papers.move_to_end(document)
        return self._papers[document]

    def _read(self, row: DocumentRow) -> Paper:
        told, reading = row.document, row.reading
        seen = self._ledger.captures(told.exhibit)
        checks = () if reading is None else reading.verification
        return Paper(
            id=row.id,
            name=told.name,
            exhibit=told.exhibit,
            origin=told.origin,
            first_seen=min((one.first_seen for one in seen), default=row.captured_at),
            last_seen=max((one.last_seen for one in seen), default=row.captured_at),
            part=told.part,
            title=told.title,
            author=told.author,
            agency=told.agency,
            outlet=told.outlet,
            published=told.published,
            published_at=told.published_at,
            updated=told.updated,
            language=told.language,
            taken_by=told.taken_by,
            captures=max(1, len(seen)),
            media_type=seen[0].media_type if seen else None,
            recording=None if told.spoken is None else str(told.spoken.carrier),
            translated=told.translated is not None,
            source=told.source,
            grade=None if told.source is None else self.grade_of(told.source),
            checks=tuple(Check(one.about, one.status, one.by, words_of(one.span, told.text)) for one in checks),
            places=() if reading is None else reading.places,
            events=self._events(row),
            steps=() if reading is None else reading.steps,
        )

    def _events(self, row: DocumentRow) -> tuple[EventRow, ...]:
        """The events that its statements tell of, as decided; the ledger is not asked where there are none."""
        if row.reading is None or all(one.statement is None for one in row.reading.events):
            return ()
        return tuple(self._ledger.events(EventFilter(document=row.id, limit=None)))

    def grade_of(self, name: str) -> Assessment | None:
        """The present assessment of a source, by its name; None where it was never assessed."""
        if name not in self._grades:
            self._grades[name] = next(iter(self._ledger.assessments(name)[-1:]), None)
        return self._grades[name]

    def kind_of(self, name: str) -> NameKind | None:
        """Whether a name is a person's or a body's: by the lists that are loaded, and the agencies that are known.

        None where nothing tells, and where lists know it as both.
        """
        from purport.read.extract.agencies import known_agency

        if known_agency(name) is not None:
            return NameKind.ORGANISATION
        if self._kinds is None:
            self._kinds = dict(_kinds(self._ledger))
        return self._kinds.get(folded(name))


def _kinds(ledger: Ledger) -> Iterator[tuple[str, NameKind | None]]:
    found: dict[str, NameKind | None] = {}
    for one in ledger.known():
        for name in (one.primary, *(alias.name for alias in one.aliases)):
            key = folded(name)
            found[key] = one.kind if found.get(key, one.kind) is one.kind else None
    yield from found.items()
