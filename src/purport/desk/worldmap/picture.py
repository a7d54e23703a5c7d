"""The map as SVG: lands, circles of what is not known nearer, and at each place its statements and events by certainty.

Pure: the same spots give the same picture. The projection is equirectangular, true to scale along the middle parallel of
the window.
Certainty is told by the form of a sign, never by its colour alone; a ring round a sign says that it stands for an event.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from purport.desk.terminal import one_line
from purport.desk.worldmap.shapes import Land, Point, Window, bounds, cut, lands
from purport.desk.worldmap.signs import GAP, SIZE, patterns, sign
from purport.desk.worldmap.spots import EVENT, STATEMENT, Spot
from purport.records import Certainty, Precision

WIDTH, HEIGHT = 1080, 600
MOST = 40
"""Places that are drawn, those with most on them; the table has all."""
KM = 111.2
"""Kilometres of one degree of latitude."""
LEAST_DEGREES = 3.0
"""The least height of a window: nearer in there is nothing to tell places apart by."""
WIDEST_KM = 400.0
"""A place known less exactly than this does not widen the window by all of it."""
LABEL = 12.5
"""Size of the letters."""


@dataclass(frozen=True, slots=True)
class View:
    """A window with its scale: from degrees to the picture's units."""

    window: Window
    scale: float
    middle: float

    @classmethod
    def over(cls, found: Sequence[Spot]) -> View:
        """The view that shows all spots with room round them, in the picture's proportions."""
        seen = bounds([corner for spot in found for corner in _corners(spot)])
        lat = (seen.south + seen.north) / 2
        squeeze = max(0.2, math.cos(math.radians(lat)))
        high = max(LEAST_DEGREES, seen.north - seen.south) * 1.25
        wide = max(LEAST_DEGREES, (seen.east - seen.west) * squeeze) * 1.25
        high = max(high, wide * HEIGHT / WIDTH)
        wide = high * WIDTH / HEIGHT / squeeze
        lon = (seen.west + seen.east) / 2
        window = Window(lon - wide / 2, lat - high / 2, lon + wide / 2, lat + high / 2)
        return cls(window, HEIGHT / high, squeeze)

    def at(self, point: Point) -> Point:
        """Where a point lies in the picture."""
        lon, lat = point
        x = WIDTH / 2 + (lon - (self.window.west + self.window.east) / 2) * self.middle * self.scale
        return x, (self.window.north - lat) * self.scale


def _corners(spot: Spot) -> Iterator[Point]:
    reach = min(WIDEST_KM, spot.radius_km or 10.0) / KM
    if spot.precision is Precision.COUNTRY:
        land = _land_of(spot)
        if land is not None and land.bounds.east - land.bounds.west < 30:
            yield from ((land.bounds.west, land.bounds.south), (land.bounds.east, land.bounds.north))
            return
    across = reach / max(0.2, math.cos(math.radians(spot.lat)))
    yield spot.lon - across, max(-85.0, spot.lat - reach)
    yield spot.lon + across, min(85.0, spot.lat + reach)


def _land_of(spot: Spot) -> Land | None:
    return next((land for land in lands() if land.holds((spot.lon, spot.lat))), None)


def worldmap(found: Sequence[Spot]) -> Markup:
    """The picture; an empty string if there is nothing to draw."""
    drawn = found[:MOST]
    if not drawn:
        return Markup("")
    view = View.over(drawn)
    near = [land for land in lands() if any(view.window.touches(bounds(ring)) for ring in land.rings)]
    named = {land.name for spot in drawn if spot.precision is Precision.COUNTRY for land in [_land_of(spot)] if land}
    boxes = _boxes(drawn, view)
    parts = [
        patterns(),
        Markup('<rect class="sea" width="{}" height="{}"/>').format(WIDTH, HEIGHT),
        *(_land(land, view, land.name in named) for land in near),
        *_names(near, view, boxes),
        *(_radius(spot, view) for spot in drawn),
        *(_leader(box) for box in boxes),
        *(_marker(box) for box in boxes),
        _scale_bar(view),
    ]
    told = f"Map of {len(drawn)} {'place' if len(drawn) == 1 else 'places'}; the table below says the same in words"
    head = Markup(
        '<svg class="worldmap" viewBox="0 0 {} {}" role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg">'
    ).format(WIDTH, HEIGHT, told)
    return head + Markup("").join(parts) + Markup("</svg>")


def _land(land: Land, view: View, named: bool) -> Markup:
    """The outline of a land within the window; hatched if it is named as a whole."""
    wide = view.window.grown(0.2 + 4 / view.scale)
    path = "".join(_path(cut(ring, wide), view) for ring in land.rings if wide.touches(bounds(ring)))
    if not path:
        return Markup("")
    whole = Markup('<path class="whole" fill="url(#whole)" d="{}"/>').format(path) if named else Markup("")
    return Markup('<path class="land" d="{}"/>').format(path) + whole


def _path(points: Sequence[Point], view: View) -> str:
    """A closed line, without points nearer than a unit to the one before."""
    out: list[str] = []
    last = (math.inf, math.inf)
    for point in points:
        x, y = view.at(point)
        if abs(x - last[0]) + abs(y - last[1]) >= 1:
            out.append(f"{x:.1f} {y:.1f}")
            last = (x, y)
    return f"M{'L'.join(out)}Z" if len(out) > 2 else ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a place's name and signs stand: left upper corner, size, and the point that they belong to."""

    spot: Spot
    x: float
    y: float
    width: float
    height: float
    point: Point

    def hits(self, other: Box) -> bool:
        """Whether two boxes overlap."""
        return not (
            self.x + self.width < other.x
            or other.x + other.width < self.x
            or self.y + self.height < other.y
            or other.y + other.height < self.y
        )

    @property
    def fits(self) -> bool:
        """Whether it lies in the picture."""
        return 4 <= self.x <= WIDTH - self.width - 4 and 4 <= self.y <= HEIGHT - self.height - 4


def _boxes(drawn: Sequence[Spot], view: View) -> list[Box]:
    """Boxes beside their points, none over another or a point as long as there is room; those with most on them choose first."""
    out: list[Box] = []
    dots = [Box(spot, x - 3, y - 3, 6, 6, (x, y)) for spot in drawn for x, y in [view.at((spot.lon, spot.lat))]]
    for spot in drawn:
        x, y = view.at((spot.lon, spot.lat))
        width = max(1.12 * _width(one_line(spot.name, 26)), _signs_width(spot)) + 10
        tried = [Box(spot, left, top, width, 38, (x, y)) for left, top in _around(x, y, width)]
        free = [box for box in tried if box.fits and not any(box.hits(other) for other in (*out, *dots))]
        out.append(free[0] if free else tried[0])
    return out


def _around(x: float, y: float, width: float) -> Iterator[Point]:
    """Corners of boxes nearer and farther round a point."""
    for away in (7, 26, 52, 84, 122, 166):
        yield x + away, y - 19
        yield x - away - width, y - 19
        yield x - width / 2, y - away - 38
        yield x - width / 2, y + away
        yield x + away, y - 19 - away
        yield x + away, y - 19 + away
        yield x - away - width, y - 19 - away
        yield x - away - width, y - 19 + away


def _width(text: str) -> float:
    """How wide words are at most, roughly."""
    return len(text) * LABEL * 0.56


def _groups(spot: Spot) -> Iterator[tuple[str, Certainty, int]]:
    """Signs of a place: statements, then events, in the order of certainty, each with its number."""
    for kind in (STATEMENT, EVENT):
        counted = spot.count(kind)
        yield from ((kind, certainty, counted[certainty]) for certainty in Certainty if counted[certainty])


def _signs_width(spot: Spot) -> float:
    return sum(SIZE + GAP + (_width(str(count)) if count > 1 else 0) for _, _, count in _groups(spot))


def _marker(box: Box) -> Markup:
    """A place's name, its signs, and all of it in words for who points at it."""
    x, y = box.x + 5, box.y + 28
    signs = Markup("")
    for kind, certainty, count in _groups(box.spot):
        signs += sign(certainty, x + SIZE / 2, y, kind == EVENT)
        x += SIZE + 2
        if count > 1:
            signs += Markup('<text class="count" x="{:.1f}" y="{:.1f}">{}</text>').format(x, y + 4, count)
            x += _width(str(count))
        x += GAP - 2
    card = Markup('<rect class="card" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="4"/>')
    name = Markup('<text class="name" x="{:.1f}" y="{:.1f}">{}</text>')
    return (
        Markup('<g class="spot"><title>{}</title>').format(in_words(box.spot))
        + card.format(box.x, box.y, box.width, box.height)
        + name.format(box.x + 5, box.y + 15, one_line(box.spot.name, 26))
        + signs
        + Markup("</g>")
    )


def in_words(spot: Spot) -> str:
    """What lies at a place, in one sentence.

    >>> in_words(Spot("Oldtown", 1.0, 2.0, None, None))
    'Oldtown: nothing'
    """
    parts = []
    for kind in (STATEMENT, EVENT):
        counted = spot.count(kind)
        told = ", ".join(f"{n} {str(one).replace('_', ' ')}" for one, n in counted.items())
        total = sum(counted.values())
        if total:
            parts.append(f"{total} {kind}{'' if total == 1 else 's'} ({told})")
    return f"{spot.name}: {'; '.join(parts) or 'nothing'}"


def _leader(box: Box) -> Markup:
    """The point itself, and a line from it to its box."""
    x, y = box.point
    to_x = min(max(x, box.x), box.x + box.width)
    to_y = min(max(y, box.y), box.y + box.height)
    dot = Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="3"/>').format(x, y)
    line = Markup('<line class="leader" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(x, y, to_x, to_y)
    return line + dot


def _radius(spot: Spot, view: View) -> Markup:
    """The circle within which the place lies, where it is more than a dot; lands that are named as a whole are hatched instead."""
    if spot.radius_km is None or spot.precision is Precision.COUNTRY:
        return Markup("")
    high = spot.radius_km / KM * view.scale
    wide = high * view.middle / max(0.05, math.cos(math.radians(spot.lat)))
    if high < 6:
        return Markup("")
    x, y = view.at((spot.lon, spot.lat))
    title = Markup("<title>{} lies within {:.0f} km of the point</title>").format(spot.name, spot.radius_km)
    circle = Markup('<ellipse class="within" cx="{:.1f}" cy="{:.1f}" rx="{:.1f}" ry="{:.1f}">{}</ellipse>')
    return circle.format(x, y, wide, high, title)


def _names(near: Sequence[Land], view: View, boxes: Sequence[Box]) -> Iterator[Markup]:
    """The names of the lands that fill most of the window, where they are in nobody's way."""
    placed: list[Box] = []
    for land in near:
        seen = cut(land.rings[0], view.window)
        if len(seen) < 3:
            continue
        room = bounds(seen)
        width = _width(land.name) * 0.95
        x, y = view.at(((room.west + room.east) / 2, (room.south + room.north) / 2))
        wide, _ = view.at((room.east, 0))
        left, _ = view.at((room.west, 0))
        box = Box(boxes[0].spot, x - width / 2, y - 9, width, 14, (x, y))
        if wide - left < width * 0.9 or not box.fits or any(box.hits(other) for other in (*boxes, *placed)):
            continue
        placed.append(box)
        yield Markup('<text class="country" x="{:.1f}" y="{:.1f}">{}</text>').format(x, y + 2, land.name)


def _scale_bar(view: View) -> Markup:
    """A line of a round number of kilometres."""
    most = 160 / view.scale * KM
    length = 10 ** math.floor(math.log10(most))
    length *= next(step for step in (5, 2, 1) if step * length <= most)
    size = length / KM * view.scale
    x, y = WIDTH - 20 - size, HEIGHT - 16
    return Markup(
        '<g class="bar"><path d="M{:.1f} {}v4h{:.1f}v-4"/><text x="{:.1f}" y="{}">{:,.0f} km</text></g>'
    ).format(x, y - 4, size, x + size / 2, y - 8, length)
