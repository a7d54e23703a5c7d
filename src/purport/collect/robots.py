"""robots.txt (RFC 9309): asked for once per host, obeyed before every request."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from purport.errors import Refused, SourceError

if TYPE_CHECKING:
    from protego import Protego

MOST_BYTES = 512_000
"""RFC 9309 asks for at least 500 KiB to be read; what goes beyond is ignored."""

LONGEST_DELAY = 30.0

Asked = Callable[[str], tuple[int, bytes]]
"""Given an address, the status and body of its answer; raises a SourceError if there is none."""


class Robots:
    """The rules of every host met so far.

    Args:
        ask: fetches a robots.txt; follows redirects, does not ask for robots.txt itself.
        agent: the product name that the rules are matched against.
    """

    def __init__(self, ask: Asked, agent: str) -> None:
        self._ask = ask
        self._agent = agent
        self._rules: dict[str, Protego | None] = {}
        self._faults: dict[str, list[SourceError]] = {}
        self._asking: dict[str, Lock] = {}

    def _of(self, address: str) -> Protego | None:
        """The rules for an address's host; None where the host could not give any for a fault of its own."""
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        with self._asking.setdefault(root, Lock()):
            if root not in self._rules:
                self._rules[root] = self._asked_of(root)
            return self._rules[root]

    def forget(self) -> None:
        """Ask every host anew: rules may be kept for a day (RFC 9309, 2.4)."""
        self._rules.clear()
        self._faults.clear()

    def _asked_of(self, root: str) -> Protego | None:
        """The answer of a host; one that failed twice is not asked again, so that a dead host costs a round little."""
        faults = self._faults.setdefault(root, [])
        if len(faults) > 1:
            raise faults[-1]
        try:
            return self._asked(f"{root}/robots.txt")
        except SourceError as fault:
            faults.append(fault)
            raise

    def _asked(self, address: str) -> Protego | None:
        from protego import Protego

        status, body = self._ask(address)
        if status >= 500 or status == 429:
            return None
        text = body[:MOST_BYTES].decode("utf-8", "replace") if 200 <= status < 300 else ""
        return Protego.parse(text)

    def check(self, address: str) -> None:
        """Nothing if the rules allow the address.

        Raises:
            Refused: ``robots`` if the rules forbid it, ``robots-unknown`` if the host failed to give them (RFC 9309, 2.3.1.4).
            SourceError: if the host cannot be asked at all.
        """
        rules = self._of(address)
        if rules is None:
            raise Refused(
                "its robots.txt cannot be had for a fault of the server, which counts as forbidden",
                code="robots-unknown",
                subject=address,
                advice="try again later",
            )
        if not rules.can_fetch(address, self._agent):
            raise Refused("its robots.txt forbids it", code="robots", subject=address)

    def delay(self, address: str) -> float:
        """Seconds that the host wants between requests, as far as known; at most :data:`LONGEST_DELAY`."""
        parts = urlsplit(address)
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        wanted = rules.crawl_delay(self._agent) if rules is not None else None
        return min(float(wanted or 0.0), LONGEST_DELAY)
