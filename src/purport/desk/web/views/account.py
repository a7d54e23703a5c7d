"""One's own account: another password, for who knows the present one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from purport.desk.web.guard import address_of, desk_of, reader, remember, settings_of
from purport.desk.web.pages import View, pages_of
from purport.desk.web.port import Refused, Visitor
from purport.desk.web.views.entry import Given
from purport.errors import InstructionError

router = APIRouter(include_in_schema=False)
VIEW = View("account", router)


def person(visitor: Annotated[Visitor, Depends(reader)]) -> Visitor:
    """The visitor, if it is no program: a token changes no password."""
    if visitor.scopes is not None:
        raise HTTPException(403)
    return visitor


Person = Annotated[Visitor, Depends(person)]


@router.get("/account")
def account(request: Request, visitor: Person, changed: bool = False) -> Response:
    """The form for another password."""
    return pages_of(request).page(request, "account", trouble=None, changed=changed)


@router.post("/account")
def change(request: Request, visitor: Person, password: Given = "", new: Given = "") -> Response:
    """Change the password; every other session of the account ends."""
    try:
        secret = desk_of(request).doorkeeper.renew(visitor, password, new, address_of(request))
    except Refused as refused:
        trouble, status = ("wait", 429) if refused.wait else ("refused", 403)
        return pages_of(request).page(request, "account", status, trouble=trouble, changed=False)
    except InstructionError as fault:
        return pages_of(request).page(request, "account", 400, trouble=fault.code, changed=False)
    answer = RedirectResponse("/account?changed=true", 303)
    remember(answer, secret, settings_of(request))
    return answer
