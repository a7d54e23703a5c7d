"""When it is whose turn: pure functions of what was, what came and the time. Chance comes in as a number from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from purport.collect.looking import Look, Sighting
from purport.config import Source
from purport.errors import PurportError
from purport.records import Lead, Standing, Step

LONGEST = 86_400.0
"""Seconds after which a failing source is looked at again at the latest, if it does not ask for more."""
LONGEST_ASKED = 7 * 86_400.0
"""Seconds that a Retry-After is honoured for at most."""
FIRST_RETRY = 60.0
MOST_TRIES = 5
SPREAD = 0.1
"""Looks are put off by up to this share of their interval, so that sources do not come all at once."""

FOR_GOOD = frozenset(
    {
        "http-401", "http-403", "http-404", "http-410", "http-451", "robots", "private-address", "bad-address", "bad-scheme",
        "credentials-in-address", "too-large", "unknown-coding", "bad-coding", "redirect-circle", "too-many-redirects",
    }
)  # fmt: skip
"""What is not tried again: it would be the same tomorrow, and asking again would be rude."""


def host_of(address: str | None) -> str:
    """The host of an address with its port, in lower case; empty for none.

    >>> host_of("https://Courier.example:8443/feed.xml")
    'courier.example:8443'
    """
    try:
        return urlsplit(address or "").netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


AHEAD = timedelta(minutes=1)
"""A last look that is further ahead than this was noted by a clock that has been put back since."""
ASKED_FOR = frozenset({"http-429", "http-503"})
"""What a failure is called where the server may have said when to come again."""


def fresh(source: Source, standing: Standing | None, now: datetime) -> Standing:
    """The standing of a source to begin with; validators of another address do not hold, nor a turn later than `every` allows, nor
    one that a clock gave that ran ahead.
    """
    if standing is None:
        return Standing(source.name, source.url)
    if standing.url != source.url:
        return replace(standing, url=source.url, validators=(), due=None)
    if standing.tried is not None and standing.tried > now + AHEAD:
        return replace(standing, due=None)
    if standing.tried is None or standing.due is None or standing.code in ASKED_FOR:
        return standing
    longest = 1.25 * backoff(source, standing.failures) if standing.failures else source.every * (1 + SPREAD)
    return replace(standing, due=min(standing.due, standing.tried + timedelta(seconds=longest)))


def backoff(source: Source, failures: int) -> float:
    """Seconds to wait after so many failures in a row: doubled with each, a day at most or as long as the source always waits."""
    return min(source.every * 2.0 ** min(failures - 1, 20), max(LONGEST, source.every))


def succeeded(standing: Standing, source: Source, look: Look, now: datetime, chance: float) -> Standing:
    """After a look that worked."""
    return replace(
        standing,
        tried=now,
        succeeded=now,
        due=now + timedelta(seconds=source.every * (1 + SPREAD * chance)),
        failures=0,
        code=None,
        told=None,
        validators=look.validators,
    )


def brought(standing: Standing, sightings: Iterable[Sighting], count: int, now: datetime) -> Standing:
    """After a look that brought something new: `count` is how many things nobody had seen before.

    The first look at a source says nothing of its lag: what it finds may have stood there for long.
    """
    stamps = [s.item.stamp for s in sightings if s.item is not None and s.item.stamp is not None]
    lag = standing.lag
    if stamps and standing.changed is not None:
        newest = datetime.fromisoformat(max(stamps))
        lag = max(0.0, (now - newest).total_seconds())
    return replace(standing, changed=now, items=standing.items + count, lag=lag)


def failed(
    standing: Standing, source: Source, look: Look, error: PurportError, now: datetime, chance: float
) -> Standing:
    """After a look that failed: the wait doubles with each failure in a row, and a Retry-After is honoured."""
    failures = standing.failures + 1
    wait = max(backoff(source, failures) * (0.75 + 0.5 * chance), _asked(look.retry_after))
    due = now + timedelta(seconds=wait)
    return replace(standing, tried=now, due=due, failures=failures, code=error.code, told=error.message)


def retried(lead: Lead, code: str, retry_after: float | None, now: datetime, chance: float) -> Lead | None:
    """The lead with its next try; None if it is not tried again."""
    tries = lead.tries + 1
    if code in FOR_GOOD or tries >= MOST_TRIES:
        return None
    wait = FIRST_RETRY * 4.0 ** (tries - 1) * (0.75 + 0.5 * chance)
    due = now + timedelta(seconds=max(wait, _asked(retry_after)))
    return replace(lead, tries=tries, code=code, due=due)


def _asked(retry_after: float | None) -> float:
    return min(retry_after or 0.0, LONGEST_ASKED)


def lead_of(source: Source, sighting: Sighting, exhibit: str | None, previous: str | None, now: datetime) -> Lead:
    """What has to be done with a sighting whose bytes, where it has any, are kept as `exhibit`."""
    came = sighting.capture
    step = Step.FETCH if sighting.address is not None else Step.READ if came is not None else Step.DONE
    return Lead(
        source=source.name,
        key=sighting.key,
        version=sighting.version,
        step=step,
        found=now,
        due=now,
        host=host_of(sighting.address),
        address=sighting.address,
        item=sighting.item,
        exhibit=exhibit,
        came=None if came is None else replace(came, data=b""),
        previous=previous if sighting.address is None and sighting.item is None else None,
        media=sighting.media,
    )
