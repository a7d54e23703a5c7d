"""One message to an address that the user named for it: a POST, without cookies or redirects, to vetted addresses only."""

from __future__ import annotations

import ssl
import time
from base64 import b64encode
from dataclasses import dataclass

import httpcore
import httpx

from purport.collect.wire import Deadline, Reach, Resolve, VettedBackend, resolved, under_way
from purport.errors import Refused, Unreachable

SECONDS = 30.0
"""How long the whole of it may take."""
LARGEST = 65_536
"""Bytes of an answer that are looked at; what it says is not used."""


@dataclass(frozen=True, slots=True)
class Net:
    """What is used of the net; tests give their own. `trust` checks certificates (None: by the usual authorities)."""

    resolve: Resolve = resolved
    trust: ssl.SSLContext | None = None
    seconds: float = SECONDS


OPEN_NET = Net()


def told(
    address: str, data: bytes, headers: tuple[tuple[str, str], ...], allow_private: bool, net: Net = OPEN_NET
) -> None:
    """Post a message; the answer must be one of success (2xx).

    Raises:
        Unreachable: ``bad-address``, ``no-such-host``, ``no-connection``, ``timeout``, ``tls``, ``bad-http``; ``http-...`` with the
            status of any other answer.
        Refused: ``bad-scheme``; ``private-address`` where the host is in a private network and that is not allowed.
    """
    url = _parsed(address)
    shown = str(url.copy_with(query=None, userinfo=b""))  # addresses of webhooks often hold a key
    try:
        status = _status(url, data, headers, allow_private, net)
    except httpcore.TimeoutException as fault:
        raise Unreachable("it took too long to answer", code="timeout", subject=shown) from fault
    except httpcore.ProtocolError as fault:
        raise Unreachable(f"it does not speak HTTP properly: {fault}", code="bad-http", subject=shown) from fault
    except httpcore.NetworkError as fault:
        if any(isinstance(arg, ssl.SSLError) for arg in fault.args):
            raise Unreachable(f"its TLS certificate or handshake failed: {fault}", code="tls", subject=shown) from fault
        raise Unreachable(f"no connection: {fault}", code="no-connection", subject=shown) from fault
    except Refused as fault:
        advice = "allow it with allow_private in this delivery if it is yours"
        raise Refused(fault.message, code=fault.code, subject=shown, advice=advice) from fault
    if not 200 <= status < 300:
        raise Unreachable(f"it answered {status}", code=f"http-{status}", subject=shown)


def _parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError) as fault:
        raise Unreachable(f"it is no address: {fault}", code="bad-address", subject="url") from fault
    if url.scheme not in ("http", "https"):
        raise Refused(f"nothing is sent to addresses of the kind {url.scheme}:", code="bad-scheme", subject="url")
    if not url.host:
        raise Unreachable("the address names no host", code="bad-address", subject="url")
    return url


def _status(url: httpx.URL, data: bytes, headers: tuple[tuple[str, str], ...], allow_private: bool, net: Net) -> int:
    deadline = Deadline(net.seconds, time.monotonic)
    reach = Reach(allow_private, net.resolve)
    context = net.trust or httpx.create_ssl_context(trust_env=False)
    pool = httpcore.ConnectionPool(ssl_context=context, network_backend=VettedBackend(reach))
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    told_with = [("Host", url.netloc.decode("ascii")), ("Content-Length", str(len(data))), ("Connection", "close")]
    if url.userinfo:
        told_with.append(("Authorization", _basic(url)))
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), net.seconds)
    request = pool.stream(
        "POST", target, headers=[*told_with, *headers], content=data, extensions={"timeout": timeouts}
    )
    with under_way(deadline), pool, request as response:
        size = 0
        for piece in response.iter_stream():
            size += len(piece)
            if size > LARGEST:
                break
        return response.status


def _basic(url: httpx.URL) -> str:
    """User and password of an address as RFC 7617 has them."""
    return "Basic " + b64encode(f"{url.username}:{url.password}".encode()).decode("ascii")
