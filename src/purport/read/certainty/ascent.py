"""The way up from a word to the root of its sentence, and what is gathered on it."""

from __future__ import annotations

from purport.read.certainty import forces
from purport.read.certainty.asides import is_hearsay, speaker_after
from purport.read.certainty.forces import Force
from purport.read.certainty.mood import is_negated, mood
from purport.read.certainty.subjects import Layer, own_subject, subject_of
from purport.read.parse import Parse, Word
from purport.read.unsaid import STANDS, unsaid

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_NEGATED = {
    Force.REPORT: Force.DOUBT,
    Force.DENY: Force.DOUBT,
    Force.FAIL: Force.FACT,
    Force.DOUBT: Force.FAIL,
    Force.FACT: Force.FAIL,
}


class Ascent:
    """The way up from one word: collects layers, and knows how much of what is above still reaches the word.

    Attributes:
        layers: what was found, innermost first.
        outside: whether a clause or phrase was left that the text takes for granted; from then on only reports count.
        shared: whether the mood of the next clause up is the word's own.
        negation_shared: whether its negation is, too.
    """

    def __init__(self, parse: Parse, word: Word) -> None:
        self.parse = parse
        self.layers: list[Layer] = []
        self.outside = False
        self.shared = True
        self.negation_shared = True
        self.word = word

    def add(self, layer: Layer) -> None:
        """Keeps a layer, marked if it comes from outside a clause that is taken for granted."""
        self.layers.append(Layer(layer.force, layer.word, layer.source, layer.weak, self.outside or layer.outside))

    def add_mood(self, verb: Word, child: Word | None = None) -> None:
        """Keeps what a clause says about itself: all of it if shared, its sources in any case.

        What `child`, the clause left just now, says does not count.
        """
        for layer in mood(self.parse, verb):
            if layer.word is child:
                continue
            sourced = layer.force in (Force.REPORT, Force.RUMOUR) and layer.word.pos != "ADV"
            sourced = sourced or layer.word.lemma in forces.FICTION
            own = self.shared and (layer.force is not Force.FAIL or self.negation_shared)
            if sourced or own:
                self.add(layer)

    def leave(self) -> None:
        """Steps out of a clause or phrase that is taken for granted."""
        self.outside = True
        self.shared = False

    def govern(self, governor: Word, force: Force | None, negated: bool = True) -> None:
        """Keeps the force of a governor, turned round if the governor is negated, and lets its own mood follow."""
        if force is None:
            return
        if force is Force.RETRACT and unsaid(self.parse, governor) is not None:
            self.leave()
            return
        no = _not(self.parse, governor) if negated else None
        reduced = governor.dep in ("acl", "amod") and governor.tag == "VBN"
        passive = reduced or any(c.dep in ("nsubjpass", "auxpass") for c in self.parse.children_of(governor))
        source = self._source_of(governor, reduced)
        if no is not None:
            force = _turned(self.parse, governor, force)
        elif force is Force.REPORT and any(c.lower in forces.WRONGLY for c in self.parse.children_of(governor)):
            force = Force.FAIL
        elif force is Force.PLAN and (given_up := _given_up(self.parse, governor)) is not None:
            force, governor = Force.FAIL, given_up
        if force is Force.CALL and (spurned := _spurned(self.parse, governor)) is not None:
            force, governor, source = Force.DOUBT, spurned, None
        hearsay = is_hearsay(self.parse, source) if source is not None else self._nobody_says(governor, passive)
        if force is Force.REPORT and hearsay:
            force, source = Force.RUMOUR, None
        self.add(Layer(force, governor, source))
        if force is Force.REPORT and (back := _taken_back(self.parse, governor, source)) is not None:
            self.add(Layer(Force.RETRACT, back))
        self.shared = no is None and force is Force.FACT

    def _source_of(self, governor: Word, reduced: bool) -> Word | None:
        """Whose force a governor brings."""
        if governor.pos not in ("VERB", "AUX"):
            return self._owner(governor)
        if reduced:
            return own_subject(self.parse, governor)
        return subject_of(self.parse, governor) or speaker_after(self.parse, governor)

    def _nobody_says(self, governor: Word, passive: bool) -> bool:
        """Whether a report without a source is hearsay."""
        if governor.pos == "VERB":
            return passive and governor.lemma in forces.AGENTLESS_RUMOUR
        nameless = any(c.lower in forces.NAMELESS for c in self.parse.children_of(governor))
        head = self.parse.head_of(governor)
        answered = governor.dep in ("dobj", "nsubjpass") and forces.VERBS.get(head.lemma) in (Force.DENY, Force.RETRACT)
        return nameless or (governor.lemma in forces.HEARSAY and not answered)

    def _owner(self, noun: Word) -> Word | None:
        """Whose claim, threat or plan a noun speaks of."""
        for child in self.parse.children_of(noun):
            if child.dep == "poss":
                return child
            if child.lower in ("by", "from") and child.dep == "prep":
                return next((c for c in self.parse.children_of(child) if c.dep == "pobj"), None)
        head = self.parse.head_of(noun)
        if noun.dep in ("dobj", "pobj") and head.pos == "VERB" and head.lemma in forces.UTTERING:
            return subject_of(self.parse, head)
        return None


def _not(parse: Parse, governor: Word) -> Word | None:
    """What negates a governor: for a verb by which somebody says yes or no, also what holds it back ("refused to confirm")."""
    return is_negated(parse, governor) or (unsaid(parse, governor) if governor.lemma in STANDS else None)


def _turned(parse: Parse, governor: Word, force: Force) -> Force:
    """What becomes of a governor's force when it is negated."""
    if _rules_out(parse, governor):
        return Force.DOUBT
    if force is Force.FACT and governor.lemma in forces.KNOWING:
        return Force.FACT
    return _NEGATED.get(force, Force.FAIL)


def _rules_out(parse: Parse, verb: Word) -> bool:
    """Whether a verb is "rule out", which leaves open what it governs when it is negated."""
    return verb.lemma == "rule" and phrasal_force(parse, verb) is Force.FAIL


def _given_up(parse: Parse, plan: Word) -> Word | None:
    """The verb that says of a plan that it was dropped ("abandoned its plan to", "the attempt was called off")."""
    verb = parse.head_of(plan)
    if plan.pos == "VERB":
        below = [c for c in parse.children_of(plan) if c.dep == "xcomp"]
        return _but(parse, plan) if plan.lemma in _TRIES else dropped_after(parse, plan, *below)
    if plan.dep not in ("dobj", "nsubj", "nsubjpass") or is_negated(parse, verb) is not None:
        return None
    nothing = verb.lemma == "come" and any(w.lower == "nothing" for w in parse.subtree(verb))
    dropped = verb.lemma in forces.DROPPING or phrasal_force(parse, verb) is Force.FAIL
    return verb if dropped or nothing else None


def _spurned(parse: Parse, call: Word) -> Word | None:
    """The verb whose subject will have nothing of a call ("rejected calls for"), so that whose call it is stays open."""
    verb = parse.head_of(call)
    spurns = call.pos == "NOUN" and call.dep in ("dobj", "nsubjpass") and verb.lemma in forces.SPURNING
    return verb if spurns and is_negated(parse, verb) is None else None


def dropped_after(parse: Parse, *verbs: Word) -> Word | None:
    """The verb after "but" that says that what was to be was dropped ("was to visit but cancelled"); None if none does."""
    for verb in verbs:
        but = any(c.lower == "but" and c.dep == "cc" for c in parse.children_of(verb))
        after = (c for c in parse.children_of(verb) if c.dep == "conj" and but and is_negated(parse, c) is None)
        found = next((c for c in after if c.lemma in forces.DROPPING or phrasal_force(parse, c) is Force.FAIL), None)
        if found is not None:
            return found
    return None


_TRIES = frozenset({"try", "attempt", "seek", "struggle", "strive", "endeavour"})


def _but(parse: Parse, verb: Word) -> Word | None:
    """The "but" after an attempt of the past ("tried to take the dam but were beaten back")."""
    if verb.tag != "VBD" and not any(c.lower in ("had", "has", "have") for c in parse.children_of(verb)):
        return None
    _, last = parse.sentences[verb.sent]
    return next((w for w in parse.words[verb.i : last] if w.lower == "but"), None)


def _taken_back(parse: Parse, governor: Word, source: Word | None) -> Word | None:
    """What says of a source that it was withdrawn ("the post, since deleted,"), or of a report that its author is sorry."""
    prep = parse.head_of(governor)
    if governor.dep == "pcomp" and prep.lower == "for" and parse.head_of(prep).lemma in forces.SORRY:
        return parse.head_of(prep)
    beside = [*parse.children_of(governor), *(parse.children_of(source) if source is not None else ())]
    return next(
        (c for c in beside if c.lemma in ("delete", "retract", "withdraw") and c.tag == "VBN" and c.i < governor.i),
        None,
    )


def phrasal_force(parse: Parse, verb: Word) -> Force | None:
    """The force of a verb with its particle ("ruled out"); None if it has none of its own."""
    particles = [c.lower for c in parse.children_of(verb) if c.dep in ("prt", "advmod")]
    return next((force for p in particles if (force := forces.PARTICLES.get((verb.lemma, p))) is not None), None)
