"""What a speaker does by speaking: the act, whom it addresses, at whom it aims, and whether it is about harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import is_negated, mood, own_subject
from purport.read.events.phrases import aimed_at, named
from purport.read.events.roles import target_words
from purport.read.events.triggers import Trigger, is_figurative, triggers_in
from purport.read.found import Deed, Link, Names
from purport.read.parse import Parse, Word
from purport.records.names import Act, Action, Kind

_LEMMAS: dict[Act, frozenset[str]] = {
    Act.DENIES: lemmas("deny denial refute disown contest rebut disavow repudiate dispute disclaim contradict dismiss"),
    Act.ACCUSES: lemmas("accuse accusation blame charge condemn denounce fault allege allegation suspect suspicion"),
    Act.CONFIRMS: lemmas("confirm confirmation acknowledge admit admission concede verify corroborate confess"),
    Act.ANNOUNCES: lemmas("announce announcement declare proclaim unveil publish broadcast"),
    Act.APOLOGISES: lemmas("apologise apologize apology"),
    Act.RETRACTS: lemmas("retract recant withdraw backtrack retraction"),
    Act.WARNS: lemmas("warn warning caution"),
    Act.PROMISES: lemmas("promise pledge vow undertake swear guarantee commit assure"),
    Act.THREATENS: lemmas("threaten threat menace ultimatum"),
    Act.REJECTS: lemmas("reject rejection rebuff spurn refuse veto"),
}
_CHARGES = lemmas("accusation allegation charge claim report suggestion responsibility involvement assertion account")
_CREDIT = lemmas("responsibility credit authorship")
_AIMED = frozenset({Act.CALLS_FOR, Act.THREATENS, Act.CLAIMS_RESPONSIBILITY, Act.ACCUSES})
_SELF = lemmas("i we it he she they our my its his her their")
_SPOKEN_WITH = {
    "call": ("on", "upon"),
    "appeal": ("to",),
    "plead": ("with",),
    "speak": ("to",),
    "write": ("to",),
    "say": ("to",),
}
_OWN_HARM = {None: Act.CLAIMS_RESPONSIBILITY, Force.FAIL: Act.DENIES, Force.AHEAD: Act.THREATENS}
_TO_WHOM = ("dobj", "dative")


@dataclass(frozen=True, slots=True)
class _Content:
    """What was said: its words, its acts, and the word that heads it."""

    words: list[Word]
    triggers: list[Trigger]
    head: Word | None


def _content(parse: Parse, link: Link) -> _Content:
    words = [w for span in link.attribution.content for w in parse.between(span.start, span.end)]
    inside = {w.i for w in words}
    heads = [w for w in words if (w.head not in inside or w.head == w.i) and w.pos != "PUNCT"]
    head = next((w for w in heads if w.pos in ("VERB", "AUX")), heads[0] if heads else None)
    return _Content(words, triggers_in(parse, words), head)


def deed(parse: Parse, link: Link, names: Names) -> Deed:
    """The speech act of one statement, after Austin and Searle by way of the cue and the form of what is said.

    Targets and addressee are in the text's words, coordinated targets apart; `violent` is about what the content calls for,
    threatens or claims, figures of speech left out.
    """
    cue = None if link.attribution.cue_word is None else parse.words[link.attribution.cue_word]
    content = _content(parse, link)
    act, reason = _act(parse, link, cue, content)
    harms = [t for t in content.triggers if _is_harm(parse, t)]
    aims = _aims(parse, names, act, cue, content, harms) if act in _AIMED else ()
    violent = bool(harms) and act in _AIMED | {Act.WARNS, Act.PROMISES, Act.SAYS, Act.ANNOUNCES, Act.CONFIRMS}
    if harms:
        reason += f"; violent: '{harms[0].word.text}' (char {harms[0].word.start})" if violent else ""
    return Deed(act, _addressee(parse, link, names, cue, content), aims, violent, reason)


def _is_harm(parse: Parse, trigger: Trigger) -> bool:
    """Whether a trigger is physical harm that is not ruled out."""
    if trigger.action is not Action.ASSAULT or is_figurative(parse, trigger):
        return False
    return is_negated(parse, trigger.light or trigger.word) is None


def _act(parse: Parse, link: Link, cue: Word | None, content: _Content) -> tuple[Act, str]:
    """The act and why."""
    cue_lemmas = {w.lemma for span in link.attribution.cue for w in parse.between(span.start, span.end)}
    if cue is not None and (found := _by_cue(parse, cue, cue_lemmas, content)) is not None:
        return found, f"{found}: cue '{cue.text}'"
    if (word := _imperative(parse, link, content)) is not None:
        return Act.CALLS_FOR, f"{Act.CALLS_FOR}: imperative '{word.text}' in the quotation"
    by_form = _by_form(parse, content)
    if by_form is not None:
        return by_form
    return Act.SAYS, f"{Act.SAYS}: cue '{cue.text}'" if cue is not None else f"{Act.SAYS}: no cue of its own"


def _by_cue(parse: Parse, cue: Word, cue_lemmas: set[str], content: _Content) -> Act | None:
    """The act that the cue itself names."""
    around = (
        cue_lemmas
        | {w.lemma for w in content.words[:4]}
        | {c.lemma for c in parse.children_of(cue) if c.dep in ("dobj", "pobj")}
    )
    harm = any(t.action is Action.ASSAULT for t in content.triggers)
    if _is_call(parse, cue, content):
        return Act.CALLS_FOR
    if cue.lemma in ("claim", "take", "accept", "assume", "own") and (around & _CREDIT or (_nominal(content) and harm)):
        return Act.CLAIMS_RESPONSIBILITY
    for act, cues in _LEMMAS.items():
        if cue.lemma in cues:
            return _refined(act, cue, around, harm, content)
    return None


def _refined(act: Act, cue: Word, around: set[str], harm: bool, content: _Content) -> Act:
    """The act of a cue that can name two, by what follows it."""
    ahead = _lies_ahead(content)
    if act is Act.PROMISES and harm and (ahead or _nominal(content)):
        return Act.THREATENS
    if act is Act.WARNS and harm and ahead and content.head is not None and content.head.tag == "VBN":
        return Act.THREATENS
    if act is Act.REJECTS and (around & _CHARGES or (content.head is not None and content.head.dep == "ccomp")):
        return Act.DENIES
    if act is Act.DENIES and cue.lemma == "dismiss" and not around & _CHARGES and _nominal(content):
        return Act.REJECTS
    return act


def _nominal(content: _Content) -> bool:
    return content.head is not None and content.head.pos in ("NOUN", "PROPN")


def _lies_ahead(content: _Content) -> bool:
    """Whether the content speaks of what is to come."""
    head = content.head
    infinitive = head is not None and head.tag == "VB" and head.dep == "xcomp"
    return infinitive or any(w.tag == "MD" and w.lower in forces.FUTURE_MODALS for w in content.words[:25])


def _is_call(parse: Parse, cue: Word, content: _Content) -> bool:
    table = forces.VERBS if cue.pos == "VERB" else forces.NOUNS
    if table.get(cue.lemma) is Force.CALL:
        return cue.lemma != "ask" or not any(w.lower in ("whether", "if", "why") for w in content.words[:1])
    head = content.head
    told = cue.lemma in ("tell", "warn", "say", "remind") and head is not None and head.tag == "VB"
    return told and head is not None and any(c.tag == "TO" for c in parse.children_of(head)) and head.head == cue.i


def _imperative(parse: Parse, link: Link, content: _Content) -> Word | None:
    """The first imperative in a quotation: a base form that heads a sentence or its quotation without a subject."""
    if link.attribution.kind is Kind.INDIRECT:
        return None
    for word in content.words:
        if (
            word.tag in ("VB", "VBP")
            and word.pos == "VERB"
            and word.dep in ("ROOT", "ccomp", "conj")
            and _bare(parse, word)
        ):
            return word
    return None


def _bare(parse: Parse, verb: Word) -> bool:
    before = [c for c in parse.children_of(verb) if c.i < verb.i]
    if any(
        c.dep in ("nsubj", "nsubjpass", "expl", "mark") or (c.dep == "aux" and c.lower not in ("do", "let"))
        for c in before
    ):
        return False
    if verb.dep != "conj":
        return True
    head = parse.head_of(verb)
    return head.pos != "VERB" or _bare(parse, head) if head.dep != "conj" else True


def _by_form(parse: Parse, content: _Content) -> tuple[Act, str] | None:
    """The act that the form of the content shows under a plain cue: a duty, a threat, a claim, a denial."""
    head = content.head
    if head is None or head.pos not in ("VERB", "AUX"):
        return None
    found = mood(parse, head)
    subject = own_subject(parse, head)
    own = subject is not None and (subject.lower in _SELF or any(c.lower in _SELF for c in parse.children_of(subject)))
    trigger = next((t for t in content.triggers if t.word is head or t.light is head), None)
    layer = found[0] if found else None
    if layer is not None and layer.force is Force.DUTY and not (subject is not None and subject.lower in _SELF):
        return Act.CALLS_FOR, f"{Act.CALLS_FOR}: '{layer.word.text}' (char {layer.word.start})"
    if trigger is None or trigger.action is not Action.ASSAULT or not own:
        return None
    act = _OWN_HARM.get(layer.force if layer is not None else None)
    words = f"{layer.word.text} {trigger.word.text}" if layer is not None else trigger.word.text
    return (act, f"{act}: the speaker says '{words}' of his own side") if act is not None else None


def _aims(
    parse: Parse, names: Names, act: Act, cue: Word | None, content: _Content, harms: Sequence[Trigger]
) -> tuple[str, ...]:
    """Whom the act is aimed at, one name each."""
    found: list[str | None] = []
    if act is Act.ACCUSES and cue is not None:
        accused = next((c for c in parse.children_of(cue) if c.dep in ("dobj", "nsubjpass")), None)
        found = [named(parse, names, accused)] if accused is not None else []
    else:
        for trigger in harms:
            found.extend(aims_of(parse, names, trigger))
    return tuple(dict.fromkeys(name for name in found if name))


def aims_of(parse: Parse, names: Names, trigger: Trigger) -> Iterator[str]:
    """Whom or what an act of harm is aimed at in the text's words, one name each; the places it is wished on if no one is named."""
    for word in target_words(parse, trigger, located=True):
        name = aimed_at(parse, names, word)
        if name:
            yield name


def _addressee(parse: Parse, link: Link, names: Names, cue: Word | None, content: _Content) -> str | None:
    """Who is spoken to: the object of the cue, else the one called upon at the head of a quotation."""
    if cue is not None and cue.pos == "VERB":
        word = _spoken_to(parse, cue, {w.i for w in content.words})
        if word is not None:
            return named(parse, names, word)
    if link.attribution.kind is not Kind.INDIRECT:
        return _called_upon(parse, content.words)
    return None


def _spoken_to(parse: Parse, cue: Word, inside: set[int]) -> Word | None:
    """Who a verb of speaking speaks to; between a call and its infinitive, though it stands in the content."""
    wish = next((c for c in parse.children_of(cue) if c.dep in ("xcomp", "ccomp", "advcl") and c.tag == "VB"), None)
    for child in parse.children_of(cue):
        open_to = child.i not in inside or (wish is not None and cue.i < child.i < wish.i)
        if child.dep in _TO_WHOM and open_to and _is_somebody(child):
            return child if child.pos != "ADP" else _object(parse, child)
        if child.dep in ("prep", "dative", "prt") and child.lower in _SPOKEN_WITH.get(cue.lemma, ()):
            return _object(parse, child)
    return _subject_of_wish(parse, cue)


def _subject_of_wish(parse: Parse, cue: Word) -> Word | None:
    """The subject that stands between a call and its infinitive ("urged others to march")."""
    if forces.VERBS.get(cue.lemma) is not Force.CALL and cue.lemma not in ("tell", "warn"):
        return None
    for child in parse.children_of(cue):
        if child.dep in ("ccomp", "xcomp") and child.tag == "VB":
            return next((c for c in parse.children_of(child) if c.dep == "nsubj" and c.i < child.i), None)
    return None


def _is_somebody(word: Word) -> bool:
    return word.ent not in ("DATE", "TIME", "PERCENT", "MONEY") and word.pos in (
        "NOUN",
        "PROPN",
        "PRON",
        "ADP",
        "NUM",
        "ADJ",
    )


def _object(parse: Parse, preposition: Word) -> Word | None:
    return next((c for c in parse.children_of(preposition) if c.dep == "pobj" and _is_somebody(c)), None)


def _called_upon(parse: Parse, words: list[Word]) -> str | None:
    """The people named at the head of a quotation ("To all the people of the valley, ...", "O fighters!")."""
    plain = [w for w in words[:20] if w.pos != "PUNCT"]
    if len(plain) < 2:
        return None
    if plain[0].text == "To":
        noun = next((c for c in parse.children_of(plain[0]) if c.dep == "pobj"), None)
        return _without_all(_up_to_comma(parse, noun)) if noun is not None and noun.tag != "VB" else None
    if plain[0].lower in ("o", "oh", "dear"):
        start = plain[1].start
        end = next(
            (w.start for w in words if w.i > plain[1].i and w.text in ("!", ",", ".", ":", "”", '"')), words[-1].end
        )
        return parse.text[start:end].strip() or None
    return None


def _up_to_comma(parse: Parse, noun: Word) -> str:
    words = [w for w in parse.subtree(noun)[:20]]
    stop = next((w.i for w in words if w.text in (",", ";", "—") and w.i > noun.i), None)
    kept = [w for w in words if stop is None or w.i < stop]
    span = parse.span_of(kept)
    return parse.text[span.start : span.end]


def _without_all(words: str) -> str:
    return words[4:] if words.lower().startswith("all ") else words
