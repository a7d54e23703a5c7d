"""Sources named beside a clause: in passing, in an inserted clause, as talk, or swallowed by its subject."""

from __future__ import annotations

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.subjects import REACH, Layer, own_subject
from purport.read.parse import Parse, Word

_VIEWS = lemmas("view opinion word eyes version account telling estimate count reckoning tally")
_CLAUSES = frozenset({"advcl", "parataxis", "ccomp", "dep", "conj"})
_COMPLETIONS = frozenset({"ccomp", "xcomp", "mark", "aux", "auxpass"})


def passing_source(parse: Parse, verb: Word) -> Layer | None:
    """A source named in passing: "according to X", "in the view of X"."""
    for child in parse.children_of(verb):
        if child.lower == "according":
            source = _under(parse, child, 2)
            hearsay = source is not None and is_hearsay(parse, source)
            return Layer(Force.RUMOUR, child) if hearsay else Layer(Force.REPORT, child, source)
        if child.lower in ("in", "by") and child.dep == "prep":
            for noun in parse.children_of(child):
                if (
                    noun.lemma in _VIEWS
                    and (whose := _under(parse, noun, 2)) is not None
                    and any(c.lower == "of" or c.dep == "poss" for c in parse.children_of(noun))
                ):
                    return Layer(Force.REPORT, noun, whose)
    return None


def is_hearsay(parse: Parse, source: Word) -> bool:
    """Whether a source is only talk ("unconfirmed reports", "rumours")."""
    if forces.NOUNS.get(source.lemma) is Force.RUMOUR and source.pos in ("NOUN", "PROPN"):
        return True
    around = {c.lower for c in parse.children_of(source)}
    bare = source.tag == "NNS" and not any(c.dep in ("det", "poss", "prep") for c in parse.children_of(source))
    return source.lemma in forces.HEARSAY and (bool(around & forces.NAMELESS) or bare)


def _under(parse: Parse, word: Word, depth: int) -> Word | None:
    for child in parse.children_of(word):
        if child.dep in ("pobj", "poss"):
            return child
        if child.dep == "prep" and depth and (found := _under(parse, child, depth - 1)) is not None:
            return found
    return None


def inserted(parse: Parse, verb: Word) -> Layer | None:
    """A reporting clause that hangs on its own content ("The camp, she said, was bombed")."""
    for child in parse.children_of(verb):
        if child.dep in _CLAUSES and child.pos == "VERB" and frames(child):
            after = child.i > verb.i
            beside = child.dep != "conj" or (after and _no_and(parse, child))
            subject = _speaker_beside(parse, child) if beside and not _says_more(parse, child) else None
            if subject is not None:
                return Layer(forces.VERBS[child.lemma], child, subject if subject is not child else None)
    return None


def swallowed(parse: Parse, verb: Word) -> Layer | None:
    """A verb of saying or fearing that the parser took for part of the subject ("The mayor feared rebels had come")."""
    subject = own_subject(parse, verb)
    if subject is None:
        return None
    for child in parse.children_of(subject):
        force = forces.VERBS.get(child.lemma) if child.dep in ("amod", "acl") and child.tag in ("VBN", "VBD") else None
        if force in (Force.REPORT, Force.DOUBT, Force.DENY):
            before = parse.words[child.i - 1] if child.i else child
            if before.pos in ("NOUN", "PROPN", "PRON") and child.i < subject.i and before.sent == child.sent:
                return Layer(force, child, before)
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
    for _ in range(REACH):
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


def talk(parse: Parse, verb: Word) -> Layer | None:
    """Talk as the subject of a clause ("rumours spread that", "word went round that")."""
    for child in parse.children_of(verb):
        if child.dep in ("nsubj", "nsubjpass") and _goes_round(parse, verb, child):
            return Layer(Force.RUMOUR, child)
        if child.dep in ("nsubj", "nsubjpass", "attr"):
            loose = child.lower == "word" and not any(c.dep == "poss" for c in parse.children_of(child))
            told = forces.NOUNS.get(child.lemma) is Force.RUMOUR and _is_told(verb, child)
            if told or (loose and verb.lemma in forces.SPREADING):
                return Layer(Force.RUMOUR, child)
    return None


def _goes_round(parse: Parse, verb: Word, talk: Word) -> bool:
    """Whether stories or claims are told to make the rounds."""
    rounds = any(c.dep == "dobj" and c.lemma in ("round", "rounds") for c in parse.children_of(verb))
    return rounds and (talk.lemma in forces.HEARSAY or forces.NOUNS.get(talk.lemma) is Force.RUMOUR)


def _is_told(verb: Word, talk: Word) -> bool:
    """Whether a verb tells that there is talk; "talks resumed" does not."""
    return talk.lower != "talks" and (verb.lemma in forces.SPREADING or verb.lemma == "be")


def beside(parse: Parse, verb: Word) -> list[Layer]:
    """The sources beside a clause, in passing, inserted, as talk or swallowed by its subject."""
    found = (passing_source(parse, verb), inserted(parse, verb), talk(parse, verb), swallowed(parse, verb))
    return [layer for layer in found if layer is not None]
