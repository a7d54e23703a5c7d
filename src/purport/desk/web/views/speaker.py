"""A speaker or group: what it said over time, calls and targets, silences, and under which names, each with its origin.

Only those have a page who speak in the ledger or whom a list names.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from purport.desk.chronology import picture
from purport.desk.dates import words
from purport.desk.web.asked import Asked, query_of
from purport.desk.web.guard import desk_of
from purport.desk.web.pages import View, pages_of
from purport.desk.web.views.timeline import lead
from purport.records.listed import Quality
from purport.records.moments import moments

router = APIRouter(include_in_schema=False)
VIEW = View("speaker", router)


class Named(Asked):
    """The name, and conditions on what was said."""

    name: Annotated[str, Field(min_length=1, max_length=500)]

    @property
    def own(self) -> str:
        """The query of this page."""
        return query_of({"name": self.name, **self.given})


@router.get("/speaker")
def speaker(request: Request, asked: Annotated[Named, Query()]) -> Response:
    """The page of a speaker."""
    if any(not value.strip() for _, value in parse_qsl(request.url.query, keep_blank_values=True)):
        return RedirectResponse(f"/speaker?{asked.own}", 303)
    found = desk_of(request).sights.speaker(asked.name, asked.filter(None))
    dated, _ = moments(found.rows)
    whose = "speaker" if found.looked else "source"  # who only passes on what others said is in their chains
    pages = pages_of(request)
    return pages.page(
        request,
        "speaker",
        asked=asked,
        found=found,
        told=found.figures,
        picture=picture(dated, lead, pages.words("timeline.others")),
        when=words,
        weak=Quality.LOW,
        stream="/?" + query_of({whose: found.name, **asked.given}),
        target=lambda name: "/?" + query_of({"speaker": found.name, "target": name}),
        named=lambda name: "/speaker?" + query_of({"name": name}),
        places="/map?" + query_of({"source": found.name, **asked.given}),
    )
