"""Bytes of others on their way to a browser: sealed, and with a line in the access log for who hears or sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from fastapi import Request
from starlette.responses import FileResponse, Response

from purport.desk.web.guard import address_of, desk_of
from purport.desk.web.port import Visitor
from purport.desk.web.sights import Media
from purport.desk.web.wire import SEALED

ONCE = timedelta(minutes=15)
"""A player asks for many parts of one recording; within this time they are one hearing."""
MOST_NOTED = 10_000


@dataclass(slots=True)
class Witnesses:
    """Who heard or saw what a short while ago."""

    _noted: dict[tuple[str, str, str], datetime] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def note(self, request: Request, visitor: Visitor, deed: str, subject: str) -> None:
        """Write it into the access log, where it is not what is written already."""
        desk = desk_of(request)
        now, key = desk.now(), (visitor.account, deed, subject)
        with self._turn:
            last = self._noted.pop(key, None)
            if last is None or now - last >= ONCE:
                desk.doorkeeper.note(visitor, address_of(request), deed, subject)
                last = now
            self._noted[key] = last
            if len(self._noted) > MOST_NOTED:
                del self._noted[next(iter(self._noted))]


def witnessed(request: Request, visitor: Visitor, deed: str, subject: str) -> None:
    """Note that somebody hears or sees something; within a quarter of an hour it is the same hearing."""
    witnesses: Witnesses = request.app.state.witnesses
    witnesses.note(request, visitor, deed, subject)


def sealed(found: Media, lasting: str) -> Response:
    """The bytes under the media type that purport chose, to be saved, never as a page; `lasting`: how long they may be kept."""
    headers = {"content-security-policy": SEALED, "cache-control": lasting}
    return FileResponse(found.file, media_type=found.kind, headers=headers, filename=found.name)
