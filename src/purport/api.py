"""The library's front door: read without keeping, or into a house of your own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from purport.config import load
from purport.errors import PurportError
from purport.read.extract import documents
from purport.read.reader import reader_of
from purport.records import Capture, DocumentRow, Reading
from purport.records.identity import digest
from purport.rounds.gather import dated
from purport.rounds.house import House
from purport.rounds.outcomes import Failed, ReadDocument, ReadOptions


def read(
    *targets: str, published: str | None = None, purports: str | None = None, house: House | None = None
) -> list[DocumentRow]:
    """The documents of files, folders, web addresses and feeds, each with its reading.

    Without a `house` nothing is kept or looked up: no vault, no ledger, no estimates. With one, evidence and readings go where
    its plan says. Pictures give no row, nor do recordings and films in which nothing was heard. `published` (EDTF) dates the
    documents that have no date of their own; `purports` says who the recordings purport to be.

    >>> import pathlib, tempfile, purport
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     story = pathlib.Path(folder, "bridge.txt")
    ...     _ = story.write_text("The mayor denied on Friday that the bridge had been shelled.")
    ...     (row,) = purport.read(str(story), published="2026-03-02")
    >>> statement = row.reading.statements[0]
    >>> statement.source_name, str(statement.certainty)
    ('mayor', 'denied')

    Raises:
        SourceError: for the first target that could not be read, after all others were read (they are kept where there is a
            house). To have each failure beside the rest, use :meth:`purport.House.read`.
        HouseError: if the model is missing, or the house is not in order.
    """
    options = ReadOptions(published=published, purports=((0, purports),) if purports else ())
    if house is None:
        with House(load(None, {}, Path.cwd())) as own:
            return _rows(own, targets, replace(options, keep=False, estimate=False))
    return _rows(house, targets, options)


def _rows(house: House, targets: tuple[str, ...], options: ReadOptions) -> list[DocumentRow]:
    rows: list[DocumentRow] = []
    failed: PurportError | None = None
    for outcome in house.read(targets, options):
        if isinstance(outcome, Failed):
            failed = failed or outcome.error
        elif isinstance(outcome, ReadDocument):
            rows.append(outcome.row)
    if failed is not None:
        raise failed
    return rows


def read_text(text: str, published: str | None = None) -> Reading:
    """The reading of a text at hand; nothing is kept. `published` (EDTF) dates it if it does not date itself.

    >>> import purport
    >>> reading = purport.read_text('"The road is shut," said the mayor, Ada Roe.')
    >>> reading.statements[0].source_name
    'Ada Roe'

    Raises:
        Unreadable: if there are no words in it.
        ModelError: if the model is missing.
    """
    data = text.encode("utf-8")
    capture = Capture("-", data, datetime(1970, 1, 1, tzinfo=UTC), "library", "text/plain", "utf-8")
    document = documents(capture, digest(data), ())[0]
    return reader_of("learned").read(dated(document, published, {}))
