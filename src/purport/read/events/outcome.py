"""How far an act got (the slot "stage of execution" of MUC-4), by the words that govern it and by its certainty."""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.certainty import Verdict, forces
from purport.read.certainty.forces import Force
from purport.read.certainty.mood import is_negated
from purport.read.certainty.subjects import Layer, subject_of
from purport.read.events.lexicon import lexicon
from purport.read.events.triggers import Trigger
from purport.read.parse import Parse, Word
from purport.records.names import Action, Certainty, Stage

C = Certainty
Told = tuple[Stage, str]
"""A stage and its reason."""

_DONE = frozenset({C.ASSERTED, C.ATTRIBUTED, C.PURPORTED, C.RUMOURED})
_AHEAD = frozenset({C.THREATENED, C.PLANNED, C.CALLED_FOR})
_OPEN = {
    C.DENIED: "it is denied that it was done",
    C.NEGATED: "it is said not to have been done",
    C.HYPOTHETICAL: "it is only thought of",
    C.RETRACTED: "the report of it was taken back",
}
_BEGUN = frozenset({"attempt", "bid"})
"""Nouns for what was begun; a plot is only a plan until something foils it."""
_NOT = frozenset({"not", "n't", "never"})


def stage(parse: Parse, trigger: Trigger, verdict: Verdict) -> Told:
    """The stage of an act as the text tells it, whoever says so, and why.

    ``attempted`` where a word of trying, foiling or failing governs it, or a device did not go off; a threat has the stage of the
    harm that it announces.
    """
    tried = _attempt(parse, trigger, verdict)
    if tried is not None:
        return Stage.ATTEMPTED, f"'{tried.text}' (char {tried.start})"
    value = verdict.certainty
    if value in _AHEAD:
        return Stage.AHEAD, f"it is {value.replace('_', ' ')}"
    if value in _DONE and trigger.action is Action.THREATEN:
        return Stage.AHEAD, "what is threatened lies ahead"
    if value in _DONE:
        return Stage.ACCOMPLISHED, "it is told as done"
    return Stage.UNKNOWN, _OPEN[value]


def _attempt(parse: Parse, trigger: Trigger, verdict: Verdict) -> Word | None:
    """The word that makes an act an attempt; None if none does, or the text does not go along with it."""
    if verdict.certainty in (C.DENIED, C.RETRACTED, C.HYPOTHETICAL, C.CALLED_FOR, C.THREATENED):
        return None
    dud = _dud(parse, trigger, verdict)
    return dud or next((x.word for x in _near(verdict.around) if _tries(parse, x)), None)


def _near(around: Sequence[Layer]) -> list[Layer]:
    """What governs an act before anybody's report of it."""
    out = []
    for layer in around:
        if layer.force in (Force.DENY, Force.CALL, Force.THREAT, Force.RETRACT):
            break
        out.append(layer)
    return out


def _tries(parse: Parse, layer: Layer) -> bool:
    """Whether a governor tells of an attempt that was made."""
    word = layer.word
    if word.lower == "but" and layer.force is Force.FAIL:  # an attempt of the past that something ended
        return not layer.outside
    if layer.outside or is_negated(parse, word) is not None or _lies_ahead(parse, word):
        return False
    if word.pos == "VERB" and word.dep not in ("amod", "nmod"):
        undone = word.lemma in forces.UNDOING and layer.force is Force.FAIL
        return undone or word.lemma in forces.TRYING | forces.FOILING | forces.FAILING
    if word.lower in forces.ABORTIVE:
        return True
    return word.pos == "NOUN" and word.lemma in _BEGUN


def _lies_ahead(parse: Parse, word: Word) -> bool:
    """Whether a verb of trying is itself only announced ("will try to")."""
    verb = word if word.pos == "VERB" else parse.head_of(word)
    return any(c.tag == "MD" for c in parse.children_of(verb))


def _dud(parse: Parse, trigger: Trigger, verdict: Verdict) -> Word | None:
    """The word by which a device is said not to have gone off; None if it did, or there was none."""
    verb = trigger.word
    if verdict.certainty is not C.NEGATED or trigger.noun or verb.lemma not in forces.EXPLODING:
        return None
    thing = next((c for c in parse.children_of(verb) if c.dep == "nsubjpass"), None) or subject_of(parse, verb)
    if thing is None or thing.lemma not in forces.DEVICES | lexicon().weapons or is_negated(parse, thing) is not None:
        return None
    return next((c for c in parse.children_of(verb) if c.lower in _NOT), None)
