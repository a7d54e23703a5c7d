"""Requests under way: asked in threads, each host at its pace, landing in the one thread that writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from time import monotonic

from purport.collect.fetch import Fetched
from purport.collect.looking import Look
from purport.config import Source
from purport.errors import Unreadable
from purport.records import Lead
from purport.rounds.board import Came

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
    """

    def __init__(self, parallel: int, host_delay: float) -> None:
        self.came: SimpleQueue[Came | None] = SimpleQueue()
        self._parallel = parallel
        self._host_delay = host_delay
        self._hosts: Counter[str] = Counter()
        self._free: dict[str, float] = {}
        self._flying: dict[tuple[str, str], str] = {}

    def __len__(self) -> int:
        return len(self._flying)

    def __contains__(self, about: Source | Lead) -> bool:
        return name_of(about) in self._flying

    @property
    def room(self) -> int:
        """How many more may be sent out."""
        return self._parallel - len(self._flying)

    def room_for(self, host: str) -> bool:
        """Whether a host may be asked now."""
        if self.room <= 0 or self._hosts[host]:
            return False
        return self._free.get(host, 0.0) <= monotonic()

    def busy(self) -> set[str]:
        """The hosts that may not be asked now."""
        ticks = monotonic()
        self._free = {host: free for host, free in self._free.items() if free > ticks}
        return {host for host, count in self._hosts.items() if count} | set(self._free)

    def frees(self) -> list[float]:
        """The ticks at which hosts that want a pause may be asked again."""
        return list(self._free.values())

    def send(self, pool: ThreadPoolExecutor, host: str, about: Source | Lead, ask: Ask) -> None:
        """Ask in a thread; what comes of it will be in `came`."""
        self._flying[name_of(about)] = host
        self._hosts[host] += 1

        def landed(future: Future[Look | Fetched]) -> None:
            if not future.cancelled():
                self.came.put((about, future.result()))

        pool.submit(guarded, ask, about).add_done_callback(landed)

    def land(self, about: Source | Lead, source: Source | None) -> None:
        """A request is over; `source`: whose delay its host is given."""
        host = self._flying.pop(name_of(about))
        self._hosts[host] -= 1
        if not self._hosts[host]:
            del self._hosts[host]
        delay = max(self._host_delay, source.delay if source else 0.0)
        if delay:
            self._free[host] = monotonic() + delay
