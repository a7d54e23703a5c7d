"""What a clause says about itself: negation, modal verbs, adverbs, conditions, questions, fiction, and sources beside it."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.certainty import forces
from purport.read.certainty.asides import beside
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.subjects import REACH, Layer
from purport.read.parse import Parse, Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOBODY = lemmas("nobody none nothing no-one neither")


def is_negated(parse: Parse, word: Word) -> Word | None:
    """The word that negates a verb or noun, through itself, its subject or its object; None if none does."""
    for child in parse.children_of(word):
        if child.dep == "neg" or child.lower in ("never", "not", "n't", "nor", "neither"):
            return child
        if child.dep in ("nsubj", "nsubjpass", "dobj", "expl", "attr") and (no := _no(parse, child)) is not None:
            return no
    if word.dep == "xcomp" and (yet := _yet_to(parse, word)) is not None:
        return yet
    if word.dep == "conj" and any(c.lower == "nor" and c.i < word.i for c in parse.children_of(parse.head_of(word))):
        return parse.head_of(word)
    return _no(parse, word) if word.pos in ("NOUN", "PROPN") else None


def _yet_to(parse: Parse, verb: Word) -> Word | None:
    """The ``yet`` of "has yet to confirm"; None if there is none."""
    head = parse.head_of(verb)
    if head.lemma not in ("have", "be"):
        return None
    return next((c for c in parse.children_of(head) if c.lower == "yet" and c.i < verb.i), None)


def _no(parse: Parse, noun: Word) -> Word | None:
    """The ``no`` of a noun phrase."""
    if noun.lower in _NOBODY:
        return noun
    for child in parse.children_of(noun):
        if child.lower in ("no", "neither", "nary") and child.i < noun.i:
            return child
        one = child.lower in ("one", "single") and child.i < noun.i
        if one and (no := next((c for c in parse.children_of(child) if c.lower == "not"), None)) is not None:
            return no
    return None


def _modal(parse: Parse, verb: Word) -> Iterator[Layer]:
    """Layers of the auxiliaries of a verb."""
    auxiliaries = [c for c in parse.children_of(verb) if c.dep in ("aux", "auxpass")]
    perfect = any(a.lower in ("have", "'ve") for a in auxiliaries)
    before = next((c for c in parse.children_of(verb) if c.dep == "mark" and c.lower == "before"), None)
    for aux in auxiliaries:
        if aux.lower in ("can", "could") and before is not None:  # "before it could explode": it did not
            yield Layer(Force.FAIL, before)
        elif aux.lower in forces.DOUBT_MODALS:
            yield Layer(Force.DOUBT, aux)
        elif aux.tag == "MD" and aux.lower in forces.FUTURE_MODALS:
            yield Layer(Force.DOUBT if perfect else Force.AHEAD, aux)
        elif aux.lower in forces.DUTY_MODALS:
            yield Layer(Force.DOUBT if perfect or inverted(parse, verb) else Force.DUTY, aux)


def is_imperative(parse: Parse, verb: Word) -> bool:
    """Whether a verb is an imperative: its base form, without subject or auxiliary; conjuncts follow their first."""
    for _ in range(REACH):
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
    first, last = parse.sentences[verb.sent]
    if verb.dep != "ROOT" and not _asked_in_passive(parse, verb, parse.words[first]):
        return None
    return next((w for w in parse.words[max(first, last - 3) : last] if w.text == "?"), None)


def _asked_in_passive(parse: Parse, verb: Word, first: Word) -> bool:
    """Whether a participle is what a sentence asks that begins with its auxiliary ("Were farmers shot?"), wherever it hangs."""
    if verb.tag != "VBN" or first.lemma != "be" or first.dep != "ROOT":
        return False
    head = parse.head_of(verb)
    return (verb.dep == "acomp" and head is first) or (verb.dep == "acl" and parse.head_of(head) is first)


def conditional(parse: Parse, verb: Word) -> bool:
    """Whether a clause stands under a condition (``if``, ``unless``, inversion)."""
    return any(c.dep == "advcl" and is_condition(parse, c) for c in parse.children_of(verb))


def inverted(parse: Parse, verb: Word) -> bool:
    """Whether an auxiliary stands before the subject as in a condition ("had the guards", "should it")."""
    if verb.dep != "advcl" and not (verb.dep == "ccomp" and verb.i < verb.head):
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


def _fiction(parse: Parse, verb: Word) -> Layer | None:
    """A work or exercise inside which the clause is set, or whose course it tells ("the play ends with")."""
    for child in parse.children_of(verb):
        if child.dep == "prep" and child.lower in ("in", "during", "for"):
            found = next((n for n in _inside(parse, child) if n.lemma in forces.FICTION), None)
            if found is not None:
                return Layer(Force.DOUBT, found)
        if child.dep == "nsubj" and child.lemma in forces.FICTION and verb.lemma in _UNFOLDS:
            return Layer(Force.DOUBT, child)
    return None


_UNFOLDS = lemmas("begin climax close culminate depict end feature follow imagine open portray show tell")


def _inside(parse: Parse, prep: Word) -> Iterator[Word]:
    """The nouns after a preposition, "of" phrases included."""
    for noun in parse.children_of(prep):
        if noun.dep == "pobj":
            yield noun
            for inner in parse.children_of(noun):
                if inner.dep == "prep" and inner.lower == "of":
                    yield from _inside(parse, inner)


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
    if (work := _fiction(parse, verb)) is not None:
        out.append(work)
    out.extend(beside(parse, verb))
    return out


def whoever(parse: Parse, verb: Word) -> bool:
    """Whether a passive is about whoever does what a relative clause says ("anyone who crosses the river will be shot")."""
    clause = next((c for c in parse.children_of(verb) if c.dep in ("csubjpass", "csubj")), None)
    if clause is not None:
        return any(c.lower in forces.GENERIC for c in parse.children_of(clause))
    patient = next((c for c in parse.children_of(verb) if c.dep == "nsubjpass"), None)
    if patient is None or not any(c.dep == "relcl" for c in parse.children_of(patient)):
        return False
    determiners = {c.lower for c in parse.children_of(patient) if c.dep in ("det", "predet")}
    return patient.lower in forces.GENERIC or bool(determiners & forces.GENERIC)


def or_else(parse: Parse, verb: Word) -> bool:
    """Whether a clause is the second half of an ultimatum ("pay by Friday, or the barns would burn")."""
    if verb.dep != "conj":
        return False
    head = parse.head_of(verb)
    return any(w.lower == "or" and w.head == head.i for w in parse.words[head.i : verb.i])


def is_avenged(parse: Parse, act: Word) -> bool:
    """Whether an act is what somebody is to answer for ("avenge the killing", "reprisals over the killing")."""
    head = parse.head_of(act)
    above = parse.head_of(head) if head.dep == "prep" and head.lower in ("for", "over") else head
    return above is not act and above.lemma in forces.AVENGING
