"""Windows of stories as tensors: batches of similar length, cut anew in each round."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from purport.read.attribution.learned.linking import CONTENT, SOURCE, Span3
from purport.read.attribution.learned.pieces import FEATURES, ROLES, Ints
from purport.read.attribution.learned.windows import WINDOW, Part, pack, row_of
from train.attribution.network import Links
from train.attribution.noise import noisy
from train.attribution.stories import Marked, Story

MASK = 103
"""The word piece that stands for a hidden one."""
IGNORED = -100


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One row to learn from: ids [T], features [T, 8], tags [T, 3] (-100 where nothing is asked), links by paragraph."""

    ids: Ints
    features: Ints
    tags: Ints
    links: tuple[Links, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Several windows, padded; links pair a row with a paragraph's spans."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    tags: Tensor
    links: list[tuple[int, Links]]


def _links(story: Marked, part: Part) -> Links:
    """The gold spans that lie in a part, in pieces of the row, and which one each should choose."""
    owners: dict[Span3, set[int]] = {}
    for role, start, end, number in story.spans:
        if start >= part.low and end <= part.high:
            key = (role, start - part.low + part.at, end - part.low + part.at)
            owners.setdefault(key, set()).add(number)
    spans = list(owners)
    want: list[int] = []
    for span in spans:
        hits = [j for j, other in enumerate(spans) if other[0] == span[0] - 1 and owners[other] & owners[span]]
        want.append(-2 if span[0] == SOURCE or (span[0] == CONTENT and not hits) else (hits[0] if hits else -1))
    return spans, want


def windows(paragraphs: Sequence[Marked], first: int | None = None) -> list[Window]:
    """The windows of one story."""
    shape = [p.paragraph for p in paragraphs]
    out: list[Window] = []
    for parts in pack([len(p.ids) for p in shape], WINDOW, first):
        ids, features = row_of(shape, parts)
        tags = np.full((len(ids), len(ROLES)), IGNORED, np.int64)
        for part in parts:
            tags[part.at : part.at + part.high - part.low] = paragraphs[part.paragraph].tags[part.low : part.high]
        out.append(Window(ids, features, tags, tuple(_links(paragraphs[p.paragraph], p) for p in parts)))
    return out


def batch_of(rows: Sequence[Window]) -> Batch:
    """Rows padded to the longest."""
    width = max(len(r.ids) for r in rows)
    ids, mask = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width), np.int64)
    features = np.zeros((len(rows), width, FEATURES), np.int64)
    tags = np.full((len(rows), width, len(ROLES)), IGNORED, np.int64)
    for n, row in enumerate(rows):
        length = len(row.ids)
        ids[n, :length], mask[n, :length], features[n, :length], tags[n, :length] = row.ids, 1, row.features, row.tags
    links = [(n, link) for n, row in enumerate(rows) for link in row.links]
    return Batch(*(torch.from_numpy(x) for x in (ids, features, mask, tags)), links)


def round_of(stories: Sequence[Story], rng: random.Random, room: int) -> list[list[Window]]:
    """All stories once, with noise: batches of windows of similar length, each of at most `room` pieces with padding."""
    rows: list[Window] = []
    for story in stories:
        rows += windows(noisy(story.paragraphs, rng), rng.randint(WINDOW // 4, WINDOW))
    out: list[list[Window]] = [[]]
    for row in sorted(rows, key=lambda r: len(r.ids) + 8 * rng.random()):
        width = max([len(row.ids), *(len(r.ids) for r in out[-1])])
        if out[-1] and (len(out[-1]) + 1) * width > room:
            out.append([])
        out[-1].append(row)
    rng.shuffle(out)
    return out
