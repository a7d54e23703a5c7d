"""A loopback server that keeps connections open, and counts them and what is asked at the same time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.collect.site import reply


@dataclass
class Keeper:
    """What was seen: connections, requests by connection, and the most that were under way at once.

    Attributes:
        replies: what each path answers; anything else is answered 404.
        slow: seconds that each answer takes.
        hang_up_after: answers after which a connection is closed without a word; 0: never.
    """

    port: int
    replies: dict[str, bytes] = field(default_factory=dict)
    slow: float = 0.0
    hang_up_after: int = 0
    connections: int = 0
    asked: list[str] = field(default_factory=list)
    most: int = 0
    begun: list[float] = field(default_factory=list)
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, connection: socket.socket) -> None:
        """One connection, as long as the other end wants."""
        with self._lock:
            self.connections += 1
        answered, buffer = 0, b""
        with connection:
            while True:
                while b"\r\n\r\n" not in buffer:
                    more = connection.recv(65536)
                    if not more:
                        return
                    buffer += more
                head, _, buffer = buffer.partition(b"\r\n\r\n")
                self._answer(connection, head.split(b" ")[1].decode())
                answered += 1
                if answered == self.hang_up_after:
                    return

    def _answer(self, connection: socket.socket, path: str) -> None:
        with self._lock:
            self.asked.append(path)
            self.begun.append(time.monotonic())
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self.slow)
        with self._lock:
            self._now -= 1
        connection.sendall(self.replies.get(path, reply(status=404)))


@contextmanager
def keeping(**replies: bytes) -> Iterator[Keeper]:
    """A running server; keyword names are paths without their slash."""
    listener = socket.create_server(("127.0.0.1", 0))
    keeper = Keeper(listener.getsockname()[1], {f"/{path}": told for path, told in replies.items()})

    def one(connection: socket.socket) -> None:
        try:
            keeper.serve(connection)
        except OSError:
            connection.close()

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield keeper
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
