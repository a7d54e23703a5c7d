"""What a matter weighs, for people: the lines to say on the phone, the stories by origin, and what contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.desk.dates import words
from purport.desk.tables import Fitted, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records.stories import Story, Tie
from purport.records.weighing import Weight

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

TITLE = 48
"""Characters of a story's title that tell it from others of its outlet."""
_LEANS = {Tie.COPY: "a copy", Tie.REWRITE: "a rewrite", Tie.VERSION: "a version", Tie.CITES: "cites"}


def weight(out: Console, found: Weight, turned: bool) -> None:
    """All of it, the lines first."""
    for number, line in enumerate(found.lines, 1):
        out.print(Words(f"{number:>2}. {one_line(line.text, 600)}", turned))
    out.print()
    out.print(stories_table(found, turned))
    for told in _more(found):
        out.print(Words(one_line(told, 600), turned))


def stories_table(found: Weight, turned: bool) -> Fitted:
    """The stories, those of one origin together, each with what it leans on and why."""
    made = plain_table("origin", "story", "date", "leans on", "why")
    made.columns[0].ratio, made.columns[1].ratio, made.columns[3].ratio, made.columns[4].ratio = 2, 3, 3, 4
    made.columns[2].min_width = 10
    made.expand = True
    return fitted(made, (tuple(_cells(found, origin, one, turned)) for origin, one in _by_origin(found)))


def _by_origin(found: Weight) -> Iterator[tuple[str, Story]]:
    stories = {one.id: one for one in found.stories}
    seen: set[str] = set()
    for origin in found.origins:
        first = (origin.story,) if origin.story else ()
        for key in (*first, *origin.leaning):
            if key in stories and key not in seen:
                seen.add(key)
                yield origin.name, stories[key]
    yield from (("", one) for key, one in stories.items() if key not in seen)


def _cells(found: Weight, origin: str, one: Story, turned: bool) -> Iterator[RenderableType]:
    ties = [link for link in found.ties if link.later == one.id]
    yield Words(one_line(origin, 60), turned)
    yield Words(f"{one_line(_named_apart(found, one), 80)} ({one.id[:12]})", turned)
    yield Words(words(one.published), False)
    leaning = "; ".join(f"{_LEANS[link.tie]} {_called(found, link.earlier)}" for link in ties[:3])
    yield Words(one_line(leaning or "-", 160), turned)
    yield Words(
        one_line("; ".join(link.reason for link in ties[:3]) or "leans on no other story seen here", 300), turned
    )


def story_name(one: Story) -> str:
    """What people call a story: its outlet, else its title, else the end of where it stands."""
    return one.outlet or one.title or one.origin.rstrip("/").rpartition("/")[2] or one.origin


def _named_apart(found: Weight, one: Story) -> str:
    """What people call a story, with its title where several of its outlet are there."""
    name = story_name(one)
    alike = sum(story_name(other) == name for other in found.stories) > 1
    return f"{name}: {one_line(one.title, TITLE)}" if alike and one.title and one.title != name else name


def _called(found: Weight, earlier: str) -> str:
    story = next((one for one in found.stories if one.id == earlier), None)
    return earlier if story is None else f"{story_name(story)} ({story.id[:12]})"


def _more(found: Weight) -> Iterator[str]:
    for one in found.contradictions:
        yield f"They differ on {one.about}: {one.reason}"
    for likeness, other in zip(found.unsure[:5], found.perhaps, strict=False):
        yield f"Whether {other.document} tells of the same cannot be told: {'; '.join(likeness.reasons)}"
    if len(found.unsure) > 5:
        yield f"The same holds for {len(found.unsure) - 5} more."
