"""The way up a parse from a date to the word that it belongs to, and what is made of several dates found."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from purport.read.parse import Parse, Word
from purport.records import TimeMark


def word_set(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())


CARRIERS = word_set(
    "address announcement appeal article audio blog briefing broadcast bulletin call claim clip comment communique "
    "communiqué conference declaration dispatch email footage interview leaflet letter message note post recording "
    "release remark report sermon speech statement tape testimony tweet video warning"
)
REPORTING = word_set(
    "accuse acknowledge add admit allege announce appeal argue ask believe boast call cite claim confirm declare "
    "demand deny describe disclose estimate expect explain fear hint hope insist note order predict promise quote "
    "report reveal say state suggest tell think threaten tweet urge vow warn write"
)
VERBS = ("VERB", "AUX")
Passable = Callable[[Word, Word], bool]


def head_of(parse: Parse, mark: TimeMark) -> Word | None:
    """The word of a mark whose governor lies outside it."""
    inside = parse.between(mark.span.start, mark.span.end)
    for word in inside:
        governor = parse.head_of(word)
        if governor is word or not mark.span.start <= governor.start < mark.span.end:
            return word
    return inside[0] if inside else None


def reaches(parse: Parse, mark: TimeMark, goals: set[int], passable: Passable) -> bool:
    """Whether the way up from a date comes to one of `goals`; `passable` judges each step, from the word below to the one above."""
    squeezed = _squeezed(parse, mark)
    word = head_of(parse, mark)
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


def _own_phrase(date: list[Word]) -> bool:
    """Whether a date stands by itself, and does not describe a noun behind it."""
    return date[-1].dep not in ("poss", "compound", "nmod", "amod") or date[-1].head < date[-1].i


def reporting_before(parse: Parse, i: int) -> Word | None:
    """The verb of reporting that stands directly before word `i`, prepositions and adverbs apart ("said late on Friday")."""
    k = i - 1
    while k > 0 and parse.words[k].pos in ("ADP", "ADV"):
        k -= 1
    verb = parse.words[k] if k >= 0 else None
    fits = verb is not None and verb.pos == "VERB" and verb.lemma in REPORTING and verb.sent == parse.words[i].sent
    return verb if fits else None


def _squeezed(parse: Parse, mark: TimeMark) -> Word | None:
    """The verb of a date that stands directly behind a verb of reporting ("said on Friday"), or between a verb and its subject
    ("forces earlier this week reached"), whatever the parse says.
    """
    inside = parse.between(mark.span.start, mark.span.end)
    if not inside or inside[-1].i + 1 >= len(parse.words):
        return None
    if _own_phrase(inside) and (reporting := reporting_before(parse, inside[0].i)):
        return reporting
    verb, before = parse.words[inside[-1].i + 1], inside[0].i - 1
    while before >= 0 and parse.words[before].pos in ("ADP", "ADV"):
        before -= 1
    if verb.pos not in VERBS or before < 0:
        return None
    governor = parse.words[before]
    ends_subject = governor.dep in ("nsubj", "nsubjpass", "dep") and governor.head in (verb.i, parse.head_of(verb).i)
    return verb if ends_subject and governor.sent == verb.sent else None


def dated_marks(times: Sequence[TimeMark], start: int, end: int) -> list[TimeMark]:
    """The marks that begin in ``start:end`` and mean a day, month, year or stretch of the calendar; `times` is in text order."""
    low = bisect_left(times, start, key=_start)
    high = bisect_left(times, end, low, key=_start)
    return [mark for mark in times[low:high] if mark.type in ("DATE", "TIME") and mark.edtf]


def _start(mark: TimeMark) -> int:
    return mark.span.start


def plain_word(word: Word) -> bool:
    """Whether a word only leads on (preposition, adverb, numeral)."""
    return word.pos in ("ADP", "ADV", "SCONJ", "NUM", "PUNCT", "ADJ", "PART", "DET")


def time_noun(word: Word) -> bool:
    """Whether the parse takes a word for part of a date."""
    return word.ent in ("DATE", "TIME")


def sentence_marks(parse: Parse, word: Word, times: Sequence[TimeMark]) -> list[TimeMark]:
    """The dates of a word's sentence."""
    sentence = parse.sentence_span(word.sent)
    return dated_marks(times, sentence.start, sentence.end)


def relation(parse: Parse, mark: TimeMark) -> str:
    """``before`` or ``after`` if the date is only what the time meant lies before or after; else empty."""
    first = parse.word_at(mark.span.start)
    lead = parse.words[first.i - 1].lower if first and first.i else ""
    return lead if lead in ("before", "after") and mark.type == "DATE" else ""


def beside_it(parse: Parse, mark: TimeMark) -> TimeMark:
    """The mark, its EDTF open towards the past after "before" and towards the future after "after"."""
    side = relation(parse, mark)
    if not side or mark.edtf is None or "/" in mark.edtf:
        return mark
    return replace(mark, edtf=f"../{mark.edtf}" if side == "before" else f"{mark.edtf}/..")


_BETWEEN = re.compile(r"\s(?:and|to|until|through|till|-|–|—)\s(?:the\s)?", re.I)
_DAYS = re.compile(r"\d{4}(?:-\d\d){0,2}")


def joined(text: str, anchor: Word, marks: list[TimeMark]) -> str | None:
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
