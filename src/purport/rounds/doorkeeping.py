"""Who may come into the desk in the browser: passwords by argon2, sessions and tokens as digests of secrets, tries counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from secrets import compare_digest, token_urlsafe
from typing import TYPE_CHECKING

from purport.desk.web.port import Refused, Visitor
from purport.errors import InstructionError, LedgerError
from purport.ledger.access import account_key
from purport.records.access import Access, Account, Rank, SavedSearch, Scope, Session, Token, secret_digest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from purport.ledger.port import Ledger

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
SHORTEST, LONGEST = 12, 1_000
"""Characters of a password (NIST SP 800-63B: 15 without and 8 with a second factor; OWASP ASVS 6.2.1: 8, and better 15)."""
STRONG, LOOKED_AT = 3, 72
"""zxcvbn's score that a password needs (more than 10^8 guesses), and the characters that it looks at."""
WINDOW = timedelta(minutes=15)
TRIES, TRIES_OF_ADDRESS = 5, 20
"""Failed logins within the window, of an account and from an address, after which no other is looked at."""
USED_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session or token is kept: not every request writes."""
SEARCH_NAME = 80


@dataclass(frozen=True, slots=True)
class Keeping:
    """How the door is kept.

    Attributes:
        idle: how long a session may lie unused. longest: how long it lasts at most.
        invitation: what the first account is made with; None where none may be made in the browser.
        strangers: the role of those whom another house vouches for and who have no account; None: they are refused.
    """

    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)
    invitation: str | None = None
    strangers: Rank | None = None


class Doorkeeper:
    """A :class:`purport.desk.web.port.Doorkeeper` over a ledger.

    Args:
        ledger: holds accounts, sessions and tokens. clock: gives the time, aware. keeping: how the door is kept.
        logged: is told the time after something was written into the access log.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: Callable[[], datetime],
        keeping: Keeping | None = None,
        logged: Callable[[datetime], None] = lambda _at: None,
    ) -> None:
        self._ledger = ledger
        self._book = ledger.access
        self._clock = clock
        self._keeping = keeping or Keeping()
        self._logged = logged

    def is_new(self) -> bool:
        """Whether there is no account yet."""
        return not self._book.accounts()

    def found(self, invitation: str, name: str, password: str, address: str) -> str:
        """Make the first account."""
        asked = self._keeping.invitation
        if asked is None or not compare_digest(invitation.encode(), asked.encode()):
            raise Refused
        made = account_of(name, Rank.ADMIN, password, self._clock())
        with self._ledger.together():
            if not self.is_new():
                raise Refused
            self._book.add(made)
            self._book.log(self._clock(), (made.name, address), "first account made")
        return self._session(made, address)

    def enter(self, name: str, password: str, address: str) -> str:
        """Log in."""
        account = self._checked(name, password, address)
        return self._session(account, address)

    def _checked(self, name: str, password: str, address: str) -> Account:
        """The account that a name and password are of; every failure is counted."""
        name = name if NAME.fullmatch(name) else ""  # no account has any other, and no database need see it
        self._patience(name, address)
        account = self._book.account(name)
        held = self._nobody if account is None or account.password is None else account.password
        fits = self._fits(held, password)
        if account is None or account.password is None or not fits:
            self._book.failed((account_key(name), f"address {address}"), self._clock())
            self._book.log(self._clock(), ("" if account is None else name, address), "refused")
            raise Refused
        self._book.forgive(account_key(name))
        if self._hasher.check_needs_rehash(held):
            self._book.change(name, password=self._hasher.hash(password))
        return account

    def enter_by(self, subject: str, name: str, address: str) -> str:
        """Log in by another house's word."""
        account = self._book.account_of(subject)
        if account is None and self._keeping.strangers is not None:
            free = self._free_name(name)
            account = Account(free, self._keeping.strangers, None, subject, self._clock())
            self._book.add(account)
        if account is None:
            self._book.log(self._clock(), ("", address), "refused", subject)
            raise Refused
        return self._session(account, address)

    def renew(self, visitor: Visitor, password: str, new: str, address: str) -> str:
        """Change the visitor's own password."""
        known = self._book.account(visitor.account)
        if known is None or known.password is None:
            raise InstructionError(
                "logs in elsewhere, and has no password here", code="no-password", subject=visitor.account
            )
        account = self._checked(visitor.account, password, address)
        made = hashed(new, account.name)
        with self._ledger.together():
            self._book.change(account.name, password=made)
            self._book.log(self._clock(), (account.name, address), "password changed")
        return self._session(account, address)

    def visitor(self, secret: str, *, idle: bool = False) -> Visitor | None:
        """Whose session this is."""
        name, now = secret_digest(secret), self._clock()
        session = self._book.session(name)
        if session is None or now >= session.ends_at or now - session.seen_at >= self._keeping.idle:
            return None
        account = self._book.account(session.account)
        if account is None:
            return None
        if not idle and now - session.seen_at >= USED_EVERY:
            with _unless_busy():
                self._book.touch(name, now)
        return Visitor(account.name, account.role)

    def bearer(self, secret: str) -> Visitor | None:
        """Whose token this is."""
        name, now = secret_digest(secret), self._clock()
        token = self._book.token(name)
        if token is None or (token.ends_at is not None and now >= token.ends_at):
            return None
        account = self._book.account(token.account)
        if account is None:
            return None
        if token.used_at is None or now - token.used_at >= USED_EVERY:
            with _unless_busy():
                self._book.use(name, now)
        return Visitor(account.name, account.role, token.scopes)

    def leave(self, secret: str, address: str) -> None:
        """End a session."""
        visitor = self.visitor(secret)
        self._book.end(secret_digest(secret))
        if visitor is not None:
            self._book.log(self._clock(), (visitor.account, address), "logged out")

    def note(self, visitor: Visitor, address: str, deed: str, subject: str) -> None:
        """Write into the access log."""
        self._book.log(self._clock(), (visitor.account, address), deed, subject)
        self._logged(self._clock())

    def entries(self, newest: int) -> list[Access]:
        """The newest entries of the access log."""
        return list(self._book.entries(newest))

    def searches(self, visitor: Visitor) -> list[SavedSearch]:
        """The visitor's saved searches."""
        return self._book.searches(visitor.account)

    def save(self, visitor: Visitor, name: str, query: str) -> None:
        """Keep a search."""
        told = " ".join(name.split())
        if not told or len(told) > SEARCH_NAME or not told.isprintable():
            raise InstructionError(
                f"a search's name has 1 to {SEARCH_NAME} characters", code="bad-search-name", subject=told[:SEARCH_NAME]
            )
        self._book.save(SavedSearch(visitor.account, told, query, self._clock()))

    def unsave(self, visitor: Visitor, name: str) -> None:
        """Forget a saved search."""
        self._book.unsave(visitor.account, name)

    def secret(self) -> str:
        """A new secret."""
        return token_urlsafe(32)

    def _session(self, account: Account, address: str) -> str:
        secret, now = self.secret(), self._clock()
        self._book.begin(Session(secret_digest(secret), account.name, now, now, now + self._keeping.longest))
        self._book.log(now, (account.name, address), "logged in")
        self._logged(now)
        return secret

    def _patience(self, name: str, address: str) -> None:
        """Refuses where there were too many failed logins, whether or not there is such an account."""
        since = self._clock() - WINDOW
        for key, most in ((account_key(name), TRIES), (f"address {address}", TRIES_OF_ADDRESS)):
            if self._book.failures(key, since) >= most:
                raise Refused(int(WINDOW.total_seconds()))

    def _fits(self, held: str, password: str) -> bool:
        from argon2.exceptions import VerificationError

        try:
            return self._hasher.verify(held, password[:LONGEST]) and len(password) <= LONGEST
        except VerificationError:
            return False

    def _free_name(self, wanted: str) -> str:
        """A name for a stranger that no account has."""
        plain = re.sub(r"[^a-z0-9._-]+", "-", wanted.lower()).strip("-._")[:30] or "visitor"
        taken = {one.name for one in self._book.accounts()}
        number, name = 1, plain
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        return name

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return hasher()

    @cached_property
    def _nobody(self) -> str:
        """A hash that no password fits, so that an unknown account takes as long as a known one."""
        return self._hasher.hash(self.secret())


@contextmanager
def _unless_busy() -> Iterator[None]:
    """What is noted of a question is left out where others hold the ledger for too long: asking needs no turn."""
    try:
        yield
    except LedgerError as fault:
        if fault.code != "ledger-locked":
            raise


def hasher() -> PasswordHasher:
    """What hashes passwords: argon2id with the parameters that RFC 9106 recommends for machines with little memory to spare."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def account_of(name: str, rank: Rank, password: str, at: datetime) -> Account:
    """A new account with a password.

    Raises:
        InstructionError: ``bad-account-name`` or ``weak-password``.
    """
    return Account(named(name), rank, hashed(password, name), None, at)


def named(name: str) -> str:
    """The name of an account, if it is one.

    Raises:
        InstructionError: ``bad-account-name``.
    """
    if not NAME.fullmatch(name):
        raise InstructionError(
            "is not the name of an account",
            code="bad-account-name",
            subject=name,
            advice="1 to 40 small letters, digits, dots, hyphens and underlines",
        )
    return name


def hashed(password: str, name: str) -> str:
    """The hash of a new password.

    Raises:
        InstructionError: ``weak-password``.
    """
    if not SHORTEST <= len(password) <= LONGEST or name in password.lower() or strength(password, name) < STRONG:
        raise InstructionError(
            "this password is too easily guessed",
            code="weak-password",
            subject=name,
            advice=f"{SHORTEST} to {LONGEST} characters, without the account's name: a sentence, rather than a word with digits",
        )
    return hasher().hash(password)


def strength(password: str, name: str) -> int:
    """How hard a password is to guess, from 0 to 4, by zxcvbn: lists of passwords, words and names, patterns, combinations.

    Only its beginning is looked at; what follows makes it no weaker.
    """
    from zxcvbn import zxcvbn

    return int(zxcvbn(password[:LOOKED_AT], user_inputs=[name, "purport"])["score"])


def token_of(
    account: str, name: str, scopes: tuple[Scope, ...], times: tuple[datetime, datetime | None]
) -> tuple[str, Token]:
    """A new token and its secret, which is kept nowhere; `times`: when it is made and when it ends."""
    secret = "purport_" + token_urlsafe(32)
    return secret, Token(secret_digest(secret), account, name, scopes, *times)
