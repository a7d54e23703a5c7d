"""Who a text lays an act to where the act is a noun: "the raid was blamed on", "the blast is thought to be the work of"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from purport.read.certainty import forces
from purport.read.certainty.forces import Force
from purport.read.certainty.subjects import own_subject
from purport.read.parse import Parse, Word

_TO = frozenset({"to", "on", "upon", "at"})
_PASSIVE = frozenset({"nsubjpass", "auxpass"})


@dataclass(frozen=True, slots=True)
class Blame:
    """Somebody to whom an act is laid.

    Attributes:
        actor: the word for who is said to have done it.
        cue: the word that lays it to him. source: the word for who says so; None if nobody is named.
        force: what that makes of the act as his: reported, rumoured, hypothetical; None where the text says so itself.
    """

    actor: Word
    cue: Word
    source: Word | None
    force: Force | None


def blame_of(parse: Parse, noun: Word) -> Blame | None:
    """To whom a text lays the act that a noun names, by the clause round it or one that hangs on it; None if to nobody."""
    for verb, passive in _verbs(parse, noun):
        found = _laid(parse, noun, verb, passive) or _work_of(parse, verb) or _marks_of(parse, verb)
        if found is not None:
            return found
    return next((b for c in parse.children_of(noun) if (b := _of_relative(parse, c)) is not None), None)


def _verbs(parse: Parse, noun: Word) -> Iterator[tuple[Word, bool]]:
    """The verbs that a noun is subject or object of, participles and relative clauses included; whether it is what is done."""
    head = parse.head_of(noun)
    if noun.dep in ("nsubj", "nsubjpass", "dobj"):
        yield head, noun.dep != "nsubj"
    for child in parse.children_of(noun):
        if child.dep == "acl" and child.tag == "VBN":
            yield child, True
        elif child.dep == "relcl":
            below = {c.dep for c in parse.children_of(child) if c.lower in ("which", "that")}
            yield child, "nsubj" not in below


def _laid(parse: Parse, noun: Word, verb: Word, done: bool) -> Blame | None:
    """As in "the raid was blamed on X", "police attribute the raid to X"."""
    if not done or verb.lemma not in forces.LAYING:
        return None
    places = [verb, noun] if noun.dep == "dobj" else [verb]
    actor = next(
        (
            obj
            for place in places
            for prep in parse.children_of(place)
            if prep.dep in ("prep", "dative") and prep.lower in _TO and prep.i > verb.i
            for obj in parse.children_of(prep)
            if obj.dep == "pobj"
        ),
        None,
    )
    if actor is None or not _may_act(actor):
        return None
    source = own_subject(parse, verb)
    source = None if source is not None and source.lower in ("which", "that") else source
    return Blame(actor, verb, source, Force.RUMOUR if source is None else Force.REPORT)


def _may_act(word: Word) -> bool:
    """Whether a word can stand for somebody who acts, rather than a cause ("blamed on a gas leak")."""
    return word.pos in ("PROPN", "PRON") or word.ent in ("PERSON", "ORG", "GPE", "NORP") or word.lemma in forces.ACTORS


def _work_of(parse: Parse, verb: Word) -> Blame | None:
    """As in "the raid was the work of X", also as somebody's belief."""
    be, cue = verb, None
    if verb.lemma != "be":
        below = next((c for c in parse.children_of(verb) if c.dep in ("xcomp", "oprd") and c.lemma == "be"), None)
        if below is None or not any(c.dep in _PASSIVE for c in parse.children_of(verb)):
            return None
        be, cue = below, verb
    work = next((c for c in parse.children_of(be) if c.dep == "attr" and c.lemma in forces.DOING), None)
    actor = None if work is None else _of(parse, work)
    if work is None or actor is None:
        return None
    return Blame(actor, cue or work, None, None if cue is None else Force.RUMOUR)


def _marks_of(parse: Parse, verb: Word) -> Blame | None:
    """As in "the raid bears the hallmarks of X"."""
    if verb.lemma not in ("bear", "carry", "have", "show"):
        return None
    mark = next((c for c in parse.children_of(verb) if c.dep == "dobj" and c.lemma in forces.HALLMARKS), None)
    actor = None if mark is None else _of(parse, mark)
    return None if mark is None or actor is None else Blame(actor, mark, None, Force.DOUBT)


def _of(parse: Parse, noun: Word) -> Word | None:
    for prep in parse.children_of(noun):
        if prep.lower == "of":
            return next((c for c in parse.children_of(prep) if c.dep == "pobj" and _may_act(c)), None)
    return None


def _of_relative(parse: Parse, clause: Word) -> Blame | None:
    """As in "the raid, for which X claimed responsibility", "for which police blame X"."""
    if clause.dep != "relcl" or not _for_which(parse, clause):
        return None
    below = parse.children_of(clause)
    subject = own_subject(parse, clause)
    if any(c.dep == "dobj" and c.lemma in forces.RESPONSIBILITY for c in below):
        no = subject is not None and any(c.lower in ("no", "neither") for c in parse.children_of(subject))
        return (
            None if subject is None or no or subject.lower in _NOBODY else Blame(subject, clause, subject, Force.REPORT)
        )
    if clause.lemma not in forces.BLAMING:
        return None
    actor = next((c for c in below if c.dep in ("dobj", "nsubjpass") and _may_act(c)), None)
    return None if actor is None else Blame(actor, clause, subject, Force.RUMOUR if subject is None else Force.REPORT)


_NOBODY = frozenset({"nobody", "none", "no-one"})


def _for_which(parse: Parse, clause: Word) -> bool:
    """Whether a relative clause begins with "for which"."""
    return any(
        prep.lower in ("for", "of") and prep.i < clause.i and any(c.lower == "which" for c in parse.children_of(prep))
        for head in (clause, *(c for c in parse.children_of(clause) if c.dep == "dobj"))
        for prep in parse.children_of(head)
        if prep.dep == "prep"
    )
