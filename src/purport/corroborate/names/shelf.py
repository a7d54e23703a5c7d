"""Listed names by the words in them: which of thousands share words, in sound, with a name that is looked for.

Each word is met by its keys, compared in sound only with what has a key in common, and counts the more the rarer it is on the
list (inverse document frequency, Spärck Jones 1972).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import Generic, Protocol, TypeVar

from purport.corroborate.names.keys import keys, shorter
from purport.corroborate.names.likeness import likeness, prepare
from purport.corroborate.names.sounds import Sounds

SAME = 0.86
_LEAST = 0.66
_LOOSE_MOST = 60
_COMMON = 1_000


class Unit(Protocol):
    """A word of a name, as the shelf sees it."""

    @property
    def word(self) -> str:
        """Folded."""

    @property
    def sounds(self) -> Sounds:
        """Of it."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Keys beside those of its sounds."""

    @property
    def leaning(self) -> bool:
        """Whether it is often written together with the word before it."""

    def __hash__(self) -> int: ...


U = TypeVar("U", bound=Unit)


class Shelf(Generic[U]):
    """Names, by number, and the words in them: filled at once, then only asked.

    Args:
        names: the words of each name; a name's number is its place.
        alike: how alike two words are, 0 to 1.
        together: two words written as one.
    """

    def __init__(
        self, names: Sequence[Sequence[U]], alike: Callable[[U, U], float], together: Callable[[U, U], Sounds]
    ) -> None:
        self._alike, self._together = alike, together
        self._bearers: dict[U, list[int]] = defaultdict(list)
        self._glued: dict[Sounds, list[int]] = defaultdict(list)
        for number, words in enumerate(names):
            for word in dict.fromkeys(words):
                self._bearers[word].append(number)
            for one, other in pairwise(words):
                self._glued[together(one, other)].append(number)
        self._most = log(1 + len(names)) or 1.0
        self._rarity = {word: self._most - log(len(bearers)) + 0.1 for word, bearers in self._bearers.items()}
        self._weights = [sum(self._rarity[word] for word in dict.fromkeys(words)) for words in names]
        self._keyed: dict[str, list[U]] = defaultdict(list)
        self._loose: dict[str, list[U]] = defaultdict(list)
        self._glued_keyed: dict[str, list[Sounds]] = defaultdict(list)
        self._file()
        self._similar = lru_cache(maxsize=5_000)(self._sought)

    def _file(self) -> None:
        for word in self._bearers:
            prepare(word.sounds)
            for key in (*word.tags, *keys(word.sounds)):
                self._keyed[key].append(word)
            for short in {short for key in keys(word.sounds) for short in shorter(key)}:
                self._loose[short].append(word)
        for sounds in self._glued:
            for key in keys(sounds):
                self._glued_keyed[key].append(sounds)

    def near(self, words: Sequence[U], most: int) -> list[tuple[float, int]]:
        """Numbers of names that share words with this one, each with a score from 0 to 1, best first, `most` of them."""
        found: list[dict[int, float]] = []
        whole = 0.0
        for place, word in enumerate(words):
            gains, sure, rarity = self._similar(word)
            whole += rarity
            found.append(gains)
            if word.leaning and place:
                found.append(_best(self._whole(self._together(words[place - 1], word))))
            if len(words) == 1 or not sure:
                found.append(_best(self._written_otherwise(words, place)))
        return self._ranked(_summed(found), whole, most)

    def _ranked(self, gains: dict[int, float], whole: float, most: int) -> list[tuple[float, int]]:
        weights = self._weights
        scored = [
            (2 * (gain if gain < weights[number] else weights[number]) / (whole + weights[number]), -number)
            for number, gain in gains.items()
        ]
        return [(min(score, 1.0), -number) for score, number in nlargest(most, scored)]

    def _sought(self, word: U) -> tuple[dict[int, float], bool, float]:
        """What a word gives each name that bears something like it; whether the likeness is sure; what the word counts."""
        found = self._among(word, {u for key in (*word.tags, *keys(word.sounds)) for u in self._keyed.get(key, ())})
        sure = any(alike >= SAME for alike, _ in found)
        if not sure:
            loose = {u for key in keys(word.sounds)[:4] for short in shorter(key) for u in self._loose.get(short, ())}
            found = (
                self._among(word, sorted(loose, key=lambda u: (u.sounds, u.word, self._rarity[u]))[:_LOOSE_MOST])
                or found
            )
        found.sort(key=lambda hit: (-hit[0], hit[1].sounds, hit[1].word, -self._rarity[hit[1]]))
        rarity = self._rarity[found[0][1]] if found else self._most
        gains = _best((alike * self._rarity[unit], self._bearers[unit]) for alike, unit in found)
        return gains, bool(found) and found[0][0] >= SAME, rarity

    def _among(self, word: U, units: Iterable[U]) -> list[tuple[float, U]]:
        scored = ((self._alike(word, unit), unit) for unit in units)
        return [(alike, unit) for alike, unit in scored if alike >= _LEAST]

    def _written_otherwise(self, words: Sequence[U], place: int) -> list[tuple[float, list[int]]]:
        """A word that is two on the list, and two words that are one on it."""
        sounds = words[place].sounds
        offers = [
            (found * self._most, self._glued[glued])
            for key in keys(sounds)
            for glued in self._glued_keyed.get(key, ())
            if (found := likeness(sounds, glued)) >= SAME
        ]
        for pair in (words[place - 1 : place + 1], words[place : place + 2]):
            if len(pair) == 2:
                offers += self._whole(self._together(pair[0], pair[1]))
        return offers

    def _whole(self, sounds: Sounds) -> list[tuple[float, list[int]]]:
        return [
            (found * self._rarity[unit], self._bearers[unit])
            for unit in {u for key in keys(sounds) for u in self._keyed.get(key, ())}
            if (found := likeness(sounds, unit.sounds)) >= SAME
        ]


def _best(offers: Iterable[tuple[float, list[int]]]) -> dict[int, float]:
    """For each name the best of what words of it offer."""
    best: dict[int, float] = {}
    for gain, bearers in offers:
        for number in bearers:
            if gain > best.get(number, 0.0):
                best[number] = gain
    return best


def _summed(found: Iterable[dict[int, float]]) -> dict[int, float]:
    """What all words together give each name; a word of very many names only adds to what rarer words have found."""
    gains: dict[int, float] = {}
    for offers in sorted(found, key=len):
        if gains and len(offers) > _COMMON:
            for number in gains:
                gains[number] += offers.get(number, 0.0)
        else:
            for number, gain in offers.items():
                gains[number] = gains.get(number, 0.0) + gain
    return gains
