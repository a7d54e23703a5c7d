"""Who may see the desk in the browser: accounts, sessions, tokens, saved searches, and the log of what was looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from purport.records.identity import canonical, digest

START = "sha256:" + "0" * 64
"""What the first entry of the access log holds in place of the digest of one before it."""


class Rank(StrEnum):
    """What an account may do; each may do all that the one before may."""

    READER = "reader"  # ask
    ANALYST = "analyst"  # ask and assess
    ADMIN = "admin"  # all that, and see the access log

    def covers(self, other: Rank) -> bool:
        """Whether who has this role may do what `other` is needed for.

        >>> Rank.ADMIN.covers(Rank.READER), Rank.READER.covers(Rank.ANALYST)
        (True, False)
        """
        order = list(Rank)
        return order.index(self) >= order.index(other)


class Scope(StrEnum):
    """What a token is good for; never more than its account may do."""

    READ = "read"  # ask
    EXPORT = "export"  # take what was asked for out in a file
    ASSESS = "assess"  # append assessments


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in.

    Attributes:
        name: what they log in with: lower case, without spaces.
        role: what they may do.
        password: its hash by argon2 in the PHC string format; None for one who comes only by another house's word (OIDC).
        subject: issuer and subject of OpenID Connect, with a space between; None for one with a password.
        created_at: aware, UTC.
    """

    name: str
    role: Rank
    password: str | None
    subject: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One login in one browser. `digest` is that of the secret in the cookie, which is kept nowhere; times are aware, UTC.

    `ends_at` is the moment after which it is over, whatever was done; `seen_at` when it was last used.
    """

    digest: str
    account: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows instead of a password. `digest` is that of the secret, which was shown once; times are aware, UTC.

    `name` is the person's word for it, unlike that of any other token of the account. `ends_at` and `used_at` are None for a token
    without an end, and for one never used.
    """

    digest: str
    account: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    ends_at: datetime | None = None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question that somebody keeps under a name: the query of the stream's address, as in ``act=denies&since=2024``."""

    account: str
    name: str
    query: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the access log; each holds the digest of the one before, so that none can be changed or taken out unseen.

    Attributes:
        seq: 1, 2, 3... without gaps. at: aware, UTC.
        account: who; ``""`` where nobody had logged in. address: the network address it came from; ``""`` for the command line.
        deed: what was done (``logged in``, ``refused``, ``media viewed``, ``exported``...). subject: to what (an id, a question).
        previous, digest: as in ``CustodyEntry``.
    """

    seq: int
    at: datetime
    account: str
    address: str
    deed: str
    subject: str
    previous: str
    digest: str


def access_digest(seq: int, at: str, told: tuple[str, str, str, str], previous: str) -> str:
    """The digest of an entry; `at` as it is stored, `told` is account, address, deed and subject."""
    return digest(canonical([seq, at, *told, previous]).encode("utf-8", "surrogatepass"))


def secret_digest(secret: str) -> str:
    """What is kept of a secret that was made at random and is long enough not to be guessed (never of a password)."""
    return "sha256:" + hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
