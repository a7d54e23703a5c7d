"""Which tellings may be compared with a new one, by the little of them that tells: sort, story, when it came out, and when it was.

Hundreds are looked at for each new telling, so what was met of them lies in columns of whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, TypeAlias

from purport.corroborate.matters.nearness import bounds_of
from purport.records.days import Days, days
from purport.records.folds import Sketch
from purport.records.matters import Sort, Telling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW = 45
"""Days between two stories of which one may still be a follow-up of the other."""
_OPEN = 10_000_000
"""More days than there are."""
_NEVER = 3 * _OPEN
"""As first day, and below nought as last: what lies so is far from everything, also from what is open."""
_LEAST = 1_024  # rows

Reach: TypeAlias = "tuple[int, int]"
"""The first and the last day (proleptic Gregorian ordinals, as `datetime.date.toordinal`), open where it is `_OPEN`."""
Facts: TypeAlias = "tuple[int, int, int, int, int, int]"
"""Whether it is a release, whether a story is chiefly about it, the days on which it may have come out, those on which it was."""
Rows: TypeAlias = "NDArray[np.intp]"
_COLUMNS = 6
_SORT, _LEAD, _OUT, _OUT_LAST, _FIRST, _LAST = range(_COLUMNS)


def fits(one: Telling, other: Sketch) -> bool:
    """Whether two tellings may be of one event by story, sort and time."""
    mine, theirs = _facts(one), _facts(other)
    return (
        one.document != other.document
        and mine[_SORT] == theirs[_SORT]
        and (_apart(mine, theirs, _OUT) <= WINDOW or _apart(mine, theirs, _FIRST) == 0)
    )


class Sketches:
    """Sketches by the number of their telling; what was met is kept in rows, until there are more than `most`.

    `ask` gives those of some numbers; unknown ones are left out. A row holds until :meth:`spare` lets go of what was met.
    """

    def __init__(self, ask: Callable[[list[int]], Mapping[int, Sketch]], most: int) -> None:
        self._ask, self._most = ask, most
        self._places: dict[int, int] = {}
        self._ids: list[str] = []
        self._stories: dict[str, list[int]] = {}
        self._facts: NDArray[np.int32] | None = None

    def rows(self, numbers: Sequence[int]) -> Rows:
        """The rows of tellings, in order; those that there are not are left out."""
        import numpy as np

        found = np.fromiter(map(self._places.get, numbers, repeat(-1)), np.intp, len(numbers))
        if len(numbers) and found.min() < 0:
            self.add(self._ask([one for one in numbers if one not in self._places]).values())
            found = np.array([self._places[one] for one in numbers if one in self._places], np.intp)
        return found

    def add(self, some: Iterable[Sketch]) -> None:
        """Tellings that were met."""
        import numpy as np

        fresh = list(some)
        if not fresh:
            return
        start, end = len(self._ids), len(self._ids) + len(fresh)
        if self._facts is None or len(self._facts) < end:
            grown = np.empty((max(_LEAST, 2 * end), _COLUMNS), np.int32)
            if self._facts is not None:
                grown[:start] = self._facts[:start]
            self._facts = grown
        self._facts[start:end] = [_facts(one) for one in fresh]
        self._places.update(zip([one.seq for one in fresh], range(start, end), strict=True))
        self._ids += [one.id for one in fresh]
        for row, one in enumerate(fresh, start):
            self._stories.setdefault(one.document, []).append(row)

    def spare(self) -> None:
        """What was met is let go where it is too much."""
        if len(self._ids) > self._most:
            self.clear()

    def drop(self, ids: Collection[str]) -> None:
        """Tellings that are there no longer."""
        for number in [number for number, row in self._places.items() if self._ids[row] in ids]:
            del self._places[number]

    def clear(self) -> None:
        """Nothing is kept any longer."""
        self._places, self._ids, self._stories, self._facts = {}, [], {}, None

    def ids(self, rows: Rows) -> list[str]:
        """The ids of the tellings of some rows."""
        return [self._ids[row] for row in rows.tolist()]

    def fitting(self, one: Telling, rows: Rows) -> tuple[Rows, Rows]:
        """Those of some rows that may be of one event with a telling, as :func:`fits` says, in order: those that a story is
        chiefly about, and the others.
        """
        import numpy as np

        if self._facts is None or not len(rows):
            return rows[:0], rows[:0]
        mine, facts = _facts(one), self._facts[rows].T
        near = (_gaps(mine, facts, _OUT) <= WINDOW) | (_gaps(mine, facts, _FIRST) <= 0)
        near &= facts[_SORT] == mine[_SORT]
        own = self._stories.get(one.document)
        if own is not None:
            near &= np.isin(rows, own, invert=True)
        leading = facts[_LEAD] != 0
        return rows[near & leading], rows[near & ~leading]

    def near(self, one: Telling, rows: Rows, most: int) -> NDArray[np.bool_]:
        """Shape (rows,): which of some rows may have been within `most` days of a telling."""
        import numpy as np

        if self._facts is None or not len(rows):
            return np.zeros(len(rows), np.bool_)
        return _gaps(_facts(one), self._facts[rows].T, _FIRST) <= most


def _facts(one: Telling | Sketch) -> Facts:
    return (int(one.sort is Sort.RELEASE), int(one.lead), *_came_out(one.out), *_was(one.days, one.out))


def _apart(one: Sequence[int], other: Sequence[int], column: int) -> int:
    """Whole days between two, 0 where they share one; far more than any where nothing says when one was."""
    return max(0, other[column] - one[column + 1], one[column] - other[column + 1])


def _gaps(one: Facts, facts: NDArray[np.int32], column: int) -> NDArray[np.int32]:
    """The same, of one and of many (columns), below nought where they share a day."""
    import numpy as np

    first, last = one[column], one[column + 1]
    gaps: NDArray[np.int32] = np.maximum(facts[column] - last, first - facts[column + 1])
    return gaps


@lru_cache(1 << 14)
def _came_out(told: str | None) -> Reach:
    """The days on which a story may have come out (EDTF); all where it does not say."""
    found = days(told)
    return (-_OPEN, _OPEN) if found is None else _numbers(found)


@lru_cache(1 << 16)
def _was(told: str | None, out: str | None) -> Reach:
    """The days on which something may have been; far from all where nothing says when."""
    found = bounds_of(told, out)[0]
    return (_NEVER, -_NEVER) if found is None else _numbers(found)


def _numbers(found: Days) -> Reach:
    return (
        -_OPEN if found.first is None else found.first.toordinal(),
        _OPEN if found.last is None else found.last.toordinal(),
    )
