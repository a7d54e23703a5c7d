"""What people decide in the browser (:mod:`purport.desk.web.decisions`), answered over the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from purport.desk.web.decisions import Deed, EventSight, GradeSight, PairSight, Side, StatementSight
from purport.errors import InstructionError
from purport.ledger.codec import encoded
from purport.records import Assessment, Decision, EventFilter, Ruling, StatementDecision
from purport.records.folds import Pair, PairDecision
from purport.records.identity import digest
from purport.records.matters import Telling
from purport.records.spans import words_of
from purport.rounds.asked import asked_for, telling_of
from purport.rounds.correcting import decide
from purport.rounds.matterdesk import CREDIBILITY, RELIABILITY
from purport.rounds.reviewing import has_controls

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.rounds.matterdesk import MatterDesk

LONGEST = 2_000
"""Characters of a reason."""
PLACED_AT_ONCE = 500
"""Stories that wait and are placed before a decision on two; more of them would take longer than a page should."""
PATIENCE = 5.0
"""Seconds for which a decision on two waits for other work."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """The :class:`purport.desk.web.decisions.Decisions` of a house.

    Args:
        ledger: holds what was decided, and sees to it that nothing is overtaken. matters: decides on pairs and grades.
        clock: the time of a decision; aware, UTC. wrote: is called where something was logged in custody.
        turn: whoever brings corroboration up to date holds it, for that is for one thread.
    """

    ledger: Ledger
    matters: MatterDesk
    clock: Callable[[], datetime]
    wrote: Callable[[], None]
    turn: Lock = field(default_factory=Lock)

    def waiting(self, asked: EventFilter) -> int:
        """How many events wait."""
        return self.ledger.count_events(replace(asked, undecided=True))

    def event(self, name: str) -> EventSight:
        """An event."""
        row = self.ledger.event(name)
        return EventSight(row, [(_mark(one), one) for one in self.ledger.decisions(row.event.id)])

    def statement(self, name: str) -> StatementSight:
        """A statement."""
        row = self.ledger.row(name)
        return StatementSight(row, [(_mark(one), one) for one in self.ledger.statement_decisions(row.statement.id)])

    def rule(self, name: str, ruling: Ruling, given: Mapping[str, str], deed: Deed) -> Decision | StatementDecision:
        """Decide on an event or a statement."""
        made, _ = decide(self.ledger, name, ruling, given, (deed.by, self.clock(), _reason(deed)), deed.seen)
        self.wrote()
        return made

    def graded(self, about: str) -> GradeSight:
        """How something stands."""
        name, history = self.matters.grades(about)
        words, source, story, is_source = self._told(name)
        proposals = () if is_source else self.matters.proposals(name)
        return GradeSight(name, is_source, words, source, story, [(_mark(one), one) for one in history], proposals)

    def _told(self, name: str) -> tuple[str, str | None, str | None, bool]:
        """The words of what is graded, who says it, its story, and whether it is a source."""
        if name.startswith("st-"):
            row = self.ledger.row(name)
            return row.content_words, row.statement.source_name or None, row.document, False
        if name.startswith("ev-"):
            event = self.ledger.event(name)
            return event.sentence_words, None, event.document, False
        if name.startswith("mt-"):
            return self.ledger.matter(name).line.fold.label, None, None, False
        if name.startswith(("doc-", "tl-")):
            story = self.ledger.document(asked_for(self.ledger, name)[0])
            told = story.document
            return told.title or told.name, told.outlet or told.agency, story.id, False
        return name, None, None, True

    def grade(self, about: str, grade: str, deed: Deed) -> Assessment:
        """Grade a source or what is said."""
        name, history = self.matters.grades(about)
        is_source = self._told(name)[3]
        letter = grade.strip().upper()
        axis = _axis(letter)
        if axis == "credibility" and not is_source:
            kept = history[-1].reliability if history else None  # what was said on the other axis stands
            return self.matters.grade(name, (kept, int(letter)), deed.by, _reason(deed, needed=True), deed.seen)
        if axis == "reliability" and is_source:
            return self.matters.grade(name, (letter, None), deed.by, _reason(deed, needed=True), deed.seen)
        raise InstructionError(
            "a letter is for a source, and a figure for what is said",
            code="wrong-axis",
            subject=f"{name}: {grade}",
            advice="A to F say how reliable a source is, 1 to 6 how credible what is said",
        )

    def ungrade(self, about: str, deed: Deed) -> Assessment:
        """Put back the view that stood before."""
        name, history = self.matters.grades(about)
        if not history:
            raise InstructionError("nothing was decided on it", code="nothing-decided", subject=name)
        before = history[-2] if len(history) > 1 else None
        reliability, credibility = ("F", 6) if before is None else (before.reliability, before.credibility)
        axes = (reliability, None) if self._told(name)[3] else (reliability, credibility)
        return self.matters.grade(name, axes, deed.by, _reason(deed), deed.seen)

    def pair(self, first: str, second: str) -> PairSight:
        """Two tellings."""
        one, other = (telling_of(self.ledger, name) for name in (first, second))
        if one.document == other.document:
            raise InstructionError(
                "both are of one story, and what a story tells apart is apart",
                code="same-story",
                subject=one.document,
                advice="name statements, events or documents of two stories",
            )
        book, both = self.ledger.corroboration, {one.id, other.id}
        likeness = next((two for two in book.likenesses(one.id) if {two.first, two.second} == both), None)
        decided = [two for two in book.decisions(one.id) if {two.first, two.second} == both]
        return PairSight(self._side(one), self._side(other), likeness, [(_mark(two), two) for two in decided])

    def _side(self, telling: Telling) -> Side:
        told = self.ledger.document(telling.document).document
        called = told.outlet or told.agency or told.title or told.name
        return Side(telling, called, words_of(telling.spans, told.text), self.ledger.corroboration.fold_of(telling.id))

    def put(self, first: str, second: str, pair: Pair, deed: Deed) -> bool:
        """Put two tellings together or apart."""
        reason = _reason(deed, needed=pair is not Pair.OPEN)
        waiting = self.ledger.corroboration.how_many_wait()
        if waiting > PLACED_AT_ONCE:
            advice = "place them first, which is a job of its own, and decide then"
            raise InstructionError(f"{waiting:,} stories were not placed yet", code="not-placed", advice=advice)
        if not self.turn.acquire(timeout=PATIENCE):
            message = "matters are being derived by other work; nothing was decided"
            raise InstructionError(message, code="being-placed", advice="decide again when that is done")
        try:
            return self.matters.pair((first, second), pair, deed.by, reason, deed.seen)
        finally:
            self.turn.release()


def _mark(made: Decision | StatementDecision | Assessment | PairDecision) -> str:
    """What the ledger knows a decision by."""
    return digest(encoded(made))


def _axis(grade: str) -> str:
    if len(grade) == 1 and grade in RELIABILITY:
        return "reliability"
    if grade in [str(one) for one in CREDIBILITY]:
        return "credibility"
    advice = "A to F for a source, 1 to 6 for what is said"
    raise InstructionError("is no grade", code="bad-grade", subject=grade, advice=advice)


def _reason(deed: Deed, needed: bool = False) -> str:
    """The reason as it is kept.

    Raises:
        InstructionError: ``no-reason`` where one is needed, ``long-reason``; ``bad-reason`` for control characters.
    """
    told = " ".join(deed.reason.split())
    if needed and not told:
        raise InstructionError("a reason is needed", code="no-reason", advice="say in a few words why")
    if len(told) > LONGEST:
        raise InstructionError(f"a reason has at most {LONGEST:,} characters", code="long-reason", subject=told[:40])
    if has_controls(told):
        raise InstructionError("a reason is words, without control characters", code="bad-reason")
    return told
