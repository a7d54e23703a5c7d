"""Noun phrases in the text's own words."""

from __future__ import annotations

from purport.read.certainty import forces
from purport.read.certainty.forces import lemmas
from purport.read.found import Names
from purport.read.parse import Parse, Word

_LEFT_OUT = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "parataxis", "dep"})
_VAGUE = frozenset({"all", "any", "anyone", "everyone", "everybody", "others", "some", "those", "who", "whoever"})
_QUOTES = frozenset({'"', "“", "”", "‘", "’", "``", "''"})
_KEPT_PREPOSITIONS = lemmas("of at in from for near on behind along to")


def phrase(parse: Parse, noun: Word) -> str:
    """The words of a noun phrase as the text has them, without clauses, appositions and conjuncts; one stretch of text."""
    keep = [noun]
    for child in parse.children_of(noun):
        if child.dep in _LEFT_OUT or (child.dep == "prep" and not _belongs(parse, child, noun)):
            continue
        keep.extend(w for w in parse.subtree(child)[:12])
    span = parse.span_of(_unbroken(keep, noun))
    return parse.text[span.start : span.end]


def _belongs(parse: Parse, prep: Word, noun: Word) -> bool:
    """Whether a prepositional phrase is part of a noun phrase, not of the clause around it."""
    gerund = any(c.dep == "pcomp" for c in parse.children_of(prep))
    charge = prep.lower in ("of", "for") and noun.dep == "dobj" and parse.head_of(noun).lemma in forces.BLAMING
    return prep.i > noun.i and prep.lower in _KEPT_PREPOSITIONS and not gerund and not charge


def _unbroken(words: list[Word], noun: Word) -> list[Word]:
    """The words that stand in one row with the noun, hyphens between them allowed; a closing quotation mark ends the row."""
    indexes = {w.i for w in words if not (w.dep == "punct" and w.text in _QUOTES)}
    hyphens = {w.i for w in words if w.text in ("-", "–", "’s", "'s")}
    row = indexes | hyphens
    low = high = noun.i
    while low - 1 in row:
        low -= 1
    while high + 1 in row:
        high += 1
    return [w for w in words if low <= w.i <= high]


def aimed_at(parse: Parse, names: Names, noun: Word) -> str | None:
    """A target in the text's words; with its owner named where the text has a pronoun, None if that cannot be told."""
    if noun.pos == "PRON":
        return None if noun.lower in _VAGUE else names.name_at(noun)
    owner = next((c for c in parse.children_of(noun) if c.tag == "PRP$"), None)
    return phrase(parse, noun) if owner is None else names.name_at(noun)


def named(parse: Parse, names: Names, noun: Word) -> str | None:
    """A noun phrase in the text's words; a pronoun as what it stands for, None if that cannot be told."""
    if noun.pos == "PRON" and noun.lower not in ("others", "everyone", "everybody", "anyone", "all", "those"):
        return names.name_at(noun)
    return phrase(parse, noun)
