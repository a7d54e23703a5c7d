"""The kinds of things that happen (``kinds.toml``), by the stems that name them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from purport.fold import stem


@dataclass(frozen=True, slots=True)
class Kinds:
    """Stem to kinds, and how much it says when a mention and an entry share a kind (0 to 1)."""

    by_stem: dict[str, frozenset[str]]
    weight: dict[str, float]

    def of(self, stems: Iterable[str]) -> frozenset[str]:
        """The kinds that these stems name."""
        return frozenset(kind for one in stems for kind in self.by_stem.get(one, ()))


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The kinds, read from the package on first use."""
    table = tomllib.loads(files("purport.dating").joinpath("kinds.toml").read_text("utf-8"))
    by_stem: dict[str, set[str]] = {}
    for name, one in table.items():
        for word in one["words"].split():
            by_stem.setdefault(stem(word), set()).add(name)
            by_stem.setdefault(word, set()).add(name)
    return Kinds(
        {word: frozenset(names) for word, names in by_stem.items()},
        {name: float(one["weight"]) for name, one in table.items()},
    )
