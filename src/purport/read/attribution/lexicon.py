"""The words that introduce statements, read once from ``cues.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case lemmas by the shape of what they take; see the comments in ``cues.toml``.

    `verbs`, `passives`, `speaking` and `minds` hold all verbs, passive verbs, nouns and adjectives of the tables below them.
    """

    quote: Words
    inverting: Words
    clause: Words
    person_to: Words
    to: Words
    doing: Words
    thing: Words
    prepositions: dict[str, Words]
    with_object: dict[str, Words]
    passive_to: Words
    passive_name: Words
    passive_bare: Words
    passive_with: dict[str, Words]
    nouns: dict[str, Words]
    light: Words
    messages: Words
    nobody: Words
    people: Words
    hearsay: Words
    rumours: Words
    spreading: Words
    attitudes: dict[str, Words]
    verbs: Words
    passives: Words
    speaking: Words
    minds: Words
    again: Words
    grave: Words


def _words(text: str) -> Words:
    return frozenset(text.split())


def _table(table: dict[str, Any]) -> dict[str, Words]:
    return {name: _words(text) for name, text in table.items() if isinstance(text, str)}


def _all(*tables: Iterable[str]) -> Words:
    return frozenset(word for table in tables for word in table)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of English cues."""
    raw = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    frames, nouns, minds = _table(raw["verbs"]), _table(raw["nouns"]), _table(raw["attitudes"])
    passives, passive_with = _table(raw["passives"]), _table(raw["passives"]["with"])
    prepositions, with_object = _table(raw["prepositions"]), _table(raw["with_object"])
    return Lexicon(
        **frames,
        **_table(raw["noun_phrases"]),
        prepositions=prepositions,
        with_object=with_object,
        passive_to=passives["to"],
        passive_name=passives["name"],
        passive_bare=passives["bare"],
        passive_with=passive_with,
        nouns=nouns,
        attitudes=minds,
        verbs=_all(*frames.values(), prepositions, with_object),
        passives=_all(*passives.values(), passive_with, frames["clause"]),
        speaking=_all(*nouns.values()),
        minds=_all(*minds.values()),
        again=_words(raw["learned"]["again"]),
        grave=_words(raw["learned"]["grave"]),
    )
