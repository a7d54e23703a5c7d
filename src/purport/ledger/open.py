"""Opening a ledger: which database, how it is spoken to, and bringing its tables up to date."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from purport.errors import InstructionError, LedgerError
from purport.ledger.faults import translated
from purport.ledger.locks import LOCK_SECONDS, WRITE, taken_in_turn
from purport.ledger.port import Ledger

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import URL

NEWEST = "0019"
"""The version of the tables that this program writes: the last migration's."""

KEPT = 8
"""Connections that stay open once they were needed, each with a cache of its own; the one that was used last is taken first."""

EVENTS_SINCE = "0002"
"""The version in which events got rows of their own."""

PLACES_SINCE = "0017"
"""The version in which it was noted where statements and events lie."""

KINDS_SINCE = "0018"
"""The version in which the full-text tables of SQLite hold the values of closed columns."""

SPEAKERS_SINCE = "0019"
"""The version in which the full-text table of statements holds who said them, and on PostgreSQL words find places."""


def opened(url: str, *, create: bool = True, lock_seconds: int = LOCK_SECONDS) -> Ledger:
    """The ledger at a URL: ``sqlite:///path/to/ledger.db``, ``postgresql://user@host/name``, or a plain path.

    Its tables are brought up to date. `create`: whether a ledger may be made where there is none.
    `lock_seconds`: how long a writer waits for another. A SQLite file on a read-only disk can be asked, not written.

    Raises:
        InstructionError: ``bad-ledger-url`` if the URL names no database that purport knows.
        LedgerError: if it cannot be opened: ``no-ledger``, ``not-a-ledger``, ``newer-ledger``, ``read-only``, ``disk-full``,
            ``ledger-locked``, ``ledger-unreachable``, ``no-driver``.
    """
    from purport.ledger.book import Book

    target = _target(url)
    _ready_file(target, create)
    engine = _engine(target, lock_seconds)
    try:
        with translated(_subject(target)):
            _upgrade(engine, create)
    except BaseException:
        engine.dispose()
        raise
    return Book(engine, _subject(target))


def _target(url: str) -> URL:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    text = url if "://" in url else f"sqlite:///{url}"
    try:
        target = make_url(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", text))
    except (ArgumentError, ValueError):
        raise _bad_url(url) from None  # the cause may hold the password
    if target.get_backend_name() not in ("sqlite", "postgresql"):
        raise _bad_url(url)
    if target.get_backend_name() == "sqlite" and not target.database:
        raise _bad_url(url)
    return target


def _bad_url(url: str) -> InstructionError:
    return InstructionError(
        "is not the URL of a ledger",
        code="bad-ledger-url",
        subject=re.sub(r"://.*@", "://***@", url),
        advice="use sqlite:///path/to/ledger.db or postgresql://user@host/name",
    )


def _subject(target: URL) -> str:
    if target.get_backend_name() == "sqlite":
        return str(target.database)
    return target.render_as_string(hide_password=True).replace("+psycopg", "")


def _ready_file(target: URL, create: bool) -> None:
    if target.get_backend_name() != "sqlite" or target.database is None:
        return
    place = Path(target.database)
    if not create and (not place.exists() or (place.is_file() and not place.stat().st_size)):
        raise _no_ledger(str(place))
    with translated(str(place)):
        place.parent.mkdir(parents=True, exist_ok=True)


def _no_ledger(subject: str) -> LedgerError:
    return LedgerError("there is no ledger here", code="no-ledger", subject=subject, advice="purport read makes one")


def _engine(target: URL, lock_seconds: int) -> Engine:
    from sqlalchemy import QueuePool, create_engine
    from sqlalchemy.engine.default import DefaultDialect

    sqlite = target.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"connect_args": {"timeout": lock_seconds} if sqlite else {"connect_timeout": 10}}
    if sqlite and on_read_only_disk(Path(str(target.database))):
        arguments = {"creator": lambda: _unchanging(Path(str(target.database)))}
    try:
        dialect = target.get_dialect()
        assert issubclass(dialect, DefaultDialect)
        if dialect.get_pool_class(target) is QueuePool:  # a database in memory has one connection
            arguments |= {"pool_size": KEPT, "pool_use_lifo": True}
        engine = create_engine(target, **arguments)
    except ModuleNotFoundError as fault:
        raise LedgerError(
            f"the driver for this database is not installed: {fault.name}",
            code="no-driver",
            subject=_subject(target),
            advice='pip install "purport[postgres]"',
        ) from fault
    taken_in_turn(engine, lock_seconds)
    return engine


def on_read_only_disk(file: Path) -> bool:
    """Whether a SQLite file lies where nobody can write, and was closed properly before it was put there."""
    try:
        fixed = bool(os.statvfs(file).f_flag & os.ST_RDONLY)
        waiting = file.with_name(f"{file.name}-wal")
        return fixed and not (waiting.exists() and waiting.stat().st_size)
    except OSError:
        return False


def _unchanging(file: Path) -> sqlite3.Connection:
    """A connection to a file that cannot change: without locks and side files, which SQLite could not make there."""
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?immutable=1", uri=True, check_same_thread=False)


def _upgrade(engine: Engine, create: bool) -> None:
    """Bring the tables up to date, one process at a time; where they are, nothing more is loaded."""
    present = _present(engine)
    if present == NEWEST:
        return
    if present is None and not create:
        raise _none_in(engine)
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from purport.ledger.drawers import EVENTS, STATEMENTS
    from purport.ledger.indexing import fill as index
    from purport.ledger.siting import made_anew
    from purport.ledger.writing import fill

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise LedgerError(
            f"the ledger was written by a newer purport (tables of version {present})",
            code="newer-ledger",
            subject=str(engine.url.database),
            advice="install that version or a later one",
        )
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if present is not None and present < EVENTS_SINCE:
            fill(connection, EVENTS)
        if present is not None and present < PLACES_SINCE:
            made_anew(connection)
        if present is not None and present < SPEAKERS_SINCE:
            index(connection, STATEMENTS)
        newest = KINDS_SINCE if engine.dialect.name == "sqlite" else SPEAKERS_SINCE
        if present is not None and EVENTS_SINCE <= present < newest:
            index(connection, EVENTS)


def _none_in(engine: Engine) -> LedgerError:
    """What to say of a database without a ledger that may not be given one."""
    from sqlalchemy import inspect

    subject = _subject(engine.url)
    if not inspect(engine).get_table_names():
        return _no_ledger(subject)
    return LedgerError(
        "these are another program's tables",
        code="not-a-ledger",
        subject=subject,
        advice="name another file or database",
    )


def _present(engine: Engine) -> str | None:
    """The version of the tables that the database has; None if it has none."""
    from sqlalchemy import column, inspect, select, table

    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(select(column("version_num")).select_from(table("alembic_version")))
