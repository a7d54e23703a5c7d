"""The shelf: an index that finds, for a new story among a million, those that share some of its text.

Every run of `SHINGLE` words is hashed, and of every `WINDOW` neighbouring hashes the least is selected (winnowing: Schleimer,
Wilkerson and Aiken, SIGMOD 2003), so two texts that share `SHINGLE + WINDOW - 1` words in a row share a selected hash, wherever
the run stands and however long the rest is: containment, not resemblance (Broder 1997). The selected hashes go to sorted
runs, the newest to a table in memory, so a question reads a few runs however many stories there are.

A hash that `FREQUENT` stories have is kept for those first ones only: the earliest carriers of a text stay findable, and standing
words of an outlet (footers, boilerplate) neither fill the index nor slow it down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from purport.corroborate.copies.hashing import SHINGLE, WINDOW, selected
from purport.corroborate.copies.levels import Hits, Levels
from purport.corroborate.copies.roll import Roll
from purport.corroborate.copies.runs import NUMBER, NUMBER_BITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

FREQUENT = 24
_MOSTLY = 0.25  # of the hashes; standing words below that are no reason to compare
_FRESH = 2048


_SAMPLE = "Nets of the Straße: قَالَ الصيّادون، Рыбаки сказали 1234 раза, that they ﬁnd Erdoğan’s boat at the quay again"


def form() -> dict[str, str]:
    """What two versions must have in common to read each other's arrays: it tells how texts are folded and hashed."""
    sample = hashlib.sha256(selected(_SAMPLE).astype("<u8").tobytes()).hexdigest()[:16]
    return {"what": "shelf of copies 1", "hashes": sample, "window": f"{SHINGLE}+{WINDOW}", "frequent": str(FREQUENT)}


@dataclass(frozen=True, slots=True)
class Near:
    """A story that shares text: it has `shared` of the `asked` hashes of the question, standing words counted only where they are
    much of the text.
    """

    id: str
    shared: int
    asked: int


class Shelf:
    """An index of stories by the text they carry; add, ask and strike. Not for several threads at once.

    Memory: ten bytes for each selected hash (two in seven of the words), and the ids: about 1 GB for a million stories of 300
    words, twice that while its largest runs are merged. Frozen and thawed from files, the hashes lie there.
    """

    def __init__(self) -> None:
        self._roll = Roll()
        self._struck: set[int] = set()  # numbers whose postings are still there
        self._levels = Levels()
        self._standing: set[int] = set()  # hashes that are known to be frequent; found out when they are met
        self._fresh: dict[int, int] = {}  # the last story with a hash; earlier ones stand in _more
        self._more: dict[int, list[int]] = {}
        self._rows: list[NDArray[np.uint64]] = []  # the postings of all that is fresh
        self._met: tuple[str, Hashes, list[int]] | None = None  # what was asked for last, if nothing came since

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
        return self._levels.nbytes

    def near(self, text: str, most: int = 12) -> tuple[Near, ...]:
        """Stories on the shelf that share enough text with this one to be compared word by word: more than standing words.

        Those that share most come first, at most `most`.
        """
        found, rare, values = self._near(selected(text), most)
        self._met = text, rare, values
        return found

    def add(self, story_id: str, text: str, most: int = 12) -> tuple[Near, ...]:
        """Puts a story that is not on the shelf there; what `near` said just before.

        Raises:
            OverflowError: beyond 268,435,455 stories.
        """
        found = self.near(text, most)
        self.put(story_id, text)
        return found

    def put(self, story_id: str, text: str) -> None:
        """As `add`, for who has asked already what it is near to, or does not ask."""
        number = self._roll.given
        if number >= NUMBER:
            raise OverflowError("the shelf is full")
        met, self._met = self._met, None
        if met is None or met[0] != text:
            met = text, *self._near(selected(text), 1)[1:]
        self._roll.add(story_id)
        self._keep(*met[1:], number)
        self._levels.step()

    def _near(self, asked: Hashes, most: int) -> tuple[tuple[Near, ...], Hashes, list[int]]:
        """What `near` says, and those of the hashes asked for that are not frequent, as an array and as a list."""
        import numpy as np

        values, size = asked.tolist(), len(asked)
        rare, often = asked, None
        if not size:
            return (), rare, values
        if not self._standing.isdisjoint(values):
            often = np.array([value in self._standing for value in values])
            rare = asked[~often]
            values = rare.tolist()
        if often is not None and size - len(rare) >= _MOSTLY * size:
            slots, numbers = self._hits(asked, asked.tolist())  # standing words are much of it: who has them counts
        else:
            slots, numbers = self._hits(rare, values)
            asked = rare
        if not len(slots):
            return (), rare, values
        often = np.bincount(slots, minlength=len(asked)) >= FREQUENT
        if np.count_nonzero(often):
            self._standing.update(asked[often].tolist())
            rare = asked[~often]
            values = rare.tolist()
        return self._ranked(numbers << 1 | often[slots], size, most), rare, values

    def _keep(self, hashes: Hashes, values: list[int], number: int) -> None:
        """Puts the hashes of a story among what is fresh."""
        import numpy as np

        fresh, more = self._fresh, self._more
        if not fresh.keys().isdisjoint(values):
            for value in fresh.keys() & values:
                more.setdefault(value, []).append(fresh[value])
        fresh.update(dict.fromkeys(values, number))
        self._rows.append(hashes << np.uint64(NUMBER_BITS) | np.uint64(number))
        if len(self._rows) >= _FRESH:
            self._settle()

    def _hits(self, asked: Hashes, values: list[int]) -> Hits:
        """Pairs (place in `asked`, number of a story that has the hash)."""
        import numpy as np

        settled = self._levels.hits(asked) if len(asked) else None
        found = [settled] if settled is not None and len(settled[0]) else []
        fresh, more = self._fresh, self._more
        if not fresh.keys().isdisjoint(values):
            late = [(n, w) for n, v in enumerate(values) if v in fresh for w in (fresh[v], *more.get(v, ()))]
            pairs = np.array(late, np.int64)
            found.append((pairs[:, 0], pairs[:, 1]))
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        slots, numbers = (np.concatenate(rows) for rows in zip(*found, strict=True)) if len(found) > 1 else found[0]
        if self._struck:
            here = ~np.isin(numbers, list(self._struck))
            slots, numbers = slots[here], numbers[here]
        return slots, numbers

    def _ranked(self, rows: NDArray[np.int64], asked: int, most: int) -> tuple[Near, ...]:
        """The stories of these hits, each ``number << 1 | whether its hash is frequent``: by rare hashes shared, then by all,
        then by who came first.
        """
        import numpy as np

        rows.sort()
        who = rows >> 1
        firsts = np.concatenate(([0], (who[1:] != who[:-1]).nonzero()[0] + 1))
        frequent = np.add.reduceat(rows & 1, firsts)
        shared = np.concatenate((firsts[1:], [len(rows)])) - firsts
        worth = ((shared > frequent) | (shared >= _MOSTLY * asked)).nonzero()[0]
        order = worth[np.argsort((3 * frequent - 4 * shared)[worth], kind="stable")[:most]]
        ids = self._roll.named(who[firsts[order]].tolist())
        return tuple(Near(name, count, asked) for name, count in zip(ids, shared[order].tolist(), strict=True))

    def strike(self, story_id: str) -> bool:
        """Takes a story off the shelf: it is never named again; whether it was there.

        Its postings go when the shelf is next frozen.
        """
        number = self._roll.strike(story_id)
        if number is not None:
            self._struck.add(number)
            self._met = None
            self._standing = set()  # found out anew among those who are left
        return number is not None

    def _settle(self, few: bool = True) -> None:
        """Moves what is fresh to the sorted runs; `few` as `Levels.put` says."""
        import numpy as np

        rows, self._rows, self._fresh, self._more = self._rows, [], {}, {}
        if rows:
            self._levels.put(np.concatenate(rows), few)

    def frozen(self) -> dict[str, NDArray[Any]]:
        """All that the shelf holds, as arrays by name; one whose name was there before has not changed since.

        Nothing of struck stories is in it.
        """
        import numpy as np

        self._settle(few=False)
        if self._struck:
            struck = np.zeros(self._roll.given, np.bool_)
            struck[list(self._struck)] = True
            self._levels.purge(struck)
            self._struck, self._standing = set(), set()
        return self._roll.frozen() | self._levels.frozen()

    def rest_on(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Goes on with equal arrays that lie elsewhere, in files say, in the place of those that were just frozen."""
        self._levels.rest_on(arrays)

    @classmethod
    def thawed(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The shelf that was frozen to these arrays, which are read where they lie (a map of a file will do).

        Raises:
            ValueError: if they are not what `frozen` gave.
        """
        shelf = cls()
        shelf._roll, shelf._levels = Roll.thawed(arrays), Levels.thawed(arrays)
        return shelf
