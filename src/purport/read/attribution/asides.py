"""Sources in an aside: "according to X", "in X's words", "as X put it"."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.page import Find, Page
from purport.read.attribution.phrases import below, child, content_of, source_of
from purport.read.parse import Word
from purport.records.spans import Span


def _rest(page: Page, word: Word, aside: set[int]) -> list[Word]:
    """The clause an aside belongs to, without the aside."""
    top = page.parse.head_of(word)
    while top.dep not in ("ROOT", "ccomp", "conj", "advcl", "relcl") and top.head != top.i:
        top = page.parse.head_of(top)
    return [w for w in below(page.parse, top) if w.i not in aside]


def according_to(page: Page) -> Iterator[Find]:
    """As in ``According to the ministry, ...``; the clause around it is the content."""
    parse = page.parse
    for word in parse.words:
        if word.lower != "according" or word.i + 1 >= len(parse.words) or parse.words[word.i + 1].lower != "to":
            continue
        to = parse.words[word.i + 1]
        source = child(parse, to, "pobj") or child(parse, word, "pobj")
        if source is None:
            continue
        aside = {w.i for w in below(parse, word)} | {w.i for w in below(parse, to)}
        content = content_of(page, _rest(page, word, aside), word)
        if content:
            yield Find(
                rule="according-to",
                content=content,
                reason='"according to" somebody',
                cue_word=word,
                cue=(Span(word.start, to.end),),
                source_word=source,
                source=source_of(page, source, word),
            )
