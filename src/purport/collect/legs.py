"""What is kept of one question to a server and its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import httpcore

from purport.records import Leg
from purport.records.evidence import Headers

_SECRET = re.compile(
    r"cookie|auth(?!or(?!i))|token|secret|passw|credential|api-?key|access-?key|session", re.IGNORECASE
)  # authors are told
_OF_HTTP_1 = frozenset({"connection"})


def without_secrets(headers: Headers) -> Headers:
    """The headers without cookies, credentials and tokens."""
    return tuple((name, value) for name, value in headers if _SECRET.search(name) is None)


def leg_of(
    address: str, asked_at: datetime, answered_at: datetime, sent: Iterable[tuple[bytes | str, bytes | str]],
    response: httpcore.Response,
) -> Leg:  # fmt: skip
    """The question and its answer, without secrets; `answered_at`: when the answer's head had come.

    Under HTTP/2 the host went as ``:authority``; it is told as the header that it stands for (RFC 9113, 8.3.1).
    """
    protocol = _text(response.extensions.get("http_version", b"HTTP/1.1"))
    request = tuple((_text(name), _text(value)) for name, value in sent)
    if protocol == "HTTP/2":
        request = tuple(pair for pair in request if pair[0].lower() not in _OF_HTTP_1)
    return Leg(
        address=address,
        answered_at=answered_at,
        status=response.status,
        reason=_text(response.extensions.get("reason_phrase", b"")),
        protocol=protocol,
        method="GET",
        request=without_secrets(request),
        asked_at=asked_at,
        remote=_remote(response),
    )


def redirecting(leg: Leg, headers: Headers) -> Leg:
    """The leg of a redirect, with its own headers."""
    return replace(leg, headers=without_secrets(headers))


def _text(value: bytes | str) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _remote(response: httpcore.Response) -> str | None:
    """The IP address of the other side, where the connection tells it."""
    stream = response.extensions.get("network_stream")
    try:
        told = stream.get_extra_info("server_addr") if stream is not None else None
    except OSError:
        return None
    return str(told[0]) if isinstance(told, tuple) and told else None
