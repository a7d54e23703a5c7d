"""Handing over: exports in other tools' formats, briefs, and feeds of saved searches. The access log has each before it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response, StreamingResponse

from purport.desk.web.asked import Asked, asked_in
from purport.desk.web.guard import address_of, desk_of, exporter
from purport.desk.web.handouts import Choice, Options
from purport.desk.web.jobs import Order
from purport.desk.web.pages import View, pages_of
from purport.desk.web.port import Visitor
from purport.desk.web.views.jobs import soon
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
    """What is to be handed over: one statement, story or matter, or what meets the conditions of `query` (all of it for none)."""

    statement: Name = None
    story: Name = None
    matter: Name = None
    query: Annotated[str, Field(max_length=4_000)] = ""


class Taken(Wanted):
    """The form: how it is to be handed over. `form` is one of an export or brief."""

    form: Annotated[str, Field(max_length=40)] = ""
    tlp: Label
    title: Annotated[str, Field(max_length=200)] = ""
    bom: bool = False
    withheld: bool = False


def chosen(request: Request, wanted: Wanted) -> Choice:
    """What is meant."""
    desk = desk_of(request)
    if wanted.matter:
        return desk.handouts.matter(wanted.matter)
    if wanted.statement:
        row = desk.questions.statement(wanted.statement)
        return Choice(row.content_words, (row.document,), statement=row.statement.id)
    if wanted.story:
        told = desk.questions.document(wanted.story)
        spoken = told.document.spoken is not None and told.document.translated is None
        return Choice(told.document.title or told.document.name, (told.id,), recording=spoken)
    words = pages_of(request).words("app.name")
    return Choice(words, question=asked_in(wanted.query).filter(None))


@router.get("/handover")
def handover(
    request: Request,
    visitor: Exporter,
    asked: Annotated[Asked, Query()],
    statement: Annotated[Name, Query()] = None,
    story: Annotated[Name, Query()] = None,
    matter: Annotated[Name, Query()] = None,
) -> Response:
    """Choose how to hand over a search, a statement, a story or a matter."""
    desk = desk_of(request)
    wanted = Wanted(statement=statement, story=story, matter=matter, query=asked.query)
    found = chosen(request, wanted)
    return pages_of(request).page(
        request,
        "handover",
        wanted=wanted,
        asked=asked,
        choice=found,
        count=None if found.documents else desk.questions.tally(asked.filter(1_001)),
        formats=desk.handouts.formats(found),
        layouts=list(Layout),
        labels=list(Label),
        label=desk.handouts.label(),
    )


@router.post("/jobs/export")
async def export_job(request: Request, visitor: Exporter, sent: Annotated[Taken, Form()]) -> Response:
    """An export as a job of the desk: the file where that is soon done, else the page that tells how far it is."""
    return await _begun(request, visitor, await run_in_threadpool(_export, request, sent), is_brief=False)


@router.post("/jobs/brief")
async def brief_job(request: Request, visitor: Exporter, sent: Annotated[Taken, Form()]) -> Response:
    """A brief, in the same way."""
    return await _begun(request, visitor, await run_in_threadpool(_brief, request, sent), is_brief=True)


async def _begun(request: Request, visitor: Visitor, order: Order, is_brief: bool) -> Response:
    jobs = desk_of(request).jobs
    begin = jobs.brief if is_brief else jobs.export
    job = await soon(request, await run_in_threadpool(begin, visitor.account, order))
    return RedirectResponse(f"/jobs/{job.id}/file" if job.product else f"/jobs/{job.id}", 303)


@router.post("/export")
def export(request: Request, visitor: Exporter, sent: Annotated[Taken, Form()]) -> Response:
    """An export in the answer itself, which is sent while it is made: for programs."""
    order = _export(request, sent)
    pieces = begun(desk_of(request).handouts.export(order.chosen, order.form, order.label, order.options))
    desk_of(request).doorkeeper.note(visitor, address_of(request), "exported", order.subject)
    return StreamingResponse(pieces, media_type=order.media_type, headers=_saved(order.name))


@router.post("/brief")
def brief(request: Request, visitor: Exporter, sent: Annotated[Taken, Form()]) -> Response:
    """A brief in the answer itself: for programs."""
    order = _brief(request, sent)
    data = desk_of(request).handouts.brief(order.chosen, Layout(order.form), order.label)
    desk_of(request).doorkeeper.note(visitor, address_of(request), "exported", order.subject)
    return Response(data, media_type=order.media_type, headers=_saved(order.name))


def _export(request: Request, sent: Taken) -> Order:
    """What is wanted; 404 for a format in which what is chosen cannot be had."""
    choice = chosen(request, sent)
    form = next((one for one in desk_of(request).handouts.formats(choice) if one.name == sent.form), None)
    if form is None:
        raise HTTPException(404)
    name, subject = _called(request, sent.tlp, form.ending), _subject(f"export {form.name}", sent)
    options = Options(bom=sent.bom, withheld=sent.withheld)
    return Order(choice, form.name, sent.tlp, name, form.media_type, subject, options)


def _brief(request: Request, sent: Taken) -> Order:
    if sent.form not in [str(one) for one in Layout] or sent.statement:
        raise HTTPException(404)
    layout, choice = Layout(sent.form), chosen(request, sent)
    titled = replace(choice, title=" ".join(sent.title.split()) or choice.title)
    name, subject = _called(request, sent.tlp, f".{layout}"), _subject(f"brief {layout}", sent)
    return Order(titled, str(layout), sent.tlp, name, LAYOUTS[layout], subject)


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
    pieces = begun(desk.handouts.export(choice, "atom", label, Options(link=link)))
    desk.doorkeeper.note(visitor, address_of(request), "exported", f"feed {name}: ?{search.query}")
    return StreamingResponse(pieces, media_type="application/atom+xml", headers={"cache-control": "private, no-cache"})


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, the first of which is made now: what is wrong with the question is said before anything is sent."""
    first = next(pieces, b"")
    return chain((first,), pieces)


def _subject(what: str, sent: Taken) -> str:
    """What the access log has of it: what, of what, and how far it may be passed on."""
    of = sent.matter or sent.statement or sent.story or f"?{asked_in(sent.query).query}"
    return f"{what} {of} {sent.tlp}"


def _called(request: Request, label: Label, ending: str) -> str:
    """The name of a file: it tells when it was made and how far it may be passed on."""
    marked = str(label).lower().replace(":", "-").replace("+", "-")
    return f"purport-{desk_of(request).now():%Y-%m-%d-%H%M}-{marked}{ending}"


def _saved(name: str) -> dict[str, str]:
    """The headers of a file to be saved."""
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
