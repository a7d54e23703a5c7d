"""The sorted runs of a shelf, each much larger than the next: runs are merged when they come near each other in size
(O'Neil and others, "The log-structured merge-tree", 1996), so a question reads a few runs however many stories there are.

A large merge is spread over the stories that come meanwhile, so that no single one waits for it.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Self

from purport.corroborate.copies.runs import Run, hits, merging, run_from, run_of, without

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATIO = 32
_AT_ONCE = 1 << 22
"""Postings that are merged without spreading: some fifty milliseconds."""
_WORTH = 3 << 20
"""Postings that a large merge takes in at least: with fewer, a large run would be made anew again and again."""
_SPREAD = 1 << 14
"""Over how many stories a large merge is spread; of a million, some sixty thousand come until the next."""
Hits = tuple["NDArray[np.int64]", "NDArray[np.int64]"]


class Levels:
    """Runs of postings, the largest and oldest first."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._serials: list[int] = []  # of the runs: each new run gets the next
        self._serial = 0
        self._work: Generator[int, None, Run] | None = None  # the merge that is going on, if any
        self._pair = 0  # the place of the first run it merges
        self._credit = self._pace = 0  # postings that may be merged now, and with each story

    @property
    def nbytes(self) -> int:
        """Bytes of all runs."""
        return sum(run.nbytes for run in self._runs)

    def __len__(self) -> int:
        """How many runs there are."""
        return len(self._runs)

    def hits(self, asked: NDArray[np.uint64]) -> Hits | None:
        """Pairs (place in `asked`, number of a story that has the hash), for at least one hash; None if there are no runs."""
        return hits(self._runs, asked) if self._runs else None

    def put(self, postings: NDArray[np.uint64], few: bool = True) -> None:
        """Takes in new postings, in any order, and merges runs that come near each other in size, by `RATIO`.

        With `few`, runs that are small together are merged in any case, which serves those who ask; without, as little is made
        anew as can be, which serves those who write it to a disk.
        """
        import numpy as np

        if len(postings):
            self._append(run_of(np.sort(postings)))
            self._merge(few)

    def step(self) -> None:
        """Goes on with a large merge as far as one story's share."""
        if self._work is not None:
            self._credit += self._pace
            while self._credit > 0 and self._going():
                self._go_on()

    def finish(self) -> None:
        """Ends a large merge that is going on, and those that waited for it."""
        while self._going():
            self._go_on()
            if not self._going():
                self._merge()

    def _going(self) -> bool:
        return self._work is not None

    def _append(self, run: Run) -> None:
        self._serial += 1
        self._runs.append(run)
        self._serials.append(self._serial)

    def _merge(self, few: bool = False) -> None:
        """Merges small neighbours, the newest first, and begins the oldest large merge that is due if none is going on."""
        at, due = len(self._runs) - 2, None
        while at >= (0 if self._work is None else self._pair + 2):
            one, other = self._runs[at], self._runs[at + 1]
            near, small = len(one) < RATIO * len(other), len(one) + len(other) <= _AT_ONCE
            if small and (near or few):
                self._replace(at, _ended(merging(one, other)))
                at, due = len(self._runs) - 2, None
                continue
            if near and not small and len(other) >= _WORTH:
                due = at
            at -= 1
        if due is not None and self._work is None:
            one, other = self._runs[due : due + 2]
            self._work, self._pair, self._credit = merging(one, other), due, 0
            self._pace = (len(one) + len(other)) // _SPREAD

    def _go_on(self) -> None:
        """The next piece of the large merge."""
        if self._work is None:
            return
        try:
            self._credit -= next(self._work)
        except StopIteration as end:
            self._work = None
            self._replace(self._pair, end.value)

    def _replace(self, at: int, run: Run) -> None:
        """Puts a run in the place of two."""
        self._serial += 1
        self._runs[at : at + 2] = [run]
        self._serials[at : at + 2] = [self._serial]

    def purge(self, struck: NDArray[np.bool_]) -> None:
        """Takes the postings of the stories that are `struck` (by number) out of every run."""
        self.finish()
        before = list(zip(self._runs, self._serials, strict=True))
        self._runs, self._serials = [], []
        for run, serial in before:
            left = without(run, struck)
            if left is run:
                self._runs.append(run)
                self._serials.append(serial)
            elif left is not None:
                self._append(left)

    def frozen(self) -> dict[str, NDArray[Any]]:
        """The runs as arrays by name; one whose name was there before has not changed since. Merges that go on are ended."""
        self.finish()
        found: dict[str, NDArray[Any]] = {}
        for run, serial in zip(self._runs, self._serials, strict=True):
            found |= {f"postings.{serial}": run.postings, f"starts.{serial}": run.starts}
        return found

    def rest_on(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Goes on with equal arrays that lie elsewhere in the place of those that were just frozen."""
        for n, serial in enumerate(self._serials):
            self._runs[n] = run_from(arrays[f"postings.{serial}"], arrays[f"starts.{serial}"])

    @classmethod
    def thawed(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The runs that were frozen to these arrays; others are passed over.

        Raises:
            ValueError: if they are not what `frozen` gave.
        """
        levels = cls()
        names = [name for name in arrays if name.startswith("postings.")]
        names.sort(key=lambda name: -len(arrays[name]))
        levels._serials = [int(name.partition(".")[2]) for name in names]
        for serial in levels._serials:
            if f"starts.{serial}" not in arrays:
                raise ValueError("a run has no directory")
            levels._runs.append(run_from(arrays[f"postings.{serial}"], arrays[f"starts.{serial}"]))
        levels._serial = max(levels._serials, default=0)
        return levels


def _ended(work: Generator[int, None, Run]) -> Run:
    while True:
        try:
            next(work)
        except StopIteration as end:
            run: Run = end.value
            return run
