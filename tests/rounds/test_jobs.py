"""The board of jobs: done, failed, ended, lost; what outlives the desk, what is forgotten, and how much there may be."""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from purport.desk.web.jobs import Kind, Product, State, Step
from purport.errors import HouseError, InstructionError, LedgerError, Refused
from purport.rounds.jobnotes import deleted
from purport.rounds.jobs import NOTES_LAST, OPEN, OPEN_OF_ONE, Board, failure_of

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
ALL = ("", "")


class Hands:
    """A folder of jobs, a clock to put on, names that count, and boards that are closed at the end."""

    def __init__(self, folder):
        self.folder, self.now, self.number, self.boards = folder / "jobs", NOON, 0, []

    def name(self):
        self.number += 1
        return f"job-{self.number}"

    def board(self):
        self.boards.append(Board(self.folder, lambda: self.now, self.name))
        return self.boards[-1]


@pytest.fixture
def hands(tmp_path):
    made = Hands(tmp_path)
    yield made
    for board in made.boards:
        board.close()


def until(board, job, *states):
    """The job, once it is in one of the states."""
    for _ in range(1_000):
        if board.job(job.id).state in states:
            return board.job(job.id)
        time.sleep(0.005)
    raise AssertionError(board.job(job.id))


def writing(course):
    with course.file() as write:
        write(b"one ")
        write(b"two")
    return {"product": Product("two.txt", "text/plain", course.size, "export txt")}


@pytest.fixture
def gate():
    """Work that begins and goes on until it is let go or ended."""

    class Gate:
        begun, go = threading.Semaphore(0), threading.Event()

        def __call__(self, course):
            self.begun.release()
            for at in range(10_000):
                course.step("stories", at, 10_000)
                if self.go.wait(0.005):
                    break
            return {}

    made = Gate()
    yield made
    made.go.set()


def test_a_file_is_made_and_outlives_the_desk(hands):
    board = hands.board()
    job = board.start(Kind.EXPORT, "anna", ("the quay", ""), writing)
    assert (job.state, job.by, job.started) == (State.WAITING, "anna", NOON)
    done = until(board, job, State.DONE)
    assert done.product.size == 7 and board.file(job.id).read_bytes() == b"one two" and board.holds(done)
    assert oct(board.file(job.id).stat().st_mode)[-3:] == "600" and oct(hands.folder.stat().st_mode)[-3:] == "700"
    board.close()
    again = hands.board()
    assert again.job(job.id) == done and again.file(job.id).read_bytes() == b"one two"
    assert sorted(one.name for one in hands.folder.iterdir()) == ["job-1.json", "job-1.out"]


def test_how_far_it_is_can_be_asked_while_it_goes_on(hands, gate):
    board = hands.board()
    job = board.start(Kind.PLACE, "anna", ALL, gate)
    gate.begun.acquire()
    for _ in range(1_000):
        if (step := board.job(job.id).step) is not None and step.done > 1:
            break
        time.sleep(0.005)
    assert isinstance(step, Step) and step.of == 10_000 and board.job(job.id).state is State.RUNNING
    gate.go.set()
    assert until(board, job, State.DONE).step is None


def test_two_go_on_at_once_and_others_wait_their_turn(hands, gate):
    board = hands.board()
    jobs = [board.start(Kind.PLACE, "anna", ALL, gate) for _ in range(3)]
    gate.begun.acquire(), gate.begun.acquire()
    assert [board.job(one.id).state for one in jobs] == [State.RUNNING, State.RUNNING, State.WAITING]
    gate.go.set()
    for one in jobs:
        until(board, one, State.DONE)
    assert [one.id for one in board.jobs()] == ["job-1", "job-2", "job-3"]  # all began at noon


@pytest.mark.parametrize("what", ["waiting", "running"])
def test_somebody_ends_it(hands, gate, what):
    board = hands.board()
    first = [board.start(Kind.PLACE, "anna", ALL, gate) for _ in range(3)]
    gate.begun.acquire(), gate.begun.acquire()
    job = first[2] if what == "waiting" else first[0]
    board.end(job.id)
    assert until(board, job, State.ENDED).ended == NOON
    board.end(job.id)  # it is over, and stays so
    assert board.job(job.id).state is State.ENDED
    with pytest.raises(InstructionError) as told:
        board.file(job.id)
    assert told.value.code == "file-gone"


def test_what_was_ended_leaves_no_file(hands):
    board, begun, go = hands.board(), threading.Event(), threading.Event()

    def work(course):
        found = writing(course)
        begun.set()
        go.wait(10)
        return found

    job = board.start(Kind.EXPORT, "anna", ALL, work)
    begun.wait(10)
    board.end(job.id)
    assert board.job(job.id).asked_to_end and not board.job(job.id).over
    go.set()
    until(board, job, State.ENDED)
    for _ in range(200):
        if sorted(one.suffix for one in hands.folder.iterdir()) == [".json", ".lock"]:
            return
        time.sleep(0.01)
    raise AssertionError(list(hands.folder.iterdir()))


def test_a_failure_is_told_in_plain_words_and_leaves_no_file(hands, caplog):
    board = hands.board()

    def broken(course):
        writing(course)
        raise InstructionError("nothing meets these conditions", code="nothing-found", advice="ask for more")

    def odd(course):
        raise ZeroDivisionError("a secret path")

    with caplog.at_level(logging.ERROR, "purport.desk"):
        first, second = (board.start(Kind.EXPORT, "anna", ALL, work) for work in (broken, odd))
        told = until(board, first, State.FAILED).failure
        assert (told.code, told.message, told.advice) == (
            "nothing-found", "nothing meets these conditions", "ask for more",
        )  # fmt: skip
        assert until(board, second, State.FAILED).failure.message == "something went wrong here"
    assert "a secret path" in caplog.text  # for the house's log alone
    assert not board.holds(board.job(first.id)) and not list(hands.folder.glob("*.out"))
    board.close()
    assert hands.board().job(first.id).failure == told


def test_what_of_a_fault_is_told():
    assert failure_of(Refused("was removed", code="removed", subject="doc-1")).message == "doc-1: was removed"
    assert failure_of(LedgerError("is locked", code="ledger-locked", subject="/home/ada")).message == "is locked"


def test_the_end_of_the_desk_loses_no_job_silently(hands, gate):
    board = hands.board()
    jobs = [board.start(Kind.PLACE, "anna", ALL, gate) for _ in range(3)]
    gate.begun.acquire(), gate.begun.acquire()
    board.close()
    assert {board.job(one.id).state for one in jobs} == {State.LOST}
    assert {hands.board().job(one.id).state for one in jobs} == {State.LOST}
    with pytest.raises(InstructionError):
        board.start(Kind.PLACE, "anna", ALL, gate)


def test_there_is_a_bound_for_each_and_for_all(hands, gate):
    board = hands.board()
    for _ in range(OPEN_OF_ONE):
        board.start(Kind.PLACE, "anna", ALL, gate)
    with pytest.raises(InstructionError) as told:
        board.start(Kind.PLACE, "anna", ALL, gate)
    assert told.value.code == "too-many-jobs"
    for number in range(OPEN - OPEN_OF_ONE):
        board.start(Kind.PLACE, f"reader-{number}", ALL, gate)
    with pytest.raises(InstructionError):
        board.start(Kind.PLACE, "otto", ALL, gate)
    board.end(board.jobs()[-1].id)
    until(board, board.jobs()[-1], State.ENDED)
    board.start(Kind.PLACE, "otto", ALL, gate)


def test_what_is_over_is_forgotten_in_time(hands):
    board = hands.board()
    job = until(board, board.start(Kind.EXPORT, "anna", ALL, writing), State.DONE)
    hands.now = NOON + timedelta(minutes=61)
    assert board.job(job.id).product is not None and not board.holds(job)
    hands.now = NOON + NOTES_LAST
    with pytest.raises(InstructionError) as told:
        board.job(job.id)
    board.close()
    assert told.value.code == "unknown-id" and list(hands.folder.iterdir()) == []


def test_a_removal_deletes_the_files(hands):
    board = hands.board()
    job = until(board, board.start(Kind.EXPORT, "anna", ALL, writing), State.DONE)
    deleted(hands.folder)
    assert not board.holds(job)
    with pytest.raises(InstructionError):
        board.file(job.id)
    deleted(hands.folder / "nowhere")


def test_a_file_has_a_bound(hands, monkeypatch):
    monkeypatch.setattr("purport.rounds.jobs.MOST_BYTES", 5)
    board = hands.board()
    told = until(board, board.start(Kind.EXPORT, "anna", ALL, writing), State.FAILED)
    assert told.failure.code == "too-large" and not list(hands.folder.glob("*.part"))


def test_a_folder_that_cannot_be_written_is_the_houses_fault(hands):
    hands.folder.write_text("a file where a folder should be")
    with pytest.raises(HouseError) as told:
        hands.board().start(Kind.EXPORT, "anna", ALL, writing)
    assert told.value.code == "no-room"
