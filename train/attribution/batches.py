"""Windows of stories as tensors: batches of similar length, cut anew in each round."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from purport.read.attribution.learned.decoding import TAGS, Floats
from purport.read.attribution.learned.linking import CONTENT, SOURCE, Span3
from purport.read.attribution.learned.pieces import FEATURES, ROLES, Ints
from purport.read.attribution.learned.windows import WINDOW, Part, pack, row_of
from train.attribution.network import Links
from train.attribution.noise import noisy
from train.attribution.stories import Marked, Story

MASK = 103
"""The word piece that stands for a hidden one."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One row to learn from: ids [T], features [T, 8], wanted tags [T, 3, 5] (zeros where nothing is asked), links by paragraph."""

    ids: Ints
    features: Ints
    want: Floats
    links: tuple[Links, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Several windows, padded; links pair a row with a paragraph's spans."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    want: Tensor
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


def wanted(story: Marked, taught: float) -> Floats:
    """The chances [n, 3, 5] to learn: gold and what teachers say, `taught` the teachers' share where there are both."""
    gold = None if story.tags is None else np.eye(TAGS, dtype=np.float32)[story.tags]
    if gold is None or story.soft is None:
        only = gold if gold is not None else story.soft
        return np.zeros((len(story.paragraph.ids), len(ROLES), TAGS), np.float32) if only is None else only
    return np.asarray((1 - taught) * gold + taught * story.soft, np.float32)


def windows(paragraphs: Sequence[Marked], first: int | None = None, taught: float = 0.0) -> list[Window]:
    """The windows of one story."""
    shape = [p.paragraph for p in paragraphs]
    asked = [wanted(p, taught) for p in paragraphs]
    out: list[Window] = []
    for parts in pack([len(p.ids) for p in shape], WINDOW, first):
        ids, features = row_of(shape, parts)
        want = np.zeros((len(ids), len(ROLES), TAGS), np.float32)
        for part in parts:
            want[part.at : part.at + part.high - part.low] = asked[part.paragraph][part.low : part.high]
        out.append(Window(ids, features, want, tuple(_links(paragraphs[p.paragraph], p) for p in parts)))
    return out


def batch_of(rows: Sequence[Window]) -> Batch:
    """Rows padded to the longest."""
    width = max(len(r.ids) for r in rows)
    ids, mask = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width), np.int64)
    features = np.zeros((len(rows), width, FEATURES), np.int64)
    want = np.zeros((len(rows), width, len(ROLES), TAGS), np.float32)
    for n, row in enumerate(rows):
        length = len(row.ids)
        ids[n, :length], mask[n, :length], features[n, :length], want[n, :length] = row.ids, 1, row.features, row.want
    links = [(n, link) for n, row in enumerate(rows) for link in row.links]
    return Batch(*(torch.from_numpy(x) for x in (ids, features, mask, want)), links)


def round_of(stories: Sequence[Story], rng: random.Random, room: int, taught: float = 0.0) -> list[list[Window]]:
    """All stories once, with noise: batches of windows of similar length, each of at most `room` pieces with padding."""
    rows: list[Window] = []
    for story in stories:
        rows += windows(noisy(story.paragraphs, rng), rng.randint(WINDOW // 4, WINDOW), taught)
    out: list[list[Window]] = [[]]
    for row in sorted(rows, key=lambda r: len(r.ids) + 8 * rng.random()):
        width = max([len(row.ids), *(len(r.ids) for r in out[-1])])
        if out[-1] and (len(out[-1]) + 1) * width > room:
            out.append([])
        out[-1].append(row)
    rng.shuffle(out)
    return out
