"""The door: one way in for every kind of target."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from purport.collect.files import Clock, file_capture, folder_captures, stream_capture
from purport.collect.plan import CollectPlan
from purport.errors import PurportError, SourceError, Unreachable, Unreadable
from purport.records import Capture, Validators

if TYPE_CHECKING:
    from purport.collect.fetch import Fetched, Fetcher
    from purport.collect.looking import Look, Sighting
    from purport.config import Source

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(target: str) -> bool:
    """Whether a target is meant as an address on the net rather than a path.

    >>> is_address("https://gazette.example/1"), is_address("stories/one.txt")
    (True, False)
    """
    return _ADDRESS.match(target) is not None


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer


class Door:
    """Everything that comes in comes through here, as :class:`~purport.records.Capture`.

    Args:
        plan: limits and manners.
        clock: the time now; aware, UTC.
        stdin: gives the byte stream that ``-`` stands for.
    """

    def __init__(self, plan: CollectPlan, clock: Clock, stdin: Callable[[], BinaryIO] = _standard_input) -> None:
        self._plan = plan
        self._clock = clock
        self._stdin = stdin
        self._passed_over: list[Path] = []

    @property
    def passed_over(self) -> tuple[Path, ...]:
        """Files in folders that were left out so far because they are plainly no documents (pictures, archives, code)."""
        return tuple(self._passed_over)

    @cached_property
    def _fetcher(self) -> Fetcher:
        from purport.collect.fetch import Fetcher

        return Fetcher(self._plan, self._clock)

    def fetched(self, address: str, known: Validators | None = None, delay: float = 0.0, at_once: int = 1) -> Fetched:
        """What an address holds that it did not hold before; `delay` and `at_once` as in :class:`~purport.config.Source`.

        Threads may call it.
        """
        return self._fetcher.fetched(address, known, delay, at_once)

    def look(self, source: Source, known: Iterable[Validators] = ()) -> Look:
        """What a source on the net points at or holds now; a failing one gives its error. Threads may call it."""
        from purport.collect.looking import look

        return look(source, lambda address, before: self.fetched(address, before, source.delay, source.at_once), known)

    def sightings(self, source: Source, known: Callable[[str], str | None]) -> Iterator[Sighting | SourceError]:
        """What a source on this machine's disk holds that is not known yet (by key, in that version).

        What cannot be read in it is given as its error.

        Raises:
            SourceError: if none of it, or nothing more, can be read; ``look-fault`` where purport fails on an odd one itself.
        """
        from purport.collect.local import sightings
        from purport.collect.stores import Store

        try:
            yield from sightings(Store(source, self._plan.max_bytes, self._clock, known, self._plan.recordings))
        except PurportError:
            raise
        except Exception as fault:
            told = f"purport failed on it: {type(fault).__name__}: {fault}"
            advice = "please report it with the purport version"
            raise Unreadable(told, code="look-fault", subject=source.url, advice=advice) from fault

    def refresh(self) -> None:
        """Forget the rules of every robots.txt, so that they are asked for again."""
        self._fetcher.refresh()

    def close(self) -> None:
        """Close the connections that are kept open to be used again."""
        if "_fetcher" in self.__dict__:
            self._fetcher.close()

    def captures(self, target: str) -> Iterator[Capture | SourceError]:
        """What a target holds: a path of a file or folder, ``-``, or an http(s) address.

        A source that fails is yielded as its error, never raised.
        """
        limit = self._plan.max_bytes
        if target == "-":
            yield stream_capture(self._stdin(), limit, self._clock)
        elif is_address(target):
            yield self._fetcher.capture(target)
        elif not target.strip():
            yield Unreachable(
                "it names nothing", code="not-found", subject=repr(target), advice="give a path or an address"
            )
        elif os.path.isdir(target):
            yield from folder_captures(
                Path(target), limit, self._clock, self._passed_over.append, self._plan.recordings
            )
        else:
            yield file_capture(Path(target), limit, self._clock)
