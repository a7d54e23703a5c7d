"""What a ledger keeps of alerts; the rules of :mod:`purport.ledger.port` hold here too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from purport.records.alerts import Alert, Matched, Member, News, Sending


class AlertBook(Protocol):
    """What was filed first, how far rules have got, what alerts hold, and what is to be sent."""

    def newest(self) -> int:
        """The place in the order of filing of what was filed last; 0 where nothing was."""

    def last_before(self, at: datetime) -> int:
        """The place of what was filed last before a moment; 0 if nothing was."""

    def news(self, after: int, limit: int) -> list[News]:
        """What was filed for the first time after a place, in order; what was removed since is left out.

        The list is shorter than `limit` only by what was removed, or at the end.
        """

    def told(self, subjects: Collection[str]) -> dict[str, News]:
        """Statements and documents by their ids; those that were removed, or never filed, are left out."""

    def begin(self, rules: Collection[str]) -> dict[str, int]:
        """How far each of these rules has got; one that is new begins after all that was filed until now."""

    def record(self, matched: Matched) -> bool:
        """Write what came of matching; False, and nothing written, if the rules have meanwhile got on by another process."""

    def members(self, since: datetime) -> list[Member]:
        """The members that were put into alerts since a moment, in order."""

    def last_alert(self) -> int:
        """The number of the newest alert; 0 if there is none."""

    def delivered(self, alerts: Collection[int]) -> dict[int, list[Sending]]:
        """The sendings of these alerts."""

    def due(self, until: datetime) -> list[Sending]:
        """Sendings that wait and are due by a moment, the longest due first."""

    def claim(self, sendings: Iterable[Sending], until: datetime, batched: bool = False) -> list[Sending]:
        """Take sendings in hand: those that nobody else has taken since they were read. They are due again at `until`.

        `batched`: from now on they go together with others.
        """

    def settle(self, sendings: Iterable[Sending]) -> None:
        """Write what has become of sendings."""

    def sent_by(self, delivery: str, limit: int) -> list[Sending]:
        """The newest sendings of a delivery that were sent, newest first."""

    def alerts(self, limit: int | None, offset: int = 0) -> list[Alert]:
        """Alerts, the newest first."""

    def alert(self, number: int) -> Alert:
        """One alert.

        Raises:
            InstructionError: ``unknown-id``.
        """
