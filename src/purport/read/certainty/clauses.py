"""Steps up from a clause: what completes a verb or noun, stands beside another clause, or is joined to one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from purport.read.certainty import forces
from purport.read.certainty.ascent import NOMINAL, Ascent, dropped_after, phrasal_force
from purport.read.certainty.asides import frames, speaker_after
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import is_condition, is_imperative, is_negated
from purport.read.certainty.nouns import argument
from purport.read.certainty.subjects import Layer, completed_noun
from purport.read.parse import Parse, Word


def complement(way: Ascent, child: Word, head: Word) -> None:
    """A clause that completes a verb, adjective or noun."""
    if _asks_who(way.parse, child) and head.pos in ("VERB", "ADJ", "AUX"):
        way.leave()
    if any(c.lower == "whether" and c.dep == "mark" for c in way.parse.children_of(child)):
        way.add(Layer(Force.DOUBT, child))
    if head.pos in NOMINAL:
        _clause_of_noun(way, child, head)
    elif head.pos in ("ADJ", "ADV") or head.dep == "acomp":
        way.govern(head, forces.ADJECTIVES.get(head.lemma))
    elif head.lemma == "be" and (named := _predicate(way.parse, head)) is not None:
        _of_predicate(way, child, head, named)
    elif head.lemma == "be" and child.dep == "xcomp" and child.tag == "VB":
        if is_condition(way.parse, head):
            way.add(Layer(Force.DOUBT, head))
        dropped = dropped_after(way.parse, head, child) if head.tag == "VBD" else None
        way.add(Layer(Force.AHEAD, head) if dropped is None else Layer(Force.FAIL, dropped))
    elif child.tag == "VB" and child.lemma in _COMES_UPON and head.lemma in _COMES:
        way.shared = False
    else:
        _under_verb(way, child, head)


def _is_perfect(parse: Parse, verb: Word) -> bool:
    """Whether an infinitive tells of what did not come ("was to have visited")."""
    below = [c for c in parse.children_of(verb) if c.dep == "aux"]
    return verb.tag == "VBN" and any(c.tag == "TO" for c in below) and any(c.lower == "have" for c in below)


def _under_verb(way: Ascent, child: Word, head: Word) -> None:
    """A clause that completes a verb other than "be"."""
    if (noun := completed_noun(way.parse, child)) is not None:
        _of_completed(way, noun)
        return
    if head.lemma == "be" and head.tag == "VBD" and child.dep == "xcomp" and _is_perfect(way.parse, child):
        way.add(Layer(Force.FAIL, head))
        return
    force = _complement_force(way.parse, child, head)
    told = force is Force.REPORT and child.dep == "ccomp" and is_imperative(way.parse, child)
    way.govern(head, Force.CALL if told and _is_quoted(way.parse, child) else force)


def _predicate(parse: Parse, verb: Word) -> Word | None:
    """The noun or adjective that "be" says of what completes it ("it is a secret that", "it was wrong to")."""
    found = next((c for c in parse.children_of(verb) if c.dep in ("attr", "acomp") and c.i > verb.i), None)
    if found is not None:
        return found
    after = parse.words[verb.i + 1 : parse.sentences[verb.sent][1]]
    lost = (w for w in after if w.lemma in forces.LIES and w.dep in ("appos", "dobj", "dep"))
    return next(lost, None)


def _of_predicate(way: Ascent, child: Word, verb: Word, named: Word) -> None:
    """What a noun or adjective after "be" makes of a clause; an infinitive that nothing governs may be only thought of."""
    table = forces.NOUNS if named.pos in NOMINAL else forces.ADJECTIVES
    force = Force.RUMOUR if named.lemma == "secret" else table.get(named.lemma)
    if named.lemma in forces.LIES:
        force = Force.DENY
    elif named.lemma == "time" and child.tag == "VBD":
        force = Force.CALL
    if named.lemma == "secret" and is_negated(way.parse, named) is not None:
        way.leave()
    elif force is not None:
        way.govern(named, force)
    elif child.tag == "VB" and any(c.tag == "TO" for c in way.parse.children_of(child)):
        infinitive_as_subject(way, verb)


def infinitive_as_subject(way: Ascent, verb: Word) -> None:
    """An infinitive of which "be" says what it would be ("it would be a mistake to"): done only if that is told of the past."""
    modal = any(c.tag == "MD" for c in way.parse.children_of(verb))
    if modal or verb.tag != "VBD":
        way.add(Layer(Force.DOUBT, verb))


def _is_quoted(parse: Parse, verb: Word) -> bool:
    """Whether quotation marks stand around a clause."""
    return any(w.text in _QUOTES for w in parse.words[max(verb.i - 8, 0) : verb.i] if w.sent == verb.sent)


_QUOTES = frozenset({'"', "“", "‘", "``", "«"})
_DEADLINES = lemmas("until deadline ultimatum hours days week minutes")
_TELLS_TO = lemmas("tell say warn text radio signal write remind")


def _complement_force(parse: Parse, child: Word, head: Word) -> Force | None:
    """What a verb does to the clause that completes it."""
    if child.dep == "xcomp" and any(c.tag == "TO" for c in parse.children_of(child)):
        return _infinitive_force(parse, head)
    special = phrasal_force(parse, head) or _by_child(parse, child, head)
    if special is not None:
        return special
    force = forces.VERBS.get(head.lemma)
    stated = any(c.dep == "mark" and c.lower == "that" for c in parse.children_of(child)) or child.i < head.i
    if force is None and child.dep == "ccomp" and stated and head.pos == "VERB":
        return Force.REPORT
    return force


def _by_child(parse: Parse, child: Word, head: Word) -> Force | None:
    """The force of a verb that depends on what kind of clause completes it."""
    if child.tag == "VBG" and head.lemma == "consider":
        return Force.PLAN
    if child.dep != "ccomp":
        return None
    special = _SPECIAL.get(head.lemma)
    return special(parse, child, head) if special is not None else None


def _has_it(parse: Parse, _child: Word, head: Word) -> Force | None:
    """Hearsay, as in "word has it that"."""
    return Force.REPORT if any(c.lower == "it" and c.dep == "dobj" for c in parse.children_of(head)) else None


def _subjunctive(parse: Parse, child: Word, _head: Word) -> Force | None:
    """A demand, as in "insisted that they disarm"."""
    helped = any(c.dep in ("aux", "auxpass") and c.lower != "be" for c in parse.children_of(child))
    return Force.CALL if child.tag == "VB" and not helped else None


def _found(parse: Parse, _child: Word, head: Word) -> Force | None:
    """A finding, as in "the inquiry found that"; others find it out."""
    body = any(c.lemma in forces.BODIES for c in parse.children_of(head) if c.dep == "nsubj")
    return Force.REPORT if body else None


def _asked(parse: Parse, child: Word, _head: Word) -> Force | None:
    return Force.DOUBT if _asks_whether(parse, child) else None


def _wished(parse: Parse, child: Word, head: Word) -> Force | None:
    """A wish for others, as in "they want the army to leave"."""
    if not any(c.dep == "nsubj" for c in parse.children_of(child)):
        return None
    return Force.CALL if head.lemma == "want" else Force.DOUBT


def _sworn(parse: Parse, child: Word, _head: Word) -> Force | None:
    return None if any(c.tag == "MD" for c in parse.children_of(child)) else Force.REPORT


def _agreed(_parse: Parse, _child: Word, _head: Word) -> Force:
    return Force.REPORT


_SPECIAL: dict[str, Callable[[Parse, Word, Word], Force | None]] = {
    "have": _has_it,
    **dict.fromkeys(("insist", "demand"), _subjunctive),
    "find": _found,
    **dict.fromkeys(("ask", "wonder", "inquire"), _asked),
    **dict.fromkeys(("want", "hope"), _wished),
    "swear": _sworn,
    "agree": _agreed,
}
"""Verbs whose force depends on the clause that completes them."""


def _infinitive_force(parse: Parse, head: Word) -> Force:
    """What a verb does to the infinitive that completes it."""
    special = _by_company(parse, head) or forces.VERBS.get(head.lemma)
    if special is not None:
        return special
    return Force.DOUBT if head.lemma in ("appear", "seem") else Force.PLAN


def _by_company(parse: Parse, head: Word) -> Force | None:
    """The force of a verb before an infinitive by what else stands with it."""
    below = parse.children_of(head)
    if head.lemma in forces.AGENTLESS_RUMOUR and any(c.dep in ("nsubjpass", "auxpass") for c in below):
        return Force.RUMOUR
    if head.lemma == "take" and any(c.lower == "it" for c in below):
        return Force.FACT
    ordered = head.lemma in _TELLS_TO and any(c.dep in ("dobj", "dative") for c in below)
    pressed = head.lemma in ("give", "set") and any(w.lower in _DEADLINES for w in parse.subtree(head)[:30])
    if ordered or pressed:
        return Force.CALL
    if head.lemma == "go":
        return Force.PLAN if head.tag == "VBG" else Force.FACT
    return None


def _asks_who(parse: Parse, child: Word) -> bool:
    """Whether an embedded question takes the act for granted ("nobody knows who did it")."""
    asked = [c for c in parse.children_of(child) if c.i < child.i and c.lower in ("who", "why", "how", "when", "where")]
    return child.dep in ("ccomp", "csubj", "csubjpass") and any(c.dep in ("nsubj", "advmod") for c in asked)


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
    elif child.dep == "relcl" and noun.lemma == "secret" and noun.dep == "attr":
        _of_predicate(way, child, way.parse.head_of(noun), noun)
    elif child.dep == "relcl" and _is_content(way.parse, child):
        way.govern(noun, forces.VERBS.get(noun.lemma, Force.REPORT))
    elif child.dep in ("relcl", "acl") and _is_weighed(way.parse, child, noun):
        infinitive_as_subject(way, way.parse.head_of(noun))
    elif child.dep == "relcl" or child.tag == "VBN":
        if _is_generic(way.parse, noun):
            way.add(Layer(Force.DOUBT, noun, weak=noun.lower not in ("anyone", "anybody", "whoever")))
        way.leave()
    elif child.dep == "acl" and child.tag == "VB":
        way.add(Layer(Force.PLAN, noun, weak=True))


def _is_weighed(parse: Parse, child: Word, noun: Word) -> bool:
    """Whether a noun after "it is" is said of an infinitive that hangs on it ("it would be a mistake to attack")."""
    verb = parse.head_of(noun)
    infinitive = child.tag == "VB" and any(c.tag == "TO" for c in parse.children_of(child))
    dummy = any(c.lower == "it" and c.dep in ("nsubj", "expl") for c in parse.children_of(verb))
    return infinitive and noun.dep == "attr" and verb.lemma == "be" and dummy


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


_COMES = lemmas("arrive return wake")
_COMES_UPON = lemmas("discover find hear learn see")
"""Infinitives after a verb of the past that tell what came ("woke to find")."""
_WILLED = frozenset({Force.THREAT, Force.PLAN, Force.FAIL, Force.DOUBT, Force.FACT})
"""Forces whose infinitive parsers often hang as an adverbial clause."""


def adverbial(way: Ascent, child: Word, head: Word) -> None:
    """A clause beside another: a condition, a purpose, a circumstance."""
    parse = way.parse
    if is_condition(parse, child):
        way.add(Layer(Force.DOUBT, child))
        way.leave()
    elif (noun := completed_noun(parse, child)) is not None:
        _of_completed(way, noun)
    elif _is_preposed_content(parse, child, head):
        way.govern(head, forces.VERBS[head.lemma])
    elif child.tag == "VB" and child.lemma in _COMES_UPON and head.tag == "VBD":
        way.shared = False
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


def _of_completed(way: Ascent, noun: Word) -> None:
    """What a plot or a call makes of the infinitive that completes it, and the verb above of both."""
    way.govern(noun, forces.NOUNS.get(noun.lemma))
    argument(way, noun, way.parse.head_of(noun))


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


def joined(way: Ascent, child: Word, head: Word) -> None:
    """A conjunct: shares the mood of the first if it has none of its own."""
    parse = way.parse
    own = any(c.dep in ("nsubj", "nsubjpass", "aux", "expl") for c in parse.children_of(child))
    finite = child.tag in ("VBD", "VBZ", "VBP") and head.tag != child.tag
    if child.pos in ("VERB", "AUX") and head.pos in ("VERB", "AUX"):
        never_too = head.tag == child.tag and not own
        way.shared = way.shared and (never_too or not finite) and (not own or _elided(parse, child, head))
        never = any(c.lower == "never" for c in parse.children_of(head))
        way.negation_shared = way.shared and (never or child.tag not in ("VBD", "VBZ", "VBP"))
        if (alone := _let_alone(parse, child)) is not None:
            way.add(Layer(Force.FAIL, alone))
        if (either := _or_else(parse, child, head)) is not None:
            way.add(Layer(Force.AHEAD, either))


def _let_alone(parse: Parse, child: Word) -> Word | None:
    """The "alone" or "less" by which a conjunct shares a negation ("never saw it, let alone burned it")."""
    before = parse.words[max(child.i - 3, 0) : child.i]
    return next((b for a, b in pairwise(before) if (a.lower, b.lower) in _NOR), None)


_NOR = (("let", "alone"), ("much", "less"), ("still", "less"))


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
