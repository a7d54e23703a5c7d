"""A parse with its quotation marks: what every attribution rule looks at, and how a rule hands over what it found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from purport.read.attribution.scores import score_of
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.read.quotations import Quotation, paragraphs, quotations
from purport.records.names import Kind
from purport.records.spans import Span, Spans

DIRECT_SHARE = 0.9
"""Share of a content's words inside quotation marks from which it counts as direct (as PolNeAR's scorers count)."""


@dataclass(slots=True, eq=False)
class Page:
    """What the rules see.

    Attributes:
        parse: words and sentences. quotes: the quotations in text order.
        quoted: per word the index of the quotation it stands in, or -1. paragraph: per word the number of its paragraph.
        body: character where the story proper starts; words before it are no cues.
    """

    parse: Parse
    body: int = 0
    quotes: tuple[Quotation, ...] = ()
    quoted: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        shape = paragraphs(self.parse.text)
        self.quotes = quotations(self.parse.text, shape)
        self.starts = [word.start for word in self.parse.words]
        self.paragraph = [0] * len(self.parse.words)
        for number, span in enumerate(shape):
            low, high = self.reach(span.start, span.end)
            self.paragraph[low:high] = [number] * (high - low)
        self.quoted = [-1] * len(self.parse.words)
        for number, quote in enumerate(self.quotes):
            low, high = self.reach(quote.start, quote.end)
            self.quoted[low:high] = [number] * (high - low)

    def reach(self, start: int, end: int) -> tuple[int, int]:
        """The words that start in ``start:end``, as a range of indexes."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def words(self, start: int, end: int) -> list[Word]:
        """The words that start in ``start:end``."""
        low, high = self.reach(start, end)
        return self.parse.words[low:high]

    def near(self, word: Word, anchor: Word) -> bool:
        """Whether `word` may belong to a find whose cue is `anchor`: same paragraph, in the story's body, and in the same
        quotation if the cue is in one.
        """
        return (
            word.start >= self.body
            and self.paragraph[word.i] == self.paragraph[anchor.i]
            and (self.quoted[anchor.i] < 0 or self.quoted[word.i] == self.quoted[anchor.i])
        )

    def kind(self, content: Spans) -> Kind:
        """Direct, indirect or mixed, by the share of the content's words that stand in quotation marks."""
        total = inside = 0
        for span in content:
            for i in range(*self.reach(span.start, span.end)):
                if self.parse.words[i].text[0].isalnum():
                    total += 1
                    inside += self.quoted[i] >= 0
        if inside == 0:
            return Kind.INDIRECT
        return Kind.DIRECT if inside >= DIRECT_SHARE * total else Kind.MIXED


@dataclass(frozen=True, slots=True)
class Find:
    """What one rule found, in words and spans, before it is settled against the others.

    Attributes:
        rule: the rule's name. cue_word: head word of the cue. source_word: head word of the source, None if none is stated.
        cue, source, content: spans. reason: why, in words.
        continued: see :class:`purport.read.found.Attribution`.
    """

    rule: str
    content: Spans
    reason: str
    cue_word: Word | None = None
    cue: Spans = ()
    source_word: Word | None = None
    source: Spans = ()
    continued: bool = False

    def attribution(self, page: Page) -> Attribution:
        """The find as the reader's record, with the rule's score."""
        return Attribution(
            source=self.source,
            cue=self.cue,
            content=self.content,
            kind=page.kind(self.content),
            rule=self.rule,
            score=score_of(self.rule),
            reason=self.reason,
            cue_word=None if self.cue_word is None else self.cue_word.i,
            source_word=None if self.source_word is None else self.source_word.i,
            continued=self.continued,
        )


def stretches(words: Iterable[Word]) -> Spans:
    """The spans of some words in text order: one span per unbroken run."""
    runs: list[tuple[Word, Word]] = []
    for word in words:
        if runs and word.i == runs[-1][1].i + 1:
            runs[-1] = (runs[-1][0], word)
        else:
            runs.append((word, word))
    return tuple(Span(first.start, last.end) for first, last in runs)
