"""The bench that hurts the keeping of evidence counts what it should: a few injuries of each kind."""

import random
import sqlite3
from collections import Counter

import pytest

from bench import injury
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
    files = injury.stories(tmp_path, random.Random(4), 7)
    names = injury.hurt_while_working(home, files, random.Random(4), kill=True)
    with fast_house(home) as house:
        assert injury.lost(house, set(names)) == 0
        assert house.verify().faults == ()
    with sqlite3.connect(home / "ledger.db") as connection:
        (entries,) = connection.execute("SELECT count(*) FROM custody").fetchone()
    assert entries >= 8


def test_each_name_of_a_column_is_one():
    from purport.ledger import schema

    for table, columns in injury.EVIDENCE.items():
        held = Counter(schema.metadata.tables[table].c.keys())
        assert all(held[column] == 1 for column in columns)
