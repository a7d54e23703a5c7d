"""Tellings as they come: each is compared only with those that an index makes likely, and the likenesses are kept.

Candidates share a rare name or word with the new telling and came out within :data:`WINDOW` days of it, or tell of a day that
overlaps its day; for every word only the newest tellings are asked, so that a new telling costs no more among many than among few.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from purport.corroborate.matters.likeness import Rarity, bounds, likeness
from purport.corroborate.matters.nearness import days_between
from purport.records.days import days
from purport.records.matters import Alike, Likeness, Telling

WINDOW = 45
"""Days between two stories of which one may still be a follow-up of the other."""
ASKED = 14
"""Names and words of a telling that are looked up, the rarest."""
LISTED = 400
"""Tellings that are looked at for one word, the newest."""
COMPARED = 60
"""Tellings that are compared with a new one: those that share the most."""
_PRIOR = 60
"""Stories that are taken to have been seen before the first, so that a word of the first ones is not thought common."""


@dataclass(slots=True)
class Shelf:
    """The tellings seen so far and how alike they are.

    Adding one that is there already adds nothing. Tellings of one story are never compared: what a story tells apart is apart.
    """

    tellings: dict[str, Telling] = field(default_factory=dict)
    likenesses: dict[str, list[Likeness]] = field(default_factory=dict)
    _words: dict[str, list[str]] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)
    _stories: set[str] = field(default_factory=set)

    def add(self, one: Telling) -> tuple[Likeness, ...]:
        """Places a telling; gives what it is like, follow-ups and unsure ones too, the most alike first."""
        if one.id in self.tellings:
            return ()
        self._count(one)
        rarity = cache(self.rarity)  # fixed while one telling is compared, so that no word is weighed twice
        found = [likeness(one, self.tellings[other], rarity) for other in self._candidates(one, rarity)]
        found.sort(key=lambda x: (-x.score, x.first, x.second))
        self.tellings[one.id] = one
        self.likenesses[one.id] = list(found)
        for x in found:
            self.likenesses[x.first if x.second == one.id else x.second].append(x)
        return tuple(x for x in found if x.alike is not Alike.DIFFERENT)

    def add_all(self, some: Iterable[Telling]) -> None:
        """Places tellings one after another."""
        for one in some:
            self.add(one)

    def rarity(self, word: str) -> float:
        """How much a word tells, 0 to 1, by the tellings that have it."""
        whole = len(self.tellings) + 1 + _PRIOR
        return max(0.0, math.log(whole / (self._seen[word] + 1)) / math.log(whole))

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

    def _count(self, one: Telling) -> None:
        words = one.words | one.names
        self._seen.update(words)
        for word in words:
            self._words.setdefault(word, []).append(one.id)

    def _candidates(self, one: Telling, rarity: Rarity) -> list[str]:
        rarest = sorted(one.words | one.names, key=lambda word: (-rarity(word), word))
        known = [word for word in rarest if len(self._words[word]) > 1][:ASKED]
        hits: dict[str, float] = {}
        for word in known:
            for other in self._words[word][-LISTED:]:
                if other != one.id:
                    hits[other] = hits.get(other, 0.0) + rarity(word)
        fit = (other for other in hits if self._fits(one, self.tellings[other]))
        return sorted(fit, key=lambda other: (-hits[other], other))[:COMPARED]

    def _fits(self, one: Telling, other: Telling) -> bool:
        if one.document == other.document or one.sort is not other.sort:
            return False
        out, also = days(one.published), days(other.published)
        if out is None or also is None or days_between(out, also) <= WINDOW:
            return True
        mine, theirs = bounds(one)[0], bounds(other)[0]
        return mine is not None and theirs is not None and days_between(mine, theirs) == 0
