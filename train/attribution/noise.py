"""Stories made worse on purpose, so that the tagger reads capitals, lost quotation marks and run-on paragraphs too."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from purport.read.attribution.learned.pieces import CASE, FIRST_PARSED, FIRST_RULED, QUOTE, Paragraph
from train.attribution.stories import Ints, Marked, tags_of

CAPITAL_SHARE, BARE_SHARE, MERGED_SHARE, UNPARSED_SHARE, UNRULED_SHARE = 0.07, 0.09, 0.06, 0.07, 0.07
"""Share of stories in each round: in capitals, without quotation marks, paragraphs run together, no parse, no rules."""


def _with(paragraph: Paragraph, features: Ints) -> Paragraph:
    return replace(paragraph, features=features)


def in_capitals(story: Marked) -> Marked:
    """As if set in capitals: the letter case says nothing, and the parse is not to be trusted."""
    features = story.paragraph.features.copy()
    features[np.isin(features[:, CASE], (1, 2, 4)), CASE] = 3
    features[:, FIRST_PARSED:] = 0
    return replace(story, paragraph=_with(story.paragraph, features))


def unparsed(story: Marked) -> Marked:
    """Without parse and rules."""
    features = story.paragraph.features.copy()
    features[:, FIRST_PARSED:] = 0
    return replace(story, paragraph=_with(story.paragraph, features))


def unruled(story: Marked) -> Marked:
    """Without the rules' opinion."""
    features = story.paragraph.features.copy()
    features[:, FIRST_RULED:] = 0
    return replace(story, paragraph=_with(story.paragraph, features))


def without_marks(story: Marked, ruled: bool) -> Marked:
    """Without quotation marks; the rules' opinion, formed with them, is kept only if `ruled`.

    Only for stories with gold; what teachers said of it with its marks is dropped.
    """
    old = story.paragraph
    keep = ~np.isin(old.features[:, QUOTE], (3, 4))
    if keep.all() or not keep.any():
        return unruled(story) if not ruled else story
    at = np.concatenate([[0], np.cumsum(keep)])
    moved = ((role, int(at[a]), int(at[b]), n) for role, a, b, n in story.spans)
    spans = tuple(span for span in moved if span[2] > span[1])
    features = old.features[keep].copy()
    features[:, QUOTE] = 1
    if not ruled:
        features[:, FIRST_RULED:] = 0
    paragraph = Paragraph(old.ids[keep], features, old.start[keep], old.end[keep], opens=False)
    return Marked(paragraph, tags_of(int(keep.sum()), spans), spans)


def merged(one: Marked, two: Marked) -> Marked:
    """Two paragraphs run together."""
    shift = len(one.paragraph.ids)
    parts = (one.paragraph, two.paragraph)
    paragraph = Paragraph(
        *(np.concatenate([getattr(p, name) for p in parts]) for name in ("ids", "features", "start", "end")),
        opens=one.paragraph.opens,
    )
    spans = (*one.spans, *((role, a + shift, b + shift, n) for role, a, b, n in two.spans))
    return Marked(paragraph, _both(one.tags, two.tags), spans, _both(one.soft, two.soft))


def _both(one: Any, two: Any) -> Any:
    """Two arrays one after the other; None if either is missing."""
    return None if one is None or two is None else np.concatenate([one, two])


def run_together(paragraphs: Sequence[Marked], rng: random.Random) -> list[Marked]:
    """Some neighbouring paragraphs run together."""
    out: list[Marked] = []
    for story in paragraphs:
        if out and rng.random() < 0.3 and len(out[-1].paragraph.ids) + len(story.paragraph.ids) < 200:
            out[-1] = merged(out[-1], story)
        else:
            out.append(story)
    return out


def noisy(paragraphs: Sequence[Marked], rng: random.Random) -> Sequence[Marked]:
    """The story as it is, or made worse in one way."""
    draw = rng.random()
    for share, worse in (
        (CAPITAL_SHARE, in_capitals),
        (UNPARSED_SHARE, unparsed),
        (UNRULED_SHARE, unruled),
    ):
        if draw < share:
            return [worse(p) for p in paragraphs]
        draw -= share
    if draw < BARE_SHARE and all(p.tags is not None for p in paragraphs):
        ruled = rng.random() < 0.5
        return [without_marks(p, ruled) for p in paragraphs]
    return run_together(paragraphs, rng) if draw < BARE_SHARE + MERGED_SHARE else paragraphs
