"""When the learned part has its say: an event that the rules found, told as done, whose root it is very sure of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from purport.read.events.learned.features import features, tie_of
from purport.read.events.learned.opinion import Opinion, opinion
from purport.read.events.learned.weights import FOLDER, Weights, loaded
from purport.read.events.lexicon import lexicon
from purport.read.events.triggers import Trigger
from purport.read.parse import Parse, Word
from purport.records.names import Action, Certainty

LEAST = 0.9
"""From this probability on the learned part goes before the rules."""
TOLD = frozenset({Certainty.ASSERTED, Certainty.ATTRIBUTED})
"""PLV has roots for what is refused, offered or threatened ("will not meet" is REJECT); purport says that by certainty, so the
learned part only speaks on what is told as done.
"""
YIELD = "YIELD"
"""PLV's one root for RETREAT and CONCEDE."""
_TENSES = frozenset({"have", "be", "do"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The root an event gets, and why if it is not the rules' own."""

    action: Action
    reason: str = ""


class Roots:
    """The learned part, ready to be asked."""

    def __init__(self, weights: Weights | None = None) -> None:
        """On weights that are at hand, else on those that come with purport.

        Raises:
            ModelError: if these are missing or altered.
        """
        self._weights = loaded() if weights is None else weights

    @property
    def sharpness(self) -> float:
        """What the sums are multiplied by before they are turned into probabilities."""
        return self._weights.manifest.sharpness

    @property
    def version(self) -> str:
        """Name and version of the weights with the least probability: part of the reader's fingerprint."""
        said = self._weights.manifest
        return f"{said.name}-{said.version}@{LEAST:g}"

    def choice(
        self, parse: Parse, trigger: Trigger, ends: tuple[Word | None, Word | None], found: Mapping[int, Trigger]
    ) -> Choice:
        """The root of an event between an actor and a target (`ends`); `found` are all triggers by the index of their word.

        The rules' root stands where one of the two is missing, where another word ties them, where the clause is negated or
        has a modal verb, and where the learned part agrees or is not sure enough.
        """
        ruled = Choice(trigger.action)
        if not (_ties(parse, trigger, ends) and _done(parse, trigger)):
            return ruled
        said = opinion(self._weights, features(parse, *ends, found))
        if said is None or said.sure < LEAST:
            return ruled
        action = action_of(said, trigger)
        return ruled if action is trigger.action else Choice(action, _told(said, action, trigger.action))


def action_of(said: Opinion, trigger: Trigger) -> Action:
    """The opinion as an action: for YIELD the rules' own if it is one of the two, else what the word may stand for."""
    if said.root != YIELD:
        return Action(said.root)
    words = lexicon()
    framed = [action for _, action in words.frames.get(trigger.word.lemma, ())]
    thought = [trigger.action, words.verbs.get(trigger.word.lemma), *framed]
    return next((a for a in thought if a in (Action.RETREAT, Action.CONCEDE)), Action.RETREAT)


def _told(said: Opinion, action: Action, ruled: Action) -> str:
    words = ", ".join(f"'{word}'" for word in said.words)
    return f"{action} by the learned roots ({said.sure:.2f}{'; ' if words else ''}{words}), {ruled} by the rules"


def _ties(parse: Parse, trigger: Trigger, ends: Sequence[Word | None]) -> bool:
    """Whether the trigger itself ties actor and target."""
    source, target = ends
    if source is None or target is None:
        return False
    tie = tie_of(parse, source, target)
    return tie is not None and (tie.predicate is trigger.word or tie.predicate is trigger.light)


def _done(parse: Parse, trigger: Trigger) -> bool:
    """Whether the clause is neither negated nor under a modal verb."""
    verb = trigger.light or trigger.word
    return not any(
        child.dep == "neg" or (child.dep == "aux" and child.lemma not in _TENSES) for child in parse.children_of(verb)
    )


@lru_cache(maxsize=2)
def learned_roots(folder: Path = FOLDER) -> Roots:
    """The learned part, loaded once per process.

    Raises:
        ModelError: if the weights are missing or altered.
    """
    return Roots(loaded(folder))
