"""Alerts beside a watch: a thread of its own holds the rules against what was filed and sends what is due.

Whatever fails here is told and tried again; it never stops the watch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

from purport.errors import HouseError, PurportError
from purport.rounds.sending import Sent

if TYPE_CHECKING:
    from purport.rounds.alerting import Alerting
    from purport.rounds.watch import Happening, Watch

PAUSE = 2.0
"""Seconds between two rounds of alerts."""
AFTER_A_FAULT = 60.0
"""Seconds after a round that failed."""


def alerted(watch: Watch, alerting: Alerting | None, clock: Callable[[], datetime]) -> Iterator[Happening]:
    """Everything that happens in a watch, and the alerts that it leads to; the last ones after the watch has ended."""
    if alerting is None:
        yield from watch.happenings()
        return
    alerting.begin()
    desk = _Desk(alerting, watch, clock)
    desk.start()
    try:
        yield from watch.happenings()
    finally:
        desk.end()
    yield from watch.left()  # what the desk told while it ended
    late: list[Happening] = []
    desk.round(late.append)
    yield from late


class _Desk(Thread):
    def __init__(self, alerting: Alerting, watch: Watch, clock: Callable[[], datetime]) -> None:
        super().__init__(name="purport-alerts", daemon=True)
        self._alerting = alerting
        self._watch = watch
        self._clock = clock
        self._over = Event()

    def run(self) -> None:
        """Rounds until the watch is over."""
        well = True
        while not self._over.wait(PAUSE if well else AFTER_A_FAULT):
            well = self.round(self._watch.announce)

    def end(self) -> None:
        """Let the round that is under way end."""
        self._over.set()
        self.join()

    def round(self, announce: Callable[[Happening], None]) -> bool:
        """One round; whether it went well. What could not be sent is told message by message, and is no fault of the round."""
        from purport.rounds.watch import Happening

        failed: PurportError
        try:
            self._alerting.round(lambda sent: announce(happening(sent, self._clock())))
        except PurportError as error:
            failed = error
        except Exception as fault:  # noqa: BLE001 - a fault of purport's own must not cost the watch
            failed = HouseError(
                f"purport failed on it: {type(fault).__name__}: {fault}",
                code="alerts-fault",
                subject="",
                advice="please report it with the purport version",
            )
        else:
            return True
        announce(
            Happening(self._clock(), "alerts-failed", "alerts", failed.subject, code=failed.code, told=failed.message)
        )
        return False


def happening(sent: Sent, at: datetime) -> Happening:
    """What became of a message, as something that happened: ``alert`` or ``alert-failed``."""
    from purport.rounds.watch import Happening

    name, message = sent.delivery.name, sent.message
    if sent.error is None:
        text = message.text if sent.delivery.kind == "terminal" else None
        return Happening(at, "alert", name, message.subject, text=text)
    error = sent.error
    return Happening(at, "alert-failed", name, message.subject, code=error.code, told=error.message, again=sent.again)
