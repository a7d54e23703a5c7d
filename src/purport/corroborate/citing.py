"""Whom a story cites: houses (agencies and outlets) in the chains of what it tells, as ties from the story to the name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from purport.corroborate.copies.credits import credited, same_house
from purport.records.stories import Link, Story, Tie


def citations(story: Story, chains: Iterable[Sequence[str]], is_house: Callable[[str], bool]) -> tuple[Link, ...]:
    """Ties to the houses that a story cites, each once, in the order of the chains.

    Of each chain (names, outermost first) the first house counts that is neither the story's own outlet nor one that it credits for
    its words: an agency whose text it carries is copied, not cited. `is_house` tells whether a name is that of an agency or outlet.
    """
    own = [name for name in (story.outlet, *story.agencies, *credited(story)) if name]
    found: dict[str, Link] = {}
    for chain in chains:
        name = next((n for n in chain if is_house(n) and n not in own and not any(same_house(n, o) for o in own)), None)
        if name is not None and name not in found:
            found[name] = Link(Tie.CITES, story.id, name, 0.9, f"it names {name} as where it has this from")
    return tuple(found.values())
