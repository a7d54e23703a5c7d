"""Requests under way: asked in threads, each host at its pace, landing in the one thread that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic

from purport.collect.fetch import Fetched
from purport.collect.looking import Look
from purport.collect.pace import Places
from purport.config import Source
from purport.errors import Unreadable
from purport.records import Lead
from purport.rounds.board import Came
from purport.rounds.turns import host_of

Ask = Callable[[], Look | Fetched]


def guarded(ask: Ask, about: Source | Lead) -> Look | Fetched:
    """What came of asking; a fault of purport's own, met on one odd source, must not cost the others."""
    try:
        return ask()
    except Exception as fault:  # noqa: BLE001 - see the docstring
        address = about.url if isinstance(about, Source) else about.address or ""
        error = Unreadable(
            f"purport failed on it: {type(fault).__name__}: {fault}",
            code="look-fault",
            subject=address,
            advice="please report it with the purport version",
        )
        return Look(error=error) if isinstance(about, Source) else Fetched(address, error=error)


def name_of(about: Source | Lead) -> tuple[str, str]:
    """What tells a request from the others: the source, and the key of the lead (empty for a look)."""
    return (about.name, "") if isinstance(about, Source) else (about.source, about.key)


class Flights:
    """The requests under way of one watch.

    Args:
        parallel: how many there are at most.
        host_delay: seconds between the end of one and the start of the next to its host, at least.
        sources: all that are watched; of those of one host the most careful counts.
    """

    def __init__(self, parallel: int, host_delay: float, sources: Iterable[Source] = ()) -> None:
        self.came: SimpleQueue[Came | None] = SimpleQueue()
        self._parallel = parallel
        self._host_delay = host_delay
        self._places = Places()
        self._least = _least(sources)
        self._free: dict[str, float] = {}
        self._flying: dict[tuple[str, str], tuple[str, int]] = {}

    def __len__(self) -> int:
        return len(self._flying)

    def __contains__(self, about: Source | Lead) -> bool:
        return name_of(about) in self._flying

    def landed(self) -> list[Came | None]:
        """All that has come by now."""
        found: list[Came | None] = []
        with suppress(Empty):
            while True:
                found.append(self.came.get_nowait())
        return found

    @property
    def room(self) -> int:
        """How many more may be sent out."""
        return self._parallel - len(self._flying)

    def at_once(self, host: str, source: Source | None) -> int:
        """How many requests to a host may be under way when one of a source is among them."""
        wanted = source.at_once if source else 1
        return min(wanted, self._least.get(host, wanted))

    def room_for(self, host: str, source: Source | None) -> bool:
        """Whether a host may be asked now for a source."""
        if self.room <= 0 or not self._places.free(host, self.at_once(host, source)):
            return False
        return self._free.get(host, 0.0) <= monotonic()

    def busy(self) -> set[str]:
        """The hosts that may not be asked now."""
        ticks = monotonic()
        self._free = {host: free for host, free in self._free.items() if free > ticks}
        return self._places.full() | set(self._free)

    def frees(self) -> list[float]:
        """The ticks at which hosts that want a pause may be asked again."""
        return list(self._free.values())

    def send(self, pool: ThreadPoolExecutor, host: str, about: Source | Lead, source: Source | None, ask: Ask) -> None:
        """Ask in a thread, for a source; what comes of it will be in `came`."""
        at_once = self.at_once(host, source)
        self._flying[name_of(about)] = host, at_once
        self._places.take(host, at_once)
        if at_once > 1:
            self._rest(host, source)

        def landed(future: Future[Look | Fetched]) -> None:
            if not future.cancelled():
                self.came.put((about, future.result()))

        pool.submit(guarded, ask, about).add_done_callback(landed)

    def land(self, about: Source | Lead, source: Source | None) -> None:
        """A request is over; `source`: whose delay its host is given."""
        host, at_once = self._flying.pop(name_of(about))
        self._places.leave(host, at_once)
        self._rest(host, source)

    def _rest(self, host: str, source: Source | None) -> None:
        delay = max(self._host_delay, source.delay if source else 0.0)
        if delay:
            self._free[host] = monotonic() + delay


def _least(sources: Iterable[Source]) -> dict[str, int]:
    """For every host that sources are at, how many requests at the same time the most careful of them allows."""
    least: dict[str, int] = {}
    for one in sources:
        if not one.local:
            host = host_of(one.url)
            least[host] = min(one.at_once, least.get(host, one.at_once))
    return least
