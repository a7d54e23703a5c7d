"""Corroboration beside a watch: a thread of its own places what was read, in the pauses, and tells how many it placed.

Whatever fails here is told and tried again; it never stops the watch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

from purport.errors import HouseError

if TYPE_CHECKING:
    from purport.rounds.corroborating import Corroborated
    from purport.rounds.matterdesk import MatterDesk
    from purport.rounds.watch import Happening, Watch

PAUSE = 5.0
"""Seconds between two rounds."""
AFTER_A_FAULT = 60.0
"""Seconds after a round that failed."""
Announce = Callable[["Happening"], None]


def corroborated(
    watch: Watch, walk: Iterable[Happening], desk: MatterDesk, clock: Callable[[], datetime]
) -> Iterator[Happening]:
    """Everything that a walk through a watch gives, and what was placed meanwhile; the last of it after the watch has ended."""
    beside = _Desk(desk, watch.announce, clock)
    beside.start()
    try:
        yield from walk
    finally:
        beside.end()
    yield from watch.left()
    late: list[Happening] = []
    beside.round(late.append)
    yield from late


class _Desk(Thread):
    def __init__(self, desk: MatterDesk, announce: Announce, clock: Callable[[], datetime]) -> None:
        super().__init__(name="purport-corroborate", daemon=True)
        self._desk = desk
        self._announce = announce
        self._clock = clock
        self._over = Event()

    def run(self) -> None:
        """Rounds until the watch is over."""
        well = True
        while not self._over.wait(PAUSE if well else AFTER_A_FAULT):
            well = self.round(self._announce)

    def end(self) -> None:
        """Let the round that is under way end."""
        self._over.set()
        self.join()

    def round(self, announce: Announce) -> bool:
        """One round; whether it went well."""
        try:
            done = self._desk.up_to_date(stop=self._over.is_set)
        except HouseError as error:
            announce(_failed(error, self._clock()))
            return False
        for told in happenings(done, self._clock()):
            announce(told)
        return not done.broken


def happenings(done: Corroborated, at: datetime) -> Iterator[Happening]:
    """What came of a round: ``corroborated``, and ``not-corroborated`` for each story that could not be placed."""
    from purport.rounds.watch import Happening

    if done.placed:
        stories = "story" if done.placed == 1 else "stories"
        yield Happening(
            at, "corroborated", "", f"{done.placed:,} {stories} placed, {done.matters:,} matters new or changed"
        )
    for one in done.broken:
        error = one.error
        yield Happening(at, "not-corroborated", "corroboration", one.record, code=error.code, told=error.message)


def _failed(error: HouseError, at: datetime) -> Happening:
    from purport.rounds.watch import Happening

    return Happening(at, "not-corroborated", "corroboration", error.subject, code=error.code, told=error.message)
