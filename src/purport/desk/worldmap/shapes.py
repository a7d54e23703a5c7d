"""The shapes of countries: Natural Earth (public domain), simplified by ``tools/world_shapes.py``; and cutting them to a window."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world in degrees: longitudes from `west` to `east`, latitudes from `south` to `north`."""

    west: float
    south: float
    east: float
    north: float

    def touches(self, other: Window) -> bool:
        """Whether the two share anything."""
        apart = other.east < self.west or other.west > self.east or other.north < self.south or other.south > self.north
        return not apart

    def grown(self, degrees: float) -> Window:
        """The window with so much more on every side."""
        return Window(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)


@dataclass(frozen=True, slots=True)
class Land:
    """A country with its outlines, lakes and islands among them, the largest first."""

    name: str
    rings: tuple[Ring, ...]

    @property
    def bounds(self) -> Window:
        """The window round its largest outline."""
        return bounds(self.rings[0])

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, outlines inside outlines counted out."""
        return sum(_inside(ring, point) for ring in self.rings) % 2 == 1


def bounds(points: Sequence[Point]) -> Window:
    """The window round some points."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Window(min(lons), min(lats), max(lons), max(lats))


@cache
def lands() -> tuple[Land, ...]:
    """All countries, read from the package on first use."""
    packed = files("purport.desk.worldmap").joinpath("world.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    lines = [_line(row, data["step"]) for row in data["arcs"]]
    return tuple(Land(one["name"], _rings(one["rings"], lines)) for one in data["lands"])


def _line(row: Sequence[int], step: float) -> list[Point]:
    x = y = 0
    out = []
    for dx, dy in zip(row[::2], row[1::2], strict=True):
        x, y = x + dx, y + dy
        out.append((x * step, y * step))
    return out


def _rings(numbered: Sequence[Sequence[int]], lines: Sequence[list[Point]]) -> tuple[Ring, ...]:
    rings = []
    for ring in numbered:
        points: list[Point] = []
        for n in ring:
            line = lines[n] if n >= 0 else lines[~n][::-1]
            points += line[1:] if points else line
        rings.append(tuple(points))
    return tuple(sorted(rings, key=_area, reverse=True))


def _area(ring: Ring) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)))


def _inside(ring: Ring, point: Point) -> bool:
    """Whether a ray from the point to the east crosses the ring an odd number of times."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def cut(ring: Ring, window: Window) -> list[Point]:
    """What of a ring lies in the window (Sutherland and Hodgman 1974); empty if nothing does."""
    points = list(ring)
    for axis, limit, sign in ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1)):
        points = list(_one_side(points, axis, limit, sign))
    return points


def _one_side(points: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    for before, now in zip([*points[-1:], *points[:-1]], points, strict=True):
        came, stays = sign * (before[axis] - limit) >= 0, sign * (now[axis] - limit) >= 0
        if came != stays:
            share = (limit - before[axis]) / (now[axis] - before[axis])
            yield before[0] + share * (now[0] - before[0]), before[1] + share * (now[1] - before[1])
        if stays:
            yield now
