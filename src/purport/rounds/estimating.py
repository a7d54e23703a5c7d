"""Dating what has no date: what the ledger and the lists know, brought to one document after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from purport.dating import Outside, Register, Shelf, dating, recordings_in
from purport.dating.claimed import claimed_clues
from purport.dating.known import of_events, of_statements, of_title
from purport.dating.offices import shipped
from purport.errors import LedgerError
from purport.records import Clue, Dateline, Dating, Document, DocumentRow, EventFilter, Filter, Occurrence, Reading
from purport.records.days import days

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.read.reader import Reader

MOST_EVENTS, MOST_STATEMENTS = 50_000, 20_000
"""Of a large ledger's own events and statements the newest are looked at; of lists every entry."""

LONGEST_UNREAD = 200_000
"""Characters."""


class Estimator:
    """Dates documents by what one ledger holds; what it holds is taken once, when it is first needed.

    Args:
        ledger: gives the ledger; a ledger that is not there knows nothing. reader: gives the reader, for texts that have to be read
            again without their date.
    """

    def __init__(self, ledger: Callable[[], Ledger], reader: Callable[[], Reader]) -> None:
        self._ledger = ledger
        self._reader = reader

    @cached_property
    def shelf(self) -> Shelf:
        """Every dated event of the lists, and what the ledger's own documents tell."""
        return Shelf(self._known())

    @cached_property
    def register(self) -> Register:
        """The people of the lists, and the holders of well-known public offices."""
        told = list(shipped())
        with _none_there():
            told += self._ledger().tenures()
        return Register(told)

    def _known(self) -> Iterator[Occurrence]:
        with _none_there():
            ledger = self._ledger()
            yield from ledger.occurrences()
            yield from of_events(ledger.events(EventFilter(limit=MOST_EVENTS)))
            yield from of_statements(ledger.rows(Filter(limit=MOST_STATEMENTS)))
            for line in ledger.contents(Filter(limit=MOST_STATEMENTS)):
                if (titled := of_title(line.id, line.name, line.title, line.published)) is not None:
                    yield titled

    def estimate(self, row: DocumentRow) -> Dating:
        """When a document came to be, made without the date that it states, and when the undated recordings in it did.

        Of a text that was not read only the beginning is looked at, :data:`LONGEST_UNREAD` characters.

        Raises:
            ModelError: if the text has to be read again and a model is missing.
        """
        document = row.document
        if row.reading is None:  # perhaps because it is too long
            document = replace(document, text=document.text[:LONGEST_UNREAD])
        without, with_date = self._readings(document, row.reading)
        return replace(dating(document, without, self._outside(row), with_date), about=row.id)

    def recording_of(self, row: DocumentRow, statement: str) -> Dating | None:
        """The estimate for the recording that brought a statement of a document; None where the text dates it, or there is none."""
        if row.reading is None:
            return None
        found = recordings_in(row.document, row.reading, self._outside(row))
        return next((part for part in found if statement in part.statements), None)

    def _outside(self, row: DocumentRow) -> Outside:
        return Outside(
            shelf=self.shelf,
            register=self.register,
            captured=self._first_seen(row),
            stated=row.document.published,
            besides=frozenset((row.id,)),
            claimed=self._claimed(row),
        )

    def _claimed(self, row: DocumentRow) -> tuple[Clue, ...]:
        """What the file that the text was taken from says of itself."""
        found: list[Clue] = []
        with _none_there():
            found += claimed_clues(self._ledger().imprint(row.document.exhibit))
        return tuple(found)

    def _readings(self, document: Document, reading: Reading | None) -> tuple[Reading, Reading | None]:
        """The reading made without a date of publication, and the one made with it, where there is one."""
        if reading is None:
            return _empty(row_language=document.language), None
        if reading.published is None:
            return reading, None
        return self._reader().read(replace(document, published=None, text=_headless(document, reading))), reading

    def _first_seen(self, row: DocumentRow) -> str:
        """The day on which these bytes were first held, by any address."""
        seen = [row.captured_at]
        with _none_there():
            seen += [one.first_seen for one in self._ledger().captures(row.document.exhibit)]
        return min(seen).date().isoformat()

    def between(self, since: str | None, until: str | None) -> tuple[str, ...]:
        """The ids of the undated documents whose estimated interval (the likelier one, if there is one) touches these days."""
        low, high = days(since), days(until)
        lines = (line for line in self._ledger().contents(Filter(limit=None)) if line.published is None)
        return tuple(
            line.id for line in lines if self._touches(line.id, low.first if low else None, high.last if high else None)
        )

    def _touches(self, name: str, low: date | None, high: date | None) -> bool:
        found = self.estimate(self._ledger().document(name))
        inner = days(found.likely or found.interval)
        if inner is None:
            return False
        early = low is not None and inner.last is not None and inner.last < low
        late = high is not None and inner.first is not None and inner.first > high
        return not early and not late

    def estimated(self, row: DocumentRow) -> DocumentRow:
        """The row with an estimate, where the document states no date; else as it is."""
        if row.document.published is not None:
            return row
        return replace(row, estimated=self.estimate(row))


@contextmanager
def _none_there() -> Iterator[None]:
    """A ledger that was never made knows nothing; everything else that is wrong with it is told."""
    try:
        yield
    except LedgerError as fault:
        if fault.code != "no-ledger":
            raise


def _headless(document: Document, reading: Reading) -> str:
    """The text with blanks for the dates in its head, so that nothing is counted from them; offsets stay."""
    text = document.text
    for mark in reading.times:
        if mark.edtf and mark.span.end <= document.body:
            text = text[: mark.span.start] + " " * (mark.span.end - mark.span.start) + text[mark.span.end :]
    return text


def _empty(row_language: str) -> Reading:
    """What is known of a text that was not read: nothing."""
    return Reading("", row_language, None, Dateline(None, None), (), (), (), (), (), (), False, (), ())
