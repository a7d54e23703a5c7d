"""The words that introduce statements, read once from ``cues.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case lemmas by the shape of what they take; see the comments in ``cues.toml``."""

    quote: Words
    clause: Words
    person_to: Words
    to: Words
    doing: Words
    thing: Words
    prepositions: dict[str, Words]
    with_object: dict[str, Words]
    nouns: dict[str, Words]
    verbs: Words


def _words(text: str) -> Words:
    return frozenset(text.split())


def _table(table: dict[str, str]) -> dict[str, Words]:
    return {name: _words(text) for name, text in table.items()}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of English cues."""
    raw = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    frames = _table(raw["verbs"])
    prepositions, with_object = _table(raw["prepositions"]), _table(raw["with_object"])
    verbs = frozenset().union(*frames.values(), prepositions, with_object)
    return Lexicon(
        **frames, prepositions=prepositions, with_object=with_object, nouns=_table(raw["nouns"]), verbs=verbs
    )
