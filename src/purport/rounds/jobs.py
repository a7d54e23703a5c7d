"""Long work beside the pages: threads of its own, a note of each job in a folder, and the files that jobs make.

The folder outlives the process: what was under way when the desk was stopped is told as lost, and what was done can still be
fetched. Nothing in it is evidence: files are deleted after an hour, notes after a day, and a removal deletes all files at once.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import IO, Any

from purport.desk.web.jobs import Failure, Job, Kind, State, Step
from purport.errors import HouseError, InstructionError, PurportError, SourceError
from purport.ledger.codec import decoded, encoded

ABREAST = 2
"""Jobs that are under way at once; the others wait."""
OPEN, OPEN_OF_ONE = 20, 4
"""Jobs that wait or are under way: of the desk, and of one account."""
FILES_LAST, NOTES_LAST = timedelta(hours=1), timedelta(days=1)
MOST_BYTES = 4 << 30
"""Of one file."""
LET_GO = 10.0
"""Seconds that jobs have to end in when the desk ends."""
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
            self.part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _private(self.part) as out:

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
    """A job with what moves it."""

    job: Job
    work: Work | None = None
    end: Event = field(default_factory=Event)


class Board:
    """The jobs of one desk, for any number of threads.

    Args:
        folder: where notes and files lie; made when it is first needed. clock: gives the time, aware, UTC.
        secret: a name that nobody can guess.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime], secret: Callable[[], str]) -> None:
        self._folder, self._clock, self._secret = folder, clock, secret
        self._turn = Lock()
        self._queue: SimpleQueue[str | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._closed = False
        self._held = {job.id: _Held(job) for job in self._found()}

    def start(self, kind: Kind, by: str, about: tuple[str, str], work: Work) -> Job:
        """Begin a job; `about`: what it is of in words, and the id of that record.

        Raises:
            InstructionError: ``too-many-jobs``. HouseError: ``no-room``.
        """
        with self._turn:
            self._sweep()
            under_way = [one.job for one in self._held.values() if not one.job.over]
            if len(under_way) >= OPEN or sum(job.by == by for job in under_way) >= OPEN_OF_ONE or self._closed:
                raise InstructionError(
                    "there is enough work under way",
                    code="too-many-jobs",
                    advice="wait until some of it is done, or end some of it on the page of jobs",
                )
            job = Job(self._secret(), kind, by, about[0], self._clock(), about[1])
            self._note(job)
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
            self._sweep()
            held = self._held.get(name)
        if held is None:
            raise InstructionError(
                "there is no such job; what is over is forgotten after a day", code="unknown-id", subject=name[:60]
            )
        return held.job

    def jobs(self) -> list[Job]:
        """All jobs, the newest first."""
        with self._turn:
            self._sweep()
            return sorted((one.job for one in self._held.values()), key=lambda job: job.started, reverse=True)

    def end(self, name: str) -> None:
        """Ask for the end of a job."""
        self.job(name)
        with self._turn:
            held = self._held[name]
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
        job, file = self.job(name), self._path(name)
        if job.product is None or not file.is_file():
            advice = "have it made again"
            raise InstructionError("the file is not there any more", code="file-gone", subject=job.about, advice=advice)
        return file

    def holds(self, job: Job) -> bool:
        """Whether the file that a job made is there."""
        return job.product is not None and self._path(job.id).is_file()

    def close(self) -> None:
        """End all jobs; those that were not over are lost."""
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

    # In the threads

    def _run(self) -> None:
        while (name := self._queue.get()) is not None:
            with self._turn:
                held = self._held.get(name)
                if held is None or held.job.over or held.work is None:
                    continue
                held.job = replace(held.job, state=State.RUNNING)
                with suppress(
                    HouseError
                ):  # the note says "waiting" then, and is as lost as this one where the desk stops
                    self._note(held.job)
            self._work(held, held.work)

    def _work(self, held: _Held, work: Work) -> None:
        def say(step: Step) -> None:
            held.job = replace(held.job, step=step)

        part = self._folder / f".{held.job.id}.part"
        course = Course(say, held.end.is_set, part)
        try:
            found = work(course)
            if held.end.is_set():
                raise Ended
            if part.exists():
                part.replace(self._path(held.job.id))
            state, told = State.DONE, found
        except Ended:
            state, told = State.ENDED, {}
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is told
            state, told = State.FAILED, {"failure": failure_of(fault)}
        finally:
            part.unlink(missing_ok=True)
        with self._turn:
            if not held.job.over:
                self._over(held, state, **told)
            if held.job.state is not State.DONE:
                self._path(held.job.id).unlink(missing_ok=True)

    def _over(self, held: _Held, state: State, **told: Any) -> None:
        held.job = replace(held.job, state=state, ended=self._clock(), step=None, **told)
        held.work = None
        with suppress(HouseError):  # it is known in this process; after a restart it is told as lost
            self._note(held.job)

    # In the folder

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.out"

    def _note(self, job: Job) -> None:
        note, part = self._folder / f"{job.id}.json", self._folder / f".{job.id}.note"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _private(part) as out:
                out.write(encoded(job))
            part.replace(note)
        except OSError as fault:
            message = f"a job cannot be noted: {(fault.strerror or str(fault)).lower()}"
            raise HouseError(message, code="no-room", subject=str(note), advice="free some space") from fault

    def _found(self) -> Iterator[Job]:
        """The jobs of an earlier process; those that were not over are lost."""
        from msgspec import MsgspecError

        for file in sorted(self._folder.glob("*.json")):
            try:
                job = decoded(file.read_bytes(), Job)
            except (OSError, MsgspecError):
                LOG.warning("%s: the note of a job cannot be read, and is passed over", file)
                continue
            yield job if job.over else replace(job, state=State.LOST, ended=self._clock(), step=None)

    def _sweep(self) -> None:
        """Forget what was over long ago."""
        now = self._clock()
        for name, held in list(self._held.items()):
            ended = held.job.ended
            if ended is None:
                continue
            if now - ended >= FILES_LAST:
                self._path(name).unlink(missing_ok=True)
            if now - ended >= NOTES_LAST:
                (self._folder / f"{name}.json").unlink(missing_ok=True)
                del self._held[name]


def deleted(folder: Path) -> None:
    """Delete the files that jobs made, since something was removed that they may hold."""
    for file in folder.glob("*.out"):
        file.unlink(missing_ok=True)


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


@contextmanager
def _private(file: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner may read."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        yield out
