"""The access log is signed now and then; a cut-off end, a log written anew and a changed list show."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

import pytest

from purport.errors import VaultError
from purport.rounds.accesslog import AccessSeal, checked_access
from purport.rounds.webdesk import access_seal, web_desk
from tests.desk.web.conftest import Watch, calling, house_in
from tests.ledger.older import run

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def watch():
    return Watch(NOON)


@pytest.fixture
def house(tmp_path, watch):
    with house_in(tmp_path, watch) as opened:
        opened.access()
        yield opened


def logged(house, *deeds):
    for deed in deeds:
        house.access().log(house.clock(), ("anna", "192.0.2.9"), deed)


def codes(house):
    return [one.code for one in house.verify().faults]


def test_an_empty_log_has_no_checkpoint(house):
    assert access_seal(house).sign(NOON) is None
    assert checked_access(house.ledger, house.seal, house.plan.house.ledger) == ([], 0)


def test_the_last_entry_stands_for_all(house):
    logged(house, "logged in", "exported")
    made = access_seal(house).sign(NOON)
    assert (made.size, made.at) == (2, NOON) and made.log.startswith("purport.access/")
    assert made.root.hex() == [one.digest for one in house.access().entries()][-1].removeprefix("sha256:")
    assert access_seal(house).sign(NOON) == made  # nothing was logged since
    logged(house, "logged out")
    later = access_seal(house).sign(NOON)
    assert (later.size, later.log) == (3, made.log)
    assert codes(house) == [] and ("checkpoints of the access log", 2) in house.verify().checked


@pytest.mark.parametrize("change", ["DELETE FROM desk_access WHERE seq > 2", "DELETE FROM desk_access"])
def test_a_cut_off_end_shows(house, change):
    logged(house, *("exported",) * 4)
    access_seal(house).sign(NOON)
    run(house.plan.house.ledger, change)
    [fault] = house.verify().faults
    assert fault.code == "access-log-cut-off"
    assert "4 were signed" in fault.message and fault.since == "after 2026-03-09 12:00:00 UTC"


def test_a_log_that_was_written_anew_shows(house):
    logged(house, "exported", "exported")
    access_seal(house).sign(NOON)
    run(house.plan.house.ledger, "DELETE FROM desk_access")
    logged(house, "logged in", "logged out", "logged in")
    assert "access-log-rewritten" in codes(house)
    access_seal(house).sign(NOON)  # signing what stands there now makes it no better
    assert "access-log-rewritten" in codes(house)


def test_a_changed_list_shows(house):
    logged(house, "exported")
    access_seal(house).sign(NOON)
    file = house.seal.access_file
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "note": told["note"].replace("\n1\n", "\n9\n")}) + "\nno line\n")
    assert codes(house) == ["access-checkpoint-edited"]


def test_it_is_signed_now_and_then(house, watch):
    seal = access_seal(house)
    logged(house, "logged in")
    seal.now_and_then(watch())
    logged(house, "exported")
    seal.now_and_then(watch())
    assert [one.size for one in noted(house)] == [1]
    watch.on(minutes=10)
    seal.now_and_then(watch())
    assert [one.size for one in noted(house)] == [1, 2]


def noted(house):
    return house.seal.noted(house.plan.house.ledger, house.seal.access_file)


def test_nobody_is_kept_out_where_it_cannot_be_signed(house, caplog):
    logged(house, "logged in")

    class Broken:
        access_file = house.seal.access_file

        def noted(self, *_given):
            raise VaultError("is no Ed25519 key in PEM", code="key-broken", subject="key")

    with caplog.at_level(logging.WARNING, "purport.desk"):
        AccessSeal(house.ledger, Broken(), "x").now_and_then(NOON)
    assert "the access log cannot be signed" in caplog.text


def test_a_login_is_signed(house):
    from purport.records.access import Rank
    from purport.rounds.doorkeeping import account_of
    from tests.desk.web.conftest import PASSWORD

    house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, NOON))
    with calling(web_desk(house)) as caller:
        assert caller.enter("anna").status_code == 303
    assert [one.size for one in noted(house)] == [1] and codes(house) == []
