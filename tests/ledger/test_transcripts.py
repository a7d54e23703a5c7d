"""What was heard in recordings, in the ledger: kept once per way of hearing, covered by verify, gone on removal."""

from dataclasses import replace

import pytest

from purport.errors import LedgerError
from purport.ledger import opened
from purport.ledger.codec import reading_id
from purport.records import Dateline, Reading
from purport.records.identity import digest, document_id, transcript_id
from purport.records.removals import Removal
from tests.ledger.build import NOON, kept, later
from tests.ledger.older import run, take_back
from tests.spoken import document, transcript, utterances

DATA = b"OggS an invented recording"
NAME = digest(DATA)
TOLD = transcript(*utterances("The hour has come.", "نحن هنا."), exhibit=NAME)
OTHER = replace(TOLD, model="other", steps=(("model", "other"),))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        kept(book, DATA, "/in/message.ogg")
        yield book


def read(made) -> Reading:
    """A reading that found nothing."""
    return Reading(
        document_id(made),
        "en",
        None,
        Dateline(None, None),
        (),
        (),
        (),
        (),
        (),
        (),
        False,
        (),
        (("parse", "1"),),
        purports=made.spoken.purports,
    )


def test_what_was_heard_comes_back_by_exhibit_and_by_id(ledger):
    assert ledger.transcripts(NAME) == []
    assert ledger.transcribe(TOLD, NOON)
    assert ledger.transcripts(NAME) == [TOLD]
    assert ledger.transcript(transcript_id(TOLD)) == TOLD
    assert ledger.transcript("tr-none") is None
    assert list(ledger.faults()) == []


def test_twice_is_once_and_custody_tells_of_it(ledger):
    ledger.transcribe(TOLD, NOON)
    before = list(ledger.custody())
    assert not ledger.transcribe(TOLD, later(1))
    assert list(ledger.custody()) == before
    assert [entry.deed for entry in before] == ["kept", "transcribed"]
    assert transcript_id(TOLD) in before[-1].detail


def test_another_way_of_hearing_stands_beside_it(ledger):
    ledger.transcribe(TOLD, NOON)
    assert ledger.transcribe(OTHER, later(1))
    assert ledger.transcripts(NAME) == [TOLD, OTHER]
    assert list(ledger.faults()) == []


def test_the_same_way_with_another_result_replaces_it(ledger):
    ledger.transcribe(TOLD, NOON)
    assert ledger.transcribe(replace(TOLD, utterances=TOLD.utterances[:1]), later(1))
    assert [len(one.utterances) for one in ledger.transcripts(NAME)] == [1]
    assert list(ledger.faults()) == []


def test_of_what_was_never_kept_nothing_is_noted(ledger):
    with pytest.raises(LedgerError) as fault:
        ledger.transcribe(replace(TOLD, exhibit=digest(b"other")), NOON)
    assert fault.value.code == "unknown-exhibit"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("DELETE FROM transcript", "missing-row"),
        ("UPDATE transcript SET record = substr(record, 1, 10)", "changed-transcript"),
        ("UPDATE transcript SET exhibit = 'sha256:00'", "changed-transcript"),
        ("UPDATE transcript SET id = 'tr-0'", "orphan"),
        ("DELETE FROM custody WHERE deed = 'transcribed'", "changed-transcript"),
    ],
)
def test_verify_finds_an_edited_or_missing_row(ledger_url, ledger, line, code):
    ledger.transcribe(TOLD, NOON)
    run(ledger_url, line)
    assert code in {fault.code for fault in ledger.faults()}


def test_a_removal_takes_it_out_and_it_does_not_come_back(ledger_url, ledger):
    ledger.transcribe(TOLD, NOON)
    ledger.transcribe(OTHER, NOON)
    made = document(TOLD, ((0, "Idris Varakh"),))
    ledger.file(made, read(made), NOON)
    ledger.remove(Removal(NAME, "order of a court", "Ada Roe", later(1)))
    assert ledger.transcripts(NAME) == []
    assert list(ledger.faults()) == []
    assert ledger.document(document_id(made)).document.spoken is None
    assert not ledger.transcribe(TOLD, later(2))
    run(ledger_url, f"INSERT INTO transcript VALUES ('tr-1', '{NAME}', 'x', 'y')")
    assert [fault.code for fault in ledger.faults()] == ["not-removed"]


def test_the_document_keeps_who_the_recording_purports_to_be(ledger):
    made = document(TOLD, ((0, "Idris Varakh"),))
    ledger.file(made, read(made), NOON)
    assert ledger.document(document_id(made)).document == made


def test_another_name_is_another_reading_of_the_same_document(ledger):
    plain, named = document(TOLD), document(TOLD, ((0, "Idris Varakh"),))
    assert document_id(plain) == document_id(named)
    assert reading_id("doc-1", read(plain)) != reading_id("doc-1", read(named))
    ledger.file(plain, read(plain), NOON)
    assert ledger.file(named, read(named), later(1)).new_reading
    row = ledger.document(document_id(named))
    assert row.document.spoken.purports == ((0, "Idris Varakh"),)
    assert row.reading.purports == ((0, "Idris Varakh"),)
    assert list(ledger.faults()) == []


def test_a_ledger_of_before_is_brought_up_to_date(ledger_url, ledger):
    take_back(ledger_url, "0011")
    with opened(ledger_url) as book:
        assert book.transcribe(TOLD, NOON)
        assert list(book.faults()) == []
