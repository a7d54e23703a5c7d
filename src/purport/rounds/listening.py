"""Hearing beside a watch: one recording at a time, in a thread of its own, so that looking, fetching and reading go on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from purport.records import Capture, Custodied, Lead
from purport.rounds.gather import Gathered
from purport.rounds.hearing import Heard, Hearing, Interrupted


@dataclass(frozen=True, slots=True)
class Tape:
    """A recording of a lead that is being heard."""

    lead: Lead
    capture: Capture
    custodied: Custodied
    heard: Future[Heard]


class Listening:
    """Hears the recordings of a watch, one after another; the bytes of those that wait are not held."""

    def __init__(self, hearing: Hearing, fetch: Callable[[Lead], tuple[Capture, Custodied]]) -> None:
        self._hearing = hearing
        self._fetch = fetch
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="purport-ears")
        self._waiting: deque[Lead] = deque()
        self._now: Tape | None = None
        self._stopping = False

    def add(self, lead: Lead) -> None:
        """Have a recording heard when its turn comes."""
        self._waiting.append(lead)

    def done(self) -> list[tuple[Lead, Gathered]]:
        """What was heard, or need not be heard, since this was asked last; the next recording is begun.

        Raises:
            HouseError: if the ears, the vault or the ledger are not in order.
        """
        out = []
        tape = self._now
        if tape is not None and tape.heard.done():
            self._now = None
            out.append((tape.lead, self._hearing.after(tape.capture, tape.custodied, tape.heard.result())))
        while self._now is None and self._waiting:
            lead = self._waiting.popleft()
            capture, custodied = self._fetch(lead)
            ready = self._hearing.before(capture, custodied)
            if ready is not None:
                out.append((lead, ready))
            else:
                self._now = Tape(lead, capture, custodied, self._begun(capture, custodied))
        return out

    def _begun(self, capture: Capture, custodied: Custodied) -> Future[Heard]:
        return self._thread.submit(self._hearing.listen, capture, custodied.exhibit, self._check)

    def _check(self, _told: str) -> None:
        if self._stopping:
            raise Interrupted

    def stop(self) -> list[Lead]:
        """Hear nothing more: what is being heard is thrown away at its next stretch, and heard anew by the next watch.

        The leads that were not finished; once they are given, they are not given again.
        """
        self._stopping = True
        left = [*self._waiting, *([self._now.lead] if self._now is not None else [])]
        self._waiting.clear()
        self._now = None
        self._thread.shutdown(wait=False, cancel_futures=True)
        return left
