"""Whose turn it is to write: one writer at a time, readers never wait."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

LOCK_SECONDS = 30
"""How long a writer waits for another."""
PAUSE = 0.02
"""Seconds between two tries where SQLite does not wait by itself."""
STREAK, REST = 1.0, 0.15
"""Who has written to SQLite for so many seconds, and left it to others for less than the second number of them in all, rests as
long: others look only now and then whether it is their turn (every tenth of a second), and would hit upon a gap by chance.
"""
READING, FILING = 8_000, 32_000
"""KiB of pages that a SQLite connection keeps in memory: one that asks, of which a desk has many at once, and one that writes."""
WRITE = "purport_write"
"""The execution option of a connection that is going to write."""
LOCK_NUMBER = 0x707572706F7274 & 0x7FFFFFFF
"""The advisory lock that writers to a PostgreSQL ledger take in turn."""


def taken_in_turn(engine: Engine, lock_seconds: int) -> None:
    """Makes every connection of an engine keep to it; a writer waits `lock_seconds` for another."""
    from sqlalchemy import event

    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connected)
        event.listen(engine, "begin", _sqlite_begins)
        return

    def begins(connection: Connection) -> None:
        """A writer waits for the advisory lock, which its transaction holds to the end."""
        if connection.get_execution_options().get(WRITE):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{lock_seconds}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_NUMBER})")

    event.listen(engine, "begin", begins)


@dataclass(slots=True)
class Turns:
    """Since when a process writes to a SQLite file again and again, how long others had it meanwhile, and when it ended last."""

    since: float = 0.0
    left: float = 0.0
    ended: float = 0.0

    def begins(self) -> None:
        """Rests where others have had no turn for long."""
        now = time.monotonic()
        self.left += now - self.ended
        if self.left < REST and now - self.since > STREAK:
            time.sleep(REST)
            self.left = REST
        if self.left >= REST:
            self.since, self.left = time.monotonic(), 0.0

    def ends(self) -> None:
        """A transaction was kept or given up."""
        self.ended = time.monotonic()


def _sqlite_connected(connection: Any, _record: object) -> None:
    """Settings of every SQLite connection; transactions are begun by hand, so that a writer locks at once."""
    connection.isolation_level = None
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", f"cache_size=-{READING}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Sets the write-ahead log, which the file then keeps; SQLite does not wait while another process is just setting it.

    Raises:
        sqlite3.OperationalError: if it is still locked after :data:`LOCK_SECONDS`.
    """
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() > end:
                raise
            time.sleep(PAUSE)
        else:
            return


def _sqlite_begins(connection: Connection) -> None:
    """A writer takes the lock at the start, so that it cannot find out half-way that another has it."""
    writes = connection.get_execution_options().get(WRITE)
    pages = FILING if writes else READING
    if connection.info.get("pages", READING) != pages:  # what is over the new size is let go
        connection.exec_driver_sql(f"PRAGMA cache_size=-{pages}")
        connection.info["pages"] = pages
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
