"""Fetching what sources point at, a few things at a time, while reading keeps up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from math import inf
from time import monotonic

from purport.collect.fetch import Fetched
from purport.errors import SourceError
from purport.records import Capture, Lead, Step
from purport.rounds import turns
from purport.rounds.board import NEVER, Board
from purport.rounds.flights import Flights

MOST_WAITING = 200
"""Things kept and not yet read at which nothing more is fetched."""


class Fetching:
    """The fetches of one watch."""

    def __init__(self, board: Board, flights: Flights) -> None:
        self._board = board
        self._flights = flights

    def send_out(self, pool: ThreadPoolExecutor, now: datetime) -> None:
        """Fetch what is due, no more of a host at a time than its sources allow, while there is room and reading keeps up."""
        while self._may_fetch(now):
            busy = self._flights.busy()
            found = self._board.rooms.ledger.waiting(Step.FETCH, now, 4 * self._flights.room + len(self._flights), busy)
            if not sum(self._sent(pool, lead) for lead in found):
                self._nothing_to_fetch(busy, found)

    def _sent(self, pool: ThreadPoolExecutor, lead: Lead) -> bool:
        """Whether it is not under way, and its host may be asked now; if so, it is."""
        may = lead not in self._flights and self._flights.room_for(lead.host, self._board.sources.get(lead.source))
        if may:
            self._fetch(pool, lead)
        return may

    def _may_fetch(self, now: datetime) -> bool:
        board = self._board
        due = now >= board.quiet_until and monotonic() >= board.ask_again
        return due and self._flights.room > 0 and board.unread < MOST_WAITING

    def _nothing_to_fetch(self, busy: set[str], found: list[Lead]) -> None:
        """Do not ask the ledger again before there can be another answer: a host is free again, or something is due."""
        self._board.ask_again = min(self._flights.frees(), default=inf)
        if not busy and not found:
            self._board.quiet_until = self._board.rooms.ledger.next_due(Step.FETCH) or NEVER
            self._board.ask_again = 0.0

    def _fetch(self, pool: ThreadPoolExecutor, lead: Lead) -> None:
        source, address = self._board.sources.get(lead.source), lead.address or ""
        delay, door = source.delay if source is not None else 0.0, self._board.rooms.door
        at_once = self._flights.at_once(lead.host, source)
        self._flights.send(pool, lead.host, lead, source, lambda: door.fetched(address, None, delay, at_once))

    def fetched(self, lead: Lead, found: Fetched) -> None:
        """A fetch came back."""
        if found.capture is not None:
            self._got(lead, found.capture)
            return
        error, board = found.error, self._board
        assert error is not None
        now = board.rooms.clock()
        again = turns.retried(lead, error.code, found.retry_after, now, board.chance())
        if again is None:
            again = self._given_up(lead, error, now)
        board.rooms.ledger.settle([again])
        board.news_of_leads(again.due)
        due = again.due if again.step is Step.FETCH else None
        board.tell("fetch-failed", lead.source, lead.address or "", code=error.code, told=error.message, again=due)

    def _given_up(self, lead: Lead, error: SourceError, now: datetime) -> Lead:
        """The page cannot be had: what the feed itself carries is read instead, where it carries anything."""
        carries = lead.item is not None and lead.exhibit is not None and bool(lead.item.html.strip())
        if carries:
            self._board.unread += 1
            return replace(lead, step=Step.READ, tries=lead.tries + 1, code=error.code, due=now)
        return replace(lead, step=Step.FAILED, item=None, tries=lead.tries + 1, code=error.code, outcome=error.message)

    def _got(self, lead: Lead, capture: Capture) -> None:
        board = self._board
        held = board.kept(capture)
        if isinstance(held, SourceError):
            board.rooms.ledger.settle([board.refused(lead, held)])
            return
        after = replace(
            lead, exhibit=held.exhibit, came=replace(capture, data=b""), page=True, previous=held.previous, code=None
        )
        now = board.rooms.clock()
        if lead.media:
            after = replace(after, step=Step.DONE, outcome="kept")
        else:
            after = replace(after, step=Step.READ, due=now)
            board.unread += 1
        board.rooms.ledger.settle([after])
        board.tell("fetched", lead.source, lead.address or "")
