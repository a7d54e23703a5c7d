"""Which dated occurrence a mention refers to, and whether the match is specific enough to be evidence.

A match is scored by what the two share: the place, who did it, to whom, the kind of thing, rare words, the number of dead. Names
and kinds that occur every day in a list add little. The method is the blocking and weighing of record linkage (Fellegi and
Sunter, *A Theory for Record Linkage*, 1969) with weights set by hand, rare words by inverse document frequency
(Sparck Jones 1972).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from purport.dating.kinds import kinds
from purport.dating.mentions import Mention, key
from purport.dating.words import deaths, telling
from purport.fold import stem
from purport.records import Occurrence
from purport.records.days import Days

SPECIFIC = 0.6
"""Below this score a match is no evidence."""
TELLING = 0.15
"""What kind, words and number must come to: what was done, not only where and by whom."""
CLOSE = 0.1
"""Matches within this of the best one may be meant as well: the earliest of them bounds."""
SLACK = timedelta(days=3)
"""How far the date of a mention and that of an occurrence may lie apart and still be the same."""
_COMMON = 0.02
"""A word in more than this share of a large list is common."""
_SMALL = 200
"""In a list of fewer entries no share of it says how common a word is."""
_MOST = 4_000
"""Entries that one word may lead to; more common words lead to none."""
_VAGUE_WORDS = """
army police polic military soldier troop militant rebel fighter gunmen insurgent civilian people men villager force
government oppositi unknown unidentifi arm group side milita
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Entry:
    """An occurrence made ready to be compared."""

    occurrence: Occurrence
    first: date
    last: date
    places: frozenset[str]
    wider: frozenset[str]
    actor: frozenset[str]
    target: frozenset[str]
    title: frozenset[str]
    kinds: frozenset[str]
    deaths: frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a mention may refer to: how specific the match is (0 to about 1), and what they share, in words."""

    entry: Entry
    score: float
    shared: tuple[str, ...]


def entry(one: Occurrence) -> Entry:
    """The occurrence with its names folded and its words cut to stems."""
    title, action = telling(one.title or ""), telling(one.action or "")
    actor, target = _name(one.actor), _name(one.target)
    others = frozenset(_bare(key(part)) for part in one.others if part)
    named = {key(one.place), _bare(key(one.place))} if one.place else set()
    dead = frozenset((one.deaths,)) if one.deaths and one.deaths >= 4 else frozenset()
    return Entry(
        occurrence=one,
        first=date.fromisoformat(one.start),
        last=date.fromisoformat(one.end),
        places=frozenset() if named & others else frozenset(named),
        wider=others | (named if named & others else set()),
        actor=actor,
        target=target,
        title=title,
        kinds=kinds().of(title | action),
        deaths=dead | deaths(one.title or ""),
    )


_SORTS_WORDS = """
town city village district province governorate region area neighbourhood subdistrict nahiya qada
"""
_SORTS = frozenset(_SORTS_WORDS.split())


@lru_cache(maxsize=65_536)
def _bare(name: str) -> str:
    """A place's name without the word for what kind of place it is ("Al Fallūjah town", "Al Anbār province").

    >>> _bare("fallujah town")
    'fallujah'
    """
    words = name.split()
    while len(words) > 1 and words[-1] in _SORTS:
        words.pop()
    return key(" ".join(words))


@lru_cache(maxsize=65_536)
def _name(name: str | None) -> frozenset[str]:
    return telling(name or "")


class Shelf:
    """All dated occurrences that may be matched, with an index by stem; built once, asked for each mention.

    Args:
        occurrences: any number, in any order.

    Raises:
        ValueError: if a day of one is no ISO date.
    """

    def __init__(self, occurrences: Iterable[Occurrence]) -> None:
        self._held = list(occurrences)
        self._made: dict[int, Entry] = {}
        self._by_stem: dict[str, list[int]] = {}
        self._by_geoname: dict[int, list[int]] = {}
        for i, one in enumerate(self._held):
            date.fromisoformat(one.start), date.fromisoformat(one.end)
            for word in _name(one.actor) | _name(one.target) | _name(one.place) | telling(one.title or ""):
                self._by_stem.setdefault(word, []).append(i)
            if one.geonameid:
                self._by_geoname.setdefault(one.geonameid, []).append(i)

    def __len__(self) -> int:
        return len(self._held)

    def entry(self, number: int) -> Entry:
        """The occurrence with this number, ready to be compared."""
        if number not in self._made:
            self._made[number] = entry(self._held[number])
        return self._made[number]

    @cached_property
    def stories(self) -> int:
        """How many stories the occurrences are of."""
        return len({story(one) for one in self._held})

    @cached_property
    def gap(self) -> float:
        """Mean number of days between two dated stories, at least a day; a year where there are fewer than two."""
        if self.stories < 2:
            return 365.0
        days = [one.start for one in self._held]
        return max(1.0, (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days / self.stories)

    def rarity(self, word: str) -> float:
        """How much a word tells: the logarithm of how many entries there are for each that has it; 0 for an unknown word."""
        held = len(self._by_stem.get(word, ()))
        return math.log((1 + len(self)) / (1 + held)) if held else 0.0

    def holding(self, word: str) -> Sequence[int]:
        """The entries that have a word, by number."""
        return self._by_stem.get(word, ())

    def great(self, deaths: int) -> list[Entry]:
        """The entries that everybody spoke of: by their list, or by how many died."""
        return [self.entry(i) for i, one in enumerate(self._held) if one.great or (one.deaths or 0) >= deaths]

    def matches(self, mention: Mention, besides: frozenset[str] = frozenset()) -> list[Match]:
        """The entries that the mention may refer to, best first, all specific enough; `besides`: origins that are left out."""
        found = []
        for i in self._candidates(mention):
            one = self.entry(i)
            if one.occurrence.origin in besides or not _same_days(mention.dated, one):
                continue
            match = self._scored(mention, one)
            if match.score >= SPECIFIC:
                found.append(match)
        return sorted(found, key=lambda m: (-m.score, m.entry.first, m.entry.occurrence.id))

    def _candidates(self, mention: Mention) -> list[int]:
        """Entries that share a place or at least two telling words with the mention."""
        hits: Counter[int] = Counter()
        for number in mention.geonames:
            hits.update(dict.fromkeys(self._by_geoname.get(number, ()), 2))
        for word in mention.stems:
            held = self._by_stem.get(word, ())
            if len(held) <= _MOST:
                hits.update(held)
        return sorted(i for i, count in hits.items() if count >= 2)

    def _scored(self, mention: Mention, one: Entry) -> Match:
        who = (_place(mention, one), _actor(mention, one), _target(mention, one))
        what = (_kinds(mention, one), self._rare(mention, one), _number(mention, one))
        if sum(part for part, _ in what) < TELLING:
            return Match(one, 0.0, ())  # the same people in the same place are not yet the same event
        score = sum(part for part, _ in (*who, *what))
        return Match(one, round(score, 3), tuple(told for _, told in (*who, *what) if told))

    def _rare(self, mention: Mention, one: Entry) -> tuple[float, str]:
        """Telling words that both have and few others, names and kinds aside."""
        named = one.actor | one.target | {stem(w) for name in (*one.places, *one.wider) for w in name.split()}
        both = (mention.stems & one.title) - named - kinds().by_stem.keys()
        words = sorted(word for word in both if self._is_rare(word))[:6]
        return (min(0.21, 0.07 * len(words)), f"words {', '.join(words)}") if words else (0.0, "")

    def _is_rare(self, word: str) -> bool:
        return len(self) < _SMALL or len(self.holding(word)) <= max(3, _COMMON * len(self) / 4)


def story(one: Occurrence) -> str:
    """What an occurrence is one of: a document; in a list, all that is told in the same words."""
    return one.origin if not one.id.startswith("oc-") else f"{one.origin}\0{one.title or one.id}"


def _same_days(dated: Days | None, one: Entry) -> bool:
    """Whether a mention's own date does not speak against an entry."""
    if dated is None or dated.first is None or dated.last is None:
        return True
    return dated.first - SLACK <= one.last and one.first <= dated.last + SLACK


def _place(mention: Mention, one: Entry) -> tuple[float, str]:
    where = one.occurrence
    if where.geonameid and where.geonameid in mention.geonames:
        return 0.3, f"place {where.place or where.geonameid}"
    if one.places & mention.places:
        return 0.3, f"place {where.place}"
    if one.places and any(_held(name, mention.stems) for name in one.places):
        return 0.25, f"place {where.place}"
    if region := one.wider & mention.places:
        return 0.15, f"region {', '.join(sorted(region))}"
    if land := (one.wider | one.places) & mention.countries:
        return 0.1, f"country {', '.join(sorted(land))}"
    return 0.0, ""


def _held(name: str, held: frozenset[str]) -> bool:
    """Whether every word of a name is among the stems."""
    return bool(name) and all(stem(word) in held for word in name.split())


def _actor(mention: Mention, one: Entry) -> tuple[float, str]:
    country = one.actor - _VAGUE <= {stem(word) for name in one.wider for word in name.split()}
    nearer = bool(one.places & mention.places) or one.occurrence.geonameid in mention.geonames
    return _who(one.actor, mention, "actor", one.occurrence.actor, 0.05 if country and not nearer else 0.2)


def _target(mention: Mention, one: Entry) -> tuple[float, str]:
    return _who(one.target, mention, "target", one.occurrence.target, 0.1)


def _who(names: frozenset[str], mention: Mention, role: str, name: str | None, most: float) -> tuple[float, str]:
    """A name counts by the words of it that the mention has; a country by its people ("Iraqi forces" for Iraq)."""
    own = names - _VAGUE
    if sum(word in mention.stems or _people(word, mention) for word in own) > len(own) / 3:
        return most, f"{role} {name}"
    return (0.03, f"{role} {name}") if names & _VAGUE & mention.stems else (0.0, "")


def _people(word: str, mention: Mention) -> bool:
    return any(word in {stem(part) for part in country.split()} for country in mention.countries | mention.places)


def _number(mention: Mention, one: Entry) -> tuple[float, str]:
    """The same number of dead: the larger, the less by chance."""
    both = max(mention.dead & one.deaths, default=0)
    return (0.15 if both >= 30 else 0.08 if both >= 10 else 0.03, f"{both} dead") if both else (0.0, "")


def _kinds(mention: Mention, one: Entry) -> tuple[float, str]:
    table = kinds()
    both = table.of(mention.stems) & one.kinds
    weight = min(0.4, sum(table.weight[kind] for kind in both))
    return (weight, f"kind {', '.join(sorted(both))}") if both else (0.0, "")


def meant(found: Sequence[Match]) -> list[Match]:
    """Of the matches, best first, those that may be meant: the best and all that come close; none for none."""
    return [one for one in found if one.score >= found[0].score - CLOSE] if found else []
