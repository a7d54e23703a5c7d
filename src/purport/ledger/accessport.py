"""What a ledger keeps of those who use the desk in the browser; the rules of :mod:`purport.ledger.port` hold here too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from purport.records.access import Access, Account, Rank, SavedSearch, Session, Token


class AccessBook(Protocol):
    """Accounts, sessions, tokens, failed logins, saved searches, the access log. Secrets come as digests, passwords as hashes."""

    # Accounts

    def add(self, account: Account) -> None:
        """Add an account.

        Raises:
            InstructionError: ``account-exists``, also where another account has its OIDC subject.
        """

    def accounts(self) -> list[Account]:
        """All accounts, by name."""

    def account(self, name: str) -> Account | None:
        """The account of this name; None if there is none."""

    def account_of(self, subject: str) -> Account | None:
        """The account of this issuer and subject of OIDC; None if there is none."""

    def change(self, name: str, *, password: str | None = None, role: Rank | None = None) -> Account:
        """Change the password or role of an account; its sessions end, and with a new password its failed logins are forgotten.

        Raises:
            InstructionError: ``unknown-account``; ``last-admin`` if nobody would be left who is admin.
        """

    def drop(self, name: str) -> Account:
        """Take an account out, with its sessions, tokens and saved searches; the access log keeps its name.

        Raises:
            InstructionError: ``unknown-account``; ``last-admin``.
        """

    # Sessions

    def begin(self, session: Session) -> None:
        """Keep a session; those that are over by its beginning are taken out."""

    def session(self, digest: str) -> Session | None:
        """The session with this digest, over or not; None if there is none."""

    def touch(self, digest: str, at: datetime) -> None:
        """Note that a session was used."""

    def end(self, digest: str) -> None:
        """Take a session out; nothing if there is none."""

    # Tokens

    def give(self, token: Token) -> None:
        """Keep a token.

        Raises:
            InstructionError: ``unknown-account``; ``token-exists`` if its account has one of that name.
        """

    def tokens(self, account: str | None = None) -> list[Token]:
        """All tokens, or those of an account, by account and name."""

    def token(self, digest: str) -> Token | None:
        """The token with this digest, over or not; None if there is none."""

    def use(self, digest: str, at: datetime) -> None:
        """Note that a token was used."""

    def revoke(self, account: str, name: str) -> Token:
        """Take a token out.

        Raises:
            InstructionError: ``unknown-token``.
        """

    # Failed logins

    def failed(self, keys: tuple[str, ...], at: datetime) -> None:
        """Note a failed login under each key (of the account, of the address); those older than a day are forgotten."""

    def failures(self, key: str, since: datetime) -> int:
        """How many failed logins there were under a key since a moment."""

    def forgive(self, key: str) -> None:
        """Forget the failed logins under a key."""

    # Saved searches

    def save(self, search: SavedSearch) -> None:
        """Keep a search under its name, in place of what stood there."""

    def searches(self, account: str) -> list[SavedSearch]:
        """The saved searches of an account, by name."""

    def unsave(self, account: str, name: str) -> None:
        """Forget a saved search; nothing if there is none."""

    # The access log

    def log(self, at: datetime, who: tuple[str, str], deed: str, subject: str = "") -> Access:
        """Append to the access log; `who` is account and address."""

    def entries(self, newest: int | None = None) -> Iterator[Access]:
        """The access log in order; with `newest` only its last so many."""
