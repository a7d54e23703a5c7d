"""Documents as corroboration sees them: stories, taken from the ledger when they are needed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from purport.ledger.corroborationport import CorroborationBook
from purport.records import DocumentRow
from purport.records.stories import Link, Story, Tie

KEPT = 512
"""Stories that are kept at hand: those of one event are met together."""
_AND = re.compile(r"\s*(?:[,;،؛]|\band\b)\s*|\s+و(?!كالة)\s*")
"""What stands between the names of two agencies; an Arabic "and" is written with the word after it, and "agency" begins like it."""
_STDIN = "-"


def story_of(row: DocumentRow) -> Story:
    """A document as a story. What came by standard input stands at no address, and an item of a feed at one of its own."""
    told = row.document
    agencies = tuple(name for name in _AND.split(told.agency or "") if name)
    origin = row.id if told.origin == _STDIN else f"{told.origin}#{told.part}" if told.part else told.origin
    published = told.published_at or told.published
    return Story(
        id=row.id,
        text=told.text,
        title=told.title,
        outlet=told.outlet,
        agencies=agencies,
        origin=origin,
        canonical=None,
        published=published,
        first_seen=row.captured_at,
        watched=told.source is not None,
    )


def rendering(row: DocumentRow) -> Link | None:
    """The tie of a machine's translation to its original; None for a text as it came."""
    told = row.document.translated
    if told is None:
        return None
    return Link(Tie.VERSION, row.id, told.document, 1.0, "a machine's translation of it")


class Stories:
    """The stories of a ledger by id; the last :data:`KEPT` are kept at hand."""

    def __init__(self, book: CorroborationBook) -> None:
        self._book = book
        self._held: dict[str, Story] = {}

    def __call__(self, story_id: str) -> Story:
        """A story.

        Raises:
            KeyError: if there is none of this id.
        """
        held = self._held.get(story_id)
        return self.many([story_id])[story_id] if held is None else held

    def many(self, ids: Collection[str]) -> dict[str, Story]:
        """Stories by id; unknown ones are left out."""
        wanted = {one: self._held.pop(one) for one in ids if one in self._held}
        missing = [one for one in ids if one not in wanted]
        if missing:
            before = self._book.previous(missing)
            rows = self._book.bare(missing).items()
            wanted.update((key, replace(story_of(row), previous=before.get(key))) for key, row in rows)
        self._held.update(wanted)  # the newest last
        while len(self._held) > max(KEPT, len(wanted)):
            del self._held[next(iter(self._held))]
        return {one: wanted[one] for one in ids if one in wanted}

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        self._held.clear()

    def hold(self, story: Story) -> Story:
        """A story that is at hand already, made one that knows which one stood at its address before."""
        before = self._book.previous([story.id])
        for one in [key for key, held in self._held.items() if held.origin == story.origin]:
            del self._held[one]  # it may have come before them
        self._held[story.id] = replace(story, previous=before.get(story.id))
        return self._held[story.id]
