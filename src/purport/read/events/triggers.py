"""Triggers: the words of a parse that name an act, and which act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.read.certainty import forces
from purport.read.certainty.forces import lemmas
from purport.read.events.lexicon import Lexicon, fits, lexicon
from purport.read.parse import Parse, Word
from purport.records.names import Action
from purport.records.spans import Span

_ARGUMENTS = frozenset(
    {"dobj", "prt", "prep", "acomp", "oprd", "attr", "advmod", "dative", "nsubjpass", "agent", "ccomp", "pobj"}
)
_ABSTRACT = lemmas(
    "corruption poverty hunger disease crime illiteracy inflation drug terrorism unemployment waste "
    "inequality racism climate idea problem budget proposal policy record virus pandemic malaria cholera "
    "graft ignorance character credibility price tax rule term"
)
_UNBLOODY = lemmas("verbal charm diplomatic media panic heart legal trade price propaganda")
OBJECT = "<object>"
"""Stands among the governed words where there is any object."""
_PARTICLES = lemmas("back away down out off up over in")
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_UNION_WORDS = lemmas(
    "worker union teacher labour labor hunger general indefinite transport nurse doctor miner driver "
    "student rail sympathy wildcat"
)
_AIR_WORDS = lemmas("air drone missile rocket night precision retaliatory military")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an act.

    Attributes:
        word: its head word. action: the root it names. anchor: characters, with particle or light verb.
        light: the light verb that carries a noun; None for verbs and bare nouns.
        noun: whether the word names the act as a noun.
    """

    word: Word
    action: Action
    anchor: Span
    light: Word | None = None
    noun: bool = False


def governed(parse: Parse, verb: Word) -> set[str]:
    """Lemmas (and written forms) of what a verb governs: objects with their conjuncts and compounds, particles, prepositions
    and their objects, and its subject where it has no object.
    """
    out: set[str] = set()
    bare_subject: list[Word] = []
    has_object = False
    for child in parse.children_of(verb):
        if child.dep == "nsubj":
            bare_subject.append(child)
        elif child.dep in _ARGUMENTS and not _circumstance(parse, verb, child):
            has_object = has_object or child.dep == "dobj"
            _collect(parse, child, out, 3)
        elif child.dep in ("xcomp", "advcl") and child.tag == "VB":
            out.add("to")
            out.add(child.lemma)
    if has_object:
        out.add(OBJECT)
    else:
        for subject in bare_subject:
            _collect(parse, subject, out, 0)
    relative = parse.head_of(verb)
    if verb.dep in ("relcl", "acl") and not has_object:
        out.update((relative.lemma, relative.lower))
    return out


def _circumstance(parse: Parse, verb: Word, child: Word) -> bool:
    """Whether a preposition only tells when, or stands before the verb as a circumstance."""
    if child.dep != "prep":
        return False
    return child.i < verb.i or any(c.ent in ("DATE", "TIME") for c in parse.children_of(child))


def _collect(parse: Parse, word: Word, out: set[str], depth: int) -> None:
    out.update((word.lemma, word.lower, word.lower.removesuffix("s")))
    if depth:
        for child in parse.children_of(word):
            if child.dep in ("pobj", "conj", "compound", "nmod", "poss") or (
                child.dep == "prep" and child.lower in ("of", "into")
            ):
                _collect(parse, child, out, depth - 1)


def _framed(parse: Parse, verb: Word, words: Lexicon) -> Action | None:
    """The action a verb names: by its frames, else by itself; None if none."""
    frames = words.frames.get(verb.lemma)
    if verb.lemma == "warn" and _weighs(parse, verb, words):
        return None
    if frames:
        around = governed(parse, verb)
        for wanted, action in frames:
            if fits(wanted, around):
                return action
    return words.verbs.get(verb.lemma)


def _weighs(parse: Parse, verb: Word, words: Lexicon) -> bool:
    """Whether somebody warns of what harm would be ("warned that an attack would be a crime"), and so threatens nothing."""
    said = [c for c in parse.children_of(verb) if c.dep == "ccomp" and c.lemma == "be"]
    return any(
        below.dep == "nsubj" and below.pos == "NOUN" and words.nouns.get(below.lemma) is Action.ASSAULT
        for be in said
        for below in parse.children_of(be)
    )


def _anchor(parse: Parse, verb: Word) -> Span:
    near = [c for c in parse.children_of(verb) if 0 < c.i - verb.i <= 2]
    ends = [c.end for c in near if c.dep == "prt" or (c.dep == "advmod" and c.lower in _PARTICLES)]
    return Span(verb.start, max([verb.end, *ends]))


def _labour_strike(parse: Parse, word: Word) -> bool:
    around = {w.lemma for w in parse.sentence(word.sent)}
    near = {c.lemma for c in parse.children_of(word)} | {parse.head_of(word).lemma}
    if near & _AIR_WORDS:
        return False
    head = parse.head_of(word)
    above = parse.head_of(head) if head.dep == "prep" else head
    return bool(around & _UNION_WORDS) or above.lemma in ("go", "begin", "call", "end")


def _noun_action(parse: Parse, noun: Word, words: Lexicon) -> Action | None:
    if noun.lemma == "talk" and noun.lower != "talks":
        return None
    if noun.lemma == "release":
        freed = [c for p in parse.children_of(noun) if p.lower == "of" for c in parse.children_of(p) if c.dep == "pobj"]
        return Action.RETREAT if freed and freed[0].lemma not in words.works else None
    if noun.lemma in ("strike", "stoppage", "strikes"):
        return Action.PROTEST if _labour_strike(parse, noun) else Action.ASSAULT
    special = _attempted(parse, noun, words) or _undone_device(parse, noun) or _list_of_the_doomed(parse, noun)
    if special is not None:
        return special
    if (
        noun.dep in _MODIFIERS
        and parse.head_of(noun).pos in ("NOUN", "PROPN")
        and parse.head_of(noun).lemma not in words.nouns
    ):
        return None
    return words.nouns.get(noun.lemma)


def _attempted(parse: Parse, noun: Word, words: Lexicon) -> Action | None:
    """Harm that was only tried ("an assassination attempt", "an attempt on her life")."""
    if noun.lemma not in forces.ATTEMPTS:
        return None
    if _harm_of(parse, noun, words) is not None:
        return Action.ASSAULT
    aims = (c for c in parse.children_of(noun) if c.dep == "prep" and c.lower in ("on", "against"))
    lives = any(obj.lemma == "life" for prep in aims for obj in parse.children_of(prep) if obj.dep == "pobj")
    return Action.ASSAULT if lives and noun.lemma == "attempt" else None


def _harm_of(parse: Parse, noun: Word, words: Lexicon) -> Word | None:
    """The word before "attempt" or "plot" that names the harm; None if none does."""
    harm = Action.ASSAULT
    for child in parse.children_of(noun):
        named = words.nouns.get(child.lemma) is harm or words.verbs.get(child.lemma) is harm
        if child.dep in _MODIFIERS and child.pos in ("NOUN", "VERB") and named:
            return child
    return None


def _undone_device(parse: Parse, noun: Word) -> Action | None:
    """A device that was found or made harmless ("the charge was defused"): the harm that it was to do."""
    if noun.lemma not in forces.DEVICES or noun.dep not in ("dobj", "nsubjpass"):
        return None
    verb = parse.head_of(noun)
    undone = verb.lemma in forces.UNDOING - _FINDING or (verb.lemma in _FINDING and noun.lemma in _SET)
    return Action.ASSAULT if undone and noun.tag != "NNS" else None


_FINDING = lemmas("detect discover find intercept locate spot uncover")
_SET = lemmas("bomb booby-trap car-bomb device ied parcel-bomb petrol-bomb")
"""Devices that are ready to go off when they are found; others may only have been stored."""


def _list_of_the_doomed(parse: Parse, noun: Word) -> Action | None:
    """A list of those who are to be killed ("a death list")."""
    if noun.lemma not in ("list", "notice"):
        return None
    of = {c.lemma for c in parse.children_of(noun) if c.dep in _MODIFIERS}
    return Action.THREATEN if of & _DOOM else None


_DOOM = lemmas("assassination death hit kill")


def _light_of(parse: Parse, noun: Word, words: Lexicon) -> Word | None:
    head = parse.head_of(noun)
    while noun.dep == "conj" and head is not noun and head.pos == "NOUN":
        noun, head = head, parse.head_of(head)
    if noun.dep in ("dobj", "nsubjpass") and head.lemma in words.light and head.pos == "VERB":
        return head
    return None


def _is_verb(parse: Parse, word: Word) -> bool:
    if word.pos == "AUX" or word.dep in ("aux", "auxpass"):
        return False
    if word.pos == "VERB":
        return not (word.dep == "amod" and word.tag in ("VBN", "VBG", "JJ"))
    return False


def _noun_trigger(parse: Parse, word: Word, words: Lexicon) -> Trigger | None:
    action = _noun_action(parse, word, words)
    if action is None:
        return None
    light = _light_of(parse, word, words)
    tried = _harm_of(parse, word, words) if word.lemma in forces.ATTEMPTS else None
    start = word.start if tried is None else min(tried.start, word.start)
    if light is None:
        return Trigger(word, action, Span(start, word.end), noun=True)
    first, last = min(light.start, start), max(light.end, word.end)
    return Trigger(word, action, Span(first, last), light, noun=True)


def _trigger(parse: Parse, word: Word, words: Lexicon) -> Trigger | None:
    if _is_verb(parse, word):
        action = _framed(parse, word, words)
        return Trigger(word, action, _anchor(parse, word)) if action else None
    if word.pos == "NOUN" or (word.pos == "PROPN" and not word.ent):
        return _noun_trigger(parse, word, words)
    return None


def is_figurative(parse: Parse, trigger: Trigger) -> bool:
    """Whether an act of harm is a figure of speech: aimed at what cannot be harmed ("war on corruption"), or a war of words."""
    aimed_at = {w.lemma for verb in (trigger.word, trigger.light) if verb is not None for w in _objects(parse, verb)}
    of_words = {c.lemma for c in parse.children_of(trigger.word) if c.dep in ("compound", "amod", "nmod")}
    return bool(aimed_at & _ABSTRACT) or bool(of_words & _UNBLOODY)


def _objects(parse: Parse, word: Word) -> Iterator[Word]:
    for child in parse.children_of(word):
        if child.dep == "dobj":
            yield child
        if child.dep == "prep" and child.lower in ("on", "against", "at", "of"):
            yield from (c for c in parse.children_of(child) if c.dep == "pobj")


def triggers_in(parse: Parse, inside: Sequence[Word]) -> list[Trigger]:
    """The triggers among some words, in text order, overlaps not sorted out."""
    words = lexicon()
    return [t for word in inside if (t := _trigger(parse, word, words)) is not None]


def triggers(parse: Parse) -> list[Trigger]:
    """The triggers of a text in order; anchors never overlap (a light verb gives way to its noun, a weapon to its verb)."""
    words = lexicon()
    found = {t.word.i: t for word in parse.words if (t := _trigger(parse, word, words)) is not None}
    told = [_told_by_verb(parse, t, found) for t in found.values() if not _is_weapon_of(parse, t, found, words)]
    carried = {t.light.i for t in told if t.light is not None}
    out: list[Trigger] = []
    for trigger in sorted(told, key=lambda t: (t.anchor.start, -t.anchor.end)):
        free = not out or trigger.anchor.start >= out[-1].anchor.end
        if trigger.word.i not in carried and free:
            out.append(trigger)
    return out


def _is_weapon_of(parse: Parse, trigger: Trigger, found: dict[int, Trigger], words: Lexicon) -> bool:
    """Whether a noun is only the weapon of an act that a verb beside it names ("the bomb killed two", "placed a bomb")."""
    word = trigger.word
    if not trigger.noun or word.lemma not in words.weapons:
        return False
    head = parse.head_of(word)
    verbs = [head, *(c for c in parse.children_of(word) if c.dep in ("relcl", "acl"))]
    verbs += [c for c in parse.children_of(head) if c.dep == "xcomp" and word.dep == "nsubj"]
    return any(v.i in found and v.i != word.i and found[v.i].action is Action.ASSAULT for v in verbs)


def _framing_verb(parse: Parse, trigger: Trigger, found: dict[int, Trigger]) -> Word | None:
    """The verb that names an act together with this noun ("declared a truce", "went on strike")."""
    head = parse.head_of(trigger.word)
    if trigger.word.dep == "pobj" and head.lower == "on" and parse.head_of(head).lemma == "go":
        head = parse.head_of(head)
    elif trigger.word.dep != "dobj" or head.lemma in forces.AVENGING:
        return None
    named = found.get(head.i)
    together = trigger.noun and trigger.light is None and named is not None and not named.noun
    return head if together and named is not None and named.action is trigger.action else None


def _told_by_verb(parse: Parse, trigger: Trigger, found: dict[int, Trigger]) -> Trigger:
    """A noun whose harm the verb beside it tells ("the blast killed two"): one act, so the verb is carried by the noun."""
    verb = parse.head_of(trigger.word)
    tells = trigger.noun and trigger.light is None and trigger.word.dep == "nsubj" and trigger.action is Action.ASSAULT
    if (framing := _framing_verb(parse, trigger, found)) is not None:
        span = Span(min(framing.start, trigger.anchor.start), max(framing.end, trigger.anchor.end))
        return Trigger(trigger.word, trigger.action, span, framing, noun=True)
    if tells and verb.i in found and found[verb.i].action is Action.ASSAULT and verb.pos == "VERB":
        return Trigger(trigger.word, trigger.action, trigger.anchor, verb, noun=True)
    return trigger
