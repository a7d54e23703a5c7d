"""The shelf: an index that finds, for a new story among a million, those that share some of its text.

Every run of `SHINGLE` words is hashed, and of every `WINDOW` neighbouring hashes the least is selected (winnowing: Schleimer,
Wilkerson and Aiken, SIGMOD 2003), so two texts that share `SHINGLE + WINDOW - 1` words in a row share a selected hash, wherever
the run stands and however long the rest is: containment, not resemblance (Broder 1997). The selected hashes go to sorted
runs, the newest to a table in memory; runs are merged when they come near each other in size (O'Neil and others,
"The log-structured merge-tree", 1996), so a question reads a few runs however many stories there are.

A hash that `FREQUENT` stories have is kept for those first ones only: the earliest carriers of a text stay findable, and standing
words of an outlet (footers, boilerplate) neither fill the index nor slow it down.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from purport.corroborate.copies.hashing import selected
from purport.corroborate.copies.runs import NUMBER_BITS, Run, merged, run_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FREQUENT = 24
_MASK = (1 << NUMBER_BITS) - 1
_FRESH = 2048
_RATIO = 16


@dataclass(frozen=True, slots=True)
class Near:
    """A story that shares text: it has `shared` of the `asked` hashes of the question, `frequent` of them standing words."""

    id: str
    shared: int
    frequent: int
    asked: int


class Shelf:
    """An index of stories by the text they carry; add and ask, nothing is taken out. Not for several threads at once.

    Memory: nine bytes for each selected hash (two in seven of the words), and the ids: about 0.8 GB for a million stories of
    300 words, twice that for the second in which runs are merged.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._fresh: dict[int, int] = {}  # the first story with a hash; later ones stand in _more
        self._more: dict[int, list[int]] = {}
        self._fresh_stories = 0
        self._runs: list[Run] = []

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def nbytes(self) -> int:
        """Bytes of the sorted runs."""
        return sum(run.nbytes for run in self._runs)

    def near(self, text: str, most: int = 12) -> tuple[Near, ...]:
        """Stories on the shelf that share text with this one, those that share most first, at most `most`."""
        return self._ranked(*self._hits(selected(text)), most)

    def add(self, story_id: str, text: str, most: int = 12) -> tuple[Near, ...]:
        """Puts a story on the shelf; what `near` said just before.

        Raises:
            OverflowError: beyond 268,435,455 stories.
        """
        number = len(self._ids)
        if number > _MASK:
            raise OverflowError("the shelf is full")
        asked = selected(text)
        slots, numbers, often = self._hits(asked)
        self._ids.append(story_id)
        self._keep((asked[~often] if often.any() else asked).tolist(), number)
        self._fresh_stories += 1
        found = self._ranked(slots, numbers, often, most)
        if self._fresh_stories >= _FRESH:
            self._settle()
        return found

    def _keep(self, values: list[int], number: int) -> None:
        """Puts the hashes of a story among what is fresh."""
        known = self._fresh.keys() & values
        for value in known:
            self._more.setdefault(value, []).append(number)
        self._fresh.update(dict.fromkeys(set(values) - known if known else values, number))

    def _hits(self, asked: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Pairs (place in `asked`, number of a story that has it), and of each hash asked whether it is frequent."""
        import numpy as np

        slots, numbers = [], []
        for run in self._runs:
            which, who = run.hits(asked)
            slots.append(which)
            numbers.append(who)
        late = self._late(asked.tolist())
        if late:
            pairs = np.array(late, np.int64)
            slots.append(pairs[:, 0])
            numbers.append(pairs[:, 1])
        if not slots:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.zeros(len(asked), np.bool_)
        slot = np.concatenate(slots)
        return slot, np.concatenate(numbers), np.bincount(slot, minlength=len(asked)) >= FREQUENT

    def _late(self, asked: list[int]) -> list[tuple[int, int]]:
        """The hits among what is fresh."""
        known = self._fresh.keys() & asked
        if not known:
            return []
        more, fresh = self._more, self._fresh
        return [(n, w) for n, v in enumerate(asked) if v in known for w in (fresh[v], *more.get(v, ()))]

    def _ranked(
        self, slots: NDArray[np.int64], numbers: NDArray[np.int64], often: NDArray[np.bool_], most: int
    ) -> tuple[Near, ...]:
        """The stories of these hits: by rare hashes shared, then by all, then by who came first."""
        import numpy as np

        if not len(slots):
            return ()
        rows = np.sort(numbers << 1 | often[slots])
        firsts = np.flatnonzero(np.diff(rows >> 1, prepend=-1))
        shared = np.diff(firsts, append=len(rows))
        frequent = np.add.reduceat(rows & 1, firsts)
        order = np.argsort(3 * frequent - 4 * shared, kind="stable")[:most]
        who = rows[firsts[order]] >> 1
        return tuple(
            Near(self._ids[n], s, f, len(often))
            for n, s, f in zip(who.tolist(), shared[order].tolist(), frequent[order].tolist(), strict=True)
        )

    def _settle(self) -> None:
        """Moves what is fresh to a sorted run, and merges runs until each is `_RATIO` times as large as the next."""
        import numpy as np

        several = [(value, who) for value, row in self._more.items() for who in row]
        values = np.fromiter(chain(self._fresh, (v for v, _ in several)), np.uint64)
        numbers = np.fromiter(chain(self._fresh.values(), (who for _, who in several)), np.uint64)
        self._fresh, self._more, self._fresh_stories = {}, {}, 0
        newest = np.sort((values << np.uint64(NUMBER_BITS)) | numbers)
        self._runs.append(run_of(newest))
        while len(self._runs) > 1 and len(self._runs[-2]) < _RATIO * len(self._runs[-1]):
            self._runs[-2:] = [merged(*self._runs[-2:])]
