"""What a speaker does by speaking: the act, whom it addresses, at whom it aims, and whether it is about harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from purport.read.acts.addressees import addressee
from purport.read.acts.arabic import arabic_deed, is_arabic
from purport.read.acts.content import Content, content_of
from purport.read.acts.forms import by_form, imperative
from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import is_negated
from purport.read.events.phrases import aimed_at, named
from purport.read.events.roles import target_words
from purport.read.events.triggers import Trigger, is_figurative
from purport.read.found import Deed, Link, Names
from purport.read.parse import Parse, Word
from purport.read.unsaid import stand_not_taken, unsaid
from purport.records.cameo import cameo
from purport.records.names import Act, Action, Certainty

__all__ = ["aims_of", "deed"]

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
_VIOLENT = frozenset({Act.CALLS_FOR, Act.THREATENS, Act.CLAIMS_RESPONSIBILITY})
_AIMED = _VIOLENT | {Act.ACCUSES}


def deed(parse: Parse, link: Link, names: Names) -> Deed:
    """The speech act of one statement, after Austin and Searle by way of the cue and the form of what is said.

    Targets and addressee are in the text's words, coordinated targets apart; `violent` is about what the content calls for,
    threatens or claims, figures of speech left out.
    """
    if not parse.words and is_arabic(parse.text):
        return arabic_deed(parse.text, link)
    cue = None if link.attribution.cue_word is None else parse.words[link.attribution.cue_word]
    content = content_of(parse, link)
    act, reason = _act(parse, link, cue, content)
    harms = [t for t in content.triggers if _is_harm(parse, t)]
    aims = _aims(parse, names, act, cue, content, harms) if act in _AIMED else ()
    violent = bool(harms) and act in _VIOLENT and link.certainty is not Certainty.NEGATED
    if harms:
        reason += f"; violent: '{harms[0].word.text}' (char {harms[0].word.start})" if violent else ""
    code = cameo(act, [t.action for t in content.triggers])
    return Deed(act, addressee(parse, link, names, cue, content), aims, violent, reason, code)


def _is_harm(parse: Parse, trigger: Trigger) -> bool:
    """Whether a trigger is physical harm that is not ruled out."""
    if trigger.action is not Action.ASSAULT or is_figurative(parse, trigger):
        return False
    return is_negated(parse, trigger.light or trigger.word) is None


def _act(parse: Parse, link: Link, cue: Word | None, content: Content) -> tuple[Act, str]:
    """The act and why."""
    cue_lemmas = {w.lemma for span in link.attribution.cue for w in parse.between(span.start, span.end)}
    if cue is not None and _is_taken_back(parse, cue):
        return Act.RETRACTS, f"{Act.RETRACTS}: '{parse.head_of(cue).text}' (char {parse.head_of(cue).start})"
    cue_words = (w for span in link.attribution.cue for w in parse.between(span.start, span.end))
    if link.certainty is Certainty.NEGATED and (open_ := stand_not_taken(parse, cue, cue_words)) is not None:
        act = next((act for act, listed in _LEMMAS.items() if open_[0].lemma in listed), Act.SAYS)
        return act, f"{act}: '{open_[0].text}' (char {open_[0].start}), which was not done"
    if cue is not None and (found := _by_cue(parse, cue, cue_lemmas, content)) is not None:
        return found, f"{found}: cue '{cue.text}'"
    if (word := imperative(parse, link, content)) is not None:
        return Act.CALLS_FOR, f"{Act.CALLS_FOR}: imperative '{word.text}' in the quotation"
    if (shown := by_form(parse, content)) is not None:
        return shown
    return Act.SAYS, f"{Act.SAYS}: cue '{cue.text}'" if cue is not None else f"{Act.SAYS}: no cue of its own"


def _is_taken_back(parse: Parse, cue: Word) -> bool:
    """Whether a cue is the report that a verb of withdrawing takes back ("withdraws its report that")."""
    head = parse.head_of(cue)
    taken = cue.pos == "NOUN" and cue.dep in ("dobj", "nsubjpass") and cue.lemma in forces.REPORT_WORKS
    return taken and forces.VERBS.get(head.lemma) is Force.RETRACT and unsaid(parse, head) is None


def _by_cue(parse: Parse, cue: Word, cue_lemmas: set[str], content: Content) -> Act | None:
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


def _refined(act: Act, cue: Word, around: set[str], harm: bool, content: Content) -> Act:
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


def _nominal(content: Content) -> bool:
    return content.head is not None and content.head.pos in ("NOUN", "PROPN")


def _lies_ahead(content: Content) -> bool:
    """Whether the content speaks of what is to come."""
    head = content.head
    infinitive = head is not None and head.tag == "VB" and head.dep == "xcomp"
    return infinitive or any(w.tag == "MD" and w.lower in forces.FUTURE_MODALS for w in content.words[:25])


def _is_call(parse: Parse, cue: Word, content: Content) -> bool:
    table = forces.VERBS if cue.pos == "VERB" else forces.NOUNS
    if table.get(cue.lemma) is Force.CALL:
        if cue.lemma == "call" and cue.pos == "VERB":
            return _calls_upon(parse, cue)
        return cue.lemma != "ask" or not any(w.lower in ("whether", "if", "why") for w in content.words[:1])
    head = content.head
    told = cue.lemma in ("tell", "warn", "say", "remind") and head is not None and head.tag == "VB"
    return told and head is not None and any(c.tag == "TO" for c in parse.children_of(head)) and head.head == cue.i


def _calls_upon(parse: Parse, cue: Word) -> bool:
    """``called for``, ``called on them to``; not ``called it a bluff``."""
    below = parse.children_of(cue)
    return any(c.lower in ("for", "on", "upon") and c.dep in ("prep", "prt") for c in below) or any(
        c.tag == "VB" and any(g.tag == "TO" for g in parse.children_of(c)) for c in below
    )


def _aims(
    parse: Parse, names: Names, act: Act, cue: Word | None, content: Content, harms: Sequence[Trigger]
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
