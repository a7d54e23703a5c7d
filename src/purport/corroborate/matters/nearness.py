"""How far two intervals of days, and two regions, lie apart."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from purport.corroborate.matters.words import same_name
from purport.records.days import APPROXIMATE, Days, days
from purport.records.matters import Region
from purport.records.names import Precision

EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""
CLOSE_KM = 3.0
"""Two exact places no farther apart than this may be one."""
ABOUT = timedelta(2)
"""How far a day may lie from one that is only told as about: "around 5 March", or a feast that goes by the moon."""
WIDE = frozenset({Precision.REGION, Precision.COUNTRY})
"""How exactly a place is known that is too wide to say that two things were in one place."""


def days_between(one: Days, other: Days) -> int:
    """Whole days from the end of the earlier interval to the start of the later; 0 where they share a day or are open there.

    >>> days_between(Days(date(2026, 3, 1), date(2026, 3, 2)), Days(date(2026, 3, 5), None))
    3
    """
    ahead, behind = _gap(one.last, other.first), _gap(other.last, one.first)
    return ahead if ahead >= behind else behind


def _gap(last: date | None, first: date | None) -> int:
    """Days from the last of one to the first of another that begins after it; else 0."""
    return (first - last).days if last is not None and first is not None and first > last else 0


class Dated(Protocol):
    """What has days of its own, and came out."""

    @property
    def days(self) -> str | None:
        """EDTF, when it was, by its own words."""

    @property
    def out(self) -> str | None:
        """EDTF, when it came out."""


def bounds(one: Dated) -> tuple[Days | None, bool]:
    """The days on which it may have been, and whether its own words say so; else it was in the days before it came out."""
    return bounds_of(one.days, one.out)


@lru_cache(8192)
def bounds_of(told: str | None, out: str | None) -> tuple[Days | None, bool]:
    """What `bounds` says, by the dates (EDTF) themselves."""
    own = days(told)
    if own is not None and own.first is not None and own.last is not None:
        return (_about(own.first, own.last) if APPROXIMATE.search(told or "") else own), True
    return days(out), False


def _about(first: date, last: date) -> Days:
    with suppress(OverflowError):
        return Days(first - ABOUT, last + ABOUT)
    return Days(first, last)


def distance_km(one: Region, other: Region) -> float | None:
    """Great-circle distance of the centres by the haversine formula; None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    low, high = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((high - low) / 2) ** 2
    half += math.cos(low) * math.cos(high) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def apart(one: Region, other: Region) -> bool:
    """Whether two regions cannot be one place: their circles do not meet, or neither is known and their names differ."""
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return False
    away = distance_km(one, other)
    if away is None:
        return one.geonameid is None and other.geonameid is None and not same_name(one.name, other.name)
    return away > CLOSE_KM + (one.radius_km or 0.0) + (other.radius_km or 0.0)


def together(one: Region, other: Region) -> str | None:
    """Why two regions are one place, in words; None if they may not be. Countries and provinces are too wide to say so."""
    if one.precision in WIDE or other.precision in WIDE:
        return None
    away = distance_km(one, other)
    if (one.geonameid is not None and one.geonameid == other.geonameid) or same_name(one.name, other.name):
        return f"same place: {one.name}" if away is None or away < CLOSE_KM else None
    if away is None or away > CLOSE_KM:
        return None
    return f"{one.name} and {other.name} lie within {math.ceil(away)} km"
