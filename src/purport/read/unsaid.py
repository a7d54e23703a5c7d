"""What was not said: ``did not confirm``, ``refused to confirm or deny``, ``was unable to verify``.

Who says neither yes nor no confirms nothing, denies nothing and takes nothing back.
"""

from __future__ import annotations

from collections.abc import Iterable

from purport.read.cast.tables import words_of
from purport.read.parse import Parse, Word

STANDS = words_of(
    """acknowledge admit authenticate comment concede confirm contradict corroborate deny discuss dispute rebut recant refute
    retract say substantiate tell validate verify"""
)
"""Verbs by which somebody says yes or no to what others say."""
_WITHHOLDING = words_of("abstain decline fail forbear hesitate omit refrain refuse")
_UNABLE = words_of("impossible reluctant unable unprepared unwilling")
_NEVER = words_of("never not n't neither nor")
_REACH = 4
"""Steps from a verb to what holds it back ("declined to confirm, deny or discuss")."""


def unsaid(parse: Parse, verb: Word) -> Word | None:
    """The word by which a verb of saying tells what was not said; None if it was said.

    A verb that is joined to one that was not said was not said either.
    """
    at = verb
    for _ in range(_REACH):
        no = _negated(parse, at) or _held_back(parse, at)
        if no is not None:
            return no
        head = parse.head_of(at)
        if at.dep != "conj" or head.pos not in ("VERB", "AUX") or _stands_alone(parse, at):
            return None
        at = head
    return None


def stand_not_taken(parse: Parse, cue: Word | None, words: Iterable[Word]) -> tuple[Word, Word] | None:
    """The verb of a cue, or the one that it governs, that says neither yes nor no, and the word that tells so."""
    below = [c for c in parse.children_of(cue) if c.dep == "xcomp"] if cue is not None and _withholds(cue) else []
    for verb in (*([cue] if cue is not None else ()), *words, *below):
        if verb.lemma in STANDS and verb.pos == "VERB" and (no := unsaid(parse, verb)) is not None:
            return verb, no
    return None


def _negated(parse: Parse, verb: Word) -> Word | None:
    """The ``not`` of a verb, or the ``no`` of its subject."""
    for child in parse.children_of(verb):
        if child.dep == "neg" or child.lower in _NEVER:
            return child
        if child.dep in ("nsubj", "nsubjpass"):
            no = next((c for c in parse.children_of(child) if c.lower in ("no", "neither")), None)
            if no is not None or child.lower in ("nobody", "none", "neither"):
                return no or child
    return None


def _held_back(parse: Parse, verb: Word) -> Word | None:
    """The word that says of an infinitive or gerund that it was not done ("refused to", "unable to", "short of")."""
    head = parse.head_of(verb)
    if verb.dep == "xcomp" and _negated(parse, head) is None:
        if _withholds(head) or head.lemma in _UNABLE:
            return head
        if head.lemma in ("have", "be"):
            return next((c for c in parse.children_of(head) if c.lower in ("yet", *_UNABLE)), None)
    if verb.dep == "pcomp":
        short = parse.head_of(head).lower == "short" or _withholds(parse.head_of(head))
        return head if head.lower == "without" or (head.lower in ("of", "from") and short) else None
    return None


def _withholds(verb: Word) -> bool:
    return verb.lemma in _WITHHOLDING


def _stands_alone(parse: Parse, verb: Word) -> bool:
    """Whether a conjunct is a clause of its own ("did not confirm the raid but said that")."""
    finite = verb.tag in ("VBD", "VBZ", "VBP")
    framed = any(c.dep in ("nsubj", "nsubjpass", "aux") for c in parse.children_of(verb))
    return finite or framed
