"""What vouches for one exhibit: checkpoint, time stamp and anchor as the story's page shows them, and the check of it now."""

from __future__ import annotations

import pytest

from purport.config import load
from purport.rounds.webdesk import web_desk
from tests.preserve.authority import Authority
from tests.preserve.calendar import Calendar
from tests.rounds.fast import FastHouse


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    made = Authority(tmp_path_factory.mktemp("tsa") / "authority")
    yield made
    made.close()


@pytest.fixture
def calendar():
    made = Calendar()
    yield made
    made.close()


@pytest.fixture
def house(tmp_path, authority, calendar):
    authority.mood = "stamp"
    (tmp_path / "purport.toml").write_text(
        f'[preserve]\ntimestamp_url = "{authority.url}"\ntimestamp_roots = "{authority.roots}"\n'
        f'[timestamps]\ncalendars = ["{calendar.url}"]\n'
    )
    (tmp_path / "story.txt").write_text("The ferry was late.\n")
    plan = load(tmp_path / "purport.toml", {"PURPORT_HOME": str(tmp_path / "home")}, tmp_path)
    with FastHouse(plan) as opened:
        list(opened.read([str(tmp_path / "story.txt")]))
        yield opened


def kinds(house):
    return [one.kind for one in web_desk(house).questions.story("story").sureties]


def test_nothing_vouches_before_anything_is_signed(house):
    assert kinds(house) == []


def test_each_thing_that_vouches_is_told(house):
    made = house.checkpoint()
    assert kinds(house) == ["signed"]
    house.stamp(made)
    assert kinds(house) == ["signed", "stamped"]
    house.anchor(made)
    signed, stamped, anchored = web_desk(house).questions.story("story").sureties
    assert signed.at == made.at and {signed.size, stamped.size, anchored.size} == {made.size}
    assert stamped.at.tzinfo is not None and "pending" in anchored.told


def test_the_earliest_checkpoint_counts(house, tmp_path):
    first = house.checkpoint()
    (tmp_path / "other.txt").write_text("The mill was shelled.\n")
    list(house.read([str(tmp_path / "other.txt")]))
    second = house.checkpoint()
    desk = web_desk(house).questions
    assert [one.at for one in desk.story("story").sureties] == [first.at]
    assert [one.at for one in desk.story("other").sureties] == [second.at]


def test_a_stamp_that_does_not_hold_vouches_for_nothing(house):
    file, _ = house.stamp(house.checkpoint())
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.chmod(0o600)
    file.write_bytes(bytes(data))
    assert kinds(house) == ["signed"]


def test_a_checkpoint_by_another_key_vouches_for_nothing(house):
    house.checkpoint()
    house.seal.key_file.unlink()
    house.seal.public_file.unlink()
    assert kinds(house) == []
    house.seal.public_pem()  # a new key
    assert kinds(house) == []


def test_a_check_counts_what_it_looked_at(house):
    house.checkpoint()
    found = web_desk(house).questions.verdict("story")
    assert (found.faults, found.size, found.checkpoints) == ((), 20, 1)
    assert found.entries == 2 == found.log


def test_an_unsigned_log_is_a_note_and_no_fault(house):
    found = web_desk(house).questions.verdict("story")
    assert found.faults == () and [one.code for one in found.notes] == ["unsigned-entries"]
