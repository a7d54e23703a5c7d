"""Where and when: the place and date marks that hang on a trigger and on nothing nearer."""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.certainty.forces import lemmas
from purport.read.events.triggers import Trigger
from purport.read.parse import Parse, Word
from purport.records.names import Role
from purport.records.reading import PlaceMark, TimeMark
from purport.records.spans import Span

_REACH = 12
_AT = lemmas("in at near outside inside around across on off along beside above over from through between of")
_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "acl", "parataxis", "conj", "csubj"})
_LIMITS = lemmas("by until before till")


def bearer(parse: Parse, span: Span, triggers: dict[int, Trigger]) -> Trigger | None:
    """The trigger that an expression hangs on: the first on the way up from it, without leaving its clause."""
    word = _head_word(parse, span)
    for _ in range(_REACH):
        if word is None:
            return None
        if word.i in triggers:
            return triggers[word.i]
        if word.pos in ("VERB", "AUX"):
            return _of_verb(parse, word, triggers)
        head = parse.head_of(word)
        word = None if head is word else head
    return None


def _of_verb(parse: Parse, verb: Word, triggers: dict[int, Trigger]) -> Trigger | None:
    """The event noun that a verb tells of ("the blast hit at dawn", "fighting broke out"); None if the verb is another act."""
    for child in parse.children_of(verb):
        if child.dep in ("nsubj", "nsubjpass", "dobj") and child.i in triggers:
            return triggers[child.i]
    if verb.tag == "VBN" or verb.lemma in ("be", "have", "manage", "start", "begin", "fail"):
        inner = next((c for c in parse.children_of(verb) if c.dep == "xcomp" and c.i in triggers), None)
        return triggers[inner.i] if inner is not None else None
    return None


def _head_word(parse: Parse, span: Span) -> Word | None:
    """The word of an expression that the rest of it hangs on."""
    words = parse.between(span.start, span.end)
    inside = {w.i for w in words}
    return next((w for w in words if w.head not in inside or w.head == w.i), None)


def by_trigger(triggers: Sequence[Trigger]) -> dict[int, Trigger]:
    """Triggers by the index of each word that stands for them."""
    out: dict[int, Trigger] = {}
    for trigger in triggers:
        out[trigger.word.i] = trigger
        if trigger.light is not None:
            out[trigger.light.i] = trigger
    return out


def dates(parse: Parse, triggers: Sequence[Trigger], marks: Sequence[TimeMark]) -> dict[int, str]:
    """EDTF dates by the index of the trigger word they date; limits ("by March") date nothing."""
    index = by_trigger(triggers)
    out: dict[int, str] = {}
    for mark in marks:
        if mark.edtf is None or mark.type not in ("DATE", "TIME") or _is_limit(parse, mark.span):
            continue
        trigger = bearer(parse, mark.span, index)
        if trigger is not None:
            out.setdefault(trigger.word.i, mark.edtf)
    return out


def _is_limit(parse: Parse, span: Span) -> bool:
    word = _head_word(parse, span)
    return word is not None and parse.head_of(word).lower in _LIMITS


def places(parse: Parse, triggers: Sequence[Trigger], marks: Sequence[PlaceMark]) -> dict[int, str]:
    """Place names by the index of the trigger word they locate; the first one after "in", "at", "near" and the like."""
    index = by_trigger(triggers)
    out: dict[int, str] = {}
    for mark in marks:
        word = _head_word(parse, mark.span)
        if mark.role is not Role.LITERAL or word is None or not _is_located(parse, word):
            continue
        trigger = bearer(parse, mark.span, index)
        if trigger is not None:
            out.setdefault(trigger.word.i, mark.name)
    return out


def _is_located(parse: Parse, word: Word) -> bool:
    """Whether a place name stands where something happens, not as who does it."""
    for step in (word, *parse.ancestors(word)):
        if step.dep == "pobj":
            return parse.head_of(step).lower in _AT
        if step.dep == "dobj":
            return True
        if step.dep not in ("compound", "appos", "poss", "nmod", "npadvmod"):
            return False
    return False
