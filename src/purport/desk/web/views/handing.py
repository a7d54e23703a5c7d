"""Handing over: exports in other tools' formats, briefs, and feeds of saved searches. The access log has each before it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from purport.desk.web.asked import Asked, asked_in
from purport.desk.web.guard import address_of, desk_of, exporter
from purport.desk.web.handouts import Choice
from purport.desk.web.pages import View, pages_of
from purport.desk.web.port import Visitor
from purport.records.briefs import Form as Layout
from purport.records.briefs import Label

router = APIRouter(include_in_schema=False)
VIEW = View("handing", router)
Exporter = Annotated[Visitor, Depends(exporter)]
LAYOUTS = {
    Layout.HTML: "text/html; charset=utf-8",
    Layout.PDF: "application/pdf",
    Layout.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Layout.MARKDOWN: "text/markdown; charset=utf-8",
}
FEED = 100
"""Statements in a feed: the newest."""
Name = Annotated[str | None, Field(max_length=500)]


class Wanted(BaseModel):
    """What is to be handed over: one story, one matter, or what meets the conditions of `query` (all of it for none)."""

    story: Name = None
    matter: Name = None
    query: Annotated[str, Field(max_length=4_000)] = ""


class Taken(Wanted):
    """The form: how it is to be handed over. `form` is one of an export or brief."""

    form: Annotated[str, Field(max_length=40)] = ""
    tlp: Label
    title: Annotated[str, Field(max_length=200)] = ""


def chosen(request: Request, wanted: Wanted) -> Choice:
    """What is meant."""
    desk = desk_of(request)
    if wanted.matter:
        return desk.handouts.matter(wanted.matter)
    if wanted.story:
        row = desk.questions.document(wanted.story)
        return Choice(row.document.title or row.document.name, (row.id,))
    words = pages_of(request).words("app.name")
    return Choice(words, question=asked_in(wanted.query).filter(None))


@router.get("/handover")
def handover(
    request: Request,
    visitor: Exporter,
    asked: Annotated[Asked, Query()],
    story: Annotated[Name, Query()] = None,
    matter: Annotated[Name, Query()] = None,
) -> Response:
    """Choose how to hand over a search, a story or a matter."""
    desk = desk_of(request)
    wanted = Wanted(story=story, matter=matter, query=asked.query)
    found = chosen(request, wanted)
    return pages_of(request).page(
        request,
        "handover",
        wanted=wanted,
        asked=asked,
        choice=found,
        count=None if found.documents else desk.questions.tally(asked.filter(1_001)),
        formats=desk.handouts.formats(),
        layouts=list(Layout),
        labels=list(Label),
        label=desk.handouts.label(),
    )


@router.post("/export")
def export(request: Request, visitor: Exporter, sent: Annotated[Taken, Form()]) -> Response:
    """An export, as a file that is sent while it is made."""
    handouts = desk_of(request).handouts
    form = next((one for one in handouts.formats() if one.name == sent.form), None)
    if form is None:
        raise HTTPException(404)
    pieces = begun(handouts.export(chosen(request, sent), form.name, sent.tlp))
    _note(request, visitor, f"export {form.name}", sent)
    return StreamingResponse(pieces, media_type=form.media_type, headers=_saved(request, sent.tlp, form.ending))


@router.post("/brief")
def brief(request: Request, visitor: Exporter, sent: Annotated[Taken, Form()]) -> Response:
    """A brief, as a file."""
    if sent.form not in [str(one) for one in Layout]:
        raise HTTPException(404)
    layout, choice = Layout(sent.form), chosen(request, sent)
    title = " ".join(sent.title.split()) or choice.title
    data = desk_of(request).handouts.brief(Choice(title, choice.documents, choice.question), layout, sent.tlp)
    _note(request, visitor, f"brief {layout}", sent)
    return Response(data, media_type=LAYOUTS[layout], headers=_saved(request, sent.tlp, f".{layout}"))


@router.get("/searches/{name:path}/feed.atom")
def feed(request: Request, name: Annotated[str, Path(max_length=200)], visitor: Exporter) -> Response:
    """A saved search of the account as an Atom feed (RFC 4287): the newest statements that meet it."""
    desk = desk_of(request)
    search = next((one for one in desk.doorkeeper.searches(visitor) if one.name == name), None)
    if search is None:
        raise HTTPException(404)
    choice = Choice(name, question=asked_in(search.query).filter(FEED))
    scheme = "https" if request.app.state.settings.secure else request.url.scheme
    link = f"{scheme}://{request.url.netloc}/searches/{quote(name, safe='')}/feed.atom"
    label = desk.handouts.label()
    pieces = begun(desk.handouts.export(choice, "atom", label, link))
    desk.doorkeeper.note(visitor, address_of(request), "exported", f"feed {name}: ?{search.query}")
    return StreamingResponse(pieces, media_type="application/atom+xml", headers={"cache-control": "private, no-cache"})


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, the first of which is made now: what is wrong with the question is said before anything is sent."""
    first = next(pieces, b"")
    return chain((first,), pieces)


def _note(request: Request, visitor: Visitor, what: str, sent: Taken) -> None:
    """Into the access log: what, of what, and how far it may be passed on."""
    of = sent.matter or sent.story or f"?{asked_in(sent.query).query}"
    desk_of(request).doorkeeper.note(visitor, address_of(request), "exported", f"{what} {of} {sent.tlp}")


def _saved(request: Request, label: Label, ending: str) -> dict[str, str]:
    """The headers of a file to be saved; its name tells when it was made and how far it may be passed on."""
    marked = str(label).lower().replace(":", "-").replace("+", "-")
    name = f"purport-{desk_of(request).now():%Y-%m-%d-%H%M}-{marked}{ending}"
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
