"""The manners towards one host: how many requests at the same time, and how long between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition


class Places:
    """Requests under way by host, each with the number that whoever sent it allows.

    A request may go where there are fewer than it allows, and fewer than each of those under way allows: of several
    sources of one host the most careful counts.
    """

    def __init__(self) -> None:
        self._taken: dict[str, list[int]] = {}

    def free(self, host: str, at_once: int) -> bool:
        """Whether there is room for one more."""
        taken = self._taken.get(host, [])
        return len(taken) < min([at_once, *taken])

    def take(self, host: str, at_once: int) -> None:
        """One more is under way."""
        self._taken.setdefault(host, []).append(at_once)

    def leave(self, host: str, at_once: int) -> None:
        """One that allowed so many is over."""
        taken = self._taken[host]
        taken.remove(at_once)
        if not taken:
            del self._taken[host]

    def full(self) -> set[str]:
        """The hosts that none of those under way would have another request sent to."""
        return {host for host, taken in self._taken.items() if len(taken) >= min(taken)}


class Pace:
    """Keeps threads to the manners of every host; they are given one turn after another.

    Args:
        ticks: counts seconds up.
        sleep: waits for so many.
    """

    def __init__(self, ticks: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._ticks = ticks
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._places = Places()
        self._turns = Condition()

    @contextmanager
    def place(self, host: str, at_once: int) -> Iterator[None]:
        """One of at most `at_once` requests to a host; waited for until another ends."""
        with self._turns:
            self._turns.wait_for(lambda: self._places.free(host, at_once))
            self._places.take(host, at_once)
        try:
            yield
        finally:
            with self._turns:
                self._places.leave(host, at_once)
                self._turns.notify_all()

    def wait(self, host: str, delay: float) -> None:
        """Wait until so many seconds after the last request to a host began."""
        with self._turns:
            now = self._ticks()
            turn = max(now, self._last.get(host, float("-inf")) + delay)
            self._last[host] = turn
        if turn > now:
            self._sleep(turn - now)
