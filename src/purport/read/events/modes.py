"""How an act was done: the mode of its PLOVER root (openeventdata/PLOVER), where the words are clear."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from purport.read.events.triggers import Trigger
from purport.read.parse import Parse, Word

_TOLD_BY = frozenset({"dobj", "nsubj", "nsubjpass", "compound", "amod", "nmod", "pobj"})
_MEANS = frozenset({"with", "by", "from", "using", "of", "in"})

Table = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Root, then ``verbs``, ``nouns`` or ``means``, then lemma to mode."""


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of modes (``modes.toml``), read once per process."""
    written = tomllib.loads(files("purport.read.events").joinpath("modes.toml").read_text("utf-8"))
    return {
        root: {
            part: {lemma: mode for mode, lemmas in rows.items() for lemma in lemmas.split()}
            for part, rows in parts.items()
        }
        for root, parts in written.items()
    }


def mode(parse: Parse, trigger: Trigger) -> str | None:
    """The mode of an act: by what it was done with, else by the word that names it; None where the words do not tell.

    What an act was done with goes first ("a suicide bombing", "shot with arrows" has none): the noun's modifiers, the verb's
    subject, object and what follows "with", "by" and "from".
    """
    parts = table().get(trigger.action.value)
    if parts is None:
        return None
    means = parts.get("means", {})
    found = next((means[w.lemma] for w in _around(parse, trigger) if w.lemma in means), None)
    return found or parts.get("nouns" if trigger.noun else "verbs", {}).get(trigger.word.lemma)


def _around(parse: Parse, trigger: Trigger) -> Iterator[Word]:
    """The words that may tell what an act was done with."""
    for head in (trigger.word, trigger.light):
        if head is None:
            continue
        for child in parse.children_of(head):
            if child.dep in _TOLD_BY:
                yield child
                yield from (c for c in parse.children_of(child) if c.dep == "compound")
            if child.dep in ("prep", "agent") and child.lower in _MEANS:
                yield from (c for c in parse.children_of(child) if c.dep == "pobj")
