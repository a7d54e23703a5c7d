"""Time stamps as publishers write them: moments with a zone."""

from __future__ import annotations

from datetime import UTC, datetime, time


def _parsed(stamp: object) -> datetime | None:
    from email.utils import parsedate_to_datetime

    if not isinstance(stamp, str):
        return None
    for parsing in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parsing(stamp.strip())
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def moment_of(stamp: object) -> str | None:
    """The moment of a time stamp (RFC 5322 or ISO 8601), ISO 8601 in UTC to the second; None if it gives no time with a zone.

    >>> moment_of("Fri, 04 Nov 2016 23:30:00 -0500"), moment_of("2016-11-04T23:30:00Z"), moment_of("2016-11-04")
    ('2016-11-05T04:30:00Z', '2016-11-04T23:30:00Z', None)
    """
    when = _parsed(stamp)
    try:
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when is not None and when.tzinfo else None
    except OverflowError:
        return None


def hour_of(stamp: object) -> str | None:
    """The moment of a time stamp in its own zone, ISO 8601 to the second; None without a zone, or at midnight sharp, which is how a
    day without an hour is written.

    >>> hour_of("Fri, 04 Nov 2016 23:30:00 -0500"), hour_of("2016-11-04T23:30Z"), hour_of("2016-11-04T00:00:00Z")
    ('2016-11-04T23:30:00-05:00', '2016-11-04T23:30:00Z', None)
    """
    when = _parsed(stamp)
    if when is None or when.tzinfo is None or when.time() == time(0):
        return None
    return when.replace(microsecond=0).isoformat().replace("+00:00", "Z")
