"""Three small logistic models, fitted on development stories that are not in the sample, over what purport read.

`relevant`: is a group of events an incident that the key wants? `tied`: does an organisation stand behind it? `sure`: with what
confidence? `late`: does a story tell of an incident that was only attempted or threatened? Weights are kept in
``bench/data/muc.json``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.muc.corpus import Story
from bench.muc.incidents import Body, Group, View, clean, group_features, groups
from bench.muc.score import LATE, Incident, aligned
from bench.muc.ties import Tie, ties
from purport.records import Act, Action, Certainty, Event, Responsibility, Stage

VALUES = (
    "REPORTED AS FACT",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "CLAIMED OR ADMITTED",
    "POSSIBLE",
)
_WORTH = np.array([[1.0, 0, 0, 0, 0], [0, 1, 0.5, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]])
"""Points of each answer (rows) for each truth (columns), both as in `VALUES`."""
RIDGE = {"relevant": 3.0, "tied": 5.0, "sure": 30.0, "late": 30.0}
"""How strongly each model is held to small weights; chosen by cross-validation on the stories outside the sample."""
Features = Mapping[str, float]
Matrix = NDArray[np.float64]
_AIM = r"(?:KILL|MURDER|ASSASSINAT|KIDNAP|BLOW|ATTACK|DESTROY|BURN|ABDUCT|PLANT|PLACE|BOMB)"
CUES = {
    "defused": r"DEFUS|DEACTIVAT|DISARMED|DISMANTL\w+ (?:A|THE) (?:BOMB|DEVICE)|DISCONNECT",
    "foiled": r"FOIL|THWART|FRUSTRAT\w+ (?:A|AN|THE|ATTEMPT)|AVERT|ABORTED",
    "dud": r"(?:DID NOT|FAILED TO|NOT) (?:EXPLODE|GO OFF|DETONATE)|UNEXPLODED|MALFUNCTION",
    "tried": r"\bATTEMPT\w*|TRIED TO|TRYING TO",
    "tried_harm": rf"(?:ATTEMPT\w*|TRIED|TRYING) TO (?:\w+ ){{0,2}}{_AIM}"
    r"|(?:ASSASSINATION|MURDER|KIDNAPPING|BOMBING) (?:ATTEMPT|PLOT|PLAN)"
    r"|ATTEMPTED (?:ASSASSINATION|MURDER|KIDNAP|BOMB)|ATTEMPT (?:ON|AGAINST) ",
    "unharmed": r"UNHARMED|UNHURT|UNSCATHED|SURVIVED|ESCAPED? (?:AN? )",
    "threat": r"\bTHREAT\w*",
    "threat_of_harm": rf"DEATH THREAT|THREATEN\w* (?:TO {_AIM}|HIM|HER|THEM|WITH)"
    r"|THREATENING (?:LETTER|CALL|PHONE|TELEPHONE|NOTE|MESSAGE)"
    r"|THREATS? (?:AGAINST|TO|MADE|FROM|BY|ON)",
    "announced_harm": r"WILL BE (?:KILLED|EXECUTED|PUNISHED|MURDERED|ATTACKED|BLOWN|SHOT)|MILITARY TARGETS?|WILL (?:EXECUTE|KILL)"
    r"|SENTENCED TO DEATH|DECLARED WAR|WARN\w* .{0,80}\bWILL\b",
    "plot": rf"\bPLOTS?\b|PLANN?\w* TO {_AIM}",
    "found": r"(?:BOMB|DEVICE|DYNAMITE|EXPLOSIVES?)\b.{0,60}\b(?:FOUND|DISCOVERED|LOCATED)"
    r"|(?:FOUND|DISCOVERED)\b.{0,60}\b(?:BOMB|DEVICE|DYNAMITE)",
    "letter": r"LETTER|PAMPHLET|LEAFLET|PHONE|\bNOTE\b",
}
_CUES = {name: re.compile(pattern) for name, pattern in CUES.items()}
_COUNTED = (
    Certainty.THREATENED, Certainty.PLANNED, Certainty.CALLED_FOR, Certainty.HYPOTHETICAL, Certainty.NEGATED, Certainty.ASSERTED,
    Certainty.ATTRIBUTED,
)  # fmt: skip
EARLY = 700
EARLY_SENTENCES = 3


def story_features(view: View) -> dict[str, float]:
    """What tells whether an incident of a story did not come about."""
    reading = view.reading
    text = " ".join(view.story.text.split()).upper()
    harm = [e for e in reading.events if e.action is Action.ASSAULT]
    threats = [e for e in reading.events if e.action is Action.THREATEN]
    out = {"bias": 1.0, "length": math.log(max(2, len(text))) / 5}
    for name, cue in _CUES.items():
        count = len(cue.findall(text))
        out |= {
            f"{name}": float(count > 0),
            f"{name}_often": math.log1p(count),
            f"{name}_early": float(cue.search(text[:EARLY]) is not None),
        }
    for value in _COUNTED:
        out[str(value)] = math.log1p(sum(e.certainty is value for e in harm))
    return out | {
        "threats": math.log1p(len(threats)),
        "threat_has_target": float(any(e.target for e in threats)),
        "threat_asserted": float(any(e.certainty is Certainty.ASSERTED for e in threats)),
        "threatens": math.log1p(sum(s.act is Act.THREATENS for s in reading.statements)),
        "threatens_violence": float(any(s.act is Act.THREATENS and s.violent for s in reading.statements)),
        "warns": math.log1p(sum(s.act is Act.WARNS for s in reading.statements)),
        "claimed_ahead": math.log1p(
            sum(e.responsibility is Responsibility.CLAIMED and e.stage is Stage.AHEAD for e in harm)
        ),
        **_stage_features(view, harm),
    }


def _stage_features(view: View, harm: Sequence[Event]) -> dict[str, float]:
    """How many events of harm have each stage, with a target, with an actor, near the beginning."""
    out = {}
    for stage in Stage:
        mine = [e for e in harm if e.stage is stage]
        out |= {
            f"s_{stage.name}": math.log1p(len(mine)),
            f"s_{stage.name}_target": math.log1p(sum(bool(e.target) for e in mine)),
            f"s_{stage.name}_actor": math.log1p(sum(bool(e.actor) for e in mine)),
            f"s_{stage.name}_early": float(any(view.sentence(e.anchor.start) <= EARLY_SENTENCES for e in mine)),
            f"s_{stage.name}_share": len(mine) / max(1, len(harm)),
        }
    return out


@dataclass(frozen=True, slots=True)
class Logistic:
    """A multinomial logistic model: the names of its features, and a weight for each and each class."""

    names: tuple[str, ...]
    weights: Matrix

    def shares(self, rows: Sequence[Features]) -> Matrix:
        """[rows, classes]: probabilities."""
        return _softmax(_matrix(rows, self.names) @ self.weights)


@dataclass(frozen=True, slots=True)
class Model:
    """The four models with their thresholds."""

    relevant: Logistic
    tied: Logistic
    sure: Logistic
    late: Logistic
    least: Mapping[str, float]


def _matrix(rows: Sequence[Features], names: Sequence[str]) -> Matrix:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], float).reshape(len(rows), len(names))


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return shares


def fitted(rows: Sequence[Features], wanted: Matrix, ridge: float, steps: int = 300) -> Logistic:
    """A logistic model by Adam, with a ridge penalty on features made even; `wanted` is [rows, classes] of shares.

    Every row must have the feature ``bias``, always 1; the weights are for features as they come.
    """
    names = tuple(sorted({name for row in rows for name in row}))
    x = _matrix(rows, names)
    spread = x.std(axis=0)
    middle = np.where(spread > STILL, x.mean(axis=0), 0.0)
    spread = np.where(spread > STILL, spread, 1.0)
    weights = _descended((x - middle) / spread, wanted, ridge, steps) / spread[:, None]
    weights[names.index("bias")] -= middle @ weights
    return Logistic(names, weights)


STILL = 1e-6
"""Spread below which a feature counts as always the same."""


def _descended(x: Matrix, wanted: Matrix, ridge: float, steps: int) -> Matrix:
    weights = np.zeros((x.shape[1], wanted.shape[1]))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = (x.T @ (_softmax(x @ weights) - wanted) + ridge * weights) / len(x)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def two(flags: Iterable[bool]) -> Matrix:
    """Shares of two classes, no and yes."""
    yes = np.array([float(flag) for flag in flags])
    return np.stack([1 - yes, yes], axis=1)


def response(group: Group, bodies: Sequence[tuple[str, str]] = (), stage: str = "ACCOMPLISHED") -> Incident:
    """A group of events as a response."""
    return Incident(
        group.kind,
        stage,
        tuple(bodies),
        tuple(e.actor for e in group.events if e.actor),
        tuple(e.target for e in group.events if e.target),
    )


def wanted_ties(story: Story, found: Sequence[Tie]) -> list[frozenset[str]]:
    """For each tie the values of the key if the best responses would hold it; else none."""
    chosen: list[tuple[Incident, list[Tie]]] = []
    for group in dict.fromkeys(tie.group for tie in found):
        mine = [tie for tie in found if tie.group is group and any(_fits(story, tie))]
        if mine:
            bodies = [(tie.body.label, min(next(iter(_fits(story, tie))))) for tie in mine]
            chosen.append((response(group, bodies), mine))
    out: dict[int, frozenset[str]] = {}
    for (_, template), (_, mine) in zip(aligned(story.templates, [made for made, _ in chosen]), chosen, strict=True):
        for tie in mine if template is not None else ():
            fills = [f for f in template.confidences if is_body(f.tags, tie.body)] if template is not None else []
            if fills:
                out[id(tie)] = fills[0].values
    return [out.get(id(tie), frozenset()) for tie in found]


def _fits(story: Story, tie: Tie) -> Iterable[frozenset[str]]:
    for template in story.templates:
        if tie.group.kind in template.kinds or tie.group.kind == "ATTACK":
            yield from (fill.values for fill in template.confidences if is_body(fill.tags, tie.body))


def is_body(tags: Iterable[str], body: Body) -> bool:
    """Whether a wording of the key names an organisation."""
    return any(clean(tag) in body.names for tag in tags)


def is_late(story: Story) -> bool:
    """Whether the key has an incident that was only attempted or threatened."""
    return any(template.stages & LATE and not template.optional for template in story.templates)


def fit(views: Sequence[View], known: Sequence[Body], least: Mapping[str, float]) -> Model:
    """The four models, from stories with their readings."""
    by_story = [(view.story, ties(view, known)) for view in views]
    tied = [tie for _, found in by_story for tie in found]
    values = [wanted for story, found in by_story for wanted in wanted_ties(story, found)]
    held = [(tie, wanted & set(VALUES)) for tie, wanted in zip(tied, values, strict=True) if wanted & set(VALUES)]
    told = [(view, group, right) for view in views for group, right in _aligned(view)]
    shares = np.array([[(value in wanted) / len(wanted) for value in VALUES] for _, wanted in held])
    return Model(
        relevant=fitted(
            [group_features(v, g) for v, g, _ in told], two(right for _, _, right in told), RIDGE["relevant"]
        ),
        tied=fitted([tie.features for tie in tied], two(bool(wanted) for wanted in values), RIDGE["tied"]),
        sure=fitted([tie.features for tie, _ in held], shares, RIDGE["sure"]),
        late=fitted(
            [story_features(view) for view in views], two(is_late(view.story) for view in views), RIDGE["late"]
        ),
        least=least,
    )


def _aligned(view: View) -> list[tuple[Group, bool]]:
    """The groups of a story, and whether each would stand for a template."""
    told = groups(view)
    stand = aligned(view.story.templates, [response(group) for group in told])
    return [(group, template is not None) for group, (_, template) in zip(told, stand, strict=True)]


def incidents(view: View, known: Sequence[Body], model: Model) -> list[Incident]:
    """The responses to one story."""
    told = groups(view)
    found = [tie for tie in ties(view, known)]
    if not told:
        return _late_only(view, model)
    good = model.relevant.shares([group_features(view, group) for group in told])[:, 1]
    stages = _stages(view, told, model)
    out = []
    for group, likely, stage in zip(told, good, stages, strict=True):
        mine = [tie for tie in found if tie.group.index == group.index and tie.group.kind == group.kind]
        held = _bodies(mine, model)
        if held or likely >= model.least["relevant"] or stage != "ACCOMPLISHED":
            out.append(response(group, held, stage))
    return out


def _bodies(mine: Sequence[Tie], model: Model) -> list[tuple[str, str]]:
    if not mine:
        return []
    likely = model.tied.shares([tie.features for tie in mine])[:, 1]
    values = (model.sure.shares([tie.features for tie in mine]) @ _WORTH.T).argmax(axis=1)
    return [(t.body.label, VALUES[v]) for t, p, v in zip(mine, likely, values, strict=True) if p >= model.least["tied"]]


def says_late(view: View, model: Model) -> bool:
    """Whether a story tells of an incident that was only attempted or threatened."""
    return bool(model.late.shares([story_features(view)])[0, 1] >= model.least["late"])


def _late_only(view: View, model: Model) -> list[Incident]:
    return [Incident("ATTACK", "THREATENED")] if says_late(view, model) else []


def _stages(view: View, told: Sequence[Group], model: Model) -> list[str]:
    """The stage of each group: the one that looks most like it did not come about, if the story says that one did not."""
    stages = ["ACCOMPLISHED"] * len(told)
    if says_late(view, model):
        signs = [_late_signs(view, group) for group in told]
        best = max(range(len(told)), key=lambda i: (max(signs[i]), -i))
        threatened, attempted = signs[best]
        stages[best] = "THREATENED" if threatened >= attempted else "ATTEMPTED"
    return stages


def _late_signs(view: View, group: Group) -> tuple[int, int]:
    """How much in a group of events looks threatened, and how much attempted."""
    around = " ".join(view.words(view.sentence(e.anchor.start)).upper() for e in group.events)
    threatened = sum(e.stage is Stage.AHEAD for e in group.events)
    threatened += sum(_CUES[name].search(around) is not None for name in ("threat", "threat_of_harm", "announced_harm"))
    attempted = 2 * sum(e.stage is Stage.ATTEMPTED for e in group.events)
    attempted += sum(
        _CUES[name].search(around) is not None for name in ("defused", "foiled", "dud", "tried_harm", "found")
    )
    return threatened, attempted


def saved(model: Model) -> str:
    """The model as JSON; weights to three places."""
    parts = {
        name: {"names": part.names, "weights": [[round(float(w), 3) for w in row] for row in part.weights]}
        for name, part in (
            ("relevant", model.relevant),
            ("tied", model.tied),
            ("sure", model.sure),
            ("late", model.late),
        )
    }
    return json.dumps({"least": dict(model.least), **parts}, separators=(",", ":"))


def loaded(path: Path) -> Model:
    """The model that was saved.

    Raises:
        OSError: if it is not there.
    """
    table = json.loads(path.read_text(encoding="utf-8"))
    parts = {
        n: Logistic(tuple(table[n]["names"]), np.array(table[n]["weights"]))
        for n in ("relevant", "tied", "sure", "late")
    }
    return Model(**parts, least=table["least"])
