"""Decisions by programs: the same as on the pages, by a token with the scope ``assess`` of an account that may decide.

Each list of decisions ends with ``seen``, the mark of the last one; who decides sends it back. Where another decision came
meanwhile nothing is written, and the answer is 409. Undoing is another decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from purport.desk.web.decisions import Deed, EventSight, GradeSight, PairSight, StatementSight
from purport.desk.web.guard import analyst, desk_of
from purport.desk.web.pages import View
from purport.desk.web.port import Visitor
from purport.desk.web.views.api import PROBLEMS, Problem, Record
from purport.records import Decision, Ruling, StatementDecision
from purport.records.folds import Pair
from purport.records.views import CORRECTABLE, EDITABLE, changed

CONFLICT = "Another decision came meanwhile, or too many stories wait to be placed; nothing was written"
router = APIRouter(
    prefix="/api/v1",
    tags=["decisions"],
    responses={
        **PROBLEMS,
        409: {
            "description": CONFLICT,
            "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
        },
    },
)
VIEW = View("deciding", router)
Analyst = Annotated[Visitor, Depends(analyst)]
Name = Annotated[str, Field(min_length=1, max_length=500, description="An id, or a unique beginning of one")]
Source = Annotated[
    str,
    Field(
        min_length=1, max_length=500, description="A source's name, or the id of a statement, event, document or matter"
    ),
]
Value = Annotated[str, Field(max_length=1_000)]


class Deciding(BaseModel):
    """What every decision has: the reason in words, and the mark of the last decision that was seen."""

    model_config = ConfigDict(strict=True, extra="forbid")

    seen: str = Field(
        max_length=80, description='`seen` of the list of decisions that this one is made in knowledge of; "" for none'
    )
    reason: str = Field("", max_length=2_000, description="Why; needed for a grade, and to put together or apart")

    def deed(self, visitor: Visitor) -> Deed:
        """Who decides, with which reason, in knowledge of what."""
        return Deed(visitor.account, self.reason, self.seen)


class EventRuling(Deciding):
    """A decision on an event; `changes` holds the columns that are corrected, for ``edited`` alone."""

    ruling: Literal["accepted", "edited", "rejected", "withdrawn"]
    changes: dict[Literal[EDITABLE], Value] = Field(  # type: ignore[valid-type]
        default_factory=dict, description="Columns with what they should hold; an empty text empties one"
    )


class StatementRuling(Deciding):
    """A decision on a statement; `changes` holds the fields that are corrected, for ``edited`` alone."""

    ruling: Literal["accepted", "edited", "rejected", "withdrawn"]
    changes: dict[Literal[CORRECTABLE], Value] = Field(  # type: ignore[valid-type]
        default_factory=dict,
        description="Fields with what they should hold: a semicolon between names, yes or no for violent, an empty text for none",
    )


class Grade(Deciding):
    """A grade: A to F for a source, 1 to 6 for what is said; null puts back what stood before."""

    about: Source
    grade: Literal["A", "B", "C", "D", "E", "F", "1", "2", "3", "4", "5", "6"] | None


class Pairing(Deciding):
    """A decision on two tellings; ``open`` leaves them to the rules again."""

    first: Name
    second: Name
    pair: Literal["together", "apart", "open"]


class Decided(BaseModel):
    """What was decided, oldest first, each with its mark; `seen` is the mark of the last one, "" where nothing was decided."""

    about: list[str]
    seen: str
    decisions: list[Record]


@router.get("/events/{name}/decisions", response_model=Decided)
def ruled(request: Request, name: str) -> Record:
    """What was decided on an event."""
    return _event(desk_of(request).decisions.event(name))


@router.post("/events/{name}/decisions", response_model=Decided, status_code=201)
def rule(request: Request, name: str, visitor: Analyst, sent: EventRuling) -> Record:
    """Accept, correct or reject an event, or take back what was decided on it."""
    decisions = desk_of(request).decisions
    identity = decisions.event(name).row.event.id
    decisions.rule(identity, Ruling(sent.ruling), sent.changes, sent.deed(visitor))
    return _event(decisions.event(identity))


@router.get("/statements/{name}/decisions", response_model=Decided)
def ruled_on(request: Request, name: str) -> Record:
    """What was decided on a statement."""
    return _statement(desk_of(request).decisions.statement(name))


@router.post("/statements/{name}/decisions", response_model=Decided, status_code=201)
def rule_on(request: Request, name: str, visitor: Analyst, sent: StatementRuling) -> Record:
    """Accept, correct or reject a statement, or take back what was decided on it."""
    decisions = desk_of(request).decisions
    identity = decisions.statement(name).row.statement.id
    decisions.rule(identity, Ruling(sent.ruling), sent.changes, sent.deed(visitor))
    return _statement(decisions.statement(identity))


@router.get("/grades", response_model=Decided)
def graded(request: Request, about: Annotated[Source, Query()]) -> Record:
    """How something was graded on the axes of the Admiralty code."""
    return _grade(desk_of(request).decisions.graded(about))


@router.post("/grades", response_model=Decided, status_code=201)
def grade(request: Request, visitor: Analyst, sent: Grade) -> Record:
    """Grade a source or what is said, or put back what stood before."""
    decisions = desk_of(request).decisions
    if sent.grade is None:
        decisions.ungrade(sent.about, sent.deed(visitor))
    else:
        decisions.grade(sent.about, sent.grade, sent.deed(visitor))
    return _grade(decisions.graded(sent.about))


@router.get("/pairs", response_model=Decided)
def paired(request: Request, first: Annotated[Name, Query()], second: Annotated[Name, Query()]) -> Record:
    """What was decided on two tellings: by their ids or those of statements, events or documents of two stories."""
    return _pair(desk_of(request).decisions.pair(first, second))


@router.post(
    "/pairs",
    response_model=Decided,
    status_code=201,
    responses={200: {"model": Decided, "description": "It was decided so already; nothing was written"}},
)
def pair(request: Request, answer: Response, visitor: Analyst, sent: Pairing) -> Record:
    """Put two tellings together or apart, or leave them to the rules again; matters are derived at once."""
    decisions = desk_of(request).decisions
    if not decisions.put(sent.first, sent.second, Pair(sent.pair), sent.deed(visitor)):
        answer.status_code = 200
    return _pair(decisions.pair(sent.first, sent.second))


_Told = tuple[str, Decision | StatementDecision, tuple[tuple[str, str, str], ...]]
"""The mark of a decision, it, and what it changed."""


def _made(one: Any, mark: str, **told: Any) -> Record:
    return {"mark": mark, **told, "by": one.by, "at": one.at.isoformat(), "reason": one.reason}


def _event(found: EventSight) -> Record:
    read = found.row.event
    told = [(mark, one, changed(read, one.event, EDITABLE)) for mark, one in found.history]
    return _rulings(read.id, found.mark, told)


def _statement(found: StatementSight) -> Record:
    read = found.row.read
    told = [(mark, one, changed(read, one.statement, CORRECTABLE)) for mark, one in found.history]
    return _rulings(read.id, found.mark, told)


def _rulings(about: str, seen: str, told: Sequence[_Told]) -> Record:
    """Decisions with their marks and what each changed."""
    decisions = [
        _made(one, mark, ruling=str(one.ruling), changes={name: now for name, _, now in changes})
        for mark, one, changes in told
    ]
    return {"about": [about], "seen": seen, "decisions": decisions}


def _grade(found: GradeSight) -> Record:
    return {
        "about": [found.about],
        "seen": found.mark,
        "decisions": [
            _made(one, mark, reliability=one.reliability, credibility=one.credibility) for mark, one in found.history
        ],
    }


def _pair(found: PairSight) -> Record:
    return {
        "about": [found.first.telling.id, found.second.telling.id],
        "seen": found.mark,
        "decisions": [_made(one, mark, pair=str(one.pair)) for mark, one in found.history],
    }
