"""Which tellings of a matter report it: those of what was or was not, before those that only threaten, ask or plan it."""

from __future__ import annotations

from collections.abc import Sequence

from purport.corroborate.matters.mentions import TALK, TOLD
from purport.fold import folded
from purport.records.matters import Telling
from purport.records.names import Action, Certainty

_MADE = TOLD - {Certainty.DENIED, Certainty.NEGATED, Certainty.RETRACTED}


def threatens(one: Telling) -> bool:
    """Whether a telling is of a threat that was made, and of nobody who came to harm: what came "without warning" is none."""
    return one.action is Action.THREATEN and one.certainty in _MADE and not one.counts


def is_deed(one: Telling) -> bool:
    """Whether a telling is of an act that is no act of speech, as having been or not having been."""
    return one.action is not None and one.action not in TALK and one.certainty in TOLD


def reporting(told: Sequence[Telling]) -> Sequence[Telling]:
    """The tellings that report; all where none does. A threat is something that was, unless others tell of a deed."""
    held = [one for one in told if one.certainty in TOLD]
    deeds = [one for one in held if not threatens(one)]
    if any(map(is_deed, deeds)):
        return deeds
    return held or told


def only_rumoured(told: Sequence[Telling]) -> bool:
    """Whether all that report do no more than pass on a rumour."""
    return all(one.certainty is Certainty.RUMOURED for one in reporting(told))


def only_attributed(told: Sequence[Telling]) -> tuple[str, ...]:
    """By whose accounts alone it is told, each once as it is written first; () where a story says so itself, or all name nobody.

    "others" stand for those whom a story does not name, or who were not understood.
    """
    held = reporting(told)
    if any(one.certainty is not Certainty.ATTRIBUTED for one in held):
        return ()
    named: dict[str, str] = {}
    nameless = False
    for one in held:
        by = [s.by for s in one.stances if s.certainty is Certainty.ATTRIBUTED and s.by is not None]
        nameless = nameless or not by
        for name in by:
            named.setdefault(folded(name), name)
    return (*named.values(), *(["others"] if named and nameless else []))


def only_open(told: Sequence[Telling]) -> bool:
    """Whether nobody tells that it was or was not: it is asked, supposed, planned, threatened or called for."""
    return not any(one.certainty in TOLD for one in told)
