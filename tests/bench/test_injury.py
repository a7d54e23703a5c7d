"""The bench that hurts the keeping of evidence counts what it should: a few injuries of each kind."""

import random
import sqlite3
from collections import Counter

import pytest

from bench import injury
from bench.atrest import torn_ledger
from tests.rounds.fast import fast_house


@pytest.fixture
def home(tmp_path):
    with fast_house(tmp_path / "home") as house:
        list(house.read([str(file) for file in injury.stories(tmp_path, random.Random(1), 0)[:4]]))
    return tmp_path / "home"


def test_an_untouched_house_is_not_found_out(home):
    assert not injury.found_out(home)


@pytest.mark.parametrize("seed", range(6))
def test_each_injury_of_the_vault_and_the_ledger_is_found(home, seed):
    told = injury.vault_injury if seed % 2 else injury.ledger_injury
    assert told(home, random.Random(seed))
    assert injury.found_out(home)


def test_what_is_gone_counts_as_lost(home):
    with fast_house(home) as house:
        names = {exhibit.sha256 for exhibit in house.ledger.exhibits()}
        assert injury.lost(house, names) == 0
        house.vault.discard(min(names))
        assert injury.lost(house, names | {"sha256:" + "0" * 64}) == 2


def test_changed_is_never_the_same():
    chance = random.Random(2)
    for value in ("", "x", "text", 3, b"\x00\xff"):
        assert injury.changed(value, chance) != value


def test_a_killed_process_tells_only_what_it_was_told(tmp_path, home):
    work = injury.Work(tuple(injury.stories(tmp_path, random.Random(4), 7)))
    names, status = injury.hurt_while_working(home, work, random.Random(4), kill=True)
    assert status in (0, -9)
    with fast_house(home) as house:
        assert injury.lost(house, set(names)) == 0
        assert house.verify().faults == ()
        list(work.acknowledged(house))
        assert injury.counted(house, work) == {"items_lost": 0, "items_twice": 0}
    with sqlite3.connect(home / "ledger.db") as connection:
        (entries,) = connection.execute("SELECT count(*) FROM custody").fetchone()
    assert entries >= 8


def test_a_limit_on_the_size_of_files_is_an_error_and_no_crash(tmp_path, home):
    work = injury.Work(tuple(injury.stories(tmp_path, random.Random(5), 8)))
    _names, status = injury.hurt_while_working(home, work, random.Random(5), kill=False, limit=5000)
    assert status == 3


@pytest.mark.parametrize("seed", range(4))
def test_a_torn_ledger_that_changed_the_evidence_is_found(home, seed):
    told = torn_ledger(home, random.Random(seed))
    assert not told or injury.found_out(home)


def test_a_run_that_was_interrupted_goes_on(tmp_path):
    log, head = tmp_path / "log.jsonl", {"seed": 1, "code": "a"}
    with injury.logged(log, head, fresh=False) as (done, file):
        assert done == []
        file.write('{"number": 1}\n{"number": 2}\n{"num')
    with injury.logged(log, head, fresh=False) as (done, _file):
        assert done == [{"number": 1}, {"number": 2}]
    with injury.logged(log, {**head, "code": "b"}, fresh=False) as (done, _file):
        assert done == []


def test_what_is_amiss_is_told():
    fine = {"kind": "kill", "what": "kill, reading", "status": -9, "lost": 0, "faults": [], "items_lost": 0}
    assert not injury.amiss(fine)
    for wrong in (
        {"lost": 1},
        {"faults": ["x"]},
        {"status": -11},
        {"status": 4},
        {"undetected": 1},
        {"items_twice": 1},
    ):
        assert injury.amiss({**fine, **wrong})
    figures = injury.summed([fine, {**fine, "lost": 2, "status": 4, "acknowledged": 3}])
    assert (figures["lost"], figures["crashes"], figures["acknowledged"]) == (2, 1, 3)
    assert figures["by_injury"] == {"kill, reading": 2}


def test_each_name_of_a_column_is_one():
    from purport.ledger import schema

    for table, columns in injury.EVIDENCE.items():
        held = Counter(schema.metadata.tables[table].c.keys())
        assert all(held[column] == 1 for column in columns)
