"""What a statement, event or document weighs: who else tells of it, on how many origins, what contradicts it, how it stands.

Taken from what the ledger keeps of corroboration, which is brought up to date first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from purport.ledger.port import Ledger
from purport.records import Assessment, Decision, Ruling, StatementDecision
from purport.records.folds import KeptMatter
from purport.records.matters import Alike, Telling
from purport.records.rulings import decision_words
from purport.records.views import CORRECTABLE, EDITABLE, changed
from purport.records.weighing import Evidence, History, Line, Weight
from purport.rounds.asked import Told, asked_for, nothing_told, telling_of
from purport.rounds.histories import history
from purport.rounds.ruled import decided_in
from purport.rounds.stories import Stories


def weight(ledger: Ledger, name: str, before: datetime | None = None) -> Weight:
    """What is known of the matter of a statement, event or document (ids, beginnings of ids, or a document's name).

    `before`: as it stood when only the stories that were captured before that moment (aware) were known; None: all.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release.
    """
    from purport.corroborate.weighing import weighed

    about, asked = telling_of(ledger, name), asked_for(ledger, name)
    kept = ledger.matter(about.id) if before is None else _as_of(ledger, about, name, before)
    book = ledger.corroboration
    grades = tuple(grades_of(ledger, asked, kept))
    source = history(ledger, kept, about.document, before)
    ruled = (*_outside(ledger, asked, about), *_ruled(ledger, asked, kept, before))
    evidence = replace(evidence_of(kept, grades, source), ruled=ruled)
    members = {one.id for one in kept.tellings}
    unsure = tuple(
        one for one in book.likenesses(about.id) if one.alike is Alike.UNSURE and not {one.first, one.second} <= members
    )
    others = [one.second if one.first == about.id else one.first for one in unsure]
    held = book.told(others)
    inside = {one for one in others if held[one].telling.document in kept.documents}
    unsure = tuple(one for one in unsure if not inside & {one.first, one.second})
    others = [one for one in others if one not in inside]
    if before is not None:
        known = Stories(book).many({one.telling.document for one in held.values()})
        late = {one for one in others if known[held[one].telling.document].first_seen >= before}
        unsure = tuple(one for one in unsure if not late & {one.first, one.second})
        others = [one for one in others if one not in late]
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
        source,
    )


def _as_of(ledger: Ledger, about: Telling, name: str, before: datetime) -> KeptMatter:
    from purport.rounds.deriving import as_of

    found = as_of(ledger, about.id, before)
    if found is None:
        raise nothing_told(name)
    return found


def evidence_of(kept: KeptMatter, grades: tuple[Assessment, ...] = (), source: History | None = None) -> Evidence:
    """A kept matter as it is weighed; `source`: the history of the house that the story asked for has its words from."""
    stories = kept.line.fold.stories
    told = (kept.tellings, kept.checks, kept.contradictions, kept.origins)
    return Evidence(*told, source, stories, grades, ties=kept.ties)


def _outside(ledger: Ledger, asked: Told, about: Telling) -> Iterator[Line]:
    """That what was asked for is no part of what is weighed, but of a story that is chiefly about that."""
    document, mark = asked
    if mark is None or mark in (about.id, *about.statements, *about.events):
        return
    reading = ledger.document(document).reading
    said = next((one for one in reading.statements if one.id == mark), None) if reading is not None else None
    if said is not None and reading is not None:
        held = any(one.id in about.events and one.statement == mark for one in reading.events)
        if held or any(span.overlaps(own) for span in said.content for own in about.spans):
            return
    yield Line(
        "What was asked for is not told as part of it: its story is chiefly about it, and that is weighed here.",
        (mark,),
    )


def _ruled(ledger: Ledger, asked: Told, kept: KeptMatter, before: datetime | None) -> Iterator[Line]:
    """What people decided on the statement or event that was asked for, and how many others of its matter they rejected."""
    own = asked[1] or ""
    found, _ = decided_in(ledger, kept.tellings, before, also=[own] if own else [])
    if one := found.pop(own, None):
        told = decision_words(one, _changes(ledger, one))
        what = "event" if isinstance(one, Decision) else "statement"
        yield Line(f"The {what} was {told}; what follows goes by what was read.", (own,))
    rejected = sorted(about for about, one in found.items() if one.ruling is Ruling.REJECTED)
    if rejected:
        several = len(rejected) > 1
        many = (
            f"{len(rejected)} others"
            if several and own
            else str(len(rejected))
            if several
            else "another"
            if own
            else "one"
        )
        yield Line(
            f"Of what was read of it, people rejected {many}, which still count{'' if several else 's'} here.",
            tuple(rejected),
        )


def _changes(ledger: Ledger, one: Decision | StatementDecision) -> tuple[tuple[str, str, str], ...]:
    """What a decision changed in what was read."""
    if isinstance(one, Decision):
        return changed(ledger.event(one.about).event, one.event, EDITABLE)
    return changed(ledger.row(one.about).read, one.statement, CORRECTABLE)


def grades_of(ledger: Ledger, asked: Told, kept: KeptMatter) -> Iterator[Assessment]:
    """What people decided last of what was asked for, and of its matter, also under an id that the matter had before."""
    from purport.corroborate.matters.clusters import matter_id

    own = asked[1] or asked[0]
    ids = {kept.id, *(matter_id(one) for one in kept.tellings)} - {own}
    found = ledger.assessments_of([own, *ids])
    yield from found.get(own, [])[-1:]
    of_matter = sorted((one for key in ids for one in found.get(key, ())), key=lambda one: one.at)
    yield from of_matter[-1:]
