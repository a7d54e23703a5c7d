"""Two processes that open a fresh SQLite ledger at once: the one that comes second waits."""

from __future__ import annotations

import sqlite3
import time
from threading import Event, Thread

import pytest

from purport.ledger import locks, opened


class Cursor:
    """Says that the file is locked a few times."""

    def __init__(self, times: int, text: str = "database is locked") -> None:
        self.times, self.text, self.asked = times, text, 0

    def execute(self, sql: str) -> None:
        assert sql == "PRAGMA journal_mode=WAL"
        self.asked += 1
        if self.asked <= self.times:
            raise sqlite3.OperationalError(self.text)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PAUSE", 0.001)


def test_it_tries_again_while_another_sets_it() -> None:
    cursor = Cursor(3)
    locks._write_ahead(cursor)
    assert cursor.asked == 4


def test_it_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LOCK_SECONDS", 0.01)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        locks._write_ahead(Cursor(10**6))


def test_another_fault_is_told_at_once() -> None:
    cursor = Cursor(9, "disk I/O error")
    with pytest.raises(sqlite3.OperationalError, match="disk"):
        locks._write_ahead(cursor)
    assert cursor.asked == 1


def test_a_connection_that_has_written_asks_with_little_memory_again(tmp_path) -> None:
    with opened(str(tmp_path / "ledger.db")) as ledger:
        engine = ledger._engine
        for _ in range(2):
            with engine.connect().execution_options(**{locks.WRITE: True}) as connection, connection.begin():
                assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == -locks.FILING
            with engine.connect() as connection, connection.begin():
                assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == -locks.READING


def test_who_writes_all_the_time_lets_others_have_their_turn(tmp_path) -> None:
    """One writes until the other had three turns; it would go on for much longer."""
    path, done, wrote = str(tmp_path / "ledger.db"), Event(), []
    opened(path).close()

    def writes() -> None:
        with opened(path) as ledger:
            end = time.monotonic() + 100
            while not done.is_set() and time.monotonic() < end:
                with ledger.together():
                    ledger.corroboration.begin()
                    time.sleep(0.05)
                wrote.append(1)

    busy = Thread(target=writes)
    busy.start()
    try:
        while not wrote:
            time.sleep(0.01)
        with opened(path) as ledger:
            for _ in range(3):
                ledger.corroboration.begin()
        assert busy.is_alive()
    finally:
        done.set()
        busy.join()


def test_who_writes_all_the_time_rests_now_and_then_and_others_never(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, rested = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        rested.append(clock[0])
        clock[0] += seconds

    monkeypatch.setattr(locks.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(locks.time, "sleep", sleep)

    def written(turns: locks.Turns, times: int, held: float, gap: float) -> None:
        for _ in range(times):
            turns.begins()
            clock[0] += held
            turns.ends()
            clock[0] += gap

    written(locks.Turns(), 100, held=0.1, gap=0.001)  # ten seconds
    assert 7 <= len(rested) <= 10
    rested.clear()
    written(locks.Turns(), 100, held=0.02, gap=0.08)  # reads between
    written(locks.Turns(), 8, held=0.1, gap=0.0)  # not for long
    assert rested == []
