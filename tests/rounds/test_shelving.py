"""The shelf of copies on disk."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from purport.errors import HouseError
from purport.rounds import shelving
from purport.rounds.arrays import MANIFEST
from purport.rounds.shelving import Shelving, kept_shelf
from tests.corroborate.newsstand import LEAD, LOCAL, OTHER, PAPER, REST, WIRE, story

ROOT = Path(__file__).resolve().parents[2]
WIRED = story("wire", WIRE)
COPY = story("copy", f"{LEAD} {LOCAL}")
REST_ONLY = story("rest", f"{PAPER} {REST}")
BREAD = story("bread", OTHER)


def names(near):
    return [one.id for one in near]


def filled(folder, *stories, of="ledger"):
    with kept_shelf(folder, of) as shelf:
        for one in stories:
            shelf.place(one)
        return shelf.note


def test_what_was_placed_is_there_at_the_next_start(tmp_path):
    assert filled(tmp_path / "shelf", WIRED, BREAD) is None
    with kept_shelf(tmp_path / "shelf", "ledger") as shelf:
        assert shelf.note is None and shelf.writes and len(shelf) == 2 and list(shelf) == ["wire", "bread"]
        assert shelf.holds("wire") and not shelf.holds("copy")
        assert names(shelf.candidates(COPY)) == ["wire"]
        shelf.place(COPY)
    with kept_shelf(tmp_path / "shelf", "ledger") as shelf:
        assert names(shelf.candidates(WIRED)) == ["copy"]
        assert names(shelf.candidates(REST_ONLY)) == ["wire"]
        assert names(shelf.candidates(BREAD)) == []


def test_it_says_what_is_to_be_placed_and_struck(tmp_path):
    filled(tmp_path, WIRED, BREAD)
    with kept_shelf(tmp_path, "ledger") as shelf:
        assert shelf.missing(["copy", "wire", "rest"]) == ["copy", "rest"]
        assert shelf.beyond(["copy", "wire"]) == ["bread"]


def test_placed_twice_is_placed_once(tmp_path):
    filled(tmp_path, WIRED, WIRED)
    before = (tmp_path / MANIFEST).read_bytes()
    filled(tmp_path, WIRED)
    assert (tmp_path / MANIFEST).read_bytes() == before
    with kept_shelf(tmp_path, "ledger") as shelf:
        assert len(shelf) == 1


def test_what_was_struck_leaves_nothing(tmp_path):
    filled(tmp_path / "one", WIRED, BREAD)
    with kept_shelf(tmp_path / "one", "ledger") as shelf:
        assert shelf.strike("wire") and not shelf.strike("wire")
        assert shelf.candidates(COPY) == ()
    with kept_shelf(tmp_path / "one", "ledger") as shelf:
        assert list(shelf) == ["bread"] and shelf.candidates(COPY) == ()
    whole = b"".join(path.read_bytes() for path in (tmp_path / "one").iterdir())
    filled(tmp_path / "other", story("gone", "a b c"), BREAD)
    assert b"wire" not in whole and len(whole) < 1200 + sum(p.stat().st_size for p in (tmp_path / "other").iterdir())


def test_a_damaged_shelf_is_filled_anew_and_says_so(tmp_path):
    filled(tmp_path, WIRED)
    next(tmp_path.glob("postings*")).write_bytes(b"torn")
    with kept_shelf(tmp_path, "ledger") as shelf:
        assert "filled anew" in shelf.note and len(shelf) == 0
        shelf.place(BREAD)
    with kept_shelf(tmp_path, "ledger") as shelf:
        assert shelf.note is None and list(shelf) == ["bread"]


def test_a_shelf_of_another_ledger_is_filled_anew(tmp_path):
    filled(tmp_path, WIRED)
    with kept_shelf(tmp_path, "another") as shelf:
        assert "another ledger" in shelf.note and len(shelf) == 0


def test_while_one_fills_it_another_has_what_was_kept_last(tmp_path):
    filled(tmp_path, WIRED)
    with kept_shelf(tmp_path, "ledger") as first:
        first.place(BREAD)
        with kept_shelf(tmp_path, "ledger") as second:
            assert first.writes and not second.writes and "another process" in second.note
            assert list(second) == ["wire"]
            second.place(COPY)
            assert names(second.candidates(WIRED)) == ["copy"]
    with kept_shelf(tmp_path, "ledger") as shelf:
        assert list(shelf) == ["wire", "bread"]


def test_it_is_saved_from_time_to_time_and_goes_on_from_the_files(tmp_path, monkeypatch):
    monkeypatch.setattr(shelving, "SAVE_EVERY", 2)
    with kept_shelf(tmp_path, "ledger") as shelf:
        for one in (WIRED, BREAD, COPY):
            shelf.place(one)
        with kept_shelf(tmp_path, "ledger") as other:
            assert list(other) == ["wire", "bread"]
        assert names(shelf.candidates(WIRED)) == ["copy"]


def interrupted(folder, fault):
    with kept_shelf(folder, "ledger") as shelf:
        shelf.place(WIRED)
        raise fault


def test_what_was_placed_before_an_error_is_kept_but_not_before_an_interruption(tmp_path):
    for fault, left in ((KeyboardInterrupt, []), (KeyError, ["wire"])):
        with pytest.raises(fault):
            interrupted(tmp_path, fault)
        with kept_shelf(tmp_path, "ledger") as shelf:
            assert list(shelf) == left


def test_without_room_it_serves_and_says_that_it_is_not_kept(tmp_path, monkeypatch):
    filled(tmp_path, WIRED)

    def full(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, kept_shelf(tmp_path, "ledger") as shelf:
        patch.setattr("purport.rounds.arrays.os.fsync", full)
        shelf.place(COPY)
        shelf.save()
        assert "no space left on device" in shelf.note and not shelf.writes
        assert names(shelf.candidates(WIRED)) == ["copy"]
    with kept_shelf(tmp_path, "ledger") as shelf:
        assert list(shelf) == ["wire"]


def test_where_no_folder_can_be_made_it_serves_from_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with kept_shelf(tmp_path / "file" / "shelf", "ledger") as shelf:
        assert not shelf.writes and "not kept" in shelf.note
        shelf.place(WIRED)
        assert names(shelf.candidates(COPY)) == ["wire"]


def test_postings_of_stories_that_never_were_are_called_damage(tmp_path):
    for act in ("candidates", "place"):
        with kept_shelf(tmp_path, "ledger") as shelf:
            shelf.place(WIRED)
            shelf.save()
            shelf._shelf._roll._ids.clear()
            with pytest.raises(HouseError) as caught:
                getattr(shelf, act)(COPY)
            assert caught.value.code == "shelf-damaged" and "filled anew" in caught.value.advice
            shelf.save()
        with kept_shelf(tmp_path, "ledger") as shelf:
            assert len(shelf) == 0 and shelf.note is None


def rounds(folder, *portions, of="ledger"):
    """The shelf after some rounds of one process, each with stories of its own."""
    kept = Shelving(folder, of)
    for some in portions:
        with kept.round() as shelf:
            for one in some:
                shelf.place(one)
    return kept


def test_from_round_to_round_it_is_the_same_and_few_changes_are_not_written_each_time(tmp_path):
    kept = rounds(tmp_path, [WIRED])
    with kept.round() as first:
        first.place(BREAD)
    with kept.round() as again:
        assert again is first and again.note is None and list(again) == ["wire", "bread"]
        assert names(again.candidates(COPY)) == ["wire"]
    assert not (tmp_path / MANIFEST).exists()


def test_many_changes_are_written_at_the_end_of_a_round(tmp_path, monkeypatch):
    monkeypatch.setattr(shelving, "SAVE_SOON", 2)
    kept = rounds(tmp_path, [WIRED], [BREAD], [COPY])
    with kept_shelf(tmp_path, "ledger") as other:
        assert list(other) == ["wire", "bread"]
    with kept.round() as shelf:
        assert list(shelf) == ["wire", "bread", "copy"]


def test_what_is_struck_is_gone_from_the_disk_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(shelving, "SAVE_SOON", 2)
    kept = rounds(tmp_path, [WIRED, BREAD])
    with kept.round() as shelf:
        assert shelf.strike("wire")
    with kept_shelf(tmp_path, "ledger") as other:
        assert list(other) == ["bread"]


def test_where_another_process_kept_one_meanwhile_it_is_opened_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(shelving, "SAVE_SOON", 1)
    kept = rounds(tmp_path, [WIRED])
    filled(tmp_path, BREAD)
    with kept.round() as shelf:
        assert list(shelf) == ["wire", "bread"]
    filled(tmp_path, COPY, of="another")
    with kept.round() as shelf:
        assert "another ledger" in shelf.note and list(shelf) == []


def test_while_another_process_has_it_nothing_is_kept_but_it_serves(tmp_path):
    kept = rounds(tmp_path, [WIRED])
    with kept_shelf(tmp_path, "ledger"), kept.round() as shelf:
        assert not shelf.writes and "another process" in shelf.note and list(shelf) == ["wire"]
    with kept.round() as shelf:
        assert shelf.writes


def test_after_an_interruption_it_is_opened_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(shelving, "SAVE_SOON", 1)
    kept = rounds(tmp_path, [WIRED])
    seen = []

    def interrupted():
        with kept.round() as shelf:
            seen.append(shelf)
            shelf.place(BREAD)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with kept.round() as again:
        assert again not in seen and list(again) == ["wire"]


def test_where_the_folder_was_emptied_meanwhile_it_is_filled_anew_and_finds_what_it_should(tmp_path, monkeypatch):
    monkeypatch.setattr(shelving, "SAVE_SOON", 1)
    kept = rounds(tmp_path, [WIRED, BREAD])
    for path in tmp_path.iterdir():
        path.unlink()
    with kept.round() as shelf:
        assert list(shelf) == []
        shelf.place(COPY)
    with kept.round() as shelf:
        assert names(shelf.candidates(WIRED)) == ["copy"] and names(shelf.candidates(BREAD)) == []
    with kept_shelf(tmp_path, "ledger") as other:
        assert other.note is None and list(other) == ["copy"]


def test_what_could_not_be_opened_is_not_taken_up_as_if_it_were_empty(tmp_path):
    filled(tmp_path, WIRED)
    kept, damaged = Shelving(tmp_path, "ledger"), next(tmp_path.glob("postings*"))
    whole = damaged.read_bytes()
    with kept_shelf(tmp_path, "ledger"):
        damaged.write_bytes(b"torn")
        with kept.round() as shelf:
            assert "filled anew" in shelf.note or "another process" in shelf.note
            assert list(shelf) == []
        damaged.write_bytes(whole)
    with kept.round() as again:
        assert list(again) == ["wire"]


def test_a_shelf_that_is_found_to_be_damaged_is_not_kept_at_hand(tmp_path):
    kept = rounds(tmp_path, [WIRED])

    def asked():
        with kept.round() as shelf:
            shelf._shelf._roll._ids.clear()
            shelf.candidates(COPY)

    with pytest.raises(HouseError):
        asked()
    with kept.round() as again:
        assert list(again) == [] and again.writes
        again.place(WIRED)
        assert names(again.candidates(COPY)) == ["wire"]


def test_what_was_struck_while_the_disk_was_full_is_struck_when_it_is_not(tmp_path, monkeypatch):
    filled(tmp_path, WIRED, BREAD)
    kept = Shelving(tmp_path, "ledger")

    def full(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, kept.round() as shelf:
        patch.setattr("purport.rounds.arrays.os.fsync", full)
        assert shelf.strike("wire")
        shelf.end()
        assert not shelf.writes
    with kept.round() as shelf:
        assert list(shelf) == ["bread"]
    with kept_shelf(tmp_path, "ledger") as other:
        assert list(other) == ["bread"]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_many_times_it_is_readable_and_loses_only_what_was_not_saved(tmp_path):
    chance, seen = random.Random(4), 0
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", FILLING, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "begins\n"
        time.sleep(chance.random() * 0.5)
        os.kill(process.pid, signal.SIGKILL)
        with process:
            said = [int(line) for line in process.stdout]
        with kept_shelf(tmp_path, "ledger") as shelf:
            assert shelf.note is None and len(shelf) >= max([seen, *said])
            seen = len(shelf)
            assert list(shelf) == [f"s{n}" for n in range(seen)]
            for n in range(max(0, seen - 5), seen):
                assert names(shelf.candidates(story("new", " ".join(f"w{n}x{k}" for k in range(40))))) == [f"s{n}"]
    assert seen > 0


FILLING = """
import sys
from pathlib import Path
from purport.rounds import shelving
from tests.corroborate.newsstand import story
shelving.SAVE_EVERY = 7
with shelving.kept_shelf(Path(sys.argv[1]), "ledger") as shelf:
    print("begins", flush=True)
    for n in range(len(shelf), 100_000):
        shelf.place(story(f"s{n}", " ".join(f"w{n}x{k}" for k in range(40))))
        if (n + 1) % 7 == 0 and shelf._changes == 0:
            print(n + 1, flush=True)
"""


def test_a_disk_that_gives_back_other_bytes_than_were_written_is_noticed_at_once(tmp_path, monkeypatch):
    filled(tmp_path, WIRED)
    with monkeypatch.context() as patch, kept_shelf(tmp_path, "ledger") as shelf:
        shelf.place(COPY)
        patch.setattr("purport.rounds.arrays._mark", lambda path: (1, "0" * 64 if path.suffix == ".npy" else "1" * 64))
        shelf.save()
        assert "damaged" in shelf.note and not shelf.writes
        assert names(shelf.candidates(WIRED)) == ["copy"]
