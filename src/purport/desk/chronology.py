"""When statements were made, for people: in words, as a table, and as bars whose ends say what is known of them.

A bar is as long as its date is uncertain. A known end is straight, an uncertain or approximate one is broken off, an open one an
arrow; where only the story's date is known, an arrow points to it from before. Certainty is a pattern of the bar, never its colour
alone. Pure: the same moments give the same picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from purport.desk.dates import words
from purport.desk.tables import Fitted, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.desk.timeline import LEFT, TOP, WIDTH, Scale
from purport.records.chains import source_words
from purport.records.moments import Basis, End, Moment
from purport.records.names import Certainty

if TYPE_CHECKING:
    from rich.console import RenderableType

LANES = 14
"""Speakers with a lane of their own; the others share one."""
HEIGHT, ROOM = 9, 4
"""Units of a bar, and between two bars of one lane."""
DEPTH = 12
"""Bars of a lane that stand below one another; more are drawn over each other, and the table has them all."""
OPEN_DAYS = timedelta(days=5)
"""So long an open side is drawn."""
_BROKEN = (End.UNCERTAIN, End.APPROXIMATE, End.BOTH)


def told(one: Moment) -> str:
    """A moment in words.

    >>> from purport.records.days import days
    >>> told(Moment(None, "2026-03-04", days("2026-03-04"), End.OPEN, End.KNOWN, Basis.PUBLISHED))
    'by 4 March 2026'
    """
    return f"by {words(one.edtf)}" if one.basis is Basis.PUBLISHED else words(one.edtf)


def table(dated: Sequence[Moment], turned: bool) -> Fitted:
    """Moments, one a row."""
    made = plain_table("when", "who", "act", "words", "id")
    for column, ratio in zip(made.columns, (4, 4, 3, 7, None), strict=True):
        column.ratio = ratio
    made.columns[4].no_wrap = True
    made.expand = True
    return fitted(made, (tuple(_cells(one, turned)) for one in dated))


def _cells(one: Moment, turned: bool) -> Iterator[RenderableType]:
    statement = one.row.statement
    yield Words(told(one), False)
    yield Words(one_line(source_words(statement), 80), turned)
    ruled = "" if one.row.decision is None else f"; {one.row.decision.ruling}"
    yield Words(f"{statement.act}, {plain(statement.certainty)}{ruled}", False)
    yield Words(one_line(one.row.content_words, 200), turned)
    yield Words(statement.id[:11], False)


def plain(certainty: Certainty) -> str:
    """A certainty as words."""
    return str(certainty).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Bar:
    """One moment in the picture: the lane and the row in it, and the first and last day drawn."""

    moment: Moment
    lane: str
    row: int
    first: date
    last: date


Lead = Callable[[Moment], str]
"""Where a bar leads to."""


def picture(dated: Sequence[Moment], lead: Lead, others: str = "others") -> Markup:
    """The picture; an empty string for nothing. `others` names the lane that speakers share who have none of their own."""
    if not dated:
        return Markup("")
    counted = Counter(source_words(one.row.statement) for one in dated)
    own = {name for name, _ in counted.most_common(LANES)}
    bars = _bars(dated, own, others)
    scale = Scale.over([day for bar in bars for day in (bar.first, bar.last)])
    lanes = sorted({bar.lane for bar in bars}, key=lambda name: (name == others, -counted[name], name))
    tops, depth, y = {}, {name: max(bar.row for bar in bars if bar.lane == name) + 1 for name in lanes}, TOP
    for name in lanes:
        tops[name] = y
        y += depth[name] * (HEIGHT + ROOM) + 12
    parts = [_lane(name, tops[name], depth[name] * (HEIGHT + ROOM) + 12) for name in lanes]
    parts += [_axis(scale, y), *(_bar(bar, tops[bar.lane], scale, lead) for bar in bars)]
    head = Markup('<svg class="chronology" viewBox="0 0 {} {}" role="group" xmlns="http://www.w3.org/2000/svg">')
    return head.format(WIDTH, y + 34) + Markup("").join(parts) + Markup("</svg>")


def _bars(dated: Sequence[Moment], own: set[str], others: str) -> list[Bar]:
    """Bars, each in the first row of its lane in which it touches no other."""
    free: dict[tuple[str, int], date] = {}
    out = []
    for one in dated:
        name = source_words(one.row.statement)
        lane = name if name in own else others
        first, last = _ends(one)
        rows = (row for row in range(DEPTH) if free.get((lane, row), date.min) < first)
        row = next(rows, DEPTH - 1)
        free[lane, row] = max(last, free.get((lane, row), date.min))
        out.append(Bar(one, lane, row, first, last))
    return out


def _ends(one: Moment) -> tuple[date, date]:
    """First and last day drawn: an open side goes on for some days."""
    first, last = one.days.first or one.days.last, one.days.last or one.days.first
    assert first is not None and last is not None
    if one.start is End.OPEN and one.basis is Basis.SPOKEN:
        first = first - OPEN_DAYS if first > date.min + OPEN_DAYS else first
    if one.end is End.OPEN:
        last = last + OPEN_DAYS if last < date.max - OPEN_DAYS else last
    return first, last


def _lane(name: str, y: float, height: float) -> Markup:
    return Markup(
        '<g class="lane"><text x="{}" y="{}" text-anchor="end">{}</text><path d="M{} {:.1f}H{}"/></g>'
    ).format(LEFT - 12, y + 12, one_line(name, 30), 8, y + height - 6, WIDTH - 8)


def _axis(scale: Scale, y: float) -> Markup:
    """Ticks at days on which something begins or ends, as many as can be labelled without touching, first and last always."""
    out, free = Markup(""), 0.0
    last = scale.stops[-1][0]
    for day, _ in scale.stops:
        x = scale.x(day)
        low, anchor = (x - 118, "end") if x > WIDTH - 62 else (x - 59, "middle")
        if low < free or (day != last and x + 59 > scale.x(last) - 118):
            continue
        free = low + 118
        out += Markup(
            '<g class="tick"><path d="M{0:.1f} {1}V{2:.1f}"/><text x="{0:.1f}" y="{3:.1f}" text-anchor="{4}">{5}</text></g>'
        ).format(x, TOP - 6, y + 4, y + 20, anchor, words(day.isoformat()))
    for cut in scale.cuts:
        x = LEFT + 20 + (WIDTH - LEFT - 50) * cut
        out += Markup('<path class="cut" d="M{:.1f} {:.1f}l-6 14m12 -14l-6 14"/>').format(x, y - 7)
    return out


def _bar(bar: Bar, top: float, scale: Scale, lead: Lead) -> Markup:
    one, statement = bar.moment, bar.moment.row.statement
    first, last = scale.x(bar.first), scale.x(bar.last)
    y = top + bar.row * (HEIGHT + ROOM)
    said = f"{source_words(statement)} {statement.act}, {told(one)} ({plain(statement.certainty)}): {one.row.content_words[:160]}"
    shape = _shape(one, first, max(last, first + 8), y)
    return Markup('<a class="when c-{}" href="{}" aria-label="{}"><title>{}</title>{}</a>').format(
        statement.certainty, lead(one), one_line(said, 300), one_line(said, 300), shape
    )


def _shape(one: Moment, first: float, last: float, y: float) -> Markup:
    """The outline: straight, broken off or an arrow at either end; a story's date is an arrow to it from before."""
    middle, low = y + HEIGHT / 2, y + HEIGHT
    if one.basis is Basis.PUBLISHED:
        return Markup(
            '<path class="before" d="M{0:.1f} {1:.1f}H{2:.1f}"/><path d="M{2:.1f} {3:.1f}l-7 {4}v-{5}z"/>'
        ).format(max(LEFT, first - 22), middle, last, middle, HEIGHT / 2, HEIGHT)
    left = _side(one.start, first, (low, middle, y), -1)
    right = _side(one.end, last, (y, middle, low), 1)
    return Markup('<path d="M{:.1f} {:.1f}H{:.1f}{}H{:.1f}{}Z"/>').format(first, y, last, right, first, left)


def _side(end: End, x: float, ys: tuple[float, float, float], outward: int) -> str:
    """The line of one side from the first to the last of three heights: straight, a zigzag, or a tip."""
    start, middle, stop = ys
    if end is End.OPEN:
        return f"L{x + 8 * outward:.1f} {middle:.1f}L{x:.1f} {stop:.1f}"
    if end in _BROKEN:
        quarter = (stop - start) / 4
        return (
            f"L{x + 4 * outward:.1f} {start + quarter:.1f}L{x - 2 * outward:.1f} {middle:.1f}"
            f"L{x + 4 * outward:.1f} {stop - quarter:.1f}L{x:.1f} {stop:.1f}"
        )
    return f"L{x:.1f} {stop:.1f}"
