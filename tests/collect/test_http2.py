"""The same manners over HTTP/2."""

import ssl
import threading
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from purport.collect import CollectPlan
from purport.collect.fetch import Fetcher, World
from purport.errors import SourceError
from purport.records import Capture
from tests.collect.site import NOON, own_certificate

PAGE = b"<html><body><p>Talks on the upper dam stalled on Tuesday.</p></body></html>"


def answer(stream: ssl.SSLSocket, promised: int) -> None:
    """Speak HTTP/2 with one client: answer its one request with PAGE, said to be `promised` bytes long."""
    connection = H2Connection(H2Configuration(client_side=False))
    connection.initiate_connection()
    stream.sendall(connection.data_to_send())
    while got := stream.recv(65536):
        for event in connection.receive_data(got):
            if isinstance(event, RequestReceived):
                fields = [(":status", "200"), ("content-type", "text/html"), ("content-length", str(promised))]
                connection.send_headers(event.stream_id, fields)
                connection.send_data(event.stream_id, PAGE, end_stream=True)
        stream.sendall(connection.data_to_send())


def fetched(folder: Path, promised: int) -> Capture | SourceError:
    import socket

    tls = own_certificate(folder)
    tls.set_alpn_protocols(["h2"])
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        raw, _ = listener.accept()
        try:
            with tls.wrap_socket(raw, server_side=True) as stream:
                answer(stream, promised)
        except OSError:
            raw.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    trusting = ssl.create_default_context(cafile=str(folder / "cert.pem"))
    plan = CollectPlan(allow_private=True, obey_robots=False, timeout=5, read_timeout=2)
    fetcher = Fetcher(plan, lambda: NOON, World(tls=trusting))
    try:
        return fetcher.capture(f"https://127.0.0.1:{listener.getsockname()[1]}/")
    finally:
        fetcher.close()  # else the server waits for more
        listener.close()
        thread.join(timeout=5)


def test_a_page_over_http2(tmp_path):
    got = fetched(tmp_path, len(PAGE))
    assert isinstance(got, Capture)
    assert (got.data, got.media_type) == (PAGE, "text/html")


@pytest.mark.parametrize("lie", [-5, 5])
def test_a_wrong_length_over_http2_is_noticed(tmp_path, lie):
    got = fetched(tmp_path, len(PAGE) + lie)
    assert isinstance(got, SourceError)
    assert got.code in ("truncated", "bad-http")
