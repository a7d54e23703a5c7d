"""A place of the gazetteer and what kind of place it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

from purport.records.names import Precision

EARTH_KM = 6371.0


class Kind(IntEnum):
    """What kind of place; the number is stored."""

    COUNTRY = 1
    FIRST = 2  # first-order division: state, province, governorate
    SECOND = 3  # second-order division: county, district
    TOWN = 4
    AREA = 5  # continent, sea, or region that no government draws
    SPOT = 6  # a place that a user's supplement knows: quarter, village, camp, crossing

    @property
    def precision(self) -> Precision:
        """How exactly a place of this kind is known."""
        return _PRECISION[self]


_PRECISION = {
    Kind.COUNTRY: Precision.COUNTRY,
    Kind.FIRST: Precision.REGION,
    Kind.SECOND: Precision.DISTRICT,
    Kind.TOWN: Precision.SETTLEMENT,
    Kind.AREA: Precision.REGION,
    Kind.SPOT: Precision.SETTLEMENT,
}


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the gazetteer.

    Attributes:
        number: of this gazetteer. geonameid: of GeoNames; None for places that it is not known to have.
        name: the main name. lat, lon: WGS84 degrees; of an area the middle of its towns; None for an area without towns.
        country: ISO 3166-1 alpha-2, empty for areas over several; first, second: GeoNames codes of the divisions it lies
        in (or is).
        people: inhabitants, 0 if unknown; of a sea or region a round number. kind: what kind of place.
        radius_km: round the coordinates, within which the place lies; None with them.
        capital: whether a country's seat of government.
    """

    number: int
    geonameid: int | None
    name: str
    lat: float | None
    lon: float | None
    country: str
    first: str
    second: str
    people: int
    kind: Kind
    radius_km: float | None
    capital: bool = False

    @property
    def precision(self) -> Precision:
        """How exactly the place is known."""
        return self.kind.precision

    def holds(self, other: Site) -> bool:
        """Whether this country or division holds `other`, by the codes of divisions."""
        if self.number == other.number or not self.country or self.country != other.country:
            return False
        if self.kind is Kind.COUNTRY:
            return True
        if self.first != other.first or not self.first or other.kind is Kind.COUNTRY:
            return False
        if self.kind is Kind.FIRST:
            return other.kind is not Kind.FIRST
        return (
            self.kind is Kind.SECOND
            and bool(self.second)
            and self.second == other.second
            and other.kind is not Kind.SECOND
        )


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance in km between two points (lat, lon), in degrees; haversine formula.

    >>> round(kilometres((33.34, 44.4), (36.34, 43.13)))
    353
    """
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))


def distance(one: Site, other: Site) -> float | None:
    """Kilometres between two places; None where one has no position."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return kilometres((one.lat, one.lon), (other.lat, other.lon))
