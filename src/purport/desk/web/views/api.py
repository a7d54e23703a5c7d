"""The API for programs: the questions of the pages, answered with the JSON that ``--json`` prints on the command line."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from purport.desk.web.asked import Asked, EventsAsked, MattersAsked, Offset, Place, Rows, query_of
from purport.desk.web.guard import desk_of
from purport.desk.web.pages import View

LIMIT = 100
Record = dict[str, Any]


class Problem(BaseModel):
    """What went wrong (RFC 9457); `code` stays the same, `detail` and `advice` are for people."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    advice: str | None = None
    fields: list[dict[str, str]] | None = None


TOLD = {
    400: "The question cannot be answered as asked",
    401: "No session and no token",
    403: "The token is not good for this",
    404: "There is nothing of that name",
    422: "A condition is not understood",
    429: "Too many requests",
    500: "The house is not in order",
    503: "The ledger is busy",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": told, "content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}
    for status, told in TOLD.items()
}
router = APIRouter(prefix="/api/v1", tags=["v1"], responses=PROBLEMS)
VIEW = View("api", router)


class StatementPage(BaseModel):
    """Statements, newest first; `next` is the address of those after them, null at the end."""

    statements: list[Record]
    next: str | None


class DocumentPage(BaseModel):
    """Documents without their marks, newest first; `next` is the address of those after them, null at the end."""

    documents: list[Record]
    next: str | None


class EventPage(BaseModel):
    """Events, newest first; `next` is the address of those after them, null at the end."""

    events: list[Record]
    next: str | None


class MatterPage(BaseModel):
    """Matters, newest first; `next` is the address of those after them, null at the end."""

    matters: list[Record]
    next: str | None


STRICT = ConfigDict(frozen=True, extra="forbid")
"""A condition that is misspelled must not be passed over: the answer would be to another question."""


class StatementsAsked(Asked):
    """The conditions, how many at once, and before which place in the list."""

    model_config = STRICT

    limit: Rows = LIMIT
    before: Place = Field(None, description="The place that `next` of an earlier answer names")


class DocumentsAsked(Asked):
    """The conditions (on statements of the documents, and `words` of their text), how many at once, and how many to leave out."""

    model_config = STRICT

    limit: Rows = LIMIT
    offset: Offset = 0


class EventPageAsked(EventsAsked):
    """The conditions, how many at once, and how many to leave out."""

    model_config = STRICT

    limit: Rows = LIMIT
    offset: Offset = 0


class MatterPageAsked(MattersAsked):
    """The conditions, how many at once, and how many to leave out."""

    model_config = STRICT

    limit: Rows = LIMIT
    offset: Offset = 0


@router.get("/statements", response_model=StatementPage)
def statements(request: Request, asked: Annotated[StatementsAsked, Query()]) -> Record:
    """Attributed statements that meet the conditions, as ``purport list --json`` prints them."""
    desk = desk_of(request)
    found = desk.questions.stream(asked.filter(asked.limit + 1), asked.before)
    more = len(found) > asked.limit
    following = {**asked.given, "limit": asked.limit, "before": found[asked.limit - 1][0]} if more else None
    return {
        "statements": [desk.contract.statement(row) for _, row in found[: asked.limit]],
        "next": None if following is None else f"/api/v1/statements?{query_of(following)}",
    }


@router.get("/statements/{name}")
def statement(request: Request, name: str) -> Record:
    """One statement, by its id or a unique beginning of it."""
    desk = desk_of(request)
    return desk.contract.statement(desk.questions.statement(name))


@router.get("/documents", response_model=DocumentPage)
def documents(request: Request, asked: Annotated[DocumentsAsked, Query()]) -> Record:
    """Documents that meet the conditions, without their marks."""
    desk = desk_of(request)
    question = asked.filter(asked.limit + 1, asked.offset)
    found = desk.questions.contents(question)
    more = len(found) > asked.limit
    following = {**asked.given, "limit": asked.limit, "offset": asked.offset + asked.limit} if more else None
    return {
        "documents": [
            {
                "document": one.id,
                "id": one.name,
                "title": one.title,
                "outlet": one.outlet,
                "agency": one.agency,
                "published": one.published,
                "language": one.language,
                "sha256": one.exhibit,
                "part": one.part,
                "origin": one.origin,
                "captured_at": one.captured_at.isoformat(),
                "statements": one.statements,
                "snippet": one.snippet,
            }
            for one in found[: asked.limit]
        ],
        "next": None if following is None else f"/api/v1/documents?{query_of(following)}",
    }


@router.get("/documents/{name}")
def document(request: Request, name: str) -> Record:
    """One document with all marks of its reading, as ``purport read --json`` prints it; by id, a unique beginning, or name."""
    desk = desk_of(request)
    return desk.contract.document(desk.questions.document(name))


@router.get("/events", response_model=EventPage)
def events(request: Request, asked: Annotated[EventPageAsked, Query()]) -> Record:
    """Events that meet the conditions, as ``purport events --json`` prints them."""
    desk = desk_of(request)
    found = desk.questions.events(asked.filter(asked.limit + 1, asked.offset))
    more = len(found) > asked.limit
    told = {name: getattr(asked, name) for name in EventsAsked.model_fields}
    following = {**told, "limit": asked.limit, "offset": asked.offset + asked.limit} if more else None
    return {
        "events": [desk.contract.event(row) for row in found[: asked.limit]],
        "next": None if following is None else f"/api/v1/events?{query_of(following)}",
    }


@router.get("/events/{name}")
def event(request: Request, name: str) -> Record:
    """One event, by its id or a unique beginning of it."""
    desk = desk_of(request)
    return desk.contract.event(desk.questions.event(name))


@router.get("/matters", response_model=MatterPage)
def matters(request: Request, asked: Annotated[MatterPageAsked, Query()]) -> Record:
    """Events and releases that stories tell of, as ``purport matters --json`` prints them."""
    desk = desk_of(request)
    found = desk.questions.matters(asked.filter(asked.limit + 1, asked.offset))
    more = len(found) > asked.limit
    told = {name: getattr(asked, name) for name in MattersAsked.model_fields}
    following = {**told, "limit": asked.limit, "offset": asked.offset + asked.limit} if more else None
    return {
        "matters": [desk.contract.matter(line) for line in found[: asked.limit]],
        "next": None if following is None else f"/api/v1/matters?{query_of(following)}",
    }


@router.get("/matters/{name}")
def matter(request: Request, name: str) -> Record:
    """What a matter weighs, as ``purport weigh --json`` prints it; by its id or that of a statement, event or document."""
    desk = desk_of(request)
    return desk.contract.weight(desk.questions.weigh(name))
