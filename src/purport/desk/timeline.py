"""Statements on a line of time, as a picture in SVG: when they were spoken, when the stories came out and were captured.

Pure: the same records give the same picture. Uncertain dates are drawn as long as they are uncertain. The times of speaking,
publication and capture are never mixed: each has lanes of its own. Long stretches without anything are cut out of the line,
and the cut is shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from purport.desk.dates import Days, days, words
from purport.desk.terminal import one_line
from purport.records import DocumentRow, StatementRow
from purport.records.chains import source_words

WIDTH = 1080
LEFT = 230
LANE = 26
LANES = 12
"""Speakers with a lane of their own; the others share one."""
TOP = 14


@dataclass(frozen=True, slots=True)
class Point:
    """Something on the line: `when` it may have been, in which lane, drawn in which form."""

    when: Days
    lane: str
    form: str
    title: str
    href: str | None = None

    @property
    def ends(self) -> tuple[date, date]:
        """First and last day drawn; an open side is drawn as a week."""
        week = timedelta(days=7)
        first = self.when.first or ((self.when.last or date.max) - week)
        return first, self.when.last or first + week


def timeline(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> Markup:
    """The picture; an empty string if nothing has a date."""
    spoken = _spoken(rows)
    told = [*_published(stories), *_captured(stories)]
    if not spoken and not told:
        return Markup("")
    lanes = [*dict.fromkeys(point.lane for point in spoken), *dict.fromkeys(point.lane for point in told)]
    scale = Scale.over([day for point in (*spoken, *told) for day in point.ends])
    height = TOP + LANE * len(lanes) + 34
    parts = [_lane(name, number, name in ("published", "captured")) for number, name in enumerate(lanes)]
    parts += [_axis(scale, TOP + LANE * len(lanes))]
    parts += [_point(point, lanes.index(point.lane), scale) for point in (*spoken, *told)]
    head = Markup(
        '<svg class="timeline" viewBox="0 0 {} {}" role="img" aria-label="Timeline of {} statements" '
        'xmlns="http://www.w3.org/2000/svg">'
    ).format(WIDTH, height, len(spoken))
    return head + Markup("").join(parts) + Markup("</svg>")


def undated(rows: Sequence[StatementRow]) -> int:
    """How many statements the picture leaves out because it is not known when they were made."""
    return sum(1 for row in rows if days(row.statement.spoken) is None)


def _spoken(rows: Sequence[StatementRow]) -> list[Point]:
    counted = Counter(source_words(row.statement) for row in rows if days(row.statement.spoken))
    own = {name for name, _ in counted.most_common(LANES)}
    out = []
    for row in rows:
        one, when = row.statement, days(row.statement.spoken)
        if when is None:
            continue
        name = source_words(one)
        title = (
            f"{name} {one.act}, {words(one.spoken)} ({str(one.certainty).replace('_', ' ')}): {row.content_words[:160]}"
        )
        lane = name if name in own else "others"
        out.append(Point(when, lane, f"c-{one.certainty}", title, f"#{one.id}"))
    return sorted(
        out,
        key=lambda point: (point.lane == "others", point.ends[0], -(point.ends[1] - point.ends[0]).days, point.lane),
    )


def _published(stories: Sequence[DocumentRow]) -> list[Point]:
    dated = [(row, days(row.document.published)) for row in stories]
    return [
        Point(when, "published", "published", f"{named(row)}: published {words(row.document.published)}", f"#{row.id}")
        for row, when in dated
        if when is not None
    ]


def _captured(stories: Sequence[DocumentRow]) -> list[Point]:
    out = []
    for row in stories:
        day = row.captured_at.date()
        title = f"{named(row)}: captured {row.captured_at:%Y-%m-%d %H:%M} UTC"
        out.append(Point(Days(day, day), "captured", "captured", title, f"#{row.id}"))
    return out


def named(row: DocumentRow) -> str:
    """What to call a document: its title, else its name."""
    return row.document.title or row.document.name


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to places on the line; `stops` are (day, place from 0 to 1), `cuts` the places of stretches left out."""

    stops: tuple[tuple[date, float], ...]
    cuts: tuple[float, ...]

    @classmethod
    def over(cls, seen: Sequence[date]) -> Scale:
        """A scale on which every day seen has its place; gaps without end are cut to a short stretch."""
        points = sorted(set(seen))
        gaps = [(after - before).days for before, after in pairwise(points)]
        longest = _longest(gaps)
        whole = sum(gap for gap in gaps if gap <= longest)
        steps = [gap if gap <= longest else max(1.0, whole / 6) for gap in gaps]
        total = sum(steps) or 1.0
        stops, cuts, at = [(points[0], 0.0)], [], 0.0
        for day, gap, step in zip(points[1:], gaps, steps, strict=True):
            if gap > longest:
                cuts.append((at + step / 2) / total)
            at += step
            stops.append((day, at / total))
        return cls(tuple(stops), tuple(cuts))

    def x(self, day: date) -> float:
        """The place of a seen day, in the picture's units."""
        return LEFT + 20 + (WIDTH - LEFT - 50) * self.stops[bisect_left(self.stops, (day, 0.0))][1]


def _longest(gaps: Sequence[int]) -> int:
    """The length in days beyond which a gap is cut: four times the typical gap, two weeks at least."""
    typical = sorted(gaps)[(len(gaps) - 1) // 2] if gaps else 1
    return max(14, 4 * typical)


def _lane(name: str, number: int, aside: bool) -> Markup:
    y = TOP + LANE * number
    kind = "lane aside" if aside else "lane"
    short = one_line(name, 30)
    return Markup(
        '<g class="{}"><text x="{}" y="{}" text-anchor="end">{}</text><line x1="{}" x2="{}" y1="{}" y2="{}"/></g>'
    ).format(kind, LEFT - 12, y + LANE / 2 + 4, short, LEFT, WIDTH - 10, y + LANE / 2, y + LANE / 2)


def _axis(scale: Scale, y: int) -> Markup:
    """Ticks at days on which something lies, as many as can be labelled without touching, the last one always."""
    last = scale.stops[-1][0]
    out, free, reserved = Markup(""), 0.0, _label(scale.x(last))[0]
    for day, _ in scale.stops:
        x = scale.x(day)
        low, high, anchor = _label(x)
        if low < free or (day != last and high > reserved):
            continue
        free = high
        out += Markup('<g class="tick"><line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>').format(x, TOP, y + 5)
        out += Markup('<text x="{:.1f}" y="{}" text-anchor="{}">{}</text></g>').format(
            x, y + 20, anchor, words(str(day))
        )
    for cut in scale.cuts:
        x = LEFT + 20 + (WIDTH - LEFT - 50) * cut
        path = Markup('<path class="cut" d="M{:.1f} {} l-6 14 m12 -14 l-6 14"><title>time left out</title></path>')
        out += path.format(x, y - 7)
    return out


def _label(x: float) -> tuple[float, float, str]:
    """Where the label of a tick begins and ends, and how it is anchored: inside the picture at its right end."""
    if x > WIDTH - 62:
        return x - 118, x + 6, "end"
    return x - 59, x + 59, "middle"


def _point(point: Point, lane: int, scale: Scale) -> Markup:
    first, last = (scale.x(day) for day in point.ends)
    y = TOP + LANE * lane + LANE / 2
    shape = _shape(point.form, first, last, y, point.when.exact)
    inside = Markup("<title>{}</title>{}").format(one_line(point.title), shape)
    if point.href is None:
        return Markup('<g class="point {}">{}</g>').format(point.form, inside)
    return Markup('<a class="point {}" href="{}">{}</a>').format(point.form, point.href, inside)


def _shape(form: str, first: float, last: float, y: float, exact: bool) -> Markup:
    if not exact and form != "captured":
        return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="10" rx="5"/>').format(
            first, y - 5, max(10.0, last - first)
        )
    if form == "published":
        return Markup('<rect x="{:.1f}" y="{:.1f}" width="9" height="9"/>').format(first - 4.5, y - 4.5)
    if form == "captured":
        return Markup('<path d="M{0:.1f} {1:.1f} v12"/>').format(first, y - 6)
    if form == "c-rumoured":
        return Markup('<path d="M{:.1f} {:.1f} l6 6 l-6 6 l-6 -6 z"/>').format(first, y - 6)
    if form in ("c-denied", "c-negated"):
        return Markup('<path d="M{:.1f} {:.1f} l10 10 m0 -10 l-10 10"/>').format(first - 5, y - 5)
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="5.5"/>').format(first, y)
