"""The long work of the desk in the browser (:mod:`purport.desk.web.jobs`), over the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from purport.desk.web.checks import Report
from purport.desk.web.jobs import Job, Kind, Order, Placing, Product, Rendered
from purport.errors import InstructionError
from purport.exchange.entries import Tally
from purport.exchange.forms import Takes, form
from purport.records.briefs import Form
from purport.rounds.jobs import Board, Course

if TYPE_CHECKING:
    from purport.desk.web.checks import Verdict
    from purport.ledger.port import Ledger
    from purport.rounds.matterdesk import MatterDesk
    from purport.rounds.outcomes import VerifyReport
    from purport.rounds.verifying import Progress
    from purport.rounds.webhandouts import HandingOver
    from purport.rounds.webtranslating import Translating

TOLD = 200
"""Faults, and notes, of a check that are shown."""
EVERY = 100
"""Statements after which an export tells how far it is."""


@dataclass(frozen=True, slots=True)
class Working:
    """The :class:`purport.desk.web.jobs.Jobs` of a house.

    Args:
        board: on which jobs stand. ledger: what is asked. verify: checks all evidence, and `exhibit` that of one document.
        checking: one check is made at a time. matters: places stories; `turn`: for one thread at a time. handing: writes files.
        translating: makes machine translations.
    """

    board: Board
    ledger: Ledger
    verify: Callable[[Progress], VerifyReport]
    verdict: Callable[[str], Verdict]
    checking: Lock
    matters: MatterDesk
    turn: Lock
    handing: HandingOver
    translating: Translating

    def check(self, by: str) -> Job:
        """Check all evidence."""

        def work(course: Course) -> dict[str, Any]:
            course.step("turn")
            with self.checking:
                total = sum(1 for _ in self.ledger.exhibits())

                def tell(what: str, done: int) -> None:
                    course.step(*(("exhibits", done, total) if what == "exhibits" else ("rows",)))

                found = self.verify(tell)
            return {"report": Report(found.faults[:TOLD], found.notes[:TOLD], found.checked)}

        return self.board.start(Kind.CHECK, by, ("", ""), work)

    def exhibit(self, by: str, document: str) -> Job:
        """Check the evidence of a document."""
        row = self.ledger.document(document)

        def work(course: Course) -> dict[str, Any]:
            course.step("turn")
            with self.checking:
                course.step("custody")
                return {"verdict": self.verdict(row.id)}

        return self.board.start(Kind.EXHIBIT, by, (row.document.title or row.document.name, row.id), work)

    def place(self, by: str) -> Job:
        """Place the stories that wait."""

        def work(course: Course) -> dict[str, Any]:
            course.step("turn")
            with self.turn:
                return {"placing": self._placed(course)}

        return self.board.start(Kind.PLACE, by, ("", ""), work)

    def _placed(self, course: Course) -> Placing:
        done = self.matters.up_to_date(lambda at, of: course.step("stories", at, of), stop=course.over)
        broken = tuple((one.record, one.error.message) for one in done.broken)
        return Placing(done.placed, done.matters, broken[:TOLD])

    def export(self, by: str, order: Order) -> Job:
        """Write an export into a file."""

        def work(course: Course) -> dict[str, Any]:
            of_captures = form(order.form).takes is Takes.CAPTURES
            total = None if of_captures else self.handing.count(order.chosen)
            tally, read = Tally(), [0]

            def opens() -> None:
                read[0] += 1
                course.step("captures", read[0])

            course.step("captures" if of_captures else "statements", 0, total)
            before = len(self.ledger.removals())
            with course.file() as write:
                told = 0
                for piece in self.handing.counted(order.chosen, order.form, order.label, order.options, tally, opens):
                    write(piece)
                    if not of_captures and tally.statements - told >= EVERY:
                        told = tally.statements
                        course.step("statements", told, total)
            self._unremoved(before)
            return {"product": self._product(order, course.size, tally)}

        return self.board.start(Kind.EXPORT, by, (order.chosen.title, ""), work)

    def brief(self, by: str, order: Order) -> Job:
        """Write a brief into a file."""

        def work(course: Course) -> dict[str, Any]:
            course.step("turn")
            with self.turn:
                self._placed(course)
            course.step("writing")
            before = len(self.ledger.removals())
            made = self.handing.brief(
                order.chosen, Form(order.form), order.label, lambda _what: course.step("weighing")
            )
            with course.file() as write:
                write(made)
            self._unremoved(before)
            return {"product": self._product(order, course.size, Tally())}

        return self.board.start(Kind.BRIEF, by, (order.chosen.title, ""), work)

    def translate(self, by: str, document: str) -> Job:
        """Translate a document."""
        row = self.translating.of(document).row

        def work(course: Course) -> dict[str, Any]:
            course.step("translating")
            made = self.translating.made(row.id).made
            doubtful = sum(bool(one.doubts) for one in made.pairs)
            return {"rendered": Rendered(len(made.pairs), doubtful, made.source, made.target)}

        return self.board.start(Kind.TRANSLATE, by, (row.document.title or row.document.name, row.id), work)

    def _unremoved(self, before: int) -> None:
        """Nothing, where nothing was removed meanwhile that the file may hold."""
        if len(self.ledger.removals()) != before:
            message = "something was removed from the ledger meanwhile, so what was written is not kept"
            raise InstructionError(message, code="removed-meanwhile", advice="have it made again")

    def _product(self, order: Order, size: int, tally: Tally) -> Product:
        notes = tuple(f"{number:,} {reason}" for reason, number in tally.left_out.items())
        return Product(order.name, order.media_type, size, order.subject, notes, len(tally.removed))

    def job(self, name: str) -> Job:
        """One job."""
        return self.board.job(name)

    def jobs(self) -> Sequence[Job]:
        """All jobs."""
        return self.board.jobs()

    def end(self, name: str) -> None:
        """Ask for the end of a job."""
        self.board.end(name)

    def file(self, name: str) -> Path:
        """The file that a job made."""
        return self.board.file(name)

    def holds(self, job: Job) -> bool:
        """Whether the file that a job made is there."""
        return self.board.holds(job)

    def waiting(self) -> int:
        """How many stories wait to be placed."""
        return self.ledger.corroboration.how_many_wait()

    def close(self) -> None:
        """End all jobs."""
        self.board.close()
