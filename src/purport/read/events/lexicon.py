"""The trigger table (``triggers.toml``) as look-ups: which words name which PLOVER root."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

from purport.records.names import Action

Frame = tuple[frozenset[str], Action | None]
"""Words one of which the verb must govern (empty: any; "a+b": both), and what the two name together; None for no event."""


@dataclass(frozen=True, slots=True)
class Mishaps:
    """Lemmas of nouns for what does harm where nobody acts.

    Attributes:
        forces: always. figured: unless they are "of" something else.
        things: where no weapon is named. firing: words before "fire" that make it gunfire.
        spoken: harm that a word before it makes a mishap ("gas explosion"), with these words.
    """

    forces: frozenset[str]
    figured: frozenset[str]
    things: frozenset[str]
    firing: frozenset[str]
    spoken: Mapping[str, frozenset[str]]


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
        mishaps: what does harm where nobody acts.
    """

    verbs: Mapping[str, Action]
    nouns: Mapping[str, Action]
    frames: Mapping[str, tuple[Frame, ...]]
    light: frozenset[str]
    weapons: frozenset[str]
    means: frozenset[str]
    works: frozenset[str]
    mishaps: Mishaps


def _mishaps(section: Mapping[str, Any]) -> Mishaps:
    spoken = {noun: frozenset(lemmas.split()) for noun, lemmas in section["spoken"].items()}
    named = {name: frozenset(section[name].split()) for name in ("forces", "figured", "things", "firing")}
    return Mishaps(**named, spoken=spoken)


def _by_lemma(section: Mapping[str, str]) -> dict[str, Action]:
    return {lemma: Action(name) for name, lemmas in section.items() for lemma in lemmas.split()}


def _words(listed: str, classes: Mapping[str, str]) -> Iterator[str]:
    """The words that are listed, classes opened; "a+b" stays together, once for each word of a class in it."""
    for word in listed.split(","):
        if word != "@":
            parts = (classes[part[1:]].split() if part.startswith("@") else [part] for part in word.split("+"))
            yield from ("+".join(together) for together in product(*parts))


def _frames(line: str, classes: Mapping[str, str]) -> Iterator[Frame]:
    for part in line.split(";"):
        listed, _, name = part.strip().partition("=")
        yield frozenset(_words(listed, classes)), None if name == "-" else Action(name)


def fits(wanted: frozenset[str], around: Set[str]) -> bool:
    """Whether a verb governs what a frame wants.

    >>> fits(frozenset({"down", "over+guard"}), {"over", "guard"}), fits(frozenset({"over+guard"}), {"over"})
    (True, False)
    """
    return not wanted or bool(wanted & around) or any(_both(word, around) for word in wanted if "+" in word)


def _both(words: str, around: Set[str]) -> bool:
    return all(part in around for part in words.split("+"))


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
        mishaps=_mishaps(table["mishaps"]),
        means=frozenset(_words(table["light"]["means"], table["classes"])),
    )
