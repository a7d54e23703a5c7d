"""Serving the app: where it listens, by TLS or behind a proxy, and nothing beyond this machine unless told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from sys import setswitchinterval
from typing import TYPE_CHECKING

from purport.desk.web.memory import GIVEN_BACK, few_stores, given_back
from purport.desk.web.settings import Settings
from purport.errors import HouseError, InstructionError

if TYPE_CHECKING:
    from uvicorn import Config

    from purport.desk.web.port import Desk

THREADS = 8
"""Questions that are answered at once; each has a connection of its own to the ledger, with memory of its own."""
SWITCH = 0.0005
"""Seconds that a thread may go on while another waits for the interpreter (Python's default is ten times as long).

SQLite lets go of the interpreter for every row, and to get it back waits as long as whoever has it may go on: with the default, a
question that reads a few hundred rows beside a page that is being written takes a second and not 20 milliseconds.
"""
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2, besides those of TLS 1.3: only authenticated encryption with forward secrecy. uvicorn's default knows none such."""
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk listens.

    Attributes:
        address: of a network interface (``127.0.0.1``, ``::1``, ``0.0.0.0``), or ``localhost``. port: 0 for any that is free.
        certificate, key: files for TLS, both or neither.
        proxy: the address of a proxy that does TLS and tells who asks; None where there is none.
        names: under which the desk is asked for, besides those of this machine.
    """

    address: str = "127.0.0.1"
    port: int = 8765
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    names: tuple[str, ...] = ()

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.address == "localhost" or ip_address(self.address).is_loopback

    @property
    def secure(self) -> bool:
        """Whether browsers reach it by TLS."""
        return self.certificate is not None or self.proxy is not None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which it answers."""
        own = f"[{self.address}]" if ":" in self.address else self.address
        return tuple(dict.fromkeys([*LOCAL_NAMES, own, *(name.lower() for name in self.names)]))

    def url(self, port: int) -> str:
        """Its address for a person at this machine."""
        first = next(iter(self.names), None) or (f"[{self.address}]" if ":" in self.address else self.address)
        return f"{'https' if self.certificate else 'http'}://{first}:{port}/"


def checked(place: Place) -> Place:
    """The place, if the desk may listen there.

    Raises:
        InstructionError: ``bad-address``; ``half-tls``; ``no-tls`` beyond this machine without TLS; ``no-file``; ``no-name`` for
            all interfaces at once without a name.
    """
    if place.address != "localhost":
        try:
            everywhere = ip_address(place.address).is_unspecified
        except ValueError:
            raise InstructionError(
                "is not the address of a network interface",
                code="bad-address",
                subject=place.address,
                advice="e.g. --listen 192.0.2.7; a name goes with --host",
            ) from None
        if everywhere and not place.names:
            raise InstructionError(
                "listens everywhere, so it has to be said under which name the desk is asked for",
                code="no-name",
                subject=place.address,
                advice="--host desk.example.org",
            )
    if (place.certificate is None) != (place.key is None):
        raise InstructionError(
            "a certificate and its key go together", code="half-tls", subject="--tls-cert, --tls-key"
        )
    for file in (place.certificate, place.key):
        if file is not None and not file.is_file():
            raise InstructionError("there is no such file", code="no-file", subject=str(file))
    if not place.local and not place.secure:
        raise InstructionError(
            "beyond this machine passwords and sources would be read by everybody on the way",
            code="no-tls",
            subject=place.address,
            advice="give --tls-cert and --tls-key, or --behind-proxy where a proxy does TLS",
        )
    return place


def serve(desk: Desk, settings: Settings, place: Place, ready: Callable[[str], None]) -> None:
    """Serve until it is interrupted; `ready` is told the address once it listens.

    Raises:
        HouseError: ``cannot-listen``.
    """
    import uvicorn
    from anyio.to_thread import current_default_thread_limiter
    from starlette.concurrency import run_in_threadpool

    from purport.desk.web.app import app_of

    few_stores()
    config = configured(app_of(desk, settings), place)

    class Server(uvicorn.Server):
        """Tells when it listens."""

        async def startup(self, sockets: object = None) -> None:
            current_default_thread_limiter().total_tokens = THREADS
            setswitchinterval(SWITCH)
            await super().startup(sockets)  # type: ignore[arg-type]
            if self.started:
                ready(place.url(port_of(self)))

        async def shutdown(self, sockets: object = None) -> None:
            await run_in_threadpool(desk.jobs.close)  # who follows a job is told, and lets go
            await super().shutdown(sockets)  # type: ignore[arg-type]

    try:
        server = Server(config)
        server.run()
    except SystemExit:
        raise _deaf(place) from None
    except OSError as fault:
        raise _deaf(place) from fault
    finally:
        desk.jobs.close()
    if not server.started:
        raise _deaf(place)


def _deaf(place: Place) -> HouseError:
    return HouseError(
        "the desk cannot listen there",
        code="cannot-listen",
        subject=f"{place.address}:{place.port}",
        advice="choose another --port, or look at who has it",
    )


def configured(app: object, place: Place) -> Config:
    """How uvicorn serves the app: quiet, without telling its name, trusting only the proxy that was named."""
    import uvicorn

    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=place.address,
        port=place.port,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
        ssl_ciphers=CIPHERS,
        proxy_headers=place.proxy is not None,
        forwarded_allow_ips=place.proxy or "",
        server_header=False,
        access_log=False,
        log_level="warning",
        lifespan="off",
        ws="none",
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
        callback_notify=given_back,
        timeout_notify=GIVEN_BACK,
    )


def port_of(server: object) -> int:
    """The port that a started server listens at."""
    sockets = server.servers[0].sockets  # type: ignore[attr-defined]
    return int(sockets[0].getsockname()[1])
