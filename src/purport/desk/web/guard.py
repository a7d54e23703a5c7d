"""Who is asking, and whether a request that changes something comes from our own page."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from purport.desk.web.port import Desk, Visitor
from purport.desk.web.settings import Settings
from purport.desk.web.wire import caller
from purport.records.access import Rank, Scope

SAFE = ("GET", "HEAD", "OPTIONS")
FIELD, HEADER = "csrf", "x-csrf"
"""Where a page sends its proof that it is ours: a form's field, or a header of htmx."""
IDLE = "x-idle"
"""The header of what a page asks by itself while nobody uses it."""


class NotEntered(Exception):
    """Nobody has logged in."""


def desk_of(request: Request) -> Desk:
    """The house."""
    desk: Desk = request.app.state.desk
    return desk


def settings_of(request: Request) -> Settings:
    """How the desk is served."""
    settings: Settings = request.app.state.settings
    return settings


def cookie_name(settings: Settings) -> str:
    """Of the one cookie there is; the prefix makes browsers refuse it without TLS or for another path."""
    return "__Host-purport" if settings.secure else "purport"


def secret_of(request: Request) -> str:
    """The secret in the cookie; ``""`` for none."""
    return request.cookies.get(cookie_name(settings_of(request)), "")


def remember(response: Response, secret: str, settings: Settings) -> None:
    """Put a secret into the cookie."""
    response.set_cookie(
        cookie_name(settings), secret, path="/", secure=settings.secure, httponly=True, samesite="strict"
    )


def forget(response: Response, settings: Settings) -> None:
    """Take the cookie back."""
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="strict")


def proof_of(secret: str) -> str:
    """What a page must send back to show that it was made for whoever holds the secret in the cookie."""
    return hashlib.sha256(f"purport form {secret}".encode()).hexdigest()


def token_in(request: Request) -> str | None:
    """What a program shows in the header ``Authorization: Bearer``; None where there is no such header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def known(request: Request) -> Visitor | None:
    """Who is asking: by the cookie, else by a token in the header; None for nobody."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = await run_in_threadpool(_known, request)
    found: Visitor | None = request.state.visitor
    return found


def is_feed(request: Request) -> bool:
    """Whether a feed is asked for: the readers of feeds know names and passwords (RFC 7617) but no tokens."""
    return request.method in SAFE and request.url.path.endswith("/feed.atom")


def _password(request: Request) -> str | None:
    """The password of the header, in whose place a reader of feeds sends its token; None where there is none."""
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(told.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _known(request: Request) -> Visitor | None:
    doorkeeper = desk_of(request).doorkeeper
    token = token_in(request)
    if token is None and is_feed(request):
        token = _password(request)
    if token is not None:
        return doorkeeper.bearer(token)
    secret = secret_of(request)
    return doorkeeper.visitor(secret, idle=IDLE in request.headers or streams(request)) if secret else None


def streams(request: Request) -> bool:
    """Whether a page asks for events that it is sent as they come: it does so by itself, again and again."""
    return request.headers.get("accept") == "text/event-stream"


async def still_known(request: Request) -> bool:
    """Whether who opened a stream of events may still be told: a session may be over before the stream is."""
    return await run_in_threadpool(_known, request) is not None


async def entered(request: Request, visitor: Annotated[Visitor | None, Depends(known)]) -> Visitor:
    """The visitor, where there is one.

    Raises:
        NotEntered: nobody has logged in.
    """
    if visitor is None:
        raise NotEntered
    return visitor


def allowed(rank: Rank, scope: Scope) -> Callable[[Visitor], Visitor]:
    """A dependency: the visitor, where role and token are good for it."""

    def checked(visitor: Annotated[Visitor, Depends(entered)]) -> Visitor:
        if not visitor.rank.covers(rank) or (visitor.scopes is not None and scope not in visitor.scopes):
            raise HTTPException(403)
        return visitor

    return checked


reader = allowed(Rank.READER, Scope.READ)
analyst = allowed(Rank.ANALYST, Scope.ASSESS)
exporter = allowed(Rank.READER, Scope.EXPORT)
admin = allowed(Rank.ADMIN, Scope.READ)


def may_decide(visitor: Visitor) -> bool:
    """Whether the visitor may decide."""
    return visitor.rank.covers(Rank.ANALYST) and (visitor.scopes is None or Scope.ASSESS in visitor.scopes)


async def ours(request: Request) -> None:
    """Refuses a request that changes something and does not come from a page of this desk (CSRF).

    A program shows a token, which no browser sends by itself, and is known by that alone. Of all others the origin must be this
    desk, and they must send back the proof that only a page made for this cookie holds.
    """
    if request.method in SAFE or token_in(request) is not None:
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise HTTPException(403)
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403)
    sent = request.headers.get(HEADER)
    if sent is None:
        form = await request.form(max_files=0, max_fields=200)
        sent = str(form.get(FIELD, ""))
    secret = secret_of(request)
    if not secret or not hmac.compare_digest(sent.encode("utf-8", "replace"), proof_of(secret).encode()):
        raise HTTPException(403)


def address_of(request: Request) -> str:
    """The network address of who is asking."""
    return caller(request.scope)
