"""Spans joined into attributions: each content to its cue, each cue to its source or to none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from purport.read.attribution.learned.decoding import Floats, Found
from purport.read.attribution.learned.linking import CONTENT, CUE, pairs
from purport.read.attribution.learned.pieces import Paragraph

SHORT = 12
"""A paragraph of at most so many pieces without any attribution (a byline, a caption) does not end a quotation that goes on."""


@dataclass(frozen=True, slots=True, eq=False)
class Linker:
    """What the linker learned beside its vectors: gap [2, 18], between [2, 4], none [128] and its bias."""

    gap: Floats
    between: Floats
    none: Floats
    none_bias: float


@dataclass(slots=True)
class Joined:
    """One attribution in pieces.

    Attributes:
        paragraph: number of the paragraph of the cue. source, cue: spans, None if there is none. contents: (paragraph, span).
        linked, sourced: probability of the link of content to cue, and of cue to source (or to none).
        continued: whether contents of a later paragraph go on from it.
    """

    paragraph: int
    source: Found | None
    cue: Found
    contents: list[tuple[int, Found]]
    linked: float
    sourced: float
    continued: list[tuple[int, Found]] = field(default_factory=list)


Vectors = tuple[Floats, Floats]
Loose = tuple[int, Found]
"""A content without a cue, with the number of its paragraph."""


def _pooled(x: Floats, found: Found) -> Floats:
    _, start, end = found.key
    return np.asarray(x[start:end].mean(0), np.float32)


def _choices(found: Sequence[Found], vectors: Vectors, linker: Linker) -> dict[int, tuple[int, float]]:
    """Per seeking span the chosen one (-1: none) with its probability; no cue inside the content it would introduce."""
    q, k = vectors
    scores: dict[int, list[tuple[float, int]]] = {}
    room = math.sqrt(len(linker.none))
    pooled_q = [_pooled(q, f) for f in found]
    pooled_k = [_pooled(k, f) for f in found]
    for i, j, link, gap, between in pairs([f.key for f in found]):
        if found[i].key[0] == CONTENT and _inside(found[j], found[i]):
            continue
        near = float(pooled_q[i] @ pooled_k[j]) / room
        scores.setdefault(i, []).append((near + float(linker.gap[link, gap] + linker.between[link, between]), j))
    for i, f in enumerate(found):
        if f.key[0] == CUE:
            none = float(pooled_q[i] @ linker.none) / room + linker.none_bias
            scores.setdefault(i, []).append((none, -1))
    out: dict[int, tuple[int, float]] = {}
    for i, options in scores.items():
        best, j = max(options)
        out[i] = (j, 1 / sum(math.exp(score - best) for score, _ in options))
    return out


def _inside(cue: Found, content: Found) -> bool:
    return content.key[1] <= cue.key[1] and cue.key[2] <= content.key[2]


def joined(
    shape: Sequence[Paragraph], spans: Sequence[Sequence[Found]], vectors: Sequence[Vectors], linker: Linker
) -> list[Joined]:
    """The attributions of a text, in the order of their paragraphs.

    A content in a paragraph without a cue goes with the last attribution if its paragraph opens with a quotation mark and
    the paragraph before belonged to that attribution; else it is dropped. In the first part of a paragraph that is read in
    parts it goes with the first attribution of the next part, if no words stand between.
    """
    out: list[Joined] = []
    last: Joined | None = None
    waiting: list[Loose] = []
    for number, (paragraph, found, own) in enumerate(zip(shape, spans, vectors, strict=True)):
        if not found and len(paragraph.ids) <= SHORT:
            continue
        made = _in_paragraph(number, found, own, linker)
        loose = [(number, f) for f in found if f.key[0] == CONTENT] if not made else []
        if loose and paragraph.more and _to_its_end(paragraph, loose):
            waiting += loose
            continue
        if made and waiting and _from_its_start(made[0]):
            made[0].contents = [*waiting, *made[0].contents]
        elif waiting:
            loose = [*waiting, *loose]
        waiting = []
        loose = [(n, f) for n, f in loose if shape[n].opens]
        if loose and last is not None:
            last.continued += loose
            if not made:
                continue
        out += made
        last = max(made, key=lambda j: max(f.key[2] for n, f in j.contents if n == number)) if made else None
    return out


def _to_its_end(paragraph: Paragraph, loose: Sequence[Loose]) -> bool:
    """Whether the last of the contents reaches the end of its paragraph, a mark or two aside."""
    return max(f.key[2] for _, f in loose) >= len(paragraph.ids) - 2


def _from_its_start(made: Joined) -> bool:
    """Whether the first content stands at the start of its paragraph, a mark or two aside."""
    return made.contents[0][1].key[1] <= 2


def _in_paragraph(number: int, found: Sequence[Found], own: Vectors, linker: Linker) -> list[Joined]:
    choice = _choices(found, own, linker)
    groups: dict[int, list[tuple[Found, float]]] = {}
    for i, f in enumerate(found):
        if f.key[0] == CONTENT and i in choice:
            groups.setdefault(choice[i][0], []).append((f, choice[i][1]))
    made: list[Joined] = []
    for cue, contents in groups.items():
        source, sourced = choice[cue]
        made.append(
            Joined(
                paragraph=number,
                source=None if source < 0 else found[source],
                cue=found[cue],
                contents=sorted(((number, f) for f, _ in contents), key=lambda c: c[1].key),
                linked=min(p for _, p in contents),
                sourced=sourced,
            )
        )
    return sorted(made, key=lambda j: j.contents[0][1].key[1])
