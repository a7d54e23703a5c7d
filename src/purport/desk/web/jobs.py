"""Long work that is started from a page and goes on by itself: what it is, how far it is, and what came of it. No HTTP here.

The rules of :mod:`purport.desk.web.port` hold here too. Whose a job is, and who may see it, is for the view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from purport.desk.web.checks import Report, Verdict
from purport.desk.web.handouts import PLAIN, Choice, Options
from purport.records.briefs import Label


class Kind(StrEnum):
    """What is done."""

    CHECK = "check"  # all evidence, as `purport verify`
    EXHIBIT = "exhibit"  # the evidence of one story
    PLACE = "place"  # stories that wait, and the matters that they change
    EXPORT = "export"
    BRIEF = "brief"
    TRANSLATE = "translate"  # one story, by the models of the house


class State(StrEnum):
    """How far a job is; from `DONE` on nothing more becomes of it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    ENDED = "ended"  # somebody ended it
    LOST = "lost"  # the desk that had it was stopped meanwhile


OVER = (State.DONE, State.FAILED, State.ENDED, State.LOST)


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done: the name of its words, how many were done, and of how many; None where nobody knows."""

    what: str
    done: int = 0
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came of it: a code that stays the same, what it is in words, and what to do; as in ``PurportError``."""

    code: str
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A file that was made.

    Attributes:
        name: under which it is saved. media_type: of it. size: in bytes. subject: what the access log calls it.
        left_out: what the format had no place for, reason by reason. removed: exhibits that would have gone in and were removed.
    """

    name: str
    media_type: str
    size: int
    subject: str
    left_out: tuple[str, ...] = ()
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Placing:
    """What came of placing: stories placed, matters new or changed, and what could not be placed, with the reason in words."""

    placed: int
    matters: int
    broken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of translating: sentences, how many of them are doubtful, and the languages from and into."""

    sentences: int
    doubtful: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work.

    Attributes:
        id: not to be guessed. by: the account that started it. about: what it is of, in words; ``""`` for all of the ledger.
        record: id of the document that it is of; ``""`` for none. started: when somebody asked for it; aware, UTC.
        ended: when it was over; None if it is not. step: what is being done. failure: why it failed.
        report, verdict, product, placing, rendered: what came of it, one of them, once it is done.
        asked_to_end: whether somebody asked for its end, which comes with its next step.
        desk: which desk of the house has it, where several share one; ``""`` where that is not known.
    """

    id: str
    kind: Kind
    by: str
    about: str
    started: datetime
    record: str = ""
    state: State = State.WAITING
    step: Step | None = None
    ended: datetime | None = None
    asked_to_end: bool = False
    failure: Failure | None = None
    report: Report | None = None
    verdict: Verdict | None = None
    product: Product | None = None
    placing: Placing | None = None
    rendered: Rendered | None = None
    desk: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is wanted: of what, in which form and with which label, and how it is called.

    `name`: under which it is saved. `subject`: what the access log calls it.
    """

    chosen: Choice
    form: str
    label: Label
    name: str
    media_type: str
    subject: str
    options: Options = PLAIN


class Jobs(Protocol):
    """Long work. Whatever starts some raises ``too-many-jobs`` where the account, or the desk, has enough under way.

    A job is found for a day, a file that it made for an hour and on the same machine; both outlive a restart of the desk, and are
    found by any other desk of the house.
    """

    def check(self, by: str) -> Job:
        """Check all evidence."""

    def exhibit(self, by: str, document: str) -> Job:
        """Check the evidence of a document.

        Raises:
            InstructionError: also ``unknown-id``.
        """

    def place(self, by: str) -> Job:
        """Place the stories that wait, and derive the matters that they change."""

    def export(self, by: str, order: Order) -> Job:
        """Write an export into a file."""

    def brief(self, by: str, order: Order) -> Job:
        """Write a brief into a file."""

    def translate(self, by: str, document: str) -> Job:
        """Translate a document by the models of the house, and keep that beside it.

        Raises:
            InstructionError: also ``unknown-id``, ``removed``.
        """

    def job(self, name: str) -> Job:
        """One job, as it is now.

        Raises:
            InstructionError: ``unknown-id``.
        """

    def jobs(self) -> Sequence[Job]:
        """All jobs, the newest first."""

    def end(self, name: str) -> None:
        """Ask for the end of a job; nothing of it stays."""

    def file(self, name: str) -> Path:
        """The file that a job made.

        Raises:
            InstructionError: ``unknown-id``; ``file-gone`` where it was deleted meanwhile.
        """

    def holds(self, job: Job) -> bool:
        """Whether the file that a job made is there."""

    def waiting(self) -> int:
        """How many stories wait to be placed."""

    def close(self) -> None:
        """End all jobs, since the desk ends; those under way are remembered as lost."""
