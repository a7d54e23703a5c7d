"""Two desks on one house, and desks that are killed: whose job is whose, what is lost and when, and what is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bench.common import ROOT
from purport.desk.web.jobs import Job, Kind, Product, State
from purport.errors import HouseError, InstructionError
from purport.ledger.codec import decoded, encoded
from purport.rounds.jobnotes import Notes, deleted
from purport.rounds.jobs import FILES_LAST, NOTES_LAST, OPEN_OF_ONE
from tests.rounds.test_jobs import ALL, NOON, gate, hands, until, writing

__all__ = ["gate", "hands"]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Other desks learn at once what is new."""
    monkeypatch.setattr("purport.rounds.jobs.NOTED_EVERY", 0.0)


@contextmanager
def another(folder):
    """A desk in another process with three jobs, two of them under way: the process and their names."""
    run = [sys.executable, "-m", "tests.rounds.jobber", str(folder)]
    desk = subprocess.Popen(run, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        names = [desk.stdout.readline().strip() for _ in range(3)]
        assert all(names)
        yield desk, names
    finally:
        desk.kill()
        desk.wait()
        desk.stdin.close()
        desk.stdout.close()


def left(folder):
    return sorted(one.name for one in folder.iterdir())


def eventually(true):
    for _ in range(1_000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def test_the_work_of_another_desk_is_under_way_and_can_be_followed(hands, gate):
    first, second = hands.board(), hands.board()
    jobs = [first.start(Kind.PLACE, "anna", ALL, gate) for _ in range(3)]
    gate.begun.acquire(), gate.begun.acquire()
    third = hands.board()
    for desk in (second, third):
        eventually(lambda desk=desk: (step := desk.job(jobs[0].id).step) is not None and step.done > 3)
        assert [desk.job(one.id).state for one in jobs] == [State.RUNNING, State.RUNNING, State.WAITING]
        assert [one.id for one in desk.jobs()] == [one.id for one in jobs]
    gate.go.set()
    for desk in (first, second, third):
        for one in jobs:
            until(desk, one, State.DONE)


def test_a_desk_that_ends_takes_nothing_of_another(hands, gate):
    first, second = hands.board(), hands.board()
    mine, other = first.start(Kind.PLACE, "anna", ALL, gate), second.start(Kind.PLACE, "otto", ALL, gate)
    gate.begun.acquire(), gate.begun.acquire()
    second.close()
    assert first.job(other.id).state is State.LOST and first.job(mine.id).state is State.RUNNING
    assert hands.board().job(mine.id).state is State.RUNNING


def test_a_file_is_fetched_from_another_desk_and_lasts_as_long_there(hands):
    first, second = hands.board(), hands.board()
    job = until(first, first.start(Kind.EXPORT, "anna", ALL, writing), State.DONE)
    assert second.holds(second.job(job.id)) and second.file(job.id).read_bytes() == b"one two"
    hands.now = NOON + FILES_LAST
    assert not second.holds(second.job(job.id)) and not first.holds(first.job(job.id))
    hands.now = NOON + NOTES_LAST
    assert second.jobs() == first.jobs() == []


@pytest.mark.parametrize("which", [0, 2], ids=["running", "waiting"])
def test_work_is_ended_from_another_desk(hands, gate, which):
    first, second = hands.board(), hands.board()
    jobs = [first.start(Kind.PLACE, "anna", ALL, gate) for _ in range(3)]
    gate.begun.acquire(), gate.begun.acquire()
    second.end(jobs[which].id)
    assert second.job(jobs[which].id).asked_to_end or second.job(jobs[which].id).over
    if which == 2:
        first.end(jobs[0].id)  # so that its turn comes
    until(second, jobs[which], State.ENDED)
    assert first.job(jobs[which].id).state is State.ENDED
    second.end(jobs[which].id)  # it is over, and stays so
    assert not list(hands.folder.glob("*.end"))


def test_the_bound_holds_for_all_desks_together(hands, gate):
    first, second = hands.board(), hands.board()
    for _ in range(OPEN_OF_ONE):
        first.start(Kind.PLACE, "anna", ALL, gate)
    with pytest.raises(InstructionError) as told:
        second.start(Kind.PLACE, "anna", ALL, gate)
    assert told.value.code == "too-many-jobs"


def test_a_killed_desk_loses_its_work_once_and_for_all(hands):
    before = hands.board()
    with another(hands.folder) as (desk, names):
        eventually(lambda: len(list(hands.folder.glob(".*.part"))) == 2)
        assert {before.job(name).state for name in names[:2]} == {State.RUNNING}
        assert hands.board().job(names[2]).state is State.WAITING
        desk.kill()
        desk.wait()
    hands.now = NOON + timedelta(minutes=5)
    for board in (before, hands.board()):
        assert {(one.id, one.state, one.ended) for one in board.jobs()} == {
            (name, State.LOST, hands.now) for name in names
        }
    assert left(hands.folder) == sorted(f"{name}.json" for name in names)  # nothing of what was written
    hands.now += timedelta(hours=20)
    assert hands.board().job(names[0]).ended == NOON + timedelta(minutes=5)  # a restart makes it no younger
    hands.now += timedelta(hours=5)
    assert hands.board().jobs() == [] == left(hands.folder)


def test_a_desk_that_is_told_to_end_leaves_notes_alone(hands):
    with another(hands.folder) as (desk, names):
        eventually(lambda: len(list(hands.folder.glob(".*.part"))) == 2)
        desk.stdin.write("\n")
        desk.stdin.flush()
        assert desk.wait(20) == 0
    assert left(hands.folder) == sorted(f"{name}.json" for name in names)
    assert {one.state for one in hands.board().jobs()} == {State.LOST}


def test_notes_of_before_there_were_desks_are_read(hands):
    for job in (
        Job("old", Kind.CHECK, "anna", "", NOON, state=State.RUNNING),
        Job("done", Kind.CHECK, "anna", "", NOON, state=State.DONE, ended=NOON),
    ):
        hands.folder.mkdir(exist_ok=True)
        (hands.folder / f"{job.id}.json").write_bytes(encoded(job).replace(b',"desk":""', b""))
    assert {one.id: one.state for one in hands.board().jobs()} == {"old": State.LOST, "done": State.DONE}


@pytest.mark.parametrize("name", ["../ledger", "..", "", "a/b", "a" * 81, "desk\0", "ملف", "%2e%2e", ".x"])
def test_no_name_leads_out_of_the_folder(hands, name):
    board = hands.board()
    hands.folder.mkdir()
    (hands.folder.parent / "ledger.json").write_bytes(
        encoded(Job("../ledger", Kind.CHECK, "anna", "", NOON, ended=NOON))
    )
    for ask in (board.job, board.end, board.file):
        with pytest.raises(InstructionError) as told:
            ask(name)
        assert told.value.code == "unknown-id"
    assert left(hands.folder) == [] and (hands.folder.parent / "ledger.json").exists()


def test_a_note_that_says_another_name_is_nobodys(hands):
    hands.folder.mkdir()
    odd = Job("../../etc/passwd", Kind.EXPORT, "anna", "", NOON, state=State.DONE, ended=NOON, desk="../../x")
    (hands.folder / "plain.json").write_bytes(encoded(odd))
    (hands.folder / "led.json").write_bytes(encoded(Job("led", Kind.CHECK, "anna", "", NOON, desk="../../x")))
    assert [(one.id, one.state) for one in hands.board().jobs()] == [("led", State.LOST)]


def test_what_cannot_be_read_is_passed_over_and_swept_in_time(hands, caplog):
    hands.folder.mkdir()
    for name in (
        "broken.json",
        "stray.out",
        ".stray.part",
        ".stray.12.note",
        "stray.end",
        "desk-gone.lock",
        "mine.txt",
    ):
        (hands.folder / name).write_bytes(b"{")
    (hands.folder / "later.json").write_bytes(b'{"id": "later", "kind": "dance"}')
    board = hands.board()
    assert board.jobs() == board.jobs() == []
    assert [one.message.rpartition("/")[2] for one in caplog.records] == [
        f"{name}.json: the note of a job cannot be read, and is passed over" for name in ("broken", "later")
    ]
    old = (NOON - NOTES_LAST - timedelta(seconds=1)).timestamp()
    for file in hands.folder.iterdir():
        os.utime(file, (old, old))
    assert board.jobs() == [] and left(hands.folder) == ["mine.txt"]


def test_a_desk_that_runs_for_weeks_keeps_its_lock(hands, gate):
    board = hands.board()
    job = board.start(Kind.PLACE, "anna", ALL, gate)
    gate.begun.acquire()
    [lock] = hands.folder.glob("*.lock")
    os.utime(lock, (0, 0))
    other = hands.board()
    assert other.jobs()[0].id == job.id and lock.exists() and other.job(job.id).state is State.RUNNING


def test_a_removal_takes_what_is_being_written_too(hands):
    board, begun, go = hands.board(), threading.Event(), threading.Event()

    def work(course):
        found = writing(course)
        begun.set()
        go.wait(10)
        return found

    job = board.start(Kind.EXPORT, "anna", ALL, work)
    begun.wait(10)
    assert list(hands.folder.glob(".*.part"))
    deleted(hands.folder)
    assert not list(hands.folder.glob(".*.part"))
    go.set()
    done = until(board, job, State.DONE)
    assert isinstance(done.product, Product) and not board.holds(done)


def test_no_room_for_a_file_is_told_and_leaves_nothing(hands, monkeypatch):
    """A full disk, as the system tells it: all that is written to /dev/full fails."""
    board = hands.board()
    monkeypatch.setattr(board, "_secret", lambda: "full")
    hands.folder.mkdir()
    (hands.folder / ".full.part").symlink_to("/dev/full")
    told = until(board, board.start(Kind.EXPORT, "anna", ALL, writing), State.FAILED).failure
    assert told.code == "no-room" and told.message == "the file cannot be written: no space left on device"
    assert not list(hands.folder.glob(".*.part")) and not list(hands.folder.glob("*.out"))


def test_no_room_for_a_note_of_a_job_that_goes_on(hands, gate, monkeypatch):
    board = hands.board()
    job = board.start(Kind.PLACE, "anna", ALL, gate)
    gate.begun.acquire()

    def full(_self, _job):
        raise HouseError("a job cannot be noted: no space left on device", code="no-room")

    monkeypatch.setattr(Notes, "write", full)
    with pytest.raises(HouseError):
        board.start(Kind.PLACE, "anna", ALL, gate)
    gate.go.set()
    assert until(board, job, State.DONE).ended == NOON  # here it is known; its note is as it was
    monkeypatch.undo()
    assert decoded((hands.folder / f"{job.id}.json").read_bytes(), Job).state is State.RUNNING
    board.close()
    assert hands.board().job(job.id).state is State.LOST
