"""The feeds of the soak: ``python -m bench.soakserver`` serves them on loopback, faults and all, and prints its port.

Feed `n` is at ``http://127.0.X.Y:PORT/feed/n``, each with a host of its own. What is out is counted in ticks: a request for
``/control/tick`` publishes more, ``/control/state`` tells what was published and how many bytes were sent.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from itertools import chain, repeat

SHOWN = 30
"""Items that a feed shows at most, the newest."""
FIRST = 3
FAULTS = (
    "etag", "modified", "no-validators", "slow", "sometimes-500", "malformed", "duplicate-ids", "changed-items", "wrong-charset",
    "sometimes-bomb", "sometimes-endless", "cut-off", "no-length", "always-bomb",
)  # fmt: skip
OPEN_ENDED = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/rss+xml\r\n\r\n"
KEPT_FOR = 15.0
"""Seconds that a connection may be idle."""
BUILT = 1_709_632_800
HOPELESS = frozenset({"always-bomb"})


def fault_of(n: int) -> str:
    """What is odd about a feed."""
    return FAULTS[n % len(FAULTS)]


def follows(n: int) -> bool:
    """Whether its pages are fetched."""
    return n % 3 == 0


def host_of(n: int) -> str:
    return f"127.0.{n // 250 + 1}.{n % 250 + 1}"


def count_of(n: int, tick: int) -> int:
    return FIRST + (tick if n % 2 else tick // 2)


def token(n: int, i: int, revision: int) -> str:
    """The word that tells a version of an item from every other."""
    return f"Tok{n}x{i}r{revision}"


def revision_of(n: int, i: int, tick: int) -> int:
    return tick if fault_of(n) == "changed-items" and i == 1 else 0


@dataclass
class State:
    """What the server knows."""

    tick: int = 0
    sent: int = 0
    got: int = 0
    requests: int = 0
    connections: int = 0
    most: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    now: dict[str, int] = field(default_factory=dict)

    def came(self, host: str, counts: bool, size: int) -> None:
        """A request to a host began."""
        if counts:
            self.got += size
            self.requests += 1
            self.now[host] = self.now.get(host, 0) + 1
            self.most = max(self.most, self.now[host])

    def went(self, host: str, counts: bool) -> None:
        """It is over."""
        if counts:
            self.now[host] -= 1

    @property
    def told(self) -> dict[str, int]:
        """Ticks, bytes sent and got, requests, connections, and the most requests that one host was answering at once."""
        return {name: getattr(self, name) for name in ("tick", "sent", "got", "requests", "connections", "most")}


def text_of(n: int, i: int, tick: int) -> str:
    return (
        f"{token(n, i, revision_of(n, i, tick))} from the river town. The mayor said the bridge was shut for the night."
    )


def feed(n: int, tick: int) -> bytes:
    """The bytes of a feed."""
    total, fault = count_of(n, tick), fault_of(n)
    items = []
    for i in range(max(0, total - SHOWN), total):
        guid = "the-same" if fault == "duplicate-ids" else f"{n}-{i}"
        link = f"http://{host_of(n)}:PORT/page/{n}/{i}"
        items.append(
            f"<item><guid isPermaLink='false'>{guid}</guid><title>Story {n} {i}</title><link>{link}</link>"
            f"<pubDate>Tue, 05 Mar 2024 10:{i % 60:02}:00 GMT</pubDate>"
            f"<description>{text_of(n, i, tick)} Café.</description></item>"
        )
    head = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
    body = f"{head}<title>Feed {n}</title>{''.join(items)}</channel></rss>"
    if fault == "malformed":
        body = body.replace("</channel></rss>", "<unclosed & ampersand>")
    return body.encode("latin-1" if fault == "wrong-charset" else "utf-8")


def page(n: int, i: int, tick: int) -> bytes:
    told = f"<h1>Story {n} {i}</h1><p>{text_of(n, i, tick)}</p><p>Engineers were on their way, she told reporters at the hall.</p>"
    return f"<html><head><title>Story {n} {i}</title></head><body><article>{told}</article></body></html>".encode()


class Server:
    """Answers over asyncio streams; a connection is kept for as long as the client wants and the fault allows."""

    def __init__(self) -> None:
        self.state = State()
        self.port = 0
        self.bomb = gzip.compress(b"<rss>" + b" " * 80_000_000)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.state.connections += 1
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError, IndexError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether another may follow on the connection."""
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), KEPT_FOR)).decode("latin-1")
        path, host = head.split(" ")[1], writer.get_extra_info("sockname")[0]
        counts = not path.startswith("/control")
        self.state.came(host, counts, len(head))
        try:
            pieces = await self._reply(path, head)
            for piece in pieces:
                writer.write(piece)
                self.state.sent += len(piece) if counts else 0
                await writer.drain()
        finally:
            self.state.went(host, counts)
        return isinstance(pieces, list) and len(pieces) == 1

    async def _reply(self, path: str, head: str) -> Iterable[bytes]:
        parts = path.strip("/").split("/")
        if parts[0] == "control":
            return [self._control(parts[1])]
        if parts[0] == "feed":
            return await self._feed(int(parts[1]), path, head)
        if parts[0] == "page":
            return [_whole(page(int(parts[1]), int(parts[2]), self.state.tick), "text/html; charset=utf-8")]
        return [b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"]

    def _control(self, what: str) -> bytes:
        if what == "tick":
            self.state.tick += 1
        return _whole(json.dumps(self.state.told).encode(), "application/json")

    async def _feed(self, n: int, path: str, head: str) -> Iterable[bytes]:
        asked = self.state.asked[path] = self.state.asked.get(path, 0) + 1
        fault = fault_of(n)
        bad = asked % 3 == 0
        if fault == "slow":
            await asyncio.sleep(0.2)
        if fault == "sometimes-500" and bad:
            return [b"HTTP/1.1 503 No\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n"]
        if fault == "always-bomb" or (fault == "sometimes-bomb" and bad):
            return [_whole(self.bomb, "application/rss+xml", "Content-Encoding: gzip\r\n")]
        if fault == "sometimes-endless" and bad:
            return chain([OPEN_ENDED, b"<rss>"], repeat(b" " * 100_000))
        body = feed(n, self.state.tick).replace(b":PORT/", f":{self.port}/".encode())
        if fault == "cut-off" and bad:
            return [_whole(body, "application/rss+xml")[:-200], b""]
        if fault == "no-length":
            return [OPEN_ENDED, body]
        return [self._validated(n, fault, body, head)]

    def _validated(self, n: int, fault: str, body: bytes, head: str) -> bytes:
        if fault == "no-validators":
            return _whole(body, "application/rss+xml")
        if fault == "modified":
            changed = formatdate(BUILT + 60 * self.state.tick, usegmt=True)
            asks, says = f"if-modified-since: {changed.lower()}", f"Last-Modified: {changed}"
        else:
            etag = f'"{n}-{self.state.tick}"'
            asks, says = f"if-none-match: {etag}", f"ETag: {etag}"
        if asks in head.lower():
            return f"HTTP/1.1 304 Same\r\n{says}\r\n\r\n".encode()
        return _whole(body, "application/rss+xml", f"{says}\r\n")


def _whole(body: bytes, kind: str, more: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve() -> None:
    server = Server()
    listening = await asyncio.start_server(server.answer, "0.0.0.0", 0, backlog=500)  # noqa: S104 - all of 127/8 is wanted
    server.port = listening.sockets[0].getsockname()[1]
    print(server.port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # ends with its parent
    listening.close()


if __name__ == "__main__":
    asyncio.run(serve())
