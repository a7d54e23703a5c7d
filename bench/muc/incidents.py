"""From what purport read in a story to incidents: events gathered by type and aim, and the organisations that keys know.

The names of organisations come from the keys of the development part, read when the bench runs: they stand in for the lists of
groups that every system of 1992 was given by hand, with a short list from general knowledge (``bench/data/muc_groups.txt``).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.common import ROOT
from bench.muc.corpus import Story
from bench.muc.score import ATTACK, alike, words_of
from purport.records import Action, Certainty, Event, Reading

KINDS = (
    ("KIDNAPPING", re.compile(r"KIDNAP|ABDUCT|HOSTAGE|CAPTIVE|CAPTUR")),
    ("HIJACKING", re.compile(r"HIJACK")),
    ("BOMBING", re.compile(r"BOMB|EXPLO|DETONAT|DYNAMIT|BLAST|BLEW|BLOWN|WENT OFF|DEFUS")),
    ("ARSON", re.compile(r"BURN|ARSON|TORCH|ABLAZE|^SET")),
    ("ROBBERY", re.compile(r"ROB|LOOT|STOLE|STEAL")),
)
_EXPLOSIVE = re.compile(r"\b(?:CAR )?BOMBS?\b|EXPLOSI|DYNAMITE|BLAST|EXPLOD|\bDEVICE")
_BY_AIR = re.compile(r"AIR FORCE|AIRCRAFT|PLANES?\b|HELICOPTER|BOMBARD|AERIAL")
_HARM = re.compile(r"PLAC|PLANT|HURL|THREW|THROWN|DAMAG|DESTROY|KILL|INJUR|WOUND|SHATTER|ATTACK")
_SENTENCE = re.compile(r"(?<=[.?!\"\])])\s{2,}|\n\s*\n")
_ARMED = re.compile(
    r"\b(?:SOLDIERS?|TROOPS?|ARMY|BRIGADE|BATTALION|GARRISON|BARRACKS|PATROLS?|GUERRILLAS?|REBELS?|SUBVERSIVES?|TERRORISTS?"
    r"|MILITARY|INSURGENTS?|EXTREMISTS?|PARATROOPERS?)\b"
)
_CLASH = re.compile(r"CLASH|COMBAT|FIGHTING|BATTLE|OFFENSIVE|SKIRMISH|CONFRONT|AMBUSH")
_STATE = re.compile(
    r"\b(?:ARMY|ARMED FORCES|AIR FORCE|POLICE|GOVERNMENT|MILITARY|NATIONAL GUARD|REGIME|JUNTA"
    r"|NAVY|TROOPS|BATTALION|BRIGADE|STATE)\b"
)
_REBEL = re.compile(r"LIBERATION|REVOLUTION|POPULAR|PEOPLE|CAMILIST|GUERRILLA")
GENERIC = re.compile(
    r"\b(?:GUERRILLAS?|REBELS?|SUBVERSIVES?|TERRORISTS?|INSURGENTS?|EXTREMISTS?|COMMANDOS?|GUNMEN|HITMEN|ASSASSINS|TRAFFICKERS?|INDIVIDUALS)\b"
)
SOLDIERLY = re.compile(r"\b(?:SOLDIERS?|TROOPS?|OFFICERS?|PARATROOPERS?|MEN IN UNIFORM|POLICEMEN)\b")
NEAR = 1
GROUPS = ROOT / "bench" / "data" / "muc_groups.txt"
NO_NAMES = frozenset(
    {"GROUP", "GUERRILLAS", "GUERRILLA GROUP", "SUBVERSIVE GROUP", "REBELS", "ORGANIZATION", "MEDELLIN", "TERRORISTS"}
)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: its names in capitals, and the stories of the development part where it is guilty and where it is named.

    `listed` is whether it stands on the list of groups.
    """

    names: frozenset[str]
    guilty: frozenset[str]
    named: frozenset[str]
    pattern: re.Pattern[str]
    listed: bool = False

    @property
    def label(self) -> str:
        """Its names in one line: in the key, too, all wordings of one organisation count as one."""
        return " / ".join(sorted(self.names))


@dataclass(slots=True, eq=False)
class Group:
    """The events of one type in a story that have one aim; `index` counts the groups of the type."""

    story: str
    kind: str
    index: int
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class View:
    """A story with its reading, and its sentences as starts of characters."""

    story: Story
    reading: Reading
    starts: list[int]

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return bisect_right(self.starts, at) - 1

    def words(self, number: int) -> str:
        """A sentence, white space made even."""
        low = self.starts[number]
        high = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.story.text)
        return " ".join(self.story.text[low:high].split())


def view_of(story: Story, reading: Reading) -> View:
    """A story made ready for looking up sentences."""
    return View(story, reading, [0, *(m.end() for m in _SENTENCE.finditer(story.text))])


def listed_groups(path: Path = GROUPS) -> list[frozenset[str]]:
    """The names of each group on the list that stands for those of 1992.

    Raises:
        OSError: if it is not there.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [frozenset(line.split(" / ")) for line in lines if line and not line.startswith("#")]


def bodies(stories: Sequence[Story], listed: Sequence[frozenset[str]] = ()) -> list[Body]:
    """The organisations of some keys and of a list; initials and what they stand for, and a name inside another, are one."""
    owner: dict[str, int] = {}
    groups: dict[int, set[str]] = {}
    guilty: dict[str, set[str]] = {}
    for group in listed:
        _join(set(group), owner, groups)
    known = frozenset[str]().union(*listed)
    for story in stories:
        fills = [fill for template in story.templates for fill in template.confidences]
        for names in (set(filter(_names, map(clean, fill.tags))) for fill in fills):
            for name in names:
                guilty.setdefault(name, set()).add(story.name)
                _join({name} | {other for other in names if _same(name, other)}, owner, groups)
    texts = {story.name: " ".join(story.text.split()) for story in stories}
    return [_body(frozenset(names), texts, guilty, known) for names in groups.values() if names]


def _names(name: str) -> bool:
    """Whether a wording of the key names a body rather than describes it."""
    return len(name) > 2 and name not in NO_NAMES and len(name.split()) <= 6


def _same(one: str, other: str) -> bool:
    """Whether two wordings of one filler can only mean the same body."""
    if of_state(one) or of_state(other):
        return False
    short = min(one, other, key=len)
    return (" " not in short and len(short) <= 6) or bool(
        words_of(one) & words_of(other) - {"LIBERATION", "FRONT", "ARMY", "NATIONAL", "GROUP"}
    )


def of_state(name: str) -> bool:
    """Whether an organisation is one of a state."""
    return _STATE.search(name) is not None and _REBEL.search(name) is None


def clean(name: str) -> str:
    name = re.sub(r"\[.*?\]|\(.*?\)|(?<!\w)'|'(?!\w)|\"", " ", name)
    return " ".join(
        re.sub(r"^(?:THE|AN?|SALVADORAN|HONDURAN|COLOMBIAN|PERUVIAN|CHILEAN|GUATEMALAN)\s+", "", name.strip()).split()
    )


def _join(names: set[str], owner: dict[str, int], groups: dict[int, set[str]]) -> None:
    known = {owner[name] for name in names if name in owner}
    into = min(known) if known else len(owner) + len(groups) * 10_000 + 1
    merged = set(names)
    for number in known:
        merged |= groups.pop(number, set())
    groups[into] = merged
    for name in merged:
        owner[name] = into


def _body(
    names: frozenset[str], texts: Mapping[str, str], guilty: Mapping[str, set[str]], known: frozenset[str]
) -> Body:
    spelt = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{spelt})\b")
    named = frozenset(n for n, text in texts.items() if any(name in text for name in names) and pattern.search(text))
    stories = frozenset[str]().union(*(guilty.get(name, set()) for name in names))
    return Body(names, stories, named, pattern, bool(names & known))


def kind_of(anchor: str, sentence: str) -> str:
    """The type of incident that an event is, by its own words and those of its sentence."""
    if _BY_AIR.search(sentence):
        return ATTACK
    for kind, words in KINDS:
        if words.search(anchor):
            return kind
    return "BOMBING" if _HARM.search(anchor) and _EXPLOSIVE.search(sentence) else ATTACK


def groups(view: View) -> list[Group]:
    """The harm that a story tells of, by type and by what it is aimed at."""
    out: list[Group] = []
    for event in view.reading.events:
        if event.action is not Action.ASSAULT or event.certainty in (Certainty.DENIED, Certainty.NEGATED):
            continue
        anchor = view.story.text[event.anchor.start : event.anchor.end].upper()
        kind = kind_of(anchor, view.words(view.sentence(event.anchor.start)).upper())
        home = next((g for g in reversed(out) if g.kind == kind and _belongs(view, g, event)), None)
        if home is None:
            out.append(home := Group(view.story.name, kind, sum(g.kind == kind for g in out)))
        home.events.append(event)
    return out


def _belongs(view: View, group: Group, event: Event) -> bool:
    """Whether an event is one of a group: aimed at the same, at nothing named, or told in the next sentence at most."""
    targets = [e.target for e in group.events if e.target]
    if event.target is None or not targets or alike(targets, [event.target]):
        return True
    return view.sentence(event.anchor.start) - view.sentence(group.events[-1].anchor.start) <= NEAR


def group_features(view: View, group: Group) -> dict[str, float]:
    """What tells whether a group of events is an incident that the key wants."""
    told = {view.sentence(event.anchor.start) for event in group.events}
    targets = " | ".join((e.target or "").upper() for e in group.events)
    actors = " | ".join((e.actor or "").upper() for e in group.events)
    anchors = " ".join(view.story.text[e.anchor.start : e.anchor.end].upper() for e in group.events)
    around = " ".join(view.words(n) for n in sorted(told))
    return {
        "bias": 1.0,
        "armed_target": float(_ARMED.search(targets) is not None),
        "armed_near": float(_ARMED.search(around) is not None),
        "clash": float(_CLASH.search(anchors) is not None),
        "has_target": float(bool(targets.strip("| "))),
        "has_actor": float(bool(actors.strip("| "))),
        "generic": float(GENERIC.search(actors) is not None),
        "soldierly": float(SOLDIERLY.search(actors) is not None),
        "events": math.log(len(group.events)),
        "first": float(min(told) <= 2),
        "where": min(told) / max(1, len(view.starts)),
        "asserted": float(any(e.certainty is Certainty.ASSERTED for e in group.events)),
        "attributed": float(any(e.certainty is Certainty.ATTRIBUTED for e in group.events)),
        "hypothetical": float(all(e.certainty in (Certainty.HYPOTHETICAL, Certainty.PLANNED) for e in group.events)),
        "commentary": float("CLANDESTINE" in view.story.text[:60] or "VENCEREMOS" in view.story.text[:90]),
        "index": float(min(group.index, 3)),
        "later": float(group.index > 0),
        "total": float(len(view.reading.events)) / 20,
        "length": math.log(max(2, len(view.story.text))) / 5,
        **{group.kind: 1.0},
    }
