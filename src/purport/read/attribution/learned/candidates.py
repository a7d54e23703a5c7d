"""What tagger and rules find in one text, side by side, each with a score, and what is kept of it.

The tagger was taught outermost attributions only. What lies inside a kept content is found by the rules, and by the tagger when it
reads the content again as if it stood alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from purport.read.attribution.learned.decoding import spans_of
from purport.read.attribution.learned.joining import Joined, joined
from purport.read.attribution.learned.pieces import Paragraph, cut, paragraphs_of, ruled_hints
from purport.read.attribution.learned.scoring import Chances, Features, learned_features, ruled_features
from purport.read.attribution.learned.tagger import Numbers, Tagger
from purport.read.attribution.learned.weights import Weights
from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Page
from purport.read.attribution.scores import score_of
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.records.spans import Span, Spans

SAME = 0.5
"""Two contents are the same if each holds at least this share of the other's characters."""
INSIDE = 0.9
"""Share of an attribution's characters that must lie in another one's content for it to be an inner one."""
AROUND = frozenset({"citing", "hearsay-adverb"})
"""Rules whose find has the content of another one, which it stands around."""
UNSURE = -0.7
"""Log-probability of a tag below which the tagger holds another one for as likely."""
SAYING = frozenset({"VERB", "AUX"})
ABOVE = "quotation-cue-above"
SURE = frozenset(
    {"turn", "inverted-cue", "citing", "in-words-of", "hearsay-adverb", "quoted-as-saying", "taken-for-noun", ABOVE}
)
"""Rules whose form leaves no doubt; what the tagger makes of the same words is dropped."""


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
    total = 0
    for a in one:
        for b in other:
            if a.start < b.end and b.start < a.end:
                total += min(a.end, b.end) - max(a.start, b.start)
    return total


def touch(one: Spans, other: Spans) -> bool:
    """Whether the stretches from first to last character overlap: a quick no for most pairs."""
    return bool(one and other) and one[0].start < other[-1].end and other[0].start < one[-1].end


def same(one: Spans, other: Spans) -> bool:
    """Whether two contents are the same, see :data:`SAME`."""
    if not touch(one, other):
        return False
    common = shared(one, other)
    return common >= SAME * length(one) and common >= SAME * length(other)


def within(found: Attribution, content: Spans) -> bool:
    """Whether an attribution lies inside a content that is another one's; its source may stand in a gap of that content."""
    if not touch(found.content, content):
        return False
    speaker = found.source or found.cue
    marks = (*found.cue, *found.content)
    held = shared(speaker, (Span(content[0].start, content[-1].end),)) >= INSIDE * length(speaker) > 0
    return held and shared(marks, content) >= INSIDE * length(marks)


def agree(found: Attribution, rule: Attribution) -> bool:
    """Whether a rule found the same: the same content by the same cue, or by the same source where the rule has no cue."""
    if not same(found.content, rule.content):
        return False
    return shared(found.cue, rule.cue) > 0 if rule.cue else shared(found.source, rule.source) > 0 or not rule.source


def rivals(one: Attribution, other: Attribution) -> bool:
    """Whether two read the same words differently, so that one of them must be wrong."""
    if {one.rule, other.rule} & AROUND or not same(one.content, other.content):
        return False
    if within(one, other.content) or within(other, one.content):
        return False
    return shared(one.source, other.source) == 0 or shared(one.cue, other.cue) > 0


def head_of(page: Page, spans: Spans, above: Word | None = None) -> Word | None:
    """The word that governs a span: one that hangs on `above`, else the first whose governor lies outside, a verb before others."""
    words = [w for s in spans for w in page.words(s.start, s.end)]
    inside = {w.i for w in words}
    tops = [w for w in words if w.head not in inside or w.head == w.i]
    if above is not None and (hanging := [w for w in tops if w.head == above.i and w.i != above.i]):
        return hanging[0]
    return next((w for w in tops if w.pos in SAYING), tops[0] if tops else None)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span grown to whole words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text made ready: its page, its paragraphs in word pieces, what the tagger says of each, what the rules found."""

    page: Page
    shape: list[Paragraph]
    numbers: list[Numbers]
    ruled: Sequence[Attribution]
    body: int


class Finder:
    """Tagger and rules together."""

    def __init__(self, weights: Weights) -> None:
        """Loads the tagger.

        Raises:
            ModelError: if it cannot be loaded.
        """
        self.weights = weights
        self.tagger = Tagger(weights)

    def sheet(self, parse: Parse, ruled: Sequence[Attribution], body: int = 0) -> Sheet:
        """A text made ready to be read; nothing that starts before character `body` will be found."""
        shape = paragraphs_of(parse, self.tagger.tokenizer, ruled)
        return Sheet(Page(parse, body), shape, self.tagger.numbers(shape), ruled, body)

    def candidates(self, sheet: Sheet) -> list[Candidate]:
        """Candidates in text order, the rules' where the tagger found nothing.

        The rules' are given inner ones too, so that one inside a refused one still has its chance.
        """
        sure = _sure(sheet.ruled)
        learned = [
            c for c in self._found(sheet, sheet.shape, sheet.numbers) if not any(_meets(c.found, r) for r in sure)
        ]
        chances = Chances(sheet.shape, sheet.numbers)
        held = [c.found.content for c in learned]
        alone = [r for r in sheet.ruled if not any(agree(c.found, r) and not _anothers(c.found, r) for c in learned)]
        return [*learned, *(_ruled(r, chances, held) for r in alone)]

    def inner(self, sheet: Sheet, stretches: Sequence[Span]) -> list[Candidate]:
        """What the tagger finds in stretches of text that do not overlap, each read as if it stood alone."""
        hints = ruled_hints(len(sheet.page.parse.text), ())
        starts = [int(p.start[0]) for p in sheet.shape]
        shape: list[Paragraph] = []
        for span in stretches:
            first, last = max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end)
            pieces = (cut(paragraph, span, hints) for paragraph in sheet.shape[first:last])
            shape += [p for p in pieces if p is not None]
        return list(self._found(sheet, shape, self.tagger.numbers(shape)))

    def _found(self, sheet: Sheet, shape: Sequence[Paragraph], numbers: Sequence[Numbers]) -> Iterator[Candidate]:
        spans = spans_of([n.logits for n in numbers], self.weights.manifest.bias)
        for made in joined(shape, spans, [(n.q, n.k) for n in numbers], self.weights.linker):
            candidate = _learned(sheet.page, shape, _without_introduced(shape, made, sheet.ruled), sheet.ruled)
            if _start(candidate.found) >= sheet.body and not _swallowed(candidate.found):
                yield candidate


def _without_introduced(shape: Sequence[Paragraph], made: Joined, ruled: Sequence[Attribution]) -> Joined:
    """Without the quotations that were thought to go on from it, though the paragraph above leads up to them with a cue."""
    places = [a.content[0].start for a in ruled if a.rule == ABOVE]
    if not places or not made.continued:
        return made
    low = min(shape[n].start[0] for n, _ in made.continued)
    ends = [place for place in places if place >= low]
    kept = [(n, f) for n, f in made.continued if not ends or shape[n].start[0] < ends[0]]
    return replace(made, continued=kept)


def _sure(ruled: Sequence[Attribution]) -> list[Attribution]:
    """The rules' finds that leave no doubt, with those whose content one of them passes on (``X, citing Y, reported that``)."""
    sure = [r for r in ruled if r.rule in SURE]
    cited = [r.content for r in sure if r.rule == "citing"]
    return sure + [r for r in ruled if r.rule not in SURE and any(same(r.content, c) for c in cited)]


def _learned(page: Page, shape: Sequence[Paragraph], made: Joined, ruled: Sequence[Attribution]) -> Candidate:
    text = page.parse.text

    def chars(number: int, key: tuple[int, int, int]) -> Span:
        where = shape[number]
        return trimmed(text, int(where.start[key[1]]), int(where.end[key[2] - 1]))

    content = tuple(chars(n, f.key) for n, f in (*made.contents, *made.continued))
    source = () if made.source is None else (chars(made.paragraph, made.source.key),)
    cue = (chars(made.paragraph, made.cue.key),)
    kind = page.kind(content)
    cue_word = head_of(page, cue)
    source_word = head_of(page, source, cue_word)
    found = Attribution(
        source=source,
        cue=cue,
        content=content,
        kind=kind,
        rule="tagger",
        score=0.0,
        reason="",
        cue_word=None if cue_word is None else cue_word.i,
        source_word=None if source_word is None else source_word.i,
    )
    twins = [r for r in ruled if agree(found, r)]
    twin = max(twins, key=lambda r: shared(r.source, source), default=None)
    if twin is not None:
        found = replace(found, rule=twin.rule)
        if plain_cue(made, found, twin):
            found = replace(found, cue=twin.cue, cue_word=twin.cue_word)
        if _condition(text, found, twin) or cut_short(found, twin):
            found = replace(found, content=twin.content, kind=twin.kind)
        if not found.source:
            found = replace(found, source=twin.source, source_word=twin.source_word)
        if _claim_torn(page, found, twin):
            found = replace(found, cue=twin.cue, cue_word=twin.cue_word, content=twin.content, kind=twin.kind)
    features = learned_features(made, kind, None if twin is None else score_of(twin.rule))
    return Candidate(found, "tagger", features, None if twin is None else twin.rule)


def _claim_torn(page: Page, found: Attribution, rule: Attribution) -> bool:
    """Whether the tagger has cut the claim of another one from the content that the rule kept whole: ``rejects the ministry's
    allegation | that the well was poisoned``.
    """
    if rule.rule != "object" or rule.cue_word is None or shared(found.content, rule.content) < length(found.content):
        return False
    for noun in page.parse.children_of(page.parse.words[rule.cue_word]):
        if noun.dep == "dobj" and noun.pos == "NOUN" and noun.lemma in lexicon().speaking:
            owned = any(w.dep == "poss" for w in page.parse.children_of(noun))
            place = (Span(noun.start, noun.end),)
            return owned and (not shared(place, found.content) or bool(shared(place, found.cue)))
    return False


def _anothers(found: Attribution, rule: Attribution) -> bool:
    """Whether a noun's rule finds the claim of somebody else inside what was found."""
    return (
        rule.rule.startswith("noun-") and bool(rule.source and found.source) and not shared(rule.source, found.source)
    )


def plain_cue(made: Joined, found: Attribution, rule: Attribution) -> bool:
    """Whether the cue of a quotation is longer than the rule's by words of which the tagger is not sure ("said on the way out"):
    in the training stories they are left out more often than not.
    """
    longer = length(rule.cue) < length(found.cue) and shared(rule.cue, found.cue) == length(rule.cue)
    return longer and rule.rule.startswith("quotation-cue") and made.cue.edge < UNSURE


def _condition(text: str, found: Attribution, rule: Attribution) -> bool:
    """Whether the tagger has cut off a condition that the rule kept: without it the content says more than was said."""
    end = found.content[-1].end
    longer = rule.content[-1].end > end and rule.content[0].start == found.content[0].start
    return longer and text[end : rule.content[-1].end].lstrip(", ").lower().startswith(("if ", "unless "))


def cut_short(found: Attribution, rule: Attribution) -> bool:
    """Whether the tagger has left out a part of a quotation that the rule took whole."""
    if not rule.rule.startswith("quotation-cue"):
        return False
    return length(found.content) < length(rule.content) and shared(found.content, rule.content) == length(found.content)


def _meets(found: Attribution, rule: Attribution) -> bool:
    """Whether two have the same cue or the same content."""
    return shared(found.cue, rule.cue) > 0 or same(found.content, rule.content)


def _swallowed(found: Attribution) -> bool:
    """Whether source and cue stand inside the content's own spans: then the content is somebody else's."""
    marks = (*found.source, *found.cue)
    return bool(found.source) and shared(marks, found.content) == length(marks)


def _start(found: Attribution) -> int:
    return min(s.start for s in (*found.content, *found.cue, *found.source))


def _ruled(found: Attribution, chances: Chances, held: Sequence[Spans]) -> Candidate:
    means = [chances.mean(getattr(found, role), n) for n, role in enumerate(("source", "cue", "content"))]
    near = max((shared(found.content, content) for content in held), default=0) / max(1, length(found.content))
    features = ruled_features(means, score_of(found.rule), not found.source, found.kind, near)
    return Candidate(found, "rules", features, found.rule)
