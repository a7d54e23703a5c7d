"""Finds of all rules made one list: doubles dropped, text order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from purport.read.attribution.nouns import FEELINGS, STIRRING
from purport.read.attribution.page import Find, Page
from purport.read.attribution.phrases import speaks
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.records.names import Kind
from purport.records.spans import Spans

_NOBODY = frozenset({"no", "none", "nobody", "no-one", "neither"})
_LITTLE = frozenset({"PRON", "DET", "PART", "ADP", "AUX"})
_LOOKS = frozenset({"say", "believe", "think", "suppose", "purport", "report", "understand", "presume", "rumour"})
_NAMELESS = re.compile(
    r"(?:not to be|to be|to remain|to stay|not be) (?:named|identified|quoted|nameless|anonymous|unnamed)\b|anonymity\b"
)
MOST_OF_A_CONDITION = 6
"""Words of ``not to be named because of ...`` at most."""
_CHECKS = frozenset({"confirm", "verify", "authenticate", "corroborate", "substantiate"})


def unsaid(parse: Parse, found: Attribution) -> bool:
    """Whether nobody says it: ``no group has claimed it``, or a check that was not made (``could not be confirmed``).

    Of nouns: ``there was no claim of responsibility``. Of things: ``a tape said to be of him`` tells what it looks like, and
    ``the speeches have raised fears of a feud`` tells what they stir.
    """
    if _stirs(parse, found):
        return True
    if found.source and found.source[0].of(parse.text).split()[0].lower() in _NOBODY:
        return True
    if found.cue_word is None:
        return False
    cue = parse.words[found.cue_word]
    below = parse.children_of(cue)
    if _looks(parse, cue, found) or _was_asked(parse, cue, found):
        return True
    if cue.pos == "NOUN":
        return any(word.dep == "det" and word.lower == "no" for word in below)
    return cue.lemma in _CHECKS and any(word.dep == "neg" for word in below)


def _stirs(parse: Parse, found: Attribution) -> bool:
    """Whether the source is a thing that stirs a feeling in others."""
    cue = {w.lemma for span in found.cue for w in parse.between(span.start, span.end)}
    if found.source_word is None or not (cue & STIRRING and cue & FEELINGS):
        return False
    source = parse.words[found.source_word]
    return source.pos == "NOUN" and not speaks(source)


def _was_asked(parse: Parse, cue: Word, found: Attribution) -> bool:
    """Whether it is the source who was asked: ``a clerk, asked whether the mill had closed, nodded``."""
    apart = cue.i > 1 and parse.words[cue.i - 1].text == ","
    return apart and cue.lower == "asked" and found.source_word == cue.i - 2


def _looks(parse: Parse, cue: Word, found: Attribution) -> bool:
    """Whether a participle on a noun tells what it is said to be."""
    after = parse.words[cue.i + 1 : cue.i + 3]
    passive = any(w.dep in ("auxpass", "aux") for w in parse.children_of(cue))
    said_to_be = [w.lower for w in after] == ["to", "be"] and cue.tag in ("VBN", "VBD") and not passive
    return said_to_be and cue.lemma in _LOOKS and found.content[0].start > cue.start


def bare(page: Page, find: Find | Attribution) -> bool:
    """Whether what is said is no content: pronouns and little words alone (``support it``), or a condition of anonymity."""
    words = [w for span in find.content for w in page.words(span.start, span.end) if w.text[0].isalnum()]
    said = find.content[0].of(page.parse.text)
    if _NAMELESS.match(said) or (len(words) <= MOST_OF_A_CONDITION and _NAMELESS.search(said)):
        return True
    return page.kind(find.content) is Kind.INDIRECT and all(w.pos in _LITTLE for w in words)


def _key(find: Find) -> tuple[Spans, Spans]:
    return find.source, find.content


def _orphan(page: Page, find: Find, spoken: set[int]) -> bool:
    """Whether a find lies inside a quotation that is nobody's: somebody else's words, so not the story's.

    A printed conversation may stand in quotation marks, names and all.
    """
    if find.cue_word is None or find.rule == "turn":
        return False
    number = page.quoted[find.cue_word.i]
    return number >= 0 and number not in spoken


def _spoken(page: Page, finds: Iterable[Find]) -> set[int]:
    """The quotations that are, whole or in part, the content of a find whose cue stands outside them."""
    out: set[int] = set()
    for find in finds:
        own = -1 if find.cue_word is None else page.quoted[find.cue_word.i]
        for span in find.content:
            low, high = page.reach(span.start, span.end)
            out.update(set(page.quoted[low:high]) - {own, -1})
    for number in range(1, len(page.quotes)):
        if number - 1 in out and _goes_on(page, number):
            out.add(number)
    return out


def _goes_on(page: Page, number: int) -> bool:
    """Whether a quotation opens the paragraph after one that ended its own: the same speaker goes on."""
    between = page.parse.text[page.quotes[number - 1].end : page.quotes[number].start]
    return "\n" in between and not between.strip()


def _swallowed(find: Find) -> bool:
    """Whether the cue lies inside the content that it would introduce: then the parse has taken another verb for it."""
    return any(c.start > s.start and c.end < s.end for c in find.cue for s in find.content)


def settled(page: Page, finds: Iterable[Find]) -> list[Attribution]:
    """The finds as attributions in the order of their contents; the first of two with one source and content stays."""
    finds = list(finds)
    kept: dict[tuple[Spans, Spans], Find] = {}
    spoken = _spoken(page, finds)
    for find in finds:
        if (
            _orphan(page, find, spoken)
            or _swallowed(find)
            or unsaid(page.parse, find.attribution(page))
            or bare(page, find)
        ):
            continue
        at = min(s.start for s in (*find.content, *find.cue, *find.source))
        if find.content and at >= page.body:
            kept.setdefault(_key(find), find)
    ordered = sorted(kept.values(), key=lambda f: (f.content[0].start, f.content[-1].end, f.rule))
    return [find.attribution(page) for find in ordered]
