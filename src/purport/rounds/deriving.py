"""Matters out of what is kept: each component of tellings that changed is derived anew, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from purport.ledger.codec import encoded
from purport.ledger.port import Ledger
from purport.records import Bond
from purport.records.folds import BondKind, Component, Fold, KeptMatter, MatterLine, PairDecision, Place, Told
from purport.records.identity import digest
from purport.records.matters import Contradiction, Matter, Telling
from purport.records.stories import Link, Origin, Story, Tie, versions_joined
from purport.rounds.hand import Hand
from purport.rounds.matterbonds import LIKENESS, bonds_of, clashes_of, likeness_bond, parted
from purport.rounds.placing import bond_of

if TYPE_CHECKING:
    from purport.corroborate.citing import Houses
    from purport.corroborate.matters.naming import Naming

LABEL = 120
"""Characters of what a matter is called."""


class Deriver:
    """Derives the matters of a ledger from its stories as they were placed, and from what people decided.

    `hand`: what is known of the ledger already.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime], naming: Naming, hand: Hand | None = None) -> None:
        self._ledger = ledger
        self._naming = naming
        self._book = ledger.corroboration
        self._clock = clock
        self._hand = Hand(self._book) if hand is None else hand
        self._stories = self._hand.stories

    def derive(self, tellings: Sequence[str], whole: bool = False) -> tuple[list[str], int, int]:
        """Derive the matters round some tellings; which changed (ids), and how many bonds were written and withdrawn.

        All that hangs together is grouped anew; looked at closely are only the matters whose tellings are others than before, or
        wait to be derived. `whole`: all of them, and every bond in them. While stories are placed anew no bonds are compared.
        """
        with self._hand.trusted(), self._ledger.together():
            book, at = self._book, self._clock()
            book.begin()
            self._hand.abreast()
            self._hand.derives()
            round_ = self._grouped(tellings, whole)
            ids = sorted(round_.told)
            if not ids:
                return [], 0, 0
            found = list(self._kept(round_, at))
            ties = [] if book.renewal() > 0 else self._tied(found, round_, at)
            changed = book.derive(ids, found)
            self._hand.derived()
        return changed, sum(one for one, _ in ties), sum(gone for _, gone in ties)

    def _tied(self, found: Sequence[KeptMatter], round_: _Round, at: datetime) -> list[tuple[int, int]]:
        """The bonds that follow from matters are kept; how many were written and withdrawn, of each kind."""
        book, clashes = self._book, [bond for kept in found for bond in clashes_of(kept, at)]
        likenesses, why = self._likenesses(found, round_, at), parted(found, round_.decisions)
        return [
            book.tie(round_.fresh, LIKENESS, likenesses, at, either=True, why=why),
            book.tie(sorted(round_.told), [BondKind.CONTRADICTS], clashes, at, why=why),
            self._follow(sorted(round_.fresh), at),
            self._cite(found, at),
        ]

    def _grouped(self, tellings: Sequence[str], whole: bool) -> _Round:
        """The matters round some tellings that may have changed."""
        web, asked = self._hand.web, set(tellings)
        while True:
            reached = web.round(asked)
            groups = reached.groups
            places = self._book.places([one for group in groups for one in group])
            waiting = {name for name, place in places.items() if place.stale}
            late = (
                self._book.decided(waiting) - asked
            )  # people decided on them too: what follows is grouped with the rest
            if not late:
                break
            asked |= late
        web.trim()
        sizes = Counter(place.matter for place in places.values())
        touched = [group for group in groups if whole or _touched([places[one] for one in group], sizes)]
        members = {one for group in touched for one in group}
        decisions = [one for one in reached.decisions if one.first in members or one.second in members]
        fresh = members if whole else _moved(touched, places)
        fresh |= self._book.decided({one for one in members if places[one].stale})
        return _Round(touched, self._hand.told(members), decisions, fresh)

    def _kept(self, round_: _Round, at: datetime) -> Iterator[KeptMatter]:
        from purport.corroborate.matters.clusters import made

        tellings = {name: one.telling for name, one in round_.told.items()}
        pairings = [pairing for one in round_.decisions if (pairing := one.pairing) is not None]
        yield from self._of(made(tellings, round_.groups, (), pairings), tellings, at)

    def _likenesses(self, found: Sequence[KeptMatter], round_: _Round, at: datetime) -> list[Bond]:
        """The bonds of tellings that are in a matter with others than before: what is alike, and what people joined."""
        alike = [x for x in self._book.alike(round_.fresh) if x.first in round_.told and x.second in round_.told]
        return list(bonds_of(found, alike, round_.decisions, at))

    def as_of(self, telling: str, before: datetime) -> KeptMatter | None:
        """The matter of a telling as it would be if only what was known before a moment (aware) were known; None if that is not it.

        Nothing is written.
        """
        whole = self._book.component([telling])
        stories = self._stories.many(sorted({one.telling.document for one in whole.told}))
        told = tuple(
            one
            for one in whole.told
            if (story := stories.get(one.telling.document)) is not None and story.first_seen < before
        )
        ids = {one.telling.id for one in told}
        earlier = replace(
            whole,
            told=told,
            likenesses=tuple(x for x in whole.likenesses if x.first in ids and x.second in ids),
            decisions=tuple(x for x in whole.decisions if x.at < before and x.first in ids and x.second in ids),
        )
        for found in self._matters(earlier, before, before):
            if telling in found.matter.members:
                members = {*found.matter.members}
                checks = tuple(check for one in told if one.telling.id in members for check in one.checks)
                return replace(found, checks=checks)
        return None

    def _matters(self, whole: Component, at: datetime, before: datetime) -> Iterator[KeptMatter]:
        from purport.corroborate.matters.clusters import matters

        tellings = {one.telling.id: one.telling for one in whole.told}
        pairings = [pairing for one in whole.decisions if (pairing := one.pairing) is not None]
        yield from self._of(matters(tellings, whole.likenesses, pairings), tellings, at, before)

    def _of(
        self, found: Sequence[Matter], tellings: Mapping[str, Telling], at: datetime, before: datetime | None = None
    ) -> Iterator[KeptMatter]:
        """Matters with all that follows from their tellings and the stories round them."""
        from purport.corroborate.matters.contradictions import contradictions

        surroundings = self._surroundings({one.document for one in tellings.values()}, before)
        for matter in found:
            clashes = contradictions(matter, tellings, self._naming)
            yield _matter(matter, clashes, [tellings[one] for one in matter.members], surroundings, at)

    def _surroundings(self, documents: Collection[str], before: datetime | None) -> Surroundings:
        """Stories with those that they lean on, and so on, the ties between them, and the houses that they cite.

        `before`: only such as were captured before that moment.
        """
        found: dict[str, tuple[Link, ...]] = {}
        seen, waiting = set(documents), sorted(documents)
        while waiting:
            ties = self._hand.beside.links(waiting)
            if before is not None:
                known = self._stories.many(sorted({one.earlier for links in ties.values() for one in links}))
                ties = {name: tuple(x for x in links if _known(known, x, before)) for name, links in ties.items()}
            found.update(ties)
            waiting = sorted({one.earlier for links in ties.values() for one in links} - seen)
            seen.update(waiting)
        return Surroundings(self._stories.many(sorted(seen)), found, self._hand.beside.chains(seen))

    def _follow(self, ids: Sequence[str], at: datetime) -> tuple[int, int]:
        """The bonds of follow-ups, of these tellings and of those that follow them."""
        near = self._book.follow_ups(ids)
        others = {x.second for x in near} - set(ids)
        every = {(x.first, x.second): x for x in (*near, *(self._book.follow_ups(others) if others else ()))}
        firsts = {*ids, *others}
        bonds = [
            likeness_bond(BondKind.FOLLOW_UP, x.second, x.first, x, at) for x in every.values() if x.second in firsts
        ]
        return self._book.tie(firsts, [BondKind.FOLLOW_UP], bonds, at)

    def _cite(self, found: Sequence[KeptMatter], at: datetime) -> tuple[int, int]:
        """The bonds of citations: what one matter shows stands beside what others have shown."""
        fresh = [bond_of(x, at) for one in found for x in one.ties if x.tie is Tie.CITES]
        if not fresh:
            return 0, 0
        documents = sorted({one.first for one in fresh})
        held = self._book.ties(documents, [BondKind.CITES])
        known = {(one.first, one.second) for one in held}
        more = {(one.first, one.second): one for one in fresh if (one.first, one.second) not in known}
        return self._book.tie(documents, [BondKind.CITES], [*held, *more.values()], at)


@dataclass(frozen=True, slots=True)
class _Round:
    """Matters that may have changed (`groups`, ids of tellings), all their tellings, and the decisions that count on one of them.

    `fresh`: the tellings of which one at least is in every pair that is now together, or apart, and was not before.
    """

    groups: Sequence[Set[str]]
    told: Mapping[str, Told]
    decisions: Sequence[PairDecision]
    fresh: set[str]


def _known(stories: Mapping[str, Story], link: Link, before: datetime) -> bool:
    """Whether the earlier story of a tie was captured before a moment."""
    earlier = stories.get(link.earlier)
    return earlier is not None and earlier.first_seen < before


def _touched(group: Sequence[Place], sizes: Mapping[str | None, int]) -> bool:
    """Whether a matter may be another than before: its tellings are not those of one that was derived, or one of them waits.

    `sizes`: of the matters as they were derived.
    """
    kept = group[0].matter
    return kept is None or any(one.stale or one.matter != kept for one in group) or sizes[kept] != len(group)


def _moved(groups: Sequence[Set[str]], places: Mapping[str, Place]) -> set[str]:
    """The tellings that were in no matter, and those that are in one with others than before.

    Of a matter that was split all but the largest part have moved, and of parts that were joined all but the largest.
    """
    found: set[str] = set()
    parts: dict[str, list[list[str]]] = {}
    for group in groups:
        of: dict[str, list[str]] = {}
        for one in group:
            before = places[one].matter
            if before is None:
                found.add(one)
            else:
                of.setdefault(before, []).append(one)
        for before, part in of.items():
            parts.setdefault(before, []).append(part)
        found.update(one for part in sorted(of.values(), key=len)[:-1] for one in part)
    found.update(one for split in parts.values() for part in sorted(split, key=len)[:-1] for one in part)
    return found


def as_of(ledger: Ledger, telling: str, before: datetime) -> KeptMatter | None:
    """As :meth:`Deriver.as_of`, names compared by their spelling."""
    from purport.corroborate.matters.naming import by_words

    return Deriver(ledger, lambda: before, by_words).as_of(telling, before)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What matters are derived from beside their tellings: stories, ties by the story that leans, chains of names."""

    stories: Mapping[str, Story]
    ties: Mapping[str, Sequence[Link]]
    chains: Mapping[str, Sequence[Sequence[str]]]

    def round(self, documents: Collection[str]) -> tuple[dict[str, Story], tuple[Link, ...]]:
        """Stories with those that they lean on, and so on, and the ties between them."""
        found: list[Link] = []
        reached, waiting = dict.fromkeys(documents), list(documents)
        while waiting:
            ties = self.ties.get(waiting.pop(0), ())
            found += ties
            waiting += [one.earlier for one in ties if one.earlier not in reached]
            reached.update(dict.fromkeys(one.earlier for one in ties))
        return {one: self.stories[one] for one in reached if one in self.stories}, tuple(found)


def _matter(
    matter: Matter, clashes: tuple[Contradiction, ...], told: Sequence[Telling], beside: Surroundings, at: datetime
) -> KeptMatter:
    from purport.corroborate.amending import amendments
    from purport.corroborate.origins import origins

    stories, ties = beside.round(list(dict.fromkeys(one.document for one in told)))
    ties = (*ties, *amendments(told, stories, ties))
    cites = cited(tuple(stories.values()), beside.chains)
    roots = origins(tuple(stories.values()), ties, cites, _reporting(told))
    fold = _fold(matter, told, stories, (ties, roots, clashes))
    dates = sorted(one.published for one in told if one.published)
    line = MatterLine(fold, dates[0] if dates else None, dates[-1] if dates else None, at)
    kept = KeptMatter(line, matter, tuple(told), (), tuple(stories), (*ties, *cites), roots, clashes)
    return replace(kept, digest=_digest(kept))


def _reporting(told: Sequence[Telling]) -> set[str]:
    """The stories (ids) whose origins are those of a matter: those chiefly about it; all that tell of it where none is.

    Who recalls an earlier attack below the news of the day has not looked into it again, and who only asks, plans or threatens
    tells of nothing.
    """
    from purport.corroborate.matters.reporting import reporting

    held = reporting(told)
    chief = {one.document for one in held if one.lead}
    return chief or {one.document for one in held}


def cited(stories: Sequence[Story], chains: Mapping[str, Sequence[Sequence[str]]]) -> tuple[Link, ...]:
    """The houses that stories cite, by the chains of their statements."""
    houses = _houses(frozenset(name for story in stories for name in (story.outlet, *story.agencies) if name))
    return tuple(link for one in stories for link in _citations(one, _tuples(chains.get(one.id, ())), houses))


def _tuples(chains: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, chains))


@lru_cache(4096)
def _citations(story: Story, chains: tuple[tuple[str, ...], ...], houses: Houses) -> tuple[Link, ...]:
    """The houses that a story cites: of a matter that grows most stories stay, and mostly the houses."""
    from purport.corroborate.citing import citations

    return citations(story, chains, houses)


@lru_cache(64)
def _houses(names: frozenset[str]) -> Houses:
    """Houses of these names: the same matters, and with them the same names in chains, come again and again."""
    from purport.corroborate.citing import Houses
    from purport.read.extract.agencies import one_agency

    return Houses(names, one_agency)


Found = tuple[Sequence[Link], Sequence[Origin], Sequence[Contradiction]]


def _fold(matter: Matter, members: Sequence[Telling], stories: Mapping[str, Story], found: Found) -> Fold:
    from purport.corroborate.origins import origin_words

    ties, roots, clashes = found
    inside = {one.document for one in members}
    number = stories_in(inside, ties)
    label = _label(members, stories)
    return Fold(matter.id, matter.sort, label, number, len(roots), origin_words(roots), len(roots) == 1, bool(clashes))


def stories_in(documents: Collection[str], ties: Sequence[Link]) -> int:
    """How many stories these documents are: versions of one, and translations of it, are one."""
    return len({*versions_joined(documents, ties).values()})


def _label(members: Sequence[Telling], stories: Mapping[str, Story]) -> str:
    """What a matter is called: the title of the oldest story that is chiefly about it and reports it, else what is told."""
    from purport.corroborate.matters.reporting import reporting
    from purport.corroborate.weighing import told_of

    for one in reporting(members):
        story = stories.get(one.document)
        if one.lead and story is not None and story.title:
            return " ".join(story.title.split())[:LABEL]
    return told_of(members)[:LABEL]


def _digest(kept: KeptMatter) -> str:
    """Of all that is derived but the time."""
    fold, matter = kept.line.fold, kept.matter
    told = (fold, matter.members, matter.pairings, kept.documents, kept.ties, kept.origins, kept.contradictions)
    return digest(encoded(told))
