"""The watch: looks at sources in their turn, fetches what they point at, keeps it, reads it and files it, for as long as wanted.

What has to be done stands in the ledger, step by step: a watch that was killed goes on where it was. Only the network is asked in
threads; everything is kept and written by the one thread that walks through :meth:`Watch.happenings`, which is also what holds
back fetching while reading is behind. The steps stand in :mod:`~purport.rounds.looking`, :mod:`~purport.rounds.fetching` and
:mod:`~purport.rounds.reading`; what they share in :mod:`~purport.rounds.board`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from queue import Empty
from time import monotonic

from purport.collect.fetch import Fetched
from purport.collect.looking import Look
from purport.config import Source
from purport.records import Assessment, Document, Lead, Standing, Step
from purport.rounds import turns
from purport.rounds.board import ALWAYS, NEVER, Board, Came, Happening, Rooms, WatchOptions, by_name
from purport.rounds.fetching import Fetching
from purport.rounds.flights import Flights
from purport.rounds.looking import Looking
from purport.rounds.pool import readings
from purport.rounds.reading import ReadingDesk, Work

__all__ = ["Happening", "Rooms", "Watch", "WatchOptions"]

ROBOTS_LAST = timedelta(hours=6)
"""How long the rules of a robots.txt are relied on (RFC 9309 allows a day)."""
SAID_BY = "sources.toml"


class Watch:
    """One watch over some sources.

    Args:
        rooms: of the house.
        sources: in the order in which equal turns are taken.
        options: how long.
        chance: gives numbers from 0 to 1.
    """

    def __init__(
        self,
        rooms: Rooms,
        sources: Sequence[Source],
        options: WatchOptions,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._rooms = rooms
        self._board = Board(rooms, by_name(sources), options, chance)
        self._flights = Flights(rooms.parallel, rooms.host_delay, sources)
        self._looking = Looking(self._board, self._flights)
        self._fetching = Fetching(self._board, self._flights)
        self._reading = ReadingDesk(self._board)
        self._ends: datetime | None = None
        self._robots_until = NEVER
        self._latest = ALWAYS

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished. May be called from a signal handler or another thread."""
        self._board.stopping = True
        self._flights.came.put(None)

    @property
    def counts(self) -> Counter[str]:
        """How often each thing happened."""
        return self._board.counts

    def announce(self, happening: Happening) -> None:
        """Tell of something that happened beside the watch, in its turn. Threads may call it."""
        self._board.counts[happening.what] += 1
        self._board.told.append(happening)
        self._flights.came.put(None)

    def left(self) -> Iterator[Happening]:
        """What was announced and not told when the watch ended."""
        while self._board.told:
            yield self._board.told.popleft()

    @property
    def standings(self) -> dict[str, Standing]:
        """How each source is doing, by name."""
        return dict(self._board.standings)

    @property
    def under_way(self) -> tuple[int, int]:
        """Requests under way, and things kept that are not read yet."""
        return len(self._flights), self._board.unread

    def happenings(self) -> Iterator[Happening]:
        """Walk: everything that happens, as it happens, until the watch ends.

        Raises:
            HouseError: if the house is not in order; what was acknowledged stands.
        """
        self._begin()
        with ThreadPoolExecutor(self._rooms.parallel, thread_name_prefix="purport-watch") as pool:
            try:
                yield from self._walk(pool)
            finally:
                self._reading.close()
                pool.shutdown(wait=True, cancel_futures=True)

    def _walk(self, pool: ThreadPoolExecutor) -> Iterator[Happening]:
        for work, reading in readings(self._jobs(pool), self._rooms.reader, self._rooms.workers):
            if work is not None:
                self._reading.file(work, reading)
            yield from self.left()
        yield from self.left()

    def _begin(self) -> None:
        board, ledger, now = self._board, self._rooms.ledger, self._rooms.clock()
        known = ledger.standings()
        board.standings.update({name: turns.fresh(one, known.get(name), now) for name, one in board.sources.items()})
        board.unread = sum(n for (_, step), n in ledger.leads().items() if step is Step.READ)
        self._assess()
        self._robots_until = now + ROBOTS_LAST
        if board.options.seconds is not None:
            self._ends = now + timedelta(seconds=board.options.seconds)

    def _assess(self) -> None:
        """What the file says of a source's reliability is an assessment, appended when it changes."""
        told = self._rooms.ledger.assessments_of(self._board.sources)
        for one in self._board.sources.values():
            before = next((a.reliability for a in reversed(told.get(one.name, [])) if a.by == SAID_BY), "F")
            if before != one.reliability:
                reason = "so the file of sources says"
                self._rooms.ledger.assess(
                    Assessment(one.name, one.reliability, 6, reason, SAID_BY, self._rooms.clock())
                )

    # The one loop

    def _jobs(self, pool: ThreadPoolExecutor) -> Iterator[tuple[Work | None, Document | None]]:
        """What the reader is to read; (None, None) where something has happened that is to be told first."""
        while True:
            self._receive()
            self._mind_the_time()
            if not self._board.stopping:
                now = self._rooms.clock()
                self._looking.send_out(pool, now)
                self._fetching.send_out(pool, now)
            work = self._reading.next_work()
            if work is not None:
                yield work, work.task.to_read
            elif self._board.told:
                yield None, None
            elif self._reading.to_write(idle=not len(self._flights)):
                self._reading.write()
            elif self._over():
                return
            else:
                yield from self._rest()

    def _rest(self) -> Iterator[tuple[None, None]]:
        """Wait until something comes or is due."""
        try:
            came = self._flights.came.get(timeout=self._seconds_to_wait())
        except Empty:
            if self._reading.busy:
                yield None, None
            return
        self._receive(came)

    def _receive(self, *first: Came | None) -> None:
        """Take in all that has come, in one transaction: bytes are in the vault before the ledger speaks of them."""
        came = [*first, *self._flights.landed()]
        if came:
            with self._rooms.ledger.together():
                for one in came:
                    self._take(one)

    def _take(self, came: Came | None) -> None:
        if came is None:
            if self._board.stopping and not self._board.counts["stopping"]:
                self._board.tell("stopping", "")
            return
        about, result = came
        source = about if isinstance(about, Source) else self._board.sources.get(about.source)
        self._flights.land(about, source)
        self._board.ask_again = 0.0
        if isinstance(about, Source) and isinstance(result, Look):
            self._looking.looked_at(about, result)
        elif isinstance(about, Lead) and isinstance(result, Fetched):
            self._fetching.fetched(about, result)

    def _mind_the_time(self) -> None:
        now = self._rooms.clock()
        if now + turns.AHEAD < self._latest:
            self._put_back(self._latest - now)
        self._latest = now
        if self._ends is not None and now >= self._ends:
            self._board.stopping = True
        if now >= self._robots_until:
            self._robots_until = now + ROBOTS_LAST
            self._rooms.door.refresh()

    def _put_back(self, by: timedelta) -> None:
        """The clock was put back: what was put off by the old one is not put off by so much more."""
        board, now = self._board, self._rooms.clock()
        board.standings = {name: turns.fresh(one, board.standings[name], now) for name, one in board.sources.items()}
        board.quiet_until, board.ask_again, self._robots_until = ALWAYS, 0.0, ALWAYS
        self._ends = None if self._ends is None else self._ends - by

    def _over(self) -> bool:
        if len(self._flights) or self._reading.busy:
            return False
        if self._board.stopping:
            return True
        nothing_due = self._board.quiet_until > self._rooms.clock()
        return self._board.options.once and self._looking.all_looked and nothing_due

    def _seconds_to_wait(self) -> float:
        now, ticks = self._rooms.clock(), monotonic()
        dues = (*self._looking.dues(), self._board.quiet_until, self._ends or NEVER)
        waits = [(due - now).total_seconds() for due in dues if due > now]
        waits += [free - ticks for free in self._flights.frees() if free > ticks]
        return min(max(min(waits, default=0.0), 0.001), self._board.options.pause)
