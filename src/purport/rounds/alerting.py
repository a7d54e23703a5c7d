"""Alerts through the house: news is held against the rules, what follows is written down, and what is due is sent.

What is to be alerted follows from the order of filing in the ledger, which is written in the transaction that files; how far the
rules have got moves on in the transaction that writes what they found. So a process that is killed at any moment loses nothing and
finds nothing twice. Sending is at least once: see :mod:`purport.rounds.sending`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from purport.alerts.decide import Decider, Open, placed
from purport.alerts.matters import Matters, trace
from purport.alerts.places import Atlas
from purport.config import Source
from purport.config.alerts import Rule, Watchlists
from purport.errors import InstructionError, LedgerError
from purport.records.alerts import Alert, Member, News
from purport.rounds.sending import Outbox, Post, Sent

if TYPE_CHECKING:
    from purport.ledger.alertport import AlertBook

AT_ONCE = 500
"""News that is held against the rules in one transaction."""
TRIES = 20
"""How often the rules are held against the same news because another process got on with it."""
MOST_KEPT = 50_000
"""Members in memory at which the open matters are loaded anew."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have alerted: alerts (numbered from 1, without sendings), their news by id, how much was looked at."""

    alerts: tuple[Alert, ...]
    news: dict[str, News]
    looked_at: int


class Alerting:
    """The alerts of one house. One thread at a time.

    Args:
        book: what the ledger keeps of alerts.
        lists: rules and deliveries.
        sources: those watched, by whose properties rules may ask.
        atlas: resolves places.
        clock: the time now; aware, UTC.
        post: posts to webhooks.
    """

    def __init__(
        self,
        book: AlertBook,
        lists: Watchlists,
        sources: Sequence[Source],
        atlas: Atlas,
        clock: Callable[[], datetime],
        post: Post,
    ) -> None:
        self._book = book
        self.lists = lists
        self.atlas = atlas
        self._clock = clock
        self._sources = tuple(sources)
        self._decider = Decider(lists, atlas, sources)
        self._open: Open | None = None
        self._reached: dict[str, int] = {}
        self.outbox = Outbox(book, lists, clock, post)

    def begin(self) -> None:
        """Note the rules that are new: they begin after all that was filed until now."""
        self._book.begin([rule.name for rule in self.lists.rules])

    def round(self, tell: Callable[[Sent], None]) -> None:
        """Match what is new and send what is due; `tell` is called with what became of each message."""
        self.match()
        self.outbox.send(tell)

    # Matching

    def match(self) -> int:
        """Hold the rules against everything that was filed since; how many alerts were opened.

        Raises:
            LedgerError: ``alerts-busy`` if other processes match the same all the time.
        """
        opened, lost = 0, 0
        names = [rule.name for rule in self.lists.rules]
        while names:
            reached = self._book.begin(names)
            start, newest = min(reached.values()), self._book.newest()
            if start >= newest:
                break
            found = self._step(reached, start, min(start + AT_ONCE, newest))
            if found is None:
                lost += 1
                if lost > TRIES:
                    raise LedgerError("another process matches the same news", code="alerts-busy", subject="alerts")
            else:
                opened += found
        return opened

    def _step(self, reached: dict[str, int], start: int, upto: int) -> int | None:
        """One transaction; how many alerts it opened, None if another process was quicker."""
        now = self._clock()
        if reached != self._reached:
            self._open = None  # another process has got on
        state = self._state(now)
        first = state.next
        news = [one for one in self._book.news(start, upto - start) if one.seq <= upto]
        matched = self._decider.decided(news, reached, upto, state, now)
        if not self._book.record(matched):
            self._open = None
            return None
        self._reached = matched.after
        return state.next - first

    def _state(self, now: datetime) -> Open:
        """The alerts as they stand."""
        if self._open is None or len(self._open.matters) >= MOST_KEPT:
            self._open = loaded(self._book, timedelta(seconds=self.lists.same_for), now)
        return self._open

    # Trying

    def trial(self, rule: Rule, since: datetime) -> Trial:
        """What a rule would have alerted of all that was filed since a moment, one alert a matter; nothing is written or sent."""
        alone = Decider(replace(self.lists, rules=(rule,)), self.atlas, self._sources)
        state = Open(Matters(timedelta(seconds=self.lists.same_for)))
        members: list[Member] = []
        shown: dict[str, News] = {}
        count = 0
        for one in self._since(since):
            count += 1
            if met := alone.met(one):
                members.append(placed(one, met, state, one.at))
                shown[one.subject] = one
        held: dict[int, list[Member]] = {}
        for member in members:
            held.setdefault(member.alert, []).append(member)
        return Trial(tuple(Alert(n, tuple(them), ()) for n, them in held.items()), shown, count)

    def _since(self, since: datetime) -> Iterator[News]:
        at, newest = self._book.last_before(since), self._book.newest()
        while at < newest:
            upto = min(at + AT_ONCE, newest)
            yield from (one for one in self._book.news(at, upto - at) if one.seq <= upto)
            at = upto

    def rule(self, name: str) -> Rule:
        """The rule of this name.

        Raises:
            InstructionError: ``unknown-rule``.
        """
        found = next((one for one in self.lists.rules if one.name.casefold() == name.casefold()), None)
        if found is None:
            known = ", ".join(repr(one.name) for one in self.lists.rules) or "the file has none"
            raise InstructionError("no rule has this name", code="unknown-rule", subject=name, advice=f"known: {known}")
        return found


def loaded(book: AlertBook, same_for: timedelta, now: datetime) -> Open:
    """The alerts that may still be joined, from the ledger."""
    state = Open(Matters(same_for), next=book.last_alert() + 1)
    members = book.members(now - same_for)
    news = book.told([one.subject for one in members])
    for one in members:
        state.matters.last[one.alert] = max(one.at, state.matters.last.get(one.alert, one.at))
        if one.subject in news:
            state.matters.add(one.alert, trace(news[one.subject]), one.fresh, one.at)
    opened = {one.alert: one.at for one in reversed(members)}
    for alert, sendings in book.delivered(list(opened)).items():
        state.delivered[alert] = {one.delivery for one in sendings}
        for rule in {one.rule for one in sendings if not one.batched}:
            state.told.setdefault(rule, []).append(opened[alert])
    return state
