"""From what purport read in a story to incidents: events gathered by type, and for each the organisations that may stand behind it.

The names of organisations come from the keys of the development part, read when the bench runs: they stand in for the lists of
groups that every system of 1992 was given by hand. What ties an organisation to an incident, and how sure the text is of it, is
described by small numbers (`Tie.features`): who acts in the events, who claims or is accused in the statements, how near the
name stands.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.muc.corpus import Story
from bench.muc.score import ATTACK, alike, words_of
from purport.records import Act, Action, Certainty, Event, Reading, Statement

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
_GENERIC = re.compile(
    r"\b(?:GUERRILLAS?|REBELS?|SUBVERSIVES?|TERRORISTS?|INSURGENTS?|EXTREMISTS?|COMMANDOS?|GUNMEN|HITMEN|ASSASSINS|TRAFFICKERS?|INDIVIDUALS)\b"
)
_SOLDIERLY = re.compile(r"\b(?:SOLDIERS?|TROOPS?|OFFICERS?|PARATROOPERS?|MEN IN UNIFORM|POLICEMEN)\b")
_CLAIM = re.compile(
    r"(?:CLAIM|ASSUM|ACCEPT|ADMIT|TOOK|TAKE)\w*\s+(?:CREDIT|RESPONSIBILITY)|RESPONSIBILITY (?:FOR|WAS CLAIMED)|CLAIMED CREDIT"
)
_BLAME = re.compile(
    r"\bBLAM|\bACCUS|\bATTRIBUT|RESPONSIB|\bIMPLICAT|\bCHARG(?:ED|ES) (?:WITH|THAT)|\bBELONG"
    r"|\bDENOUNC|\bINVOLVED|\bCONDEMN|AUTHORS? OF|\bBEHIND\b|LINKED"
)
_HEDGE = re.compile(
    r"ALLEGED|PRESUM|APPARENT|SUSPECT|PROBABL|POSSIBL|BELIEVE|MIGHT|MAY HAVE|SUPPOSED|REPORTEDLY|COULD HAVE|THINK|SEEM"
)
_DENY = re.compile(r"\bDEN(?:Y|IED|IES|YING)\b|NOT RESPONSIBLE|REJECTED")
_AUTHORITY = re.compile(
    r"\b(?:POLICE|ARM(?:Y|ED FORCES)|MILITARY|GOVERNMENT|MINIST(?:ER|RY)|PRESIDENT|AUTHORIT(?:Y|IES)|OFFICIALS?"
    r"|COLONEL|GENERAL|MAJOR"
    r"|COPREFA|JUDGE|COURT|ATTORNEY|PROSECUTOR|INTELLIGENCE|COMMANDER|AMBASSADOR|SECURITY|BRIGADE|BATTALION|CRISTIANI|GOVERNOR|SENATOR"
    r"|CONGRESS|EMBASSY|STATE DEPARTMENT|GARRISON|DAS|SPOKESMAN)\b"
)
NEAR = 1
_NO_NAMES = frozenset(
    {"GROUP", "GUERRILLAS", "GUERRILLA GROUP", "SUBVERSIVE GROUP", "REBELS", "ORGANIZATION", "MEDELLIN", "TERRORISTS"}
)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: its names in capitals, and the stories of the development part where it is guilty and where it is named."""

    names: frozenset[str]
    guilty: frozenset[str]
    named: frozenset[str]
    pattern: re.Pattern[str]

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
class Tie:
    """An organisation that may stand behind a group of events; `features` by name."""

    group: Group
    body: Body
    features: dict[str, float]


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


def bodies(stories: Sequence[Story]) -> list[Body]:
    """The organisations of some stories' keys; initials and what they stand for, and a name inside another, are one."""
    owner: dict[str, int] = {}
    groups: dict[int, set[str]] = {}
    guilty: dict[str, set[str]] = {}
    for story in stories:
        fills = [fill for template in story.templates for fill in template.confidences]
        for names in (set(filter(_names, map(clean, fill.tags))) for fill in fills):
            for name in names:
                guilty.setdefault(name, set()).add(story.name)
                _join({name} | {other for other in names if _same(name, other)}, owner, groups)
    texts = {story.name: " ".join(story.text.split()) for story in stories}
    return [_body(frozenset(names), texts, guilty) for names in groups.values() if names]


def _names(name: str) -> bool:
    """Whether a wording of the key names a body rather than describes it."""
    return len(name) > 2 and name not in _NO_NAMES and len(name.split()) <= 6


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


def _body(names: frozenset[str], texts: Mapping[str, str], guilty: Mapping[str, set[str]]) -> Body:
    spelt = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{spelt})\b")
    named = frozenset(n for n, text in texts.items() if any(name in text for name in names) and pattern.search(text))
    return Body(names, frozenset[str]().union(*(guilty[name] for name in names)), named, pattern)


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


def ties(view: View, known: Sequence[Body]) -> list[Tie]:
    """Every organisation named in a story with every group of its events; what its own key says is left out of account."""
    elsewhere = [body for body in known if body.guilty - {view.story.name}]
    here = [
        (body, marks) for body in elsewhere if (marks := [m.start() for m in body.pattern.finditer(view.story.text)])
    ]
    return [
        Tie(group, body, group_features(view, group) | _features(view, group, body, marks, here))
        for group in groups(view)
        for body, marks in here
    ]


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
        "generic": float(_GENERIC.search(actors) is not None),
        "soldierly": float(_SOLDIERLY.search(actors) is not None),
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


def _features(
    view: View, group: Group, body: Body, marks: list[int], here: Sequence[tuple[Body, list[int]]]
) -> dict[str, float]:
    places = {view.sentence(at) for at in marks}
    told = {view.sentence(event.anchor.start) for event in group.events}
    near = {n for n in places if n in told}
    beside = {n for n in places if n - 1 in told or n + 1 in told} - near
    state = any(of_state(name) for name in body.names)
    actors = " | ".join((e.actor or "").upper() for e in group.events)
    targets = " | ".join((e.target or "").upper() for e in group.events)
    around = " ".join(view.words(n) for n in sorted(near))
    close = " ".join(view.words(n) for n in sorted(near | beside))
    mine = " ".join(view.words(n) for n in sorted(places))
    rivals = [b for b, _ in here if any(of_state(n) for n in b.names) == state]
    said = [s for s in view.reading.statements if s.source_name and body.pattern.search(s.source_name.upper())]
    generic = _SOLDIERLY if state else _GENERIC
    blamed, named = len(body.guilty - {view.story.name}), len(body.named - {view.story.name})
    out = {
        "prior": math.log((blamed + 0.3) / (max(named - blamed, 0) + 1.0)),
        "named_often": math.log(max(1, named)),
        "guilt": blamed / max(1, named),
        "state": float(state),
        "actor": float(body.pattern.search(actors) is not None),
        "generic_actor": float(generic.search(actors) is not None),
        "generic_near": float(generic.search(around) is not None),
        "other_actor": float(any(b is not body and b.pattern.search(actors) for b, _ in here)),
        "target": float(body.pattern.search(targets) is not None),
        "same_sentence": float(bool(near)),
        "sentences": math.log(1 + len(near)),
        "beside": float(bool(beside)),
        "early": float(min(places) <= 2),
        "often": math.log(len(marks)),
        "rivals": float(len(rivals) > 1),
        "claims": float(any(s.act is Act.CLAIMS_RESPONSIBILITY for s in said)),
        "claim_words": float(_CLAIM.search(mine) is not None),
        "blame_near": float(_BLAME.search(close) is not None),
        "blame_words": float(_BLAME.search(mine) is not None),
        "accused": float(_accused(view.reading.statements, body)),
        "speaks": float(bool(said)),
    }
    return out | _confidence_features(view, group, body, near, places, said)


def _accused(statements: Sequence[Statement], body: Body) -> bool:
    return any(s.act is Act.ACCUSES and any(body.pattern.search(t.upper()) for t in s.targets) for s in statements)


def _confidence_features(
    view: View, group: Group, body: Body, near: set[int], places: set[int], said: Sequence[Statement]
) -> dict[str, float]:
    around = " ".join(view.words(n) for n in sorted(near))
    blamed = [view.words(n) for n in sorted(places) if _BLAME.search(view.words(n)) or _HEDGE.search(view.words(n))]
    own = [e for e in group.events if any(body.pattern.search(name.upper()) for name in e.chain)]
    acting = [e for e in group.events if e.actor and body.pattern.search(e.actor.upper())]
    return {
        "c_hedge": float(_HEDGE.search(around) is not None),
        "c_hedged_name": float(any(_hedged(view, body, n) for n in places)),
        "c_deny": float(any(_DENY.search(view.words(n)) for n in places)),
        "c_authority": float(any(_AUTHORITY.search(body.pattern.sub(" ", s)) for s in blamed)),
        "c_authority_near": float(_AUTHORITY.search(body.pattern.sub(" ", around)) is not None),
        "c_own_words": float(bool(own)),
        "c_acting_asserted": float(any(e.certainty is Certainty.ASSERTED for e in acting)),
        "c_acting_attributed": float(any(e.certainty is Certainty.ATTRIBUTED for e in acting)),
        "c_acting_rumoured": float(any(e.certainty in (Certainty.RUMOURED, Certainty.PURPORTED) for e in acting)),
        "c_denies": float(any(s.act is Act.DENIES for s in said)),
    }


def _hedged(view: View, body: Body, sentence: int) -> bool:
    """Whether a hedge stands within forty characters of the name in a sentence."""
    words = view.words(sentence)
    return any(_HEDGE.search(words[max(0, m.start() - 60) : m.end() + 40]) for m in body.pattern.finditer(words))
