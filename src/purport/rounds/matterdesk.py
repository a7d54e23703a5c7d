"""The ways that deal with corroboration: bringing it up to date, weighing, and what people decide about pairs and grades."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import InstructionError, LedgerError
from purport.ledger.port import Ledger
from purport.records import Assessment, Bond, Filter
from purport.records.folds import Fold, KeptMatter, MatterFilter, MatterLine, Pair, PairDecision
from purport.records.matters import Telling
from purport.records.weighing import Proposal, Weight

if TYPE_CHECKING:
    from purport.rounds.corroborating import Corroborated, Corroborator

Tell = Callable[[int, int], None]
RELIABILITY = "ABCDEF"
"""Of a source; F: cannot be judged."""
CREDIBILITY = range(1, 7)
"""Of what is said; 6: cannot be judged."""


class MatterDesk:
    """Corroboration of one house.

    Args:
        ledger: opens it when it is needed. shelf: the folder of the index of texts. clock: the time. wrote: is called where
            something was logged in custody.
    """

    def __init__(
        self, ledger: Callable[[], Ledger], shelf: Path, clock: Callable[[], datetime], wrote: Callable[[], None]
    ) -> None:
        self._open = ledger
        self._shelf = shelf
        self._clock = clock
        self._wrote = wrote

    @property
    def _ledger(self) -> Ledger:
        return self._open()

    @cached_property
    def _corroborator(self) -> Corroborator:
        from purport.rounds.corroborating import Corroborator

        return Corroborator(self._ledger, self._shelf, self._clock)

    def up_to_date(
        self, tell: Tell | None = None, anew: bool = False, stop: Callable[[], bool] = lambda: False
    ) -> Corroborated:
        """Place what was read and derive the matters that it changes; `tell` is told how many stories of how many are done.

        `anew`: every story again, as after a list of names was loaded. What is in order is left as it is. `stop`: asked between two
        stories whether to leave the rest for the next time.

        Raises:
            HouseError: if the house is not in order; what was placed until then stands.
        """
        return self._corroborator.up_to_date(tell, anew, stop)

    def placed_otherwise(self) -> int:
        """How many stories were placed by the rules of an earlier purport; they stay as they are until all are placed anew."""
        from purport.rounds.placing import WAY

        return self._ledger.corroboration.placed_otherwise(WAY)

    def strike(self, documents: Collection[str]) -> None:
        """Take documents that were removed off the index of texts."""
        self._corroborator.strike(documents)

    # Asking

    def weigh(self, name: str, tell: Tell | None = None) -> Weight:
        """What is known of a matter, by its id or that of a statement, event or document; what waits is placed first.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release.
        """
        from purport.rounds.asked import asked_for
        from purport.rounds.weighing import weight

        if name.startswith("mt-"):
            name = self._ledger.matter(name).tellings[0].id
        asked_for(self._ledger, name)  # nothing is brought up to date for what is not there
        self.brought(tell)
        return weight(self._ledger, name)

    def brought(self, tell: Tell | None = None) -> None:
        """Up to date, where the ledger can be written."""
        try:
            self.up_to_date(tell)
        except LedgerError as fault:
            if fault.code != "read-only":
                raise

    def matters(self, question: MatterFilter | None = None) -> list[MatterLine]:
        """Matters as they were derived last, newest first."""
        return self._ledger.matters(question)

    def matter(self, name: str) -> KeptMatter:
        """One matter as it was derived last, by its id, or that of a statement, event or document.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``, ``nothing-told``.
        """
        try:
            return self._ledger.matter(name)
        except InstructionError as fault:
            if fault.code != "unknown-id":
                raise
        from purport.rounds.asked import telling_of

        return self._ledger.matter(telling_of(self._ledger, name).id)

    def bonds(self, name: str, history: bool = False) -> list[Bond]:
        """The bonds of a statement, event or document: of its telling, and of its story; `history`: also what was withdrawn.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``.
        """
        document, _, tellings = self._tellings(name)
        return [bond for key in (*tellings, document) for bond in self._ledger.bonds(key, history)]

    def decisions(self, name: str) -> list[PairDecision]:
        """What people decided on pairs with a telling of what is named, oldest first.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``.
        """
        return self._decisions(self._tellings(name)[2])

    # Deciding

    def pair(self, names: tuple[str, str], pair: Pair, by: str, reason: str, seen: str | None = None) -> bool:
        """Decide that two things are told of together or apart, or leave it to the rules again; whether that changes anything.

        `names`: ids of statements, events, tellings or documents, each of another story. Matters are derived at once. Where both
        are what their stories are chiefly about, what either story tells aside and what leads the other are parted with them,
        as far as they stand in one matter; what is decided on the two later is decided on these as well.
        `seen`: digest of the last decision on this pair that the person saw, ``""`` for none; None: whatever there is.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``, ``nothing-told``, ``same-story``, ``overtaken``.
        """
        from purport.rounds.asked import asked_for, telling_of

        for name in names:
            asked_for(self._ledger, name)
        self.up_to_date()
        first, second = (telling_of(self._ledger, name) for name in names)
        at, book = self._clock(), self._ledger.corroboration
        beside = self._beside(first, second, pair) if first.lead and second.lead else []
        with self._ledger.together():
            done = book.decide(PairDecision(first.id, second.id, pair, by, at, reason), seen)
            for one, other in beside if done else ():
                book.decide(PairDecision(one, other, Pair.APART if pair is Pair.APART else Pair.OPEN, by, at, reason))
        if done:
            self._wrote()
            self.up_to_date()
        return done

    def _beside(self, first: Telling, second: Telling, pair: Pair) -> list[tuple[str, str]]:
        """What else is to be decided on two chief tellings: what a story tells aside with what leads the other, where both are in
        one matter and to be parted, or were parted and are to be so no more.
        """
        book = self._ledger.corroboration
        told = book.tellings_of([first.document, second.document])
        pairs = [
            (one.telling.id, lead.id)
            for own, lead in ((first, second), (second, first))
            for one in told.get(own.document, ())
            if not one.telling.lead
        ]
        if pair is Pair.APART:
            homes = book.places([name for both in pairs for name in both])
            return [(a, b) for a, b in pairs if homes[a].matter is not None and homes[a].matter == homes[b].matter]
        last = {frozenset((one.first, one.second)): one.pair for one in self._decisions([first.id, second.id])}
        return [both for both in pairs if last.get(frozenset(both)) is Pair.APART]

    def grade(
        self, name: str, grades: tuple[str | None, int | None], by: str, reason: str, seen: str | None = None
    ) -> Assessment:
        """Append a person's view on the axes of the Admiralty code; what is appended.

        `name`: of a source, or the id of a statement, event, document or matter. `grades`: reliability A to F of the source, and
        credibility 1 to 6 of what is said; None is left as it cannot be judged (F, 6).
        `seen`: digest of the last view that the person saw, ``""`` for none; None: whatever there is.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``bad-grade``; ``wrong-axis`` for the credibility of a source;
                ``overtaken``.
        """
        reliability, credibility = grades
        _check(reliability, credibility)
        about, is_source = self._graded(name)
        if is_source and credibility is not None:
            advice = "give --reliability for a source, and --credibility for a statement, event, document or matter"
            raise InstructionError(
                "credibility is of what is said, not of a source", code="wrong-axis", subject=about, advice=advice
            )
        made = Assessment(about, reliability or "F", credibility or 6, reason, by, self._clock())
        self._ledger.assess(made, seen)
        return made

    def grades(self, name: str) -> tuple[str, list[Assessment]]:
        """What was decided of a source, statement, event, document or matter, oldest first; and the id or name that it goes by.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``.
        """
        about, _ = self._graded(name)
        return about, self._ledger.assessments(about)

    def proposals(self, name: str) -> tuple[tuple[str, Proposal], ...]:
        """What rules propose, by axis: for what tells of an event or release both, for an outlet or agency its reliability.

        () for what tells of nothing, and for other sources: persons and groups have no history here.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``.
        """
        from purport.corroborate.grading import credibility, reliability
        from purport.rounds.asked import telling_of
        from purport.rounds.histories import history, history_of
        from purport.rounds.weighing import evidence_of

        try:
            kept = self.matter(name)
        except InstructionError as fault:
            if fault.code not in ("unknown-id", "nothing-told"):
                raise
            if self._ledger.corroboration.is_house(name):
                return (("reliability", reliability(history_of(self._ledger, name))),)
            return ()
        try:
            document = telling_of(self._ledger, name).document
        except InstructionError:  # it is the matter itself that is named
            document = kept.tellings[0].document
        evidence = evidence_of(kept, source=history(self._ledger, kept, document))
        return ("credibility", credibility(evidence)), ("reliability", reliability(evidence.history))

    def shown(self, name: str) -> tuple[Fold | None, list[Assessment], list[PairDecision], list[str]]:
        """How a statement, event or document stands: its matter, its grades, decisions on pairs with its tellings, and their ids.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``.
        """
        document, mark, tellings = self._tellings(name)
        matter = self._ledger.corroboration.fold_of(tellings[0]) if tellings else None
        return matter, self._ledger.assessments(mark or document), self._decisions(tellings), tellings

    def _tellings(self, name: str) -> tuple[str, str | None, list[str]]:
        """The document and the mark meant, and the ids of the tellings that it is in: of a document all, the chief one first."""
        from purport.rounds.asked import asked_for

        document, mark = asked_for(self._ledger, name)
        told = [one.telling for one in self._ledger.corroboration.tellings_of([document]).get(document, ())]
        chosen = [one.id for one in told if mark is None or mark in (one.id, *one.statements, *one.events)]
        return document, mark, chosen

    def _decisions(self, tellings: Sequence[str]) -> list[PairDecision]:
        book = self._ledger.corroboration
        found = book.decisions(*tellings)
        return sorted(found, key=lambda one: one.at)

    def _graded(self, name: str) -> tuple[str, bool]:
        """What is graded: an id, or the name of a source as the ledger has it; and whether it is a source."""
        from purport.rounds.asked import asked_for

        if name.startswith("mt-"):
            return self._ledger.matter(name).id, False
        try:
            document, mark = asked_for(self._ledger, name)
        except InstructionError as fault:
            if fault.code != "unknown-id":
                raise
        else:
            return mark or document, False
        if self._is_source(name):
            return name, True
        advice = "give an id that `purport list` or `purport matters` shows, or a source's name as it is written there"
        raise InstructionError(
            "nothing has this id, and no source this name", code="unknown-id", subject=name, advice=advice
        )

    def _is_source(self, name: str) -> bool:
        """Whether it is watched under this name, is an outlet or agency, or speaks in what was read."""
        ledger = self._ledger
        if name in ledger.standings() or ledger.corroboration.is_house(name):
            return True
        said = ledger.rows(Filter(source=name, limit=50))
        return any(name in (one.source_name, *one.names) for row in said for one in (row.statement, row.read))


def _check(reliability: str | None, credibility: int | None) -> None:
    if reliability is None and credibility is None:
        raise InstructionError(
            "no grade is given", code="bad-grade", advice="give --reliability A to F, --credibility 1 to 6, or both"
        )
    if reliability is not None and (len(reliability) != 1 or reliability not in RELIABILITY):
        advice = "A (reliable) to E (unreliable), or F (cannot be judged)"
        raise InstructionError("is no grade of reliability", code="bad-grade", subject=reliability, advice=advice)
    if credibility is not None and credibility not in CREDIBILITY:
        advice = "1 (confirmed) to 5 (improbable), or 6 (cannot be judged)"
        raise InstructionError("is no grade of credibility", code="bad-grade", subject=str(credibility), advice=advice)
