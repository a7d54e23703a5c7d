"""Printed conversations: turns that begin with the speaker's name and a colon (``VANE: The road is closed.``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Find, Page
from purport.read.parse import Word
from purport.read.quotations import paragraphs
from purport.records.spans import Span, Spans

LABEL = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))((?:The |An? )?[A-Z][\w.'’-]*(?: [\w.'’-]+){0,4})(:)[ \t]+(?=[\"“A-Z])"
)
ASKED = frozenset({"Q", "A", "Question", "Answer"})
OWN = frozenset("i we me us my our mine ours myself ourselves".split())  # noqa: SIM905
TURN = re.compile(r"[\"“]?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})(:)[ \t]+(?=\S)")
FEWEST = 2
"""Speakers of a conversation at least, and turns of each of them."""
OPENING = '"“'


def turns(page: Page, taken: set[int]) -> Iterator[Find]:
    """The turns of a printed conversation, or single ones."""
    found = list(_conversation(page, taken))
    yield from found or _labelled(page, taken)


def _conversation(page: Page, taken: set[int]) -> Iterator[Find]:
    """The turns of a printed conversation, if the text is one: at least two names that each begin at least two paragraphs.

    A paragraph that opens with a quotation mark goes on with the turn before it, if that one opens with one too.
    """
    shape = [
        (p, TURN.match(page.parse.text, p.start, p.end)) for p in paragraphs(page.parse.text) if p.start >= page.body
    ]
    often = {name for name, n in Counter(m[1] for _, m in shape if m).items() if n >= FEWEST}
    if len(often) < FEWEST:
        return
    for number, (paragraph, match) in enumerate(shape):
        if match is None or match[1] not in often:
            continue
        name, colon = page.words(*match.span(1)), page.words(*match.span(2))
        if not name or not colon or colon[0].i in taken:
            continue
        content = [_bare(page, match.end(), paragraph.end)]
        for after, turn in shape[number + 1 :]:
            if turn is not None or match[0][0] not in OPENING or page.parse.text[after.start] not in OPENING:
                break
            content.append(_bare(page, after.start, after.end))
        yield _turn(match, name[-1], colon[0], tuple(content))


def _turn(match: re.Match[str], name: Word, colon: Word, content: Spans) -> Find:
    reason = "the turn of a speaker in a printed conversation"
    if match[1] in ASKED:
        return Find("turn", content, f"{reason}, not named", colon, (Span(match.start(1), match.end(2)),))
    return Find("turn", content, reason, colon, (Span(*match.span(2)),), name, (Span(*match.span(1)),))


def _labelled(page: Page, taken: set[int]) -> Iterator[Find]:
    """Single turns: ``Answer:`` beside ``Question:``, or a person before a colon with *I* or *we* after it."""
    text = page.parse.text
    for paragraph in paragraphs(text):
        if paragraph.start < page.body:
            continue
        labels = list(LABEL.finditer(text, paragraph.start, paragraph.end))
        asked = len({m[1][0] for m in labels if m[1] in ASKED}) == len("QA")
        ends = [*(m.start() for m in labels), paragraph.end][1:]
        for match, end in zip(labels, ends, strict=True):
            name, colon = page.words(*match.span(1)), page.words(*match.span(2))
            content = _bare(page, match.end(), end)
            if not name or not colon or colon[0].i in taken:
                continue
            if (asked and match[1] in ASKED) or (_person(name[-1]) and _says_own(page, content)):
                yield _turn(match, name[-1], colon[0], (content,))


def _person(word: Word) -> bool:
    return word.ent == "PERSON" or word.lemma.lower() in lexicon().people


def _says_own(page: Page, content: Span) -> bool:
    """Whether somebody speaks of himself outside quotation marks."""
    return any(w.lower in OWN and page.quoted[w.i] < 0 for w in page.words(content.start, content.end))


def _bare(page: Page, start: int, end: int) -> Span:
    text = page.parse.text
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
