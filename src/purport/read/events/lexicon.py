"""The trigger table (``triggers.toml``) as look-ups: which words name which PLOVER root."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from purport.records.names import Action

Frame = tuple[frozenset[str], Action | None]
"""Words one of which the verb must govern (empty: any), and what the two name together; None for no event."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The trigger table, read.

    Attributes:
        verbs, nouns: lemma to action, where the lemma alone decides.
        frames: verb lemma to frames in order; the first that fits decides, before `verbs`.
        light: lemmas of verbs that only carry a noun ("carried out the attack").
        means: lemmas of nouns for what is moved, given, shut or handed over rather than aimed at.
        works: lemmas of nouns for what is published.
        weapons: lemmas of nouns for things that harm; they never act of their own will.
    """

    verbs: Mapping[str, Action]
    nouns: Mapping[str, Action]
    frames: Mapping[str, tuple[Frame, ...]]
    light: frozenset[str]
    weapons: frozenset[str]
    means: frozenset[str]
    works: frozenset[str]


def _by_lemma(section: Mapping[str, str]) -> dict[str, Action]:
    return {lemma: Action(name) for name, lemmas in section.items() for lemma in lemmas.split()}


def _words(listed: str, classes: Mapping[str, str]) -> Iterator[str]:
    for word in listed.split(","):
        if word.startswith("@"):
            yield from classes[word[1:]].split() if len(word) > 1 else ()
        else:
            yield word


def _frames(line: str, classes: Mapping[str, str]) -> Iterator[Frame]:
    for part in line.split(";"):
        listed, _, name = part.strip().partition("=")
        yield frozenset(_words(listed, classes)), None if name == "-" else Action(name)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The trigger table; read once per process."""
    table = tomllib.loads(files("purport.read.events").joinpath("triggers.toml").read_text("utf-8"))
    return Lexicon(
        verbs=_by_lemma(table["verbs"]),
        nouns=_by_lemma(table["nouns"]),
        frames={verb: tuple(_frames(line, table["classes"])) for verb, line in table["frames"].items()},
        light=frozenset(table["light"]["verbs"].split()),
        weapons=frozenset(table["light"]["weapons"].split()),
        works=frozenset(table["classes"]["work"].split()),
        means=frozenset(_words(table["light"]["means"], table["classes"])),
    )
