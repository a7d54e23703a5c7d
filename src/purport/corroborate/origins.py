"""Origins: how many independent roots stories of one event have, after copies, rewrites and citations collapse.

A story leads to what it copies, rewrites or cites, that to what it leans on, and so on; where the path ends is its root. A root
that credits an agency, or whose copies do, belongs to that agency, whether or not the agency's own story was ever seen. Stories
that lead to one root are one origin, however many they are; those that lead to each other lead to the first of them. Versions of
one story are one story. A story that cites another for one passage, and not at its head, is an origin beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from purport.corroborate.citing import MEDIA, STATE_MEDIA, names_unnamed_media
from purport.corroborate.copies.credits import (
    credited,
    credits_agencies_unnamed,
    house,
    opening,
    same_house,
    sent_by,
    text_tokens,
    within,
)
from purport.fold import tokens
from purport.records.stories import UNSURE, Link, Origin, Story, Tie

_WEAK = 0.5  # of a score; a story with a weaker tie has words enough of its own to be an origin
UNNAMED = "agencies not named"
"""The origin of stories that credit agencies without naming any: they may all have one text."""
_ORDER = (Tie.VERSION, Tie.COPY, Tie.REWRITE, Tie.CITES)


@dataclass(frozen=True, slots=True)
class _Lead:
    """That a story leads to another, or to a name with no story (`to` is the name, `story` False)."""

    to: str
    story: bool
    tie: Tie
    score: float
    reason: str


@dataclass(slots=True)
class _Root:
    """A root as it is gathered: who it is, the story at it, who leans on it by which tie, and what else is of its house."""

    name: str
    story: str | None
    leaning: dict[str, Tie] = field(default_factory=dict)
    own: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)


def _strongest(found: Iterable[_Lead]) -> list[_Lead]:
    return sorted(found, key=lambda lead: (_ORDER.index(lead.tie), -lead.score, lead.to))


class _Leads:
    """Where each story of an event leads."""

    def __init__(self, stories: Sequence[Story], links: Iterable[Link]) -> None:
        self.stories = {story.id: story for story in stories}
        self._leads: dict[str, list[_Lead]] = {}
        for link in links:
            known = link.earlier in self.stories or link.tie is Tie.CITES
            if known and link.later in self.stories and link.later != link.earlier:
                lead = self._lead(link)
                if not (lead.story and lead.to == link.later):
                    self._leads.setdefault(link.later, []).append(lead)

    def _lead(self, link: Link) -> _Lead:
        """A link as a lead; a cited name that is an outlet of the event leads to that outlet's first story."""
        if link.earlier in self.stories:
            return _Lead(link.earlier, True, link.tie, link.score, link.reason)
        own = self.story_of(link.earlier)
        return _Lead(own or link.earlier, own is not None, link.tie, link.score, link.reason)

    def story_of(self, name: str) -> str | None:
        """The first story of the outlet or agency of this name; None if it has none here."""
        found = [s for s in self.stories.values() if same_house(s.outlet or sent_by(s) or "", name)]
        return min(found, key=lambda s: (s.first_seen, s.id)).id if found else None

    def of(self, story: str) -> list[_Lead]:
        """Where a story leads first of all: to all whose text it carries, else to the story it rewrites, else to those it cites."""
        found = _strongest(self._leads.get(story, ()))
        if not found:
            return []
        carried = [lead for lead in found if lead.tie is Tie.COPY]
        if found[0].tie is Tie.COPY:
            return [lead for lead in carried if lead.score >= _WEAK]
        return [lead for lead in found if self._whole(story, lead)] if found[0].tie is Tie.CITES else found[:1]

    def onward(self, story: str) -> list[_Lead]:
        """Where a story leads, or where its credit line does; those that lead to each other lead to the first of them."""
        found, ring = self._leading(story), self._rings.get(story)
        if ring is None:
            return found
        out = [lead for lead in found if not (lead.story and lead.to in ring)]
        first = min((self.stories[one] for one in ring), key=lambda s: (s.first_seen, s.id)).id
        if story != first:
            into = next(lead for lead in found if lead.story and lead.to in ring)
            return [replace(into, to=first, reason=f"they lean on each other, {UNSURE}; {into.reason}"), *out]
        credit = None if out else self.credit(story)
        return [credit] if credit is not None and credit.to not in ring else out

    def _leading(self, story: str) -> list[_Lead]:
        found = self.of(story)
        credit = None if found else self.credit(story)
        return [credit] if credit is not None else found

    @cached_property
    def _rings(self) -> dict[str, frozenset[str]]:
        """Of stories that lead to each other, straight or through others, all that do so."""
        onward = {one: {lead.to for lead in self._leading(one) if lead.story} for one in self.stories}
        while ends := [one for one, to in onward.items() if to.isdisjoint(onward)]:  # who leads to no ring
            for one in ends:
                del onward[one]
        reached = {one: _reached(one, onward) for one in onward}
        rings = {one: frozenset(x for x in met if one in reached.get(x, ())) for one, met in reached.items()}
        return {one: ring for one, ring in rings.items() if ring}

    def beside(self, story: str) -> list[_Lead]:
        """Whom a story with words of its own cites for a passage alone."""
        found = _strongest(self._leads.get(story, ()))
        cited = found if found and found[0].tie is Tie.CITES else []
        return [lead for lead in cited if not self._whole(story, lead)]

    def _whole(self, story: str, lead: _Lead) -> bool:
        """Whether a story has all from the one it cites: it names it at its head, or nowhere that is seen."""
        told = self.stories[story]
        if lead.to in (MEDIA, STATE_MEDIA):
            return names_unnamed_media(f"{told.title or ''} . {opening(told.text)}")
        named = tokens(self.stories[lead.to].outlet or "" if lead.story else lead.to)
        head = tokens(f"{told.title or ''} . {opening(told.text)}")
        return not named or within(named, head) or not within(named, text_tokens(told.text))

    def credit(self, story: str) -> _Lead | None:
        """Where the credit line of a story that leads nowhere leads, or that of its copies where it has none: to the agency named,
        unless it is the agency's own.
        """
        if sent_by(self.stories[story]):
            return None
        own = self._likely(credited(self.stories[story]))
        told = Counter(
            own[:1] or (name for one in self._copies.get(story, ()) for name in credited(self.stories[one])[:1])
        )
        if not told and credits_agencies_unnamed(self.stories[story]):
            return _Lead(UNNAMED, False, Tie.COPY, 0.5, "it credits agencies that it does not name")
        if not told:
            return None
        name = max(told, key=lambda one: (told[one], one))
        home = self.story_of(name)
        reason = f"it credits {name}" if own else f"its words stand elsewhere under the credit of {name}"
        return None if home == story else _Lead(home or name, home is not None, Tie.COPY, 0.9, reason)

    def _likely(self, names: Sequence[str]) -> Sequence[str]:
        """Of agencies that are credited together the one whose words others have too comes first: nobody knows whose these are, and
        two stories that may have one agency's words are not counted as two origins.
        """
        if len(names) < 2:
            return names
        return sorted(names, key=lambda one: (self.story_of(one) is None, -self._crediting[house(one)]))

    @cached_property
    def _crediting(self) -> Counter[str]:
        """How many stories credit each house."""
        return Counter(house(name) for story in self.stories.values() for name in credited(story))

    @cached_property
    def _copies(self) -> dict[str, list[str]]:
        """The stories that lead to one as its copies, by what they lead to."""
        found: dict[str, list[str]] = {}
        for one, leads in self._leads.items():
            for lead in leads:
                if lead.story and lead.tie is Tie.COPY and lead.score >= _WEAK:
                    found.setdefault(lead.to, []).append(one)
        return found


def _reached(start: str, onward: Mapping[str, Collection[str]]) -> set[str]:
    """All to which one leads; itself where it is led back to."""
    met: set[str] = set()
    wait = [start]
    while wait:
        new = [to for to in onward.get(wait.pop(), ()) if to not in met]
        met.update(new)
        wait += new
    return met


def _ends(leads: _Leads, story: str, seen: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """The roots of a story: ids of stories (True) and bare names (False)."""
    further = leads.onward(story)
    if not further:
        yield story, True
        further = [lead for lead in leads.beside(story) if lead.to not in seen]
    for lead in further:
        if lead.story:
            yield from _ends(leads, lead.to, seen | {lead.to})
        else:
            yield lead.to, False


def _named(leads: _Leads, end: str, story: bool) -> str:
    if not story:
        return end
    found = leads.stories[end]
    return found.outlet or sent_by(found) or found.title or found.id


def _gathered(leads: _Leads, asked: Iterable[str]) -> dict[str, _Root]:
    """The roots of the stories that are asked for, each under the name by which it is compared."""
    roots: dict[str, _Root] = {}
    for story in asked:
        for n, (end, told) in enumerate(dict.fromkeys(_ends(leads, story, frozenset({story})))):
            name = _named(leads, end, told)
            key = end if told else house(name)
            root = roots.setdefault(key, _Root(name, end if told else None))
            first = next(iter(leads.onward(story)), None)
            if first is not None and n == 0 and end != story:
                root.leaning[story] = first.tie
                root.reasons[first.reason] = None
    return roots


def _one_house(roots: Mapping[str, _Root]) -> list[_Root]:
    """The roots with those of one name as one: two stories of one agency are one origin."""
    out: list[_Root] = []
    for root in roots.values():
        same = next((r for r in out if same_house(r.name, root.name)), None)
        if same is None:
            out.append(root)
            continue
        if same.story is None:
            same.story = root.story
        elif root.story is not None:
            same.own[root.story] = None
            same.reasons["two stories of one outlet"] = None
        same.own |= root.own
        same.leaning |= {story: tie for story, tie in root.leaning.items() if story not in same.leaning}
        same.reasons |= root.reasons
    return out


def _origin(root: _Root) -> Origin:
    def by(*ties: Tie) -> tuple[str, ...]:
        return tuple(sorted(s for s, tie in root.leaning.items() if tie in ties and s != root.story))

    reasons = list(root.reasons)[:3]
    seen = f"{root.name} itself was never seen" if root.story is None else ""
    reason = "; ".join(filter(None, [seen, *reasons])) or "leans on no other story seen here"
    own = tuple(sorted(one for one in root.own if one != root.story and one not in root.leaning))
    return Origin(
        root.name, root.story, by(Tie.COPY), by(Tie.REWRITE), by(Tie.CITES), reason, versions=by(Tie.VERSION), own=own
    )


def origins(
    stories: Sequence[Story], links: Sequence[Link], cites: Sequence[Link] = (), of: Collection[str] | None = None
) -> tuple[Origin, ...]:
    """The independent roots of stories about one event or statement, those on which most lean first.

    `links` are the ties that tracing found; `cites` those of statement chains, whose `earlier` is the id of a story or the name
    of a source. Links from stories that are not given count for nothing. `of`: the stories (ids) whose roots are asked for, None
    for all; the others are there to be led to, and are no roots unless one of these leads there.
    """
    leads = _Leads(stories, [*links, *cites])
    asked = [one for one in leads.stories if of is None or one in of]
    found = [_origin(root) for root in _one_house(_gathered(leads, asked))]
    return tuple(sorted(found, key=lambda o: (-len(o.leaning), o.name)))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _leaning(origin: Origin) -> str:
    told = ", ".join(origin.counted)
    if not told:
        return f"own reporting of {origin.name}"
    return f"{origin.name} ({told})" if origin.story else f"{origin.name}, not seen itself ({told})"


def origin_words(found: Sequence[Origin]) -> str:
    """The origins in a line, those on which most lean first."""
    return ", ".join(map(_leaning, found))


def origin_lines(stories: Sequence[Story], found: Sequence[Origin]) -> tuple[str, ...]:
    """What a reader is told: the count in one line, then each origin with its reason, then a warning if there is one alone.

    >>> origin_lines((), ())
    ('0 stories, 0 origins',)
    """
    head = f"{_count(len(stories), 'story', 'stories')}, {_count(len(found), 'origin', 'origins')}"
    first = f"{head}: {origin_words(found)}" if found else head
    lone = ("Warning: a lone origin. Nothing here confirms it independently.",) if len(found) == 1 else ()
    return (first, *(f"- {origin.name}: {origin.reason}" for origin in found), *lone)
