"""The stories of a matter by their origins, as a picture: roots on the left, what leans on them to the right, each tie an arrow.

An arrow leads from a story to the one that it leans on, or to the name that it cites; its line tells the kind of tie, and the
reason stands with it. Pure: the same matter gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from purport.desk.dates import words
from purport.desk.terminal import one_line
from purport.desk.weighing import story_name
from purport.records.stories import Link, Origin, Story, Tie

WIDE, HIGH = 196, 40
"""Size of a box."""
ACROSS, DOWN = 132, 14
"""Room between two columns, and between two boxes of one."""
MARGIN = 10
DEEPEST = 4
"""Columns; what leans on a story that leans on a story, and so on, stands in the last."""
MOST = 60
"""Stories that are drawn; the list has all."""
CLASSES = {Tie.COPY: "copy", Tie.REWRITE: "rewrite", Tie.VERSION: "version", Tie.CITES: "cites"}


@dataclass(frozen=True, slots=True)
class Branch:
    """One origin with the stories that rest on it, the root first; those of no origin have an empty `name`."""

    name: str
    reason: str
    stories: tuple[Story, ...]
    leaning: Mapping[str, tuple[Link, ...]]

    @property
    def said(self) -> bool:
        """Whether all of the reason stands with the ties."""
        told = {tie.reason for some in self.leaning.values() for tie in some}
        left = self.reason
        for one in sorted(told, key=len, reverse=True):
            left = left.replace(one, "")
        return not left.strip("; ")


@dataclass(frozen=True, slots=True)
class Box:
    """A story, or a name that stories cite, in the picture: its left upper corner."""

    key: str
    name: str
    date: str
    x: int
    y: int
    root: bool


def branches(stories: Sequence[Story], ties: Sequence[Link], origins: Sequence[Origin]) -> list[Branch]:
    """The stories by their origins, each once: under the first that it rests on."""
    known = {one.id: one for one in stories}
    seen: set[str] = set()
    out = []
    for origin in origins:
        first = (origin.story,) if origin.story else ()
        keys = [key for key in (*first, *origin.leaning) if key in known and key not in seen]
        seen.update(keys)
        out.append(_branch(origin.name, origin.reason, [known[key] for key in keys], ties))
    rest = [one for one in stories if one.id not in seen]
    return [*out, _branch("", "", rest, ties)] if rest else out


def named(reason: str, stories: Sequence[Story]) -> str:
    """A reason with the names of these stories in place of their ids, each once where it stands behind its name."""
    for one in stories:
        called = story_name(one)
        reason = reason.replace(f"{called} ({one.id})", called).replace(f"({one.id})", f"({called})")
    return reason


def first_of(found: Sequence[Branch], most: int) -> list[Branch]:
    """The first stories, at most so many, under their origins."""
    out, left = [], most
    for branch in found:
        if left > 0:
            out.append(replace(branch, stories=branch.stories[:left]))
            left -= len(branch.stories)
    return out


def _branch(name: str, reason: str, stories: Sequence[Story], ties: Sequence[Link]) -> Branch:
    leaning = {one.id: tuple(tie for tie in ties if tie.later == one.id) for one in stories}
    return Branch(name, reason, tuple(stories), leaning)


def picture(found: Sequence[Branch], kinds: Mapping[Tie, str]) -> Markup:
    """The picture; an empty string for one story alone. `kinds`: the words for ties."""
    boxes = _boxes(found)
    if len(boxes) < 2:
        return Markup("")
    ties = [tie for branch in found for some in branch.leaning.values() for tie in some]
    drawn = [tie for tie in ties if tie.later in boxes and tie.earlier in boxes]
    width = max(box.x for box in boxes.values()) + WIDE + MARGIN
    height = max(box.y for box in boxes.values()) + HIGH + MARGIN
    head = Markup(
        '<svg class="origins" viewBox="0 0 {} {}" width="{}" height="{}" role="group" xmlns="http://www.w3.org/2000/svg">'
    )
    defs = Markup(
        '<defs><marker id="leans" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8Z"/></marker></defs>'
    )
    parts = [
        *(_tie(boxes[tie.later], boxes[tie.earlier], tie, kinds[tie.tie]) for tie in drawn),
        *map(_box, boxes.values()),
    ]
    return head.format(width, height, width, height) + defs + Markup("").join(parts) + Markup("</svg>")


def _boxes(found: Sequence[Branch]) -> dict[str, Box]:
    """Where each story stands: a band for each origin, a column for each step away from its root."""
    out: dict[str, Box] = {}
    top = MARGIN
    for branch in found:
        depths = _depths(branch)
        lowest = top
        rows = dict.fromkeys(range(DEEPEST), top)
        for key, (name, date, depth) in depths.items():
            if len(out) >= MOST:
                break
            y = rows[depth]
            rows[depth] += HIGH + DOWN
            out[key] = Box(key, name, date, MARGIN + depth * (WIDE + ACROSS), y, depth == 0)
            lowest = max(lowest, y + HIGH)
        top = lowest + 2 * DOWN if depths else top
    return out


def _depths(branch: Branch) -> dict[str, tuple[str, str, int]]:
    """The name, date and column of each story of a branch, and of each name that only citations lead to."""
    own = {one.id: one for one in branch.stories}
    cited = dict.fromkeys(tie.earlier for some in branch.leaning.values() for tie in some if tie.tie is Tie.CITES)
    out = {name: (name, "", 0) for name in cited if name not in own and not name.startswith("doc-")}
    for key, story in own.items():
        out[key] = (story_name(story), words(story.published), _depth(key, branch, set()))
    return dict(sorted(out.items(), key=lambda pair: pair[1][2]))


def _depth(key: str, branch: Branch, above: set[str]) -> int:
    """How many steps a story is away from its root at most."""
    if key in above:
        return 0
    steps = [1 + _depth(tie.earlier, branch, above | {key}) for tie in branch.leaning.get(key, ())]
    return min(DEEPEST - 1, max(steps, default=0))


def _box(box: Box) -> Markup:
    inside = Markup(
        '<rect x="{0}" y="{1}" width="{2}" height="{3}" rx="5"/><text x="{4}" y="{5}">{6}</text>'
        '<text class="date" x="{4}" y="{7}">{8}</text>'
    ).format(
        box.x, box.y, WIDE, HIGH, box.x + 9, box.y + 17, one_line(box.name, 27), box.y + 32, one_line(box.date, 30)
    )
    kind = "story root" if box.root else "story"
    if not box.key.startswith("doc-"):
        return Markup('<g class="story cited">{}</g>').format(inside)
    return Markup('<a class="{}" href="/story/{}">{}</a>').format(kind, box.key, inside)


def _tie(later: Box, earlier: Box, tie: Link, word: str) -> Markup:
    """The arrow from a story to what it leans on, with the kind of tie beside it and the reason in its title."""
    x, y = later.x, later.y + HIGH / 2
    to_x, to_y = earlier.x + WIDE + 2, earlier.y + HIGH / 2
    if later.x <= earlier.x:  # the same column: round the outside
        x, to_x = later.x + WIDE, earlier.x + WIDE
        path = f"M{x} {y:.1f}C{x + 46} {y:.1f} {to_x + 46} {to_y:.1f} {to_x + 2} {to_y:.1f}"
    else:
        half = (x + to_x) / 2
        path = f"M{x} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x} {to_y:.1f}"
    return Markup(
        '<g class="tie {}"><path d="{}" marker-end="url(#leans)"><title>{}</title></path><text x="{:.1f}" y="{:.1f}">{}</text></g>'
    ).format(CLASSES[tie.tie], path, one_line(f"{word}: {tie.reason}", 300), x - 8, y - 5, one_line(word, 16))
