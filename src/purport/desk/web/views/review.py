"""Deciding: events one by one, two tellings together or apart, and the axes of the Admiralty code. Readers see, analysts decide.

Each form sends the mark of the last decision that its page showed. Where another came meanwhile nothing is written: the page is
shown again (409) with both, that of the other and what was about to be sent, and the next try is made in full knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from purport.desk.web.asked import EventsAsked, Offset, query_of
from purport.desk.web.decisions import Deed, EventSight, GradeSight, PairSight
from purport.desk.web.faults import OVERTAKEN, problem_of
from purport.desk.web.guard import analyst, desk_of
from purport.desk.web.pages import Nav, View, local, pages_of
from purport.desk.web.port import Visitor
from purport.errors import InstructionError
from purport.records import Action, Certainty, Responsibility, Ruling, Stage
from purport.records.folds import Pair
from purport.records.modes import MODES
from purport.records.views import EDITABLE

router = APIRouter(include_in_schema=False)
VIEW = View("review", router, Nav("/review", "nav.review"))
Analyst = Annotated[Visitor, Depends(analyst)]
Reason = Annotated[str, Field(max_length=10_000)]
Mark = Annotated[str, Field(max_length=80)]
CHOICES: Mapping[str, tuple[str, ...]] = {
    "action": tuple(str(one) for one in Action),
    "mode": ("", *sorted({mode for modes in MODES.values() for mode in modes})),
    "certainty": tuple(str(one) for one in Certainty),
    "stage": ("", *(str(one) for one in Stage)),
    "responsibility": ("", *(str(one) for one in Responsibility)),
}
"""The columns of an event that hold a word of a closed vocabulary."""
GRADES = {"reliability": "ABCDEF", "credibility": "123456"}


class Queue(EventsAsked):
    """Which events wait, and how many of them were passed over."""

    passed: Offset = 0


@router.get("/review")
def queue(request: Request, asked: Annotated[Queue, Query()]) -> Response:
    """The next event that nobody decided on."""
    desk = desk_of(request)
    question = replace(asked.filter(1, asked.passed), undecided=True)
    found = desk.questions.events(question)
    given = {one: getattr(asked, one) for one in EventsAsked.model_fields if getattr(asked, one) is not None}
    here = _at("/review", {**given, "passed": asked.passed or None})
    return _event(
        request,
        desk.decisions.event(found[0].event.id) if found else None,
        queued=True,
        waiting=desk.decisions.waiting(question),
        passed=asked.passed,
        onward=here,
        later=_at("/review", {**given, "passed": asked.passed + 1}),
        start=_at("/review", given),
    )


def _at(path: str, given: Mapping[str, Any]) -> str:
    query = query_of(given)
    return f"{path}?{query}" if query else path


@router.get("/event/{name}")
def event(request: Request, name: str) -> Response:
    """One event, with all that was decided on it."""
    return _event(request, desk_of(request).decisions.event(name))


async def sent_in(request: Request) -> dict[str, str]:
    """The fields of a form, those that were left empty among them: an emptied column is a correction."""
    form = await request.form(max_files=0, max_fields=200)
    return {name: str(value) for name, value in form.items()}


@router.post("/event/{name}")
def rule(request: Request, name: str, visitor: Analyst, sent: Annotated[dict[str, str], Depends(sent_in)]) -> Response:
    """Decide on an event."""
    decisions = desk_of(request).decisions
    name = decisions.event(name).row.event.id
    given = {one: sent[one] for one in EDITABLE if one in sent}
    ruling = ruling_of(sent.get("ruling", ""))
    try:
        decisions.rule(name, ruling, given, Deed(visitor.account, sent.get("reason", ""), sent.get("seen", "")))
    except InstructionError as fault:
        tried = {"ruling": ruling, "given": given, "reason": sent.get("reason", "")}
        return _event(request, decisions.event(name), fault, onward=sent.get("onward", ""), tried=tried)
    return RedirectResponse(local(sent.get("onward") or f"/event/{name}"), 303)


def _event(request: Request, found: EventSight | None, fault: InstructionError | None = None, **told: Any) -> Response:
    plain: dict[str, Any] = {"queued": False, "waiting": 0, "passed": 0, "onward": "", "later": "", "start": "/review"}
    held = {} if found is None else {one: str(getattr(found.row.decided, one) or "") for one in EDITABLE}
    tried = told.pop("tried", None)
    return _page(
        request,
        "review",
        fault,
        found=found,
        fields=EDITABLE,
        choices=CHOICES,
        values=held if tried is None or not tried["given"] else tried["given"],
        held=held,
        tried=tried,
        **{**plain, **told},
    )


@router.get("/grade")
def graded(request: Request, about: Annotated[str, Query(max_length=500)]) -> Response:
    """How something stands on the axes of the Admiralty code."""
    return _grade(request, desk_of(request).decisions.graded(about))


class Grading(BaseModel):
    """The form of a grade."""

    about: Annotated[str, Field(max_length=500)]
    grade: Annotated[str, Field(max_length=10)] = ""
    reason: Reason = ""
    seen: Mark = ""
    undo: bool = False


@router.post("/grade")
def grade(request: Request, visitor: Analyst, sent: Annotated[Grading, Form()]) -> Response:
    """Grade a source or what is said, or put back what stood before."""
    decisions, deed = desk_of(request).decisions, Deed(visitor.account, sent.reason, sent.seen)
    try:
        if sent.undo:
            decisions.ungrade(sent.about, deed)
        else:
            decisions.grade(sent.about, sent.grade, deed)
    except InstructionError as fault:
        return _grade(request, decisions.graded(sent.about), fault, sent)
    return RedirectResponse(f"/grade?{urlencode({'about': sent.about})}", 303)


def _grade(
    request: Request, found: GradeSight, fault: InstructionError | None = None, tried: Grading | None = None
) -> Response:
    axis = "reliability" if found.is_source else "credibility"
    return _page(request, "grade", fault, found=found, axis=axis, grades=GRADES[axis], tried=tried)


@router.get("/pair")
def paired(
    request: Request, first: Annotated[str, Query(max_length=500)], second: Annotated[str, Query(max_length=500)]
) -> Response:
    """Two tellings side by side."""
    return _pair(request, desk_of(request).decisions.pair(first, second))


class Pairing(BaseModel):
    """The form of a decision on two tellings."""

    first: Annotated[str, Field(max_length=500)]
    second: Annotated[str, Field(max_length=500)]
    pair: Pair
    reason: Reason = ""
    seen: Mark = ""


@router.post("/pair")
def pair(request: Request, visitor: Analyst, sent: Annotated[Pairing, Form()]) -> Response:
    """Put two tellings together or apart, or leave them to the rules again."""
    decisions = desk_of(request).decisions
    try:
        decisions.put(sent.first, sent.second, sent.pair, Deed(visitor.account, sent.reason, sent.seen))
    except InstructionError as fault:
        return _pair(request, decisions.pair(sent.first, sent.second), fault, sent)
    return RedirectResponse("/pair?" + urlencode({"first": sent.first, "second": sent.second}), 303)


def _pair(
    request: Request, found: PairSight, fault: InstructionError | None = None, tried: Pairing | None = None
) -> Response:
    return _page(request, "pair", fault, found=found, tried=tried)


def ruling_of(told: str) -> Ruling:
    """What was decided.

    Raises:
        InstructionError: ``bad-value``.
    """
    try:
        return Ruling(told)
    except ValueError:
        advice = f"one of: {', '.join(Ruling)}"
        raise InstructionError("is no decision", code="bad-value", subject=told, advice=advice) from None


def _page(request: Request, template: str, fault: InstructionError | None, **told: Any) -> Response:
    """A page of this view; with the fault of what was sent, where there is one."""
    problem = None if fault is None else problem_of(fault)
    overtaken = fault is not None and fault.code == OVERTAKEN
    status = 200 if problem is None else problem.status
    return pages_of(request).page(request, template, status, problem=problem, overtaken=overtaken, **told)
