"""Sentences of a text in any language that uses stops, by its signs alone; for translating, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from purport.read.quotations import paragraphs
from purport.records.spans import Span

_END = re.compile(r"(?:[.!?؟۔…]+|[。！？]+)[\"'”’»›)\]]*(?=\s|$)|[。！？]+[」』”]*")
_ABBREVIATION = re.compile(
    r"(?i)(?:^|[\s(\"'“«])(?:\w|mr|mrs|ms|dr|prof|gen|col|lt|sgt|capt|gov|sen|rep|st|mt|no|vs|etc|(?:\w\.)+\w|inc|ltd|co|corp)\.$"
)
_LONGEST_ABBREVIATION = 12
_WORDS = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def sentences(text: str) -> tuple[tuple[Span, ...], ...]:
    r"""Per paragraph its sentences, white space round them left out; paragraphs without a word are left out.

    >>> [[span.of("He came. Who?\n\nNobody knew.") for span in found] for found in sentences("He came. Who?\n\nNobody knew.")]
    [['He came.', 'Who?'], ['Nobody knew.']]
    """
    found = (tuple(_within(text, span)) for span in paragraphs(text))
    return tuple(one for one in found if one)


def _within(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for end in _ends(text, paragraph):
        words = _WORDS.search(text, start, end)
        if words is not None:
            yield Span(words.start(), words.end())
        start = end


def _ends(text: str, paragraph: Span) -> Iterator[int]:
    for stop in _END.finditer(text, paragraph.start, paragraph.end):
        if not _inner(text, paragraph.start, stop):
            yield stop.end()
    yield paragraph.end


def _inner(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a stop belongs to an abbreviation, or a small letter follows it."""
    after = text[stop.end() : stop.end() + 3].lstrip()[:1]
    if after.islower():
        return True
    low = max(start, stop.start() + 1 - _LONGEST_ABBREVIATION)
    return stop[0] == "." and _ABBREVIATION.search(text[low : stop.end()]) is not None
