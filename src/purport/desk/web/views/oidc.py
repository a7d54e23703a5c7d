"""Coming in by another house's word: OpenID Connect, authorization code with PKCE, by Authlib.

What has to be remembered between going there and coming back (state, nonce, code verifier) stays in this process; the browser holds
only the handle to it, in a cookie of ten minutes. That cookie is `Lax`, because the way back begins at the other house; the
session's own cookie is `Strict`, so the way back ends on a page of ours that leads on.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from purport.desk.web.guard import address_of, desk_of, remember, settings_of
from purport.desk.web.pages import View, local, pages_of
from purport.desk.web.port import Refused
from purport.desk.web.settings import Settings

router = APIRouter(include_in_schema=False)
VIEW = View("oidc", router, public=True)
LASTS = timedelta(minutes=10)
MOST = 1_000
LOG = logging.getLogger("purport.desk")


@dataclass(slots=True)
class Journeys:
    """Those who are on their way to the other house: what they must come back with, by handle; the oldest are forgotten first."""

    held: OrderedDict[str, tuple[datetime, dict[str, Any], str]] = field(default_factory=OrderedDict)

    def begin(self, handle: str, at: datetime, told: dict[str, Any], onward: str) -> None:
        """Remember one."""
        self.held[handle] = (at, told, onward)
        while len(self.held) > MOST:
            self.held.popitem(last=False)

    def end(self, handle: str, at: datetime) -> tuple[dict[str, Any], str]:
        """What was remembered, once.

        Raises:
            HTTPException: 400 if nothing was, or it is too long ago.
        """
        begun, told, onward = self.held.pop(handle, (at - LASTS, {}, "/"))
        if at - begun >= LASTS:
            raise HTTPException(400)
        return told, onward


def handle_name(settings: Settings) -> str:
    """Of the cookie with the handle; the prefix makes browsers refuse it without TLS."""
    return "__Secure-purport-oidc" if settings.secure else "purport-oidc"


def client_of(settings: Settings) -> Any:
    """The client that speaks to the other house; None where there is none.

    Raises:
        ModuleNotFoundError: if Authlib is not installed.
    """
    if settings.oidc is None:
        return None
    from authlib.integrations.starlette_client import OAuth

    registry = OAuth()
    registry.register(
        "house",
        client_id=settings.oidc.client,
        client_secret=settings.oidc.secret,
        server_metadata_url=f"{settings.oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": 10},
    )
    return registry.house


@router.get("/oidc")
async def begin(request: Request, next: str = "/") -> Response:
    """To the other house."""
    client, desk, settings = _client(request), desk_of(request), settings_of(request)
    request.scope["session"] = {}
    scheme = "https" if settings.secure else "http"
    back = f"{scheme}://{request.headers['host']}/oidc/back"
    try:
        answer: Response = await client.authorize_redirect(request, back)
    except Exception as fault:
        LOG.warning("the house %s cannot be asked: %s", settings.oidc and settings.oidc.issuer, fault)
        raise HTTPException(502) from fault
    handle = desk.doorkeeper.secret()
    request.app.state.journeys.begin(handle, desk.now(), request.session, local(next))
    answer.set_cookie(
        handle_name(settings),
        handle,
        max_age=int(LASTS.total_seconds()),
        path="/oidc",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get("/oidc/back")
async def back(request: Request) -> Response:
    """Back from the other house: who it is, if its word holds."""
    client, desk, settings = _client(request), desk_of(request), settings_of(request)
    told, onward = request.app.state.journeys.end(request.cookies.get(handle_name(settings), ""), desk.now())
    request.scope["session"] = told
    try:
        token = await client.authorize_access_token(request)
        who = token["userinfo"]
        subject = f"{who['iss']} {who['sub']}"
    except Exception as fault:
        LOG.warning("the word of %s does not hold: %s", settings.oidc and settings.oidc.issuer, fault)
        raise HTTPException(403) from fault
    name = str(who.get("preferred_username") or who.get("email") or who["sub"])
    try:
        secret = await run_in_threadpool(desk.doorkeeper.enter_by, subject, name, address_of(request))
    except Refused:
        raise HTTPException(403) from None
    page = pages_of(request).page(request, "welcome", onward=onward)
    remember(page, secret, settings)
    page.delete_cookie(handle_name(settings), path="/oidc", secure=settings.secure, httponly=True, samesite="lax")
    return page


def _client(request: Request) -> Any:
    client = request.app.state.oidc
    if client is None:
        raise HTTPException(404)
    return client
