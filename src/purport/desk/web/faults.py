"""What becomes of errors: a page for people, ``application/problem+json`` (RFC 9457) for programs; never a trace."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from purport.desk.web.guard import NotEntered, is_feed, streams
from purport.desk.web.pages import pages_of
from purport.errors import HouseError, InstructionError, PurportError, SourceError

API = "/api/"
NOT_THERE = ("unknown-id", "unknown-list", "unknown-speaker", "nothing-told", "no-picture")
BUSY = ("ledger-locked",)
OVERTAKEN = "overtaken"
"""Somebody else decided meanwhile."""
STATUS = {
    404: NOT_THERE,
    409: (OVERTAKEN, "not-placed", "being-placed"),
    410: ("file-gone", "removed"),
    429: ("too-many-jobs",),
}
"""Where an instruction is not simply a bad one (400)."""
LOG = logging.getLogger("purport.desk")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: the status, a code that stays the same, what it is in words, and what to do."""

    status: int
    code: str
    message: str
    advice: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def problem_of(fault: Exception) -> Problem:
    """What to say of a fault; of one that nobody foresaw nothing but that there was one."""
    if isinstance(fault, NotEntered):
        return Problem(401, "not-entered", "nobody has logged in")
    if isinstance(fault, RequestValidationError):
        return Problem(422, "bad-question", "the question cannot be answered as asked", fields=_fields(fault.errors()))
    if isinstance(fault, InstructionError | SourceError):
        other = 415 if isinstance(fault, SourceError) else 400
        status = next((status for status, codes in STATUS.items() if fault.code in codes), other)
        return Problem(status, fault.code, _told(fault), fault.advice)
    if isinstance(fault, PurportError):
        return _of_the_house(fault)
    if isinstance(fault, HTTPException):
        status = HTTPStatus(fault.status_code)
        return Problem(fault.status_code, status.phrase.lower().replace(" ", "-"), status.phrase)
    return Problem(500, "fault", "something went wrong here")


def _of_the_house(fault: PurportError) -> Problem:
    """What to say of a recording that cannot be heard, and of a house that is not in order."""
    if isinstance(fault, SourceError):
        return Problem(415, fault.code, _told(fault), fault.advice)
    return Problem(503 if fault.code in BUSY else 500, fault.code, fault.message)


def _told(fault: PurportError) -> str:
    return f"{fault.subject}: {fault.message}" if fault.subject else fault.message


def _fields(errors: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one["loc"][-1]), str(one["msg"])) for one in errors)


def handled(app: FastAPI) -> None:
    """Give the app its answers to errors."""
    for kind in (NotEntered, RequestValidationError, PurportError, HTTPException):
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(Exception, _unforeseen)


async def _answer(request: Request, fault: Exception) -> Response:
    if isinstance(fault, HouseError):
        LOG.error("%s: %s", request.url.path, fault)
    problem = problem_of(fault)
    headers = dict(fault.headers or {}) if isinstance(fault, HTTPException) else {}
    return _as_json(problem, headers) if request.url.path.startswith(API) else _as_page(request, problem, headers)


async def _unforeseen(request: Request, fault: Exception) -> Response:
    problem = problem_of(fault)
    return _as_json(problem, {}) if request.url.path.startswith(API) else _as_page(request, problem, {})


def _as_json(problem: Problem, headers: dict[str, str]) -> Response:
    if problem.status == 401:
        headers["www-authenticate"] = 'Bearer realm="purport"'
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.message,
    }
    if problem.advice:
        told["advice"] = problem.advice
    if problem.fields:
        told["fields"] = [{"name": name, "detail": detail} for name, detail in problem.fields]
    return JSONResponse(told, problem.status, headers, media_type="application/problem+json")


def _as_page(request: Request, problem: Problem, headers: dict[str, str]) -> Response:
    if problem.status == 401 and is_feed(request):
        return Response(status_code=401, headers={"www-authenticate": 'Basic realm="purport", charset="UTF-8"'})
    if problem.status == 401 and streams(request):
        return Response(status_code=204)  # which tells a browser to ask no more
    if problem.status == 401:
        return _to_login(request)
    page = pages_of(request).page(request, "problem", problem.status, problem=problem)
    page.headers.update(headers)
    return page


def _to_login(request: Request) -> Response:
    """To the login, and back afterwards to what was asked for."""
    there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = "/login" if request.method != "GET" or there == "/" else f"/login?next={quote(there, safe='')}"
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"hx-redirect": "/login"})
    return RedirectResponse(address, 303)
