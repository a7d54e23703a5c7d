"""The roll of a shelf: which story has which number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RATIO = 16
_NAME = "roll"


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """The ids numbered from `first` to before `end`, as bytes; never changed, only replaced by another of a higher serial."""

    first: int
    end: int
    serial: int
    told: NDArray[np.uint8]

    def __len__(self) -> int:
        return self.end - self.first


class Roll:
    """Ids of stories, numbered from 0 in the order in which they came. A number is never given twice.

    An id is any text but the empty one, which stands where an id was struck.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._by_id: dict[str, int] | None = None  # made when first asked for
        self._sheets: list[_Sheet] = []
        self._serial = 0
        self._struck = 0

    def __len__(self) -> int:
        """How many stories are on it."""
        return len(self._ids) - self._struck

    def __contains__(self, story_id: str) -> bool:
        return story_id in self._numbers

    def __iter__(self) -> Iterator[str]:
        return filter(None, self._ids)

    @property
    def given(self) -> int:
        """How many numbers were given; the next story's."""
        return len(self._ids)

    def named(self, numbers: Iterable[int]) -> list[str]:
        """The ids of these numbers.

        Raises:
            IndexError: for a number that was never given.
        """
        ids = self._ids
        return [ids[n] for n in numbers]

    def add(self, story_id: str) -> None:
        """Gives the next number to a story that is not on the roll."""
        if self._by_id is not None:
            self._by_id[story_id] = len(self._ids)
        self._ids.append(story_id)

    def strike(self, story_id: str) -> int | None:
        """Takes an id off the roll; the number it had, None if it was not on it."""
        number = self._numbers.pop(story_id, None)
        if number is not None:
            self._ids[number] = ""
            self._struck += 1
            self._sheets = [one for one in self._sheets if not one.first <= number < one.end]
        return number

    @property
    def _numbers(self) -> dict[str, int]:
        if self._by_id is None:
            self._by_id = {story_id: n for n, story_id in enumerate(self._ids) if story_id}
        return self._by_id

    def frozen(self) -> dict[str, NDArray[np.uint8]]:
        """The roll as arrays by name; one whose name was there before has not changed since."""
        self._write()
        return {f"{_NAME}.{one.first}.{one.serial}": one.told for one in self._sheets}

    def _write(self) -> None:
        """Puts what stands on no sheet on new ones, and joins sheets until each is `_RATIO` times as long as the next."""
        at, kept = 0, self._sheets
        self._sheets = []
        for sheet in kept:
            self._put(at, sheet.first)
            self._sheets.append(sheet)
            at = sheet.end
        self._put(at, len(self._ids))
        while len(self._sheets) > 1 and len(self._sheets[-2]) < _RATIO * len(self._sheets[-1]):
            *_, one, other = self._sheets
            del self._sheets[-2:]
            self._put(one.first, other.end)

    def _put(self, first: int, end: int) -> None:
        import numpy as np

        if first < end:
            self._serial += 1
            told = np.frombuffer(json.dumps(self._ids[first:end]).encode("ascii"), np.uint8)
            self._sheets.append(_Sheet(first, end, self._serial, told))

    @classmethod
    def thawed(cls, arrays: Mapping[str, NDArray[np.uint8]]) -> Self:
        """The roll that was frozen to these arrays; others are passed over.

        Raises:
            ValueError: if they are not what `frozen` gave.
        """
        roll = cls()
        for name in sorted((one for one in arrays if one.startswith(f"{_NAME}.")), key=_first):
            ids = json.loads(arrays[name].tobytes())
            if _first(name) != len(roll._ids) or not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
                raise ValueError("the roll has gaps")
            serial = int(name.rpartition(".")[2])
            roll._sheets.append(_Sheet(len(roll._ids), len(roll._ids) + len(ids), serial, arrays[name]))
            roll._ids += ids
            roll._serial = max(roll._serial, serial)
        roll._struck = roll._ids.count("")
        return roll


def _first(name: str) -> int:
    return int(name.split(".")[1])
