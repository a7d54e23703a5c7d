"""One's own account: its role, and a new password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from purport.desk.web.guard import address_of, desk_of, reader, remember, settings_of
from purport.desk.web.pages import View, pages_of
from purport.desk.web.port import Refused, Visitor
from purport.errors import InstructionError

router = APIRouter(include_in_schema=False)
VIEW = View("account", router)
Reader = Annotated[Visitor, Depends(reader)]
Given = Annotated[str, Form(max_length=1_000)]


@router.get("/account")
def account(request: Request, _visitor: Reader, done: bool = False) -> Response:
    """The account."""
    return pages_of(request).page(request, "account", trouble=None, done=done)


@router.post("/account/password")
def password(request: Request, visitor: Reader, old: Given = "", new: Given = "") -> Response:
    """A new password; whoever else is logged in with the old one is logged out."""
    if visitor.scopes is not None:
        raise HTTPException(403)  # a token is no person
    try:
        secret = desk_of(request).doorkeeper.renew(visitor, old, new, address_of(request))
    except Refused as refused:
        told = "wait" if refused.wait else "refused"
        return pages_of(request).page(request, "account", 429 if refused.wait else 403, trouble=told, done=False)
    except InstructionError as fault:
        return pages_of(request).page(request, "account", 400, trouble=fault.code, done=False)
    answer = RedirectResponse("/account?done=yes", 303)
    remember(answer, secret, settings_of(request))
    return answer
