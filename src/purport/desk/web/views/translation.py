"""Machine translations of a story: sentence beside sentence, marked as a machine's words; and making one, which is a job."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from purport.desk.web.guard import analyst, desk_of
from purport.desk.web.pages import View, pages_of
from purport.desk.web.port import Visitor
from purport.records.access import Rank

router = APIRouter(include_in_schema=False)
VIEW = View("translation", router)
SENTENCES = 2_000
"""Of one translation that are shown."""


@router.get("/story/{name}/translation")
def translation(request: Request, name: str) -> Response:
    """What machines made of a story, and whether another can be made."""
    found = desk_of(request).translations.of(name)
    visitor: Visitor = request.state.visitor
    return pages_of(request).page(
        request,
        "translation",
        found=found,
        document=found.row.document,
        most=SENTENCES,
        may=visitor.rank.covers(Rank.ANALYST),
    )


@router.post("/story/{name}/translation")
def translate(request: Request, name: str, visitor: Annotated[Visitor, Depends(analyst)]) -> Response:
    """Translate a story by the models of this house."""
    return RedirectResponse(f"/jobs/{desk_of(request).jobs.translate(visitor.account, name).id}", 303)
