"""A text as the word pieces that the tagger reads: paragraphs, each with its pieces, their features and their characters.

Beside the word pieces (uncased WordPiece) eight small features go in: letter case, quotation state, part of speech,
dependency label, entity type, and per role what the rules think. A feature of 0 says "not known": so a text without a usable
parse (one set in capitals, say) can be read by its pieces alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from purport.read.found import Attribution
from purport.read.parse import Parse
from purport.read.quotations import Quotation, paragraphs, quotations
from purport.records.spans import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

ROLES = ("source", "cue", "content")


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


POS = _names("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X")
DEP = _names(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep det "
    "dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet prep prt "
    "punct quantmod relcl xcomp"
)
ENT = _names(
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME WORK_OF_ART"
)

SIZES = (8, 7, len(POS) + 1, len(DEP) + 1, len(ENT) + 2, 4, 4, 4)
"""How many values each feature has: case, quotation, part of speech, dependency, entity, and the rules' three roles."""
CASE, QUOTE, FIRST_PARSED, FIRST_RULED = 0, 1, 2, 5
FEATURES = len(SIZES)
OUTSIDE, BEGINS, GOES_ON = 1, 2, 3
"""Values of the rules' features where the rules were asked."""
SIGN = 6
"""Letter case of what is neither letter nor digit."""
THAT = 2008
"""The word piece ``that``."""
OPENING = "\"“„«‘'"
OPENS = 3
"""Quotation state of an opening mark."""
LONG = 160
"""A paragraph of more word pieces is read in parts."""
SHORTEST = 5
"""Word pieces that an attribution needs at least."""
CAPITALS = 0.6
"""Share of capital letters from which a paragraph is set in capitals, and its parse is not to be trusted."""

_FOLD = {
    ord(sign): plain
    for sign, plain in {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‹": "'", "›": "'", "\xa0": " ", "―": "—", "\n": " ",
    }.items()
}  # fmt: skip
_POS = {name: number for number, name in enumerate(POS, 1)}
_DEP = {name: number for number, name in enumerate(DEP, 1)}
_ENT = {name: number for number, name in enumerate(ENT, 2)}


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """The word pieces of one paragraph.

    Attributes:
        ids: [n] word pieces. features: [n, 8], see the module. start, end: [n] characters of the text.
        opens: whether it begins with a quotation mark. more: whether it is the first part of one that goes on in the next.
    """

    ids: Ints
    features: Ints
    start: Ints
    end: Ints
    opens: bool
    more: bool = False


def case_of(word: str) -> int:
    """1 lower case, 2 capitalised, 3 capitals, 4 mixed, 5 a number, 6 neither.

    >>> [case_of(word) for word in ("said", "Ankara", "UN", "McCain", "12", "-")]
    [1, 2, 3, 4, 5, 6]
    """
    first = word[:1]
    if first.isdigit():
        return 5
    if not first.isalpha():
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if first.isupper() and word[1:].islower() else 4


def quote_states(span: Span, quotes: Iterable[Quotation]) -> Ints:
    """Per character of `span`: 1 outside, 2 inside a quotation, 3 its opening mark, 4 its closing mark, 5 in one never closed."""
    out = np.ones(span.end - span.start, np.int64)
    for quote in quotes:
        low, high = quote.start - span.start, quote.end - span.start
        out[low:high] = 2 if quote.closed else 5
        out[low : quote.inner.start - span.start] = 3
        if quote.closed:
            out[quote.inner.end - span.start : high] = 4
    return out


def set_in_capitals(text: str) -> bool:
    """Whether most letters of a paragraph are capitals.

    >>> set_in_capitals("THE ARMY DENIED IT"), set_in_capitals("The UN denied it")
    (True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > CAPITALS * len(letters)


def _word_features(parse: Parse) -> Ints:
    """[words, 3]: part of speech, dependency label, entity type."""
    rows = [(_POS.get(w.pos, 0), _DEP.get(w.dep, 0), _ENT.get(w.ent, 0) if w.ent else 1) for w in parse.words]
    return np.array(rows, np.int64).reshape(-1, 3)


def ruled_hints(length: int, found: Sequence[Attribution]) -> Ints:
    """[characters, 3]: what the rules think of each character, as source, cue and content."""
    out = np.full((length, len(ROLES)), OUTSIDE, np.int64)
    for role, name in enumerate(ROLES):
        for span in sorted((s for a in found for s in getattr(a, name)), key=lambda s: s.start - s.end):
            out[span.start : span.end, role] = GOES_ON
            out[span.start, role] = BEGINS
    return out


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Those that do not lie wholly inside another one's content."""

    def holds(outer: Attribution, inner: Attribution) -> bool:
        marks = (*inner.source, *inner.cue, *inner.content)
        return all(any(c.start <= m.start and m.end <= c.end for c in outer.content) for m in marks)

    ordered = sorted(found, key=lambda a: a.content[0].start)
    out: list[Attribution] = []
    for at, inner in enumerate(ordered):
        near = (other for other in ordered[max(0, at - 60) : at + 60] if other is not inner)
        if not any(holds(outer, inner) for outer in near):
            out.append(inner)
    return out


def paragraphs_of(parse: Parse, tokenizer: Tokenizer, ruled: Sequence[Attribution] | None) -> list[Paragraph]:
    """The paragraphs of a text as word pieces; `ruled` is what the rules found, None if they were not asked."""
    text = parse.text
    shape = paragraphs(text)
    by_paragraph: dict[int, list[Quotation]] = {}
    for quote in quotations(text, shape):
        by_paragraph.setdefault(quote.paragraph, []).append(quote)
    words = _word_features(parse)
    starts = np.array([w.start for w in parse.words], np.int64)
    hints = None if ruled is None else ruled_hints(len(text), outermost(ruled))
    encoded = tokenizer.encode_batch([span.of(text).translate(_FOLD) for span in shape], add_special_tokens=False)
    out: list[Paragraph] = []
    for number, (span, pieces) in enumerate(zip(shape, encoded, strict=True)):
        if not pieces.ids:
            continue
        offsets = np.array(pieces.offsets, np.int64)
        start, end = offsets[:, 0] + span.start, offsets[:, 1] + span.start
        features = np.zeros((len(start), FEATURES), np.int64)
        features[:, CASE] = [case_of(text[a:b]) for a, b in zip(start, end, strict=True)]
        features[:, QUOTE] = quote_states(span, by_paragraph.get(number, ()))[offsets[:, 0]]
        if len(starts) and not set_in_capitals(span.of(text)):
            features[:, FIRST_PARSED:FIRST_RULED] = words[np.maximum(np.searchsorted(starts, start, "right") - 1, 0)]
            if hints is not None:
                features[:, FIRST_RULED:] = hints[start]
        whole = Paragraph(np.array(pieces.ids, np.int64), features, start, end, text[span.start] in OPENING)
        out += [whole] if len(start) <= LONG else _split(whole, text, parse)
    return out


def _split(paragraph: Paragraph, text: str, parse: Parse) -> Iterator[Paragraph]:
    """A long paragraph as several, cut between sentences and outside quotations; whole where there is no such place."""
    words = parse.between(int(paragraph.start[0]), int(paragraph.end[-1]))
    firsts = [w.start for before, w in pairwise(words) if w.sent != before.sent]
    places = np.searchsorted(paragraph.start, np.array(firsts, np.int64))
    free = [int(p) for p in places if p < len(paragraph.ids) and paragraph.features[p, QUOTE] in (OUTSIDE, OPENS)]
    at = 0
    while len(paragraph.ids) - at > LONG:
        fitting = [p for p in free if at < p <= at + LONG] or [p for p in free if p > at][:1]
        if not fitting:
            break
        yield _part(paragraph, text, at, fitting[-1])
        at = fitting[-1]
    yield _part(paragraph, text, at, len(paragraph.ids))


def _part(paragraph: Paragraph, text: str, low: int, high: int) -> Paragraph:
    p, opens = paragraph, text[paragraph.start[low]] in OPENING
    more = high < len(p.ids)
    return Paragraph(p.ids[low:high], p.features[low:high], p.start[low:high], p.end[low:high], opens, more)


def cut(paragraph: Paragraph, span: Span, hints: Ints) -> Paragraph | None:
    """What stands in a span, as a paragraph of its own: outside quotation marks, with other hints; None if it is too short.

    Marks and "that" at its beginning are left out.
    """
    low, high = np.searchsorted(paragraph.start, (span.start, span.end))
    while low < high and (paragraph.ids[low] == THAT or paragraph.features[low, CASE] == SIGN):
        low += 1
    if high - low < SHORTEST:
        return None
    start, features = paragraph.start[low:high], paragraph.features[low:high].copy()
    features[:, QUOTE] = OUTSIDE
    if features[:, FIRST_RULED:].any():
        features[:, FIRST_RULED:] = hints[start]
    return Paragraph(paragraph.ids[low:high], features, start, paragraph.end[low:high], opens=False)
