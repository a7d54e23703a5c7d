"""How the desk in the browser is served, as `rounds` found it in the plan and on the command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Oidc:
    """Another house that tells who somebody is (OpenID Connect). `name` is what its button says."""

    issuer: str
    client: str
    secret: str
    name: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How the desk is served.

    Attributes:
        hosts: names under which it may be asked for, without ports.
        secure: whether browsers reach it by TLS; cookies are then sent by nothing else.
        language: of the words around the quoted text; BCP 47, one of :func:`purport.desk.web.words.languages`.
        requests_per_minute: from one address. max_body: the largest request, in bytes.
        oidc: another house that vouches for people; None if none does.
    """

    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    secure: bool = False
    language: str = "en"
    requests_per_minute: int = 1_200
    max_body: int = 1_000_000
    oidc: Oidc | None = None
