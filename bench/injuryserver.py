"""The feeds of the injuries: ``python -m bench.injuryserver`` serves them on loopback and prints its port.

``/feed/N`` is a feed of a few items, ``/story/N/I`` the page behind one; what they hold follows from their numbers.
"""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEMS = 6


def feed(n: int, port: int) -> bytes:
    """The bytes of a feed."""
    items = "".join(
        f"<item><guid>{n}-{i}</guid><title>Story {n} {i}</title><link>http://127.0.0.1:{port}/story/{n}/{i}</link></item>"
        for i in range(ITEMS)
    )
    return f"<rss version='2.0'><channel><title>Feed {n}</title>{items}</channel></rss>".encode()


def page(n: int, i: int) -> bytes:
    """The bytes of a page; some are long, so that writing them takes a while."""
    more = "<p>Engineers were on their way to the mill, she told reporters at the town hall.</p>" * (1 + 40 * (i % 3))
    told = f"<p>Report{n}x{i} from the river town. The mayor said the bridge was shut for the night.</p>{more}"
    return f"<html><head><title>Story {n} {i}</title></head><body><article>{told}</article></body></html>".encode()


class Answers(BaseHTTPRequestHandler):
    """One connection, kept while it is used."""

    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        """Answer."""
        parts = self.path.strip("/").split("/")
        body, kind, status = b"", "text/plain", 404
        if parts[0] == "feed":
            body, kind, status = feed(int(parts[1]), self.server.server_address[1]), "application/rss+xml", 200
        elif parts[0] == "story":
            body, kind, status = page(int(parts[1]), int(parts[2])), "text/html; charset=utf-8", 200
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Clients are killed here: that their connections break is no news."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


def main() -> None:
    with Server(("127.0.0.1", 0), Answers) as server:
        print(server.server_address[1], flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()  # ends with its parent
        server.shutdown()


if __name__ == "__main__":
    main()
