"""The watch: looks at sources in their turn, fetches what they point at, keeps it, reads it and files it, for as long as wanted.

What has to be done stands in the ledger, step by step: a watch that was killed goes on where it was. Only the network is asked in
threads; everything is kept and written by the one thread that walks through :meth:`Watch.happenings`, which is also what holds
back fetching while reading is behind.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import inf
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING

from purport.collect.fetch import Fetched
from purport.collect.looking import Look, Sighting
from purport.config import Source
from purport.errors import PurportError, SourceError, Unreadable
from purport.records import Assessment, Capture, Custodied, Document, Lead, Reading, Standing, Step
from purport.rounds import turns
from purport.rounds.filing import Clerk, Task
from purport.rounds.gather import Gathered, guarded_taken, hinted
from purport.rounds.outcomes import Failed, KeptMedia, Outcome
from purport.rounds.pool import readings

if TYPE_CHECKING:
    from purport.collect import Door
    from purport.ledger.port import Ledger
    from purport.preserve import Vault
    from purport.read.reader import Reader

MOST_WAITING = 200
"""Things kept and not yet read at which nothing more is fetched."""
INSIDE_AT_ONCE = 50
"""Things taken out of a source on the disk in one transaction."""
AT_ONCE = 50
"""Things read out of one exhibit at once."""
WRITE_AFTER = 1.0
"""Seconds after which even a little is written down."""
SIGN_AFTER = 60.0
"""Seconds after which the custody log is signed, where anything was written down."""
ROBOTS_LAST = timedelta(hours=6)
"""How long the rules of a robots.txt are relied on (RFC 9309 allows a day)."""
ALWAYS = datetime.min.replace(tzinfo=UTC)
SAID_BY = "sources.toml"
NEVER = datetime.max.replace(tzinfo=UTC)


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
    processes that read.
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


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened in a watch.

    Attributes:
        at: when; aware, UTC.
        what: ``looked``, ``look-failed``, ``fetched``, ``fetch-failed``, ``read``, ``kept`` (a picture or recording: nothing to
            read), ``not-read`` or ``stopping``.
        source: name of the source; empty for the watch itself.
        subject: the address or document concerned.
        new, changed: of ``looked``: things never seen, and things that say something else now.
        unchanged: of ``looked``: whether the source showed that nothing is new.
        statements: of ``read``: statements that the ledger did not hold.
        code, told: of a failure.
        again: when it is tried again; None if it is not, or did not fail.
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


@dataclass(frozen=True, slots=True)
class _Work:
    """A document of a lead on its way through the reader; `last`: the lead is done with it."""

    lead: Lead
    task: Task
    last: bool


_Came = tuple[Source | Lead, Look | Fetched]


def _guarded(ask: Callable[[], Look | Fetched], about: Source | Lead) -> Look | Fetched:
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
        self.counts: Counter[str] = Counter()
        self._rooms = rooms
        self._sources = {one.name: one for one in sources}
        self._options = options
        self._chance = chance
        self._standings: dict[str, Standing] = {}
        self._looked: set[str] = set()
        self._told: deque[Happening] = deque()
        self._came: SimpleQueue[_Came | None] = SimpleQueue()
        self._hosts: Counter[str] = Counter()
        self._free: dict[str, float] = {}
        self._flying: dict[tuple[str, str], str] = {}
        self._reading: set[tuple[str, str]] = set()
        self._in_hand: deque[_Work] = deque()
        self._settling: list[Lead] = []
        self._unwritten: dict[str, Standing] = {}
        self._written = self._signed = monotonic()
        self._unread = 0
        self._quiet_until = ALWAYS
        self._ask_again = 0.0
        self._ends: datetime | None = None
        self._robots_until = NEVER
        self._stopping = False

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished. May be called from a signal handler or another thread."""
        self._stopping = True
        self._came.put(None)

    @property
    def standings(self) -> dict[str, Standing]:
        """How each source is doing, by name."""
        return dict(self._standings)

    @property
    def under_way(self) -> tuple[int, int]:
        """Requests under way, and things kept that are not read yet."""
        return len(self._flying), self._unread

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
                pool.shutdown(wait=True, cancel_futures=True)

    def _walk(self, pool: ThreadPoolExecutor) -> Iterator[Happening]:
        for work, reading in readings(self._jobs(pool), self._rooms.reader, self._rooms.workers):
            if work is not None:
                self._file(work, reading)
            while self._told:
                yield self._told.popleft()
        while self._told:
            yield self._told.popleft()

    def _begin(self) -> None:
        known = self._rooms.ledger.standings()
        self._standings = {name: turns.fresh(one, known.get(name)) for name, one in self._sources.items()}
        self._unread = sum(n for (_, step), n in self._rooms.ledger.leads().items() if step is Step.READ)
        self._assess()
        self._robots_until = self._rooms.clock() + ROBOTS_LAST
        if self._options.seconds is not None:
            self._ends = self._rooms.clock() + timedelta(seconds=self._options.seconds)

    def _assess(self) -> None:
        """What the file says of a source's reliability is an assessment, appended when it changes."""
        for one in self._sources.values():
            told = self._rooms.ledger.assessments(one.name)
            before = next((a.reliability for a in reversed(told) if a.by == SAID_BY), "F")
            if before != one.reliability:
                reason = "so the file of sources says"
                self._rooms.ledger.assess(
                    Assessment(one.name, one.reliability, 6, reason, SAID_BY, self._rooms.clock())
                )

    # The one loop

    def _jobs(self, pool: ThreadPoolExecutor) -> Iterator[tuple[_Work | None, Document | None]]:
        """What the reader is to read; (None, None) where something has happened that is to be told first."""
        while True:
            self._receive()
            self._mind_the_time()
            if not self._stopping:
                self._send_out(pool)
            work = self._next_work()
            if work is not None:
                yield work, work.task.to_read
            elif self._told:
                yield None, None
            elif self._to_write():
                self._write()
            elif self._over():
                return
            else:
                yield from self._rest()

    def _rest(self) -> Iterator[tuple[None, None]]:
        """Wait until something comes or is due."""
        try:
            came = self._came.get(timeout=self._seconds_to_wait())
        except Empty:
            if self._reading:
                yield None, None
            return
        self._take(came)

    def _receive(self) -> None:
        while True:
            try:
                self._take(self._came.get_nowait())
            except Empty:
                return

    def _mind_the_time(self) -> None:
        now = self._rooms.clock()
        if self._ends is not None and now >= self._ends:
            self._stopping = True
        if now >= self._robots_until:
            self._robots_until = now + ROBOTS_LAST
            self._rooms.door.refresh()

    def _over(self) -> bool:
        if self._flying or self._reading:
            return False
        if self._stopping:
            return True
        return self._options.once and self._looked >= set(self._sources) and self._quiet_until > self._rooms.clock()

    def _seconds_to_wait(self) -> float:
        now, ticks = self._rooms.clock(), monotonic()
        dues = [due for one in self._sources.values() if (due := self._due(one)) is not None]
        waits = [(due - now).total_seconds() for due in (*dues, self._quiet_until, self._ends or NEVER) if due > now]
        waits += [free - ticks for free in self._free.values() if free > ticks]
        return min(max(min(waits, default=0.0), 0.001), self._options.pause)

    # Sending out

    def _due(self, source: Source) -> datetime | None:
        """When a source is to be looked at; None while it is, or if it was and that was all."""
        if (source.name, "") in self._flying or (self._options.once and source.name in self._looked):
            return None
        return ALWAYS if self._options.once else self._standings[source.name].due or ALWAYS

    def _send_out(self, pool: ThreadPoolExecutor) -> None:
        now = self._rooms.clock()
        due = [(when, one) for one in self._sources.values() if (when := self._due(one)) is not None and when <= now]
        for _, source in sorted(due, key=lambda pair: pair[0]):
            if source.local:
                self._look_inside(source)
            elif self._room_for(turns.host_of(source.url)):
                self._look(pool, source)
        self._send_for_leads(pool, now)

    def _room_for(self, host: str) -> bool:
        if len(self._flying) >= self._rooms.parallel or self._hosts[host]:
            return False
        return self._free.get(host, 0.0) <= monotonic()

    def _busy(self) -> set[str]:
        ticks = monotonic()
        self._free = {host: free for host, free in self._free.items() if free > ticks}
        return {host for host, count in self._hosts.items() if count} | set(self._free)

    def _send_for_leads(self, pool: ThreadPoolExecutor, now: datetime) -> None:
        """Fetch what is due, one thing of a host at a time, while there is room and reading keeps up."""
        while self._may_fetch(now):
            busy, room = self._busy(), self._rooms.parallel - len(self._flying)
            found = self._rooms.ledger.waiting(Step.FETCH, now, 4 * room, busy)
            for lead in found:
                if self._room_for(lead.host):
                    self._fetch(pool, lead)
            if not found:
                self._nothing_to_fetch(busy)

    def _may_fetch(self, now: datetime) -> bool:
        due = now >= self._quiet_until and monotonic() >= self._ask_again
        return due and len(self._flying) < self._rooms.parallel and self._unread < MOST_WAITING

    def _nothing_to_fetch(self, busy: set[str]) -> None:
        """Do not ask the ledger again before there can be another answer."""
        self._ask_again = min(self._free.values(), default=inf)
        if not busy:
            self._quiet_until = self._rooms.ledger.next_due(Step.FETCH) or NEVER
            self._ask_again = 0.0

    def _news_of_leads(self, due: datetime) -> None:
        self._quiet_until = min(self._quiet_until, due)
        self._ask_again = 0.0

    def _look(self, pool: ThreadPoolExecutor, source: Source) -> None:
        known = self._standings[source.name].validators
        host = turns.host_of(source.url)
        self._fly(pool, (source.name, ""), host, source, lambda: self._rooms.door.look(source, known))

    def _fetch(self, pool: ThreadPoolExecutor, lead: Lead) -> None:
        source, address = self._sources.get(lead.source), lead.address or ""
        delay = source.delay if source is not None else 0.0
        self._fly(
            pool, (lead.source, lead.key), lead.host, lead, lambda: self._rooms.door.fetched(address, None, delay)
        )

    def _fly(
        self,
        pool: ThreadPoolExecutor,
        name: tuple[str, str],
        host: str,
        about: Source | Lead,
        ask: Callable[[], Look | Fetched],
    ) -> None:
        self._flying[name] = host
        self._hosts[host] += 1

        def landed(future: Future[Look | Fetched]) -> None:
            if not future.cancelled():
                self._came.put((about, future.result()))

        pool.submit(_guarded, ask, about).add_done_callback(landed)

    # Taking in

    def _take(self, came: _Came | None) -> None:
        if came is None:
            self._tell("stopping", "") if self._stopping else None
        else:
            about, result = came
            source = about if isinstance(about, Source) else self._sources.get(about.source)
            name = (about.name, "") if isinstance(about, Source) else (about.source, about.key)
            self._land(name, source)
            if isinstance(about, Source) and isinstance(result, Look):
                self._looked_at(about, result)
            elif isinstance(about, Lead) and isinstance(result, Fetched):
                self._fetched(about, result)

    def _land(self, name: tuple[str, str], source: Source | None) -> None:
        host = self._flying.pop(name)
        self._hosts[host] -= 1
        if not self._hosts[host]:
            del self._hosts[host]
        delay = max(self._rooms.host_delay, source.delay if source else 0.0)
        self._ask_again = 0.0
        if delay:
            self._free[host] = monotonic() + delay

    def _tell(self, what: str, source: str, subject: str = "", **more: object) -> None:
        self.counts[what] += 1
        self._told.append(Happening(self._rooms.clock(), what, source, subject, **more))  # type: ignore[arg-type]

    def _looked_at(self, source: Source, look: Look) -> None:
        now, standing = self._rooms.clock(), self._standings[source.name]
        self._looked.add(source.name)
        if look.error is not None:
            self._look_failed(source, look, look.error)
            return
        after = turns.succeeded(standing, source, look, now, self._chance())
        news = self._news(source, look.sightings)
        if not news:
            self._stand(after)
            self._tell("looked", source.name, source.url, unchanged=look.unchanged)
            return
        found = self._note(source, after, news, now)
        self._tell("looked", source.name, source.url, new=found["new"], changed=found["changed"])

    def _look_failed(self, source: Source, look: Look, error: SourceError) -> None:
        after = turns.failed(self._standings[source.name], source, look, error, self._rooms.clock(), self._chance())
        self._stand(after)
        self._tell("look-failed", source.name, source.url, code=error.code, told=error.message, again=after.due)

    def _look_inside(self, source: Source) -> None:
        """Look at a source on the disk, a few things at a time; one that is stopped in the middle is looked at again."""
        self._looked.add(source.name)
        known = self._rooms.ledger.versions(source.name)
        batch: list[Sighting] = []
        found: Counter[str] = Counter()
        try:
            for seen in self._rooms.door.sightings(source, known.get):
                if self._stopping:
                    return
                if isinstance(seen, SourceError):
                    self._tell("not-read", source.name, seen.subject, code=seen.code, told=seen.message)
                    continue
                batch.append(seen)
                if len(batch) >= INSIDE_AT_ONCE:
                    found.update(self._take_in(source, batch))
                    batch = []
        except SourceError as error:
            self._look_failed(source, Look(error=error), error)
            return
        found.update(self._take_in(source, batch))
        now, before = self._rooms.clock(), self._standings[source.name]
        self._stand(turns.succeeded(before, source, Look(), now, self._chance()))
        self._tell(
            "looked", source.name, source.url, new=found["new"], changed=found["changed"], unchanged=not found.total()
        )

    def _take_in(self, source: Source, batch: list[Sighting]) -> dict[str, int]:
        if not batch:
            return {}
        return self._note(source, self._standings[source.name], batch, self._rooms.clock())

    def _news(self, source: Source, sightings: Iterable[Sighting]) -> list[Sighting]:
        """The sightings that the ledger does not know, or knows in another version."""
        each = {one.key: one for one in sightings}
        known = self._rooms.ledger.versions(source.name, each)
        return [one for one in each.values() if known.get(one.key) != one.version]

    def _stand(self, standing: Standing) -> None:
        self._unwritten[standing.source] = self._standings[standing.source] = standing

    def _note(self, source: Source, standing: Standing, news: list[Sighting], now: datetime) -> dict[str, int]:
        """Keep the bytes that hold the news, then write down what is to be done with it; how much was new, and changed."""
        kept: dict[int, Custodied | SourceError] = {}
        leads = []
        for one in news:
            if one.capture is not None and id(one.capture) not in kept:
                kept[id(one.capture)] = self._kept(one.capture)
            held = kept[id(one.capture)] if one.capture is not None else None
            if isinstance(held, SourceError):
                leads.append(self._refused(turns.lead_of(source, one, None, None, now), held))
                continue
            exhibit, previous = (held.exhibit, held.previous) if held else (None, None)
            leads.append(turns.lead_of(source, one, exhibit, previous, now))
        known = self._rooms.ledger.versions(source.name, (one.key for one in leads))
        things = [one for one in leads if one.step not in (Step.DONE, Step.FAILED)]
        found = {"new": sum(one.key not in known for one in things), "changed": sum(one.key in known for one in things)}
        after = turns.brought(standing, news, found["new"], now)
        self._rooms.ledger.look(after, leads)
        self._unwritten.pop(source.name, None)
        self._standings[source.name] = after
        self._unread += sum(one.step is Step.READ for one in leads)
        self._news_of_leads(now)
        self.counts["items"] += found["new"]
        self.counts["items-changed"] += found["changed"]
        return found

    def _fetched(self, lead: Lead, found: Fetched) -> None:
        if found.capture is not None:
            self._got(lead, found.capture)
            return
        error = found.error
        assert error is not None
        now = self._rooms.clock()
        again = turns.retried(lead, error.code, found.retry_after, now, self._chance())
        if again is None:
            again = self._given_up(lead, error, now)
        self._rooms.ledger.settle([again])
        self._news_of_leads(again.due)
        due = again.due if again.step is Step.FETCH else None
        self._tell("fetch-failed", lead.source, lead.address or "", code=error.code, told=error.message, again=due)

    def _given_up(self, lead: Lead, error: SourceError, now: datetime) -> Lead:
        """The page cannot be had: what the feed itself carries is read instead, where it carries anything."""
        carries = lead.item is not None and lead.exhibit is not None and bool(lead.item.html.strip())
        if carries:
            self._unread += 1
            return replace(lead, step=Step.READ, tries=lead.tries + 1, code=error.code, due=now)
        return replace(lead, step=Step.FAILED, item=None, tries=lead.tries + 1, code=error.code, outcome=error.message)

    def _kept(self, capture: Capture) -> Custodied | SourceError:
        """The capture as it was kept, or why it is not taken in: the same bytes were removed."""
        try:
            return self._rooms.keep(capture)
        except SourceError as error:
            return error

    def _refused(self, lead: Lead, error: SourceError) -> Lead:
        self._tell("not-kept", lead.source, error.subject or lead.address or "", code=error.code, told=error.message)
        return replace(lead, step=Step.FAILED, item=None, came=None, code=error.code, outcome=error.message)

    def _got(self, lead: Lead, capture: Capture) -> None:
        held = self._kept(capture)
        if isinstance(held, SourceError):
            self._rooms.ledger.settle([self._refused(lead, held)])
            return
        after = replace(
            lead, exhibit=held.exhibit, came=replace(capture, data=b""), page=True, previous=held.previous, code=None
        )
        now = self._rooms.clock()
        if lead.media:
            after = replace(after, step=Step.DONE, outcome="kept")
        else:
            after = replace(after, step=Step.READ, due=now)
            self._unread += 1
        self._rooms.ledger.settle([after])
        self._tell("fetched", lead.source, lead.address or "")

    # Reading

    def _next_work(self) -> _Work | None:
        if self._stopping:
            self._reading.difference_update((one.lead.source, one.lead.key) for one in self._in_hand)
            self._in_hand.clear()
        elif not self._in_hand and self._unread > len(self._reading):
            self._pick_up()
        return self._in_hand.popleft() if self._in_hand else None

    def _pick_up(self) -> None:
        """Take the documents of the lead that has waited longest, and of others of its exhibit."""
        found = self._rooms.ledger.waiting(Step.READ, self._rooms.clock(), AT_ONCE + len(self._reading))
        free = [lead for lead in found if (lead.source, lead.key) not in self._reading]
        if not free:
            if not self._reading:
                self._unread = 0
            return
        first = free[0]
        if first.item is not None and not first.page:
            picked = [one for one in free if one.exhibit == first.exhibit and one.item is not None and not one.page]
        else:
            picked = [first]
        self._reading.update((lead.source, lead.key) for lead in picked)
        self._in_hand.extend(self._works(picked))

    def _works(self, leads: list[Lead]) -> Iterator[_Work]:
        first = leads[0]
        assert first.exhibit is not None and first.came is not None
        capture = replace(first.came, data=self._rooms.vault.fetch(first.exhibit))
        for lead, found in guarded_taken(capture, leads):
            task_of = [self._rooms.clerk.task(self._hinted(lead, one)) for one in found]
            for n, task in enumerate(task_of):
                yield _Work(lead, task, n == len(task_of) - 1)

    def _hinted(self, lead: Lead, found: Gathered) -> Gathered:
        """What is known of the source, where neither the page nor the feed says it."""
        source = self._sources.get(lead.source)
        document = hinted(found.document, lead.item) if lead.item is not None else found.document
        if source is None or document is None:
            return replace(found, document=document)
        language = source.language if document.language == "und" and source.language else document.language
        outlet = document.outlet or source.owner or source.name
        return replace(found, document=replace(document, language=language, outlet=outlet))

    def _file(self, work: _Work, reading: Reading | PurportError | None) -> None:
        outcome = self._rooms.clerk.outcome(work.task, reading)
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
        if len(self._settling) >= AT_ONCE:
            self._write()

    # Writing down

    def _to_write(self) -> bool:
        """Whether it is time to write down what need not be written at once: enough of it, or nothing else to do."""
        count = len(self._settling) + len(self._unwritten)
        return count >= AT_ONCE or (count > 0 and (not self._flying or monotonic() - self._written > WRITE_AFTER))

    def _write(self) -> None:
        """Write which leads are done, and which sources had nothing new.

        If the process dies before, what was filed is filed again, which adds nothing, and those sources are asked again.
        """
        self._rooms.ledger.stand(list(self._unwritten.values()), self._settling)
        self._reading.difference_update((one.source, one.key) for one in self._settling)
        self._unread -= len(self._settling)
        self._settling.clear()
        self._unwritten.clear()
        self._written = monotonic()
        if self._written - self._signed > SIGN_AFTER:
            self._rooms.sign()
            self._signed = self._written

    def _say(self, lead: Lead, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            error = outcome.error
            self._tell("not-read", lead.source, outcome.id, code=error.code, told=error.message)
        elif isinstance(outcome, KeptMedia):
            self._tell("kept", lead.source, outcome.id)
        else:
            self.counts["statements"] += outcome.new_statements
            self._tell("read", lead.source, outcome.row.document.name, statements=outcome.new_statements)
