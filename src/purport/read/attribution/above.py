"""Quotations that the paragraph above leads up to: ``The mayor said:``, and what she said in the next paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Find, Page
from purport.read.attribution.phrases import child, cue_of, source_of, speaker
from purport.read.parse import Word
from purport.read.quotations import paragraphs
from purport.records.spans import Span

LONGEST = 40
"""Words that are looked at before the colon, at most."""
LONGEST_INTRODUCTION = 16
"""Words of a paragraph that leads up to a paragraph without quotation marks, at most."""
MOST_BETWEEN = 4
"""Words between such a cue and its colon, at most."""
BEGINS = frozenset({"begin", "start", "continue"})
"""Verbs that introduce words only right before the colon."""
NAMES = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ"})
_STOPS = frozenset(".!?;")


def cue_above(page: Page, start: int) -> Word | None:
    """The cue of the sentence that ends with a colon right above the paragraph that starts at character `start`."""
    sentence = _leading_up(page, start)
    return _cue(page, sentence)


def _leading_up(page: Page, start: int) -> list[Word]:
    """The words before the colon that ends the paragraph above, from the start of their sentence; none where there is no colon."""
    _, high = page.reach(start, start)
    words = page.parse.words
    if high == 0 or words[high - 1].text != ":" or "\n" not in page.parse.text[words[high - 1].end : start]:
        return []
    out: list[Word] = []
    paragraph = page.paragraph[high - 1]
    for word in reversed(words[max(0, high - 1 - LONGEST) : high - 1]):
        if page.paragraph[word.i] != paragraph or word.start < page.body or word.text in _STOPS:
            break
        out.append(word)
    return out[::-1]


def _cue(page: Page, sentence: list[Word]) -> Word | None:
    """The last verb that introduces words, or that makes a statement or remark; it must have somebody who speaks."""
    words = lexicon()
    last = len(sentence) - 1
    for n in range(last, -1, -1):
        word = sentence[n]
        if word.pos not in ("VERB", "AUX") or page.quoted[word.i] >= 0 or (word.lemma in BEGINS and n < last):
            continue
        says = word.lemma in words.quote or message_of(page, word) is not None
        if says and (speaker(page, word) is not None or _inverted(sentence[n + 1 :])):
            return word
    return sentence[-1] if _taken_for_a_noun(sentence[-2:]) else None


def _inverted(after: list[Word]) -> bool:
    """Whether what stands between a verb and its colon is its speaker (``Said the mayor:``)."""
    return bool(after) and all(word.pos in NAMES for word in after)


def _taken_for_a_noun(words: list[Word]) -> bool:
    """Whether the parse has taken the verb of ``The Evening Herald reports:`` for a part of the name."""
    return (
        len(words) == 2
        and words[0].pos == "PROPN"
        and words[1].pos in ("NOUN", "PROPN")
        and words[1].lower.removesuffix("s") in lexicon().inverting
    )


def message_of(page: Page, verb: Word) -> Word | None:
    """What a verb brings that is a message: ``made the following remark``, ``issued this statement``; None for other verbs."""
    words = lexicon()
    thing = child(page.parse, verb, "dobj") if verb.lemma in words.light else None
    if thing is None or thing.i < verb.i or thing.lemma not in words.speaking | words.messages:
        return None
    return thing


def introduced(page: Page, taken: set[int]) -> Iterator[Find]:
    """A short paragraph that ends with a cue and a colon, and a paragraph without quotation marks below it."""
    shape = paragraphs(page.parse.text)
    opening = {quote.start for quote in page.quotes}
    for paragraph in shape[1:]:
        sentence = _leading_up(page, paragraph.start)
        if (
            not sentence
            or len(sentence) > LONGEST_INTRODUCTION
            or paragraph.start in opening
            or paragraph.start < page.body
        ):
            continue
        cue = _cue(page, sentence)
        source = None if cue is None else speaker(page, cue)
        if cue is None or source is None or cue.i in taken or sentence[-1].i - cue.i > MOST_BETWEEN:
            continue
        yield Find(
            "paragraph-below",
            (Span(paragraph.start, paragraph.end),),
            f'"{cue.text}" and a colon above the paragraph',
            cue,
            cue_of(page, cue),
            source,
            source_of(page, source, cue),
        )
