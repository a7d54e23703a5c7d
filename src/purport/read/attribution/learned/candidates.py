"""What tagger and rules find in one text, side by side, each with a score, and what is kept of it.

The tagger was taught outermost attributions only. What lies wholly inside a kept content is read by the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from purport.read.attribution.learned.decoding import spans_of
from purport.read.attribution.learned.joining import Joined, joined
from purport.read.attribution.learned.pieces import Paragraph, paragraphs_of
from purport.read.attribution.learned.scoring import Chances, Features, learned_features, ruled_features
from purport.read.attribution.learned.tagger import Tagger
from purport.read.attribution.learned.weights import Weights
from purport.read.attribution.page import Page
from purport.read.attribution.scores import score_of
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.records.spans import Span, Spans

SAME = 0.5
"""Two contents are the same if each holds at least this share of the other's characters."""
SAYING = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution that may be kept.

    Attributes:
        found: the attribution; its score is not set yet. by: "tagger" or "rules". features: what its score is made of.
        rule: the rule that found the same, or the rule itself; None if no rule did.
    """

    found: Attribution
    by: str
    features: Features
    rule: str | None


def length(spans: Spans) -> int:
    """Characters in the spans."""
    return sum(s.end - s.start for s in spans)


def shared(one: Spans, other: Spans) -> int:
    """Characters in both."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def same(one: Spans, other: Spans) -> bool:
    """Whether two contents are the same, see :data:`SAME`."""
    common = shared(one, other)
    return common >= SAME * length(one) and common >= SAME * length(other)


def head_of(page: Page, spans: Spans) -> Word | None:
    """The word that governs a span: the first whose governor lies outside, a verb before others."""
    words = [w for s in spans for w in page.words(s.start, s.end)]
    inside = {w.i for w in words}
    tops = [w for w in words if w.head not in inside or w.head == w.i]
    return next((w for w in tops if w.pos in SAYING), tops[0] if tops else None)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span grown to whole words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


class Finder:
    """Tagger and rules together."""

    def __init__(self, weights: Weights) -> None:
        """Loads the tagger.

        Raises:
            ModelError: if it cannot be loaded.
        """
        self.weights = weights
        self.tagger = Tagger(weights)

    def candidates(self, parse: Parse, ruled: Sequence[Attribution], body: int = 0) -> list[Candidate]:
        """Candidates in text order, the rules' where the tagger found nothing; nothing that starts before character `body`.

        The rules' are given inner ones too, so that one inside a refused one still has its chance.
        """
        page = Page(parse, body)
        shape = paragraphs_of(parse, self.tagger.tokenizer, ruled)
        numbers = self.tagger.numbers(shape)
        spans = spans_of([n.logits for n in numbers], self.weights.manifest.bias)
        made = joined(shape, spans, [(n.q, n.k) for n in numbers], self.weights.linker)
        learned = [_learned(page, shape, j, ruled) for j in made]
        learned = [c for c in learned if _start(c.found) >= body]
        chances = Chances(shape, numbers)
        held = [c.found.content for c in learned]
        alone = [r for r in ruled if not any(same(r.content, content) for content in held)]
        return [*learned, *(_ruled(r, chances, held) for r in alone)]


def _learned(page: Page, shape: Sequence[Paragraph], made: Joined, ruled: Sequence[Attribution]) -> Candidate:
    text = page.parse.text

    def chars(number: int, key: tuple[int, int, int]) -> Span:
        where = shape[number]
        return trimmed(text, int(where.start[key[1]]), int(where.end[key[2] - 1]))

    content = tuple(chars(n, f.key) for n, f in (*made.contents, *made.continued))
    source = () if made.source is None else (chars(made.paragraph, made.source.key),)
    cue = (chars(made.paragraph, made.cue.key),)
    twin = next((r for r in ruled if same(r.content, content)), None)
    kind = page.kind(content)
    cue_word, source_word = head_of(page, cue), head_of(page, source)
    found = Attribution(
        source=source,
        cue=cue,
        content=content,
        kind=kind,
        rule="tagger" if twin is None else twin.rule,
        score=0.0,
        reason="",
        cue_word=None if cue_word is None else cue_word.i,
        source_word=None if source_word is None else source_word.i,
    )
    features = learned_features(made, kind, None if twin is None else score_of(twin.rule))
    return Candidate(found, "tagger", features, None if twin is None else twin.rule)


def _start(found: Attribution) -> int:
    return min(s.start for s in (*found.content, *found.cue, *found.source))


def _ruled(found: Attribution, chances: Chances, held: Sequence[Spans]) -> Candidate:
    means = [chances.mean(getattr(found, role), n) for n, role in enumerate(("source", "cue", "content"))]
    near = max((shared(found.content, content) for content in held), default=0) / max(1, length(found.content))
    features = ruled_features(means, score_of(found.rule), not found.source, found.kind, near)
    return Candidate(found, "rules", features, found.rule)
