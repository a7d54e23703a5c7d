"""The words and names of tellings by number, and in how many tellings each is, so that those of many are weighed at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from purport.corroborate.matters.sides import side_of
from purport.records.folds import listed
from purport.records.matters import Telling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST = 4_096
_TELLINGS = 8_192

Words: TypeAlias = "NDArray[np.intp]"
"""Words by number, each once."""


class Numbered(NamedTuple):
    """The words of a telling that stand in no name (`words`), and its names."""

    telling: Telling
    words: Words
    names: Words


class Vocabulary:
    """In how many tellings words are, and the words of tellings; what was met is kept.

    `ask` gives in how many some words are, those in none left out. It is asked for each word once, while they are not over `most`.
    """

    def __init__(self, ask: Callable[[list[str]], Mapping[str, int]], most: int) -> None:
        self._ask, self._most = ask, most
        self._numbers: dict[str, int] = {}
        self._tellings: dict[str, Numbered] = {}
        self._counts: NDArray[np.int64] | None = None
        self._marked: NDArray[np.bool_] | None = None
        self._next = 0

    def spare(self) -> None:
        """What was met is let go where it is too much; numbers hold until then."""
        if self._next > self._most:
            self.clear()
        if len(self._tellings) > _TELLINGS:
            self._tellings.clear()

    def meet(self, words: Iterable[str]) -> None:
        """Asks in how many tellings words are, of those that were not met."""
        import numpy as np

        missing = [word for word in words if word not in self._numbers]
        if not missing:
            return
        start, end = self._next, self._next + len(missing)
        if self._counts is None or self._marked is None or len(self._counts) < end:
            grown = np.zeros(max(_LEAST, 2 * end), np.int64)
            if self._counts is not None:
                grown[:start] = self._counts[:start]
            self._counts, self._marked = grown, np.zeros(len(grown), np.bool_)
        found = self._ask(missing)
        self._counts[start:end] = [found.get(word, 0) for word in missing]
        self._numbers.update(zip(missing, range(start, end), strict=True))
        self._next = end

    def of(self, tellings: Collection[Telling]) -> list[Numbered]:
        """Tellings with their words; those of the names of their places are met, too."""
        known = self._tellings
        fresh = [one for one in tellings if (found := known.get(one.id)) is None or found.telling is not one]
        if fresh:
            self.meet(frozenset[str]().union(*map(listed, fresh), *(side_of(one).where.every for one in fresh)))
            for one in fresh:
                known[one.id] = Numbered(one, self.numbers(side_of(one).words), self.numbers(one.names))
        return [known[one.id] for one in tellings]

    def numbers(self, words: Collection[str]) -> Words:
        """Words that were met by their numbers.

        Raises:
            KeyError: for others.
        """
        import numpy as np

        return np.fromiter(map(self._numbers.__getitem__, words), np.intp, len(words))

    def seen(self, word: str) -> int:
        """In how many tellings a word is."""
        if word not in self._numbers:
            self.meet([word])
        return 0 if self._counts is None else int(self._counts[self._numbers[word]])

    def counts(self, words: Words) -> NDArray[np.int64]:
        """The same, of many."""
        import numpy as np

        return np.zeros(0, np.int64) if self._counts is None else self._counts[words]

    def among(self, words: Words, some: Words) -> NDArray[np.bool_]:
        """Shape (words,): which of them are among `some`."""
        import numpy as np

        if self._marked is None:
            return np.zeros(0, np.bool_)
        self._marked[some] = True
        found = self._marked[words]
        self._marked[some] = False
        return found

    def add(self, words: Iterable[str]) -> None:
        """One more telling has these words."""
        known = [number for number in map(self._numbers.get, words) if number is not None]
        if self._counts is not None:
            self._counts[known] += 1

    def drop(self, words: Iterable[str]) -> None:
        """In how many tellings these words are is asked anew."""
        for word in words:
            self._numbers.pop(word, None)
        self._tellings.clear()

    def clear(self) -> None:
        """Nothing is kept any longer."""
        self._numbers, self._tellings, self._counts, self._marked, self._next = {}, {}, None, None, 0
