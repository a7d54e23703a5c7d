"""Layers, and who stands behind them: the subjects of clauses."""

from __future__ import annotations

from dataclasses import dataclass

from purport.read.certainty import forces
from purport.read.certainty.forces import Force
from purport.read.parse import Parse, Word

REACH = 12
"""How many clauses up a shared subject, or words up a phrase, is looked for."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing that governs a proposition.

    Attributes:
        force: what it does.
        word: the governing word.
        source: the word for whose force it is (who says, denies, urges); None if nobody is named.
        weak: gives way to any other layer.
        outside: comes from outside a clause that the text takes for granted, so that only reporting reaches through it.
    """

    force: Force
    word: Word
    source: Word | None = None
    weak: bool = False
    outside: bool = False


def own_subject(parse: Parse, verb: Word) -> Word | None:
    """The word for whoever acts, stated in the clause itself: its subject, or the agent of a passive."""
    for child in parse.children_of(verb):
        if child.dep == "nsubj" or (child.dep == "csubj" and child.pos in ("NOUN", "PROPN", "PRON")):
            return child
        if child.dep == "agent":
            return next((c for c in parse.children_of(child) if c.dep == "pobj"), None)
    return None


def completed_noun(parse: Parse, verb: Word) -> Word | None:
    """The plot, plan or call that an infinitive completes, where the parser hung it on the verb above; None if on nothing else.

    As in "foiled a plot to bomb", "condemned calls to burn", "arrested two men over a plot to bomb".
    """
    if verb.dep not in ("advcl", "xcomp") or verb.tag != "VB" or verb.i < 2:
        return None
    head = parse.head_of(verb)
    mark = next((c for c in parse.children_of(verb) if c.tag == "TO"), None)
    noun = parse.words[mark.i - 1] if mark is not None and mark.i else None
    if noun is None or noun.pos != "NOUN" or forces.NOUNS.get(noun.lemma) not in (Force.PLAN, Force.CALL, Force.THREAT):
        return None
    opposed = (
        noun.dep in ("dobj", "nsubjpass") and noun.head == head.i and head.lemma in forces.FOILING | forces.SPURNING
    )
    beside = noun.dep == "pobj" and parse.head_of(noun).head == head.i and parse.head_of(noun).lower == "over"
    return noun if opposed or beside else None


def subject_of(parse: Parse, verb: Word) -> Word | None:
    """The word for whoever acts in a clause, shared with the clause it hangs on where it has none of its own."""
    for _ in range(REACH):
        subject = own_subject(parse, verb)
        if subject is not None and subject.lower in ("which", "who", "that") and verb.dep == "relcl":
            return parse.head_of(verb)
        if subject is not None or any(c.dep == "nsubjpass" for c in parse.children_of(verb)):
            return subject
        head = parse.head_of(verb)
        if verb.dep in ("relcl", "acl") and head.pos in ("NOUN", "PROPN", "PRON"):
            return head
        if verb.dep not in ("conj", "xcomp", "advcl") or head.pos not in ("VERB", "AUX") or head is verb:
            return None
        verb = head
    return None
