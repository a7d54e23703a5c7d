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

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from purport.corroborate.copies.hashing import SHINGLE, WINDOW, selected
from purport.corroborate.copies.roll import Roll
from purport.corroborate.copies.runs import NUMBER_BITS, Run, merged, run_from, run_of, without

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FREQUENT = 24
_STANDING = 0.25  # of the hashes; standing words below that are no reason to compare
_MASK = (1 << NUMBER_BITS) - 1
_FRESH = 2048
_RATIO = 16


_SAMPLE = "Nets of the Straße: قَالَ الصيّادون، Рыбаки сказали 1234 раза, that they ﬁnd Erdoğan’s boat at the quay again"


def form() -> dict[str, str]:
    """What two versions must have in common to read each other's arrays: it tells how texts are folded and hashed."""
    sample = hashlib.sha256(selected(_SAMPLE).astype("<u8").tobytes()).hexdigest()[:16]
    return {"what": "shelf of copies 1", "hashes": sample, "window": f"{SHINGLE}+{WINDOW}", "frequent": str(FREQUENT)}


@dataclass(frozen=True, slots=True)
class Near:
    """A story that shares text: it has `shared` of the `asked` hashes of the question, `frequent` of them standing words."""

    id: str
    shared: int
    frequent: int
    asked: int

    @property
    def worth(self) -> bool:
        """Whether it is worth comparing word by word: it shares more than standing words."""
        return self.shared > self.frequent or self.shared >= _STANDING * self.asked


class Shelf:
    """An index of stories by the text they carry; add, ask and strike. Not for several threads at once.

    Memory: nine bytes for each selected hash (two in seven of the words), and the ids: about 0.8 GB for a million stories of
    300 words, twice that for the second in which runs are merged.
    """

    def __init__(self) -> None:
        self._roll = Roll()
        self._struck: set[int] = set()  # numbers whose postings still stand in runs
        self._fresh: dict[int, int] = {}  # the first story with a hash; later ones stand in _more
        self._more: dict[int, list[int]] = {}
        self._fresh_stories = 0
        self._runs: list[Run] = []
        self._serials: list[int] = []  # of the runs, ascending
        self._serial = 0

    def __len__(self) -> int:
        return len(self._roll)

    def __contains__(self, story_id: str) -> bool:
        return story_id in self._roll

    def __iter__(self) -> Iterator[str]:
        """The ids of the stories, in the order in which they were added."""
        return iter(self._roll)

    @property
    def nbytes(self) -> int:
        """Bytes of the sorted runs."""
        return sum(run.nbytes for run in self._runs)

    def near(self, text: str, most: int = 12) -> tuple[Near, ...]:
        """Stories on the shelf that share text with this one, those that share most first, at most `most`."""
        return self._ranked(*self._hits(selected(text)), most)

    def add(self, story_id: str, text: str, most: int = 12) -> tuple[Near, ...]:
        """Puts a story that is not on the shelf there; what `near` said just before.

        Raises:
            OverflowError: beyond 268,435,455 stories.
        """
        number = self._roll.given
        if number > _MASK:
            raise OverflowError("the shelf is full")
        asked = selected(text)
        slots, numbers, often = self._hits(asked)
        found = self._ranked(slots, numbers, often, most)
        self._keep((asked[~often] if often.any() else asked).tolist(), number)
        self._roll.add(story_id)
        self._fresh_stories += 1
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
        slot, number = np.concatenate(slots), np.concatenate(numbers)
        if self._struck:
            here = ~np.isin(number, list(self._struck))
            slot, number = slot[here], number[here]
        return slot, number, np.bincount(slot, minlength=len(asked)) >= FREQUENT

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
        ids = self._roll.named(who.tolist())
        return tuple(
            Near(name, s, f, len(often))
            for name, s, f in zip(ids, shared[order].tolist(), frequent[order].tolist(), strict=True)
        )

    def strike(self, story_id: str) -> bool:
        """Takes a story off the shelf: it is never named again; whether it was there.

        Its postings go out of the runs when the shelf is next frozen.
        """
        number = self._roll.strike(story_id)
        if number is not None:
            self._struck.add(number)
        return number is not None

    def _settle(self) -> None:
        """Moves what is fresh to a sorted run, and merges runs until each is `_RATIO` times as large as the next."""
        import numpy as np

        several = [(value, who) for value, row in self._more.items() for who in row]
        values = np.fromiter(chain(self._fresh, (v for v, _ in several)), np.uint64)
        numbers = np.fromiter(chain(self._fresh.values(), (who for _, who in several)), np.uint64)
        self._fresh, self._more, self._fresh_stories = {}, {}, 0
        if not len(values):
            return
        self._put(run_of(np.sort((values << np.uint64(NUMBER_BITS)) | numbers)))
        while len(self._runs) > 1 and len(self._runs[-2]) < _RATIO * len(self._runs[-1]):
            both = merged(*self._runs[-2:])
            del self._runs[-2:], self._serials[-2:]
            self._put(both)

    def _put(self, run: Run) -> None:
        self._serial += 1
        self._runs.append(run)
        self._serials.append(self._serial)

    def _purge(self) -> None:
        """Takes the postings of struck stories out of every run."""
        import numpy as np

        struck = np.zeros(self._roll.given, np.bool_)
        struck[list(self._struck)] = True
        before = list(zip(self._runs, self._serials, strict=True))
        self._runs, self._serials, self._struck = [], [], set()
        for run, serial in before:
            left = without(run, struck)
            if left is run:
                self._runs.append(run)
                self._serials.append(serial)
            elif left is not None:
                self._put(left)

    def frozen(self) -> dict[str, NDArray[Any]]:
        """All that the shelf holds, as arrays by name; one whose name was there before has not changed since.

        Nothing of struck stories is in it. The arrays may be replaced by equal ones in files: `thawed` takes any.
        """
        self._settle()
        if self._struck:
            self._purge()
        found: dict[str, NDArray[Any]] = dict(self._roll.frozen())
        for run, serial in zip(self._runs, self._serials, strict=True):
            found[f"postings.{serial}"] = run.postings
            found[f"starts.{serial}"] = run.starts
        return found

    def rest_on(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Goes on with equal arrays that lie elsewhere, in files say, in the place of those that were just frozen."""
        for n, serial in enumerate(self._serials):
            self._runs[n] = run_from(arrays[f"postings.{serial}"], arrays[f"starts.{serial}"])

    @classmethod
    def thawed(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The shelf that was frozen to these arrays, which are read where they lie (a map of a file will do).

        Raises:
            ValueError: if they are not what `frozen` gave.
        """
        shelf = cls()
        shelf._roll = Roll.thawed(arrays)
        shelf._serials = sorted(int(name.partition(".")[2]) for name in arrays if name.startswith("postings."))
        for serial in shelf._serials:
            if f"starts.{serial}" not in arrays:
                raise ValueError("a run has no directory")
            shelf._runs.append(run_from(arrays[f"postings.{serial}"], arrays[f"starts.{serial}"]))
        shelf._serial = max(shelf._serials, default=0)
        return shelf
