"""The timeline: when statements were made, as bars as long as their dates are uncertain, and a table that says the same."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from purport.desk.chronology import picture, told
from purport.desk.web.asked import Asked
from purport.desk.web.guard import desk_of
from purport.desk.web.pages import Nav, View, pages_of
from purport.records import Act, Certainty
from purport.records.moments import Basis, End, Moment, moments

router = APIRouter(include_in_schema=False)
VIEW = View("timeline", router, Nav("/timeline", "nav.timeline"))
DRAWN = 200
"""Statements on one timeline, the newest."""


@router.get("/timeline")
def timeline(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """The timeline."""
    if any(not value.strip() for _, value in parse_qsl(request.url.query, keep_blank_values=True)):
        return RedirectResponse(f"/timeline?{asked.query}" if asked.query else "/timeline", 303)
    rows = desk_of(request).sights.rows(asked.filter(DRAWN + 1))
    dated, undated = moments(rows[:DRAWN])
    pages = pages_of(request)
    return pages.page(
        request,
        "timeline",
        asked=asked,
        picture=picture(dated, lead, pages.words("timeline.others")),
        dated=list(reversed(dated)),
        undated=undated,
        older=len(rows) > DRAWN,
        drawn=DRAWN,
        told=told,
        qualified=qualified,
        published=Basis.PUBLISHED,
        acts=list(Act),
        certainties=[one for one in Certainty if one is not Certainty.ASSERTED],
    )


def lead(one: Moment) -> str:
    """Where a bar leads to: the statement in its story."""
    return f"/statement/{one.row.statement.id}"


def qualified(one: Moment) -> list[tuple[str, str]]:
    """What is not known of either end: side and how, as the words of the page have them."""
    sides = (("start", one.start), ("end", one.end))
    return [(side, end.name.lower()) for side, end in sides if end is not End.KNOWN]
