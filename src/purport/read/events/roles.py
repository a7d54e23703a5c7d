"""Who does it and to whom: actor and target of a trigger, from the parse."""

from __future__ import annotations

from collections.abc import Iterable

from purport.read.certainty import forces
from purport.read.certainty.blame import blame_of
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.subjects import completed_noun, own_subject
from purport.read.events.lexicon import lexicon
from purport.read.events.triggers import Trigger
from purport.read.found import Names
from purport.read.parse import Parse, Word
from purport.records.names import Action

_REACH = 12
_NOUN_AT = ("against", "on", "of", "at", "with", "over")
_NAMES_DOER = lemmas("accuse blame charge suspect convict acquit")
_TELLS = frozenset({Force.CALL})
_PEOPLE = ("PERSON", "ORG", "GPE", "NORP")
_DASHES = frozenset({"—", "–", "--"})
_HARMS = lemmas("fire charge ambush siege stone trigger force violence")
_MOVES = frozenset(
    {Action.MOBILIZE, Action.PROTEST, Action.AID, Action.RETREAT, Action.CONCEDE, Action.AGREE, Action.COOPERATE}
)
_GIVEN = frozenset({Action.AID, Action.COOPERATE, Action.CONCEDE})
_ADDRESSED = frozenset({Action.REQUEST, Action.THREATEN, Action.SUPPORT, Action.ACCUSE, Action.CONSULT})


def _child(parse: Parse, word: Word, *deps: str) -> Word | None:
    return next((c for c in parse.children_of(word) if c.dep in deps), None)


def _object_of(parse: Parse, word: Word, prepositions: Iterable[str]) -> Word | None:
    """The object of the first preposition among `prepositions` that `word` governs."""
    wanted = set(prepositions)
    for child in parse.children_of(word):
        if child.dep in ("prep", "agent", "dative") and child.lower in wanted:
            found = _child(parse, child, "pobj")
            if found is not None and found.ent not in ("DATE", "TIME"):
                return found
    return None


def _passive(parse: Parse, verb: Word) -> bool:
    return any(c.dep in ("nsubjpass", "auxpass", "agent") for c in parse.children_of(verb)) or (
        verb.dep == "acl" and verb.tag == "VBN"
    )


def _doer(parse: Parse, verb: Word) -> Word | None:
    """The word for who acts in a clause, borrowed from the clauses above where it has no subject of its own."""
    current: Word | None = verb
    for _ in range(_REACH):
        if current is None:
            return None
        subject = own_subject(parse, current)
        if subject is not None:
            relative = subject.lower in ("which", "who", "that") and current.dep == "relcl"
            return parse.head_of(current) if relative else subject
        if _passive(parse, current):
            return None
        found, current = _borrowed(parse, current, parse.head_of(current))
        if found is not None:
            return found
    return None


def _borrowed(parse: Parse, verb: Word, head: Word) -> tuple[Word | None, Word | None]:
    """Who acts in a clause without a subject, and else the clause above whose subject it shares."""
    if (noun := completed_noun(parse, verb)) is not None:
        return _of_noun(parse, verb, noun)
    if verb.dep in ("relcl", "acl"):
        return _of_noun(parse, verb, head)
    if verb.dep in ("conj", "advcl", "xcomp", "ccomp") and head.pos in ("VERB", "AUX"):
        wish = verb.dep in ("xcomp", "ccomp") or (verb.dep == "advcl" and verb.tag == "VB")
        return (_controller(parse, head) if wish else None), head
    if verb.dep == "xcomp" and head.pos == "ADJ":
        return None, parse.head_of(head)
    return (_of_preposition(parse, head), None) if verb.dep == "pcomp" else (None, None)


def _of_noun(parse: Parse, verb: Word, noun: Word) -> tuple[Word | None, Word | None]:
    """Who acts in a clause that hangs on a noun: the noun, or who plans, claims or fights what the noun names."""
    if verb.dep in ("acl", "advcl", "xcomp") and verb.tag == "VB" and noun.dep == "dobj":
        above = parse.head_of(noun)
        return _owner(parse, noun), None if above.lemma in _AGAINST else above
    if verb.tag != "VBN" and noun.lemma not in forces.NOUNS:
        return noun, None
    return _owner(parse, noun), None


_AGAINST = (
    forces.FOILING
    | forces.SPURNING
    | forces.UNDOING
    | lemmas("avert block elude escape evade fear prevent repel stop survive")
)
"""Verbs whose subject has no part in the attempt, plot or threat that is their object."""


def _controller(parse: Parse, head: Word) -> Word | None:
    """Whom a governor wants or sees acting: the object of "urge", "tell", "accuse"; None if its own subject acts."""
    if forces.VERBS.get(head.lemma) in _TELLS or head.lemma in (
        "tell",
        "warn",
        "force",
        "let",
        "help",
        "see",
        "watch",
        "allow",
    ):
        return _child(parse, head, "dobj", "dative") or _object_of(parse, head, ("on", "upon", "to", "with"))
    return None


def _of_preposition(parse: Parse, prep: Word) -> Word | None:
    """Who acts after a preposition: the object of "accuse X of -ing", else the subject of what the preposition hangs on."""
    head = parse.head_of(prep)
    if head.pos == "VERB":
        if head.lemma in _NAMES_DOER or prep.lower == "from":
            return _child(parse, head, "dobj", "nsubjpass")
        return _doer(parse, head)
    if head.pos in ("ADV", "ADP") and parse.head_of(head).pos == "VERB":
        return _doer(parse, parse.head_of(head))
    if head.dep == "dobj" and parse.head_of(head).lemma in _NAMES_DOER:
        return head
    return _owner(parse, head) if head.pos == "NOUN" else None


def _owner(parse: Parse, noun: Word) -> Word | None:
    """Whose act a noun names: its possessor, or who stands after "by"."""
    owner = _child(parse, noun, "poss") or _object_of(parse, noun, ("by",))
    if owner is not None and owner.ent not in ("DATE", "TIME"):
        return owner
    named = next(
        (
            c
            for c in parse.children_of(noun)
            if c.dep in ("compound", "amod", "nmod") and c.ent in ("ORG", "NORP", "GPE")
        ),
        None,
    )
    return named


def _noun_doer(parse: Parse, trigger: Trigger) -> Word | None:
    """Who acts in an event that a noun names."""
    owner = _owner(parse, trigger.word)
    if owner is not None:
        return owner
    if trigger.light is not None:
        return _doer(parse, trigger.light)
    head = parse.head_of(trigger.word)
    if trigger.word.dep == "pobj" and head.dep == "prep":
        return _before(parse, head)
    return _doer(parse, head) if trigger.word.dep == "dobj" and head.lemma in _OWN_DEEDS else None


_OWN_DEEDS = lemmas("admit attempt claim deny own plan plot try")
"""Verbs whose subject does what their object names."""


def _before(parse: Parse, prep: Word) -> Word | None:
    """Who acts in an event that a preposition brings: who is accused of it or tied to it."""
    above = parse.head_of(prep)
    if above.lemma in _NAMES_DOER:
        return _child(parse, above, "dobj", "nsubjpass")
    accused = above.dep == "dobj" and parse.head_of(above).lemma in _NAMES_DOER
    if accused and above.lemma not in forces.RESPONSIBILITY:
        return above
    tie = _tie(parse, prep, above)
    return _tied(parse, tie) if tie is not None else None


def _tie(parse: Parse, prep: Word, above: Word) -> Word | None:
    """The word that ties somebody to what a preposition brings ("credit for", "behind"); None if there is none."""
    if prep.lower == "behind":
        return prep
    if above.lemma in forces.RESPONSIBILITY or above.lemma == "do":
        return above
    below = parse.children_of(above) if above.pos == "VERB" and prep.lower == "for" else ()
    return next((c for c in below if c.dep in ("dobj", "nsubjpass") and c.lemma in forces.RESPONSIBILITY), None)


def _tied(parse: Parse, tie: Word) -> Word | None:
    """Who is tied to an act ("claimed credit for", "is behind", "holds X responsible for"); None if nobody is said to be."""
    verb = next((w for w in parse.ancestors(tie) if w.pos in ("VERB", "AUX")), None)
    if verb is None:
        return None
    held = _held(parse, tie, verb)
    found = held if held is not None else _doer(parse, verb)
    claimed = found is not None and any(c.lower in _NO for c in (found, *parse.children_of(found)))
    return None if claimed else found


def _held(parse: Parse, tie: Word, verb: Word) -> Word | None:
    """Whom somebody holds responsible: subject or object of a verb of holding, wherever the parser hung him."""
    if tie.lemma != "responsible" or verb.lemma not in ("hold", "deem", "find", "make", "consider"):
        return None
    if tie.dep == "amod":
        return parse.head_of(tie)
    return _child(parse, tie, "nsubj") or _child(parse, verb, "dobj", "nsubjpass")


_NO = frozenset({"no", "nobody", "none", "no-one", "neither"})


def subject_of_harm(parse: Parse, verb: Word) -> Word | None:
    """What does it by a clause, be it somebody, a weapon or the weather; None if the text does not say."""
    return _doer(parse, verb) or _object_of(parse, verb, ("by",))


def actor_word(parse: Parse, trigger: Trigger) -> Word | None:
    """The word for who does it; None if the text does not say."""
    found = _noun_doer(parse, trigger) if trigger.noun else _doer(parse, trigger.word)
    if trigger.action is Action.THREATEN and trigger.word.lemma in _LISTS:
        found = found or _object_of(parse, trigger.word, ("of",))
    if trigger.noun and (blame := blame_of(parse, trigger.word)) is not None:
        found = blame.actor
    if found is None or found is trigger.word or found.lemma in lexicon().weapons or found.lemma in lexicon().nouns:
        return None
    return found


def _patient(parse: Parse, verb: Word) -> Word | None:
    """Whom or what a verb's act is done to."""
    found = _child(parse, verb, "nsubjpass") or _child(parse, verb, "dobj")
    if found is not None and found.lower in ("which", "who", "whom", "that") and verb.dep == "relcl":
        return parse.head_of(verb)
    if found is None and (_reduced(parse, verb) or (verb.dep == "acl" and verb.tag == "VBN")):
        return parse.head_of(verb)
    if found is None and verb.dep == "conj" and parse.head_of(verb).pos == "VERB" and verb.tag == "VBN":
        return _child(parse, parse.head_of(verb), "nsubjpass")
    return found


def _reduced(parse: Parse, verb: Word) -> bool:
    """Whether a relative clause has a subject of its own, so that what it hangs on is its object ("the mill that a mob burned")."""
    subject = _child(parse, verb, "nsubj")
    transitive = not any(
        c.dep in ("prep", "prt") and c.i > verb.i and not parse.children_of(c) for c in parse.children_of(verb)
    )
    return verb.dep == "relcl" and subject is not None and subject.lower not in ("who", "which", "that") and transitive


def target_words(parse: Parse, trigger: Trigger, located: bool = False) -> list[Word]:
    """The words for whom or what it is done to, conjuncts apart; empty if the text does not say.

    With `located`, the places where it is to be done stand in for a target that is not named ("attacks in X and Y").
    """
    if trigger.word.lemma in forces.AVENGING and not trigger.noun:  # its object is what was done before
        first = _object_of(parse, trigger.word, ("on", "against", "at"))
    else:
        first = _noun_target(parse, trigger) if trigger.noun else _verb_target(parse, trigger)
    if first is None and located:
        first = _object_of(parse, trigger.word, ("in",))
        if first is None and trigger.light is not None:
            first = _object_of(parse, trigger.light, ("in",))
    if first is None:
        return []
    return [first, *conjuncts(parse, first), *_after_aside(parse, first)]


def _after_aside(parse: Parse, word: Word) -> list[Word]:
    """What is joined to a word after an aside between dashes, wherever the parser hung it ("X — an old prize — and Y")."""
    _, last = parse.sentences[word.sent]
    after = parse.words[word.i + 1 : min(last, word.i + 2 * _REACH)]
    dashes = [w.i for w in after if w.text in _DASHES]
    if len(dashes) < 2 or dashes[0] != word.i + 1 or dashes[1] + 2 >= last:
        return []
    if parse.words[dashes[1] + 1].lower not in ("and", "or"):
        return []
    beyond = parse.words[dashes[1] + 2 : min(last, dashes[1] + 8)]
    joined = next((w for w in beyond if w.dep == "conj" and w.pos in ("NOUN", "PROPN")), None)
    return [joined] if joined is not None else []


def _noun_target(parse: Parse, trigger: Trigger) -> Word | None:
    if trigger.action is Action.THREATEN and trigger.word.lemma in _LISTS:
        return None
    found = _survivor(parse, trigger.word) or _aim(parse, trigger)
    blame = blame_of(parse, trigger.word)
    by = found is not None and blame is not None and found in (blame.actor, blame.cue)
    return None if by else found


_LISTS = lemmas("list notice")


def _survivor(parse: Parse, attempt: Word) -> Word | None:
    """Whose life an attempt was made on: who escaped it, else whose "life" it names."""
    if attempt.lemma not in forces.ATTEMPTS:
        return None
    verb = parse.head_of(attempt)
    if attempt.dep == "dobj" and verb.lemma in _ESCAPES:
        return _child(parse, verb, "nsubj")
    life = _object_of(parse, attempt, ("on", "against"))
    return _child(parse, life, "poss") if life is not None and life.lemma == "life" else None


_ESCAPES = lemmas("elude escape evade survive")


def _aim(parse: Parse, trigger: Trigger) -> Word | None:
    """What an act that a noun names is aimed at."""
    avenges = trigger.word.lemma in forces.AVENGING
    own = _object_of(parse, trigger.word, _NOUN_AT[:2] if avenges else _NOUN_AT)
    doer = _object_of(parse, trigger.word, ("by",)) if own is None else None
    if doer is not None:
        own = _object_of(parse, doer, ("against", "on", "at"))
    if own is None and trigger.light is not None:
        own = _object_of(parse, trigger.light, ("against", "on", "at"))
    if own is None and trigger.word.dep == "nsubj":
        verb = parse.head_of(trigger.word)
        own = _child(parse, verb, "dobj") or _object_of(parse, verb, ("through",))
    if own is None and trigger.word.dep == "dobj":
        own = _child(parse, parse.head_of(trigger.word), "dative")
    return own


def _verb_target(parse: Parse, trigger: Trigger) -> Word | None:
    verb = trigger.word
    if trigger.action is Action.ACCUSE and verb.lemma == "blame" and (laid := _laid_to(parse, verb)) is not None:
        return laid
    if trigger.action in _ADDRESSED:
        bare = _child(parse, verb, "dative")
        told = bare if bare is not None and bare.pos != "ADP" else _patient(parse, verb)
        return told or _object_of(parse, verb, ("on", "upon", "to", "with", "at", "against"))
    if trigger.action in _GIVEN and (receiver := _receiver(parse, verb)) is not None:
        return receiver
    patient = _patient(parse, verb)
    if trigger.action is Action.ASSAULT:
        means = patient is None or patient.lemma in lexicon().weapons | _HARMS
        return (_object_of(parse, verb, ("on", "upon", "at", "against", "into")) or patient) if means else patient
    if patient is None or (trigger.action in _MOVES and patient.lemma in lexicon().means):
        return _object_of(parse, verb, ("against", "with"))
    return patient


def _laid_to(parse: Parse, verb: Word) -> Word | None:
    """Who is accused where the deed is the object ("blamed the raid on")."""
    patient = _patient(parse, verb)
    return _object_of(parse, verb, ("on",)) or (_object_of(parse, patient, ("on",)) if patient is not None else None)


def _receiver(parse: Parse, verb: Word) -> Word | None:
    """Who is given or sent something: the dative, bare or after "to" and "for"."""
    receiver = _child(parse, verb, "dative")
    if receiver is not None:
        return receiver if receiver.pos not in ("ADP", "PART") else _child(parse, receiver, "pobj")
    if _child(parse, verb, "dobj") is None:
        return None
    found = _object_of(parse, verb, ("to", "for"))
    return found if found is not None and found.ent not in ("GPE", "LOC", "FAC") else None


def conjuncts(parse: Parse, word: Word) -> list[Word]:
    """What is joined to a word by "and" or a comma, in text order."""
    out: list[Word] = []
    queue = [word]
    while queue and len(out) < _REACH:
        current = queue.pop(0)
        for child in parse.children_of(current):
            if child.dep == "conj" and child.pos in ("NOUN", "PROPN", "PRON", "NUM") and not _acts_alone(parse, child):
                out.append(child)
                queue.append(child)
        if current is word:
            out.extend(_beyond_quotation(parse, word))
    return out


def _acts_alone(parse: Parse, joined: Word) -> bool:
    """Whether a noun begins a clause of its own whose finite verb the parser hung on the noun before ("by X, and Y fled")."""
    clauses = (c for c in parse.children_of(parse.head_of(joined)) if c.dep == "acl" and c.tag == "VBD")
    return any(clause.i > joined.i for clause in clauses)


def _beyond_quotation(parse: Parse, word: Word) -> list[Word]:
    """Conjuncts that the parser hung on the last word of a quoted phrase, though the quotation ends before them."""
    low = [c for p in parse.children_of(word) if p.dep == "prep" for c in parse.children_of(p) if c.dep == "pobj"]
    return [
        joined
        for last in low
        for joined in parse.children_of(last)
        if joined.dep == "conj" and any(w.text in ('"', "”", "’") for w in parse.words[last.i : joined.i])
    ]


def joined_name(names: Names, words: list[Word]) -> str | None:
    """The resolved names of some words as one string, joined by "and"; None if none resolves."""
    found = [name.removeprefix("no ") for word in words if (name := names.name_at(word))]
    return " and ".join(dict.fromkeys(found)) or None
