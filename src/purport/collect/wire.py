"""The network under HTTP: only vetted addresses are connected to, and a clock runs against every read.

A host is resolved once, each answer is judged, and the connection goes to the judged address itself, so that a second, different
answer of the name server (DNS rebinding) has no effect. TLS still checks the host's name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore

from purport.errors import Refused, Unreachable

Resolve = Callable[[str, int], Sequence[str]]
Ticks = Callable[[], float]

_TRANSLATED = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("2001::/32"),
)


def resolved(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, in the system's order, each once.

    Raises:
        Unreachable: ``no-such-host``.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Unreachable("the host's name cannot be resolved", code="no-such-host", subject=host) from fault
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether a numeric address is on the open internet.

    Private, loopback, link-local, shared, reserved and multicast addresses are not (IANA special-purpose registries), nor are IPv6
    forms that carry such an IPv4 address (mapped, 6to4, Teredo, NAT64).

    >>> is_public("93.184.216.34"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _TRANSLATED) or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class Deadline:
    """Seconds left of a whole fetch."""

    def __init__(self, seconds: float, ticks: Ticks) -> None:
        self._ticks = ticks
        self._ends = ticks() + seconds

    def left(self) -> float:
        """Seconds left.

        Raises:
            httpcore.ReadTimeout: if none are.
        """
        left = self._ends - self._ticks()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this address is over")
        return left

    def cut(self, timeout: float | None) -> float:
        """A timeout cut down to what is left."""
        return self.left() if timeout is None else min(timeout, self.left())


@dataclass(slots=True)
class Trip:
    """One request on its way: its deadline, and whether a connection was made for it."""

    deadline: Deadline
    connected: bool = False


_TRIP: ContextVar[Trip] = ContextVar("trip")


@contextmanager
def under_way(deadline: Deadline) -> Iterator[Trip]:
    """Within this, whatever this thread reads and writes on any connection must end before the deadline."""
    trip = Trip(deadline)
    token = _TRIP.set(trip)
    try:
        yield trip
    finally:
        _TRIP.reset(token)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step must end before the deadline of the request that it is taken for, so that a drip of single bytes
    does not go on for ever.
    """

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _TRIP.get().deadline.cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _TRIP.get().deadline.cut(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The stream under TLS, timed alike."""
        secured = self._stream.start_tls(ssl_context, server_hostname, _TRIP.get().deadline.cut(timeout))
        return _TimedStream(secured)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be connected to, and how its address is found."""

    allow_private: bool
    resolve: Resolve = resolved

    def vetted(self, host: str, port: int) -> list[str]:
        """The addresses of a host, all judged.

        Raises:
            Refused: ``private-address`` if any of them is not public and private ones are not allowed.
            Unreachable: ``no-such-host``.
        """
        addresses = list(self.resolve(host, port))
        hidden = [a for a in addresses if not is_public(a)]
        if hidden and not self.allow_private:
            raise Refused(
                f"the host is at the private or reserved address {hidden[0]}",
                code="private-address",
                subject=host,
                advice="allow it with collect.allow_private if it is yours",
            )
        return addresses


class VettedBackend(httpcore.NetworkBackend):
    """Connects to vetted addresses only, one after the other, within the deadline of the trip."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first vetted address that answers."""
        trip = _TRIP.get()
        trip.connected = True
        last: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError("the host has no address")
        for address in self._reach.vetted(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, trip.deadline.cut(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                last = fault
                continue
            return _TimedStream(stream)
        raise last

    def sleep(self, seconds: float) -> None:
        """Wait so many seconds."""
        self._sockets.sleep(seconds)
