"""Whether two names in stories are names of one: by their words alone, or by spelling across scripts and by lists as well.

A :data:`Naming` is what likeness and contradictions ask. Only a judgement that is sure makes two actors one; an unsure one adds a
little to a likeness, with its reason, and keeps two names from being told as a contradiction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from purport.corroborate.matters.words import same_name
from purport.corroborate.names import Hit, Judgement, Register, compared
from purport.records.listed import NameKind


@dataclass(frozen=True, slots=True)
class Match:
    """Why two names may be of one; not `sure` where only a person can tell."""

    sure: bool
    reason: str


Naming = Callable[[str, str], Match | None]
"""Of two keys (`words.key`): whether they name the same; None if nothing says so. Symmetric."""


def by_words(one: str, other: str) -> Match | None:
    """By words, parts and initials alone.

    >>> by_words("varakh", "idris varakh")
    Match(sure=True, reason='varakh = idris varakh')
    """
    return Match(True, one if one == other else f"{one} = {other}") if same_name(one, other) else None


def by_lists(register: Register | None = None) -> Naming:
    """By words, else by spelling across Latin and Arabic letters, else by the lists of a register, as far as one is given.

    What is asked for once is kept. A story does not say whether a name is a person's or a body's: neither way may it be negative.

    >>> by_lists()("baghdadi", "البغدادي")
    Match(sure=True, reason='Baghdadi = al-بغدادي')
    >>> by_lists()("ibrahim tarif", "walid tarif") is None
    True
    """

    @lru_cache(maxsize=65_536)
    def of_sorted(one: str, other: str) -> Match | None:
        return by_words(one, other) or (register and _listed(register, one, other)) or _spelt(one, other)

    def naming(one: str, other: str) -> Match | None:
        return of_sorted(*sorted((one, other)))

    return naming


def _spelt(one: str, other: str) -> Match | None:
    """Both names as spellings of one, as a person's and as a body's; None where either is negative or neither can be told."""
    found = [compared(one, other, kind) for kind in NameKind]
    told = [each for each in found if each.judgement is not Judgement.NONE]
    if not told or any(each.judgement is Judgement.NEGATIVE for each in told):
        return None
    best = max(told, key=lambda each: each.score)
    sure = all(each.judgement is Judgement.POSITIVE for each in told)
    return Match(sure, "; ".join(best.reasons))


def _listed(register: Register, one: str, other: str) -> Match | None:
    """Both names as names of one listed person or body; unsure where a list is unsure of either."""
    for kind in NameKind:
        first, second = register.look(one, kind), register.look(other, kind)
        if first.top is None or second.top is None or _entry(first.top) != _entry(second.top):
            continue
        said = {first.judgement, second.judgement}
        if said <= {Judgement.POSITIVE, Judgement.UNSURE}:
            known = first.top.known
            return Match(said == {Judgement.POSITIVE}, f"{one} and {other} are {known.primary} on {known.list_name}")
    return None


def _entry(hit: Hit) -> tuple[str, str]:
    return hit.known.list_name, hit.known.id
