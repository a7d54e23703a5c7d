"""Tellings as they come, kept in memory: each is compared with what :mod:`.index` makes likely, and the likenesses are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from purport.corroborate.matters.index import compared, rarity_of
from purport.corroborate.matters.naming import Naming, by_words
from purport.corroborate.matters.sketches import Sketches
from purport.corroborate.matters.vocabulary import Vocabulary
from purport.records.folds import Sketch, listed
from purport.records.matters import Alike, Likeness, Telling
from purport.records.stories import Link

_SKETCHES = 50_000
_WORDS = 200_000


class _Memory:
    """The :class:`~.index.Index` of a shelf; a telling's number is its place in the order in which they came."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self._held: list[Telling] = []
        self._places: dict[str, int] = {}
        self._words: dict[str, list[int]] = {}
        self._leads: dict[str, int] = {}
        self._counted: set[str] = set()
        self.sketches = Sketches(self._sketched, _SKETCHES)
        self.vocabulary = Vocabulary(self._counts, _WORDS)

    def add(self, one: Telling, counted: bool) -> None:
        """List a telling under its words, which count if so said."""
        number = len(self._held)
        self._held.append(one)
        self._places[one.id] = number
        for word in listed(one):
            self._words.setdefault(word, []).append(number)
        if counted:
            self.seen.update(listed(one))
            self.vocabulary.add(listed(one))
            self._counted.add(one.document)
        if one.lead:
            self._leads[one.document] = number

    def total(self) -> int:
        """How many there are."""
        return len(self._held)

    def leads(self, documents: Collection[str]) -> Mapping[str, Sketch]:
        """Chief tellings of stories."""
        return {one: self._sketch(self._leads[one]) for one in documents if one in self._leads}

    def counted(self, documents: Collection[str]) -> bool:
        """Whether one of these stories counts."""
        return not self._counted.isdisjoint(documents)

    def holders(self, words: Sequence[str], limit: int) -> Mapping[str, Sequence[int]]:
        """Those that have words."""
        return {word: self._words.get(word, [])[-limit:] for word in words}

    def tellings(self, ids: Collection[str]) -> Mapping[str, Telling]:
        """Tellings by id."""
        return {one: self._held[self._places[one]] for one in ids if one in self._places}

    def _counts(self, words: Iterable[str]) -> dict[str, int]:
        return {word: self.seen[word] for word in words}

    def _sketched(self, numbers: Iterable[int]) -> dict[int, Sketch]:
        return {number: self._sketch(number) for number in numbers}

    def _sketch(self, number: int) -> Sketch:
        one = self._held[number]
        return Sketch(number, one.id, one.document, one.sort, one.out, one.days, one.lead)


@dataclass(slots=True)
class Shelf:
    """The tellings seen so far and how alike they are; `naming` says whether two names name the same.

    Adding one that is there already adds nothing. Tellings of one story are never compared: what a story tells apart is apart.
    """

    naming: Naming = by_words
    tellings: dict[str, Telling] = field(default_factory=dict)
    likenesses: dict[str, list[Likeness]] = field(default_factory=dict)
    _index: _Memory = field(default_factory=_Memory)

    def add(self, one: Telling, ties: Iterable[Link] = ()) -> tuple[Likeness, ...]:
        """Places a telling; gives what it is like, follow-ups and unsure ones too, the most alike first.

        `ties` are those of its story with stories whose tellings were placed before, whichever leans on the other: what one story
        carries of another speaks for their chief tellings being of one thing.
        """
        if one.id in self.tellings:
            return ()
        found = compared(one, self._index, tuple(ties), self.naming)
        self._index.add(one, found.counted)
        self.tellings[one.id] = one
        self.likenesses[one.id] = list(found.alike)
        for x in found.alike:
            self.likenesses[x.first if x.second == one.id else x.second].append(x)
        apart = (Likeness(other, one.id, Alike.DIFFERENT, score, ()) for other, score in found.differs)
        for x in apart:
            self.likenesses[x.first].append(x)
            self.likenesses[x.second].append(x)
        return found.alike

    def add_all(self, some: Iterable[Telling], ties: Iterable[Link] = ()) -> None:
        """Places the tellings of a story one after another; `ties` as in `add`."""
        held = tuple(ties)
        for one in some:
            self.add(one, held)

    def rarity(self, word: str) -> float:
        """How much a word tells, 0 to 1, by the tellings that have it."""
        return rarity_of(self._index.seen[word], len(self.tellings) + 1)

    def near(self, ids: Iterable[str]) -> set[str]:
        """All tellings that hang together with these by being the same or unsure, directly or by others."""
        reached, waiting = set(ids), list(ids)
        while waiting:
            here = waiting.pop()
            others = {
                x.first if x.second == here else x.second
                for x in self.likenesses.get(here, ())
                if x.alike in (Alike.SAME_EVENT, Alike.SAME_RELEASE, Alike.UNSURE)
            }
            waiting.extend(others - reached)
            reached |= others
        return reached

    def all_likenesses(self) -> Iterator[Likeness]:
        """Each likeness once."""
        for key, found in self.likenesses.items():
            yield from (x for x in found if x.first == key)
