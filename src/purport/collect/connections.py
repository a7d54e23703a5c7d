"""Connections that are kept and used again: one pool for the life of a door, HTTP/1.1 with keep-alive and HTTP/2.

A connection is only ever made to an address that was judged (:class:`~purport.collect.wire.VettedBackend`), and serves only the
origin it was made for, so that one that is used again leads where it was judged to lead.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from weakref import finalize

import httpcore

from purport.collect.wire import Deadline, Reach, Trip, VettedBackend, under_way

MOST_IDLE = 32
"""Connections that are kept open at most while nobody uses them."""
KEPT_FOR = 60.0
"""Seconds that an unused connection is kept open: twice the longest pause that a robots.txt may ask for."""
MOST_STALE = 3
"""Kept connections that may turn out to be dead before one request is given up."""
_SHORT = 16_384
"""Bytes of a body that nobody wants that are read, so that its connection can be used again."""

Fields = Sequence[tuple[bytes | str, bytes | str]]


class Connections:
    """Every connection of one door; threads may share it.

    Args:
        reach: what may be connected to.
        tls: gives what checks certificates; called once, when it is first needed.
    """

    def __init__(self, reach: Reach, tls: Callable[[], ssl.SSLContext]) -> None:
        self._reach = reach
        self._tls = tls
        self._making = Lock()
        self._made: httpcore.ConnectionPool | None = None
        self._end: Callable[[], object] = lambda: None

    @property
    def _pool(self) -> httpcore.ConnectionPool:
        with self._making:
            if self._made is None:
                self._made = httpcore.ConnectionPool(
                    ssl_context=self._tls(),
                    http2=True,
                    network_backend=VettedBackend(self._reach),
                    max_connections=None,
                    max_keepalive_connections=MOST_IDLE,
                    keepalive_expiry=KEPT_FOR,
                )
                self._end = finalize(self, self._made.close)
            return self._made

    @contextmanager
    def asked(
        self, target: httpcore.URL, headers: Fields, deadline: Deadline, wait: float
    ) -> Iterator[httpcore.Response]:
        """The response to a GET, while its body may be read; `wait`: seconds without a byte that are borne.

        Raises:
            httpcore exceptions: from the network. Refused, Unreachable: as :meth:`Reach.vetted`.
        """
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), wait)
        request = httpcore.Request("GET", target, headers=list(headers), extensions={"timeout": timeouts})
        with under_way(deadline) as trip:
            response = self._answered(request, trip)
            try:
                yield response
            except BaseException:
                _abandon(response)
                raise
            finally:
                response.close()

    def _answered(self, request: httpcore.Request, trip: Trip) -> httpcore.Response:
        """The response; a kept connection that the other end had closed meanwhile costs another try (RFC 9112, 9.3.1), no error."""
        for _ in range(MOST_STALE):
            trip.connected = False
            try:
                return self._pool.handle_request(request)
            except (httpcore.ProtocolError, httpcore.NetworkError):
                if trip.connected:
                    raise
        return self._pool.handle_request(request)

    def close(self) -> None:
        """Close every connection; the next request makes new ones. What is forgotten unclosed is closed all the same."""
        with self._making:
            self._made = None
        self._end()


def passed_over(response: httpcore.Response, promised: str) -> None:
    """Read a body that nobody wants, where it is said to be short or there is none, for the connection's sake alone."""
    if response.status == 304 or (promised.isdigit() and int(promised) <= _SHORT):
        left = _SHORT
        with suppress(httpcore.ProtocolError, httpcore.NetworkError):
            for chunk in response.iter_stream():
                left -= len(chunk)
                if left < 0:
                    break


def _abandon(response: httpcore.Response) -> None:
    """The rest of a body will not be read: nothing more may come on this connection (with HTTP/2 it would hold up the next)."""
    stream = response.extensions.get("network_stream")
    wire = stream.get_extra_info("socket") if stream is not None else None
    if wire is not None:
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)
