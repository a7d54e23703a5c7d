"""What one sound costs for another: the table of ``costs.toml``, in the form that the comparison wants."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VOWELS = frozenset(("a", "e", "i", "o", "u", "ai", "au", "i.", "a.", "(a)"))
CONSONANT_GAP = 1.3


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of sounds. `taken[x][y]`: y for x; `joined[(x1, x2)][y]`: one for two; `gap` and `across`: left out, within a
    script and between two; `weight`: what a sound counts. `other` and the like stand for all that is not named.
    """

    taken: dict[str, dict[str, float]]
    joined: dict[tuple[str, str], dict[str, float]]
    gap: dict[str, float]
    across: dict[str, float]
    weight: dict[str, float]
    other: float
    vowel_other: float
    vowel_consonant: float

    def of(self, one: str, other: str) -> float:
        """The cost of `other` for `one`, the same both ways."""
        if one == other:
            return 0.0
        known = self.taken.get(one, {}).get(other)
        if known is None and "." in one + other:
            return self.of(one.rstrip("."), other.rstrip("."))
        return self._unnamed(one, other) if known is None else known

    def _unnamed(self, one: str, other: str) -> float:
        vowels = (one in VOWELS) + (other in VOWELS)
        return (self.other, self.vowel_consonant, self.vowel_other)[vowels]


def _both_ways(*tables: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    taken: dict[str, dict[str, float]] = {}
    for table in tables:
        for one, others in table.items():
            for other, cost in others.items():
                taken.setdefault(one, {})[other] = cost
                taken.setdefault(other, {})[one] = cost
    return taken


@cache
def shipped() -> Costs:
    """The costs that come with purport."""
    table = tomllib.loads((files(__package__) / "costs.toml").read_text(encoding="utf-8"))
    pairs = {tuple(key.split()): costs for key, costs in table["joined"].items()}
    return Costs(
        _both_ways(table["latin"], table["arabic"], table["letters"]),
        {(one, two): costs for (one, two), costs in pairs.items()},
        table["gap"],
        table["across"],
        table["weight"],
        table["other"],
        table["vowel_other"],
        table["vowel_consonant"],
    )
