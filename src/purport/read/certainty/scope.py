"""Scope: the layers that govern a word, innermost first, read off the way from the word up to the root of its sentence."""

from __future__ import annotations

from collections.abc import Callable

from purport.read.certainty import forces
from purport.read.certainty.ascent import NOMINAL, Ascent
from purport.read.certainty.blame import blame_of
from purport.read.certainty.clauses import adverbial, complement, joined
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import is_negated, mood
from purport.read.certainty.nouns import argument, prepositional
from purport.read.certainty.subjects import Layer
from purport.read.parse import Parse, Word

_REACH = 40  # steps up; longer chains are list-like noise

_STEPS: dict[str, Callable[[Ascent, Word, Word], None]] = {
    **dict.fromkeys(("ccomp", "xcomp", "csubj", "csubjpass", "acl", "relcl"), complement),
    **dict.fromkeys(("advcl",), adverbial),
    **dict.fromkeys(("conj",), joined),
    **dict.fromkeys(
        ("dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative", "appos", "compound", "nmod", "poss"), argument
    ),
    **dict.fromkeys(("pobj", "pcomp"), prepositional),
}


_BEGINS = lemmas("begin start erupt break take continue end bring kill")
"""Verbs that tell of what had been planned or threatened that it came."""


def _own_modifiers(way: Ascent, noun: Word) -> None:
    """What the modifiers of a noun trigger say: "no arrests", "the alleged raid", "a planned strike"."""
    if (no := is_negated(way.parse, noun)) is not None:
        way.add(Layer(Force.FAIL, no))
    begun = noun.dep == "nsubj" and way.parse.head_of(noun).lemma in _BEGINS and way.parse.head_of(noun).tag == "VBD"
    for child in way.parse.children_of(noun):
        force = forces.ADJECTIVES.get(child.lower) or forces.ADJECTIVES.get(child.lemma)
        if begun and force in (Force.PLAN, Force.THREAT, Force.DOUBT):
            continue
        if child.dep in ("amod", "nmod", "compound") and force is not None:
            way.add(Layer(force, child))


def _attempted_or_blamed(way: Ascent, noun: Word) -> None:
    """What a noun trigger brings by itself: that it was only an attempt, and who lays the act to somebody."""
    if noun.lemma in forces.ATTEMPTS:
        way.add(Layer(Force.PLAN, noun))
    blame = blame_of(way.parse, noun)
    if blame is not None and blame.force is not None:
        way.add(Layer(blame.force, blame.cue, blame.source))


def _misnamed(parse: Parse, noun: Word) -> Layer | None:
    """The verb that says that an act was something else ("what was first called a bombing was a boiler explosion")."""
    sentence = parse.sentence(noun.sent)
    before = [w for w in sentence if w.i < noun.i]
    what = next((w for w in before if w.lower == "what"), None)
    named = next(
        (w for w in before if what is not None and w.i > what.i and w.pos in ("VERB", "AUX") and w.lemma != "have"),
        None,
    )
    if what is None or named is None or named.lemma != "be":
        return None
    called = next((w for w in before if w.i > named.i and w.pos == "VERB"), None)
    if called is None or called.lemma not in forces.NAMING or called.tag != "VBN":
        return None
    told = next((w for w in sentence if w.i > noun.i and w.pos in ("VERB", "AUX")), None)
    other = told is not None and told.lemma in ("be", "prove", "turn") and is_negated(parse, told) is None
    return Layer(Force.DENY, told) if told is not None and other else None


def layers(parse: Parse, word: Word, light: Word | None = None) -> list[Layer]:
    """What governs the act that `word` names, innermost first; `light` is the verb that carries a noun.

    Reads the parse alone: an attribution that only punctuation shows is not seen here.
    """
    way = Ascent(parse, word)
    if word.pos in NOMINAL:
        if (other := _misnamed(parse, word)) is not None:
            way.add(other)
        _own_modifiers(way, word)
        _attempted_or_blamed(way, word)
    else:
        way.add_mood(word)
    current = word
    for _ in range(_REACH):
        head = parse.head_of(current)
        if head is current or _apart(parse, current, head):
            break
        before = len(way.layers)
        if _is_misjoined(parse, current, head):
            current = head
            while current.tag in ("VB", "VBG") and parse.head_of(current) is not current:
                current = parse.head_of(current)
            continue
        step = _STEPS.get(current.dep)
        if step is not None:
            step(way, current, head)
        if head.pos in ("VERB", "AUX"):
            _mood_of(way, head, current, governed=len(way.layers) > before)
        current = head
    return way.layers


def _is_misjoined(parse: Parse, child: Word, head: Word) -> bool:
    """Whether a finite verb was joined to an infinitive, where it can only be joined to the clause above."""
    if child.dep != "conj" or child.tag not in ("VBD", "VBZ") or head.tag not in ("VB", "VBG") or head.pos != "VERB":
        return False
    return not any(c.tag == "MD" for c in parse.children_of(head))


def _apart(parse: Parse, child: Word, head: Word) -> bool:
    """Whether a semicolon parts a clause from the one it was hung on."""
    if child.dep not in ("ccomp", "conj", "parataxis", "dep", "advcl"):
        return False
    low, high = sorted((child.i, head.i))
    return any(w.lower == ";" for w in parse.words[low:high])


def _mood_of(way: Ascent, verb: Word, child: Word, governed: bool) -> None:
    """Adds the mood of a clause on the way up; a governor's own negation has been reckoned with already."""
    if governed:
        for layer in mood(way.parse, verb):
            if layer.force is not Force.FAIL and layer.word is not child:
                way.add(layer)
        way.shared = way.negation_shared = True
        return
    way.add_mood(verb, child)
