"""What stands between the network and the pages: host, size and number of requests, and the headers of every answer (pure ASGI)."""

from __future__ import annotations

import re
from asyncio import Event
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from purport.desk.web.settings import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing but files of this server; no script, style or handler within a page."""

SEALED = "default-src 'none'; sandbox"
"""For bytes of others: whatever they are, they are no page and run nothing."""


def policy(nonce: str) -> str:
    """The policy of a page with styles that bear a nonce: a library may bring them in."""
    return POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")


HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
YEAR = timedelta(days=365)
LENGTH = re.compile(r"[0-9]{1,15}")
"""A length in bytes that is one: other digits than these ten are no number to Python, nor are thousands of them."""
MOST_CALLERS = 10_000
"""Addresses that are remembered at once; the one that asked longest ago is forgotten first."""


@dataclass(slots=True)
class Pace:
    """How many requests an address may make: a bucket that holds a minute's worth and fills up evenly (token bucket)."""

    per_minute: int
    clock: Callable[[], datetime]
    _left: dict[str, tuple[float, datetime]] = field(default_factory=dict)

    def waits(self, caller: str) -> int:
        """Seconds until this caller may ask; 0 if it may now, and that is counted."""
        now = self.clock()
        left, then = self._left.pop(caller, (float(self.per_minute), now))
        rate = self.per_minute / 60
        left = min(float(self.per_minute), left + (now - then).total_seconds() * rate)
        allowed = left >= 1
        self._left[caller] = (left - 1 if allowed else left, now)
        if len(self._left) > MOST_CALLERS:
            del self._left[next(iter(self._left))]
        return 0 if allowed else max(1, round((1 - left) / rate))


class Wire:
    """The outermost layer: refuses what is not for this desk, too large or too fast, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.inner = app
        self._settings = settings
        self._pace = Pace(settings.requests_per_minute, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.inner(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                _with_headers(MutableHeaders(scope=message), self._settings.secure)
            await send(message)

        app = self._refusal(scope) or self.inner
        if scope["method"] == "HEAD":
            await _headed(app)(scope, receive, sent)
        else:
            await app(scope, self._counted(scope, receive), sent)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if host_of(headers.get("host", "")) not in self._settings.hosts:
            return PlainTextResponse("This desk is not known by that name.\n", 421)
        told = headers.get("content-length", "0")
        if not LENGTH.fullmatch(told) or int(told) > self._settings.max_body:
            return PlainTextResponse("The request is too large.\n", 413, {"connection": "close"})
        if scope["path"].startswith("/static/"):
            return None
        wait = self._pace.waits(caller(scope))
        return PlainTextResponse("Too many requests.\n", 429, {"retry-after": str(wait)}) if wait else None

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        """Receive that gives up where more comes than was told."""
        taken = 0

        async def received() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._settings.max_body:
                raise HTTPException(413)
            return message

        return received


def _headed(app: ASGIApp) -> ASGIApp:
    """An app that is asked for an answer as by GET, of which the start alone is sent (RFC 9110, 9.3.2); then who asked is gone."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        ended, bodies = Event(), iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def received() -> Message:
            if body := next(bodies, None):
                return body
            await ended.wait()  # a stream goes on until it is told
            return {"type": "http.disconnect"}

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif not ended.is_set():
                ended.set()
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        await app({**scope, "method": "GET"}, received, sent)

    return asked


def host_of(told: str) -> str:
    """The name in a ``Host`` header, lower case, without the port.

    >>> host_of("Desk.example:8000"), host_of("[::1]:8000"), host_of("[::1]")
    ('desk.example', '[::1]', '[::1]')
    """
    name, colon, port = told.lower().rpartition(":")
    return name if colon and port.isdigit() else told.lower()


def caller(scope: Scope) -> str:
    """The address that a request came from; ``""`` where there is none (a socket of this machine)."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _with_headers(headers: MutableHeaders, secure: bool) -> None:
    """The headers of every answer; a view may have put in a policy of its own, for bytes of others or a library's styles."""
    for name, value in HEADERS:
        if name != "content-security-policy" or name not in headers:
            headers[name] = value
    headers.setdefault("cache-control", "no-store")
    if secure:
        headers["strict-transport-security"] = f"max-age={int(YEAR.total_seconds())}"
