"""What is not known: what nobody verified, what rests on one origin, what has no date or place, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from purport.desk.dates import days
from purport.desk.handout.matters import shared
from purport.desk.handout.pen import Pen, paragraphs
from purport.desk.handout.pieces import counted, joined, listed, name, quoted, teller
from purport.desk.handout.saying import is_rumour
from purport.records import DocumentRow, PlaceMark, Role, StatementRow, Status
from purport.records.briefs import Pieces, Sentence, Weighed

FEW = 12
"""Names and texts that one sentence lists; the others are counted."""
OPEN = (Status.UNVERIFIED, Status.DISPUTED, Status.UNDATED)
_SAID = {
    Status.UNVERIFIED: "Not independently verified",
    Status.DISPUTED: "Disputed",
    Status.UNDATED: "Without a date",
}


def unknown(
    pen: Pen,
    rows: Sequence[StatementRow],
    stories: Sequence[DocumentRow],
    weighed: Sequence[Weighed],
    checked: dict[Status, list[Sentence]],
    withheld: Sequence[tuple[str, int]],
) -> Iterator[Sentence]:
    """A sentence for each kind of thing that is not known, in a fixed order."""
    yield from _unverified(pen, checked)
    yield from _alone(pen, weighed)
    yield from _nobody(pen, rows)
    yield from _undated(pen, rows, stories)
    yield from _unplaced(pen, stories)
    yield from _unread(pen, stories)
    yield from _withheld(pen, withheld)


def _unverified(pen: Pen, checked: dict[Status, list[Sentence]]) -> Iterator[Sentence]:
    for status in OPEN:
        found = checked.get(status, [])
        if found:
            where = paragraphs(one.number for one in found)
            supports = [support for one in found for support in one.supports]
            yield pen.sentence((f"{_SAID[status]}, by what the texts say of it: {where}.",), supports)


def _alone(pen: Pen, weighed: Sequence[Weighed]) -> Iterator[Sentence]:
    """What rests on one origin, and what one text alone tells."""
    for number, one in enumerate(shared(weighed), 1):
        origins = one.weight.origins
        supports = pen.shelf.supports((telling.document, telling.spans, "") for telling in one.weight.tellings)
        if len(origins) == 1 and supports:
            parts = (
                "Whether anybody but ",
                name(origins[0].name),
                f" knows of matter {number}: no second origin is seen.",
            )
            yield pen.sentence(parts, supports)
    told = shared(weighed)
    alone = [pen.stories.get(one.weight.telling.document) for one in weighed if one not in told]
    yield from _of_texts(
        pen, [row for row in alone if row is not None], "No second text is seen that tells what these do", ""
    )


def _nobody(pen: Pen, rows: Sequence[StatementRow]) -> Iterator[Sentence]:
    """Who speaks."""
    found = [row for row in rows if row.statement.source_name is None or is_rumour(row.statement)]
    yield from _of_statements(pen, found, "Who speaks is not named, or not to be told")


def _undated(pen: Pen, rows: Sequence[StatementRow], stories: Sequence[DocumentRow]) -> Iterator[Sentence]:
    """When."""
    found = [row for row in rows if days(row.statement.spoken) is None]
    yield from _of_statements(pen, found, "When it was said is not stated")
    yield from _of_texts(
        pen, [row for row in stories if not row.document.published], "When it came out is not stated", ""
    )


def _of_statements(pen: Pen, found: Sequence[StatementRow], what: str) -> Iterator[Sentence]:
    told = [row for row in found if row.statement.id in pen.of]
    if told:
        where = paragraphs(pen.of[row.statement.id] for row in told)
        yield pen.sentence((f"{what}: {where}.",), [one for row in told for one in pen.support_of(row)])


def _of_texts(pen: Pen, found: Sequence[DocumentRow], what: str, more: str) -> Iterator[Sentence]:
    if found:
        shown = [quoted(row.document.title or row.document.name, 80) for row in found[:FEW]]
        parts = (f"{what}: ", _some(shown, len(found), "text"), f"{more}.")
        yield pen.sentence(parts, pen.shelf.supports((row.id, (), "") for row in found))


def _some(shown: list[Pieces], number: int, noun: str) -> Pieces:
    left = number - len(shown)
    return listed([*shown, joined((counted(left, f"further {noun}"),))] if left else shown)


def _unplaced(pen: Pen, stories: Sequence[DocumentRow]) -> Iterator[Sentence]:
    """Names of places of which it is not known where they lie."""
    found: dict[str, list[tuple[str, PlaceMark]]] = {}
    for row in stories:
        for mark in row.reading.places if row.reading is not None else ():
            if mark.role is Role.LITERAL and mark.lat is None:
                found.setdefault(mark.text, []).append((row.id, mark))
    if found:
        names = _some([(name(text),) for text in list(found)[:FEW]], len(found), "name")
        supports = pen.shelf.supports(
            (document, (mark.span,), "") for held in found.values() for document, mark in held
        )
        yield pen.sentence(("Where these places lie is not known: ", names, "."), supports)


def _unread(pen: Pen, stories: Sequence[DocumentRow]) -> Iterator[Sentence]:
    """What was kept and not read, and what whoever reads a text must know."""
    yield from _of_texts(pen, [row for row in stories if row.reading is None], "Kept, and not read for statements", "")
    for row in stories:
        notes = (*row.document.notes, *(row.reading.notes if row.reading is not None else ()))
        if notes:
            parts = ("On the reading of ", quoted(row.document.title or row.document.name, 80), _by(row), ": ")
            yield pen.sentence((*parts, f"{'; '.join(notes[:FEW])}."), pen.shelf.supports([(row.id, (), "")]))


def _by(row: DocumentRow) -> Pieces:
    own = teller(row)
    return joined((" (", name(own), ")")) if own else ()


def _withheld(pen: Pen, withheld: Sequence[tuple[str, int]]) -> Iterator[Sentence]:
    for document, number in withheld:
        row = pen.shelf.rows.get(document)
        if row is not None:
            parts = (
                f"{counted(number, 'passage')} of the recording ",
                quoted(row.document.name, 80),
                " may have been made up by what heard it, and nothing is told from there.",
            )
            yield pen.sentence(parts, pen.shelf.supports([(document, (), "")]))
