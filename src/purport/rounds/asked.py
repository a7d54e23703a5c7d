"""What is meant by an id or a name: a document, a mark in it, a telling."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from purport.errors import InstructionError
from purport.ledger.port import Ledger
from purport.records import DocumentRow, EventRow, StatementRow
from purport.records.matters import Telling

Told = tuple[str, str | None]
"""A document's id, and the id of the mark that was asked for in it; None for the document itself."""


def telling_of(ledger: Ledger, name: str) -> Telling:
    """The telling that a statement, event or document belongs to, or that a story is chiefly about; or that of this id.

    One that is asked for by its own id is given though it holds no event and no statement: its matter is listed as others are.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release.
    """
    document, mark = asked_for(ledger, name)
    found = ledger.corroboration.tellings_of([document]).get(document, ())
    about = _telling((one.telling for one in found), mark)
    if about is None or not (mark or about.events or about.statements or _says_something(ledger, document)):
        raise nothing_told(name)
    return about


def _says_something(ledger: Ledger, document: str) -> bool:
    """Whether somebody says something in a story: its matter is kept, though no event or release was read in it, as in Arabic."""
    reading = ledger.document(document).reading
    return reading is not None and bool(reading.statements)


def nothing_told(name: str) -> InstructionError:
    """The error that what is named tells of nothing that could be weighed."""
    return InstructionError(
        "tells of no event and no release, so there is nothing to weigh",
        code="nothing-told",
        subject=name,
        advice="give the id of another statement, event or document",
    )


def asked_for(ledger: Ledger, name: str) -> Told:
    """What is meant by the id of a statement, event, telling or document, or by a document's name.

    The whole name of a document goes before the beginning of an id: a story called "2024" or "dead" is that story.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``.
    """
    held = ledger.corroboration.told([name]).get(name)
    if held is not None:
        return held.telling.document, name
    asks: tuple[Callable[[], Told], ...] = (
        lambda: _named(ledger.document(name), name),
        lambda: _statement(ledger.row(name)),
        lambda: _event(ledger.event(name)),
    )
    for ask in asks:
        try:
            return ask()
        except InstructionError as fault:
            if fault.code != "unknown-id" and ask is not asks[0]:
                raise
    return _document(_row(ledger, name))


def _row(ledger: Ledger, name: str) -> DocumentRow:
    """The document of this id, beginning of an id, or address.

    Raises:
        InstructionError: ``unknown-id``, said of an event or statement where the id is that of one; ``ambiguous-id``.
    """
    try:
        return ledger.document(name)
    except InstructionError as fault:
        if fault.code == "unknown-id":
            if name.startswith("ev-"):
                ledger.event(name)
            if name.startswith("st-"):
                ledger.row(name)
            if name.startswith("tl-"):
                advice = "`purport show ID --bonds` shows such ids"
                raise InstructionError(
                    "no story tells of this", code="unknown-id", subject=name, advice=advice
                ) from fault
        raise


def _named(row: DocumentRow, name: str) -> Told:
    if row.document.name != name:
        raise nothing_told(name)
    return row.id, None


def _statement(row: StatementRow) -> Told:
    return row.document, row.statement.id


def _event(row: EventRow) -> Told:
    return row.document, row.event.id


def _document(row: DocumentRow) -> Told:
    return row.id, None


def _telling(tellings: Iterable[Telling], mark: str | None) -> Telling | None:
    """The telling that a mark belongs to; else the one that its story is chiefly about, which comes first."""
    own = list(tellings)
    holding = [one for one in own if mark is not None and mark in (one.id, *one.statements, *one.events)]
    return next(iter([*holding, *own]), None)
