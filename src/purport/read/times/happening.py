"""The date of an event: of the expression that modifies its own clause or noun phrase, and no reporting verb above it."""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.parse import Parse, Word
from purport.read.times.ways import (
    CARRIERS,
    REPORTING,
    VERBS,
    beside_it,
    joined,
    plain_word,
    reaches,
    sentence_marks,
    time_noun,
    word_set,
)
from purport.records import TimeMark

_ASPECTS = word_set("begin start continue stop cease manage try attempt keep resume help")
_LIGHT = word_set(
    "be begin break carry cause come commit conduct continue end execute face fall follow happen hit hold launch "
    "lead make mount occur order plan resume see stage start suffer take unleash witness"
)


def event_date(parse: Parse, word: Word, times: Sequence[TimeMark]) -> str | None:
    """EDTF of the date that modifies the clause (or noun phrase) of an event's anchor, and not a reporting verb above it.

    Verbs joined by "and" share a date that only one of them has; a noun takes the date of a light verb over it ("carried out an
    attack on Friday"). None if there is none.
    """
    near = sentence_marks(parse, word, times)
    for goals in _event_goals(parse, word):
        if here := [mark for mark in near if any(_premodifies(parse, mark) == i for i in goals)]:
            return here[0].edtf
        noun = any(parse.words[i].pos in ("NOUN", "PROPN") for i in goals)
        steps = _under_noun if noun else _under_verb
        found = [m for m in near if _premodifies(parse, m) is None and reaches(parse, m, goals, steps)]
        if found:
            return joined(parse.text, word, [beside_it(parse, mark) for mark in found])
    return None


def _premodifies(parse: Parse, mark: TimeMark) -> int | None:
    """Index of the noun whose phrase a date opens ("the 2014 rebel takeover"); None if it opens none."""
    inside = parse.between(mark.span.start, mark.span.end)
    if not inside or not inside[0].i or parse.words[inside[0].i - 1].tag not in ("DT", "PRP$", "POS"):
        return None
    noun = None
    for word in parse.words[inside[-1].i + 1 : inside[-1].i + 6]:
        if word.pos not in ("NOUN", "PROPN", "ADJ") and not (word.text.isupper() and len(word.text) > 1):
            break
        noun = word.i if word.pos != "ADJ" else noun
    return noun


def _under_verb(below: Word, word: Word) -> bool:
    """Steps that lead up to a verb: not through another verb, and through nouns only where the date tells of the whole clause."""
    if word.pos in VERBS:
        return False
    if word.pos in ("NOUN", "PROPN") and not time_noun(word):
        return _tells_of_clause(below, word)
    return plain_word(word) or time_noun(word)


def _tells_of_clause(below: Word, noun: Word) -> bool:
    if noun.dep in ("nsubj", "nsubjpass"):
        return below.dep in ("prep", "npadvmod", "poss", "advmod")
    return noun.dep in ("pobj", "dobj") and below.dep in ("prep", "npadvmod", "advmod") and noun.lemma not in CARRIERS


def _under_noun(below: Word, word: Word) -> bool:
    """Steps that lead up to a noun: through a verb that describes it as well ("the attack that killed ten on Friday")."""
    if word.pos in VERBS:
        return word.dep in ("acl", "relcl") and word.lemma not in REPORTING
    return plain_word(word) or time_noun(word) or (word.pos in ("NOUN", "PROPN") and word.dep in ("pobj", "dobj"))


def _event_goals(parse: Parse, word: Word) -> list[set[int]]:
    """Where a date may hang, nearest first: the anchor, then what shares its clause, level by level."""
    levels = [{word.i}]
    seen = {word.i}
    while True:
        level = {i for known in levels[-1] for i in _beside(parse, parse.words[known])} - seen
        if not level:
            return levels
        levels.append(level)
        seen |= level


def _beside(parse: Parse, word: Word) -> list[int]:
    out = [child.i for child in parse.children_of(word) if _shares(parse, word, child)]
    governor = parse.head_of(word)
    if governor is not word and _rises(parse, word, governor):
        out.append(governor.i)
    return out


def _shares(parse: Parse, word: Word, child: Word) -> bool:
    """Whether a verb below is in the same clause: joined by "and" without a subject of its own, or what was begun or tried."""
    if child.dep == "xcomp" and word.lemma in _ASPECTS and child.pos in VERBS:
        return True
    joined = child.dep == "conj" and child.pos in VERBS and word.pos in VERBS and child.lemma not in REPORTING
    return joined and not _has_subject(parse, child)


def _has_subject(parse: Parse, verb: Word) -> bool:
    return any(child.dep in ("nsubj", "nsubjpass") for child in parse.children_of(verb))


def _rises(parse: Parse, word: Word, governor: Word) -> bool:
    if governor.lemma in REPORTING:
        return False
    if word.pos in VERBS:
        chained = governor.pos in VERBS and (word.dep in ("conj", "xcomp", "auxpass", "aux") or _result(parse, word))
        return chained and (word.dep != "conj" or not _has_subject(parse, word))
    if governor.pos == "ADP":
        return word.dep == "pobj" and governor.lower in ("in", "during", "by", "with", "of", "on")
    if word.pos == "ADP":
        return governor.pos in VERBS or governor.pos == "NOUN"
    if governor.pos in VERBS:
        return governor.lemma in _LIGHT or word.dep in ("nsubj", "nsubjpass")
    return governor.pos == "NOUN" and word.dep in ("compound", "conj")


def _result(parse: Parse, verb: Word) -> bool:
    """A participle that goes on with the clause ("exploded on Friday, killing four")."""
    return (
        verb.dep == "advcl"
        and verb.tag == "VBG"
        and all(child.dep not in ("mark", "prep") for child in parse.children_of(verb)[:1])
    )
