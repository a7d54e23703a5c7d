"""The outbox: what is due goes out, is tried again where it fails, and is sent at least once.

A sending is taken in hand for :data:`IN_HAND` before it goes out and written down as sent after. A process killed between the two
leaves it to be sent again when that time is over; a receiver can tell by the message's id, which stays the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from purport.alerts.delivery.feed import atom, written
from purport.alerts.delivery.mail import PARTLY, mailed
from purport.alerts.delivery.webhook import Post, hooked
from purport.alerts.hours import quiet_until
from purport.alerts.told import SHOWN, Matter, Message
from purport.config.alerts import Delivery, Watchlists
from purport.errors import PurportError, Unreadable
from purport.records.alerts import Alert, Member, News, Sending, State

if TYPE_CHECKING:
    from purport.ledger.alertport import AlertBook

IN_HAND = timedelta(minutes=5)
"""How long a sending belongs to the process that took it."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST_TRIES = 40
"""Tries after which a sending is given up: with these waits about a week."""
TOGETHER = 50
"""Alerts in one digest at most."""
AT_ONCE = 500
EVER = timedelta(days=3650)

__all__ = ["Outbox", "Post", "Sent"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message: `error` is None if it was sent; else `again` says when it is tried again (None: never)."""

    delivery: Delivery
    message: Message
    error: PurportError | None = None
    again: datetime | None = None


Tell = Callable[[Sent], None]


class Outbox:
    """What is to be sent; see :class:`~purport.rounds.alerting.Alerting` for the arguments."""

    def __init__(self, book: AlertBook, lists: Watchlists, clock: Callable[[], datetime], post: Post) -> None:
        self._book = book
        self._deliveries = {one.name: one for one in lists.deliveries}
        self._clock = clock
        self._post = post

    def send(self, tell: Tell, everything: bool = False) -> None:
        """Send everything that is due; a delivery that fails is tried again later and holds up no other.

        A message for the terminal is printed by `tell` itself, and counts as sent when that returns. `everything`: also what waits
        for a digest, for the end of quiet hours or for another try.
        """
        due: dict[str, list[Sending]] = {}
        for one in self._book.due(self._clock() + (EVER if everything else timedelta(0))):
            due.setdefault(one.delivery, []).append(one)
        for name, sendings in due.items():
            if name in self._deliveries:
                self._send(self._deliveries[name], sendings, tell, everything)

    def orphans(self) -> list[Sending]:
        """What waits for a delivery that the file does not name."""
        return [one for one in self._book.due(self._clock() + EVER) if one.delivery not in self._deliveries]

    def _send(self, delivery: Delivery, sendings: list[Sending], tell: Tell, everything: bool) -> None:
        ends = None if everything else quiet_until(delivery, self._clock())
        if ends is not None:
            self._book.claim(sendings, ends, batched=True)
            return
        left = list(parcels(delivery, sendings))
        while left:
            mine = self._book.claim(left.pop(0), self._clock() + IN_HAND)
            if mine and not self._sent(delivery, mine, tell):
                self._put_off([one for parcel in left for one in parcel], mine[0])
                return

    def _sent(self, delivery: Delivery, sendings: list[Sending], tell: Tell) -> bool:
        """Whether a parcel went out; what became of it is written down."""
        told = self.matters(sendings)
        gone = [one for one in sendings if one.alert not in {matter.alert for matter in told}]
        if gone:
            why = "what it told of was removed"
            self._book.settle([replace(one, state=State.GIVEN_UP, code="removed", told=why) for one in gone])
        if not told:
            return True
        sendings = [one for one in sendings if one not in gone]
        message = Message("digest" if sendings[0].batched else "alert", told, self._clock())
        try:
            self.deliver(delivery, message)
            if delivery.kind == "terminal":
                tell(Sent(delivery, message))
        except PurportError as error:
            if error.code == PARTLY:
                self._book.settle([self._gone_out(one, error) for one in sendings])
                tell(Sent(delivery, message, error))
                return True
            after = [self._failed(one, error) for one in sendings]
            self._book.settle(after)
            again = after[0].due if after[0].state is State.WAITING else None
            tell(Sent(delivery, message, error, again))
            return False
        self._book.settle([self._gone_out(one) for one in sendings])
        if delivery.kind != "terminal":
            tell(Sent(delivery, message))
        return True

    def _gone_out(self, one: Sending, partly: PurportError | None = None) -> Sending:
        code, told = (None, None) if partly is None else (partly.code, partly.message)
        return replace(one, state=State.SENT, sent_at=self._clock(), code=code, told=told)

    def _failed(self, one: Sending, error: PurportError) -> Sending:
        tries = one.tries + 1
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 20)) * random.uniform(0.8, 1.2)  # noqa: S311
        state = State.GIVEN_UP if tries >= MOST_TRIES else State.WAITING
        return replace(one, state=state, tries=tries, due=self._clock() + wait, code=error.code, told=error.message)

    def _put_off(self, rest: Sequence[Sending], failed: Sending) -> None:
        """What else waits for a delivery that failed is not tried before it."""
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failed.tries, 20))
        self._book.claim(rest, self._clock() + wait)

    def matters(self, sendings: Sequence[Sending]) -> tuple[Matter, ...]:
        """The alerts of sendings as they stand now; those whose words were all removed are left out."""
        alerts = [self._book.alert(one.alert) for one in sendings]
        wanted = [m.subject for alert, one in zip(alerts, sendings, strict=True) for m in shown(alert, one.subject)]
        news = self._book.told(wanted)
        found = (matter(alert, one.rule, one.subject, news) for alert, one in zip(alerts, sendings, strict=True))
        return tuple(one for one in found if one is not None)

    def deliver(self, delivery: Delivery, message: Message) -> None:
        """Bring a message to somebody, once.

        Raises:
            PurportError: where it does not arrive.
        """
        if delivery.kind == "feed":
            self._feed(delivery, message)
        else:
            delivered(delivery, message, self._post)

    def _feed(self, delivery: Delivery, message: Message | None) -> None:
        assert delivery.file is not None
        fresh = [] if message is None else [(one, message.at) for one in message.matters]
        held = {one.alert for one, _ in fresh}
        earlier = [one for one in self._book.sent_by(delivery.name, delivery.entries) if one.alert not in held]
        told = {one.alert: one for one in self.matters(earlier)}
        at = self._clock()
        before = [(told[one.alert], one.sent_at or at) for one in earlier if one.alert in told]
        every = [*reversed(fresh), *before][: delivery.entries]
        written(delivery.file, atom(delivery.name, every, at))

    def freshen(self) -> None:
        """Write the feeds anew, with what joined, and without what was removed; those that never sent anything are left alone."""
        for delivery in self._deliveries.values():
            if delivery.kind == "feed" and delivery.file is not None and delivery.file.exists():
                self._feed(delivery, None)


def delivered(delivery: Delivery, message: Message, post: Post) -> None:
    """Bring a message to somebody by e-mail or webhook.

    Raises:
        PurportError: where it does not arrive.
    """
    try:
        if delivery.kind == "email":
            mailed(delivery, message)
        elif delivery.kind == "webhook":
            hooked(delivery, message, post)
    except PurportError:
        raise
    except Exception as fault:
        told = f"purport failed on it: {type(fault).__name__}"
        raise Unreadable(told, code="delivery-fault", subject=delivery.name) from fault


def tried(delivery: Delivery, message: Message) -> None:
    """Bring a trial message to somebody; of a feed it is only seen to that its file can be written.

    Raises:
        PurportError: where it does not arrive.
    """
    from purport.collect.telling import told

    if delivery.kind == "feed" and delivery.file is not None:
        held = delivery.file.read_bytes() if delivery.file.exists() else None
        written(delivery.file, atom(delivery.name, (), message.at) if held is None else held)
    delivered(delivery, message, told)


def parcels(delivery: Delivery, sendings: Sequence[Sending]) -> Iterator[list[Sending]]:
    """What goes out together: each alert by itself, and those that were kept for a digest in messages of at most fifty.

    A feed is one file, so all go into it at once.
    """
    alone = [one for one in sendings if not one.batched and delivery.kind != "feed"]
    together = [one for one in sendings if one.batched or delivery.kind == "feed"]
    yield from ([one] for one in alone)
    size = AT_ONCE if delivery.kind == "feed" else TOGETHER
    for at in range(0, len(together), size):
        yield together[at : at + size]


def shown(alert: Alert, subject: str) -> list[Member]:
    """The members of an alert that a message quotes: the one that it is about first, then the newest others."""
    first = [one for one in alert.members if one.subject == subject]
    others = [one for one in alert.members if one.subject != subject]
    return [*first, *others[-4 * SHOWN :]]


def matter(alert: Alert, rule: str, subject: str, news: dict[str, News]) -> Matter | None:
    """An alert as it is told; None where nothing of it is left."""
    held = [(one, news[one.subject]) for one in shown(alert, subject) if one.subject in news]
    if not held:
        return None
    return Matter(alert.id, rule, held[0], tuple(held[1 : SHOWN + 1]), len(alert.members))
