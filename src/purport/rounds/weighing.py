"""What a statement, event or document weighs: who else tells of it, on how many origins, what contradicts it, how it stands.

Taken from what the ledger keeps of corroboration, which is brought up to date first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from purport.errors import InstructionError
from purport.ledger.port import Ledger
from purport.records import Assessment, DocumentRow, EventRow, StatementRow
from purport.records.folds import KeptMatter
from purport.records.matters import Alike, Telling
from purport.records.weighing import Evidence, Weight
from purport.rounds.stories import Stories

Told = tuple[str, str | None]
"""A document's id, and the id of the mark that was asked for in it; None for the document itself."""


def weight(ledger: Ledger, name: str) -> Weight:
    """What is known of the matter of a statement, event or document (ids, beginnings of ids, or a document's name).

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release.
    """
    from purport.corroborate.weighing import weighed

    about = telling_of(ledger, name)
    kept = ledger.matter(about.id)
    book = ledger.corroboration
    grades = tuple(grades_of(ledger, asked_for(ledger, name), kept))
    evidence = evidence_of(kept, grades)
    members = {one.id for one in kept.tellings}
    unsure = tuple(
        one for one in book.likenesses(about.id) if one.alike is Alike.UNSURE and not {one.first, one.second} <= members
    )
    others = [one.second if one.first == about.id else one.first for one in unsure]
    held = book.told(others)
    stories = tuple(Stories(book).many(kept.documents).values())
    return Weight(
        name,
        about,
        kept.matter,
        weighed(evidence),
        stories,
        kept.ties,
        kept.origins,
        kept.contradictions,
        kept.tellings,
        unsure,
        tuple(held[one].telling for one in others),
        grades,
    )


def evidence_of(kept: KeptMatter, grades: tuple[Assessment, ...] = ()) -> Evidence:
    """A kept matter as it is weighed."""
    stories = kept.line.fold.stories
    return Evidence(kept.tellings, kept.checks, kept.contradictions, kept.origins, stories=stories, grades=grades)


def telling_of(ledger: Ledger, name: str) -> Telling:
    """The telling that a statement, event or document belongs to, or that a story is chiefly about; or that of this id.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release.
    """
    document, mark = asked_for(ledger, name)
    found = ledger.corroboration.tellings_of([document]).get(document, ())
    about = _telling((one.telling for one in found), mark)
    if about is None or not (about.events or about.statements):
        raise _nothing(name)
    return about


def _nothing(name: str) -> InstructionError:
    return InstructionError(
        "tells of no event and no release, so there is nothing to weigh",
        code="nothing-told",
        subject=name,
        advice="give the id of another statement, event or document",
    )


def asked_for(ledger: Ledger, name: str) -> Told:
    """What is meant by the id of a statement, event, telling or document, or by a document's name.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``.
    """
    held = ledger.corroboration.told([name]).get(name)
    if held is not None:
        return held.telling.document, name
    asks: tuple[Callable[[], Told], ...] = (
        lambda: _statement(ledger.row(name)),
        lambda: _event(ledger.event(name)),
    )
    for ask in asks:
        try:
            return ask()
        except InstructionError as fault:
            if fault.code != "unknown-id":
                raise
    return _document(ledger.document(name))


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


def grades_of(ledger: Ledger, asked: Told, kept: KeptMatter) -> Iterator[Assessment]:
    """What people decided last of what was asked for, and of its matter, also under an id that the matter had before."""
    from purport.corroborate.matters.clusters import matter_id

    own = asked[1] or asked[0]
    ids = {kept.id, *(matter_id(one) for one in kept.tellings)} - {own}
    found = ledger.assessments_of([own, *ids])
    yield from found.get(own, [])[-1:]
    of_matter = sorted((one for key in ids for one in found.get(key, ())), key=lambda one: one.at)
    yield from of_matter[-1:]
