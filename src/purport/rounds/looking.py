"""Looking at sources in their turn, and writing down what is to be done with what they show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from purport.collect.looking import Look, Sighting
from purport.config import Source
from purport.errors import SourceError
from purport.records import Custodied, Standing, Step
from purport.rounds import turns
from purport.rounds.board import ALWAYS, Board
from purport.rounds.flights import Flights

INSIDE_AT_ONCE = 50
"""Things taken out of a source on the disk in one transaction."""


class Looking:
    """The looks of one watch."""

    def __init__(self, board: Board, flights: Flights) -> None:
        self._board = board
        self._flights = flights
        self._looked: set[str] = set()

    @property
    def all_looked(self) -> bool:
        """Whether every source was looked at in this watch."""
        return self._looked >= set(self._board.sources)

    def due(self, source: Source) -> datetime | None:
        """When a source is to be looked at; None while it is, or if it was and that was all."""
        once = self._board.options.once
        if source in self._flights or (once and source.name in self._looked):
            return None
        return ALWAYS if once else self._board.standings[source.name].due or ALWAYS

    def dues(self) -> list[datetime]:
        """When each source that is not looked at now is to be looked at."""
        return [due for one in self._board.sources.values() if (due := self.due(one)) is not None]

    def send_out(self, pool: ThreadPoolExecutor, now: datetime) -> None:
        """Look at what is due and may be asked."""
        every = self._board.sources.values()
        due = [(when, one) for one in every if (when := self.due(one)) is not None and when <= now]
        for _, source in sorted(due, key=lambda pair: pair[0]):
            if source.local:
                self._look_inside(source)
            elif self._flights.room_for(turns.host_of(source.url), source):
                self._look(pool, source)

    def _look(self, pool: ThreadPoolExecutor, source: Source) -> None:
        known, door = self._board.standings[source.name].validators, self._board.rooms.door
        self._flights.send(pool, turns.host_of(source.url), source, source, lambda: door.look(source, known))

    def looked_at(self, source: Source, look: Look) -> None:
        """A look came back."""
        board = self._board
        now, standing = board.rooms.clock(), board.standings[source.name]
        self._looked.add(source.name)
        if look.error is not None:
            self._look_failed(source, look, look.error)
            return
        after = turns.succeeded(standing, source, look, now, board.chance())
        news = self._news(source, look.sightings)
        if not news:
            board.stand(after)
            board.tell("looked", source.name, source.url, unchanged=look.unchanged)
            return
        found = self._note(source, after, news, now)
        board.tell("looked", source.name, source.url, new=found["new"], changed=found["changed"])

    def _look_failed(self, source: Source, look: Look, error: SourceError) -> None:
        board = self._board
        before, now = board.standings[source.name], board.rooms.clock()
        after = turns.failed(before, source, look, error, now, board.chance())
        board.stand(after)
        board.tell("look-failed", source.name, source.url, code=error.code, told=error.message, again=after.due)

    def _look_inside(self, source: Source) -> None:
        """Look at a source on the disk, a few things at a time; one that is stopped in the middle is looked at again."""
        board = self._board
        self._looked.add(source.name)
        known = board.rooms.ledger.versions(source.name)
        batch: list[Sighting] = []
        found: Counter[str] = Counter()
        try:
            for seen in board.rooms.door.sightings(source, known.get):
                if board.stopping:
                    return
                if isinstance(seen, SourceError):
                    board.tell("not-read", source.name, seen.subject, code=seen.code, told=seen.message)
                    continue
                batch.append(seen)
                if len(batch) >= INSIDE_AT_ONCE:
                    found.update(self._take_in(source, batch))
                    batch = []
        except SourceError as error:
            self._look_failed(source, Look(error=error), error)
            return
        found.update(self._take_in(source, batch))
        now, before = board.rooms.clock(), board.standings[source.name]
        board.stand(turns.succeeded(before, source, Look(), now, board.chance()))
        board.tell(
            "looked", source.name, source.url, new=found["new"], changed=found["changed"], unchanged=not found.total()
        )

    def _take_in(self, source: Source, batch: list[Sighting]) -> dict[str, int]:
        if not batch:
            return {}
        return self._note(source, self._board.standings[source.name], batch, self._board.rooms.clock())

    def _news(self, source: Source, sightings: Iterable[Sighting]) -> list[Sighting]:
        """The sightings that the ledger does not know, or knows in another version."""
        each = {one.key: one for one in sightings}
        known = self._board.rooms.ledger.versions(source.name, each)
        return [one for one in each.values() if known.get(one.key) != one.version]

    def _note(self, source: Source, standing: Standing, news: list[Sighting], now: datetime) -> dict[str, int]:
        """Keep the bytes that hold the news, then write down what is to be done with it; how much was new, and changed."""
        board = self._board
        kept: dict[int, Custodied | SourceError] = {}
        leads = []
        for one in news:
            if one.capture is not None and id(one.capture) not in kept:
                kept[id(one.capture)] = board.kept(one.capture)
            held = kept[id(one.capture)] if one.capture is not None else None
            if isinstance(held, SourceError):
                leads.append(board.refused(turns.lead_of(source, one, None, None, now), held))
                continue
            exhibit, previous = (held.exhibit, held.previous) if held else (None, None)
            leads.append(turns.lead_of(source, one, exhibit, previous, now))
        known = board.rooms.ledger.versions(source.name, (one.key for one in leads))
        things = [one for one in leads if one.step not in (Step.DONE, Step.FAILED)]
        found = {"new": sum(one.key not in known for one in things), "changed": sum(one.key in known for one in things)}
        after = turns.brought(standing, news, found["new"], now)
        board.rooms.ledger.look(after, leads)
        board.unwritten.pop(source.name, None)
        board.standings[source.name] = after
        board.unread += sum(one.step is Step.READ for one in leads)
        board.news_of_leads(now)
        board.counts["items"] += found["new"]
        board.counts["items-changed"] += found["changed"]
        return found
