"""Which date belongs to which act of speech, and which to which event: by the way up the parse from the date."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.read.times.context import Reference, Tense
from purport.records import Span, TimeMark


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CARRIERS = _words(
    "address announcement appeal article audio blog briefing broadcast bulletin call claim clip comment communique "
    "communiqué conference declaration dispatch email footage interview leaflet letter message note post recording "
    "release remark report sermon speech statement tape testimony tweet video warning"
)
_RELEASES = _words(
    "air appear broadcast carry circulate come date deliver distribute emerge give hold issue make obtain post "
    "print publish put read receive record release send share surface upload"
)
_SPEAKING = _words("address appear comment post reply respond speak talk testify tweet write")
_REPORTING = _words(
    "accuse acknowledge add admit allege announce appeal argue ask believe boast call cite claim confirm declare "
    "demand deny describe disclose estimate expect explain fear hint hope insist note order predict promise quote "
    "report reveal say state suggest tell think threaten tweet urge vow warn write"
)
_LIGHT = _words(
    "be begin break carry cause come commit conduct continue end execute face fall follow happen hit hold launch "
    "lead make mount occur order plan resume see stage start suffer take unleash witness"
)
_CLOSE = re.compile(
    r"\s?,?\s?(?:(?i:late|early|earlier|later)\s)?(?:(?i:on|in|at|as|just)\s)?(?:(?i:late|early|the)\s)?$"
)
_VERBS = ("VERB", "AUX")
_PRESENT = ("today", "this", "earlier today", "earlier this", "late today")
_Passable = Callable[[Word, Word], bool]


def _head(parse: Parse, mark: TimeMark) -> Word | None:
    """The word of a mark whose governor lies outside it."""
    inside = parse.between(mark.span.start, mark.span.end)
    for word in inside:
        governor = parse.head_of(word)
        if governor is word or not mark.span.start <= governor.start < mark.span.end:
            return word
    return inside[0] if inside else None


def _reaches(parse: Parse, mark: TimeMark, goals: set[int], passable: _Passable) -> bool:
    """Whether the way up from a date comes to one of `goals`; `passable` judges each step, from the word below to the one above."""
    squeezed = _squeezed(parse, mark)
    word = _head(parse, mark)
    if word is None or squeezed is not None:
        return squeezed is not None and squeezed.i in goals
    if word.i in goals:
        return True
    for governor in parse.ancestors(word):
        if governor.i in goals:
            return True
        if not passable(word, governor):
            return False
        word = governor
    return False


def _squeezed(parse: Parse, mark: TimeMark) -> Word | None:
    """The verb of a date that stands between it and its subject ("forces earlier this week reached"), whatever the parse says."""
    inside = parse.between(mark.span.start, mark.span.end)
    if not inside or inside[-1].i + 1 >= len(parse.words):
        return None
    verb, before = parse.words[inside[-1].i + 1], inside[0].i - 1
    while before >= 0 and parse.words[before].pos in ("ADP", "ADV"):
        before -= 1
    if verb.pos not in _VERBS or before < 0:
        return None
    governor = parse.words[before]
    ends_subject = governor.dep in ("nsubj", "nsubjpass", "dep") and governor.head in (verb.i, parse.head_of(verb).i)
    return verb if ends_subject and governor.sent == verb.sent else None


def _dated(times: Sequence[TimeMark]) -> list[TimeMark]:
    return [mark for mark in times if mark.type in ("DATE", "TIME") and mark.edtf]


def _plain_word(word: Word) -> bool:
    return word.pos in ("ADP", "ADV", "SCONJ", "NUM", "PUNCT", "ADJ", "PART", "DET")


def _time_noun(word: Word) -> bool:
    return word.ent in ("DATE", "TIME")


# --- of speech


def spoken(parse: Parse, attribution: Attribution, times: Sequence[TimeMark]) -> str | None:
    """EDTF of when a statement was said or released: of a date that hangs on the cue ("said on Friday"), or on the recording or
    document that brought the words ("in a video released on Friday"); never one inside the content. None if none does.
    """
    if not parse.words:
        return _spoken_unparsed(parse, attribution, times)
    if attribution.cue_word is None or attribution.cue_word >= len(parse.words):
        return None
    cue = parse.words[attribution.cue_word]
    near = [mark for mark in _dated(times) if _same_sentence(parse, cue, mark)]
    outside = [mark for mark in near if not any(mark.span.overlaps(part) for part in attribution.content)]
    goals = _speech_goals(parse, cue)
    found = [m for m in near if _follows(parse, attribution.cue, m)]
    found += [m for m in outside if m not in found and _reaches(parse, m, goals, _in_speech)]
    return _joined(parse.text, cue, [mark for mark in found if _of_speech(parse, cue, mark)])


_WIDEST = 80  # characters between cue and content in which a date is taken for the day of speaking


def _spoken_unparsed(parse: Parse, attribution: Attribution, times: Sequence[TimeMark]) -> str | None:
    """For a text without a parse: a date between the cue and a content that follows it in the same sentence."""
    if not attribution.cue:
        return None
    low, high = attribution.cue[-1].end, attribution.content[0].start
    gap = parse.text[low:high] if low < high else ""
    if len(gap) > _WIDEST or any(stop in gap for stop in ".!?؟\n"):
        return None
    between = [mark for mark in _dated(times) if low <= mark.span.start and mark.span.end <= high]
    return between[0].edtf if between else None


def _of_speech(parse: Parse, cue: Word, mark: TimeMark) -> bool:
    """Whether a date can be when words were said: not one that lies ahead, not "before" or "after" it, and none of a plain past
    day beside "has said" (a perfect tells of no day).
    """
    if _relation(parse, mark) or Reference(parse, None).tense(mark.span.start) is Tense.FUTURE:
        return False
    perfect = any(
        child.dep == "aux" and child.lemma == "have" and child.tag in ("VBZ", "VBP") for child in parse.children_of(cue)
    )
    return not perfect or mark.text.lower().startswith(_PRESENT) or "/.." in (mark.edtf or "")


def _same_sentence(parse: Parse, word: Word, mark: TimeMark) -> bool:
    first = parse.word_at(mark.span.start)
    return first is not None and first.sent == word.sent


def _in_speech(below: Word, word: Word) -> bool:
    if word.pos in _VERBS:
        return word.dep in ("acl", "relcl", "advcl") and (word.lemma in _RELEASES or word.lemma in _SPEAKING)
    return _plain_word(word) or _time_noun(word) or word.lemma in _CARRIERS


def _follows(parse: Parse, cue: tuple[Span, ...], mark: TimeMark) -> bool:
    """Whether a date stands directly behind the cue ("said Friday", "said late on Friday") and does not modify a noun."""
    if not cue or mark.span.start < cue[-1].end or mark.span.start - cue[-1].end > 24:
        return False
    head = _head(parse, mark)
    if head is None or head.dep in ("poss", "compound", "nmod", "amod", "nsubj", "nsubjpass"):
        return False
    return bool(_CLOSE.fullmatch(parse.text[cue[-1].end : mark.span.start]))


def _speech_goals(parse: Parse, cue: Word) -> set[int]:
    """The cue, and what stands above it in the same act of speech: the recording it speaks of, the verb that released it."""
    goals = {cue.i}
    word = cue
    while word.head != word.i:
        governor = parse.head_of(word)
        if not _one_act(word, governor):
            break
        goals.add(governor.i)
        word = governor
    return goals


def _one_act(word: Word, governor: Word) -> bool:
    if governor.pos in ("NOUN", "PROPN"):
        return word.dep in ("acl", "relcl", "prep", "pobj") and governor.lemma in _CARRIERS
    if governor.pos in _VERBS:
        released = governor.lemma in _RELEASES and word.dep in ("dobj", "nsubj", "nsubjpass", "advcl", "xcomp", "prep")
        return released and (word.lemma in _CARRIERS or word.pos in (*_VERBS, "NOUN", "ADP"))
    return governor.pos == "ADP" and word.lemma in _CARRIERS


# --- of events


def event_date(parse: Parse, word: Word, times: Sequence[TimeMark]) -> str | None:
    """EDTF of the date that modifies the clause (or noun phrase) of an event's anchor, and not a reporting verb above it.

    Verbs joined by "and" share a date that only one of them has; a noun takes the date of a light verb over it ("carried out an
    attack on Friday"). None if there is none.
    """
    near = [mark for mark in _dated(times) if _same_sentence(parse, word, mark)]
    for goals in _event_goals(parse, word):
        if here := [mark for mark in near if any(_premodifies(parse, mark) == i for i in goals)]:
            return here[0].edtf
        noun = any(parse.words[i].pos in ("NOUN", "PROPN") for i in goals)
        steps = _under_noun if noun else _under_verb
        found = [m for m in near if _premodifies(parse, m) is None and _reaches(parse, m, goals, steps)]
        if found:
            return _joined(parse.text, word, [_beside_it(parse, mark) for mark in found])
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
    if word.pos in _VERBS:
        return False
    if word.pos in ("NOUN", "PROPN") and not _time_noun(word):
        return _tells_of_clause(below, word)
    return _plain_word(word) or _time_noun(word)


def _tells_of_clause(below: Word, noun: Word) -> bool:
    if noun.dep in ("nsubj", "nsubjpass"):
        return below.dep in ("prep", "npadvmod", "poss", "advmod")
    return noun.dep in ("pobj", "dobj") and below.dep in ("prep", "npadvmod", "advmod") and noun.lemma not in _CARRIERS


def _under_noun(below: Word, word: Word) -> bool:
    """Steps that lead up to a noun: through a verb that describes it as well ("the attack that killed ten on Friday")."""
    if word.pos in _VERBS:
        return word.dep in ("acl", "relcl") and word.lemma not in _REPORTING
    return _plain_word(word) or _time_noun(word) or (word.pos in ("NOUN", "PROPN") and word.dep in ("pobj", "dobj"))


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
    """Whether a verb below is in the same clause: joined by "and" without a subject of its own."""
    joined = child.dep == "conj" and child.pos in _VERBS and word.pos in _VERBS and child.lemma not in _REPORTING
    return joined and not _has_subject(parse, child)


def _has_subject(parse: Parse, verb: Word) -> bool:
    return any(child.dep in ("nsubj", "nsubjpass") for child in parse.children_of(verb))


def _rises(parse: Parse, word: Word, governor: Word) -> bool:
    if governor.lemma in _REPORTING:
        return False
    if word.pos in _VERBS:
        chained = governor.pos in _VERBS and (word.dep in ("conj", "xcomp", "auxpass", "aux") or _result(parse, word))
        return chained and (word.dep != "conj" or not _has_subject(parse, word))
    if governor.pos == "ADP":
        return word.dep == "pobj" and governor.lower in ("in", "during", "by", "with", "of", "on")
    if word.pos == "ADP":
        return governor.pos in _VERBS or governor.pos == "NOUN"
    if governor.pos in _VERBS:
        return governor.lemma in _LIGHT or word.dep in ("nsubj", "nsubjpass")
    return governor.pos == "NOUN" and word.dep in ("compound", "conj")


def _result(parse: Parse, verb: Word) -> bool:
    """A participle that goes on with the clause ("exploded on Friday, killing four")."""
    return (
        verb.dep == "advcl"
        and verb.tag == "VBG"
        and all(child.dep not in ("mark", "prep") for child in parse.children_of(verb)[:1])
    )


# --- of both


def _relation(parse: Parse, mark: TimeMark) -> str:
    """``before`` or ``after`` if the date is only what the time meant lies before or after; else empty."""
    first = parse.word_at(mark.span.start)
    lead = parse.words[first.i - 1].lower if first and first.i else ""
    return lead if lead in ("before", "after") and mark.type == "DATE" else ""


def _beside_it(parse: Parse, mark: TimeMark) -> TimeMark:
    """The mark, its EDTF open towards the past after "before" and towards the future after "after"."""
    relation = _relation(parse, mark)
    if not relation or mark.edtf is None or "/" in mark.edtf:
        return mark
    return replace(mark, edtf=f"../{mark.edtf}" if relation == "before" else f"{mark.edtf}/..")


_BETWEEN = re.compile(r"\s(?:and|to|until|through|till|-|–|—)\s(?:the\s)?", re.I)
_DAYS = re.compile(r"\d{4}(?:-\d\d){0,2}")


def _joined(text: str, anchor: Word, marks: list[TimeMark]) -> str | None:
    """One EDTF of the dates found: an interval for "between … and …", else the date nearest to the anchor."""
    if not marks:
        return None
    ordered = sorted(marks, key=lambda mark: mark.span.start)
    for first, second in itertools.pairwise(ordered):
        if span := _from_to(text, first, second):
            return span
    return min(ordered, key=lambda mark: abs(mark.span.start - anchor.start)).edtf


def _from_to(text: str, first: TimeMark, second: TimeMark) -> str | None:
    lead = text[max(0, first.span.start - 9) : first.span.start].lower().split()[-1:]
    low, high = first.edtf or "", (second.edtf or "").removeprefix("../")
    if lead not in (["between"], ["from"]) or not _BETWEEN.fullmatch(text[first.span.end : second.span.start]):
        return None
    return f"{low}/{high}" if _DAYS.fullmatch(low) and _DAYS.fullmatch(high) and low < high else None
