"""When a statement was said or released: by the date that hangs on its cue, or on the recording that brought the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.read.times.context import Reference, Tense
from purport.read.times.ways import (
    CARRIERS,
    VERBS,
    dated_marks,
    head_of,
    joined,
    plain_word,
    reaches,
    relation,
    sentence_marks,
    time_noun,
    word_set,
)
from purport.records import Span, TimeMark

_RELEASES = word_set(
    "air appear broadcast carry circulate come date deliver distribute emerge give hold issue make obtain post "
    "print publish put read receive record release send share surface upload"
)
_SPEAKING = word_set("address appear comment post reply respond speak talk testify tweet write")
_CLOSE = re.compile(
    r"\s?,?\s?(?:(?i:late|early|earlier|later)\s)?(?:(?i:on|in|at|as|just)\s)?(?:(?i:late|early|the)\s)?$"
)
_PRESENT = ("today", "this", "earlier today", "earlier this", "late today")


def spoken(parse: Parse, attribution: Attribution, times: Sequence[TimeMark]) -> str | None:
    """EDTF of when a statement was said or released: of a date that hangs on the cue ("said on Friday"), or on the recording or
    document that brought the words ("in a video released on Friday"); never one inside the content. None if none does.
    """
    if not parse.words:
        return _spoken_unparsed(parse, attribution, times)
    if attribution.cue_word is None or attribution.cue_word >= len(parse.words):
        return None
    cue = parse.words[attribution.cue_word]
    near = sentence_marks(parse, cue, times)
    outside = [mark for mark in near if not any(mark.span.overlaps(part) for part in attribution.content)]
    goals = _speech_goals(parse, cue)
    found = [m for m in near if _follows(parse, attribution.cue, m)]
    found += [m for m in outside if m not in found and reaches(parse, m, goals, _in_speech)]
    return joined(parse.text, cue, [mark for mark in found if _of_speech(parse, cue, mark)])


_WIDEST = 80  # characters between cue and content in which a date is taken for the day of speaking


def _spoken_unparsed(parse: Parse, attribution: Attribution, times: Sequence[TimeMark]) -> str | None:
    """For a text without a parse: a date between the cue and a content that follows it in the same sentence."""
    if not attribution.cue:
        return None
    low, high = attribution.cue[-1].end, attribution.content[0].start
    gap = parse.text[low:high] if low < high else ""
    if len(gap) > _WIDEST or any(stop in gap for stop in ".!?؟\n"):
        return None
    between = [mark for mark in dated_marks(times, low, high) if mark.span.end <= high]
    return between[0].edtf if between else None


def _of_speech(parse: Parse, cue: Word, mark: TimeMark) -> bool:
    """Whether a date can be when words were said: not one that lies ahead, not "before" or "after" it, and none of a plain past
    day beside "has said" (a perfect tells of no day).
    """
    if relation(parse, mark) or Reference(parse, None).tense(mark.span.start) is Tense.FUTURE:
        return False
    perfect = any(
        child.dep == "aux" and child.lemma == "have" and child.tag in ("VBZ", "VBP") for child in parse.children_of(cue)
    )
    return not perfect or mark.text.lower().startswith(_PRESENT) or "/.." in (mark.edtf or "")


def _in_speech(below: Word, word: Word) -> bool:
    if word.pos in VERBS:
        return word.dep in ("acl", "relcl", "advcl") and (word.lemma in _RELEASES or word.lemma in _SPEAKING)
    return plain_word(word) or time_noun(word) or word.lemma in CARRIERS


def _follows(parse: Parse, cue: tuple[Span, ...], mark: TimeMark) -> bool:
    """Whether a date stands directly behind the cue ("said Friday", "said late on Friday") and does not modify a noun."""
    if not cue or mark.span.start < cue[-1].end or mark.span.start - cue[-1].end > 24:
        return False
    head = head_of(parse, mark)
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
        return word.dep in ("acl", "relcl", "prep", "pobj") and governor.lemma in CARRIERS
    if governor.pos in VERBS:
        released = governor.lemma in _RELEASES and word.dep in ("dobj", "nsubj", "nsubjpass", "advcl", "xcomp", "prep")
        return released and (word.lemma in CARRIERS or word.pos in (*VERBS, "NOUN", "ADP"))
    return governor.pos == "ADP" and word.lemma in CARRIERS
