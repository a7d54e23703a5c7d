"""The decision: news and rules in, what is to be written down out. Nothing is read, written or sent here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from purport.alerts.hours import due
from purport.alerts.matching import Matcher
from purport.alerts.matters import Join, Matters, Trace, trace
from purport.alerts.places import Atlas
from purport.alerts.sight import Sight
from purport.config import Source
from purport.config.alerts import Rule, Watchlists
from purport.records.alerts import Matched, Member, News, Sending

HOUR = timedelta(hours=1)
Met = tuple[tuple[str, tuple[str, ...]], ...]
"""Names of rules that are met, each with its reasons."""


@dataclass(slots=True)
class Open:
    """What is known of the alerts so far.

    Attributes:
        matters: those that may still be joined. next: the number of the next alert.
        delivered: by alert, the deliveries that it goes to already.
        told: by rule, when it told of alerts, but for what waited for a full hour.
    """

    matters: Matters
    next: int = 1
    delivered: dict[int, set[str]] = field(default_factory=dict)
    told: dict[str, list[datetime]] = field(default_factory=dict)

    def flooded(self, rule: Rule, now: datetime) -> bool:
        """Whether a rule has had its fill for this hour."""
        held, most = self.told.get(rule.name, []), rule.most_per_hour
        return bool(most) and len(held) >= most and held[-most] > now - HOUR


class Decider:
    """Rules made ready; `sources` are the watched ones, by whose properties a rule may ask."""

    def __init__(self, lists: Watchlists, atlas: Atlas, sources: Iterable[Source] = ()) -> None:
        self.lists = lists
        self._matchers = tuple(Matcher(rule, atlas) for rule in lists.rules)
        self._sources = {one.name: one for one in sources}

    def met(self, news: News, wanted: Callable[[Rule], bool] = lambda _rule: True) -> Met:
        """The rules that news meets, each with its reasons."""
        sight = Sight(news, self._sources.get(news.document.source or ""))
        found = ((one.rule.name, one.reasons(sight)) for one in self._matchers if wanted(one.rule))
        return tuple((name, reasons) for name, reasons in found if reasons is not None)

    def decided(self, news: Sequence[News], reached: dict[str, int], upto: int, state: Open, now: datetime) -> Matched:
        """What is to be written for news, in its order, which goes up to a place in the order of filing.

        `reached`: how far each rule had got. `state` goes on with what is decided.
        """
        members: list[Member] = []
        sendings: list[Sending] = []
        for one in news:
            met = self.met(one, lambda rule, seq=one.seq: reached.get(rule.name, 0) < seq)  # type: ignore[misc]
            if met:
                member = placed(one, met, state, now)
                members.append(member)
                sendings += self._sendings(member, state, now)
        after = {name: max(seq, upto) for name, seq in reached.items()}
        return Matched(dict(reached), after, tuple(members), tuple(sendings))

    def _sendings(self, member: Member, state: Open, now: datetime) -> list[Sending]:
        """An alert goes to each delivery once, on behalf of the first rule that asks for it."""
        out = []
        names = {name for name, _ in member.rules}
        held = state.delivered.setdefault(member.alert, set())
        for rule in (one for one in self.lists.rules if one.name in names):
            fresh = [one for one in self.lists.for_rule(rule) if one.name not in held]
            flood = bool(fresh) and state.flooded(rule, now)
            for delivery in fresh:
                when, batched = due(delivery, now, flood)
                out.append(Sending(member.alert, delivery.name, rule.name, member.subject, when, batched))
                held.add(delivery.name)
            if fresh and not flood:
                state.told.setdefault(rule.name, []).append(now)
        return out


def placed(news: News, met: Met, state: Open, now: datetime) -> Member:
    """News in the alert that it joins, or opens."""
    one: Trace = trace(news)
    found = state.matters.join(one, now)
    if found is None:
        found = Join(state.next, "", 1.0, fresh=True)
        state.next += 1
    state.matters.add(found.alert, one, found.fresh, now)
    return Member(found.alert, news.subject, met, found.reason, found.score, found.fresh, now, news.seq)
