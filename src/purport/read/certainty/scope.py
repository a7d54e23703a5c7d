"""Scope: the layers that govern a word, innermost first, read off the way from the word up to the root of its sentence."""

from __future__ import annotations

from collections.abc import Callable

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import (
    Layer,
    frames,
    is_condition,
    is_imperative,
    is_negated,
    mood,
    own_subject,
    speaker_after,
    subject_of,
)
from purport.read.parse import Parse, Word

_REACH = 40  # steps up; longer chains are list-like noise
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_NEGATED = {
    Force.REPORT: Force.DOUBT,
    Force.DENY: Force.REPORT,
    Force.FAIL: Force.FACT,
    Force.DOUBT: Force.FAIL,
    Force.FACT: Force.FAIL,
}
_OFF = "outside"


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
        no = is_negated(self.parse, governor) if negated else None
        reduced = governor.dep in ("acl", "amod") and governor.tag == "VBN"
        passive = reduced or any(c.dep in ("nsubjpass", "auxpass") for c in self.parse.children_of(governor))
        source = self._source_of(governor, reduced)
        if no is not None:
            force = _NEGATED.get(force, Force.FAIL)
        hearsay = self._is_hearsay(source) if source is not None else self._nobody_says(governor, passive)
        if force is Force.REPORT and hearsay:
            force, source = Force.RUMOUR, None
        self.add(Layer(force, governor, source))
        self.shared = no is None and force is Force.FACT

    def _is_hearsay(self, source: Word) -> bool:
        """Whether a source is only talk ("unconfirmed reports", "rumours")."""
        if forces.NOUNS.get(source.lemma) is Force.RUMOUR and source.pos == "NOUN":
            return True
        around = {c.lower for c in self.parse.children_of(source)}
        bare = source.tag == "NNS" and not any(c.dep in ("det", "poss", "prep") for c in self.parse.children_of(source))
        return source.lemma in forces.HEARSAY and (bool(around & forces.NAMELESS) or bare)

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


def _complement(way: Ascent, child: Word, head: Word) -> None:
    """A clause that completes a verb, adjective or noun."""
    if any(c.lower == "whether" and c.dep == "mark" for c in way.parse.children_of(child)):
        way.add(Layer(Force.DOUBT, child))
    if head.pos in _NOMINAL:
        _clause_of_noun(way, child, head)
    elif head.pos in ("ADJ", "ADV") or head.dep == "acomp":
        way.govern(head, forces.ADJECTIVES.get(head.lemma))
    elif head.lemma == "be" and child.dep == "xcomp" and child.tag == "VB":
        if is_condition(way.parse, head):
            way.add(Layer(Force.DOUBT, head))
        way.add(Layer(Force.AHEAD, head))
    else:
        force = _complement_force(way.parse, child, head)
        if (
            force is Force.REPORT
            and child.dep == "ccomp"
            and is_imperative(way.parse, child)
            and _is_quoted(way.parse, child)
        ):
            force = Force.CALL
        way.govern(head, force)


def _is_quoted(parse: Parse, verb: Word) -> bool:
    """Whether quotation marks stand around a clause."""
    return any(w.text in _QUOTES for w in parse.words[max(verb.i - 8, 0) : verb.i] if w.sent == verb.sent)


_QUOTES = frozenset({'"', "“", "‘", "``", "«"})
_TELLS_TO = lemmas("tell say warn text radio signal write remind")


def _complement_force(parse: Parse, child: Word, head: Word) -> Force | None:
    """What a verb does to the clause that completes it."""
    if child.dep == "xcomp" and child.tag == "VB" and any(c.tag == "TO" for c in parse.children_of(child)):
        return _infinitive_force(parse, head)
    if child.dep == "ccomp" and head.lemma in ("ask", "wonder", "inquire") and _asks_whether(parse, child):
        return Force.DOUBT
    if child.dep == "ccomp" and head.lemma == "agree":
        return Force.REPORT
    force = forces.VERBS.get(head.lemma)
    if head.lemma == "swear" and not any(c.tag == "MD" for c in parse.children_of(child)):
        return Force.REPORT
    stated = any(c.dep == "mark" and c.lower == "that" for c in parse.children_of(child)) or child.i < head.i
    if force is None and child.dep == "ccomp" and stated and head.pos == "VERB":
        return Force.REPORT
    return force


def _infinitive_force(parse: Parse, head: Word) -> Force:
    """What a verb does to the infinitive that completes it."""
    force = forces.VERBS.get(head.lemma)
    if head.lemma in _TELLS_TO and any(c.dep in ("dobj", "dative") for c in parse.children_of(head)):
        return Force.CALL
    if head.lemma == "go":
        return Force.PLAN if head.tag == "VBG" else Force.FACT
    if force is not None:
        return force
    return Force.DOUBT if head.lemma in ("appear", "seem") else Force.PLAN


def _asks_whether(parse: Parse, child: Word) -> bool:
    return any(c.lower in ("whether", "if", "why", "how", "who") for c in parse.children_of(child))


def _clause_of_noun(way: Ascent, child: Word, noun: Word) -> None:
    """A clause that hangs on a noun: "a plan to attack", "the claim that", "the men who attacked"."""
    force = forces.NOUNS.get(noun.lemma)
    finite = child.tag != "VBN" or any(c.dep in ("aux", "mark") for c in way.parse.children_of(child))
    content = child.dep in ("acl", "ccomp", "xcomp") and finite
    content = content or (child.dep == "relcl" and force is not None and _has_subject_beside_that(way.parse, child))
    if force is not None and content:
        way.govern(noun, force)
    elif child.dep == "relcl" and _is_content(way.parse, child):
        way.govern(noun, forces.VERBS.get(noun.lemma, Force.REPORT))
    elif child.dep == "relcl" or child.tag == "VBN":
        if _is_generic(way.parse, noun):
            way.add(Layer(Force.DOUBT, noun, weak=noun.lower not in ("anyone", "anybody", "whoever")))
        way.leave()
    elif child.dep == "acl" and child.tag == "VB":
        way.add(Layer(Force.PLAN, noun, weak=True))


def _has_subject_beside_that(parse: Parse, clause: Word) -> bool:
    """Whether a clause has "that" and a subject of its own besides."""
    children = parse.children_of(clause)
    return any(c.lower == "that" for c in children) and any(
        c.dep in ("nsubj", "nsubjpass") and c.lower != "that" for c in children
    )


def _is_content(parse: Parse, clause: Word) -> bool:
    """Whether a clause taken for a relative one is complete in itself, so that its "that" can only bring a content."""
    deps = [c.dep for c in parse.children_of(clause) if c.lower != "that"]
    that = next((c for c in parse.children_of(clause) if c.lower == "that"), None)
    complete = ("nsubj" in deps and "dobj" in deps) or "nsubjpass" in deps
    return that is not None and that.dep in ("dobj", "mark", "nsubj", "advmod") and complete


def _is_generic(parse: Parse, noun: Word) -> bool:
    """Whether a noun phrase stands for whoever fits it."""
    determiners = {c.lower for c in parse.children_of(noun) if c.dep in ("det", "poss", "nummod", "predet")}
    if noun.lower in forces.GENERIC or determiners & forces.GENERIC:
        return True
    return noun.tag == "NNS" and not determiners


_WILLED = frozenset({Force.THREAT, Force.PLAN, Force.FAIL, Force.DOUBT, Force.FACT})
"""Forces whose infinitive parsers often hang as an adverbial clause."""


def _adverbial(way: Ascent, child: Word, head: Word) -> None:
    """A clause beside another: a condition, a purpose, a circumstance."""
    parse = way.parse
    if is_condition(parse, child):
        way.add(Layer(Force.DOUBT, child))
        way.leave()
    elif _is_preposed_content(parse, child, head):
        way.govern(head, forces.VERBS[head.lemma])
    elif child.tag == "VB" and any(c.tag == "TO" for c in parse.children_of(child)):
        force = _complement_force(parse, _as_complement(child), head) if head.pos == "VERB" else None
        if force is Force.CALL or (force in _WILLED and not any(c.dep == "dobj" for c in parse.children_of(head))):
            way.govern(head, force)
        else:
            way.add(Layer(Force.PLAN, child, weak=True))
    elif child.tag == "VBG" and not any(c.dep == "mark" for c in parse.children_of(child)):
        way.shared = way.shared and True
    else:
        way.leave()


def _is_preposed_content(parse: Parse, child: Word, head: Word) -> bool:
    """Whether a clause hung as a circumstance is what was said ("He left, insisted his aide")."""
    return (
        child.i < head.i
        and speaker_after(parse, head) is not None
        and frames(head)
        and not any(c.dep == "mark" for c in parse.children_of(child))
    )


def _as_complement(child: Word) -> Word:
    """The same infinitive, looked at as a complement (parsers often hang it as an adverbial clause)."""
    if child.dep == "xcomp":
        return child
    return Word(
        child.i, child.start, child.end, child.text, child.lower, child.lemma, child.pos, child.tag, "xcomp", child.head, child.ent,
        child.ent_start, child.sent, child.children,
    )  # fmt: skip


def _joined(way: Ascent, child: Word, head: Word) -> None:
    """A conjunct: shares the mood of the first if it has none of its own."""
    parse = way.parse
    own = any(c.dep in ("nsubj", "nsubjpass", "aux", "expl") for c in parse.children_of(child))
    finite = child.tag in ("VBD", "VBZ", "VBP") and head.tag != child.tag
    if child.pos in ("VERB", "AUX") and head.pos in ("VERB", "AUX"):
        never_too = head.tag == child.tag and not own
        way.shared = way.shared and (never_too or not finite) and (not own or _elided(parse, child, head))
        never = any(c.lower == "never" for c in parse.children_of(head))
        way.negation_shared = way.shared and (never or child.tag not in ("VBD", "VBZ", "VBP"))
        if (either := _or_else(parse, child, head)) is not None:
            way.add(Layer(Force.AHEAD, either))


def _or_else(parse: Parse, child: Word, head: Word) -> Word | None:
    """The "or" of an ultimatum ("leave or be shot")."""
    passive = any(c.dep == "auxpass" and c.lower == "be" for c in parse.children_of(child))
    if not passive or head.tag != "VB":
        return None
    return next((w for w in parse.words[head.i : child.i] if w.lower == "or" and w.head == head.i), None)


def _elided(parse: Parse, child: Word, head: Word) -> bool:
    """Whether a conjunct with a subject leaves its auxiliary out ("lorries would be left and no road blocked")."""
    return (
        child.tag in ("VBN", "VB")
        and not any(c.dep in ("aux", "auxpass") for c in parse.children_of(child))
        and head.tag in ("VBN", "VB")
    )


def _argument(way: Ascent, child: Word, head: Word) -> None:
    """A noun that a verb governs."""
    if head.pos in _NOMINAL:
        _under_noun(way, child, head)
        return
    if head.pos not in ("VERB", "AUX", "ADJ"):
        return
    subject = child.dep in ("nsubj", "nsubjpass")
    force = None if child.dep == "nsubj" else _object_force(way.parse, child, head)
    if force is not None:
        way.govern(head, force)
    elif subject and child.dep == "nsubj" and head.lemma in forces.OCCURRENCE:
        way.shared = way.shared and (head.lemma in ("be", "happen", "occur", "take") or _indefinite(way.parse, child))
    elif head.lemma in forces.LIGHT and not subject:
        pass
    elif not _indefinite(way.parse, child):
        way.leave()


def _object_force(parse: Parse, child: Word, head: Word) -> Force | None:
    """What a verb does to its noun object (or passive subject)."""
    force = forces.VERBS.get(head.lemma)
    if force is Force.REPORT and head.lemma in forces.OBJECT_REPORTS:
        return force
    if force is Force.RETRACT and child.lemma in forces.REPORT_WORKS:
        return force
    if head.lemma in ("prevent", "foil", "thwart", "avert"):
        return Force.PLAN
    if head.lemma in ("postpone", "delay"):
        return Force.PLAN
    if head.lemma == "call" and any(c.lower == "off" for c in parse.children_of(head)):
        return Force.FAIL
    return (
        force
        if force in forces.OBJECT_FORCES and head.lemma not in ("risk", "investigate", "abandon", "want")
        else None
    )


def _indefinite(parse: Parse, noun: Word) -> bool:
    """Whether a noun phrase need not refer to anything that exists."""
    determiners = {c.lower for c in parse.children_of(noun) if c.dep in ("det", "poss", "nummod")}
    if not determiners:
        return noun.tag in ("NN", "NNS") and noun.dep != "pobj"
    return bool(determiners & forces.INDEFINITE)


def _under_noun(way: Ascent, child: Word, head: Word) -> None:
    """A noun beside another: "raid plan", "the attack's victims"."""
    force = forces.NOUNS.get(head.lemma)
    if child.dep in ("compound", "nmod") and force is not None:
        way.govern(head, force)


def _prepositional(way: Ascent, child: Word, prep: Word) -> None:
    """What follows a preposition: governed by what the preposition hangs on, or taken for granted."""
    head = way.parse.head_of(prep)
    if prep.lower in forces.NEGATING_PREPOSITIONS or any(
        c.lower in ("short", "instead") for c in way.parse.children_of(prep)
    ):
        way.add(Layer(Force.FAIL, prep))
        way.shared = False
        return
    if prep.lower == "of" and head.lower in ("short", "instead"):
        way.add(Layer(Force.FAIL, head))
        way.shared = False
        return
    if head.lower == "case":
        way.add(Layer(Force.DOUBT, head))
        return
    if _responsible(way, prep):
        return
    host = _host(way.parse, prep, head)
    force = _prepositional_force(way.parse, prep, host)
    if force is not None:
        way.govern(host, force)
        if host.head == head.i and host is not head:
            _argument(way, host, head)
    elif _is_given(way.parse, child, prep, head):
        way.leave()


def _host(parse: Parse, prep: Word, head: Word) -> Word:
    """What a preposition belongs to where the parser chose another: a verb's object, or the verb of accusing above."""
    if head.pos == "VERB":
        objects = (c for c in parse.children_of(head) if c.dep in ("dobj", "nsubjpass") and c.i < prep.i)
        return next(
            (c for c in objects if c.lemma in forces.NOUNS and c.pos == "NOUN" and head.lemma not in forces.BLAMING),
            head,
        )
    above = parse.head_of(head)
    return above if head.dep == "dobj" and above.lemma in forces.BLAMING and prep.lower in ("of", "for") else head


def _is_given(parse: Parse, child: Word, prep: Word, head: Word) -> bool:
    """Whether a text takes what follows a preposition for granted."""
    loose = prep.lower in ("of", "with", "by", "in")
    if prep.lower in ("in", "with", "by") and child.pos in _NOMINAL and _indefinite(parse, child):
        return False
    return head.pos in ("VERB", "AUX", "ADV") or not loose or prep.lower == "in"


def _prepositional_force(parse: Parse, prep: Word, head: Word) -> Force | None:
    table = {
        "VERB": forces.VERBS,
        "ADJ": forces.ADJECTIVES,
        "NOUN": forces.NOUNS,
        "AUX": forces.VERBS,
        "PROPN": forces.NOUNS,
    }.get(head.pos)
    force = table.get(head.lemma) if table is not None and head.lemma != "try" else None
    gerund = any(c.dep == "pcomp" for c in parse.children_of(prep))
    if head.lemma in forces.BLAMING and head.pos == "VERB" and prep.lower in ("of", "for", "over", "with") and gerund:
        return Force.REPORT
    if force is None or prep.lower not in forces.PREPOSITIONS.get(force, frozenset()):
        return None
    obj = next((c for c in parse.children_of(prep) if c.dep in ("pobj", "pcomp")), None)
    return None if obj is not None and obj.ent in ("DATE", "TIME") else force


def _responsible(way: Ascent, prep: Word) -> bool:
    """A tie to the act ("no part in the raid", "nothing to do with the fire"): denied where the tie is negated."""
    parse = way.parse
    head = parse.head_of(prep)
    chain = [prep, head] if prep.lower == "behind" else [head]
    if head.pos == "VERB":
        chain.extend(c for c in parse.children_of(head) if c.dep == "dobj" and c.i < prep.i)
    if head.lemma == "do" and parse.head_of(head).lower == "nothing":
        chain.append(parse.head_of(head))
    tie = next((w for w in chain if w.lemma in forces.RESPONSIBILITY), None)
    if tie is None or (tie.lower != "behind" and prep.lower not in ("in", "for", "with", "to", "of")):
        return False
    verb = parse.head_of(tie) if tie.pos != "VERB" else tie
    no = is_negated(parse, tie) or is_negated(parse, verb) or (tie if tie.lower == "nothing" else None)
    governor = forces.VERBS.get(verb.lemma) if tie.dep in ("dobj", "attr", "acomp", "pobj") else None
    if no is not None:
        way.add(Layer(Force.DENY, no, subject_of(parse, verb)))
    elif governor in (Force.DENY, Force.REPORT):
        way.govern(verb, governor)
    way.shared = False
    return True


_STEPS: dict[str, Callable[[Ascent, Word, Word], None]] = {
    **dict.fromkeys(("ccomp", "xcomp", "csubj", "csubjpass", "acl", "relcl"), _complement),
    **dict.fromkeys(("advcl",), _adverbial),
    **dict.fromkeys(("conj",), _joined),
    **dict.fromkeys(
        ("dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative", "appos", "compound", "nmod", "poss"), _argument
    ),
    **dict.fromkeys(("pobj", "pcomp"), _prepositional),
}


def _own_modifiers(way: Ascent, noun: Word) -> None:
    """What the modifiers of a noun trigger say: "no arrests", "the alleged raid", "a planned strike"."""
    if (no := is_negated(way.parse, noun)) is not None:
        way.add(Layer(Force.FAIL, no))
    for child in way.parse.children_of(noun):
        force = forces.ADJECTIVES.get(child.lower) or forces.ADJECTIVES.get(child.lemma)
        if child.dep in ("amod", "nmod", "compound") and force is not None:
            way.add(Layer(force, child))


def layers(parse: Parse, word: Word, light: Word | None = None) -> list[Layer]:
    """What governs the act that `word` names, innermost first; `light` is the verb that carries a noun.

    Reads the parse alone: an attribution that only punctuation shows is not seen here.
    """
    way = Ascent(parse, word)
    if word.pos in _NOMINAL:
        _own_modifiers(way, word)
    else:
        way.add_mood(word)
    current = word
    for _ in range(_REACH):
        head = parse.head_of(current)
        if head is current or _apart(parse, current, head):
            break
        before = len(way.layers)
        conjunct_of_governor = current.dep == "conj"
        step = _STEPS.get(current.dep)
        if step is not None:
            step(way, current, head)
        if head.pos in ("VERB", "AUX"):
            _mood_of(way, head, current, governed=len(way.layers) > before)
        current = head
        if conjunct_of_governor:
            continue
    return way.layers


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
