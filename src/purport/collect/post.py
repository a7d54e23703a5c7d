"""One question to a service that the user named in the config: a POST or GET, without cookies, without redirects."""

from __future__ import annotations

import httpx

from purport.errors import Refused, Unreachable
from purport.records.addresses import without_login

LARGEST = 1_000_000
"""Bytes of an answer that are taken in."""


def posted(address: str, body: bytes, media_type: str, seconds: float, accept: str = "*/*") -> bytes:
    """The body of the answer to a POST; `seconds` for the connection, and for each piece of the answer.

    Raises:
        Unreachable: ``no-connection``, ``timeout`` or ``bad-http``; ``http-status`` if the answer is not 200.
        Refused: ``too-large``.
    """
    answer = _asked("POST", address, body, {"content-type": media_type, "accept": accept}, seconds)
    if answer is None:
        raise Unreachable("it answered 404", code="http-status", subject=without_login(address))
    return answer


def asked(address: str, accept: str, seconds: float) -> bytes | None:
    """The body of the answer to a GET; None where there is nothing (404).

    Raises:
        Unreachable, Refused: as for :func:`posted`.
    """
    return _asked("GET", address, None, {"accept": accept}, seconds)


def _asked(method: str, address: str, body: bytes | None, headers: dict[str, str], seconds: float) -> bytes | None:
    try:
        with httpx.stream(method, address, content=body, headers=headers, timeout=seconds, trust_env=False) as answer:
            if answer.status_code == 404:
                return None
            if answer.status_code != 200:
                raise Unreachable(
                    f"it answered {answer.status_code}", code="http-status", subject=without_login(address)
                )
            data = b""
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > LARGEST:
                    raise Refused("the answer is too large", code="too-large", subject=without_login(address))
    except httpx.TimeoutException as fault:
        raise Unreachable("it took too long to answer", code="timeout", subject=without_login(address)) from fault
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
        raise Unreachable(f"it is no address: {fault}", code="bad-address", subject=without_login(address)) from fault
    except httpx.ProtocolError as fault:
        raise Unreachable(
            f"it does not speak HTTP properly: {fault}", code="bad-http", subject=without_login(address)
        ) from fault
    except httpx.HTTPError as fault:
        raise Unreachable(f"no connection: {fault}", code="no-connection", subject=without_login(address)) from fault
    return data
