"""A telling compared with those that an index makes likely; the index is kept elsewhere, in a ledger or in memory.

Candidates share a rare name or word with it and came out within :data:`WINDOW` days of it, or tell of a day that overlaps its day;
for every word only the newest tellings are asked, so that a new telling costs no more among many than among few.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

from purport.corroborate.matters.features import FEW, SPREAD, Rarity, Shared, Weighing
from purport.corroborate.matters.likeness import likened
from purport.corroborate.matters.naming import Naming, by_words
from purport.corroborate.matters.sides import Side, side_of
from purport.corroborate.matters.sketches import Rows, Sketches, fits
from purport.corroborate.matters.vocabulary import Numbered, Vocabulary, Words
from purport.fold import stem
from purport.records.folds import Compared, Sketch, listed
from purport.records.matters import Alike, Telling
from purport.records.stories import Link, Tie

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LISTED = 400
"""Tellings that are looked at for one word, the newest."""
WHERE = 3
"""How much more a word of a place counts for being compared: reports that share nothing else share that."""
LOOKED = 600
"""Tellings that are looked at for being compared, those that share the most."""
SOON = 40
"""Of those that a story is chiefly about, how many of the days round the new one are compared before any others."""
PRIOR = 60
"""Stories that are taken to have been seen before the first, so that a word of the first ones is not thought common."""
AGAIN = 0.6
"""From this score of a tie on a story says what another has said before, and its words are not counted again."""
_AT_ONCE = 200
_WHOLE = 1_000_000
"""What words are worth is summed in whole millionths, so that no sum depends on its order."""
_WORDS = 16
"""Bits for which of the words that are looked up a posting is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is looked at for a new telling.

    Attributes:
        asked: names and words of it that are looked up, the rarest; its places always are.
        compared: tellings that are compared with it, those that share the most.
        aside: of them, those that no story is chiefly about. enough: of the others, after how many no more are looked for.
    """

    asked: int
    compared: int
    aside: int
    enough: int


CHIEF = Limits(24, 60, 15, 60)
"""Of what a story is chiefly about: others that lead with the same event tell what it is of."""
BESIDE = Limits(16, 30, 12, 20)
"""Of what a story tells aside: that joins a matter, and holds no two together."""


Numbers: TypeAlias = "Sequence[int] | NDArray[np.int64]"


class Index(Protocol):
    """Earlier tellings by their names and words."""

    def total(self) -> int:
        """How many there are."""

    @property
    def vocabulary(self) -> Vocabulary:
        """In how many each word or name is."""

    def leads(self, documents: Collection[str]) -> Mapping[str, Sketch]:
        """The chief tellings of stories, by document."""

    def counted(self, documents: Collection[str]) -> bool:
        """Whether a telling of one of these stories counts in the vocabulary."""

    def holders(self, words: Sequence[str], limit: int) -> Mapping[str, Numbers]:
        """Those that have each word or name, by number, the newest `limit` of each."""

    @property
    def sketches(self) -> Sketches:
        """What tells whether they may be compared, by number."""

    def tellings(self, ids: Collection[str]) -> Mapping[str, Telling]:
        """Tellings by id."""


def rarity_of(seen: int, whole: int) -> float:
    """How much a word tells that `seen` of `whole` tellings have, 0 to 1."""
    whole += PRIOR
    return max(0.0, math.log(whole / (seen + 1)) / math.log(whole))


def says_again(story: str, ties: Iterable[Link]) -> set[str]:
    """The stories (ids) whose words a story says again, or that say its words again, by its ties to them."""
    close = [link for link in ties if link.score >= AGAIN and link.tie is not Tie.CITES]
    return {link.earlier if link.later == story else link.later for link in close}


def compared(one: Telling, index: Index, ties: Sequence[Link] = (), naming: Naming = by_words) -> Compared:
    """What a telling that is not in the index is to those that are in it; those of its own story are never compared.

    `ties` are those of its story with others, whichever leans on the other. Of stories that say each other's words one counts:
    what a copy says again makes no word more common. `naming` says whether two names name the same.
    """
    own, kin, vocabulary = listed(one), says_again(one.document, ties), index.vocabulary
    vocabulary.spare()
    vocabulary.meet(own)
    again = index.counted(kin)
    counted = _Counted(vocabulary, index.total() + 1, frozenset() if again else own)
    tied = _tied(one, index, ties) if one.lead and ties else {}
    rarity = _Weighed(counted).__getitem__
    likely = _candidates(one, index, rarity)
    near = index.tellings(list(dict.fromkeys([*tied, *likely])))
    weighing = _Counting(one, list(near.values()), counted, rarity, kin)
    mine = side_of(one)
    found = [likened(mine, side_of(other), weighing, naming, tied.get(key)) for key, other in near.items()]
    found.sort(key=lambda x: (-x.score, x.first, x.second))
    apart = [x for x in found if x.alike is Alike.DIFFERENT]
    differs = tuple((x.first if x.second == one.id else x.second, x.score) for x in apart)
    return Compared(one.id, tuple(x for x in found if x.alike is not Alike.DIFFERENT), differs, not again)


def _tied(one: Telling, index: Index, ties: Sequence[Link]) -> dict[str, Link]:
    """The chief tellings (ids) of the stories that a story is tied to and that may be of one thing with its own, with the tie."""
    links: dict[str, Link] = {}
    for link in ties:
        other = link.earlier if link.later == one.document else link.later
        if other not in links or links[other].score < link.score:
            links[other] = link
    leads = index.leads(links.keys())
    return {leads[other].id: link for other, link in links.items() if other in leads and fits(one, leads[other])}


class _ByNumber(dict[int, float]):
    """How much a word tells that so many tellings of `whole` have."""

    __slots__ = ("_whole",)

    def __init__(self, whole: int) -> None:
        super().__init__()
        self._whole = whole

    def __missing__(self, number: int) -> float:
        found = self[number] = rarity_of(number, self._whole)
        return found


_by_number = lru_cache(4)(_ByNumber)  # the same for all tellings of a story


@dataclass(frozen=True, slots=True)
class _Counted:
    """In how many tellings of `whole` words are: one of them is new, not counted in the vocabulary yet, and has `more`."""

    vocabulary: Vocabulary
    whole: int
    more: frozenset[str]


class _Weighed(dict[str, float]):
    """Words with how much they tell; weighed when asked for."""

    __slots__ = ("_more", "_rare", "_seen")

    def __init__(self, counted: _Counted) -> None:
        super().__init__()
        self._rare, self._seen, self._more = _by_number(counted.whole), counted.vocabulary.seen, counted.more

    def __missing__(self, word: str) -> float:
        found = self[word] = self._rare[self._seen(word) + (word in self._more)]
        return found


class _Counting(Weighing):
    """The same, of a new telling and many others; what it has in common with each is worked out for all of them at once."""

    def __init__(
        self, one: Telling, others: Sequence[Telling], counted: _Counted, rarity: Rarity, kin: Collection[str]
    ) -> None:
        super().__init__(rarity, kin)
        self._one, self._vocabulary, self._whole = one, counted.vocabulary, counted.whole
        own, *held = self._vocabulary.of([one, *others])
        self._more = self._vocabulary.numbers(counted.more)
        found = self._in_common(own, held) if held else []
        self._words, self._names = (
            {other.id: shared for other, shared in zip(others, found[at:], strict=False)} for at in (0, len(held))
        )

    def words(self, first: Side, second: Side) -> Shared:
        """Of words that stand in no name."""
        return self._words[(second if first.telling is self._one else first).telling.id]

    def names(self, first: Side, second: Side) -> Shared:
        """Of names."""
        return self._names[(second if first.telling is self._one else first).telling.id]

    def _in_common(self, own: Numbered, others: Sequence[Numbered]) -> list[Shared]:
        """The words of one with those of each of others, and then its names with those of each."""
        import numpy as np

        rows, among = [*(other.words for other in others), *(other.names for other in others)], self._vocabulary.among
        lengths, half, size = [len(row) for row in rows], len(others), len(rows)
        words, which = np.concatenate(rows), np.repeat(np.arange(size), lengths)
        names = sum(lengths[:half])
        both = np.concatenate((among(words[:names], own.words), among(words[names:], own.names)))
        squares, shared = self._squares(words), which[both]
        number, weight = np.bincount(shared, minlength=size), np.bincount(shared, squares[both], size)
        mine = np.repeat([self._squares(row).sum() for row in (own.words, own.names)], half)
        cosines = weight / np.sqrt((FEW + mine) * (FEW + np.bincount(which, squares, size)))
        return list(zip(number.tolist(), weight.tolist(), cosines.tolist(), strict=True))

    def _squares(self, words: Words) -> NDArray[np.float64]:
        """The squares of how much words tell, as :func:`rarity_of` says."""
        import numpy as np

        seen, whole = self._vocabulary.counts(words), self._whole + PRIOR
        if len(self._more):
            seen = seen + self._vocabulary.among(words, self._more)
        rare: NDArray[np.float64] = np.log(whole / (seen + 1)) / math.log(whole)
        np.maximum(rare, 0.0, out=rare)
        return rare * rare


def _candidates(one: Telling, index: Index, rarity: Rarity) -> list[str]:
    """The ids of those that share most with it and may be compared."""
    words = list(listed(one))
    seen = index.vocabulary.counts(index.vocabulary.numbers(words)).tolist()
    known = [word for _, word in sorted((-rarity(word), word) for word, n in zip(words, seen, strict=True) if n)]
    where = {stem(word) for place in one.places for word in place.name.split()}
    limits = CHIEF if one.lead else BESIDE
    asked = list(dict.fromkeys([*known[: limits.asked], *(word for word in known if word in where)]))
    worth = {word: round(_WHOLE * rarity(word)) * (WHERE if word in where else 1) for word in asked}
    return _fitting(one, index, _ranked(index.holders(asked, LISTED), worth))


def _ranked(holders: Mapping[str, Numbers], worth: Mapping[str, int]) -> list[int]:
    """The tellings that have some words, those whose words are worth the most first, and of as much the newest.

    Numbers of tellings are below 2**47, words fewer than 2**16.
    """
    import numpy as np

    lists = [np.asarray(others, np.int64) for others in holders.values()]
    postings = np.concatenate(lists) if lists else np.empty(0, np.int64)
    if not len(postings):
        return []
    postings <<= _WORDS  # beside each number which of the words it is for: they are sorted as one
    postings |= np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    postings.sort()
    each, words = postings >> _WORDS, postings & ((1 << _WORDS) - 1)
    starts = np.flatnonzero(np.diff(each, prepend=-1))
    numbers, shared = each[starts], np.add.reduceat(np.array([worth[word] for word in holders])[words], starts)
    if len(numbers) > LOOKED:
        enough = shared >= np.partition(shared, -LOOKED)[-LOOKED]
        numbers, shared = numbers[enough], shared[enough]
    found: list[int] = numbers[np.lexsort((numbers, shared))[::-1]][:LOOKED].tolist()
    return found


def _fitting(one: Telling, index: Index, ranked: Sequence[int]) -> list[str]:
    """Those that may be compared, the ones that a story is chiefly about first; no more are looked at than are wanted."""
    import numpy as np

    limits, sketches = CHIEF if one.lead else BESIDE, index.sketches
    sketches.spare()
    rows = sketches.rows(ranked[:_AT_ONCE])
    leading, aside = sketches.fitting(one, rows)
    for at in range(_AT_ONCE, len(ranked), _AT_ONCE):
        if len(leading) >= limits.enough:
            break
        rows = sketches.rows(ranked[at : at + _AT_ONCE])
        more, beside = sketches.fitting(one, rows)
        leading, aside = np.concatenate((leading, more)), np.concatenate((aside, beside))
    last = aside[: limits.aside]
    chosen = [_soon_first(one, leading, sketches)[: limits.compared - len(last)], last]
    return sketches.ids(np.concatenate(chosen))


def _soon_first(one: Telling, found: Rows, sketches: Sketches) -> Rows:
    """The same, those of its own days first: a house's other stories of the month are like it in their words alone."""
    import numpy as np

    soon = sketches.near(one, found, SPREAD)
    soon[soon.nonzero()[0][SOON:]] = False
    return np.concatenate((found[soon], found[~soon]))
