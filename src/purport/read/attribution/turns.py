"""Printed conversations: turns that begin with the speaker's name and a colon (``VANE: The road is closed.``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from purport.read.attribution.page import Find, Page
from purport.read.quotations import paragraphs
from purport.records.spans import Span

TURN = re.compile(r"[\"“]?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})(:)[ \t]+(?=\S)")
FEWEST = 2
"""Speakers of a conversation at least, and turns of each of them."""
OPENING = '"“'


def turns(page: Page, taken: set[int]) -> Iterator[Find]:
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
        yield Find(
            "turn",
            tuple(content),
            "the turn of a speaker in a printed conversation",
            colon[0],
            (Span(*match.span(2)),),
            name[-1],
            (Span(*match.span(1)),),
        )


def _bare(page: Page, start: int, end: int) -> Span:
    text = page.parse.text
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
