"""The shelf of copies, kept on disk beside the ledger: only stories that are not on it yet need to be placed.

A cache, never evidence. The ledger says which stories there are; the shelf says which it holds, so that the difference is placed or
struck. A shelf that is damaged, or was made by another version or for another ledger, is filled anew, and `note` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import HouseError
from purport.rounds.arrays import Arrays, Unusable

if TYPE_CHECKING:
    from purport.corroborate.copies.shelf import Near, Shelf
    from purport.records.stories import Story

SAVE_EVERY = 50_000
"""Stories placed between two savings: what a killed process has to place again."""


class KeptShelf:
    """The shelf of one folder; made by :func:`kept_shelf`. Not for several threads at once.

    Attributes:
        writes: whether what is placed and struck is kept; not while another process has the shelf, or where the folder cannot
            be written. It serves all the same.
        note: why it began empty, or is not kept, in words; None where all is in order.
    """

    def __init__(self, files: Arrays, writes: bool, note: str | None = None) -> None:
        from purport.corroborate.copies.shelf import Shelf

        self.writes = writes
        self.note = note
        self._files = files
        self._changes = 0
        self._shelf: Shelf = Shelf()
        try:
            arrays = files.read()
            self._shelf = Shelf.thawed(arrays)
        except (Unusable, ValueError) as fault:
            self.note = note or f"the shelf of copies is filled anew: {fault}"
            self._clear()

    def __len__(self) -> int:
        """How many stories it holds."""
        return len(self._shelf)

    def __iter__(self) -> Iterator[str]:
        """The ids of the stories it holds, in the order in which they were placed."""
        return iter(self._shelf)

    def holds(self, story_id: str) -> bool:
        """Whether it holds a story."""
        return story_id in self._shelf

    def missing(self, ids: Iterable[str]) -> list[str]:
        """Those of these ids that it does not hold, in their order: what is to be placed."""
        return [one for one in ids if one not in self._shelf]

    def beyond(self, ids: Iterable[str]) -> list[str]:
        """The ids that it holds and that are not among these: what is to be struck."""
        known = set(ids)
        return [one for one in self._shelf if one not in known]

    def place(self, story: Story) -> None:
        """Places a story; one that it holds already adds nothing.

        Raises:
            HouseError: ``shelf-damaged``.
        """
        if not self.holds(story.id):
            try:
                self._shelf.add(story.id, story.text)
            except IndexError as fault:
                raise self._damaged() from fault
            self._changed()

    def strike(self, story_id: str) -> bool:
        """Takes a story off; whether it was there. When next saved, nothing that was made of its text is left in the folder."""
        struck = self._shelf.strike(story_id)
        if struck:
            self._changed()
        return struck

    def candidates(self, story: Story, most: int = 12) -> tuple[Near, ...]:
        """Stories that share enough text with this one to be compared word by word, those that share most first; never itself.

        Raises:
            HouseError: ``shelf-damaged``.
        """
        try:
            near = self._shelf.near(story.text, most + 1)
        except IndexError as fault:
            raise self._damaged() from fault
        return tuple(one for one in near if one.id != story.id)[:most]

    def save(self) -> None:
        """Keeps what was placed and struck. Done by itself on leaving, and from time to time before.

        Where it cannot be written, `note` says why, and nothing else is lost: what was kept before still stands.
        """
        if not (self.writes and self._changes):
            return
        try:
            self._shelf.rest_on(self._files.write(self._shelf.frozen()))
        except OSError as fault:
            self._unkept(fault)
        self._changes = 0

    def _damaged(self) -> HouseError:
        return HouseError(
            "the shelf of copies is damaged",
            code="shelf-damaged",
            subject=str(self._files.folder),
            advice="delete this folder and ask again: it is filled anew from the ledger",
        )

    def _changed(self) -> None:
        self._changes += 1
        if self._changes >= SAVE_EVERY:
            self.save()

    def _clear(self) -> None:
        if self.writes:
            try:
                self._files.clear()
            except OSError as fault:
                self._unkept(fault)

    def _unkept(self, fault: OSError) -> None:
        self.writes = False
        self.note = f"the shelf of copies is not kept: {(fault.strerror or str(fault)).lower()} ({self._files.folder})"


@contextmanager
def kept_shelf(folder: Path, of: str = "") -> Iterator[KeptShelf]:
    """The shelf that lies in a folder, empty if there is none yet; kept on leaving, and what was placed before an error too.

    `of` names the ledger whose stories it holds: a shelf of another is not used. One process at a time keeps; any other meanwhile
    has the last that was kept, and keeps nothing.
    """
    from purport.corroborate.copies.shelf import form

    files = Arrays(folder, {"of": of, **form()})
    with ExitStack() as stack:
        try:
            writes = stack.enter_context(files.locked())
            note = None if writes else "the shelf of copies is not kept: another process is filling it"
        except OSError as fault:
            writes, note = (
                False,
                f"the shelf of copies is not kept: {(fault.strerror or str(fault)).lower()} ({folder})",
            )
        shelf = KeptShelf(files, writes, note)
        try:
            yield shelf
        except Exception:  # not of the shelf; an interruption may have left a story half placed
            shelf.save()
            raise
        shelf.save()
