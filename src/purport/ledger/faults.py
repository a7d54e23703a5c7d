"""The database's errors in purport's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from purport.errors import InstructionError, LedgerError

_KNOWN = (
    ("database is locked", "ledger-locked", "another purport is writing to it: wait for it, or stop it"),
    ("lock timeout", "ledger-locked", "another purport is writing to it: wait for it, or stop it"),
    ("locknotavailable", "ledger-locked", "another purport is writing to it: wait for it, or stop it"),
    ("database or disk is full", "disk-full", "free some space and run again: what was filed is safe"),
    (
        "disk i/o error",
        "disk-full",
        "the disk is full or failing: free some space and run again; what was filed is safe",
    ),
    ("no space left", "disk-full", "free some space and run again: what was filed is safe"),
    ("diskfull", "disk-full", "free some space on the server and run again: what was filed is safe"),
    ("readonly", "read-only", "choose a folder you may write to with --home"),
    ("read-only", "read-only", "choose a folder you may write to with --home"),
    ("permission denied", "no-permission", "choose a folder you may write to with --home"),
    ("unable to open database file", "no-permission", "choose a folder you may write to with --home"),
    ("not a directory", "not-a-folder", "choose another folder with --home"),
    ("file exists", "not-a-folder", "choose another folder with --home"),
    ("already exists", "not-a-ledger", "these are another program's tables: name another file or database"),
    ("file is not a database", "not-a-ledger", "name another file, or move this one away"),
    (
        "malformed",
        "damaged-ledger",
        "restore it from a copy; the vault still holds the exhibits, so they can be read again",
    ),
    ("connection refused", "ledger-unreachable", "is the database server running?"),
    ("connection failed", "ledger-unreachable", "is the database server running, and are the name and password right?"),
    ("could not translate host", "ledger-unreachable", "is the server's name right?"),
)


NUL = "cannot contain nul"
"""What PostgreSQL's driver says of a text with the character U+0000, which SQLite takes."""


@contextmanager
def translated(subject: str) -> Iterator[None]:
    """Turns what the database or the disk raises into a :class:`LedgerError` about `subject`.

    Raises:
        InstructionError: ``bad-text``: the ledger was asked about, or given, what no text can hold.
    """
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except DBAPIError as fault:
        if NUL in str(fault.orig).lower():
            message = "holds the character U+0000, which is none of any text in the ledger"
            raise InstructionError(message, code="bad-text", advice="leave it out") from fault
        raise _error(subject, str(fault.orig), type(fault.orig).__name__) from fault
    except (SQLAlchemyError, OSError) as fault:
        raise _error(subject, str(fault), type(fault).__name__) from fault


def _error(subject: str, message: str, kind: str) -> LedgerError:
    words = f"{message} {kind}".lower()
    for sign, code, advice in _KNOWN:
        if sign in words:
            return LedgerError(message.strip().split("\n")[0], code=code, subject=subject, advice=advice)
    return LedgerError(f"the database failed: {message.strip()}", code="ledger-broken", subject=subject)
