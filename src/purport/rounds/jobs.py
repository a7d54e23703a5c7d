"""Long work beside the pages: threads of its own, a note of each job in a folder, and the files that jobs make.

The folder outlives the process, and other desks of the house see what is in it: what was under way when its desk was stopped is
told as lost, and what was done can still be fetched. Files are deleted after an hour, notes after a day, and a removal deletes all
files at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from purport.desk.web.jobs import Failure, Job, Kind, State, Step
from purport.errors import HouseError, InstructionError, PurportError, SourceError
from purport.rounds.jobnotes import Notes, private

ABREAST = 2
"""Jobs that are under way at once; the others wait."""
OPEN, OPEN_OF_ONE = 20, 4
"""Jobs that wait or are under way: of the desk, and of one account."""
FILES_LAST, NOTES_LAST = timedelta(hours=1), timedelta(days=1)
MOST_BYTES = 4 << 30
"""Of one file."""
LET_GO = 10.0
"""Seconds that jobs have to end in when the desk ends."""
NOTED_EVERY = 1.0
"""Seconds after which other desks of the house learn how far a job is, and this one whether they asked for its end."""
LOG = logging.getLogger("purport.desk")


class Ended(Exception):
    """Somebody asked for the end of the job."""


@dataclass(slots=True)
class Course:
    """What a job's work holds on to: it tells how far it is, learns whether to go on, and writes into a file.

    Args:
        step: is told how far it is. over: whether it should end. part: the file that it writes.
    """

    say: Callable[[Step], None]
    over: Callable[[], bool]
    part: Path
    _size: int = field(default=0)

    def step(self, what: str, done: int = 0, of: int | None = None) -> None:
        """Tell how far it is.

        Raises:
            Ended: it should not go on.
        """
        if self.over():
            raise Ended
        self.say(Step(what, done, of))

    @contextmanager
    def file(self) -> Iterator[Callable[[bytes], None]]:
        """A function that writes into the file of the job.

        Raises:
            InstructionError: ``too-large``. HouseError: ``no-room``.
        """
        try:
            with private(self.part) as out:

                def write(piece: bytes) -> None:
                    self._size += len(piece)
                    if self._size > MOST_BYTES:
                        raise InstructionError(
                            f"it would be more than {MOST_BYTES >> 30} GB",
                            code="too-large",
                            advice="choose less, or use `purport export` on the command line",
                        )
                    out.write(piece)

                yield write
        except OSError as fault:
            message = (fault.strerror or str(fault)).lower()
            raise HouseError(
                f"the file cannot be written: {message}",
                code="no-room",
                subject=str(self.part),
                advice="free some space",
            ) from fault

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return self._size


Work = Callable[[Course], dict[str, Any]]
"""Does the work; gives what came of it, by the name of the field of a job."""


@dataclass(slots=True)
class _Held:
    """A job of this desk with what moves it; `noted`: when its note was last written (monotonic seconds)."""

    job: Job
    work: Work | None = None
    end: Event = field(default_factory=Event)
    noted: float = field(default_factory=monotonic)


class Board:
    """The jobs of a house as one desk has them, for any number of threads: its own, and by their notes those of other desks.

    Args:
        folder: where notes and files lie; made when it is first needed. clock: gives the time, aware, UTC.
        secret: a name that nobody can guess.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime], secret: Callable[[], str]) -> None:
        self._notes, self._clock, self._secret = Notes(folder, clock), clock, secret
        self._turn = Lock()
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._closed = False
        self._held: dict[str, _Held] = {}
        for job in self._all():
            if job.over:  # what a desk was still writing when it had waited long enough for it
                self._notes.dropped(job.id)

    def start(self, kind: Kind, by: str, about: tuple[str, str], work: Work) -> Job:
        """Begin a job; `about`: what it is of in words, and the id of that record.

        Raises:
            InstructionError: ``too-many-jobs``. HouseError: ``no-room``.
        """
        with self._turn:
            under_way = [job for job in self._all() if not job.over]
            if len(under_way) >= OPEN or sum(job.by == by for job in under_way) >= OPEN_OF_ONE or self._closed:
                raise InstructionError(
                    "there is enough work under way",
                    code="too-many-jobs",
                    advice="wait until some of it is done, or end some of it on the page of jobs",
                )
            job = Job(self._secret(), kind, by, about[0], self._clock(), about[1], desk=self._notes.desk())
            self._notes.write(job)
            self._held[job.id] = _Held(job, work)
            self._queue.put(job.id)
            if len(self._threads) < ABREAST:
                self._threads.append(Thread(target=self._run, name=f"purport-job-{len(self._threads)}", daemon=True))
                self._threads[-1].start()
        return job

    def job(self, name: str) -> Job:
        """One job.

        Raises:
            InstructionError: ``unknown-id``.
        """
        with self._turn:
            held = self._held.get(name)
            found = self._kept(held.job if held is not None else self._notes.read(name))
        if found is None:
            raise InstructionError(
                "there is no such job; what is over is forgotten after a day", code="unknown-id", subject=name[:60]
            )
        return found

    def jobs(self) -> list[Job]:
        """All jobs, the newest first."""
        with self._turn:
            return sorted(self._all(), key=lambda job: job.started, reverse=True)

    def end(self, name: str) -> None:
        """Ask for the end of a job; where another desk has it, that one is told and ends it with its next step.

        Raises:
            InstructionError: ``unknown-id``. HouseError: ``no-room``.
        """
        job = self.job(name)
        with self._turn:
            held = self._held.get(name)
            if held is not None:
                self._end(held)
            elif not job.over:
                self._notes.ask_end(name)

    def _end(self, held: _Held) -> None:
        held.end.set()
        if held.job.state is State.WAITING:
            self._over(held, State.ENDED)
        elif not held.job.over:
            held.job = replace(held.job, asked_to_end=True)

    def file(self, name: str) -> Path:
        """The file that a job made.

        Raises:
            InstructionError: ``unknown-id``, ``file-gone``.
        """
        job = self.job(name)
        if not self.holds(job):
            advice = "have it made again"
            raise InstructionError("the file is not there any more", code="file-gone", subject=job.about, advice=advice)
        return self._notes.product(job.id)

    def holds(self, job: Job) -> bool:
        """Whether the file that a job made is there."""
        return job.product is not None and self._notes.product(job.id).is_file()

    def close(self) -> None:
        """End all jobs of this desk; those that were not over are lost."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            for held in self._held.values():
                held.end.set()
                if not held.job.over:
                    self._over(held, State.LOST)
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(LET_GO / len(self._threads))
        self._notes.close()

    # In the threads

    def _run(self) -> None:
        while (name := self._queue.get()) is not None:
            with self._turn:
                held = self._held.get(name)
                if held is None or held.job.over or held.work is None:
                    continue
                if self._notes.asked_to_end(name):
                    self._end(held)
                    continue
                held.job = replace(held.job, state=State.RUNNING)
                with suppress(
                    HouseError
                ):  # the note says "waiting" then, and is as lost as this one where the desk stops
                    self._notes.write(held.job)
            self._work(held, held.work)

    def _say(self, held: _Held, step: Step) -> None:
        """How far it is, for who follows it here; and now and then for other desks, who may ask for its end."""
        with self._turn:
            if held.job.over:
                return
            held.job = replace(held.job, step=step)
            if monotonic() - held.noted < NOTED_EVERY:
                return
            held.noted = monotonic()
            if self._notes.asked_to_end(held.job.id):
                self._end(held)
            with suppress(HouseError):  # it goes on, as far as other desks know, where it was
                self._notes.write(held.job)

    def _work(self, held: _Held, work: Work) -> None:
        name = held.job.id
        part = self._notes.part(name)
        course = Course(lambda step: self._say(held, step), held.end.is_set, part)
        try:
            found = work(course)
            if held.end.is_set():
                raise Ended
            with suppress(FileNotFoundError):  # it made none; or something was removed meanwhile, and it with that
                part.replace(self._notes.product(name))
            state, told = State.DONE, found
        except Ended:
            state, told = State.ENDED, {}
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is told
            state, told = State.FAILED, {"failure": failure_of(fault)}
        with self._turn:
            if not held.job.over:
                self._over(held, state, **told)
            self._notes.dropped(name)  # what came after the end of the desk
            if held.job.state is not State.DONE:
                self._notes.without_product(name)

    def _over(self, held: _Held, state: State, **told: Any) -> None:
        held.job = replace(held.job, state=state, ended=self._clock(), step=None, **told)
        held.work = None
        self._notes.dropped(held.job.id)
        with suppress(HouseError):  # it is known in this process; after a restart it is told as lost
            self._notes.write(held.job)

    # What there is, under the lock

    def _all(self) -> list[Job]:
        """All jobs; what was over long ago is forgotten, and what nobody knows any more is swept away."""
        noted = [job for job in self._notes.all() if job.id not in self._held]
        found = [job for job in (*(one.job for one in self._held.values()), *noted) if self._kept(job) is not None]
        self._notes.sweep({job.id for job in found}, self._clock() - NOTES_LAST)
        return found

    def _kept(self, job: Job | None) -> Job | None:
        """The job, unless its time is over."""
        if job is None or job.ended is None:
            return job
        age = self._clock() - job.ended
        if age >= NOTES_LAST:
            self._notes.forget(job.id)
            self._held.pop(job.id, None)
            return None
        if age >= FILES_LAST:
            self._notes.without_product(job.id)
        return job


def failure_of(fault: Exception) -> Failure:
    """Why a job failed, for people; of a fault that nobody foresaw nothing but that there was one."""
    if isinstance(fault, InstructionError | SourceError):
        told = f"{fault.subject}: {fault.message}" if fault.subject else fault.message
        return Failure(fault.code, told, fault.advice)
    if isinstance(fault, PurportError):
        LOG.error("job: %s", fault)
        return Failure(fault.code, fault.message)
    LOG.error("job", exc_info=fault)
    return Failure("fault", "something went wrong here")
