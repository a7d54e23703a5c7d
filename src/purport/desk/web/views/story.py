"""One story: its text with the marks of its reading, what each statement rests on, its versions, and the evidence."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from purport.desk.web.guard import desk_of, reader
from purport.desk.web.jobs import Job
from purport.desk.web.marking import paragraphs, when, where
from purport.desk.web.pages import View, pages_of
from purport.desk.web.port import Story, Visitor
from purport.desk.web.views.jobs import shown, soon
from purport.errors import InstructionError
from purport.records import DocumentRow, EventFilter
from purport.records.spans import words_of

router = APIRouter(include_in_schema=False)
VIEW = View("story", router)
EVENTS = 200
"""Events that are shown of a story."""
PLACES = ("said", "assess", "evidence")
"""Parts of a story's page that a permalink of a statement may lead to."""


@router.get("/statement/{name}")
def statement(request: Request, name: str, to: str = "") -> Response:
    """The permalink of a statement: to its words in its story, or to what `to` names of it."""
    row = desk_of(request).questions.statement(name)
    there = f"/story/{quote(row.document)}?statement={row.statement.id}"
    return RedirectResponse(f"{there}#{to + '-' if to in PLACES[:2] else ''}{row.statement.id}", 303)


@router.get("/story/{name}")
def story(request: Request, name: str, statement: Annotated[str | None, Query(max_length=40)] = None) -> Response:
    """The story."""
    found = desk_of(request).questions.story(name)
    pages = pages_of(request)
    document, reading = found.row.document, found.row.reading
    events = desk_of(request).questions.events(EventFilter(document=found.row.id, limit=EVENTS))
    return pages.page(
        request,
        "story",
        story=found,
        document=document,
        reading=reading,
        chosen=statement,
        events=events,
        paragraphs=paragraphs(document, reading, statement, pages.words),
        words=lambda spans: words_of(spans, document.text),
        where=where,
        when=when,
        silent=[one for one in found.versions if one.silent],
        address=_address(found),
    )


@router.post("/story/{name}/verify")
async def verify(request: Request, name: str, visitor: Annotated[Visitor, Depends(reader)]) -> Response:
    """Check the exhibit now: the verdict, or how far it is where that takes a while."""
    job, row = await run_in_threadpool(_checking, request, name, visitor)
    job = await soon(request, job)
    page, part = pages_of(request), "hx-request" in request.headers
    if job.verdict is not None:
        return page.page(request, "verdict" if part else "verified", verdict=job.verdict, row=row)
    return page.page(request, "following", **shown(request, job)) if part else RedirectResponse(f"/jobs/{job.id}", 303)


def _checking(request: Request, name: str, visitor: Visitor) -> tuple[Job, DocumentRow]:
    """The job that checks a story, and the story."""
    desk = desk_of(request)
    row = desk.questions.document(name)
    if row.id != name:
        raise InstructionError("is not the whole id of a story", code="unknown-id", subject=name)
    return desk.jobs.exhibit(visitor.account, row.id), row


def _address(story: Story) -> str | None:
    """The address on the web at which a browser finds the story; None where it came otherwise."""
    origin = story.row.document.origin
    return origin if origin.startswith(("https://", "http://")) else None
