"""Those who use the desk in the browser, in the book; see :mod:`purport.ledger.accessport`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from purport.errors import InstructionError
from purport.ledger import schema
from purport.ledger.codec import moment, stamp
from purport.records import Fault
from purport.records.access import START, Access, Account, Rank, SavedSearch, Scope, Session, Token, access_digest

Open = Callable[[], AbstractContextManager[Connection]]
ACCOUNT, SESSION, TOKEN = schema.desk_account, schema.desk_session, schema.desk_token
FAILURE, SEARCH, LOG = schema.desk_failure, schema.desk_search, schema.desk_access
REMEMBERED = timedelta(days=1)
"""How long a failed login counts at most."""


class Accesses:
    """An :class:`~purport.ledger.accessport.AccessBook`, over the transactions of a book."""

    def __init__(self, asking: Open, writing: Open) -> None:
        self._asking = asking
        self._writing = writing

    def add(self, account: Account) -> None:
        """Add an account."""
        c = ACCOUNT.c
        with self._writing() as connection:
            same = c.name == account.name
            if account.subject is not None:
                same = same | (c.subject == account.subject)
            if connection.execute(select(c.name).where(same)).first() is not None:
                raise InstructionError(
                    "there is an account of this name",
                    code="account-exists",
                    subject=account.name,
                    advice="purport desk account list shows them",
                )
            row = {
                "name": account.name,
                "role": str(account.role),
                "password": account.password,
                "subject": account.subject,
                "created_at": stamp(account.created_at),
            }
            connection.execute(insert(ACCOUNT), [row])

    def accounts(self) -> list[Account]:
        """All accounts."""
        with self._asking() as connection:
            return [_account(row) for row in connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.name))]

    def account(self, name: str) -> Account | None:
        """The account of a name."""
        with self._asking() as connection:
            return _found(connection, ACCOUNT.c.name, name)

    def account_of(self, subject: str) -> Account | None:
        """The account of an issuer and subject."""
        with self._asking() as connection:
            return _found(connection, ACCOUNT.c.subject, subject)

    def change(self, name: str, *, password: str | None = None, role: Rank | None = None) -> Account:
        """Change the password or role of an account."""
        with self._writing() as connection:
            held = _there(connection, name)
            if role is not None and role is not Rank.ADMIN:
                _keeps_admin(connection, held)
            now = replace(held, password=password or held.password, role=role or held.role)
            told = {"password": now.password, "role": str(now.role)}
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.name == name).values(**told))
            connection.execute(delete(SESSION).where(SESSION.c.account == name))
            if password is not None:
                connection.execute(delete(FAILURE).where(FAILURE.c.key == account_key(name)))
        return now

    def drop(self, name: str) -> Account:
        """Take an account out."""
        with self._writing() as connection:
            held = _there(connection, name)
            _keeps_admin(connection, held)
            for table, column in ((SESSION, "account"), (TOKEN, "account"), (SEARCH, "account"), (ACCOUNT, "name")):
                connection.execute(delete(table).where(table.c[column] == name))
        return held

    def begin(self, session: Session) -> None:
        """Keep a session."""
        row = {
            "digest": session.digest,
            "account": session.account,
            "created_at": stamp(session.created_at),
            "seen_at": stamp(session.seen_at),
            "ends_at": stamp(session.ends_at),
        }
        with self._writing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.ends_at <= stamp(session.created_at)))
            connection.execute(insert(SESSION), [row])

    def session(self, digest: str) -> Session | None:
        """The session with a digest."""
        with self._asking() as connection:
            row = connection.execute(select(SESSION).where(SESSION.c.digest == digest)).first()
        if row is None:
            return None
        return Session(row.digest, row.account, moment(row.created_at), moment(row.seen_at), moment(row.ends_at))

    def touch(self, digest: str, at: datetime) -> None:
        """Note that a session was used."""
        with self._writing() as connection:
            connection.execute(update(SESSION).where(SESSION.c.digest == digest).values(seen_at=stamp(at)))

    def end(self, digest: str) -> None:
        """Take a session out."""
        with self._writing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.digest == digest))

    def give(self, token: Token) -> None:
        """Keep a token."""
        c = TOKEN.c
        row = {
            "digest": token.digest,
            "account": token.account,
            "name": token.name,
            "scopes": " ".join(token.scopes),
            "created_at": stamp(token.created_at),
            "ends_at": None if token.ends_at is None else stamp(token.ends_at),
            "used_at": None,
        }
        with self._writing() as connection:
            _there(connection, token.account)
            held = select(c.name).where(c.account == token.account, c.name == token.name)
            if connection.execute(held).first() is not None:
                raise InstructionError(
                    "this account has a token of this name",
                    code="token-exists",
                    subject=token.name,
                    advice="give it another name, or revoke that one first",
                )
            connection.execute(insert(TOKEN), [row])

    def tokens(self, account: str | None = None) -> list[Token]:
        """Tokens."""
        chosen = select(TOKEN).order_by(TOKEN.c.account, TOKEN.c.name)
        if account is not None:
            chosen = chosen.where(TOKEN.c.account == account)
        with self._asking() as connection:
            return [_token(row) for row in connection.execute(chosen)]

    def token(self, digest: str) -> Token | None:
        """The token with a digest."""
        with self._asking() as connection:
            row = connection.execute(select(TOKEN).where(TOKEN.c.digest == digest)).first()
        return None if row is None else _token(row)

    def use(self, digest: str, at: datetime) -> None:
        """Note that a token was used."""
        with self._writing() as connection:
            connection.execute(update(TOKEN).where(TOKEN.c.digest == digest).values(used_at=stamp(at)))

    def revoke(self, account: str, name: str) -> Token:
        """Take a token out."""
        c = TOKEN.c
        with self._writing() as connection:
            row = connection.execute(select(TOKEN).where(c.account == account, c.name == name)).first()
            if row is None:
                raise InstructionError(
                    f"{account} has no token of this name",
                    code="unknown-token",
                    subject=name,
                    advice="purport desk token list shows them",
                )
            connection.execute(delete(TOKEN).where(c.digest == row.digest))
        return _token(row)

    def failed(self, keys: tuple[str, ...], at: datetime) -> None:
        """Note a failed login."""
        with self._writing() as connection:
            connection.execute(delete(FAILURE).where(FAILURE.c.at < stamp(at - REMEMBERED)))
            connection.execute(insert(FAILURE), [{"key": key, "at": stamp(at)} for key in keys])

    def failures(self, key: str, since: datetime) -> int:
        """How many failed logins there were."""
        c = FAILURE.c
        chosen = select(func.count()).select_from(FAILURE).where(c.key == key, c.at >= stamp(since))
        with self._asking() as connection:
            return int(connection.scalar(chosen) or 0)

    def forgive(self, key: str) -> None:
        """Forget failed logins."""
        with self._writing() as connection:
            connection.execute(delete(FAILURE).where(FAILURE.c.key == key))

    def save(self, search: SavedSearch) -> None:
        """Keep a search."""
        c = SEARCH.c
        row = {
            "account": search.account,
            "name": search.name,
            "query": search.query,
            "saved_at": stamp(search.saved_at),
        }
        with self._writing() as connection:
            connection.execute(delete(SEARCH).where(c.account == search.account, c.name == search.name))
            connection.execute(insert(SEARCH), [row])

    def searches(self, account: str) -> list[SavedSearch]:
        """The saved searches of an account."""
        chosen = select(SEARCH).where(SEARCH.c.account == account).order_by(SEARCH.c.name)
        with self._asking() as connection:
            return [
                SavedSearch(row.account, row.name, row.query, moment(row.saved_at))
                for row in connection.execute(chosen)
            ]

    def unsave(self, account: str, name: str) -> None:
        """Forget a saved search."""
        with self._writing() as connection:
            connection.execute(delete(SEARCH).where(SEARCH.c.account == account, SEARCH.c.name == name))

    def log(self, at: datetime, who: tuple[str, str], deed: str, subject: str = "") -> Access:
        """Append to the access log."""
        c = LOG.c
        with self._writing() as connection:
            last = connection.execute(select(c.seq, c.digest).order_by(c.seq.desc()).limit(1)).first()
            seq, previous = (1, START) if last is None else (last.seq + 1, last.digest)
            account, address = who
            made = access_digest(seq, stamp(at), (account, address, deed, subject), previous)
            row = {
                "seq": seq,
                "at": stamp(at),
                "account": account,
                "address": address,
                "deed": deed,
                "subject": subject,
                "previous": previous,
                "digest": made,
            }
            connection.execute(insert(LOG), [row])
        return Access(seq, moment(stamp(at)), account, address, deed, subject, previous, made)

    def entries(self, newest: int | None = None) -> Iterator[Access]:
        """The access log."""
        chosen = select(LOG).order_by(LOG.c.seq)
        if newest is not None:
            chosen = select(LOG).order_by(LOG.c.seq.desc()).limit(newest)
        with self._asking() as connection:
            rows = [_access(row) for row in connection.execute(chosen)]
        yield from rows if newest is None else reversed(rows)


def account_key(name: str) -> str:
    """Under what failed logins of an account are counted."""
    return f"account {name}"


def _found(connection: Connection, column: Any, value: str) -> Account | None:
    row = connection.execute(select(ACCOUNT).where(column == value)).first()
    return None if row is None else _account(row)


def _there(connection: Connection, name: str) -> Account:
    held = _found(connection, ACCOUNT.c.name, name)
    if held is None:
        raise InstructionError(
            "no account has this name",
            code="unknown-account",
            subject=name,
            advice="purport desk account list shows them",
        )
    return held


def _keeps_admin(connection: Connection, held: Account) -> None:
    """Refuses to take away the last one who may do everything."""
    c = ACCOUNT.c
    others = select(func.count()).select_from(ACCOUNT).where(c.role == str(Rank.ADMIN), c.name != held.name)
    if held.role is Rank.ADMIN and not connection.scalar(others):
        raise InstructionError(
            "is the last admin",
            code="last-admin",
            subject=held.name,
            advice="make somebody else admin first: purport desk account role NAME admin",
        )


def _account(row: Row[Any]) -> Account:
    return Account(row.name, Rank(row.role), row.password, row.subject, moment(row.created_at))


def _token(row: Row[Any]) -> Token:
    scopes = tuple(Scope(one) for one in row.scopes.split())
    ends, used = (None if told is None else moment(told) for told in (row.ends_at, row.used_at))
    return Token(row.digest, row.account, row.name, scopes, moment(row.created_at), ends, used)


def _access(row: Row[Any]) -> Access:
    return Access(row.seq, moment(row.at), row.account, row.address, row.deed, row.subject, row.previous, row.digest)


def faults(connection: Connection) -> Iterator[Fault]:
    """Each entry of the access log must follow the one before it and be what its digest says."""
    previous, seq = START, 0
    for row in connection.execute(select(LOG).order_by(LOG.c.seq)):
        told = (row.account, row.address, row.deed, row.subject)
        seq += 1
        if row.seq != seq or row.previous != previous:
            yield Fault("access-log-broken", f"access entry {row.seq}", "it does not follow the entry before it")
            seq = row.seq
        elif access_digest(row.seq, row.at, told, row.previous) != row.digest:
            yield Fault("access-log-changed", f"access entry {row.seq}", "it is not what its digest says")
        previous = row.digest
