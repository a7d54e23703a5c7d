"""What a clause says about itself: negation, modal verbs, adverbs, conditions, fiction, and sources in passing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.parse import Parse, Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOBODY = lemmas("nobody none nothing no-one neither")
_COMPLETIONS = frozenset({"ccomp", "xcomp", "mark", "aux", "auxpass"})
_VIEWS = lemmas("view opinion word eyes version account telling estimate")
_REACH = 12  # how many clauses up a shared subject is looked for
_CLAUSES = frozenset({"advcl", "parataxis", "ccomp", "dep", "conj"})


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


def is_negated(parse: Parse, word: Word) -> Word | None:
    """The word that negates a verb or noun, through itself, its subject or its object; None if none does."""
    for child in parse.children_of(word):
        if child.dep == "neg" or child.lower in ("never", "not", "n't", "nor", "neither"):
            return child
        if child.dep in ("nsubj", "nsubjpass", "dobj", "expl", "attr") and (no := _no(parse, child)) is not None:
            return no
    return _no(parse, word) if word.pos in ("NOUN", "PROPN") else None


def _no(parse: Parse, noun: Word) -> Word | None:
    """The ``no`` of a noun phrase."""
    if noun.lower in _NOBODY:
        return noun
    for child in parse.children_of(noun):
        if child.lower in ("no", "neither", "nary") and child.i < noun.i:
            return child
    return None


def _modal(parse: Parse, verb: Word) -> Iterator[Layer]:
    """Layers of the auxiliaries of a verb."""
    auxiliaries = [c for c in parse.children_of(verb) if c.dep in ("aux", "auxpass")]
    perfect = any(a.lower in ("have", "'ve") for a in auxiliaries)
    for aux in auxiliaries:
        if aux.lower in forces.DOUBT_MODALS:
            yield Layer(Force.DOUBT, aux)
        elif aux.tag == "MD" and aux.lower in forces.FUTURE_MODALS:
            yield Layer(Force.DOUBT if perfect else Force.AHEAD, aux)
        elif aux.lower in forces.DUTY_MODALS:
            yield Layer(Force.DOUBT if perfect or inverted(parse, verb) else Force.DUTY, aux)


def is_imperative(parse: Parse, verb: Word) -> bool:
    """Whether a verb is an imperative: its base form, without subject or auxiliary; conjuncts follow their first."""
    for _ in range(_REACH):
        before = [c for c in parse.children_of(verb) if c.i < verb.i]
        framed = any(c.dep in ("nsubj", "mark", "nsubjpass", "auxpass", "expl") for c in before)
        helped = any(c.dep == "aux" and c.lower not in ("do", "let") for c in before)
        if verb.tag not in ("VB", "VBP") or verb.pos != "VERB" or framed or helped:
            return False
        head = parse.head_of(verb)
        if verb.dep != "conj" or head.pos != "VERB":
            return True
        verb = head
    return False


def asks(parse: Parse, verb: Word) -> Word | None:
    """The question mark of a question that a verb heads; None if it is none."""
    if verb.dep != "ROOT":
        return None
    first, last = parse.sentences[verb.sent]
    return next((w for w in parse.words[max(first, last - 3) : last] if w.text == "?"), None)


def conditional(parse: Parse, verb: Word) -> bool:
    """Whether a clause stands under a condition (``if``, ``unless``, inversion)."""
    return any(c.dep == "advcl" and is_condition(parse, c) for c in parse.children_of(verb))


def inverted(parse: Parse, verb: Word) -> bool:
    """Whether an auxiliary stands before the subject as in a condition ("had the guards", "should it")."""
    if verb.dep != "advcl":
        return False
    aux = [c for c in parse.children_of(verb) if c.dep in ("aux", "auxpass") and c.lower in ("had", "should", "were")]
    subject = [c for c in parse.children_of(verb) if c.dep in _SUBJECTS]
    return bool(aux and subject and aux[0].i < subject[0].i and aux[0].i == min(c.i for c in parse.subtree(verb)))


def is_condition(parse: Parse, verb: Word) -> bool:
    """Whether an adverbial clause is a condition."""
    for child in parse.children_of(verb):
        if child.lower in forces.CONDITION_MARKS and child.i < verb.i:
            return True
        if child.i < verb.i and "case" in (child.lower, parse.words[child.i + 1].lower if child.lower == "in" else ""):
            return True
    return inverted(parse, verb)


def passing_source(parse: Parse, verb: Word) -> Layer | None:
    """A source named in passing: "according to X", "in the view of X"."""
    for child in parse.children_of(verb):
        if child.lower == "according":
            return Layer(Force.REPORT, child, _under(parse, child, 2))
        if child.lower == "in" and child.dep == "prep":
            for noun in parse.children_of(child):
                if (
                    noun.lemma in _VIEWS
                    and (whose := _under(parse, noun, 2)) is not None
                    and any(c.lower == "of" or c.dep == "poss" for c in parse.children_of(noun))
                ):
                    return Layer(Force.REPORT, noun, whose)
    return None


def _under(parse: Parse, word: Word, depth: int) -> Word | None:
    for child in parse.children_of(word):
        if child.dep in ("pobj", "poss"):
            return child
        if child.dep == "prep" and depth and (found := _under(parse, child, depth - 1)) is not None:
            return found
    return None


def _inserted(parse: Parse, verb: Word) -> Layer | None:
    """A reporting clause that hangs on its own content ("The camp, she said, was bombed")."""
    for child in parse.children_of(verb):
        if child.dep in _CLAUSES and child.pos == "VERB" and frames(child):
            after = child.i > verb.i
            beside = child.dep != "conj" or (after and _no_and(parse, child))
            subject = _speaker_beside(parse, child) if beside and not _says_more(parse, child) else None
            if subject is not None:
                return Layer(forces.VERBS[child.lemma], child, subject if subject is not child else None)
    return None


def frames(cue: Word) -> bool:
    """Whether a verb can frame a quotation; "the mayor spoke to them" does not."""
    return forces.VERBS.get(cue.lemma) in (Force.REPORT, Force.DENY) and cue.lemma not in (
        "speak",
        "talk",
        "hear",
        "put",
        "sing",
    )


def _says_more(parse: Parse, cue: Word) -> bool:
    """Whether a verb of saying has a content of its own, or another role than to frame what stands beside it."""
    return any(
        c.dep in _COMPLETIONS or (c.dep in ("dobj", "prep", "advcl") and c.lower in ("of", "about", "that"))
        for c in parse.children_of(cue)
    )


def _speaker_beside(parse: Parse, cue: Word) -> Word | None:
    """Who says it in an inserted clause: its subject, the noun that follows it, or the one before it if the parser lost the tie."""
    subject = own_subject(parse, cue)
    if subject is not None:
        return subject
    if (follows := speaker_after(parse, cue)) is not None:
        return follows
    before = parse.words[cue.i - 1] if cue.i and parse.words[cue.i - 1].sent == cue.sent else None
    if cue.dep != "conj" or before is None or before.pos not in ("NOUN", "PROPN", "PRON"):
        return None
    return _top_of_phrase(parse, before)


def speaker_after(parse: Parse, cue: Word) -> Word | None:
    """Who says it after an inverted verb of saying ("insisted its colonel"), taken by parsers for an object; else None."""
    if cue.tag not in ("VBD", "VBZ", "VBP") or not frames(cue) or own_subject(parse, cue) is not None:
        return None
    return next((c for c in parse.children_of(cue) if c.dep == "dobj" and c.i > cue.i), None)


def _top_of_phrase(parse: Parse, noun: Word) -> Word:
    """The head of the noun phrase that ends in `noun`, no further than the last comma."""
    for _ in range(_REACH):
        head = parse.head_of(noun)
        between = parse.words[head.i : noun.i]
        if head.i > noun.i or head.pos in ("VERB", "AUX") or any(w.lower == "," for w in between):
            return noun
        noun = head
    return noun


def _no_and(parse: Parse, verb: Word) -> bool:
    """Whether a conjunct stands after a comma without a conjunction: not a conjunct at all, then."""
    head = parse.head_of(verb)
    between = parse.words[head.i + 1 : verb.i]
    return any(w.lower == "," for w in between) and not any(w.dep == "cc" and w.head == head.i for w in between)


def _talk(parse: Parse, verb: Word) -> Layer | None:
    """Talk as the subject of a clause ("rumours spread that", "word went round that")."""
    for child in parse.children_of(verb):
        if child.dep in ("nsubj", "nsubjpass", "attr"):
            loose = child.lower == "word" and not any(c.dep == "poss" for c in parse.children_of(child))
            told = forces.NOUNS.get(child.lemma) is Force.RUMOUR and _is_told(verb, child)
            if told or (loose and verb.lemma in forces.SPREADING):
                return Layer(Force.RUMOUR, child)
    return None


def _is_told(verb: Word, talk: Word) -> bool:
    """Whether a verb tells that there is talk; "talks resumed" does not."""
    return talk.lower != "talks" and (verb.lemma in forces.SPREADING or verb.lemma == "be")


def _fiction(parse: Parse, verb: Word) -> Layer | None:
    """A work or exercise inside which the clause is set."""
    for child in parse.children_of(verb):
        if child.dep == "prep" and child.lower in ("in", "during"):
            for noun in parse.children_of(child):
                if noun.dep == "pobj" and noun.lemma in forces.FICTION:
                    return Layer(Force.DOUBT, noun)
    return None


def own_subject(parse: Parse, verb: Word) -> Word | None:
    """The word for whoever acts, stated in the clause itself: its subject, or the agent of a passive."""
    for child in parse.children_of(verb):
        if child.dep == "nsubj" or (child.dep == "csubj" and child.pos in ("NOUN", "PROPN", "PRON")):
            return child
        if child.dep == "agent":
            return next((c for c in parse.children_of(child) if c.dep == "pobj"), None)
    return None


def subject_of(parse: Parse, verb: Word) -> Word | None:
    """The word for whoever acts in a clause, shared with the clause it hangs on where it has none of its own."""
    for _ in range(_REACH):
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


def mood(parse: Parse, verb: Word) -> list[Layer]:
    """What a verb's own clause says about it, innermost first."""
    out: list[Layer] = []
    if (no := is_negated(parse, verb)) is not None:
        out.append(Layer(Force.FAIL, no))
    for child in parse.children_of(verb):
        force = forces.ADVERBS.get(child.lower) if child.dep in ("advmod", "npadvmod") else None
        if force is not None:
            out.append(Layer(force, child))
    out.extend(_modal(parse, verb))
    if (mark := asks(parse, verb)) is not None:
        out.append(Layer(Force.DOUBT, mark))
    out.extend(
        layer
        for layer in (_fiction(parse, verb), passing_source(parse, verb), _inserted(parse, verb), _talk(parse, verb))
        if layer is not None
    )
    return out
