"""Rows that cannot be understood any more: verify says so, and goes on where it can."""

import sqlite3

import pytest

from purport.errors import LedgerError
from tests.rounds.fast import fast_house


@pytest.fixture
def home(tmp_path):
    for n in range(3):
        (tmp_path / f"story-{n}.txt").write_text(f"Report{n} from the river town.\n")
    with fast_house(tmp_path / "home") as house:
        list(house.read([str(tmp_path / f"story-{n}.txt") for n in range(3)]))
    return tmp_path / "home"


def edited(home, sql):
    with sqlite3.connect(home / "ledger.db") as connection:
        connection.execute(sql)
    connection.close()


def test_a_time_of_keeping_that_is_none(home):
    edited(home, "UPDATE exhibit SET kept_at = replace(kept_at, ':', 'x') WHERE rowid = 2")
    with fast_house(home) as house:
        report = house.verify()
    assert not report.holds
    assert {"damaged-row"} <= {fault.code for fault in report.faults}
    assert all(fault.subject.startswith("sha256:") for fault in report.faults if fault.code == "damaged-row")
    assert not [note for note in report.notes if note.code == "unnamed-bytes"]


def test_a_time_in_the_custody_log_that_is_none(home):
    edited(home, "UPDATE custody SET at = 'yesterday' WHERE seq = 2")
    with fast_house(home) as house, pytest.raises(LedgerError) as caught:
        house.verify()
    assert (caught.value.code, caught.value.subject) == ("damaged-row", "custody entry 2")
