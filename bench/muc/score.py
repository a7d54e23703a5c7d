"""The scorer: which response stands for which template of the key, and what its two slots are worth.

After the scoring guidelines of MUC-4 (version 7). A response may stand for a template if its incident type matches, in full or
in part (ATTACK for any other type), and a perpetrator or a target matches at least in part: here, if the two wordings share a
word that is no function word. Of all such pairs of a story the ones with most in common are taken first; nothing is matched by
hand.

Stage of execution: right or wrong. Confidence: the value with the right organisation is right, with another half right;
SUSPECTED OR ACCUSED where the key has SUSPECTED OR ACCUSED BY AUTHORITIES is half right; else wrong. What the key marks as
optional costs nothing when it is missing. Recall is points over fillers of the key, precision is points over fillers of the
responses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.muc.corpus import Fill, Story, Template

ATTACK, ACCUSED, BY_AUTHORITIES = "ATTACK", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"
_SMALL = frozenset(
    [
        "THE",
        "A",
        "AN",
        "OF",
        "AND",
        "OR",
        "IN",
        "ON",
        "AT",
        "TO",
        "FOR",
        "BY",
        "WITH",
        "FROM",
        "HIS",
        "HER",
        "ITS",
        "THEIR",
        "DE",
        "LA",
        "DEL",
        "LOS",
        "LAS",
        "EL",
        "Y",
        "S",
    ]
)
LATE = frozenset({"ATTEMPTED", "THREATENED"})
"""Stages of incidents that did not come about."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One response: a type, a stage, organisations with the confidence in each, and wordings of perpetrators and targets."""

    kind: str
    stage: str
    bodies: tuple[tuple[str, str], ...] = ()
    perpetrators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Fillers of the key and of the responses, and points for them; those of responses that stand for nothing apart."""

    possible: int = 0
    actual: int = 0
    points: float = 0.0
    astray: int = 0

    @property
    def recall(self) -> float:
        """Points over fillers of the key, per cent."""
        return 100 * self.points / max(1, self.possible)

    @property
    def precision(self) -> float:
        """Points over all fillers answered, per cent."""
        return 100 * self.points / max(1, self.actual + self.astray)

    @property
    def f1(self) -> float:
        """F over all templates: a response that stands for nothing costs precision."""
        return f_of(self.recall, self.precision)

    @property
    def matched_f1(self) -> float:
        """F with responses that stand for nothing left out (the row MATCHED/MISSING of 1991)."""
        return f_of(self.recall, 100 * self.points / max(1, self.actual))


@dataclass(slots=True)
class Score:
    """The tallies of all stories; `stories` counts right, found and wanted stories with an incident that did not come about."""

    stage: Tally = field(default_factory=Tally)
    confidence: Tally = field(default_factory=Tally)
    stories: Tally = field(default_factory=Tally)
    templates: Tally = field(default_factory=Tally)


def f_of(recall: float, precision: float) -> float:
    """The balanced F measure."""
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def words_of(text: str) -> frozenset[str]:
    """The words of a wording that tell, in capitals.

    >>> sorted(words_of("the mayor of Achi"))
    ['ACHI', 'MAYOR']
    """
    return frozenset(re.findall(r"[^\W_]+", text.upper())) - _SMALL


def alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of wordings share a word that tells."""
    mine = frozenset(word for text in one for word in words_of(text))
    return any(mine & words_of(text) for text in other)


def score_of(pairs: Iterable[tuple[Story, Sequence[Incident]]]) -> Score:
    """The score of some stories with their responses."""
    total = Score()
    for story, made in pairs:
        _story(total, story, made)
    return total


def _story(total: Score, story: Story, made: Sequence[Incident]) -> None:
    left = list(story.templates)
    for response, template in aligned(story.templates, made):
        total.templates.actual += 1
        if template is None:
            total.templates.astray += 1
            total.templates.actual -= 1
            total.stage.astray += 1
            total.confidence.astray += len(response.bodies)
            continue
        left.remove(template)
        total.templates.points += 1
        total.templates.possible += 1
        total.stage.possible += 1
        total.stage.actual += 1
        total.stage.points += response.stage in template.stages
        _confidence(total.confidence, template.confidences, response.bodies)
    for template in left:
        if not template.optional:
            total.templates.possible += 1
            total.stage.possible += 1
            total.confidence.possible += sum(not fill.optional for fill in template.confidences)
    _document(total.stories, story, made)


def _document(tally: Tally, story: Story, made: Sequence[Incident]) -> None:
    """Does the story tell of an incident that was only attempted or threatened? Optional templates count for neither answer."""
    said = any(incident.stage in LATE for incident in made)
    wanted = any(t.stages & LATE and not t.optional for t in story.templates)
    if not wanted and any(t.stages & LATE for t in story.templates):
        return
    tally.possible += wanted
    tally.actual += said
    tally.points += wanted and said


def _worth(template: Template, made: Incident) -> float:
    """What a pair has in common; 0 if it may not stand."""
    kind = 1.0 if made.kind in template.kinds else 0.5 if made.kind == ATTACK else 0.0
    names = [*made.perpetrators, *(name for name, _ in made.bodies)]
    perpetrators = sum(alike(wordings, names) for wordings in template.perpetrators)
    targets = sum(alike(wordings, made.targets) for wordings in template.targets)
    if not kind or not perpetrators + targets:
        return 0.0
    confidence = Tally()
    _confidence(confidence, template.confidences, made.bodies)
    return kind + perpetrators + targets + (made.stage in template.stages) + confidence.points


def aligned(templates: Sequence[Template], made: Sequence[Incident]) -> list[tuple[Incident, Template | None]]:
    """Each response with the template that it stands for; None if for none."""
    worth = [(_worth(t, m), -i, -j) for i, m in enumerate(made) for j, t in enumerate(templates)]
    taken: dict[int, int] = {}
    for value, i, j in sorted(worth, reverse=True):
        if value > 0 and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return [(m, templates[taken[i]] if i in taken else None) for i, m in enumerate(made)]


def _confidence(tally: Tally, wanted: Sequence[Fill], made: Sequence[tuple[str, str]]) -> None:
    """Adds the fillers of one pair: best matches first, one to one."""
    worth = [(_points(fill, body), -i, -j) for i, fill in enumerate(wanted) for j, body in enumerate(made)]
    used: set[int] = set()
    met: set[int] = set()
    for points, i, j in sorted(worth, reverse=True):
        if -i not in met and -j not in used:
            met.add(-i)
            used.add(-j)
            tally.points += points
    tally.actual += len(made)
    tally.possible += sum(i in met or not fill.optional for i, fill in enumerate(wanted))


def _points(fill: Fill, body: tuple[str, str]) -> float:
    name, value = body
    if value in fill.values:
        return 1.0 if not fill.tags or alike(fill.tags, [name]) else 0.5
    return 0.5 if value == ACCUSED and BY_AUTHORITIES in fill.values else 0.0
