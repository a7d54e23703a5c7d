"""Whatever is done to the custody log is found, told with what it touches and since when."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from purport.config import load
from purport.errors import HouseError
from purport.ledger.codec import moment, stamp
from purport.records import CustodyEntry
from purport.records.checkpoints import checkpoint_of
from purport.records.custody import entry
from tests.rounds.fast import FastHouse

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class Desk:
    """A house in which a new story is read every hour; each reading ends with a checkpoint."""

    def __init__(self, folder, **environment):
        self.folder, self.hour, self.environment = folder, 0, environment

    def house(self):
        plan = load(None, {"PURPORT_HOME": str(self.folder / "home"), **self.environment}, self.folder)
        return FastHouse(plan, lambda: START + timedelta(hours=self.hour))

    def read(self, stories=1):
        for _ in range(stories):
            self.hour += 1
            file = self.folder / f"story-{self.hour}.txt"
            file.write_text(f"Story {self.hour} of the harbour.\n")
            with self.house() as house:
                list(house.read([str(file)]))

    def verify(self, **given):
        self.hour += 1
        with self.house() as house:
            return house.verify(**given)

    def checkpoint(self):
        with self.house() as house:
            return house.checkpoint()

    def sql(self, *lines):
        with sqlite3.connect(self.folder / "home" / "ledger.db") as connection:
            for line in lines:
                connection.execute(line)

    def rechain(self, edit):
        """What a thorough forger does: edits the entries and makes every number and digest fit again."""
        with sqlite3.connect(self.folder / "home" / "ledger.db") as connection:
            rows = connection.execute(
                "SELECT seq, at, deed, exhibit, detail, previous, digest FROM custody ORDER BY seq"
            )
            entries = edit([CustodyEntry(row[0], moment(row[1]), *row[2:]) for row in rows])
            connection.execute("DELETE FROM custody")
            last = None
            for one in entries:
                made = entry(last, one.at, one.deed, one.exhibit, None)
                last = entry_with(made, one.detail, last)
                row = (last.seq, stamp(last.at), last.deed, last.exhibit, last.detail, last.previous, last.digest)
                connection.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def entry_with(made, detail, last):
    import json

    return entry(last, made.at, made.deed, made.exhibit, json.loads(detail))


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.read(3)
    return desk


def codes(report):
    return {fault.code for fault in report.faults}


def fault(report, code):
    (found,) = [fault for fault in report.faults if fault.code == code]
    return found


def test_an_untouched_house_holds_and_is_signed(desk):
    report = desk.verify()
    assert (report.faults, report.notes) == ((), ())
    assert dict(report.checked) == {"exhibits": 3, "custody entries": 6, "checkpoints": 3}


def test_reading_the_same_again_signs_nothing_new(desk):
    with desk.house() as house:
        list(house.read([str(desk.folder / "story-1.txt")]))
        assert len(house.ledger.checkpoints()) == 3


@pytest.mark.parametrize("seq", range(1, 7))
def test_an_edited_entry_is_named_with_its_exhibit_and_since_when(desk, seq):
    desk.sql(f"UPDATE custody SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = {seq}")
    found = fault(desk.verify(), "custody-edited")
    hour = 10 + (seq - 1) // 2
    assert found.subject == f"custody entry {seq}"
    assert found.exhibit is not None and found.exhibit.startswith("sha256:")
    assert found.since == f"after 2026-03-01 {hour}:00:00 UTC"


def test_a_log_rewritten_to_fit_is_found(desk):
    desk.rechain(lambda rows: [*rows[:2], *rows[4:]])
    desk.sql(
        "DELETE FROM checkpoint WHERE size > 4", "DELETE FROM exhibit WHERE sha256 NOT IN (SELECT exhibit FROM custody)"
    )
    report = desk.verify()
    found = fault(report, "custody-rewritten")
    assert (found.subject, found.since) == ("custody entries 3 to 4", "after 2026-03-01 11:00:00 UTC")


def test_entries_swapped_and_made_to_fit_are_found(desk):
    desk.rechain(lambda rows: [*rows[:2], *rows[4:], *rows[2:4]])
    assert codes(desk.verify()) == {"custody-rewritten"}


def test_a_cut_off_end_is_found_from_the_ledger_s_own_checkpoints(desk):
    desk.sql("DELETE FROM custody WHERE seq > 4")
    found = fault(desk.verify(), "custody-cut-off")
    assert "entries 5 to 6 are gone" in found.message and found.since == "after 2026-03-01 12:00:00 UTC"


def test_an_old_copy_of_the_ledger_put_back_is_found(desk):
    home = desk.folder / "home"
    desk.verify()
    old = (home / "ledger.db").read_bytes()
    desk.read()
    for rest in home.glob("ledger.db-*"):
        rest.unlink()
    (home / "ledger.db").write_bytes(old)
    report = desk.verify()
    assert codes(report) == {"custody-cut-off", "checkpoint-gone"}
    assert {note.code for note in report.notes} == {"unnamed-bytes"}


def test_a_ledger_made_anew_is_found(desk):
    for file in (desk.folder / "home").glob("ledger.db*"):
        file.unlink()
    desk.read()
    found = fault(desk.verify(), "custody-begun-anew")
    assert found.since == "after 2026-03-01 12:00:00 UTC"


def test_dropped_checkpoints_are_found(desk):
    desk.sql("DELETE FROM checkpoint")
    assert codes(desk.verify()) == {"checkpoint-gone"}


def test_an_edited_checkpoint_is_found(desk):
    desk.sql("UPDATE checkpoint SET note = replace(note, char(10) || '4' || char(10), char(10) || '5' || char(10))")
    assert "checkpoint-edited" in codes(desk.verify())


def test_who_rewrites_house_and_ledger_is_found_by_a_checkpoint_kept_elsewhere(desk):
    kept = desk.checkpoint()
    desk.rechain(lambda rows: [*rows[:2], *rows[4:]])
    desk.sql("DELETE FROM checkpoint", "DELETE FROM exhibit WHERE sha256 NOT IN (SELECT exhibit FROM custody)")
    (desk.folder / "home" / "checkpoints.jsonl").unlink()
    assert "custody-cut-off" not in codes(desk.verify())
    report = desk.verify(against=[kept])
    assert "custody-cut-off" in codes(report)


def test_a_kept_checkpoint_that_was_altered_accuses_the_note_and_not_the_log(desk):
    kept = desk.checkpoint()
    altered = checkpoint_of(kept.note.replace(f"\n{kept.size}\n", f"\n{kept.size - 1}\n", 1))
    assert codes(desk.verify(against=[altered])) == {"checkpoint-edited"}


def test_a_log_with_a_broken_end_is_not_signed(desk):
    desk.sql("UPDATE custody SET digest = 'x' WHERE seq = 6")
    with pytest.raises(HouseError) as caught:
        desk.read()
    assert caught.value.code == "custody-broken"
    with desk.house() as house:
        assert len(list(house.ledger.exhibits())) == 4


def test_entries_not_signed_yet_are_a_note(desk):
    with desk.house() as house:
        file = desk.folder / "unsigned.txt"
        file.write_text("Not signed.\n")
        list(house.read([str(file)]))
        house._wrote = False  # as if it were killed here
    report = desk.verify()
    assert report.holds and [note.code for note in report.notes] == ["unsigned-entries"]
    desk.checkpoint()
    assert desk.verify().notes == ()


def test_a_lost_key_is_replaced_and_what_it_signed_is_told_as_another_s(desk):
    for file in (desk.folder / "home" / "keys").iterdir():
        file.unlink()
    desk.read()
    report = desk.verify()
    assert report.holds and {note.code for note in report.notes} == {"other-signer"}


def test_a_key_that_others_may_read_is_a_note(desk):
    (desk.folder / "home" / "keys" / "custody.pem").chmod(0o640)
    report = desk.verify()
    assert report.holds and {note.code for note in report.notes} == {"key-readable"}


def test_since_when_comes_from_earlier_checks(desk):
    (file, *_) = sorted(path for path in (desk.folder / "home" / "vault").rglob("*") if path.is_file())
    desk.verify()
    file.chmod(0o644)
    file.write_bytes(b"X" + file.read_bytes()[1:])
    first = fault(desk.verify(), "changed-exhibit")
    again = fault(desk.verify(), "changed-exhibit")
    assert first.since == "it was whole on 2026-03-01 13:00:00 UTC"
    assert again.since == "it was whole on 2026-03-01 13:00:00 UTC, and found broken on 2026-03-01 14:00:00 UTC"
    assert first.exhibit == first.subject == f"sha256:{file.name}"


def test_without_an_earlier_check_it_was_whole_when_it_was_kept(desk):
    (file, *_) = sorted(path for path in (desk.folder / "home" / "vault").rglob("*") if path.is_file())
    file.unlink()
    found = fault(desk.verify(), "missing-exhibit")
    assert found.since is not None and found.since.startswith("it was whole on 2026-03-01 1")


def test_a_history_that_cannot_be_read_spoils_no_check(desk):
    (desk.folder / "home" / "verified.jsonl").write_bytes(b'\xff\n{"at": 3}\n[]\n{"broken": [')
    assert desk.verify().holds
    assert desk.verify().holds


def test_two_houses_on_one_ledger_sign_side_by_side(tmp_path):
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name, PURPORT_LEDGER=url)
        desk.read()
    report = desk.verify()
    assert report.holds and {note.code for note in report.notes} == {"other-signer"}


def test_a_consistency_proof_for_who_kept_an_earlier_checkpoint(desk):
    from purport.records.merkle import goes_on

    earlier = desk.checkpoint()
    desk.read(2)
    later = desk.checkpoint()
    with desk.house() as house:
        proof = house.consistency(earlier, later)
        assert goes_on((earlier.size, earlier.root), (later.size, later.root), proof)
        with pytest.raises(HouseError):
            house.consistency(later, earlier)
    desk.rechain(lambda rows: [*rows[1:], rows[0]])
    with desk.house() as house, pytest.raises(HouseError) as caught:
        house.consistency(earlier, later)
    assert caught.value.code == "custody-rewritten"
