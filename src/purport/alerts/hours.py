"""When an alert is sent: at once, or at the end of quiet hours, or with the next digest. Pure; wall clocks are those of a zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from purport.config.alerts import Delivery

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def due(delivery: Delivery, now: datetime, flood: bool = False) -> tuple[datetime, bool]:
    """When what comes `now` is sent by a delivery, and whether together with others.

    `flood`: its rule has had its fill for this hour, so it waits for the full hour.
    """
    when, batched = now, flood or delivery.digest != "at once"
    if isinstance(delivery.digest, time):
        when = _next(delivery.digest, now, delivery.where)
    elif batched:
        when = _full_hour(now, delivery.where)
    ends = quiet_until(delivery, when)
    return (when, batched) if ends is None else (ends, True)


def quiet_until(delivery: Delivery, when: datetime) -> datetime | None:
    """When the quiet hours end that a moment lies in; None if it lies in none.

    On a day on which the clock is put forward over their end, they end as it is put forward.
    """
    if delivery.quiet is None or not _quiet(delivery.quiet, when, delivery.where):
        return None
    begins_ends, zone = delivery.quiet, delivery.where
    ends = _next(begins_ends[1], when, zone)
    while ends - _MINUTE > when and not _quiet(begins_ends, ends - _MINUTE, zone):
        ends -= _MINUTE
    return ends


def _quiet(hours: tuple[time, time], when: datetime, zone: tzinfo) -> bool:
    begins, ends = hours
    wall = when.astimezone(zone).time()
    return begins <= wall < ends if begins < ends else wall >= begins or wall < ends


def _next(at: time, after: datetime, zone: tzinfo) -> datetime:
    """The next moment after another at which a clock of the zone shows this time; UTC.

    A time that is left out as the clock is put forward comes as much later; one that comes twice counts twice.
    """
    day = after.astimezone(zone).date() - _DAY
    while True:
        for fold in (0, 1):
            found = datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)
            if found > after:
                return found
        day += _DAY


def _full_hour(after: datetime, zone: tzinfo) -> datetime:
    """The next full hour of the zone's clock; UTC."""
    wall = after.astimezone(zone)
    past = timedelta(minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond)
    return (after + timedelta(hours=1) - past).astimezone(UTC)
