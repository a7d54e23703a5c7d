"""The access log, for admins: who logged in, was refused, looked at sensitive media, and exported what."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from purport.desk.web.guard import admin, desk_of
from purport.desk.web.pages import Nav, View, pages_of
from purport.records.access import Rank

router = APIRouter(include_in_schema=False, dependencies=[Depends(admin)])
VIEW = View("log", router, Nav("/log", "nav.log", Rank.ADMIN))
SHOWN = 500


@router.get("/log")
def log(request: Request) -> Response:
    """The newest entries, the newest first; `purport desk audit` has all of them."""
    entries = desk_of(request).doorkeeper.entries(SHOWN)
    return pages_of(request).page(request, "log", entries=list(reversed(entries)), shown=SHOWN)
