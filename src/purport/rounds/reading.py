"""Reading what a watch has kept, and filing it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import monotonic

from purport.errors import PurportError
from purport.records import Capture, Custodied, Lead, Reading, Step
from purport.rounds.board import Board
from purport.rounds.filing import Task
from purport.rounds.gather import Gathered, guarded_taken, hinted
from purport.rounds.hearing import is_recording
from purport.rounds.listening import Listening
from purport.rounds.outcomes import Failed, KeptMedia, Outcome

AT_ONCE = 50
"""Things read out of one exhibit at once."""
FILE_AT_ONCE = 20
"""Readings that are filed in one transaction."""
FILE_AFTER = 0.5
"""Seconds after which even one reading is filed."""
WRITE_AFTER = 1.0
"""Seconds after which even a little is written down."""
SIGN_AFTER = 60.0
"""Seconds after which the custody log is signed, where anything was written down."""


@dataclass(frozen=True, slots=True)
class Work:
    """A document of a lead on its way through the reader; `last`: the lead is done with it."""

    lead: Lead
    task: Task
    last: bool


class ReadingDesk:
    """The reading of one watch: takes up what waits, and writes down what was read."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._reading: set[tuple[str, str]] = set()
        self._in_hand: deque[Work] = deque()
        self._unfiled: list[tuple[Work, Reading | PurportError | None]] = []
        self._read_first = 0.0
        self._settling: list[Lead] = []
        hearing = board.rooms.hearing
        self._listening = None if hearing is None else Listening(hearing, self._fetched)
        self._written = self._signed = monotonic()

    @property
    def busy(self) -> bool:
        """Whether anything is being read, or was read and not written down."""
        return bool(self._reading)

    def next_work(self) -> Work | None:
        """What the reader is to read next; None if there is nothing."""
        if self._board.stopping:
            left = [one.lead for one in self._in_hand] + (self._listening.stop() if self._listening else [])
            self._reading.difference_update((one.source, one.key) for one in left)
            self._in_hand.clear()
            return None
        self._take_heard()
        while not self._in_hand and self._board.unread > len(self._reading) and self._pick_up():
            pass
        return self._in_hand.popleft() if self._in_hand else None

    def close(self) -> None:
        """Hear nothing more, however the watch ended."""
        if self._listening is not None:
            self._listening.stop()

    def _take_heard(self) -> None:
        """What was heard since, as documents to be read."""
        for lead, found in self._listening.done() if self._listening is not None else ():
            self._in_hand.extend(self._tasks(lead, [found]))

    def _fetched(self, lead: Lead) -> tuple[Capture, Custodied]:
        """The bytes of a lead as they were kept."""
        assert lead.exhibit is not None and lead.came is not None
        capture = replace(lead.came, data=self._board.rooms.vault.fetch(lead.exhibit))
        return capture, Custodied(lead.exhibit, new=False, previous=lead.previous)

    def _pick_up(self) -> bool:
        """Take the documents of the lead that has waited longest, and of others of its exhibit; whether there was any.

        A recording is handed over to be heard.
        """
        rooms = self._board.rooms
        found = rooms.ledger.waiting(Step.READ, rooms.clock(), AT_ONCE + len(self._reading))
        free = [lead for lead in found if (lead.source, lead.key) not in self._reading]
        if not free:
            if not self._reading:
                self._board.unread = 0
            return False
        first = free[0]
        if first.item is not None and not first.page:
            picked = [one for one in free if one.exhibit == first.exhibit and one.item is not None and not one.page]
        else:
            picked = [first]
        self._reading.update((lead.source, lead.key) for lead in picked)
        capture, _ = self._fetched(first)
        whole = first.item is None or first.page
        if self._listening is not None and whole and is_recording(capture):
            self._listening.add(first)
            self._take_heard()
        else:
            self._in_hand.extend(self._works(capture, picked))
        return True

    def _works(self, capture: Capture, leads: list[Lead]) -> Iterator[Work]:
        for lead, found in guarded_taken(capture, leads):
            yield from self._tasks(lead, found)

    def _tasks(self, lead: Lead, found: list[Gathered]) -> Iterator[Work]:
        task_of = [self._board.rooms.clerk.task(self._hinted(lead, one)) for one in found]
        for n, task in enumerate(task_of):
            yield Work(lead, task, n == len(task_of) - 1)

    def _hinted(self, lead: Lead, found: Gathered) -> Gathered:
        """What is known of the source, where neither the page nor the feed says it."""
        source = self._board.sources.get(lead.source)
        document = hinted(found.document, lead.item) if lead.item is not None else found.document
        if source is None or document is None:
            return replace(found, document=document)
        language = source.language if document.language == "und" and source.language else document.language
        outlet = document.outlet or source.owner or (None if source.local else source.name)
        return replace(found, document=replace(document, language=language, outlet=outlet, source=source.name))

    def file(self, work: Work, reading: Reading | PurportError | None) -> None:
        """A document was read, or could not be; it is filed with others, soon."""
        self._read_first = self._read_first if self._unfiled else monotonic()
        self._unfiled.append((work, reading))
        if len(self._unfiled) >= FILE_AT_ONCE or monotonic() - self._read_first > FILE_AFTER:
            self._file()
        if len(self._settling) >= AT_ONCE:
            self.write()

    def _file(self) -> None:
        done, self._unfiled = self._unfiled, []
        outcomes = self._board.rooms.clerk.outcomes([(work.task, reading) for work, reading in done])
        for (work, _), outcome in zip(done, outcomes, strict=True):
            self._filed(work, outcome)

    def _filed(self, work: Work, outcome: Outcome) -> None:
        self._say(work.lead, outcome)
        if not work.last:
            return
        lead = work.lead
        if isinstance(outcome, Failed):
            told = outcome.error
            after = replace(lead, step=Step.FAILED, item=None, came=None, code=told.code, outcome=told.message)
        elif isinstance(outcome, KeptMedia):
            after = replace(lead, step=Step.DONE, item=None, came=None, outcome="kept")
        else:
            after = replace(lead, step=Step.DONE, item=None, came=None, outcome=f"read as {outcome.row.id}")
        self._settling.append(after)

    def _say(self, lead: Lead, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            error = outcome.error
            self._board.tell("not-read", lead.source, outcome.id, code=error.code, told=error.message)
        elif isinstance(outcome, KeptMedia):
            self._board.tell("kept", lead.source, outcome.id, told="; ".join(outcome.notes) or None)
        else:
            self._board.counts["statements"] += outcome.new_statements
            self._board.tell("read", lead.source, outcome.row.document.name, statements=outcome.new_statements)

    def to_write(self, idle: bool) -> bool:
        """Whether it is time to write down what need not be written at once: enough of it, or nothing else to do (`idle`)."""
        if self._unfiled and (idle or monotonic() - self._read_first > FILE_AFTER):
            return True
        count = len(self._settling) + len(self._board.unwritten)
        return count >= AT_ONCE or (count > 0 and (idle or monotonic() - self._written > WRITE_AFTER))

    def write(self) -> None:
        """File what was read; write which leads are done, and which sources had nothing new: one transaction.

        If the process dies before, what was filed is filed again, which adds nothing, and those sources are asked again.
        """
        board = self._board
        with board.rooms.ledger.together():
            if self._unfiled:
                self._file()
            board.rooms.ledger.stand(list(board.unwritten.values()), self._settling)
        self._reading.difference_update((one.source, one.key) for one in self._settling)
        board.unread -= len(self._settling)
        self._settling.clear()
        board.unwritten.clear()
        self._written = monotonic()
        if self._written - self._signed > SIGN_AFTER:
            board.rooms.sign()
            self._signed = self._written
