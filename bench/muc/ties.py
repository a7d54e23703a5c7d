"""Which organisations may stand behind a group of events, and what tells: `Tie.features`.

Who acts in the events and with what responsibility, who claims or is accused in the statements, how near the name stands.
Organisations are those that the development keys know, and strangers: names of bodies that purport read as actor or speaker.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.muc.incidents import GENERIC, NO_NAMES, SOLDIERLY, Body, Group, View, clean, group_features, groups, of_state
from purport.records import Act, Action, Certainty, Responsibility, Stage, Statement

_BODY = re.compile(
    r"\b(?:FRONT|MOVEMENT|ARMY|BRIGADES?|COMMANDOS?|BATTALIONS?|CARTEL|MAFIAS?|GANG|LEAGUE|CORPS|DETACHMENT|GUARDS?|FORCES?"
    r"|ORGANIZATION|POLICE|COMMAND|UNION|SQUADS?|TRAFFICKERS)$"
)
_INITIALS = re.compile(r"[A-Z]{3,6}|[A-Z]{1,3}-\d{1,2}")
LONGEST_NAME = 6
_OUTLET = re.compile(
    r"CLANDESTINE|COMMUNIQUE|LEAFLET|PAMPHLET|PROCLAMATION|CALLING (?:HIMSELF|ITSELF)|ANONYMOUS|(?:TELE)?PHONE CALL"
)
_DOUBT = re.compile(r"SUSPECT|PRESUM|ALLEG|BELIEVED|APPARENTLY|PROBABLY|SUPPOSED")
_LAID = re.compile(r"ATTRIBUTED|BLAMED|ACCUSED")
_TOLD = re.compile(r"\bSAID|ACCORDING TO|REPORTED THAT|STATED")
_SELF = re.compile(r"\b(?:WE|OUR)\b")
HEAD = 200
"""Characters of a story that tell whose broadcast it is."""
_CLAIM = re.compile(
    r"(?:CLAIM|ASSUM|ACCEPT|ADMIT|TOOK|TAKE)\w*\s+(?:CREDIT|RESPONSIBILITY)|RESPONSIBILITY (?:FOR|WAS CLAIMED)|CLAIMED CREDIT"
)
_BLAME = re.compile(
    r"\bBLAM|\bACCUS|\bATTRIBUT|RESPONSIB|\bIMPLICAT|\bCHARG(?:ED|ES) (?:WITH|THAT)|\bBELONG"
    r"|\bDENOUNC|\bINVOLVED|\bCONDEMN|AUTHORS? OF|\bBEHIND\b|LINKED"
)
_DENY = re.compile(r"\bDEN(?:Y|IED|IES|YING)\b|NOT RESPONSIBLE|REJECTED")
_AUTHORITY = re.compile(
    r"\b(?:POLICE|ARM(?:Y|ED FORCES)|MILITARY|GOVERNMENT|MINIST(?:ER|RY)|PRESIDENT|AUTHORIT(?:Y|IES)|OFFICIALS?"
    r"|COLONEL|GENERAL|MAJOR"
    r"|COPREFA|JUDGE|COURT|ATTORNEY|PROSECUTOR|INTELLIGENCE|COMMANDER|AMBASSADOR|SECURITY|BRIGADE|BATTALION|CRISTIANI|GOVERNOR|SENATOR"
    r"|CONGRESS|EMBASSY|STATE DEPARTMENT|GARRISON|DAS|SPOKESMAN)\b"
)
_HEDGE = re.compile(
    r"ALLEGED|PRESUM|APPARENT|SUSPECT|PROBABL|POSSIBL|BELIEVE|MIGHT|MAY HAVE|SUPPOSED|REPORTEDLY|COULD HAVE|THINK|SEEM"
)


@dataclass(frozen=True, slots=True)
class Tie:
    """An organisation that may stand behind a group of events; `features` by name."""

    group: Group
    body: Body
    features: dict[str, float]


def ties(view: View, known: Sequence[Body]) -> list[Tie]:
    """Every organisation named in a story with every group of its events; what its own key says is left out of account."""
    here = [(body, marks) for body in candidates(view, known) if (marks := _marks(view, body))]
    told = [(group, group_features(view, group)) for group in groups(view)]
    out = []
    for body, marks in here:
        mine = _story_features(view, body, marks, here)
        out.extend(
            Tie(group, body, of_group | mine | _features(view, group, body, marks, here)) for group, of_group in told
        )
    return out


def _marks(view: View, body: Body) -> list[int]:
    return [m.start() for m in body.pattern.finditer(view.story.text)]


def candidates(view: View, known: Sequence[Body]) -> list[Body]:
    """The organisations that a story names: those of other stories' keys and of the list, then strangers."""
    others = (body for body in known if body.listed or body.guilty - {view.story.name})
    here = [body for body in others if body.pattern.search(view.story.text)]
    return [*here, *strangers(view, here)]


def strangers(view: View, here: Sequence[Body]) -> list[Body]:
    """Organisations that purport read as actor, speaker or accused, and that no key knows."""
    out: dict[str, Body] = {}
    for name in dict.fromkeys(_names(view)):
        bare = clean(name.upper())
        named = _BODY.search(bare) is not None or (name.isupper() and _INITIALS.fullmatch(bare) is not None)
        if not named or name == name.lower() or bare in NO_NAMES or len(bare.split()) > LONGEST_NAME:
            continue
        if not any(body.pattern.search(bare) for body in here):
            spelt = re.compile(r"\b" + re.escape(bare).replace(r"\ ", r"\s+") + r"\b")
            out.setdefault(bare, Body(frozenset({bare}), frozenset(), frozenset(), spelt))
    return [body for body in out.values() if body.pattern.search(view.story.text)]


def _names(view: View) -> Iterator[str]:
    for event in view.reading.events:
        for name in (event.actor, event.actor_group, *event.chain):
            yield from name.split(" and ") if name else ()
    for said in view.reading.statements:
        yield from (name for name in (said.source_name, *said.targets) if name)


def _story_features(
    view: View, body: Body, marks: list[int], here: Sequence[tuple[Body, list[int]]]
) -> dict[str, float]:
    """What tells of an organisation's part in a story, whatever the incident."""
    reading, places = view.reading, {view.sentence(at) for at in marks}
    harm = [e for e in reading.events if e.action is Action.ASSAULT]
    acting = [e for e in harm if _is(body, e.actor) or _is(body, e.actor_group)]
    others = [e for e in harm if any(other is not body and _is(other, e.actor) for other, _ in here)]
    out = {f"r_{value.name}": _many(e.responsibility is value for e in acting) for value in Responsibility}
    out |= {f"s_{value.name}": _many(e.stage is value for e in acting) for value in Stage}
    return (
        out
        | _words_near(view, places)
        | {
            "aimed": _many(_is(body, e.target) for e in harm),
            "acts": math.log1p(len(acting)),
            "acting_share": len(acting) / max(1, len(harm)),
            "others_act": math.log1p(len(others)),
            "first_place": min(places) / max(1, len(view.starts)),
            "named_here": math.log(len(here)),
            "only": float(len(here) == 1),
            "stranger": float(not body.named),
            "listed": float(body.listed),
            "says": _many(_is(body, s.source_name) for s in reading.statements),
            "accused_of": _many(e.action is Action.ACCUSE and _is(body, e.target) for e in reading.events),
            "harm_near": _many(view.sentence(e.anchor.start) in places for e in harm),
        }
    )


def _words_near(view: View, places: set[int]) -> dict[str, float]:
    """Words of the sentences that name an organisation, and of the story's head."""
    mine, text = " ".join(view.words(n) for n in sorted(places)), view.story.text
    return {
        "w_clandestine": float("CLANDESTINE" in text[:HEAD]),
        "w_communique": float("COMMUNIQUE" in text[:HEAD]),
        "w_outlet": float(_OUTLET.search(mine) is not None),
        "w_outlet_anywhere": float(_OUTLET.search(text) is not None),
        "w_claim_anywhere": float(_CLAIM.search(text) is not None),
        "w_self": float(_SELF.search(mine) is not None),
        "w_told": float(_TOLD.search(mine) is not None),
        "w_doubt": float(_DOUBT.search(mine) is not None),
        "w_laid": float(_LAID.search(mine) is not None),
    }


def _is(body: Body, name: str | None) -> bool:
    return name is not None and body.pattern.search(name.upper()) is not None


def _many(flags: Iterable[bool]) -> float:
    return math.log1p(sum(flags))


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
    generic = SOLDIERLY if state else GENERIC
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
