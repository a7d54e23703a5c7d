"""The lists of ``words.toml``: titles, articles, given names with their spellings, words of the names of bodies."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from purport.corroborate.names.sounds import spelt


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words by what they do in a name.

    `given` leads from a spelling to the names it may be (numbers of lines); `generation` from a word to its rank.
    """

    titles: frozenset[str]
    soft: frozenset[str]
    son: frozenset[str]
    father: frozenset[str]
    article: frozenset[str]
    joiner: frozenset[str]
    generation: dict[str, str]
    given: dict[str, frozenset[int]]


def table(name: str) -> dict[str, dict[str, str]]:
    """One of the tables that come with purport, as TOML gives it."""
    found: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
    return found


def _given(lines: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines.splitlines()):
        for word in line.split():
            found.setdefault(spelt(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def shipped() -> Words:
    """The lists that come with purport."""
    told = table("words.toml")
    lists = {
        name: frozenset(map(spelt, told[name]["words"].split()))
        for name in ("titles", "soft", "son", "father", "article", "joiner")
    }
    ranks = {word: rank for rank, words in told["generation"].items() for word in words.split()}
    return Words(**lists, generation=ranks, given=_given(told["given"]["names"]))
