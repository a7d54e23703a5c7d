"""What was asked and answered on the way to a capture: kept, covered by the custody log, none in older ledgers."""

from dataclasses import replace

import pytest

from purport.errors import LedgerError
from purport.ledger import opened
from purport.records import Exhibit, Leg
from purport.records.identity import digest
from tests.ledger.build import NOON, capture, kept, later
from tests.ledger.older import run, take_back

WAY = (
    Leg("https://a.example/old", NOON, 301, "Moved\u0000 \u062c", method="GET", headers=(("location", "/new"),)),
    Leg("https://a.example/new", later(1), 200, asked_at=NOON, remote="192.0.2.1", request=(("Host", "a.example"),)),
)


def keep(ledger, data=b"one", way=WAY):
    came = replace(capture(data, "https://a.example/new"), way=way)
    return ledger.keep(Exhibit(digest(data), len(data), "text/plain", NOON), came, NOON)


def test_it_is_kept_with_the_first_capture(ledger_url):
    with opened(ledger_url) as ledger:
        keep(ledger)
        keep(ledger, way=WAY[1:])
        kept(ledger, b"two")
        assert [one.way for one in ledger.captures("https://a.example/new")] == [WAY]
        assert [one.way for one in ledger.captures("/in/story.txt")] == [()]
        assert list(ledger.faults()) == []


@pytest.mark.parametrize("value", ["replace(way, '301', '302')", "replace(way, '/new', '/now')", "NULL", "'[]'"])
def test_an_edit_is_found(ledger_url, value):
    with opened(ledger_url) as ledger:
        keep(ledger)
        run(ledger_url, f"UPDATE capture SET way = {value}")
        assert [one.code for one in ledger.faults()] == ["changed-capture"]


def test_what_is_no_way_is_told_as_damage(ledger_url):
    with opened(ledger_url) as ledger:
        keep(ledger)
        run(ledger_url, "UPDATE capture SET way = '{'")
        with pytest.raises(LedgerError, match=r"sha256:"):
            ledger.captures("https://a.example/new")


def test_an_older_ledger_is_brought_up_to_date_and_holds(ledger_url):
    with opened(ledger_url) as ledger:
        kept(ledger, b"one")
    take_back(ledger_url, "0010")
    with opened(ledger_url) as ledger:
        keep(ledger, b"two")
        assert list(ledger.faults()) == []
        assert [one.way for one in ledger.captures("/in/story.txt")] == [()]
