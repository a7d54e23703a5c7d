"""What exhibits say of themselves, in the ledger: replaced, covered by verify, gone on removal."""

from dataclasses import replace

import pytest

from purport.errors import LedgerError
from purport.ledger import opened
from purport.records.identity import digest
from purport.records.media import Claim, ClaimKind, Imprint
from purport.records.removals import Removal
from tests.ledger.build import NOON, kept, later
from tests.ledger.older import run

DATA = b"\xff\xd8\xff a picture"
NAME = digest(DATA)
PLACE = Claim("EXIF", "GPSPosition", "33.504306 N, 36.283333 E", ClaimKind.PLACE)
TOLD = Imprint(NAME, "image/jpeg", (("media", "1"),), (PLACE,), ("a note",))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        kept(book, DATA, "/in/photo.jpg")
        yield book


def test_what_is_noted_comes_back(ledger):
    assert ledger.imprint(NAME) is None
    assert ledger.impress(TOLD, NOON) and ledger.imprint(NAME) == TOLD
    assert list(ledger.faults()) == []


def test_twice_is_once(ledger):
    ledger.impress(TOLD, NOON)
    before = list(ledger.custody())
    assert not ledger.impress(TOLD, later(1)) and list(ledger.custody()) == before
    assert [entry.deed for entry in before] == ["kept", "metadata read"]


def test_another_version_of_the_reader_replaces_it(ledger):
    ledger.impress(TOLD, NOON)
    newer = replace(TOLD, steps=(("media", "2"),), claims=())
    assert ledger.impress(newer, later(1)) and ledger.imprint(NAME) == newer
    assert list(ledger.faults()) == []


def test_those_read_last_come_first(ledger):
    assert ledger.imprints(5) == []
    ledger.impress(TOLD, NOON)
    assert ledger.imprints(5) == [(NOON, TOLD)]
    newer = replace(TOLD, steps=(("media", "2"),))
    ledger.impress(newer, later(1))
    assert ledger.imprints(5) == [(later(1), newer)] and ledger.imprints(0) == []


def test_of_what_was_never_kept_nothing_is_noted(ledger):
    with pytest.raises(LedgerError) as fault:
        ledger.impress(replace(TOLD, exhibit=digest(b"other")), NOON)
    assert fault.value.code == "unknown-exhibit"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("DELETE FROM imprint", "missing-row"),
        ("UPDATE imprint SET record = substr(record, 1, 10)", "changed-metadata"),
        ("UPDATE imprint SET exhibit = 'sha256:00'", "changed-metadata"),
        ("DELETE FROM custody WHERE deed = 'metadata read'", "changed-metadata"),
    ],
)
def test_verify_finds_an_edited_or_missing_row(ledger_url, ledger, line, code):
    ledger.impress(TOLD, NOON)
    run(ledger_url, line)
    assert code in {fault.code for fault in ledger.faults()}


def test_a_removal_takes_it_out_and_it_does_not_come_back(ledger_url, ledger):
    ledger.impress(TOLD, NOON)
    ledger.remove(Removal(NAME, "order of a court", "Ada Roe", later(1)))
    assert ledger.imprint(NAME) is None and list(ledger.faults()) == []
    assert not ledger.impress(TOLD, later(2)) and ledger.imprint(NAME) is None
    run(ledger_url, f"INSERT INTO imprint VALUES ('{NAME}', 'x', 'y')")
    assert [fault.code for fault in ledger.faults()] == ["not-removed"]
