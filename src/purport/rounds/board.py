"""What the parts of a watch share: what it uses of its house, how its sources are doing, and what is to be told."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from purport.collect.fetch import Fetched
from purport.collect.looking import Look
from purport.config import Source
from purport.errors import SourceError
from purport.records import Capture, Custodied, Lead, Standing, Step

if TYPE_CHECKING:
    from purport.collect import Door
    from purport.ledger.port import Ledger
    from purport.preserve import Vault
    from purport.read.reader import Reader
    from purport.rounds.filing import Clerk
    from purport.rounds.hearing import Hearing

ALWAYS = datetime.min.replace(tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)
Came = tuple[Source | Lead, Look | Fetched]
"""What was asked for, and what came of it."""


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """How to watch.

    Attributes:
        once: every source is looked at now, once, whatever its turn, and what is due is done; then the watch ends.
        seconds: the watch ends after so many; None: it does not end by itself.
        pause: real seconds that are waited at most before looking at the clock again.
    """

    once: bool = False
    seconds: float | None = None
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Rooms:
    """What a watch uses of its house; `keep` preserves a capture before anything else looks at it, `sign` has the custody log
    signed, `parallel` is how many requests are under way at most, `host_delay` the seconds between two to one host, `workers` the
    processes that read, `hearing` makes documents of recordings (None: they are only kept).
    """

    door: Door
    vault: Vault
    ledger: Ledger
    reader: Reader
    clerk: Clerk
    keep: Callable[[Capture], Custodied]
    sign: Callable[[], object]
    clock: Callable[[], datetime]
    parallel: int
    host_delay: float
    workers: int
    hearing: Hearing | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened in a watch.

    Attributes:
        at: when; aware, UTC.
        what: ``looked``, ``look-failed``, ``fetched``, ``fetch-failed``, ``read``, ``kept`` (a picture or recording: nothing to
            read), ``not-read``, ``stopping``; ``alert``, ``alert-failed`` (`source`: the delivery) or ``alerts-failed``;
            ``brief`` or ``brief-failed`` (`subject`: the file).
        source: name of the source; empty for the watch itself.
        subject: the address or document concerned.
        new, changed: of ``looked``: things never seen, and things that say something else now.
        unchanged: of ``looked``: whether the source showed that nothing is new.
        statements: of ``read``: statements that the ledger did not hold; of ``brief``: those it tells.
        code, told: of a failure; `told` of ``kept`` too: why nothing was heard in a recording.
        again: when it is tried again; None if it is not, or did not fail.
        text: of an ``alert`` for the terminal: what it says, in lines.
    """

    at: datetime
    what: str
    source: str
    subject: str = ""
    new: int = 0
    changed: int = 0
    unchanged: bool = False
    statements: int = 0
    code: str | None = None
    told: str | None = None
    again: datetime | None = None
    text: str | None = None


@dataclass(slots=True)
class Board:
    """What every part of one watch sees and writes on; used by one thread.

    Attributes:
        sources: by name, in the order in which equal turns are taken.
        chance: gives numbers from 0 to 1.
        standings: how each source is doing.
        unwritten: those of them that the ledger does not know yet.
        told: what happened and was not handed on yet.
        unread: things kept that are not read yet.
        quiet_until: before this nothing is due to be fetched, as far as the ledger knows.
        ask_again: the tick before which the ledger need not be asked for what could be fetched.
        stopping: nothing more is begun.
    """

    rooms: Rooms
    sources: dict[str, Source]
    options: WatchOptions
    chance: Callable[[], float]
    counts: Counter[str] = field(default_factory=Counter)
    standings: dict[str, Standing] = field(default_factory=dict)
    unwritten: dict[str, Standing] = field(default_factory=dict)
    told: deque[Happening] = field(default_factory=deque)
    unread: int = 0
    quiet_until: datetime = ALWAYS
    ask_again: float = 0.0
    stopping: bool = False

    def tell(self, what: str, source: str, subject: str = "", **more: object) -> None:
        """Something happened; `more` as in :class:`Happening`."""
        self.counts[what] += 1
        self.told.append(Happening(self.rooms.clock(), what, source, subject, **more))  # type: ignore[arg-type]

    def stand(self, standing: Standing) -> None:
        """How a source is doing now; it is written down later."""
        self.unwritten[standing.source] = self.standings[standing.source] = standing

    def news_of_leads(self, due: datetime) -> None:
        """Something is to be fetched, from `due` on."""
        self.quiet_until = min(self.quiet_until, due)
        self.ask_again = 0.0

    def kept(self, capture: Capture) -> Custodied | SourceError:
        """The capture as it was kept, or why it is not taken in: the same bytes were removed."""
        try:
            return self.rooms.keep(capture)
        except SourceError as error:
            return error

    def refused(self, lead: Lead, error: SourceError) -> Lead:
        """The lead, given up, of bytes that are not taken in."""
        self.tell("not-kept", lead.source, error.subject or lead.address or "", code=error.code, told=error.message)
        return replace(lead, step=Step.FAILED, item=None, came=None, code=error.code, outcome=error.message)


def by_name(sources: Sequence[Source]) -> dict[str, Source]:
    """The sources by their names, in their order."""
    return {one.name: one for one in sources}
