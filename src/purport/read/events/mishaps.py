"""Harm that nobody did: a flood, a bus that crashed, a heart attack. Such words name no act, so there is no event."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.certainty.forces import lemmas
from purport.read.events.lexicon import lexicon
from purport.read.events.roles import subject_of_harm
from purport.read.events.triggers import Trigger
from purport.read.parse import Parse, Word
from purport.records.names import Action

_BEFORE = frozenset({"compound", "amod", "nmod", "nn"})
_IN = frozenset({"in", "during", "from", "of", "after", "to"})
_WHEN = frozenset({"when", "after", "as", "because", "since"})
_SUFFERED = lemmas("capsize drown sink starve suffocate")
"""Verbs that without an object or a passive tell what befell somebody or something."""
_DONE_TO = frozenset({"dobj", "nsubjpass", "auxpass", "agent"})
_ACCIDENTS = lemmas("capsize careen collide crash derail overturn plough plunge plummet sink skid swerve topple veer")
"""Verbs of what goes wrong with a vehicle."""
_RELATIVE = frozenset({"that", "which", "who"})
_BLASTS = frozenset({"blast", "explosion"})
_HARMING = lemmas(
    "burn bury crush damage demolish destroy detonate electrocute explode flatten go hit hurt incinerate injure kill maim mangle "
    "smother strike suffocate wound wreck"
)
"""Verbs for what a bus or a bridge can do without anybody behind it."""


def is_mishap(parse: Parse, trigger: Trigger, doer: Word | None) -> bool:
    """Whether a word for harm tells of a mishap. `doer` is who does it, as the text says; somebody blamed for it is one."""
    if trigger.action is not Action.ASSAULT:
        return False
    if trigger.noun:
        head = parse.head_of(trigger.word)
        return _spoken(parse, trigger.word) or (doer is None and trigger.word.dep == "compound" and _hurts(parse, head))
    if _befalls(parse, trigger.word) and not _is_done(parse, trigger.word):
        return True
    does = subject_of_harm(parse, trigger.word)
    if does is not None and _went_wrong(parse, trigger.word, does):
        return True
    if does is not None:
        alone = trigger.word.lemma in _HARMING or _lemma(does) not in lexicon().mishaps.things
        return alone and (doer is None or doer is does) and _hurts(parse, does)
    return doer is None and any(_hurts(parse, word) for word in _causes(parse, trigger.word))


def _went_wrong(parse: Parse, verb: Word, does: Word) -> bool:
    """Whether it is told of a vehicle that crashed: "the helicopter crashed, killing four"."""
    told = [verb, *([parse.head_of(verb)] if verb.dep in ("advcl", "conj", "xcomp") else [])]
    wrong = any(one.lemma in _ACCIDENTS and not _is_done(parse, one) for one in told)
    return wrong and does.pos == "NOUN" and _lemma(does) not in lexicon().weapons and not _armed(parse, does)


def _befalls(parse: Parse, verb: Word) -> bool:
    """Whether a verb without an object tells what befell its subject: "drowned", "burned to death"."""
    if verb.lemma != "burn":
        return verb.lemma in _SUFFERED
    below = parse.children_of(verb)
    return any(
        c.lower == "alive" or (c.lower == "to" and any(d.lower == "death" for d in parse.children_of(c))) for c in below
    )


def _is_done(parse: Parse, verb: Word) -> bool:
    """Whether something is done to somebody: by its object or its passive, or as in "the boat that the navy sank"."""
    return any(one.dep in _DONE_TO for one in parse.children_of(verb)) or (
        verb.dep == "relcl" and _has_maker(parse, verb)
    )


def _hurts(parse: Parse, word: Word) -> bool:
    """Whether a noun names what does harm by itself: nobody made it, and nothing else stands beside it ("rain and shelling")."""
    known, lemma = lexicon().mishaps, _lemma(word)
    if _is_named(parse, word) or _was_made(parse, word):
        return False
    if not all(_hurts(parse, one) for one in parse.children_of(word) if one.dep == "conj"):
        return False
    if lemma in known.figured:
        return _is_literal(parse, word)
    if lemma in known.things:
        return not _armed(parse, word)
    return lemma in known.forces or _spoken(parse, word)


def has_no_will(trigger: Trigger, doer: Word) -> bool:
    """Whether who does harm cannot be said to attack: the weather, a bus that hits a mine, an air strike."""
    if trigger.action is not Action.ASSAULT or doer.ent:
        return False
    known, lemma = lexicon().mishaps, _lemma(doer)
    named = lemma in known.things and trigger.word.lemma in _HARMING
    return named or lemma in known.forces or lemma in known.figured or lemma == "strike"


def _lemma(word: Word) -> str:
    lemma = word.lemma.lower()
    return lemma.removesuffix("s") if word.pos == "PROPN" and word.ent == "" else lemma


def _was_made(parse: Parse, word: Word) -> bool:
    """Whether somebody made it: "a fire set by rioters", "the flood that the army let loose"."""
    told = (one for one in parse.children_of(word) if one.dep in ("acl", "relcl"))
    return any(_has_maker(parse, verb) for verb in told)


def _has_maker(parse: Parse, verb: Word) -> bool:
    by = any(one.dep == "agent" for one in parse.children_of(verb))
    return by or any(one.dep == "nsubj" and one.lower not in _RELATIVE for one in parse.children_of(verb))


def _is_named(parse: Parse, word: Word) -> bool:
    """Whether it stands for somebody: a pronoun, or a name; not a word that is taken for one as it begins the sentence."""
    begins = parse.sentence(word.sent)[0].i == word.i
    capital = word.text[:1].isupper() and not word.text.isupper()
    return word.pos == "PRON" or ((capital or word.ent in ("PERSON", "ORG", "NORP")) and not begins)


def _spoken(parse: Parse, word: Word) -> bool:
    """Whether a word before it makes an attack, a blast or a strike a mishap."""
    return bool(_before(parse, word) & lexicon().mishaps.spoken.get(word.lemma, frozenset()))


def _is_literal(parse: Parse, word: Word) -> bool:
    """Whether "storm", "wave" or "fire" means itself: not "a wave of attacks", "rebel fire", or fire from somewhere."""
    led = [(c, o) for c in parse.children_of(word) if c.dep == "prep" for o in parse.children_of(c) if o.dep == "pobj"]
    if (of := next((o for c, o in led if c.lower == "of"), None)) is not None:
        return _hurts(parse, of)
    if _lemma(word) != "fire":
        return True
    aimed = any(c.lower in ("from", "on", "against", "by") for c, _ in led)
    return not aimed and not _before(parse, word) & lexicon().mishaps.firing


def _before(parse: Parse, word: Word) -> set[str]:
    return {form for c in parse.children_of(word) if c.dep in _BEFORE for form in (c.lemma, c.lower)}


def _armed(parse: Parse, word: Word) -> bool:
    """Whether the sentence names a weapon or an attack, so that a bridge or a bus may not have given way by itself."""
    words = lexicon()
    around = (one for one in parse.sentence(word.sent) if one.pos in ("NOUN", "PROPN", "VERB", "ADJ"))
    return any(
        one.lemma in words.weapons - {"fire", "gas"}
        or (words.nouns.get(one.lemma) is Action.ASSAULT and one.lemma not in _BLASTS)
        or (one.pos == "VERB" and words.verbs.get(one.lemma) is Action.ASSAULT and one.lemma not in _HARMING)
        for one in around
    )


def _causes(parse: Parse, verb: Word) -> Iterator[Word]:
    """In what somebody was killed ("in floods", "when a roof gave way"). In a building or a bus somebody may have done it."""
    for child in parse.children_of(verb):
        if child.dep == "prep" and child.lower in _IN:
            told = (one for one in parse.children_of(child) if one.dep == "pobj")
            yield from (one for one in told if one.lemma not in lexicon().mishaps.things)
        if child.dep == "advcl" and any(one.lower in _WHEN for one in parse.children_of(child)):
            yield from (one for one in parse.children_of(child) if one.dep == "nsubj")
