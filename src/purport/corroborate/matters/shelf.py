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

from purport.corroborate.matters.features import Rarity, bounds
from purport.corroborate.matters.likeness import likeness
from purport.corroborate.matters.naming import Naming, by_words
from purport.corroborate.matters.nearness import days_between
from purport.fold import stem
from purport.records.days import days
from purport.records.matters import Alike, Likeness, Telling
from purport.records.stories import Link, Tie

WINDOW = 45
"""Days between two stories of which one may still be a follow-up of the other."""
ASKED = 24
"""Names and words of a telling that are looked up, the rarest; its places always are."""
LISTED = 400
"""Tellings that are looked at for one word, the newest."""
COMPARED = 60
"""Tellings that are compared with a new one: those that share the most."""
_ASIDE = 30
"""Of them, those that no story is chiefly about, at most."""
_PRIOR = 60
"""Stories that are taken to have been seen before the first, so that a word of the first ones is not thought common."""


_AGAIN = 0.6
"""From this score of a tie on a story says what another has said before, and its words are not counted again."""


@dataclass(slots=True)
class Shelf:
    """The tellings seen so far and how alike they are; `naming` says whether two names name the same.

    Adding one that is there already adds nothing. Tellings of one story are never compared: what a story tells apart is apart.
    """

    naming: Naming = by_words
    tellings: dict[str, Telling] = field(default_factory=dict)
    likenesses: dict[str, list[Likeness]] = field(default_factory=dict)
    _words: dict[str, list[str]] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)
    _leads: dict[str, str] = field(default_factory=dict)

    def add(self, one: Telling, ties: Iterable[Link] = ()) -> tuple[Likeness, ...]:
        """Places a telling; gives what it is like, follow-ups and unsure ones too, the most alike first.

        `ties` are those of its story with stories whose tellings were placed before, whichever leans on the other: what one story
        carries of another speaks for their chief tellings being of one thing.
        """
        if one.id in self.tellings:
            return ()
        tied = self._tied(one, ties)
        self._place(one, again=any(link.score >= _AGAIN and link.tie is not Tie.CITES for link in tied.values()))
        rarity = cache(self.rarity)  # fixed while one telling is compared, so that no word is weighed twice
        near = dict.fromkeys([*tied, *self._candidates(one, rarity)])
        found = [likeness(one, self.tellings[other], rarity, self.naming, tied.get(other)) for other in near]
        found.sort(key=lambda x: (-x.score, x.first, x.second))
        self.tellings[one.id] = one
        self.likenesses[one.id] = list(found)
        for x in found:
            self.likenesses[x.first if x.second == one.id else x.second].append(x)
        return tuple(x for x in found if x.alike is not Alike.DIFFERENT)

    def add_all(self, some: Iterable[Telling], ties: Iterable[Link] = ()) -> None:
        """Places the tellings of a story one after another; `ties` as in `add`."""
        held = tuple(ties)
        for one in some:
            self.add(one, held)

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

    def _tied(self, one: Telling, ties: Iterable[Link]) -> dict[str, Link]:
        """The chief tellings of the stories that a story is tied to, each with the tie, if this is its chief telling."""
        found: dict[str, Link] = {}
        for link in ties if one.lead else ():
            other = self._leads.get(link.earlier if link.later == one.document else link.later)
            fits = (
                other is not None
                and one.document in (link.later, link.earlier)
                and self._fits(one, self.tellings[other])
            )
            if other is not None and fits and (other not in found or found[other].score < link.score):
                found[other] = link
        return found

    def _place(self, one: Telling, again: bool) -> None:
        """Lists a telling under its words; what a copy says `again` makes no word more common."""
        words = one.words | one.names | one.quotes
        if not again:
            self._seen.update(words)
        if one.lead:
            self._leads[one.document] = one.id
        for word in words:
            self._words.setdefault(word, []).append(one.id)

    def _candidates(self, one: Telling, rarity: Rarity) -> list[str]:
        rarest = sorted(one.words | one.names | one.quotes, key=lambda word: (-rarity(word), word))
        known = [word for word in rarest if len(self._words[word]) > 1]
        where = {stem(word) for place in one.places for word in place.name.split()}
        hits: dict[str, float] = {}
        for word in dict.fromkeys([*known[:ASKED], *(word for word in known if word in where)]):
            for other in self._words[word][-LISTED:]:
                if other != one.id:
                    hits[other] = hits.get(other, 0.0) + rarity(word)
        fit = (other for other in hits if self._fits(one, self.tellings[other]))
        ranked = sorted(fit, key=lambda other: (-hits[other], other))
        aside = [other for other in ranked if not self.tellings[other].lead][:_ASIDE]
        leading = [other for other in ranked if self.tellings[other].lead]
        return [*leading[: COMPARED - len(aside)], *aside]

    def _fits(self, one: Telling, other: Telling) -> bool:
        if one.document == other.document or one.sort is not other.sort:
            return False
        out, also = days(one.published), days(other.published)
        if out is None or also is None or days_between(out, also) <= WINDOW:
            return True
        mine, theirs = bounds(one)[0], bounds(other)[0]
        return mine is not None and theirs is not None and days_between(mine, theirs) == 0
