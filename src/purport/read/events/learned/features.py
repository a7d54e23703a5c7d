"""What the learned part looks at: the words that tie who acts to whom it is done to, and what the rules think of them.

A feature is a string, ``group:value``; the same sentence with the same two words always has the same features. Names of persons,
bodies, peoples and places are never features: what is done must not depend on who is said to do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from purport.read.events.lexicon import lexicon
from purport.read.events.triggers import OBJECT, Trigger, governed
from purport.read.parse import Parse, Word

_NAMES = frozenset({"PROPN", "PRON"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_SKIPPED = frozenset({"PUNCT", "DET", "SPACE", "SYM", "NUM"})
_WITH_VERB = frozenset(
    {"dobj", "prt", "prep", "xcomp", "acomp", "attr", "oprd", "dative", "advmod", "nsubjpass", "ccomp"}
)
_AUXILIARY = frozenset({"aux", "auxpass", "neg"})
_STEM = 5
_REACH = 100
"""Words to either side, or up the tree, that are looked at: a text without full stops takes no quadratic time."""


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """How two words of one sentence hang together.

    Attributes:
        predicate: the word that ties them: the lowest above both that is neither a name nor a preposition.
        up: words from the source up to it, both ends left out. down: words from it down to the target, likewise.
    """

    predicate: Word
    up: tuple[Word, ...]
    down: tuple[Word, ...]


def is_name(word: Word) -> bool:
    """Whether a word is a pronoun or (part of) a name."""
    return word.pos in _NAMES or word.ent in _NAMED


def tie_of(parse: Parse, source: Word | None, target: Word | None) -> Tie | None:
    """How two words hang together; with one of them missing, how the other hangs; None without both or across sentences."""
    if source is None or target is None:
        only = source or target
        return None if only is None else Tie(_predicate(parse, only), (), ())
    if source.sent != target.sent:
        return None
    above = [source, *islice(parse.ancestors(source), _REACH)]
    below = [target, *islice(parse.ancestors(target), _REACH)]
    shared = {word.i for word in above} & {word.i for word in below}
    meet = next((word for word in above if word.i in shared), None)
    if meet is None:
        return None
    predicate = _predicate(parse, meet) if meet is source or meet is target or meet.pos in _NAMES else meet
    up = tuple(w for w in above[1:] if w.i not in shared)
    down = tuple(w for w in reversed(below[1:]) if w.i not in shared)
    return Tie(predicate, up, down)


def _predicate(parse: Parse, word: Word) -> Word:
    """The nearest word above that may name an act."""
    for one in parse.ancestors(word):
        if one.pos in ("VERB", "NOUN", "AUX", "ADJ"):
            return one
    return parse.words[word.head]


def features(parse: Parse, source: Word | None, target: Word | None, triggers: Mapping[int, Trigger]) -> frozenset[str]:
    """The features of what `source` does to `target`, either of which may be missing; empty if both are.

    `triggers` are those that the rules found, by the index of their word.
    """
    if source is None and target is None:
        return frozenset()
    tie = tie_of(parse, source, target)
    tied = () if tie is None else _tied(parse, tie, triggers)
    return frozenset((*_mentions(parse, source, target), *tied, *_around(parse, source, target, triggers)))


def _mentions(parse: Parse, source: Word | None, target: Word | None) -> Iterator[str]:
    for role, word in (("s", source), ("t", target)):
        if word is None:
            yield f"{role}none:"
            continue
        head = parse.head_of(word)
        yield f"{role}ent:{word.ent or word.pos}"
        yield f"{role}dep:{word.dep}"
        if not is_name(word):
            yield f"{role}lemma:{word.lemma}"
        if head.pos == "ADP":
            yield f"{role}prep:{head.lower}"
            above = parse.head_of(head)
            if not is_name(above):
                yield f"{role}prephead:{above.lemma}|{head.lower}"
    if source is not None and target is not None:
        yield f"order:{source.i < target.i}"


def _tied(parse: Parse, tie: Tie, triggers: Mapping[int, Trigger]) -> Iterator[str]:
    yield from _of_predicate(parse, tie.predicate, triggers)
    inner = [w for w in (*tie.up, *tie.down) if not is_name(w)]
    for word in inner:
        yield f"path:{word.lemma}"
        yield f"stem:{word.lemma[:_STEM]}"
        if word.i in triggers:
            yield f"pathroot:{triggers[word.i].action}"
    for before, after in pairwise(w for w in (tie.predicate, *tie.down) if not is_name(w)):
        yield f"step:{before.lemma}|{after.lemma}"
    yield f"shape:{'-'.join(w.dep for w in tie.up)}^{'-'.join(w.dep for w in tie.down)}"
    for word in inner:
        if word.pos == "VERB":
            yield from (f"inner:{name}" for name in _governed(parse, word))


def _of_predicate(parse: Parse, predicate: Word, triggers: Mapping[int, Trigger]) -> Iterator[str]:
    yield f"predtag:{predicate.tag}"
    if is_name(predicate):
        return
    yield f"pred:{predicate.lemma}"
    yield f"path:{predicate.lemma}"
    yield f"stem:{predicate.lemma[:_STEM]}"
    if predicate.i in triggers:
        yield f"predroot:{triggers[predicate.i].action}"
    yield from _lexical("pred", predicate)
    for child in parse.children_of(predicate):
        if child.dep in _AUXILIARY:
            yield f"aux:{child.lemma if child.dep != 'neg' else 'not'}"
        elif child.dep in _WITH_VERB and not is_name(child):
            yield f"arg:{child.lemma}"
            yield f"predarg:{predicate.lemma}|{child.lemma}"
            yield f"stem:{child.lemma[:_STEM]}"
            yield from _lexical("arg", child)
    if predicate.pos == "VERB":
        yield from (f"gov:{name}" for name in _governed(parse, predicate))


def _governed(parse: Parse, verb: Word) -> set[str]:
    """What a verb governs, names left out."""
    names = [w for w in _near(parse, verb, verb) if is_name(w)]
    return (
        governed(parse, verb)
        - {OBJECT}
        - {form for w in names for form in (w.lemma, w.lower, w.lower.removesuffix("s"))}
    )


def _near(parse: Parse, first: Word, last: Word) -> list[Word]:
    """The words of the first one's sentence round two words, :data:`_REACH` to either side at most."""
    low, high = parse.sentences[first.sent]
    return parse.words[max(low, first.i - _REACH) : min(high, last.i + _REACH + 1)]


def _lexical(group: str, word: Word) -> Iterator[str]:
    words = lexicon()
    table = words.verbs if word.pos == "VERB" else words.nouns
    if word.lemma in table:
        yield f"{group}lex:{table[word.lemma]}"
    for action in {a for _, a in words.frames.get(word.lemma, ()) if a is not None}:
        yield f"{group}frame:{action}"


def _around(parse: Parse, source: Word | None, target: Word | None, triggers: Mapping[int, Trigger]) -> Iterator[str]:
    marked = {w.i for w in (source, target) if w is not None}
    anchor = parse.words[min(marked)]
    low, high = (min(marked), max(marked)) if len(marked) > 1 else (anchor.i, parse.sentences[anchor.sent][1])
    near = _near(parse, anchor, parse.words[max(marked)])
    plain = [w for w in near if w.i not in marked and w.pos not in _SKIPPED]
    for word in plain:
        between = low < word.i < high
        if not is_name(word):
            yield f"word:{word.lemma}"
            if between:
                yield f"between:{word.lemma}"
                yield from _lexical("between", word)
        if word.i in triggers:
            yield f"{'between' if between else 'sent'}root:{triggers[word.i].action}"
    mid = [w.lemma for w in plain if low < w.i < high and not is_name(w)]
    yield from (f"pair:{a}|{b}" for a, b in pairwise(mid))
