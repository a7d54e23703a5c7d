"""Steps up from a noun: what governs it as its object or subject, and through a preposition."""

from __future__ import annotations

from purport.read.certainty import forces
from purport.read.certainty.ascent import NOMINAL, Ascent, phrasal_force
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import is_negated
from purport.read.certainty.subjects import Layer, subject_of
from purport.read.parse import Parse, Word


def argument(way: Ascent, child: Word, head: Word) -> None:
    """A noun that a verb governs."""
    if head.pos in NOMINAL:
        _under_noun(way, child, head)
        return
    if head.pos not in ("VERB", "AUX", "ADJ"):
        return
    subject = child.dep in ("nsubj", "nsubjpass")
    untrue = _lie(way.parse, head) if child.dep == "nsubj" else _faked(way.parse, child, head)
    if untrue is not None:
        way.add(Layer(Force.DENY, untrue))
        return
    if child.dep == "dobj" and head.lemma in forces.AVENGING:
        way.leave()
        return
    force = None if child.dep == "nsubj" else _undone(child, head) or _object_force(way.parse, child, head)
    if force is not None:
        way.govern(head, force)
    elif subject and child.dep == "nsubj" and head.lemma in forces.OCCURRENCE:
        way.shared = way.shared and (head.lemma in _HAPPENS or _indefinite(way.parse, child))
    elif head.lemma in forces.LIGHT and not subject:
        pass
    elif not _indefinite(way.parse, child):
        way.leave()


def _undone(child: Word, verb: Word) -> Force | None:
    """Harm that a device did not do, for it was found or made harmless ("defused a bomb")."""
    return Force.FAIL if verb.lemma in forces.UNDOING and child.lemma in forces.DEVICES else None


def _object_force(parse: Parse, child: Word, head: Word) -> Force | None:
    """What a verb does to its noun object (or passive subject)."""
    if (phrasal := phrasal_force(parse, head)) is not None:
        return phrasal
    if head.lemma == "call":
        return _called(parse, child, head)
    if head.lemma in _PUT_OFF or _is_fixed(parse, child, head):
        return Force.PLAN
    force = forces.VERBS.get(head.lemma)
    if force is Force.REPORT:
        return force if head.lemma in forces.OBJECT_REPORTS else None
    if force is Force.RETRACT:
        return force if child.lemma in forces.REPORT_WORKS else None
    return force if force in forces.OBJECT_FORCES and head.lemma not in _ABOUT else None


def _called(parse: Parse, child: Word, verb: Word) -> Force:
    """What "call" does to a noun: it calls a strike or a vote, but gives a name to whatever else it governs ("called it murder"),
    and denies the report that it calls an invention.
    """
    below = parse.children_of(verb)
    beyond = (
        w for w in parse.words[verb.i : parse.sentences[verb.sent][1]] if w.dep in ("oprd", "dobj", "acomp", "ccomp")
    )
    if child.lemma in forces.REPORT_WORKS and any(w.lemma in forces.LIES | forces.UNTRUE for w in beyond):
        return Force.DENY
    named = child.dep == "oprd" or any(c.dep == "oprd" for c in below)
    wanted = child.lemma in forces.CONVENED or any(c.dep == "prt" for c in below)
    return Force.CALL if wanted and not named else Force.REPORT


def _lie(parse: Parse, verb: Word) -> Word | None:
    """The noun by which somebody calls the subject of "be" untrue ("the claims are a fabrication")."""
    if verb.lemma != "be" or is_negated(parse, verb) is not None:
        return None
    said = [c for c in parse.children_of(verb) if c.dep in ("attr", "acomp")]
    return next((c for c in said if c.lemma in forces.LIES | forces.UNTRUE or _is_fake_news(parse, c)), None)


def _is_fake_news(parse: Parse, word: Word) -> bool:
    return word.lemma == "news" and any(c.lower in forces.UNTRUE for c in parse.children_of(word))


def _faked(parse: Parse, act: Word, verb: Word) -> Word | None:
    """The verb that says that an act was never there ("was fabricated", "the so-called raid was staged")."""
    if act.dep != "nsubjpass" or is_negated(parse, verb) is not None:
        return None
    sham = any({c.lower, _with_hyphen(parse, c)} & forces.SHAMS for c in parse.children_of(act))
    return verb if verb.lemma in forces.FAKING or (verb.lemma in forces.STAGING and sham) else None


def _with_hyphen(parse: Parse, word: Word) -> str:
    """A word with what a hyphen joins to it, where the parser took them apart ("so-called")."""
    before = parse.words[max(word.i - 2, 0) : word.i]
    return f"{before[0].lower}-{word.lower}" if len(before) == 2 and before[1].text == "-" else word.lower


def _is_fixed(parse: Parse, child: Word, verb: Word) -> bool:
    """Whether a passive says when its subject is to take place ("talks have been set for 14 March")."""
    dated = any(c.lower == "for" and c.dep == "prep" for c in parse.children_of(verb))
    return child.dep == "nsubjpass" and verb.lemma in forces.FIXED and dated


_HAPPENS = lemmas("be happen materialise materialize occur take")
"""Verbs whose negation says of their subject that it did not take place."""
_PUT_OFF = lemmas("prevent abort foil frustrate thwart avert postpone delay")
"""Verbs whose object was meant to happen."""
_ABOUT = lemmas("risk investigate abandon want")
"""Verbs that only concern the noun they govern."""


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


def prepositional(way: Ascent, child: Word, prep: Word) -> None:
    """What follows a preposition: governed by what the preposition hangs on, or taken for granted."""
    head = way.parse.head_of(prep)
    if (no := _negating(way.parse, child, prep, head)) is not None:
        way.add(Layer(Force.FAIL, no))
        way.shared = False
        return
    if any(c.lower == "whether" and c.dep == "mark" for c in way.parse.children_of(child)):
        way.add(Layer(Force.DOUBT, child))
    if prep.lower == "against" and head.lemma in forces.OPPOSING and _may_not_be(way.parse, child):
        way.add(Layer(Force.DOUBT, prep))
    elif child.dep == "pcomp" and prep.lower == "against" and head.lemma in forces.OPPOSING:
        way.add(Layer(Force.FAIL, prep))
        way.govern(head, forces.VERBS.get(head.lemma, Force.REPORT))
    elif ceases(child, prep, head):
        way.leave()
    elif (told := _told_before(way.parse, way.word, child, prep, head)) is not None:
        way.add(told)
    elif (off := forces.PARTICLES.get((head.lemma, prep.lower))) is not None:
        way.govern(head, off)
    elif not _responsible(way, prep):
        _governed(way, child, prep, head)


def _may_not_be(parse: Parse, noun: Word) -> bool:
    """Whether a noun is of what nobody says that it was ("warned against an attack", not "spoke against the attack")."""
    determiners = {c.lower for c in parse.children_of(noun) if c.dep in ("det", "poss")}
    return noun.dep == "pobj" and noun.pos == "NOUN" and determiners <= forces.INDEFINITE


def ceases(child: Word, prep: Word, head: Word) -> bool:
    """Whether what a preposition brings is to end, and so is there ("an end to the shelling")."""
    return head.lemma in forces.CEASING and head.pos == "NOUN" and prep.lower in ("to", "of") and child.dep == "pobj"


def _told_before(parse: Parse, event: Word, child: Word, prep: Word, head: Word) -> Layer | None:
    """What a phrase makes of what its preposition brings: "in case of", "in the event of", "on the eve of", "with a view to"."""
    if head.lower == "case" or (head.lower == "event" and parse.head_of(head).lower == "in"):
        return Layer(Force.DOUBT, head)
    eve = head.lower == "eve" and child is event
    quashed = _quashed(parse, prep, head)
    if quashed is not None:
        return quashed
    view = child.dep == "pcomp" and prep.lower == "to" and head.lower == "view"
    return Layer(Force.PLAN, head) if eve or view else _plea(parse, prep, head)


def _quashed(parse: Parse, prep: Word, head: Word) -> Layer | None:
    """What a court makes of an act by undoing the judgment on it ("quashed his conviction for")."""
    verb = parse.head_of(head)
    undone = (
        head.lemma in forces.CONVICTIONS and head.dep in ("dobj", "nsubjpass") and prep.lower in ("for", "of", "over")
    )
    if not undone or verb.lemma not in forces.QUASHING or is_negated(parse, verb) is not None:
        return None
    return Layer(Force.FAIL, verb, subject_of(parse, verb))


def _plea(parse: Parse, prep: Word, head: Word) -> Layer | None:
    """What a plea in court makes of the charge ("pleaded not guilty to")."""
    verb = head if head.lemma == "plead" else parse.head_of(head)
    if verb.lemma != "plead" or prep.lower != "to":
        return None
    near = parse.words[verb.i : prep.i]
    if not any(w.lower == "guilty" for w in near):
        return None
    denied = any(w.lower == "not" for w in near)
    return Layer(Force.DENY if denied else Force.REPORT, verb, subject_of(parse, verb))


def _negating(parse: Parse, child: Word, prep: Word, head: Word) -> Word | None:
    """The word by which a preposition says that what follows did not happen ("short of", "instead of", "far from -ing")."""
    if prep.lower in forces.NEGATING_PREPOSITIONS or any(
        c.lower in ("short", "instead") for c in parse.children_of(prep)
    ):
        return prep
    short = prep.lower == "of" and head.lower in ("short", "instead")
    before = parse.words[prep.i - 1] if prep.i else prep
    far = child.dep == "pcomp" and prep.lower == "from" and "far" in (head.lower, before.lower)
    kept = child.dep == "pcomp" and prep.lower == "from" and head.lemma in forces.HINDERING
    kept = kept and is_negated(parse, head) is None
    return head if short or far or kept else None


def _governed(way: Ascent, child: Word, prep: Word, head: Word) -> None:
    """What the word that a preposition hangs on makes of what follows it."""
    host = _host(way.parse, prep, head)
    force = _prepositional_force(way.parse, prep, host)
    if (
        force is Force.REPORT
        and child.pos in NOMINAL
        and is_negated(way.parse, host)
        and not _indefinite(way.parse, child)
    ):
        way.leave()
    elif force is not None:
        way.govern(host, force)
        if host.head == head.i and host is not head:
            argument(way, host, head)
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
    if prep.lower in ("in", "with", "by") and child.pos in NOMINAL and _indefinite(parse, child):
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
    if gerund and prep.lower == "for" and head.lemma == "trial":
        return Force.REPORT
    if head.lemma in forces.BLAMING and head.pos == "VERB" and prep.lower in ("of", "for", "over", "with") and gerund:
        return Force.REPORT
    if force is None or prep.lower not in forces.PREPOSITIONS.get(force, frozenset()):
        return None
    obj = next((c for c in parse.children_of(prep) if c.dep in ("pobj", "pcomp")), None)
    return None if obj is not None and obj.ent in ("DATE", "TIME") else force


_CLAIMS = lemmas("accept acknowledge admit assume avow claim own shoulder take")
"""Verbs with which somebody takes an act on himself ("took credit for")."""


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
    if tie.dep == "amod" and verb.dep == "dobj":
        verb = parse.head_of(verb)
    no = is_negated(parse, tie) or is_negated(parse, verb) or (tie if tie.lower == "nothing" else None)
    governor = forces.VERBS.get(verb.lemma) if tie.dep in ("dobj", "attr", "acomp", "pobj") else None
    if no is not None and verb.lemma in _CLAIMS:
        way.leave()
    elif no is not None:
        way.add(Layer(Force.DENY, no, subject_of(parse, verb)))
    elif governor in (Force.DENY, Force.REPORT):
        way.govern(verb, governor)
    elif verb.lemma in _CLAIMS or (tie.lower == "responsible" and verb.lemma in ("deem", "find", "hold")):
        way.govern(verb, Force.REPORT)
    way.shared = False
    return True
