"""Voices in the ledger: appended or replaced as told, covered by verify, gone when forgotten or removed."""

from dataclasses import replace

import pytest

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened
from purport.records.identity import digest
from purport.records.removals import Removal
from purport.records.voices import Calibration, Comparison, Condition, Reference, Rung, Voiceprint
from tests.ledger.build import NOON, kept, later
from tests.ledger.older import run

ONE, TWO, THREE = b"RIFF one", b"RIFF two", b"RIFF three"
CONDITION = Condition(20_000, "wide", 8_000, "lossless", 40.0, 0.0)


def print_of(data, first=0.6):
    return Voiceprint(digest(data), (first, 0.8), CONDITION, "model 1", "sha256:00", None, 3_000)


TORVAN = Reference("Sami Torvan", (print_of(ONE), print_of(TWO)), NOON, "his office published both")
RUNG = Rung(3_000, 9.0, -4.0, (-1.3, 2.2), 30, 90, 90, 3_900, 0.1, 0.08, 0.02)
SET = Calibration(
    "calls", "invented", "model 1", "sha256:00", "telephone", "speech", "AMR", (3_400, 4_000), (20.0, 40.0), 0.0, (RUNG,),
    ("sha256:11",), (), NOON,
)  # fmt: skip
TOLD = Comparison(
    print_of(THREE), "Sami Torvan", (digest(ONE),), 0.7, 1.2, (-1.3, 2.2), "calls sha256:22",
    "moderate support for one speaker", (), ("said",), (("slope", "9"),), NOON,
)  # fmt: skip


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        for number, data in enumerate((ONE, TWO, THREE)):
            kept(book, data, f"/in/{number}.wav")
        yield book


def deeds(ledger):
    return [entry.deed for entry in ledger.custody() if entry.deed.startswith("voice")]


def test_what_is_enrolled_comes_back(ledger):
    assert ledger.voices.references() == []
    assert ledger.voices.enrol(TORVAN, NOON) and ledger.voices.references() == [TORVAN]
    assert not ledger.voices.enrol(TORVAN, later(1))
    assert deeds(ledger) == ["voice enrolled"] * 2 and list(ledger.faults()) == []


def test_a_recording_more_is_one_entry_more(ledger):
    ledger.voices.enrol(TORVAN, NOON)
    ledger.voices.enrol(replace(TORVAN, prints=(*TORVAN.prints, print_of(THREE))), later(1))
    assert deeds(ledger) == ["voice enrolled"] * 3 and list(ledger.faults()) == []
    assert len(ledger.voices.references()[0].prints) == 3


def test_nothing_is_enrolled_or_compared_that_was_never_kept(ledger):
    with pytest.raises(LedgerError, match="never kept"):
        ledger.voices.enrol(replace(TORVAN, prints=(print_of(b"other"),)), NOON)
    with pytest.raises(LedgerError, match="never kept"):
        ledger.voices.compared(replace(TOLD, recording=print_of(b"other")))
    assert ledger.voices.references() == [] and deeds(ledger) == []


def test_what_is_forgotten_is_gone(ledger, ledger_url, tmp_path):
    ledger.voices.enrol(replace(TORVAN, prints=(print_of(ONE, 0.123456789),)), NOON)
    assert ledger.voices.forget("Sami Torvan", later(1)).name == "Sami Torvan"
    assert ledger.voices.references() == [] and deeds(ledger) == ["voice enrolled", "voice forgotten"]
    assert list(ledger.faults()) == []
    with pytest.raises(InstructionError) as fault:
        ledger.voices.forget("Sami Torvan", later(2))
    assert fault.value.code == "unknown-reference" and "none is enrolled" in str(fault.value)


def test_who_was_forgotten_can_be_enrolled_again(ledger):
    ledger.voices.enrol(TORVAN, NOON)
    ledger.voices.forget("Sami Torvan", later(1))
    ledger.voices.enrol(TORVAN, later(2))
    assert ledger.voices.references() == [TORVAN] and list(ledger.faults()) == []


def test_a_set_of_the_same_name_takes_the_place_of_the_first(ledger):
    first = ledger.voices.calibrate(SET)
    assert ledger.voices.calibrations() == [(first, SET)]
    second = ledger.voices.calibrate(replace(SET, said="others"))
    assert second != first and [one.said for _, one in ledger.voices.calibrations()] == ["others"]
    assert list(ledger.faults()) == []


def test_comparisons_are_appended_without_the_print(ledger):
    name = ledger.voices.compared(TOLD)
    assert ledger.voices.compared(TOLD) == name
    later_one = replace(TOLD, made_at=later(5), llr=None, bounds=None, refused=("why",))
    ledger.voices.compared(later_one)
    found = ledger.voices.comparisons(digest(THREE))
    assert [one.llr for one in found] == [1.2, None] and all(one.recording.vector == () for one in found)
    assert found[0] == replace(TOLD, recording=replace(TOLD.recording, vector=()))
    assert ledger.voices.comparisons(digest(ONE)) == [] and ledger.voices.comparisons() == found
    assert deeds(ledger) == ["voice compared"] * 2 and list(ledger.faults()) == []


def test_removal_takes_prints_and_comparisons_along(ledger):
    ledger.voices.enrol(TORVAN, NOON)
    ledger.voices.compared(TOLD)
    ledger.remove(Removal(digest(ONE), "a court said so", "the desk", later(1)))
    assert [one.exhibit for one in ledger.voices.references()[0].prints] == [digest(TWO)]
    ledger.remove(Removal(digest(TWO), "a court said so", "the desk", later(2)))
    assert ledger.voices.references() == []
    ledger.remove(Removal(digest(THREE), "a court said so", "the desk", later(3)))
    assert ledger.voices.comparisons() == [] and list(ledger.faults()) == []


def test_a_comparison_goes_with_any_recording_that_it_was_made_of(ledger):
    against_two = replace(TOLD, reference_exhibits=(digest(TWO),))
    ledger.voices.compared(TOLD)
    ledger.voices.compared(against_two)
    ledger.remove(Removal(digest(ONE), "a court said so", "the desk", later(1)))
    assert [one.reference_exhibits for one in ledger.voices.comparisons()] == [(digest(TWO),)]
    assert deeds(ledger) == ["voice compared", "voice compared", "voice forgotten"] and list(ledger.faults()) == []


def test_a_comparison_that_is_deleted_by_hand_is_missed_beside_forgotten_ones(ledger, ledger_url):
    ledger.voices.compared(TOLD)
    ledger.voices.compared(replace(TOLD, reference_exhibits=(digest(TWO),)))
    ledger.remove(Removal(digest(ONE), "a court said so", "the desk", later(1)))
    ledger.close()
    run(ledger_url, "DELETE FROM voice_comparison")
    with opened(ledger_url) as book:
        assert [fault.code for fault in book.faults()] == ["missing-row"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("UPDATE voice_reference SET record = substr(record, 1, 20)", "changed-voice"),
        ("DELETE FROM voice_reference", "missing-row"),
        ("UPDATE voice_comparison SET record = substr(record, 1, 20)", "changed-comparison"),
        ("UPDATE voice_comparison SET exhibit = 'sha256:00'", "changed-comparison"),
        ("DELETE FROM voice_comparison", "missing-row"),
        ("UPDATE voice_calibration SET record = substr(record, 1, 20)", "changed-calibration"),
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(ledger, ledger_url, line, code):
    ledger.voices.enrol(TORVAN, NOON)
    ledger.voices.compared(TOLD)
    ledger.voices.calibrate(SET)
    run(ledger_url, line)
    assert code in {fault.code for fault in ledger.faults()}


def test_a_changed_set_is_never_used(ledger, ledger_url):
    ledger.voices.calibrate(SET)
    run(ledger_url, "UPDATE voice_calibration SET digest = 'sha256:00'")
    with pytest.raises(LedgerError) as fault:
        ledger.voices.calibrations()
    assert fault.value.code == "damaged-row"
