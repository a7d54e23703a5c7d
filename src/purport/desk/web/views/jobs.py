"""Long work: started by a form, followed by events as they come (server-sent events), found again by its address.

Without JavaScript the page asks again by itself and shows the same. Only who started a job sees it, and admins do.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response

from purport.desk.web.guard import address_of, analyst, desk_of, exporter, reader, still_known
from purport.desk.web.jobs import Job, Kind
from purport.desk.web.pages import Nav, View, pages_of
from purport.desk.web.port import Visitor
from purport.desk.web.wire import SEALED
from purport.errors import InstructionError
from purport.records.access import Rank, Scope

router = APIRouter(include_in_schema=False)
VIEW = View("jobs", router, Nav("/jobs", "nav.jobs"))
Reader = Annotated[Visitor, Depends(reader)]
Analyst = Annotated[Visitor, Depends(analyst)]
Exporter = Annotated[Visitor, Depends(exporter)]
AT_ONCE = 2.0
"""Seconds that a form waits for its job: most work is done by then, and needs no page of its own."""
LOOK, ASK = 0.4, 30.0
"""Seconds between two looks at a job that is followed, and at whether its follower may still see it."""
SHOWN = 100
"""Jobs in the list."""
AT_A_TIME = 24
"""Streams of events of one account: four browsers with all the connections that they have for a desk."""
NEEDS = {Kind.EXPORT: Scope.EXPORT, Kind.BRIEF: Scope.EXPORT, Kind.EXHIBIT: Scope.READ}
"""What a token must be good for to end a job: for what it must be to begin it; `ASSESS` for any other kind."""


def mine(request: Request, name: str, visitor: Reader) -> Job:
    """The job, where the visitor may see it; to others it is not there."""
    job = desk_of(request).jobs.job(name)
    if job.by != visitor.account and not visitor.rank.covers(Rank.ADMIN):
        raise InstructionError("there is no such job", code="unknown-id", subject=name[:60])
    return job


Mine = Annotated[Job, Depends(mine)]


async def soon(request: Request, job: Job) -> Job:
    """The job after a short while: done, if that was enough."""
    for _ in range(round(AT_ONCE / 0.05)):
        if job.over:
            break
        await asyncio.sleep(0.05)
        job = desk_of(request).jobs.job(job.id)
    return job


@router.get("/jobs")
def jobs(request: Request, visitor: Reader) -> Response:
    """The visitor's jobs; to an admin all of them."""
    desk, every = desk_of(request), visitor.rank.covers(Rank.ADMIN)
    found = [one for one in desk.jobs.jobs() if every or one.by == visitor.account]
    return pages_of(request).page(
        request,
        "jobs",
        jobs=found[:SHOWN],
        every=every,
        waiting=desk.jobs.waiting(),
        may=visitor.rank.covers(Rank.ANALYST),
    )


@router.post("/jobs/check")
def check(request: Request, visitor: Analyst) -> Response:
    """Check all evidence."""
    return RedirectResponse(f"/jobs/{desk_of(request).jobs.check(visitor.account).id}", 303)


@router.post("/jobs/place")
def place(request: Request, visitor: Analyst) -> Response:
    """Place the stories that wait."""
    return RedirectResponse(f"/jobs/{desk_of(request).jobs.place(visitor.account).id}", 303)


@router.get("/jobs/{name}")
def job(request: Request, found: Mine) -> Response:
    """One job; for a page that follows it the part that changes."""
    part = "progress" if "hx-request" in request.headers else "job"
    return pages_of(request).page(request, part, **shown(request, found))


def shown(request: Request, found: Job) -> dict[str, Any]:
    """What the page of a job, and the part of it that changes, show."""
    return {"job": found, "there": desk_of(request).jobs.holds(found), "now": telling(request, found)}


@router.post("/jobs/{name}/end")
def end(request: Request, found: Mine, visitor: Reader) -> Response:
    """End a job."""
    if visitor.scopes is not None and NEEDS.get(found.kind, Scope.ASSESS) not in visitor.scopes:
        raise HTTPException(403)
    desk_of(request).jobs.end(found.id)
    return RedirectResponse(f"/jobs/{found.id}", 303)


@router.get("/jobs/{name}/file")
def file(request: Request, found: Mine, visitor: Exporter) -> Response:
    """The file that a job made; it is in the access log before it leaves."""
    desk = desk_of(request)
    there = desk.jobs.file(found.id)
    assert found.product is not None
    desk.doorkeeper.note(visitor, address_of(request), "exported", found.product.subject)
    headers = {"content-security-policy": SEALED, "cache-control": "no-store"}
    return FileResponse(there, media_type=found.product.media_type, headers=headers, filename=found.product.name)


async def one_of_few(request: Request, visitor: Reader) -> AsyncIterator[None]:
    """Counts the streams of an account as long as they are open, so that nobody takes all connections of the desk."""
    open_ones: Counter[str] = request.app.state.streams
    if open_ones[visitor.account] >= AT_A_TIME:
        raise HTTPException(429)
    open_ones[visitor.account] += 1
    try:
        yield
    finally:
        open_ones[visitor.account] -= 1


@router.get("/jobs/{name}/events", response_class=EventSourceResponse, dependencies=[Depends(one_of_few)])
async def events(request: Request, found: Mine) -> AsyncIterator[ServerSentEvent]:
    """How far a job is, as it goes on: ``step`` with words and numbers, ``over`` once at the end."""
    told: dict[str, Any] | None = None
    since = 0.0
    while not found.over:
        if (now := telling(request, found)) != told:
            told = now
            yield ServerSentEvent(data=told, event="step")
        await asyncio.sleep(LOOK)
        since += LOOK
        if since >= ASK:
            since = 0.0
            if not await still_known(request):
                return
        found = desk_of(request).jobs.job(found.id)
    yield ServerSentEvent(data={}, event="over")


def telling(request: Request, found: Job) -> dict[str, Any]:
    """How far a job is: in words, in numbers, and as a share of the whole, None where nobody knows."""
    words = pages_of(request).words
    step = found.step
    state = "job.ending" if found.asked_to_end and not found.over else f"job.state.{found.state}"
    counted = ""
    if step is not None and (step.done or step.of):
        done = words.number(step.done)
        counted = done if step.of is None else words("job.counted", done=done, of=words.number(max(step.of, step.done)))
    return {
        "state": words(state),
        "step": "" if step is None else words(f"job.step.{step.what}"),
        "counted": counted,
        "share": None if step is None or not step.of else min(1.0, step.done / step.of),
    }
