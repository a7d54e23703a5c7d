"""A small OpenID Connect provider on loopback: discovery, keys, authorization with PKCE, tokens signed with RS256."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Form, Request
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, RedirectResponse

CLIENT, SECRET = "purport", "shared between the two houses"


@dataclass
class Provider:
    """What it says of the one person it knows, and how it may be made to lie."""

    issuer: str = ""
    subject: str = "person-17"
    name: str = "Mira Desk"
    told: dict[str, Any] = field(default_factory=dict)  # claims that replace the honest ones
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))
    signs: RSAKey | None = None  # another key than the one that it publishes
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def claims(self, nonce: str) -> dict[str, Any]:
        """The ID token."""
        now = int(time.time())
        honest = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "preferred_username": self.name,
        }
        return {**honest, **self.told}


def app_of(provider: Provider) -> FastAPI:
    """The provider's pages; everybody who comes is logged in there already."""
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Any:
        return {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token",
            "jwks_uri": f"{provider.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
        }

    @app.get("/keys")
    def keys() -> Any:
        return {"keys": [provider.key.as_dict(private=False)]}

    @app.get("/authorize")
    def authorize(request: Request) -> Any:
        asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT and asked["code_challenge_method"] == "S256"
        code = f"code-{len(provider.codes)}"
        provider.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    @app.post("/token")
    def token(request: Request, code: str = Form(), code_verifier: str = Form(), redirect_uri: str = Form()) -> Any:
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()
        asked = provider.codes.pop(code, None)
        good = asked is not None and asked["code_challenge"] == challenge and asked["redirect_uri"] == redirect_uri
        if asked is None or not good or request.headers.get("authorization") != f"Basic {basic}":
            return JSONResponse({"error": "invalid_grant"}, 400)
        signed = jwt.encode(
            {"alg": "RS256", "kid": "one"}, provider.claims(asked["nonce"]), provider.signs or provider.key
        )
        return {"access_token": "unused", "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    return app


@contextmanager
def providing(provider: Provider) -> Iterator[Provider]:
    """The provider on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app_of(provider), port=0, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until
        time.sleep(0.02)
    provider.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(20)
