"""Deciding on one statement: accept it, correct what was read of it, reject it, take that back. Readers see, analysts decide.

The same as for events (:mod:`purport.desk.web.views.review`): what was read stays, and a decision that did not see the last one is
refused. A card of a list sends a form of its own and gets back what it shows of the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from purport.desk.web.decisions import Deed, StatementSight
from purport.desk.web.faults import OVERTAKEN, problem_of
from purport.desk.web.guard import analyst, desk_of
from purport.desk.web.pages import View, local, pages_of
from purport.desk.web.port import Visitor
from purport.desk.web.views.review import ruling_of, sent_in
from purport.errors import InstructionError
from purport.records import Act, Certainty
from purport.records.views import CORRECTABLE, typed

router = APIRouter(include_in_schema=False)
VIEW = View("ruling", router)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "act": tuple(str(one) for one in Act),
    "certainty": tuple(str(one) for one in Certainty if one is not Certainty.ASSERTED),
    "violent": ("no", "yes"),
}
"""The fields of a statement that hold a word of a closed vocabulary."""


@router.get("/statement/{name}/decision")
def decided(request: Request, name: str) -> Response:
    """One statement, with all that was decided on it."""
    return _page(request, desk_of(request).decisions.statement(name))


@router.post("/statement/{name}/decision")
def decide(
    request: Request,
    name: str,
    visitor: Annotated[Visitor, Depends(analyst)],
    sent: Annotated[dict[str, str], Depends(sent_in)],
) -> Response:
    """Decide on a statement."""
    decisions = desk_of(request).decisions
    found = decisions.statement(name)
    given = {one: sent[one] for one in CORRECTABLE if one in sent}
    ruling = ruling_of(sent.get("ruling", ""))
    onward = sent.get("onward", "")
    identity = found.row.statement.id
    try:
        decisions.rule(identity, ruling, given, Deed(visitor.account, sent.get("reason", ""), sent.get("seen", "")))
    except InstructionError as fault:
        tried = {"ruling": ruling, "given": given, "reason": sent.get("reason", "")}
        return _page(request, decisions.statement(identity), fault, onward=onward, tried=tried)
    if "hx-request" in request.headers:
        row = desk_of(request).questions.statement(identity)
        return pages_of(request).page(request, "ruled", row=row, onward=local(onward))
    return RedirectResponse(local(onward or f"/statement/{identity}/decision"), 303)


def _page(
    request: Request,
    found: StatementSight,
    fault: InstructionError | None = None,
    onward: str = "",
    tried: Mapping[str, Any] | None = None,
) -> Response:
    problem = None if fault is None else problem_of(fault)
    held = {one: typed(getattr(found.row.statement, one)) for one in CORRECTABLE}
    return pages_of(request).page(
        request,
        "ruling",
        200 if problem is None else problem.status,
        problem=problem,
        overtaken=fault is not None and fault.code == OVERTAKEN,
        found=found,
        fields=CORRECTABLE,
        choices=CHOICES,
        held=held,
        values=held if tried is None or not tried["given"] else tried["given"],
        tried=tried,
        onward=onward,
    )
