"""Checkpoints in the ledger: the log signed as it stands, on both databases."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from purport.errors import LedgerError
from purport.ledger import opened
from purport.records.checkpoints import Checkpoint, checkpoint_of, log_name
from purport.records.custody import leaf
from purport.records.merkle import Tree, leaf_hash
from tests.ledger import older
from tests.ledger.stories import AT, arabic, bridge, capture, exhibit, filed, keep, later, tape

OLD = Path(__file__).with_name("version-0002.db.gz")


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        yield book


def sign(checkpoint: Checkpoint) -> Checkpoint:
    return checkpoint_of(f"{checkpoint.text}\n\u2014 test c2lnbmVk\n")


def root_of(ledger):
    return Tree([leaf_hash(leaf(row)) for row in ledger.custody()]).root()


def run(url, *statements):
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def codes(ledger):
    return {fault.code for fault in ledger.faults()}


def test_an_empty_log_has_no_checkpoint(ledger):
    assert ledger.checkpoint(sign, AT) is None
    assert ledger.checkpoints() == []


def test_each_checkpoint_is_of_the_whole_log(ledger):
    made = []
    for filing in (bridge(), tape(), arabic()):
        filed(ledger, filing)
        made.append(ledger.checkpoint(sign, later(len(made))))
        assert made[-1].root == root_of(ledger)
    assert [one.size for one in made] == [2, 4, 6]
    assert ledger.checkpoints() == made
    assert {one.log for one in made} == {log_name(next(iter(ledger.custody())))}
    assert [fault.code for fault in ledger.faults()] == []


def test_nothing_new_is_not_signed_again(ledger):
    filed(ledger, bridge())
    first = ledger.checkpoint(sign, AT)
    assert ledger.checkpoint(sign, later(1)) == first
    assert ledger.checkpoints() == [first]


def test_a_signature_that_fails_leaves_no_checkpoint(ledger):
    filed(ledger, bridge())

    def refuse(_checkpoint):
        raise LedgerError("no", code="no")

    with pytest.raises(LedgerError):
        ledger.checkpoint(refuse, AT)
    assert ledger.checkpoints() == []
    assert ledger.checkpoint(sign, AT).size == 2


@pytest.mark.parametrize(
    "damage",
    ["UPDATE checkpoint SET peaks = '[]'", "UPDATE checkpoint SET peaks = 'x'", "UPDATE checkpoint SET note = 'x'"],
)
def test_a_damaged_row_is_not_built_upon(ledger, ledger_url, damage):
    filed(ledger, bridge())
    ledger.checkpoint(sign, AT)
    run(ledger_url, damage)
    filed(ledger, tape())
    assert ledger.checkpoint(sign, AT).root == root_of(ledger)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM custody WHERE seq = 4",
        "DELETE FROM custody WHERE seq = 3",
        "UPDATE custody SET detail = '{}' WHERE seq = 3",
        "UPDATE custody SET previous = 'x' WHERE seq = 3",
        "DELETE FROM custody WHERE seq = 2",
    ],
)
def test_a_log_that_does_not_hold_together_is_not_signed(ledger, ledger_url, damage):
    filed(ledger, bridge())
    ledger.checkpoint(sign, AT)
    filed(ledger, tape(), arabic())
    run(ledger_url, damage)
    with pytest.raises(LedgerError) as caught:
        ledger.checkpoint(sign, AT)
    assert caught.value.code == "custody-broken"


def test_a_ledger_of_the_version_before_is_signed_whole(ledger_url):
    with opened(ledger_url) as ledger:
        filed(ledger, bridge(), tape())
    older.take_back(ledger_url, "0004")
    with opened(ledger_url) as ledger:
        assert list(ledger.faults()) == []
        made = ledger.checkpoint(sign, AT)
        assert (made.size, made.root) == (4, root_of(ledger))


# What the log says of captures


def test_the_log_tells_when_the_bytes_came(ledger):
    keep(ledger, "one", at=later(2))
    (entry,) = ledger.custody()
    assert '"captured_at":"2026-03-11T08:30:00.000000Z"' in entry.detail
    assert '"format":2' in entry.detail


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("first_seen", "2020-01-01T00:00:00.000000Z", "changed-capture"),
        ("fetched_by", "somebody", "changed-capture"),
        ("headers", "[]", "changed-capture"),
        ("asked", "https://example.org/", "changed-capture"),
        ("media_type", "text/html", "changed-capture"),
        ("origin", "/elsewhere", "unlogged-capture"),
    ],
)
def test_an_edited_capture_is_found(ledger, ledger_url, column, value, code):
    filed(ledger, bridge())
    assert codes(ledger) == set()
    run(ledger_url, f"UPDATE capture SET {column} = '{value}'")
    assert code in codes(ledger)


@pytest.mark.parametrize("change", ["size = 1", "media_type = 'x/y'", "kept_at = '2020-01-01T00:00:00.000000Z'"])
def test_an_edited_row_of_an_exhibit_is_found(ledger, ledger_url, change):
    filed(ledger, bridge())
    run(ledger_url, f"UPDATE exhibit SET {change}")
    assert codes(ledger) == {"changed-exhibit-row"}


def test_an_edited_time_of_a_document_is_found(ledger, ledger_url):
    filed(ledger, bridge())
    run(ledger_url, "UPDATE document SET captured_at = '2020-01-01T00:00:00.000000Z'")
    assert codes(ledger) == {"changed-document"}


def test_a_dropped_capture_is_found(ledger, ledger_url):
    keep(ledger, "one", "/a.txt")
    keep(ledger, "one", "/b.txt")
    run(ledger_url, "DELETE FROM capture WHERE origin = '/b.txt'")
    assert codes(ledger) == {"missing-row"}


def test_a_real_ledger_from_before_verifies_and_goes_on(tmp_path):
    """Written by the release before checkpoints: seven entries whose details say nothing of times."""
    (tmp_path / "ledger.db").write_bytes(gzip.decompress(OLD.read_bytes()))
    with opened(str(tmp_path / "ledger.db")) as ledger:
        assert list(ledger.faults()) == []
        before = [entry.digest for entry in ledger.custody()]
        assert not any("format" in entry.detail for entry in ledger.custody())
        keep(ledger, "New.", "/news/new.txt")
        assert list(ledger.faults()) == []
        made = ledger.checkpoint(sign, AT)
        assert (made.size, made.root) == (len(before) + 1, root_of(ledger))
        assert [entry.digest for entry in ledger.custody()][:-1] == before
    run(f"sqlite:///{tmp_path / 'ledger.db'}", "DELETE FROM capture WHERE origin = '/news/tape.txt'")
    with opened(str(tmp_path / "ledger.db")) as ledger:
        assert codes(ledger) == {"missing-row"}


@pytest.mark.parametrize("letters", ["/\udce9.txt", "/\x00.txt", "/\U0010ffff.txt"])
def test_any_letters_in_an_address_hold(ledger, letters):
    ledger.keep(exhibit(b"\xff"), replace(capture(b"\xff", letters), asked="\x00\udc80"), AT)
    assert list(ledger.faults()) == []
    assert ledger.checkpoint(sign, AT).root == root_of(ledger)
