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


SAVE_SOON = 64
"""Stories placed since the last saving from which on a round ends with one; fewer are found missing when it is next opened."""


class KeptShelf:
    """The shelf of one folder; made by :class:`Shelving`. Not for several threads at once.

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
        self._struck = self._broken = False
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
                self._shelf.put(story.id, story.text)
            except IndexError as fault:
                raise self._damaged() from fault
            self._changed()

    def strike(self, story_id: str) -> bool:
        """Takes a story off; whether it was there. When next saved, nothing that was made of its text is left in the folder."""
        struck = self._shelf.strike(story_id)
        if struck:
            self._struck = True
            self._changed()
        return struck

    def empty(self) -> None:
        """Takes all stories off."""
        from purport.corroborate.copies.shelf import Shelf

        self._shelf, self._changes, self._struck = Shelf(), 0, False
        self._clear()

    def take_back(self, story_id: str) -> None:
        """Takes a story off that was not placed after all; that need not be written at once."""
        if self._shelf.strike(story_id):
            self._changed()

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
        if self._broken or not (self.writes and self._changes):
            return
        try:
            self._shelf.rest_on(self._files.write(self._shelf.frozen()))
        except (OSError, Unusable) as fault:
            self._unkept(fault)  # what was placed and struck is still to be kept
        else:
            self._changes, self._struck = 0, False

    def end(self) -> None:
        """Keeps what is worth it at the end of a round: what was struck, and what was placed if it is much."""
        if self._struck or self._changes >= SAVE_SOON:
            self.save()

    def taken_up(self, writes: bool, note: str | None) -> bool:
        """Begins another round with it as it is; False if it is damaged, or another process kept one meanwhile."""
        if self._broken or not self._files.unchanged():
            return False
        self.writes, self.note = writes, note
        return True

    def _damaged(self) -> HouseError:
        self._clear()
        self.writes, self._broken = False, True
        return HouseError(
            "the shelf of copies is damaged",
            code="shelf-damaged",
            subject=str(self._files.folder),
            advice="ask again: it is filled anew from the ledger; should that not help, delete this folder",
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

    def _unkept(self, fault: Exception) -> None:
        self.writes = False
        self.note = _not_kept(fault, self._files.folder)


class Shelving:
    """The shelf of one folder, kept at hand from round to round: in a large house opening it takes longer than placing a story.

    `of` names the ledger whose stories it holds: a shelf of another is not used. Not for several threads at once.
    """

    def __init__(self, folder: Path, of: str = "") -> None:
        from purport.corroborate.copies.shelf import form

        self._files = Arrays(folder, {"of": of, **form()})
        self._held: KeptShelf | None = None

    @contextmanager
    def round(self) -> Iterator[KeptShelf]:
        """The shelf for one round, empty if there is none yet; kept on leaving if that is worth it.

        One process at a time keeps; any other meanwhile has the last that was kept, and keeps nothing.
        """
        with ExitStack() as stack:
            writes, note = self._locked(stack)
            held, self._held = self._held, None
            if held is None or not held.taken_up(writes, note):
                held = KeptShelf(self._files, writes, note)
            try:
                yield held
            except Exception:  # not of the shelf; an interruption may have left a story half placed
                held.end()
                self._held = held
                raise
            held.end()
            self._held = held

    def _locked(self, stack: ExitStack) -> tuple[bool, str | None]:
        try:
            writes = stack.enter_context(self._files.locked())
        except OSError as fault:
            return False, _not_kept(fault, self._files.folder)
        return writes, None if writes else "the shelf of copies is not kept: another process is filling it"


@contextmanager
def kept_shelf(folder: Path, of: str = "") -> Iterator[KeptShelf]:
    """The shelf of a folder for one round alone: all is kept on leaving, and what was placed before an error too."""
    with Shelving(folder, of).round() as shelf:
        try:
            yield shelf
        except Exception:
            shelf.save()
            raise
        shelf.save()


def _not_kept(fault: Exception, folder: Path) -> str:
    told = (fault.strerror if isinstance(fault, OSError) else None) or str(fault)
    return f"the shelf of copies is not kept: {told.lower()} ({folder})"
