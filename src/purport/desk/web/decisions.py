"""What people decide in the browser: on events and statements, on two tellings, and on the axes of the Admiralty code.

This is the only way in which a page writes into what the ledger holds of the world. Nothing is overwritten: each decision is
appended with who and when, undoing one is another one, and one made without having seen the last is refused. The rules of
:mod:`purport.desk.web.port` hold here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from purport.records import Assessment, Decision, EventFilter, EventRow, Ruling, StatementDecision, StatementRow
from purport.records.folds import Fold, Pair, PairDecision
from purport.records.matters import Likeness, Telling
from purport.records.weighing import Proposal


@dataclass(frozen=True, slots=True)
class Deed:
    """Who decides: the account, the reason in their words, and the mark of the last decision that they saw (``""`` for none)."""

    by: str
    reason: str
    seen: str


class _Marked:
    """What has a history of decisions, oldest first, each with its mark."""

    __slots__ = ()
    history: Sequence[tuple[str, object]]

    @property
    def mark(self) -> str:
        """The mark of the last decision; ``""`` for none."""
        return self.history[-1][0] if self.history else ""


@dataclass(frozen=True, slots=True)
class EventSight(_Marked):
    """An event with all that was decided on it, oldest first, each with its mark (``sha256:...``)."""

    row: EventRow
    history: Sequence[tuple[str, Decision]]


@dataclass(frozen=True, slots=True)
class StatementSight(_Marked):
    """A statement with all that was decided on it, oldest first, each with its mark (``sha256:...``)."""

    row: StatementRow
    history: Sequence[tuple[str, StatementDecision]]


@dataclass(frozen=True, slots=True)
class GradeSight(_Marked):
    """How something stands on the axes of the Admiralty code.

    Attributes:
        about: id of a statement, event, document or matter, or the name of a source. is_source: which of both.
        words: what the text says there, else what it is called. source: who says it; None for a source, and where nobody does.
        story: id of the document it is of; None for a source or matter.
        history: what was decided, oldest first, each with its mark. proposals: what rules propose, by axis.
    """

    about: str
    is_source: bool
    words: str
    source: str | None
    story: str | None
    history: Sequence[tuple[str, Assessment]]
    proposals: Sequence[tuple[str, Proposal]]


@dataclass(frozen=True, slots=True)
class Side:
    """One telling of a pair: it, what to call its story, its words, and the matter it is in."""

    telling: Telling
    called: str
    words: str
    matter: Fold | None


@dataclass(frozen=True, slots=True)
class PairSight(_Marked):
    """Two tellings, what rules found of them (None: they were not compared), and what people decided, oldest first with marks."""

    first: Side
    second: Side
    likeness: Likeness | None
    history: Sequence[tuple[str, PairDecision]]

    @property
    def together(self) -> bool:
        """Whether both are in one matter now."""
        one, other = self.first.matter, self.second.matter
        return one is not None and other is not None and one.matter == other.matter


class Decisions(Protocol):
    """What is decided. Each method that writes raises ``overtaken`` where another decision came after the one that was seen.

    Raises:
        InstructionError: also ``unknown-id`` and ``ambiguous-id``, from any method.
    """

    def waiting(self, asked: EventFilter) -> int:
        """How many events meet the conditions and nobody decided on."""

    def event(self, name: str) -> EventSight:
        """An event, by its id or a unique beginning of it."""

    def statement(self, name: str) -> StatementSight:
        """A statement, by its id or a unique beginning of it."""

    def rule(self, name: str, ruling: Ruling, given: Mapping[str, str], deed: Deed) -> Decision | StatementDecision:
        """Decide on an event (its id begins with ``ev-``) or a statement.

        `given`: columns as a person left them, for ``edited`` alone. Without a change it is accepted.

        Raises:
            InstructionError: ``bad-value``, ``unknown-field``, ``long-reason``.
        """

    def graded(self, about: str) -> GradeSight:
        """How something stands: a source by its name, or the id of a statement, event, document or matter."""

    def grade(self, about: str, grade: str, deed: Deed) -> Assessment:
        """Grade a source (A to F) or what is said (1 to 6).

        Raises:
            InstructionError: ``bad-grade``, ``no-reason``; ``wrong-axis`` for a letter
                where a figure belongs, and the other way round.
        """

    def ungrade(self, about: str, deed: Deed) -> Assessment:
        """Put back the view that stood before the last one; where there was none, that it cannot be judged.

        Raises:
            InstructionError: ``nothing-decided``.
        """

    def pair(self, first: str, second: str) -> PairSight:
        """Two tellings, by their ids or those of statements, events or documents.

        Raises:
            InstructionError: ``nothing-told``, ``same-story``.
        """

    def put(self, first: str, second: str, pair: Pair, deed: Deed) -> bool:
        """Put two tellings together or apart, or leave them to the rules again; whether that changes anything.

        Raises:
            InstructionError: as :meth:`pair`; ``no-reason``; ``not-placed`` where too many stories wait to be placed,
                ``being-placed`` where other work places some.
        """
