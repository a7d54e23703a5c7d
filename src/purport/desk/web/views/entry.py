"""Coming in and going out: login, the first account, logout."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from purport.desk.web.guard import address_of, desk_of, forget, known, remember, secret_of, settings_of
from purport.desk.web.pages import View, local, pages_of
from purport.desk.web.port import Refused, Visitor
from purport.errors import InstructionError

router = APIRouter(include_in_schema=False)
VIEW = View("entry", router, public=True)
Given = Annotated[str, Form(max_length=1_000)]


@router.get("/login")
def login(request: Request, visitor: Annotated[Visitor | None, Depends(known)], next: str = "/") -> Response:
    """The form to log in; to the stream where somebody has."""
    if visitor is not None:
        return RedirectResponse(local(next), 303)
    if desk_of(request).doorkeeper.is_new():
        return _form(request, "first", 200, invitation="", name="", trouble=None)
    return _form(request, "login", 200, onward=local(next), name="", trouble=None, wait=0)


@router.post("/login")
def log_in(request: Request, name: Given = "", password: Given = "", onward: Given = "/") -> Response:
    """Log in."""
    desk = desk_of(request)
    try:
        secret = desk.doorkeeper.enter(name.strip(), password, address_of(request))
    except Refused as refused:
        told = {"onward": local(onward), "name": name, "trouble": "wait" if refused.wait else "refused"}
        page = _form(request, "login", 429 if refused.wait else 401, wait=max(1, -(-refused.wait // 60)), **told)
        if refused.wait:
            page.headers["retry-after"] = str(refused.wait)
        return page
    _end(request)
    return _in(request, secret, local(onward))


@router.get("/first")
def first(request: Request, invitation: str = "") -> Response:
    """The form for the first account."""
    if not desk_of(request).doorkeeper.is_new():
        return RedirectResponse("/login", 303)
    return _form(request, "first", 200, invitation=invitation, name="", trouble=None)


@router.post("/first")
def found(request: Request, invitation: Given = "", name: Given = "", password: Given = "") -> Response:
    """Make the first account."""
    try:
        secret = desk_of(request).doorkeeper.found(invitation.strip(), name.strip(), password, address_of(request))
    except Refused:
        return _form(request, "first", 403, invitation="", name=name, trouble="not-invited")
    except InstructionError as fault:
        return _form(request, "first", 400, invitation=invitation, name=name, trouble=fault.code)
    return _in(request, secret, "/")


@router.post("/logout")
def leave(request: Request) -> Response:
    """End the session."""
    _end(request)
    answer = RedirectResponse("/login", 303)
    forget(answer, settings_of(request))
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer


def _form(request: Request, template: str, status: int, **told: object) -> Response:
    """A form for somebody without a session: its proof goes with a secret that nobody's session has."""
    held = secret_of(request)
    secret = held or desk_of(request).doorkeeper.secret()
    request.state.secret = secret
    page = pages_of(request).page(request, template, status, oidc=settings_of(request).oidc, **told)
    if not held:
        remember(page, secret, settings_of(request))
    return page


def _end(request: Request) -> None:
    """End the session of the cookie, if there is one."""
    desk_of(request).doorkeeper.leave(secret_of(request), address_of(request))


def _in(request: Request, secret: str, onward: str) -> Response:
    answer = RedirectResponse(onward, 303)
    remember(answer, secret, settings_of(request))
    return answer
