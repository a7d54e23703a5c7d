"""The notes of long work in a house's folder: a file for each job, a lock for each desk that has work, and what outlives a desk.

Several desks of one house share the folder. Each holds a lock (flock) on a file of its own as long as it lives, which the system
lets go of however the process ends; a job's note names that file. So work of another desk is told as under way, and as broken off
only once that desk is gone. Nothing in the folder is evidence.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

from purport.desk.web.jobs import Job, State
from purport.errors import HouseError
from purport.ledger.codec import decoded, encoded

NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
"""Of a job, and of a desk's lock: nothing that leads out of the folder."""
_OURS = (".json", ".out", ".part", ".note", ".end", ".lock")
LOG = logging.getLogger("purport.desk")


class Notes:
    """The folder, as one desk sees it.

    Args:
        folder: made when it is first needed. clock: gives the time, aware, UTC.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder, self._clock = folder, clock
        self._lock: tuple[str, int] | None = None  # the name of this desk's lock, and the open file that holds it
        self._odd: set[str] = set()

    def product(self, name: str) -> Path:
        """Where the file lies that a job made."""
        return self._folder / f"{name}.out"

    def part(self, name: str) -> Path:
        """Where it lies while it is being written."""
        return self._folder / f".{name}.part"

    def _note(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _end(self, name: str) -> Path:
        return self._folder / f"{name}.end"

    # Writing

    def write(self, job: Job) -> None:
        """Note a job as it is now.

        Raises:
            HouseError: ``no-room``.
        """
        part = self._folder / f".{job.id}.{os.getpid()}.note"
        try:
            with private(part) as out:
                out.write(encoded(job))
            part.replace(self._note(job.id))
        except OSError as fault:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise _no_room(fault, self._note(job.id)) from fault

    def desk(self) -> str:
        """The name of this desk's lock; taken when it is first asked for.

        Raises:
            HouseError: ``no-room``.
        """
        if self._lock is None:
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._lock = self._locked()
            except OSError as fault:
                raise _no_room(fault, self._folder) from fault
        return self._lock[0]

    def _locked(self) -> tuple[str, int]:
        handle, name = tempfile.mkstemp(".lock", "desk-", self._folder)
        fcntl.flock(handle, fcntl.LOCK_EX)  # nobody else can have it yet: no note names it
        return Path(name).stem, handle

    def ask_end(self, name: str) -> None:
        """Ask the desk that has a job for its end.

        Raises:
            HouseError: ``no-room``.
        """
        try:
            with private(self._end(name)):
                pass
        except OSError as fault:
            raise _no_room(fault, self._end(name)) from fault

    def asked_to_end(self, name: str) -> bool:
        """Whether another desk asked for the end of a job."""
        return self._end(name).exists()

    def dropped(self, name: str) -> None:
        """Take away what a job that is over has no use for any more, but not what it made."""
        for file in (self.part(name), self._end(name)):
            _gone(file)

    def without_product(self, name: str) -> None:
        """Take away what a job made."""
        _gone(self.product(name))

    def forget(self, name: str) -> None:
        """Take away all of a job."""
        self.dropped(name)
        self.without_product(name)
        _gone(self._note(name))

    def close(self) -> None:
        """This desk has no work any more."""
        if self._lock is not None:
            name, handle = self._lock
            _gone(self._folder / f"{name}.lock")
            os.close(handle)
            self._lock = None

    # Reading

    def read(self, name: str) -> Job | None:
        """A job by its note: as it is in the desk that has it, a moment late; None where there is none."""
        from msgspec import MsgspecError

        if not NAME.fullmatch(name):
            return None
        try:
            job = decoded(self._note(name).read_bytes(), Job)
        except OSError:
            return None
        except MsgspecError:
            if name not in self._odd:
                LOG.warning("%s: the note of a job cannot be read, and is passed over", self._note(name))
            self._odd.add(name)
            return None
        if job.id != name:
            return None
        if job.over:
            return job
        return replace(job, asked_to_end=self.asked_to_end(name)) if self._lives(job.desk) else self._lost(job)

    def all(self) -> Iterator[Job]:
        """All jobs of the house that have a note."""
        for file in sorted(self._folder.glob("*.json")):
            job = self.read(file.stem)
            if job is not None:
                yield job

    def _lives(self, desk: str) -> bool:
        """Whether the desk that holds a lock is there."""
        if self._lock is not None and desk == self._lock[0]:
            return True
        if not NAME.fullmatch(desk):
            return False
        file = self._folder / f"{desk}.lock"
        try:
            handle = os.open(file, os.O_RDWR)
        except FileNotFoundError:
            return False
        except OSError:  # it cannot be known, and work is not given up for that
            return True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            _gone(file)
            return False
        finally:
            os.close(handle)

    def sweep(self, known: Collection[str], before: datetime) -> None:
        """Take away what nobody touched since a time and no known job is of: notes that cannot be read, what killed desks left."""
        with suppress(OSError):
            for file in list(self._folder.iterdir()):
                owner = file.name.lstrip(".").partition(".")[0]
                with suppress(OSError):
                    if owner in known or file.stat().st_mtime >= before.timestamp():
                        continue
                    if file.suffix in _OURS and not (file.suffix == ".lock" and self._lives(owner)):
                        _gone(file)

    def _lost(self, job: Job) -> Job:
        """A job whose desk is gone, told so once and for all; what it was writing goes too."""
        lost = replace(job, state=State.LOST, ended=self._clock(), step=None)
        with suppress(HouseError):  # told again then, the next time
            self.write(lost)
        self.dropped(job.id)
        for left in self._folder.glob(f".{job.id}.*.note"):
            _gone(left)
        self.without_product(job.id)
        return lost


def deleted(folder: Path) -> None:
    """Delete the files that jobs made or are making, since something was removed that they may hold."""
    for pattern in ("*.out", ".*.part"):
        for file in folder.glob(pattern):
            file.unlink(missing_ok=True)


@contextmanager
def private(file: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner may read."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        yield out


def _gone(file: Path) -> None:
    """Take a file away; one that cannot be taken away harms nobody, and is tried again at another time."""
    try:
        file.unlink(missing_ok=True)
    except OSError as fault:
        LOG.warning("%s: cannot be deleted: %s", file, (fault.strerror or str(fault)).lower())


def _no_room(fault: OSError, file: Path) -> HouseError:
    message = f"a job cannot be noted: {(fault.strerror or str(fault)).lower()}"
    return HouseError(message, code="no-room", subject=str(file), advice="free some space")
