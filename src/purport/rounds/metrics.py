"""Metrics of a watch in the Prometheus text format (0.0.4), on this machine only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from purport.errors import HouseError

if TYPE_CHECKING:
    from purport.rounds.watch import Watch

_COUNTED = {
    "looked": ("looks_total", "Looks at sources that worked."),
    "look-failed": ("looks_failed_total", "Looks at sources that failed."),
    "items": ("items_total", "Things seen for the first time."),
    "items-changed": ("items_changed_total", "Known things that changed."),
    "fetched": ("pages_total", "Pages fetched and kept."),
    "fetch-failed": ("pages_failed_total", "Tries to fetch a page that failed."),
    "read": ("documents_read_total", "Documents read and filed."),
    "not-read": ("documents_not_read_total", "Documents that could not be read."),
    "statements": ("statements_total", "Statements that were new to the ledger."),
}


def exposition(watch: Watch) -> str:
    """Everything that is counted, and per source its failures in a row, last success and items."""
    lines = []
    for key, (name, told) in _COUNTED.items():
        lines += [
            f"# HELP purport_{name} {told}",
            f"# TYPE purport_{name} counter",
            f"purport_{name} {watch.counts[key]}",
        ]
    flying, unread = watch.under_way
    for name, told, value in (
        ("requests_under_way", "Requests under way.", flying),
        ("documents_waiting", "Things kept and not read yet.", unread),
    ):
        lines += [f"# HELP purport_{name} {told}", f"# TYPE purport_{name} gauge", f"purport_{name} {value}"]
    return "\n".join([*lines, *_of_sources(watch), ""])


def _of_sources(watch: Watch) -> Iterator[str]:
    standings = sorted(watch.standings.values(), key=lambda one: one.source)
    for name, told in (
        ("source_failures_in_a_row", "Failed looks in a row."),
        ("source_items", "Things that the source has brought so far."),
        ("source_last_success_timestamp_seconds", "When a look worked last."),
    ):
        yield f"# HELP purport_{name} {told}"
        yield f"# TYPE purport_{name} gauge"
        for one in standings:
            success = one.succeeded.timestamp() if one.succeeded is not None else None
            values = {"source_failures_in_a_row": one.failures, "source_items": one.items}
            value = values.get(name, success)
            if value is not None:
                yield f'purport_{name}{{source="{_escaped(one.source)}"}} {value}'


def _escaped(label: str) -> str:
    return label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


@contextmanager
def served(watch: Watch, port: int) -> Iterator[int]:
    """Serves the metrics at ``http://127.0.0.1:PORT/metrics`` as long as it is open; gives the port (0 chooses a free one).

    Raises:
        HouseError: ``port-taken``.
    """

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path.partition("?")[0] == "/metrics"
            body = exposition(watch).encode() if found else b"see /metrics\n"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the watch has its own log."""

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    except OSError as fault:
        told = (fault.strerror or str(fault)).lower()
        raise HouseError(f"metrics cannot be served: {told}", code="port-taken", subject=f"127.0.0.1:{port}") from fault
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
