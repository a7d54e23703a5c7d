"""A loopback web server whose answers a test writes itself, byte by byte if need be."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
Send = Callable[[bytes], None]
Reply = bytes | Callable[[Send], None]


def reply(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A whole HTTP/1.1 response; `headers` with underscores for hyphens, Content-Length added unless given."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("Content-Length", str(len(body)))
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return "\r\n".join(lines).encode() + body


@dataclass
class Site:
    """A server on 127.0.0.1: what each path answers, and what was asked."""

    port: int
    scheme: str = "http"
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"


def _request(connection: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got and not got.startswith(b"\x16"):
        more = connection.recv(65536)
        if not more:
            break
        got += more
    return got


def _answer(site: Site, connection: socket.socket) -> None:
    request = _request(connection)
    if not request:
        return
    if not request.startswith(b"GET "):
        connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")
        return
    path = request.split(b" ")[1].decode()
    site.asked.append(path)
    site.requests.append(request)
    chosen = site.replies.get(path, reply(status=404))
    if callable(chosen):
        chosen(connection.sendall)
    else:
        connection.sendall(chosen)


def _serve(site: Site, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
    def one(connection: socket.socket) -> None:
        try:
            with tls.wrap_socket(connection, server_side=True) if tls else connection as stream:
                _answer(site, stream)
        except OSError:
            connection.close()

    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=one, args=(connection,), daemon=True).start()


@contextmanager
def serving(tls: ssl.SSLContext | None = None, **replies: Reply) -> Iterator[Site]:
    """A running site; keyword names are paths without their slash."""
    listener = socket.create_server(("127.0.0.1", 0))
    site = Site(listener.getsockname()[1], "https" if tls else "http", {f"/{path}": r for path, r in replies.items()})
    thread = threading.Thread(target=_serve, args=(site, listener, tls), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)


def dripping(pieces: list[bytes], every: float) -> Callable[[Send], None]:
    """An answer that comes a piece at a time."""

    def drip(send: Send) -> None:
        for piece in pieces:
            send(piece)
            time.sleep(every)

    return drip


def own_certificate(folder: Path) -> ssl.SSLContext:
    """TLS for 127.0.0.1 that nobody vouches for; its certificate is left in ``folder/cert.pem``."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
