"""What a statement, event or document weighs: who else tells of it, on how many origins, what contradicts it, how it stands.

Derived from what the ledger holds each time it is asked, and written nowhere: a story that comes in later changes the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from purport.errors import InstructionError
from purport.ledger.port import Ledger
from purport.records import DocumentRow, EventRow, Filter, StatementRow
from purport.records.days import days
from purport.records.matters import Matter, Telling
from purport.records.stories import Link, Origin, Story
from purport.records.weighing import Weight

WINDOW = timedelta(days=45)
"""How far apart two stories may have come out to be compared; undated ones always are."""
_AND = re.compile(r"\s*(?:[,;]|\band\b|\bو)\s*")
_HOUSE = re.compile(r"\b(?:news|press|wire) (?:agency|service)\b|\bnewswire\b", re.IGNORECASE)
Tell = Callable[[int, int], None]
"""Is told how many stories of how many are done."""


def weight(ledger: Ledger, name: str, tell: Tell | None = None, before: datetime | None = None) -> Weight:
    """What is known of the matter of a statement, event or document (ids, beginnings of ids, or a document's name).

    `before`: only stories that were captured before that moment are looked at (aware); None: all.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release.
    """
    from purport.corroborate.matters.clusters import matters
    from purport.corroborate.matters.contradictions import contradictions
    from purport.corroborate.matters.shelf import Shelf
    from purport.corroborate.matters.tellings import tellings
    from purport.corroborate.weighing import evidence_of, weighed

    row, mark = _asked(ledger, name)
    if row.reading is None:
        raise _nothing(name)
    rows = {one.id: one for one in _beside(ledger, row, tell, before)}
    shelf = Shelf()
    for one in rows.values():
        if one.reading is not None:
            shelf.add_all(tellings(one.document, one.reading))
    about = _telling(shelf.tellings.values(), row.id, mark)
    if about is None or not (about.events or about.statements):
        raise _nothing(name)
    near = shelf.near([about.id])
    held = {key: shelf.tellings[key] for key in near}
    alike = [one for one in shelf.all_likenesses() if one.first in near and one.second in near]
    matter = next(one for one in matters(held, alike) if about.id in one.members)
    found = contradictions(matter, shelf.tellings)
    stories, links, roots = _origins(matter, shelf.tellings, rows)
    readings = {key: one.reading for key, one in rows.items() if one.reading is not None}
    lines = weighed(evidence_of(matter.members, shelf.tellings, readings, found, roots))
    unsure = tuple(
        one for one in alike if about.id in (one.first, one.second) and not {one.first, one.second} <= {*matter.members}
    )
    perhaps = tuple(shelf.tellings[one.second if one.first == about.id else one.first] for one in unsure)
    members = tuple(shelf.tellings[one] for one in matter.members)
    return Weight(name, about, matter, lines, stories, links, roots, found, members, unsure, perhaps)


def _nothing(name: str) -> InstructionError:
    return InstructionError(
        "tells of no event and no release, so there is nothing to weigh",
        code="nothing-told",
        subject=name,
        advice="give the id of another statement, event or document",
    )


def _asked(ledger: Ledger, name: str) -> tuple[DocumentRow, str | None]:
    """The document, and the id of the mark that was asked for; None for the document itself."""
    asks: tuple[Callable[[], tuple[str, str | None]], ...] = (
        lambda: _statement(ledger.row(name)),
        lambda: _event(ledger.event(name)),
        lambda: (name, None),
    )
    for ask in asks:
        try:
            document, mark = ask()
        except InstructionError as fault:
            if fault.code != "unknown-id":
                raise
            continue
        return ledger.document(document), mark
    raise _nothing(name)


def _statement(row: StatementRow) -> tuple[str, str | None]:
    return row.document, row.statement.id


def _event(row: EventRow) -> tuple[str, str | None]:
    return row.document, row.event.id


def _telling(tellings: Iterable[Telling], document: str, mark: str | None) -> Telling | None:
    """The telling that a mark belongs to; else the one that its story is chiefly about."""
    own = [one for one in tellings if one.document == document]
    holding = [one for one in own if mark is not None and mark in (*one.statements, *one.events)]
    return next(iter([*holding, *(one for one in own if one.lead), *own]), None)


def _beside(
    ledger: Ledger, row: DocumentRow, tell: Tell | None, before: datetime | None = None
) -> Iterator[DocumentRow]:
    """The documents to compare, the first captured first: those that came out near it, and those without a date."""
    listed = ledger.contents(Filter(came_before=before, limit=None))
    ids = [one.id for one in listed if _near(row.document.published, one.published)]
    rows = []
    for number, one in enumerate(dict.fromkeys([row.id, *ids])):
        rows.append(ledger.document(one))
        if tell is not None:
            tell(number + 1, len(ids))
    yield from sorted(rows, key=lambda one: (one.captured_at, one.id))


def _near(one: str | None, other: str | None) -> bool:
    first, second = (days(told) if told else None for told in (one, other))
    if first is None or second is None:
        return True
    return _apart(first.first, second.last) <= WINDOW and _apart(second.first, first.last) <= WINDOW


def _apart(later: date | None, earlier: date | None) -> timedelta:
    return timedelta(0) if later is None or earlier is None else later - earlier


def _origins(
    matter: Matter, tellings: Mapping[str, Telling], rows: Mapping[str, DocumentRow]
) -> tuple[tuple[Story, ...], tuple[Link, ...], tuple[Origin, ...]]:
    """The stories of a matter with those whose text they carry, the ties between them, and their origins."""
    from purport.corroborate.copies.trace import Copies
    from purport.corroborate.origins import origins

    stories = {key: story_of(row) for key, row in rows.items()}
    copies = Copies(stories.__getitem__)
    inside = {tellings[one].document for one in matter.members}
    placed: list[str] = []
    for key, story in stories.items():
        copies.place(story, [one for one in placed if one in inside] if key in inside else ())
        placed.append(key)
    links: dict[str, tuple[Link, ...]] = {}
    waiting = sorted(inside)
    while waiting:
        here = waiting.pop()
        links[here] = copies.links(here)
        waiting += [link.earlier for link in links[here] if link.earlier not in links and link.earlier not in waiting]
    taken = tuple(story for key, story in stories.items() if key in links)
    ties = tuple(chain.from_iterable(links.values()))
    cites = _cites(taken, rows)
    return taken, (*ties, *cites), origins(taken, ties, cites)


def _cites(stories: Sequence[Story], rows: Mapping[str, DocumentRow]) -> tuple[Link, ...]:
    from purport.corroborate.citing import citations
    from purport.corroborate.copies.credits import same_house
    from purport.read.extract.agencies import known_agency

    houses = {name for story in stories for name in (story.outlet, *story.agencies) if name}

    def is_house(name: str) -> bool:
        known = known_agency(name) is not None or _HOUSE.search(name) is not None
        return known or any(same_house(name, house) for house in houses)

    found: list[Link] = []
    for story in stories:
        reading = rows[story.id].reading
        chains = () if reading is None else (one.names for one in reading.statements)
        found += citations(story, chains, is_house)
    return tuple(found)


def story_of(row: DocumentRow) -> Story:
    """A document as corroboration sees it."""
    told = row.document
    agencies = tuple(name for name in _AND.split(told.agency or "") if name)
    return Story(
        row.id, told.text, told.title, told.outlet, agencies, told.origin, None, told.published, row.captured_at
    )
