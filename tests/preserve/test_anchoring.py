"""OpenTimestamps against a real calendar on loopback: submitted, pending, upgraded, checked, bundled."""

import hashlib
import os
import stat
import zipfile

import pytest

from purport.errors import HouseError, InstructionError, SourceError
from purport.preserve.ots import Proof
from tests.preserve.calendar import Calendar
from tests.rounds.fast import FastHouse


@pytest.fixture
def calendar():
    made = Calendar()
    yield made
    made.close()


@pytest.fixture
def home(tmp_path, calendar):
    (tmp_path / "story.txt").write_text("The ferry was late.\n")
    configured(tmp_path, calendar)
    with opened(tmp_path) as house:
        list(house.read([str(tmp_path / "story.txt")]))
    return tmp_path


def configured(folder, *calendars, headers=""):
    told = ", ".join(f'"{one.url if isinstance(one, Calendar) else one}"' for one in calendars)
    (folder / "purport.toml").write_text(f"[timestamps]\ncalendars = [{told}]\n{headers}")


def opened(folder):
    from purport.config import load

    return FastHouse(load(folder / "purport.toml", {"PURPORT_HOME": str(folder / "home")}, folder))


def anchor(folder):
    with opened(folder) as house:
        made = house.checkpoint()
        return house.anchor(made), made


def upgrade(folder):
    with opened(folder) as house:
        return house.upgrade()


def verify(folder):
    with opened(folder) as house:
        return house.verify()


def notes(report):
    return {one.code: one.message for one in report.notes}


def test_a_checkpoint_is_submitted_and_pending(home, calendar):
    done, made = anchor(home)
    assert done.told == f"pending at {calendar.url}" and done.failed == ()
    assert done.file.parent == home / "home" / "timestamps" and done.file.name.endswith(".txt.ots")
    assert done.file.with_suffix("").read_text() == made.note
    assert stat.S_IMODE(os.stat(done.file).st_mode) == 0o444
    report = verify(home)
    assert report.holds and notes(report)["pending-stamp"].startswith("pending at")
    assert "OpenTimestamps proofs" not in dict(report.checked)


def test_a_calendar_learns_nothing_but_a_salted_hash(home, calendar):
    _, made = anchor(home)
    path, body, accept = calendar.asked[0]
    assert path == "/digest" and accept == "application/vnd.opentimestamps.v1"
    assert len(body) == 32 and body != hashlib.sha256(made.note.encode()).digest()


def test_it_is_not_submitted_twice(home, calendar):
    anchor(home)
    again, _ = anchor(home)
    assert len(calendar.asked) == 1 and again.told.startswith("pending")


def test_upgrading_before_the_block_changes_nothing(home, calendar):
    done, _ = anchor(home)
    before = done.file.read_bytes()
    assert [one.told for one in upgrade(home)] == [f"pending at {calendar.url}"]
    assert done.file.read_bytes() == before


def test_in_a_block_it_is_told_as_unchecked_until_a_header_is_given(home, calendar):
    done, _ = anchor(home)
    root = calendar.mine(840_000)
    assert [one.told for one in upgrade(home)] == ["in Bitcoin block 840,000; header not checked: none is given"]
    assert stat.S_IMODE(os.stat(done.file).st_mode) == 0o444
    report = verify(home)
    assert report.holds and "header not checked" in notes(report)["unchecked-stamps"]

    configured(home, calendar, headers='headers = "headers.txt"\n')
    (home / "headers.txt").write_text(f"840000 {root[::-1].hex()}\n")
    report = verify(home)
    assert report.holds and dict(report.checked)["OpenTimestamps proofs"] == 1
    assert "checked against the Merkle root that was given, without a header" in notes(report)["checked-stamp"]
    assert upgrade(home) == []

    (home / "headers.txt").write_text(f"840000 {'ab' * 32}\n")
    report = verify(home)
    assert [one.code for one in report.faults] == ["stamp-broken"] and "another one" in report.faults[0].message


def test_a_checked_proof_accuses_a_log_that_was_begun_anew(home, calendar):
    anchor(home)
    root = calendar.mine(7)
    upgrade(home)
    configured(home, calendar, headers='headers = "headers.txt"\n')
    (home / "headers.txt").write_text(f"7 {root[::-1].hex()}\n")
    for file in (home / "home").glob("ledger.db*"):
        file.unlink()
    (home / "home" / "checkpoints.jsonl").unlink()
    (home / "other.txt").write_text("Another log.\n")
    with opened(home) as house:
        list(house.read([str(home / "other.txt")]))
    report = verify(home)
    assert report.holds  # a proof of another log says nothing of this one
    assert dict(report.checked)["OpenTimestamps proofs"] == 1


def test_two_calendars_of_which_one_is_closed(home, calendar):
    other = Calendar()
    try:
        configured(home, calendar, other)
        other.mood = "closed"
        done, _ = anchor(home)
        assert done.told == f"pending at {calendar.url}" and [one.code for one in done.failed] == ["http-status"]
    finally:
        other.close()


def test_two_calendars_vouch_each_for_itself(home, calendar):
    other = Calendar()
    try:
        configured(home, calendar, other)
        anchor(home)
        other.mine(9)
        (found,) = upgrade(home)
        assert found.told.startswith("in Bitcoin block 9")
        calendar.mine(8)
        (found,) = upgrade(home)
        assert found.told.startswith("in Bitcoin block 8") and upgrade(home) == []
    finally:
        other.close()


@pytest.mark.parametrize(
    ("mood", "code"), [("closed", "http-status"), ("rubbish", "stamp-refused"), ("huge", "too-large")]
)
def test_a_calendar_that_answers_badly_leaves_nothing(home, calendar, mood, code):
    calendar.mood = mood
    with pytest.raises(SourceError) as fault:
        anchor(home)
    assert fault.value.code == code and not (home / "home" / "timestamps").exists()


@pytest.mark.parametrize("mood", ["closed", "rubbish", "huge"])
def test_a_calendar_that_answers_badly_later_leaves_the_proof_as_it_was(home, calendar, mood):
    done, _ = anchor(home)
    before = done.file.read_bytes()
    calendar.mine(5)
    calendar.mood = mood
    (found,) = upgrade(home)
    assert found.failed and found.told.startswith("pending") and done.file.read_bytes() == before


def test_only_calendars_that_the_config_names_are_asked(home, calendar):
    anchor(home)
    other = Calendar()
    try:
        configured(home, other)
        (found,) = upgrade(home)
        assert found.told.startswith("pending") and other.asked == [] and len(calendar.asked) == 1
    finally:
        other.close()


def test_without_a_calendar_nothing_is_asked(home):
    (home / "purport.toml").write_text("")
    with pytest.raises(InstructionError) as fault:
        anchor(home)
    assert fault.value.code == "no-calendar"


def test_a_changed_proof_or_text_is_a_fault(home):
    done, _ = anchor(home)
    data = done.file.read_bytes()
    for place, change in ((done.file, data[:40] + b"\0" + data[41:]), (done.file.with_suffix(""), b"other text")):
        kept = place.read_bytes()
        place.chmod(0o644)
        place.write_bytes(change)
        report = verify(home)
        assert [one.code for one in report.faults] == ["stamp-broken"]
        with pytest.raises(HouseError):
            upgrade(home)
        place.write_bytes(kept)
    assert verify(home).holds


def test_the_proof_goes_into_the_bundle(home):
    done, _ = anchor(home)
    with opened(home) as house:
        digest = next(iter(house.ledger.exhibits())).sha256
        house.bundle([digest], None, home / "case.zip")
    with zipfile.ZipFile(home / "case.zip") as bundle:
        assert bundle.read("checkpoint.txt.ots") == done.file.read_bytes()
        told = bundle.read("README.txt").decode()
        note = bundle.read("checkpoint.txt")
    assert "5. The proof by OpenTimestamps" in told and "ots upgrade checkpoint.txt.ots" in told
    assert Proof.read(done.file.read_bytes()).tree.message == hashlib.sha256(note).digest()
