"""Acts that no cue names, but the form of what is said shows."""

from __future__ import annotations

from purport.read.acts.content import Content
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import is_imperative, mood
from purport.read.certainty.subjects import own_subject
from purport.read.found import Link
from purport.read.parse import Parse, Word
from purport.records.names import Act, Action, Kind

_SELF = lemmas("i we it he she they our my its his her their")
_FORMS = (Act.DENIES, Act.THREATENS, Act.CALLS_FOR, Act.CLAIMS_RESPONSIBILITY)
"""Which form of one clause gives its act to a quotation of several."""
_OWN_HARM = {None: Act.CLAIMS_RESPONSIBILITY, Force.FAIL: Act.DENIES, Force.AHEAD: Act.THREATENS}


def imperative(parse: Parse, link: Link, content: Content) -> Word | None:
    """The first imperative in a quotation: a base form that heads a sentence or its quotation without a subject."""
    if link.attribution.kind is Kind.INDIRECT:
        return None
    heads = (w for w in content.words if w.dep in ("ROOT", "ccomp", "conj"))
    return next((w for w in heads if is_imperative(parse, w)), None)


def by_form(parse: Parse, content: Content) -> tuple[Act, str] | None:
    """The act that the form of the content shows under a plain cue: a duty, a threat, a claim, a denial."""
    inside = {w.i for w in content.words}
    heads = [w for w in content.words if w.pos in ("VERB", "AUX") and (w.head not in inside or w.head == w.i)]
    found = [one for head in heads[:6] if (one := _form_of(parse, content, head)) is not None]
    return min(found, key=lambda one: _FORMS.index(one[0])) if found else None


def _form_of(parse: Parse, content: Content, head: Word) -> tuple[Act, str] | None:
    """The act that one clause of the content shows."""
    subject = own_subject(parse, head)
    layer = next(iter(mood(parse, head)), None)
    speaker = subject is not None and subject.lower in _SELF
    if layer is not None and layer.force is Force.DUTY and not speaker:
        return Act.CALLS_FOR, f"{Act.CALLS_FOR}: '{layer.word.text}' (char {layer.word.start})"
    own = subject is not None and (speaker or any(c.lower in _SELF for c in parse.children_of(subject)))
    trigger = next((t for t in content.triggers if t.word is head or t.light is head), None)
    if (
        trigger is None
        or trigger.action is not Action.ASSAULT
        or not own
        or (layer is None and not _is_past(parse, head))
    ):
        return None
    act = _OWN_HARM.get(layer.force if layer is not None else None)
    words = f"{layer.word.text} {trigger.word.text}" if layer is not None else trigger.word.text
    return (act, f"{act}: the speaker says '{words}' of his own side") if act is not None else None


def _is_past(parse: Parse, verb: Word) -> bool:
    return verb.tag == "VBD" or any(
        c.dep == "aux" and c.lower in ("have", "has", "had", "'ve") for c in parse.children_of(verb)
    )
